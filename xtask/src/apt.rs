//! Installing Debian packages, where that is possible.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::proc::{Proc, say};

/// Installs packages by apt, as root or by a sudo that asks nothing.
///
/// # Errors
/// If this is no Debian or Ubuntu, or no root, or apt fails; the message names the packages.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("{what} is missing; install it (on Debian: apt-get install {list})");
    }
    let Some(prefix) = privilege() else {
        bail!("{what} is missing, and installing it needs root: sudo apt-get install {list}");
    };
    say(format!("installing {list} (apt)"));
    let install =
        || apt(prefix, &["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages).run_silently();
    // Package lists may be missing or old: fetch them only if the first try says so.
    install().or_else(|_| {
        apt(prefix, &["update", "--quiet"]).run_silently()?;
        install()
    })
}

fn apt(prefix: &[&str], args: &[&str]) -> Proc {
    let words: Vec<&str> = prefix
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"])
        .chain(args.iter().copied())
        .collect();
    let (program, rest) = words.split_first().unwrap_or((&"apt-get", &[]));
    Proc::new(program).args(rest)
}

/// What to put before a command that needs root: nothing, sudo, or no way.
fn privilege() -> Option<&'static [&'static str]> {
    if Proc::new("id").args(["-u"]).output().is_ok_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    Proc::new("sudo").args(["-n", "true"]).succeeds_within(Duration::from_secs(5)).then_some(&["sudo", "-n"])
}
