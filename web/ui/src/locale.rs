//! The two languages of the pages and what follows from them.

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Arabic, the house's first language.
    #[default]
    Ar,
    /// English.
    En,
}

impl Locale {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Ar, Self::En];

    /// The tag for `lang`, `hreflang` and the path: `ar`, `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
        }
    }

    /// The writing direction, for `dir`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            Self::En => "ltr",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Ar => "العربية",
            Self::En => "English",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ar => Self::En,
            Self::En => Self::Ar,
        }
    }

    /// The language of a tag such as `ar` or `en`; none for any other.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }

    /// The text of this language, or the other one's where this one is blank.
    #[must_use]
    pub fn pick<'a>(self, ar: &'a str, en: &'a str) -> &'a str {
        let (wanted, other) = match self {
            Self::Ar => (ar, en),
            Self::En => (en, ar),
        };
        if wanted.trim().is_empty() { other } else { wanted }
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn a_blank_text_gives_way_to_the_other_language() {
        assert_eq!(Locale::En.pick("قهوة", " "), "قهوة");
        assert_eq!(Locale::Ar.pick("قهوة", "Coffee"), "قهوة");
    }

    #[test]
    fn codes_are_read_back() {
        for locale in Locale::ALL {
            assert_eq!(Locale::from_code(locale.code()), Some(locale));
        }
        assert_eq!(Locale::from_code("fr"), None);
    }
}
