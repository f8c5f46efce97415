//! Where the markers of lapsed and backward links stand: on their lines, as near to the middle as they cover no card and no
//! other marker.

use rustc_hash::FxHashMap;

use super::card::{BADGE_REACH, occupied_area};
use super::geometry::{Area, Path, Point};
use super::link_labels::has_mid_marker;
use super::link_style::MID_MARKER_RADIUS;
use super::marks::{ActorMark, LinkMark};
use super::rtree::RTree;

/// Half the sides of the free squares that are looked for: from afar a marker is larger than its line.
const RADII: [f32; 2] = [2.2 * MID_MARKER_RADIUS, MID_MARKER_RADIUS];
/// Of more markers each stands in the middle of its line: among so many none can be told apart.
const MAX_MARKERS: usize = 4_000;
/// Places tried to either side of the middle, at most and by their distance.
const MAX_STEPS: usize = 20;
const STEP: f32 = 10.0;
/// How much of the line's length is left at either end.
const END_SHARE: f32 = 0.1;

/// Parts of a line's length, the middle first, then ever farther from it to either side.
pub(super) fn parts_from_middle(path: &Path) -> impl Iterator<Item = f32> {
    let reach = 0.5 - END_SHARE;
    let steps = ((path.chord_length() * reach / STEP) as usize).min(MAX_STEPS);
    let aside = (1..=steps).flat_map(move |step| {
        let by = reach * step as f32 / steps as f32;
        [0.5 - by, 0.5 + by]
    });
    std::iter::once(0.5).chain(aside)
}

/// Sets where markers stand.
pub(super) fn place_markers(links: &mut [LinkMark], actors: &[ActorMark]) {
    let marked = links.iter().filter(|mark| has_mid_marker(mark)).count();
    if marked == 0 || marked > MAX_MARKERS {
        return;
    }
    let cards: Vec<Area> = actors.iter().map(|mark| occupied_area(mark, mark.area, 1.0, BADGE_REACH)).collect();
    let tree = RTree::new(cards.len(), cards.into_iter().enumerate());
    let mut placed = PlacedMarkers::default();
    for mark in links.iter_mut().filter(|mark| has_mid_marker(mark)) {
        let places = || parts_from_middle(&mark.path).map(|part| (part, mark.path.near(part)[0]));
        let is_free = |radius: f32, at: Point| {
            let square = Area::from_center_size(at, 2.0 * radius, 2.0 * radius);
            !tree.any_touching(square, |_| true) && placed.is_free(at, radius)
        };
        let found = RADII.iter().find_map(|radius| places().find(|(_, at)| is_free(*radius, *at)));
        let (part, at) = found.unwrap_or((0.5, mark.path.near(0.5)[0]));
        mark.marker = part;
        placed.add(at);
    }
}

/// The markers placed so far, by the squares of a grid.
#[derive(Default)]
struct PlacedMarkers(FxHashMap<(i32, i32), Vec<Point>>);

impl PlacedMarkers {
    /// The side of a square: twice the largest radius, so that all that is near lies in a square or one beside it.
    const SIDE: f32 = 2.0 * RADII[0];

    fn square(at: Point) -> (i32, i32) {
        ((at.x / Self::SIDE).floor() as i32, (at.y / Self::SIDE).floor() as i32)
    }

    fn is_free(&self, at: Point, radius: f32) -> bool {
        let (column, row) = Self::square(at);
        let mut squares =
            (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column.saturating_add(x), row.saturating_add(y))));
        let is_near = |other: &Point| (other.x - at.x).abs().max((other.y - at.y).abs()) < 2.0 * radius;
        !squares.any(|square| self.0.get(&square).is_some_and(|points| points.iter().any(is_near)))
    }

    fn add(&mut self, at: Point) {
        self.0.entry(Self::square(at)).or_default().push(at);
    }
}
