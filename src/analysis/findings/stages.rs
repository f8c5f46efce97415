//! Findings about stages: those without actors, and those that the chain of a product skips.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use crate::analysis::flow::{FlowNetwork, ReachableGraph, is_producer};
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::analysis::{Finding, FindingCode, FindingParts};
use crate::map::{ActorKind, ProductId, StageId};

/// The lane of each actor, counted from the first stage.
pub(super) fn lanes(network: &Network<'_>) -> Vec<Option<u32>> {
    let order: BTreeMap<StageId, u32> =
        network.map.stages_in_order().into_iter().map(|stage| stage.id).zip(0..).collect();
    network.graph.node_weights().map(|actor| order.get(&actor.stage?).copied()).collect()
}

pub(super) fn find(
    flow_network: &FlowNetwork<'_, '_>,
    lanes: &[Option<u32>],
    progress: &Progress<'_>,
    findings: &mut Vec<Finding>,
) -> Option<()> {
    let network = flow_network.network;
    let order: Vec<StageId> = network.map.stages_in_order().into_iter().map(|stage| stage.id).collect();
    let lane_of = |node: NodeIndex| {
        let lane = lanes.get(node.index()).copied().flatten();
        lane.filter(|_| network.status(node).is_present).map(|lane| lane as usize)
    };
    let is_in_flow = |actor: NodeIndex| network.status(actor).kind != ActorKind::Supporter;
    let mut occupied = vec![false; order.len()];
    for at in network.graph.node_indices().filter(|actor| is_in_flow(*actor)).filter_map(lane_of) {
        if let Some(occupied) = occupied.get_mut(at) {
            *occupied = true;
        }
    }
    let stages_at =
        |indices: &mut dyn Iterator<Item = usize>| indices.filter_map(|at| order.get(at).copied()).collect();
    let is_occupied = |at: usize| occupied.get(at).copied().unwrap_or(false);
    // A map without any staged actor lacks no stage yet.
    if occupied.contains(&true) && occupied.contains(&false) {
        let stages = stages_at(&mut (0..order.len()).filter(|at| !is_occupied(*at)));
        let parts = FindingParts { stages, ..FindingParts::default() };
        findings.push(Finding::new(FindingCode::StageEmpty, parts));
    }
    for (product, suppliers) in suppliers_by_product(network) {
        let Some(product_index) = network.products.index(product) else { continue };
        let reachable = ReachableGraph::new(flow_network, product_index, &suppliers, true, progress)?;
        let mut passed = vec![false; order.len()];
        let mut sold = false;
        for reached in &reachable.nodes {
            sold |= network.status(reached.actor).kind.is_buyer();
            if let Some(passed) = lane_of(reached.actor).and_then(|at| passed.get_mut(at)) {
                *passed = true;
            }
        }
        // Products that reach no buyer have other findings.
        let ends = (passed.iter().position(|it| *it), passed.iter().rposition(|it| *it));
        if let (true, (Some(first), Some(last))) = (sold, ends) {
            let skips = |at: &usize| !passed.get(*at).copied().unwrap_or(true) && is_occupied(*at);
            let stages: Vec<StageId> = stages_at(&mut (first..last).filter(skips));
            if !stages.is_empty() {
                let parts = FindingParts { products: vec![product], stages, ..FindingParts::default() };
                findings.push(Finding::new(FindingCode::StageEmpty, parts));
            }
        }
    }
    Some(())
}

/// The suppliers of each product, whatever the volume, by product and actor.
fn suppliers_by_product(network: &Network<'_>) -> BTreeMap<ProductId, Vec<NodeIndex>> {
    let mut by_product: BTreeMap<ProductId, Vec<NodeIndex>> = BTreeMap::new();
    for node in network.graph.node_indices().filter(|node| is_producer(network, *node)) {
        for supply in &network.graph[node].supply {
            let suppliers = by_product.entry(supply.product).or_default();
            if suppliers.last() != Some(&node) {
                suppliers.push(node);
            }
        }
    }
    by_product
}
