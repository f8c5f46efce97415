//! How the camera moves: jumps, flights, manual panning and zooming, flings; and back and forward through its history.

use egui::{Pos2, Rect, Ui, Vec2};

use super::camera::Camera;
use super::camera_history::{CameraHistory, Viewpoint};
use crate::scene::{Area, Point};

/// Duration of a flight, in seconds.
const FLIGHT_SECONDS: f64 = 0.22;
/// Duration of a fling, in seconds.
const FLING_SECONDS: f64 = 0.5;
/// Minimum speed of the pointer for a fling, in points per second.
const MIN_FLING_SPEED: f32 = 180.0;
/// Maximum speed of a fling, in points per second: beyond it the motion cannot be followed.
const MAX_FLING_SPEED: f32 = 4_000.0;
/// Seconds of rest after which a viewpoint is recorded in the history.
const MIN_STAY_SECONDS: f64 = 1.0;

/// Zoom from which names are legible.
const READABLE_ZOOM: f32 = 0.5;
/// Minimum zoom after flying to a single item, if it fits.
const DEFAULT_ITEM_ZOOM: f32 = 0.75;

/// A requested camera move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum CameraMove {
    /// Fit this area without animation; it belongs to a new scene.
    JumpTo(Area),
    /// Fly until this area fits.
    FlyToFit(Area),
    /// Fly to this area; keep the zoom if the area fits.
    FlyTo(Area),
    /// Pan no farther than needed to make this area visible.
    Reveal(Area),
    /// Zoom about the centre by a factor.
    Zoom(f32),
    /// To the previous viewpoint of the history.
    Back,
    /// To the next viewpoint of the history.
    Forward,
}

#[derive(Clone, Copy, Debug)]
struct Flight {
    from: Camera,
    to: Camera,
    started_at: f64,
}

/// Inertial panning after a drag, in screen points.
#[derive(Clone, Copy, Debug)]
struct Fling {
    from: Camera,
    velocity: Vec2,
    started_at: f64,
}

impl Fling {
    /// The distance moved: the speed falls smoothly to zero at the end of the fling.
    fn offset(&self, seconds: f64) -> Vec2 {
        let remaining = (1.0 - seconds / FLING_SECONDS).clamp(0.0, 1.0) as f32;
        self.velocity * (FLING_SECONDS as f32 / 3.0) * (1.0 - remaining.powi(3))
    }
}

/// The camera with its animations and history.
#[derive(Debug, Default)]
pub(super) struct CameraMotion {
    camera: Camera,
    pending: Option<CameraMove>,
    flight: Option<Flight>,
    fling: Option<Fling>,
    /// The area that is fitted, until the user moves the camera; it is fitted again when the window is resized, and while
    /// the panels around a new scene take their places. A panel that is opened later keeps zoom and centre.
    fitted_area: Option<Area>,
    /// The window and the canvas in the last frame.
    screens: Option<[Rect; 2]>,
    /// Whether the canvas had the same size for two frames since the last jump.
    is_settled: bool,
    history: CameraHistory,
    /// Time of the last manual move or fling frame, in seconds.
    last_moved_at: f64,
    /// Whether a fitted area is to be fitted again in the next frame.
    must_fit: bool,
    /// What was gone to last, until the camera is moved by hand or elsewhere; and the bar in the corner of the map.
    aim: Option<Area>,
    corner_bar: Option<Rect>,
}

impl CameraMotion {
    /// The present camera.
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// Requests a move from the next frame on.
    pub fn request(&mut self, requested: CameraMove) {
        self.pending = Some(requested);
    }

    /// Lets a fitted area have the room that panels leave from the next frame on.
    pub fn take_room(&mut self) {
        self.is_settled = false;
    }

    /// Fits a fitted area again in the next frame, as what covers a corner of the map has changed.
    pub fn fit_again(&mut self) {
        self.must_fit = true;
    }

    /// Whether a flight or fling is running.
    pub fn is_animating(&self) -> bool {
        self.flight.is_some() || self.fling.is_some()
    }

    /// Advances by one frame. `map_rect` is the map's part of the canvas, of which a fitted area gets the safe part, and
    /// `corner_bar` covers a corner of it; with `reduced_motion` flights end at once.
    pub fn update(
        &mut self,
        ui: &Ui,
        screen: Rect,
        (map_rect, corner_bar): (Rect, Option<Rect>),
        safe_area: impl Fn(Area) -> Rect,
        reduced_motion: bool,
    ) {
        let now = ui.input(|input| input.time);
        // The camera's centre is that of the fitted canvas; the map's is lower by half the headers, and right of it by
        // half the column of band names.
        let centred = |mut camera: Camera, part: Rect| {
            camera.middle.x -= (part.center().x - screen.center().x) / camera.zoom;
            camera.middle.y -= (part.center().y - screen.center().y) / camera.zoom;
            camera
        };
        let fitted = |area| {
            let safe_area = safe_area(area);
            Viewpoint { camera: centred(Camera::fitting(area, safe_area), safe_area), fitted_area: Some(area) }
        };
        let screens = [ui.ctx().content_rect(), screen];
        let before = self.screens.replace(screens);
        let is_window_resized = before.is_none_or(|[window, _]| window != screens[0]);
        let is_resized = before != Some(screens);
        let is_bar_changed = std::mem::replace(&mut self.corner_bar, corner_bar) != corner_bar;
        let must_fit = std::mem::take(&mut self.must_fit);
        match &self.pending {
            Some(CameraMove::FlyTo(area) | CameraMove::Reveal(area)) => self.aim = Some(*area),
            Some(_) => self.aim = None,
            None => {}
        }
        match self.pending.take() {
            Some(CameraMove::JumpTo(area)) => {
                self.history = CameraHistory::default();
                self.is_settled = false;
                self.jump(fitted(area));
            }
            Some(CameraMove::FlyToFit(area)) => self.fly_and_record(fitted(area), now),
            // What is visible already, and large enough, needs no move.
            Some(CameraMove::FlyTo(area))
                if self.camera.zoom >= READABLE_ZOOM
                    && self.is_visible(area, screen, map_rect)
                    && !self.is_covered(&self.camera, area, screen) => {}
            Some(CameraMove::FlyTo(area)) => {
                let near = |part: Rect| {
                    let fitting = Camera::fitting(area.expanded(60.0), part);
                    let zoom = self.camera.zoom.max(DEFAULT_ITEM_ZOOM).min(fitting.zoom.max(0.05));
                    centred(Camera { middle: area.middle(), zoom }, part)
                };
                let camera = near(map_rect);
                let is_covered = self.is_covered(&camera, area, screen);
                let camera = if is_covered { near(self.part_below_bar(map_rect)) } else { camera };
                self.fly_and_record(Viewpoint { camera, fitted_area: None }, now);
            }
            Some(CameraMove::Reveal(area)) => {
                if let Some(camera) = self.camera_revealing(area, screen, map_rect) {
                    self.start_flight(Viewpoint { camera, fitted_area: None }, now);
                }
            }
            Some(CameraMove::Zoom(factor)) => self.zoom_at(map_rect.center(), factor, screen, now),
            Some(CameraMove::Back) => {
                if let Some(viewpoint) = self.history.back(self.current_viewpoint()) {
                    self.start_flight(viewpoint, now);
                }
            }
            Some(CameraMove::Forward) => {
                if let Some(viewpoint) = self.history.forward(self.current_viewpoint()) {
                    self.start_flight(viewpoint, now);
                }
            }
            None => {
                let is_refitted = must_fit || is_resized && (is_window_resized || !self.is_settled);
                if let Some(area) = self.fitted_area.filter(|_| is_refitted) {
                    self.jump(fitted(area));
                }
                // The bar grows with what is selected: what was just gone to does not stay under it.
                let camera = self.current_viewpoint().camera;
                let aim = self.aim.filter(|area| is_bar_changed && self.is_covered(&camera, *area, screen));
                if let Some(camera) = aim.and_then(|area| self.camera_revealing(area, screen, map_rect)) {
                    self.start_flight(Viewpoint { camera, fitted_area: None }, now);
                }
                self.is_settled = !is_resized;
            }
        }
        self.animate(now, reduced_motion);
        if self.is_animating() {
            ui.ctx().request_repaint();
        }
    }

    fn animate(&mut self, now: f64, reduced_motion: bool) {
        if let Some(flight) = self.flight {
            let t =
                if reduced_motion { 1.0 } else { ((now - flight.started_at) / FLIGHT_SECONDS).clamp(0.0, 1.0) as f32 };
            // Smoothstep easing.
            let eased = t * t * (3.0 - 2.0 * t);
            self.camera = if t >= 1.0 { flight.to } else { flight.from.lerp(flight.to, eased) };
            if t >= 1.0 {
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

    /// Whether the bar in the corner covers a part of an area.
    fn is_covered(&self, camera: &Camera, area: Area, screen: Rect) -> bool {
        self.corner_bar.is_some_and(|bar| bar.intersects(camera.screen_rect(area, screen)))
    }

    /// The part of the map's rectangle below the bar in its corner; all of it where too little would be left.
    fn part_below_bar(&self, map_rect: Rect) -> Rect {
        let below = self.corner_bar.map_or(map_rect, |bar| map_rect.with_min_y(bar.max.y.max(map_rect.min.y)));
        if below.height() < map_rect.height() / 2.0 { map_rect } else { below }
    }

    /// Whether it shows an area as large as fits.
    pub fn is_fitted(&self) -> bool {
        self.fitted_area.is_some()
    }

    /// The present viewpoint, or the target of the running flight.
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

    /// The camera that makes an area visible, and clear of the bar in the corner, with the least pan from the present or
    /// pending one; `None` where it is.
    fn camera_revealing(&self, area: Area, screen: Rect, map_rect: Rect) -> Option<Camera> {
        let revealing = self.camera_panned_to(area, screen, map_rect);
        let camera = revealing.unwrap_or(self.current_viewpoint().camera);
        if !self.is_covered(&camera, area, screen) {
            return revealing;
        }
        self.camera_panned_to(area, screen, self.part_below_bar(map_rect))
    }

    /// The camera that pans no farther than until an area lies in a part of the screen; `None` where it does.
    fn camera_panned_to(&self, area: Area, screen: Rect, map_rect: Rect) -> Option<Camera> {
        let mut camera = self.current_viewpoint().camera;
        let seen = camera.screen_rect(area, screen);
        // What is larger than the map's rectangle is centred.
        let axis_delta = |low: f32, high: f32, from: f32, to: f32| {
            if high - low > to - from {
                f32::midpoint(from, to) - f32::midpoint(low, high)
            } else {
                (from - low).max(0.0) + (to - high).min(0.0)
            }
        };
        let delta = Vec2::new(
            axis_delta(seen.min.x, seen.max.x, map_rect.min.x, map_rect.max.x),
            axis_delta(seen.min.y, seen.max.y, map_rect.min.y, map_rect.max.y),
        );
        camera.pan(delta);
        (delta.length() > 0.5).then_some(camera)
    }

    /// The camera with the present zoom and a map point in the centre of the map's rectangle.
    fn camera_centered_on(&self, point: Point, map_rect: Rect, screen: Rect) -> Camera {
        let zoom = self.camera.zoom;
        let offset = (map_rect.center() - screen.center()) / zoom;
        Camera { middle: Point::new(point.x - offset.x, point.y - offset.y), zoom }
    }

    /// Flies until a map point is in the centre.
    pub fn fly_to(&mut self, point: Point, map_rect: Rect, screen: Rect, now: f64) {
        let camera = self.camera_centered_on(point, map_rect, screen);
        self.fly_and_record(Viewpoint { camera, fitted_area: None }, now);
    }

    /// Moves a map point to the centre, as a manual move.
    pub fn center_on(&mut self, point: Point, map_rect: Rect, screen: Rect, now: f64) {
        self.begin_manual_move(now);
        self.camera = self.camera_centered_on(point, map_rect, screen);
    }

    /// Begins a manual move: stops animations, and records the viewpoint if the camera has rested there.
    fn begin_manual_move(&mut self, now: f64) {
        if now - self.last_moved_at > MIN_STAY_SECONDS {
            self.history.push(self.current_viewpoint());
        }
        self.last_moved_at = now;
        (self.flight, self.fling, self.fitted_area, self.aim) = (None, None, None, None);
    }

    /// Stops a fling, as on a press.
    pub fn stop_fling(&mut self) {
        self.fling = None;
    }

    /// Moves the map by this many screen points.
    pub fn pan(&mut self, delta: Vec2, now: f64) {
        if delta != Vec2::ZERO {
            self.begin_manual_move(now);
            self.camera.pan(delta);
        }
    }

    /// Zooms by a factor about `place`, which stays fixed.
    pub fn zoom_at(&mut self, place: Pos2, factor: f32, screen: Rect, now: f64) {
        self.begin_manual_move(now);
        self.camera.zoom_at(place, factor, screen);
    }

    /// Starts a fling after a drag that ended at this speed, in points per second, unless it is too slow.
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
