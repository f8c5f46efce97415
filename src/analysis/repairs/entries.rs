//! The ways out of the places that the goods of one case get to: each begins with one change.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::effort;
use super::region::{Region, Spot};
use super::sweep::{Cost, Sweep, change};
use super::takers::Takers;
use crate::analysis::goods::Good;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::analysis::states::States;
use crate::map::{LinkId, ProductId, Proposal};

/// So many buyers are named to a core that has none, and one to each other actor.
const BUYERS: usize = 3;
/// So many actors besides the core are told whom to ask; those beyond are many links away.
const ASKING: usize = 4;

/// So many places near the core may get a new link in a plan for the whole map.
pub(super) const MOST_SELLERS: usize = 64;

/// A way to mend one case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mending {
    /// What it asks of people.
    pub cost: Cost,
    /// Where it begins: how far from the core, then in the order in which to ask.
    pub order: (usize, usize),
    /// The changes, the first first.
    pub proposals: Vec<Proposal>,
}

/// So many steps of progress count for asking whom an actor could sell a product to: any of its buyers may be near.
const ASKING_STEPS: usize = 64;

/// What the ways out are found with. Its lists are `None` once they are wanted no more.
pub(super) struct Guide<'a, 'map> {
    pub network: &'a Network<'map>,
    pub states: &'a States,
    pub sweep: &'a Sweep,
    pub takers: &'a Takers,
    pub progress: &'a Progress<'a>,
}

impl Guide<'_, '_> {
    /// Every way out over links that are there, one a link: those on paper, and those for other goods.
    pub fn over_links(&self, region: &Region) -> Option<Vec<Mending>> {
        let mut best: BTreeMap<Proposal, Mending> = BTreeMap::new();
        for (near, spot) in region.spots.iter().enumerate() {
            let found = self.out_of(region, near, *spot);
            self.progress.step(1 + found.iter().map(|mending| mending.cost.links as usize).sum::<usize>())?;
            for mending in found {
                if let Some(first) = mending.proposals.first().cloned() {
                    let known = best.entry(first).or_insert_with(|| mending.clone());
                    *known = mending.min(known.clone());
                }
            }
        }
        Some(best.into_values().collect())
    }

    fn out_of(&self, region: &Region, near: usize, (actor, good): Spot) -> Vec<Mending> {
        let network = self.network;
        let mut found = Vec::new();
        for edge in network.graph.edges(actor) {
            let (way, to) = (edge.weight(), edge.target());
            let carries = way.carries(&network.goods, good);
            // To deliver to oneself is no outlet, and where goods get to by themselves they are no better off.
            let leads_on = to != actor && (network.graph[to].kind.is_buyer() || !region.contains((to, good)));
            let first = if way.broken.is_some() {
                change(network, way).filter(|_| carries)
            } else {
                (!carries).then(|| self.widen(way.link.id, good))
            };
            let Some((first, effort)) = first.filter(|_| leads_on) else { continue };
            let Some((rest, after)) = self.rest(to, good) else { continue };
            let mut proposals = vec![first];
            proposals.extend(after);
            found.push(Mending { cost: rest.and(Some(effort)), order: (near, 0), proposals });
        }
        found
    }

    /// Lets a link take these goods too.
    fn widen(&self, link: LinkId, good: Good) -> (Proposal, u32) {
        let product = self.network.goods.id(good);
        (Proposal::AddProduct(link, product), effort::widening(self.network, self.takers, link, product))
    }

    /// What it takes from an actor that the goods have crossed a link to.
    fn rest(&self, actor: NodeIndex, good: Good) -> Option<(Cost, Vec<Proposal>)> {
        if self.network.graph[actor].kind.is_buyer() {
            return Some((Cost::default(), Vec::new()));
        }
        let state = self.states.find(actor, good)?;
        let cost = self.sweep.cost(self.states, state)?;
        Some((cost, self.sweep.changes(self.network, self.states, state)))
    }

    /// New links to buyers that already take what the goods are: from the core to several, from others to one each.
    pub fn new_links(&self, region: &Region) -> Option<Vec<Mending>> {
        let network = self.network;
        let mut found = Vec::new();
        let Some(core) = region.spots.first().map(|spot| spot.0) else { return Some(found) };
        let mut others: Vec<NodeIndex> = Vec::new();
        for (near, (actor, good)) in region.spots.iter().enumerate() {
            if *actor != core && !others.contains(actor) {
                others.push(*actor);
            }
            if others.len() > ASKING {
                break;
            }
            self.progress.step(ASKING_STEPS)?;
            let product = network.goods.id(*good);
            let most = if *actor == core { BUYERS } else { 1 };
            let asked = self.takers.whom_to_ask(network, *actor, product, most);
            for (order, buyer) in
                asked.into_iter().filter(|buyer| !self.is_on_paper((*actor, *good), *buyer)).enumerate()
            {
                found.push(Mending {
                    cost: Cost::default().and(Some(effort::CONNECT)),
                    order: (near, order),
                    proposals: vec![self.connect(*actor, buyer, product)],
                });
            }
        }
        Some(found)
    }

    /// Whether an agreement for these goods needs only to be renewed or signed: then none is made anew.
    fn is_on_paper(&self, (actor, good): Spot, buyer: NodeIndex) -> bool {
        let network = self.network;
        network
            .graph
            .edges_connecting(actor, buyer)
            .any(|edge| edge.weight().carries(&network.goods, good) && change(network, edge.weight()).is_some())
    }

    /// A new link from an actor to a buyer.
    fn connect(&self, from: NodeIndex, to: NodeIndex, product: ProductId) -> Proposal {
        Proposal::AddLink { from: self.network.graph[from].id, to: self.network.graph[to].id, product }
    }

    /// Every single change that mends the case by itself; named for broader products too, as such a change may mend
    /// other cases with it.
    pub fn single_changes(&self, region: &Region, over_links: &[Mending]) -> Option<Vec<Proposal>> {
        let network = self.network;
        let mut found = Vec::new();
        for mending in over_links {
            if let [only] = mending.proposals.as_slice() {
                found.push(only.clone());
                if let Proposal::AddProduct(link, product) = only {
                    let broader = network.map.product_and_broader(*product).into_iter().skip(1);
                    found.extend(broader.map(|product| Proposal::AddProduct(*link, product)));
                }
            }
        }
        for (actor, good) in region.spots.iter().take(MOST_SELLERS) {
            for product in network.goods.line(*good) {
                self.progress.step(ASKING_STEPS)?;
                let buyers = self.takers.whom_to_ask(network, *actor, product, 1);
                found.extend(buyers.into_iter().map(|buyer| self.connect(*actor, buyer, product)));
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }
}
