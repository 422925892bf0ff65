//! Receipts: the paper a donor can print, behind a signed link.

use chrono::{DateTime, TimeDelta, Utc};
use entity::ids::{ReceiptId, TenantId};
use serde::{Deserialize, Serialize};

use super::store;
pub use super::store::ReceiptRow;
use crate::{
    app::App,
    kernel::{db::TenantConn, error::Result},
};

const PURPOSE: &str = "receipt";
/// How long a receipt's link stands; books are kept that long.
const LIFE: TimeDelta = TimeDelta::days(3653);

#[derive(Serialize, Deserialize)]
struct Subject {
    t: TenantId,
    r: ReceiptId,
}

/// The token of a receipt's page.
///
/// # Errors
/// A fault when it cannot be written.
pub fn token(app: &App, tenant: TenantId, id: ReceiptId, issued_at: DateTime<Utc>) -> Result<String> {
    app.links.sign(PURPOSE, &Subject { t: tenant, r: id }, issued_at + LIFE)
}

/// The receipt that a token of the bound tenant names; None for any other text.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn find_receipt(app: &App, conn: &impl TenantConn, token: &str) -> Result<Option<ReceiptRow>> {
    let subject: Option<Subject> = app.links.read(PURPOSE, token, app.clock.now());
    match subject.filter(|subject| subject.t == conn.tenant()) {
        Some(subject) => store::find_receipt(conn, subject.r).await,
        None => Ok(None),
    }
}
