//! Emulators of outside services that the tests talk to: ministack (AWS) from PyPI, maildev (mail) from npm. Each stands
//! in a folder of its own below the target folder and touches nothing else of the machine.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::needs;
use crate::place::Place;
use crate::proc::{Proc, say};
use crate::stamp::Stamp;

const FOLDER: &str = "xtask/assets/peers";

/// Where the emulators are.
#[derive(Debug)]
pub(crate) struct Peers {
    /// The program `ministack`.
    pub(crate) ministack: PathBuf,
    /// The program `maildev`.
    pub(crate) maildev: PathBuf,
}

/// Installs what is not installed yet.
///
/// # Errors
/// If Python is missing and cannot be installed, or pip or npm fails.
pub(crate) fn install(place: &Place) -> Result<Peers> {
    // The harness looks here too, so that a test run without xtask finds them.
    let home = place.cache().join("peers");
    Ok(Peers { ministack: ministack(place, &home.join("python"))?, maildev: maildev(place, &home.join("node"))? })
}

fn ministack(place: &Place, folder: &Path) -> Result<PathBuf> {
    let program = folder.join("bin/ministack");
    let requirements = Path::new(FOLDER).join("requirements.txt");
    once(place, folder, &[&requirements], "ministack", || {
        let python = needs::program("Python", "python3", &["python3", "python3-venv"])?;
        let venv = || Proc::new(&python).args(["-m", "venv"]).args([folder]).run_silently();
        // Debian parts the module from Python itself.
        venv().or_else(|_| {
            crate::apt::install("Python's venv", &["python3-venv"])?;
            venv()
        })?;
        Proc::new(folder.join("bin/python"))
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .args([place.root.join(&requirements)])
            .run_silently()
    })?;
    Ok(program)
}

fn maildev(place: &Place, folder: &Path) -> Result<PathBuf> {
    let files = ["package.json", "package-lock.json"].map(|name| Path::new(FOLDER).join(name));
    once(place, folder, &[&files[0], &files[1]], "maildev", || {
        fs::create_dir_all(folder)?;
        for file in &files {
            let name = file.file_name().context("a file has a name")?;
            fs::copy(place.root.join(file), folder.join(name))?;
        }
        Proc::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).dir(folder).run_silently()
    })?;
    Ok(folder.join("node_modules/.bin/maildev"))
}

/// Runs an installation into an empty folder, unless it was done before for the same files.
fn once(place: &Place, folder: &Path, files: &[&Path], what: &str, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut stamp = Stamp::new();
    for file in files {
        stamp.add_file(&place.root, file)?;
    }
    let (stamp, done) = (stamp.short(), folder.join("done"));
    if fs::read_to_string(&done).is_ok_and(|there| there == stamp) {
        say(format!("{what}: found"));
        return Ok(());
    }
    say(format!("installing {what}"));
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder.parent().context("a folder lies in another")?)?;
    install().with_context(|| format!("{what} cannot be installed"))?;
    Ok(fs::write(done, stamp)?)
}
