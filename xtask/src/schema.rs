//! `cargo xtask schema`: the contract between the server and every client, printed from the code.

use std::fs;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::proc::{Proc, say};

/// Writes schema.graphql.
///
/// The server is built without its pages, since they are compiled against the very file that is written here.
///
/// # Errors
/// If the server does not compile, or prints no schema.
pub(crate) fn print(place: &Place) -> Result<()> {
    say("building the server without pages");
    Proc::cargo(place).args(["build", "--quiet", "-p", "api", "--no-default-features", "--bin", "sadu"]).run()?;
    let schema = Proc::new(place.server("debug")).args(["schema"]).dir(&place.root).output()?;
    if !schema.contains("schema {") && !schema.contains("type ") {
        bail!("`sadu schema` printed no schema");
    }
    let path = place.root.join("schema.graphql");
    if fs::read_to_string(&path).is_ok_and(|there| there == schema) {
        say("schema.graphql: unchanged");
    } else {
        fs::write(path, &schema)?;
        say(format!("schema.graphql: written ({} lines)", schema.lines().count()));
    }
    Ok(())
}
