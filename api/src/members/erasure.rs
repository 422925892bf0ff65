//! Blanking a person in a team: their place is left, their address gone. A team always keeps an owner.

use chrono::{DateTime, Utc};
use entity::ids::UserId;
use serde_json::json;

use super::{store, team::keep_an_owner};
use crate::kernel::{audit::Audit, db::TenantTx, error::Result};

/// Takes whoever has this address, or is this person, out of the bound tenant's team and forgets the address: the lines of
/// the audit, one for each place. Without `user` only who is not, or not any more, of the team is forgotten. A tenant that was
/// closed before `closed` cannot be opened again and needs no owner.
///
/// # Errors
/// `LAST_OWNER`; `UNAVAILABLE` when the database is away.
pub async fn forget_in(tx: &TenantTx, email: &str, user: Option<UserId>, closed: DateTime<Utc>) -> Result<Vec<Audit>> {
    let needs_owner = store::lock_team(tx).await?.is_none_or(|since| since > closed);
    let mut lines = Vec::new();
    for row in store::list_of_person(tx, email, user).await? {
        if row.status == "active" {
            if user.is_none() {
                continue;
            }
            if needs_owner {
                keep_an_owner(tx, &row).await?;
            }
        }
        store::set_forgotten(tx, row.id).await?;
        let (before, after) = (json!({ "status": row.status, "role": row.role }), json!({ "status": "removed" }));
        lines.push(Audit::changed("member.erased", "tenant_member", row.id.0, before, after));
    }
    Ok(lines)
}
