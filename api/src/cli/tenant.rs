//! `sadu tenant`: what the operator does with one tenant from the command line.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks to its user")]

use std::path::PathBuf;

use clap::Subcommand;

use crate::{
    app::App,
    kernel::error::{Error, Result},
    tenants::{address, export, service},
};

#[derive(Debug, Subcommand)]
pub(super) enum TenantAct {
    /// Closes storefront and API for a while.
    Suspend {
        /// The tenant's slug.
        slug: String,
        /// Why; kept with the tenant and in the operators' log.
        #[arg(long)]
        reason: String,
    },
    /// Opens them again, after a suspension or within the grace of a closing.
    Reactivate {
        /// The tenant's slug.
        slug: String,
        /// Why; kept in the operators' log.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Writes everything the tenant has into a folder: a file of JSON lines a table, and the list of its pictures.
    Export {
        /// The tenant's slug.
        slug: String,
        /// A new or empty folder; SLUG-export if not said.
        #[arg(long)]
        to: Option<PathBuf>,
        /// Also write the pictures themselves.
        #[arg(long)]
        with_media: bool,
    },
    /// Closes a tenant for good: nobody gets in from now on. Its rows and its slug stay, and for 30 days it can be
    /// reactivated. Export it first.
    Close {
        /// The tenant's slug.
        slug: String,
        /// Why; kept with the tenant and in the operators' log.
        #[arg(long)]
        reason: String,
    },
}

pub(super) async fn run(app: &App, act: &TenantAct) -> Result<()> {
    let (TenantAct::Suspend { slug, .. }
    | TenantAct::Reactivate { slug, .. }
    | TenantAct::Export { slug, .. }
    | TenantAct::Close { slug, .. }) = act;
    let found = address::by_slug(app, slug).await?;
    let tenant = found.ok_or_else(|| Error::fault(format!("no tenant has the slug {slug}")))?.tenant();
    match act {
        TenantAct::Suspend { reason, .. } => service::set_active(app, tenant, false, Some(reason)).await,
        TenantAct::Reactivate { reason, .. } => service::set_active(app, tenant, true, reason.as_deref()).await,
        TenantAct::Close { reason, .. } => {
            let until = service::close(app, tenant, reason).await?;
            println!("{slug} is closed; until {} it can be reactivated", until.date_naive());
            Ok(())
        }
        TenantAct::Export { to, with_media, .. } => {
            let folder = to.clone().unwrap_or_else(|| PathBuf::from(format!("{slug}-export")));
            let done = export::export(app, tenant, &folder, *with_media).await?;
            for (table, rows) in done.rows.iter().filter(|(_, rows)| **rows > 0) {
                println!("{rows:>9}  {table}");
            }
            println!("{:>9}  pictures' files{}", done.objects, if *with_media { "" } else { " (listed)" });
            println!("{slug} is in {}", folder.display());
            Ok(())
        }
    }
}
