//! The critical actors of unflagged models, computed without proofs and the rest of an assessment; the list is the
//! same.

use petgraph::graph::NodeIndex;

use super::CriticalActor;
use super::network::{Grades, Network};
use super::product_hierarchy::ProductIdx;
use super::product_states::{StateGraph, in_batches};
use super::progress::Progress;
use super::reachability::Reachability;
use super::reverse_graph::ReverseGraph;
use crate::map::{CoopModel, LinkageMap, Year};

/// One case: product, core actor, and the index of its model.
type ModelCase = (ProductIdx, NodeIndex, u32);

/// The actors outside their core without which unflagged models would be flagged in a year, by id.
pub fn critical_actors(map: &LinkageMap, year: Year) -> Vec<CriticalActor> {
    let network = Network::new(map, year);
    let models: Vec<&CoopModel> = map.models().values().collect();
    let cases = cases(&network, &models);
    let mut builder = CriticalActorBuilder { flagged: vec![false; models.len()], lost_models: Vec::new() };
    let progress = &Progress::uncancellable();
    let key = |(product, actor, _): &ModelCase| (*actor, *product);
    let completed =
        in_batches(&network, &cases, key, progress, |states, batch| builder.add(&network, &states, batch, progress));
    completed.map(|()| builder.finish(&network, &models)).unwrap_or_default()
}

/// Every core actor of a model with every product of it, sorted.
fn cases(network: &Network<'_>, models: &[&CoopModel]) -> Vec<ModelCase> {
    let mut cases: Vec<ModelCase> = Vec::new();
    for (position, model) in (0..).zip(models) {
        for core in model.core.iter().filter_map(|core| network.node(*core)) {
            let products = model.products.iter().filter_map(|product| network.products.index(*product));
            cases.extend(products.map(|product_index| (product_index, core, position)));
        }
    }
    cases.sort_unstable();
    cases
}

/// What is known of each model, accumulated over the batches.
struct CriticalActorBuilder {
    flagged: Vec<bool>,
    /// Pairs of an actor and the index of a model that has a case without a buyer if that actor is lost.
    lost_models: Vec<(NodeIndex, u32)>,
}

impl CriticalActorBuilder {
    fn add(
        &mut self,
        network: &Network<'_>,
        states: &StateGraph,
        cases: &[ModelCase],
        progress: &Progress<'_>,
    ) -> Option<()> {
        let buyers = states.map_states(|_, state| state.kind.is_buyer());
        let reachability = Reachability::compute(states, Grades::IN_FORCE, false, buyers, progress)?;
        let reverse_graph = ReverseGraph::new(network.graph.node_count(), states, &reachability, progress)?;
        let mut positions: Vec<(u32, u32)> = Vec::with_capacity(cases.len());
        for (product, actor, model) in cases {
            match states.find(*actor, *product).and_then(|state| reverse_graph.position(state)) {
                Some(position) => positions.push((position, *model)),
                None => self.flagged.iter_mut().skip(*model as usize).take(1).for_each(|flagged| *flagged = true),
            }
        }
        reverse_graph.for_each_lost_case(&mut positions, progress, |actor, model| {
            // A model may have hundreds of thousands of cases that hang on the same actor.
            if self.lost_models.last() != Some(&(actor, model)) {
                self.lost_models.push((actor, model));
            }
        })
    }

    fn finish(mut self, network: &Network<'_>, models: &[&CoopModel]) -> Vec<CriticalActor> {
        self.lost_models.sort_unstable();
        self.lost_models.dedup();
        let mut found = Vec::new();
        for of_actor in self.lost_models.chunk_by(|one, other| one.0 == other.0) {
            let Some(actor) = of_actor.first().map(|(actor, _)| network.graph[*actor].id) else { continue };
            let dependent =
                of_actor.iter().filter(|(_, model_index)| self.flagged.get(*model_index as usize) == Some(&false));
            let dependent = dependent.filter_map(|(_, model_index)| models.get(*model_index as usize));
            let models: Vec<_> = dependent.filter(|model| !model.core.contains(&actor)).map(|model| model.id).collect();
            if !models.is_empty() {
                found.push(CriticalActor { actor, models });
            }
        }
        found
    }
}
