//! Visits as the program hands them around, and as the API takes them.

use async_graphql::{ID, InputObject, SimpleObject};
use uuid::Uuid;

pub use super::rules::Consent;
use crate::graphql::types::UserError;

/// A visit. Values are bounded by `rules` before they come here.
#[derive(Debug, Clone, Default)]
pub struct NewVisit {
    /// Who, as far as a cookie tells.
    pub visitor: Uuid,
    /// `utm_source`, at most 200 characters, as the other marketing values.
    pub source: Option<String>,
    /// `utm_medium`.
    pub medium: Option<String>,
    /// `utm_campaign`.
    pub campaign: Option<String>,
    /// `utm_term`.
    pub term: Option<String>,
    /// `utm_content`.
    pub content: Option<String>,
    /// Another site's address, at most 500 characters.
    pub referrer: Option<String>,
    /// The first page, at most 500 characters.
    pub landing_path: String,
    /// Whether they agreed to be counted.
    pub consent: Consent,
}

/// A visit of a storefront that is not ours, e.g. an app that speaks to the API. Values past 200 characters are cut.
#[derive(Debug, Clone, InputObject)]
pub struct VisitRecordInput {
    /// `utm_source`: where the visitor came from, e.g. `instagram`.
    pub source: Option<String>,
    /// `utm_medium`: by which kind of way, e.g. `social`.
    pub medium: Option<String>,
    /// `utm_campaign`: by which effort of yours.
    pub campaign: Option<String>,
    /// `utm_term`: words of a paid search.
    pub term: Option<String>,
    /// `utm_content`: which of several links.
    pub content: Option<String>,
    /// The page they came from, at most 500 characters; its query is dropped.
    pub referrer: Option<String>,
    /// The first page they saw, a path, at most 500 characters.
    pub landing_path: Option<String>,
    /// A text of yours that is the same for the same visitor, at most 200 characters; only its hash is kept. Without it,
    /// every visit is a new visitor's.
    pub visitor: Option<String>,
    /// Whether they agreed to be counted; where they came from is dropped if they did not.
    #[graphql(default)]
    pub consent: Consent,
}

/// Answer to `visitRecord`.
#[derive(Debug, SimpleObject)]
pub struct VisitRecordPayload {
    /// `vis_…`; hand it to the submissions of this visit.
    pub visit_id: Option<ID>,
    /// Why it was refused; empty when it was done.
    pub user_errors: Vec<UserError>,
}
