//! The sign in a browser's tab: the logo, else the tenant's first letter on its colour.

use client::Storefront;
use ui::{Locale, Theme};

use crate::text::{locale_of, pick, rendition_near};

/// Where the sign of a tenant is.
#[must_use]
pub fn icon_address(storefront: &Storefront) -> String {
    let logo = storefront.logo.as_ref().and_then(|logo| rendition_near(logo, 64));
    logo.map_or_else(|| "/favicon.svg".to_owned(), |size| size.url.clone())
}

/// The language of the pages at `/`.
#[must_use]
pub fn default_locale(storefront: &Storefront) -> Locale {
    locale_of(storefront.default_locale)
}

/// The languages that the tenant's pages are in; the default one at least.
#[must_use]
pub fn locales(storefront: &Storefront) -> Vec<Locale> {
    let kept: Vec<Locale> = storefront.locales.iter().map(|locale| locale_of(*locale)).collect();
    Locale::ALL.into_iter().filter(|locale| kept.contains(locale) || *locale == default_locale(storefront)).collect()
}

/// The tenant's first letter on its colour, as an SVG picture.
#[must_use]
pub fn letter_icon(storefront: &Storefront) -> String {
    let theme = Theme::from_accent(&storefront.accent_color);
    let name = pick(default_locale(storefront), &storefront.name);
    // Only a letter or a digit: nothing of a name can be markup.
    let letter = name.chars().find(|letter| letter.is_alphanumeric()).unwrap_or('•');
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"14\" fill=\"{}\"/>\
         <text x=\"32\" y=\"34\" fill=\"{}\" font-family=\"system-ui,sans-serif\" font-size=\"36\" font-weight=\"600\" \
         text-anchor=\"middle\" dominant-baseline=\"central\">{letter}</text></svg>",
        theme.accent.to_hex(),
        theme.on_accent.to_hex(),
    )
}

#[cfg(test)]
mod tests {
    use super::{icon_address, letter_icon};
    use crate::shell::sample::{storefront, text};

    #[test]
    fn a_tenant_without_a_logo_is_its_first_letter() {
        let mut shop = storefront();
        assert_eq!(icon_address(&shop), "/favicon.svg");
        assert!(letter_icon(&shop).contains(">د</text>"));
        shop.name = text("<script>", "");
        assert!(letter_icon(&shop).contains(">s</text>"));
        shop.name = text("", "");
        assert!(letter_icon(&shop).contains(">•</text>"));
    }
}
