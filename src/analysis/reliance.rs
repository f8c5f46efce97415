//! Who holds up what, and how much hangs on few buyers: how many supplies and models would lose their buyer with each
//! actor, what each first buyer can take, and which models have one buyer only.

#![expect(clippy::indexing_slicing, reason = "places and buyers are numbers that this file gave out itself")]

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use super::Assessment;
use super::dependence::{Support, within};
use super::first_buyers::FirstBuyers;
use super::goods::Good;
use super::network::{Grades, Network};
use super::progress::Progress;
use super::reach::Reach;
use super::states::{States, in_batches};
use crate::map::{ActorId, ActorKind, ModelId};

/// What falls with one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reliance {
    /// The actor.
    pub actor: ActorId,
    /// The unflagged models that it is not of the core of and that would be flagged without it, by id.
    pub models: Vec<ModelId>,
    /// How many supplies of others get to a buyer now and would not without it. A supply is one product of one
    /// producer.
    pub supplies: usize,
}

/// What one buyer can take as the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuyerShare {
    /// The buyer.
    pub buyer: ActorId,
    /// How many unflagged models can sell to it, with any of their goods.
    pub models: usize,
    /// How many supplies can get to it.
    pub supplies: usize,
}

/// How what gets to a buyer is spread over buyers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concentration {
    /// The unflagged models.
    pub models: usize,
    /// The supplies that get to a buyer.
    pub supplies: usize,
    /// Each first buyer, by id.
    pub buyers: Vec<BuyerShare>,
    /// The models all goods of which have one and the same first buyer, with it.
    pub only: BTreeMap<ModelId, ActorId>,
}

/// Whose goods they are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Producer,
    /// By its place among the unflagged models.
    Model(usize),
}

/// Goods that get to a buyer, by the actor that they start at.
type Start = (Good, NodeIndex, Whose);

/// What is known of the only buyer of a model so far.
#[derive(Clone, Copy, PartialEq)]
enum Only {
    Unseen,
    One(NodeIndex),
    Several,
}

pub(super) fn reliance(
    network: &Network<'_>,
    assessment: &Assessment,
    progress: &Progress<'_>,
) -> Option<(Vec<Reliance>, Concentration)> {
    let mut tally = Tally::new(network, assessment);
    let starts = starts(network, assessment, &tally.models);
    let asked = |(good, actor, _): &Start| (*actor, *good);
    in_batches(network, &starts, asked, progress, |states, batch| tally.add(&states, batch, progress))?;
    Some(tally.told(assessment))
}

/// The supplies and the goods of unflagged models, sorted, each once.
fn starts(network: &Network<'_>, assessment: &Assessment, models: &[ModelId]) -> Vec<Start> {
    let mut starts = Vec::new();
    for node in network.graph.node_indices() {
        let actor = network.graph[node];
        // Buyers are outlets themselves, and supporters stand outside the flow of goods.
        if actor.is_present(network.year) && !actor.kind.is_buyer() && actor.kind != ActorKind::Supporter {
            let goods = actor.supply.iter().filter_map(|supply| network.goods.good(supply.product));
            starts.extend(goods.map(|good| (good, node, Whose::Producer)));
        }
    }
    for (place, model) in models.iter().enumerate() {
        let cases = assessment.models.get(model).into_iter().flat_map(|model| &model.cases);
        starts.extend(cases.filter_map(|case| {
            Some((network.goods.good(case.product)?, network.node(case.core)?, Whose::Model(place)))
        }));
    }
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// What is counted, from batch to batch.
struct Tally<'a, 'map> {
    network: &'a Network<'map>,
    models: Vec<ModelId>,
    only: Vec<Only>,
    /// A number for each buyer, by its place in the network, and how many buyers there are.
    numbers: Vec<usize>,
    buyers: usize,
    /// For each model a bit for each buyer.
    sold: Vec<Vec<u64>>,
    /// By the place of a buyer in the network.
    supplies: Vec<usize>,
    /// By the place of an actor in the network.
    fallen: Vec<usize>,
    arriving: usize,
}

impl<'a, 'map> Tally<'a, 'map> {
    fn new(network: &'a Network<'map>, assessment: &Assessment) -> Self {
        let models: Vec<ModelId> =
            assessment.models.values().filter(|model| !model.verdict.is_flagged()).map(|model| model.model).collect();
        let count = network.graph.node_count();
        let mut numbers = vec![0; count];
        let mut buyers = 0_usize;
        for node in network.graph.node_indices().filter(|node| network.graph[*node].kind.is_buyer()) {
            numbers[node.index()] = buyers;
            buyers += 1;
        }
        Self {
            network,
            only: vec![Only::Unseen; models.len()],
            sold: vec![vec![0; buyers.div_ceil(64)]; models.len()],
            models,
            numbers,
            buyers,
            supplies: vec![0; count],
            fallen: vec![0; count],
            arriving: 0,
        }
    }

    fn add(&mut self, states: &States, starts: &[Start], progress: &Progress<'_>) -> Option<()> {
        let buyers = states.mark(|_, state| state.kind.is_buyer());
        let any = Reach::sweep(states, Grades::IN_FORCE, false, buyers, progress)?;
        let support = Support::new(self.network.graph.node_count(), states, &any, progress)?;
        let mut first = FirstBuyers::of(&support, progress)?;
        let mut nodes: Vec<(u32, Whose)> = Vec::new();
        // Supplies by position; by actor and position.
        let mut supplied: Vec<u32> = Vec::new();
        let mut own: Vec<(NodeIndex, u32)> = Vec::new();
        for (good, actor, whose) in starts {
            let Some(state) = states.find(*actor, *good) else { continue };
            let (Some(node), Some(position)) = (support.node(state), support.position(state)) else { continue };
            nodes.push((node, *whose));
            match whose {
                Whose::Producer => {
                    supplied.push(position);
                    own.push((*actor, position));
                }
                Whose::Model(place) => self.only[*place] = joined(self.only[*place], first.only(position)),
            }
        }
        self.arriving += supplied.len();
        supplied.sort_unstable();
        own.sort_unstable();
        support.tell_positions(progress, |actor, range| {
            let all = within(&supplied, &range, |position| *position).len();
            let from = |position: u32| own.partition_point(|known| *known < (actor, position));
            self.fallen[actor.index()] += all - (from(range.end) - from(range.start));
            Some(())
        })?;
        first.tell(progress, |buyers, masks| {
            for (node, whose) in &nodes {
                let mut mask = masks[*node as usize];
                while mask != 0 {
                    let (_, buyer) = buyers[mask.trailing_zeros() as usize];
                    mask &= mask - 1;
                    match whose {
                        Whose::Producer => self.supplies[buyer.index()] += 1,
                        Whose::Model(place) => {
                            let number = self.numbers[buyer.index()];
                            self.sold[*place][number / 64] |= 1 << (number % 64);
                        }
                    }
                }
            }
        })
    }

    fn told(self, assessment: &Assessment) -> (Vec<Reliance>, Concentration) {
        let actor = |node: NodeIndex| self.network.graph[node].id;
        let mut by_model = vec![0; self.buyers];
        for (word, bits) in self.sold.iter().flat_map(|sold| sold.iter().enumerate()) {
            let mut bits = *bits;
            while bits != 0 {
                by_model[word * 64 + bits.trailing_zeros() as usize] += 1;
                bits &= bits - 1;
            }
        }
        let nodes = || self.network.graph.node_indices();
        let buyers = nodes().filter(|node| self.network.graph[*node].kind.is_buyer()).map(|node| BuyerShare {
            buyer: actor(node),
            models: by_model[self.numbers[node.index()]],
            supplies: self.supplies[node.index()],
        });
        let only = self.models.iter().zip(&self.only).filter_map(|(model, only)| match only {
            Only::One(buyer) => Some((*model, actor(*buyer))),
            Only::Unseen | Only::Several => None,
        });
        let concentration = Concentration {
            models: self.models.len(),
            supplies: self.arriving,
            buyers: buyers.filter(|share| share.models + share.supplies > 0).collect(),
            only: only.collect(),
        };
        let mut hang: BTreeMap<ActorId, Vec<ModelId>> =
            assessment.depends_on.iter().map(|it| (it.actor, it.models.clone())).collect();
        let reliance = nodes().map(|node| Reliance {
            actor: actor(node),
            models: hang.remove(&actor(node)).unwrap_or_default(),
            supplies: self.fallen[node.index()],
        });
        (reliance.filter(|it| !it.models.is_empty() || it.supplies > 0).collect(), concentration)
    }
}

/// What is known of the only buyer after another of the model's goods.
fn joined(known: Only, found: Option<NodeIndex>) -> Only {
    match (known, found) {
        (Only::Unseen, Some(buyer)) => Only::One(buyer),
        (Only::One(one), Some(other)) if one == other => known,
        _ => Only::Several,
    }
}
