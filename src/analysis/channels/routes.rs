//! The routes that links allow: a graph in which every route is one path. Its stops are an actor together with all
//! that the goods can be there, so that two ways of telling the goods never make two routes of the same actors.
//!
//! Without a circle, the routes are counted exactly by adding up from the ends. With one, routes that pass no stop
//! twice are counted one by one, as far as the budget goes: counting them all is beyond any program in general
//! (Valiant, "The complexity of enumeration and reliability problems", 1979).

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::path_products::{add_conversions, next_actors};
use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, Link};

/// Steps that a search for routes may take.
const MAX_STEPS: usize = 100_000;
/// The most stops that are looked at; a product of a country has fewer.
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
    /// How many routes lead on from each stop, at most `u64::MAX`; none when there is a circle.
    counts: Option<Vec<u64>>,
    /// Whether some end can be got to from a stop.
    reaches_end: Vec<bool>,
    is_complete: bool,
}

impl RouteGraph {
    pub fn of(network: &Network<'_>, product: ProductIdx, progress: &Progress<'_>) -> Option<Self> {
        let mut index: BTreeMap<(NodeIndex, ProductSet), u32> = BTreeMap::new();
        let mut routes =
            Self { nodes: Vec::new(), starts: Vec::new(), counts: None, reaches_end: Vec::new(), is_complete: true };
        let mut open: Vec<(NodeIndex, ProductSet, u32)> = Vec::new();
        let mut route_node =
            |node: NodeIndex, mut products: ProductSet, stops: &mut Vec<RouteNode>, open: &mut Vec<_>| -> u32 {
                let actor = network.graph[node];
                add_conversions(network, actor, &mut products);
                *index.entry((node, products)).or_insert_with_key(|(_, products)| {
                    let number = stops.len() as u32;
                    stops.push(RouteNode { actor: actor.id, is_buyer: actor.kind.is_buyer(), successors: Vec::new() });
                    open.push((node, products.clone(), number));
                    number
                })
            };
        progress.step(network.graph.node_count())?;
        for node in start_nodes(network, product) {
            let number = route_node(node, ProductSet::from([product]), &mut routes.nodes, &mut open);
            routes.starts.push(number);
        }
        while let Some((node, products, number)) = open.pop() {
            if routes.nodes.len() > MAX_NODES {
                routes.is_complete = false;
                break;
            }
            let next: Vec<u32> = next_actors(network, node, &products)
                .into_iter()
                .map(|(to, taken)| route_node(to, taken, &mut routes.nodes, &mut open))
                .collect();
            progress.step(1 + next.len())?;
            if let Some(route_node) = routes.nodes.get_mut(number as usize) {
                route_node.successors = next;
            }
        }
        // Who keeps what it supplies is no route.
        let starts = std::mem::take(&mut routes.starts);
        routes.starts = starts.into_iter().filter(|start| !routes.successors(*start).is_empty()).collect();
        routes.count_routes(progress)?;
        Some(routes)
    }

    fn is_end(&self, node: u32) -> bool {
        self.nodes.get(node as usize).is_some_and(|node| node.is_buyer && node.successors.is_empty())
    }

    fn successors(&self, stop: u32) -> &[u32] {
        self.nodes.get(stop as usize).map_or(&[], |stop| &stop.successors)
    }

    /// Counts the routes from the ends back, in the order in which a depth-first walk leaves the stops.
    fn count_routes(&mut self, progress: &Progress<'_>) -> Option<()> {
        let mut inward: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        let mut left: Vec<usize> = self.nodes.iter().map(|stop| stop.successors.len()).collect();
        for (from, stop) in (0_u32..).zip(&self.nodes) {
            for to in &stop.successors {
                if let Some(inward) = inward.get_mut(*to as usize) {
                    inward.push(from);
                }
            }
        }
        let mut counts: Vec<u64> = (0..self.nodes.len() as u32).map(|stop| u64::from(self.is_end(stop))).collect();
        // Kahn's order (1962), from the ends: a stop is done once all that it reaches_end to are.
        let mut done: Vec<u32> =
            (0_u32..).zip(&left).filter(|(_, onward)| **onward == 0).map(|(stop, _)| stop).collect();
        let mut next = 0;
        while let Some(stop) = done.get(next).copied() {
            next += 1;
            progress.step(1)?;
            let count = counts.get(stop as usize).copied().unwrap_or_default();
            for from in inward.get(stop as usize).into_iter().flatten() {
                if let (Some(sum), Some(left)) = (counts.get_mut(*from as usize), left.get_mut(*from as usize)) {
                    *sum = sum.saturating_add(count);
                    *left -= 1;
                    if *left == 0 {
                        done.push(*from);
                    }
                }
            }
        }
        let mut reaches_end = vec![false; self.nodes.len()];
        let mut open: Vec<u32> = (0..self.nodes.len() as u32).filter(|stop| self.is_end(*stop)).collect();
        while let Some(stop) = open.pop() {
            progress.step(1)?;
            if let Some(reaches_end) = reaches_end.get_mut(stop as usize).filter(|reaches_end| !**reaches_end) {
                *reaches_end = true;
                open.extend(inward.get(stop as usize).into_iter().flatten());
            }
        }
        self.reaches_end = reaches_end;
        self.counts = (done.len() == self.nodes.len()).then_some(counts);
        Some(())
    }

    /// How many routes there are, and whether that is exact. Not to be used once it is wanted no more.
    pub fn count(&self, progress: &Progress<'_>) -> (u64, bool) {
        if let Some(counts) = &self.counts {
            let of = |node: &u32| counts.get(*node as usize).copied().unwrap_or_default();
            let sum = self.starts.iter().map(of).fold(0, u64::saturating_add);
            return (sum, self.is_complete && sum < u64::MAX);
        }
        let mut count = 0;
        let whole = self.enumerate(progress, |_| {
            count += 1;
            true
        });
        (count, whole && self.is_complete)
    }

    /// The first routes that are not `known`, and whether there may be more. Not to be used once it is wanted no more.
    pub fn list_unrecorded(
        &self,
        known: &BTreeSet<&[ActorId]>,
        limit: usize,
        progress: &Progress<'_>,
    ) -> (Vec<Vec<ActorId>>, bool) {
        let mut listed: Vec<Vec<ActorId>> = Vec::new();
        let mut has_overflow_risk = false;
        let whole = self.enumerate(progress, |route| {
            if known.contains(route) {
                return true;
            }
            has_overflow_risk = listed.len() == limit;
            if !has_overflow_risk {
                listed.push(route.to_vec());
            }
            !has_overflow_risk
        });
        (listed, has_overflow_risk || !whole || !self.is_complete)
    }

    /// Walks the routes in the order of their actors until `take` has enough, or the budget is used up or the result
    /// wanted no more; gives false in the latter cases.
    fn enumerate(&self, progress: &Progress<'_>, mut visit: impl FnMut(&[ActorId]) -> bool) -> bool {
        let mut steps = 0;
        for start in &self.starts {
            let mut path: Vec<(u32, usize)> = vec![(*start, 0)];
            let mut on_path = BTreeSet::from([*start]);
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
                    if reaches_end && on_path.insert(*to) {
                        path.push((*to, 0));
                        route.extend(self.nodes.get(*to as usize).map(|node| node.actor));
                    }
                } else {
                    path.pop();
                    route.pop();
                    on_path.remove(&node);
                }
            }
        }
        true
    }
}

/// Who supplies a product, or sells it in force without getting it from anybody or making it, by node.
fn start_nodes(network: &Network<'_>, product: ProductIdx) -> Vec<NodeIndex> {
    let is_related_to_any = |id| network.products.index(id).is_some_and(|product_index| product_index == product);
    network
        .graph
        .node_indices()
        .filter(|node| {
            let actor = network.graph[*node];
            if !actor.is_present(network.year) || actor.kind.is_buyer() && actor.supply.is_empty() {
                return false;
            }
            let trades = |direction: Direction, fits: &dyn Fn(&Link) -> bool| {
                let mut edges = network.graph.edges_directed(*node, direction);
                edges.any(|edge| {
                    edge.source() != edge.target() && edge.weight().break_reason.is_none() && fits(edge.weight().link)
                })
            };
            let sells = || trades(Direction::Outgoing, &|link| link.products.iter().any(|id| is_related_to_any(*id)));
            let gets = || trades(Direction::Incoming, &|link| network.products.carries(link, product));
            let makes = || actor.converts.iter().any(|conversion| is_related_to_any(conversion.to));
            actor.supply.iter().any(|supply| is_related_to_any(supply.product)) || sells() && !gets() && !makes()
        })
        .collect()
}
