//! How every kind of submission says no in the same words.

use sea_orm::DbErr;

use crate::kernel::{
    error::{Error, ErrorCode, FieldError, RefusedTransition, broken_constraint},
    text::Bilingual,
};

/// A state of one of the machines.
pub trait State: Copy {
    /// The database's word.
    fn word(self) -> &'static str;
    /// What a person calls it.
    fn label(self) -> Bilingual;
}

/// The state machine of `noun` has no such move.
#[must_use]
pub fn transition_refused<S: State>(noun: &Bilingual, from: S, to: S, allowed: &[S]) -> Error {
    let (was, wanted) = (from.label(), to.label());
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

/// Somebody was faster.
#[must_use]
pub fn stale(current: i32) -> Error {
    let message = Bilingual::new(
        "غيّر أحدهم هذا السجل قبلك؛ حدّث الصفحة",
        format!("This was changed in the meantime; it is at version {current} now"),
    );
    Error::invalid("expectedVersion", ErrorCode::Stale, message)
}

/// The tenant's pages are not open.
#[must_use]
pub fn not_open() -> Error {
    Error::invalid("", ErrorCode::NotAvailable, Bilingual::new("المتجر لم يفتح بعد", "The shop is not open yet"))
}

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

/// There is no such campaign, or not of this kind.
#[must_use]
pub fn no_campaign() -> Error {
    Error::invalid("campaignId", ErrorCode::NotFound, Bilingual::new("لا توجد هذه الحملة", "There is no such campaign"))
}

/// The campaign takes nothing any more.
#[must_use]
pub fn campaign_closed() -> Error {
    let message = Bilingual::new("انتهت هذه الحملة", "This campaign has ended");
    Error::invalid("campaignId", ErrorCode::NotAvailable, message)
}
