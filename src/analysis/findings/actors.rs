//! Findings about actors: producers without a buyer, actors without links, dead ends.

use super::context::FindingContext;
use crate::analysis::flow::FlowNetwork;
use crate::analysis::network::Network;
use crate::analysis::{Finding, FindingCode, FindingParts};
use crate::map::{ActorId, ActorKind, ProductId};

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) {
    producers_without_buyer(context, findings);
    isolated(context.network, findings);
    dead_ends(context.flow_network, findings);
}

/// The supplies of actors in no model. Buyers are excluded because they are outlets themselves, supporters because they
/// are outside the flow of products.
pub(in crate::analysis) fn producers_outside_models(network: &Network<'_>) -> Vec<(ActorId, ProductId)> {
    let mut in_model = vec![false; network.graph.node_count()];
    for actor in network.map.models().values().flat_map(|model| model.core.iter().chain(&model.members)) {
        if let Some(in_model) = network.node(*actor).and_then(|node| in_model.get_mut(node.index())) {
            *in_model = true;
        }
    }
    let outside = network.graph.node_indices().zip(in_model).filter(|(node, in_model)| {
        let status = network.status(*node);
        !in_model && status.is_present && !status.kind.is_buyer() && status.kind != ActorKind::Supporter
    });
    let actors = outside.map(|(node, _)| network.graph[node]);
    actors.flat_map(|actor| actor.supply.iter().map(|supply| (actor.id, supply.product))).collect()
}

fn producers_without_buyer(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) {
    for of_actor in context.producers.chunk_by(|one, other| one.0 == other.0) {
        let is_flagged = |product: &ProductId, actor: &ActorId| {
            context.queries.result_of(*actor, *product).is_some_and(|result| result.flagged)
        };
        let products: Vec<ProductId> = of_actor
            .iter()
            .filter(|(actor, product)| is_flagged(product, actor))
            .map(|(_, product)| *product)
            .collect();
        if let Some((actor, _)) = of_actor.first().filter(|_| !products.is_empty()) {
            let parts = FindingParts { actors: vec![*actor], products, ..FindingParts::default() };
            findings.push(Finding::new(FindingCode::ProducerWithoutBuyer, parts));
        }
    }
}

fn isolated(network: &Network<'_>, findings: &mut Vec<Finding>) {
    let mut linked = vec![false; network.graph.node_count()];
    for end in network.map.links().values().flat_map(|link| [link.from, link.to]) {
        if let Some(linked) = network.node(end).and_then(|node| linked.get_mut(node.index())) {
            *linked = true;
        }
    }
    for (node, linked) in network.graph.node_indices().zip(linked) {
        if !linked && network.status(node).is_present {
            findings.push(of_actor(FindingCode::ActorIsolated, network.graph[node].id));
        }
    }
}

fn dead_ends(flow_network: &FlowNetwork<'_, '_>, findings: &mut Vec<Finding>) {
    let network = flow_network.network;
    for node in network.graph.node_indices() {
        let kind = network.status(node).kind;
        let passes_on = !kind.is_buyer() && kind != ActorKind::Supporter;
        if passes_on && flow_network.incoming(node).next().is_some() && flow_network.outgoing(node).next().is_none() {
            findings.push(of_actor(FindingCode::DeadEnd, network.graph[node].id));
        }
    }
}

fn of_actor(code: FindingCode, actor: ActorId) -> Finding {
    Finding::new(code, FindingParts { actors: vec![actor], ..FindingParts::default() })
}
