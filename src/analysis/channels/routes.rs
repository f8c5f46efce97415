//! The routes that the links allow: a graph in which every route is one path. A node is an actor together with all that
//! the products can be there, so that ambiguous products never make two routes of the same actors.
//!
//! Without a cycle, the routes are counted exactly by adding up from the ends. With one, simple paths are enumerated
//! within a step limit: counting them is #P-complete (Valiant, "The complexity of enumeration and reliability
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
use crate::map::{ActorId, Link};

/// The step limit of an enumeration of routes.
const MAX_STEPS: usize = 100_000;
/// The most nodes built; a product of a whole country has fewer.
const MAX_NODES: usize = 2_000_000;

type ProductSet = BTreeSet<ProductIdx>;

struct RouteNode {
    actor: ActorId,
    is_buyer: bool,
    successors: Vec<u32>,
}

/// The routes of one product.
pub(super) struct RouteGraph {
    nodes: Vec<RouteNode>,
    starts: Vec<u32>,
    /// The number of routes onward from each node, saturating at `u64::MAX`; none when there is a cycle.
    counts: Option<Vec<u64>>,
    /// Whether each node can reach an end.
    reaches_end: Vec<bool>,
    is_complete: bool,
}

impl RouteGraph {
    pub fn new(network: &Network<'_>, product: ProductIdx, progress: &Progress<'_>) -> Option<Self> {
        let mut index: BTreeMap<(NodeIndex, ProductSet), u32> = BTreeMap::new();
        let mut routes =
            Self { nodes: Vec::new(), starts: Vec::new(), counts: None, reaches_end: Vec::new(), is_complete: true };
        let mut worklist: Vec<(NodeIndex, ProductSet, u32)> = Vec::new();
        let mut route_node =
            |node: NodeIndex, mut products: ProductSet, nodes: &mut Vec<RouteNode>, worklist: &mut Vec<_>| -> u32 {
                let actor = network.graph[node];
                add_conversions(network, actor, &mut products);
                *index.entry((node, products)).or_insert_with_key(|(_, products)| {
                    let number = nodes.len() as u32;
                    nodes.push(RouteNode { actor: actor.id, is_buyer: actor.kind.is_buyer(), successors: Vec::new() });
                    worklist.push((node, products.clone(), number));
                    number
                })
            };
        progress.step(network.graph.node_count())?;
        for node in start_nodes(network, product) {
            let number = route_node(node, ProductSet::from([product]), &mut routes.nodes, &mut worklist);
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

    fn is_end(&self, node: u32) -> bool {
        self.nodes.get(node as usize).is_some_and(|node| node.is_buyer && node.successors.is_empty())
    }

    fn successors(&self, node: u32) -> &[u32] {
        self.nodes.get(node as usize).map_or(&[], |node| &node.successors)
    }

    /// Counts the routes from the ends back, in reverse topological order, and marks the nodes that reach an end.
    fn count_routes(&mut self, progress: &Progress<'_>) -> Option<()> {
        let numbered = (0_u32..).zip(&self.nodes);
        let pairs = numbered.flat_map(|(from, node)| node.successors.iter().map(move |to| (*to, from)));
        let incoming = Adjacency::from_pairs(self.nodes.len(), pairs);
        let mut remaining: Vec<usize> = self.nodes.iter().map(|node| node.successors.len()).collect();
        let mut counts: Vec<u64> = (0..self.nodes.len() as u32).map(|node| u64::from(self.is_end(node))).collect();
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
        let mut reaches_end = vec![false; self.nodes.len()];
        let ends = incoming.node_identifiers().filter(|node| self.is_end(*node)).collect();
        let mut search = Dfs::from_parts(ends, incoming.visit_map());
        while let Some(node) = search.next(&incoming) {
            progress.step(1)?;
            if let Some(reaches_end) = reaches_end.get_mut(node as usize) {
                *reaches_end = true;
            }
        }
        self.reaches_end = reaches_end;
        self.counts = (finished.len() == self.nodes.len()).then_some(counts);
        Some(())
    }

    /// The number of routes, and whether it is exact. Invalid after cancellation.
    pub fn count(&self, progress: &Progress<'_>) -> (u64, bool) {
        if let Some(counts) = &self.counts {
            let of = |node: &u32| counts.get(*node as usize).copied().unwrap_or_default();
            let sum = self.starts.iter().map(of).fold(0, u64::saturating_add);
            return (sum, self.is_complete && sum < u64::MAX);
        }
        let mut count = 0;
        let is_exhaustive = self.enumerate(progress, |_| {
            count += 1;
            true
        });
        (count, is_exhaustive && self.is_complete)
    }

    /// The first routes that are not `known`, and whether there may be more. Invalid after cancellation.
    pub fn list_unrecorded(
        &self,
        known: &BTreeSet<&[ActorId]>,
        limit: usize,
        progress: &Progress<'_>,
    ) -> (Vec<Vec<ActorId>>, bool) {
        let mut listed: Vec<Vec<ActorId>> = Vec::new();
        let mut is_full = false;
        let is_exhaustive = self.enumerate(progress, |route| {
            if known.contains(route) {
                return true;
            }
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
        let mut steps = 0;
        for start in &self.starts {
            let mut path: Vec<(u32, usize)> = vec![(*start, 0)];
            let mut on_path_chosen = BTreeSet::from([*start]);
            let mut route: Vec<ActorId> = self.nodes.get(*start as usize).map(|node| node.actor).into_iter().collect();
            while let Some((node, next)) = path.last_mut() {
                steps += 1;
                if steps > MAX_STEPS || progress.step(1).is_none() {
                    return false;
                }
                let (node, position) = (*node, *next);
                *next += 1;
                if position == 0 && self.is_end(node) && !visit(&route) {
                    return true;
                }
                if let Some(to) = self.successors(node).get(position) {
                    let reaches_end = self.reaches_end.get(*to as usize).copied().unwrap_or(false);
                    if reaches_end && on_path_chosen.insert(*to) {
                        path.push((*to, 0));
                        route.extend(self.nodes.get(*to as usize).map(|node| node.actor));
                    }
                } else {
                    path.pop();
                    route.pop();
                    on_path_chosen.remove(&node);
                }
            }
        }
        true
    }
}

/// The actors that supply a product, or sell it in force without receiving or making it, by node.
fn start_nodes(network: &Network<'_>, product: ProductIdx) -> Vec<NodeIndex> {
    let is_product = |id| network.products.index(id).is_some_and(|product_index| product_index == product);
    network
        .graph
        .node_indices()
        .filter(|node| {
            let actor = network.graph[*node];
            if !actor.is_present(network.year) || actor.kind.is_buyer() && actor.supply.is_empty() {
                return false;
            }
            let trades = |direction: Direction, matches: &dyn Fn(&Link) -> bool| {
                let mut edges = network.graph.edges_directed(*node, direction);
                edges.any(|edge| {
                    edge.source() != edge.target()
                        && edge.weight().break_reason.is_none()
                        && matches(edge.weight().link)
                })
            };
            let sells = || trades(Direction::Outgoing, &|link| link.products.iter().any(|id| is_product(*id)));
            let receives = || trades(Direction::Incoming, &|link| network.products.carries(link, product));
            let produces = || actor.converts.iter().any(|conversion| is_product(conversion.to));
            actor.supply.iter().any(|supply| is_product(supply.product)) || sells() && !receives() && !produces()
        })
        .collect()
}
