//! `sadu keys init|rotate`: the installation's secrets file. Touches neither database nor server.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks to its user")]

use std::path::PathBuf;

use chrono::TimeDelta;
use clap::Subcommand;

use crate::{
    kernel::{clock::Clock, error::Result},
    ports::{identity::tokens::ACCESS_LIFE, secrets},
};

#[derive(Debug, Subcommand)]
pub(super) enum KeysAct {
    /// Makes the secrets file, or adds what is missing to one from before. What is there stays.
    Init {
        /// The file; it is made for its owner's eyes alone (0600).
        #[arg(long, env = "SADU_SECRETS_FILE", default_value = ".sadu/secrets.json")]
        file: PathBuf,
    },
    /// Makes a new key that signs access tokens. Tokens of the one before stand until they end.
    Rotate {
        /// The file.
        #[arg(long, env = "SADU_SECRETS_FILE", default_value = ".sadu/secrets.json")]
        file: PathBuf,
        /// Also if tokens of the key before the present one may still stand; whoever has one is asked to refresh.
        #[arg(long)]
        force: bool,
    },
}

/// Does it and says what was done.
pub(super) fn run(act: &KeysAct, clock: &Clock) -> Result<()> {
    match act {
        KeysAct::Init { file } => {
            let made = secrets::init(file)?;
            if made.is_empty() {
                println!("{} holds everything already", file.display());
            } else {
                println!("{}: made {}", file.display(), made.join(", "));
            }
        }
        KeysAct::Rotate { file, force } => {
            secrets::rotate(file, clock.now(), ACCESS_LIFE + TimeDelta::minutes(2), *force)?;
            println!(
                "{}: a new key signs access tokens; running servers notice within a minute, the one before is believed \
                 for as long",
                file.display()
            );
        }
    }
    Ok(())
}
