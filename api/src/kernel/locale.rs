//! The two languages of the program.

use async_graphql::Enum;

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Enum)]
pub enum Locale {
    /// Arabic.
    #[default]
    Ar,
    /// English.
    En,
}

impl Locale {
    /// The tag, as in `lang` attributes and the database.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
        }
    }

    /// From a tag; unknown ones are None.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "ar" => Some(Self::Ar),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that we speak. Used for messages only, never for a page's content.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| {
            let tag = part.split(';').next().unwrap_or_default().trim();
            Self::from_tag(tag.split('-').next().unwrap_or_default())
        })
    }
}

/// A message of the program in both languages; the boundary picks one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    /// Arabic.
    pub ar: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Both texts.
    pub fn new(ar: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ar: ar.into(), en: en.into() }
    }

    /// The text in `locale`.
    #[must_use]
    pub fn in_locale(&self, locale: Locale) -> &str {
        match locale {
            Locale::Ar => &self.ar,
            Locale::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_picks_the_first_we_speak() {
        assert_eq!(Locale::from_accept_language("fr-FR, en-GB;q=0.8, ar;q=0.5"), Some(Locale::En));
        assert_eq!(Locale::from_accept_language("fr"), None);
    }
}
