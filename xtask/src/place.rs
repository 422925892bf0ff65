//! Where things lie: the workspace, cargo's target folder, and what xtask keeps in it.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The folders of one checkout.
#[derive(Debug)]
pub(crate) struct Place {
    /// The workspace.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, which outlives a checkout in continuous integration.
    pub(crate) target: PathBuf,
}

impl Place {
    /// Finds the workspace this xtask was compiled from, and the target folder in force.
    ///
    /// With `CI=true` and no `CARGO_TARGET_DIR`, the target folder lies outside of the checkout, since that is new for
    /// every run; the children of this process are told.
    ///
    /// # Errors
    /// If the manifest has no parent folder, or `HOME` is needed and missing.
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
        let root = Path::new(&manifest).parent().context("xtask lies in no workspace")?.to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(given) => root.join(given),
            None if continuous_integration() => {
                let home = env::var_os("HOME").context("HOME is not set")?;
                Path::new(&home).join(".cache/sadu/target")
            }
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The folder the server reads: `manifest.json` and `assets/`.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// What xtask keeps between runs.
    pub(crate) fn cache(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The server as `cargo build` leaves it.
    pub(crate) fn server(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join("sadu")
    }
}

/// Whether a machine and not a person is waiting.
pub(crate) fn continuous_integration() -> bool {
    env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}
