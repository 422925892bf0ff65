//! What stands behind and below a motif: a wall in soft light with a niche, a sun or a window's light on it and a table;
//! a table top seen from above; or open land.
use super::canvas::Canvas;
use super::palette::Colours;
use super::shape::{arch, block, oval, path, polygon};
use super::tone::{CREAM, Ink, SHADE, Tone, along, downwards, tone};

/// Where the table begins.
pub(super) const HORIZON: f32 = 690.0;

/// The surroundings of a motif.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scene {
    /// A table before a wall with an arched niche.
    Niche,
    /// A table before a wall with a round patch of colour.
    Disc,
    /// A table before a wall with the light of a lattice window on it.
    Lattice,
    /// A cloth seen from above.
    Above,
    /// Land under a wide sky.
    Land,
    /// Land under stars.
    Stars,
}

pub(super) fn draw(c: &mut Canvas, scene: Scene, colours: &Colours) {
    match scene {
        Scene::Niche => room(c, colours, niche),
        Scene::Disc => room(c, colours, disc),
        Scene::Lattice => room(c, colours, lattice),
        Scene::Above => above(c, colours),
        Scene::Land => land(c, colours),
        Scene::Stars => stars(c),
    }
}

fn room(c: &mut Canvas, colours: &Colours, on_the_wall: fn(&mut Canvas, &Colours)) {
    let Colours { wall, table, .. } = *colours;
    c.fill(block(0.0, 0.0, 1000.0, HORIZON), along([0.0, 0.0, 1000.0, 700.0], wall.up(0.28), wall.down(0.1)));
    on_the_wall(c, colours);
    c.glow(180.0, 60.0, 760.0, 640.0, CREAM, 0.34);
    c.fill(block(0.0, HORIZON, 1000.0, 310.0), downwards(HORIZON, 1000.0, table.up(0.2), table.down(0.1)));
    c.fill(block(0.0, HORIZON, 1000.0, 5.0), table.up(0.5).alpha(0.55));
    c.glow(500.0, HORIZON, 700.0, 36.0, SHADE, 0.13);
    c.glow(300.0, 800.0, 620.0, 150.0, CREAM, 0.3);
}

fn niche(c: &mut Canvas, colours: &Colours) {
    let wall = colours.wall;
    c.fill(arch(500.0, 318.0, 92.0, HORIZON), along([200.0, 0.0, 820.0, 0.0], wall.down(0.22), wall.down(0.03)));
    c.within(arch(500.0, 318.0, 92.0, HORIZON), |c| {
        c.fill(arch(528.0, 312.0, 116.0, HORIZON), along([240.0, 0.0, 840.0, 0.0], wall.down(0.06), wall.up(0.26)));
        c.glow(500.0, HORIZON, 330.0, 110.0, SHADE, 0.14);
    });
}

fn disc(c: &mut Canvas, colours: &Colours) {
    // On a dark wall a mixture would be muddy: the wall itself, nearer to the light.
    let deep = if colours.wall.is_dark() { colours.wall.up(0.12) } else { colours.wall.mix(colours.second, 0.42) };
    c.fill(oval(520.0, 400.0, 300.0, 300.0), along([300.0, 120.0, 760.0, 680.0], deep.up(0.3), deep.down(0.06)));
}

fn lattice(c: &mut Canvas, colours: &Colours) {
    let light = colours.wall.up(0.72);
    // The light of a window of small panes, thrown askew on the wall.
    let corner = |across: f32, down: f32| [452.0 + across * 92.0 + down * 24.0, 92.0 - across * 20.0 + down * 104.0];
    c.glow(690.0, 350.0, 420.0, 400.0, light, 0.4);
    for column in 0u8..4 {
        for line in 0u8..5 {
            let (left, top) = (f32::from(column), f32::from(line));
            let (right, bottom) = (left + 0.86, top + 0.9);
            let pane = polygon(&[corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)]);
            c.fill(pane, light.alpha(0.62 - 0.07 * top));
        }
    }
}

fn above(c: &mut Canvas, colours: &Colours) {
    let Colours { wall, .. } = *colours;
    c.fill(block(0.0, 0.0, 1000.0, 1000.0), along([0.0, 0.0, 1000.0, 1000.0], wall.up(0.3), wall.down(0.12)));
    // Folds of a linen cloth.
    let folds = [
        ("M-60 250 C260 150 420 330 1060 120", 0.1),
        ("M-60 760 C220 700 520 880 1060 700", 0.08),
        ("M160 -60 C120 300 260 620 130 1060", 0.07),
    ];
    for (fold, strength) in folds {
        c.stroke(path(fold), 46.0, wall.down(0.3).alpha(strength));
        c.placed(0.0, -26.0, 1.0, |c| c.stroke(path(fold), 26.0, CREAM.alpha(strength * 2.4)));
    }
    c.glow(200.0, 140.0, 820.0, 700.0, CREAM, 0.3);
}

fn land(c: &mut Canvas, colours: &Colours) {
    let Colours { wall, table, .. } = *colours;
    let sun = tone(0xF4BE62);
    c.fill(block(0.0, 0.0, 1000.0, 760.0), downwards(0.0, 700.0, wall.up(0.05), wall.up(0.7)));
    c.fill(oval(716.0, 262.0, 104.0, 104.0), downwards(160.0, 370.0, sun.up(0.55), sun.up(0.15)));
    c.glow(716.0, 262.0, 330.0, 330.0, sun.up(0.5), 0.34);
    dunes(c, table);
}

fn dunes(c: &mut Canvas, sand: Tone) {
    let far = "M0 610 C180 540 330 560 470 600 C640 650 800 560 1000 590 L1000 1000 L0 1000 Z";
    c.fill(path(far), downwards(540.0, 760.0, sand.up(0.42), sand.up(0.2)));
    let near = "M0 730 C190 690 300 640 520 672 C720 702 860 690 1000 650 L1000 1000 L0 1000 Z";
    c.fill(path(near), downwards(640.0, 1000.0, sand.up(0.22), sand.down(0.14)));
    let crest = "M0 730 C190 690 300 640 520 672 C420 720 260 800 180 1000 L0 1000 Z";
    c.fill(path(crest), downwards(660.0, 1000.0, CREAM.alpha(0.26), CREAM.alpha(0.02)));
}

fn stars(c: &mut Canvas) {
    c.fill(block(0.0, 0.0, 1000.0, 800.0), downwards(0.0, 720.0, tone(0x1B2A4A), tone(0x6F6F93)));
    let sky = [
        (92.0, 120.0, 4.0),
        (210.0, 66.0, 3.0),
        (300.0, 190.0, 5.0),
        (420.0, 90.0, 3.0),
        (560.0, 160.0, 4.0),
        (640.0, 60.0, 3.0),
        (900.0, 84.0, 4.0),
        (930.0, 250.0, 3.0),
        (120.0, 300.0, 3.0),
        (480.0, 250.0, 3.0),
        (868.0, 372.0, 4.0),
        (60.0, 440.0, 3.0),
        (350.0, 330.0, 3.0),
        (700.0, 330.0, 3.0),
    ];
    for (x, y, r) in sky {
        c.glow(x, y, r * 5.0, r * 5.0, CREAM, 0.25);
        c.fill(oval(x, y, r, r), CREAM.alpha(0.9));
    }
    c.glow(772.0, 176.0, 190.0, 190.0, CREAM, 0.3);
    let moon = "M798 100 C748 106 712 146 716 194 C720 242 764 274 812 262 C772 246 750 214 752 176 C753 142 770 114 798 100 Z";
    c.fill(path(moon), downwards(100.0, 262.0, tone(0xFFF6DC), tone(0xEBD9A8)));
    dunes(c, tone(0x54597F));
}

/// Two or three wisps of steam or smoke rising from (x, y).
pub(super) fn wisps(c: &mut Canvas, x: f32, y: f32, height: f32, strength: f32) {
    for (dx, reach, width) in [(-26.0, 0.8, 15.0), (4.0, 1.0, 20.0), (32.0, 0.7, 13.0)] {
        let (x, h) = (x + dx, height * reach);
        let line = format!(
            "M{x} {y} C{} {} {} {} {} {} C{} {} {} {} {} {}",
            x - 34.0,
            y - h * 0.2,
            x + 40.0,
            y - h * 0.36,
            x + 4.0,
            y - h * 0.58,
            x - 22.0,
            y - h * 0.74,
            x + 24.0,
            y - h * 0.84,
            x + 8.0,
            y - h
        );
        let ink = |s: f32| {
            Ink::Across(
                [0.0, y, 0.0, y - h],
                vec![
                    (0.0, CREAM.alpha(0.0)),
                    (0.25, CREAM.alpha(s)),
                    (0.7, CREAM.alpha(s * 0.6)),
                    (1.0, CREAM.alpha(0.0)),
                ],
            )
        };
        c.stroke(path(&line), width * 2.2, ink(strength * 0.3));
        c.stroke(path(&line), width, ink(strength * 0.55));
    }
}
