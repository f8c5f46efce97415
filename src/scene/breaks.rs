//! Where the marks of breaks and the reasons beside them stand: in free space between the two ends, on no card and no other
//! mark.

use std::borrow::Cow;

use super::card::{BADGE_RADIUS, BADGE_REACH, occupied_area};
use super::geometry::{Area, Path, Point};
use super::link_labels::has_mid_marker;
use super::link_style::MID_MARKER_RADIUS;
use super::marker_places::parts_from_middle;
use super::marks::{ActorMark, LinkMark};
use super::scene_graph::Scene;
use crate::analysis::Break;

/// From the centre of a mark to its corners, in points.
pub const BREAK_RADIUS: f32 = 12.5;
/// The same, and smaller ones for where a larger mark has no room.
const RADII: [f32; 4] = [BREAK_RADIUS, 10.0, 8.0, MIN_RADIUS];
const MIN_RADIUS: f32 = 6.5;
/// Distance of a mark from cards and other marks, in points.
const CLEARANCE: f32 = 2.0;
/// From a card to the mark beside it, in points.
const CARD_GAP: f32 = 5.5;
/// Of more breaks in view the others stand in the middle of their lines: nobody reads more.
const MAX_PLACED: usize = 200;
/// Rings of places around a mark that has no room on its line, and places on each.
const RINGS: u8 = 9;
const DIRECTIONS: u8 = 16;
/// From the centre of a mark to the reason beside it.
const REASON_OFFSET_X: f32 = 14.0;
/// From the lower edge of a mark or card to a reason below it.
const REASON_OFFSET_Y: f32 = 6.0;
/// Rows of places above and below a mark that are tried for its reason, besides the nearest.
const REASON_ROWS: u8 = 5;
/// Vertical gap between two reasons.
const REASON_SPACING: f32 = 2.0;

/// A mark of a break with its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakMark {
    /// Which break, by its place in the list.
    pub index: usize,
    /// Its centre, in map units.
    pub middle: Point,
    /// From its centre to its corners, in points.
    pub radius: f32,
}

/// A scene as it is drawn, for marks that do not grow with it.
pub struct MarkSpace<'a> {
    /// The scene.
    pub scene: &'a Scene,
    /// Map units a point.
    pub unit: f32,
    /// How far a card may be drawn from where the scene has it, in map units.
    pub reach: f32,
    /// Where a card is drawn; `None` where it is not.
    pub card: &'a dyn Fn(&ActorMark) -> Option<Area>,
    /// Where a line is drawn.
    pub path: &'a dyn Fn(&'a LinkMark) -> Cow<'a, Path>,
    /// Where marks are wanted.
    pub within: Area,
}

impl<'a> MarkSpace<'a> {
    /// A scene as it is, seen at 100 %.
    pub fn of(scene: &'a Scene) -> Self {
        let within = Area::EVERYTHING;
        Self {
            scene,
            unit: 1.0,
            reach: 0.0,
            card: &|mark| Some(mark.area),
            path: &|mark| Cow::Borrowed(&mark.path),
            within,
        }
    }

    /// Places the marks of breaks, the first ones first; none for what is not in the scene or not in its part.
    pub fn place_breaks(&self, breaks: &[Break]) -> Vec<BreakMark> {
        let mut placed: Vec<BreakMark> = Vec::new();
        for (index, chain_break) in breaks.iter().enumerate() {
            let link = chain_break.link.and_then(|id| self.scene.link(id)).map(|mark| (self.path)(mark));
            let card = self.scene.actor(chain_break.actor).and_then(|mark| (self.card)(mark));
            let Some(usual) = self.usual_place(link.as_deref(), card) else { continue };
            if !self.within.contains(usual) {
                continue;
            }
            let found = (placed.len() < MAX_PLACED).then(|| self.free_place(link.as_deref(), card, usual, &placed));
            let (middle, radius) = found.flatten().unwrap_or((usual, MIN_RADIUS));
            placed.push(BreakMark { index, middle, radius });
        }
        placed
    }

    /// The middle of the link that does not pass goods on, or else beside the card of the actor that they do not leave.
    fn usual_place(&self, link: Option<&Path>, card: Option<Area>) -> Option<Point> {
        let on_line = link.map(|path| path.near(0.5)[0]);
        let gap = (BREAK_RADIUS + CARD_GAP) * self.unit;
        on_line.or(card.map(|card| Point::new(card.max.x + gap, card.middle().y)))
    }

    /// The nearest free place: on the line, as large as fits; else beside it.
    fn free_place(
        &self,
        link: Option<&Path>,
        card: Option<Area>,
        usual: Point,
        placed: &[BreakMark],
    ) -> Option<(Point, f32)> {
        let on_line = || link.into_iter().flat_map(|path| parts_from_middle(path).map(|part| path.near(part)[0]));
        let at_card = || card.filter(|_| link.is_none()).into_iter().flat_map(|card| self.places_beside(card));
        let on_line = RADII.iter().find_map(|radius| {
            let mut places = on_line().chain(at_card());
            places.find(|at| self.is_free(*at, *radius, placed)).map(|at| (at, *radius))
        });
        on_line.or_else(|| {
            RADII.iter().find_map(|radius| {
                self.places_around(usual, *radius).find(|at| self.is_free(*at, *radius, placed)).map(|at| (at, *radius))
            })
        })
    }

    /// Places beside a card: where goods would leave it, then nearer to its corners.
    fn places_beside(&self, card: Area) -> impl Iterator<Item = Point> + use<> {
        let x = card.max.x + (BREAK_RADIUS + CARD_GAP) * self.unit;
        let height = card.height();
        [0.0, 0.3, -0.3, 0.6, -0.6, 0.9, -0.9]
            .into_iter()
            .map(move |part| Point::new(x, card.middle().y + part * height))
    }

    /// Places on rings around a point, the nearest ring first.
    fn places_around(&self, middle: Point, radius: f32) -> impl Iterator<Item = Point> + use<> {
        let step = 1.5 * radius * self.unit;
        (1..=RINGS).flat_map(move |ring| {
            (0..DIRECTIONS).map(move |direction| {
                let (sine, cosine) = (std::f32::consts::TAU * f32::from(direction) / f32::from(DIRECTIONS)).sin_cos();
                let far = step * f32::from(ring);
                Point::new(middle.x + cosine * far, middle.y + sine * far)
            })
        })
    }

    fn is_free(&self, middle: Point, radius: f32, placed: &[BreakMark]) -> bool {
        let side = 2.0 * (radius + CLEARANCE) * self.unit;
        let square = Area::from_center_size(middle, side, side);
        let is_apart = |other: &BreakMark| {
            let least = (radius + other.radius + CLEARANCE) * self.unit;
            (other.middle.x - middle.x).abs().max((other.middle.y - middle.y).abs()) >= least
        };
        placed.iter().all(is_apart) && !self.covers_cards(square) && !self.covers_markers(square)
    }

    /// Whether an area of the map covers a card, its badge or the stack behind it.
    pub fn covers_cards(&self, area: Area) -> bool {
        let reach = BADGE_REACH.max(BADGE_RADIUS * self.unit);
        let near = self.scene.actors_in(area.expanded(reach + self.reach));
        let mut cards = near.filter_map(|mark| Some(occupied_area(mark, (self.card)(mark)?, 0.0, reach)));
        cards.any(|card| card.intersects(area))
    }

    /// Whether an area of the map covers the marker of a line.
    fn covers_markers(&self, area: Area) -> bool {
        let radius = MID_MARKER_RADIUS * (0.6 * self.unit).max(1.0);
        let marked = self.scene.links_in(area.expanded(radius)).filter(|mark| has_mid_marker(mark));
        let mut markers = marked.map(|mark| (self.path)(mark).near(mark.marker)[0]);
        markers.any(|at| Area::from_center_size(at, 2.0 * radius, 2.0 * radius).intersects(area))
    }
}

impl Scene {
    /// The cards that a break lies between.
    pub fn break_cards(&self, chain_break: &Break) -> impl Iterator<Item = &ActorMark> {
        let link = chain_break.link.and_then(|id| self.link(id));
        link.into_iter().flat_map(|mark| [mark.from, mark.to]).filter_map(|id| self.actor(id))
    }
}
/// The outline of a mark around its centre, clockwise: a diamond, unlike any verdict badge, so that the two differ
/// without colour.
pub fn break_outline(middle: Point, radius: f32) -> [Point; 4] {
    let corner = |x: f32, y: f32| Point::new(middle.x + x * radius, middle.y + y * radius);
    [corner(0.0, -1.0), corner(1.0, 0.0), corner(0.0, 1.0), corner(-1.0, 0.0)]
}

/// The area of a reason of this size beside its mark: the first place that lies in `available`, covers nothing `occupied` and
/// is clear; else as [`reason_area`]. All in the same unit.
pub fn reason_place(
    (mark, radius): (Point, f32),
    (width, height): (f32, f32),
    available: Area,
    is_clear: impl Fn(Area) -> bool,
    cards: impl Iterator<Item = Area>,
    occupied: &[Area],
) -> Area {
    let aside = radius + REASON_OFFSET_X - BREAK_RADIUS + width / 2.0;
    let down = radius + REASON_OFFSET_Y + height / 2.0;
    // Below and above it moves aside as far as it must to stay in sight.
    let inside = mark.x.min(available.max.x - width / 2.0).max(available.min.x + width / 2.0);
    let row = |row: u8| down + f32::from(row) * (height + REASON_SPACING);
    let near = [(mark.x + aside, 0.0), (inside, down), (inside, -down), (mark.x - aside, 0.0)];
    let farther = (1..=REASON_ROWS).flat_map(|at| [(inside, row(at)), (inside, -row(at))]);
    let place = |(x, y): (f32, f32)| Area::from_center_size(Point::new(x, mark.y + y), width, height);
    let mut places = near.into_iter().chain(farther).map(place);
    let is_free = |place: &Area| {
        available.covers(*place) && !occupied.iter().any(|other| other.intersects(*place)) && is_clear(*place)
    };
    places.find(is_free).unwrap_or_else(|| reason_area(mark, (width, height), available, cards, occupied))
}

/// The area of a reason of this size: right of its mark; below the mark if it would leave `available`; below a card if
/// it would cover one; and below reasons already in `written`. All in the same unit.
pub fn reason_area(
    mark: Point,
    (width, height): (f32, f32),
    available: Area,
    cards: impl Iterator<Item = Area>,
    occupied: &[Area],
) -> Area {
    let beside = Area::from_center_size(Point::new(mark.x + REASON_OFFSET_X + width / 2.0, mark.y), width, height);
    let middle = mark.x.min(available.max.x - width / 2.0).max(available.min.x + width / 2.0);
    let below = |y: f32| Area::from_center_size(Point::new(middle, y + REASON_OFFSET_Y + height / 2.0), width, height);
    let mut area = if beside.max.x > available.max.x { below(mark.y + BREAK_RADIUS) } else { beside };
    if let Some(lowest) = cards.filter(|card| card.intersects(area)).map(|card| card.max.y).reduce(f32::max) {
        area = below(lowest);
    }
    while let Some(other) = occupied.iter().find(|other| other.intersects(area)) {
        let middle = Point::new(area.middle().x, other.max.y + REASON_SPACING + height / 2.0);
        area = Area::from_center_size(middle, width, height);
    }
    area
}
