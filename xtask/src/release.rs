//! `cargo xtask build`: what is put on a server.

use std::fs;
use std::time::Instant;

use anyhow::Result;

use crate::bundle;
use crate::place::Place;
use crate::proc::{Proc, say};

/// Builds the bundles and the release server.
///
/// # Errors
/// If a step fails.
pub(crate) fn build(place: &Place) -> Result<()> {
    bundle::bundles(place)?;
    let start = Instant::now();
    say("building the server (release)");
    Proc::cargo(place).args(["build", "--release", "-p", "api", "--bin", "sadu"]).run()?;
    let server = place.server("release");
    let size = fs::metadata(&server)?.len().div_ceil(1_000_000);
    say(format!("server: built in {} s ({size} MB)", start.elapsed().as_secs()));
    say(format!("run it: SADU_ASSETS_DIR={} {} serve", place.dist().display(), server.display()));
    Ok(())
}
