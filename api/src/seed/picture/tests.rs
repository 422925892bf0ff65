//! The pictures are what they say: the same each time, different from each other, small, and in the promised sizes.
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::*;

fn print(picture: Picture) -> u64 {
    let mut hasher = DefaultHasher::new();
    picture.pixels(96).unwrap().0.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn the_same_specification_gives_the_same_bytes() {
    let picture = item(Motif::Dallah, Palette::Sand);
    assert_eq!(picture.webp(320), picture.webp(320));
    assert_eq!(cover(Palette::Clay, 3).webp(320), cover(Palette::Clay, 3).webp(320));
}

#[test]
fn every_motif_palette_mark_and_cover_is_distinct() {
    let mut pictures: Vec<Picture> = Motif::ALL.iter().map(|motif| item(*motif, Palette::Sand)).collect();
    pictures.extend(Palette::ALL.iter().skip(1).map(|palette| item(Motif::Dates, *palette)));
    pictures.extend([Mark::Door, Mark::Palm].map(|mark| logo(mark, Palette::Sand)));
    pictures.extend([0, 1].map(|seed| cover(Palette::Sand, seed)));
    let seen: HashSet<u64> = pictures.iter().map(|picture| print(*picture)).collect();
    assert_eq!(seen.len(), pictures.len());
}

#[test]
fn pictures_are_opaque_and_of_the_promised_size() {
    for picture in [item(Motif::Well, Palette::Sea), cover(Palette::Sand, 0), logo(Mark::Door, Palette::Clay)] {
        for width in [320, 640] {
            let (pixels, w, h) = picture.pixels(width).unwrap();
            assert_eq!((w, h), picture.size_at(width));
            assert!(pixels.chunks_exact(4).all(|pixel| pixel[3] == 255));
            let webp = picture.webp(width);
            let features = webp::BitstreamFeatures::new(&webp).unwrap();
            assert_eq!((features.width(), features.height()), (w, h));
        }
    }
    assert_eq!(cover(Palette::Sand, 0).size(), (1280, 720));
    assert!(item(Motif::Well, Palette::Sea).webp(0).is_empty());
}

#[test]
fn a_picture_of_a_grid_is_light() {
    for motif in Motif::ALL {
        let bytes = item(*motif, Palette::Sand).webp(640).len();
        assert!(bytes < 40 * 1024, "{motif:?} has {bytes} bytes");
    }
}
