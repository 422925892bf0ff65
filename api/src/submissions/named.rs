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

/// Submissions that words are looked for in, at most: the newest.
const MOST_FOUND: i64 = 500;
/// Digits that may be a number's alone; more are a phone's.
const MOST_DIGITS: usize = 7;

/// Rows about the submission of a number, by its id in the row's own `entity_id`. None if the words are no number: neither
/// `ORD-00012` in any case and digits, nor `12`, which is the twelfth of each kind.
#[must_use]
pub fn is_of_number(words: &str) -> Option<SimpleExpr> {
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(char::is_numeric);
    let is_kind = |text: &str| text.len() == 3 && text.bytes().all(|letter| letter.is_ascii_alphabetic());
    let is_it = match words.split_once('-') {
        Some((kind, digits)) if is_kind(kind) && is_digits(digits) => "= upper(fold($1))",
        None if is_digits(words) && words.chars().count() <= MOST_DIGITS => {
            "= ANY (ARRAY(SELECT k.kind || lpad(fold($1), greatest(5, length($1)), '0')
                          FROM (VALUES ('ORD-'), ('DON-'), ('PLG-')) AS k (kind)))"
        }
        _ => return None,
    };
    let text = format!("entity_id IN (SELECT e.id FROM inbox_entries e WHERE e.number {is_it})");
    Some(Expr::cust_with_values(text, [words.to_owned()]))
}

/// The newest 500 submissions in whose number, name, phone or e-mail the words are.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn newest_matching(conn: &impl TenantConn, words: &str) -> Result<Vec<Uuid>> {
    let text = format!(
        "SELECT id FROM inbox_entries WHERE search LIKE {FOLDED} ORDER BY created_at DESC, id DESC LIMIT {MOST_FOUND}"
    );
    let rows = conn.query_all_raw(sql(&text, [words.into()])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

#[cfg(test)]
mod tests {
    use super::is_of_number;

    #[test]
    fn a_number_is_told_from_other_words() {
        for words in ["ORD-00012", "plg-٠٠٠٠١", "12", "٦٨", "1234567"] {
            assert!(is_of_number(words).is_some(), "{words}");
        }
        for words in ["51234567", "noura", "ORD-", "ORD-1a", "12-13", "", "a@b-1"] {
            assert!(is_of_number(words).is_none(), "{words}");
        }
    }
}
