//! Where things lie: the workspace, cargo's target folder, the built assets, the server's binary.

use std::path::{Path, PathBuf};

/// The workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

/// The folder of this build's profile, e.g. `target/debug`: tests lie in its `deps/`, other binaries beside that.
#[must_use]
pub fn profile() -> PathBuf {
    let exe = std::env::current_exe().expect("this program has a path");
    let folder = exe.parent().expect("a program lies in a folder");
    if folder.ends_with("deps") { folder.parent().expect("deps/ lies in a folder") } else { folder }.to_owned()
}

/// The built assets: `SADU_ASSETS_DIR`, else `dist/` of the workspace.
#[must_use]
pub fn assets() -> PathBuf {
    let dist = std::env::var_os("SADU_ASSETS_DIR").map_or_else(|| root().join("dist"), PathBuf::from);
    assert!(dist.join("manifest.json").exists(), "no assets in {}: run `cargo xtask bundles`", dist.display());
    dist
}

/// The server: `SADU_BIN`, else the one beside this test.
#[must_use]
pub fn server() -> PathBuf {
    let binary = std::env::var_os("SADU_BIN").map_or_else(|| profile().join("sadu"), PathBuf::from);
    assert!(binary.exists(), "no server at {}: run `cargo build --bin sadu`", binary.display());
    binary
}
