//! What the three kinds of submission check alike when one comes in: who sends it, by which way, from which visit.

use async_graphql::ID;
use chrono::{Datelike, NaiveDate};
use entity::ids::VisitId;
use serde::Serialize;

use super::{
    idempotency,
    types::{Channel, PersonInput},
};
use crate::kernel::{
    contact,
    error::{Error, ErrorCode, Result},
    money::{Currency, Money},
    permission::Permission,
    refusals::Refusals,
    text::{self, Bilingual},
};

/// How a submission came to us, as the edge knows it and a visitor cannot say.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// By which way.
    pub channel: Channel,
    /// More than a person's pace: kept, but flagged for the team.
    pub is_suspect: bool,
    /// What it is called in another program of the tenant's; the team's or an integrator's to say.
    pub reference: Option<String>,
}

/// Longest reference of another program's.
const MAX_REFERENCE: usize = 80;

impl Arrival {
    /// Sent by a visitor of the storefront.
    #[must_use]
    pub fn visited(is_suspect: bool) -> Self {
        Self { channel: Channel::Web, is_suspect, reference: None }
    }

    /// Recorded by the team for somebody who called, wrote or came in.
    #[must_use]
    pub fn recorded(channel: Channel) -> Self {
        Self { channel, is_suspect: false, reference: None }
    }

    /// Whether the team recorded it: such a submission is no visit's, and does not wait for the storefront to open.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        !matches!(self.channel, Channel::Web | Channel::Assistant)
    }

    /// The right it asks for.
    #[must_use]
    pub fn permission(&self) -> Permission {
        if self.is_recorded() { Permission::WorkOrders } else { Permission::Submit }
    }

    /// Whether it is taken now: what the team records does not wait for the storefront to open.
    ///
    /// # Errors
    /// `NOT_AVAILABLE` while the storefront is not open.
    pub fn admit(&self, is_published: bool) -> Result<()> {
        if is_published || self.is_recorded() {
            return Ok(());
        }
        let message = Bilingual::new("المتجر لم يفتح بعد", "The shop is not open yet");
        Err(Error::invalid("", ErrorCode::NotAvailable, message))
    }

    /// The fingerprint of a body that arrived so.
    ///
    /// # Errors
    /// A fault when it cannot be written as JSON.
    pub fn fingerprint(&self, input: &impl Serialize) -> Result<Vec<u8>> {
        match &self.reference {
            None => idempotency::fingerprint(&(input, self.channel)),
            Some(reference) => idempotency::fingerprint(&(input, self.channel, reference)),
        }
    }
}

/// What a submission is called in another program, checked; None for nothing.
///
/// # Errors
/// `TOO_LONG`, `INVALID` beside `externalReference`.
pub fn reference(text: Option<&str>) -> Result<Option<String>> {
    text::optional("externalReference", text, MAX_REFERENCE)
}

/// The arrival of what the team records by the channel at the input path `field`, under another program's reference.
///
/// # Errors
/// `INVALID` for a channel that is not the team's to say; `TOO_LONG`, `INVALID` beside `externalReference`.
pub fn recorded(field: &str, channel: Channel, reference: Option<&str>) -> Result<Arrival> {
    let arrival = Arrival::recorded(channel);
    if arrival.is_recorded() {
        return Ok(Arrival { reference: self::reference(reference)?, ..arrival });
    }
    let message =
        Bilingual::new("اختر: هاتف أو إنستغرام أو واتساب أو حضور", "Choose phone, Instagram, WhatsApp or walk-in");
    Err(Error::invalid(field, ErrorCode::Invalid, message))
}

/// The person behind a submission, checked.
#[derive(Debug, Clone)]
pub struct Contact {
    /// 1 to 120 characters.
    pub name: String,
    /// International form.
    pub phone: String,
    /// Lower case, if given.
    pub email: Option<String>,
}

/// Checks the person at the input path `field`, and tells every refusal at once.
///
/// # Errors
/// `REQUIRED`, `TOO_LONG`, `INVALID` beside `<field>.name`, `<field>.phone`, `<field>.email`.
pub fn person(field: &str, input: &PersonInput) -> Result<Contact> {
    let mut refusals = Refusals::default();
    let name = refusals.gather(text::required(&format!("{field}.name"), &input.name, 120))?;
    let phone = refusals.gather(contact::phone(&format!("{field}.phone"), &input.phone))?;
    let email = refusals.gather(contact::email(&format!("{field}.email"), input.email.as_deref()))?;
    match (name, phone, email) {
        (Some(name), Some(phone), Some(email)) => Ok(Contact { name, phone, email }),
        _ => Err(refusals.into()),
    }
}

/// A visit that names nothing is no reason to lose a submission.
#[must_use]
pub fn visit(id: Option<&ID>) -> Option<VisitId> {
    id.and_then(|id| id.parse().ok())
}

/// The day that `YYYY-MM-DD` names, at the input path `field`.
///
/// # Errors
/// `INVALID` for another form and for a day that no month has.
pub fn day(field: &str, text: &str) -> Result<NaiveDate> {
    let is_plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = if is_plain { text.parse::<NaiveDate>().ok() } else { None };
    day.filter(|day| (2000..=2200).contains(&day.year())).ok_or_else(|| {
        let message = Bilingual::new("تاريخ غير صحيح؛ مثال: 2027-03-31", "Not a date; for example 2027-03-31");
        Error::invalid(field, ErrorCode::Invalid, message)
    })
}

/// An amount above zero at the input path `field`.
///
/// # Errors
/// As `Money::parse`; `OUT_OF_RANGE` for zero.
pub fn amount(field: &str, text: &str, currency: Currency) -> Result<Money> {
    let money = Money::parse(field, text, currency)?;
    if money.amount().is_zero() {
        let message = Bilingual::new("المبلغ أكبر من صفر", "The amount is above zero");
        return Err(Error::invalid(field, ErrorCode::OutOfRange, message));
    }
    Ok(money)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_person_is_told_at_once() {
        let input = PersonInput { name: " ".into(), phone: "1".into(), email: Some("x".into()) };
        let Err(Error::Invalid(refusals)) = person("donor", &input) else { panic!("taken") };
        let paths: Vec<String> = refusals.iter().map(|refusal| refusal.field.join(".")).collect();
        assert_eq!(paths, ["donor.name", "donor.phone", "donor.email"]);
    }

    #[test]
    fn nothing_is_no_amount() {
        for bad in ["0", "0.000", "-1", "1e3", "NaN", "1,5", "٥", "1234567890123", "1.2345"] {
            assert!(amount("amount", bad, Currency::KWD).is_err(), "{bad} was taken");
        }
        assert!(amount("amount", "0.001", Currency::KWD).is_ok());
    }

    #[test]
    fn a_day_is_one_that_a_month_has() {
        for bad in ["2027-02-30", "2027-2-3", "30-02-2027", "", "tomorrow", "1999-01-01", "٢٠٢٧-٠١-٠١", "+027-01-01"]
        {
            assert!(day("day", bad).is_err(), "{bad} was taken");
        }
        assert_eq!(day("day", "2028-02-29").map(|day| day.to_string()).ok().as_deref(), Some("2028-02-29"));
    }

    #[test]
    fn what_the_team_records_needs_the_teams_right() {
        assert_eq!(Arrival::visited(false).permission(), Permission::Submit);
        assert_eq!(Arrival::recorded(Channel::Phone).permission(), Permission::WorkOrders);
    }
}
