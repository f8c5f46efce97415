//! The route that proves a verdict, from the distances: fewest links, then the lowest actor ids, then the lowest link
//! ids.

use std::cell::RefCell;

use petgraph::graph::NodeIndex;

use super::Route;
use super::network::Network;
use super::product_states::{StateGraph, StateIndex};
use super::reachability::Reachability;
use crate::map::LinkId;

/// One actor on the route with its possible states; which of them reach the end is known only at the end.
struct RouteLayer {
    entry_states: Vec<StateIndex>,
    exit_states: Vec<StateIndex>,
}

/// The first step of the shortest route from a state.
#[derive(Clone, Copy, Debug, Default)]
enum FirstStep {
    /// Not looked for yet.
    #[default]
    Unknown,
    /// Along this link to this state.
    One(LinkId, StateIndex),
    /// To several states, of which only the end of the route tells the right one; or there is none.
    Open,
}

/// The first steps of the shortest routes to one set of ends: each is looked for once, however many routes pass it.
#[derive(Default)]
pub(super) struct FirstSteps(RefCell<Vec<FirstStep>>);

impl FirstSteps {
    fn of(&self, states: &StateGraph, reachability: &Reachability, at: StateIndex, distance: u32) -> FirstStep {
        let mut known = self.0.borrow_mut();
        if known.is_empty() {
            known.resize(states.len(), FirstStep::Unknown);
        }
        let Some(step) = known.get_mut(at.index()) else { return FirstStep::Open };
        if matches!(step, FirstStep::Unknown) {
            *step = first_step(states, reachability, at, distance).unwrap_or(FirstStep::Open);
        }
        *step
    }
}

fn first_step(states: &StateGraph, reachability: &Reachability, at: StateIndex, distance: u32) -> Option<FirstStep> {
    // What is converted here goes on as several products.
    if states.successors(at).any(|(step, _)| step.link.is_none()) {
        return None;
    }
    let (_, arrived) = lowest_next_actor(states, reachability, &[at], distance)?;
    let [to] = *arrived.as_slice() else { return None };
    let links = reachability.next_hops(states, at, distance).filter(|(_, next)| *next == to);
    Some(FirstStep::One(links.map(|(link, _)| link).min()?, to))
}

/// The shortest route from a state where every step leads to one state: then the steps are those of the general search.
fn route_of_single_steps(
    network: &Network<'_>,
    states: &StateGraph,
    reachability: &Reachability,
    from: StateIndex,
    steps: &FirstSteps,
) -> Option<(Route, Vec<StateIndex>)> {
    let length = reachability.distance(from)?;
    let mut actors = Vec::with_capacity(length as usize + 1);
    let mut links = Vec::with_capacity(length as usize);
    let mut at = from;
    actors.push(network.graph[states.nodes[at].actor].id);
    for distance in (1..=length).rev() {
        let FirstStep::One(link, to) = steps.of(states, reachability, at, distance) else { return None };
        links.push(link);
        actors.push(network.graph[states.nodes[to].actor].id);
        at = to;
    }
    Some((Route { actors, links }, vec![at]))
}

/// The shortest route from states at one actor to one of the ends, and the states in which it arrives.
pub(super) fn shortest_route(
    network: &Network<'_>,
    states: &StateGraph,
    reachability: &Reachability,
    from: &[StateIndex],
    steps: &FirstSteps,
) -> Option<(Route, Vec<StateIndex>)> {
    if let [from] = *from
        && let Some(found) = route_of_single_steps(network, states, reachability, from, steps)
    {
        return Some(found);
    }
    let mut distance = from.iter().filter_map(|state| reachability.distance(*state)).min()?;
    let mut actors = vec![states.nodes[*from.first()?].actor];
    let mut layers = vec![RouteLayer { entry_states: from.to_vec(), exit_states: states.with_conversions(from) }];
    while distance > 0 {
        let (actor, arrived) = lowest_next_actor(states, reachability, &layers.last()?.exit_states, distance)?;
        actors.push(actor);
        layers.push(RouteLayer { exit_states: states.with_conversions(&arrived), entry_states: arrived });
        distance -= 1;
    }
    prune_dead_ends(states, reachability, &mut layers);
    let (links, arrived) = lowest_links(states, reachability, &layers)?;
    let actors = actors.into_iter().map(|actor| network.graph[actor].id).collect();
    Some((Route { actors, links }, arrived))
}

/// The lowest actor that is one link nearer, and all states that can be reached there.
fn lowest_next_actor(
    states: &StateGraph,
    reachability: &Reachability,
    ready: &[StateIndex],
    distance: u32,
) -> Option<(NodeIndex, Vec<StateIndex>)> {
    let mut best: Option<(NodeIndex, Vec<StateIndex>)> = None;
    for (_, to) in ready.iter().flat_map(|state| reachability.next_hops(states, *state, distance)) {
        let actor = states.nodes[to].actor;
        match &mut best {
            Some((lowest, _)) if *lowest < actor => {}
            Some((lowest, arrived)) if *lowest == actor => arrived.push(to),
            _ => best = Some((actor, vec![to])),
        }
    }
    let (actor, mut arrived) = best?;
    arrived.sort_unstable();
    arrived.dedup();
    Some((actor, arrived))
}

/// Drops, from the last layer back, the states from which these actors cannot be followed to the end.
fn prune_dead_ends(states: &StateGraph, reachability: &Reachability, layers: &mut [RouteLayer]) {
    let mut after: Vec<StateIndex> = Vec::new();
    for (distance, layer) in (0..).zip(layers.iter_mut().rev()) {
        if distance == 0 {
            layer.exit_states.clear();
        } else {
            layer.exit_states.retain(|state| {
                reachability.next_hops(states, *state, distance).any(|(_, to)| after.binary_search(&to).is_ok())
            });
            layer.entry_states.retain(|state| {
                states.with_conversions(&[*state]).iter().any(|other| layer.exit_states.binary_search(other).is_ok())
            });
        }
        after.clone_from(&layer.entry_states);
    }
}

/// The lowest link to each next layer, and the states at the end of these links.
fn lowest_links(
    states: &StateGraph,
    reachability: &Reachability,
    layers: &[RouteLayer],
) -> Option<(Vec<LinkId>, Vec<StateIndex>)> {
    let mut at = layers.first()?.entry_states.clone();
    let mut links = Vec::with_capacity(layers.len());
    let mut distance = layers.len() as u32;
    for pair in layers.windows(2) {
        let [layer, next] = pair else { break };
        distance -= 1;
        let ready: Vec<StateIndex> = states
            .with_conversions(&at)
            .into_iter()
            .filter(|state| layer.exit_states.binary_search(state).is_ok())
            .collect();
        let steps = || {
            ready
                .iter()
                .flat_map(|state| reachability.next_hops(states, *state, distance))
                .filter(|(_, to)| next.entry_states.binary_search(to).is_ok())
        };
        let link = steps().map(|(link, _)| link).min()?;
        at = steps().filter(|(other, _)| *other == link).map(|(_, to)| to).collect();
        at.sort_unstable();
        at.dedup();
        links.push(link);
    }
    Some((links, at))
}
