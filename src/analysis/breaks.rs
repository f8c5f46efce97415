//! Why flagged products stop: at each actor that they reach, the links that do not pass them on.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::arrivals::{Arrivals, ReachedActor};
use super::case_verdict::CaseEvaluator;
use super::network::NetworkLink;
use super::product_hierarchy::ProductIdx;
use super::progress::Progress;
use super::{Break, BreakReason};
use crate::map::ActorId;

/// A break still to be resolved: would products that cross this link reach a buyer? The link carries other products, so
/// the states beyond it may not have been built.
pub(super) struct PendingBreak {
    /// Index of the break.
    pub break_index: usize,
    /// The actor at the end of the link.
    pub link_end: NodeIndex,
    /// The products that would cross it.
    pub products: Vec<ProductIdx>,
}

/// The most breaks listed for one case, nearest to the core first. Nobody reads more, and on a map without any buyer
/// the full lists could fill the memory.
const MAX_BREAKS: usize = 1000;

/// The breaks of products that reach no buyer in force, nearest first; never empty. With them those to be resolved
/// later. `None` when cancelled.
pub(super) fn find(
    evaluator: &CaseEvaluator<'_, '_>,
    core: NodeIndex,
    product: ProductIdx,
    progress: &Progress<'_>,
) -> Option<(Vec<Break>, Vec<PendingBreak>)> {
    let network = evaluator.network;
    let start = evaluator.states.find(core, product);
    let Some(start) = start.filter(|_| network.graph[core].is_present(network.year)) else {
        return Some((vec![break_without_link(network.graph[core].id, BreakReason::ActorAbsent)], Vec::new()));
    };
    let arrivals = Arrivals::from_start(&evaluator.states, start);
    progress.step(arrivals.reached.iter().map(|reached_actor| reached_actor.states.len()).sum())?;
    let mut breaks = Vec::new();
    let mut pending = Vec::new();
    for reached_actor in &arrivals.reached {
        progress.step(1)?;
        collect_at_actor(evaluator, &arrivals, reached_actor, &mut breaks, &mut pending);
        if breaks.len() >= MAX_BREAKS {
            breaks.truncate(MAX_BREAKS);
            pending.retain(|pending_break| pending_break.break_index < MAX_BREAKS);
            break;
        }
    }
    if breaks.is_empty() {
        // The products only move in a cycle: report the farthest actor reached.
        let farthest = arrivals.reached.last().map(|reached_actor| reached_actor.distance);
        let reached = arrivals.reached.iter().find(|reached_actor| Some(reached_actor.distance) == farthest);
        let actor = reached.map_or(core, |reached_actor| reached_actor.actor);
        breaks.push(break_without_link(network.graph[actor].id, BreakReason::NoOnwardLink));
    }
    Some((breaks, pending))
}

fn break_without_link(at: ActorId, reason: BreakReason) -> Break {
    Break { actor: at, reason, link: None, would_reach_buyer: false }
}

fn collect_at_actor(
    evaluator: &CaseEvaluator<'_, '_>,
    arrivals: &Arrivals,
    reached: &ReachedActor,
    breaks: &mut Vec<Break>,
    pending: &mut Vec<PendingBreak>,
) {
    let actor = reached.actor;
    let network = evaluator.network;
    let at = network.graph[actor].id;
    let products: Vec<ProductIdx> = reached.states.iter().map(|state| evaluator.states.nodes[*state].product).collect();
    let accepted = |network_link: &NetworkLink<'_>| {
        products.iter().copied().filter(|product| network_link.carries(&network.products, *product)).collect()
    };
    let mut out_links: Vec<(&NetworkLink<'_>, NodeIndex, Vec<ProductIdx>)> =
        network.graph.edges(actor).map(|edge| (edge.weight(), edge.target(), accepted(edge.weight()))).collect();
    out_links.sort_unstable_by_key(|(network_link, ..)| network_link.link.id);
    // A link back towards the core reaches nothing new.
    let leads_on = |to: NodeIndex| to != actor && arrivals.distance(to).is_none_or(|links| links >= reached.distance);
    let passes_on = out_links.iter().any(|(network_link, to, accepted)| {
        network_link.break_reason.is_none() && !accepted.is_empty() && leads_on(*to)
    });
    let before = breaks.len();
    for (network_link, to, accepted) in out_links {
        let is_usable = to != actor && !network.graph[to].is_dissolved(network.year);
        let link = Some(network_link.link.id);
        if !accepted.is_empty() {
            if let Some(reason) = network_link.break_reason {
                let would_reach_buyer =
                    is_usable && accepted.iter().any(|product| reaches_buyer(evaluator, to, *product));
                breaks.push(Break { actor: at, reason, link, would_reach_buyer });
            }
        } else if !passes_on {
            let would_reach_buyer = is_usable && network.status(to).kind.is_buyer();
            if is_usable && !would_reach_buyer {
                pending.push(PendingBreak { break_index: breaks.len(), link_end: to, products: products.clone() });
            }
            breaks.push(Break { actor: at, reason: BreakReason::OtherProduct, link, would_reach_buyer });
        }
    }
    if !passes_on && breaks.len() == before {
        breaks.push(break_without_link(at, BreakReason::NoOnwardLink));
    }
}

/// Whether a product at this actor is at a buyer or reaches one, counting links on paper.
fn reaches_buyer(evaluator: &CaseEvaluator<'_, '_>, actor: NodeIndex, product: ProductIdx) -> bool {
    evaluator.network.status(actor).kind.is_buyer()
        || evaluator.states.find(actor, product).is_some_and(|state| evaluator.on_paper.has_path(state))
}
