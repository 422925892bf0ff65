//! Clay, palm leaf, glass.
use super::coffee::BRASS;
use crate::seed::picture::canvas::Canvas;
use crate::seed::picture::palette::Colours;
use crate::seed::picture::scene::wisps;
use crate::seed::picture::shape::{block, lathe, oval, path, polygon, rounded};
use crate::seed::picture::tone::{CREAM, Ink, SHADE, Tone, along, downwards, glazed, matte, metal, sideways, tone};
use crate::seed::picture::weave::{Figure, row};

pub(super) fn vase(c: &mut Canvas, colours: &Colours) {
    let grass = colours.second.mix(colours.paper, 0.4);
    for (tip_x, tip_y, bend) in
        [(300.0, 170.0, -60.0), (392.0, 110.0, -40.0), (486.0, 84.0, -6.0), (586.0, 120.0, 40.0), (688.0, 186.0, 66.0)]
    {
        let stem = format!(
            "M{} 470 C{} 360 {} 260 {tip_x} {tip_y}",
            500.0 + (tip_x - 500.0) * 0.12,
            500.0 + (tip_x - 500.0) * 0.2,
            tip_x - bend * 0.5
        );
        c.stroke(path(&stem), 6.0, grass.down(0.3));
        plume(c, tip_x, tip_y, bend * 0.42, grass);
    }
    c.shadow(500.0, 814.0, 150.0);
    let clay = colours.thread.mix(colours.wall, 0.22);
    let profile = "M66 446 C62 466 52 480 54 502 C60 540 176 572 180 668 C182 744 132 778 100 806";
    c.fill(lathe(500.0, profile, 14.0), matte(320.0, 680.0, clay));
    c.within(lathe(500.0, profile, 14.0), |c| {
        let light = colours.paper.alpha(0.92);
        c.stroke(path("M300 628 C400 668 600 668 700 628"), 7.0, light);
        c.stroke(path("M300 712 C400 752 600 752 700 712"), 7.0, light);
        for index in 0u8..11 {
            let x = 330.0 + f32::from(index) * 34.0;
            let y = 698.0 - (x - 500.0).powi(2) * 0.0007;
            c.fill(polygon(&[[x - 15.0, y + 16.0], [x, y - 28.0], [x + 15.0, y + 16.0]]), light);
        }
        c.fill(
            block(310.0, 440.0, 380.0, 390.0),
            sideways(
                320.0,
                680.0,
                &[
                    (0.0, SHADE.alpha(0.12)),
                    (0.3, CREAM.alpha(0.12)),
                    (0.6, SHADE.alpha(0.0)),
                    (1.0, SHADE.alpha(0.42)),
                ],
            ),
        );
        c.glow(420.0, 640.0, 30.0, 80.0, CREAM, 0.4);
        c.glow(500.0, 820.0, 180.0, 44.0, SHADE, 0.36);
    });
    c.fill(oval(500.0, 446.0, 66.0, 15.0), clay.down(0.6));
    c.stroke(
        oval(500.0, 446.0, 66.0, 15.0),
        9.0,
        sideways(434.0, 566.0, &[(0.0, clay), (0.3, clay.up(0.4)), (1.0, clay.down(0.4))]),
    );
}

fn plume(c: &mut Canvas, x: f32, y: f32, lean: f32, tone: Tone) {
    c.turned(lean, x, y, |c| {
        c.placed(x, y, 1.0, |c| {
            let outline = "M0 -40 C34 20 42 90 22 170 C14 196 -14 196 -22 170 C-42 90 -30 20 0 -40 Z";
            c.fill(
                path(outline),
                sideways(-40.0, 40.0, &[(0.0, tone.up(0.1)), (0.35, tone.up(0.42)), (1.0, tone.down(0.26))]),
            );
            for step in 0u8..7 {
                let at = -6.0 + f32::from(step) * 26.0;
                c.stroke(
                    path(&format!("M0 {} C-14 {} -24 {} -34 {}", at + 26.0, at + 10.0, at, at - 12.0)),
                    5.0,
                    tone.up(0.3),
                );
                c.stroke(
                    path(&format!("M0 {} C14 {} 26 {} 36 {}", at + 26.0, at + 10.0, at, at - 12.0)),
                    5.0,
                    tone.down(0.12),
                );
            }
        });
    });
}

pub(super) fn mug(c: &mut Canvas, colours: &Colours) {
    let clay = colours.paper.mix(colours.second, 0.06);
    c.shadow(470.0, 812.0, 190.0);
    let handle = "M650 540 C770 516 800 590 786 650 C774 706 716 734 640 726";
    c.stroke(path(handle), 46.0, along([650.0, 520.0, 790.0, 720.0], clay.up(0.1), clay.down(0.45)));
    c.stroke(path("M656 530 C752 510 786 570 778 628"), 9.0, CREAM.alpha(0.7));
    let profile = "M196 450 C198 560 196 680 180 752 C174 784 158 802 140 808";
    c.fill(lathe(464.0, profile, 16.0), glazed(268.0, 660.0, clay));
    c.within(lathe(464.0, profile, 16.0), |c| {
        c.fill(path("M250 700 C330 740 600 740 690 700 L690 840 L250 840 Z"), colours.thread);
        c.stroke(path("M250 688 C330 728 600 728 690 688"), 7.0, colours.second);
        for index in 0u8..12 {
            let x = 268.0 + f32::from(index) * 36.0;
            let y = 664.0 + 26.0 - (x - 464.0).powi(2) * 0.0007;
            c.fill(polygon(&[[x - 16.0, y], [x, y - 34.0], [x + 16.0, y]]), colours.thread);
        }
        c.fill(
            block(250.0, 440.0, 440.0, 400.0),
            sideways(
                268.0,
                660.0,
                &[(0.0, SHADE.alpha(0.14)), (0.27, CREAM.alpha(0.3)), (0.5, SHADE.alpha(0.0)), (1.0, SHADE.alpha(0.3))],
            ),
        );
        c.glow(464.0, 820.0, 220.0, 36.0, SHADE, 0.36);
    });
    c.fill(oval(464.0, 450.0, 196.0, 48.0), along([268.0, 430.0, 660.0, 470.0], clay.down(0.26), clay.up(0.6)));
    c.fill(oval(464.0, 460.0, 176.0, 36.0), along([290.0, 440.0, 640.0, 480.0], tone(0x5A3118), tone(0x9A6230)));
    c.stroke(
        oval(464.0, 450.0, 196.0, 48.0),
        8.0,
        sideways(268.0, 660.0, &[(0.0, clay.down(0.1)), (0.3, clay.up(0.8)), (1.0, clay.down(0.2))]),
    );
    wisps(c, 464.0, 440.0, 280.0, 0.95);
}

pub(super) fn plates(c: &mut Canvas, colours: &Colours) {
    c.shadow(500.0, 818.0, 270.0);
    let clay = colours.paper.mix(colours.wall, 0.08);
    let deep = colours.thread.mix(colours.wall, 0.18);
    let sage = colours.second.mix(colours.paper, 0.2);
    for (y, r, glaze) in [(806.0, 330.0, deep), (768.0, 320.0, clay), (730.0, 312.0, sage)] {
        let profile = format!("M{r} {} C{} {} {} {y} {} {y}", y - 40.0, r - 10.0, y - 8.0, r * 0.8, r * 0.62);
        c.fill(lathe(500.0, &profile, 10.0), glazed(500.0 - r, 500.0 + r, glaze));
        c.fill(
            oval(500.0, y - 40.0, r, 46.0),
            along([500.0 - r, y - 80.0, 500.0 + r, y], glaze.up(0.5), glaze.down(0.18)),
        );
        c.stroke(oval(500.0, y - 40.0, r, 46.0), 5.0, glaze.up(0.45));
    }
    c.glow(540.0, 690.0, 240.0, 36.0, SHADE, 0.5);
    for (y, r, h, glaze) in [(692.0, 214.0, 124.0, clay), (604.0, 196.0, 112.0, deep)] {
        let profile = format!("M{r} {} C{} {} {} {} {} {y}", y - h, r - 4.0, y - h * 0.4, r * 0.7, y - 6.0, r * 0.42);
        c.fill(lathe(500.0, &profile, 9.0), glazed(500.0 - r, 500.0 + r, glaze));
        c.within(lathe(500.0, &profile, 9.0), |c| {
            let line = if glaze == clay { colours.thread } else { colours.paper };
            let belt = |at: f32| {
                path(&format!(
                    "M{} {at} C{} {} {} {} {} {at}",
                    500.0 - r,
                    500.0 - r * 0.5,
                    at + 34.0,
                    500.0 + r * 0.5,
                    at + 34.0,
                    500.0 + r
                ))
            };
            c.stroke(belt(y - h * 0.66), 12.0, line.alpha(0.9));
            c.stroke(belt(y - h * 0.46), 4.0, line.alpha(0.9));
        });
        c.fill(
            oval(500.0, y - h, r, 34.0),
            along([500.0 - r, y - h - 30.0, 500.0 + r, y - h + 30.0], glaze.down(0.36), glaze.up(0.3)),
        );
        c.stroke(
            oval(500.0, y - h, r, 34.0),
            7.0,
            sideways(500.0 - r, 500.0 + r, &[(0.0, glaze), (0.3, glaze.up(0.75)), (1.0, glaze.down(0.16))]),
        );
    }
}

pub(super) fn basket(c: &mut Canvas, colours: &Colours) {
    let straw = tone(0xD9B26C);
    c.shadow(500.0, 814.0, 226.0);
    let body = || lathe(500.0, "M240 500 C252 600 240 720 200 806", 20.0);
    c.fill(body(), matte(260.0, 740.0, straw));
    c.within(body(), |c| {
        // Rows of plaited leaf; every third one dyed.
        for line in 0u8..13 {
            let y = 500.0 + f32::from(line) * 27.0;
            let dyed = match line % 6 {
                2 => Some(colours.thread),
                4 => Some(colours.second.down(0.2)),
                _ => None,
            };
            for cell in 0u8..20 {
                let x = 236.0 + f32::from(cell) * 28.0 + if line % 2 == 0 { 0.0 } else { 14.0 };
                let dip = 30.0 - (x - 500.0).powi(2) * 0.0005;
                let tone = match dyed {
                    Some(dye) if cell % 3 != 1 => dye,
                    _ => straw,
                };
                c.fill(
                    rounded(x - 13.0, y + dip - 12.0, 26.0, 23.0, 9.0),
                    downwards(y + dip - 12.0, y + dip + 11.0, tone.up(0.22), tone.down(0.24)),
                );
            }
        }
        c.fill(
            block(240.0, 490.0, 520.0, 360.0),
            sideways(
                260.0,
                740.0,
                &[(0.0, SHADE.alpha(0.24)), (0.3, CREAM.alpha(0.2)), (0.6, SHADE.alpha(0.04)), (1.0, SHADE.alpha(0.5))],
            ),
        );
        c.glow(500.0, 826.0, 260.0, 60.0, SHADE, 0.4);
        c.glow(500.0, 512.0, 300.0, 40.0, SHADE, 0.4);
    });
    // The lid: rings seen from the side, and a knob.
    let lid = || lathe(500.0, "M34 300 C150 322 250 390 262 494", 44.0);
    c.fill(lid(), matte(238.0, 762.0, straw.up(0.06)));
    c.within(lid(), |c| {
        for ring in 0u8..8 {
            let part = f32::from(ring) / 7.0;
            let (y, r) = (330.0 + part * 168.0, 90.0 + part * 172.0);
            let tone = match ring % 4 {
                1 => colours.thread,
                3 => colours.second.down(0.2),
                _ => straw.down(0.12),
            };
            let line = format!(
                "M{} {y} C{} {} {} {} {} {y}",
                500.0 - r,
                500.0 - r * 0.5,
                y + 44.0 * part + 12.0,
                500.0 + r * 0.5,
                y + 44.0 * part + 12.0,
                500.0 + r
            );
            c.stroke(path(&line), 11.0, tone.alpha(0.9));
        }
        c.fill(
            block(230.0, 280.0, 540.0, 280.0),
            sideways(
                238.0,
                762.0,
                &[
                    (0.0, SHADE.alpha(0.1)),
                    (0.32, CREAM.alpha(0.24)),
                    (0.6, SHADE.alpha(0.0)),
                    (1.0, SHADE.alpha(0.42)),
                ],
            ),
        );
    });
    c.fill(lathe(500.0, "M20 250 C40 256 46 280 36 304", 8.0), matte(456.0, 544.0, colours.thread));
}

pub(super) fn lantern(c: &mut Canvas, colours: &Colours) {
    c.shadow(500.0, 818.0, 170.0);
    c.glow(500.0, 560.0, 360.0, 330.0, tone(0xFFD27A), 0.5);
    c.stroke(oval(500.0, 150.0, 44.0, 44.0), 11.0, metal(450.0, 550.0, BRASS));
    c.fill(
        lathe(500.0, "M12 194 C16 230 60 250 96 300 C120 334 128 360 150 384", 10.0),
        metal(350.0, 650.0, BRASS.down(0.06)),
    );
    for x in [452.0, 500.0, 548.0] {
        c.fill(polygon(&[[x - 13.0, 338.0], [x, 306.0], [x + 13.0, 338.0]]), tone(0xFFE3A0));
    }
    c.fill(rounded(334.0, 380.0, 332.0, 30.0, 12.0), metal(334.0, 666.0, BRASS));
    // Five panes between bars, the light behind them.
    let panes = [
        (346.0, 46.0, colours.thread),
        (396.0, 66.0, colours.second),
        (466.0, 72.0, tone(0xFFE7AE)),
        (542.0, 66.0, colours.second),
        (612.0, 44.0, colours.thread),
    ];
    c.fill(block(340.0, 408.0, 320.0, 330.0), BRASS.down(0.6));
    for (x, w, glass) in panes {
        c.fill(
            block(x, 412.0, w, 320.0),
            Ink::Around(
                [500.0, 610.0, 230.0],
                vec![(0.0, tone(0xFFF6D6)), (0.3, glass.mix(tone(0xFFE08A), 0.5)), (1.0, glass.down(0.22))],
            ),
        );
        c.stroke(path(&format!("M{} 412 L{} 732 M{} 412 L{} 732", x, x + w, x + w, x)), 4.0, BRASS.down(0.42));
        let (cx, half) = (x + w / 2.0, w * 0.3);
        c.fill(
            polygon(&[[cx, 572.0 - half * 1.5], [cx + half, 572.0], [cx, 572.0 + half * 1.5], [cx - half, 572.0]]),
            CREAM.alpha(0.75),
        );
    }
    for x in [340.0, 392.0, 462.0, 538.0, 608.0, 656.0] {
        c.fill(rounded(x - 4.0, 404.0, 9.0, 336.0, 3.0), metal(x - 6.0, x + 8.0, BRASS));
    }
    c.glow(500.0, 620.0, 110.0, 120.0, tone(0xFFF1C0), 0.75);
    c.fill(rounded(328.0, 730.0, 344.0, 30.0, 10.0), metal(328.0, 672.0, BRASS));
    c.fill(lathe(500.0, "M150 758 C160 784 176 796 180 812", 12.0), metal(320.0, 680.0, BRASS.down(0.1)));
    row(c, [352.0, 776.0, 296.0, 18.0], Figure::Teeth, BRASS.up(0.4), BRASS.down(0.5));
}
