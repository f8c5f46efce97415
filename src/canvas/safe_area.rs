//! The corners of the map in which buttons stand: a map that is shown whole keeps clear of them.

use egui::{Pos2, Rect, Vec2};

use super::camera::Camera;
use super::{headers, legend};
use crate::scene::{Area, Point, Scene};

/// What the button of the filter takes of the upper left corner.
const FILTER_SIZE: Vec2 = Vec2::new(72.0, 38.0);
/// What the folded legend takes of the lower left corner.
const LEGEND_FONT_SIZE: Vec2 = Vec2::new(104.0, legend::MARGIN + legend::HANDLE_HEIGHT + 4.0);

/// The part of the map's own part of the canvas in which an area that is shown whole lies clear of the buttons. Most
/// maps have nothing in these corners and get all of it.
pub(super) fn safe_area(scene: &Scene, area: Area, map: Rect) -> Rect {
    let mut room = map;
    let upper = Rect::from_min_size(map.min, FILTER_SIZE);
    let lower = Rect::from_min_size(Pos2::new(map.min.x, map.max.y - LEGEND_FONT_SIZE.y), LEGEND_FONT_SIZE);
    if covers(upper, scene, area, map) {
        room.min.y += FILTER_SIZE.y - Camera::MARGIN.y;
    }
    if covers(lower, scene, area, map) {
        room.max.y -= LEGEND_FONT_SIZE.y - Camera::MARGIN.y;
    }
    room
}

/// Whether a part of the screen would cover a card, or the name of the supporters' strip, with an area shown whole.
fn covers(part: Rect, scene: &Scene, area: Area, map: Rect) -> bool {
    let camera = Camera::fitting(area, map);
    let place = |at: Pos2| camera.map_from_screen(at, map);
    if scene.actors_in(Area::from_corners(place(part.min), place(part.max))).next().is_some() {
        return true;
    }
    scene.supporters.is_some_and(|strip| {
        let y = |at: f32| camera.screen_from_map(Point::new(0.0, at), map).y;
        headers::has_supporters_label(y(strip.top), y(strip.bottom))
            && y(strip.top) < part.max.y
            && part.min.y < y(strip.top) + 24.0
    })
}
