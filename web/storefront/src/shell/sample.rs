//! A tenant for the tests of this crate.

use client::{Contact, Locale, LocalizedText, Money, Storefront, TenantKind};

/// A bilingual text.
pub(crate) fn text(ar: &str, en: &str) -> LocalizedText {
    LocalizedText { ar: ar.to_owned(), en: en.to_owned() }
}

/// An amount of dinars.
pub(crate) fn dinars(amount: &str) -> Money {
    Money { amount: amount.to_owned(), currency_code: "KWD".to_owned(), fraction_digits: 3 }
}

/// A shop that delivers and hands over.
pub(crate) fn storefront() -> Storefront {
    Storefront {
        slug: "dukkan".to_owned(),
        kind: TenantKind::Shop,
        name: text("دكّان", "Dukkan"),
        tagline: text("قهوة وتمر", "Coffee and dates"),
        about: text("", ""),
        legal_name: None,
        licence_number: None,
        currency_code: "KWD".to_owned(),
        fraction_digits: 3,
        time_zone: "Asia/Kuwait".to_owned(),
        default_locale: Locale::Ar,
        locales: vec![Locale::Ar, Locale::En],
        logo: None,
        cover: None,
        accent_color: "#0f4c5c".to_owned(),
        contact: Contact {
            phone: None,
            whatsapp: Some("99991234".to_owned()),
            instagram: None,
            email: None,
            address: text("", ""),
        },
        payment_instructions: text("", ""),
        delivery_fee: dinars("1.000"),
        minimum_order: dinars("0.000"),
        offers_delivery: true,
        offers_pickup: true,
        seo_title: text("", ""),
        seo_description: text("", ""),
        is_published: true,
    }
}
