//! The last part of an item's or a collection's address: what it may be, and one made of a name. Pure.

use entity::text::Localized;

use crate::kernel::{
    error::{Error, ErrorCode, Result},
    latin,
    text::Bilingual,
};

/// Longest slug.
const LONGEST: usize = 80;
/// Longest slug that is made of a name, so that a number fits behind it.
const LONGEST_MADE: usize = 60;

/// A slug as somebody wrote it, in small letters.
///
/// # Errors
/// `INVALID` beside `field`.
pub fn checked(field: &str, text: &str) -> Result<String> {
    let slug = text.trim().to_ascii_lowercase();
    let fits = (2..=LONGEST).contains(&slug.len())
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !slug.starts_with('-')
        && !slug.ends_with('-');
    if fits {
        return Ok(slug);
    }
    let message = Bilingual::new(
        "حروف إنجليزية صغيرة وأرقام وشرطات، من ٢ إلى ٨٠، ولا تبدأ ولا تنتهي بشرطة",
        "2 to 80 letters a-z, digits and hyphens, none at either end",
    );
    Err(Error::invalid(field, ErrorCode::Invalid, message))
}

/// A slug that speaks: of the English name, else of the Arabic one in Latin letters, else `otherwise`.
#[must_use]
pub fn made_of(name: &Localized, otherwise: &str) -> String {
    let found =
        [&name.en, &name.ar].into_iter().map(|text| latin::slug_of(text, LONGEST_MADE)).find(|slug| slug.len() >= 2);
    found.unwrap_or_else(|| otherwise.to_owned())
}

/// `base`, or `base-2`, `base-3`…: the first that `is_taken` lets through.
#[must_use]
pub fn free(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(base) {
        return base.to_owned();
    }
    (2u32..).map(|n| format!("{base}-{n}")).find(|slug| !is_taken(slug)).unwrap_or_else(|| base.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(ar: &str, en: &str) -> Localized {
        Localized { ar: ar.to_owned(), en: en.to_owned() }
    }

    #[test]
    fn a_slug_is_made_of_what_the_item_is_called() {
        assert_eq!(made_of(&name("قهوة", "Ahmad's  Coffee, 500 g!"), "x"), "ahmads-coffee-500-g");
        assert_eq!(made_of(&name("قَهْوة عربيّة ٥٠٠", ""), "x"), "qhwa-arbya-500");
        assert_eq!(made_of(&name("", "日本"), "item-7"), "item-7");
        let long = made_of(&name("", &"long name ".repeat(20)), "x");
        assert!(long.len() <= LONGEST_MADE && checked("slug", &long).is_ok(), "{long}");
        assert_eq!(free("mug", |slug| slug == "mug" || slug == "mug-2"), "mug-3");
    }

    #[test]
    fn only_an_address_is_a_slug() {
        assert_eq!(checked("slug", " Palm-Basket ").ok().as_deref(), Some("palm-basket"));
        for bad in ["", "a", "-a", "a-", "a b", "قهوة", "a/b", &"a".repeat(81)] {
            assert!(checked("slug", bad).is_err(), "{bad} was taken");
        }
    }
}
