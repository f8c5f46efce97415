//! The outline of an actor's card: each kind has its own, so that kinds can be told apart without colour.

/// The shapes that cards can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each says itself")]
pub enum Silhouette {
    Roof,
    Rounded,
    CutCorners,
    Hexagon,
    Arrow,
    Square,
    Pill,
    Tab,
}

/// A closed outline around a card whose middle is (0, 0).
pub type Outline = Vec<(f32, f32)>;

/// How round a corner is, in map units.
const ROUND: f32 = 8.0;
/// How deep a slanted or cut corner is, in map units.
const CUT: f32 = 12.0;

/// The outline of a shape, clockwise from the upper left, in a card of this width and height.
pub fn outline(silhouette: Silhouette, width: f32, height: f32) -> Outline {
    let (w, h) = (width / 2.0, height / 2.0);
    match silhouette {
        Silhouette::Roof => vec![(-w, -h + CUT), (-w + CUT, -h), (w - CUT, -h), (w, -h + CUT), (w, h), (-w, h)],
        Silhouette::Rounded => rounded(w, h, ROUND),
        Silhouette::CutCorners => vec![
            (-w, -h + CUT),
            (-w + CUT, -h),
            (w - CUT, -h),
            (w, -h + CUT),
            (w, h - CUT),
            (w - CUT, h),
            (-w + CUT, h),
            (-w, h - CUT),
        ],
        Silhouette::Hexagon => vec![(-w, 0.0), (-w + CUT, -h), (w - CUT, -h), (w, 0.0), (w - CUT, h), (-w + CUT, h)],
        Silhouette::Arrow => vec![(-w, -h), (w - CUT, -h), (w, 0.0), (w - CUT, h), (-w, h), (-w + CUT / 2.0, 0.0)],
        Silhouette::Square => vec![(-w, -h), (w, -h), (w, h), (-w, h)],
        Silhouette::Pill => rounded(w, h, h),
        Silhouette::Tab => vec![(-w, -h), (w - CUT, -h), (w, -h + CUT), (w, h), (-w, h)],
    }
}

fn rounded(w: f32, h: f32, radius: f32) -> Outline {
    let radius = radius.min(w).min(h);
    // Enough steps that a pill's end looks round at four times its size.
    let steps = if radius > ROUND { 10 } else { 5 };
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
