//! Help: first aid and the collecting jar.
use super::coffee::BRASS;
use super::giving::heart;
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::shape::{block, lathe, oval, path, rounded};
use crate::seed::picture::tone::{CREAM, SHADE, along, ball, downwards, matte, metal, sideways, tone};
use crate::seed::picture::weave::{Figure, row};

pub(super) fn medicine(c: &mut Canvas, colours: &Colours) {
    c.shadow(480.0, 818.0, 260.0);
    let case = colours.paper.mix(colours.wall, 0.06);
    c.stroke(
        path("M400 440 C400 372 430 352 470 352 L530 352 C570 352 600 372 600 440"),
        26.0,
        metal(390.0, 610.0, tone(0x8C8A84)),
    );
    c.fill(
        rounded(210.0, 432.0, 580.0, 386.0, 44.0),
        sideways(210.0, 790.0, &[(0.0, case.down(0.1)), (0.24, case.up(0.6)), (0.6, case), (1.0, case.down(0.3))]),
    );
    c.within(rounded(210.0, 432.0, 580.0, 386.0, 44.0), |c| {
        c.fill(block(210.0, 432.0, 580.0, 60.0), downwards(432.0, 492.0, CREAM.alpha(0.7), CREAM.alpha(0.0)));
        c.fill(block(210.0, 548.0, 580.0, 5.0), SHADE.alpha(0.34));
        c.fill(block(210.0, 553.0, 580.0, 4.0), CREAM.alpha(0.8));
        row(c, [210.0, 772.0, 580.0, 22.0], Figure::Teeth, colours.thread, case.alpha(0.0));
        c.glow(500.0, 826.0, 330.0, 50.0, SHADE, 0.34);
    });
    for x in [300.0, 664.0] {
        c.fill(rounded(x, 526.0, 40.0, 56.0, 8.0), metal(x, x + 40.0, tone(0xA5A29A)));
    }
    c.fill(
        oval(500.0, 650.0, 96.0, 96.0),
        along([404.0, 560.0, 596.0, 746.0], colours.thread.up(0.24), colours.thread.down(0.2)),
    );
    heart(c, 500.0, 652.0, 52.0, CREAM);
    c.stroke(path("M424 654 L468 654 L486 624 L508 684 L524 654 L576 654"), 8.0, colours.thread);
    // Plaster roll and a small bottle in front.
    c.shadow(826.0, 846.0, 56.0);
    c.fill(lathe(826.0, "M26 690 C26 706 54 712 56 738 L56 836", 8.0), matte(770.0, 882.0, tone(0xB4652D)));
    c.fill(block(770.0, 752.0, 112.0, 56.0), matte(770.0, 882.0, CREAM));
    heart(c, 826.0, 780.0, 15.0, colours.thread);
    c.fill(rounded(796.0, 656.0, 60.0, 40.0, 8.0), matte(796.0, 856.0, CREAM));
    c.glow(220.0, 872.0, 120.0, 26.0, SHADE, 0.4);
    c.fill(rounded(130.0, 806.0, 150.0, 66.0, 20.0), downwards(806.0, 872.0, tone(0xF6E7D2), tone(0xCDB596)));
    c.fill(oval(142.0, 839.0, 20.0, 33.0), along([120.0, 806.0, 164.0, 872.0], CREAM, tone(0xD6C1A2)));
    c.stroke(oval(142.0, 839.0, 10.0, 17.0), 6.0, SHADE.alpha(0.34));
}

pub(super) fn savings(c: &mut Canvas, colours: &Colours) {
    c.shadow(500.0, 816.0, 200.0);
    let jar = || {
        path(
            "M350 396 C316 416 306 446 306 480 L306 768 C306 800 326 816 358 818 C440 824 560 824 642 818 C674 816 694 800 694 768 L694 480 C694 446 684 416 650 396 Z",
        )
    };
    let glass = colours.wall.up(0.55);
    c.fill(jar(), glass.alpha(0.55));
    c.within(jar(), |c| {
        c.fill(path("M300 600 C400 560 600 570 700 612 L700 830 L300 830 Z"), BRASS.down(0.5));
        for index in 0u16..110 {
            // Layer upon layer, each coin a little out of place.
            let (layer, place) = (index / 10, index % 10);
            let x = 318.0 + f32::from(place) * 40.0 + f32::from(layer % 2) * 18.0 + f32::from(index * 13 % 11);
            let y = 620.0 + f32::from(layer) * 19.0 + f32::from(index * 7 % 9) - (x - 470.0).abs() * 0.06;
            let silver = index % 7 == 0 || index % 11 == 3;
            let metal_tone = if silver { tone(0xC9C7C0) } else { BRASS };
            c.turned(f32::from(index * 47 % 44) - 22.0, x, y, |c| {
                c.fill(oval(x, y + 5.0, 38.0, 22.0), metal_tone.down(0.55));
                c.fill(
                    oval(x, y, 38.0, 22.0),
                    along([x - 38.0, y - 20.0, x + 38.0, y + 20.0], metal_tone.up(0.6), metal_tone.down(0.3)),
                );
                c.stroke(oval(x, y, 28.0, 15.0), 2.5, metal_tone.down(0.34));
            });
        }
        c.fill(
            block(300.0, 390.0, 400.0, 440.0),
            sideways(
                306.0,
                694.0,
                &[
                    (0.0, SHADE.alpha(0.3)),
                    (0.14, CREAM.alpha(0.12)),
                    (0.5, CREAM.alpha(0.0)),
                    (0.85, SHADE.alpha(0.1)),
                    (1.0, SHADE.alpha(0.42)),
                ],
            ),
        );
        c.stroke(path("M344 470 L344 770"), 18.0, CREAM.alpha(0.6));
        c.stroke(path("M664 480 L664 740"), 8.0, CREAM.alpha(0.4));
    });
    c.stroke(jar(), 5.0, CREAM.alpha(0.5));
    c.fill(rounded(390.0, 500.0, 220.0, 130.0, 14.0), colours.paper);
    c.stroke(rounded(401.0, 511.0, 198.0, 108.0, 8.0), 3.0, colours.thread);
    heart(c, 500.0, 568.0, 34.0, colours.thread);
    c.fill(
        rounded(330.0, 340.0, 340.0, 66.0, 16.0),
        sideways(
            330.0,
            670.0,
            &[(0.0, colours.thread.down(0.16)), (0.28, colours.thread.up(0.32)), (1.0, colours.thread.down(0.4))],
        ),
    );
    row(c, [336.0, 362.0, 328.0, 22.0], Figure::Diamonds, colours.paper, colours.thread.alpha(0.0));
    c.fill(rounded(446.0, 334.0, 108.0, 12.0, 6.0), SHADE);
    // A coin on its way in.
    c.turned(14.0, 500.0, 236.0, |c| {
        c.fill(oval(506.0, 240.0, 62.0, 62.0), BRASS.down(0.5));
        c.fill(oval(500.0, 236.0, 62.0, 62.0), ball(500.0, 236.0, 62.0, BRASS));
        c.stroke(oval(500.0, 236.0, 46.0, 46.0), 4.0, BRASS.down(0.36));
        heart(c, 500.0, 240.0, 22.0, BRASS.down(0.42));
    });
}
