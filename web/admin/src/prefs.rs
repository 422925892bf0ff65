//! The user's own choices: language and light or dark. Kept in the browser, followed by the whole page.

use leptos::prelude::*;
use ui::Locale;

use crate::browser;
use crate::strings::{Strings, strings};

const LOCALE_KEY: &str = "sadu.locale";
const THEME_KEY: &str = "sadu.theme";

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ThemeChoice {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// All, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word kept, and the value of `data-theme`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }
}

/// The choices as signals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prefs {
    /// The language of every text.
    pub(crate) locale: RwSignal<Locale>,
    /// Light or dark.
    pub(crate) theme: RwSignal<ThemeChoice>,
    /// The user chose the language here; the account's own wish then waits.
    chose_locale: StoredValue<bool>,
}

impl Prefs {
    /// Reads what was kept; else follows the page as it was served.
    pub(crate) fn new() -> Self {
        let chosen = browser::kept(LOCALE_KEY).and_then(|code| Locale::from_code(&code));
        let served = document().document_element().and_then(|root| root.get_attribute("lang"));
        let locale = chosen.or_else(|| Locale::from_code(&served?)).unwrap_or_default();
        let theme = browser::kept(THEME_KEY).and_then(|word| ThemeChoice::from_word(&word));
        let prefs = Self {
            locale: RwSignal::new(locale),
            theme: RwSignal::new(theme.unwrap_or(ThemeChoice::System)),
            chose_locale: StoredValue::new(chosen.is_some()),
        };
        prefs.dress_the_page();
        prefs
    }

    /// Writes language, direction and theme onto the root element whenever they change.
    fn dress_the_page(self) {
        Effect::new(move |_| {
            let (locale, theme) = (self.locale.get(), self.theme.get());
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("lang", locale.code());
                let _ = root.set_attribute("dir", locale.direction());
                let _ = root.set_attribute("data-theme", theme.word());
            }
        });
    }

    /// The user chooses a language.
    pub(crate) fn choose_locale(self, locale: Locale) {
        browser::keep(LOCALE_KEY, locale.code());
        self.chose_locale.set_value(true);
        self.locale.set(locale);
    }

    /// The account's language, taken unless the user chose one in this browser.
    pub(crate) fn wish_locale(self, locale: Locale) {
        if !self.chose_locale.get_value() && self.locale.get_untracked() != locale {
            self.locale.set(locale);
        }
    }

    /// The texts for what happens later (a click, an answer), where nothing has to follow the language.
    pub(crate) fn texts(self) -> &'static Strings {
        strings(self.locale.get_untracked())
    }

    /// The user chooses light or dark.
    pub(crate) fn choose_theme(self, theme: ThemeChoice) {
        browser::keep(THEME_KEY, theme.word());
        self.theme.set(theme);
    }
}

/// The choices in force.
pub(crate) fn prefs() -> Prefs {
    expect_context()
}

/// The texts of the language in force; reading them inside a closure makes it follow the language.
pub(crate) fn t() -> &'static Strings {
    strings(prefs().locale.get())
}
