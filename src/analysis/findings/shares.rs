//! Findings about shares: what an actor says of where its sales go does not add up. Nothing is ever rescaled.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;

use crate::analysis::network::{Network, Way};
use crate::analysis::{Finding, FindingCode};
use crate::map::ProductId;

/// Per cent; within these a sum counts as whole, for shares are given rounded.
const WHOLE: std::ops::RangeInclusive<f64> = 99.0..=101.0;
/// Shares such as 33.4 are no exact numbers in binary: a sum this near to a limit is on it.
const ROUNDING: f64 = 1e-9;

pub(super) fn find(network: &Network<'_>, findings: &mut Vec<Finding>) {
    for node in network.graph.node_indices() {
        let mut ways: Vec<(&Way<'_>, f64)> = network
            .graph
            .edges(node)
            .map(|edge| edge.weight())
            .filter(|way| way.broken.is_none())
            .filter_map(|way| Some((way, way.link.share?)))
            .collect();
        ways.sort_unstable_by_key(|(way, _)| way.link.id);
        let products = narrowest(network, &ways);
        if products.is_empty() {
            findings.extend(sum(network, node, None, &ways));
        }
        for product in products {
            findings.extend(sum(network, node, Some(product), &ways));
        }
    }
}

/// The products that the links list, but for those that a listed one is part of: a share of fruit is counted with
/// the mangoes.
fn narrowest(network: &Network<'_>, ways: &[(&Way<'_>, f64)]) -> Vec<ProductId> {
    let listed: BTreeSet<ProductId> = ways.iter().flat_map(|(way, _)| &way.link.products).copied().collect();
    let within = |product: ProductId, broader: ProductId| {
        network.goods.good(product).is_some_and(|good| network.goods.line(good).any(|other| other == broader))
    };
    let has_narrower =
        |product: ProductId| listed.iter().any(|other| within(*other, product) && !within(product, *other));
    listed.iter().copied().filter(|product| !has_narrower(*product)).collect()
}

fn sum(
    network: &Network<'_>,
    node: NodeIndex,
    product: Option<ProductId>,
    ways: &[(&Way<'_>, f64)],
) -> Option<Finding> {
    let good = product.and_then(|product| network.goods.good(product));
    let counted: Vec<&(&Way<'_>, f64)> =
        ways.iter().filter(|(way, _)| good.is_none_or(|good| network.goods.carries(way.link, good))).collect();
    let total: f64 = counted.iter().map(|(_, share)| share).sum();
    let code = if total > WHOLE.end() + ROUNDING {
        FindingCode::SharesExceed
    } else if !counted.is_empty() && total < WHOLE.start() - ROUNDING {
        FindingCode::SharesUnaccounted
    } else {
        return None;
    };
    Some(Finding {
        actors: vec![network.graph[node].id],
        links: counted.iter().map(|(way, _)| way.link.id).collect(),
        products: product.into_iter().collect(),
        amount: Some(total),
        ..Finding::new(code)
    })
}
