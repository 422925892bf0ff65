//! Which letters there are and what each one says. Their values exist only sealed, and only until the letter is gone.

use std::fmt;

use entity::text::Localized;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::{
    error::Result,
    money::{Currency, Money},
    text::Locale,
};

/// What letters are sealed for.
pub(super) const SEAL: &str = "letter";
/// The event of a donation's receipt: its room wants to know when it went out.
pub const RECEIPT: &str = "donation_receipt";

/// Events whose letters can be written anew from what they are about.
pub(super) const CAN_GO_AGAIN: [&str; 3] = ["order_confirmation", RECEIPT, "pledge_reminder"];

/// A letter in a tenant's name.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Mail {
    /// Somebody is asked to join the team.
    Invitation {
        /// Name of who invites; empty if they gave none.
        inviter: String,
        /// `owner`, `admin` or `member`.
        role: String,
        /// Where the invitation is accepted; carries its secret.
        link: String,
        /// Days until it lapses.
        days: i64,
    },
    /// A customer's order came in.
    OrderConfirmation {
        /// The number for people.
        number: String,
        /// The customer's name.
        name: String,
        /// What was ordered.
        lines: Vec<Line>,
        /// Further amounts in the order they are shown, e.g. delivery; the total is the last.
        sums: Vec<Sum>,
        /// The signed page that shows how it stands.
        link: String,
        /// How to pay, in the tenant's words; blank lines part paragraphs.
        payment: Option<String>,
    },
    /// A donation was received.
    DonationReceipt {
        /// The donation's number.
        number: String,
        /// The receipt's own number.
        receipt: String,
        /// The donor's name.
        name: String,
        /// The amount as it is written for people, e.g. `KWD 25.000`.
        amount: String,
        /// What it is for; None is the charity's general purpose.
        campaign: Option<String>,
        /// The day it was received, as written for people.
        day: String,
        /// The signed page with the receipt.
        link: String,
    },
    /// A part of a pledge falls due soon.
    PledgeReminder {
        /// The pledge's number.
        number: String,
        /// The pledger's name.
        name: String,
        /// What it is for.
        campaign: Option<String>,
        /// What is due until the day, as written for people.
        amount: String,
        /// The day it falls due, as written for people.
        day: String,
        /// All that is still open of the pledge, as written for people.
        open: String,
        /// The signed page that shows how it stands.
        link: String,
        /// How to pay, in the tenant's words; blank lines part paragraphs.
        payment: Option<String>,
    },
}

/// One line of an order.
#[derive(Clone, Serialize, Deserialize)]
pub struct Line {
    /// The thing's name with its options.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// What they cost together, as written for people.
    pub total: String,
}

/// One of the amounts below the lines.
#[derive(Clone, Serialize, Deserialize)]
pub struct Sum {
    /// What it is.
    pub what: SumKind,
    /// How much, as written for people.
    pub amount: String,
}

/// What an amount below the lines is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SumKind {
    /// All lines together.
    Subtotal,
    /// The delivery's fee.
    Delivery,
    /// What there is to pay.
    Total,
}

impl Mail {
    /// The delivery's `event`.
    #[must_use]
    pub fn event(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "invitation",
            Self::OrderConfirmation { .. } => "order_confirmation",
            Self::DonationReceipt { .. } => RECEIPT,
            Self::PledgeReminder { .. } => "pledge_reminder",
        }
    }

    /// Whether a tenant may switch it off: what goes to customers and donors, but not to the team itself.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        !matches!(self, Self::Invitation { .. })
    }
}

/// A letter to a person as such, in no tenant's name.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum IdentityMail {
    /// The code that proves an address.
    ConfirmAddress {
        /// Six digits.
        code: String,
    },
    /// The code that lets a new password be set.
    ResetPassword {
        /// Six digits.
        code: String,
    },
    /// Somebody signed up with an address that has an account: its owner is told, the other is not.
    AddressTaken {},
}

impl IdentityMail {
    /// The delivery's `event`.
    #[must_use]
    pub fn event(&self) -> &'static str {
        match self {
            Self::ConfirmAddress { .. } => "confirm_address",
            Self::ResetPassword { .. } => "reset_password",
            Self::AddressTaken {} => "address_taken",
        }
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.event())
    }
}

impl fmt::Debug for IdentityMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.event())
    }
}

/// A letter with its address, to be queued.
#[derive(Debug, Clone)]
pub struct Post {
    /// What it says.
    pub mail: Mail,
    /// To whom; an address that was checked.
    pub to: String,
    /// In which language.
    pub locale: Locale,
    /// What it is due to: the same letter to the same address goes out once for each occasion. The id of what happened
    /// (an order's, a donation's), or a new one for each time somebody asks for a letter.
    pub occasion: Uuid,
    /// What it is about: kind and id of the order, donation, membership.
    pub about: Option<(&'static str, Uuid)>,
}

/// Address and values, as they are sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct Contents<M> {
    pub(super) to: String,
    pub(super) mail: M,
}

/// An amount with all its digits, as people write it.
///
/// # Errors
/// A fault when the value is none of the currency.
pub fn amount(value: Decimal, currency: &str, locale: Locale) -> Result<String> {
    let money = Money::new(value, Currency::parse(currency)?)?;
    let digits = format!("{:.*}", money.currency().digits() as usize, money.amount());
    Ok(match (locale, currency) {
        (Locale::Ar, "KWD") => format!("{digits} د.ك"),
        (Locale::Ar, other) => format!("{digits} {other}"),
        (Locale::En, other) => format!("{other} {digits}"),
    })
}

/// The text of a language, or the other where there is none.
#[must_use]
pub fn pick(text: &Localized, locale: Locale) -> &str {
    let (first, second) = match locale {
        Locale::Ar => (&text.ar, &text.en),
        Locale::En => (&text.en, &text.ar),
    };
    if first.trim().is_empty() { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_keeps_its_fils() {
        let fils = Decimal::new(1_250, 3);
        assert_eq!(amount(fils, "KWD", Locale::En).unwrap(), "KWD 1.250");
        assert_eq!(amount(fils, "KWD", Locale::Ar).unwrap(), "1.250 د.ك");
        assert_eq!(amount(Decimal::new(5, 0), "KWD", Locale::En).unwrap(), "KWD 5.000");
    }
}
