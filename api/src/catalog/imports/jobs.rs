//! The work on a file after it has arrived.

use entity::ids::{ImportId, TenantId};
use serde::{Deserialize, Serialize};

use super::apply;
use crate::{
    app::App,
    kernel::{error::Result, job::Job, scope::Scope},
};

/// Judges every row of a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct CheckImport {
    /// Which.
    pub import: ImportId,
}

impl Job for CheckImport {
    const TASK: &'static str = "check_catalog_import";

    fn queue(&self, tenant: TenantId) -> Option<String> {
        Some(format!("{}:catalog_import", tenant.0))
    }
}

impl CheckImport {
    /// Runs the job; what is judged already is not judged again.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away; the queue tries again.
    pub async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        apply::check(app, scope, self.import).await
    }
}

/// Writes the good rows of a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplyImport {
    /// Which.
    pub import: ImportId,
}

impl Job for ApplyImport {
    const TASK: &'static str = "apply_catalog_import";

    fn queue(&self, tenant: TenantId) -> Option<String> {
        Some(format!("{}:catalog_import", tenant.0))
    }
}

impl ApplyImport {
    /// Runs the job; what is written already is not written again.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database is away; the queue tries again.
    pub async fn run(self, app: &App, scope: &Scope) -> Result<()> {
        apply::apply(app, scope, self.import).await
    }
}
