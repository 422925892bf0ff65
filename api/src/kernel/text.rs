//! The two languages of the program, and checks of plain text at the edge.

use async_graphql::Enum;

use super::error::{Error, ErrorCode, Result};

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

/// Trimmed text of 1 to `max` characters at the input path `field`.
///
/// # Errors
/// `REQUIRED` when empty, `TOO_LONG` past `max`, `INVALID` for control characters.
pub fn required(field: &str, text: &str, max: usize) -> Result<String> {
    optional(field, Some(text), max)?.ok_or_else(|| {
        Error::invalid(field, ErrorCode::Required, Bilingual::new("هذا الحقل مطلوب", "This field is required"))
    })
}

/// Trimmed text of at most `max` characters at the input path `field`; blank is None.
///
/// # Errors
/// `TOO_LONG` past `max`, `INVALID` for control characters other than line breaks.
pub fn optional(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let length = text.chars().count();
    if length > max {
        return Err(Error::invalid(
            field,
            ErrorCode::TooLong,
            Bilingual::new(
                format!("النص أطول من الحد: {max} حرفًا"),
                format!("Too long: {length} characters, the limit is {max}"),
            ),
        ));
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(Error::invalid(
            field,
            ErrorCode::Invalid,
            Bilingual::new("في النص محارف غير مسموحة", "The text has characters that are not allowed"),
        ));
    }
    Ok(Some(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_is_required_and_long_is_refused() {
        assert!(required("name", "  ", 5).is_err());
        assert!(required("name", "سادو سادو", 5).is_err());
        assert_eq!(required("name", " سادو ", 5).ok().as_deref(), Some("سادو"), "length counts characters, not bytes");
        assert!(required("name", "a\u{0}b", 5).is_err());
    }

    #[test]
    fn accept_language_picks_the_first_we_speak() {
        assert_eq!(Locale::from_accept_language("fr-FR, en-GB;q=0.8, ar;q=0.5"), Some(Locale::En));
        assert_eq!(Locale::from_accept_language("fr"), None);
    }
}
