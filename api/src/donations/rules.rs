//! What a donation may be. Pure.

use async_graphql::Enum;
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::kernel::{
    error::{Error, ErrorCode, Result},
    text::{self, Bilingual},
};

/// What a gift is meant as; each is filtered, totalled and exported apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum, Serialize)]
#[graphql(name = "DonationIntent")]
pub enum Intent {
    /// No purpose of its own.
    General,
    /// Voluntary alms.
    Sadaqah,
    /// Obligatory alms; the tenant keeps them apart.
    Zakat,
    /// An endowment.
    Waqf,
}

impl Intent {
    /// The database's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Sadaqah => "sadaqah",
            Self::Zakat => "zakat",
            Self::Waqf => "waqf",
        }
    }

    /// From the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "sadaqah" => Self::Sadaqah,
            "zakat" => Self::Zakat,
            "waqf" => Self::Waqf,
            _ => Self::General,
        }
    }
}

/// How the money came, as the team names it: a word of at most 40 characters.
///
/// # Errors
/// `TOO_LONG`, `INVALID` beside `method`.
pub fn method(text: Option<&str>) -> Result<Option<String>> {
    text::optional("method", text, 40)
}

/// When the money came: now if not said, and not in the future.
///
/// # Errors
/// `OUT_OF_RANGE` beside `receivedAt`.
pub fn received_at(said: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    match said {
        Some(at) if at > now => Err(Error::invalid(
            "receivedAt",
            ErrorCode::OutOfRange,
            Bilingual::new("وقت الاستلام في المستقبل", "It cannot have been received in the future"),
        )),
        Some(at) => Ok(crate::kernel::clock::storable(at)),
        None => Ok(now),
    }
}

/// What a list of donations can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum DonationSortField {
    /// When it came in.
    CreatedAt,
    /// How much.
    Amount,
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn money_does_not_come_from_the_future() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        assert_eq!(received_at(None, now).ok(), Some(now));
        assert!(received_at(Some(now + TimeDelta::seconds(1)), now).is_err());
        assert!(received_at(Some(now - TimeDelta::days(40)), now).is_ok());
    }

    #[test]
    fn every_intent_is_read_back() {
        for intent in [Intent::General, Intent::Sadaqah, Intent::Zakat, Intent::Waqf] {
            assert_eq!(Intent::parse(intent.word()), intent);
        }
    }
}
