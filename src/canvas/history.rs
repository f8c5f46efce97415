//! The places of the map that one has been at, to go back and forward through them.

use super::camera::Camera;
use crate::scene::Area;

/// How many places are remembered.
const MOST: usize = 60;
/// How far apart two places must be to be told apart: this part of the screen's width, in points.
const APART: f32 = 40.0;
/// How much nearer or farther away: this factor of the zoom.
const NEARER: f32 = 1.15;

/// A place: a view of the map, and the area that it shows whole, if it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Visit {
    pub camera: Camera,
    pub whole: Option<Area>,
}

impl Visit {
    /// Whether nobody would notice going from one to the other.
    fn is_near(&self, other: &Self) -> bool {
        let ratio = self.camera.zoom / other.camera.zoom;
        let offset = self.camera.middle.distance(other.camera.middle) * self.camera.zoom.max(other.camera.zoom);
        (1.0 / NEARER..NEARER).contains(&ratio) && offset < APART
    }
}

/// Places behind and ahead of the one where one is, as in a browser.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    behind: Vec<Visit>,
    ahead: Vec<Visit>,
}

impl History {
    /// Remembers a place that is being left.
    pub fn leave(&mut self, place: Visit) {
        self.ahead.clear();
        if self.behind.last().is_some_and(|last| last.is_near(&place)) {
            return;
        }
        if self.behind.len() >= MOST {
            self.behind.remove(0);
        }
        self.behind.push(place);
    }

    /// The place before, where `here` is the one where one is.
    pub fn back(&mut self, here: Visit) -> Option<Visit> {
        Self::go(&mut self.behind, &mut self.ahead, here)
    }

    /// The place that one went back from.
    pub fn forward(&mut self, here: Visit) -> Option<Visit> {
        Self::go(&mut self.ahead, &mut self.behind, here)
    }

    fn go(from: &mut Vec<Visit>, onto: &mut Vec<Visit>, here: Visit) -> Option<Visit> {
        // Where one stands already is no place to go to.
        while from.last().is_some_and(|last| last.is_near(&here)) {
            from.pop();
        }
        let next = from.pop()?;
        onto.push(here);
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Point;

    fn at(x: f32, zoom: f32) -> Visit {
        Visit { camera: Camera { middle: Point::new(x, 0.0), zoom }, whole: None }
    }

    #[test]
    fn back_and_forward_are_each_others_inverse() {
        let mut history = History::default();
        let places = [at(0.0, 1.0), at(900.0, 1.0), at(900.0, 0.2), at(-400.0, 0.5)];
        for place in &places[..3] {
            history.leave(*place);
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
    fn a_new_way_forgets_what_was_ahead() {
        let mut history = History::default();
        history.leave(at(0.0, 1.0));
        let here = history.back(at(900.0, 1.0)).unwrap();
        history.leave(here);
        assert_eq!(history.forward(at(300.0, 1.0)), None);
        assert_eq!(history.back(at(300.0, 1.0)), Some(here));
    }

    #[test]
    fn places_that_look_the_same_count_once_and_old_ones_are_forgotten() {
        let mut history = History::default();
        history.leave(at(0.0, 1.0));
        history.leave(at(3.0, 1.02));
        assert_eq!(history.behind.len(), 1);
        for step in 0..500 {
            history.leave(at(step as f32 * 100.0, 1.0));
        }
        assert_eq!(history.behind.len(), MOST);
        assert_eq!(history.back(at(49_900.0, 1.0)), Some(at(49_800.0, 1.0)), "where one is is skipped");
    }
}
