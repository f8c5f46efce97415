//! The routes that the links allow: a graph in which every route is one path. A node is an actor together with all that
//! the products can be there, so that ambiguous products never make two routes of the same actors.
//!
//! Without a cycle of actors, the routes are counted exactly by adding up from the ends. With one, simple paths are
//! enumerated within a step limit: counting them is #P-complete (Valiant, "The complexity of enumeration and reliability
//! problems", 1979).

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::{Dfs, EdgeRef, IntoNodeIdentifiers, Visitable};

use super::path_products::{add_conversions, next_actors};
use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::graph::Adjacency;
use crate::map::{ActorId, ActorKind, Conversion, ProductId};

/// The step limit of an enumeration of routes.
const MAX_STEPS: usize = 100_000;
/// The most nodes built; a product of a whole country has fewer.
const MAX_NODES: usize = 2_000_000;

type ProductSet = BTreeSet<ProductIdx>;

struct RouteNode {
    actor: ActorId,
    kind: ActorKind,
    successors: Vec<u32>,
}

/// The routes of one product.
pub(super) struct RouteGraph {
    nodes: Vec<RouteNode>,
    starts: Vec<u32>,
    /// The number of routes onward from each node, saturating at `u64::MAX`; none when actors form a cycle.
    counts: Option<Vec<u64>>,
    /// Whether each node can reach a buyer.
    reaches_buyer: Vec<bool>,
    is_complete: bool,
}

impl RouteGraph {
    /// The routes of a product from these nodes. `None` when cancelled.
    pub fn new(
        network: &Network<'_>,
        product: ProductIdx,
        starts: &[NodeIndex],
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let mut index: BTreeMap<(NodeIndex, ProductSet), u32> = BTreeMap::new();
        let mut routes =
            Self { nodes: Vec::new(), starts: Vec::new(), counts: None, reaches_buyer: Vec::new(), is_complete: true };
        let mut worklist: Vec<(NodeIndex, ProductSet, u32)> = Vec::new();
        let mut route_node =
            |node: NodeIndex, mut products: ProductSet, nodes: &mut Vec<RouteNode>, worklist: &mut Vec<_>| -> u32 {
                let actor = network.graph[node];
                add_conversions(network, actor, &mut products);
                *index.entry((node, products)).or_insert_with_key(|(_, products)| {
                    let number = nodes.len() as u32;
                    nodes.push(RouteNode { actor: actor.id, kind: network.status(node).kind, successors: Vec::new() });
                    worklist.push((node, products.clone(), number));
                    number
                })
            };
        progress.step(starts.len())?;
        for node in starts {
            let number = route_node(*node, ProductSet::from([product]), &mut routes.nodes, &mut worklist);
            routes.starts.push(number);
        }
        while let Some((node, products, number)) = worklist.pop() {
            if routes.nodes.len() > MAX_NODES {
                routes.is_complete = false;
                break;
            }
            let next: Vec<u32> = next_actors(network, node, &products)
                .into_iter()
                .map(|(to, carried)| route_node(to, carried, &mut routes.nodes, &mut worklist))
                .collect();
            progress.step(1 + next.len())?;
            if let Some(route_node) = routes.nodes.get_mut(number as usize) {
                route_node.successors = next;
            }
        }
        // A supplier that passes nothing on is no route.
        let starts = std::mem::take(&mut routes.starts);
        routes.starts = starts.into_iter().filter(|start| !routes.successors(*start).is_empty()).collect();
        routes.count_routes(progress)?;
        Some(routes)
    }

    /// Whether a route may end at a node: at a market, or at an enterprise from which the products go on to nobody.
    fn is_end(&self, node: u32, goes_on: bool) -> bool {
        self.nodes.get(node as usize).is_some_and(|node| match node.kind {
            ActorKind::Market => true,
            kind => kind.is_buyer() && !goes_on,
        })
    }

    fn successors(&self, node: u32) -> &[u32] {
        self.nodes.get(node as usize).map_or(&[], |node| &node.successors)
    }

    /// Counts the routes from the ends back, in reverse topological order, and marks the nodes that reach a buyer.
    fn count_routes(&mut self, progress: &Progress<'_>) -> Option<()> {
        let numbered = (0_u32..).zip(&self.nodes);
        let pairs = numbered.flat_map(|(from, node)| node.successors.iter().map(move |to| (*to, from)));
        let incoming = Adjacency::from_pairs(self.nodes.len(), pairs);
        let mut remaining: Vec<usize> = self.nodes.iter().map(|node| node.successors.len()).collect();
        let ends = |node: u32| self.is_end(node, !self.successors(node).is_empty());
        let mut counts: Vec<u64> = (0..self.nodes.len() as u32).map(|node| u64::from(ends(node))).collect();
        // Kahn's order (1962), from the ends: a node is finished once all its successors are. petgraph's `toposort`
        // names one node of a cycle and none that lie beside it.
        let mut finished: Vec<u32> =
            (0_u32..).zip(&remaining).filter(|(_, onward)| **onward == 0).map(|(node, _)| node).collect();
        let mut next = 0;
        while let Some(node) = finished.get(next).copied() {
            next += 1;
            progress.step(1)?;
            let count = counts.get(node as usize).copied().unwrap_or_default();
            for from in incoming.of(node) {
                if let (Some(sum), Some(remaining)) =
                    (counts.get_mut(*from as usize), remaining.get_mut(*from as usize))
                {
                    *sum = sum.saturating_add(count);
                    *remaining -= 1;
                    if *remaining == 0 {
                        finished.push(*from);
                    }
                }
            }
        }
        let mut reaches_buyer = vec![false; self.nodes.len()];
        let is_buyer = |node: &u32| self.nodes.get(*node as usize).is_some_and(|node| node.kind.is_buyer());
        let buyers = incoming.node_identifiers().filter(is_buyer).collect();
        let mut search = Dfs::from_parts(buyers, incoming.visit_map());
        while let Some(node) = search.next(&incoming) {
            progress.step(1)?;
            if let Some(reaches) = reaches_buyer.get_mut(node as usize) {
                *reaches = true;
            }
        }
        self.reaches_buyer = reaches_buyer;
        self.counts = self.are_actors_acyclic(progress)?.then_some(counts);
        Some(())
    }

    /// Whether no actor can occur on a path twice, whatever the products have become. `None` when cancelled.
    fn are_actors_acyclic(&self, progress: &Progress<'_>) -> Option<bool> {
        let mut numbers: BTreeMap<ActorId, u32> = BTreeMap::new();
        for node in &self.nodes {
            let next = numbers.len() as u32;
            numbers.entry(node.actor).or_insert(next);
        }
        progress.step(self.nodes.len())?;
        let number = |node: u32| self.nodes.get(node as usize).and_then(|node| numbers.get(&node.actor)).copied();
        let pairs = (0_u32..)
            .zip(&self.nodes)
            .flat_map(|(from, node)| node.successors.iter().filter_map(move |to| Some((number(from)?, number(*to)?))));
        let pairs: Vec<(u32, u32)> = pairs.collect();
        let onward = Adjacency::from_pairs(numbers.len(), pairs.iter().copied());
        // Kahn's order (1962): all actors get into it unless some form a cycle.
        let mut before = vec![0_usize; numbers.len()];
        for (_, to) in &pairs {
            if let Some(count) = before.get_mut(*to as usize) {
                *count += 1;
            }
        }
        let mut ordered: Vec<u32> =
            (0_u32..).zip(&before).filter(|(_, count)| **count == 0).map(|(at, _)| at).collect();
        let mut next = 0;
        while let Some(actor) = ordered.get(next).copied() {
            next += 1;
            for to in onward.of(actor) {
                if let Some(count) = before.get_mut(*to as usize) {
                    *count -= 1;
                    if *count == 0 {
                        ordered.push(*to);
                    }
                }
            }
        }
        Some(ordered.len() == numbers.len())
    }

    /// The number of routes, and whether it is exact. Invalid after cancellation.
    pub fn count(&self, progress: &Progress<'_>) -> (u64, bool) {
        if let Some(counts) = &self.counts {
            let of = |node: &u32| counts.get(*node as usize).copied().unwrap_or_default();
            // A start is no route by itself, even if it is a market.
            let second = self.starts.iter().flat_map(|start| self.successors(*start));
            let sum = second.map(of).fold(0, u64::saturating_add);
            return (sum, self.is_complete && sum < u64::MAX);
        }
        let mut count = 0;
        let is_exhaustive = self.enumerate(progress, |_| {
            count += 1;
            true
        });
        (count, is_exhaustive && self.is_complete)
    }

    /// The first routes, and whether there may be more. Invalid after cancellation.
    pub fn list(&self, limit: usize, progress: &Progress<'_>) -> (Vec<Vec<ActorId>>, bool) {
        let mut listed: Vec<Vec<ActorId>> = Vec::new();
        let mut is_full = false;
        let is_exhaustive = self.enumerate(progress, |route| {
            is_full = listed.len() == limit;
            if !is_full {
                listed.push(route.to_vec());
            }
            !is_full
        });
        (listed, is_full || !is_exhaustive || !self.is_complete)
    }

    /// Enumerates the routes in the order of their actors until `visit` returns false. Returns false when the step
    /// limit is reached or the computation is cancelled.
    fn enumerate(&self, progress: &Progress<'_>, mut visit: impl FnMut(&[ActorId]) -> bool) -> bool {
        let actor = |node: u32| self.nodes.get(node as usize).map(|node| node.actor);
        let mut steps = 0;
        for start in &self.starts {
            let mut path: Vec<(u32, usize)> = vec![(*start, 0)];
            let mut route: Vec<ActorId> = actor(*start).into_iter().collect();
            let mut on_route: BTreeSet<ActorId> = route.iter().copied().collect();
            while let Some((node, next)) = path.last_mut() {
                steps += 1;
                if steps > MAX_STEPS || progress.step(1).is_none() {
                    return false;
                }
                let (node, position) = (*node, *next);
                *next += 1;
                if position == 0 && route.len() > 1 {
                    let is_new = |to: &u32| actor(*to).is_some_and(|actor| !on_route.contains(&actor));
                    if self.is_end(node, self.successors(node).iter().any(is_new)) && !visit(&route) {
                        return true;
                    }
                }
                if let Some(to) = self.successors(node).get(position) {
                    let reaches_buyer = self.reaches_buyer.get(*to as usize).copied().unwrap_or(false);
                    if reaches_buyer && actor(*to).is_some_and(|actor| on_route.insert(actor)) {
                        path.push((*to, 0));
                        route.extend(actor(*to));
                    }
                } else {
                    path.pop();
                    if let Some(left) = route.pop() {
                        on_route.remove(&left);
                    }
                }
            }
        }
        true
    }
}

/// The actors that supply each product, or sell it in force without receiving or making it, by node. `None` when cancelled.
pub(super) fn start_nodes(
    network: &Network<'_>,
    progress: &Progress<'_>,
) -> Option<BTreeMap<ProductIdx, Vec<NodeIndex>>> {
    let mut starts: BTreeMap<ProductIdx, Vec<NodeIndex>> = BTreeMap::new();
    for node in network.graph.node_indices() {
        progress.step(1)?;
        let actor = network.graph[node];
        if !actor.is_present(network.year) {
            continue;
        }
        let trades = |direction: Direction| {
            let edges = network.graph.edges_directed(node, direction).filter(|edge| edge.source() != edge.target());
            edges.map(|edge| edge.weight()).filter(|network_link| network_link.break_reason.is_none())
        };
        let index = |id: ProductId| network.products.index(id);
        let supplied: ProductSet = actor.supply.iter().filter_map(|supply| index(supply.product)).collect();
        let mut own = supplied.clone();
        for network_link in trades(Direction::Outgoing) {
            own.extend(network_link.named_products(&network.products));
        }
        let made: ProductSet = actor.converts.iter().flat_map(Conversion::outputs).filter_map(index).collect();
        let receives =
            |product: ProductIdx| trades(Direction::Incoming).any(|it| it.carries(&network.products, product));
        own.retain(|product| supplied.contains(product) || !made.contains(product) && !receives(*product));
        for product in own {
            starts.entry(product).or_default().push(node);
        }
    }
    Some(starts)
}
