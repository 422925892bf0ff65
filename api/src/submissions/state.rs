//! The machines of states: which states there are, how they move, and how a move is refused.

use crate::kernel::{
    error::{Error, ErrorCode, FieldError, RefusedTransition, Result},
    text::Bilingual,
};

/// A state of one of the machines.
pub trait State: Copy + Eq + 'static {
    /// Every state.
    const ALL: &'static [Self];
    /// Every move there is. Nothing else is a move.
    const MOVES: &'static [(Self, Self)];

    /// What is in these states, as a person calls it: "An order".
    fn noun() -> Bilingual;
    /// The database's word.
    fn word(self) -> &'static str;
    /// What a person calls it.
    fn label(self) -> Bilingual;

    /// From the database's word.
    ///
    /// # Errors
    /// A fault for a word the table's check would refuse.
    fn parse(word: &str) -> Result<Self> {
        let found = Self::ALL.iter().copied().find(|state| state.word() == word);
        found.ok_or_else(|| Error::fault(format!("{} cannot be {word}", Self::noun().en)))
    }

    /// Where the machine goes from here.
    fn moves(self) -> Vec<Self> {
        Self::MOVES.iter().filter(|(from, _)| *from == self).map(|(_, to)| *to).collect()
    }
}

/// Checks a move, where these are the ones allowed.
///
/// # Errors
/// `TRANSITION_REFUSED` with from, to, allowed.
pub fn check_move<S: State>(from: S, to: S, allowed: &[S]) -> Result<()> {
    if allowed.contains(&to) { Ok(()) } else { Err(refused(from, to, allowed)) }
}

/// There is no such move.
#[must_use]
pub fn refused<S: State>(from: S, to: S, allowed: &[S]) -> Error {
    let (noun, was, wanted) = (S::noun(), from.label(), to.label());
    let message = Bilingual::new(
        format!("لا ينتقل {} من «{}» إلى «{}»", noun.ar, was.ar, wanted.ar),
        format!("{} cannot go from {} to {}", noun.en, was.en, wanted.en),
    );
    let mut error = FieldError::new("", ErrorCode::TransitionRefused, message);
    error.transition = Some(RefusedTransition {
        from: from.word(),
        to: to.word(),
        allowed: allowed.iter().map(|state| state.word()).collect(),
    });
    Error::Invalid(vec![error])
}
