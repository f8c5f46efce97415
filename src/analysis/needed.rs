//! Whom goods cannot do without: the actors that every route in force to a buyer leads over.
//!
//! Walks back from all buyers at once form a graph whose dominator tree (Cooper, Harvey and Kennedy, "A simple, fast
//! dominance algorithm", 2001) tells it for one state at a time. An actor that handles several products may cut all
//! routes only with several of its states together; such actors are asked for one by one, on the proof route alone,
//! since whoever is on every route is on that one.

use std::collections::BTreeSet;

use petgraph::algo::dominators::{Dominators, simple_fast};
use petgraph::graph::{DiGraph, NodeIndex};

use super::court::Court;
use super::network::Grade;
use super::states::StateIndex;
use super::{Case, Route};
use crate::map::ActorId;

/// The answer for all cases of one court.
pub(super) struct Needed {
    tree: Dominators<NodeIndex>,
    /// The actor of each node of the tree; none for the root, which stands for all buyers.
    actors: Vec<Option<NodeIndex>>,
    /// The node from which goods leave in a state.
    leaving: Vec<Option<NodeIndex>>,
    /// How many nodes of the tree each actor has, by its node in the network.
    counts: Vec<u32>,
}

impl Needed {
    pub fn new(court: &Court<'_, '_>) -> Self {
        let states = &court.states;
        let mut graph: DiGraph<(), ()> = DiGraph::new();
        let root = graph.add_node(());
        let mut actors = vec![None];
        let mut counts = vec![0; court.network.graph.node_count()];
        let mut node = |graph: &mut DiGraph<(), ()>, actor: NodeIndex| {
            actors.push(Some(actor));
            if let Some(count) = counts.get_mut(actor.index()) {
                *count += 1;
            }
            graph.add_node(())
        };
        // A buyer has two sides: goods that arrive are at their end, goods that start there are not.
        let mut arriving = vec![None; states.len()];
        let mut leaving = vec![None; states.len()];
        for state in states.graph.node_indices() {
            let of = states.graph[state];
            if of.kind.is_buyer()
                && let Some(slot) = arriving.get_mut(state.index())
            {
                let buyer = node(&mut graph, of.actor);
                graph.add_edge(root, buyer, ());
                *slot = Some(buyer);
            }
            if court.any.holds(state)
                && let Some(slot) = leaving.get_mut(state.index())
            {
                *slot = Some(node(&mut graph, of.actor));
            }
        }
        let at = |side: &[Option<NodeIndex>], state: StateIndex| side.get(state.index()).copied().flatten();
        for state in states.graph.node_indices() {
            let Some(from) = at(&leaving, state) else { continue };
            for (step, to) in states.onward(state).filter(|(step, _)| step.grade <= Grade::InForce) {
                let ends = step.link.is_some() && states.graph[to].kind.is_buyer();
                if let Some(to) = if ends { at(&arriving, to) } else { at(&leaving, to) } {
                    graph.add_edge(to, from, ());
                }
            }
        }
        Self { tree: simple_fast(&graph, root), actors, leaving, counts }
    }

    /// The actors besides the core that an unflagged case cannot do without, by id.
    pub fn by(&self, court: &Court<'_, '_>, start: StateIndex, case: &Case) -> Vec<ActorId> {
        let core = court.states.graph[start].actor;
        let mut needed: Vec<NodeIndex> = Vec::new();
        if let Some(leaving) = self.leaving.get(start.index()).copied().flatten() {
            let line = self.tree.dominators(leaving).into_iter().flatten();
            needed.extend(line.filter_map(|node| self.actors.get(node.index()).copied().flatten()));
        }
        needed.retain(|actor| *actor != core);
        needed.sort_unstable();
        needed.dedup();
        let mut jointly: Vec<NodeIndex> = Vec::new();
        for actor in case.route.iter().flat_map(|Route { actors, .. }| actors) {
            let Some(actor) = court.network.node(*actor).filter(|actor| *actor != core) else { continue };
            let several = self.counts.get(actor.index()).is_some_and(|count| *count > 1);
            if several && needed.binary_search(&actor).is_err() && !gets_past(court, start, actor) {
                jointly.push(actor);
            }
        }
        needed.append(&mut jointly);
        needed.sort_unstable();
        needed.dedup();
        needed.into_iter().map(|actor| court.network.graph[actor].id).collect()
    }
}

/// Whether goods get to a buyer in force without this actor.
fn gets_past(court: &Court<'_, '_>, start: StateIndex, without: NodeIndex) -> bool {
    let states = &court.states;
    let mut seen = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(state) = open.pop() {
        for (step, to) in states.onward(state) {
            if step.grade > Grade::InForce || states.graph[to].actor == without {
                continue;
            }
            if step.link.is_some() && states.graph[to].kind.is_buyer() {
                return true;
            }
            if court.any.holds(to) && seen.insert(to) {
                open.push(to);
            }
        }
    }
    false
}
