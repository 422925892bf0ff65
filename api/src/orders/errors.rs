//! How this room says no.

use crate::kernel::{
    error::{Error, ErrorCode, FieldError},
    text::Bilingual,
};

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
