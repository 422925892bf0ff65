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

impl Whom {
    /// Whether a text names them: what is kept for good must not.
    #[must_use]
    pub fn is_named_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        // As it is dialled at home: without the country's code.
        let dialled = |phone: &String| {
            let own: String = phone.chars().filter(char::is_ascii_digit).collect();
            let tail = own.get(own.len().saturating_sub(8)..).unwrap_or_default().to_owned();
            !tail.is_empty() && digits.contains(&tail)
        };
        self.phone.as_ref().is_some_and(dialled)
            || self.email.as_ref().is_some_and(|email| text.contains(email.as_str()))
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

/// Blanks what was written about submissions that were blanked, with what is left of what was sent, and tells the audit line of each.
///
/// # Errors
/// `UNAVAILABLE` when the database is away.
pub async fn forget_words_in(tx: &TenantTx, kind: SubmissionKind, blanked: &[Blanked]) -> Result<Vec<Audit>> {
    let ids: Vec<Uuid> = blanked.iter().map(|(id, _)| *id).collect();
    store::set_notes_blank(tx, &ids).await?;
    store::set_keys_blank(tx, &ids).await?;
    Ok(blanked
        .iter()
        .map(|(id, version)| {
            let (before, after) = (json!({ "version": version - 1 }), json!({ "version": version }));
            Audit::changed("person.erased", kind.word(), *id, before, after)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_names_the_person_is_known() {
        let whom = Whom::read(Some("+965 5999 8877"), Some("Latifa@Example.com")).unwrap();
        for text in ["call 59998877", "+965-5999-8877", "write to latifa@example.COM", "0096559998877"] {
            assert!(whom.is_named_in(text), "{text}");
        }
        for text in ["they asked", "ticket 5999", "latifa", ""] {
            assert!(!whom.is_named_in(text), "{text}");
        }
    }
}
