//! Colours that can be mixed, and the inks made of them: flat, along a line, around a point, and as a material in light
//! that falls from the upper left.
use tiny_skia::{Color, GradientStop, LinearGradient, Paint, Point, RadialGradient, Shader, SpreadMode, Transform};

/// A colour with its opacity; each part 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tone {
    r: f32,
    g: f32,
    b: f32,
    a: f32,
}

/// A colour from `0xRRGGBB`.
pub(super) const fn tone(hex: u32) -> Tone {
    Tone { r: part(hex, 16), g: part(hex, 8), b: part(hex, 0), a: 1.0 }
}

const fn part(hex: u32, shift: u32) -> f32 {
    ((hex >> shift) & 0xff) as f32 / 255.0
}

/// Almost white, slightly warm.
pub(super) const CREAM: Tone = tone(0xFFF8EA);
/// Almost black, slightly warm: shadows are never grey.
pub(super) const SHADE: Tone = tone(0x2A1712);

impl Tone {
    /// This colour with another opacity.
    pub(super) fn alpha(self, a: f32) -> Self {
        Self { a, ..self }
    }

    /// A colour between this one (0) and another (1).
    pub(super) fn mix(self, other: Self, t: f32) -> Self {
        let between = |from: f32, to: f32| from + (to - from) * t;
        Self {
            r: between(self.r, other.r),
            g: between(self.g, other.g),
            b: between(self.b, other.b),
            a: between(self.a, other.a),
        }
    }

    /// Towards the light.
    pub(super) fn up(self, t: f32) -> Self {
        self.mix(CREAM.alpha(self.a), t)
    }

    /// Towards the shadow.
    pub(super) fn down(self, t: f32) -> Self {
        self.mix(SHADE.alpha(self.a), t)
    }

    /// Whether cream stands out on it.
    pub(super) fn is_dark(self) -> bool {
        self.r * 0.3 + self.g * 0.6 + self.b * 0.1 < 0.45
    }

    fn color(self) -> Color {
        let bounded = |part: f32| part.clamp(0.0, 1.0);
        Color::from_rgba(bounded(self.r), bounded(self.g), bounded(self.b), bounded(self.a)).unwrap_or(Color::BLACK)
    }
}

/// What a shape is filled or drawn with.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// One colour.
    Flat(Tone),
    /// From one point to another.
    Across([f32; 4], Vec<(f32, Tone)>),
    /// Around a centre, up to a radius.
    Around([f32; 3], Vec<(f32, Tone)>),
}

impl From<Tone> for Ink {
    fn from(tone: Tone) -> Self {
        Self::Flat(tone)
    }
}

/// From left to right.
pub(super) fn sideways(x0: f32, x1: f32, stops: &[(f32, Tone)]) -> Ink {
    Ink::Across([x0, 0.0, x1, 0.0], stops.to_vec())
}

/// From top to bottom.
pub(super) fn downwards(y0: f32, y1: f32, top: Tone, bottom: Tone) -> Ink {
    Ink::Across([0.0, y0, 0.0, y1], vec![(0.0, top), (1.0, bottom)])
}

/// From one point to another, two colours.
pub(super) fn along(line: [f32; 4], from: Tone, to: Tone) -> Ink {
    Ink::Across(line, vec![(0.0, from), (1.0, to)])
}

/// A round body of clay, wood or cloth between `x0` and `x1`.
pub(super) fn matte(x0: f32, x1: f32, base: Tone) -> Ink {
    sideways(x0, x1, &[(0.0, base.down(0.16)), (0.3, base.up(0.16)), (0.58, base), (1.0, base.down(0.34))])
}

/// A round body of glazed clay.
pub(super) fn glazed(x0: f32, x1: f32, base: Tone) -> Ink {
    sideways(
        x0,
        x1,
        &[
            (0.0, base.down(0.22)),
            (0.16, base.up(0.08)),
            (0.27, base.up(0.45)),
            (0.38, base.up(0.1)),
            (0.66, base.down(0.08)),
            (0.92, base.down(0.4)),
            (1.0, base.down(0.28)),
        ],
    )
}

/// A round body of polished metal.
pub(super) fn metal(x0: f32, x1: f32, base: Tone) -> Ink {
    sideways(
        x0,
        x1,
        &[
            (0.0, base.down(0.42)),
            (0.1, base.down(0.08)),
            (0.26, base.up(0.72)),
            (0.37, base.up(0.14)),
            (0.56, base.down(0.2)),
            (0.8, base.down(0.52)),
            (0.93, base.down(0.2)),
            (1.0, base.down(0.38)),
        ],
    )
}

/// A ball or a bead.
pub(super) fn ball(cx: f32, cy: f32, r: f32, base: Tone) -> Ink {
    Ink::Around(
        [cx - r * 0.35, cy - r * 0.4, r * 1.45],
        vec![(0.0, base.up(0.5)), (0.35, base), (0.8, base.down(0.4)), (1.0, base.down(0.52))],
    )
}

impl Ink {
    pub(super) fn paint(&self) -> Paint<'static> {
        let stops = |list: &[(f32, Tone)]| -> Vec<GradientStop> {
            list.iter().map(|(at, tone)| GradientStop::new(*at, tone.color())).collect()
        };
        let (spread, still) = (SpreadMode::Pad, Transform::identity());
        let shader = match self {
            Self::Flat(tone) => Some(Shader::SolidColor(tone.color())),
            Self::Across([x0, y0, x1, y1], list) => {
                LinearGradient::new(Point::from_xy(*x0, *y0), Point::from_xy(*x1, *y1), stops(list), spread, still)
            }
            Self::Around([x, y, r], list) => {
                let center = Point::from_xy(*x, *y);
                RadialGradient::new(center, center, *r, stops(list), spread, still)
            }
        };
        Paint { shader: shader.unwrap_or(Shader::SolidColor(Color::TRANSPARENT)), anti_alias: true, ..Paint::default() }
    }
}
