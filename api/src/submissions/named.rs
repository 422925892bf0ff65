//! Submissions of any kind by what people call them, for logs that know only their ids.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, SimpleExpr};
use uuid::Uuid;

use crate::kernel::{
    db::{TenantConn, sql},
    error::Result,
    keyset::FOLDED,
};

/// The numbers of those of `ids` that are submissions.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn numbers(conn: &impl TenantConn, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = conn.query_all_raw(sql("SELECT id, number FROM inbox_entries WHERE id = ANY($1)", [ids.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "number")?))).collect()
}

/// Rows about a submission, by its id in the row's own `entity_id`, in whose number, name, phone or e-mail are the words.
#[must_use]
pub fn is_of_matching(words: &str) -> SimpleExpr {
    Expr::cust_with_values(
        format!("entity_id IN (SELECT e.id FROM inbox_entries e WHERE e.search LIKE {FOLDED})"),
        [words.to_owned()],
    )
}
