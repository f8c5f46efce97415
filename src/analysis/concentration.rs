//! Dependence on actors and concentration on few buyers: how many supplies and models would lose their buyer with each
//! actor, how many each first buyer can serve, and which models have only one buyer.

#![expect(clippy::indexing_slicing, reason = "places and buyers are numbers that this file gave out itself")]

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use super::Assessment;
use super::first_buyers::FirstBuyers;
use super::network::{Grades, Network};
use super::product_hierarchy::ProductIdx;
use super::product_states::{StateGraph, in_batches};
use super::progress::Progress;
use super::reachability::Reachability;
use super::reverse_graph::{ReverseGraph, items_in_range};
use crate::map::{ActorId, ActorKind, ModelId};

/// What is lost with one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureImpact {
    /// The actor.
    pub actor: ActorId,
    /// The unflagged models, by id, that would be flagged without it and whose core it is not in.
    pub models: Vec<ModelId>,
    /// How many supplies of others reach a buyer now and would not without it. A supply is one product of one producer.
    pub supplies: usize,
}

/// What can reach one buyer as the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuyerShare {
    /// The buyer.
    pub buyer: ActorId,
    /// The number of unflagged models that can sell to it any of their products.
    pub models: usize,
    /// The number of supplies that can reach it.
    pub supplies: usize,
}

/// How sales are distributed over buyers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concentration {
    /// The number of unflagged models.
    pub models: usize,
    /// The number of supplies that reach a buyer.
    pub supplies: usize,
    /// Each first buyer, by id.
    pub buyer_shares: Vec<BuyerShare>,
    /// The models all of whose products have the same only first buyer, with it.
    pub sole_buyers: BTreeMap<ModelId, ActorId>,
}

/// Where a supply source comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SupplyOrigin {
    Producer,
    /// By its position among the unflagged models.
    Model(usize),
}

/// A product, the actor it starts at, and its origin.
type SupplySource = (ProductIdx, NodeIndex, SupplyOrigin);

/// What is known so far of the only buyer of a model.
#[derive(Clone, Copy, PartialEq)]
enum SoleBuyer {
    Unknown,
    One(NodeIndex),
    Several,
}

pub(super) fn concentration(
    network: &Network<'_>,
    assessment: &Assessment,
    progress: &Progress<'_>,
) -> Option<(Vec<FailureImpact>, Concentration)> {
    let mut builder = ConcentrationBuilder::new(network, assessment);
    let sources = supply_sources(network, assessment, &builder.models);
    let key = |(product, actor, _): &SupplySource| (*actor, *product);
    in_batches(network, &sources, key, progress, |states, batch| builder.add(&states, batch, progress))?;
    Some(builder.finish(assessment))
}

/// The supplies and the cases of unflagged models, sorted, each once.
fn supply_sources(network: &Network<'_>, assessment: &Assessment, models: &[ModelId]) -> Vec<SupplySource> {
    let mut sources = Vec::new();
    for node in network.graph.node_indices() {
        let actor = network.graph[node];
        // Buyers are outlets themselves, and supporters are outside the flow of products.
        if actor.is_present(network.year)
            && !actor.kind_in(network.year).is_buyer()
            && actor.kind_in(network.year) != ActorKind::Supporter
        {
            let products = actor.supply.iter().filter_map(|supply| network.products.index(supply.product));
            sources.extend(products.map(|product| (product, node, SupplyOrigin::Producer)));
        }
    }
    for (position, model) in models.iter().enumerate() {
        let cases = assessment.models.get(model).into_iter().flat_map(|model| &model.cases);
        sources.extend(cases.filter_map(|case| {
            Some((network.products.index(case.product)?, network.node(case.core)?, SupplyOrigin::Model(position)))
        }));
    }
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Counts, accumulated over the batches.
struct ConcentrationBuilder<'a, 'map> {
    network: &'a Network<'map>,
    models: Vec<ModelId>,
    sole_buyers: Vec<SoleBuyer>,
    /// An index for each buyer, by node, and the number of buyers.
    buyer_indices: Vec<usize>,
    buyer_count: usize,
    /// For each model one bit per buyer.
    buyer_bits: Vec<Vec<u64>>,
    /// The supplies that can reach each buyer, by node.
    supplies: Vec<usize>,
    /// The supplies lost with each actor, by node.
    lost_supplies: Vec<usize>,
    supply_count: usize,
}

impl<'a, 'map> ConcentrationBuilder<'a, 'map> {
    fn new(network: &'a Network<'map>, assessment: &Assessment) -> Self {
        let models: Vec<ModelId> =
            assessment.models.values().filter(|model| !model.verdict.is_flagged()).map(|model| model.model).collect();
        let count = network.graph.node_count();
        let mut indices = vec![0; count];
        let mut buyers = 0_usize;
        for node in network.graph.node_indices().filter(|node| network.status(*node).kind.is_buyer()) {
            indices[node.index()] = buyers;
            buyers += 1;
        }
        Self {
            network,
            sole_buyers: vec![SoleBuyer::Unknown; models.len()],
            buyer_bits: vec![vec![0; buyers.div_ceil(64)]; models.len()],
            models,
            buyer_indices: indices,
            buyer_count: buyers,
            supplies: vec![0; count],
            lost_supplies: vec![0; count],
            supply_count: 0,
        }
    }

    fn add(&mut self, states: &StateGraph, sources: &[SupplySource], progress: &Progress<'_>) -> Option<()> {
        let buyers = states.map_states(|_, state| state.kind.is_buyer());
        let reachability = Reachability::compute(states, Grades::IN_FORCE, false, buyers, progress)?;
        let reverse_graph = ReverseGraph::new(self.network.graph.node_count(), states, &reachability, progress)?;
        let mut first_buyers = FirstBuyers::new(&reverse_graph, progress)?;
        let mut nodes: Vec<(u32, SupplyOrigin)> = Vec::new();
        // Positions of the supplies; the same with their actor.
        let mut supply_positions: Vec<u32> = Vec::new();
        let mut own_positions: Vec<(NodeIndex, u32)> = Vec::new();
        for (product, actor, origin) in sources {
            let Some(state) = states.find(*actor, *product) else { continue };
            let (Some(node), Some(position)) = (reverse_graph.node(state), reverse_graph.position(state)) else {
                continue;
            };
            nodes.push((node, *origin));
            match origin {
                SupplyOrigin::Producer => {
                    supply_positions.push(position);
                    own_positions.push((*actor, position));
                }
                SupplyOrigin::Model(model_index) => {
                    self.sole_buyers[*model_index] =
                        merge_sole_buyer(self.sole_buyers[*model_index], first_buyers.sole_buyer(position));
                }
            }
        }
        self.supply_count += supply_positions.len();
        supply_positions.sort_unstable();
        own_positions.sort_unstable();
        reverse_graph.for_each_lost_range(progress, |actor, range| {
            let all = items_in_range(&supply_positions, &range, |position| *position).len();
            let from = |position: u32| own_positions.partition_point(|known| *known < (actor, position));
            self.lost_supplies[actor.index()] += all - (from(range.end) - from(range.start));
            Some(())
        })?;
        first_buyers.for_each_batch(progress, |buyers, masks| {
            for (node, origin) in &nodes {
                let mut mask = masks[*node as usize];
                while mask != 0 {
                    let (_, buyer) = buyers[mask.trailing_zeros() as usize];
                    mask &= mask - 1;
                    match origin {
                        SupplyOrigin::Producer => self.supplies[buyer.index()] += 1,
                        SupplyOrigin::Model(model_index) => {
                            let buyer_index = self.buyer_indices[buyer.index()];
                            self.buyer_bits[*model_index][buyer_index / 64] |= 1 << (buyer_index % 64);
                        }
                    }
                }
            }
        })
    }

    fn finish(self, assessment: &Assessment) -> (Vec<FailureImpact>, Concentration) {
        let actor = |node: NodeIndex| self.network.graph[node].id;
        let mut by_model = vec![0; self.buyer_count];
        for (word, bits) in self.buyer_bits.iter().flat_map(|buyer_bits| buyer_bits.iter().enumerate()) {
            let mut bits = *bits;
            while bits != 0 {
                by_model[word * 64 + bits.trailing_zeros() as usize] += 1;
                bits &= bits - 1;
            }
        }
        let nodes = || self.network.graph.node_indices();
        let buyers = nodes().filter(|node| self.network.status(*node).kind.is_buyer()).map(|node| BuyerShare {
            buyer: actor(node),
            models: by_model[self.buyer_indices[node.index()]],
            supplies: self.supplies[node.index()],
        });
        let sole_buyers =
            self.models.iter().zip(&self.sole_buyers).filter_map(|(model, sole_buyers)| match sole_buyers {
                SoleBuyer::One(buyer) => Some((*model, actor(*buyer))),
                SoleBuyer::Unknown | SoleBuyer::Several => None,
            });
        let concentration = Concentration {
            models: self.models.len(),
            supplies: self.supply_count,
            buyer_shares: buyers.filter(|share| share.models + share.supplies > 0).collect(),
            sole_buyers: sole_buyers.collect(),
        };
        let mut models_by_actor: BTreeMap<ActorId, Vec<ModelId>> =
            assessment.critical_actors.iter().map(|it| (it.actor, it.models.clone())).collect();
        let impacts = nodes().map(|node| FailureImpact {
            actor: actor(node),
            models: models_by_actor.remove(&actor(node)).unwrap_or_default(),
            supplies: self.lost_supplies[node.index()],
        });
        (impacts.filter(|it| !it.models.is_empty() || it.supplies > 0).collect(), concentration)
    }
}

/// What is known of the only buyer after another product of the model.
fn merge_sole_buyer(known: SoleBuyer, found: Option<NodeIndex>) -> SoleBuyer {
    match (known, found) {
        (SoleBuyer::Unknown, Some(buyer)) => SoleBuyer::One(buyer),
        (SoleBuyer::One(one), Some(other)) if one == other => known,
        _ => SoleBuyer::Several,
    }
}
