//! How much of one product the links can carry to buyers: a maximum flow in whole fractions of its unit.

use petgraph::graph::NodeIndex;

use super::Producers;
use super::dinic::{Dinic, UNBOUNDED};
use super::pockets::{Pocket, pockets};
use super::spread::{By, Place, Spread, Step};
use super::trade::Trade;
use crate::analysis::progress::Progress;
use crate::map::{LinkId, ProductId};

/// What becomes of one supplied product; volumes a year, in its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductFlow {
    /// The product.
    pub product: ProductId,
    /// All that is supplied, where known.
    pub supply: f64,
    /// The most of it that the links can carry to first buyers.
    pub carried: f64,
    /// The rest.
    pub without_outlet: f64,
    /// Producers that do not say how much they supply.
    pub unknown_supply: usize,
    /// Where the rest stays, largest first.
    pub pockets: Vec<Pocket>,
}

impl ProductFlow {
    /// The part without an outlet, 0 to 1; below 0 when no volume is known.
    pub fn part_lost(&self) -> f64 {
        if self.supply > 0.0 { self.without_outlet / self.supply } else { -1.0 }
    }
}

/// Where goods enter and leave the flow.
pub(super) const SOURCE: u32 = 0;
const SINK: u32 = 1;
/// The node of a place is its position after these.
const NODES_BEFORE: u32 = 2;

/// An arc of the flow and the link that it stands for.
#[derive(Clone, Copy)]
pub(super) struct Arc {
    pub from: u32,
    pub to: u32,
    pub capacity: u64,
    pub link: Option<LinkId>,
}

/// A power of two, so that volumes as people write them stay exact: all supply together has 44 binary digits.
struct Quantum(f64);

impl Quantum {
    fn of(total: f64) -> Self {
        Self((total.log2().ceil() - 44.0).exp2())
    }

    fn count(&self, volume: f64) -> u64 {
        let count = (volume / self.0).round();
        // Whatever could hold all supply bounds nothing.
        if count < UNBOUNDED as f64 { count as u64 } else { UNBOUNDED }
    }

    fn volume(&self, count: u64) -> f64 {
        count as f64 * self.0
    }
}

/// How the supply of one product fares; none when nobody supplies it, or once it is wanted no more.
pub(super) fn carry(
    trade: &Trade<'_, '_>,
    product: ProductId,
    producers: &Producers,
    progress: &Progress<'_>,
) -> Option<ProductFlow> {
    let good = trade.network.goods.good(product)?;
    let supply: f64 = producers.known.iter().map(|(_, volume)| volume).sum();
    let flow = ProductFlow {
        product,
        supply,
        carried: 0.0,
        without_outlet: 0.0,
        unknown_supply: producers.unknown,
        pockets: Vec::new(),
    };
    if producers.known.is_empty() || !supply.is_finite() {
        return (producers.unknown > 0).then_some(flow);
    }
    let quantum = Quantum::of(supply);
    let starts: Vec<NodeIndex> = producers.known.iter().map(|(actor, _)| *actor).collect();
    let spread = Spread::of(trade, good, &starts, false, progress)?;
    let entry = |at: usize| spread.places.get(at).map(|place| (place.actor, NODES_BEFORE + at as u32));
    let mut arcs: Vec<Arc> = Vec::with_capacity(spread.steps.len() + starts.len());
    let mut at = 0;
    for (actor, volume) in &producers.known {
        // A product named twice by one producer begins in one place.
        while entry(at).is_some_and(|(other, _)| other < *actor) {
            at += 1;
        }
        if let Some((_, to)) = entry(at) {
            arcs.push(Arc { from: SOURCE, to, capacity: quantum.count(*volume), link: None });
        }
    }
    let supplied: u64 = arcs.iter().map(|arc| arc.capacity).sum();
    let nodes = steps_as_arcs(trade, &spread, &quantum, &mut arcs);
    progress.step(arcs.len())?;
    let mut dinic = Dinic::new(nodes as usize, arcs.iter().map(|arc| (arc.from, arc.to, arc.capacity)));
    let leads = dinic.leading_to(SINK);
    progress.step(arcs.len())?;
    let lost = supplied - dinic.fill(SOURCE, SINK, progress)?.min(supplied);
    let mut pockets = if lost > 0 { pockets(&arcs, &dinic.side_of(SOURCE), &leads) } else { Vec::new() };
    pockets.sort_by_key(|pocket| std::cmp::Reverse(pocket.without_outlet));
    let pockets = pockets.into_iter().map(|pocket| {
        let actor = |node: u32| {
            let place = spread.places.get(node.checked_sub(NODES_BEFORE)? as usize)?;
            Some(trade.network.graph[place.actor].id)
        };
        let mut producers: Vec<_> = pocket.producers.into_iter().filter_map(actor).collect();
        producers.dedup();
        Pocket {
            producers,
            supply: quantum.volume(pocket.supply),
            without_outlet: quantum.volume(pocket.without_outlet),
            bottlenecks: pocket.bottlenecks,
        }
    });
    let pockets = pockets.collect();
    let without_outlet = quantum.volume(lost);
    Some(ProductFlow { carried: (supply - without_outlet).max(0.0), without_outlet, pockets, ..flow })
}

/// Adds the steps of goods as arcs, and says how many nodes there are then.
fn steps_as_arcs(trade: &Trade<'_, '_>, spread: &Spread, quantum: &Quantum, arcs: &mut Vec<Arc>) -> u32 {
    let node = |place: u32| NODES_BEFORE + place;
    let end = |step: &Step| step.to.map_or(SINK, node);
    let mut bounded: Vec<(u32, Step, f64)> = Vec::new();
    for step in &spread.steps {
        let passage = if let By::Passage(number) = step.by { Some(number) } else { None };
        let link = passage.and_then(|number| trade.passage(number)).map(|passage| passage.link);
        let volume = link.and_then(|link| link.volume);
        if let (Some(number), Some(volume)) = (passage, volume) {
            bounded.push((number, *step, volume));
        } else {
            let link = link.map(|link| link.id);
            arcs.push(Arc { from: node(step.from), to: end(step), capacity: UNBOUNDED, link });
        }
    }
    // Steps along one link share its volume.
    bounded.sort_unstable_by_key(|(number, step, _)| (*number, step.from));
    let mut nodes = NODES_BEFORE + spread.places.len() as u32;
    for shared in bounded.chunk_by(|one, other| one.0 == other.0) {
        let factor = |step: &Step| spread.places.get(step.from as usize).map_or(0.0, |place: &Place| place.factor);
        let capacity = |volume: f64, factor: f64| match quantum.count(volume / factor) {
            _ if factor <= 0.0 => UNBOUNDED,
            count => count,
        };
        let id = |number: u32| trade.passage(number).map(|passage| passage.link.id);
        if let [(number, step, volume)] = shared {
            let capacity = capacity(*volume, factor(step));
            arcs.push(Arc { from: node(step.from), to: end(step), capacity, link: id(*number) });
            continue;
        }
        let (within, beyond) = (nodes, nodes + 1);
        nodes += 2;
        let least = shared.iter().map(|(_, step, _)| factor(step)).fold(f64::INFINITY, f64::min);
        for (number, step, volume) in shared {
            let (link, own) = (id(*number), capacity(*volume, factor(step)));
            arcs.push(Arc { from: node(step.from), to: within, capacity: own, link });
            arcs.push(Arc { from: beyond, to: end(step), capacity: own, link });
        }
        if let Some((number, _, volume)) = shared.first() {
            arcs.push(Arc { from: within, to: beyond, capacity: capacity(*volume, least), link: id(*number) });
        }
    }
    nodes
}
