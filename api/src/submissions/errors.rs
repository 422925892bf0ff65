//! How every kind of submission says no in the same words.

use sea_orm::DbErr;

use crate::kernel::{
    error::{Error, ErrorCode, broken_constraint},
    text::Bilingual,
};

/// Another one has this reference, told beside its field; every other error of the database stays one.
#[track_caller]
pub fn taken_or_fault(error: DbErr) -> Error {
    if broken_constraint(&error).is_some_and(|name| name.ends_with("_external_reference_key")) {
        let message = Bilingual::new("هذا المرجع مستعمل لسجل آخر", "Another record has this reference");
        return Error::invalid("externalReference", ErrorCode::Taken, message);
    }
    error.into()
}

/// An act that takes something back asks why.
#[must_use]
pub fn reason_needed() -> Error {
    Error::invalid("reason", ErrorCode::Required, Bilingual::new("اذكر السبب", "Say why"))
}
