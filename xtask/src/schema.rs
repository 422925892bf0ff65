//! `cargo xtask schema`: what others read and the program itself prints: its contract and its settings.

use std::fs;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::proc::{Proc, say};

/// Writes schema.graphql and .env.example.
///
/// The server is built without its pages, since they are compiled against the very file that is written here.
///
/// # Errors
/// If the server does not compile, or prints nothing of the kind.
pub(crate) fn print(place: &Place) -> Result<()> {
    say("building the server without pages");
    Proc::cargo(place).args(["build", "--quiet", "-p", "api", "--no-default-features", "--bin", "sadu"]).run()?;
    write(place, "schema", "schema.graphql", "type ")?;
    write(place, "env-example", ".env.example", "DATABASE_URL=")
}

/// Keeps what `sadu command` prints in `file`, if it is of the expected kind.
fn write(place: &Place, command: &str, file: &str, sign: &str) -> Result<()> {
    let text = Proc::new(place.server("debug")).args([command]).dir(&place.root).output()?;
    if !text.contains(sign) {
        bail!("`sadu {command}` did not print what belongs into {file}");
    }
    let path = place.root.join(file);
    if fs::read_to_string(&path).is_ok_and(|there| there == text) {
        say(format!("{file}: unchanged"));
    } else {
        fs::write(path, &text)?;
        say(format!("{file}: written ({} lines)", text.lines().count()));
    }
    Ok(())
}
