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

use super::along::{convert, onward};
use crate::analysis::goods::Good;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, Link};

/// Steps that a search for routes may take.
const BUDGET: usize = 100_000;
/// The most stops that are looked at; a product of a country has fewer.
const STOPS: usize = 2_000_000;

type Goods = BTreeSet<Good>;

struct Stop {
    actor: ActorId,
    is_buyer: bool,
    onward: Vec<u32>,
}

/// The routes of one product.
pub(super) struct Routes {
    stops: Vec<Stop>,
    starts: Vec<u32>,
    /// How many routes lead on from each stop, at most `u64::MAX`; none when there is a circle.
    counts: Option<Vec<u64>>,
    /// Whether some end can be got to from a stop.
    leads: Vec<bool>,
    is_whole: bool,
}

impl Routes {
    pub fn of(network: &Network<'_>, product: Good, progress: &Progress<'_>) -> Option<Self> {
        let mut index: BTreeMap<(NodeIndex, Goods), u32> = BTreeMap::new();
        let mut routes =
            Self { stops: Vec::new(), starts: Vec::new(), counts: None, leads: Vec::new(), is_whole: true };
        let mut open: Vec<(NodeIndex, Goods, u32)> = Vec::new();
        let mut stop = |node: NodeIndex, mut goods: Goods, stops: &mut Vec<Stop>, open: &mut Vec<_>| -> u32 {
            let actor = network.graph[node];
            convert(network, actor, &mut goods);
            *index.entry((node, goods)).or_insert_with_key(|(_, goods)| {
                let number = stops.len() as u32;
                stops.push(Stop { actor: actor.id, is_buyer: actor.kind.is_buyer(), onward: Vec::new() });
                open.push((node, goods.clone(), number));
                number
            })
        };
        progress.step(network.graph.node_count())?;
        for node in starts(network, product) {
            let number = stop(node, Goods::from([product]), &mut routes.stops, &mut open);
            routes.starts.push(number);
        }
        while let Some((node, goods, number)) = open.pop() {
            if routes.stops.len() > STOPS {
                routes.is_whole = false;
                break;
            }
            let next: Vec<u32> = onward(network, node, &goods)
                .into_iter()
                .map(|(to, taken)| stop(to, taken, &mut routes.stops, &mut open))
                .collect();
            progress.step(1 + next.len())?;
            if let Some(stop) = routes.stops.get_mut(number as usize) {
                stop.onward = next;
            }
        }
        // Who keeps what it supplies is no route.
        let starts = std::mem::take(&mut routes.starts);
        routes.starts = starts.into_iter().filter(|start| !routes.onward(*start).is_empty()).collect();
        routes.add_up(progress)?;
        Some(routes)
    }

    fn is_end(&self, stop: u32) -> bool {
        self.stops.get(stop as usize).is_some_and(|stop| stop.is_buyer && stop.onward.is_empty())
    }

    fn onward(&self, stop: u32) -> &[u32] {
        self.stops.get(stop as usize).map_or(&[], |stop| &stop.onward)
    }

    /// Counts the routes from the ends back, in the order in which a depth-first walk leaves the stops.
    fn add_up(&mut self, progress: &Progress<'_>) -> Option<()> {
        let mut inward: Vec<Vec<u32>> = vec![Vec::new(); self.stops.len()];
        let mut left: Vec<usize> = self.stops.iter().map(|stop| stop.onward.len()).collect();
        for (from, stop) in (0_u32..).zip(&self.stops) {
            for to in &stop.onward {
                if let Some(inward) = inward.get_mut(*to as usize) {
                    inward.push(from);
                }
            }
        }
        let mut counts: Vec<u64> = (0..self.stops.len() as u32).map(|stop| u64::from(self.is_end(stop))).collect();
        // Kahn's order (1962), from the ends: a stop is done once all that it leads to are.
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
        let mut leads = vec![false; self.stops.len()];
        let mut open: Vec<u32> = (0..self.stops.len() as u32).filter(|stop| self.is_end(*stop)).collect();
        while let Some(stop) = open.pop() {
            progress.step(1)?;
            if let Some(leads) = leads.get_mut(stop as usize).filter(|leads| !**leads) {
                *leads = true;
                open.extend(inward.get(stop as usize).into_iter().flatten());
            }
        }
        self.leads = leads;
        self.counts = (done.len() == self.stops.len()).then_some(counts);
        Some(())
    }

    /// How many routes there are, and whether that is exact. Not to be used once it is wanted no more.
    pub fn count(&self, progress: &Progress<'_>) -> (u64, bool) {
        if let Some(counts) = &self.counts {
            let of = |stop: &u32| counts.get(*stop as usize).copied().unwrap_or_default();
            let sum = self.starts.iter().map(of).fold(0, u64::saturating_add);
            return (sum, self.is_whole && sum < u64::MAX);
        }
        let mut count = 0;
        let whole = self.walk(progress, |_| {
            count += 1;
            true
        });
        (count, whole && self.is_whole)
    }

    /// The first routes that are not `known`, and whether there may be more. Not to be used once it is wanted no more.
    pub fn listed(
        &self,
        known: &BTreeSet<&[ActorId]>,
        most: usize,
        progress: &Progress<'_>,
    ) -> (Vec<Vec<ActorId>>, bool) {
        let mut listed: Vec<Vec<ActorId>> = Vec::new();
        let mut is_full = false;
        let whole = self.walk(progress, |route| {
            if known.contains(route) {
                return true;
            }
            is_full = listed.len() == most;
            if !is_full {
                listed.push(route.to_vec());
            }
            !is_full
        });
        (listed, is_full || !whole || !self.is_whole)
    }

    /// Walks the routes in the order of their actors until `take` has enough, or the budget is used up or the result
    /// wanted no more; gives false in the latter cases.
    fn walk(&self, progress: &Progress<'_>, mut take: impl FnMut(&[ActorId]) -> bool) -> bool {
        let mut steps = 0;
        for start in &self.starts {
            let mut way: Vec<(u32, usize)> = vec![(*start, 0)];
            let mut on_way = BTreeSet::from([*start]);
            let mut route: Vec<ActorId> = self.stops.get(*start as usize).map(|stop| stop.actor).into_iter().collect();
            while let Some((stop, next)) = way.last_mut() {
                steps += 1;
                if steps > BUDGET || progress.step(1).is_none() {
                    return false;
                }
                let (stop, position) = (*stop, *next);
                *next += 1;
                if position == 0 && self.is_end(stop) && !take(&route) {
                    return true;
                }
                if let Some(to) = self.onward(stop).get(position) {
                    let leads = self.leads.get(*to as usize).copied().unwrap_or(false);
                    if leads && on_way.insert(*to) {
                        way.push((*to, 0));
                        route.extend(self.stops.get(*to as usize).map(|stop| stop.actor));
                    }
                } else {
                    way.pop();
                    route.pop();
                    on_way.remove(&stop);
                }
            }
        }
        true
    }
}

/// Who supplies a product, or sells it in force without getting it from anybody or making it, by node.
fn starts(network: &Network<'_>, product: Good) -> Vec<NodeIndex> {
    let is_of = |id| network.goods.good(id).is_some_and(|good| good == product);
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
                    edge.source() != edge.target() && edge.weight().broken.is_none() && fits(edge.weight().link)
                })
            };
            let sells = || trades(Direction::Outgoing, &|link| link.products.iter().any(|id| is_of(*id)));
            let gets = || trades(Direction::Incoming, &|link| network.goods.carries(link, product));
            let makes = || actor.converts.iter().any(|conversion| is_of(conversion.to));
            actor.supply.iter().any(|supply| is_of(supply.product)) || sells() && !gets() && !makes()
        })
        .collect()
}
