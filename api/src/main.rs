//! `sadu`: one program for everything. `sadu --help` is the manual.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks to its user")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match api::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sadu: {}", error.told());
            ExitCode::FAILURE
        }
    }
}
