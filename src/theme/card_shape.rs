//! The outlines of actors' cards: one per kind, so that kinds can be told apart without colour.

/// The shapes that cards can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each says itself")]
pub enum CardShape {
    CutTopCorners,
    Rounded,
    CutCorners,
    Hexagon,
    Arrow,
    Square,
    Pill,
    Tab,
}

/// A closed polygon around a card centred at (0, 0).
pub type Outline = Vec<(f32, f32)>;

/// Radius of a rounded corner, in map units.
const CORNER_RADIUS: f32 = 8.0;
/// Depth of a slanted or cut corner, in map units.
const CUT_DEPTH: f32 = 12.0;

/// The outline of a shape, clockwise from the upper left, in a card of this width and height.
pub fn outline(shape: CardShape, width: f32, height: f32) -> Outline {
    let (w, h) = (width / 2.0, height / 2.0);
    match shape {
        CardShape::CutTopCorners => {
            vec![(-w, -h + CUT_DEPTH), (-w + CUT_DEPTH, -h), (w - CUT_DEPTH, -h), (w, -h + CUT_DEPTH), (w, h), (-w, h)]
        }
        CardShape::Rounded => rounded(w, h, CORNER_RADIUS),
        CardShape::CutCorners => vec![
            (-w, -h + CUT_DEPTH),
            (-w + CUT_DEPTH, -h),
            (w - CUT_DEPTH, -h),
            (w, -h + CUT_DEPTH),
            (w, h - CUT_DEPTH),
            (w - CUT_DEPTH, h),
            (-w + CUT_DEPTH, h),
            (-w, h - CUT_DEPTH),
        ],
        CardShape::Hexagon => vec![
            (-w, 0.0),
            (-w + CUT_DEPTH, -h),
            (w - CUT_DEPTH, -h),
            (w, 0.0),
            (w - CUT_DEPTH, h),
            (-w + CUT_DEPTH, h),
        ],
        CardShape::Arrow => {
            vec![(-w, -h), (w - CUT_DEPTH, -h), (w, 0.0), (w - CUT_DEPTH, h), (-w, h), (-w + CUT_DEPTH / 2.0, 0.0)]
        }
        CardShape::Square => vec![(-w, -h), (w, -h), (w, h), (-w, h)],
        CardShape::Pill => rounded(w, h, h),
        CardShape::Tab => vec![(-w, -h), (w - CUT_DEPTH, -h), (w, -h + CUT_DEPTH), (w, h), (-w, h)],
    }
}

fn rounded(w: f32, h: f32, radius: f32) -> Outline {
    let radius = radius.min(w).min(h);
    // Enough steps for a pill's end to look round at 400 % zoom.
    let steps = if radius > CORNER_RADIUS { 10 } else { 5 };
    let corners = [
        (-w + radius, -h + radius, 2.0),
        (w - radius, -h + radius, 3.0),
        (w - radius, h - radius, 0.0),
        (-w + radius, h - radius, 1.0),
    ];
    let mut points = Vec::with_capacity(4 * (steps + 1));
    for (x, y, quarter) in corners {
        for step in 0..=steps {
            let angle = (quarter + step as f32 / steps as f32) * std::f32::consts::FRAC_PI_2;
            points.push((x + radius * angle.cos(), y + radius * angle.sin()));
        }
    }
    points
}
