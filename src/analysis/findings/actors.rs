//! Findings about actors: producers without a buyer, actors without links, dead ends, doubles.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::Evidence;
use crate::analysis::network::Network;
use crate::analysis::{Finding, FindingCode};
use crate::map::{Actor, ActorId, ActorKind, LinkageMap, ProductId, Year};

pub(super) fn find(evidence: &Evidence<'_, '_>, findings: &mut Vec<Finding>) {
    producers_without_buyer(evidence, findings);
    isolated(evidence.network, findings);
    dead_ends(evidence.network, findings);
    duplicates(evidence.network, findings);
}

/// Who supplies what and is in no model. Buyers are left out, for they are outlets themselves, and supporters, for
/// they stand outside the flow of goods.
pub(in crate::analysis) fn producers_outside_models(map: &LinkageMap, year: Year) -> Vec<(ActorId, ProductId)> {
    let in_models: BTreeSet<ActorId> =
        map.models().values().flat_map(|model| model.core.union(&model.members)).copied().collect();
    map.actors()
        .values()
        .filter(|actor| actor.is_present(year) && !actor.kind.is_buyer() && actor.kind != ActorKind::Supporter)
        .filter(|actor| !actor.supply.is_empty() && !in_models.contains(&actor.id))
        .flat_map(|actor| actor.supply.iter().map(|supply| (actor.id, supply.product)))
        .collect()
}

fn producers_without_buyer(evidence: &Evidence<'_, '_>, findings: &mut Vec<Finding>) {
    for of_actor in evidence.producers.chunk_by(|one, other| one.0 == other.0) {
        let unsold = |product: &ProductId, actor: &ActorId| {
            evidence.hearing.answer_of(*actor, *product).is_some_and(|answer| answer.flagged)
        };
        let products: Vec<ProductId> =
            of_actor.iter().filter(|(actor, product)| unsold(product, actor)).map(|(_, product)| *product).collect();
        if let Some((actor, _)) = of_actor.first().filter(|_| !products.is_empty()) {
            let finding = Finding::new(FindingCode::ProducerWithoutBuyer);
            findings.push(Finding { actors: vec![*actor], products, ..finding });
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
        let actor = network.graph[node];
        if !linked && actor.is_present(network.year) {
            findings.push(Finding { actors: vec![actor.id], ..Finding::new(FindingCode::ActorIsolated) });
        }
    }
}

fn dead_ends(network: &Network<'_>, findings: &mut Vec<Finding>) {
    let in_force = |node: NodeIndex, direction: Direction| {
        let mut edges = network.graph.edges_directed(node, direction);
        edges.any(|edge| edge.weight().broken.is_none() && edge.source() != edge.target())
    };
    for node in network.graph.node_indices() {
        let actor = network.graph[node];
        let passes_on = !actor.kind.is_buyer() && actor.kind != ActorKind::Supporter;
        if passes_on && in_force(node, Direction::Incoming) && !in_force(node, Direction::Outgoing) {
            findings.push(Finding { actors: vec![actor.id], ..Finding::new(FindingCode::DeadEnd) });
        }
    }
}

/// Actors not dissolved that share a code, or a name but for accents and case, a kind and a district. Two groups of
/// the very same actors are said once.
fn duplicates(network: &Network<'_>, findings: &mut Vec<Finding>) {
    let mut by_code: BTreeMap<&str, Vec<ActorId>> = BTreeMap::new();
    let mut by_name: BTreeMap<(String, ActorKind, String), Vec<ActorId>> = BTreeMap::new();
    let standing = |actor: &&&Actor| !actor.is_dissolved(network.year);
    for actor in network.graph.node_weights().filter(standing) {
        if !actor.code.is_empty() {
            by_code.entry(&actor.code).or_default().push(actor.id);
        }
        let key = (folded(&actor.name), actor.kind, folded(&actor.district));
        by_name.entry(key).or_default().push(actor.id);
    }
    let groups: BTreeSet<Vec<ActorId>> =
        by_code.into_values().chain(by_name.into_values()).filter(|actors| actors.len() > 1).collect();
    let finding = |actors| Finding { actors, ..Finding::new(FindingCode::DuplicateActor) };
    findings.extend(groups.into_iter().map(finding));
}

/// A text without case and accents.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        // Text on a map is composed, so letter by letter is right, and much faster than as a stream.
        decompose_canonical(letter, |part| {
            if !is_combining_mark(part) {
                folded.extend(part.to_lowercase().map(|part| if part == 'đ' { 'd' } else { part }));
            }
        });
    }
    folded
}
