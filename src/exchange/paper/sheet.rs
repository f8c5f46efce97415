//! Sheets of paper, in points: 1/72 inch.

use serde::{Deserialize, Serialize};

/// A millimetre.
pub(super) const MILLIMETRE: f32 = 72.0 / 25.4;
/// The margin of a page, which few printers need more of.
pub(super) const MARGIN: f32 = 10.0 * MILLIMETRE;
/// How far neighbouring tiles show the same, to be glued.
pub(super) const OVERLAP: f32 = 10.0 * MILLIMETRE;

/// Height of the foot of a page, below what the page shows.
pub(super) const FOOT_HEIGHT: f32 = 30.0;

/// A size of paper, ISO 216.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
    /// 420 × 594 mm.
    A2,
    /// 594 × 841 mm.
    A1,
    /// 841 × 1189 mm.
    A0,
}

impl PaperSize {
    /// All sizes, the smallest first.
    pub const ALL: [Self; 5] = [Self::A4, Self::A3, Self::A2, Self::A1, Self::A0];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
            Self::A2 => "A2",
            Self::A1 => "A1",
            Self::A0 => "A0",
        }
    }

    /// Its short and its long side, in millimetres.
    fn millimetres(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A3 => (297.0, 420.0),
            Self::A2 => (420.0, 594.0),
            Self::A1 => (594.0, 841.0),
            Self::A0 => (841.0, 1189.0),
        }
    }

    /// Width and height in points.
    pub fn points(self, orientation: Orientation) -> (f32, f32) {
        let (short, long) = self.millimetres();
        let (short, long) = (short * MILLIMETRE, long * MILLIMETRE);
        match orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        }
    }
}

/// How a sheet lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    /// Higher than wide.
    Portrait,
    /// Wider than high.
    Landscape,
}

impl Orientation {
    /// Both; chains run from left to right, so the wide one comes first where both are as good.
    pub const ALL: [Self; 2] = [Self::Landscape, Self::Portrait];
}
