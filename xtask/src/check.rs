//! `cargo xtask check`: what needs no test to be seen.

use anyhow::Result;

use crate::place::Place;
use crate::proc::{Proc, say};
use crate::toolchain::{TARGET, has_target};
use crate::unused;

/// Formatting, lints, documentation, dependencies nobody uses.
///
/// # Errors
/// At the first that is not in order.
pub(crate) fn check(place: &Place) -> Result<()> {
    formatting(place)?;
    unused::check(place)?;
    lints(place)?;
    browser_lints(place)?;
    documentation(place)?;
    say("check: in order");
    Ok(())
}

/// Every file of the workspace is formatted.
///
/// # Errors
/// If one is not; the difference is printed.
pub(crate) fn formatting(place: &Place) -> Result<()> {
    say("formatting");
    Proc::cargo(place).args(["fmt", "--all", "--check"]).run()
}

/// No lint of the default members or of the app fires, tests included. The app is an invocation of its own: it is built
/// for the browser alone (csr).
///
/// # Errors
/// If one does.
pub(crate) fn lints(place: &Place) -> Result<()> {
    say("lints");
    for selection in [&[][..], &["--package", "admin"]] {
        Proc::cargo(place)
            .args(["clippy", "--quiet", "--all-targets"])
            .args(selection)
            .args(["--", "-D", "warnings"])
            .run()?;
    }
    Ok(())
}

/// The same for what runs in the browser, if the compiler in use has the target. Two invocations, as for the build:
/// `hydrate` and `csr` exclude each other.
fn browser_lints(place: &Place) -> Result<()> {
    if !has_target(place) {
        say(format!("lints of the browser's code: left out ({TARGET} is not installed)"));
        return Ok(());
    }
    for selection in [&["-p", "storefront", "--no-default-features", "--features", "hydrate"][..], &["-p", "admin"]] {
        say(format!("lints of the browser's code ({})", selection[1]));
        Proc::cargo(place)
            .env("CARGO_TARGET_DIR", place.target.join("wasm"))
            .args(["clippy", "--quiet", "--target", TARGET])
            .args(selection)
            .args(["--", "-D", "warnings"])
            .run()?;
    }
    Ok(())
}

fn documentation(place: &Place) -> Result<()> {
    say("documentation");
    Proc::cargo(place).env("RUSTDOCFLAGS", "-D warnings").args(["doc", "--quiet", "--no-deps"]).run()
}
