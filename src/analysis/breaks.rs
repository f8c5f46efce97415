//! Why flagged goods go no further: at each actor that they get to, the links that do not take them on.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::court::Court;
use super::goods::Good;
use super::network::{Grade, Way};
use super::states::{StateIndex, States};
use super::{Break, BreakReason};
use crate::map::ActorId;

/// What a flagged case still has to ask: would goods that cross this link get to a buyer? The link takes other
/// goods, so the states beyond it may not have been built.
pub(super) struct Doubt {
    /// Which of the breaks.
    pub position: usize,
    /// Where the link leads.
    pub beyond: NodeIndex,
    /// The goods that would cross it.
    pub goods: Vec<Good>,
}

/// What gets to one actor.
struct Arrival {
    /// Links from the core.
    distance: u32,
    states: Vec<StateIndex>,
}

/// The breaks of goods that get to no buyer in force, nearest first; never empty.
pub(super) fn find(court: &Court<'_, '_>, core: NodeIndex, good: Good) -> (Vec<Break>, Vec<Doubt>) {
    let network = court.network;
    let start = court.states.find(core, good);
    let Some(start) = start.filter(|_| network.graph[core].is_present(network.year)) else {
        return (vec![plain(network.graph[core].id, BreakReason::ActorAbsent)], Vec::new());
    };
    let arrivals = walk(&court.states, start);
    let mut order: Vec<(u32, NodeIndex)> = arrivals.iter().map(|(actor, arrival)| (arrival.distance, *actor)).collect();
    order.sort_unstable();
    let mut breaks = Vec::new();
    let mut doubts = Vec::new();
    for (_, actor) in &order {
        if let Some(arrival) = arrivals.get(actor) {
            at_actor(court, *actor, arrival, &arrivals, &mut breaks, &mut doubts);
        }
    }
    if breaks.is_empty() {
        // Goods that only go round: said of the farthest place that they get to.
        let farthest = order.iter().map(|(distance, _)| *distance).max();
        let place = order.iter().find(|(distance, _)| Some(*distance) == farthest);
        let actor = place.map_or(core, |(_, actor)| *actor);
        breaks.push(plain(network.graph[actor].id, BreakReason::NoOnwardLink));
    }
    (breaks, doubts)
}

fn plain(at: ActorId, reason: BreakReason) -> Break {
    Break { at, reason, link: None, mends: false }
}

/// Everywhere that goods get to in force, with the fewest links to each actor.
fn walk(states: &States, start: StateIndex) -> BTreeMap<NodeIndex, Arrival> {
    let mut arrivals: BTreeMap<NodeIndex, Arrival> = BTreeMap::new();
    let mut seen = std::collections::BTreeSet::from([start]);
    let mut now = vec![start];
    let mut distance = 0;
    while !now.is_empty() {
        let mut next = Vec::new();
        let mut index = 0;
        while let Some(state) = now.get(index).copied() {
            index += 1;
            let actor = states.graph[state].actor;
            arrivals.entry(actor).or_insert(Arrival { distance, states: Vec::new() }).states.push(state);
            for (step, to) in states.onward(state) {
                if step.link.is_none() && seen.insert(to) {
                    now.push(to);
                }
            }
        }
        for state in now {
            for (step, to) in states.onward(state) {
                if step.link.is_some() && step.grade <= Grade::InForce && seen.insert(to) {
                    next.push(to);
                }
            }
        }
        now = next;
        distance += 1;
    }
    arrivals
}

fn at_actor(
    court: &Court<'_, '_>,
    actor: NodeIndex,
    arrival: &Arrival,
    arrivals: &BTreeMap<NodeIndex, Arrival>,
    breaks: &mut Vec<Break>,
    doubts: &mut Vec<Doubt>,
) {
    let network = court.network;
    let at = network.graph[actor].id;
    let goods: Vec<Good> = arrival.states.iter().map(|state| court.states.graph[*state].good).collect();
    let taken = |way: &Way<'_>| goods.iter().copied().filter(|good| network.goods.carries(way.link, *good)).collect();
    let mut ways: Vec<(&Way<'_>, NodeIndex, Vec<Good>)> =
        network.graph.edges(actor).map(|edge| (edge.weight(), edge.target(), taken(edge.weight()))).collect();
    ways.sort_unstable_by_key(|(way, ..)| way.link.id);
    // A link back towards the core takes the goods nowhere new.
    let leads_on = |to: NodeIndex| to != actor && arrivals.get(&to).is_none_or(|it| it.distance >= arrival.distance);
    let goes_on = ways.iter().any(|(way, to, taken)| way.broken.is_none() && !taken.is_empty() && leads_on(*to));
    let before = breaks.len();
    for (way, to, taken) in ways {
        let open = to != actor && !network.graph[to].is_dissolved(network.year);
        let link = Some(way.link.id);
        if !taken.is_empty() {
            if let Some(reason) = way.broken {
                let mends = open && taken.iter().any(|good| buys(court, to, *good));
                breaks.push(Break { at, reason, link, mends });
            }
        } else if !goes_on {
            let mends = open && network.graph[to].kind.is_buyer();
            if open && !mends {
                doubts.push(Doubt { position: breaks.len(), beyond: to, goods: goods.clone() });
            }
            breaks.push(Break { at, reason: BreakReason::OtherProduct, link, mends });
        }
    }
    if !goes_on && breaks.len() == before {
        breaks.push(plain(at, BreakReason::NoOnwardLink));
    }
}

/// Whether these goods, once at this actor, are at a buyer or get to one, be it on paper.
fn buys(court: &Court<'_, '_>, actor: NodeIndex, good: Good) -> bool {
    court.network.graph[actor].kind.is_buyer()
        || court.states.find(actor, good).is_some_and(|state| court.paper.holds(state))
}
