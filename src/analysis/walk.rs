//! Everywhere that goods get to in force from one start, with the fewest links to each actor.
//!
//! The marks of one walk are reused by the next, so that many walks cost only what they visit.

use petgraph::graph::NodeIndex;

use super::network::Grade;
use super::progress::Progress;
use super::states::{StateIndex, States};

/// What gets to one actor.
pub(super) struct Arrival {
    pub actor: NodeIndex,
    /// Links from the start.
    pub distance: u32,
    /// What the goods are there.
    pub states: Vec<StateIndex>,
}

/// A walker over one set of states.
pub(super) struct Walker {
    round: u32,
    /// The last round that got to each state.
    states: Vec<u32>,
    /// The last round that got to each actor, and its place in the arrivals of that round.
    actors: Vec<(u32, usize)>,
    arrivals: Vec<Arrival>,
}

impl Walker {
    pub fn new(actors: usize, states: usize) -> Self {
        Self { round: 0, states: vec![0; states], actors: vec![(0, 0); actors], arrivals: Vec::new() }
    }

    /// Walks from a start, which forgets the walk before.
    pub fn walk(&mut self, states: &States, start: StateIndex, progress: &Progress<'_>) -> Option<()> {
        self.round += 1;
        self.arrivals.clear();
        let mut now = Vec::new();
        self.visit(start, &mut now);
        let mut distance = 0;
        while !now.is_empty() {
            let mut index = 0;
            while let Some(state) = now.get(index).copied() {
                index += 1;
                self.arrive(states.graph[state].actor, state, distance);
                for (_, to) in states.onward(state).filter(|(step, _)| step.link.is_none()) {
                    self.visit(to, &mut now);
                }
            }
            let mut next = Vec::new();
            for state in now {
                let in_force = |step: super::states::Step| step.link.is_some() && step.grade <= Grade::InForce;
                for (_, to) in states.onward(state).filter(|(step, _)| in_force(*step)) {
                    self.visit(to, &mut next);
                }
                progress.step(1)?;
            }
            now = next;
            distance += 1;
        }
        Some(())
    }

    /// The arrivals of the last walk, nearest first, then by actor.
    pub fn arrivals(&self) -> Vec<&Arrival> {
        let mut sorted: Vec<&Arrival> = self.arrivals.iter().collect();
        sorted.sort_unstable_by_key(|arrival| (arrival.distance, arrival.actor));
        sorted
    }

    /// How many links it took to an actor, where the last walk got there.
    pub fn distance(&self, actor: NodeIndex) -> Option<u32> {
        let (round, place) = *self.actors.get(actor.index())?;
        if round == self.round { self.arrivals.get(place).map(|arrival| arrival.distance) } else { None }
    }

    fn visit(&mut self, state: StateIndex, found: &mut Vec<StateIndex>) {
        if let Some(round) = self.states.get_mut(state.index()).filter(|round| **round != self.round) {
            *round = self.round;
            found.push(state);
        }
    }

    fn arrive(&mut self, actor: NodeIndex, state: StateIndex, distance: u32) {
        let Some((round, place)) = self.actors.get_mut(actor.index()) else { return };
        if *round != self.round {
            (*round, *place) = (self.round, self.arrivals.len());
            self.arrivals.push(Arrival { actor, distance, states: Vec::new() });
        }
        if let Some(arrival) = self.arrivals.get_mut(*place) {
            arrival.states.push(state);
        }
    }
}
