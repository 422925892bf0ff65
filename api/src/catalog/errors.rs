//! How this room says no.

use sea_orm::DbErr;

use crate::kernel::{
    error::{Error, ErrorCode, broken_constraint},
    text::Bilingual,
};

/// Another one has this address.
#[must_use]
pub fn slug_taken() -> Error {
    let message = Bilingual::new("هذا العنوان مستعمل", "Another one has this address");
    Error::invalid("slug", ErrorCode::Taken, message)
}

/// A name that is taken, told beside its field; every other error of the database stays one.
#[track_caller]
pub fn taken_or_fault(error: DbErr) -> Error {
    match broken_constraint(&error).as_deref() {
        Some(name) if name.ends_with("_slug_key") => slug_taken(),
        Some(name) if name.ends_with("_external_reference_key") => {
            let message = Bilingual::new("رقم مستعمل لصنف آخر", "Another item has this number");
            Error::invalid("externalReference", ErrorCode::Taken, message)
        }
        _ => error.into(),
    }
}

/// Something refers to it: told as such; every other error of the database stays one.
#[track_caller]
pub fn in_use_or_fault(error: DbErr) -> Error {
    if broken_constraint(&error).is_some_and(|name| name.ends_with("_fkey")) {
        let message = Bilingual::new(
            "عليه تبرعات أو تعهدات؛ أرشفه بدل حذفه",
            "Donations or pledges refer to it; archive it instead",
        );
        return Error::invalid("", ErrorCode::InUse, message);
    }
    error.into()
}
