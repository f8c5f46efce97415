//! History of viewpoints, to go back and forward as in a browser.

use super::camera::Camera;
use crate::scene::Area;

/// Maximum number of entries.
const MAX_ENTRIES: usize = 60;
/// Minimum distance of two distinct viewpoints, in screen points.
const MIN_DISTANCE: f32 = 40.0;
/// Minimum ratio of the zooms of two distinct viewpoints.
const MIN_ZOOM_RATIO: f32 = 1.15;

/// A camera, and the area that it fits, if it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Viewpoint {
    pub camera: Camera,
    pub fitted_area: Option<Area>,
}

impl Viewpoint {
    /// Whether the two are too similar to be distinct.
    fn is_near(&self, other: &Self) -> bool {
        let ratio = self.camera.zoom / other.camera.zoom;
        let offset = self.camera.middle.distance(other.camera.middle) * self.camera.zoom.max(other.camera.zoom);
        (1.0 / MIN_ZOOM_RATIO..MIN_ZOOM_RATIO).contains(&ratio) && offset < MIN_DISTANCE
    }
}

/// Back and forward stacks of viewpoints.
#[derive(Clone, Debug, Default)]
pub(super) struct CameraHistory {
    back_stack: Vec<Viewpoint>,
    forward_stack: Vec<Viewpoint>,
}

impl CameraHistory {
    /// Records the viewpoint that is being left.
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

    /// The previous viewpoint.
    pub fn back(&mut self, current: Viewpoint) -> Option<Viewpoint> {
        Self::step(&mut self.back_stack, &mut self.forward_stack, current)
    }

    /// The viewpoint that [`Self::back`] left.
    pub fn forward(&mut self, current: Viewpoint) -> Option<Viewpoint> {
        Self::step(&mut self.forward_stack, &mut self.back_stack, current)
    }

    fn step(from: &mut Vec<Viewpoint>, to: &mut Vec<Viewpoint>, current: Viewpoint) -> Option<Viewpoint> {
        // Skips entries that equal the present viewpoint.
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

    fn viewpoint(x: f32, zoom: f32) -> Viewpoint {
        Viewpoint { camera: Camera { middle: Point::new(x, 0.0), zoom }, fitted_area: None }
    }

    #[test]
    fn back_and_forward_are_each_others_inverse() {
        let mut history = CameraHistory::default();
        let viewpoints = [viewpoint(0.0, 1.0), viewpoint(900.0, 1.0), viewpoint(900.0, 0.2), viewpoint(-400.0, 0.5)];
        for place in &viewpoints[..3] {
            history.push(*place);
        }
        let mut current = viewpoints[3];
        for expected in viewpoints[..3].iter().rev() {
            current = history.back(current).unwrap();
            assert_eq!(current, *expected);
        }
        assert_eq!(history.back(current), None);
        for expected in &viewpoints[1..] {
            current = history.forward(current).unwrap();
            assert_eq!(current, *expected);
        }
        assert_eq!(history.forward(current), None);
    }

    #[test]
    fn a_new_entry_clears_the_forward_stack() {
        let mut history = CameraHistory::default();
        history.push(viewpoint(0.0, 1.0));
        let current = history.back(viewpoint(900.0, 1.0)).unwrap();
        history.push(current);
        assert_eq!(history.forward(viewpoint(300.0, 1.0)), None);
        assert_eq!(history.back(viewpoint(300.0, 1.0)), Some(current));
    }

    #[test]
    fn similar_viewpoints_count_once_and_old_ones_are_dropped() {
        let mut history = CameraHistory::default();
        history.push(viewpoint(0.0, 1.0));
        history.push(viewpoint(3.0, 1.02));
        assert_eq!(history.back_stack.len(), 1);
        for step in 0..500 {
            history.push(viewpoint(step as f32 * 100.0, 1.0));
        }
        assert_eq!(history.back_stack.len(), MAX_ENTRIES);
        assert_eq!(history.back(viewpoint(49_900.0, 1.0)), Some(viewpoint(49_800.0, 1.0)), "where one is is skipped");
    }
}
