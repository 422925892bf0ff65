//! Under the open sky: a kite, a well, a palm, a tent, a dome.
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::shape::{arch, block, lathe, oval, path, polygon, rounded};
use crate::seed::picture::tone::{CREAM, SHADE, along, downwards, matte, metal, sideways, tone};
use crate::seed::picture::weave::{Figure, band, row};

pub(super) fn kite(c: &mut Canvas, colours: &Colours) {
    let line = "M410 500 C380 640 470 720 420 800 C390 850 330 880 250 900";
    c.stroke(path(line), 4.0, SHADE.alpha(0.55));
    c.turned(-16.0, 410.0, 330.0, |c| {
        let whole = [[410.0, 96.0], [580.0, 300.0], [410.0, 560.0], [240.0, 300.0]];
        c.glow(440.0, 350.0, 190.0, 250.0, SHADE, 0.2);
        c.within(polygon(&whole), |c| {
            c.fill(polygon(&[[410.0, 96.0], [240.0, 300.0], [410.0, 300.0]]), colours.thread.up(0.16));
            c.fill(polygon(&[[410.0, 96.0], [580.0, 300.0], [410.0, 300.0]]), colours.paper);
            c.fill(polygon(&[[410.0, 560.0], [240.0, 300.0], [410.0, 300.0]]), colours.second);
            c.fill(polygon(&[[410.0, 560.0], [580.0, 300.0], [410.0, 300.0]]), colours.thread.down(0.12));
            band(c, [230.0, 262.0, 360.0, 78.0], colours, Figure::Diamonds);
            c.fill(block(410.0, 90.0, 180.0, 480.0), SHADE.alpha(0.12));
        });
        c.stroke(polygon(&whole), 7.0, colours.ink.alpha(0.85));
        c.stroke(path("M410 96 L410 560 M240 300 L580 300"), 4.0, colours.ink.alpha(0.7));
    });
    for (x, y, turn, tone) in [
        (404.0, 664.0, 20.0, colours.thread),
        (448.0, 724.0, -30.0, colours.second),
        (410.0, 802.0, 24.0, colours.paper),
        (348.0, 858.0, 60.0, colours.thread),
    ] {
        c.turned(turn, x, y, |c| {
            c.fill(polygon(&[[x, y], [x - 40.0, y - 22.0], [x - 40.0, y + 22.0]]), tone.up(0.1));
            c.fill(polygon(&[[x, y], [x + 40.0, y - 22.0], [x + 40.0, y + 22.0]]), tone.down(0.12));
        });
    }
    for (x, y, s) in [(820.0, 470.0, 1.0), (872.0, 430.0, 0.7), (770.0, 416.0, 0.6)] {
        c.placed(x, y, s, |c| {
            c.stroke(path("M-34 -10 C-20 -26 -8 -14 0 0 C8 -14 20 -26 34 -10"), 6.0, SHADE.alpha(0.6))
        });
    }
}

pub(super) fn well(c: &mut Canvas, colours: &Colours) {
    let stone = colours.table.mix(tone(0xC9B79A), 0.7);
    let wood = tone(0x7D4E2C);
    c.shadow(500.0, 846.0, 250.0);
    // Posts and roof.
    for x in [318.0, 646.0] {
        c.fill(block(x, 330.0, 36.0, 330.0), sideways(x, x + 36.0, &[(0.0, wood.up(0.26)), (1.0, wood.down(0.34))]));
    }
    c.fill(rounded(300.0, 408.0, 400.0, 26.0, 13.0), downwards(408.0, 434.0, wood.up(0.3), wood.down(0.4)));
    for step in 0u8..6 {
        c.fill(
            rounded(462.0 + f32::from(step) * 14.0, 400.0, 13.0, 42.0, 6.0),
            downwards(400.0, 442.0, tone(0xE3CFA0), tone(0x9A7F4E)),
        );
    }
    c.stroke(path("M700 420 L748 420 L748 478"), 13.0, metal(700.0, 756.0, tone(0x77736A)));
    c.stroke(path("M500 440 L500 560"), 7.0, tone(0xCDB27C));
    c.fill(
        polygon(&[[500.0, 176.0], [768.0, 348.0], [232.0, 348.0]]),
        sideways(
            232.0,
            768.0,
            &[(0.0, colours.thread.up(0.24)), (0.5, colours.thread), (1.0, colours.thread.down(0.32))],
        ),
    );
    c.within(polygon(&[[500.0, 176.0], [768.0, 348.0], [232.0, 348.0]]), |c| {
        row(c, [232.0, 302.0, 536.0, 30.0], Figure::Diamonds, colours.paper, colours.thread.down(0.34));
        row(c, [232.0, 256.0, 536.0, 20.0], Figure::Teeth, colours.second, colours.thread.down(0.2));
    });
    c.fill(rounded(216.0, 342.0, 568.0, 22.0, 8.0), downwards(342.0, 364.0, wood.up(0.26), wood.down(0.34)));
    // Water inside, then the ring of stones.
    c.fill(oval(500.0, 640.0, 230.0, 58.0), stone.down(0.62));
    c.fill(oval(500.0, 652.0, 196.0, 42.0), along([300.0, 620.0, 700.0, 690.0], tone(0x2E7F95), tone(0x8FD0D6)));
    c.stroke(path("M420 652 C450 642 480 642 510 650 M540 664 C570 656 600 658 620 662"), 6.0, CREAM.alpha(0.6));
    // Bucket.
    c.stroke(path("M452 600 C456 540 544 540 548 600"), 7.0, tone(0x77736A));
    c.fill(lathe(500.0, "M56 590 L44 672", 10.0), matte(444.0, 556.0, wood.up(0.1)));
    c.fill(oval(500.0, 590.0, 56.0, 15.0), tone(0x6FBAC6));
    c.stroke(oval(500.0, 590.0, 56.0, 15.0), 6.0, wood.down(0.2));
    c.stroke(path("M448 634 C480 646 520 646 552 634"), 7.0, tone(0x77736A));
    let ring = || path("M270 640 C330 706 670 706 730 640 L716 806 C660 862 340 862 284 806 Z");
    c.fill(ring(), matte(270.0, 730.0, stone));
    c.within(ring(), |c| {
        for line in 0u8..4 {
            let y = 668.0 + f32::from(line) * 46.0;
            for cell in 0u8..8 {
                let x = 232.0 + f32::from(cell) * 76.0 + if line % 2 == 0 { 0.0 } else { 38.0 };
                let dip = 22.0 - (x - 470.0).powi(2) * 0.0004;
                let shade = f32::from((cell * 3 + line * 5) % 4) * 0.06;
                c.fill(
                    rounded(x, y + dip - 22.0, 70.0, 40.0, 14.0),
                    downwards(y + dip - 22.0, y + dip + 18.0, stone.up(0.34 - shade), stone.down(0.1 + shade)),
                );
            }
        }
        c.fill(
            block(260.0, 630.0, 480.0, 230.0),
            sideways(
                270.0,
                730.0,
                &[(0.0, SHADE.alpha(0.2)), (0.3, CREAM.alpha(0.14)), (0.6, SHADE.alpha(0.04)), (1.0, SHADE.alpha(0.5))],
            ),
        );
    });
    c.stroke(
        path("M270 640 C330 706 670 706 730 640"),
        22.0,
        sideways(270.0, 730.0, &[(0.0, stone.up(0.1)), (0.3, stone.up(0.55)), (1.0, stone.down(0.3))]),
    );
}

pub(super) fn palm(c: &mut Canvas, _: &Colours) {
    let (bark, leaf) = (tone(0x8A6238), tone(0x5F7F3A));
    c.shadow(450.0, 846.0, 130.0);
    let trunk = || path("M424 850 C440 700 452 540 470 330 L528 330 C516 540 518 700 540 850 Z");
    c.fill(trunk(), sideways(424.0, 540.0, &[(0.0, bark.up(0.34)), (0.4, bark), (1.0, bark.down(0.5))]));
    c.within(trunk(), |c| {
        for step in 0u8..22 {
            let y = 352.0 + f32::from(step) * 24.0;
            c.fill(
                polygon(&[
                    [410.0, y],
                    [480.0, y + 17.0],
                    [560.0, y],
                    [560.0, y + 7.0],
                    [480.0, y + 25.0],
                    [410.0, y + 7.0],
                ]),
                SHADE.alpha(0.34),
            );
        }
    });
    // Fronds behind, the crown, dates, fronds before.
    for (turn, s, dark) in
        [(-128.0, 0.92, 0.34), (-92.0, 0.84, 0.28), (-52.0, 0.96, 0.34), (-20.0, 1.0, 0.3), (-160.0, 1.0, 0.3)]
    {
        frond(c, turn, s, leaf.down(dark));
    }
    c.fill(oval(498.0, 334.0, 38.0, 30.0), matte(460.0, 536.0, leaf.down(0.2)));
    for (x, y) in [(440.0, 372.0), (560.0, 376.0)] {
        for index in 0u8..14 {
            let dx = f32::from(index % 4) * 15.0 - 22.0;
            let dy = f32::from(index / 4) * 22.0 + f32::from(index % 2) * 8.0;
            c.fill(
                oval(x + dx, y + dy, 11.0, 15.0),
                along([x + dx - 10.0, y + dy - 14.0, x + dx + 10.0, y + dy + 14.0], tone(0xE2A038), tone(0x8C3F16)),
            );
        }
    }
    for (turn, s, light) in [
        (-176.0, 1.05, 0.1),
        (-146.0, 1.1, 0.24),
        (-110.0, 0.86, 0.16),
        (-72.0, 0.86, 0.1),
        (-34.0, 1.1, 0.2),
        (-4.0, 1.05, 0.02),
        (22.0, 0.9, 0.06),
        (158.0, 0.9, 0.16),
    ] {
        frond(c, turn, s, leaf.up(light));
    }
    for (x, y, s) in [(250.0, 842.0, 1.0), (720.0, 822.0, 0.8), (640.0, 900.0, 1.1)] {
        c.placed(x, y, s, |c| {
            c.stroke(
                path("M0 0 C-10 -30 -24 -44 -40 -54 M0 0 C-2 -34 -2 -52 2 -72 M0 0 C8 -28 24 -42 38 -48"),
                7.0,
                leaf.down(0.2),
            )
        });
    }
}

fn frond(c: &mut Canvas, turn: f32, s: f32, tone: crate::seed::picture::tone::Tone) {
    c.turned(turn, 498.0, 322.0, |c| {
        c.placed(498.0, 322.0, s, |c| {
            // A rib that bends down at its end, leaflets on both sides.
            let down = if (-90.0..90.0).contains(&turn) { 1.0 } else { -1.0 };
            let at = |t: f32| [t * 320.0, down * t * t * 110.0];
            for step in 1u8..=24 {
                let t = f32::from(step) / 24.0;
                let [x, y] = at(t);
                let length = 84.0 * (1.0 - (t - 0.45).powi(2) * 1.9);
                for side in [-1.0f32, 1.0] {
                    let (tip_x, tip_y) = (x + length * 0.62, y + side * length * 0.52 + down * length * 0.34);
                    let shade = if side * down < 0.0 { tone.up(0.16) } else { tone.down(0.14) };
                    c.fill(
                        path(&format!(
                            "M{} {y} C{} {} {} {} {tip_x} {tip_y} C{} {} {} {} {} {y} Z",
                            x - 7.0,
                            x + 6.0,
                            y + side * 8.0,
                            x + length * 0.3,
                            y + side * length * 0.4,
                            x + length * 0.44,
                            y + side * length * 0.3,
                            x + 18.0,
                            y + side * 4.0,
                            x + 9.0
                        )),
                        shade,
                    );
                }
            }
            let [x, y] = at(1.0);
            c.stroke(path(&format!("M0 0 C110 0 210 {} {x} {y}", down * 40.0)), 7.0, tone.down(0.3));
        });
    });
}

pub(super) fn tent(c: &mut Canvas, colours: &Colours) {
    c.shadow(500.0, 838.0, 350.0);
    let goat = tone(0x2B2530);
    // The cloth over three poles, open in front, light inside.
    let roof = "M70 640 C170 560 250 470 300 380 C360 420 430 400 500 330 C570 400 640 420 700 380 C750 470 830 560 930 640 L880 836 L120 836 Z";
    c.fill(path(roof), downwards(330.0, 836.0, goat.up(0.22), goat));
    c.within(path(roof), |c| {
        for y in [452.0, 520.0] {
            c.stroke(
                path(&format!(
                    "M40 {} C240 {} 300 {} 500 {} C700 {} 760 {} 960 {}",
                    y + 150.0,
                    y + 60.0,
                    y - 10.0,
                    y - 30.0,
                    y - 10.0,
                    y + 60.0,
                    y + 150.0
                )),
                17.0,
                colours.thread.alpha(0.95),
            );
            c.stroke(
                path(&format!(
                    "M40 {} C240 {} 300 {} 500 {} C700 {} 760 {} 960 {}",
                    y + 172.0,
                    y + 82.0,
                    y + 12.0,
                    y - 8.0,
                    y + 12.0,
                    y + 82.0,
                    y + 172.0
                )),
                5.0,
                colours.paper.alpha(0.9),
            );
        }
    });
    let opening = || path("M250 836 L318 640 C440 600 560 600 682 640 L750 836 Z");
    c.fill(opening(), downwards(610.0, 836.0, tone(0xF2B457), tone(0xA9501E)));
    c.within(opening(), |c| {
        c.glow(500.0, 760.0, 220.0, 150.0, tone(0xFFE9A8), 0.8);
        c.fill(block(240.0, 800.0, 520.0, 40.0), colours.thread.down(0.3));
        row(c, [240.0, 806.0, 520.0, 24.0], Figure::Diamonds, colours.paper, colours.thread.down(0.2));
        // A lamp, a kettle, two cushions.
        c.fill(
            rounded(330.0, 748.0, 96.0, 58.0, 22.0),
            downwards(748.0, 806.0, colours.thread.up(0.2), colours.thread.down(0.3)),
        );
        c.fill(
            rounded(578.0, 748.0, 96.0, 58.0, 22.0),
            downwards(748.0, 806.0, colours.second.up(0.1), colours.second.down(0.4)),
        );
        c.fill(lathe(500.0, "M18 742 C46 756 50 780 42 804", 4.0), tone(0x5A2A18));
        c.stroke(path("M474 752 C474 724 526 724 526 752"), 6.0, tone(0x5A2A18));
    });
    for (x, top) in [(300.0, 362.0), (500.0, 312.0), (700.0, 362.0)] {
        c.fill(rounded(x - 7.0, top, 14.0, 40.0, 6.0), tone(0x8A6238));
    }
    for line in ["M84 646 L10 812", "M160 570 L60 830", "M916 646 L990 812", "M840 570 L940 830"] {
        c.stroke(path(line), 4.0, CREAM.alpha(0.55));
    }
    c.glow(500.0, 858.0, 330.0, 36.0, tone(0xFFC56A), 0.5);
}

pub(super) fn dome(c: &mut Canvas, colours: &Colours) {
    let wall = tone(0xF0E2C6);
    c.shadow(520.0, 846.0, 340.0);
    // The minaret.
    c.fill(
        block(228.0, 300.0, 92.0, 540.0),
        sideways(228.0, 320.0, &[(0.0, wall), (0.4, wall.up(0.2)), (1.0, wall.down(0.36))]),
    );
    c.fill(
        rounded(212.0, 396.0, 124.0, 26.0, 6.0),
        sideways(212.0, 336.0, &[(0.0, wall.up(0.2)), (1.0, wall.down(0.34))]),
    );
    c.fill(
        rounded(212.0, 286.0, 124.0, 24.0, 6.0),
        sideways(212.0, 336.0, &[(0.0, wall.up(0.2)), (1.0, wall.down(0.34))]),
    );
    c.fill(lathe(274.0, "M4 176 C8 206 52 216 48 286", 0.0), matte(226.0, 322.0, colours.second));
    row(c, [228.0, 452.0, 92.0, 30.0], Figure::Diamonds, colours.thread, wall.down(0.06));
    for y in [330.0, 540.0, 660.0] {
        c.fill(arch(274.0, 16.0, y, y + 58.0), tone(0xF7C56B));
    }
    // The hall under its dome.
    c.fill(lathe(560.0, "M5 250 C14 290 196 330 186 476", 0.0), matte(364.0, 756.0, colours.second));
    c.within(lathe(560.0, "M5 250 C14 290 196 330 186 476", 0.0), |c| {
        for dx in [-120.0, -60.0, 0.0, 60.0, 120.0] {
            c.stroke(
                path(&format!("M560 250 C{} 320 {} 400 {} 480", 560.0 + dx * 0.9, 560.0 + dx * 1.2, 560.0 + dx * 1.2)),
                4.0,
                SHADE.alpha(0.24),
            );
        }
        c.glow(490.0, 370.0, 60.0, 100.0, CREAM, 0.4);
    });
    c.fill(block(374.0, 470.0, 372.0, 50.0), sideways(374.0, 746.0, &[(0.0, wall.up(0.1)), (1.0, wall.down(0.3))]));
    row(c, [374.0, 482.0, 372.0, 26.0], Figure::Diamonds, colours.thread, wall.alpha(0.0));
    c.fill(
        block(330.0, 516.0, 470.0, 324.0),
        sideways(330.0, 800.0, &[(0.0, wall.up(0.16)), (0.5, wall), (1.0, wall.down(0.3))]),
    );
    for x in 0u8..12 {
        c.fill(rounded(332.0 + f32::from(x) * 39.2, 498.0, 28.0, 24.0, 6.0), wall.down(0.06));
    }
    c.fill(arch(565.0, 82.0, 584.0, 840.0), colours.thread.down(0.3));
    c.fill(arch(565.0, 62.0, 618.0, 840.0), downwards(618.0, 840.0, tone(0xFFE1A0), tone(0xD9863A)));
    for x in [410.0, 720.0] {
        c.fill(arch(x, 34.0, 640.0, 760.0), colours.thread.down(0.2));
        c.fill(arch(x, 23.0, 660.0, 760.0), downwards(660.0, 760.0, tone(0xFFE1A0), tone(0xE0A04E)));
    }
    for (x, y) in [(274.0, 150.0), (560.0, 220.0)] {
        c.stroke(path(&format!("M{x} {} L{x} {y}", y + 34.0)), 6.0, tone(0xE2B860));
        c.fill(
            path(&format!(
                "M{} {} C{} {} {} {} {} {} C{} {} {} {} {} {} Z",
                x + 6.0,
                y - 34.0,
                x - 22.0,
                y - 30.0,
                x - 22.0,
                y + 2.0,
                x + 6.0,
                y + 4.0,
                x - 8.0,
                y - 4.0,
                x - 8.0,
                y - 26.0,
                x + 6.0,
                y - 34.0
            )),
            tone(0xE2B860),
        );
    }
    c.glow(565.0, 850.0, 230.0, 34.0, tone(0xFFC56A), 0.5);
}
