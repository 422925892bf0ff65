//! Use cases over visits.

use entity::ids::VisitId;
use uuid::Uuid;

use super::store;
use crate::{
    app::App,
    kernel::{audit::Unaudited, error::Result, permission::Permission, scope::Scope},
};

/// A visit by somebody who agreed to be counted.
#[derive(Debug, Clone)]
pub struct NewVisit {
    /// Who, as far as a cookie tells.
    pub visitor: Uuid,
    /// `utm_source`, at most 200 characters, as the next two.
    pub source: Option<String>,
    /// `utm_medium`.
    pub medium: Option<String>,
    /// `utm_campaign`.
    pub campaign: Option<String>,
    /// The first page, at most 500 characters.
    pub landing_path: String,
}

/// Keeps a visit. Its foreign key is checked at the end of the statement, so both rows go in one round trip.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn record_visit(app: &App, scope: &Scope, visit: &NewVisit) -> Result<VisitId> {
    let id = VisitId::generate();
    let tx = app.db.write(scope, Permission::Submit).await?;
    store::insert(&tx, id, visit, app.clock.now()).await?;
    tx.commit_unaudited(Unaudited::Visit).await?;
    Ok(id)
}
