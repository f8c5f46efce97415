//! Everything that the supplies of a map become and pass on the way to buyers, in one graph, and its connected parts.

use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use petgraph::visit::{Dfs, Visitable};
use rustc_hash::FxHashMap;

use super::super::flow_network::FlowNetwork;
use super::capacities::Capacities;
use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::graph::Adjacency;
use crate::map::{Portion, ProductId};

/// The supply of one product by one actor, for sale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub node: u32,
    pub product: ProductIdx,
    /// Volume a year, above 0; infinite where it is not known.
    pub volume: f64,
    /// Whether what it sends is sought; else it only serves as an input, as feed from a company does.
    pub is_counted: bool,
}

/// A product that moves along an arc; `to` is none where it ends at a buyer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hop {
    pub from: u32,
    pub to: Option<u32>,
    /// The index of the arc in the flow network.
    pub arc: u32,
}

/// A conversion of one product at one actor.
#[derive(Clone, Debug)]
pub(super) struct Activity {
    pub from: u32,
    /// The output with its units per unit of input; none where the yield is unknown and some route leads on from there: then
    /// nothing bounds it.
    pub output: Option<(u32, f64)>,
    /// The nodes of each further input, with the units needed.
    pub needs: Vec<(Vec<u32>, f64)>,
    /// Further outputs, which need not be sold.
    pub by_products: Vec<(u32, f64)>,
}

/// The joint graph.
#[derive(Default)]
pub(super) struct JointGraph {
    /// A product at an actor.
    pub nodes: Vec<(NodeIndex, ProductIdx)>,
    pub sources: Vec<Source>,
    pub hops: Vec<Hop>,
    pub activities: Vec<Activity>,
    /// Whether a route leads from each node to a buyer.
    pub reaches_buyer: Vec<bool>,
    /// The newest node of each actor, and of each node the one before it at the same actor: an actor has few products.
    newest: Vec<Option<u32>>,
    before: Vec<Option<u32>>,
    /// How many products each arc may carry.
    hops_over: Vec<u32>,
}

/// A conversion as it is met, before it is known what arrives and what reaches a buyer.
struct RawActivity {
    from: u32,
    to: u32,
    ratio: Option<f64>,
    /// The further inputs with the units needed.
    needs: Vec<(ProductId, f64)>,
    by_products: Vec<(u32, f64)>,
    /// The inputs before `from`, where it is a further one: with any of them it is used up beside it.
    inputs_before: Vec<ProductId>,
}

impl JointGraph {
    /// Expands supplies up to the first buyers. `None` when cancelled.
    pub fn new(
        flow_network: &FlowNetwork<'_, '_>,
        supplies: impl Iterator<Item = (NodeIndex, ProductIdx, f64)>,
        inputs: impl Iterator<Item = (NodeIndex, ProductIdx, f64)>,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let actors = flow_network.network.graph.node_count();
        let mut graph = Self { newest: vec![None; actors], ..Self::default() };
        let supplies = supplies.map(|supply| (supply, true)).chain(inputs.map(|input| (input, false)));
        for ((actor, product, volume), is_counted) in supplies {
            let node = graph.intern(actor, product);
            graph.sources.push(Source { node, product, volume, is_counted });
        }
        let mut raw = Vec::new();
        let mut next = 0;
        while let Some((actor, product)) = graph.nodes.get(next).copied() {
            let from = next as u32;
            next += 1;
            let before = graph.hops.len() + raw.len();
            graph.add_conversions(flow_network, from, &mut raw);
            for (arc, flow_arc) in flow_network.outgoing(actor) {
                if flow_network.carries(flow_arc, product) {
                    let to = (!flow_arc.ends_at_buyer).then(|| graph.intern(flow_arc.to, product));
                    graph.hops.push(Hop { from, to, arc });
                }
            }
            progress.step(1 + graph.hops.len() + raw.len() - before)?;
        }
        graph.reaches_buyer = graph.find_reaching(&raw);
        graph.keep_useful(flow_network.network, &raw);
        graph.hops_over = vec![0; flow_network.arc_count()];
        for hop in &graph.hops {
            if let Some(count) = graph.hops_over.get_mut(hop.arc as usize) {
                *count += 1;
            }
        }
        progress.step(graph.nodes.len())?;
        Some(graph)
    }

    /// Whether products share the volume of an arc.
    pub fn is_shared(&self, arc: u32) -> bool {
        self.hops_over.get(arc as usize).is_some_and(|count| *count > 1)
    }

    fn intern(&mut self, actor: NodeIndex, product: ProductIdx) -> u32 {
        let newest = self.newest.get(actor.index()).copied().flatten();
        let mut at = newest;
        while let Some(node) = at {
            if self.nodes.get(node as usize).is_some_and(|(_, known)| *known == product) {
                return node;
            }
            at = self.before.get(node as usize).copied().flatten();
        }
        let node = self.nodes.len() as u32;
        self.nodes.push((actor, product));
        self.before.push(newest);
        if let Some(newest) = self.newest.get_mut(actor.index()) {
            *newest = Some(node);
        }
        node
    }

    fn add_conversions(&mut self, flow_network: &FlowNetwork<'_, '_>, from: u32, raw: &mut Vec<RawActivity>) {
        let network = flow_network.network;
        let known = |portion: &Portion| portion.ratio.filter(|ratio| *ratio > 0.0);
        let Some((actor, product)) = self.nodes.get(from as usize).copied() else { return };
        if !network.status(actor).converts {
            return;
        }
        for conversion in &network.graph[actor].converts {
            let accepts = |input| network.products.is_within(product, input);
            let Some(output) = network.products.index(conversion.to).filter(|output| *output != product) else {
                continue;
            };
            // The position of the product among the inputs, and what one unit of it is in units of the main one.
            let main = accepts(conversion.from).then_some((0, Some(1.0)));
            let further = || conversion.with.iter().position(|portion| accepts(portion.product));
            let Some((position, per_main)) =
                main.or_else(|| further().map(|at| (at + 1, conversion.with.get(at).and_then(known))))
            else {
                continue;
            };
            let to = self.intern(actor, output);
            let scaled = |ratio: Option<f64>| Some(ratio.filter(|ratio| *ratio > 0.0)? / per_main?);
            let by_products = conversion
                .by_products
                .iter()
                .filter_map(|portion| Some((network.products.index(portion.product)?, scaled(portion.ratio)?)));
            raw.push(RawActivity {
                from,
                to,
                ratio: scaled(conversion.yield_ratio),
                needs: conversion
                    .with
                    .iter()
                    .skip(position)
                    .filter_map(|portion| Some((portion.product, scaled(portion.ratio)?)))
                    .collect(),
                by_products: by_products.map(|(product, ratio)| (self.intern(actor, product), ratio)).collect(),
                inputs_before: conversion.inputs().take(position).collect(),
            });
        }
    }

    /// The nodes from which some route leads to a buyer.
    fn find_reaching(&self, raw: &[RawActivity]) -> Vec<bool> {
        let count = self.nodes.len();
        let hops = self.hops.iter().filter_map(|hop| Some((hop.to?, hop.from)));
        let conversions = raw.iter().flat_map(|activity| {
            let outputs = activity.by_products.iter().map(|(node, _)| *node);
            outputs.chain([activity.to]).map(|output| (output, activity.from))
        });
        let backward = Adjacency::from_pairs(count, hops.chain(conversions).collect::<Vec<_>>().into_iter());
        let ends = self.hops.iter().filter(|hop| hop.to.is_none()).map(|hop| hop.from).collect();
        let mut search = Dfs::from_parts(ends, backward.visit_map());
        let mut reaches = vec![false; count];
        while let Some(node) = search.next(&backward) {
            if let Some(reaches) = reaches.get_mut(node as usize) {
                *reaches = true;
            }
        }
        reaches
    }

    /// Drops what leads to no buyer. Of the inputs of a conversion those count that arrive: the first of them is converted, and
    /// the others are used up with it. Where its main output leads to no buyer, a by-product that does takes its place.
    fn keep_useful(&mut self, network: &Network<'_>, raw: &[RawActivity]) {
        let reaches = |node: u32| self.reaches_buyer.get(node as usize).copied().unwrap_or_default();
        self.hops.retain(|hop| hop.to.is_none_or(reaches));
        let mut nodes_of: FxHashMap<NodeIndex, Vec<u32>> = FxHashMap::default();
        if raw.iter().any(|activity| !activity.needs.is_empty() || !activity.inputs_before.is_empty()) {
            for (at, (actor, _)) in (0_u32..).zip(&self.nodes) {
                nodes_of.entry(*actor).or_default().push(at);
            }
        }
        let node = |at: u32| self.nodes.get(at as usize).copied();
        let arriving = |at: u32, input: ProductId| {
            let all = node(at).and_then(|(actor, _)| nodes_of.get(&actor)).into_iter().flatten();
            let is_input =
                |other: &u32| node(*other).is_some_and(|(_, product)| network.products.is_within(product, input));
            all.copied().filter(is_input).collect::<Vec<u32>>()
        };
        let is_first =
            |activity: &RawActivity| activity.inputs_before.iter().all(|it| arriving(activity.from, *it).is_empty());
        let useful = raw.iter().filter(|activity| is_first(activity)).filter_map(|activity| {
            let mut by_products: Vec<(u32, f64)> =
                activity.by_products.iter().copied().filter(|(node, _)| reaches(*node)).collect();
            let output = if reaches(activity.to) {
                activity.ratio.map(|ratio| (activity.to, ratio))
            } else {
                // What is given back of the input itself is not what it is converted for.
                let at = by_products.iter().position(|(node, _)| *node != activity.from)?;
                Some(by_products.remove(at))
            };
            let needs = activity.needs.iter().map(|(input, ratio)| (arriving(activity.from, *input), *ratio));
            let needs = needs.filter(|(nodes, _)| !nodes.is_empty()).collect();
            Some(Activity { from: activity.from, output, needs, by_products })
        });
        self.activities = useful.collect();
    }

    /// The connected parts of the graph: what shares a node or the volume of a link is in one part. Only parts
    /// with a source that reaches a buyer are given.
    pub fn components(&self, capacities: &Capacities<'_, '_>) -> Vec<Component> {
        let mut sets = UnionFind::<u32>::new(self.nodes.len());
        for hop in &self.hops {
            if let Some(to) = hop.to {
                sets.union(hop.from, to);
            }
        }
        for activity in &self.activities {
            let inputs = activity.needs.iter().flat_map(|(nodes, _)| nodes);
            let outputs = activity.output.iter().chain(&activity.by_products).map(|(node, _)| node);
            for other in inputs.chain(outputs) {
                sets.union(activity.from, *other);
            }
        }
        if capacities.are_shared() {
            // Hops over one arc leave one actor.
            let mut first_of_arc: FxHashMap<u32, u32> = FxHashMap::default();
            let shared = self.hops.iter().filter(|hop| self.is_shared(hop.arc));
            for hop in shared.filter(|hop| capacities.volume(hop.arc).is_some()) {
                let first = *first_of_arc.entry(hop.arc).or_insert(hop.from);
                sets.union(first, hop.from);
            }
        }
        let mut numbers: Vec<Option<usize>> = vec![None; self.nodes.len()];
        let mut components: Vec<Component> = Vec::new();
        for (at, source) in self.sources.iter().enumerate().filter(|(_, source)| source.is_counted) {
            if self.reaches_buyer.get(source.node as usize).copied().unwrap_or_default()
                && let Some(number) = numbers.get_mut(sets.find_mut(source.node) as usize)
            {
                let number = *number.get_or_insert(components.len());
                if number == components.len() {
                    components.push(Component::default());
                }
                if let Some(component) = components.get_mut(number) {
                    component.sources.push(at);
                }
            }
        }
        let mut add = |node: u32, push: &mut dyn FnMut(&mut Component)| {
            let number = numbers.get(sets.find_mut(node) as usize).copied().flatten();
            number.and_then(|number| components.get_mut(number)).into_iter().for_each(push);
        };
        for (at, hop) in self.hops.iter().enumerate() {
            add(hop.from, &mut |component| component.hops.push(at));
        }
        for (at, activity) in self.activities.iter().enumerate() {
            add(activity.from, &mut |component| component.activities.push(at));
        }
        for (at, source) in self.sources.iter().enumerate().filter(|(_, source)| !source.is_counted) {
            add(source.node, &mut |component| component.sources.push(at));
        }
        for component in &mut components {
            let mut activities = component.activities.iter().filter_map(|at| self.activities.get(*at));
            if activities.all(|activity| activity.needs.is_empty()) {
                component.sources.retain(|at| self.sources.get(*at).is_some_and(|source| source.is_counted));
            }
        }
        components
    }
}

/// A connected part of the joint graph: indices into its lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    pub sources: Vec<usize>,
    pub hops: Vec<usize>,
    pub activities: Vec<usize>,
}
