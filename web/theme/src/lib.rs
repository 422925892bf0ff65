//! The tenant's colour, corrected so that everything drawn with it can be read (WCAG 2.2 AA), as custom properties.

/// The least ratio between text and its ground.
const TEXT_CONTRAST: f64 = 4.5;
/// What is aimed at, so that rounding to eight bits cannot fall below the least.
const AIM: f64 = 4.6;
/// The house's own colour, for a tenant whose colour cannot be read as one.
pub const HOUSE: Rgb = Rgb { red: 0x8a, green: 0x2f, blue: 0x24 };
/// The ground of the pages.
const WHITE: Rgb = Rgb { red: 255, green: 255, blue: 255 };
/// The second ground, slightly warm; the same value as `--ground-soft` in the tokens.
const SOFT_GROUND: Rgb = Rgb { red: 0xfa, green: 0xf8, blue: 0xf5 };
/// The ink of the pages; the same value as `--ink` in the tokens.
const INK: Rgb = Rgb { red: 0x1d, green: 0x1b, blue: 0x18 };

/// A colour of eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb {
    /// 0 to 255.
    pub red: u8,
    /// 0 to 255.
    pub green: u8,
    /// 0 to 255.
    pub blue: u8,
}

impl Rgb {
    /// Reads `#rrggbb` or `#rgb`; nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let channel = |shift: u32, mask: u32, scale: u32| u8::try_from(((value >> shift) & mask) * scale).ok();
        match digits.len() {
            6 => Some(Self { red: channel(16, 0xff, 1)?, green: channel(8, 0xff, 1)?, blue: channel(0, 0xff, 1)? }),
            3 => Some(Self { red: channel(8, 0xf, 17)?, green: channel(4, 0xf, 17)?, blue: channel(0, 0xf, 17)? }),
            _ => None,
        }
    }

    /// `#rrggbb`.
    #[must_use]
    pub fn to_hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Relative luminance as WCAG 2.2 defines it, 0 to 1.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio as WCAG 2.2 defines it, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour with `part` (0 to 1) of another one in it.
    #[must_use]
    pub fn mix(self, other: Self, part: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255 before")]
        let blend = |from: u8, to: u8| {
            let (from, to) = (f64::from(from), f64::from(to));
            (to - from).mul_add(part, from).round().clamp(0.0, 255.0) as u8
        };
        Self {
            red: blend(self.red, other.red),
            green: blend(self.green, other.green),
            blue: blend(self.blue, other.blue),
        }
    }

    /// The nearest darker shade of this colour that can be read on every one of the grounds.
    fn readable_on(self, grounds: &[Self]) -> Self {
        let black = Self { red: 0, green: 0, blue: 0 };
        (0..=50)
            .map(|step| self.mix(black, f64::from(step) / 50.0))
            .find(|shade| grounds.iter().all(|ground| shade.contrast(*ground) >= AIM))
            .unwrap_or(black)
    }
}

/// The colours that follow from a tenant's accent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Ground of the main button.
    pub accent: Rgb,
    /// Text on [`Theme::accent`].
    pub on_accent: Rgb,
    /// Text, links and focus rings on the pages' grounds.
    pub accent_text: Rgb,
    /// A breath of the accent, for quiet grounds; [`Theme::accent_text`] can be read on it.
    pub accent_soft: Rgb,
    /// The woven band's dark thread.
    pub accent_deep: Rgb,
}

impl Theme {
    /// The colours for a tenant's accent as they wrote it; the house's own colour if it is none.
    #[must_use]
    pub fn from_accent(accent: &str) -> Self {
        let wished = Rgb::parse(accent).unwrap_or(HOUSE);
        // White letters on a slightly darker shade look better than dark ones, unless the colour is really bright.
        let (accent, on_accent) = if wished.contrast(WHITE) >= 2.6 {
            (wished.readable_on(&[WHITE]), WHITE)
        } else if wished.contrast(INK) >= TEXT_CONTRAST {
            (wished, INK)
        } else {
            (wished.readable_on(&[WHITE]), WHITE)
        };
        let accent_soft = wished.mix(WHITE, 0.92);
        Self {
            accent,
            on_accent,
            accent_text: wished.readable_on(&[WHITE, SOFT_GROUND, accent_soft]),
            accent_soft,
            accent_deep: accent.mix(INK, 0.55),
        }
    }

    /// The contrast of text on the main button, as WCAG 2.2 defines it.
    #[must_use]
    pub fn contrast(self) -> f64 {
        self.accent.contrast(self.on_accent)
    }

    /// The custom properties, as the content of a style element.
    #[must_use]
    pub fn to_css(self) -> String {
        format!(
            ":root{{--accent:{};--on-accent:{};--accent-text:{};--accent-soft:{};--accent-deep:{}}}",
            self.accent.to_hex(),
            self.on_accent.to_hex(),
            self.accent_text.to_hex(),
            self.accent_soft.to_hex(),
            self.accent_deep.to_hex(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{INK, Rgb, SOFT_GROUND, TEXT_CONTRAST, Theme, WHITE};

    #[test]
    fn black_on_white_is_twenty_one() {
        assert!((INK.mix(Rgb { red: 0, green: 0, blue: 0 }, 1.0).contrast(WHITE) - 21.0).abs() < 0.01);
    }

    #[test]
    fn every_colour_is_made_readable() {
        for red in (0..=255u8).step_by(51) {
            for green in (0..=255u8).step_by(51) {
                for blue in (0..=255u8).step_by(51) {
                    let wished = Rgb { red, green, blue };
                    let theme = Theme::from_accent(&wished.to_hex());
                    assert!(theme.accent.contrast(theme.on_accent) >= TEXT_CONTRAST, "button of {wished:?}");
                    for ground in [WHITE, SOFT_GROUND, theme.accent_soft] {
                        assert!(
                            theme.accent_text.contrast(ground) >= TEXT_CONTRAST,
                            "text of {wished:?} on {ground:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_readable_colour_is_left_alone() {
        assert_eq!(Theme::from_accent("#0f4c5c").accent.to_hex(), "#0f4c5c");
    }

    #[test]
    fn what_is_no_colour_never_reaches_the_style() {
        for text in ["", "red", "#12", "#+1+2+3", "#1d1b18;}body{display:none"] {
            assert_eq!(Theme::from_accent(text), Theme::from_accent("#8a2f24"), "{text}");
        }
        assert_eq!(Rgb::parse("#abc"), Rgb::parse("#aabbcc"));
    }
}
