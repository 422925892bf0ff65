//! `cargo xtask`: what a fresh machine needs, in one word.
//!
//! Answers for building, checking, testing and starting the product on a developer's machine and in continuous
//! integration. It knows tools and folders; it must not know anything of the product's domain, and depends on no
//! crate of the workspace.
#![allow(clippy::print_stdout, reason = "a command-line tool speaks on stdout")]
#![allow(clippy::disallowed_methods, reason = "a build tool reads the environment it was started in")]

mod apt;
mod bundle;
mod check;
mod disk;
mod lighthouse;
mod needs;
mod node;
mod peers;
mod place;
mod proc;
mod prove;
mod release;
mod run;
mod schema;
mod stamp;
mod store;
mod tally;
mod test;
mod toolchain;
mod unused;
mod wasm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use place::Place;

/// Everything a developer does, in one word each.
#[derive(Parser)]
#[command(name = "cargo xtask", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build, and start the product with a private database and demo data.
    Run {
        /// Passed on to `sadu dev`, such as `--fresh` or `--port 8080`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Everything that continuous integration runs; with a filter, only the matching Rust tests.
    Test {
        /// Passed on to `cargo nextest run`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        filter: Vec<String>,
    },
    /// Formatting, lints, documentation, dependencies nobody uses.
    Check,
    /// A release server, and the browser bundles beside it.
    Build,
    /// Only the browser bundles, into `dist/`.
    Bundles,
    /// Find or install what the other commands need, tests included.
    Needs,
    /// Print the GraphQL schema into schema.graphql and the settings into .env.example.
    Schema,
    /// How the storefront fares on a phone, by Lighthouse, and how long the app takes there; writes docs/lighthouse.md.
    Lighthouse,
    /// The long proofs, which are too slow for every run; without a name, list them.
    Prove {
        /// Passed on to the proof.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    match obey(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without the backtrace that RUST_BACKTRACE=1 adds: what failed is a tool, and its words are in the error.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> anyhow::Result<()> {
    let place = Place::find()?;
    match command {
        Command::Run { args } => run::run(&place, &args),
        Command::Test { filter } if filter.is_empty() => test::everything(&place),
        Command::Test { filter } => test::filtered(&place, &filter),
        Command::Check => check::check(&place),
        Command::Build => release::build(&place),
        Command::Bundles => bundle::bundles(&place),
        Command::Needs => needs::for_tests(&place).map(|_| ()),
        Command::Schema => schema::print(&place),
        Command::Lighthouse => lighthouse::lighthouse(&place),
        Command::Prove { args } => prove::prove(&place, &args),
    }
}
