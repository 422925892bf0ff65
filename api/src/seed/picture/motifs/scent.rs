//! Scent: the burner, the wood, the oil, the candle.
use super::coffee::BRASS;
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::scene::wisps;
use crate::seed::picture::shape::{block, lathe, oval, path, polygon, rounded};
use crate::seed::picture::tone::{CREAM, Ink, SHADE, along, downwards, glazed, metal, sideways, tone};
use crate::seed::picture::weave::{Figure, row};

pub(super) fn burner(c: &mut Canvas, colours: &Colours) {
    let wood = tone(0x8C4A2B);
    c.shadow(500.0, 816.0, 176.0);
    let lit = |light: f32, dark: f32| {
        sideways(
            320.0,
            680.0,
            &[
                (0.0, wood.up(light)),
                (0.48, wood.up(light * 0.5)),
                (0.52, wood.down(dark * 0.5)),
                (1.0, wood.down(dark)),
            ],
        )
    };
    // Foot, waist, cup: four-sided, seen at an edge, the lit face left.
    c.fill(polygon(&[[396.0, 640.0], [604.0, 640.0], [668.0, 812.0], [500.0, 830.0], [332.0, 812.0]]), lit(0.22, 0.5));
    c.fill(polygon(&[[440.0, 596.0], [560.0, 596.0], [604.0, 642.0], [500.0, 652.0], [396.0, 642.0]]), lit(0.3, 0.42));
    let cup = [
        [330.0, 398.0],
        [376.0, 444.0],
        [500.0, 466.0],
        [624.0, 444.0],
        [670.0, 398.0],
        [612.0, 590.0],
        [500.0, 606.0],
        [388.0, 590.0],
    ];
    // The inside, with the coal, is seen between the four horns.
    c.fill(
        polygon(&[[336.0, 402.0], [500.0, 392.0], [664.0, 402.0], [626.0, 448.0], [500.0, 470.0], [374.0, 448.0]]),
        downwards(396.0, 470.0, wood.down(0.8), wood.down(0.55)),
    );
    c.fill(polygon(&[[470.0, 356.0], [500.0, 372.0], [530.0, 356.0], [520.0, 420.0], [480.0, 420.0]]), lit(0.04, 0.5));
    c.glow(500.0, 424.0, 120.0, 46.0, tone(0xFF7A2A), 0.75);
    for (x, y, r) in [(468.0, 424.0, 24.0), (512.0, 430.0, 27.0), (548.0, 420.0, 18.0), (496.0, 412.0, 20.0)] {
        c.fill(
            oval(x, y, r, r * 0.62),
            Ink::Around(
                [x - 4.0, y - 4.0, r * 1.2],
                vec![(0.0, tone(0xFFC061)), (0.4, tone(0xD9521E)), (1.0, tone(0x4A1B12))],
            ),
        );
    }
    c.fill(polygon(&cup), lit(0.3, 0.46));
    // Brass: studs, mirrors, edges.
    c.stroke(path("M334 404 L378 446 L500 468 L622 446 L666 404"), 9.0, metal(330.0, 670.0, BRASS));
    c.stroke(path("M390 588 L500 604 L610 588"), 8.0, metal(380.0, 620.0, BRASS));
    c.stroke(path("M336 806 L500 824 L664 806"), 8.0, metal(330.0, 670.0, BRASS));
    for (x, y, s) in [(434.0, 524.0, 1.0), (566.0, 524.0, 1.0), (424.0, 726.0, 1.15), (576.0, 726.0, 1.15)] {
        let light = if x < 500.0 { 0.2 } else { 0.0 };
        c.placed(x, y, s, |c| {
            c.fill(polygon(&[[0.0, -42.0], [36.0, 0.0], [0.0, 42.0], [-36.0, 0.0]]), BRASS.up(light));
            c.fill(polygon(&[[0.0, -29.0], [25.0, 0.0], [0.0, 29.0], [-25.0, 0.0]]), colours.thread);
            c.fill(oval(0.0, 0.0, 10.0, 11.0), CREAM.alpha(0.9));
        });
    }
    for (x, y) in [(356.0, 780.0), (404.0, 792.0), (452.0, 799.0), (548.0, 799.0), (596.0, 792.0), (644.0, 780.0)] {
        c.fill(oval(x, y, 7.0, 7.0), BRASS.up(0.4));
    }
    wisps(c, 500.0, 402.0, 340.0, 1.15);
}

pub(super) fn oud(c: &mut Canvas, colours: &Colours) {
    let (bark, heart) = (tone(0x5B3A26), tone(0xA9774A));
    c.shadow(450.0, 812.0, 220.0);
    c.fill(oval(450.0, 640.0, 262.0, 56.0), bark.down(0.7));
    let chips: [(f32, f32, f32, f32); 13] = [
        (330.0, 606.0, -34.0, 1.0),
        (440.0, 590.0, 12.0, 1.1),
        (560.0, 604.0, 40.0, 1.0),
        (390.0, 548.0, 58.0, 1.0),
        (500.0, 536.0, -18.0, 1.15),
        (586.0, 560.0, -60.0, 0.9),
        (446.0, 486.0, 24.0, 1.05),
        (540.0, 484.0, 66.0, 0.9),
        (360.0, 640.0, 8.0, 1.0),
        (474.0, 634.0, -10.0, 1.1),
        (580.0, 642.0, 14.0, 1.0),
        (470.0, 438.0, -44.0, 0.85),
        (280.0, 630.0, 40.0, 0.7),
    ];
    for (index, (x, y, turn, s)) in chips.into_iter().enumerate() {
        let wood = bark.mix(heart, [0.1, 0.5, 0.28, 0.62, 0.2][index % 5]);
        c.glow(x + 6.0, y + 18.0, 84.0 * s, 36.0 * s, SHADE, 0.42);
        c.turned(turn, x, y, |c| c.placed(x, y, s, |c| chip(c, wood)));
    }
    let bowl = || lathe(450.0, "M262 636 C258 716 176 778 108 796 L104 810", 12.0);
    c.within(path("M0 638 L188 638 C300 714 600 714 712 638 L1000 638 L1000 900 L0 900 Z"), |c| {
        c.fill(bowl(), glazed(188.0, 712.0, colours.second.mix(bark, 0.55)));
        c.within(bowl(), |c| {
            c.stroke(path("M180 690 C300 756 600 756 720 690"), 9.0, BRASS.alpha(0.85));
            c.stroke(path("M190 714 C310 778 590 778 710 714"), 4.0, BRASS.alpha(0.7));
            c.glow(450.0, 818.0, 220.0, 42.0, SHADE, 0.4);
        });
    });
    c.stroke(
        path("M190 640 C300 714 600 714 710 640"),
        8.0,
        sideways(188.0, 712.0, &[(0.0, heart.down(0.2)), (0.3, heart.up(0.55)), (1.0, heart.down(0.5))]),
    );
    // A small vial of oil beside it.
    c.shadow(800.0, 826.0, 52.0);
    c.fill(
        lathe(800.0, "M22 664 C22 690 52 700 54 726 L54 806 C54 820 48 826 40 828", 6.0),
        sideways(
            746.0,
            854.0,
            &[(0.0, tone(0x6B3410)), (0.3, tone(0xE09A45)), (0.6, tone(0xB5681F)), (1.0, tone(0x5A2A0D))],
        ),
    );
    c.fill(rounded(784.0, 634.0, 32.0, 40.0, 4.0), metal(784.0, 816.0, BRASS));
    c.fill(oval(800.0, 622.0, 24.0, 24.0), metal(776.0, 824.0, BRASS));
    c.stroke(path("M764 734 L764 800"), 7.0, CREAM.alpha(0.6));
    c.turned(16.0, 250.0, 880.0, |c| c.placed(250.0, 880.0, 0.9, |c| chip(c, heart.down(0.1))));
    c.turned(-20.0, 640.0, 892.0, |c| c.placed(640.0, 892.0, 0.85, |c| chip(c, bark.up(0.12))));
}

fn chip(c: &mut Canvas, wood: crate::seed::picture::tone::Tone) {
    let outline = || path("M-84 -10 L-52 -34 L10 -30 L66 -38 L90 -6 L60 22 L4 30 L-60 26 Z");
    c.fill(outline(), along([-40.0, -40.0, 30.0, 36.0], wood.up(0.3), wood.down(0.42)));
    c.within(outline(), |c| {
        c.fill(path("M-84 -10 L-52 -34 L10 -30 L66 -38 L70 -20 L6 -12 L-48 -14 Z"), wood.up(0.42).alpha(0.75));
        for line in ["M-70 2 C-30 -6 20 4 78 -8", "M-60 14 C-20 6 20 14 66 6"] {
            c.stroke(path(line), 4.0, SHADE.alpha(0.5));
        }
    });
}

pub(super) fn perfume(c: &mut Canvas, colours: &Colours) {
    let oil = tone(0xC77B2B);
    c.shadow(500.0, 816.0, 176.0);
    c.glow(690.0, 836.0, 150.0, 30.0, oil.up(0.4), 0.6);
    let glass = || {
        path(
            "M372 466 L628 466 C650 466 664 482 664 504 L664 780 C664 802 650 816 628 816 L372 816 C350 816 336 802 336 780 L336 504 C336 482 350 466 372 466 Z",
        )
    };
    c.fill(glass(), along([336.0, 466.0, 664.0, 816.0], oil.up(0.5), oil.down(0.34)));
    c.within(glass(), |c| {
        c.fill(polygon(&[[336.0, 466.0], [664.0, 466.0], [612.0, 530.0], [388.0, 530.0]]), CREAM.alpha(0.5));
        c.fill(polygon(&[[336.0, 466.0], [388.0, 530.0], [388.0, 756.0], [336.0, 816.0]]), CREAM.alpha(0.28));
        c.fill(polygon(&[[664.0, 466.0], [612.0, 530.0], [612.0, 756.0], [664.0, 816.0]]), SHADE.alpha(0.26));
        c.fill(polygon(&[[336.0, 816.0], [388.0, 756.0], [612.0, 756.0], [664.0, 816.0]]), SHADE.alpha(0.34));
        c.fill(polygon(&[[388.0, 530.0], [612.0, 530.0], [612.0, 572.0], [388.0, 572.0]]), CREAM.alpha(0.34));
        c.glow(450.0, 640.0, 80.0, 130.0, tone(0xFFE0A0), 0.5);
        c.fill(polygon(&[[396.0, 540.0], [446.0, 540.0], [410.0, 744.0], [396.0, 744.0]]), CREAM.alpha(0.36));
    });
    // Label.
    c.fill(rounded(430.0, 606.0, 140.0, 118.0, 8.0), colours.paper);
    c.stroke(rounded(439.0, 615.0, 122.0, 100.0, 5.0), 2.5, BRASS);
    row(c, [452.0, 628.0, 96.0, 14.0], Figure::Teeth, colours.thread, colours.paper);
    c.fill(path("M500 652 C514 672 520 682 520 692 C520 704 511 711 500 711 C489 711 480 704 480 692 C480 682 486 672 500 652 Z"), colours.thread);
    // Neck and domed stopper.
    c.fill(block(454.0, 424.0, 92.0, 44.0), metal(454.0, 546.0, BRASS));
    c.fill(rounded(436.0, 408.0, 128.0, 24.0, 8.0), metal(436.0, 564.0, BRASS.up(0.1)));
    c.fill(
        lathe(500.0, "M8 196 C10 214 18 222 18 236 C60 262 96 300 94 344 C92 376 74 392 60 410", 6.0),
        metal(406.0, 594.0, BRASS),
    );
    c.within(lathe(500.0, "M8 196 C10 214 18 222 18 236 C60 262 96 300 94 344 C92 376 74 392 60 410", 6.0), |c| {
        for y in [330.0, 352.0] {
            c.stroke(path(&format!("M400 {y} C450 {} 550 {} 600 {y}", y + 22.0, y + 22.0)), 5.0, SHADE.alpha(0.4));
        }
        c.glow(452.0, 306.0, 14.0, 40.0, CREAM, 0.85);
    });
    c.fill(oval(500.0, 190.0, 14.0, 14.0), metal(486.0, 514.0, BRASS));
}

pub(super) fn candle(c: &mut Canvas, colours: &Colours) {
    c.shadow(500.0, 812.0, 172.0);
    c.glow(500.0, 350.0, 330.0, 330.0, tone(0xFFD98A), 0.5);
    let jar = colours.paper.mix(colours.thread, 0.08);
    let body = || lathe(500.0, "M170 500 L170 760 C170 796 150 806 120 810", 14.0);
    c.fill(body(), glazed(330.0, 670.0, jar));
    c.within(body(), |c| {
        c.fill(block(320.0, 596.0, 360.0, 126.0), colours.thread);
        row(c, [322.0, 622.0, 356.0, 74.0], Figure::Diamonds, colours.paper, colours.thread);
        row(c, [322.0, 604.0, 356.0, 12.0], Figure::Dots, colours.second, colours.ink);
        row(c, [322.0, 702.0, 356.0, 12.0], Figure::Dots, colours.second, colours.ink);
        c.fill(
            block(320.0, 590.0, 360.0, 140.0),
            sideways(
                330.0,
                670.0,
                &[(0.0, SHADE.alpha(0.36)), (0.28, CREAM.alpha(0.3)), (0.6, SHADE.alpha(0.0)), (1.0, SHADE.alpha(0.5))],
            ),
        );
        c.glow(500.0, 818.0, 190.0, 36.0, SHADE, 0.4);
    });
    c.fill(oval(500.0, 500.0, 170.0, 38.0), along([330.0, 480.0, 670.0, 520.0], jar.up(0.6), jar.down(0.2)));
    c.fill(
        oval(500.0, 506.0, 152.0, 30.0),
        Ink::Around([500.0, 500.0, 160.0], vec![(0.0, tone(0xFFF3C9)), (0.5, tone(0xF7DFA6)), (1.0, tone(0xD9B87A))]),
    );
    c.stroke(path("M500 506 C498 490 502 478 500 462"), 7.0, SHADE);
    c.glow(500.0, 420.0, 80.0, 120.0, tone(0xFFC45A), 0.75);
    let flame = "M500 312 C520 362 546 396 540 432 C536 462 518 476 500 476 C482 476 464 462 460 432 C456 398 482 366 500 312 Z";
    c.fill(path(flame), downwards(312.0, 476.0, tone(0xFFE9A8), tone(0xF08A24)));
    c.fill(path("M500 376 C512 406 522 424 518 444 C515 460 508 466 500 466 C492 466 485 460 482 444 C479 426 490 408 500 376 Z"), downwards(376.0, 466.0, tone(0xFFFDF0), tone(0xFFD77A)));
}
