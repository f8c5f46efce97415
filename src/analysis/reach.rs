//! How many links goods are away from where they should get: one backward sweep over all states from the ends, so
//! that no case needs a search of its own.

use super::network::Grades;
use super::progress::Progress;
use super::states::{StateIndex, States};

const FAR: u32 = u32::MAX;

/// The distances of one question. A distance counts the links of a walk that leaves the state; an end that no walk
/// leaves is itself far.
pub(super) struct Reach {
    grades: Grades,
    ends: Vec<bool>,
    distances: Vec<u32>,
}

impl Reach {
    /// Sweeps back from `ends` over steps of these grades. Unless `past_buyers`, an arrival at a buyer is
    /// the end of a walk, be it one of `ends` or not.
    pub fn sweep(
        states: &States,
        grades: Grades,
        past_buyers: bool,
        ends: Vec<bool>,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let mut reach = Self { grades, distances: vec![FAR; ends.len()], ends };
        let mut now = Vec::new();
        for state in states.graph.node_indices() {
            if reach.is_end(state) {
                reach.spread(states, state, 1, &mut now);
                progress.step(1)?;
            }
        }
        let mut distance = 1;
        while !now.is_empty() {
            // Conversions first: they take no link, so what they lead to is as near.
            let mut index = 0;
            while let Some(state) = now.get(index).copied() {
                index += 1;
                for (_, from) in states.inward(state).filter(|(step, _)| step.link.is_none()) {
                    reach.reached(from, distance, &mut now);
                }
            }
            distance += 1;
            let mut next = Vec::new();
            for state in now {
                if past_buyers || !states.graph[state].kind.is_buyer() {
                    reach.spread(states, state, distance, &mut next);
                }
                progress.step(1)?;
            }
            now = next;
        }
        Some(reach)
    }

    fn spread(&mut self, states: &States, to: StateIndex, distance: u32, found: &mut Vec<StateIndex>) {
        for (step, from) in states.inward(to) {
            if step.link.is_some() && self.grades.have(step.grade) {
                self.reached(from, distance, found);
            }
        }
    }

    fn reached(&mut self, state: StateIndex, distance: u32, found: &mut Vec<StateIndex>) {
        if let Some(known) = self.distances.get_mut(state.index()).filter(|known| **known == FAR) {
            *known = distance;
            found.push(state);
        }
    }

    /// The links from here to an end; none when no walk gets there.
    pub fn distance(&self, state: StateIndex) -> Option<u32> {
        self.distances.get(state.index()).copied().filter(|distance| *distance != FAR)
    }

    /// Whether some walk from here gets to an end.
    pub fn holds(&self, state: StateIndex) -> bool {
        self.distance(state).is_some()
    }

    pub fn is_end(&self, state: StateIndex) -> bool {
        self.ends.get(state.index()).copied().unwrap_or(false)
    }

    /// Where links lead from a state that is `distance` links from an end, on the shortest walks.
    pub fn nearer<'a>(
        &'a self,
        states: &'a States,
        state: StateIndex,
        distance: u32,
    ) -> impl Iterator<Item = (crate::map::LinkId, StateIndex)> + 'a {
        states.onward(state).filter_map(move |(step, to)| {
            let link = step.link.filter(|_| self.grades.have(step.grade))?;
            let fits = if distance <= 1 {
                self.is_end(to)
            } else {
                // Never past a buyer that ends walks: whence goods from there get to an end, it is one itself.
                self.distance(to) == Some(distance - 1)
            };
            fits.then_some((link, to))
        })
    }
}
