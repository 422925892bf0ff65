//! SQL over `visits`.

use chrono::{DateTime, Utc};
use entity::ids::VisitId;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::types::NewVisit;
use crate::kernel::{
    db::{TenantConn, TenantTx},
    error::Result,
};

/// A visit and its marketing event.
pub(super) async fn insert(tx: &TenantTx, id: VisitId, visit: &NewVisit, at: DateTime<Utc>) -> Result<()> {
    tx.execute_raw(Statement::from_sql_and_values(
        DbBackend::Postgres,
        "WITH visit AS (
             INSERT INTO visits (tenant_id, id, visitor_id, utm_source, utm_medium, utm_campaign, landing_path, consent, is_bot, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'granted', false, $8) RETURNING id
         )
         INSERT INTO utm_events (tenant_id, id, created_at, visit_id, kind) SELECT $1, $9, $8, id, 'visit' FROM visit",
        [
            tx.tenant().into(),
            id.into(),
            visit.visitor.into(),
            visit.source.clone().into(),
            visit.medium.clone().into(),
            visit.campaign.clone().into(),
            visit.landing_path.clone().into(),
            at.into(),
            uuid::Uuid::now_v7().into(),
        ],
    ))
    .await?;
    Ok(())
}
