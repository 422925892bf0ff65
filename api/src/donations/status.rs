//! The states of a donation and every move between them.

use serde::Serialize;

use crate::{
    kernel::{
        error::{Error, Result},
        text::Bilingual,
    },
    submissions::errors::{self, State},
};

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

/// Every state.
pub const STATES: [Status; 5] = [Status::Pending, Status::Received, Status::Refunded, Status::Cancelled, Status::Spam];

/// Every move there is. Nothing else is a move.
const MOVES: &[(Status, Status)] = &[
    (Status::Pending, Status::Received),
    (Status::Received, Status::Refunded),
    (Status::Pending, Status::Cancelled),
    (Status::Received, Status::Pending),
    (Status::Pending, Status::Spam),
    (Status::Spam, Status::Pending),
];

impl State for Status {
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
        STATES.into_iter().find(|s| s.word() == word).ok_or_else(|| Error::fault(format!("donation status {word}")))
    }

    /// Whether donations in this state count as promised.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Pending | Self::Received)
    }

    /// Where a donation in this state can go.
    #[must_use]
    pub fn allowed(self) -> Vec<Self> {
        MOVES.iter().filter(|(from, _)| *from == self).map(|(_, to)| *to).collect()
    }

    /// Whether the move to `to` takes money back and so has to be explained.
    #[must_use]
    pub fn needs_reason(self, to: Self) -> bool {
        self == Self::Received && matches!(to, Self::Refunded | Self::Pending)
    }
}

/// Checks a move.
///
/// # Errors
/// `TRANSITION_REFUSED` with from, to, allowed.
pub fn check_move(from: Status, to: Status) -> Result<()> {
    let allowed = from.allowed();
    if allowed.contains(&to) {
        return Ok(());
    }
    Err(errors::transition_refused(&Bilingual::new("التبرع", "A donation"), from, to, &allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_listed_moves_are_moves() {
        for from in STATES {
            for to in STATES {
                assert_eq!(check_move(from, to).is_ok(), MOVES.contains(&(from, to)), "{from:?} -> {to:?}");
            }
        }
        assert!(Status::Cancelled.allowed().is_empty() && Status::Refunded.allowed().is_empty());
    }
}
