//! Channels: the recorded routes beside those that the links allow. Links often allow more routes than trade uses, so
//! both are reported and neither is derived from the other.
//!
//! A route that the links allow begins at an actor that supplies the product, or sells it without receiving it; follows
//! links in force that carry the products, through conversions, to no actor twice; and ends at a market, or at an enterprise
//! where the products come to rest: from which they go on to nobody who is not on the route. A market that sells on ends one
//! route and continues another. Routes are distinguished by their actors.

mod path_products;
mod prices;
mod routes;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;

pub(super) use path_products::{PathProducts, add_conversions};
pub use prices::{PriceChain, PriceStep};
use routes::RouteGraph;

use super::flow::is_full_share;
use super::network::Network;
use super::product_hierarchy::ProductIdx;
use super::progress::Progress;
use crate::map::{ActorId, Channel, ChannelId, ProductId};

/// The channels of one product.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductChannels {
    /// The product at the start; none for channels that name no product and begin at no supplier.
    pub product: Option<ProductId>,
    /// The recorded channels, by id.
    pub recorded: Vec<RecordedChannel>,
    /// The sum of the recorded shares, in per cent; none when no share is recorded.
    pub shares: Option<f64>,
    /// The number of routes that the links allow.
    pub route_count: u64,
    /// Whether `route_count` is exact; otherwise it is a lower bound.
    pub is_exact: bool,
    /// The routes that the links allow, by their actors' ids; at most [`MAX_LISTED_ROUTES`].
    pub allowed: Vec<Vec<ActorId>>,
    /// Those of them that are not recorded.
    pub unrecorded: Vec<Vec<ActorId>>,
    /// Whether there may be more routes than are listed.
    pub is_truncated: bool,
}

impl ProductChannels {
    /// The recorded shares less 100, in per cent: below 0 if a part is unaccounted for, above 0 if there is too much, 0
    /// if full within rounding. None when no share is recorded.
    pub fn share_deviation(&self) -> Option<f64> {
        self.shares.map(|sum| if is_full_share(sum) { 0.0 } else { sum - 100.0 })
    }
}

/// The most routes listed for one product.
pub const MAX_LISTED_ROUTES: usize = 1000;

/// One recorded channel in the year.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedChannel {
    /// The channel.
    pub channel: ChannelId,
    /// The consecutive pairs of the path between which no link in force carries the products, in path order.
    pub broken_hops: Vec<(ActorId, ActorId)>,
    /// What each actor pays, gets and adds, where the links give prices.
    pub prices: PriceChain,
}

/// The channels of every product that has recorded ones or begins a route somewhere: products with recorded channels first, then by
/// id. `None` when cancelled.
pub(super) fn channels(network: &Network<'_>, progress: &Progress<'_>) -> Option<Vec<ProductChannels>> {
    let mut by_product: BTreeMap<Option<ProductId>, Vec<&Channel>> = BTreeMap::new();
    for channel in network.map.channels().values() {
        progress.step(1 + channel.path.len())?;
        by_product.entry(start_product(network, channel)).or_default().push(channel);
    }
    let starts = routes::start_nodes(network, progress)?;
    for product in starts.keys() {
        by_product.entry(Some(network.products.id(*product))).or_default();
    }
    let mut all: Vec<ProductChannels> = Vec::with_capacity(by_product.len());
    for (product, channels) in &by_product {
        progress.report_fraction(all.len(), by_product.len())?;
        all.push(product_channels(network, *product, channels, &starts, progress)?);
    }
    all.sort_by_key(|of| (of.recorded.is_empty(), of.product));
    Some(all)
}

fn product_channels(
    network: &Network<'_>,
    product: Option<ProductId>,
    channels: &[&Channel],
    starts: &BTreeMap<ProductIdx, Vec<NodeIndex>>,
    progress: &Progress<'_>,
) -> Option<ProductChannels> {
    let recorded = |channel: &&Channel| {
        progress.step(1 + channel.path.len())?;
        Some(recorded_channel(network, channel))
    };
    let recorded = channels.iter().map(recorded).collect::<Option<_>>()?;
    let recorded_paths: BTreeSet<&[ActorId]> = channels.iter().map(|channel| channel.path.as_slice()).collect();
    let routes = match product.and_then(|product| network.products.index(product)) {
        Some(product_index) => {
            let starts = starts.get(&product_index).map_or(&[][..], Vec::as_slice);
            Some(RouteGraph::new(network, product_index, starts, progress)?)
        }
        None => None,
    };
    let (route_count, is_exact) = routes.as_ref().map_or((0, true), |routes| routes.count(progress));
    let (allowed, is_truncated) = routes.map_or((Vec::new(), false), |routes| routes.list(MAX_LISTED_ROUTES, progress));
    let unrecorded = allowed.iter().filter(|route| !recorded_paths.contains(route.as_slice())).cloned().collect();
    progress.check_cancelled()?;
    let shares: Vec<f64> = channels.iter().filter_map(|channel| channel.share).collect();
    Some(ProductChannels {
        product,
        recorded,
        shares: (!shares.is_empty()).then(|| shares.iter().sum()),
        route_count,
        is_exact,
        allowed,
        unrecorded,
        is_truncated,
    })
}

fn recorded_channel(network: &Network<'_>, channel: &Channel) -> RecordedChannel {
    let path_products = PathProducts::new(network, &channel.path, &start_products(network, channel));
    let broken_hops = path_products.broken_hops(&channel.path);
    RecordedChannel {
        channel: channel.id,
        broken_hops,
        prices: prices::price_chain(network, &channel.path, &path_products),
    }
}

/// What a channel's products can be at its start: its product, and what becomes it along the path. For a channel that
/// names no product, what its first actor supplies.
pub(super) fn start_products(network: &Network<'_>, channel: &Channel) -> Vec<ProductIdx> {
    let supplied = || supplied_by_first(network, channel).collect::<Vec<ProductIdx>>();
    let Some(product) = channel.product else { return supplied() };
    let Some(product_index) = network.products.index(product) else { return Vec::new() };
    let mut products = vec![product_index];
    for other in supplied() {
        let mut outputs = BTreeSet::from([other]);
        for actor in channel.path.iter().filter_map(|id| network.map.actors().get(id)) {
            add_conversions(network, actor, &mut outputs);
        }
        if outputs.contains(&product_index) || network.products.is_within(other, product) {
            products.push(other);
        }
    }
    products.sort_unstable();
    products.dedup();
    products
}

fn supplied_by_first<'a>(network: &'a Network<'_>, channel: &Channel) -> impl Iterator<Item = ProductIdx> + 'a {
    let first = channel.path.first().and_then(|id| network.map.actors().get(id));
    first.into_iter().flat_map(|actor| &actor.supply).filter_map(|supply| network.products.index(supply.product))
}

/// The product under which a channel is listed: one of its start products that its first actor supplies, else its own.
fn start_product(network: &Network<'_>, channel: &Channel) -> Option<ProductId> {
    let starts = start_products(network, channel);
    let supplied = supplied_by_first(network, channel).filter(|product| starts.contains(product)).min();
    supplied.map(|product| network.products.id(product)).or(channel.product)
}
