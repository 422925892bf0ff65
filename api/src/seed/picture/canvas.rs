//! A sheet to draw on, in units that do not depend on how many pixels it has.
use tiny_skia::{FillRule, LineCap, LineJoin, Mask, Pixmap, Stroke, Transform};

use super::shape::{Shape, oval};
use super::tone::{Ink, SHADE, Tone};

/// The sheet. Shapes are given in units; the sheet is as many units wide as its picture says.
pub(super) struct Canvas {
    pixmap: Pixmap,
    transform: Transform,
    clip: Option<Mask>,
}

impl Canvas {
    /// A sheet of `pixels` width for a picture of `units`. Nothing if the size is impossible.
    pub(super) fn new(units: (u16, u16), pixels: u32) -> Option<Self> {
        let (width, height) = (f32::from(units.0), f32::from(units.1));
        let scale = pixels as f32 / width;
        let pixmap = Pixmap::new(pixels, (height * scale).round() as u32)?;
        Some(Self { pixmap, transform: Transform::from_scale(scale, scale), clip: None })
    }

    /// Fills an outline.
    pub(super) fn fill(&mut self, shape: Shape, ink: impl Into<Ink>) {
        let Some(path) = shape else { return };
        let paint = ink.into().paint();
        self.pixmap.fill_path(&path, &paint, FillRule::Winding, self.transform, self.clip.as_ref());
    }

    /// Draws along an outline with round ends.
    pub(super) fn stroke(&mut self, shape: Shape, width: f32, ink: impl Into<Ink>) {
        let Some(path) = shape else { return };
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        let paint = ink.into().paint();
        self.pixmap.stroke_path(&path, &paint, &stroke, self.transform, self.clip.as_ref());
    }

    /// Draws only inside an outline.
    pub(super) fn within(&mut self, shape: Shape, draw: impl FnOnce(&mut Self)) {
        let Some(path) = shape else { return };
        let outer = self.clip.take();
        let mut mask = match &outer {
            Some(mask) => mask.clone(),
            None => {
                let Some(mut mask) = Mask::new(self.pixmap.width(), self.pixmap.height()) else { return };
                mask.invert();
                mask
            }
        };
        mask.intersect_path(&path, FillRule::Winding, true, self.transform);
        self.clip = Some(mask);
        draw(self);
        self.clip = outer;
    }

    /// Draws turned by `degrees` around a point.
    pub(super) fn turned(&mut self, degrees: f32, cx: f32, cy: f32, draw: impl FnOnce(&mut Self)) {
        self.under(Transform::from_rotate_at(degrees, cx, cy), draw);
    }

    /// Draws moved and resized: what is drawn around (0, 0) comes to stand around (x, y).
    pub(super) fn placed(&mut self, x: f32, y: f32, scale: f32, draw: impl FnOnce(&mut Self)) {
        self.under(Transform::from_row(scale, 0.0, 0.0, scale, x, y), draw);
    }

    /// A soft patch of light or shadow.
    pub(super) fn glow(&mut self, cx: f32, cy: f32, rx: f32, ry: f32, tone: Tone, strength: f32) {
        // The falloff of a blurred disc.
        let stops = [(0.0, 1.0), (0.25, 0.86), (0.5, 0.5), (0.72, 0.19), (0.88, 0.05), (1.0, 0.0)];
        let stops = stops.map(|(at, part)| (at, tone.alpha(strength * part))).to_vec();
        self.under(Transform::from_row(rx, 0.0, 0.0, ry, cx, cy), |canvas| {
            canvas.fill(oval(0.0, 0.0, 1.0, 1.0), Ink::Around([0.0, 0.0, 1.0], stops));
        });
    }

    /// The shadow of something that stands at `y` between `cx - half` and `cx + half`: dark where it touches, long and
    /// soft away from the light.
    pub(super) fn shadow(&mut self, cx: f32, y: f32, half: f32) {
        self.glow(cx + half * 0.55, y + half * 0.05, half * 1.75, half * 0.36, SHADE, 0.26);
        self.glow(cx + half * 0.12, y, half * 1.22, half * 0.19, SHADE, 0.5);
    }

    /// The finished pixels, opaque RGBA, with width and height.
    pub(super) fn finish(self) -> (Vec<u8>, u32, u32) {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        (self.pixmap.take(), width, height)
    }

    fn under(&mut self, transform: Transform, draw: impl FnOnce(&mut Self)) {
        let outer = self.transform;
        self.transform = outer.pre_concat(transform);
        draw(self);
        self.transform = outer;
    }
}
