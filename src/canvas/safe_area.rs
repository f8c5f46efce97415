//! The part of the canvas that the map has. Some of its corners hold buttons: a fitted area keeps clear of them.

use egui::{Pos2, Rect, Vec2};

use super::camera::Camera;
use super::{background, bands, headers, legend};
use crate::scene::{Area, Point, Scene};

/// Size of the filter button in the upper left corner, with margins, in points.
pub(super) const FILTER_BUTTON_SIZE: Vec2 = Vec2::new(72.0, 38.0);
/// Size of the folded legend in the lower left corner, with margins, in points.
const LEGEND_SIZE: Vec2 = Vec2::new(104.0, legend::MARGIN + legend::HANDLE_HEIGHT + 4.0);

/// Space around what is brought into sight, in points.
pub(super) const CLEAR_MARGIN: f32 = 8.0;

/// How often a part of the map that still lies under a button is moved away from it.
const MAX_STEPS: usize = 3;

/// The part of the canvas below the headers and right of the column of band names.
pub(super) fn map_rect(screen: Rect, scene: &Scene) -> Rect {
    Rect::from_min_max(screen.min + Vec2::new(bands::column_width(scene), headers::HEADER_HEIGHT), screen.max)
}

/// The part of the map's rectangle in which a fitted area lies clear of the buttons, and of the bar in the upper corner as
/// far as it goes. Most maps have nothing in these corners and get all of it.
pub(super) fn safe_area(scene: &Scene, area: Area, map: Rect, bar: Option<Rect>) -> Rect {
    let mut safe = map;
    let button = Rect::from_min_size(map.min, FILTER_BUTTON_SIZE);
    let upper = bar.map_or(button, |bar| button.union(bar).intersect(map));
    let lower = Rect::from_min_size(Pos2::new(map.min.x, map.max.y - LEGEND_SIZE.y), LEGEND_SIZE);
    // A map that the width limits is centred in what is left, and so moves by half of it only.
    for _ in 0..MAX_STEPS {
        if covers(upper, scene, area, safe) && safe.height() > upper.height() {
            safe.min.y += upper.height() - Camera::MARGIN.y;
        }
        if covers(lower, scene, area, safe) {
            safe.max.y -= LEGEND_SIZE.y - Camera::MARGIN.y;
        }
    }
    safe
}

/// Whether a rectangle of the screen would cover a card, or the name of the supporters' strip, with `area` fitted into a
/// safe area.
fn covers(part: Rect, scene: &Scene, area: Area, safe: Rect) -> bool {
    let camera = Camera::fitting(area, safe);
    let to_map = |at: Pos2| camera.map_from_screen(at, safe);
    if scene.actors_in(Area::from_corners(to_map(part.min), to_map(part.max))).next().is_some() {
        return true;
    }
    scene.supporters.is_some_and(|strip| {
        let y = |at: f32| camera.screen_from_map(Point::new(0.0, at), safe).y;
        background::has_supporters_label(y(strip.top), y(strip.bottom))
            && y(strip.top) < part.max.y
            && part.min.y < y(strip.top) + 24.0
    })
}
