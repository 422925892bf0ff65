//! The states of a pledge and every move between them.

use serde::Serialize;

use crate::{
    kernel::{
        error::{Error, Result},
        text::Bilingual,
    },
    submissions::errors::{self, State},
};

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

/// Every state.
pub const STATES: [Status; 5] = [Status::Active, Status::Overdue, Status::Fulfilled, Status::Cancelled, Status::Spam];

/// Every move there is. Nothing else is a move.
const MOVES: &[(Status, Status)] = &[
    (Status::Active, Status::Overdue),
    (Status::Overdue, Status::Active),
    (Status::Active, Status::Fulfilled),
    (Status::Overdue, Status::Fulfilled),
    (Status::Active, Status::Cancelled),
    (Status::Overdue, Status::Cancelled),
    (Status::Fulfilled, Status::Active),
    (Status::Active, Status::Spam),
    (Status::Spam, Status::Active),
];

impl State for Status {
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
        STATES.into_iter().find(|s| s.word() == word).ok_or_else(|| Error::fault(format!("pledge status {word}")))
    }

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

    /// Where a pledge in this state can go at all: by payments, by dates, or by the team.
    #[must_use]
    pub fn moves(self) -> Vec<Self> {
        MOVES.iter().filter(|(from, _)| *from == self).map(|(_, to)| *to).collect()
    }

    /// Where the team can take a pledge in this state. The other moves follow from payments and dates.
    #[must_use]
    pub fn allowed(self) -> Vec<Self> {
        let by_hand = |to: &Self| matches!((self, to), (Self::Spam, Self::Active) | (_, Self::Cancelled | Self::Spam));
        self.moves().into_iter().filter(by_hand).collect()
    }
}

/// Checks a move by the team's hand.
///
/// # Errors
/// `TRANSITION_REFUSED` with from, to, allowed.
pub fn check_move(from: Status, to: Status) -> Result<()> {
    let allowed = from.allowed();
    if allowed.contains(&to) {
        return Ok(());
    }
    Err(refused(from, to, &allowed))
}

/// How a pledge says that it does not go there.
#[must_use]
pub fn refused(from: Status, to: Status, allowed: &[Status]) -> Error {
    errors::transition_refused(&Bilingual::new("التعهد", "A pledge"), from, to, allowed)
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
        for from in STATES {
            for to in STATES {
                assert_eq!(from.moves().contains(&to), MOVES.contains(&(from, to)));
                assert!(check_move(from, to).is_err() || MOVES.contains(&(from, to)), "{from:?} -> {to:?}");
            }
        }
    }
}
