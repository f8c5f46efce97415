//! How much of one product the links can carry to buyers: a maximum flow in integer fractions of its unit.

use petgraph::graph::NodeIndex;

use super::capacity_arc::{CapacityArc, FIRST_NODE, SINK, SOURCE};
use super::dinic::{Dinic, UNBOUNDED};
use super::flow_network::FlowNetwork;
use super::flow_unit::FlowUnit;
use super::producers::Producers;
use super::reachable::{EdgeKind, ReachableEdge, ReachableGraph, ReachableNode};
use super::stranded_supply::{StrandedSupply, stranded_supply};
use crate::analysis::progress::Progress;
use crate::map::ProductId;

/// The maximum flow of one product; volumes per year, in its unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SingleFlow {
    /// The most that the links can carry to first buyers.
    pub carried: f64,
    /// Where the rest is stranded, largest first.
    pub stranded: Vec<StrandedSupply>,
}

/// The flow of the known supplies of one product; `None` when cancelled.
pub(super) fn max_flow(
    flow_network: &FlowNetwork<'_, '_>,
    product: ProductId,
    producers: &Producers,
    progress: &Progress<'_>,
) -> Option<SingleFlow> {
    let product_index = flow_network.network.products.index(product)?;
    let supply: f64 = producers.known.iter().map(|(_, volume)| volume).sum();
    if producers.known.is_empty() || !supply.is_finite() {
        return Some(SingleFlow::default());
    }
    let unit = FlowUnit::for_total(supply);
    let starts: Vec<NodeIndex> = producers.known.iter().map(|(actor, _)| *actor).collect();
    let reachable = ReachableGraph::new(flow_network, product_index, &starts, false, progress)?;
    let entry =
        |at: usize| reachable.nodes.get(at).map(|reachable_node| (reachable_node.actor, FIRST_NODE + at as u32));
    let mut arcs: Vec<CapacityArc> = Vec::with_capacity(reachable.edges.len() + starts.len());
    let mut at = 0;
    for (actor, volume) in &producers.known {
        // A product listed twice by one producer begins in one node.
        while entry(at).is_some_and(|(other, _)| other < *actor) {
            at += 1;
        }
        if let Some((_, to)) = entry(at) {
            arcs.push(CapacityArc { from: SOURCE, to, capacity: unit.to_units(*volume), link: None });
        }
    }
    let supplied: u64 = arcs.iter().map(|arc| arc.capacity).sum();
    let nodes = add_arcs(flow_network, &reachable, &unit, &mut arcs);
    progress.step(arcs.len())?;
    let mut dinic = Dinic::new(nodes as usize, arcs.iter().map(|arc| (arc.from, arc.to, arc.capacity)));
    let reaches_sink = dinic.nodes_reaching(SINK);
    progress.step(arcs.len())?;
    let lost = supplied - dinic.max_flow(SOURCE, SINK, progress)?.min(supplied);
    let mut stranded =
        if lost > 0 { stranded_supply(&arcs, &dinic.source_side(SOURCE), &reaches_sink) } else { Vec::new() };
    stranded.sort_by_key(|group| std::cmp::Reverse(group.without_outlet));
    let stranded = stranded.into_iter().map(|group| {
        let actor = |node: u32| {
            let reachable_node = reachable.nodes.get(node.checked_sub(FIRST_NODE)? as usize)?;
            Some(flow_network.network.graph[reachable_node.actor].id)
        };
        let mut producers: Vec<_> = group.producers.into_iter().filter_map(actor).collect();
        producers.dedup();
        StrandedSupply {
            products: vec![product],
            producers,
            supply: unit.to_volume(group.supply),
            without_outlet: unit.to_volume(group.without_outlet),
            // Other products may take room on its links.
            is_lower_bound: true,
            bottlenecks: group.bottlenecks,
        }
    });
    let stranded = stranded.collect();
    let without_outlet = unit.to_volume(lost);
    Some(SingleFlow { carried: (supply - without_outlet).max(0.0), stranded })
}

/// Adds the edges of the reachable graph as arcs; returns the number of nodes.
fn add_arcs(
    flow_network: &FlowNetwork<'_, '_>,
    reachable: &ReachableGraph,
    unit: &FlowUnit,
    arcs: &mut Vec<CapacityArc>,
) -> u32 {
    let node = |reachable_node: u32| FIRST_NODE + reachable_node;
    let head = |step: &ReachableEdge| step.to.map_or(SINK, node);
    let mut bounded: Vec<(u32, ReachableEdge, f64)> = Vec::new();
    for step in &reachable.edges {
        let arc = if let EdgeKind::FlowArc(number) = step.kind { Some(number) } else { None };
        let link = arc.and_then(|number| flow_network.arc(number)).map(|arc| arc.link);
        let volume = link.and_then(|link| link.volume);
        if let (Some(number), Some(volume)) = (arc, volume) {
            bounded.push((number, *step, volume));
        } else {
            let link = link.map(|link| link.id);
            arcs.push(CapacityArc { from: node(step.from), to: head(step), capacity: UNBOUNDED, link });
        }
    }
    // Edges over one link share its volume.
    bounded.sort_unstable_by_key(|(number, step, _)| (*number, step.from));
    let mut nodes = FIRST_NODE + reachable.nodes.len() as u32;
    for shared in bounded.chunk_by(|one, other| one.0 == other.0) {
        let factor = |step: &ReachableEdge| {
            reachable.nodes.get(step.from as usize).map_or(0.0, |reachable_node: &ReachableNode| reachable_node.factor)
        };
        let capacity = |volume: f64, factor: f64| match unit.to_units(volume / factor) {
            _ if factor <= 0.0 => UNBOUNDED,
            count => count,
        };
        let id = |number: u32| flow_network.arc(number).map(|arc| arc.link.id);
        if let [(number, step, volume)] = shared {
            let capacity = capacity(*volume, factor(step));
            arcs.push(CapacityArc { from: node(step.from), to: head(step), capacity, link: id(*number) });
            continue;
        }
        let (shared_from, shared_to) = (nodes, nodes + 1);
        nodes += 2;
        let min_factor = shared.iter().map(|(_, step, _)| factor(step)).fold(f64::INFINITY, f64::min);
        for (number, step, volume) in shared {
            let (link, own_capacity) = (id(*number), capacity(*volume, factor(step)));
            arcs.push(CapacityArc { from: node(step.from), to: shared_from, capacity: own_capacity, link });
            arcs.push(CapacityArc { from: shared_to, to: head(step), capacity: own_capacity, link });
        }
        if let Some((number, _, volume)) = shared.first() {
            arcs.push(CapacityArc {
                from: shared_from,
                to: shared_to,
                capacity: capacity(*volume, min_factor),
                link: id(*number),
            });
        }
    }
    nodes
}
