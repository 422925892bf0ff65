//! In whose name a letter is written: name, colours, the lines at its foot.

use entity::{storefront, tenants};

use super::say;
use crate::kernel::text::Locale;

/// The house's own colour.
const HOUSE: [u8; 3] = [0x8a, 0x2f, 0x24];
const WHITE: [u8; 3] = [255, 255, 255];
/// The least contrast of text on its ground (WCAG 2.2 AA), with a little to spare for rounding.
const LEAST_CONTRAST: f64 = 4.6;

/// In whose name a letter is written.
#[derive(Debug)]
pub(in super::super) struct Brand {
    /// Name shown as sender, at the head and at the foot.
    pub(in super::super) name: String,
    /// `#rrggbb`, dark enough to be read on white and to carry white text.
    pub(super) accent: String,
    /// The accent in a light tint.
    pub(super) tint: String,
    /// Lines at the foot, e.g. legal name and licence.
    pub(super) foot: Vec<String>,
    /// Where the name leads.
    pub(super) home: String,
    /// Where the app is.
    pub(super) app: String,
    /// Whether this is a tenant's brand and not the product's own.
    pub(super) is_tenant: bool,
}

impl Brand {
    /// The product's own; `app` is the app's address.
    pub(in super::super) fn of_product(app: String, locale: Locale) -> Self {
        Self {
            name: say(locale, "سادو", "Sadu").to_owned(),
            accent: hex(HOUSE),
            tint: hex(mix(HOUSE, WHITE, 0.84)),
            foot: Vec::new(),
            home: app.clone(),
            app,
            is_tenant: false,
        }
    }

    /// A tenant's; `home` is its storefront's address.
    pub(in super::super) fn of_tenant(
        (app, home): (String, String),
        tenant: &tenants::Model,
        config: &storefront::Model,
        locale: Locale,
    ) -> Self {
        let (first, second) = match locale {
            Locale::Ar => (&config.name.ar, &config.name.en),
            Locale::En => (&config.name.en, &config.name.ar),
        };
        let name =
            [first, second, &tenant.name].into_iter().find(|name| !name.trim().is_empty()).unwrap_or(&tenant.name);
        let accent = readable(parse(&config.accent_color).unwrap_or(HOUSE));
        let licence = tenant
            .licence_number
            .as_ref()
            .map(|number| format!("{} \u{2068}{number}\u{2069}", say(locale, "رقم الترخيص:", "Licence")));
        Self {
            name: name.clone(),
            accent: hex(accent),
            tint: hex(mix(accent, WHITE, 0.84)),
            foot: tenant.legal_name.clone().into_iter().chain(licence).collect(),
            home,
            app,
            is_tenant: true,
        }
    }
}

fn parse(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn mix(from: [u8; 3], to: [u8; 3], part: f64) -> [u8; 3] {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
    std::array::from_fn(|n| (f64::from(to[n]) - f64::from(from[n])).mul_add(part, f64::from(from[n])).round() as u8)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The colour, darkened as far as needed to be read on white.
fn readable(colour: [u8; 3]) -> [u8; 3] {
    let contrast = |colour| 1.05 / (luminance(colour) + 0.05);
    (0..=20)
        .map(|step| mix(colour, [0, 0, 0], f64::from(step) / 20.0))
        .find(|darker| contrast(*darker) >= LEAST_CONTRAST)
        .unwrap_or(HOUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pale_colour_is_darkened_and_a_dark_one_kept() {
        assert_eq!(readable(HOUSE), HOUSE);
        for pale in ["#ffee00", "#ffffff", "#7fd4c1"] {
            let dark = readable(parse(pale).unwrap());
            assert!(1.05 / (luminance(dark) + 0.05) >= 4.5, "{pale} became {}", hex(dark));
        }
        assert_eq!(parse("red\" onload=\""), None);
        assert_eq!(parse("#ééé"), None);
    }
}
