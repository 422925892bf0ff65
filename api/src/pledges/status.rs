//! The states of a pledge and every move between them.

use serde::Serialize;

use crate::{kernel::text::Bilingual, submissions::state::State};

/// The states of a pledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum, Serialize)]
#[graphql(name = "PledgeStatus")]
pub enum Status {
    /// Promised, and nothing is late.
    Active,
    /// A part of it is past its day and not paid.
    Overdue,
    /// Paid in full.
    Fulfilled,
    /// Will not happen; counts in no total.
    Cancelled,
    /// Not meant; counts in no total.
    Spam,
}

impl State for Status {
    const ALL: &'static [Self] = &[Self::Active, Self::Overdue, Self::Fulfilled, Self::Cancelled, Self::Spam];
    const MOVES: &'static [(Self, Self)] = &[
        (Self::Active, Self::Overdue),
        (Self::Overdue, Self::Active),
        (Self::Active, Self::Fulfilled),
        (Self::Overdue, Self::Fulfilled),
        (Self::Active, Self::Cancelled),
        (Self::Overdue, Self::Cancelled),
        (Self::Fulfilled, Self::Active),
        (Self::Active, Self::Spam),
        (Self::Spam, Self::Active),
    ];

    fn noun() -> Bilingual {
        Bilingual::new("التعهد", "A pledge")
    }

    fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Overdue => "overdue",
            Self::Fulfilled => "fulfilled",
            Self::Cancelled => "cancelled",
            Self::Spam => "spam",
        }
    }

    fn label(self) -> Bilingual {
        match self {
            Self::Active => Bilingual::new("جارٍ", "active"),
            Self::Overdue => Bilingual::new("متأخر", "overdue"),
            Self::Fulfilled => Bilingual::new("مكتمل", "fulfilled"),
            Self::Cancelled => Bilingual::new("ملغى", "cancelled"),
            Self::Spam => Bilingual::new("وهمي", "spam"),
        }
    }
}

impl Status {
    /// Whether pledges in this state count as promised.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Spam)
    }

    /// Whether money can be recorded on a pledge in this state.
    #[must_use]
    pub fn takes_money(self) -> bool {
        matches!(self, Self::Active | Self::Overdue)
    }

    /// Where the team can take a pledge in this state. The other moves follow from payments and dates.
    #[must_use]
    pub fn allowed(self) -> Vec<Self> {
        let by_hand = |to: &Self| matches!((self, to), (Self::Spam, Self::Active) | (_, Self::Cancelled | Self::Spam));
        self.moves().into_iter().filter(by_hand).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_team_cancels_and_sorts_out_and_the_rest_follows_from_money_and_days() {
        assert_eq!(Status::Active.allowed(), [Status::Cancelled, Status::Spam]);
        assert_eq!(Status::Overdue.allowed(), [Status::Cancelled]);
        assert_eq!(Status::Spam.allowed(), [Status::Active]);
        assert!(Status::Fulfilled.allowed().is_empty() && Status::Cancelled.allowed().is_empty());
        for from in Status::ALL {
            assert!(from.allowed().iter().all(|to| Status::MOVES.contains(&(*from, *to))), "{from:?}");
        }
    }
}
