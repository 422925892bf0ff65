//! Text in the two languages of every tenant.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// The same text in Arabic and English; either may be empty, the reader then sees the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Localized {
    /// Arabic.
    #[serde(default)]
    pub ar: String,
    /// English.
    #[serde(default)]
    pub en: String,
}
