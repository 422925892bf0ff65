//! What is typed on the pages of giving: kept as it was typed, checked, and turned into the API's input.

use client::{
    CatalogItem, DonationIntent, DonationSubmitInput, InstalmentInterval, InstalmentsInput, PersonInput,
    PledgeSubmitInput, UserError,
};
use ui::{fold_digits, fold_number};

use crate::forms::{looks_like_email, normalise_phone, tidy};
use crate::orders::checkout_form::FormError;
use crate::strings::Strings;

/// The values of a form as they were typed, so that nothing is lost when it is shown again.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct GiftForm {
    /// One of the campaign's amounts, as the API writes it.
    pub preset: String,
    /// An amount of one's own; wins over the preset.
    pub amount: String,
    /// `general`, `sadaqah`, `zakat`, `waqf`.
    pub intent: String,
    /// Full name.
    pub name: String,
    /// Phone, in any form.
    pub phone: String,
    /// May be empty.
    pub email: String,
    /// Hides the name.
    pub is_anonymous: bool,
    /// Shown among the donors; for a pledge a word to the team.
    pub message: String,
    /// For whom.
    pub dedication: String,
    /// The receipt shall be sent.
    pub wants_receipt: bool,
    /// Until when a pledge is promised.
    pub target_date: String,
    /// `once`, `weekly`, `monthly`, `quarterly`.
    pub every: String,
    /// In how many parts.
    pub count: String,
    /// The idempotency key: made when the form was first shown, and kept.
    pub key: String,
    /// The time trap's value; only the server can read it.
    pub started: String,
    /// The field people do not see.
    pub company: String,
    /// The visit that led here, if known.
    pub visit: String,
}

const MOST_LINE: usize = 120;

impl GiftForm {
    /// An empty form with its hidden values and the middle one of the campaign's amounts.
    #[must_use]
    pub fn new(item: &CatalogItem, key: String, started: String) -> Self {
        let presets = item.campaign.as_ref().map(|campaign| campaign.presets.as_slice()).unwrap_or_default();
        let preset = presets.get(presets.len().saturating_sub(1) / 2).map(|money| money.amount.clone());
        Self {
            preset: preset.unwrap_or_default(),
            intent: "general".to_owned(),
            every: "once".to_owned(),
            key,
            started,
            ..Self::default()
        }
    }

    /// Reads the fields of a posted form; unknown ones are left out, long ones cut.
    #[must_use]
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            let (place, most) = match name {
                "preset" => (&mut form.preset, 24),
                "amount" => (&mut form.amount, 40),
                "intent" => (&mut form.intent, 16),
                "name" => (&mut form.name, MOST_LINE),
                "phone" => (&mut form.phone, 40),
                "email" => (&mut form.email, 254),
                "message" => (&mut form.message, 500),
                "dedication" => (&mut form.dedication, 200),
                "target_date" => (&mut form.target_date, 24),
                "every" => (&mut form.every, 16),
                "count" => (&mut form.count, 8),
                "key" => (&mut form.key, 64),
                "started" => (&mut form.started, 200),
                "company" => (&mut form.company, MOST_LINE),
                "visit" => (&mut form.visit, 64),
                "anonymous" => {
                    form.is_anonymous = true;
                    continue;
                }
                "receipt" => {
                    form.wants_receipt = true;
                    continue;
                }
                _ => continue,
            };
            *place = tidy(value, most);
        }
        form
    }

    /// Whether a robot filled in the field people do not see.
    #[must_use]
    pub fn is_trapped(&self) -> bool {
        !self.company.is_empty()
    }

    /// The amount as the API reads it: `٥٫٢٥٠` is 5.250.
    #[must_use]
    pub fn wanted_amount(&self) -> String {
        let own = fold_number(&self.amount);
        if own.is_empty() { self.preset.clone() } else { own }
    }

    /// The day as the API reads it.
    fn wanted_day(&self) -> String {
        fold_number(&self.target_date)
    }

    fn split(&self) -> Option<InstalmentsInput> {
        let every = match self.every.as_str() {
            "weekly" => InstalmentInterval::Weekly,
            "monthly" => InstalmentInterval::Monthly,
            "quarterly" => InstalmentInterval::Quarterly,
            _ => return None,
        };
        // What is no number is refused by the API beside the field.
        let count = fold_digits(&self.count).trim().parse().unwrap_or(0);
        Some(InstalmentsInput { every, count })
    }

    /// What is wrong with it before the API looks, in the order of the form. Amounts and days are the API's to judge.
    #[must_use]
    pub fn check(&self, strings: &Strings, is_pledge: bool) -> Vec<FormError> {
        let checks = [
            ("amount", self.wanted_amount().is_empty(), strings.error_amount),
            ("target_date", is_pledge && self.wanted_day().is_empty(), strings.error_target),
            ("name", self.name.chars().count() < 2, strings.error_name),
            ("phone", normalise_phone(&self.phone).is_none(), strings.error_phone),
            ("email", !self.email.is_empty() && !looks_like_email(&self.email), strings.error_email),
            ("email", self.email.is_empty() && self.wants_receipt, strings.error_receipt_email),
        ];
        let wrong = checks.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        wrong.map(|(field, _, message)| FormError { field, message: message.to_owned() }).collect()
    }

    fn person(&self) -> PersonInput {
        PersonInput {
            name: self.name.clone(),
            phone: normalise_phone(&self.phone).unwrap_or_else(|| self.phone.clone()),
            email: some(&self.email),
        }
    }

    /// The API's input of a donation.
    #[must_use]
    pub fn to_donation(&self, item: &CatalogItem) -> DonationSubmitInput {
        DonationSubmitInput {
            campaign_id: Some(item.id.clone()),
            amount: self.wanted_amount(),
            intent: Some(match self.intent.as_str() {
                "sadaqah" => DonationIntent::Sadaqah,
                "zakat" => DonationIntent::Zakat,
                "waqf" => DonationIntent::Waqf,
                _ => DonationIntent::General,
            }),
            donor: self.person(),
            is_anonymous: self.is_anonymous,
            message: some(&self.message),
            dedication: some(&self.dedication),
            wants_receipt: self.wants_receipt,
            visit_id: some(&self.visit).map(cynic::Id::new),
            idempotency_key: self.key.clone(),
        }
    }

    /// The API's input of a pledge.
    #[must_use]
    pub fn to_pledge(&self, item: &CatalogItem) -> PledgeSubmitInput {
        PledgeSubmitInput {
            campaign_id: item.id.clone(),
            amount: self.wanted_amount(),
            target_date: self.wanted_day(),
            instalments: self.split(),
            pledger: self.person(),
            note: some(&self.message),
            visit_id: some(&self.visit).map(cynic::Id::new),
            idempotency_key: self.key.clone(),
        }
    }

    /// The API's refusals, beside the fields they belong to.
    #[must_use]
    pub fn errors_of(refusals: &[UserError]) -> Vec<FormError> {
        refusals
            .iter()
            .map(|refusal| FormError { field: field_of(refusal.field.as_deref()), message: refusal.message.clone() })
            .collect()
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// Whoever prints a form by mistake must not print a person.
impl std::fmt::Debug for GiftForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("GiftForm").field("intent", &self.intent).finish_non_exhaustive()
    }
}

/// The form's field for a path of the API's input.
fn field_of(path: Option<&[String]>) -> &'static str {
    let path: Vec<&str> = path.unwrap_or_default().iter().map(String::as_str).filter(|part| *part != "input").collect();
    match path.as_slice() {
        ["amount", ..] => "amount",
        ["targetDate", ..] => "target_date",
        ["instalments", "count", ..] => "count",
        ["instalments", ..] => "every",
        ["donor" | "pledger", "name", ..] => "name",
        ["donor" | "pledger", "phone", ..] => "phone",
        ["donor" | "pledger", "email", ..] => "email",
        ["message" | "note", ..] => "message",
        ["dedication", ..] => "dedication",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{GiftForm, field_of};
    use crate::strings::strings;
    use ui::Locale;

    #[test]
    fn digits_of_three_scripts_are_an_amount() {
        for (typed, meant) in
            [("٥٫٢٥٠", "5.250"), ("۵٫۲۵۰", "5.250"), (" 5.25 ", "5.25"), ("١٬٢٥٠", "1250"), ("1,5", "1,5")]
        {
            let form = GiftForm::from_fields([("amount", typed), ("preset", "10.000")]);
            assert_eq!(form.wanted_amount(), meant, "{typed}");
        }
        assert_eq!(GiftForm::from_fields([("preset", "10.000"), ("amount", " ")]).wanted_amount(), "10.000");
    }

    #[test]
    fn what_is_missing_is_told_in_the_forms_order() {
        let form = GiftForm::from_fields([("receipt", "on"), ("every", "monthly"), ("count", "٣")]);
        let fields: Vec<&str> = form.check(strings(Locale::Ar), true).iter().map(|error| error.field).collect();
        assert_eq!(fields, ["amount", "target_date", "name", "phone", "email"]);
        assert_eq!(form.split().map(|split| split.count), Some(3));
        assert!(form.wants_receipt && !form.is_anonymous);
    }

    #[test]
    fn refusals_stand_beside_their_fields() {
        let path = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        assert_eq!(field_of(Some(&path(&["donor", "phone"]))), "phone");
        assert_eq!(field_of(Some(&path(&["instalments", "count"]))), "count");
        assert_eq!(field_of(Some(&path(&["campaignId"]))), "");
        assert_eq!(field_of(None), "");
    }
}
