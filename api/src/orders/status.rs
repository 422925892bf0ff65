//! The states of an order and every move between them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::{
    kernel::{
        error::{Error, Result},
        text::Bilingual,
    },
    submissions::errors::State,
};

/// How long a cancelled order can be taken up again.
pub const REOPEN_WITHIN: TimeDelta = TimeDelta::hours(24);

/// The states of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum, Serialize)]
#[graphql(name = "OrderStatus")]
pub enum Status {
    /// Came in; nobody has looked yet.
    Pending,
    /// The team will deliver it; stock is taken.
    Confirmed,
    /// Delivered or picked up.
    Fulfilled,
    /// Will not happen; counts in no total.
    Cancelled,
    /// Not a real order; counts in no total.
    Spam,
}

/// Every state.
pub const STATES: [Status; 5] =
    [Status::Pending, Status::Confirmed, Status::Fulfilled, Status::Cancelled, Status::Spam];

/// Every move there is. Nothing else is a move.
const MOVES: &[(Status, Status)] = &[
    (Status::Pending, Status::Confirmed),
    (Status::Confirmed, Status::Fulfilled),
    (Status::Pending, Status::Cancelled),
    (Status::Confirmed, Status::Cancelled),
    (Status::Confirmed, Status::Pending),
    (Status::Cancelled, Status::Pending),
    (Status::Pending, Status::Spam),
    (Status::Spam, Status::Pending),
];

impl State for Status {
    fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Fulfilled => "fulfilled",
            Self::Cancelled => "cancelled",
            Self::Spam => "spam",
        }
    }

    fn label(self) -> Bilingual {
        match self {
            Self::Pending => Bilingual::new("قيد الانتظار", "pending"),
            Self::Confirmed => Bilingual::new("مؤكد", "confirmed"),
            Self::Fulfilled => Bilingual::new("مكتمل", "fulfilled"),
            Self::Cancelled => Bilingual::new("ملغى", "cancelled"),
            Self::Spam => Bilingual::new("مزعج", "spam"),
        }
    }
}

impl Status {
    /// From the database's word.
    ///
    /// # Errors
    /// A fault for a word the table's check would refuse.
    pub fn parse(word: &str) -> Result<Self> {
        STATES.into_iter().find(|s| s.word() == word).ok_or_else(|| Error::fault(format!("order status {word}")))
    }

    /// Whether orders in this state count in totals.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Spam)
    }

    /// Whether an order in this state holds pieces of the stock.
    #[must_use]
    pub fn holds_stock(self) -> bool {
        matches!(self, Self::Confirmed | Self::Fulfilled)
    }

    /// Where an order in this state can go at `now`; a cancelled one only within a day.
    #[must_use]
    pub fn allowed(self, cancelled_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Vec<Self> {
        let too_late = self == Self::Cancelled && cancelled_at.is_none_or(|at| now - at > REOPEN_WITHIN);
        MOVES.iter().filter(|(from, _)| *from == self && !too_late).map(|(_, to)| *to).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_listed_moves_are_moves() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let fresh = Some(now - TimeDelta::hours(1));
        for from in STATES {
            for to in STATES {
                let listed = MOVES.contains(&(from, to));
                assert_eq!(from.allowed(fresh, now).contains(&to), listed, "{from:?} -> {to:?}");
            }
        }
    }

    #[test]
    fn a_cancelled_order_is_reopened_within_a_day_only() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        assert!(!Status::Cancelled.allowed(Some(now - TimeDelta::hours(24)), now).is_empty());
        let late = Some(now - TimeDelta::hours(24) - TimeDelta::seconds(1));
        assert!(Status::Cancelled.allowed(late, now).is_empty());
        assert!(Status::Cancelled.allowed(None, now).is_empty());
    }
}
