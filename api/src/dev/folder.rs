//! The folder of a `sadu dev` (`.sadu`): held by one process at a time, remembers its ports, can be emptied.
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::errors::{At as _, DevError, Result};
use super::port::{free_port, is_free};
use super::postgres::PrivatePostgres;

const LOCK: &str = "lock";
const PORTS: &str = "ports.json";
/// The sub-folder of the database, which under root may lie elsewhere.
pub(super) const POSTGRES: &str = "postgres";

/// An open folder. It is ours until this value is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct DevFolder {
    path: PathBuf,
    lock: File,
}

impl DevFolder {
    /// Opens (or makes) the folder for this process; with `fresh`, everything in it is deleted first.
    ///
    /// # Errors
    /// [`DevError::FolderInUse`] if another process has it; I/O errors; with `fresh` also a database that still runs.
    pub async fn open(path: &Path, fresh: bool) -> Result<Self> {
        fs::create_dir_all(path).at("create", path)?;
        let path = path.canonicalize().at("find", path)?;
        let lock = lock(&path)?;
        let folder = Self { path, lock };
        if fresh {
            folder.empty().await?;
        }
        Ok(folder)
    }

    /// The folder's full path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The port of a server: the one of last time if it is still free, else `preferred` if that is, else any free one.
    /// It is remembered for the next start.
    ///
    /// # Errors
    /// No free port, or the memory cannot be written.
    pub fn port(&self, server: &str, preferred: Option<u16>) -> Result<u16> {
        let file = self.path.join(PORTS);
        // A memory that cannot be read is only a lost memory.
        let mut ports: BTreeMap<String, u16> =
            fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        let known = ports.get(server).copied();
        if let Some(port) = known.filter(|port| is_free(*port)) {
            return Ok(port);
        }
        let others: Vec<u16> = ports.values().copied().collect();
        let port = match preferred.filter(|port| is_free(*port)) {
            Some(port) => port,
            None => loop {
                let port = free_port()?;
                if !others.contains(&port) {
                    break port;
                }
            },
        };
        ports.insert(server.to_owned(), port);
        let text = serde_json::to_string_pretty(&ports).map_err(std::io::Error::other).at("write", &file)?;
        fs::write(&file, text).at("write", &file)?;
        Ok(port)
    }

    async fn empty(&self) -> Result<()> {
        PrivatePostgres::remove(&self.path.join(POSTGRES)).await?;
        for entry in fs::read_dir(&self.path).at("read", &self.path)? {
            let path = entry.at("read", &self.path)?.path();
            if path.file_name().is_some_and(|name| name == LOCK) {
                continue;
            }
            let deleted = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            deleted.at("delete", &path)?;
        }
        Ok(())
    }
}

impl Drop for DevFolder {
    /// Let go of at once: a child that is just being started holds a copy of the open file until it runs its program.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

/// The operating system's lock: it goes with the process, so a killed one leaves nothing to clean up.
fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path).at("open", &path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder); // only for the message
            let holder = if holder.trim().is_empty() { "unknown".into() } else { holder.trim().to_owned() };
            return Err(DevError::FolderInUse { folder: folder.to_owned(), holder });
        }
        Err(TryLockError::Error(error)) => return Err(error).at("lock", &path),
    }
    file.set_len(0).at("write", &path)?;
    file.rewind().at("write", &path)?;
    writeln!(file, "{}", std::process::id()).at("write", &path)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn temporary(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("sadu-{name}-{}", std::process::id()))
    }

    #[tokio::test]
    async fn a_folder_serves_one_at_a_time() {
        let path = temporary("one");
        let first = DevFolder::open(&path, false).await.unwrap();
        let second = DevFolder::open(&path, false).await;
        let Err(DevError::FolderInUse { holder, .. }) = second else { panic!("opened twice") };
        assert_eq!(holder, std::process::id().to_string());
        drop(first);
        drop(DevFolder::open(&path, false).await.unwrap());
        fs::remove_dir_all(path).unwrap();
    }

    #[tokio::test]
    async fn ports_are_remembered_until_taken_or_forgotten() {
        let path = temporary("ports");
        let folder = DevFolder::open(&path, false).await.unwrap();
        let port = folder.port("redis", None).unwrap();
        assert_eq!(folder.port("redis", None).unwrap(), port);
        assert_ne!(folder.port("s3", None).unwrap(), port);
        let taken = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
        let other = folder.port("redis", None).unwrap();
        assert_ne!(other, port);
        drop((taken, folder));
        let folder = DevFolder::open(&path, false).await.unwrap();
        assert_eq!(folder.port("redis", None).unwrap(), other);
        drop(folder);
        let folder = DevFolder::open(&path, true).await.unwrap();
        assert!(!path.join(PORTS).exists());
        drop(folder);
        fs::remove_dir_all(path).unwrap();
    }

    #[tokio::test]
    async fn a_preferred_port_is_taken_when_free() {
        let path = temporary("preferred");
        let folder = DevFolder::open(&path, false).await.unwrap();
        let wanted = free_port().unwrap();
        assert_eq!(folder.port("http", Some(wanted)).unwrap(), wanted);
        fs::remove_dir_all(path).unwrap();
    }
}
