//! Visits as the program hands them around.

use uuid::Uuid;

/// A visit by somebody who agreed to be counted.
#[derive(Debug, Clone)]
pub struct NewVisit {
    /// Who, as far as a cookie tells.
    pub visitor: Uuid,
    /// `utm_source`, at most 200 characters, as the next two.
    pub source: Option<String>,
    /// `utm_medium`.
    pub medium: Option<String>,
    /// `utm_campaign`.
    pub campaign: Option<String>,
    /// The first page, at most 500 characters.
    pub landing_path: String,
}
