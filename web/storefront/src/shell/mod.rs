//! The document around every page: what a page needs besides its data, and the one function that renders.

mod document;
mod footer;
mod head;
mod header;
mod icon;
mod json_ld;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use client::Storefront;
use ui::Locale;

use crate::links::Links;
use crate::strings::{Strings, strings};
use crate::text::{locale_of, pick};

pub(crate) use document::{Page, render, render_bare};
pub(crate) use footer::contact_links;
pub(crate) use head::LcpImage;
pub use icon::{default_locale, icon_address, letter_icon, locales};
pub(crate) use json_ld::{donate_action, item_list, product, store};

/// The addresses of the built assets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The script that wakes the islands.
    pub boot: String,
    /// The Arabic letters, regular and bold: preloaded by Arabic pages.
    pub fonts_arabic: Vec<String>,
    /// The Latin letters and all digits, regular and bold: preloaded by English pages.
    pub fonts_latin: Vec<String>,
}

impl Assets {
    /// Takes the addresses from the build's manifest; `address_of` returns the address of a logical name, e.g.
    /// `/assets/storefront.1a2b.css` for `storefront.css`. A font that is not there is not preloaded.
    ///
    /// # Errors
    /// The logical name that is missing though no page can be without it.
    pub fn from_manifest(address_of: impl Fn(&str) -> Option<String>) -> Result<Self, &'static str> {
        let fonts = |names: [&str; 2]| names.iter().filter_map(|name| address_of(name)).collect();
        Ok(Self {
            css: address_of("storefront.css").ok_or("storefront.css")?,
            boot: address_of("boot.js").ok_or("boot.js")?,
            fonts_arabic: fonts(["plex-arabic-400.woff2", "plex-arabic-600.woff2"]),
            fonts_latin: fonts(["plex-latin-400.woff2", "plex-latin-600.woff2"]),
        })
    }

    fn fonts_of(&self, locale: Locale) -> &[String] {
        match locale {
            Locale::Ar => &self.fonts_arabic,
            Locale::En => &self.fonts_latin,
        }
    }
}

/// What every page of a tenant is made with.
#[derive(Debug, Clone)]
pub struct PageContext {
    /// The tenant.
    pub storefront: Storefront,
    /// The language of the page.
    pub locale: Locale,
    /// Scheme and host, e.g. `https://dukkan.example.com`, without a slash at the end.
    pub origin: String,
    /// The path without language, e.g. `/i/oud`.
    pub path: String,
    /// The built assets.
    pub assets: Arc<Assets>,
    /// A look of the team's at a shop that may not be open yet.
    pub is_preview: bool,
}

impl PageContext {
    /// The addresses of this page's language.
    #[must_use]
    pub fn links(&self) -> Links {
        Links::new(self.locale, locale_of(self.storefront.default_locale))
    }

    /// The texts of this page's language.
    #[must_use]
    pub fn strings(&self) -> &'static Strings {
        strings(self.locale)
    }

    /// The tenant's name.
    #[must_use]
    pub fn name(&self) -> String {
        pick(self.locale, &self.storefront.name)
    }

    /// A chat with the tenant, with the text typed in already. None without a WhatsApp number.
    #[must_use]
    pub fn whatsapp(&self, text: &str) -> Option<String> {
        crate::links::whatsapp(self.storefront.contact.whatsapp.as_deref()?, text)
    }

    /// The languages the tenant offers.
    fn locales(&self) -> Vec<Locale> {
        Locale::ALL
            .into_iter()
            .filter(|locale| self.storefront.locales.iter().any(|offered| locale_of(*offered) == *locale))
            .collect()
    }

    /// The full address of this page in a language.
    fn address_in(&self, locale: Locale) -> String {
        format!("{}{}", self.origin, self.links().in_locale(locale).to(&self.path))
    }

    /// The full address of something served by this host, or of something that already is a full address.
    pub(crate) fn absolute(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.origin) } else { url.to_owned() }
    }
}

/// A finished page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The whole document.
    pub html: String,
    /// For `style-src` of the content security policy: `sha256-…` of the theme's style element, in base64.
    pub style_hash: String,
    /// Whether the page has an island, and so loads the boot script and wasm.
    pub has_island: bool,
}
