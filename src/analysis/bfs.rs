//! Everywhere that goods get to in force from one start, with the fewest links to each actor.
//!
//! The marks of one walk are reused by the next, so that many walks cost only what they visit.

use petgraph::graph::NodeIndex;

use super::network::Grade;
use super::product_states::{StateGraph, StateIndex};
use super::progress::Progress;

/// What gets to one actor.
pub(super) struct ReachedActor {
    pub actor: NodeIndex,
    /// Links from the start.
    pub distance: u32,
    /// What the goods are there.
    pub states: Vec<StateIndex>,
}

/// A walker over one set of states.
pub(super) struct Bfs {
    epoch: u32,
    /// The last round that got to each state.
    state_epochs: Vec<u32>,
    /// The last round that got to each actor, and its place in the arrivals of that round.
    actor_epochs: Vec<(u32, usize)>,
    reached: Vec<ReachedActor>,
}

impl Bfs {
    pub fn new(actors: usize, states: usize) -> Self {
        Self { epoch: 0, state_epochs: vec![0; states], actor_epochs: vec![(0, 0); actors], reached: Vec::new() }
    }

    /// Walks from a start, which forgets the walk before.
    pub fn run(&mut self, states: &StateGraph, start: StateIndex, progress: &Progress<'_>) -> Option<()> {
        self.epoch += 1;
        self.reached.clear();
        let mut frontier = Vec::new();
        self.visit(start, &mut frontier);
        let mut distance = 0;
        while !frontier.is_empty() {
            let mut index = 0;
            while let Some(state) = frontier.get(index).copied() {
                index += 1;
                self.record_actor(states.nodes[state].actor, state, distance);
                for (_, to) in states.successors(state).filter(|(step, _)| step.link.is_none()) {
                    self.visit(to, &mut frontier);
                }
            }
            let mut next = Vec::new();
            for state in frontier {
                let in_force_label =
                    |step: super::product_states::Transition| step.link.is_some() && step.grade <= Grade::InForce;
                for (_, to) in states.successors(state).filter(|(step, _)| in_force_label(*step)) {
                    self.visit(to, &mut next);
                }
                progress.step(1)?;
            }
            frontier = next;
            distance += 1;
        }
        Some(())
    }

    /// The arrivals of the last walk, nearest first, then by actor.
    pub fn reached(&self) -> Vec<&ReachedActor> {
        let mut sorted: Vec<&ReachedActor> = self.reached.iter().collect();
        sorted.sort_unstable_by_key(|arrival| (arrival.distance, arrival.actor));
        sorted
    }

    /// How many links it took to an actor, where the last walk got there.
    pub fn distance(&self, actor: NodeIndex) -> Option<u32> {
        let (epoch, position) = *self.actor_epochs.get(actor.index())?;
        if epoch == self.epoch { self.reached.get(position).map(|arrival| arrival.distance) } else { None }
    }

    fn visit(&mut self, state: StateIndex, frontier: &mut Vec<StateIndex>) {
        if let Some(epoch) = self.state_epochs.get_mut(state.index()).filter(|epoch| **epoch != self.epoch) {
            *epoch = self.epoch;
            frontier.push(state);
        }
    }

    fn record_actor(&mut self, actor: NodeIndex, state: StateIndex, distance: u32) {
        let Some((epoch, place)) = self.actor_epochs.get_mut(actor.index()) else { return };
        if *epoch != self.epoch {
            (*epoch, *place) = (self.epoch, self.reached.len());
            self.reached.push(ReachedActor { actor, distance, states: Vec::new() });
        }
        if let Some(arrival) = self.reached.get_mut(*place) {
            arrival.states.push(state);
        }
    }
}
