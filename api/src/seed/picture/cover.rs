//! Covers and marks: the weave at its widest, and a sign that is legible in the corner of a phone.
use super::Mark;
use super::canvas::Canvas;
use super::palette::Colours;
use super::shape::{arch, block, oval, path};
use super::tone::{CREAM, SHADE, along, downwards};
use super::weave::{Figure, cloth, folds, row};

/// A cloth that hangs in soft folds, on a calm ground, 1600 by 900.
pub(super) fn draw(c: &mut Canvas, colours: &Colours, seed: u32) {
    let wall = colours.wall;
    c.fill(block(0.0, 0.0, 1600.0, 900.0), along([0.0, 0.0, 1600.0, 900.0], wall.up(0.3), wall.down(0.08)));
    c.glow(300.0, 0.0, 1100.0, 700.0, CREAM, 0.35);
    // The cloth falls a little askew, as one thrown over a line.
    c.turned(-7.0, 800.0, 450.0, |c| {
        let frame = [-160.0, 150.0, 1920.0, 640.0];
        c.glow(820.0, 800.0, 1200.0, 110.0, SHADE, 0.4);
        c.within(path("M-160 150 L1760 150 L1760 780 C1200 800 500 780 -160 792 Z"), |c| {
            cloth(c, frame, colours, seed);
            folds(c, frame, 7, 0.13);
        });
        fringe(c, colours);
    });
    c.fill(block(0.0, 0.0, 1600.0, 900.0), downwards(0.0, 900.0, CREAM.alpha(0.05), SHADE.alpha(0.16)));
}

fn fringe(c: &mut Canvas, colours: &Colours) {
    for index in 0u16..112 {
        let x = -130.0 + f32::from(index) * 17.0;
        let lean = f32::from(index * 7 % 5) - 2.0;
        let length = 52.0 + f32::from(index * 11 % 4) * 5.0;
        let tone = if index % 4 == 0 { colours.thread } else { colours.paper.down(0.08) };
        c.stroke(path(&format!("M{x} 788 L{} {}", x + lean, 788.0 + length)), 5.0, tone);
    }
}

/// A sign on a ground of the thread's colour, 1000 by 1000.
pub(super) fn mark(c: &mut Canvas, colours: &Colours, mark: Mark) {
    let Colours { thread, second, ink, paper, .. } = *colours;
    c.fill(block(0.0, 0.0, 1000.0, 1000.0), along([0.0, 0.0, 1000.0, 1000.0], thread.up(0.06), thread.down(0.14)));
    match mark {
        Mark::Door => {
            c.fill(arch(500.0, 252.0, 190.0, 800.0), paper);
            c.fill(arch(500.0, 176.0, 330.0, 800.0), thread.down(0.06));
            c.fill(arch(500.0, 118.0, 430.0, 800.0), second);
            c.fill(oval(548.0, 652.0, 15.0, 15.0), ink);
            row(c, [200.0, 800.0, 600.0, 62.0], Figure::Diamonds, paper, thread.down(0.3));
        }
        Mark::Palm => {
            // Leaves in pairs, each bending to its side; the fruit below them; a dune.
            for (side, turns) in [(-1.0f32, [-34.0, 2.0, 38.0]), (1.0, [34.0, -2.0, -38.0])] {
                let leaf = format!(
                    "M0 0 C{} -92 {} -120 {} -36 C{} -78 {} -66 0 0 Z",
                    side * 60.0,
                    side * 190.0,
                    side * 276.0,
                    side * 196.0,
                    side * 96.0
                );
                for (turn, tone) in turns.into_iter().zip([second, paper, second]) {
                    c.turned(turn, 500.0, 404.0, |c| c.placed(500.0, 404.0, 1.16, |c| c.fill(path(&leaf), tone)));
                }
            }
            c.fill(path("M500 410 C462 340 466 240 500 150 C534 240 538 340 500 410 Z"), paper);
            c.fill(path("M482 400 C484 560 474 690 452 790 L548 790 C526 690 516 560 518 400 Z"), paper);
            for (x, y) in [(452.0, 448.0), (548.0, 448.0)] {
                c.fill(oval(x, y, 25.0, 32.0), second);
            }
            c.fill(path("M210 836 C330 770 430 760 520 786 C620 812 700 806 790 776 C740 836 700 850 640 852 L300 852 C260 852 230 848 210 836 Z"), second);
        }
    }
}
