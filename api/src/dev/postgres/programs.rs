//! Where PostgreSQL's programs are: in the search path, or where Debian, Red Hat and Homebrew put them.
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::dev::errors::{DevError, Result};

/// The oldest major version that the schema works on.
const OLDEST: u32 = 15;

/// One installation of PostgreSQL.
#[derive(Debug, Clone)]
pub(super) struct Programs {
    pub(super) postgres: PathBuf,
    pub(super) initdb: PathBuf,
    pub(super) version: u32,
}

impl Programs {
    /// The newest installation that is new enough or, if data exist already, the one of the version that made them.
    pub(super) fn find(given: Option<&Path>, made_by: Option<(PathBuf, String)>) -> Result<Self> {
        let folders = given.map_or_else(candidates, |folder| vec![folder.to_owned()]);
        let mut found: Vec<Self> = folders.iter().filter_map(|folder| Self::of(folder)).collect();
        found.retain(|programs| programs.version >= OLDEST);
        found.sort_by_key(|programs| std::cmp::Reverse(programs.version));
        if let Some((dir, made_by)) = made_by.filter(|_| !found.is_empty()) {
            let same = found.into_iter().find(|programs| programs.version.to_string() == made_by);
            return same.ok_or(DevError::OtherVersion { dir, made_by });
        }
        found.into_iter().next().ok_or(DevError::ProgramMissing {
            program: "PostgreSQL 15 or newer",
            hint: "Install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17), \
                   or set DATABASE_URL to a server of your own.",
        })
    }

    fn of(folder: &Path) -> Option<Self> {
        let [postgres, initdb] = ["postgres", "initdb"].map(|name| folder.join(name));
        let output = Command::new(&postgres).arg("--version").output().ok().filter(|_| initdb.is_file())?;
        let version = major(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { postgres, initdb, version })
    }
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian …)`.
fn major(banner: &str) -> Option<u32> {
    let number = banner.split_once("(PostgreSQL) ")?.1;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn candidates() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(initdb) = in_search_path("initdb") {
        folders.extend(initdb.parent().map(Path::to_owned));
    }
    for (parent, bin) in [
        ("/usr/lib/postgresql", "bin"),
        ("/usr/local/lib/postgresql", "bin"),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
        ("/usr", "bin"),
        ("/Applications/Postgres.app/Contents/Versions", "bin"),
    ] {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        let names = entries.flatten().filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.starts_with("postgresql") || name.starts_with("pgsql") || name.parse::<f32>().is_ok()
        });
        folders.extend(names.map(|entry| entry.path().join(bin)));
    }
    folders.extend(["/usr/bin", "/usr/local/bin", "/usr/local/pgsql/bin"].map(PathBuf::from));
    folders
}

/// The full path of a program, as the user's shell finds it.
pub(in crate::dev) fn in_search_path(name: &str) -> Option<PathBuf> {
    let script = format!("command -v {name}");
    let output = Command::new("/bin/sh").args(["-c", &script]).output().ok()?;
    let path = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    path.is_absolute().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_the_banner() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 17beta2"), Some(17));
        assert_eq!(major("something else"), None);
    }

    #[test]
    fn a_folder_without_programs_is_told_as_missing() {
        let missing = Programs::find(Some(Path::new("/nowhere")), None);
        assert!(matches!(missing, Err(DevError::ProgramMissing { .. })));
    }

    #[test]
    fn data_of_a_version_that_is_not_installed_are_told_as_such() {
        let made_by = Some((PathBuf::from("/data"), "9".to_owned()));
        assert!(matches!(Programs::find(None, made_by), Err(DevError::OtherVersion { .. })));
    }
}
