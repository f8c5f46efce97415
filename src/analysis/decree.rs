//! The form of linkage of each model under Decree 98/2018/NĐ-CP, article 4.
//!
//! The seven forms are told apart by which of four parts the linked parties cover together:
//! - *inputs*: a product link in force brings a core actor or member goods that it uses up, which are named on the
//!   link and are neither the model's goods nor become them;
//! - *production and harvest*: a core actor or member supplies the model's goods, or goods that become them;
//! - *preparation and processing*: an actor on the route from the core to the buyer, both included, turns the goods
//!   into something else;
//! - *sale*: every core actor and product has a route in force to a buyer. All seven forms end in sale.

use std::collections::BTreeMap;

use super::channels::Along;
use super::goods::Good;
use super::network::Network;
use super::{Assessment, ModelVerdict};
use crate::map::{ActorId, CoopModel, LinkId, ModelId};

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

/// The form of every model.
pub(super) fn forms(network: &Network<'_>, assessment: &Assessment) -> BTreeMap<ModelId, LinkageForm> {
    let judged = |model: &CoopModel| Some((model.id, of_model(network, model, assessment.models.get(&model.id)?)));
    network.map.models().values().filter_map(judged).collect()
}

fn of_model(network: &Network<'_>, model: &CoopModel, judged: &ModelVerdict) -> LinkageForm {
    let mut form = LinkageForm::default();
    if !judged.verdict.is_flagged() {
        let routes = judged.cases.iter().filter_map(|case| case.route.as_ref());
        form.sale = routes.filter_map(|route| route.actors.last()).min().copied();
    }
    let goods: Vec<Good> = model.products.iter().filter_map(|product| network.goods.good(*product)).collect();
    let parties = || model.core.union(&model.members).filter_map(|id| network.map.actors().get(id));
    let makes = |good: Good, of: ActorId| {
        let along = Along::of(network, &[of], &[good]);
        along.at.iter().flatten().any(|made| is_of(network, *made, &goods))
    };
    form.production = parties()
        .filter(|actor| actor.is_present(network.year))
        .find(|actor| {
            let supplied = actor.supply.iter().filter_map(|supply| network.goods.good(supply.product));
            supplied.into_iter().any(|good| makes(good, actor.id))
        })
        .map(|actor| actor.id);
    form.processing = judged
        .cases
        .iter()
        .filter_map(|case| {
            let route = case.route.as_ref()?;
            let along = Along::of(network, &route.actors, &[network.goods.good(case.product)?]);
            processor(network, &route.actors, &along)
        })
        .min();
    let brings = |of: ActorId| {
        let node = network.node(of)?;
        let edges = network.graph.edges_directed(node, petgraph::Direction::Incoming);
        let inputs = edges.map(|edge| edge.weight()).filter(|way| {
            let named: Vec<Good> = way.link.products.iter().filter_map(|id| network.goods.good(*id)).collect();
            way.broken.is_none()
                && named.iter().any(|good| !is_of(network, *good, &goods) && !makes(*good, of))
                && way.link.from != of
        });
        inputs.map(|way| way.link.id).min()
    };
    form.inputs = parties().filter_map(|actor| brings(actor.id)).min();
    form
}

/// Whether a good is one of these, part of one, or one of these is part of it.
fn is_of(network: &Network<'_>, good: Good, goods: &[Good]) -> bool {
    goods.iter().any(|other| {
        let (one, two) = (network.goods.id(good), network.goods.id(*other));
        network.goods.line(good).any(|product| product == two) || network.goods.line(*other).any(|it| it == one)
    })
}

/// The first actor of a route that turns the goods into something else.
fn processor(network: &Network<'_>, route: &[ActorId], along: &Along<'_>) -> Option<ActorId> {
    let turns = |(id, goods): &(&ActorId, &std::collections::BTreeSet<Good>)| {
        let actor = network.map.actors().get(id);
        actor.is_some_and(|actor| {
            goods.iter().any(|good| network.goods.converted(actor, *good).any(|made| made != *good))
        })
    };
    route.iter().zip(&along.at).find(turns).map(|(id, _)| *id)
}
