//! The last part of an item's or a collection's address: what it may be, and one made of a name. Pure.

use entity::text::Localized;

use crate::kernel::{
    error::{Error, ErrorCode, Result},
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
    let of = |text: &str| {
        let mut slug = String::new();
        for part in text.to_lowercase().chars().map(latin) {
            for byte in part.bytes() {
                if byte.is_ascii_alphanumeric() {
                    slug.push(char::from(byte));
                } else if byte != b'\'' && !slug.ends_with('-') && !slug.is_empty() {
                    slug.push('-');
                }
            }
            if slug.len() >= LONGEST_MADE {
                break;
            }
        }
        slug.truncate(LONGEST_MADE);
        slug.trim_matches('-').to_owned()
    };
    let found = [&name.en, &name.ar].into_iter().map(|text| of(text)).find(|slug| slug.len() >= 2);
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

/// A letter as it is heard; what parts words becomes a space, what is not heard nothing (an apostrophe here).
fn latin(letter: char) -> &'static str {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    if let Some(at) = ASCII.find(letter) {
        return ASCII.get(at..=at).unwrap_or(" ");
    }
    match letter {
        'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' | 'à' | 'á' | 'â' | 'ä' | 'ة' => "a",
        'ب' | 'پ' => "b",
        'ت' | 'ط' => "t",
        'ث' => "th",
        'ج' | 'چ' => "j",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' | 'ض' => "d",
        'ذ' => "dh",
        'ر' => "r",
        'ز' => "z",
        'ظ' => "dh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'غ' => "gh",
        'ف' | 'ڤ' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ñ' => "n",
        'و' | 'ؤ' => "w",
        'ي' | 'ئ' | 'ی' => "y",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ò' | 'ó' | 'ô' | 'ö' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        'ع' | 'ء' | '\'' | '’' | 'ـ' | '\u{064b}'..='\u{0652}' | '\u{0670}' => "'",
        _ => " ",
    }
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
        assert_eq!(made_of(&name("قَهْوة عربيّة ٥٠٠", ""), "x"), "qhwa-rbya-500");
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
