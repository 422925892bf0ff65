//! The states of a donation and every move between them.

use serde::Serialize;

use crate::{kernel::text::Bilingual, submissions::state::State};

/// The states of a donation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum, Serialize)]
#[graphql(name = "DonationStatus")]
pub enum Status {
    /// Promised; the money has not come.
    Pending,
    /// The money came; a receipt stands.
    Received,
    /// The money came and went back; the receipt is void.
    Refunded,
    /// Will not happen; counts in no total.
    Cancelled,
    /// Not meant; counts in no total.
    Spam,
}

impl State for Status {
    const ALL: &'static [Self] = &[Self::Pending, Self::Received, Self::Refunded, Self::Cancelled, Self::Spam];
    const MOVES: &'static [(Self, Self)] = &[
        (Self::Pending, Self::Received),
        (Self::Received, Self::Refunded),
        (Self::Pending, Self::Cancelled),
        (Self::Received, Self::Pending),
        (Self::Pending, Self::Spam),
        (Self::Spam, Self::Pending),
    ];

    fn noun() -> Bilingual {
        Bilingual::new("التبرع", "A donation")
    }

    fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Received => "received",
            Self::Refunded => "refunded",
            Self::Cancelled => "cancelled",
            Self::Spam => "spam",
        }
    }

    fn label(self) -> Bilingual {
        match self {
            Self::Pending => Bilingual::new("بانتظار المبلغ", "pending"),
            Self::Received => Bilingual::new("مستلم", "received"),
            Self::Refunded => Bilingual::new("مسترد", "refunded"),
            Self::Cancelled => Bilingual::new("ملغى", "cancelled"),
            Self::Spam => Bilingual::new("وهمي", "spam"),
        }
    }
}

impl Status {
    /// Whether donations in this state count as promised.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Pending | Self::Received)
    }

    /// Whether the move to `to` takes money back and so has to be explained.
    #[must_use]
    pub fn needs_reason(self, to: Self) -> bool {
        self == Self::Received && matches!(to, Self::Refunded | Self::Pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submissions::state::check_move;

    #[test]
    fn only_the_listed_moves_are_moves() {
        for &from in Status::ALL {
            for &to in Status::ALL {
                let listed = Status::MOVES.contains(&(from, to));
                assert_eq!(check_move(from, to, &from.moves()).is_ok(), listed, "{from:?} -> {to:?}");
            }
        }
        assert!(Status::Cancelled.moves().is_empty() && Status::Refunded.moves().is_empty());
    }
}
