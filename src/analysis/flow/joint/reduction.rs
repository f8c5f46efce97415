//! Parts of the joint graph that are a maximum flow of one commodity: solved exactly in linear space.
//!
//! Every node is given the units of a common measure that one unit at it is worth, so that links keep it and conversions by
//! their yields do. If that can be done without contradiction, if all supplies weigh the same in this measure, and if no
//! products share the volume of a link that part ways behind it, then products need not be told apart.

use rustc_hash::FxHashMap;

use super::super::capacity_arc::{CapacityArc, FIRST_NODE, SINK, SOURCE};
use super::super::dinic::{Dinic, UNBOUNDED};
use super::super::flow_unit::FlowUnit;
use super::super::stranded_supply::{RawStrandedSupply, stranded_supply};
use super::capacities::{Capacities, Room};
use super::graph::{Component, Hop, JointGraph};
use super::{PartFlow, StrandedGroup};
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::graph::Adjacency;

/// Relative differences up to this are rounding.
const TOLERANCE: f64 = 1e-9;

/// A part as a flow of one commodity.
pub(super) struct Reduction {
    /// The nodes of the part.
    nodes: Vec<u32>,
    /// The worth of one unit at each of them.
    worth: Vec<f64>,
}

impl Reduction {
    /// The reduction of a part; none where products must be told apart.
    pub fn new(
        graph: &JointGraph,
        capacities: &Capacities<'_, '_>,
        component: &Component,
        weight: impl Fn(ProductIdx) -> f64,
    ) -> Option<Self> {
        let activities = || component.activities.iter().filter_map(|at| graph.activities.get(*at));
        let hops = || component.hops.iter().filter_map(|at| Some((*at, graph.hops.get(*at)?)));
        // Only where products meet on a link: the others need no comparison.
        let is_met = |hop: &Hop| capacities.are_shared() && graph.is_shared(hop.arc);
        let bounded = || hops().filter(|(_, hop)| is_met(hop) && capacities.volume(hop.arc).is_some());
        if activities().any(|activity| !activity.needs.is_empty() || !activity.by_products.is_empty()) {
            return None;
        }
        let mut index: FxHashMap<u32, usize> = FxHashMap::default();
        let mut nodes = Vec::new();
        let mut number = |node: u32| {
            *index.entry(node).or_insert_with(|| {
                nodes.push(node);
                nodes.len() - 1
            })
        };
        // Each pair of nodes with the worth of the second per worth of the first.
        let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
        for source in component.sources.iter().filter_map(|at| graph.sources.get(*at)) {
            number(source.node);
        }
        for (_, hop) in hops() {
            let from = number(hop.from);
            pairs.extend(hop.to.map(|to| (from, number(to), 1.0)));
        }
        for activity in activities() {
            let from = number(activity.from);
            pairs.extend(activity.output.map(|(to, ratio)| (from, number(to), 1.0 / ratio)));
        }
        // Products that share the volume of a link take the same room on it.
        let mut first_over: FxHashMap<Room, usize> = FxHashMap::default();
        for (at, hop) in bounded() {
            let from = number(hop.from);
            let first = *first_over.entry(capacities.room(at, hop)).or_insert(from);
            if first != from {
                pairs.push((first, from, 1.0));
            }
        }
        let worth = consistent_worth(nodes.len(), &pairs)?;
        let reduction = Self { nodes, worth };
        let worth_of = |node: u32| index.get(&node).and_then(|at| reduction.worth.get(*at)).copied().unwrap_or(1.0);
        let mut weights = component
            .sources
            .iter()
            .filter_map(|at| graph.sources.get(*at))
            .map(|source| weight(source.product) / worth_of(source.node));
        let first = weights.next()?;
        if !weights.all(|other| is_alike(first, other)) {
            return None;
        }
        // Behind a link they must not part ways again.
        let mut ends_of: FxHashMap<Room, bool> = FxHashMap::default();
        for (at, hop) in bounded() {
            let ends = hop.to.is_none();
            if ends_of.insert(capacities.room(at, hop), ends).is_some_and(|others_end| !ends || !others_end) {
                return None;
            }
        }
        Some(reduction)
    }

    /// Solves it. `None` when cancelled.
    pub fn solve(
        &self,
        graph: &JointGraph,
        capacities: &Capacities<'_, '_>,
        component: &Component,
        progress: &Progress<'_>,
    ) -> Option<PartFlow> {
        let numbered = (0_u32..).zip(self.nodes.iter().zip(&self.worth));
        let index: FxHashMap<u32, (u32, f64)> =
            numbered.map(|(at, (node, worth))| (*node, (FIRST_NODE + at, *worth))).collect();
        let of = |node: u32| index.get(&node).copied().unwrap_or((FIRST_NODE, 1.0));
        let sources: Vec<_> = component.sources.iter().filter_map(|at| graph.sources.get(*at)).collect();
        let total: f64 = sources.iter().map(|source| source.volume * of(source.node).1).sum();
        let unit = FlowUnit::for_total(total);
        let mut arcs: Vec<CapacityArc> = Vec::with_capacity(sources.len() + component.hops.len());
        for source in &sources {
            let (to, worth) = of(source.node);
            arcs.push(CapacityArc { from: SOURCE, to, capacity: unit.to_units(source.volume * worth), link: None });
        }
        let mut next_node = FIRST_NODE + self.nodes.len() as u32;
        let hops = || component.hops.iter().filter_map(|at| Some((*at, graph.hops.get(*at)?)));
        let mut shared: FxHashMap<Room, u32> = FxHashMap::default();
        for (at, hop) in hops() {
            let room = capacities.room(at, hop);
            let (from, worth) = of(hop.from);
            let to = hop.to.map_or(SINK, |to| of(to).0);
            let link = capacities.link(hop.arc);
            let capacity = capacities.volume(hop.arc).map_or(UNBOUNDED, |volume| unit.to_units(volume * worth));
            if capacity == UNBOUNDED || !capacities.are_shared() || !graph.is_shared(hop.arc) {
                arcs.push(CapacityArc { from, to, capacity, link });
                continue;
            }
            // Several products over one arc end at its buyer: they meet before it.
            let meeting = *shared.entry(room).or_insert_with(|| {
                next_node += 1;
                arcs.push(CapacityArc { from: next_node - 1, to: SINK, capacity, link });
                next_node - 1
            });
            arcs.push(CapacityArc { from, to: meeting, capacity: UNBOUNDED, link: None });
        }
        for activity in component.activities.iter().filter_map(|at| graph.activities.get(*at)) {
            let to = activity.output.map_or(SINK, |(to, _)| of(to).0);
            arcs.push(CapacityArc { from: of(activity.from).0, to, capacity: UNBOUNDED, link: None });
        }
        progress.step(arcs.len())?;
        let mut dinic = Dinic::new(next_node as usize, arcs.iter().map(|arc| (arc.from, arc.to, arc.capacity)));
        let reaches_sink = dinic.nodes_reaching(SINK);
        progress.step(arcs.len())?;
        let supplied: u64 = arcs.iter().take(sources.len()).map(|arc| arc.capacity).sum();
        let carried = dinic.max_flow(SOURCE, SINK, progress)?;
        // Several sources may begin in one node: its flow is handed to them in turn.
        let mut flow_to = dinic.outflows(SOURCE);
        let mut sent = Vec::with_capacity(sources.len());
        for (source, arc) in sources.iter().zip(&arcs) {
            let left = flow_to.entry(arc.to).or_default();
            let share = (*left).min(arc.capacity);
            *left -= share;
            let is_all = share == arc.capacity;
            sent.push(if is_all { source.volume } else { unit.to_volume(share) / of(source.node).1 });
        }
        let groups = if carried < supplied {
            stranded_supply(&arcs, &dinic.source_side(SOURCE), &reaches_sink)
        } else {
            Vec::new()
        };
        let to_group = |group: RawStrandedSupply| {
            let is_in_group = |node: u32| group.producers.contains(&of(node).0);
            let numbered = sources.iter().enumerate().filter(|(_, source)| is_in_group(source.node));
            StrandedGroup { sources: numbered.map(|(at, _)| at).collect(), bottlenecks: group.bottlenecks }
        };
        Some(PartFlow { sent, stranded: groups.into_iter().map(to_group).collect() })
    }
}

/// The worth of each node, given the ratios between pairs of them; none if these contradict each other.
pub(super) fn consistent_worth(count: usize, pairs: &[(usize, usize, f64)]) -> Option<Vec<f64>> {
    let both = pairs.iter().flat_map(|(one, other, ratio)| [(*one, (*other, *ratio)), (*other, (*one, 1.0 / ratio))]);
    let neighbours =
        Adjacency::from_pairs(count, both.map(|(at, end)| (at as u32, end)).collect::<Vec<_>>().into_iter());
    let mut worth = vec![0.0; count];
    let mut open = Vec::new();
    for start in 0..count {
        if worth.get(start).is_some_and(|known| *known > 0.0) {
            continue;
        }
        if let Some(first) = worth.get_mut(start) {
            *first = 1.0;
        }
        open.push(start);
        while let Some(at) = open.pop() {
            let own = worth.get(at).copied().unwrap_or(1.0);
            for (other, ratio) in neighbours.of(at as u32) {
                let Some(known) = worth.get_mut(*other) else { continue };
                let expected = own * ratio;
                if *known <= 0.0 {
                    *known = expected;
                    open.push(*other);
                } else if !is_alike(*known, expected) {
                    return None;
                }
            }
        }
    }
    worth.iter().all(|worth| worth.is_normal()).then_some(worth)
}

fn is_alike(one: f64, other: f64) -> bool {
    (one - other).abs() <= TOLERANCE * one.abs().max(other.abs())
}
