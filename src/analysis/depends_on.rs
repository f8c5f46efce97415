//! Whom unflagged models hang on, asked by itself: without their proofs, and without anything else that an assessment
//! tells. It is the same list.

use petgraph::graph::NodeIndex;

use super::Dependence;
use super::dependence::Support;
use super::goods::Good;
use super::network::{Grades, Network};
use super::progress::Progress;
use super::reach::Reach;
use super::states::{States, in_batches};
use crate::map::{CoopModel, LinkageMap, Year};

/// One case, by its product, and the place of its model on the map.
type Case = (Good, NodeIndex, u32);

/// The actors outside their core that unflagged models stand or fall with in a year, by id.
pub fn depends_on(map: &LinkageMap, year: Year) -> Vec<Dependence> {
    let network = Network::new(map, year);
    let models: Vec<&CoopModel> = map.models().values().collect();
    let cases = cases(&network, &models);
    let mut tally = Tally { flagged: vec![false; models.len()], falls: Vec::new() };
    let progress = &Progress::unwatched();
    let asked = |(good, actor, _): &Case| (*actor, *good);
    let answered =
        in_batches(&network, &cases, asked, progress, |states, batch| tally.add(&network, &states, batch, progress));
    answered.map(|()| tally.told(&network, &models)).unwrap_or_default()
}

/// Every core actor of a model with every product of it, sorted.
fn cases(network: &Network<'_>, models: &[&CoopModel]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (place, model) in (0..).zip(models) {
        for core in model.core.iter().filter_map(|core| network.node(*core)) {
            let goods = model.products.iter().filter_map(|product| network.goods.good(*product));
            cases.extend(goods.map(|good| (good, core, place)));
        }
    }
    cases.sort_unstable();
    cases
}

/// What is known of each model, from batch to batch.
struct Tally {
    flagged: Vec<bool>,
    /// Who takes which model's goods their buyer, by its place on the map.
    falls: Vec<(NodeIndex, u32)>,
}

impl Tally {
    fn add(&mut self, network: &Network<'_>, states: &States, cases: &[Case], progress: &Progress<'_>) -> Option<()> {
        let buyers = states.mark(|_, state| state.kind.is_buyer());
        let any = Reach::sweep(states, Grades::IN_FORCE, false, buyers, progress)?;
        let support = Support::new(network.graph.node_count(), states, &any, progress)?;
        let mut positions: Vec<(u32, u32)> = Vec::with_capacity(cases.len());
        for (good, actor, model) in cases {
            match states.find(*actor, *good).and_then(|state| support.position(state)) {
                Some(position) => positions.push((position, *model)),
                None => self.flagged.iter_mut().skip(*model as usize).take(1).for_each(|flagged| *flagged = true),
            }
        }
        support.tell(&mut positions, progress, |actor, model| self.falls.push((actor, model)))
    }

    fn told(mut self, network: &Network<'_>, models: &[&CoopModel]) -> Vec<Dependence> {
        self.falls.sort_unstable();
        self.falls.dedup();
        let mut found = Vec::new();
        for of_actor in self.falls.chunk_by(|one, other| one.0 == other.0) {
            let Some(actor) = of_actor.first().map(|(actor, _)| network.graph[*actor].id) else { continue };
            let hang = of_actor.iter().filter(|(_, place)| self.flagged.get(*place as usize) == Some(&false));
            let hang = hang.filter_map(|(_, place)| models.get(*place as usize));
            let models: Vec<_> = hang.filter(|model| !model.core.contains(&actor)).map(|model| model.id).collect();
            if !models.is_empty() {
                found.push(Dependence { actor, models });
            }
        }
        found
    }
}
