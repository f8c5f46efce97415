//! How the camera moves: at once, in a flight, by hand, and gliding on after a flick; and back to where it was.

use egui::{Pos2, Rect, Ui, Vec2};

use super::camera::Camera;
use super::history::{History, Visit};
use crate::scene::{Area, Point};

/// Seconds that a flight to a found thing takes.
const FLIGHT: f64 = 0.22;
/// Seconds that the map glides on after a flick.
const GLIDE: f64 = 0.5;
/// Slower than this, in points a second, nobody means to throw the map.
const FLICK: f32 = 180.0;
/// The map glides no faster than this, in points a second: one could not see where it went.
const FASTEST: f32 = 4_000.0;
/// Seconds at one place that make it a place one has been at.
const REST: f64 = 1.0;

/// The zoom from which names can be read.
const READABLE: f32 = 0.5;
/// The zoom at which one looks at a single thing.
const COMFORTABLE: f32 = 0.75;

/// Where the camera should go next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Aim {
    /// Show this area whole, at once; it is of another picture than before.
    At(Area),
    /// Fly there, and show this area whole.
    Fly(Area),
    /// Fly there; stay as near as now, if the area fits.
    Towards(Area),
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
    began: f64,
}

/// A glide after a flick, in points of the screen.
#[derive(Clone, Copy, Debug)]
struct Glide {
    from: Camera,
    velocity: Vec2,
    began: f64,
}

impl Glide {
    /// How far the map has gone: it slows down evenly to the eye and stands still when its time is over.
    fn offset(&self, seconds: f64) -> Vec2 {
        let left = (1.0 - seconds / GLIDE).clamp(0.0, 1.0) as f32;
        self.velocity * (GLIDE as f32 / 3.0) * (1.0 - left.powi(3))
    }
}

/// The camera and where it is going.
#[derive(Debug, Default)]
pub(super) struct Travel {
    camera: Camera,
    aim: Option<Aim>,
    flight: Option<Flight>,
    glide: Option<Glide>,
    /// The area that is shown whole, until one moves about; it stays whole when the window changes its size.
    whole: Option<Area>,
    screen: Option<Rect>,
    history: History,
    /// When one last moved about by hand.
    moved: f64,
}

impl Travel {
    /// The view as it is now.
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// Says where to go from the next frame on.
    pub fn go(&mut self, aim: Aim) {
        self.aim = Some(aim);
    }

    /// Whether the camera moves of its own accord.
    pub fn is_under_way(&self) -> bool {
        self.flight.is_some() || self.glide.is_some()
    }

    /// Moves on by a frame. `below` is the part of the canvas that the map has for itself, of which an area that is shown
    /// whole gets `room`; where motion is to be `calm` the camera arrives at once.
    pub fn step(&mut self, ui: &Ui, screen: Rect, below: Rect, room: impl Fn(Area) -> Rect, calm: bool) {
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
            Visit { camera: centred(Camera::fitting(area, room), room), whole: Some(area) }
        };
        let resized = self.screen.replace(screen) != Some(screen);
        match self.aim.take() {
            Some(Aim::At(area)) => {
                self.history = History::default();
                self.arrive(whole(area));
            }
            Some(Aim::Fly(area)) => self.leave_for(whole(area), now),
            // What is in sight already, and large enough, is best left where one has just seen it.
            Some(Aim::Towards(area)) if self.camera.zoom >= READABLE && self.sees(area, screen, below) => {}
            Some(Aim::Towards(area)) => {
                let fitting = Camera::fitting(area.grown(60.0), below);
                let zoom = self.camera.zoom.max(COMFORTABLE).min(fitting.zoom.max(0.05));
                let camera = centred(Camera { middle: area.middle(), zoom }, below);
                self.leave_for(Visit { camera, whole: None }, now);
            }
            Some(Aim::Reveal(area)) => {
                if let Some(camera) = self.revealing(area, screen, below) {
                    self.fly(Visit { camera, whole: None }, now);
                }
            }
            Some(Aim::Zoom(factor)) => self.zoom_at(below.center(), factor, screen, now),
            Some(Aim::Back) => {
                if let Some(place) = self.history.back(self.here()) {
                    self.fly(place, now);
                }
            }
            Some(Aim::Forward) => {
                if let Some(place) = self.history.forward(self.here()) {
                    self.fly(place, now);
                }
            }
            None => {
                if let Some(area) = self.whole.filter(|_| resized) {
                    self.arrive(whole(area));
                }
            }
        }
        self.move_on(now, calm);
        if self.is_under_way() {
            ui.ctx().request_repaint();
        }
    }

    fn move_on(&mut self, now: f64, calm: bool) {
        if let Some(flight) = self.flight {
            let part = if calm { 1.0 } else { ((now - flight.began) / FLIGHT).clamp(0.0, 1.0) as f32 };
            // Starts and lands gently.
            let eased = part * part * (3.0 - 2.0 * part);
            self.camera = if part >= 1.0 { flight.to } else { flight.from.towards(flight.to, eased) };
            if part >= 1.0 {
                self.flight = None;
            }
        }
        if let Some(glide) = self.glide {
            let seconds = now - glide.began;
            self.camera = glide.from;
            self.camera.pan(glide.offset(seconds));
            self.moved = now;
            if seconds >= GLIDE {
                self.glide = None;
            }
        }
    }

    fn sees(&self, area: Area, screen: Rect, below: Rect) -> bool {
        below.contains_rect(self.camera.screen_area(area, screen))
    }

    /// Where one is, or is about to be.
    fn here(&self) -> Visit {
        let camera = self.flight.map_or(self.camera, |flight| flight.to);
        Visit { camera, whole: self.whole }
    }

    fn arrive(&mut self, place: Visit) {
        (self.camera, self.whole) = (place.camera, place.whole);
        (self.flight, self.glide) = (None, None);
    }

    fn fly(&mut self, place: Visit, now: f64) {
        self.glide = None;
        self.whole = place.whole;
        self.flight = Some(Flight { from: self.camera, to: place.camera, began: now });
    }

    fn leave_for(&mut self, place: Visit, now: f64) {
        self.history.leave(self.here());
        self.fly(place, now);
    }

    /// The view that has an area in sight, next to the one that is here or about to be; none where it is in sight.
    fn revealing(&self, area: Area, screen: Rect, below: Rect) -> Option<Camera> {
        let mut camera = self.here().camera;
        let seen = camera.screen_area(area, screen);
        // What is larger than the screen is shown from its middle.
        let along = |low: f32, high: f32, from: f32, to: f32| {
            if high - low > to - from {
                f32::midpoint(from, to) - f32::midpoint(low, high)
            } else {
                (from - low).max(0.0) + (to - high).min(0.0)
            }
        };
        let by = Vec2::new(
            along(seen.min.x, seen.max.x, below.min.x, below.max.x),
            along(seen.min.y, seen.max.y, below.min.y, below.max.y),
        );
        camera.pan(by);
        (by.length() > 0.5).then_some(camera)
    }

    /// The view as near as now with a point of the map in the middle of the part that the map has for itself.
    fn with_middle(&self, point: Point, below: Rect, screen: Rect) -> Camera {
        let zoom = self.camera.zoom;
        let offset = (below.center() - screen.center()) / zoom;
        Camera { middle: Point::new(point.x - offset.x, point.y - offset.y), zoom }
    }

    /// Flies until a point of the map is in the middle.
    pub fn fly_to(&mut self, point: Point, below: Rect, screen: Rect, now: f64) {
        let camera = self.with_middle(point, below, screen);
        self.leave_for(Visit { camera, whole: None }, now);
    }

    /// Puts a point of the map into the middle by hand.
    pub fn put(&mut self, point: Point, below: Rect, screen: Rect, now: f64) {
        self.take_hold(now);
        self.camera = self.with_middle(point, below, screen);
    }

    /// A hand is put on the map. A place where one has been for a while is one to come back to.
    fn take_hold(&mut self, now: f64) {
        if now - self.moved > REST {
            self.history.leave(self.here());
        }
        self.moved = now;
        (self.flight, self.glide, self.whole) = (None, None, None);
    }

    /// Stops a glide, as a hand does that is put on the map.
    pub fn stop(&mut self) {
        self.glide = None;
    }

    /// Moves the map under the screen by this many points.
    pub fn pan(&mut self, by: Vec2, now: f64) {
        if by != Vec2::ZERO {
            self.take_hold(now);
            self.camera.pan(by);
        }
    }

    /// Zooms by a factor; what is at `place` stays there.
    pub fn zoom_at(&mut self, place: Pos2, factor: f32, screen: Rect, now: f64) {
        self.take_hold(now);
        self.camera.zoom_at(place, factor, screen);
    }

    /// Lets the map go that a hand has moved at this speed, in points a second: after a flick it glides on.
    pub fn let_go(&mut self, velocity: Vec2, now: f64) {
        let speed = velocity.length();
        if speed.is_finite() && speed > FLICK {
            let velocity = velocity * (FASTEST / speed).min(1.0);
            self.glide = Some(Glide { from: self.camera, velocity, began: now });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glide_goes_on_as_fast_as_the_hand_slows_down_and_rests() {
        let glide = Glide { from: Camera::default(), velocity: Vec2::new(1_200.0, -300.0), began: 0.0 };
        let first = glide.offset(0.001) / 0.001;
        assert!((first - glide.velocity).length() < 15.0, "it begins at {first:?}");
        let steps: Vec<f32> = (0..60).map(|at| glide.offset(f64::from(at) / 60.0).length()).collect();
        let gains: Vec<f32> = steps.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(gains.windows(2).all(|pair| pair[1] <= pair[0] + 0.001), "it only slows down");
        assert_eq!(glide.offset(0.6), glide.offset(60.0), "it rests within 0.6 seconds");
    }
}
