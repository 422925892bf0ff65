//! Lines of the log as the API shows them.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use entity::audit_log;
use serde_json::Value;

use crate::graphql::{connection::connection, list::SortDirection, types::DateRangeInput};

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum AuditActor {
    /// Somebody without an account.
    Visitor,
    /// A member of the team.
    Member,
    /// An integrator's key.
    Key,
    /// The program by itself.
    Job,
    /// The platform's operator.
    Operator,
}

impl AuditActor {
    /// The database's word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Member => "member",
            Self::Key => "key",
            Self::Job => "job",
            Self::Operator => "operator",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "member" => Self::Member,
            "key" => Self::Key,
            "job" => Self::Job,
            "operator" => Self::Operator,
            _ => Self::Visitor,
        }
    }
}

/// One fact that changed. Facts are states, versions and ids; never personal data.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
pub struct AuditChange {
    /// Its name.
    pub field: String,
    /// What it was; null if it was not there.
    pub before: Option<String>,
    /// What it is; null if it is no more.
    pub after: Option<String>,
}

/// A line of the log.
#[derive(Debug, Clone, SimpleObject)]
pub struct AuditEvent {
    /// `aud_…`.
    pub id: ID,
    /// When.
    pub at: DateTime<Utc>,
    /// What kind of actor.
    pub actor: AuditActor,
    /// Their name: a colleague's, a key's; null for the others and for who is no more.
    pub actor_name: Option<String>,
    /// What was done: a noun and a past verb, e.g. `order.moved`.
    pub action: String,
    /// What kind of thing it was done to, e.g. `order`.
    pub entity_kind: String,
    /// Which one, without the prefix of its kind.
    pub entity_id: String,
    /// Its number, where it has one that people use, e.g. `ORD-00001`; the name of a key.
    pub entity_number: Option<String>,
    /// What changed.
    pub changes: Vec<AuditChange>,
    /// Finds the request in the program's log.
    pub request_id: Option<String>,
}

/// What the ids of a line stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) actor: Option<String>,
    pub(super) number: Option<String>,
}

impl AuditEvent {
    /// The public form of a line.
    pub(super) fn new(row: audit_log::Model, names: Names) -> Self {
        Self {
            id: row.id.to_string().into(),
            at: row.created_at,
            actor: AuditActor::parse(&row.actor_kind),
            actor_name: names.actor,
            action: row.action,
            entity_kind: row.entity_kind,
            entity_id: row.entity_id.simple().to_string(),
            entity_number: names.number,
            changes: changes(row.before.as_ref(), row.after.as_ref()),
            request_id: row.request_id,
        }
    }
}

/// The facts that differ, by name.
fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<AuditChange> {
    let none = serde_json::Map::new();
    let (before, after) =
        (before.and_then(Value::as_object).unwrap_or(&none), after.and_then(Value::as_object).unwrap_or(&none));
    let mut fields: Vec<&String> = before.keys().chain(after.keys()).collect();
    fields.sort_unstable();
    fields.dedup();
    let text = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    fields
        .into_iter()
        .filter(|field| before.get(*field) != after.get(*field))
        .map(|field| AuditChange {
            field: field.clone(),
            before: before.get(field).and_then(text),
            after: after.get(field).and_then(text),
        })
        .collect()
}

connection!(AuditEvent, AuditEventEdge, AuditEventConnection);

/// What the log can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum AuditEventSortField {
    /// When it was done.
    CreatedAt,
}

/// How the log is sorted; without one, newest first. The id decides between equals.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct AuditEventSort {
    /// By what.
    pub field: AuditEventSortField,
    /// Which way.
    #[graphql(default)]
    pub direction: SortDirection,
}

/// Which lines the log shows; all conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AuditEventWhere {
    /// Done by any of these.
    pub actor: Option<Vec<AuditActor>>,
    /// Any of these acts, e.g. `order.moved`; at most 50.
    pub action: Option<Vec<String>>,
    /// Done to any of these kinds of things, e.g. `order`; at most 50.
    pub entity_kind: Option<Vec<String>>,
    /// Done to this very thing: its id, with or without its prefix.
    pub entity_id: Option<ID>,
    /// Done on these days, in the tenant's time zone.
    pub days: Option<DateRangeInput>,
    /// Done before this time.
    pub before: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_a_change() {
        let (before, after) =
            (json!({ "status": "pending", "version": 1 }), json!({ "status": "confirmed", "version": 1, "n": 2 }));
        let found = changes(Some(&before), Some(&after));
        let told: Vec<_> = found.iter().map(|c| (c.field.as_str(), c.before.as_deref(), c.after.as_deref())).collect();
        assert_eq!(told, [("n", None, Some("2")), ("status", Some("pending"), Some("confirmed"))]);
    }
}
