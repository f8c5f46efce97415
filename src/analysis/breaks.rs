//! Why flagged goods go no further: at each actor that they get to, the links that do not take them on.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::court::Court;
use super::goods::Good;
use super::network::Way;
use super::progress::Progress;
use super::walk::{Arrival, Walker};
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

/// The breaks told of one case: those nearest to the core. No person reads on, and on a map without any buyer all of
/// them together could fill the memory.
const MOST_BREAKS: usize = 1000;

/// The breaks of goods that get to no buyer in force, nearest first; never empty.
pub(super) fn find(
    court: &Court<'_, '_>,
    walker: &mut Walker,
    core: NodeIndex,
    good: Good,
    progress: &Progress<'_>,
) -> Option<(Vec<Break>, Vec<Doubt>)> {
    let network = court.network;
    let start = court.states.find(core, good);
    let Some(start) = start.filter(|_| network.graph[core].is_present(network.year)) else {
        return Some((vec![plain(network.graph[core].id, BreakReason::ActorAbsent)], Vec::new()));
    };
    walker.walk(&court.states, start, progress)?;
    let arrivals = walker.arrivals();
    let mut breaks = Vec::new();
    let mut doubts = Vec::new();
    for arrival in &arrivals {
        progress.step(1)?;
        at_actor(court, walker, arrival, &mut breaks, &mut doubts);
        if breaks.len() >= MOST_BREAKS {
            breaks.truncate(MOST_BREAKS);
            doubts.retain(|doubt| doubt.position < MOST_BREAKS);
            break;
        }
    }
    if breaks.is_empty() {
        // Goods that only go round: said of the farthest place that they get to.
        let farthest = arrivals.last().map(|arrival| arrival.distance);
        let place = arrivals.iter().find(|arrival| Some(arrival.distance) == farthest);
        let actor = place.map_or(core, |arrival| arrival.actor);
        breaks.push(plain(network.graph[actor].id, BreakReason::NoOnwardLink));
    }
    Some((breaks, doubts))
}

fn plain(at: ActorId, reason: BreakReason) -> Break {
    Break { at, reason, link: None, mends: false }
}

fn at_actor(
    court: &Court<'_, '_>,
    walker: &Walker,
    arrival: &Arrival,
    breaks: &mut Vec<Break>,
    doubts: &mut Vec<Doubt>,
) {
    let actor = arrival.actor;
    let network = court.network;
    let at = network.graph[actor].id;
    let goods: Vec<Good> = arrival.states.iter().map(|state| court.states.graph[*state].good).collect();
    let taken = |way: &Way<'_>| goods.iter().copied().filter(|good| way.carries(&network.goods, *good)).collect();
    let mut ways: Vec<(&Way<'_>, NodeIndex, Vec<Good>)> =
        network.graph.edges(actor).map(|edge| (edge.weight(), edge.target(), taken(edge.weight()))).collect();
    ways.sort_unstable_by_key(|(way, ..)| way.link.id);
    // A link back towards the core takes the goods nowhere new.
    let leads_on = |to: NodeIndex| to != actor && walker.distance(to).is_none_or(|links| links >= arrival.distance);
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
