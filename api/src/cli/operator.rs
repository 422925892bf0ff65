//! `sadu operator grant|revoke EMAIL`: who may act on all tenants. Written to the platform's audit log.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks to its user")]

use clap::Subcommand;

use crate::{
    app::App,
    identity,
    kernel::error::{Error, Result},
};

#[derive(Debug, Subcommand)]
pub(super) enum OperatorAct {
    /// Makes a person an operator of the platform.
    Grant {
        /// The person's e-mail address; they must have signed up.
        email: String,
    },
    /// Takes it back.
    Revoke {
        /// The person's e-mail address.
        email: String,
    },
}

/// Does it and says what is so now.
pub(super) async fn run(app: &App, act: &OperatorAct) -> Result<()> {
    let (email, is_operator) = match act {
        OperatorAct::Grant { email } => (email, true),
        OperatorAct::Revoke { email } => (email, false),
    };
    let changed = match identity::service::set_operator(app, email, is_operator).await {
        Err(Error::NotFound) => return Err(Error::fault(format!("nobody has the address {email}"))),
        other => other?,
    };
    let now = if is_operator { "an operator" } else { "no operator" };
    println!("{email} is {now}{}", if changed { "" } else { " already" });
    Ok(())
}
