//! Pictures of the demo: still lifes, covers and marks, drawn here from outlines and gradients, so that a fresh machine
//! needs no downloads and two machines show the same. The same specification gives the same bytes.
mod canvas;
mod cover;
mod motifs;
mod palette;
mod scene;
mod shape;
mod tone;
mod weave;

use canvas::Canvas;

pub use motifs::Motif;
pub use palette::Palette;

/// The widths in which a picture is stored, in pixels.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

/// Lossy, but without visible blocks in soft gradients.
const QUALITY: f32 = 78.0;

/// A picture that can be drawn at any width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Picture {
    what: What,
    palette: Palette,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum What {
    Item(Motif),
    Cover(u32),
    Mark(Mark),
}

/// The signs that stand for a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A shop's door with an awning of weave.
    Door,
    /// A palm whose leaves are hands that give.
    Palm,
}

/// The picture of an item: square.
#[must_use]
pub fn item(motif: Motif, palette: Palette) -> Picture {
    Picture { what: What::Item(motif), palette }
}

/// A wide cloth for the head of a storefront, 16 by 9; `seed` chooses the rhythm of its bands.
#[must_use]
pub fn cover(palette: Palette, seed: u32) -> Picture {
    Picture { what: What::Cover(seed), palette }
}

/// A tenant's mark: square.
#[must_use]
pub fn logo(mark: Mark, palette: Palette) -> Picture {
    Picture { what: What::Mark(mark), palette }
}

impl Picture {
    /// Width and height of its largest form, in pixels.
    #[must_use]
    pub fn size(self) -> (u32, u32) {
        self.size_at(WIDTHS[2])
    }

    /// Width and height when it is `width` pixels wide.
    #[must_use]
    pub fn size_at(self, width: u32) -> (u32, u32) {
        let (across, down) = self.units();
        let height = f64::from(width) * f64::from(down) / f64::from(across);
        (width, height.round() as u32)
    }

    /// The picture as WebP, `width` pixels wide. Empty for a width of 0 or more than 8,192.
    #[must_use]
    pub fn webp(self, width: u32) -> Vec<u8> {
        let Some((pixels, width, height)) = self.pixels(width) else { return Vec::new() };
        webp::Encoder::from_rgba(&pixels, width, height).encode(QUALITY).to_vec()
    }

    /// The opaque pixels (RGBA), with width and height.
    #[must_use]
    pub fn pixels(self, width: u32) -> Option<(Vec<u8>, u32, u32)> {
        if width > 8192 {
            return None;
        }
        let mut canvas = Canvas::new(self.units(), width)?;
        let colours = self.palette.colours();
        match self.what {
            What::Item(motif) => motif.draw(&mut canvas, &colours),
            What::Cover(seed) => cover::draw(&mut canvas, &colours, seed),
            What::Mark(mark) => cover::mark(&mut canvas, &colours, mark),
        }
        Some(canvas.finish())
    }

    fn units(self) -> (u16, u16) {
        match self.what {
            What::Item(_) | What::Mark(_) => (1000, 1000),
            What::Cover(_) => (1600, 900),
        }
    }
}

#[cfg(test)]
mod tests;
