//! The states of an order and every move between them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::{kernel::text::Bilingual, submissions::state::State};

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

impl State for Status {
    const ALL: &'static [Self] = &[Self::Pending, Self::Confirmed, Self::Fulfilled, Self::Cancelled, Self::Spam];
    const MOVES: &'static [(Self, Self)] = &[
        (Self::Pending, Self::Confirmed),
        (Self::Confirmed, Self::Fulfilled),
        (Self::Pending, Self::Cancelled),
        (Self::Confirmed, Self::Cancelled),
        (Self::Confirmed, Self::Pending),
        (Self::Cancelled, Self::Pending),
        (Self::Pending, Self::Spam),
        (Self::Spam, Self::Pending),
    ];

    fn noun() -> Bilingual {
        Bilingual::new("الطلب", "An order")
    }

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
            Self::Spam => Bilingual::new("وهمي", "spam"),
        }
    }
}

impl Status {
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
        if too_late { Vec::new() } else { self.moves() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_listed_moves_are_moves() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let fresh = Some(now - TimeDelta::hours(1));
        for &from in Status::ALL {
            for &to in Status::ALL {
                let listed = Status::MOVES.contains(&(from, to));
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
