//! Where a dragged box snaps to: edges and centres of boxes in view, and gaps equal to those beside it.
//!
//! Only boxes in its own rows and columns are looked at, found in the scene's index.

use crate::map::ActorId;
use crate::scene::{Area, Point, Scene};

/// How far a box snaps, in points.
pub(super) const SNAP_RADIUS: f32 = 6.0;
/// Below this, two coordinates are the same.
const TOLERANCE: f32 = 0.1;

/// What dragged boxes snap to.
#[derive(Clone, Copy, Debug)]
pub(super) struct SnapField {
    /// What is in view.
    pub view: Area,
    /// How far they snap, in map units.
    pub reach: f32,
}

/// What a box has been aligned with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Guide {
    /// A common edge or centre.
    Line(Point, Point),
    /// One of several equal gaps.
    Gap(Point, Point),
}

/// How far a box snaps along each axis.
pub(super) fn snap(
    scene: &Scene,
    moved: Area,
    is_moved: impl Fn(ActorId) -> bool,
    field: SnapField,
) -> (Option<f32>, Option<f32>) {
    let others = Neighbours::of(scene, moved, &is_moved, field);
    let along = |axis: Axis| {
        let [own_centre, own_edges @ ..] = axis.lines(moved);
        let lines = others.aligned(axis).flat_map(|other| {
            let [centre, edges @ ..] = axis.lines(other);
            let of_edges = edges.into_iter().flat_map(move |edge| own_edges.map(|own| edge - own));
            std::iter::once(centre - own_centre).chain(of_edges)
        });
        let steps = lines.chain(others.gap_steps(axis, moved));
        steps.filter(|step| step.abs() <= field.reach).min_by(|a, b| a.abs().total_cmp(&b.abs()))
    };
    (along(Axis::X), along(Axis::Y))
}

/// The guides of a box where it is.
pub(super) fn guides(scene: &Scene, moved: Area, is_moved: impl Fn(ActorId) -> bool, field: SnapField) -> Vec<Guide> {
    let others = Neighbours::of(scene, moved, &is_moved, field);
    let mut guides = Vec::new();
    for axis in [Axis::X, Axis::Y] {
        guides.extend(others.line_guides(axis, moved));
        guides.extend(others.gap_guides(axis, moved));
    }
    guides
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    X,
    Y,
}

impl Axis {
    fn other(self) -> Self {
        match self {
            Self::X => Self::Y,
            Self::Y => Self::X,
        }
    }

    fn range(self, area: Area) -> (f32, f32) {
        match self {
            Self::X => (area.min.x, area.max.x),
            Self::Y => (area.min.y, area.max.y),
        }
    }

    /// Centre and edges.
    fn lines(self, area: Area) -> [f32; 3] {
        let (least, most) = self.range(area);
        [f32::midpoint(least, most), least, most]
    }

    fn point(self, along: f32, across: f32) -> Point {
        match self {
            Self::X => Point::new(along, across),
            Self::Y => Point::new(across, along),
        }
    }
}

/// The boxes in view in the columns and rows of a moved one.
struct Neighbours {
    in_column: Vec<Area>,
    in_row: Vec<Area>,
}

impl Neighbours {
    fn of(scene: &Scene, moved: Area, is_moved: &impl Fn(ActorId) -> bool, field: SnapField) -> Self {
        let SnapField { view, reach } = field;
        let (x, y) = (Axis::X.range(moved), Axis::Y.range(moved));
        let column = Area {
            min: Point::new(x.0 - reach, view.min.y.min(y.0)),
            max: Point::new(x.1 + reach, view.max.y.max(y.1)),
        };
        let row = Area {
            min: Point::new(view.min.x.min(x.0), y.0 - reach),
            max: Point::new(view.max.x.max(x.1), y.1 + reach),
        };
        let boxes =
            |area: Area| scene.actors_in(area).filter(|mark| !is_moved(mark.id)).map(|mark| mark.area).collect();
        Self { in_column: boxes(column), in_row: boxes(row) }
    }

    /// The boxes that may share a line across this axis.
    fn aligned(&self, axis: Axis) -> impl Iterator<Item = Area> {
        match axis {
            Axis::X => self.in_column.iter().copied(),
            Axis::Y => self.in_row.iter().copied(),
        }
    }

    /// The ranges along an axis of the boxes that a move along it could meet, in order.
    fn beside(&self, axis: Axis, moved: Area) -> Vec<(f32, f32)> {
        let across = axis.other().range(moved);
        let meets = |other: &Area| {
            let other = axis.other().range(*other);
            other.0 < across.1 - TOLERANCE && across.0 < other.1 - TOLERANCE
        };
        let mut ranges: Vec<(f32, f32)> =
            self.aligned(axis.other()).filter(meets).map(|other| axis.range(other)).collect();
        ranges.sort_by(|a, b| a.0.total_cmp(&b.0));
        ranges
    }

    /// The two nearest boxes before a moved one, the nearer first, and the two after it.
    fn nearest(&self, axis: Axis, moved: Area) -> [Option<(f32, f32)>; 4] {
        let ranges = self.beside(axis, moved);
        let (least, most) = axis.range(moved);
        let middle = f32::midpoint(least, most);
        let after = ranges.partition_point(|range| f32::midpoint(range.0, range.1) < middle);
        let at = |place: Option<usize>| place.and_then(|place| ranges.get(place)).copied();
        [at(after.checked_sub(1)), at(after.checked_sub(2)), at(Some(after)), at(Some(after + 1))]
    }

    /// The steps after which gaps along an axis are equal.
    fn gap_steps(&self, axis: Axis, moved: Area) -> impl Iterator<Item = f32> {
        let (least, most) = axis.range(moved);
        let [before, second_before, after, second_after] = self.nearest(axis, moved);
        let between =
            before.zip(after).map(|(before, after)| f32::midpoint(before.1, after.0) - f32::midpoint(least, most));
        let onward = before.zip(second_before).map(|(near, far)| near.1 + (near.0 - far.1) - least);
        let back = after.zip(second_after).map(|(near, far)| near.0 - (far.0 - near.1) - most);
        // Overlapping boxes have no gap.
        let between = between.filter(|_| before.zip(after).is_some_and(|(a, b)| b.0 - a.1 >= most - least));
        let onward = onward.filter(|_| before.zip(second_before).is_some_and(|(near, far)| near.0 > far.1));
        let back = back.filter(|_| after.zip(second_after).is_some_and(|(near, far)| far.0 > near.1));
        [between, onward, back].into_iter().flatten()
    }

    fn gap_guides(&self, axis: Axis, moved: Area) -> Vec<Guide> {
        let (least, most) = axis.range(moved);
        let [before, second_before, after, second_after] = self.nearest(axis, moved);
        let (across_least, across_most) = axis.other().range(moved);
        let across = f32::midpoint(across_least, across_most);
        let gaps = [
            (before.map(|near| (near.1, least)), after.map(|near| (most, near.0))),
            (second_before.zip(before).map(|(far, near)| (far.1, near.0)), before.map(|near| (near.1, least))),
            (after.map(|near| (most, near.0)), after.zip(second_after).map(|(near, far)| (near.1, far.0))),
        ];
        let mut guides: Vec<Guide> = Vec::new();
        for (a, b) in gaps.into_iter().filter_map(|(a, b)| a.zip(b)) {
            let (a_size, b_size) = (a.1 - a.0, b.1 - b.0);
            if a_size > 0.0 && (a_size - b_size).abs() <= TOLERANCE {
                for gap in [a, b] {
                    let guide = Guide::Gap(axis.point(gap.0, across), axis.point(gap.1, across));
                    if !guides.contains(&guide) {
                        guides.push(guide);
                    }
                }
            }
        }
        guides
    }

    /// The lines that a box shares with others: the centre line, or else edges.
    fn line_guides(&self, axis: Axis, moved: Area) -> Vec<Guide> {
        let own = axis.lines(moved);
        let shared = |line: f32, is_centre: bool| {
            let sharing = self.aligned(axis).filter(|other| {
                let [centre, edges @ ..] = axis.lines(*other);
                let is_same = |other: f32| (other - line).abs() <= TOLERANCE;
                if is_centre { is_same(centre) } else { edges.into_iter().any(is_same) }
            });
            let extent = sharing.map(|other| axis.other().range(other)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
            let across = axis.other().range(moved);
            let (least, most) = (extent.0.min(across.0), extent.1.max(across.1));
            Some(Guide::Line(axis.point(line, least), axis.point(line, most)))
        };
        let [centre, edges @ ..] = own;
        match shared(centre, true) {
            Some(guide) => vec![guide],
            None => edges.into_iter().filter_map(|edge| shared(edge, false)).collect(),
        }
    }
}
