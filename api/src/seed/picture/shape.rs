//! Outlines: from a few letters of SVG's path language, and the usual round and angular ones.
use tiny_skia::{Path, PathBuilder, Rect};

/// An outline; nothing if it has no extent.
pub(super) type Shape = Option<Path>;

enum Step {
    Move([f32; 2]),
    Line([f32; 2]),
    Curve([f32; 6]),
    Close,
}

/// An outline written with absolute `M`, `L`, `C` and `Z`.
pub(super) fn path(text: &str) -> Shape {
    let mut builder = PathBuilder::new();
    for step in steps(text) {
        match step {
            Step::Move([x, y]) => builder.move_to(x, y),
            Step::Line([x, y]) => builder.line_to(x, y),
            Step::Curve([a, b, c, d, x, y]) => builder.cubic_to(a, b, c, d, x, y),
            Step::Close => builder.close(),
        }
    }
    builder.finish()
}

/// A body turned on a lathe: `profile` is its right side from top to bottom as distances from the axis `cx`; its foot is
/// rounded by `bulge`.
pub(super) fn lathe(cx: f32, profile: &str, bulge: f32) -> Shape {
    let mut builder = PathBuilder::new();
    let mut at = [0.0, 0.0];
    let mut back: Vec<(Option<[f32; 4]>, [f32; 2])> = Vec::new();
    for step in steps(profile) {
        match step {
            Step::Move(to) => {
                builder.move_to(cx + to[0], to[1]);
                at = to;
            }
            Step::Line(to) => {
                builder.line_to(cx + to[0], to[1]);
                back.push((None, at));
                at = to;
            }
            Step::Curve([a, b, c, d, x, y]) => {
                builder.cubic_to(cx + a, b, cx + c, d, cx + x, y);
                back.push((Some([c, d, a, b]), at));
                at = [x, y];
            }
            Step::Close => {}
        }
    }
    let [x, y] = at;
    builder.cubic_to(cx + x * 0.6, y + bulge, cx - x * 0.6, y + bulge, cx - x, y);
    for (curve, [x, y]) in back.into_iter().rev() {
        match curve {
            Some([a, b, c, d]) => builder.cubic_to(cx - a, b, cx - c, d, cx - x, y),
            None => builder.line_to(cx - x, y),
        }
    }
    builder.close();
    builder.finish()
}

/// An ellipse.
pub(super) fn oval(cx: f32, cy: f32, rx: f32, ry: f32) -> Shape {
    PathBuilder::from_oval(Rect::from_ltrb(cx - rx, cy - ry, cx + rx, cy + ry)?)
}

/// A rectangle with rounded corners.
pub(super) fn rounded(x: f32, y: f32, w: f32, h: f32, r: f32) -> Shape {
    let r = r.min(w / 2.0).min(h / 2.0);
    let k = r * 0.552;
    let (right, bottom) = (x + w, y + h);
    let mut builder = PathBuilder::new();
    builder.move_to(x + r, y);
    builder.line_to(right - r, y);
    builder.cubic_to(right - r + k, y, right, y + r - k, right, y + r);
    builder.line_to(right, bottom - r);
    builder.cubic_to(right, bottom - r + k, right - r + k, bottom, right - r, bottom);
    builder.line_to(x + r, bottom);
    builder.cubic_to(x + r - k, bottom, x, bottom - r + k, x, bottom - r);
    builder.line_to(x, y + r);
    builder.cubic_to(x, y + r - k, x + r - k, y, x + r, y);
    builder.close();
    builder.finish()
}

/// A rectangle.
pub(super) fn block(x: f32, y: f32, w: f32, h: f32) -> Shape {
    Some(PathBuilder::from_rect(Rect::from_xywh(x, y, w, h)?))
}

/// A shape with straight sides.
pub(super) fn polygon(points: &[[f32; 2]]) -> Shape {
    let mut builder = PathBuilder::new();
    for (index, [x, y]) in points.iter().enumerate() {
        if index == 0 { builder.move_to(*x, *y) } else { builder.line_to(*x, *y) }
    }
    builder.close();
    builder.finish()
}

/// A pointed arch of the Gulf's houses: open below, its foot at `bottom`.
pub(super) fn arch(cx: f32, half: f32, top: f32, bottom: f32) -> Shape {
    let spring = top + half * 1.05;
    let mut builder = PathBuilder::new();
    builder.move_to(cx - half, bottom);
    builder.line_to(cx - half, spring);
    builder.cubic_to(cx - half, spring - half * 0.62, cx - half * 0.42, top + half * 0.2, cx, top);
    builder.cubic_to(cx + half * 0.42, top + half * 0.2, cx + half, spring - half * 0.62, cx + half, spring);
    builder.line_to(cx + half, bottom);
    builder.close();
    builder.finish()
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut letter = ' ';
    let mut numbers: Vec<f32> = Vec::new();
    for word in text.split_whitespace() {
        let (new, rest) = match word.chars().next() {
            Some(first) if first.is_ascii_alphabetic() => (Some(first), &word[1..]),
            _ => (None, word),
        };
        if let Some(new) = new {
            letter = new;
            numbers.clear();
            if new == 'Z' {
                steps.push(Step::Close);
            }
        }
        if let Ok(number) = rest.parse() {
            numbers.push(number);
        }
        let step = match (letter, numbers.as_slice()) {
            ('M', [x, y]) => Step::Move([*x, *y]),
            ('L', [x, y]) => Step::Line([*x, *y]),
            ('C', [a, b, c, d, x, y]) => Step::Curve([*a, *b, *c, *d, *x, *y]),
            _ => continue,
        };
        steps.push(step);
        numbers.clear();
    }
    steps
}
