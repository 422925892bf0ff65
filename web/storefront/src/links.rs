//! Every address of the storefront, and what language an address is in.
//!
//! The tenant's default language stands at `/`, the other one under `/ar/…` or `/en/…`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ui::Locale;

/// What may stand in a path segment or a query value as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Escapes a value for a path segment or a query.
#[must_use]
pub fn escape(value: &str) -> String {
    utf8_percent_encode(value, PLAIN).to_string()
}

/// Makes the addresses of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Links {
    locale: Locale,
    default_locale: Locale,
}

impl Links {
    /// The addresses of `locale` for a tenant whose pages at `/` are in `default_locale`.
    #[must_use]
    pub const fn new(locale: Locale, default_locale: Locale) -> Self {
        Self { locale, default_locale }
    }

    /// The same tenant's addresses in another language.
    #[must_use]
    pub const fn in_locale(self, locale: Locale) -> Self {
        Self { locale, ..self }
    }

    /// The address of a path that is written without language, e.g. `/search`.
    #[must_use]
    pub fn to(self, path: &str) -> String {
        if self.locale == self.default_locale {
            return path.to_owned();
        }
        let code = self.locale.code();
        if path == "/" { format!("/{code}/") } else { format!("/{code}{path}") }
    }

    /// The home page.
    #[must_use]
    pub fn home(self) -> String {
        self.to("/")
    }

    /// The page of an item.
    #[must_use]
    pub fn item(self, slug: &str) -> String {
        self.to(&format!("/i/{}", escape(slug)))
    }

    /// The page of a collection.
    #[must_use]
    pub fn collection(self, slug: &str) -> String {
        self.to(&format!("/c/{}", escape(slug)))
    }

    /// The page of a collection after the one that ended at `cursor`.
    #[must_use]
    pub fn collection_after(self, slug: &str, cursor: &str) -> String {
        format!("{}?after={}", self.collection(slug), escape(cursor))
    }

    /// The search page.
    #[must_use]
    pub fn search(self) -> String {
        self.to("/search")
    }

    /// The page of the search after the one that ended at `cursor`.
    #[must_use]
    pub fn search_after(self, words: &str, cursor: &str) -> String {
        let words = if words.is_empty() { String::new() } else { format!("q={}&", escape(words)) };
        format!("{}?{words}after={}", self.search(), escape(cursor))
    }

    /// The basket.
    #[must_use]
    pub fn basket(self) -> String {
        self.to("/basket")
    }

    /// The checkout.
    #[must_use]
    pub fn checkout(self) -> String {
        self.to("/checkout")
    }

    /// The page after an order.
    #[must_use]
    pub fn thanks(self, token: &str) -> String {
        self.to(&format!("/thanks/{}", escape(token)))
    }

    /// The page an order is followed on.
    #[must_use]
    pub fn status(self, token: &str) -> String {
        self.to(&format!("/s/{}", escape(token)))
    }

    /// The page on which one donates to a campaign.
    #[must_use]
    pub fn donate(self, slug: &str) -> String {
        self.to(&format!("/donate/{}", escape(slug)))
    }

    /// The page on which one pledges to a campaign.
    #[must_use]
    pub fn pledge(self, slug: &str) -> String {
        self.to(&format!("/pledge/{}", escape(slug)))
    }

    /// A receipt, by its signed link.
    #[must_use]
    pub fn receipt(self, token: &str) -> String {
        self.to(&format!("/receipt/{}", escape(token)))
    }

    /// The page on which a lost link is found.
    #[must_use]
    pub fn find(self) -> String {
        self.to("/s")
    }

    /// Who they are and how to reach them.
    #[must_use]
    pub fn about(self) -> String {
        self.to("/about")
    }

    /// What is counted of a visit.
    #[must_use]
    pub fn privacy(self) -> String {
        self.to("/privacy")
    }
}

/// What an address means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// The path without language.
    pub path: &'a str,
    /// False if the default language was written out (`/ar/…` of an Arabic tenant): redirect to `path`.
    pub is_canonical: bool,
}

/// Tells the language of a path from the rest of it.
#[must_use]
pub fn place_of(path: &str, default_locale: Locale) -> Place<'_> {
    for locale in Locale::ALL {
        let Some(rest) = path.strip_prefix('/').and_then(|rest| rest.strip_prefix(locale.code())) else { continue };
        if rest.is_empty() || rest.starts_with('/') {
            let path = if rest.is_empty() { "/" } else { rest };
            return Place { locale, path, is_canonical: locale != default_locale };
        }
    }
    Place { locale: default_locale, path, is_canonical: true }
}

/// A chat with a WhatsApp number, with the text typed in already. None if the number has too few digits.
#[must_use]
pub fn whatsapp(number: &str, text: &str) -> Option<String> {
    let digits: String = ui::fold_digits(number).chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    let digits = match digits.len() {
        8 => format!("965{digits}"),
        7..=15 => digits.to_owned(),
        _ => return None,
    };
    Some(if text.is_empty() {
        format!("https://wa.me/{digits}")
    } else {
        format!("https://wa.me/{digits}?text={}", escape(text))
    })
}

/// The page of an Instagram account. None if the name is none.
#[must_use]
pub fn instagram(account: &str) -> Option<String> {
    let name = account.trim().trim_end_matches('/').rsplit('/').next()?.trim_start_matches('@');
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_');
    is_name.then(|| format!("https://www.instagram.com/{name}/"))
}

#[cfg(test)]
mod tests {
    use super::{Links, Place, instagram, place_of, whatsapp};
    use ui::Locale;

    #[test]
    fn the_default_language_has_no_prefix() {
        let arabic = Links::new(Locale::Ar, Locale::Ar);
        assert_eq!(arabic.home(), "/");
        assert_eq!(arabic.item("oud"), "/i/oud");
        let english = arabic.in_locale(Locale::En);
        assert_eq!(english.home(), "/en/");
        assert_eq!(english.basket(), "/en/basket");
        assert_eq!(english.search_after("oud wood", "c=="), "/en/search?q=oud%20wood&after=c%3D%3D");
    }

    #[test]
    fn every_address_is_read_back() {
        for default_locale in Locale::ALL {
            for locale in Locale::ALL {
                for path in ["/", "/i/oud", "/s/abc"] {
                    let address = Links::new(locale, default_locale).to(path);
                    assert_eq!(
                        place_of(&address, default_locale),
                        Place { locale, path, is_canonical: true },
                        "{address}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_spelt_out_default_language_is_not_canonical() {
        assert_eq!(
            place_of("/ar/about", Locale::Ar),
            Place { locale: Locale::Ar, path: "/about", is_canonical: false }
        );
        assert_eq!(place_of("/en", Locale::Ar), Place { locale: Locale::En, path: "/", is_canonical: true });
        assert_eq!(place_of("/arabic", Locale::En), Place { locale: Locale::En, path: "/arabic", is_canonical: true });
    }

    #[test]
    fn only_numbers_and_names_become_links() {
        assert_eq!(whatsapp("+965 9999 1234", "").as_deref(), Some("https://wa.me/96599991234"));
        assert_eq!(whatsapp("٩٩٩٩١٢٣٤", "hi there").as_deref(), Some("https://wa.me/96599991234?text=hi%20there"));
        assert_eq!(whatsapp("javascript:1", ""), None);
        assert_eq!(instagram("@dukkan.kw").as_deref(), Some("https://www.instagram.com/dukkan.kw/"));
        assert_eq!(instagram("https://instagram.com/dukkan/").as_deref(), Some("https://www.instagram.com/dukkan/"));
        assert_eq!(instagram("a b\""), None);
    }
}
