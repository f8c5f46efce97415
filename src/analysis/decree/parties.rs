//! Who is bound to a model, and who of them produces its goods.
//!
//! Two actors are *bound* when a membership in force joins them, or a product link in force by contract, membership
//! or agreement. A sale on the open market, or one of which nobody says how it was agreed, binds nobody.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;

use crate::analysis::ModelVerdict;
use crate::analysis::channels::convert;
use crate::analysis::goods::Good;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, ActorKind, CoopModel, Link, LinkForm, LinkKind};

/// The memberships of a map in the year, by their upper ends and by their lower ones.
pub(super) struct Memberships {
    of: BTreeMap<ActorId, BTreeSet<ActorId>>,
    within: BTreeMap<ActorId, BTreeSet<ActorId>>,
}

impl Memberships {
    pub fn of(network: &Network<'_>) -> Self {
        let mut all = Self { of: BTreeMap::new(), within: BTreeMap::new() };
        for link in network.map.links().values().filter(|link| link.kind == LinkKind::Member) {
            if network.way_of(link).is_some_and(|way| way.broken.is_none()) {
                all.of.entry(link.to).or_default().insert(link.from);
                all.within.entry(link.from).or_default().insert(link.to);
            }
        }
        all
    }
}

/// The core actors that are there, and the listed members bound to one of them, to another such member, or to an
/// actor on a route in force of the model. `None` once they are wanted no more.
pub(super) fn parties(
    network: &Network<'_>,
    model: &CoopModel,
    judged: &ModelVerdict,
    memberships: &Memberships,
    progress: &Progress<'_>,
) -> Option<BTreeSet<ActorId>> {
    let present = |id: &&ActorId| network.map.actors().get(id).is_some_and(|actor| actor.is_present(network.year));
    let mut parties: BTreeSet<ActorId> = model.core.iter().filter(present).copied().collect();
    let routes = judged.cases.iter().filter_map(|case| case.route.as_ref());
    let mut bound: BTreeSet<ActorId> = routes.flat_map(|route| &route.actors).copied().collect();
    bound.extend(&parties);
    // Members are few; each round takes in those that are bound to someone taken in before.
    let mut left: Vec<ActorId> = model.members.iter().filter(present).copied().collect();
    loop {
        progress.step(left.len())?;
        let (taken, rest): (Vec<ActorId>, Vec<ActorId>) =
            left.into_iter().partition(|id| joined(network, *id, memberships).any(|other| bound.contains(&other)));
        if taken.is_empty() {
            return Some(parties);
        }
        bound.extend(&taken);
        parties.extend(taken);
        left = rest;
    }
}

/// Who is bound to an actor.
fn joined<'a>(
    network: &'a Network<'_>,
    of: ActorId,
    memberships: &'a Memberships,
) -> impl Iterator<Item = ActorId> + 'a {
    let ways = network.node(of).into_iter().flat_map(|node| {
        let out = network.graph.edges_directed(node, Direction::Outgoing);
        out.chain(network.graph.edges_directed(node, Direction::Incoming))
    });
    let traded = ways.map(|edge| edge.weight()).filter(|way| way.broken.is_none() && binds(way.link));
    let members = [&memberships.of, &memberships.within].into_iter().filter_map(move |ends| ends.get(&of)).flatten();
    traded.flat_map(|way| [way.link.from, way.link.to]).chain(members.copied()).filter(move |other| *other != of)
}

fn binds(link: &Link) -> bool {
    matches!(link.form, Some(LinkForm::Contract | LinkForm::Member | LinkForm::Agreement))
}

/// The first party, or else the first household, group or cooperative bound to one, that supplies goods which `fits`
/// knows for the model's. Of goods from outside, what the party makes of them counts too.
pub(super) fn producer(
    network: &Network<'_>,
    parties: &BTreeSet<ActorId>,
    memberships: &Memberships,
    fits: impl Fn(Good) -> bool,
) -> Option<ActorId> {
    let own = |id: &&ActorId| supplied(network, **id).into_iter().any(&fits);
    if let Some(own) = parties.iter().find(own) {
        return Some(*own);
    }
    let becomes = |mut goods: BTreeSet<Good>, party: ActorId| {
        if let Some(actor) = network.map.actors().get(&party) {
            convert(network, actor, &mut goods);
        }
        goods.into_iter().any(&fits)
    };
    let from_outside = |party: &ActorId| {
        let party = *party;
        let node = network.node(party).into_iter();
        let ways =
            node.flat_map(|node| network.graph.edges_directed(node, Direction::Incoming)).map(|edge| edge.weight());
        let sellers = ways.filter(|way| way.broken.is_none() && binds(way.link)).map(|way| {
            let goods = supplied(network, way.link.from).into_iter();
            (way.link.from, goods.filter(|good| way.carries(&network.goods, *good)).collect())
        });
        let members = memberships.of.get(&party).into_iter().flatten().map(|id| (*id, supplied(network, *id)));
        let all: Vec<(ActorId, BTreeSet<Good>)> = sellers.chain(members).collect();
        all.into_iter()
            .filter(|(id, _)| produces(network, *id))
            .filter(|(_, goods)| becomes(goods.clone(), party))
            .map(|(id, _)| id)
            .min()
    };
    parties.iter().filter_map(from_outside).min()
}

fn produces(network: &Network<'_>, id: ActorId) -> bool {
    let kind = network.map.actors().get(&id).map(|actor| actor.kind);
    matches!(kind, Some(ActorKind::Household | ActorKind::Group | ActorKind::Cooperative))
}

/// What an actor supplies, and what it makes of that.
fn supplied(network: &Network<'_>, id: ActorId) -> BTreeSet<Good> {
    let Some(actor) = network.map.actors().get(&id) else { return BTreeSet::new() };
    let mut goods = actor.supply.iter().filter_map(|supply| network.goods.good(supply.product)).collect();
    convert(network, actor, &mut goods);
    goods
}
