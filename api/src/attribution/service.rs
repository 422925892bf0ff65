//! Use cases over visits.

use entity::ids::VisitId;

use super::{store, types::NewVisit};
use crate::{
    app::App,
    kernel::{audit::Unaudited, error::Result, permission::Permission, scope::Scope},
};

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
