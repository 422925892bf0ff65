//! The files of one cluster: made by `initdb`, who may log in, and who is using them.
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rand::Rng as _;

use super::programs::Programs;
use super::{PostgresOptions, WHAT, as_whom};
use crate::dev::account::{Account, own};
use crate::dev::errors::{At as _, DevError, Result, tail};
use crate::dev::guard::SYSTEM_PATH;
use crate::dev::pid;

/// A UNIX socket's path has 104 (macOS) to 108 bytes; the file's own name takes about 20.
const SOCKET_DIR_LIMIT: usize = 80;

/// A server of the run before is given this long to finish its shutdown.
const RELEASE_LIMIT: Duration = Duration::from_secs(15);

pub(super) struct Cluster<'a> {
    pub(super) home: &'a Path,
    pub(super) account: Option<&'a Account>,
    pub(super) programs: &'a Programs,
}

impl Cluster<'_> {
    pub(super) fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    /// Where the UNIX socket is; nowhere if the path would be too long for one.
    pub(super) fn socket_dir(&self) -> String {
        let path = self.home.to_string_lossy();
        if path.len() <= SOCKET_DIR_LIMIT { path.into_owned() } else { String::new() }
    }

    /// Runs `initdb` unless that is done, and writes who may log in. Returns the superuser's password.
    pub(super) fn prepare(&self, options: &PostgresOptions) -> Result<String> {
        let secret = self.home.join("password");
        if version(&self.data()).is_none() {
            self.write_secret(&secret)?;
            self.initdb(&secret, options)?;
        }
        let over_tcp = if options.password { "scram-sha-256" } else { "trust" };
        let rules = format!("local all all trust\nhost all all 127.0.0.1/32 {over_tcp}\n");
        let file = self.data().join("pg_hba.conf");
        fs::write(&file, rules).at("write", &file)?;
        let password = fs::read_to_string(&secret).at("read", &secret)?;
        Ok(password.trim().to_owned())
    }

    fn write_secret(&self, path: &Path) -> Result<()> {
        let bytes: [u8; 24] = rand::rng().random();
        let password: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut file =
            fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path).at("write", path)?;
        file.write_all(password.as_bytes()).at("write", path)?;
        own(path, self.account, 0o600)
    }

    fn initdb(&self, secret: &Path, options: &PostgresOptions) -> Result<()> {
        let data = self.data();
        if data.exists() {
            // No PG_VERSION, so nothing that ever served: what an interrupted initdb left behind.
            fs::remove_dir_all(&data).at("delete", &data)?;
        }
        tracing::info!("making a PostgreSQL {} cluster in {}", self.programs.version, self.home.display());
        // Made beside its place and moved there when complete, so that half a cluster is never taken for one.
        let unfinished = self.home.join("unfinished");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).at("delete", &unfinished)?;
        }
        let mut command = Command::new(&self.programs.initdb);
        command.args(["--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres", "--no-instructions"]);
        command.args(["--auth-local=trust", "--auth-host=scram-sha-256"]);
        command.arg("--pwfile").arg(secret).arg("--pgdata").arg(&unfinished);
        if !options.durable {
            command.arg("--no-sync");
        }
        command.env_clear().env("PATH", SYSTEM_PATH).env("LC_ALL", "C").current_dir(self.home);
        if let Some(account) = self.account {
            command.uid(account.uid).gid(account.gid);
        }
        let output = command.output().at("run", &self.programs.initdb)?;
        if !output.status.success() {
            let said = tail(&String::from_utf8_lossy(&output.stderr));
            let output = format!("as {}: {said}", as_whom(self.account));
            return Err(DevError::Failed { what: "initdb", output });
        }
        fs::rename(&unfinished, &data).at("move", &unfinished)
    }

    /// Whether the server says that it accepts connections (what `pg_ctl` waits for).
    pub(super) fn is_ready(&self) -> bool {
        fs::read_to_string(self.data().join("postmaster.pid"))
            .is_ok_and(|text| text.lines().nth(7).is_some_and(|line| line.trim() == "ready"))
    }

    /// See [`wait_until_released`].
    pub(super) async fn wait_until_released(&self) -> Result<()> {
        wait_until_released(self.home).await
    }
}

/// The major version that made the data, with their folder, if there are any.
pub(super) fn version(data: &Path) -> Option<(PathBuf, String)> {
    let made_by = fs::read_to_string(data.join("PG_VERSION")).ok()?;
    Some((data.to_owned(), made_by.trim().to_owned()))
}

/// Waits for a server that is stopping on these data, and forgets one that was killed.
///
/// After SIGKILL (or a power cut) `postmaster.pid` stays behind. PostgreSQL compares its number with the living
/// processes only, and may take a stranger's for its own; we look at what the process is.
pub(super) async fn wait_until_released(home: &Path) -> Result<()> {
    let data = home.join("data");
    let file = data.join("postmaster.pid");
    let begun = Instant::now();
    while let Ok(text) = fs::read_to_string(&file) {
        let pid = text.lines().next().and_then(|line| line.trim().parse().ok()).unwrap_or(0);
        if !pid::is_running(pid, &data.to_string_lossy()) {
            fs::remove_file(&file).or_else(gone_is_fine).at("delete", &file)?;
            break;
        }
        let stopping = text.lines().nth(7).is_some_and(|line| line.trim() == "stopping");
        // A guard needs a moment to notice that its owner died; a server that serves on is somebody's.
        let limit = if stopping { RELEASE_LIMIT } else { Duration::from_secs(3) };
        if begun.elapsed() > limit {
            return Err(DevError::AlreadyRunning { what: WHAT, pid, dir: home.to_owned() });
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

fn gone_is_fine(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}
