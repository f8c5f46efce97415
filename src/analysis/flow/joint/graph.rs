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
    /// Volume a year, above 0.
    pub volume: f64,
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
    /// The main input, where `from` is a further one.
    main_input: Option<ProductId>,
}

impl JointGraph {
    /// Expands supplies up to the first buyers. `None` when cancelled.
    pub fn new(
        flow_network: &FlowNetwork<'_, '_>,
        supplies: impl Iterator<Item = (NodeIndex, ProductIdx, f64)>,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let actors = flow_network.network.graph.node_count();
        let mut graph = Self { newest: vec![None; actors], ..Self::default() };
        for (actor, product, volume) in supplies {
            let node = graph.intern(actor, product);
            graph.sources.push(Source { node, product, volume });
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
        let Some((actor, product)) = self.nodes.get(from as usize).copied() else { return };
        if !network.status(actor).converts {
            return;
        }
        for conversion in &network.graph[actor].converts {
            let accepts = |input| network.products.is_within(product, input);
            let Some(output) = network.products.index(conversion.to).filter(|output| *output != product) else {
                continue;
            };
            let is_main = accepts(conversion.from);
            if !is_main && !conversion.with.iter().any(|portion| accepts(portion.product)) {
                continue;
            }
            let to = self.intern(actor, output);
            let known = |portion: &Portion| Some((portion.product, portion.ratio.filter(|ratio| *ratio > 0.0)?));
            let by_products = conversion.by_products.iter().filter_map(known);
            let by_products = by_products.filter_map(|(id, ratio)| Some((network.products.index(id)?, ratio)));
            raw.push(RawActivity {
                from,
                to,
                ratio: conversion.yield_ratio.filter(|ratio| *ratio > 0.0 && is_main),
                needs: conversion.with.iter().filter_map(known).filter(|_| is_main).collect(),
                by_products: by_products.map(|(product, ratio)| (self.intern(actor, product), ratio)).collect(),
                main_input: (!is_main).then_some(conversion.from),
            });
        }
    }

    /// The nodes from which some route leads to a buyer.
    fn find_reaching(&self, raw: &[RawActivity]) -> Vec<bool> {
        let count = self.nodes.len();
        let hops = self.hops.iter().filter_map(|hop| Some((hop.to?, hop.from)));
        let conversions = raw.iter().map(|activity| (activity.to, activity.from));
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

    /// Drops what leads to no buyer. Of further inputs only those count that arrive, and they are used up with the main input,
    /// unless that is not known to arrive.
    fn keep_useful(&mut self, network: &Network<'_>, raw: &[RawActivity]) {
        let reaches = |node: u32| self.reaches_buyer.get(node as usize).copied().unwrap_or_default();
        self.hops.retain(|hop| hop.to.is_none_or(reaches));
        let mut nodes_of: FxHashMap<NodeIndex, Vec<u32>> = FxHashMap::default();
        if raw.iter().any(|activity| !activity.needs.is_empty() || activity.main_input.is_some()) {
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
        let is_counted =
            |activity: &RawActivity| activity.main_input.is_none_or(|main| arriving(activity.from, main).is_empty());
        let useful =
            raw.iter().filter(|activity| reaches(activity.to) && is_counted(activity)).map(|activity| Activity {
                from: activity.from,
                output: activity.ratio.map(|ratio| (activity.to, ratio)),
                needs: activity
                    .needs
                    .iter()
                    .map(|(input, ratio)| (arriving(activity.from, *input), *ratio))
                    .filter(|(nodes, _)| !nodes.is_empty())
                    .collect(),
                by_products: activity.by_products.iter().copied().filter(|(node, _)| reaches(*node)).collect(),
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
        for (at, source) in self.sources.iter().enumerate() {
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
