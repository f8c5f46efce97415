//! The actors bound to a model, and which of them produces its products.
//!
//! Two actors are *bound* when a membership in force joins them, or a product link in force by contract or membership. An
//! agreement, a sale on the open market, or one whose form is unknown, is no linkage contract and binds nobody.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;

use crate::analysis::ModelVerdict;
use crate::analysis::channels::add_conversions;
use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, ActorKind, CoopModel, Link, LinkForm, LinkKind};

/// The memberships in force in the year, by parent and by member.
pub(super) struct Memberships {
    members: BTreeMap<ActorId, BTreeSet<ActorId>>,
    parents: BTreeMap<ActorId, BTreeSet<ActorId>>,
}

impl Memberships {
    pub fn new(network: &Network<'_>) -> Self {
        let mut all = Self { members: BTreeMap::new(), parents: BTreeMap::new() };
        for link in network.map.links().values().filter(|link| link.kind == LinkKind::Member) {
            if network.network_link(link).is_some_and(|network_link| network_link.break_reason.is_none()) {
                all.members.entry(link.to).or_default().insert(link.from);
                all.parents.entry(link.from).or_default().insert(link.to);
            }
        }
        all
    }
}

/// The core actors present, and the listed members bound to one of them, to another such member, or to an actor on a
/// route in force of the model. `None` when cancelled.
pub(super) fn parties(
    network: &Network<'_>,
    model: &CoopModel,
    model_verdict: &ModelVerdict,
    memberships: &Memberships,
    progress: &Progress<'_>,
) -> Option<BTreeSet<ActorId>> {
    let present = |id: &&ActorId| network.map.actors().get(id).is_some_and(|actor| actor.is_present(network.year));
    let mut parties: BTreeSet<ActorId> = model.core.iter().filter(present).copied().collect();
    let routes = model_verdict.cases.iter().filter_map(|case| case.route.as_ref());
    let mut bound: BTreeSet<ActorId> = routes.flat_map(|route| &route.actors).copied().collect();
    bound.extend(&parties);
    // Members are few; each round adds those that are bound to an actor added before.
    let mut remaining: Vec<ActorId> = model.members.iter().filter(present).copied().collect();
    loop {
        progress.step(remaining.len())?;
        let (added, rest): (Vec<ActorId>, Vec<ActorId>) = remaining
            .into_iter()
            .partition(|id| bound_actors(network, *id, memberships).any(|other| bound.contains(&other)));
        if added.is_empty() {
            return Some(parties);
        }
        bound.extend(&added);
        parties.extend(added);
        remaining = rest;
    }
}

/// The actors bound to an actor.
fn bound_actors<'a>(
    network: &'a Network<'_>,
    of: ActorId,
    memberships: &'a Memberships,
) -> impl Iterator<Item = ActorId> + 'a {
    let links = network.node(of).into_iter().flat_map(|node| {
        let out = network.graph.edges_directed(node, Direction::Outgoing);
        out.chain(network.graph.edges_directed(node, Direction::Incoming))
    });
    let binding_links = links
        .map(|edge| edge.weight())
        .filter(|network_link| network_link.break_reason.is_none() && is_binding(network_link.link));
    let members =
        [&memberships.members, &memberships.parents].into_iter().filter_map(move |ends| ends.get(&of)).flatten();
    binding_links
        .flat_map(|network_link| [network_link.link.from, network_link.link.to])
        .chain(members.copied())
        .filter(move |other| *other != of)
}

/// Whether a link is by contract or membership.
pub(super) fn is_binding(link: &Link) -> bool {
    matches!(link.form, Some(LinkForm::Contract | LinkForm::Member))
}

/// The first party, or else the first household, group or cooperative bound to one, that supplies products for which
/// `is_model_product` holds. For those from outside, what the party makes of them counts too.
pub(super) fn producer(
    network: &Network<'_>,
    parties: &BTreeSet<ActorId>,
    memberships: &Memberships,
    is_model_product: impl Fn(ProductIdx) -> bool,
) -> Option<ActorId> {
    let own = |id: &&ActorId| supplied_products(network, **id).into_iter().any(&is_model_product);
    if let Some(own) = parties.iter().find(own) {
        return Some(*own);
    }
    let yields_model_product = |mut products: BTreeSet<ProductIdx>, party: ActorId| {
        if let Some(actor) = network.map.actors().get(&party) {
            add_conversions(network, actor, &mut products);
        }
        products.into_iter().any(&is_model_product)
    };
    let from_outside = |party: &ActorId| {
        let party = *party;
        let node = network.node(party).into_iter();
        let links =
            node.flat_map(|node| network.graph.edges_directed(node, Direction::Incoming)).map(|edge| edge.weight());
        let sellers = links
            .filter(|network_link| network_link.break_reason.is_none() && is_binding(network_link.link))
            .map(|network_link| {
                let products = supplied_products(network, network_link.link.from).into_iter();
                (
                    network_link.link.from,
                    products.filter(|product| network_link.carries(&network.products, *product)).collect(),
                )
            });
        let members =
            memberships.members.get(&party).into_iter().flatten().map(|id| (*id, supplied_products(network, *id)));
        let all: Vec<(ActorId, BTreeSet<ProductIdx>)> = sellers.chain(members).collect();
        all.into_iter()
            .filter(|(id, _)| can_produce(network, *id))
            .filter(|(_, products)| yields_model_product(products.clone(), party))
            .map(|(id, _)| id)
            .min()
    };
    parties.iter().filter_map(from_outside).min()
}

fn can_produce(network: &Network<'_>, id: ActorId) -> bool {
    let kind = network.map.actors().get(&id).map(|actor| actor.kind_in(network.year));
    matches!(kind, Some(ActorKind::Household | ActorKind::Group | ActorKind::Cooperative))
}

/// The products that an actor supplies or makes of its supply.
fn supplied_products(network: &Network<'_>, id: ActorId) -> BTreeSet<ProductIdx> {
    let Some(actor) = network.map.actors().get(&id) else { return BTreeSet::new() };
    let mut products = actor.supply.iter().filter_map(|supply| network.products.index(supply.product)).collect();
    add_conversions(network, actor, &mut products);
    products
}
