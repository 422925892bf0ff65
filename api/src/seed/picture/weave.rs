//! The weave that gave the product its name: rows of teeth, diamonds, arrows and hourglasses between stripes, as on the
//! tent cloths of the Bedouin. It returns on cloths, cups and boxes, and fills the covers.
use super::canvas::Canvas;
use super::palette::Colours;
use super::shape::{block, polygon};
use super::tone::{CREAM, SHADE, Tone, downwards};

/// What a row of the weave shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// Triangles side by side.
    Teeth,
    /// Diamonds with a smaller one inside.
    Diamonds,
    /// Arrow heads, one after the other.
    Arrows,
    /// Two triangles, point to point.
    Hourglass,
    /// Small squares, as of two threads that change places.
    Dots,
}

/// One row of figures, `fore` on `back`, in a frame of x, y, width, height.
pub(super) fn row(c: &mut Canvas, frame: [f32; 4], figure: Figure, fore: Tone, back: Tone) {
    let [x, y, w, h] = frame;
    c.fill(block(x, y, w, h), back);
    let wide = match figure {
        Figure::Teeth => h * 0.9,
        Figure::Diamonds => h * 1.5,
        Figure::Arrows => h * 0.75,
        Figure::Hourglass => h * 1.25,
        Figure::Dots => h * 2.0,
    };
    let count = (w / wide).round().max(1.0);
    let step = w / count;
    let (middle, low) = (y + h / 2.0, y + h);
    for index in 0..count as u16 {
        let left = x + f32::from(index) * step;
        let (center, right) = (left + step / 2.0, left + step);
        match figure {
            Figure::Teeth => c.fill(polygon(&[[left, low], [center, y], [right, low]]), fore),
            Figure::Diamonds => {
                let diamond = |part: f32| {
                    let (dx, dy) = (step * 0.5 * part, h * 0.5 * part);
                    polygon(&[
                        [center - dx, middle],
                        [center, middle - dy],
                        [center + dx, middle],
                        [center, middle + dy],
                    ])
                };
                c.fill(diamond(0.94), fore);
                c.fill(diamond(0.58), back);
                c.fill(diamond(0.28), fore);
            }
            Figure::Arrows => {
                let tip = left + step * 0.62;
                let head = [
                    [left, y],
                    [tip, middle],
                    [left, low],
                    [left + step * 0.4, low],
                    [right, middle],
                    [left + step * 0.4, y],
                ];
                c.fill(polygon(&head), fore);
            }
            Figure::Hourglass => {
                c.fill(polygon(&[[left, y], [right, y], [center, middle]]), fore);
                c.fill(polygon(&[[left, low], [right, low], [center, middle]]), fore);
            }
            Figure::Dots => c.fill(block(left, y, step / 2.0, h), fore),
        }
    }
}

/// A whole band: stripes, dots, and the figure in the middle, in a frame of x, y, width, height.
pub(super) fn band(c: &mut Canvas, frame: [f32; 4], colours: &Colours, figure: Figure) {
    let [x, y, w, h] = frame;
    let Colours { thread, second, ink, paper, .. } = *colours;
    c.fill(block(x, y, w, h), thread);
    let mut at = y;
    let mut stripe = |c: &mut Canvas, part: f32, tone: Tone| {
        c.fill(block(x, at, w, h * part), tone);
        at += h * part;
    };
    for (part, tone) in [(0.06, ink), (0.05, paper), (0.06, thread)] {
        stripe(c, part, tone);
    }
    row(c, [x, y + h * 0.17, w, h * 0.07], Figure::Dots, second, ink);
    row(c, [x, y + h * 0.28, w, h * 0.44], figure, paper, ink);
    row(c, [x, y + h * 0.76, w, h * 0.07], Figure::Dots, second, ink);
    for (part, from_end, tone) in [(0.06, 0.17, thread), (0.05, 0.11, paper), (0.06, 0.06, ink)] {
        c.fill(block(x, y + h * (1.0 - from_end), w, h * part), tone);
    }
}

/// A cloth of many bands over a frame; the rhythm follows from `seed`.
pub(super) fn cloth(c: &mut Canvas, frame: [f32; 4], colours: &Colours, seed: u32) {
    let [x, y, w, h] = frame;
    let Colours { thread, second, ink, paper, .. } = *colours;
    let figures = [Figure::Diamonds, Figure::Teeth, Figure::Arrows, Figure::Hourglass];
    let unit = h / 34.0;
    let mut at = y;
    let mut turn = seed as usize;
    let mut lay = |c: &mut Canvas, height: f32, draw: &mut dyn FnMut(&mut Canvas, [f32; 4])| {
        draw(c, [x, at, w, height + 0.6]);
        at += height;
    };
    // Two wide bands around a plain heart, thin ones between: 34 units in all.
    for (height, kind) in [
        (2.0, 0),
        (0.6, 1),
        (0.6, 2),
        (3.2, 3),
        (0.6, 2),
        (0.6, 1),
        (2.2, 0),
        (0.5, 4),
        (5.4, 5),
        (0.5, 4),
        (1.0, 1),
        (0.6, 2),
        (1.0, 0),
        (0.6, 2),
        (1.0, 1),
        (0.5, 4),
        (5.4, 5),
        (0.5, 4),
        (2.2, 0),
        (0.6, 1),
        (0.6, 2),
        (3.2, 3),
        (0.6, 2),
        (0.6, 1),
        (1.4, 0),
    ] {
        let figure = figures[turn % figures.len()];
        let height: f32 = height * unit;
        match kind {
            0 => lay(c, height, &mut |c, f| c.fill(block(f[0], f[1], f[2], f[3]), thread)),
            1 => lay(c, height, &mut |c, f| c.fill(block(f[0], f[1], f[2], f[3]), ink)),
            2 => lay(c, height, &mut |c, f| c.fill(block(f[0], f[1], f[2], f[3]), second)),
            3 => {
                turn += 1;
                lay(c, height, &mut |c, f| row(c, f, figure, second, ink));
            }
            4 => lay(c, height, &mut |c, f| row(c, f, Figure::Dots, paper, thread)),
            _ => {
                turn += 1;
                lay(c, height, &mut |c, f| row(c, f, figure, paper, ink));
            }
        }
    }
}

/// Light and shadow that make a flat cloth hang: soft folds across its width.
pub(super) fn folds(c: &mut Canvas, frame: [f32; 4], count: u8, strength: f32) {
    let [x, y, w, h] = frame;
    let step = w / f32::from(count);
    for index in 0..count {
        let center = x + (f32::from(index) + 0.5) * step;
        c.glow(center - step * 0.2, y + h / 2.0, step * 0.5, h * 0.95, CREAM, strength);
        c.glow(center + step * 0.32, y + h / 2.0, step * 0.42, h * 0.95, SHADE, strength * 1.3);
    }
    c.fill(block(x, y, w, h), downwards(y, y + h, CREAM.alpha(0.08), SHADE.alpha(0.14)));
}
