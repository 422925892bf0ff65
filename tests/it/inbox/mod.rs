//! The inbox: one list over all kinds, and what happens as it happens.

mod list;
mod live;

use serde_json::{Value, json};

/// What a stranger tries on the list, with the cursor of another tenant's order.
pub(crate) fn attempts(orders_cursor: &str) -> Vec<(String, Value)> {
    vec![
        (
            "{ inbox(first: 100) { nodes { id number personName personPhone } totalCount { value } } }".to_owned(),
            json!({}),
        ),
        (
            "query($c: String) { inbox(first: 100, after: $c) { nodes { id number personName } } }".to_owned(),
            json!({ "c": orders_cursor }),
        ),
        ("{ inbox(first: 9, search: \"Noura\") { nodes { id number personName } } }".to_owned(), json!({})),
        (
            "{ inbox(first: 9, where: { not: { state: [SPAM] } }) { nodes { id number personName } } }".to_owned(),
            json!({}),
        ),
    ]
}
