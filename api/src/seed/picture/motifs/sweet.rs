//! Dates, honey, spices.
use super::coffee::BRASS;
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::shape::{block, lathe, oval, path, polygon, rounded};
use crate::seed::picture::tone::{CREAM, Ink, SHADE, Tone, along, downwards, glazed, matte, metal, sideways, tone};
use crate::seed::picture::weave::{Figure, row};

/// A date around (x, y), turned.
pub(super) fn date(c: &mut Canvas, x: f32, y: f32, turn: f32, s: f32, skin: Tone) {
    c.glow(x + 8.0 * s, y + 16.0 * s, 74.0 * s, 40.0 * s, SHADE, 0.45);
    c.turned(turn, x, y, |c| {
        c.placed(x, y, s, |c| {
            let body =
                || path("M-62 2 C-62 -24 -34 -36 0 -36 C36 -36 62 -22 62 2 C62 26 36 38 0 38 C-36 38 -62 26 -62 2 Z");
            c.fill(
                body(),
                Ink::Around(
                    [-18.0, -20.0, 84.0],
                    vec![(0.0, skin.up(0.42)), (0.35, skin), (0.8, skin.down(0.5)), (1.0, skin.down(0.66))],
                ),
            );
            c.within(body(), |c| {
                for line in
                    ["M-56 -8 C-20 -22 20 -20 54 -10", "M-58 10 C-20 2 22 6 58 8", "M-48 24 C-14 20 20 24 46 22"]
                {
                    c.stroke(path(line), 3.0, SHADE.alpha(0.3));
                }
            });
            c.stroke(path("M-34 -20 C-14 -28 10 -28 30 -22"), 6.0, CREAM.alpha(0.45));
            c.fill(oval(60.0, 1.0, 8.0, 10.0), tone(0xC79A5B));
        });
    });
}

const SKIN: Tone = tone(0x7B3F1E);

pub(super) fn dates(c: &mut Canvas, colours: &Colours) {
    c.shadow(500.0, 818.0, 190.0);
    let heap: [(f32, f32, f32, Tone); 15] = [
        (352.0, 588.0, 12.0, SKIN),
        (470.0, 572.0, -10.0, SKIN.up(0.08)),
        (592.0, 580.0, 18.0, SKIN.down(0.12)),
        (672.0, 604.0, -24.0, SKIN),
        (412.0, 520.0, -22.0, SKIN.down(0.1)),
        (540.0, 508.0, 14.0, SKIN),
        (624.0, 534.0, 40.0, SKIN.up(0.06)),
        (478.0, 456.0, 24.0, SKIN.up(0.1)),
        (566.0, 446.0, -18.0, SKIN.down(0.08)),
        (330.0, 622.0, -28.0, SKIN.up(0.05)),
        (424.0, 624.0, 8.0, SKIN),
        (536.0, 622.0, -14.0, SKIN.up(0.1)),
        (640.0, 634.0, 16.0, SKIN),
        (518.0, 400.0, 8.0, SKIN),
        (352.0, 566.0, -50.0, SKIN.down(0.1)),
    ];
    c.fill(oval(500.0, 622.0, 262.0, 60.0), SHADE.mix(SKIN, 0.4));
    for (x, y, turn, skin) in heap {
        date(c, x, y, turn, 1.06, skin);
    }
    let bowl = || lathe(500.0, "M290 612 C282 700 196 768 128 790 L122 812", 14.0);
    let clay = colours.paper.mix(colours.wall, 0.16);
    c.within(path("M0 614 L210 614 C330 692 670 692 790 614 L1000 614 L1000 900 L0 900 Z"), |c| {
        c.fill(bowl(), glazed(208.0, 792.0, clay));
        c.within(bowl(), |c| {
            c.stroke(path("M200 664 C330 730 670 730 800 664"), 26.0, colours.thread);
            c.stroke(path("M212 700 C340 762 660 762 788 700"), 6.0, colours.thread);
            for index in 0u8..15 {
                let x = 234.0 + f32::from(index) * 38.0;
                let y = 713.0 - (x - 500.0).powi(2) * 0.00056;
                c.fill(polygon(&[[x - 9.0, y], [x, y - 9.0], [x + 9.0, y], [x, y + 9.0]]), colours.paper);
            }
            c.fill(
                block(200.0, 600.0, 600.0, 220.0),
                sideways(
                    208.0,
                    792.0,
                    &[
                        (0.0, SHADE.alpha(0.16)),
                        (0.3, CREAM.alpha(0.16)),
                        (0.62, SHADE.alpha(0.0)),
                        (1.0, SHADE.alpha(0.36)),
                    ],
                ),
            );
            c.glow(500.0, 820.0, 240.0, 46.0, SHADE, 0.35);
        });
    });
    c.stroke(
        path("M213 616 C330 692 670 692 787 616"),
        9.0,
        sideways(211.0, 789.0, &[(0.0, clay.down(0.1)), (0.3, clay.up(0.7)), (1.0, clay.down(0.26))]),
    );
    date(c, 810.0, 850.0, -16.0, 1.02, SKIN);
    date(c, 214.0, 862.0, 24.0, 0.98, SKIN.up(0.06));
}

pub(super) fn date_box(c: &mut Canvas, colours: &Colours) {
    let wood = tone(0x8A5A35);
    c.glow(540.0, 560.0, 480.0, 440.0, SHADE, 0.5);
    c.turned(-6.0, 500.0, 500.0, |c| {
        c.placed(-40.0, -40.0, 1.08, |c| {
            c.fill(
                rounded(188.0, 188.0, 624.0, 624.0, 26.0),
                along([188.0, 188.0, 812.0, 812.0], colours.thread.up(0.16), colours.thread.down(0.22)),
            );
            c.stroke(rounded(206.0, 206.0, 588.0, 588.0, 18.0), 4.0, BRASS.up(0.2));
            c.fill(rounded(226.0, 226.0, 548.0, 548.0, 12.0), colours.paper.down(0.1));
            let trays = [SKIN, SKIN.up(0.08), SKIN.down(0.12), SKIN.up(0.03)];
            let nuts = [tone(0xE6C48F), tone(0x8DA15A), tone(0xD9A066), tone(0xF0DDB8)];
            for row in 0u8..4 {
                for column in 0u8..4 {
                    let (x, y) = (226.0 + f32::from(column) * 137.0, 226.0 + f32::from(row) * 137.0);
                    c.fill(
                        rounded(x + 7.0, y + 7.0, 123.0, 123.0, 10.0),
                        along([x, y, x + 130.0, y + 130.0], wood.down(0.56), wood.down(0.3)),
                    );
                    let kind = usize::from((row * 3 + column * 5) % 4);
                    let turn = -42.0 + f32::from((row * 7 + column * 3) % 5) * 5.0;
                    let (cx, cy) = (x + 68.5, y + 68.5);
                    date(c, cx, cy, turn, 0.9, trays[kind]);
                    c.turned(turn, cx, cy, |c| {
                        c.fill(path(&slit(cx, cy)), SHADE.alpha(0.85));
                        for step in [-20.0, 2.0, 24.0] {
                            c.fill(
                                oval(cx + step, cy - 3.0, 13.0, 10.0),
                                Ink::Around(
                                    [cx + step - 4.0, cy - 7.0, 18.0],
                                    vec![(0.0, nuts[kind].up(0.4)), (1.0, nuts[kind].down(0.2))],
                                ),
                            );
                        }
                    });
                }
            }
        })
    });
    for (x, y, turn, s) in [(120.0, 880.0, -28.0, 0.96), (886.0, 150.0, 34.0, 0.9)] {
        date(c, x, y, turn, s, SKIN);
    }
    for (x, y) in [(214.0, 914.0), (60.0, 806.0), (824.0, 92.0), (930.0, 236.0), (250.0, 872.0)] {
        c.glow(x + 5.0, y + 8.0, 30.0, 22.0, SHADE, 0.4);
        c.fill(
            oval(x, y, 21.0, 14.0),
            Ink::Around(
                [x - 7.0, y - 6.0, 28.0],
                vec![(0.0, tone(0xC9D08A)), (0.6, tone(0x8DA15A)), (1.0, tone(0x55642F))],
            ),
        );
    }
}

fn slit(x: f32, y: f32) -> String {
    format!(
        "M{} {y} C{} {} {} {} {} {y} C{} {} {} {} {} {y} Z",
        x - 40.0,
        x - 18.0,
        y - 18.0,
        x + 18.0,
        y - 18.0,
        x + 40.0,
        x + 18.0,
        y + 14.0,
        x - 18.0,
        y + 14.0,
        x - 40.0
    )
}

pub(super) fn honey(c: &mut Canvas, colours: &Colours) {
    let amber = tone(0xD98A1E);
    c.shadow(470.0, 812.0, 190.0);
    c.glow(700.0, 838.0, 190.0, 42.0, amber.up(0.2), 0.5);
    let jar = || {
        path(
            "M318 392 C286 410 276 436 276 470 L276 770 C276 800 296 816 326 818 C410 824 530 824 614 818 C644 816 664 800 664 770 L664 470 C664 436 654 410 622 392 Z",
        )
    };
    c.fill(
        jar(),
        sideways(
            276.0,
            664.0,
            &[
                (0.0, amber.down(0.42)),
                (0.16, amber),
                (0.34, amber.up(0.42)),
                (0.6, amber.up(0.06)),
                (0.86, amber.down(0.3)),
                (1.0, amber.down(0.46)),
            ],
        ),
    );
    c.within(jar(), |c| {
        c.glow(520.0, 700.0, 150.0, 150.0, tone(0xFFD873), 0.55);
        c.fill(block(270.0, 380.0, 400.0, 62.0), CREAM.alpha(0.24));
        c.fill(oval(470.0, 442.0, 196.0, 16.0), amber.up(0.55).alpha(0.8));
        c.stroke(path("M310 470 L310 760"), 16.0, CREAM.alpha(0.5));
        c.stroke(path("M640 480 L640 740"), 8.0, CREAM.alpha(0.24));
        c.glow(470.0, 822.0, 230.0, 40.0, SHADE, 0.45);
    });
    // Label.
    c.fill(
        rounded(356.0, 520.0, 228.0, 216.0, 14.0),
        sideways(356.0, 584.0, &[(0.0, colours.paper), (1.0, colours.paper.down(0.16))]),
    );
    c.stroke(rounded(368.0, 532.0, 204.0, 192.0, 8.0), 3.0, colours.thread);
    for (x, y) in [(470.0, 592.0), (434.0, 613.0), (506.0, 613.0), (470.0, 634.0)] {
        let cell: Vec<[f32; 2]> =
            [(0.0, -21.0), (18.0, -10.5), (18.0, 10.5), (0.0, 21.0), (-18.0, 10.5), (-18.0, -10.5)]
                .iter()
                .map(|(dx, dy)| [x + dx, y + dy])
                .collect();
        c.fill(polygon(&cell), if y < 600.0 { colours.second } else { amber });
        c.stroke(polygon(&cell), 4.0, colours.paper);
    }
    row(c, [392.0, 680.0, 156.0, 18.0], Figure::Teeth, colours.thread, colours.paper);
    // Cloth over the lid, tied.
    c.fill(path("M300 392 C280 410 268 428 262 446 C300 436 320 452 350 440 C390 430 410 454 450 442 C490 432 520 454 556 442 C590 432 630 450 678 444 C672 424 660 408 640 392 Z"), downwards(390.0, 452.0, colours.thread, colours.thread.down(0.3)));
    c.fill(
        lathe(470.0, "M150 300 C166 320 172 350 170 392", 14.0),
        sideways(
            300.0,
            640.0,
            &[
                (0.0, colours.thread.down(0.2)),
                (0.3, colours.thread.up(0.24)),
                (0.7, colours.thread),
                (1.0, colours.thread.down(0.36)),
            ],
        ),
    );
    c.fill(
        oval(470.0, 304.0, 152.0, 24.0),
        along([320.0, 290.0, 620.0, 320.0], colours.thread.up(0.34), colours.thread.up(0.04)),
    );
    c.stroke(path("M302 386 C390 408 550 408 638 386"), 10.0, colours.paper.down(0.14));
    // Dipper.
    let stick = tone(0xB07A45);
    c.glow(792.0, 868.0, 180.0, 26.0, SHADE, 0.45);
    c.turned(-14.0, 760.0, 842.0, |c| {
        c.fill(rounded(800.0, 833.0, 150.0, 18.0, 9.0), downwards(833.0, 851.0, stick.up(0.4), stick.down(0.3)));
        c.fill(rounded(694.0, 824.0, 116.0, 36.0, 14.0), downwards(824.0, 860.0, stick.down(0.1), stick.down(0.6)));
        for step in 0u8..6 {
            let x = 690.0 + f32::from(step) * 20.0;
            let r = 48.0 - (f32::from(step) - 2.3).powi(2) * 3.2;
            c.fill(
                rounded(x, 842.0 - r, 14.0, r * 2.0, 7.0),
                downwards(842.0 - r, 842.0 + r, stick.up(0.5), stick.down(0.46)),
            );
        }
    });
}

pub(super) fn spices(c: &mut Canvas, colours: &Colours) {
    let clay = colours.paper.mix(colours.wall, 0.1);
    for (x, y, s, spice) in [
        (292.0, 772.0, 0.92, tone(0xD8921C)),
        (706.0, 772.0, 0.92, tone(0x8E2A22)),
        (500.0, 842.0, 1.12, tone(0xC2491D)),
    ] {
        c.shadow(x, y, 110.0 * s);
        c.placed(x, y, s, |c| {
            let heap = "M-142 -116 C-110 -150 -60 -190 -22 -242 C-10 -256 10 -256 22 -242 C60 -190 112 -150 142 -116 C80 -84 -80 -84 -142 -116 Z";
            c.fill(path(heap), sideways(-142.0, 142.0, &[(0.0, spice.down(0.2)), (0.36, spice.up(0.32)), (0.6, spice), (1.0, spice.down(0.42))]));
            c.within(path(heap), |c| {
                for index in 0u8..60 {
                    let x = -130.0 + f32::from(index) * 4.4;
                    let y = -240.0 + f32::from(index % 13) * 12.0 + f32::from(index % 3) * 4.0;
                    c.fill(oval(x, y, 2.8, 2.4), if index % 2 == 0 { CREAM.alpha(0.22) } else { SHADE.alpha(0.24) });
                }
            });
            c.within(path("M-300 -116 L-152 -116 C-90 -80 90 -80 152 -116 L300 -116 L300 60 L-300 60 Z"), |c| {
                let bowl = || lathe(0.0, "M152 -118 C148 -60 104 -14 66 -6 L62 2", 10.0);
                c.fill(bowl(), glazed(-152.0, 152.0, clay));
                c.within(bowl(), |c| {
                    c.stroke(path("M-160 -78 C-90 -44 90 -44 160 -78"), 12.0, colours.thread);
                    c.stroke(path("M-150 -56 C-90 -26 90 -26 150 -56"), 4.0, colours.thread);
                    c.fill(block(-160.0, -130.0, 320.0, 150.0), sideways(-152.0, 152.0, &[(0.0, SHADE.alpha(0.14)), (0.3, CREAM.alpha(0.12)), (1.0, SHADE.alpha(0.4))]));
                });
            });
            c.stroke(path("M-149 -115 C-90 -80 90 -80 149 -115"), 7.0, sideways(-151.0, 151.0, &[(0.0, clay), (0.3, clay.up(0.7)), (1.0, clay.down(0.24))]));
        });
    }
    // A spoon lies in front.
    c.glow(800.0, 900.0, 140.0, 20.0, SHADE, 0.4);
    c.turned(-10.0, 800.0, 890.0, |c| {
        c.fill(rounded(760.0, 883.0, 190.0, 13.0, 6.0), metal(700.0, 980.0, BRASS));
        c.fill(oval(732.0, 889.0, 46.0, 25.0), along([700.0, 866.0, 770.0, 914.0], BRASS.up(0.6), BRASS.down(0.4)));
        c.fill(oval(734.0, 890.0, 34.0, 16.0), matte(700.0, 770.0, tone(0xC2491D)));
    });
}
