//! The form of linkage of each model under Decree 98/2018/NĐ-CP, article 4.
//!
//! The decree is about products of agriculture, forestry, fishery and salt making under a linkage contract (`scope`): other
//! products of a model are left aside, and a link counts where it is in force by contract or membership. The seven forms are
//! distinguished by which of four parts the linked parties cover together:
//! - *inputs*: a link delivers products that a party uses up: they are named on the link, are neither
//!   the model's products nor become them, and no link in force that names its products carries them, or what the party
//!   makes of them, on to a trader, union, enterprise or market;
//! - *production and harvest*: a party supplies the model's products, or products that become them, or a household,
//!   group or cooperative bound to a party does;
//! - *preparation and processing*: a party converts the products or makes them of others, or an actor on the route from the
//!   core to the buyer does;
//! - *sale*: every core actor and product has a route to a buyer by such links. All seven forms end in sale.
//!
//! The parties are the core actors present and the listed members that are bound to the model; `parties` defines bound.
//! Being listed as a member alone binds nobody.

mod parties;
mod scope;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use parties::{Memberships, is_binding};
pub(super) use scope::Scope;

use super::channels::{PathProducts, add_conversions};
use super::network::{Grade, Network};
use super::product_hierarchy::ProductIdx;
use super::progress::Progress;
use super::{Assessment, Case, ModelVerdict, Verdict};
use crate::map::{ActorId, ActorKind, CoopModel, Link, LinkId, ModelId, Year};

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
    /// None of its products is of agriculture, forestry, fishery or salt making.
    NoFarmProduct,
    /// The decree was not in force at the end of the year.
    BeforeDecree,
}

/// The first year at whose end Decree 98/2018/NĐ-CP is in force: since 20 August 2018 (article 18).
const FIRST_YEAR: Year = 2018;

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
    let scope = Scope::new(network);
    let mut forms = BTreeMap::new();
    for model in network.map.models().values() {
        progress.step(1 + model.members.len())?;
        if let Some(model_verdict) = assessment.models.get(&model.id) {
            forms.insert(model.id, linkage_form(network, model, model_verdict, &memberships, &scope, progress)?);
        }
    }
    Some(forms)
}

fn linkage_form(
    network: &Network<'_>,
    model: &CoopModel,
    model_verdict: &ModelVerdict,
    memberships: &Memberships,
    scope: &Scope,
    progress: &Progress<'_>,
) -> Option<LinkageForm> {
    let mut form = LinkageForm { not_assessed: NotAssessed::for_model(model), ..LinkageForm::default() };
    let all = model.products.iter().filter_map(|product| network.products.index(*product));
    let products: Vec<ProductIdx> = all.filter(|product| scope.is_agricultural(network, *product)).collect();
    if form.not_assessed.is_none() && products.is_empty() {
        form.not_assessed = Some(NotAssessed::NoFarmProduct);
    }
    if network.year < FIRST_YEAR {
        form.not_assessed = Some(NotAssessed::BeforeDecree);
    }
    if form.not_assessed.is_some() {
        return Some(form);
    }
    let is_covered =
        |case: &&Case| network.products.index(case.product).is_some_and(|product| products.contains(&product));
    let cases: Vec<&Case> = model_verdict.cases.iter().filter(is_covered).collect();
    let buyers: Option<Vec<ActorId>> = cases.iter().map(|case| contract_buyer(network, case, progress)).collect();
    progress.check_cancelled()?;
    form.sale = buyers.and_then(|buyers| buyers.into_iter().min());
    let parties = parties::parties(network, model, model_verdict, memberships, progress)?;
    form.production =
        parties::producer(network, &parties, memberships, |other| is_related_to_any(network, other, &products));
    let on_routes = cases.iter().filter_map(|case| {
        let actors = case.route.as_ref()?.actors.as_slice();
        let path_products = PathProducts::new(network, actors, &[network.products.index(case.product)?]);
        first_processor(network, actors, &path_products)
    });
    let among_parties = parties.iter().copied().filter(|party| processes(network, *party, &products));
    form.processing = on_routes.chain(among_parties).min();
    form.inputs = parties.iter().filter_map(|party| find_input(network, *party, &products)).min();
    Some(form)
}

/// The first buyer on a route of a case by links in force by contract or membership; none where there is none, or when
/// cancelled.
fn contract_buyer(network: &Network<'_>, case: &Case, progress: &Progress<'_>) -> Option<ActorId> {
    let buyer = case.route.as_ref()?.actors.last().copied().filter(|buyer| *buyer != case.core);
    if case.verdict == Verdict::Firm && buyer.is_some() {
        return buyer;
    }
    // Other verdicts say nothing of contracts: their routes are the shortest in force, or the enterprise sells on to nobody.
    // Nobody has a contract with itself.
    let start = (network.node(case.core)?, network.products.index(case.product)?);
    let mut reached = vec![start];
    let mut seen = BTreeSet::from([start]);
    let mut next = 0;
    while let Some((actor, product)) = reached.get(next).copied() {
        next += 1;
        progress.step(1)?;
        let converted =
            network.products.conversion_outputs(network.graph[actor], product).map(|output| (actor, output));
        let links = network.graph.edges(actor).filter(|edge| edge.weight().grade == Some(Grade::Firm));
        let links = links.filter(|edge| edge.weight().carries(&network.products, product) && edge.target() != actor);
        let delivered: Vec<NodeIndex> = links.map(|edge| edge.target()).collect();
        if let Some(buyer) = delivered.iter().filter(|to| network.status(**to).kind.is_buyer()).min() {
            return Some(network.graph[*buyer].id);
        }
        let onward = converted.chain(delivered.into_iter().map(|to| (to, product)));
        reached.extend(onward.filter(|state| seen.insert(*state)));
    }
    None
}

/// Whether an actor converts one of these products, or makes it of another.
fn processes(network: &Network<'_>, actor: ActorId, products: &[ProductIdx]) -> bool {
    let conversions = network.map.actors().get(&actor).into_iter().flat_map(|actor| &actor.converts);
    let ends = conversions.flat_map(|conversion| [conversion.from, conversion.to]);
    ends.filter_map(|end| network.products.index(end)).any(|end| is_related_to_any(network, end, products))
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
    let deliveries = edges.filter(|it| it.break_reason.is_none() && it.link.from != party && is_binding(it.link));
    deliveries
        .filter(|network_link| network_link.named_products(&network.products).any(uses_up))
        .map(|network_link| network_link.link.id)
        .min()
}

/// Whether a link leads to an actor that trades the products rather than using them up.
fn is_sale_to_trader(network: &Network<'_>, link: &Link) -> bool {
    let kind = network.map.actors().get(&link.to).map(|actor| actor.kind_in(network.year));
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
