//! `cargo xtask test`: everything that continuous integration runs.

use anyhow::Result;

use crate::needs::{self, Tools};
use crate::place::Place;
use crate::proc::{Proc, say};
use crate::tally::Tally;
use crate::{bundle, check, disk, place, run, unused};

/// What is known so far.
#[derive(Debug, Default)]
struct Outcome {
    tally: Tally,
    failed: Vec<&'static str>,
}

impl Outcome {
    /// A step without tests of its own: it counts only if it fails.
    fn step(&mut self, name: &'static str, result: Result<()>) {
        if let Err(error) = result {
            say(format!("{name}: {error:#}"));
            self.tally.failed += 1;
            self.failed.push(name);
        }
    }

    /// A test runner, counted by what it says itself; one that fails without a failed test counts as one.
    fn runner(&mut self, name: &'static str, runner: Proc) -> Result<()> {
        say(name);
        let heard = runner.listen()?;
        let mut tally = Tally::of(&heard.lines);
        if !heard.success {
            tally.failed = tally.failed.max(1);
            self.failed.push(name);
        }
        self.tally = self.tally.and(tally);
        Ok(())
    }

    /// The last line: the counts, alone. What went wrong is said before it.
    fn close(self) -> Result<()> {
        if self.failed.is_empty() && self.tally.failed == 0 {
            println!("{}", self.tally);
            return Ok(());
        }
        say(format!("failed: {}", self.failed.join(", ")));
        println!("{}", self.tally);
        // Not an error with a message, which would stand below the counts.
        std::process::exit(1);
    }
}

/// Runs all of it and goes on after a failure, so that one run tells everything.
///
/// # Errors
/// If what the tests need is missing; failures of the tests end the process with 1.
pub(crate) fn everything(place: &Place) -> Result<()> {
    // On a developer's machine the disk is the developer's to tidy.
    if place::continuous_integration() {
        disk::make_room(place)?;
    }
    let tools = needs::for_tests(place)?;
    bundle::bundles(place)?;
    let mut outcome = Outcome::default();
    outcome.step("formatting", check::formatting(place));
    outcome.step("unused dependencies", unused::check(place));
    outcome.step("lints", check::lints(place));
    outcome.step("server", run::build_server(place));
    outcome
        .runner("documentation tests", tools.told_to(Proc::cargo(place).args(["test", "--quiet", "--doc"]), place))?;
    // One entry: every file run for itself would set up a server and a browser of its own.
    let browser = Proc::new("node").args(["--test", "tests/browser/index.mjs"]);
    outcome.runner("browser tests", tools.told_to(browser, place))?;
    for (name, runner) in rust_tests(place, &[]) {
        outcome.runner(name, tools.told_to(runner, place))?;
    }
    outcome.close()
}

/// Runs the Rust tests that a filter lets through.
///
/// # Errors
/// As of [`everything`].
pub(crate) fn filtered(place: &Place, filter: &[String]) -> Result<()> {
    let tools = needs::for_tests(place)?;
    bundle::bundles(place)?;
    run::build_server(place)?;
    let mut outcome = Outcome::default();
    for (name, runner) in rust_tests(place, filter) {
        outcome.runner(name, tools.told_to(runner, place))?;
    }
    outcome.close()
}

/// The integration tests share one set of peers, so they run in one process, by cargo's own runner. The rest runs by
/// nextest if the machine has it; compiling it takes longer than cargo's own runner ever loses.
fn rust_tests(place: &Place, filter: &[String]) -> [(&'static str, Proc); 3] {
    let units = if needs::find("cargo-nextest").is_some() {
        Proc::cargo(place).args(["nextest", "run", "--no-tests", "pass", "-E", "not binary(it)"])
    } else {
        say("cargo-nextest is not installed: cargo's own runner is used");
        Proc::cargo(place).args(["test", "--no-fail-fast", "--lib", "--bins"])
    };
    let integration = Proc::cargo(place).args(["test", "--no-fail-fast", "--test", "it"]);
    // The app is built for the browser alone (csr), so its tests are an invocation of their own.
    let app = Proc::cargo(place).args(["test", "--quiet", "--package", "admin"]);
    // They wait for their peers more than they compute.
    let threads = ["--test-threads", "4"];
    [
        ("unit tests", units.args(filter)),
        ("unit tests of the app", app.args(["--"]).args(filter)),
        ("integration tests", integration.args(["--"]).args(threads).args(filter)),
    ]
}

impl Tools {
    /// Tells a test runner where things are: `SADU_BIN`, `SADU_ASSETS_DIR`, `CHROMIUM`, and the emulators.
    pub(crate) fn told_to(&self, runner: Proc, place: &Place) -> Proc {
        runner
            .dir(&place.root)
            .env("SADU_BIN", place.server("debug"))
            .env("SADU_ASSETS_DIR", place.dist())
            .env("CHROMIUM", &self.chromium)
            .env("SADU_MINISTACK", &self.peers.ministack)
            .env("SADU_MAILDEV", &self.peers.maildev)
    }
}
