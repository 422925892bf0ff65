//! Which compiler builds the wasm bundles: rustup's where it has or can fetch the target, else Debian's.

use std::env;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::apt;
use crate::place::Place;
use crate::proc::{Proc, say};

/// The target of both bundles.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's packages: a current compiler without a ready standard library for wasm, its source, and a linker.
const DEBIAN: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
const DEBIAN_LINKER: &str = "wasm-ld-22";
/// Of this workspace: `rust-version` in Cargo.toml.
const OLDEST_MINOR: u32 = 95;

/// A compiler that can make wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one in use, with the target's standard library beside it.
    Rustup,
    /// Debian's `rustc-web`, which compiles the standard library from source first.
    Debian,
}

impl Toolchain {
    /// Finds one, or installs one. `SADU_WASM_TOOLCHAIN=rustup` or `=debian` decides by hand.
    ///
    /// # Errors
    /// If none is there and none can be installed; the message names both ways.
    pub(crate) fn find(place: &Place) -> Result<Self> {
        match env::var("SADU_WASM_TOOLCHAIN").ok().as_deref() {
            None | Some("") => {}
            Some("rustup") => {
                rustup(place)?;
                return Ok(Self::Rustup);
            }
            Some("debian") => {
                debian()?;
                return Ok(Self::Debian);
            }
            Some(other) => bail!("SADU_WASM_TOOLCHAIN is `{other}`: neither rustup nor debian"),
        }
        if has_target(place) || rustup(place).is_ok() {
            return Ok(Self::Rustup);
        }
        debian().context(format!(
            "no compiler for {TARGET}: run `rustup target add {TARGET}`, or on Debian install {}",
            DEBIAN.join(" ")
        ))?;
        Ok(Self::Debian)
    }

    /// Cargo, set up to build for wasm; `build` and the choice of package are the caller's.
    pub(crate) fn cargo(self, place: &Place) -> Proc {
        let target_dir = place.target.join("wasm");
        match self {
            Self::Rustup => Proc::cargo(place).env("CARGO_TARGET_DIR", target_dir).args(["build"]),
            Self::Debian => Proc::new("/usr/bin/cargo")
                .dir(&place.root)
                .env("PATH", "/usr/bin:/bin")
                .env("RUSTC", "/usr/bin/rustc")
                // Allows -Zbuild-std in a stable compiler.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER)
                .env("CARGO_TARGET_DIR", target_dir)
                .without_env("RUSTUP_TOOLCHAIN")
                .without_env("RUSTC_WRAPPER")
                .without_env("LD_LIBRARY_PATH")
                .args(["build", "-Zbuild-std=std,panic_abort"]),
        }
    }

    /// Its name in what is said.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rustup => "rustup's compiler",
            Self::Debian => "Debian's compiler, standard library from source",
        }
    }
}

/// Whether the compiler in use has the target's standard library beside it.
pub(crate) fn has_target(place: &Place) -> bool {
    let sysroot = Proc::new("rustc").args(["--print", "sysroot"]).dir(&place.root).output();
    sysroot.is_ok_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn rustup(place: &Place) -> Result<()> {
    if has_target(place) {
        return Ok(());
    }
    say(format!("adding the target {TARGET} (rustup)"));
    let add = Proc::new("rustup").args(["target", "add", TARGET]).dir(&place.root);
    // Without a network some set-ups say no at once, others never answer.
    if add.succeeds_within(Duration::from_secs(90)) && has_target(place) {
        return Ok(());
    }
    say("rustup cannot fetch it");
    bail!("rustup cannot add {TARGET}")
}

fn debian() -> Result<()> {
    if debian_is_complete() {
        return Ok(());
    }
    apt::install("a compiler for wasm", &DEBIAN)?;
    if debian_is_complete() { Ok(()) } else { bail!("Debian's rustc-web is older than 1.{OLDEST_MINOR}") }
}

fn debian_is_complete() -> bool {
    let linker = Path::new("/usr/bin").join(DEBIAN_LINKER).is_file();
    let source = Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir();
    let cargo = Path::new("/usr/bin/cargo").is_file();
    let version = Proc::new("/usr/bin/rustc").args(["--version"]).output();
    linker && source && cargo && version.is_ok_and(|version| minor(&version) >= OLDEST_MINOR)
}

/// 95 of `rustc 1.95.0 (59807616e 2026-04-14)`; 0 if it has another form.
fn minor(version: &str) -> u32 {
    version.split('.').nth(1).and_then(|minor| minor.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_version_is_the_second_number() {
        assert_eq!(minor("rustc 1.96.0 (ac68faa20 2026-06-01) (built from a source tarball)"), 96);
        assert_eq!(minor("rustc"), 0);
    }
}
