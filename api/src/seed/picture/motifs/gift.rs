//! Presents, books, beads.
use super::coffee::BRASS;
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::shape::{block, oval, path, polygon, rounded};
use crate::seed::picture::tone::{CREAM, SHADE, Tone, along, ball, downwards, matte, sideways, tone};
use crate::seed::picture::weave::{Figure, band, row};

pub(super) fn beads(c: &mut Canvas, colours: &Colours) {
    let amber = colours.thread.mix(tone(0xC9752B), 0.55);
    let points: Vec<[f32; 2]> = (0u8..33)
        .map(|index| {
            let turn = f32::from(index) / 33.0 * std::f32::consts::TAU + 1.72;
            let swing = 1.0 + 0.09 * (turn * 3.0).sin() + 0.05 * (turn * 2.0 + 1.0).cos();
            [480.0 + 290.0 * swing * turn.cos(), 430.0 + 270.0 * swing * turn.sin()]
        })
        .collect();
    for [x, y] in &points {
        c.glow(x + 16.0, y + 22.0, 46.0, 40.0, SHADE, 0.42);
    }
    let thread = points
        .iter()
        .enumerate()
        .map(|(i, [x, y])| format!("{}{x} {y} ", if i == 0 { "M" } else { "L" }))
        .collect::<String>();
    c.stroke(path(&thread), 5.0, colours.ink);
    for (index, [x, y]) in points.iter().enumerate() {
        let marker = index % 11 == 10;
        let (r, tone) = if marker { (20.0, BRASS) } else { (28.0, amber) };
        c.fill(oval(*x, *y, r, r), ball(*x, *y, r, tone));
        c.fill(oval(x - r * 0.34, y - r * 0.4, r * 0.24, r * 0.18), CREAM.alpha(0.8));
    }
    // The head, its brass, and the tassel.
    let [x, y] = points[0];
    c.glow(x + 50.0, y + 130.0, 90.0, 130.0, SHADE, 0.3);
    c.turned(-18.0, x, y, |c| {
        c.placed(x, y, 1.0, |c| {
            c.fill(rounded(-17.0, 20.0, 34.0, 92.0, 16.0), matte(-17.0, 17.0, amber));
            c.fill(rounded(-21.0, 108.0, 42.0, 18.0, 6.0), matte(-21.0, 21.0, BRASS));
            let silk = colours.second;
            c.fill(
                path("M-16 124 C-38 170 -44 220 -40 268 L40 268 C44 220 38 170 16 124 Z"),
                sideways(-42.0, 42.0, &[(0.0, silk.down(0.24)), (0.36, silk.up(0.3)), (1.0, silk.down(0.4))]),
            );
            for dx in [-28.0, -16.0, -4.0, 8.0, 20.0, 31.0] {
                c.stroke(
                    path(&format!("M{} 132 C{} 180 {dx} 220 {dx} 276", dx * 0.4, dx * 0.8)),
                    4.0,
                    silk.down(0.42).alpha(0.7),
                );
            }
        });
    });
}

pub(super) fn present(c: &mut Canvas, colours: &Colours) {
    c.shadow(500.0, 818.0, 240.0);
    let (paper, ribbon) = (colours.thread, colours.second);
    c.fill(
        block(290.0, 470.0, 420.0, 346.0),
        sideways(290.0, 710.0, &[(0.0, paper.up(0.16)), (0.6, paper), (1.0, paper.down(0.3))]),
    );
    c.within(block(290.0, 470.0, 420.0, 346.0), |c| {
        for line in 0u8..5 {
            row(
                c,
                [290.0, 530.0 + f32::from(line) * 62.0, 420.0, 22.0],
                Figure::Teeth,
                paper.up(0.2),
                paper.alpha(0.0),
            );
        }
        c.fill(
            block(462.0, 470.0, 76.0, 346.0),
            sideways(462.0, 538.0, &[(0.0, ribbon.down(0.1)), (0.4, ribbon.up(0.36)), (1.0, ribbon.down(0.22))]),
        );
        c.glow(500.0, 474.0, 260.0, 36.0, SHADE, 0.5);
    });
    c.fill(
        rounded(266.0, 396.0, 468.0, 82.0, 10.0),
        sideways(266.0, 734.0, &[(0.0, paper.up(0.28)), (0.6, paper.up(0.06)), (1.0, paper.down(0.26))]),
    );
    c.fill(
        block(456.0, 396.0, 88.0, 82.0),
        sideways(456.0, 544.0, &[(0.0, ribbon.down(0.06)), (0.4, ribbon.up(0.42)), (1.0, ribbon.down(0.2))]),
    );
    // The bow.
    for side in [-1.0f32, 1.0] {
        let x = |dx: f32| 500.0 + side * dx;
        let loop_ = format!(
            "M{} 392 C{} 300 {} 226 {} 262 C{} 300 {} 372 {} 392 Z",
            x(0.0),
            x(60.0),
            x(176.0),
            x(212.0),
            x(226.0),
            x(120.0),
            x(0.0)
        );
        let shade = if side < 0.0 { ribbon.up(0.26) } else { ribbon };
        c.fill(path(&loop_), along([x(30.0), 270.0, x(190.0), 390.0], shade.up(0.2), shade.down(0.3)));
        let inner = format!(
            "M{} 384 C{} 330 {} 282 {} 292 C{} 318 {} 362 {} 384 Z",
            x(34.0),
            x(80.0),
            x(150.0),
            x(176.0),
            x(178.0),
            x(110.0),
            x(34.0)
        );
        c.fill(path(&inner), shade.down(0.46));
        let tail = format!(
            "M{} 396 C{} 430 {} 470 {} 520 L{} 500 L{} 532 C{} 470 {} 430 {} 400 Z",
            x(4.0),
            x(40.0),
            x(90.0),
            x(112.0),
            x(132.0),
            x(160.0),
            x(140.0),
            x(90.0),
            x(20.0)
        );
        c.fill(path(&tail), along([x(10.0), 400.0, x(140.0), 530.0], shade.up(0.14), shade.down(0.26)));
    }
    c.fill(rounded(468.0, 352.0, 64.0, 60.0, 18.0), matte(468.0, 532.0, ribbon));
}

pub(super) fn books(c: &mut Canvas, colours: &Colours) {
    c.shadow(470.0, 820.0, 320.0);
    for (y, h, x, w, tone) in [
        (738.0, 82.0, 190.0, 560.0, colours.ink.up(0.2)),
        (664.0, 74.0, 226.0, 510.0, colours.second),
        (586.0, 78.0, 200.0, 530.0, colours.thread),
    ] {
        c.glow(x + w / 2.0, y + h, w * 0.54, 16.0, SHADE, 0.55);
        c.fill(rounded(x, y, w, h, 10.0), downwards(y, y + h, tone.up(0.24), tone.down(0.3)));
        c.fill(
            block(x + 60.0, y + 9.0, w - 62.0, h - 18.0),
            downwards(y, y + h, tone.down(0.0).mix(CREAM, 0.88), tone.mix(CREAM, 0.62)),
        );
        for line in 1u8..6 {
            let at = y + 9.0 + (h - 18.0) * f32::from(line) / 6.0;
            c.stroke(path(&format!("M{} {at} L{} {at}", x + 66.0, x + w - 6.0)), 1.6, SHADE.alpha(0.2));
        }
        c.fill(
            rounded(x, y, 92.0, h, 10.0),
            sideways(x, x + 92.0, &[(0.0, tone.down(0.3)), (0.4, tone.up(0.22)), (1.0, tone.down(0.1))]),
        );
        c.fill(block(x + 22.0, y, 8.0, h), BRASS.alpha(0.8));
        c.fill(block(x + 64.0, y, 8.0, h), BRASS.alpha(0.8));
    }
    // One stands on top, its cover to us.
    c.placed(-60.0, 10.0, 1.0, |c| {
        c.glow(560.0, 576.0, 210.0, 14.0, SHADE, 0.6);
        c.fill(rounded(420.0, 190.0, 286.0, 390.0, 10.0), CREAM.down(0.2));
        c.fill(
            rounded(404.0, 184.0, 286.0, 392.0, 10.0),
            along([404.0, 184.0, 690.0, 576.0], colours.thread.up(0.2), colours.thread.down(0.3)),
        );
        c.fill(block(404.0, 190.0, 24.0, 380.0), SHADE.alpha(0.2));
        c.stroke(rounded(446.0, 212.0, 218.0, 336.0, 8.0), 5.0, BRASS.up(0.2));
        c.placed(555.0, 352.0, 1.0, |c| star(c, 82.0, BRASS.up(0.15), colours.thread.down(0.12)));
        band(c, [462.0, 466.0, 186.0, 58.0], colours, Figure::Diamonds);
    });
}

/// The eight-pointed star of two squares.
fn star(c: &mut Canvas, r: f32, line: Tone, inside: Tone) {
    for turn in [0.0, 45.0] {
        c.turned(turn, 0.0, 0.0, |c| c.fill(block(-r * 0.72, -r * 0.72, r * 1.44, r * 1.44), line));
    }
    for turn in [0.0, 45.0] {
        c.turned(turn, 0.0, 0.0, |c| c.fill(block(-r * 0.6, -r * 0.6, r * 1.2, r * 1.2), inside));
    }
    c.fill(oval(0.0, 0.0, r * 0.34, r * 0.34), line);
    c.fill(oval(0.0, 0.0, r * 0.22, r * 0.22), inside);
}

pub(super) fn stand(c: &mut Canvas, colours: &Colours) {
    let wood = tone(0x9A5F34);
    c.shadow(500.0, 818.0, 236.0);
    // Two crossed boards.
    c.fill(
        polygon(&[[620.0, 560.0], [690.0, 560.0], [392.0, 816.0], [310.0, 816.0]]),
        along([640.0, 560.0, 340.0, 816.0], wood.down(0.24), wood.down(0.5)),
    );
    c.fill(
        polygon(&[[380.0, 560.0], [310.0, 560.0], [608.0, 816.0], [690.0, 816.0]]),
        along([350.0, 560.0, 660.0, 816.0], wood.up(0.36), wood.down(0.1)),
    );
    for (x, y) in [(412.0, 618.0), (470.0, 668.0), (560.0, 744.0), (610.0, 786.0)] {
        c.fill(polygon(&[[x, y - 15.0], [x + 15.0, y], [x, y + 15.0], [x - 15.0, y]]), BRASS.up(0.2));
    }
    c.glow(500.0, 590.0, 260.0, 40.0, SHADE, 0.5);
    // The cover, the block of pages, the open pages.
    c.fill(path("M190 380 L500 470 L810 380 L826 566 L500 640 L174 566 Z"), colours.thread);
    c.fill(path("M198 366 L500 456 L802 366 L816 552 L500 626 L184 552 Z"), CREAM.down(0.3));
    for (side, light) in [(-1.0f32, 0.0), (1.0, 0.1)] {
        let x = |dx: f32| 500.0 + side * dx;
        let page = || {
            path(&format!(
                "M{} 430 C{} 380 {} 344 {} 350 L{} 540 C{} 534 {} 566 {} 616 Z",
                x(0.0),
                x(80.0),
                x(200.0),
                x(304.0),
                x(316.0),
                x(210.0),
                x(86.0),
                x(0.0)
            ))
        };
        c.fill(page(), along([x(0.0), 400.0, x(310.0), 560.0], CREAM.down(0.24), CREAM.down(light)));
        c.within(page(), |c| {
            let frame = format!(
                "M{} 446 C{} 410 {} 378 {} 380 L{} 516 C{} 512 {} 544 {} 588 Z",
                x(26.0),
                x(100.0),
                x(196.0),
                x(276.0),
                x(288.0),
                x(206.0),
                x(106.0),
                x(28.0)
            );
            c.stroke(path(&frame), 5.0, BRASS);
            for line in 0u8..6 {
                let y = f32::from(line) * 21.0;
                let text = format!(
                    "M{} {} C{} {} {} {} {} {}",
                    x(44.0),
                    464.0 + y,
                    x(110.0),
                    430.0 + y,
                    x(190.0),
                    404.0 + y,
                    x(262.0),
                    402.0 + y
                );
                c.stroke(path(&text), 6.0, colours.ink.alpha(0.5));
            }
        });
    }
    c.stroke(path("M500 430 L500 616"), 5.0, SHADE.alpha(0.4));
    // A ribbon marks the place.
    c.stroke(path("M520 600 C534 650 520 690 536 724"), 13.0, colours.second.up(0.1));
}
