//! The tools from npm: installed once for a lock file, and called.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::place::Place;
use crate::proc::{Proc, say};
use crate::stamp::Stamp;

/// Installs what xtask/assets/package-lock.json names, unless that was done before, and puts a link `node_modules` into
/// the workspace, where node looks when a script of xtask or a browser test imports a package.
///
/// # Errors
/// If npm fails, or the link cannot be made.
pub(crate) fn install(place: &Place) -> Result<()> {
    let folder = folder(place)?;
    let done = folder.join("done");
    if !done.exists() {
        say("installing node tools (npm)");
        fs::create_dir_all(&folder)?;
        for name in ["package.json", "package-lock.json"] {
            fs::copy(place.root.join("xtask/assets").join(name), folder.join(name))?;
        }
        // No package of ours needs a script of its own at install, and a script is the usual way in for a bad one.
        Proc::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).dir(&folder).run_silently()?;
        fs::write(done, "")?;
    }
    link(&folder.join("node_modules"), &place.root.join("node_modules"))
}

/// Runs one job of xtask/assets/pack.mjs.
///
/// # Errors
/// If the job fails; its message is part of the error.
pub(crate) fn pack<S: AsRef<std::ffi::OsStr>>(place: &Place, job: &str, args: &[S]) -> Result<()> {
    Proc::new("node").args(["xtask/assets/pack.mjs", job]).args(args).dir(&place.root).run_silently()
}

/// Runs binaryen's optimiser on a module.
///
/// # Errors
/// If it fails.
pub(crate) fn wasm_opt(place: &Place, from: &Path, to: &Path) -> Result<()> {
    Proc::new("node")
        .args(["node_modules/binaryen/bin/wasm-opt", "-Oz"])
        // What rustc's wasm32-unknown-unknown uses, and every browser since 2022 has.
        .args(["--enable-bulk-memory", "--enable-mutable-globals", "--enable-sign-ext"])
        .args(["--enable-nontrapping-float-to-int", "--enable-reference-types", "--enable-multivalue"])
        .arg_pair(from, to)
        .dir(&place.root)
        .run_silently()
}

impl Proc {
    fn arg_pair(self, from: &Path, to: &Path) -> Self {
        self.args([from.as_os_str(), "-o".as_ref(), to.as_os_str()])
    }
}

fn folder(place: &Place) -> Result<PathBuf> {
    let mut stamp = Stamp::new();
    stamp.add_file(&place.root, Path::new("xtask/assets/package.json"))?;
    stamp.add_file(&place.root, Path::new("xtask/assets/package-lock.json"))?;
    Ok(place.cache().join("node").join(stamp.short()))
}

fn link(to: &Path, at: &Path) -> Result<()> {
    if fs::read_link(at).is_ok_and(|there| there == to) {
        return Ok(());
    }
    if at.is_symlink() {
        fs::remove_file(at)?;
    }
    std::os::unix::fs::symlink(to, at)
        .with_context(|| format!("{} is in the way of the link to the node tools; remove it", at.display()))
}
