//! The places of the map that one has been at, to go back and forward through them.

use super::camera::Camera;
use crate::scene::Area;

/// How many places are remembered.
const MAX_ENTRIES: usize = 60;
/// How far apart two places must be to be told apart: this part of the screen's width, in points.
const MIN_DISTANCE: f32 = 40.0;
/// How much nearer or farther away: this factor of the zoom.
const MIN_ZOOM_RATIO: f32 = 1.15;

/// A place: a view of the map, and the area that it shows whole, if it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Viewpoint {
    pub camera: Camera,
    pub fitted_area: Option<Area>,
}

impl Viewpoint {
    /// Whether nobody would notice going from one to the other.
    fn is_near(&self, other: &Self) -> bool {
        let ratio = self.camera.zoom / other.camera.zoom;
        let offset = self.camera.middle.distance(other.camera.middle) * self.camera.zoom.max(other.camera.zoom);
        (1.0 / MIN_ZOOM_RATIO..MIN_ZOOM_RATIO).contains(&ratio) && offset < MIN_DISTANCE
    }
}

/// Places behind and ahead of the one where one is, as in a browser.
#[derive(Clone, Debug, Default)]
pub(super) struct CameraHistory {
    back_stack: Vec<Viewpoint>,
    forward_stack: Vec<Viewpoint>,
}

impl CameraHistory {
    /// Remembers a place that is being left.
    pub fn push(&mut self, viewpoint: Viewpoint) {
        self.forward_stack.clear();
        if self.back_stack.last().is_some_and(|last| last.is_near(&viewpoint)) {
            return;
        }
        if self.back_stack.len() >= MAX_ENTRIES {
            self.back_stack.remove(0);
        }
        self.back_stack.push(viewpoint);
    }

    /// The place before, where `here` is the one where one is.
    pub fn back(&mut self, current: Viewpoint) -> Option<Viewpoint> {
        Self::navigate(&mut self.back_stack, &mut self.forward_stack, current)
    }

    /// The place that one went back from.
    pub fn forward(&mut self, current: Viewpoint) -> Option<Viewpoint> {
        Self::navigate(&mut self.forward_stack, &mut self.back_stack, current)
    }

    fn navigate(from: &mut Vec<Viewpoint>, to: &mut Vec<Viewpoint>, current: Viewpoint) -> Option<Viewpoint> {
        // Where one stands already is no place to go to.
        while from.last().is_some_and(|last| last.is_near(&current)) {
            from.pop();
        }
        let next = from.pop()?;
        to.push(current);
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Point;

    fn at(x: f32, zoom: f32) -> Viewpoint {
        Viewpoint { camera: Camera { middle: Point::new(x, 0.0), zoom }, fitted_area: None }
    }

    #[test]
    fn back_and_forward_are_each_others_inverse() {
        let mut history = CameraHistory::default();
        let places = [at(0.0, 1.0), at(900.0, 1.0), at(900.0, 0.2), at(-400.0, 0.5)];
        for place in &places[..3] {
            history.push(*place);
        }
        let mut here = places[3];
        for expected in places[..3].iter().rev() {
            here = history.back(here).unwrap();
            assert_eq!(here, *expected);
        }
        assert_eq!(history.back(here), None);
        for expected in &places[1..] {
            here = history.forward(here).unwrap();
            assert_eq!(here, *expected);
        }
        assert_eq!(history.forward(here), None);
    }

    #[test]
    fn a_new_entry_clears_the_forward_stack() {
        let mut history = CameraHistory::default();
        history.push(at(0.0, 1.0));
        let here = history.back(at(900.0, 1.0)).unwrap();
        history.push(here);
        assert_eq!(history.forward(at(300.0, 1.0)), None);
        assert_eq!(history.back(at(300.0, 1.0)), Some(here));
    }

    #[test]
    fn places_that_look_the_same_count_once_and_old_ones_are_forgotten() {
        let mut history = CameraHistory::default();
        history.push(at(0.0, 1.0));
        history.push(at(3.0, 1.02));
        assert_eq!(history.back_stack.len(), 1);
        for step in 0..500 {
            history.push(at(step as f32 * 100.0, 1.0));
        }
        assert_eq!(history.back_stack.len(), MAX_ENTRIES);
        assert_eq!(history.back(at(49_900.0, 1.0)), Some(at(49_800.0, 1.0)), "where one is is skipped");
    }
}
