//! Channels: the routes that are recorded beside those that the links allow. Links often allow more routes than trade
//! uses, so both are told and neither is made up from the other.
//!
//! A route that the links allow begins at someone who supplies the product, or sells it without getting it from
//! anybody; follows links in force, through conversions; and ends at an enterprise or market that passes the goods on
//! to nobody. It is told apart from others by its actors, and no actor with the same goods stands twice on it.

mod along;
mod prices;
mod routes;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use along::{Along, convert};
pub use prices::{PriceChain, PriceStep};
use routes::Routes;

use super::flow::is_whole;
use super::goods::Good;
use super::network::Network;
use super::progress::Progress;
use crate::map::{Actor, ActorId, Channel, ChannelId, ProductId};

/// The channels of one product.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductChannels {
    /// What the goods are at the start; none for channels that name no product and begin at no supplier.
    pub product: Option<ProductId>,
    /// The recorded channels, by id.
    pub recorded: Vec<RecordedChannel>,
    /// The sum of the recorded shares, in per cent; none when no share is recorded.
    pub shares: Option<f64>,
    /// How many routes the links allow.
    pub possible: u64,
    /// Whether `possible` is exact; otherwise there are at least so many.
    pub is_exact: bool,
    /// The routes that the links allow and nobody recorded, by their actors' ids; at most [`LISTED`].
    pub unrecorded: Vec<Vec<ActorId>>,
    /// Whether there may be more unrecorded routes than are listed.
    pub is_cut: bool,
}

impl ProductChannels {
    /// By how many per cent the recorded shares miss 100: below 0 where a part is not accounted for, above 0 where
    /// there is too much, 0 where they are whole. None when no share is recorded.
    pub fn shares_off(&self) -> Option<f64> {
        self.shares.map(|sum| if is_whole(sum) { 0.0 } else { sum - 100.0 })
    }
}

/// The most unrecorded routes that are listed of one product.
pub const LISTED: usize = 200;

/// One recorded channel in the year.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedChannel {
    /// The channel.
    pub channel: ChannelId,
    /// The neighbours between which no link in force takes the goods, in the order of the path.
    pub broken: Vec<(ActorId, ActorId)>,
    /// What each actor pays, gets and adds, where the links tell their prices.
    pub prices: PriceChain,
}

/// The channels of every product that has recorded ones or a supplier: products with recorded channels first, then
/// by id. `None` once they are wanted no more.
pub(super) fn channels(network: &Network<'_>, progress: &Progress<'_>) -> Option<Vec<ProductChannels>> {
    let mut by_product: BTreeMap<Option<ProductId>, Vec<&Channel>> = BTreeMap::new();
    for channel in network.map.channels().values() {
        progress.step(1 + channel.path.len())?;
        by_product.entry(start_product(network, channel)).or_default().push(channel);
    }
    let present = |actor: &&Actor| actor.is_present(network.year);
    for supply in network.map.actors().values().filter(present).flat_map(|actor| &actor.supply) {
        by_product.entry(Some(supply.product)).or_default();
    }
    let mut all: Vec<ProductChannels> = Vec::with_capacity(by_product.len());
    for (product, channels) in &by_product {
        progress.report_of(all.len(), by_product.len())?;
        all.push(of_product(network, *product, channels, progress)?);
    }
    all.sort_by_key(|of| (of.recorded.is_empty(), of.product));
    Some(all)
}

fn of_product(
    network: &Network<'_>,
    product: Option<ProductId>,
    channels: &[&Channel],
    progress: &Progress<'_>,
) -> Option<ProductChannels> {
    let recorded = |channel: &&Channel| {
        progress.step(1 + channel.path.len())?;
        Some(recorded(network, channel))
    };
    let recorded = channels.iter().map(recorded).collect::<Option<_>>()?;
    let known: BTreeSet<&[ActorId]> = channels.iter().map(|channel| channel.path.as_slice()).collect();
    let routes = match product.and_then(|product| network.goods.good(product)) {
        Some(good) => Some(Routes::of(network, good, progress)?),
        None => None,
    };
    let (possible, is_exact) = routes.as_ref().map_or((0, true), |routes| routes.count(progress));
    let (unrecorded, is_cut) = routes.map_or((Vec::new(), false), |routes| routes.listed(&known, LISTED, progress));
    progress.wanted()?;
    let shares: Vec<f64> = channels.iter().filter_map(|channel| channel.share).collect();
    Some(ProductChannels {
        product,
        recorded,
        shares: (!shares.is_empty()).then(|| shares.iter().sum()),
        possible,
        is_exact,
        unrecorded,
        is_cut,
    })
}

fn recorded(network: &Network<'_>, channel: &Channel) -> RecordedChannel {
    let along = Along::of(network, &channel.path, &start_goods(network, channel));
    let broken = along.broken(&channel.path);
    RecordedChannel { channel: channel.id, broken, prices: prices::read(network, &channel.path, &along) }
}

/// What a channel's goods can be at its start: its product, and what becomes it along the path. A channel that names
/// no product carries what its first actor supplies.
pub(super) fn start_goods(network: &Network<'_>, channel: &Channel) -> Vec<Good> {
    let supplied = || supplied(network, channel).collect::<Vec<Good>>();
    let Some(product) = channel.product else { return supplied() };
    let Some(good) = network.goods.good(product) else { return Vec::new() };
    let mut goods = vec![good];
    for other in supplied() {
        let mut becomes = BTreeSet::from([other]);
        for actor in channel.path.iter().filter_map(|id| network.map.actors().get(id)) {
            convert(network, actor, &mut becomes);
        }
        if becomes.contains(&good) || network.goods.is_within(other, product) {
            goods.push(other);
        }
    }
    goods.sort_unstable();
    goods.dedup();
    goods
}

fn supplied<'a>(network: &'a Network<'_>, channel: &Channel) -> impl Iterator<Item = Good> + 'a {
    let first = channel.path.first().and_then(|id| network.map.actors().get(id));
    first.into_iter().flat_map(|actor| &actor.supply).filter_map(|supply| network.goods.good(supply.product))
}

/// The product under which a channel is listed: what its first actor supplies of its goods, or else its own.
fn start_product(network: &Network<'_>, channel: &Channel) -> Option<ProductId> {
    let starts = start_goods(network, channel);
    let supplied = supplied(network, channel).filter(|good| starts.contains(good)).min();
    supplied.map(|good| network.goods.id(good)).or(channel.product)
}
