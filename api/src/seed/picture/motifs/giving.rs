//! What a charity hands out: a meal, provisions, a school bag.
use super::coffee::BRASS;
use super::sweet::date;
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::scene::wisps;
use crate::seed::picture::shape::{block, lathe, oval, path, polygon, rounded};
use crate::seed::picture::tone::{CREAM, Ink, SHADE, Tone, along, downwards, glazed, matte, metal, sideways, tone};
use crate::seed::picture::weave::{Figure, band, row};

pub(super) fn meal(c: &mut Canvas, colours: &Colours) {
    let rice = tone(0xF0CF86);
    c.glow(540.0, 850.0, 480.0, 90.0, SHADE, 0.45);
    c.fill(oval(500.0, 806.0, 420.0, 104.0), metal(80.0, 920.0, tone(0xB9B4A8).down(0.2)));
    c.fill(oval(500.0, 792.0, 420.0, 102.0), metal(80.0, 920.0, tone(0xCFCABD)));
    c.fill(oval(500.0, 790.0, 388.0, 88.0), along([200.0, 720.0, 800.0, 860.0], tone(0xF1EDE2), tone(0x9C968A)));
    // A heap of rice with meat, raisins and herbs.
    c.glow(450.0, 790.0, 260.0, 50.0, SHADE, 0.45);
    let heap = || path("M190 784 C210 690 300 560 430 540 C560 530 660 680 690 784 C600 842 290 842 190 784 Z");
    c.fill(heap(), Ink::Around([370.0, 600.0, 330.0], vec![(0.0, rice.up(0.5)), (0.5, rice), (1.0, rice.down(0.36))]));
    c.within(heap(), |c| {
        for index in 0u16..420 {
            let x = 190.0 + f32::from(index * 37 % 503);
            let y = 540.0 + f32::from(index * 61 % 283);
            let turn = f32::from(index * 29 % 180);
            let grain = if index % 3 == 0 {
                rice.up(0.6)
            } else if index % 7 == 0 {
                tone(0xD9952B)
            } else {
                rice.down(0.1)
            };
            c.turned(turn, x, y, |c| c.fill(oval(x, y, 9.0, 3.4), grain.alpha(0.85)));
        }
    });
    // Two pieces of chicken, roasted.
    for (x, y, turn, s) in [(500.0, 588.0, 26.0, 1.0), (386.0, 600.0, -20.0, 1.06)] {
        c.glow(x + 8.0, y + 34.0, 140.0 * s, 40.0 * s, SHADE, 0.4);
        c.turned(turn, x, y, |c| c.placed(x, y, s, chicken));
    }
    for (x, y) in [
        (300.0, 690.0),
        (344.0, 642.0),
        (560.0, 660.0),
        (600.0, 724.0),
        (500.0, 712.0),
        (390.0, 730.0),
        (270.0, 752.0),
        (470.0, 530.0),
    ] {
        c.fill(oval(x, y, 12.0, 8.0), tone(0x5A2B22));
        c.fill(
            path(&format!(
                "M{} {} C{} {} {} {} {} {} C{} {} {} {} {} {} Z",
                x + 20.0,
                y - 4.0,
                x + 30.0,
                y - 26.0,
                x + 52.0,
                y - 26.0,
                x + 58.0,
                y - 12.0,
                x + 48.0,
                y - 2.0,
                x + 34.0,
                y + 4.0,
                x + 20.0,
                y - 4.0
            )),
            tone(0x5F8A3C),
        );
    }
    // Lentil soup, laban, three dates.
    c.shadow(770.0, 796.0, 84.0);
    c.placed(768.0, 800.0, 1.0, |c| {
        c.fill(lathe(0.0, "M116 -96 C112 -40 76 -8 46 -2", 8.0), glazed(-116.0, 116.0, colours.paper));
        c.within(lathe(0.0, "M116 -96 C112 -40 76 -8 46 -2", 8.0), |c| {
            c.stroke(path("M-120 -56 C-60 -26 60 -26 120 -56"), 14.0, colours.thread);
        });
        c.fill(oval(0.0, -96.0, 116.0, 27.0), colours.paper);
        c.fill(oval(0.0, -92.0, 102.0, 20.0), along([-100.0, -110.0, 100.0, -76.0], tone(0xE2A23A), tone(0xB8701C)));
        c.fill(oval(-20.0, -94.0, 9.0, 4.0), tone(0x5F8A3C));
        c.fill(oval(26.0, -88.0, 8.0, 4.0), tone(0x5F8A3C));
    });
    wisps(c, 770.0, 690.0, 210.0, 0.9);
    for (x, y, turn) in [(566.0, 846.0, -12.0), (640.0, 832.0, 16.0), (608.0, 868.0, 4.0)] {
        date(c, x, y, turn, 0.56, tone(0x7B3F1E));
    }
}

/// A leg of chicken, its bone to the right.
fn chicken(c: &mut Canvas) {
    let (skin, bone) = (tone(0xC77A2C), tone(0xF4E6CC));
    c.fill(rounded(60.0, -12.0, 96.0, 24.0, 12.0), downwards(-12.0, 12.0, bone, bone.down(0.3)));
    for y in [-11.0, 11.0] {
        c.fill(oval(154.0, y, 15.0, 13.0), along([140.0, y - 12.0, 168.0, y + 12.0], bone.up(0.4), bone.down(0.2)));
    }
    let meat = || {
        path(
            "M-112 2 C-116 -44 -70 -70 -22 -62 C30 -54 66 -26 92 -15 C98 -6 98 8 92 16 C62 30 28 58 -24 62 C-72 66 -108 44 -112 2 Z",
        )
    };
    c.fill(
        meat(),
        Ink::Around(
            [-50.0, -30.0, 150.0],
            vec![(0.0, skin.up(0.42)), (0.4, skin), (0.8, skin.down(0.46)), (1.0, skin.down(0.6))],
        ),
    );
    c.within(meat(), |c| {
        for (x, y, r) in [(-30.0, 24.0, 26.0), (24.0, 18.0, 18.0), (-76.0, 18.0, 18.0), (-6.0, -34.0, 14.0)] {
            c.glow(x, y, r * 1.6, r, SHADE, 0.3);
        }
    });
    c.stroke(path("M-84 -26 C-60 -48 -20 -50 14 -38"), 9.0, CREAM.alpha(0.4));
}

pub(super) fn provisions(c: &mut Canvas, colours: &Colours) {
    c.shadow(505.0, 818.0, 290.0);
    // Behind the front board: rice, oil, tins, bread.
    sack(c, colours);
    bottle(c);
    for (x, y, tone) in [(600.0, 420.0, colours.thread), (676.0, 446.0, colours.second)] {
        c.fill(block(x - 54.0, y, 108.0, 190.0), metal(x - 54.0, x + 54.0, tone_of_tin()));
        c.fill(block(x - 54.0, y + 22.0, 108.0, 130.0), matte(x - 54.0, x + 54.0, tone));
        row(c, [x - 54.0, y + 60.0, 108.0, 26.0], Figure::Diamonds, colours.paper, tone.alpha(0.0));
        c.fill(oval(x, y, 54.0, 13.0), along([x - 54.0, y, x + 54.0, y], CREAM, tone_of_tin().down(0.3)));
    }
    for (x, y, turn) in [(790.0, 560.0, 16.0), (748.0, 540.0, -6.0)] {
        c.turned(turn, x, y, |c| {
            c.fill(rounded(x - 38.0, y - 120.0, 76.0, 260.0, 38.0), matte(x - 38.0, x + 38.0, tone(0xD49A52)))
        });
        for step in [-80.0, -36.0, 8.0] {
            c.turned(turn, x, y, |c| {
                c.stroke(
                    path(&format!("M{} {} L{} {}", x - 20.0, y + step + 16.0, x + 20.0, y + step - 6.0)),
                    9.0,
                    tone(0xF3D9A4),
                )
            });
        }
    }
    // The crate.
    let wood = tone(0xC08A52);
    for (y, h) in [(572.0, 74.0), (656.0, 74.0), (740.0, 78.0)] {
        c.fill(
            rounded(182.0, y, 640.0, h, 6.0),
            sideways(182.0, 822.0, &[(0.0, wood.up(0.2)), (0.5, wood.up(0.06)), (1.0, wood.down(0.3))]),
        );
        c.stroke(
            path(&format!("M200 {} C360 {} 600 {} 806 {}", y + h * 0.4, y + h * 0.3, y + h * 0.56, y + h * 0.4)),
            3.0,
            SHADE.alpha(0.16),
        );
        c.fill(block(182.0, y + h - 7.0, 640.0, 7.0), SHADE.alpha(0.22));
    }
    for x in [196.0, 762.0] {
        c.fill(
            rounded(x, 560.0, 46.0, 260.0, 6.0),
            sideways(x, x + 46.0, &[(0.0, wood.up(0.28)), (1.0, wood.down(0.24))]),
        );
        for y in [606.0, 692.0, 778.0] {
            c.fill(oval(x + 23.0, y, 6.0, 6.0), SHADE.alpha(0.55));
        }
    }
    c.fill(rounded(396.0, 640.0, 212.0, 108.0, 10.0), colours.paper);
    heart(c, 502.0, 694.0, 38.0, colours.thread);
}

fn tone_of_tin() -> Tone {
    tone(0xB9B7B0)
}

fn sack(c: &mut Canvas, colours: &Colours) {
    let linen = tone(0xEADBBE);
    let outline = || path("M214 600 C200 480 212 380 236 330 C270 308 388 308 420 332 C446 390 452 500 440 610 Z");
    c.fill(outline(), matte(206.0, 446.0, linen));
    c.within(outline(), |c| {
        band(c, [190.0, 430.0, 270.0, 58.0], colours, Figure::Hourglass);
        c.fill(
            block(190.0, 420.0, 270.0, 80.0),
            sideways(206.0, 446.0, &[(0.0, SHADE.alpha(0.2)), (0.3, CREAM.alpha(0.16)), (1.0, SHADE.alpha(0.4))]),
        );
    });
    c.fill(path("M236 332 C246 296 262 280 256 262 C290 280 360 278 400 258 C392 284 410 300 420 334 C380 318 280 318 236 332 Z"), matte(236.0, 420.0, linen.up(0.1)));
    c.stroke(path("M238 332 C290 346 366 346 418 332"), 9.0, colours.second.down(0.2));
}

fn bottle(c: &mut Canvas) {
    let oil = tone(0xE3AE2C);
    c.fill(
        lathe(510.0, "M22 262 L24 316 C26 350 60 360 62 404 L62 610", 0.0),
        sideways(448.0, 572.0, &[(0.0, oil.down(0.3)), (0.25, oil.up(0.5)), (0.55, oil), (1.0, oil.down(0.4))]),
    );
    c.fill(rounded(484.0, 236.0, 52.0, 44.0, 6.0), matte(484.0, 536.0, tone(0x3F7A4A)));
    c.fill(block(448.0, 440.0, 124.0, 90.0), matte(448.0, 572.0, tone(0xF7F1DE)));
    c.fill(oval(510.0, 486.0, 18.0, 26.0), tone(0x6E8B3A));
    c.stroke(path("M470 400 L470 600"), 7.0, CREAM.alpha(0.5));
}

/// A heart of half height `r` around (x, y).
pub(super) fn heart(c: &mut Canvas, x: f32, y: f32, r: f32, tone: Tone) {
    c.placed(x, y, r / 40.0, |c| {
        c.fill(path("M0 38 C-20 20 -46 2 -46 -20 C-46 -40 -30 -46 -20 -46 C-10 -46 -4 -40 0 -32 C4 -40 10 -46 20 -46 C30 -46 46 -40 46 -20 C46 2 20 20 0 38 Z"), tone);
    });
}

pub(super) fn school_bag(c: &mut Canvas, colours: &Colours) {
    c.shadow(495.0, 818.0, 216.0);
    // Pencils, a ruler, a rolled sheet behind.
    for (x, turn, tone, length) in [
        (392.0, -12.0, tone(0xE0A526), 250.0),
        (452.0, -4.0, tone(0x3F7A8A), 280.0),
        (600.0, 11.0, tone(0xB5402E), 256.0),
    ] {
        c.turned(turn, x, 420.0, |c| {
            let top = 420.0 - length;
            c.fill(
                block(x - 15.0, top, 30.0, length),
                sideways(
                    x - 15.0,
                    x + 15.0,
                    &[
                        (0.0, tone.up(0.24)),
                        (0.36, tone.up(0.24)),
                        (0.37, tone),
                        (0.68, tone),
                        (0.69, tone.down(0.24)),
                        (1.0, tone.down(0.24)),
                    ],
                ),
            );
            c.fill(polygon(&[[x - 15.0, top], [x, top - 46.0], [x + 15.0, top]]), self::tone(0xF0D5A6));
            c.fill(polygon(&[[x - 5.0, top - 31.0], [x, top - 46.0], [x + 5.0, top - 31.0]]), SHADE);
        });
    }
    c.turned(4.0, 528.0, 400.0, |c| {
        c.fill(block(508.0, 170.0, 44.0, 240.0), along([508.0, 0.0, 552.0, 0.0], tone(0xF4E3B4), tone(0xD9BD7A)));
        for step in 0u8..10 {
            let y = 184.0 + f32::from(step) * 20.0;
            c.stroke(
                path(&format!("M508 {y} L{} {y}", if step % 5 == 0 { 532.0 } else { 522.0 })),
                2.5,
                SHADE.alpha(0.7),
            );
        }
    });
    c.stroke(
        path("M430 330 C430 236 570 236 570 330"),
        24.0,
        along([430.0, 250.0, 570.0, 340.0], colours.ink.up(0.3), colours.ink),
    );
    let body = || {
        path(
            "M292 470 C292 360 380 312 500 312 C620 312 708 360 708 470 L722 770 C722 800 702 818 672 818 L328 818 C298 818 278 800 278 770 Z",
        )
    };
    let cloth = colours.thread;
    c.fill(
        body(),
        sideways(278.0, 722.0, &[(0.0, cloth.down(0.2)), (0.26, cloth.up(0.2)), (0.6, cloth), (1.0, cloth.down(0.4))]),
    );
    c.within(body(), |c| {
        c.stroke(path("M286 520 C340 400 660 400 714 520"), 7.0, colours.second);
        c.stroke(path("M286 520 C340 400 660 400 714 520"), 2.0, SHADE.alpha(0.5));
        c.fill(block(270.0, 318.0, 460.0, 60.0), downwards(312.0, 380.0, CREAM.alpha(0.24), CREAM.alpha(0.0)));
        c.glow(500.0, 826.0, 280.0, 50.0, SHADE, 0.5);
    });
    // The pocket with a band of weave.
    let pocket = || rounded(334.0, 556.0, 332.0, 218.0, 34.0);
    c.glow(510.0, 680.0, 200.0, 140.0, SHADE, 0.3);
    c.fill(pocket(), sideways(334.0, 666.0, &[(0.0, cloth.up(0.04)), (0.3, cloth.up(0.28)), (1.0, cloth.down(0.24))]));
    c.within(pocket(), |c| {
        band(c, [330.0, 642.0, 340.0, 78.0], colours, Figure::Diamonds);
        c.fill(
            block(330.0, 640.0, 340.0, 82.0),
            sideways(334.0, 666.0, &[(0.0, SHADE.alpha(0.16)), (0.3, CREAM.alpha(0.12)), (1.0, SHADE.alpha(0.32))]),
        );
    });
    c.stroke(path("M350 604 L650 604"), 7.0, colours.ink);
    c.fill(rounded(560.0, 598.0, 16.0, 44.0, 6.0), metal(560.0, 576.0, BRASS));
}
