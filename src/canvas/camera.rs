//! The camera: which part of the map is visible, and at which zoom.

use egui::{Pos2, Rect, Vec2};

use crate::scene::{Area, Point};

/// Range of the zoom, in screen points per map unit.
const ZOOM_RANGE: std::ops::RangeInclusive<f32> = 0.002..=4.0;
/// Maximum zoom when fitting an area: the boxes of a small map are as large as fits.
const MAX_FIT_ZOOM: f32 = 2.5;

/// The position of a zoom in a range, clamped to 0 to 1.
pub(super) fn inverse_lerp(zoom: f32, range: &std::ops::Range<f32>) -> f32 {
    ((zoom - range.start) / (range.end - range.start)).clamp(0.0, 1.0)
}

/// A view of the map: its centre and its zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The point of the map at the centre of the screen.
    pub middle: Point,
    /// Screen points per map unit.
    pub zoom: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self { middle: Point::new(0.0, 0.0), zoom: 1.0 }
    }
}

impl Camera {
    /// Margin around a fitted area, in points.
    pub(super) const MARGIN: Vec2 = Vec2::new(12.0, 16.0);

    /// The camera that fits an area into the screen.
    pub fn fitting(area: Area, screen: Rect) -> Self {
        if area.is_empty() || !screen.is_positive() {
            return Self::default();
        }
        let available = (screen.size() - 2.0 * Self::MARGIN).max(Vec2::splat(1.0));
        // However wide: what a hand could put millions of units apart is to be found again.
        let zoom = (available.x / area.width().max(1.0)).min(available.y / area.height().max(1.0));
        Self { middle: area.middle(), zoom: zoom.min(MAX_FIT_ZOOM) }
    }

    /// Converts a map position to a screen position.
    pub fn screen_from_map(&self, point: Point, screen: Rect) -> Pos2 {
        screen.center() + Vec2::new(point.x - self.middle.x, point.y - self.middle.y) * self.zoom
    }

    /// Converts a screen position to a map position.
    pub fn map_from_screen(&self, place: Pos2, screen: Rect) -> Point {
        let offset = (place - screen.center()) / self.zoom;
        Point::new(self.middle.x + offset.x, self.middle.y + offset.y)
    }

    /// Converts an area of the map to screen coordinates.
    pub fn screen_rect(&self, area: Area, screen: Rect) -> Rect {
        Rect::from_min_max(self.screen_from_map(area.min, screen), self.screen_from_map(area.max, screen))
    }

    /// The area of the map that the screen shows.
    pub fn visible_area(&self, screen: Rect) -> Area {
        Area { min: self.map_from_screen(screen.min, screen), max: self.map_from_screen(screen.max, screen) }
    }

    /// Moves the map by this many screen points.
    pub fn pan(&mut self, delta: Vec2) {
        self.middle = Point::new(self.middle.x - delta.x / self.zoom, self.middle.y - delta.y / self.zoom);
    }

    /// Zooms by a factor about `place`, which stays fixed.
    pub fn zoom_at(&mut self, place: Pos2, factor: f32, screen: Rect) {
        let fixed = self.map_from_screen(place, screen);
        let least = ZOOM_RANGE.start().min(self.zoom);
        self.zoom = (self.zoom * factor).clamp(least, *ZOOM_RANGE.end());
        let offset = (place - screen.center()) / self.zoom;
        self.middle = Point::new(fixed.x - offset.x, fixed.y - offset.y);
    }

    /// Interpolates to another camera; the zoom geometrically, which looks even.
    #[must_use]
    pub fn lerp(self, other: Self, t: f32) -> Self {
        Self { middle: self.middle.lerp(other.middle, t), zoom: self.zoom * (other.zoom / self.zoom).powf(t) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Rect = Rect::from_min_max(Pos2::new(200.0, 50.0), Pos2::new(1000.0, 650.0));

    #[test]
    fn screen_and_map_round_trip() {
        let camera = Camera { middle: Point::new(31.0, -7.0), zoom: 0.37 };
        let place = Pos2::new(420.0, 333.0);
        let back = camera.screen_from_map(camera.map_from_screen(place, SCREEN), SCREEN);
        assert!(back.distance(place) < 0.01);
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let mut camera = Camera { middle: Point::new(100.0, 100.0), zoom: 1.0 };
        let place = Pos2::new(900.0, 80.0);
        let under = camera.map_from_screen(place, SCREEN);
        camera.zoom_at(place, 2.5, SCREEN);
        assert!(camera.map_from_screen(place, SCREEN).distance(under) < 0.01);
        camera.zoom_at(place, 1e9, SCREEN);
        assert!(camera.zoom <= *ZOOM_RANGE.end());
    }

    #[test]
    fn fitting_shows_the_whole_area() {
        let area = Area { min: Point::new(-500.0, 20.0), max: Point::new(4_000.0, 900.0) };
        let seen = Camera::fitting(area, SCREEN).visible_area(SCREEN);
        assert!(seen.min.x <= area.min.x && seen.max.x >= area.max.x);
        assert!(seen.min.y <= area.min.y && seen.max.y >= area.max.y);
    }

    #[test]
    fn the_widest_map_fits_and_is_not_left_further() {
        let widest = Area { min: Point::new(-1e7, -1e7), max: Point::new(1e7, 1e7) };
        let mut camera = Camera::fitting(widest, SCREEN);
        let seen = camera.visible_area(SCREEN);
        assert!(seen.min.x <= widest.min.x && seen.max.y >= widest.max.y);
        let fitted = camera.zoom;
        camera.zoom_at(SCREEN.center(), 0.5, SCREEN);
        assert!(camera.zoom >= fitted);
    }
}
