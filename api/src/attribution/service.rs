//! Use cases over visits.

use entity::ids::VisitId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    rules, store,
    types::{Consent, NewVisit, VisitRecordInput},
};
use crate::{
    app::App,
    kernel::{audit::Unaudited, db::TenantTx, error::Result, job::OutboxRow, permission::Permission, scope::Scope},
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

/// Keeps a visit that another program tells of.
///
/// # Errors
/// `TENANT_SUSPENDED`; `UNAVAILABLE` when the database is away.
pub async fn record_foreign(app: &App, scope: &Scope, input: VisitRecordInput) -> Result<VisitId> {
    let landing_path = rules::landing_path(input.landing_path.as_deref().unwrap_or_default());
    let visit = if input.consent == Consent::Declined {
        NewVisit { visitor: Uuid::new_v4(), landing_path, consent: input.consent, ..NewVisit::default() }
    } else {
        let named = rules::value(input.visitor.as_deref());
        NewVisit {
            visitor: named.map_or_else(Uuid::new_v4, |name| hashed(scope, &name)),
            source: rules::value(input.source.as_deref()),
            medium: rules::value(input.medium.as_deref()),
            campaign: rules::value(input.campaign.as_deref()),
            term: rules::value(input.term.as_deref()),
            content: rules::value(input.content.as_deref()),
            referrer: rules::referrer(input.referrer.as_deref(), ""),
            landing_path,
            consent: input.consent,
        }
    };
    record_visit(app, scope, &visit).await
}

/// Unties the visits behind some submissions from whoever left them. The figures stay: a visit keeps its day and source.
/// Returns how many.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn forget_in(tx: &TenantTx, entities: &[Uuid]) -> Result<u64> {
    store::set_unlinked(tx, entities).await
}

/// A visitor as a number: the same text at the same tenant is the same visitor, and cannot be read back.
fn hashed(scope: &Scope, visitor: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(scope.tenant().0.as_bytes());
    hash.update(visitor.as_bytes());
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
