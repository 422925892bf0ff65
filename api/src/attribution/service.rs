//! Use cases over visits.

use entity::ids::VisitId;

use super::{store, types::NewVisit};
use crate::{
    app::App,
    kernel::{audit::Unaudited, error::Result, job::OutboxRow, permission::Permission, scope::Scope},
    submissions::jobs::FoldFigures,
};

/// Keeps a visit. Its foreign key is checked at the end of the statement, so both rows go in one round trip.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn record_visit(app: &App, scope: &Scope, visit: &NewVisit) -> Result<VisitId> {
    let id = VisitId::generate();
    let now = app.clock.now();
    let fold = FoldFigures::of_every_zone(now);
    let fold = OutboxRow::new(&fold, scope.tenant(), fold.run_at(now))?;
    let tx = app.db.write(scope, Permission::Submit).await?;
    store::insert(&tx, id, visit, now, fold).await?;
    tx.commit_unaudited(Unaudited::Visit).await?;
    Ok(id)
}
