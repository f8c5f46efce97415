//! The one route that proves a verdict, read off the distances: fewest links, then the lowest actor ids, then the
//! lowest link ids.

use petgraph::graph::NodeIndex;

use super::Route;
use super::network::Network;
use super::reach::Reach;
use super::states::{StateIndex, States};

/// One actor on the route. Goods may stand there as several products; which of them go all the way is known only
/// at the end.
struct Stop {
    arrived: Vec<StateIndex>,
    ready: Vec<StateIndex>,
}

/// The route from goods at one actor to an end of `reach`, and the states in which they get there.
pub(super) fn read(
    network: &Network<'_>,
    states: &States,
    reach: &Reach,
    from: &[StateIndex],
) -> Option<(Route, Vec<StateIndex>)> {
    let mut distance = from.iter().filter_map(|state| reach.distance(*state)).min()?;
    let mut actors = vec![states.graph[*from.first()?].actor];
    let mut stops = vec![Stop { arrived: from.to_vec(), ready: states.with_conversions(from) }];
    while distance > 0 {
        let (actor, arrived) = lowest_next(states, reach, &stops.last()?.ready, distance)?;
        actors.push(actor);
        stops.push(Stop { ready: states.with_conversions(&arrived), arrived });
        distance -= 1;
    }
    keep_what_arrives(states, reach, &mut stops);
    let (links, arrived) = lowest_links(states, reach, &stops)?;
    let actors = actors.into_iter().map(|actor| network.graph[actor].id).collect();
    Some((Route { actors, links }, arrived))
}

/// The lowest actor that is one link nearer, and all states in which goods may get there.
fn lowest_next(
    states: &States,
    reach: &Reach,
    ready: &[StateIndex],
    distance: u32,
) -> Option<(NodeIndex, Vec<StateIndex>)> {
    let mut best: Option<(NodeIndex, Vec<StateIndex>)> = None;
    for (_, to) in ready.iter().flat_map(|state| reach.nearer(states, *state, distance)) {
        let actor = states.graph[to].actor;
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

/// Drops, from the last stop back, the states from which these very actors cannot be followed to the end.
fn keep_what_arrives(states: &States, reach: &Reach, stops: &mut [Stop]) {
    let mut after: Vec<StateIndex> = Vec::new();
    for (distance, stop) in (0..).zip(stops.iter_mut().rev()) {
        if distance == 0 {
            stop.ready.clear();
        } else {
            stop.ready
                .retain(|state| reach.nearer(states, *state, distance).any(|(_, to)| after.binary_search(&to).is_ok()));
            stop.arrived.retain(|state| {
                states.with_conversions(&[*state]).iter().any(|other| stop.ready.binary_search(other).is_ok())
            });
        }
        after.clone_from(&stop.arrived);
    }
}

/// The lowest link to each next stop, and the states in which these links leave the goods at the end.
fn lowest_links(states: &States, reach: &Reach, stops: &[Stop]) -> Option<(Vec<crate::map::LinkId>, Vec<StateIndex>)> {
    let mut at = stops.first()?.arrived.clone();
    let mut links = Vec::with_capacity(stops.len());
    let mut distance = stops.len() as u32;
    for pair in stops.windows(2) {
        let [stop, next] = pair else { break };
        distance -= 1;
        let ready: Vec<StateIndex> =
            states.with_conversions(&at).into_iter().filter(|state| stop.ready.binary_search(state).is_ok()).collect();
        let steps = || {
            ready
                .iter()
                .flat_map(|state| reach.nearer(states, *state, distance))
                .filter(|(_, to)| next.arrived.binary_search(to).is_ok())
        };
        let link = steps().map(|(link, _)| link).min()?;
        at = steps().filter(|(other, _)| *other == link).map(|(_, to)| to).collect();
        at.sort_unstable();
        at.dedup();
        links.push(link);
    }
    Some((links, at))
}
