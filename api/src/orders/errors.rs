//! How this room says no.

use super::status::Status;
use crate::kernel::{
    error::{Error, ErrorCode, FieldError, RefusedTransition},
    text::Bilingual,
};

/// The state machine has no such move.
#[must_use]
pub fn transition_refused(from: Status, to: Status, allowed: &[Status]) -> Error {
    let message = Bilingual::new(
        format!("لا ينتقل الطلب من «{}» إلى «{}»", from.label().ar, to.label().ar),
        format!("An order cannot go from {} to {}", from.label().en, to.label().en),
    );
    let mut error = FieldError::new("", ErrorCode::TransitionRefused, message);
    error.transition = Some(RefusedTransition {
        from: from.word(),
        to: to.word(),
        allowed: allowed.iter().map(|s| s.word()).collect(),
    });
    Error::Invalid(vec![error])
}

/// Somebody was faster.
#[must_use]
pub fn stale(current: i32) -> Error {
    let message = Bilingual::new(
        "غيّر أحدهم هذا الطلب قبلك؛ حدّث الصفحة",
        format!("This order was changed in the meantime; it is at version {current} now"),
    );
    Error::invalid("expectedVersion", ErrorCode::Stale, message)
}

/// Too few are left of the item on `line`.
#[must_use]
pub fn out_of_stock(line: usize, left: i32) -> FieldError {
    let message = if left == 0 {
        Bilingual::new("نفدت الكمية", "Sold out")
    } else {
        Bilingual::new(format!("بقي {left} فقط"), format!("Only {left} left"))
    };
    FieldError::new(&format!("lines.{line}.quantity"), ErrorCode::OutOfStock, message)
}

/// At confirmation: an item of the order has run short.
#[must_use]
pub fn stock_ran_short(name: &Bilingual) -> Error {
    let message =
        Bilingual::new(format!("لم تعد الكمية كافية: {}", name.ar), format!("Not enough left of {}", name.en));
    Error::invalid("", ErrorCode::OutOfStock, message)
}
