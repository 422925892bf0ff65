//! Blanking a person in the books: sums, numbers and states stay, who it was does not.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::{store, types::SubmissionKind};
use crate::kernel::{
    audit::Audit,
    contact,
    db::TenantTx,
    error::{Error, ErrorCode, Result},
    text::Bilingual,
};

/// What stands where a name stood.
pub const NOBODY: &str = "—";
/// What stands where a phone stood.
const NO_PHONE: &str = "00000";

/// Who is to be blanked: whoever left this phone or this address.
#[derive(Debug, Clone)]
pub struct Whom {
    /// International form.
    pub phone: Option<String>,
    /// Lower case.
    pub email: Option<String>,
}

impl Whom {
    /// Checks what an operator wrote.
    ///
    /// # Errors
    /// `REQUIRED` beside `phone` when neither is given; `INVALID`, `TOO_LONG` beside `phone`, `email`.
    pub fn read(phone: Option<&str>, email: Option<&str>) -> Result<Self> {
        let given = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        let phone = if given(phone) { Some(contact::phone("phone", phone.unwrap_or_default())?) } else { None };
        let email = if given(email) { contact::email("email", email)? } else { None };
        if phone.is_none() && email.is_none() {
            let message = Bilingual::new("اكتب الهاتف أو البريد", "Give a phone or an e-mail");
            return Err(Error::invalid("phone", ErrorCode::Required, message));
        }
        Ok(Self { phone, email })
    }
}

/// A submission that was blanked, with its new version.
pub type Blanked = (Uuid, i32);

/// Runs the update of a kind that blanks a person in every row they left: `$1` is the phone, `$2` the address, `$3` and `$4`
/// what stands in place of name and phone from then on, `$5` now. It returns `id` and `version`.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn blank(tx: &TenantTx, update: &str, whom: &Whom, now: DateTime<Utc>) -> Result<Vec<Blanked>> {
    let (phone, email) = (whom.phone.as_deref().into(), whom.email.as_deref().into());
    store::update_versions(tx, update, [phone, email, NOBODY.into(), NO_PHONE.into(), now.into()]).await
}

/// Blanks what was written about submissions that were blanked, and tells the audit line of each.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn forget_words_in(tx: &TenantTx, kind: SubmissionKind, blanked: &[Blanked]) -> Result<Vec<Audit>> {
    let ids: Vec<Uuid> = blanked.iter().map(|(id, _)| *id).collect();
    store::set_notes_blank(tx, &ids).await?;
    Ok(blanked
        .iter()
        .map(|(id, version)| {
            let (before, after) = (json!({ "version": version - 1 }), json!({ "version": version }));
            Audit::changed("person.erased", kind.word(), *id, before, after)
        })
        .collect())
}
