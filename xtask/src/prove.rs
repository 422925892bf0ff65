//! `cargo xtask prove`: proofs too slow for every run.

use anyhow::Result;

use crate::place::Place;
use crate::proc::Proc;
use crate::{bundle, needs, run};

/// Runs a proof by its name, with what follows passed on; without a name, they are listed.
///
/// # Errors
/// If something is missing, or the proof fails.
pub(crate) fn prove(place: &Place, args: &[String]) -> Result<()> {
    let proof = Proc::cargo(place).args(["run", "--quiet", "--bin", "prove", "--"]).args(args);
    if args.is_empty() {
        return proof.run();
    }
    let tools = needs::for_tests(place)?;
    bundle::bundles(place)?;
    run::build_server(place)?;
    tools.told_to(proof, place).run()
}
