//! Positions of break marks and of the reasons beside them.

use super::geometry::{Area, Path, Point};
use super::marks::ActorMark;
use super::scene_graph::Scene;
use crate::analysis::Break;

/// From the centre of a mark to its corners, at 100 %.
pub const BREAK_RADIUS: f32 = 12.5;
/// From the centre of a mark to the reason beside it.
const REASON_OFFSET_X: f32 = 14.0;
/// From the lower edge of a mark or card to a reason below it.
const REASON_OFFSET_Y: f32 = 6.0;
/// Vertical gap between two reasons.
const REASON_SPACING: f32 = 2.0;

impl Scene {
    /// The position of a break mark, as [`break_position`]; `None` when the break is not in the scene.
    pub fn break_position(&self, chain_break: &Break) -> Option<Point> {
        let path = chain_break.link.and_then(|id| self.link(id)).map(|mark| &mark.path);
        break_position(path, self.actor(chain_break.actor).map(|mark| mark.area))
    }

    /// The cards that a break lies between.
    pub fn break_cards(&self, chain_break: &Break) -> impl Iterator<Item = &ActorMark> {
        let link = chain_break.link.and_then(|id| self.link(id));
        link.into_iter().flat_map(|mark| [mark.from, mark.to]).filter_map(|id| self.actor(id))
    }
}

/// The position of a break mark: the middle of the link that does not pass goods on, or else beside the card of the
/// actor that they do not leave.
pub fn break_position(link: Option<&Path>, card: Option<Area>) -> Option<Point> {
    let on_line = link.map(|path| path.middle()[0]);
    on_line.or(card.map(|card| Point::new(card.max.x + REASON_OFFSET_X + 4.0, card.middle().y)))
}

/// The outline of a mark around its centre, clockwise: a diamond, unlike any verdict badge, so that the two differ
/// without colour.
pub fn break_outline(middle: Point, radius: f32) -> [Point; 4] {
    let corner = |x: f32, y: f32| Point::new(middle.x + x * radius, middle.y + y * radius);
    [corner(0.0, -1.0), corner(1.0, 0.0), corner(0.0, 1.0), corner(-1.0, 0.0)]
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
