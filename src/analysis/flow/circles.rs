//! Conversions in a circle that give more goods than go in: no trade does that, so some yield is wrong.
//!
//! A circle runs over goods at actors, along conversions of known yield and links in force. It is looked for as a
//! circle of positive length, yields taken as logarithms (Bellman 1958, Ford 1956; the circle shows itself among the
//! parents, Cherkassky and Goldberg 1999), only where products turn into one another in a circle at all.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::trade::Trade;
use crate::analysis::goods::Good;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, LinkId, ProductId};

/// Gains below this are rounding.
const MIN_GAIN: f64 = 1e-9;
/// Steps looked at in one knot of goods before it is left unsaid; far above what any real map needs.
const MOST_STEPS: usize = 20_000_000;

/// A circle that multiplies goods.
#[derive(Clone, Debug, PartialEq)]
pub struct Circle {
    /// The actors that convert, from the one with the lowest id on.
    pub actors: Vec<ActorId>,
    /// What goods are on it, each once, from the product that the first actor makes it of.
    pub products: Vec<ProductId>,
    /// The links on it, by id.
    pub links: Vec<LinkId>,
    /// What one unit has become after one round; above 1.
    pub gain: f64,
}

#[derive(Clone, Copy)]
struct Step {
    link: Option<LinkId>,
    gain: f64,
}

/// Goods at an actor.
type At = (NodeIndex, Good);

type Knots = DiGraph<At, Step>;

/// A gaining circle out of each knot of goods that has one. `None` once it is wanted no more.
pub(in crate::analysis) fn gaining_circles(trade: &Trade<'_, '_>, progress: &Progress<'_>) -> Option<Vec<Circle>> {
    let knots = knots(trade, progress)?;
    let mut circles: Vec<Circle> = kosaraju_scc(&knots)
        .into_iter()
        .filter(|knot| is_round(&knots, knot))
        .filter_map(|mut knot| {
            knot.sort_unstable();
            circle(trade, &knots, &knot, progress)
        })
        .collect();
    progress.wanted()?;
    circles.sort_by(|one, other| (&one.actors, &one.products).cmp(&(&other.actors, &other.products)));
    Some(circles)
}

/// Whether a strongly connected part of a graph has a circle in it: several nodes, or one with a step to itself, as
/// when a broader product is turned into what is part of it.
fn is_round<N, E>(graph: &DiGraph<N, E>, part: &[NodeIndex]) -> bool {
    match part {
        [only] => graph.contains_edge(*only, *only),
        _ => part.len() > 1,
    }
}

/// The goods at actors that may be on a circle of conversions, with the steps between them.
fn knots(trade: &Trade<'_, '_>, progress: &Progress<'_>) -> Option<Knots> {
    let network = trade.network;
    let circling = circling_goods(trade);
    let mut graph = Knots::new();
    if circling.is_empty() {
        return Some(graph);
    }
    let mut at: BTreeMap<At, NodeIndex> = BTreeMap::new();
    let mut steps: Vec<(At, At, Step)> = Vec::new();
    for node in network.graph.node_indices() {
        let actor = network.graph[node];
        for good in circling.iter().copied() {
            progress.step(1)?;
            for conversion in actor.converts.iter().filter(|_| actor.is_present(network.year)) {
                let taken = network.goods.is_within(good, conversion.from);
                let made = network.goods.good(conversion.to).filter(|made| taken && circling.contains(made));
                if let (Some(made), Some(gain)) = (made, conversion.yield_ratio.filter(|ratio| *ratio > 0.0)) {
                    steps.push(((node, good), (node, made), Step { link: None, gain }));
                }
            }
            for (_, passage) in trade.out_of(node) {
                if trade.carries(passage, good) {
                    steps.push(((node, good), (passage.to, good), Step { link: Some(passage.link.id), gain: 1.0 }));
                }
            }
        }
    }
    for (from, to, step) in steps {
        let [from, to] = [from, to].map(|state| *at.entry(state).or_insert_with(|| graph.add_node(state)));
        graph.add_edge(from, to, step);
        progress.step(1)?;
    }
    Some(graph)
}

/// The goods that conversions, whoever carries them out, lead in a circle.
fn circling_goods(trade: &Trade<'_, '_>) -> BTreeSet<Good> {
    let network = trade.network;
    let pairs: BTreeSet<(ProductId, ProductId)> =
        network.graph.node_weights().flat_map(|actor| &actor.converts).map(|c| (c.from, c.to)).collect();
    let mut graph: DiGraph<Good, ()> = DiGraph::new();
    let nodes: BTreeMap<Good, NodeIndex> = network
        .map
        .products()
        .keys()
        .filter_map(|product| network.goods.good(*product))
        .map(|good| (good, graph.add_node(good)))
        .collect();
    let into: BTreeMap<ProductId, Vec<ProductId>> = pairs.into_iter().fold(BTreeMap::new(), |mut into, (from, to)| {
        into.entry(from).or_insert_with(Vec::new).push(to);
        into
    });
    for (good, node) in &nodes {
        for made in network.goods.line(*good).filter_map(|product| into.get(&product)).flatten() {
            if let Some(made) = network.goods.good(*made).and_then(|made| nodes.get(&made)) {
                graph.update_edge(*node, *made, ());
            }
        }
    }
    let rounds = kosaraju_scc(&graph).into_iter().filter(|round| is_round(&graph, round));
    rounds.flatten().map(|node| graph[node]).collect()
}

/// A gaining circle within one knot; none also once it is wanted no more.
fn circle(trade: &Trade<'_, '_>, knots: &Knots, knot: &[NodeIndex], progress: &Progress<'_>) -> Option<Circle> {
    let place = |node: NodeIndex| knot.binary_search(&node).ok();
    let steps: Vec<(usize, usize, Step)> = knot
        .iter()
        .flat_map(|node| knots.edges(*node))
        .filter_map(|edge| {
            use petgraph::visit::EdgeRef;
            Some((place(edge.source())?, place(edge.target())?, *edge.weight()))
        })
        .collect();
    if steps.iter().all(|(_, _, step)| step.gain <= 1.0) {
        return None;
    }
    let mut best = vec![0.0_f64; knot.len()];
    let mut parent: Vec<Option<usize>> = vec![None; knot.len()];
    for _ in 0..=(MOST_STEPS / steps.len().max(1)).min(knot.len()) {
        progress.step(steps.len())?;
        let mut moved = false;
        for (number, (from, to, step)) in steps.iter().enumerate() {
            let reached = best.get(*from)? + step.gain.ln();
            if reached > best.get(*to)? + MIN_GAIN {
                *best.get_mut(*to)? = reached;
                *parent.get_mut(*to)? = Some(number);
                moved = true;
            }
        }
        if !moved {
            return None;
        }
        if let Some(round) = round_of_parents(&parent, &steps) {
            return Some(told(trade, knots, knot, &round));
        }
    }
    None
}

/// The steps of a circle among the parents, in the order in which goods take them.
fn round_of_parents(parent: &[Option<usize>], steps: &[(usize, usize, Step)]) -> Option<Vec<(usize, usize, Step)>> {
    let mut walk_of = vec![0_usize; parent.len()];
    for start in 0..parent.len() {
        let mut at = start;
        while walk_of.get(at).copied()? == 0 {
            *walk_of.get_mut(at)? = start + 1;
            let Some(step) = parent.get(at).copied().flatten().and_then(|number| steps.get(number)) else { break };
            at = step.0;
        }
        // It came back to a place of its own walk, over steps that all have parents.
        if walk_of.get(at) == Some(&(start + 1)) && parent.get(at).copied().flatten().is_some() {
            let mut round = Vec::new();
            let end = at;
            loop {
                let step = *steps.get(parent.get(at).copied().flatten()?)?;
                round.push(step);
                at = step.0;
                if at == end {
                    round.reverse();
                    return Some(round);
                }
            }
        }
    }
    None
}

fn told(trade: &Trade<'_, '_>, knots: &Knots, knot: &[NodeIndex], round: &[(usize, usize, Step)]) -> Circle {
    let state = |place: usize| knot.get(place).map(|node| knots[*node]);
    let converts = |step: &Step| step.link.is_none();
    // From the lowest actor that converts, and there from its lowest product.
    let first = (0..round.len())
        .filter(|at| round.get(*at).is_some_and(|(_, _, step)| converts(step)))
        .min_by_key(|at| round.get(*at).and_then(|(from, ..)| state(*from)))
        .unwrap_or(0);
    let turned = || round.iter().cycle().skip(first).take(round.len());
    let mut circle = Circle { actors: Vec::new(), products: Vec::new(), links: Vec::new(), gain: 1.0 };
    for (from, _, step) in turned() {
        circle.gain *= step.gain;
        circle.links.extend(step.link);
        if let Some((actor, good)) = state(*from).filter(|_| converts(step)) {
            let (actor, product) = (trade.network.graph[actor].id, trade.network.goods.id(good));
            if !circle.actors.contains(&actor) {
                circle.actors.push(actor);
            }
            if !circle.products.contains(&product) {
                circle.products.push(product);
            }
        }
    }
    circle.links.sort_unstable();
    circle
}
