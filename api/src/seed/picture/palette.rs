//! The moods a picture can be in: wall, table and two threads that return in cloths and ornaments.
use super::tone::{Tone, tone};

/// A mood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Palette {
    /// Warm sand, the neutral one.
    Sand,
    /// Burnt clay and red thread.
    Clay,
    /// Grey-green of the ghaf tree.
    Sage,
    /// The Gulf in the morning.
    Sea,
    /// Rose of Taif.
    Rose,
    /// Saffron and honey.
    Saffron,
    /// A deep evening.
    Night,
    /// Pearl grey.
    Pearl,
}

/// The colours of a mood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colours {
    /// The wall behind.
    pub(super) wall: Tone,
    /// What things stand on.
    pub(super) table: Tone,
    /// The leading thread.
    pub(super) thread: Tone,
    /// The thread beside it.
    pub(super) second: Tone,
    /// The dark of the weave.
    pub(super) ink: Tone,
    /// The light of the weave.
    pub(super) paper: Tone,
}

impl Palette {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Sand, Self::Clay, Self::Sage, Self::Sea, Self::Rose, Self::Saffron, Self::Night, Self::Pearl];

    pub(super) fn colours(self) -> Colours {
        let [wall, table, thread, second, ink, paper] = match self {
            Self::Sand => [0xE9D9BE, 0xD2B58A, 0xA63A2A, 0xC98A3B, 0x3A241C, 0xFBF3E2],
            Self::Clay => [0xE2B598, 0xB9714F, 0x8E2F24, 0xE0A24A, 0x37201A, 0xFBEFDD],
            Self::Sage => [0xC9D0B6, 0x98A582, 0x7A3B2E, 0xD0A24C, 0x26302A, 0xF6F3E1],
            Self::Sea => [0xBCD5D6, 0x86AEB2, 0x1F5F6B, 0xD9A75A, 0x17313A, 0xF4F4E8],
            Self::Rose => [0xEFCFC6, 0xD69E92, 0x9B3550, 0xD9A25F, 0x3B1D26, 0xFCF1EA],
            Self::Saffron => [0xF3DA9E, 0xDDAC55, 0xA8451F, 0x6B7A3F, 0x3A2414, 0xFDF5DF],
            Self::Night => [0x33455F, 0x22304A, 0xC9793E, 0xE2B860, 0x121B2D, 0xF0E6D0],
            Self::Pearl => [0xDEDBD5, 0xBDB6AC, 0x4C5B6B, 0xB98A5A, 0x2B2D33, 0xFAF8F3],
        }
        .map(tone);
        Colours { wall, table, thread, second, ink, paper }
    }
}
