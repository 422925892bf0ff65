//! What can go wrong while a private service is started or stopped, worded for the person at the terminal.
use std::path::{Path, PathBuf};

/// Shorthand of this room.
pub type Result<T, E = DevError> = std::result::Result<T, E>;

/// A private service could not be started, kept or stopped.
#[derive(Debug, thiserror::Error)]
pub enum DevError {
    /// A file or folder could not be made, read or given to another user.
    #[error("cannot {act} {}: {source}", path.display())]
    Io {
        /// What was tried, as a verb.
        act: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// Another `sadu dev` works in this folder.
    #[error(
        "another `sadu dev` is running on {} (process {holder}); stop it first, or give this one another folder",
        folder.display()
    )]
    FolderInUse {
        /// The folder both want.
        folder: PathBuf,
        /// The process that has it, as far as it is known.
        holder: String,
    },
    /// A program is not installed, or only in a version that is too old.
    #[error("{program} was not found. {hint}")]
    ProgramMissing {
        /// Name and version that is wanted.
        program: &'static str,
        /// How to get it.
        hint: &'static str,
    },
    /// The cluster was made by a version of PostgreSQL that is not installed.
    #[error(
        "the cluster in {} was made by PostgreSQL {made_by}, which is not installed; install it, or start with --fresh",
        dir.display()
    )]
    OtherVersion {
        /// Where the data are.
        dir: PathBuf,
        /// The major version that made them.
        made_by: String,
    },
    /// A server of an earlier run still works on the same data.
    #[error("{what} (process {pid}) still runs on {}; stop it with `kill -INT {pid}`", dir.display())]
    AlreadyRunning {
        /// Which server.
        what: &'static str,
        /// Its process id.
        pid: i32,
        /// Where its data are.
        dir: PathBuf,
    },
    /// A program ran and said no.
    #[error("{what} failed: {output}")]
    Failed {
        /// Which program.
        what: &'static str,
        /// The end of what it said.
        output: String,
    },
    /// A server did not become ready in time, or ended while starting.
    #[error("{what} did not start ({reason}); the end of {}:\n{output}", log.display())]
    NotReady {
        /// Which server.
        what: &'static str,
        /// Whether it ended or only took too long.
        reason: &'static str,
        /// Its log file.
        log: PathBuf,
        /// The end of its log.
        output: String,
    },
    /// Every port that was tried is taken.
    #[error("no free TCP port on 127.0.0.1")]
    NoFreePort,
    /// We run as root and there is nobody to drop to.
    #[error("PostgreSQL does not run as root, and neither a user `postgres` nor `nobody` exists; create one")]
    NoAccount,
}

/// Adds the act and the path to an I/O error.
pub(super) trait At<T> {
    /// Names what was tried, and where.
    fn at(self, act: &'static str, path: &Path) -> Result<T>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, act: &'static str, path: &Path) -> Result<T> {
        self.map_err(|source| DevError::Io { act, path: path.to_owned(), source })
    }
}

/// The last lines of a log or an output, enough to see why something ended.
pub(super) fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let from = lines.len().saturating_sub(12);
    lines[from..].join("\n")
}

/// The last lines of a file, empty if it cannot be read.
pub(super) fn tail_of(path: &Path) -> String {
    std::fs::read(path).map(|bytes| tail(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}
