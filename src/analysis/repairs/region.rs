//! Where goods get to in force, and whether some changes would take them on to a buyer.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::analysis::goods::Good;
use crate::analysis::network::{Network, Way};
use crate::analysis::progress::Progress;
use crate::map::{LinkId, Proposal};

/// Goods at an actor.
pub(super) type Spot = (NodeIndex, Good);

/// So many spots are looked at for one case. A place beyond is many links away from the core, and on a map where goods
/// go round everywhere without any buyer, all of them for every case could fill the memory.
const MOST_SPOTS: usize = 2000;

/// Everywhere that the goods of one flagged case get to in force.
pub(super) struct Region {
    /// The spots, nearest first; the core's own is the first.
    pub spots: Vec<Spot>,
    /// The same, to look up.
    set: BTreeSet<Spot>,
    /// Whether these are all.
    pub complete: bool,
}

impl Region {
    /// Walks from a core that is present. `None` once it is wanted no more.
    pub fn around(network: &Network<'_>, start: Spot, progress: &Progress<'_>) -> Option<Self> {
        let mut region = Self { spots: vec![start], set: BTreeSet::from([start]), complete: true };
        let mut next = 0;
        while let Some(spot) = region.spots.get(next).copied() {
            next += 1;
            progress.step(1)?;
            for to in onward(network, spot, &[]) {
                if region.spots.len() >= MOST_SPOTS {
                    region.complete = region.set.contains(&to) && region.complete;
                } else if region.set.insert(to) {
                    region.spots.push(to);
                }
            }
        }
        Some(region)
    }

    /// Whether the goods get to a spot by themselves.
    pub fn contains(&self, spot: Spot) -> bool {
        self.set.contains(&spot)
    }
}

/// Whether goods get to a buyer in force once these changes are made. Not to be used once it is wanted no more.
pub(super) fn mends(network: &Network<'_>, start: Spot, changes: &[&Proposal], progress: &Progress<'_>) -> bool {
    let mut seen = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(spot) = open.pop() {
        if progress.step(1).is_none() {
            break;
        }
        let buys = |to: Spot| network.graph[to.0].kind.is_buyer();
        if connects(network, spot, changes) || across(network, spot, changes).any(buys) {
            return true;
        }
        open.extend(onward(network, spot, changes).filter(|to| seen.insert(*to)));
    }
    false
}

/// Whether a new link of these changes takes the goods to its buyer.
fn connects(network: &Network<'_>, (actor, good): Spot, changes: &[&Proposal]) -> bool {
    changes.iter().any(|change| match change {
        Proposal::AddLink { from, product, .. } => {
            *from == network.graph[actor].id && network.goods.is_within(good, *product)
        }
        _ => false,
    })
}

/// Where goods get to from a spot by a conversion or a link in force, or one that these changes put in force.
fn onward<'a>(network: &'a Network<'_>, spot: Spot, changes: &'a [&Proposal]) -> impl Iterator<Item = Spot> + 'a {
    let (actor, good) = spot;
    let converted = network.goods.converted(network.graph[actor], good);
    converted.map(move |other| (actor, other)).chain(across(network, spot, changes))
}

/// The same, by a link alone.
fn across<'a>(
    network: &'a Network<'_>,
    (actor, good): Spot,
    changes: &'a [&Proposal],
) -> impl Iterator<Item = Spot> + 'a {
    let taken = network.graph.edges(actor).filter(move |edge| takes(network, edge.weight(), good, changes));
    taken.map(move |edge| (edge.target(), good))
}

/// Whether a link takes these goods in force, once the changes are made.
fn takes(network: &Network<'_>, way: &Way<'_>, good: Good, changes: &[&Proposal]) -> bool {
    let in_force = way.broken.is_none() || changes.iter().any(|change| starts(change, way.link.id));
    in_force && (way.carries(&network.goods, good) || changes.iter().any(|change| widens(network, change, way, good)))
}

/// Whether a change puts this link in force.
fn starts(change: &Proposal, link: LinkId) -> bool {
    matches!(change, Proposal::SignLink(id) | Proposal::RenewLink(id, _) if *id == link)
}

/// Whether a change lets this link take these goods.
fn widens(network: &Network<'_>, change: &Proposal, way: &Way<'_>, good: Good) -> bool {
    matches!(change, Proposal::AddProduct(id, product)
        if *id == way.link.id && network.goods.is_within(good, *product))
}
