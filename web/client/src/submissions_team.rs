//! What the team sees of every kind of submission.

use crate::schema;

/// Where a submission came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, cynic::Enum)]
pub enum Channel {
    /// The storefront or the API.
    Web,
    /// The assistant on the storefront.
    Assistant,
    /// Recorded by the team from a call.
    Phone,
    /// Recorded by the team from Instagram.
    Instagram,
    /// Recorded by the team from WhatsApp.
    Whatsapp,
    /// Recorded by the team at the door.
    WalkIn,
}

/// A person as a row names them.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
#[cynic(graphql_type = "Person")]
pub struct PersonName {
    /// Name.
    pub name: String,
    /// In international form.
    pub phone: String,
}

/// The person behind a submission.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct Person {
    /// Name.
    pub name: String,
    /// In international form.
    pub phone: String,
    /// If given.
    pub email: Option<String>,
}

/// One line of a submission's history.
#[derive(Debug, Clone, PartialEq, Eq, cynic::QueryFragment)]
pub struct TimelineEntry {
    /// `evt_…`.
    pub id: cynic::Id,
    /// `submitted`, `status`, `note`, `paid` or `edited`.
    pub kind: String,
    /// `visitor`, `member`, `key`, `job` or `operator`.
    pub actor: String,
    /// State before, for a move.
    pub from: Option<String>,
    /// State after, for a move.
    pub to: Option<String>,
    /// Reason or note.
    pub note: Option<String>,
    /// RFC 3339.
    pub at: String,
}
