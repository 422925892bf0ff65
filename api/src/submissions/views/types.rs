//! Saved views as the API shows and takes them.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};

use super::store::ViewRow;
use crate::{
    graphql::types::UserError,
    kernel::error::{Error, Result},
};

/// A list that views are kept of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum SavedViewList {
    /// Every kind of submission in one list.
    Inbox,
    /// Orders.
    Orders,
    /// Donations.
    Donations,
    /// Pledges.
    Pledges,
    /// What the tenant offers.
    Catalog,
    /// Who works for the tenant.
    Members,
    /// What was sent to whom.
    Deliveries,
    /// Who did what. For owners and admins.
    Audit,
}

impl SavedViewList {
    /// Every list.
    const ALL: [Self; 8] = [
        Self::Inbox,
        Self::Orders,
        Self::Donations,
        Self::Pledges,
        Self::Catalog,
        Self::Members,
        Self::Deliveries,
        Self::Audit,
    ];

    /// The database's word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Orders => "orders",
            Self::Donations => "donations",
            Self::Pledges => "pledges",
            Self::Catalog => "catalog",
            Self::Members => "members",
            Self::Deliveries => "deliveries",
            Self::Audit => "audit",
        }
    }

    /// From the database's word.
    pub(super) fn parse(word: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|list| list.word() == word);
        found.ok_or_else(|| Error::fault(format!("a view of the list {word}")))
    }
}

/// A view of a list, kept under a name.
#[derive(Debug, Clone, SimpleObject)]
pub struct SavedView {
    /// `viw_…`.
    id: ID,
    /// Of which list.
    list: SavedViewList,
    /// Its name, 1 to 40 characters.
    name: String,
    /// What is asked of the list, as a URL's query without its question mark: `q`, the list's filters, `from` and `to`,
    /// `sort`, `cols`. E.g. `status=pending,confirmed&sort=highest`.
    state: String,
    /// Whether the whole team sees it; else only whoever keeps it.
    is_shared: bool,
    /// Rises with each change.
    version: i32,
    /// When it was kept first.
    created_at: DateTime<Utc>,
    /// When it changed last.
    updated_at: DateTime<Utc>,
}

impl SavedView {
    /// The public form of a view.
    pub(super) fn new(row: ViewRow) -> Result<Self> {
        Ok(Self {
            id: row.id.to_string().into(),
            list: SavedViewList::parse(&row.list)?,
            name: row.name,
            state: row.state,
            is_shared: row.owner_id.is_none(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// A view to be kept.
#[derive(Debug, Clone, InputObject)]
pub struct SavedViewCreateInput {
    /// Of which list.
    pub list: SavedViewList,
    /// 1 to 40 characters; no other view of the list that its keeper has bears it.
    pub name: String,
    /// A URL's query of what the list knows, at most 1,000 characters; empty for the list as it is.
    pub state: String,
    /// Whether it is the whole team's, which owners and admins may say; at most 20 of a list. One's own are as many.
    #[graphql(default)]
    pub is_shared: bool,
}

/// What shall be different of a view; what is left out stays.
#[derive(Debug, Clone, InputObject)]
pub struct SavedViewUpdateInput {
    /// 1 to 40 characters.
    pub name: Option<String>,
    /// As in `SavedViewCreateInput`.
    pub state: Option<String>,
}

/// Answer to `savedViewCreate`.
#[derive(Debug, SimpleObject)]
pub struct SavedViewCreatePayload {
    /// The view; null if it was refused.
    pub saved_view: Option<SavedView>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

/// Answer to `savedViewUpdate`.
#[derive(Debug, SimpleObject)]
pub struct SavedViewUpdatePayload {
    /// The view as it is now; null if the change was refused.
    pub saved_view: Option<SavedView>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}

/// Answer to `savedViewDelete`.
#[derive(Debug, SimpleObject)]
pub struct SavedViewDeletePayload {
    /// The view that is gone; null if that was refused.
    pub deleted_id: Option<ID>,
    /// Why it was refused.
    pub user_errors: Vec<UserError>,
}
