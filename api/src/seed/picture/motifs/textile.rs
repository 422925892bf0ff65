//! Cloth: folded, stuffed, rolled.
use super::coffee::BRASS;
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::shape::{block, oval, path, rounded};
use crate::seed::picture::tone::{CREAM, Ink, SHADE, Tone, along, downwards, sideways, tone};
use crate::seed::picture::weave::{Figure, band, cloth, row};

const LEATHER: Tone = tone(0x7A4526);

pub(super) fn stack(c: &mut Canvas, colours: &Colours) {
    c.shadow(500.0, 822.0, 300.0);
    let natural = colours.paper.mix(colours.second, 0.12);
    layer(c, 820.0, 96.0, 330.0, colours.ink.up(0.12), colours, None);
    layer(c, 730.0, 92.0, 320.0, natural, colours, Some(Figure::Teeth));
    layer(c, 644.0, 92.0, 326.0, colours.second, colours, None);
    layer(c, 558.0, 110.0, 314.0, colours.thread, colours, Some(Figure::Diamonds));
    // The topmost hangs over the front with its fringe.
    let drop = || path("M400 448 C470 442 560 442 624 448 L640 700 C560 712 468 712 392 700 Z");
    c.glow(520.0, 600.0, 170.0, 170.0, SHADE, 0.32);
    c.within(drop(), |c| {
        cloth(c, [380.0, 436.0, 280.0, 276.0], colours, 1);
        c.fill(
            block(380.0, 436.0, 280.0, 276.0),
            sideways(
                390.0,
                640.0,
                &[
                    (0.0, SHADE.alpha(0.16)),
                    (0.24, CREAM.alpha(0.16)),
                    (0.55, SHADE.alpha(0.02)),
                    (0.7, CREAM.alpha(0.06)),
                    (1.0, SHADE.alpha(0.34)),
                ],
            ),
        );
        c.fill(block(380.0, 436.0, 280.0, 60.0), downwards(436.0, 496.0, CREAM.alpha(0.34), CREAM.alpha(0.0)));
    });
    for index in 0u8..20 {
        let x = 398.0 + f32::from(index) * 12.6;
        let lean = f32::from(index * 5 % 7) - 3.0;
        c.stroke(
            path(&format!("M{x} 706 L{} {}", x + lean, 742.0 + f32::from(index * 3 % 5))),
            4.5,
            if index % 3 == 0 { colours.thread } else { natural },
        );
    }
}

/// One folded cloth: `bottom`, height, half width; the fold is at the left.
fn layer(c: &mut Canvas, bottom: f32, h: f32, half: f32, tone: Tone, colours: &Colours, figure: Option<Figure>) {
    let (x, top) = (500.0 - half, bottom - h);
    let outline = || rounded(x, top, half * 2.0, h, h * 0.46);
    c.glow(510.0, bottom + 2.0, half * 1.04, 22.0, SHADE, 0.5);
    c.fill(outline(), downwards(top, bottom, tone.up(0.26), tone.down(0.3)));
    c.within(outline(), |c| {
        if let Some(figure) = figure {
            band(c, [x, top + h * 0.16, half * 2.0, h * 0.68], colours, figure);
        }
        // Each cloth lies four times: three dark lines that end before the fold.
        for part in [0.27, 0.5, 0.73] {
            let y = top + h * part;
            let line = format!(
                "M{} {y} C{} {} {} {} {} {y}",
                x + h * 0.34,
                x + half * 0.7,
                y + 3.0,
                x + half * 1.4,
                y - 3.0,
                x + half * 2.0
            );
            let strength = if figure.is_some() { 0.2 } else { 0.4 };
            c.stroke(path(&line), 4.0, SHADE.alpha(strength));
        }
        c.fill(block(x, top, half * 2.0, h), downwards(top, bottom, CREAM.alpha(0.2), SHADE.alpha(0.3)));
        c.fill(
            block(x, top, half * 2.0, h),
            sideways(
                x,
                x + half * 2.0,
                &[
                    (0.0, SHADE.alpha(0.24)),
                    (0.14, CREAM.alpha(0.16)),
                    (0.6, SHADE.alpha(0.0)),
                    (1.0, SHADE.alpha(0.34)),
                ],
            ),
        );
    });
}

pub(super) fn cushion(c: &mut Canvas, colours: &Colours) {
    c.shadow(505.0, 822.0, 260.0);
    for (x, y, turn) in [(226.0, 296.0, 135.0), (764.0, 288.0, -135.0), (214.0, 806.0, 50.0), (780.0, 806.0, -50.0)] {
        tassel(c, x, y, turn, colours);
    }
    let outline = || {
        path(
            "M226 292 C330 330 660 326 768 284 C738 420 742 680 782 810 C660 836 340 838 212 810 C254 680 258 430 226 292 Z",
        )
    };
    c.fill(outline(), colours.thread);
    c.within(outline(), |c| {
        c.turned(-1.5, 500.0, 560.0, |c| cloth(c, [190.0, 270.0, 620.0, 580.0], colours, 2));
        c.glow(430.0, 480.0, 330.0, 300.0, CREAM, 0.36);
        for (x, y) in [(200.0, 550.0), (800.0, 550.0)] {
            c.glow(x, y, 130.0, 360.0, SHADE, 0.55);
        }
        c.glow(520.0, 850.0, 420.0, 150.0, SHADE, 0.62);
        c.glow(500.0, 280.0, 380.0, 60.0, SHADE, 0.25);
        for crease in [
            "M228 296 C270 340 300 372 316 420",
            "M766 288 C728 340 704 370 690 414",
            "M216 806 C260 770 290 736 304 700",
            "M778 806 C740 776 712 744 698 706",
        ] {
            c.stroke(path(crease), 16.0, SHADE.alpha(0.16));
        }
    });
    c.stroke(outline(), 7.0, along([220.0, 280.0, 780.0, 820.0], colours.second.up(0.3), colours.second.down(0.4)));
}

fn tassel(c: &mut Canvas, x: f32, y: f32, turn: f32, colours: &Colours) {
    c.turned(turn, x, y, |c| {
        c.placed(x, y, 1.0, |c| {
            c.fill(
                path("M-10 20 C-30 50 -30 84 -26 104 L26 104 C30 84 30 50 10 20 Z"),
                sideways(
                    -28.0,
                    28.0,
                    &[(0.0, colours.second.down(0.2)), (0.4, colours.second.up(0.3)), (1.0, colours.second.down(0.4))],
                ),
            );
            for dx in [-16.0, -6.0, 5.0, 15.0] {
                c.stroke(path(&format!("M{} 40 L{dx} 102", dx * 0.4)), 3.0, SHADE.alpha(0.35));
            }
            c.fill(oval(0.0, 20.0, 15.0, 13.0), colours.thread);
        });
    });
}

pub(super) fn blanket(c: &mut Canvas, colours: &Colours) {
    c.shadow(510.0, 820.0, 330.0);
    let warm = colours.thread;
    let roll = |y: f32, r: f32| rounded(180.0, y - r, 660.0, r * 2.0, r * 0.9);
    for (y, r, tone) in [(690.0, 128.0, colours.second.mix(colours.paper, 0.15)), (452.0, 118.0, warm)] {
        if y < 600.0 {
            c.glow(510.0, 572.0, 330.0, 40.0, SHADE, 0.6);
        }
        c.fill(roll(y, r), downwards(y - r, y + r, tone.up(0.3), tone.down(0.46)));
        c.within(roll(y, r), |c| {
            for (x, w, figure) in
                [(340.0, 70.0, Figure::Diamonds), (600.0, 70.0, Figure::Teeth), (720.0, 44.0, Figure::Dots)]
            {
                c.turned(90.0, x, y, |c| {
                    row(c, [x - r, y - w / 2.0, r * 2.0, w], figure, colours.paper, colours.ink);
                    c.fill(block(x - r, y - w / 2.0 - 9.0, r * 2.0, 5.0), colours.paper);
                    c.fill(block(x - r, y + w / 2.0 + 4.0, r * 2.0, 5.0), colours.paper);
                });
            }
            let light = vec![
                (0.0, SHADE.alpha(0.1)),
                (0.26, CREAM.alpha(0.34)),
                (0.5, SHADE.alpha(0.0)),
                (1.0, SHADE.alpha(0.6)),
            ];
            c.fill(block(170.0, y - r, 680.0, r * 2.0), Ink::Across([0.0, y - r, 0.0, y + r], light));
        });
        end(c, 214.0, y, r, tone);
        c.fill(
            rounded(450.0, y - r - 5.0, 40.0, r * 2.0 + 10.0, 14.0),
            downwards(y - r, y + r, LEATHER.up(0.35), LEATHER.down(0.45)),
        );
        c.stroke(rounded(443.0, y - 30.0, 54.0, 60.0, 8.0), 8.0, BRASS);
    }
}

/// The end of a roll: an oval with the spiral of its layers.
fn end(c: &mut Canvas, x: f32, y: f32, r: f32, tone: Tone) {
    c.fill(oval(x, y, r * 0.46, r * 0.98), along([x - 40.0, y - r, x + 40.0, y + r], tone.up(0.34), tone.down(0.2)));
    for step in 0u8..4 {
        let part = 0.86 - f32::from(step) * 0.22;
        c.stroke(oval(x + 2.0, y + 2.0, r * 0.46 * part, r * 0.98 * part), 7.0, tone.down(0.38).alpha(0.8));
        c.stroke(oval(x - 1.0, y - 2.0, r * 0.46 * part, r * 0.98 * part), 3.0, CREAM.alpha(0.3));
    }
}
