//! How the camera moves: at once, in a flight, by hand, and gliding on after a flick; and back to where it was.

use egui::{Pos2, Rect, Ui, Vec2};

use super::camera::Camera;
use super::camera_history::{CameraHistory, Viewpoint};
use crate::scene::{Area, Point};

/// Seconds that a flight to a found thing takes.
const FLIGHT_SECONDS: f64 = 0.22;
/// Seconds that the map glides on after a flick.
const FLING_SECONDS: f64 = 0.5;
/// Slower than this, in points a second, nobody means to throw the map.
const MIN_FLING_SPEED: f32 = 180.0;
/// The map glides no faster than this, in points a second: one could not see where it went.
const MAX_FLING_SPEED: f32 = 4_000.0;
/// Seconds at one place that make it a place one has been at.
const MIN_STAY_SECONDS: f64 = 1.0;

/// The zoom from which names can be read.
const READABLE_ZOOM: f32 = 0.5;
/// The zoom at which one looks at a single thing.
const DEFAULT_ITEM_ZOOM: f32 = 0.75;

/// Where the camera should go next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum CameraMove {
    /// Show this area whole, at once; it is of another picture than before.
    JumpTo(Area),
    /// Fly there, and show this area whole.
    FlyToFit(Area),
    /// Fly there; stay as near as now, if the area fits.
    FlyTo(Area),
    /// Move no farther than needed for this area to be in sight, as near as now.
    Reveal(Area),
    /// Zoom about the middle.
    Zoom(f32),
    /// To the place before.
    Back,
    /// To the place that one came back from.
    Forward,
}

#[derive(Clone, Copy, Debug)]
struct Flight {
    from: Camera,
    to: Camera,
    started_at: f64,
}

/// A glide after a flick, in points of the screen.
#[derive(Clone, Copy, Debug)]
struct Fling {
    from: Camera,
    velocity: Vec2,
    started_at: f64,
}

impl Fling {
    /// How far the map has gone: it slows down evenly to the eye and stands still when its time is over.
    fn offset(&self, seconds: f64) -> Vec2 {
        let left = (1.0 - seconds / FLING_SECONDS).clamp(0.0, 1.0) as f32;
        self.velocity * (FLING_SECONDS as f32 / 3.0) * (1.0 - left.powi(3))
    }
}

/// The camera and where it is going.
#[derive(Debug, Default)]
pub(super) struct CameraMotion {
    camera: Camera,
    pending: Option<CameraMove>,
    flight: Option<Flight>,
    fling: Option<Fling>,
    /// The area that is shown whole, until one moves about; it stays whole when the window changes its size.
    fitted_area: Option<Area>,
    screen: Option<Rect>,
    history: CameraHistory,
    /// When one last moved about by hand.
    last_moved_at: f64,
}

impl CameraMotion {
    /// The view as it is now.
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// Says where to go from the next frame on.
    pub fn request(&mut self, requested: CameraMove) {
        self.pending = Some(requested);
    }

    /// Whether the camera moves of its own accord.
    pub fn is_animating(&self) -> bool {
        self.flight.is_some() || self.fling.is_some()
    }

    /// Moves on by a frame. `map_rect` is the part of the canvas that the map has for itself, of which an area that is shown
    /// whole gets `room`; where motion is to be `calm` the camera arrives at once.
    pub fn update(&mut self, ui: &Ui, screen: Rect, map_rect: Rect, room: impl Fn(Area) -> Rect, reduced_motion: bool) {
        let now = ui.input(|input| input.time);
        // The camera's middle is that of the whole canvas; the map's is lower by half the headers, and right of it by
        // half the names of bands.
        let centred = |mut camera: Camera, part: Rect| {
            camera.middle.x -= (part.center().x - screen.center().x) / camera.zoom;
            camera.middle.y -= (part.center().y - screen.center().y) / camera.zoom;
            camera
        };
        let whole = |area| {
            let room = room(area);
            Viewpoint { camera: centred(Camera::fitting(area, room), room), fitted_area: Some(area) }
        };
        let resized = self.screen.replace(screen) != Some(screen);
        match self.pending.take() {
            Some(CameraMove::JumpTo(area)) => {
                self.history = CameraHistory::default();
                self.jump(whole(area));
            }
            Some(CameraMove::FlyToFit(area)) => self.fly_and_record(whole(area), now),
            // What is in sight already, and large enough, is best left where one has just seen it.
            Some(CameraMove::FlyTo(area))
                if self.camera.zoom >= READABLE_ZOOM && self.is_visible(area, screen, map_rect) => {}
            Some(CameraMove::FlyTo(area)) => {
                let fitting = Camera::fitting(area.expanded(60.0), map_rect);
                let zoom = self.camera.zoom.max(DEFAULT_ITEM_ZOOM).min(fitting.zoom.max(0.05));
                let camera = centred(Camera { middle: area.middle(), zoom }, map_rect);
                self.fly_and_record(Viewpoint { camera, fitted_area: None }, now);
            }
            Some(CameraMove::Reveal(area)) => {
                if let Some(camera) = self.camera_revealing(area, screen, map_rect) {
                    self.start_flight(Viewpoint { camera, fitted_area: None }, now);
                }
            }
            Some(CameraMove::Zoom(factor)) => self.zoom_at(map_rect.center(), factor, screen, now),
            Some(CameraMove::Back) => {
                if let Some(place) = self.history.back(self.current_viewpoint()) {
                    self.start_flight(place, now);
                }
            }
            Some(CameraMove::Forward) => {
                if let Some(place) = self.history.forward(self.current_viewpoint()) {
                    self.start_flight(place, now);
                }
            }
            None => {
                if let Some(area) = self.fitted_area.filter(|_| resized) {
                    self.jump(whole(area));
                }
            }
        }
        self.animate(now, reduced_motion);
        if self.is_animating() {
            ui.ctx().request_repaint();
        }
    }

    fn animate(&mut self, now: f64, reduced_motion: bool) {
        if let Some(flight) = self.flight {
            let part =
                if reduced_motion { 1.0 } else { ((now - flight.started_at) / FLIGHT_SECONDS).clamp(0.0, 1.0) as f32 };
            // Starts and lands gently.
            let eased = part * part * (3.0 - 2.0 * part);
            self.camera = if part >= 1.0 { flight.to } else { flight.from.lerp(flight.to, eased) };
            if part >= 1.0 {
                self.flight = None;
            }
        }
        if let Some(fling) = self.fling {
            let seconds = now - fling.started_at;
            self.camera = fling.from;
            self.camera.pan(fling.offset(seconds));
            self.last_moved_at = now;
            if seconds >= FLING_SECONDS {
                self.fling = None;
            }
        }
    }

    fn is_visible(&self, area: Area, screen: Rect, map_rect: Rect) -> bool {
        map_rect.contains_rect(self.camera.screen_rect(area, screen))
    }

    /// Where one is, or is about to be.
    fn current_viewpoint(&self) -> Viewpoint {
        let camera = self.flight.map_or(self.camera, |flight| flight.to);
        Viewpoint { camera, fitted_area: self.fitted_area }
    }

    fn jump(&mut self, viewpoint: Viewpoint) {
        (self.camera, self.fitted_area) = (viewpoint.camera, viewpoint.fitted_area);
        (self.flight, self.fling) = (None, None);
    }

    fn start_flight(&mut self, viewpoint: Viewpoint, now: f64) {
        self.fling = None;
        self.fitted_area = viewpoint.fitted_area;
        self.flight = Some(Flight { from: self.camera, to: viewpoint.camera, started_at: now });
    }

    fn fly_and_record(&mut self, viewpoint: Viewpoint, now: f64) {
        self.history.push(self.current_viewpoint());
        self.start_flight(viewpoint, now);
    }

    /// The view that has an area in sight, next to the one that is here or about to be; none where it is in sight.
    fn camera_revealing(&self, area: Area, screen: Rect, map_rect: Rect) -> Option<Camera> {
        let mut camera = self.current_viewpoint().camera;
        let seen = camera.screen_rect(area, screen);
        // What is larger than the screen is shown from its middle.
        let along = |low: f32, high: f32, from: f32, to: f32| {
            if high - low > to - from {
                f32::midpoint(from, to) - f32::midpoint(low, high)
            } else {
                (from - low).max(0.0) + (to - high).min(0.0)
            }
        };
        let by = Vec2::new(
            along(seen.min.x, seen.max.x, map_rect.min.x, map_rect.max.x),
            along(seen.min.y, seen.max.y, map_rect.min.y, map_rect.max.y),
        );
        camera.pan(by);
        (by.length() > 0.5).then_some(camera)
    }

    /// The view as near as now with a point of the map in the middle of the part that the map has for itself.
    fn camera_centered_on(&self, point: Point, map_rect: Rect, screen: Rect) -> Camera {
        let zoom = self.camera.zoom;
        let offset = (map_rect.center() - screen.center()) / zoom;
        Camera { middle: Point::new(point.x - offset.x, point.y - offset.y), zoom }
    }

    /// Flies until a point of the map is in the middle.
    pub fn fly_to(&mut self, point: Point, map_rect: Rect, screen: Rect, now: f64) {
        let camera = self.camera_centered_on(point, map_rect, screen);
        self.fly_and_record(Viewpoint { camera, fitted_area: None }, now);
    }

    /// Puts a point of the map into the middle by hand.
    pub fn center_on(&mut self, point: Point, map_rect: Rect, screen: Rect, now: f64) {
        self.begin_manual_move(now);
        self.camera = self.camera_centered_on(point, map_rect, screen);
    }

    /// A hand is put on the map. A place where one has been for a while is one to come back to.
    fn begin_manual_move(&mut self, now: f64) {
        if now - self.last_moved_at > MIN_STAY_SECONDS {
            self.history.push(self.current_viewpoint());
        }
        self.last_moved_at = now;
        (self.flight, self.fling, self.fitted_area) = (None, None, None);
    }

    /// Stops a glide, as a hand does that is put on the map.
    pub fn stop_fling(&mut self) {
        self.fling = None;
    }

    /// Moves the map under the screen by this many points.
    pub fn pan(&mut self, by: Vec2, now: f64) {
        if by != Vec2::ZERO {
            self.begin_manual_move(now);
            self.camera.pan(by);
        }
    }

    /// Zooms by a factor; what is at `place` stays there.
    pub fn zoom_at(&mut self, place: Pos2, factor: f32, screen: Rect, now: f64) {
        self.begin_manual_move(now);
        self.camera.zoom_at(place, factor, screen);
    }

    /// Lets the map go that a hand has moved at this speed, in points a second: after a flick it glides on.
    pub fn start_fling(&mut self, velocity: Vec2, now: f64) {
        let speed = velocity.length();
        if speed.is_finite() && speed > MIN_FLING_SPEED {
            let velocity = velocity * (MAX_FLING_SPEED / speed).min(1.0);
            self.fling = Some(Fling { from: self.camera, velocity, started_at: now });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fling_starts_at_the_pointer_speed_slows_down_and_stops() {
        let fling = Fling { from: Camera::default(), velocity: Vec2::new(1_200.0, -300.0), started_at: 0.0 };
        let first = fling.offset(0.001) / 0.001;
        assert!((first - fling.velocity).length() < 15.0, "it begins at {first:?}");
        let steps: Vec<f32> = (0..60).map(|at| fling.offset(f64::from(at) / 60.0).length()).collect();
        let gains: Vec<f32> = steps.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(gains.windows(2).all(|pair| pair[1] <= pair[0] + 0.001), "it only slows down");
        assert_eq!(fling.offset(0.6), fling.offset(60.0), "it rests within 0.6 seconds");
    }
}
