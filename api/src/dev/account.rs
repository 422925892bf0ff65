//! The user a database server runs as. PostgreSQL refuses root, so under root we drop to somebody else, and put the data
//! where that somebody can reach them: a checkout below `/root` is closed to all others.
use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use nix::unistd::{Uid, User};
use sha2::{Digest as _, Sha256};

use super::errors::{At as _, DevError, Result};

/// Names the folder that really holds the data, when that is not the one we were given.
const POINTER: &str = "location";

/// Somebody other than root.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// Whom to drop to: nobody (`None`) unless we are root.
pub(super) fn unprivileged() -> Result<Option<Account>> {
    if !Uid::effective().is_root() {
        return Ok(None);
    }
    let found = ["postgres", "nobody"].into_iter().find_map(|name| User::from_name(name).ok().flatten());
    let user = found.ok_or(DevError::NoAccount)?;
    Ok(Some(Account { name: user.name, uid: user.uid.as_raw(), gid: user.gid.as_raw() }))
}

/// Makes (or finds) the folder for a server's data: `dir` itself, or, if `account` cannot reach that, one of its own
/// elsewhere, to which `dir` then keeps a pointer. It belongs to the account and is closed to others.
pub(super) fn home(dir: &Path, account: Option<&Account>) -> Result<PathBuf> {
    fs::create_dir_all(dir).at("create", dir)?;
    let dir = dir.canonicalize().at("find", dir)?;
    let home = match account {
        Some(account) if !reaches(account, &dir) => {
            let elsewhere = elsewhere(&dir)?;
            tracing::info!(
                "{} is closed to the user {}; the data go to {}",
                dir.display(),
                account.name,
                elsewhere.display()
            );
            let pointer = dir.join(POINTER);
            fs::write(&pointer, elsewhere.to_string_lossy().as_bytes()).at("write", &pointer)?;
            elsewhere
        }
        _ => dir,
    };
    own(&home, account, 0o700)?;
    Ok(home)
}

/// Where the data of `dir` are, without making anything.
pub(super) fn find_home(dir: &Path) -> PathBuf {
    match fs::read_to_string(dir.join(POINTER)) {
        Ok(path) if Path::new(path.trim()).is_absolute() => PathBuf::from(path.trim()),
        _ => dir.canonicalize().unwrap_or_else(|_| dir.to_owned()),
    }
}

/// Gives a file or folder to the account, with these permissions.
pub(super) fn own(path: &Path, account: Option<&Account>, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).at("set the permissions of", path)?;
    if let Some(account) = account {
        std::os::unix::fs::chown(path, Some(account.uid), Some(account.gid)).at("give away", path)?;
    }
    Ok(())
}

/// Whether the account may pass through every folder above `dir`.
fn reaches(account: &Account, dir: &Path) -> bool {
    dir.ancestors().skip(1).all(|ancestor| {
        fs::metadata(ancestor).is_ok_and(|meta| {
            let shift = if meta.uid() == account.uid {
                6
            } else if meta.gid() == account.gid {
                3
            } else {
                0
            };
            (meta.mode() >> shift) & 1 == 1
        })
    })
}

/// A folder outside the checkout, the same one for the same checkout each time.
fn elsewhere(dir: &Path) -> Result<PathBuf> {
    let digest = Sha256::digest(dir.to_string_lossy().as_bytes());
    let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut refused = None;
    for parent in ["/var/lib/sadu-dev", "/var/tmp/sadu-dev"].map(Path::new) {
        let made = fs::DirBuilder::new().recursive(true).mode(0o755).create(parent);
        // A folder that somebody else made in a public place is not to be trusted.
        let ours = fs::symlink_metadata(parent).is_ok_and(|meta| meta.is_dir() && meta.uid() == 0);
        match made.and_then(|()| fs::DirBuilder::new().recursive(true).mode(0o700).create(parent.join(&name))) {
            Ok(()) if ours => {
                own(parent, None, 0o755)?; // whatever the umask made of it
                return Ok(parent.join(&name));
            }
            Ok(()) => {}
            Err(error) => refused = Some(error),
        }
    }
    let error = refused.unwrap_or_else(|| std::io::Error::from(std::io::ErrorKind::PermissionDenied));
    Err(error).at("create", Path::new("/var/lib/sadu-dev"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Account {
        Account { name: "somebody".into(), uid: 54_321, gid: 54_321 }
    }

    #[test]
    fn a_closed_folder_above_is_out_of_reach() {
        let base = std::env::temp_dir().join(format!("sadu-reach-{}", std::process::id()));
        let inner = base.join("closed/inner");
        fs::create_dir_all(&inner).unwrap();
        own(&base, None, 0o755).unwrap();
        own(&base.join("closed"), None, 0o755).unwrap();
        assert!(reaches(&account(), &inner));
        own(&base.join("closed"), None, 0o700).unwrap();
        assert!(!reaches(&account(), &inner));
        fs::remove_dir_all(&base).unwrap();
    }

    #[test]
    fn without_an_account_the_data_stay_where_they_were_wanted() {
        let dir = std::env::temp_dir().join(format!("sadu-home-{}", std::process::id()));
        let home = home(&dir, None).unwrap();
        assert_eq!(home, dir.canonicalize().unwrap());
        assert_eq!(find_home(&dir), home);
        fs::remove_dir_all(&dir).unwrap();
    }
}
