//! What is typed at the checkout: kept as it was typed, checked, and turned into the API's input.

use client::{AddressInput, Fulfilment, OrderSubmitInput, PersonInput, Storefront, UserError};
use ui::fold_digits;

use crate::basket::cookie::Basket;
use crate::basket::price::order_lines;
use crate::forms::{looks_like_email, normalise_phone, tidy};
use crate::strings::Strings;

/// The values of the form as the visitor typed them, so that nothing is lost when it is shown again.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CheckoutForm {
    /// Full name.
    pub name: String,
    /// Phone, in any form.
    pub phone: String,
    /// May be empty.
    pub email: String,
    /// `delivery`, `pickup`, or empty.
    pub fulfilment: String,
    /// Of the address.
    pub area: String,
    /// Of the address.
    pub block: String,
    /// Of the address.
    pub street: String,
    /// Of the address.
    pub house: String,
    /// Floor, flat, …
    pub address_note: String,
    /// A word to the team.
    pub note: String,
    /// The idempotency key: made when the form was first shown, and kept.
    pub key: String,
    /// The time trap's value; only the server can read it.
    pub started: String,
    /// The field people do not see. Filled in by robots.
    pub company: String,
    /// The visit that led here, if known.
    pub visit: String,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormError {
    /// The field's name; empty for the form as a whole.
    pub field: &'static str,
    /// For people, in their language.
    pub message: String,
}

/// Longest of each field: what the API takes.
const MOST_LINE: usize = 120;
const MOST_NOTE: usize = 500;

impl CheckoutForm {
    /// An empty form with its two hidden values. Delivery is chosen if it is offered.
    #[must_use]
    pub fn new(storefront: &Storefront, key: String, started: String) -> Self {
        let fulfilment = if storefront.offers_delivery { "delivery" } else { "pickup" };
        Self { key, started, fulfilment: fulfilment.to_owned(), ..Self::default() }
    }

    /// Reads the fields of a posted form; unknown ones are left out, long ones cut.
    #[must_use]
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            let (place, most) = match name {
                "name" => (&mut form.name, MOST_LINE),
                "phone" => (&mut form.phone, 40),
                "email" => (&mut form.email, 254),
                "fulfilment" => (&mut form.fulfilment, 16),
                "area" => (&mut form.area, MOST_LINE),
                "block" => (&mut form.block, MOST_LINE),
                "street" => (&mut form.street, MOST_LINE),
                "house" => (&mut form.house, MOST_LINE),
                "address_note" => (&mut form.address_note, MOST_NOTE),
                "note" => (&mut form.note, MOST_NOTE),
                "key" => (&mut form.key, 64),
                "started" => (&mut form.started, 200),
                "company" => (&mut form.company, MOST_LINE),
                "visit" => (&mut form.visit, 64),
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

    /// How the order shall reach the customer, if the tenant offers that.
    fn wanted_fulfilment(&self, storefront: &Storefront) -> Option<Fulfilment> {
        match self.fulfilment.as_str() {
            "delivery" if storefront.offers_delivery => Some(Fulfilment::Delivery),
            "pickup" if storefront.offers_pickup => Some(Fulfilment::Pickup),
            "" if storefront.offers_delivery && !storefront.offers_pickup => Some(Fulfilment::Delivery),
            "" if storefront.offers_pickup && !storefront.offers_delivery => Some(Fulfilment::Pickup),
            _ => None,
        }
    }

    /// Everything that is wrong, in the order of the form. The API checks again; this saves the visitor a second round.
    #[must_use]
    pub fn check(&self, storefront: &Storefront, strings: &Strings) -> Vec<FormError> {
        let fulfilment = self.wanted_fulfilment(storefront);
        let needs_address = fulfilment == Some(Fulfilment::Delivery);
        let checks = [
            ("name", self.name.chars().count() < 2, strings.error_name),
            ("phone", normalise_phone(&self.phone).is_none(), strings.error_phone),
            ("email", !self.email.is_empty() && !looks_like_email(&self.email), strings.error_email),
            ("fulfilment", fulfilment.is_none(), strings.error_fulfilment),
            ("area", needs_address && self.area.is_empty(), strings.error_area),
            ("block", needs_address && self.block.is_empty(), strings.error_block),
            ("street", needs_address && self.street.is_empty(), strings.error_street),
            ("house", needs_address && self.house.is_empty(), strings.error_house),
        ];
        let wrong = checks.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        wrong.map(|(field, _, message)| FormError { field, message: message.to_owned() }).collect()
    }

    /// The API's input for a form that [`CheckoutForm::check`] found nothing wrong with.
    #[must_use]
    pub fn to_input(&self, storefront: &Storefront, basket: &Basket) -> OrderSubmitInput {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let fulfilment = self.wanted_fulfilment(storefront).unwrap_or(Fulfilment::Delivery);
        let address = (fulfilment == Fulfilment::Delivery).then(|| AddressInput {
            area: self.area.clone(),
            block: fold_digits(&self.block),
            street: fold_digits(&self.street),
            house: fold_digits(&self.house),
            note: some(&self.address_note),
        });
        OrderSubmitInput {
            lines: order_lines(basket),
            customer: PersonInput {
                name: self.name.clone(),
                phone: normalise_phone(&self.phone).unwrap_or_else(|| self.phone.clone()),
                email: some(&self.email),
            },
            fulfilment,
            address,
            note: some(&self.note),
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

/// Whoever prints a form by mistake must not print a person.
impl std::fmt::Debug for CheckoutForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CheckoutForm").field("fulfilment", &self.fulfilment).finish_non_exhaustive()
    }
}

/// The form's field for a path of the API's input.
fn field_of(path: Option<&[String]>) -> &'static str {
    let path: Vec<&str> = path.unwrap_or_default().iter().map(String::as_str).filter(|part| *part != "input").collect();
    match path.as_slice() {
        ["customer", "name", ..] => "name",
        ["customer", "phone", ..] => "phone",
        ["customer", "email", ..] => "email",
        ["fulfilment", ..] => "fulfilment",
        ["address", "block", ..] => "block",
        ["address", "street", ..] => "street",
        ["address", "house", ..] => "house",
        ["address", "note", ..] => "address_note",
        ["address", ..] => "area",
        ["note", ..] => "note",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckoutForm, field_of};
    use crate::basket::cookie::Basket;
    use crate::shell::sample::storefront;
    use crate::strings::strings;
    use client::Fulfilment;
    use ui::Locale;

    fn typed() -> CheckoutForm {
        CheckoutForm::from_fields([
            ("name", " نورة العلي "),
            ("phone", "٩٩٩٩ ١٢٣٤"),
            ("email", ""),
            ("fulfilment", "delivery"),
            ("area", "السالمية"),
            ("block", "١٠"),
            ("street", "شارع ٥"),
            ("house", "12"),
            ("key", "k1234567"),
            ("company", ""),
            ("unknown", "x"),
        ])
    }

    #[test]
    fn a_good_form_becomes_the_input() {
        let form = typed();
        assert_eq!(form.check(&storefront(), strings(Locale::Ar)), []);
        let input = form.to_input(&storefront(), &Basket::decode("1~itm_a.2.size!l"));
        assert_eq!(input.customer.phone, "+96599991234");
        assert_eq!(input.customer.email, None);
        assert_eq!(input.address.as_ref().map(|address| address.block.as_str()), Some("10"));
        assert_eq!(input.lines[0].quantity, 2);
        assert_eq!(input.idempotency_key, "k1234567");
    }

    #[test]
    fn every_empty_field_is_told_of() {
        let form = CheckoutForm { fulfilment: "delivery".to_owned(), ..CheckoutForm::default() };
        let fields: Vec<_> =
            form.check(&storefront(), strings(Locale::En)).into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["name", "phone", "area", "block", "street", "house"]);
    }

    #[test]
    fn pick_up_needs_no_address() {
        let form = CheckoutForm { fulfilment: "pickup".to_owned(), area: String::new(), ..typed() };
        assert_eq!(form.check(&storefront(), strings(Locale::En)), []);
        let input = form.to_input(&storefront(), &Basket::default());
        assert_eq!((input.fulfilment, input.address), (Fulfilment::Pickup, None));
    }

    #[test]
    fn what_is_not_offered_cannot_be_chosen() {
        let mut storefront = storefront();
        storefront.offers_pickup = false;
        let form = CheckoutForm { fulfilment: "pickup".to_owned(), ..typed() };
        assert_eq!(form.check(&storefront, strings(Locale::En))[0].field, "fulfilment");
    }

    #[test]
    fn a_form_does_not_print_the_person() {
        assert!(!format!("{:?}", typed()).contains("9999"));
        assert!(!format!("{:?}", typed()).contains("نورة"));
    }

    #[test]
    fn refusals_find_their_field() {
        let path = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        assert_eq!(field_of(Some(&path(&["input", "customer", "phone"]))), "phone");
        assert_eq!(field_of(Some(&path(&["address"]))), "area");
        assert_eq!(field_of(Some(&path(&["lines", "0", "quantity"]))), "");
        assert_eq!(field_of(None), "");
    }
}
