//! The form of linkage of each model under Decree 98/2018/NĐ-CP, article 4.
//!
//! The seven forms are distinguished by which of four parts the linked parties cover together:
//! - *inputs*: a product link in force delivers products that a party uses up: they are named on the link, are neither
//!   the model's products nor become them, and no link in force that names its products carries them, or what the party
//!   makes of them, on to a trader, union, enterprise or market;
//! - *production and harvest*: a party supplies the model's products, or products that become them, or a household,
//!   group or cooperative bound to a party does;
//! - *preparation and processing*: an actor on the route from the core to the buyer, both included, converts the
//!   products; where nothing is sold there is no route, and only the core itself can do so;
//! - *sale*: every core actor and product has a route in force to a buyer. All seven forms end in sale.
//!
//! The parties are the core actors present and the listed members that are bound to the model; `parties` defines bound.
//! Being listed as a member alone binds nobody.

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
    /// A link that delivers inputs.
    pub inputs: Option<LinkId>,
    /// The actor that produces.
    pub production: Option<ActorId>,
    /// The actor that prepares or processes.
    pub processing: Option<ActorId>,
    /// The buyer.
    pub sale: Option<ActorId>,
    /// Why the form cannot be assessed; none if it can.
    pub not_assessed: Option<NotAssessed>,
}

/// What a model lacks to be assessed.
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
    /// For a model; none if it names both.
    pub fn for_model(model: &CoopModel) -> Option<Self> {
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

/// The form of every model. `None` when cancelled.
pub(super) fn linkage_forms(
    network: &Network<'_>,
    assessment: &Assessment,
    progress: &Progress<'_>,
) -> Option<BTreeMap<ModelId, LinkageForm>> {
    let memberships = Memberships::new(network);
    let mut forms = BTreeMap::new();
    for model in network.map.models().values() {
        progress.step(1 + model.members.len())?;
        if let Some(model_verdict) = assessment.models.get(&model.id) {
            forms.insert(model.id, linkage_form(network, model, model_verdict, &memberships, progress)?);
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
    let mut form = LinkageForm { not_assessed: NotAssessed::for_model(model), ..LinkageForm::default() };
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
        parties::producer(network, &parties, memberships, |other| is_related_to_any(network, other, &products));
    form.processing = model_verdict
        .cases
        .iter()
        .filter_map(|case| {
            let present = network.map.actors().get(&case.core).is_some_and(|core| core.is_present(network.year));
            let core_only = [case.core];
            let actors = case.route.as_ref().map_or(core_only.as_slice(), |route| route.actors.as_slice());
            let path_products = PathProducts::new(network, actors, &[network.products.index(case.product)?]);
            first_processor(network, actors, &path_products).filter(|_| present)
        })
        .min();
    form.inputs = parties.iter().filter_map(|party| find_input(network, *party, &products)).min();
    Some(form)
}

/// The first link that delivers products which an actor uses up.
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
                    && is_sale_to_trader(network, network_link.link)
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

/// Whether a link leads to an actor that trades the products rather than using them up.
fn is_sale_to_trader(network: &Network<'_>, link: &Link) -> bool {
    let kind = network.map.actors().get(&link.to).map(|actor| actor.kind);
    link.from != link.to
        && matches!(kind, Some(ActorKind::Trader | ActorKind::Union | ActorKind::Enterprise | ActorKind::Market))
}

/// Whether a product is one of these, part of one, or one of these is part of it.
fn is_related_to_any(network: &Network<'_>, product: ProductIdx, products: &[ProductIdx]) -> bool {
    products.iter().any(|other| network.products.are_related(product, *other))
}

/// The first actor of a route that converts the products.
fn first_processor(network: &Network<'_>, route: &[ActorId], path_products: &PathProducts<'_>) -> Option<ActorId> {
    let converts = |(id, products): &(&ActorId, &BTreeSet<ProductIdx>)| {
        let actor = network.map.actors().get(id);
        actor.is_some_and(|actor| {
            products
                .iter()
                .any(|product| network.products.conversion_outputs(actor, *product).any(|output| output != *product))
        })
    };
    route.iter().zip(&path_products.products_at).find(converts).map(|(id, _)| *id)
}
