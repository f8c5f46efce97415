//! Cycles of conversions with a gain above 1: trade cannot do that, so some yield is wrong.
//!
//! A cycle runs over products at actors, along conversions of known yield and links in force. It is found as a cycle of
//! positive length, yields taken as logarithms, only where conversions form a cycle of products at all.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::flow_network::FlowNetwork;
use super::positive_cycle::{Step, positive_cycle};
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, Conversion, LinkId, ProductId};

/// A cycle that multiplies products.
#[derive(Clone, Debug, PartialEq)]
pub struct GainCycle {
    /// The actors that convert, from the one with the lowest id on.
    pub actors: Vec<ActorId>,
    /// The products on it, each once, from the one that the first actor converts.
    pub products: Vec<ProductId>,
    /// The links on it, by id.
    pub links: Vec<LinkId>,
    /// What one unit becomes in one round; above 1.
    pub gain: f64,
}

#[derive(Clone, Copy)]
struct GainEdge {
    link: Option<LinkId>,
    gain: f64,
}

/// A product at an actor.
type ActorProduct = (NodeIndex, ProductIdx);

type ConversionGraph = DiGraph<ActorProduct, GainEdge>;

/// One gain cycle of each strongly connected component that has one. `None` when cancelled.
pub(in crate::analysis) fn gain_cycles(
    flow_network: &FlowNetwork<'_, '_>,
    progress: &Progress<'_>,
) -> Option<Vec<GainCycle>> {
    let graph = conversion_graph(flow_network, progress)?;
    let mut cycles: Vec<GainCycle> = kosaraju_scc(&graph)
        .into_iter()
        .filter(|component| is_cyclic(&graph, component))
        .filter_map(|mut component| {
            component.sort_unstable();
            find_gain_cycle(flow_network, &graph, &component, progress)
        })
        .collect();
    progress.check_cancelled()?;
    cycles.sort_by(|one, other| (&one.actors, &one.products).cmp(&(&other.actors, &other.products)));
    Some(cycles)
}

/// Whether a strongly connected component has a cycle: several nodes, or one with a self-loop, as when a broader
/// product is converted into a part of it.
fn is_cyclic<N, E>(graph: &DiGraph<N, E>, component: &[NodeIndex]) -> bool {
    match component {
        [only] => graph.contains_edge(*only, *only),
        _ => component.len() > 1,
    }
}

/// The products at actors that may be on a cycle of conversions, with the edges between them.
fn conversion_graph(flow_network: &FlowNetwork<'_, '_>, progress: &Progress<'_>) -> Option<ConversionGraph> {
    let network = flow_network.network;
    let cyclic = cyclic_products(flow_network);
    let mut graph = ConversionGraph::new();
    if cyclic.is_empty() {
        return Some(graph);
    }
    let mut at: BTreeMap<ActorProduct, NodeIndex> = BTreeMap::new();
    let mut steps: Vec<(ActorProduct, ActorProduct, GainEdge)> = Vec::new();
    for node in network.graph.node_indices() {
        let actor = network.graph[node];
        for product in cyclic.iter().copied() {
            progress.step(1)?;
            for conversion in actor.converts.iter().filter(|_| actor.is_present(network.year)) {
                if !network.products.is_within(product, conversion.from) {
                    continue;
                }
                let by_products = conversion.by_products.iter().map(|portion| (portion.product, portion.ratio));
                for (output, ratio) in by_products.chain([(conversion.to, conversion.yield_ratio)]) {
                    let output = network.products.index(output).filter(|output| cyclic.contains(output));
                    if let (Some(output), Some(gain)) = (output, ratio.filter(|ratio| *ratio > 0.0)) {
                        steps.push(((node, product), (node, output), GainEdge { link: None, gain }));
                    }
                }
            }
            for (_, arc) in flow_network.outgoing(node) {
                if flow_network.carries(arc, product) {
                    steps.push(((node, product), (arc.to, product), GainEdge { link: Some(arc.link.id), gain: 1.0 }));
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

/// The main input of a conversion with each output.
fn pairs_of(conversion: &Conversion) -> impl Iterator<Item = (ProductId, ProductId)> + '_ {
    conversion.outputs().map(|output| (conversion.from, output))
}

/// The products on a cycle of conversions, whichever actors carry them out.
fn cyclic_products(flow_network: &FlowNetwork<'_, '_>) -> BTreeSet<ProductIdx> {
    let network = flow_network.network;
    let pairs: BTreeSet<(ProductId, ProductId)> =
        network.graph.node_weights().flat_map(|actor| &actor.converts).flat_map(pairs_of).collect();
    let mut graph: DiGraph<ProductIdx, ()> = DiGraph::new();
    let nodes: BTreeMap<ProductIdx, NodeIndex> = network
        .map
        .products()
        .keys()
        .filter_map(|product| network.products.index(*product))
        .map(|product_index| (product_index, graph.add_node(product_index)))
        .collect();
    let into: BTreeMap<ProductId, Vec<ProductId>> = pairs.into_iter().fold(BTreeMap::new(), |mut into, (from, to)| {
        into.entry(from).or_insert_with(Vec::new).push(to);
        into
    });
    for (product_index, node) in &nodes {
        for output in network.products.ancestors(*product_index).filter_map(|product| into.get(&product)).flatten() {
            if let Some(output) = network.products.index(*output).and_then(|output| nodes.get(&output)) {
                graph.update_edge(*node, *output, ());
            }
        }
    }
    let cyclic = kosaraju_scc(&graph).into_iter().filter(|component| is_cyclic(&graph, component));
    cyclic.flatten().map(|node| graph[node]).collect()
}

/// A gain cycle within one component; `None` if it has none, or when cancelled.
fn find_gain_cycle(
    flow_network: &FlowNetwork<'_, '_>,
    graph: &ConversionGraph,
    component: &[NodeIndex],
    progress: &Progress<'_>,
) -> Option<GainCycle> {
    let position = |node: NodeIndex| component.binary_search(&node).ok();
    let edges: Vec<(usize, usize, GainEdge)> = component
        .iter()
        .flat_map(|node| graph.edges(*node))
        .filter_map(|edge| Some((position(edge.source())?, position(edge.target())?, *edge.weight())))
        .collect();
    if edges.iter().all(|(_, _, edge)| edge.gain <= 1.0) {
        return None;
    }
    let step = |(from, to, edge): &(usize, usize, GainEdge)| Step {
        from: *from as u32,
        to: *to as u32,
        length: edge.gain.ln(),
    };
    let steps: Vec<Step> = edges.iter().map(step).collect();
    let cycle = positive_cycle(component.len(), &steps, progress)?;
    let cycle: Vec<_> = cycle.into_iter().filter_map(|number| edges.get(number).copied()).collect();
    Some(to_gain_cycle(flow_network, graph, component, &cycle))
}

fn to_gain_cycle(
    flow_network: &FlowNetwork<'_, '_>,
    graph: &ConversionGraph,
    component: &[NodeIndex],
    cycle_steps: &[(usize, usize, GainEdge)],
) -> GainCycle {
    let state = |index: usize| component.get(index).map(|node| graph[*node]);
    let converts = |step: &GainEdge| step.link.is_none();
    // Starts at the lowest actor that converts, with its lowest product.
    let first = (0..cycle_steps.len())
        .filter(|at| cycle_steps.get(*at).is_some_and(|(_, _, step)| converts(step)))
        .min_by_key(|at| cycle_steps.get(*at).and_then(|(from, ..)| state(*from)))
        .unwrap_or(0);
    let rotated = || cycle_steps.iter().cycle().skip(first).take(cycle_steps.len());
    let mut cycle = GainCycle { actors: Vec::new(), products: Vec::new(), links: Vec::new(), gain: 1.0 };
    for (from, _, step) in rotated() {
        cycle.gain *= step.gain;
        cycle.links.extend(step.link);
        if let Some((actor, product_index)) = state(*from).filter(|_| converts(step)) {
            let (actor, product) =
                (flow_network.network.graph[actor].id, flow_network.network.products.id(product_index));
            if !cycle.actors.contains(&actor) {
                cycle.actors.push(actor);
            }
            if !cycle.products.contains(&product) {
                cycle.products.push(product);
            }
        }
    }
    cycle.links.sort_unstable();
    cycle
}
