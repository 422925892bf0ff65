//! `cargo xtask lighthouse`: how the storefront fares on a phone. Its tool is big and needed for nothing else, so it is
//! fetched only here.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::place::Place;
use crate::proc::{Proc, say};
use crate::stamp::Stamp;
use crate::{bundle, needs, run};

/// Measures the home page and an item's page, prints the figures and writes docs/lighthouse.md.
///
/// # Errors
/// If something is missing, or a page falls below what is promised.
pub(crate) fn lighthouse(place: &Place) -> Result<()> {
    let tools = needs::for_tests(place)?;
    bundle::bundles(place)?;
    run::build_server(place)?;
    let mut stamp = Stamp::new();
    for name in ["package.json", "package-lock.json"] {
        stamp.add_file(&place.root, &Path::new("tests/lighthouse").join(name))?;
    }
    let folder = place.cache().join("lighthouse").join(stamp.short());
    let done = folder.join("done");
    if !done.exists() {
        say("installing Lighthouse (npm)");
        fs::create_dir_all(&folder)?;
        for name in ["package.json", "package-lock.json"] {
            fs::copy(place.root.join("tests/lighthouse").join(name), folder.join(name))?;
        }
        Proc::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).dir(&folder).run_silently()?;
        fs::write(done, "")?;
    }
    let measure = Proc::new("node").args(["tests/lighthouse/index.mjs"]);
    tools.told_to(measure, place).env("LIGHTHOUSE_MODULES", folder.join("node_modules")).run()
}
