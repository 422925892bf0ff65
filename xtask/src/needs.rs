//! What a machine needs besides Rust: found, or installed, or said to be missing.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::apt;
use crate::peers::{self, Peers};
use crate::place::Place;
use crate::proc::{Proc, say};

/// The oldest PostgreSQL that the migrations run on.
const OLDEST_POSTGRES: u32 = 15;
/// The oldest node that the bundler's tools run on.
const OLDEST_NODE: u32 = 18;
/// The oldest node that playwright-core runs on.
const OLDEST_NODE_FOR_TESTS: u32 = 20;

/// Where the tests find what they talk to.
#[derive(Debug)]
pub(crate) struct Tools {
    /// A Chromium for the browser tests.
    pub(crate) chromium: PathBuf,
    /// Emulators of outside services.
    pub(crate) peers: Peers,
}

/// What `sadu dev` starts: PostgreSQL and Redis.
///
/// # Errors
/// If one is missing and cannot be installed; with `DATABASE_URL` or `REDIS_URL` set, that one is not asked for.
pub(crate) fn for_server() -> Result<()> {
    if env::var_os("DATABASE_URL").is_none() {
        postgres()?;
    }
    if env::var_os("REDIS_URL").is_none() {
        program("Redis", "redis-server", &["redis-server"])?;
    }
    Ok(())
}

/// What the bundles are made with: node, and its tools from npm. Says nothing of what is there.
///
/// # Errors
/// If node is missing and cannot be installed, or npm cannot fetch the tools.
pub(crate) fn for_bundles(place: &Place) -> Result<()> {
    node(OLDEST_NODE)?;
    if find("npm").is_none() {
        program("npm", "npm", &["npm"])?;
    }
    crate::node::install(place)
}

/// What the whole test run talks to.
///
/// # Errors
/// As of the others; and if Chromium, pgbouncer or an emulator is missing and cannot be installed.
pub(crate) fn for_tests(place: &Place) -> Result<Tools> {
    postgres()?;
    program("Redis", "redis-server", &["redis-server"])?;
    program("pgbouncer", "pgbouncer", &["pgbouncer"])?;
    let chromium = chromium()?;
    for_bundles(place)?;
    node(OLDEST_NODE_FOR_TESTS)?;
    say("node and its tools: found");
    let peers = peers::install(place)?;
    Ok(Tools { chromium, peers })
}

/// A program on the path, or beside it in the folders of system programs; installed if it is nowhere.
///
/// # Errors
/// If it is missing and cannot be installed.
pub(crate) fn program(what: &str, name: &str, packages: &[&str]) -> Result<PathBuf> {
    if let Some(path) = find(name) {
        say(format!("{what}: found"));
        return Ok(path);
    }
    apt::install(what, packages)?;
    find(name).with_context(|| format!("{name} is not on the path, although {} is installed", packages.join(" ")))
}

/// Looks for a program on the path and in the folders that only root has on it.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/local/sbin", "/sbin", "/opt/homebrew/bin"].map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn node(oldest: u32) -> Result<()> {
    let path = match find("node") {
        Some(path) => path,
        None => program("node", "node", &["nodejs", "npm"])?,
    };
    let version = Proc::new(path).args(["--version"]).output()?;
    if first_number(&version) < oldest {
        bail!("node {} is too old: at least {oldest} is needed", version.trim());
    }
    Ok(())
}

fn postgres() -> Result<()> {
    if let Some(version) = newest_postgres() {
        say(format!("PostgreSQL {version}: found"));
        return Ok(());
    }
    // Debian starts a server of its own on 5432 with the package. It is never touched: the product's own cluster is private.
    apt::install("PostgreSQL", &["postgresql", "postgresql-contrib"])?;
    newest_postgres().map(|_| ()).with_context(|| {
        format!("the PostgreSQL of this machine's packages is older than {OLDEST_POSTGRES}; install a newer one")
    })
}

/// The newest server installed, if it is new enough: Debian keeps each major version in a folder, off the path.
fn newest_postgres() -> Option<u32> {
    let debian = Path::new("/usr/lib/postgresql").read_dir().into_iter().flatten().flatten();
    let folders = debian
        .filter(|entry| entry.path().join("bin/initdb").is_file())
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let on_path = find("initdb")
        .and_then(|initdb| Proc::new(initdb).args(["--version"]).output().ok())
        .map(|version| first_number(&version));
    folders.chain(on_path).max().filter(|version| *version >= OLDEST_POSTGRES)
}

fn chromium() -> Result<PathBuf> {
    if let Some(given) = env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(given));
    }
    for name in ["chromium-browser", "google-chrome"] {
        if find("chromium").is_none()
            && let Some(path) = find(name)
        {
            say(format!("Chromium: found ({name})"));
            return Ok(path);
        }
    }
    program("Chromium", "chromium", &["chromium"])
}

/// The first number in a line such as `initdb (PostgreSQL) 15.18` or `v20.20.2`; 0 if there is none.
fn first_number(text: &str) -> u32 {
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn major_version_is_the_first_number() {
        assert_eq!(first_number("initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), 15);
        assert_eq!(first_number("v20.20.2"), 20);
        assert_eq!(first_number("none"), 0);
    }

    #[test]
    fn shell_is_found_and_nonsense_is_not() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-anywhere").is_none());
    }
}
