//! Findings about the map's structure: channels without links, products that are part of themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::channels;
use crate::analysis::flow::is_full_share;
use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::analysis::{Finding, FindingCode, FindingParts};
use crate::map::{ActorId, Channel, ChannelId, LinkageMap, ProductId};

pub(super) fn find(network: &Network<'_>, progress: &Progress<'_>, findings: &mut Vec<Finding>) -> Option<()> {
    for channel in network.map.channels().values() {
        progress.step(1 + channel.path.len())?;
        // What the products can have become by each hop of the path.
        let mut carried: BTreeSet<ProductIdx> = channels::start_products(network, channel).into_iter().collect();
        for pair in channel.path.windows(2) {
            let [from, to] = pair else { continue };
            if let Some(actor) = network.map.actors().get(from) {
                channels::add_conversions(network, actor, &mut carried);
            }
            if !is_linked(network, channel, &carried, *from, *to) {
                let parts = FindingParts {
                    actors: vec![*from, *to],
                    products: channel.product.into_iter().collect(),
                    channels: vec![channel.id],
                    ..FindingParts::default()
                };
                findings.push(Finding::new(FindingCode::ChannelBroken, parts));
            }
        }
    }
    findings.extend(excessive_channels(network.map));
    let finding =
        |products| Finding::new(FindingCode::ProductLoop, FindingParts { products, ..FindingParts::default() });
    findings.extend(product_loops(network.map).into_iter().map(finding));
    Some(())
}

/// The products whose recorded channels share more than the whole volume.
fn excessive_channels(map: &LinkageMap) -> impl Iterator<Item = Finding> {
    let mut by_product: BTreeMap<ProductId, (f64, Vec<ChannelId>)> = BTreeMap::new();
    for channel in map.channels().values() {
        if let (Some(product), Some(share)) = (channel.product, channel.share) {
            let (sum, channels) = by_product.entry(product).or_default();
            *sum += share;
            channels.push(channel.id);
        }
    }
    by_product.into_iter().filter(|(_, (sum, _))| *sum > 100.0 && !is_full_share(*sum)).map(
        |(product, (sum, channels))| {
            let parts =
                FindingParts { products: vec![product], channels, amount: Some(sum), ..FindingParts::default() };
            Finding::new(FindingCode::ChannelSharesExceed, parts)
        },
    )
}

/// Whether a product link, of any year, covers this hop of the channel.
fn is_linked(
    network: &Network<'_>,
    channel: &Channel,
    products: &BTreeSet<ProductIdx>,
    from: ActorId,
    to: ActorId,
) -> bool {
    let (Some(from), Some(to)) = (network.node(from), network.node(to)) else { return false };
    let mut edges = network.graph.edges_connecting(from, to);
    edges.any(|edge| {
        channel.product.is_none()
            || products.iter().any(|product| network.products.carries(edge.weight().link, *product))
    })
}

/// The cycles of `part_of`, each upwards from its lowest product.
fn product_loops(map: &LinkageMap) -> Vec<Vec<ProductId>> {
    let mut visited: BTreeSet<ProductId> = BTreeSet::new();
    let mut loops = Vec::new();
    for start in map.products().keys() {
        let mut path: Vec<ProductId> = Vec::new();
        let mut at = Some(*start);
        while let Some(product) = at.filter(|product| visited.insert(*product)) {
            path.push(product);
            at = map.products().get(&product).and_then(|record| record.part_of);
        }
        // Back on its own path: from there on it is a cycle.
        if let Some(begin) = at.and_then(|product| path.iter().position(|other| *other == product)) {
            let mut cycle = path.split_off(begin);
            let lowest = cycle.iter().enumerate().min_by_key(|(_, product)| **product).map_or(0, |(index, _)| index);
            cycle.rotate_left(lowest);
            loops.push(cycle);
        }
    }
    loops
}
