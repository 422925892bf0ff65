//! Coffee: the pot, the cups, the beans.
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::scene::wisps;
use crate::seed::picture::shape::{lathe, oval, path, polygon, rounded};
use crate::seed::picture::tone::{CREAM, Ink, SHADE, Tone, along, downwards, glazed, matte, metal, sideways, tone};
use crate::seed::picture::weave::{Figure, band, row};

/// Polished brass.
pub(super) const BRASS: Tone = tone(0xC8973C);
const COFFEE: Tone = tone(0x7A4A22);

pub(super) fn dallah(c: &mut Canvas, _: &Colours) {
    c.shadow(505.0, 812.0, 165.0);
    // Behind the body: handle and beak.
    let handle = "M566 446 C636 402 738 424 736 516 C734 596 706 640 640 676";
    c.stroke(path(handle), 30.0, along([570.0, 420.0, 760.0, 660.0], BRASS.down(0.1), BRASS.down(0.55)));
    c.stroke(path(handle), 9.0, along([570.0, 420.0, 740.0, 640.0], BRASS.up(0.65), BRASS.down(0.2)));
    let beak = "M448 452 C392 448 338 412 292 344 C284 332 270 336 262 346 L250 366 C276 470 330 566 424 612 C452 590 462 520 448 452 Z";
    c.fill(path(beak), along([330.0, 360.0, 372.0, 600.0], BRASS.up(0.5), BRASS.down(0.5)));
    c.stroke(path("M440 466 C380 458 330 420 286 356"), 7.0, CREAM.alpha(0.6));
    c.stroke(path("M254 368 C280 468 334 560 424 606"), 5.0, SHADE.alpha(0.35));

    let body = || lathe(500.0, "M82 428 C82 452 64 470 66 502 C72 566 164 612 164 698 C164 752 132 772 118 806", 16.0);
    c.fill(body(), metal(336.0, 664.0, BRASS));
    c.within(body(), |c| {
        // Engraved belts follow the round of the body.
        for (y, r) in [(520.0, 80.0), (548.0, 96.0)] {
            c.stroke(
                path(&format!(
                    "M{} {y} C{} {} {} {} {} {y}",
                    500.0 - r,
                    500.0 - r * 0.5,
                    y + 22.0,
                    500.0 + r * 0.5,
                    y + 22.0,
                    500.0 + r
                )),
                5.0,
                SHADE.alpha(0.42),
            );
        }
        for index in 0u8..9 {
            let x = 360.0 + f32::from(index) * 35.0;
            let dip = 22.0 - (x - 500.0).abs() * 0.11;
            let y = 700.0 + dip;
            c.fill(polygon(&[[x - 15.0, y], [x, y - 34.0], [x + 15.0, y]]), SHADE.alpha(0.3));
            c.fill(polygon(&[[x - 8.0, y - 2.0], [x, y - 20.0], [x + 8.0, y - 2.0]]), CREAM.alpha(0.5));
        }
        c.stroke(path("M330 704 C420 738 580 738 670 704"), 5.0, SHADE.alpha(0.42));
        c.glow(500.0, 812.0, 200.0, 46.0, SHADE, 0.5);
        c.glow(414.0, 660.0, 20.0, 92.0, CREAM, 0.8);
    });
    // Rim, lid, finial.
    c.fill(lathe(500.0, "M92 414 C98 420 98 432 92 438", 12.0), metal(402.0, 598.0, BRASS));
    c.fill(lathe(500.0, "M10 312 C38 326 88 352 92 414", 12.0), metal(408.0, 592.0, BRASS.up(0.06)));
    c.fill(
        lathe(500.0, "M3 196 C6 232 20 240 20 256 C20 270 12 272 12 284 C24 288 24 306 10 316", 4.0),
        metal(478.0, 522.0, BRASS),
    );
    c.glow(462.0, 366.0, 16.0, 42.0, CREAM, 0.75);
    wisps(c, 268.0, 330.0, 210.0, 0.75);
}

/// One handleless cup with its foot at (cx, y), `s` times its size.
fn cup(c: &mut Canvas, cx: f32, y: f32, s: f32, colours: &Colours) {
    c.shadow(cx, y - 2.0, 56.0 * s);
    c.placed(cx, y, s, |c| {
        let body = || lathe(0.0, "M86 -142 C84 -70 62 -20 46 -2", 10.0);
        c.fill(body(), glazed(-88.0, 88.0, tone(0xF7F0E2)));
        c.within(body(), |c| {
            c.fill(
                path("M-100 -86 C-40 -70 40 -70 100 -86 L100 -46 C40 -30 -40 -30 -100 -46 Z"),
                colours.thread.alpha(0.94),
            );
            for index in 0u8..9 {
                let x = -80.0 + f32::from(index) * 20.0;
                let dip = 12.0 - x * x * 0.0016;
                let middle = -66.0 + dip;
                c.fill(
                    polygon(&[[x - 8.0, middle], [x, middle - 13.0], [x + 8.0, middle], [x, middle + 13.0]]),
                    colours.paper,
                );
            }
            c.fill(path("M-100 -100 C-40 -84 40 -84 100 -100 L100 -94 C40 -78 -40 -78 -100 -94 Z"), BRASS);
            c.fill(path("M-100 -38 C-40 -22 40 -22 100 -38 L100 -32 C40 -16 -40 -16 -100 -32 Z"), BRASS);
            c.fill(
                lathe(0.0, "M86 -142 C84 -70 62 -20 46 -2", 10.0),
                sideways(
                    -88.0,
                    88.0,
                    &[
                        (0.0, SHADE.alpha(0.2)),
                        (0.3, CREAM.alpha(0.25)),
                        (0.6, SHADE.alpha(0.02)),
                        (1.0, SHADE.alpha(0.42)),
                    ],
                ),
            );
        });
        c.fill(oval(0.0, -142.0, 86.0, 23.0), sideways(-86.0, 86.0, &[(0.0, tone(0xC9BDA6)), (1.0, tone(0xFFFBF0))]));
        c.fill(
            oval(0.0, -136.0, 76.0, 17.0),
            sideways(-76.0, 76.0, &[(0.0, COFFEE.down(0.3)), (1.0, COFFEE.up(0.12))]),
        );
        c.stroke(oval(0.0, -142.0, 86.0, 23.0), 3.0, BRASS.up(0.4));
    });
}

pub(super) fn cups(c: &mut Canvas, colours: &Colours) {
    c.glow(540.0, 836.0, 440.0, 90.0, SHADE, 0.42);
    c.fill(oval(500.0, 806.0, 376.0, 92.0), metal(124.0, 876.0, BRASS.down(0.2)));
    c.fill(oval(500.0, 794.0, 376.0, 90.0), metal(124.0, 876.0, BRASS));
    c.fill(oval(500.0, 792.0, 346.0, 78.0), along([200.0, 740.0, 800.0, 850.0], BRASS.up(0.34), BRASS.down(0.3)));
    c.stroke(oval(500.0, 792.0, 320.0, 70.0), 3.0, SHADE.alpha(0.25));
    cup(c, 350.0, 776.0, 1.16, colours);
    cup(c, 646.0, 774.0, 1.16, colours);
    cup(c, 496.0, 838.0, 1.36, colours);
    wisps(c, 496.0, 628.0, 250.0, 0.8);
}

/// A roasted bean, lying, turned.
fn bean(c: &mut Canvas, x: f32, y: f32, turn: f32, s: f32) {
    c.glow(x + 6.0 * s, y + 10.0 * s, 32.0 * s, 16.0 * s, SHADE, 0.5);
    c.turned(turn, x, y, |c| {
        c.placed(x, y, s, |c| {
            let roast = tone(0x5A3219);
            c.fill(
                oval(0.0, 0.0, 26.0, 17.0),
                Ink::Around([-8.0, -8.0, 36.0], vec![(0.0, roast.up(0.34)), (0.5, roast), (1.0, roast.down(0.6))]),
            );
            c.stroke(path("M-22 3 C-8 -6 8 8 22 -2"), 4.0, SHADE.alpha(0.8));
        });
    });
}

pub(super) fn bag(c: &mut Canvas, colours: &Colours) {
    let kraft = tone(0xC79A66);
    c.shadow(495.0, 812.0, 200.0);
    let body = || {
        path(
            "M316 262 C318 250 326 246 338 246 L662 246 C674 246 682 250 684 262 C690 420 706 640 700 806 C600 824 400 824 300 806 C294 640 310 420 316 262 Z",
        )
    };
    c.fill(
        body(),
        sideways(
            296.0,
            704.0,
            &[
                (0.0, kraft.down(0.2)),
                (0.12, kraft.up(0.12)),
                (0.4, kraft.up(0.22)),
                (0.75, kraft),
                (1.0, kraft.down(0.38)),
            ],
        ),
    );
    c.within(body(), |c| {
        c.fill(path("M300 246 L352 246 C344 420 332 640 352 830 L290 830 Z"), SHADE.alpha(0.1));
        c.fill(path("M700 246 L650 246 C660 420 668 640 650 830 L720 830 Z"), SHADE.alpha(0.16));
        c.fill(
            path("M290 246 L710 246 L710 318 C560 330 440 330 290 318 Z"),
            downwards(246.0, 326.0, kraft.up(0.3), kraft.down(0.08)),
        );
        c.stroke(path("M310 319 C440 331 560 331 692 319"), 4.0, SHADE.alpha(0.28));
        c.glow(560.0, 560.0, 60.0, 260.0, CREAM, 0.12);
        band(c, [280.0, 690.0, 440.0, 84.0], colours, Figure::Diamonds);
        c.fill(
            path("M280 690 L720 690 L720 774 L280 774 Z"),
            sideways(296.0, 704.0, &[(0.0, SHADE.alpha(0.3)), (0.3, CREAM.alpha(0.08)), (1.0, SHADE.alpha(0.4))]),
        );
    });
    // Tin tie.
    c.fill(rounded(300.0, 232.0, 400.0, 30.0, 12.0), downwards(232.0, 262.0, kraft.up(0.42), kraft.down(0.26)));
    // Label with a coffee pot's outline.
    c.fill(
        rounded(388.0, 384.0, 224.0, 250.0, 16.0),
        along([388.0, 384.0, 612.0, 634.0], colours.paper, colours.paper.down(0.12)),
    );
    c.stroke(rounded(400.0, 396.0, 200.0, 226.0, 10.0), 3.0, colours.thread);
    c.placed(498.0, 498.0, 0.30, |c| {
        c.fill(lathe(0.0, "M20 -250 C60 -230 84 -200 84 -170 C84 -120 66 -110 70 -80 C80 -20 160 20 160 100 C160 160 130 180 118 210", 12.0), colours.thread);
        c.fill(path("M-50 -120 C-120 -130 -170 -170 -210 -240 L-246 -220 C-220 -110 -160 -20 -70 20 Z"), colours.thread);
        c.stroke(path("M70 -130 C150 -170 240 -140 238 -50 C236 20 200 60 140 90"), 30.0, colours.thread);
    });
    row(c, [424.0, 584.0, 152.0, 16.0], Figure::Teeth, colours.thread, colours.paper);
    for (x, y, turn, s) in [
        (232.0, 838.0, 20.0, 1.1),
        (286.0, 872.0, -30.0, 1.2),
        (196.0, 886.0, 70.0, 1.2),
        (742.0, 846.0, -20.0, 1.1),
        (800.0, 882.0, 40.0, 1.25),
        (356.0, 902.0, 5.0, 1.15),
        (706.0, 900.0, 80.0, 1.2),
        (600.0, 890.0, -50.0, 1.1),
    ] {
        bean(c, x, y, turn, s);
    }
    c.fill(matte_foot(), matte(300.0, 700.0, kraft.down(0.2)));
}

fn matte_foot() -> crate::seed::picture::shape::Shape {
    path("M300 800 C400 820 600 820 700 800 L700 807 C600 825 400 825 300 807 Z")
}
