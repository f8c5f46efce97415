//! Breadth-first search over links in force from one start, with the fewest links to each actor.
//!
//! Visit marks are reused by the next run, so that each run costs only what it visits.

use petgraph::graph::NodeIndex;

use super::network::Grade;
use super::product_states::{StateGraph, StateIndex};
use super::progress::Progress;

/// An actor that the products reach.
pub(super) struct ReachedActor {
    pub actor: NodeIndex,
    /// Links from the start.
    pub distance: u32,
    /// The states of the products there.
    pub states: Vec<StateIndex>,
}

/// A breadth-first search over one state graph.
pub(super) struct Bfs {
    epoch: u32,
    /// The epoch of the last run that reached each state.
    state_epochs: Vec<u32>,
    /// The epoch of the last run that reached each actor, and its position in `reached` of that run.
    actor_epochs: Vec<(u32, usize)>,
    reached: Vec<ReachedActor>,
}

impl Bfs {
    pub fn new(actors: usize, states: usize) -> Self {
        Self { epoch: 0, state_epochs: vec![0; states], actor_epochs: vec![(0, 0); actors], reached: Vec::new() }
    }

    /// Runs from a start; discards the previous run. `None` when cancelled.
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
                let is_in_force =
                    |step: super::product_states::Transition| step.link.is_some() && step.grade <= Grade::InForce;
                for (_, to) in states.successors(state).filter(|(step, _)| is_in_force(*step)) {
                    self.visit(to, &mut next);
                }
                progress.step(1)?;
            }
            frontier = next;
            distance += 1;
        }
        Some(())
    }

    /// The actors that the last run reached, nearest first, then by actor.
    pub fn reached(&self) -> Vec<&ReachedActor> {
        let mut sorted: Vec<&ReachedActor> = self.reached.iter().collect();
        sorted.sort_unstable_by_key(|reached_actor| (reached_actor.distance, reached_actor.actor));
        sorted
    }

    /// The fewest links to an actor, if the last run reached it.
    pub fn distance(&self, actor: NodeIndex) -> Option<u32> {
        let (epoch, position) = *self.actor_epochs.get(actor.index())?;
        if epoch == self.epoch { self.reached.get(position).map(|reached_actor| reached_actor.distance) } else { None }
    }

    fn visit(&mut self, state: StateIndex, frontier: &mut Vec<StateIndex>) {
        if let Some(epoch) = self.state_epochs.get_mut(state.index()).filter(|epoch| **epoch != self.epoch) {
            *epoch = self.epoch;
            frontier.push(state);
        }
    }

    fn record_actor(&mut self, actor: NodeIndex, state: StateIndex, distance: u32) {
        let Some((epoch, position)) = self.actor_epochs.get_mut(actor.index()) else { return };
        if *epoch != self.epoch {
            (*epoch, *position) = (self.epoch, self.reached.len());
            self.reached.push(ReachedActor { actor, distance, states: Vec::new() });
        }
        if let Some(reached) = self.reached.get_mut(*position) {
            reached.states.push(state);
        }
    }
}
