//! Why flagged goods go no further: at each actor that they get to, the links that do not take them on.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::bfs::{Bfs, ReachedActor};
use super::case_verdict::CaseEvaluator;
use super::network::NetworkLink;
use super::product_hierarchy::ProductIdx;
use super::progress::Progress;
use super::{Break, BreakReason};
use crate::map::ActorId;

/// What a flagged case still has to ask: would goods that cross this link get to a buyer? The link takes other
/// goods, so the states beyond it may not have been built.
pub(super) struct PendingBreak {
    /// Which of the breaks.
    pub break_index: usize,
    /// Where the link leads.
    pub link_end: NodeIndex,
    /// The goods that would cross it.
    pub products: Vec<ProductIdx>,
}

/// The breaks told of one case: those nearest to the core. No person reads on, and on a map without any buyer all of
/// them together could fill the memory.
const MAX_BREAKS: usize = 1000;

/// The breaks of goods that get to no buyer in force, nearest first; never empty.
pub(super) fn find(
    evaluator: &CaseEvaluator<'_, '_>,
    bfs: &mut Bfs,
    core: NodeIndex,
    product: ProductIdx,
    progress: &Progress<'_>,
) -> Option<(Vec<Break>, Vec<PendingBreak>)> {
    let network = evaluator.network;
    let start = evaluator.states.find(core, product);
    let Some(start) = start.filter(|_| network.graph[core].is_present(network.year)) else {
        return Some((vec![break_without_link(network.graph[core].id, BreakReason::ActorAbsent)], Vec::new()));
    };
    bfs.run(&evaluator.states, start, progress)?;
    let arrivals = bfs.reached();
    let mut breaks = Vec::new();
    let mut pending = Vec::new();
    for arrival in &arrivals {
        progress.step(1)?;
        collect_at_actor(evaluator, bfs, arrival, &mut breaks, &mut pending);
        if breaks.len() >= MAX_BREAKS {
            breaks.truncate(MAX_BREAKS);
            pending.retain(|doubt| doubt.break_index < MAX_BREAKS);
            break;
        }
    }
    if breaks.is_empty() {
        // Goods that only go round: said of the farthest reached that they get to.
        let farthest = arrivals.last().map(|arrival| arrival.distance);
        let reached = arrivals.iter().find(|arrival| Some(arrival.distance) == farthest);
        let actor = reached.map_or(core, |arrival| arrival.actor);
        breaks.push(break_without_link(network.graph[actor].id, BreakReason::NoOnwardLink));
    }
    Some((breaks, pending))
}

fn break_without_link(at: ActorId, reason: BreakReason) -> Break {
    Break { actor: at, reason, link: None, would_reach_buyer: false }
}

fn collect_at_actor(
    court: &CaseEvaluator<'_, '_>,
    bfs: &Bfs,
    arrival: &ReachedActor,
    breaks: &mut Vec<Break>,
    pending: &mut Vec<PendingBreak>,
) {
    let actor = arrival.actor;
    let network = court.network;
    let at = network.graph[actor].id;
    let products: Vec<ProductIdx> = arrival.states.iter().map(|state| court.states.nodes[*state].product).collect();
    let accepted = |network_link: &NetworkLink<'_>| {
        products.iter().copied().filter(|product| network_link.carries(&network.products, *product)).collect()
    };
    let mut out_links: Vec<(&NetworkLink<'_>, NodeIndex, Vec<ProductIdx>)> =
        network.graph.edges(actor).map(|edge| (edge.weight(), edge.target(), accepted(edge.weight()))).collect();
    out_links.sort_unstable_by_key(|(network_link, ..)| network_link.link.id);
    // A link back towards the core takes the products nowhere new.
    let leads_on = |to: NodeIndex| to != actor && bfs.distance(to).is_none_or(|links| links >= arrival.distance);
    let passes_on = out_links.iter().any(|(network_link, to, accepted)| {
        network_link.break_reason.is_none() && !accepted.is_empty() && leads_on(*to)
    });
    let before = breaks.len();
    for (network_link, to, accepted) in out_links {
        let open = to != actor && !network.graph[to].is_dissolved(network.year);
        let link = Some(network_link.link.id);
        if !accepted.is_empty() {
            if let Some(reason) = network_link.break_reason {
                let mends = open && accepted.iter().any(|product| reaches_buyer(court, to, *product));
                breaks.push(Break { actor: at, reason, link, would_reach_buyer: mends });
            }
        } else if !passes_on {
            let mends = open && network.graph[to].kind.is_buyer();
            if open && !mends {
                pending.push(PendingBreak { break_index: breaks.len(), link_end: to, products: products.clone() });
            }
            breaks.push(Break { actor: at, reason: BreakReason::OtherProduct, link, would_reach_buyer: mends });
        }
    }
    if !passes_on && breaks.len() == before {
        breaks.push(break_without_link(at, BreakReason::NoOnwardLink));
    }
}

/// Whether these goods, once at this actor, are at a buyer or get to one, be it on paper.
fn reaches_buyer(court: &CaseEvaluator<'_, '_>, actor: NodeIndex, product: ProductIdx) -> bool {
    court.network.graph[actor].kind.is_buyer()
        || court.states.find(actor, product).is_some_and(|state| court.on_paper.has_path(state))
}
