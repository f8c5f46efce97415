//! The form of linkage of each model under Decree 98/2018/NĐ-CP, article 4.
//!
//! The seven forms are told apart by which of four parts the linked parties cover together:
//! - *inputs*: a product link in force brings a party goods that it uses up: they are named on the link, are neither
//!   the model's goods nor become them, and no link in force that names them, or what the party makes of them, takes
//!   them on to a trader, union, enterprise or market;
//! - *production and harvest*: a party supplies the model's goods, or goods that become them, or a household, group or
//!   cooperative bound to a party does;
//! - *preparation and processing*: an actor on the route from the core to the buyer, both included, turns the goods
//!   into something else; where nothing is sold there is no route, and only the core itself can do so;
//! - *sale*: every core actor and product has a route in force to a buyer. All seven forms end in sale.
//!
//! The parties are the core actors that are there and the listed members that are bound to the model; who is bound is
//! said in `parties`. A name on the list of members alone links nobody.

mod parties;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;

use parties::Memberships;

use super::channels::{PathProducts, add_conversions};
use super::network::Network;
use super::product_hierarchy::ProductIdx;
use super::progress::Progress;
use super::{Assessment, ModelVerdict};
use crate::map::{ActorId, ActorKind, CoopModel, Link, LinkId, ModelId};

/// Which parts of the chain the parties of a model cover, each with what shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkageForm {
    /// A link that brings inputs.
    pub inputs: Option<LinkId>,
    /// Who produces.
    pub production: Option<ActorId>,
    /// Who prepares or processes.
    pub processing: Option<ActorId>,
    /// The buyer.
    pub sale: Option<ActorId>,
    /// Why nothing can be said of the form; none where it can.
    pub not_assessed: Option<NotAssessed>,
}

/// What a model lacks to be judged at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAssessed {
    /// It names no core actor.
    NoCore,
    /// It names no product.
    NoProduct,
    /// Neither.
    Neither,
}

impl NotAssessed {
    /// Of a model; none where it names both.
    pub fn of(model: &CoopModel) -> Option<Self> {
        match (model.core.is_empty(), model.products.is_empty()) {
            (false, false) => None,
            (true, false) => Some(Self::NoCore),
            (false, true) => Some(Self::NoProduct),
            (true, true) => Some(Self::Neither),
        }
    }
}

impl LinkageForm {
    /// The number of the form in article 4, 1 to 7; none when sale is missing, or all three other parts are.
    pub fn number(&self) -> Option<u8> {
        self.sale?;
        match (self.inputs.is_some(), self.production.is_some(), self.processing.is_some()) {
            (true, true, true) => Some(1),
            (true, false, false) => Some(2),
            (false, true, false) => Some(3),
            (true, true, false) => Some(4),
            (false, true, true) => Some(5),
            (true, false, true) => Some(6),
            (false, false, true) => Some(7),
            (false, false, false) => None,
        }
    }
}

/// The form of every model. `None` once it is wanted no more.
pub(super) fn linkage_forms(
    network: &Network<'_>,
    assessment: &Assessment,
    progress: &Progress<'_>,
) -> Option<BTreeMap<ModelId, LinkageForm>> {
    let memberships = Memberships::of(network);
    let mut forms = BTreeMap::new();
    for model in network.map.models().values() {
        progress.step(1 + model.members.len())?;
        if let Some(judged) = assessment.models.get(&model.id) {
            forms.insert(model.id, linkage_form(network, model, judged, &memberships, progress)?);
        }
    }
    Some(forms)
}

fn linkage_form(
    network: &Network<'_>,
    model: &CoopModel,
    model_verdict: &ModelVerdict,
    memberships: &Memberships,
    progress: &Progress<'_>,
) -> Option<LinkageForm> {
    let mut form = LinkageForm { not_assessed: NotAssessed::of(model), ..LinkageForm::default() };
    if form.not_assessed.is_some() {
        return Some(form);
    }
    if !model_verdict.verdict.is_flagged() {
        let routes = model_verdict.cases.iter().filter_map(|case| case.route.as_ref());
        form.sale = routes.filter_map(|route| route.actors.last()).min().copied();
    }
    let products: Vec<ProductIdx> =
        model.products.iter().filter_map(|product| network.products.index(*product)).collect();
    let parties = parties::parties(network, model, model_verdict, memberships, progress)?;
    form.production =
        parties::producer(network, &parties, memberships, |good| is_related_to_any(network, good, &products));
    form.processing = model_verdict
        .cases
        .iter()
        .filter_map(|case| {
            let present = network.map.actors().get(&case.core).is_some_and(|core| core.is_present(network.year));
            let alone = [case.core];
            let actors = case.route.as_ref().map_or(alone.as_slice(), |route| route.actors.as_slice());
            let along = PathProducts::of(network, actors, &[network.products.index(case.product)?]);
            first_processor(network, actors, &along).filter(|_| present)
        })
        .min();
    form.inputs = parties.iter().filter_map(|party| find_input(network, *party, &products)).min();
    Some(form)
}

/// The first link that brings an actor goods that it uses up for these.
fn find_input(network: &Network<'_>, party: ActorId, products: &[ProductIdx]) -> Option<LinkId> {
    let node = network.node(party)?;
    let actor = network.map.actors().get(&party)?;
    let uses_up = |product: ProductIdx| {
        let mut outputs = BTreeSet::from([product]);
        add_conversions(network, actor, &mut outputs);
        let sells_on = || {
            let mut edges = network.graph.edges_directed(node, Direction::Outgoing).map(|edge| edge.weight());
            edges.any(|network_link| {
                network_link.break_reason.is_none()
                    && goes_to_dealer(network, network_link.link)
                    && network_link.named_products(&network.products).next().is_some()
                    && outputs.iter().any(|product| network_link.carries(&network.products, *product))
            })
        };
        !outputs.iter().any(|outputs| is_related_to_any(network, *outputs, products)) && !sells_on()
    };
    let edges = network.graph.edges_directed(node, Direction::Incoming).map(|edge| edge.weight());
    let deliveries =
        edges.filter(|network_link| network_link.break_reason.is_none() && network_link.link.from != party);
    deliveries
        .filter(|network_link| network_link.named_products(&network.products).any(uses_up))
        .map(|network_link| network_link.link.id)
        .min()
}

/// Whether a link takes goods to someone who deals in them, and grows nothing with them.
fn goes_to_dealer(network: &Network<'_>, link: &Link) -> bool {
    let kind = network.map.actors().get(&link.to).map(|actor| actor.kind);
    link.from != link.to
        && matches!(kind, Some(ActorKind::Trader | ActorKind::Union | ActorKind::Enterprise | ActorKind::Market))
}

/// Whether a good is one of these, part of one, or one of these is part of it.
fn is_related_to_any(network: &Network<'_>, product: ProductIdx, products: &[ProductIdx]) -> bool {
    products.iter().any(|other| network.products.are_related(product, *other))
}

/// The first actor of a route that turns the goods into something else.
fn first_processor(network: &Network<'_>, route: &[ActorId], along: &PathProducts<'_>) -> Option<ActorId> {
    let turns = |(id, products): &(&ActorId, &BTreeSet<ProductIdx>)| {
        let actor = network.map.actors().get(id);
        actor.is_some_and(|actor| {
            products
                .iter()
                .any(|product| network.products.conversion_outputs(actor, *product).any(|made| made != *product))
        })
    };
    route.iter().zip(&along.products_at).find(turns).map(|(id, _)| *id)
}
