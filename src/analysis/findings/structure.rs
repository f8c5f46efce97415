//! Findings about the map's own order: channels without their links, products that are part of themselves.

use std::collections::BTreeSet;

use crate::analysis::channels;
use crate::analysis::goods::Good;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::analysis::{Finding, FindingCode};
use crate::map::{ActorId, Channel, LinkageMap, ProductId};

pub(super) fn find(network: &Network<'_>, progress: &Progress<'_>, findings: &mut Vec<Finding>) -> Option<()> {
    for channel in network.map.channels().values() {
        progress.step(1 + channel.path.len())?;
        // What the goods can have become by each piece of the path.
        let mut goods: BTreeSet<Good> = channels::start_goods(network, channel).into_iter().collect();
        for pair in channel.path.windows(2) {
            let [from, to] = pair else { continue };
            if let Some(actor) = network.map.actors().get(from) {
                channels::convert(network, actor, &mut goods);
            }
            if !is_linked(network, channel, &goods, *from, *to) {
                findings.push(Finding {
                    actors: vec![*from, *to],
                    products: channel.product.into_iter().collect(),
                    channels: vec![channel.id],
                    ..Finding::new(FindingCode::ChannelBroken)
                });
            }
        }
    }
    let finding = |products| Finding { products, ..Finding::new(FindingCode::ProductLoop) };
    findings.extend(product_loops(network.map).into_iter().map(finding));
    Some(())
}

/// Whether a product link, of whatever year, can stand for this piece of the channel.
fn is_linked(network: &Network<'_>, channel: &Channel, goods: &BTreeSet<Good>, from: ActorId, to: ActorId) -> bool {
    let (Some(from), Some(to)) = (network.node(from), network.node(to)) else { return false };
    let mut edges = network.graph.edges_connecting(from, to);
    edges.any(|edge| {
        channel.product.is_none() || goods.iter().any(|good| network.goods.carries(edge.weight().link, *good))
    })
}

/// The circles of `part_of`, each from its lowest product on, upwards.
fn product_loops(map: &LinkageMap) -> Vec<Vec<ProductId>> {
    let mut walked: BTreeSet<ProductId> = BTreeSet::new();
    let mut loops = Vec::new();
    for start in map.products().keys() {
        let mut walk: Vec<ProductId> = Vec::new();
        let mut at = Some(*start);
        while let Some(product) = at.filter(|product| walked.insert(*product)) {
            walk.push(product);
            at = map.products().get(&product).and_then(|record| record.part_of);
        }
        // It ran into its own walk: from there on it is a circle.
        if let Some(begin) = at.and_then(|product| walk.iter().position(|other| *other == product)) {
            let mut circle = walk.split_off(begin);
            let lowest = circle.iter().enumerate().min_by_key(|(_, product)| **product).map_or(0, |(index, _)| index);
            circle.rotate_left(lowest);
            loops.push(circle);
        }
    }
    loops
}
