//! `cargo xtask run`: from nothing to a running product.

use std::env;

use anyhow::Result;

use crate::place::Place;
use crate::proc::{Proc, say};
use crate::{bundle, needs};

/// Brings what is missing, builds, and becomes `sadu dev`.
///
/// # Errors
/// If something is missing that cannot be installed, or a build fails.
pub(crate) fn run(place: &Place, args: &[String]) -> Result<()> {
    needs::for_server()?;
    bundle::bundles(place)?;
    build_server(place)?;
    say("starting `sadu dev`");
    let mut server = Proc::new(place.server("debug")).args(["dev"]).args(args).dir(&place.root);
    if env::var_os("SADU_ASSETS_DIR").is_none() {
        server = server.env("SADU_ASSETS_DIR", place.dist());
    }
    Err(server.become_it())
}

/// Builds the server for development.
///
/// Without `-p`: cargo unifies features over the packages it is given, and with the same set as the tests nothing is
/// compiled a second time with other features.
///
/// # Errors
/// If it does not compile.
pub(crate) fn build_server(place: &Place) -> Result<()> {
    say("building the server");
    Proc::cargo(place).args(["build", "--quiet", "--bin", "sadu"]).run()
}
