//! The most that all supplies together can send to first buyers: products share the volumes of links, conversions spend their
//! inputs once.
//!
//! This is a linear program (a generalized flow of several commodities, Ahuja, Magnanti and Orlin, "Network Flows", 1993,
//! ch. 15 and 17). It falls into parts that share nothing. A part in which products need not be told apart is a maximum flow
//! (`reduction`), at any size; another is solved as a program (`linear_program`) up to [`MAX_VARIABLES`]; of a larger one
//! bounds are given: each product as if it had the links to itself from above, and from below with the volume of each link
//! divided among its products.

mod capacities;
mod free_inputs;
mod graph;
mod linear_program;
mod reduction;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use self::capacities::Capacities;
use self::free_inputs::free_inputs;
use self::graph::{Component, JointGraph};
use self::linear_program::LinearProgram;
use self::reduction::{Reduction, consistent_worth};
use super::flow_network::FlowNetwork;
use super::max_flow::max_flow;
use super::producers::Producers;
use super::stranded_supply::StrandedSupply;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, LinkId, ProductId};

/// The most variables of a program that is solved. One part of 2,000 actors and 3,000 links with 3 of 4 products each takes
/// 0.25 s, one of twice that 1.1 s (a random map without cycles, the whole of `check --summary`).
pub(in crate::analysis) const MAX_VARIABLES: usize = 10_000;

/// Relative differences up to this are rounding.
const ROUNDING: f64 = 1e-9;

/// What the sources of a part send.
struct PartFlow {
    /// Of each source of the part, in its own unit.
    sent: Vec<f64>,
    stranded: Vec<StrandedGroup>,
}

/// Sources, as indices into those of their part, that the same links hold back.
struct StrandedGroup {
    sources: Vec<usize>,
    bottlenecks: Vec<LinkId>,
}

/// What one source sends of what it has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent {
    pub product: ProductId,
    pub actor: ActorId,
    pub volume: f64,
    pub amount: f64,
}

/// Bounds of a volume, both the same where it is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    pub least: f64,
    pub most: f64,
}

/// The joint flow of all supplies.
#[derive(Default)]
pub(super) struct JointFlow {
    /// How much is carried of each product.
    pub carried: BTreeMap<ProductId, Bounds>,
    /// What is held back, by the links that do it.
    pub stranded: Vec<(Vec<Sent>, Vec<LinkId>)>,
    /// The same where only bounds are known: what is held back though its product had the links to itself.
    pub stranded_alone: Vec<StrandedSupply>,
}

/// The joint flow. `weight` is what a unit of each product counts in the sum that is made as large as can be; a program of
/// more variables than `max_variables` is not solved. `None` when cancelled.
pub(super) fn joint_flow(
    flow_network: &FlowNetwork<'_, '_>,
    producers: &BTreeMap<ProductId, Producers>,
    weight: &dyn Fn(ProductId) -> f64,
    max_variables: usize,
    progress: &Progress<'_>,
) -> Option<JointFlow> {
    let products = &flow_network.network.products;
    let supplies = producers.iter().filter_map(|(id, of)| Some((products.index(*id)?, &of.known)));
    let supplies =
        supplies.flat_map(|(product, known)| known.iter().map(move |(actor, volume)| (*actor, product, *volume)));
    let graph = JointGraph::new(flow_network, supplies, free_inputs(flow_network.network).into_iter(), progress)?;
    let mut solver =
        Solver { graph: &graph, flow_network, weight, max_variables, progress, flow: JointFlow::default() };
    solver.solve_all()?;
    solver.add_unreachable();
    Some(solver.flow)
}

struct Solver<'a, 'map> {
    graph: &'a JointGraph,
    flow_network: &'a FlowNetwork<'a, 'map>,
    weight: &'a dyn Fn(ProductId) -> f64,
    max_variables: usize,
    progress: &'a Progress<'a>,
    flow: JointFlow,
}

impl Solver<'_, '_> {
    /// Adds what every part carries, or the bounds of it. `None` when cancelled.
    fn solve_all(&mut self) -> Option<()> {
        let whole = Capacities::new(self.flow_network);
        let components = self.graph.components(&whole);
        let (mut uncertain, mut too_large) = (BTreeSet::new(), BTreeSet::new());
        for (done, component) in components.iter().enumerate() {
            self.progress.report_fraction(done, components.len())?;
            let Some(part) = self.solve(component, &whole)? else {
                uncertain.extend(&component.sources);
                too_large.extend(&component.sources);
                continue;
            };
            match self.without_losses(component, part)? {
                Ok(part) => self.add(component, &part),
                // What runs in a circle until nothing is left of it does not get to a buyer, and how much does is not
                // known exactly.
                Err(least) => {
                    self.add_least(component, &least);
                    uncertain.extend(&component.sources);
                }
            }
        }
        self.add_most(&uncertain)?;
        if !too_large.is_empty() {
            self.add_divided(&too_large)?;
        }
        Some(())
    }

    /// The flow of a part, unless a circle of conversions with a loss may take up supply: then what the part carries without
    /// the conversions on such circles, as an error where that is less. `None` when cancelled.
    fn without_losses(&self, component: &Component, part: PartFlow) -> Option<Result<PartFlow, PartFlow>> {
        let on_circles = lossy_conversions(self.graph, component);
        if on_circles.is_empty() {
            return Some(Ok(part));
        }
        let activities = component.activities.iter().copied().filter(|at| !on_circles.contains(at)).collect();
        let straight = Component { activities, ..component.clone() };
        let Some(least) = self.solve(&straight, &Capacities::new(self.flow_network))? else { return Some(Err(part)) };
        let total = |flow: &PartFlow| -> f64 {
            let sources = component.sources.iter().filter_map(|at| self.graph.sources.get(*at));
            let weight = |source: &graph::Source| (self.weight)(self.flow_network.network.products.id(source.product));
            let counted = sources.zip(&flow.sent).filter(|(source, _)| source.is_counted);
            counted.map(|(source, sent)| weight(source) * sent).sum()
        };
        let is_as_much = total(&least) >= total(&part) * (1.0 - ROUNDING);
        Some(if is_as_much { Ok(least) } else { Err(least) })
    }

    fn add_least(&mut self, component: &Component, part: &PartFlow) {
        for (at, sent) in component.sources.iter().zip(&part.sent) {
            if let Some(source) = self.graph.sources.get(*at).filter(|source| source.is_counted) {
                let product = self.flow_network.network.products.id(source.product);
                self.flow.carried.entry(product).or_default().least += sent;
            }
        }
    }

    /// What a part carries; the inner value is none where it is too large, or where the solver fails. `None` when cancelled.
    fn solve(&self, component: &Component, capacities: &Capacities<'_, '_>) -> Option<Option<PartFlow>> {
        let products = &self.flow_network.network.products;
        let weight = |product| (self.weight)(products.id(product));
        if let Some(reduction) = Reduction::new(self.graph, capacities, component, weight) {
            return reduction.solve(self.graph, capacities, component, self.progress).map(Some);
        }
        let program = LinearProgram::new(self.graph, capacities, component);
        self.progress.step(program.size())?;
        Some((program.size() <= self.max_variables).then(|| program.solve(capacities, weight)).flatten())
    }

    fn add(&mut self, component: &Component, part: &PartFlow) {
        let sent: Vec<Option<Sent>> =
            component.sources.iter().zip(&part.sent).map(|(at, sent)| self.sent(*at, *sent)).collect();
        for one in sent.iter().flatten() {
            let bounds = self.flow.carried.entry(one.product).or_default();
            bounds.least += one.amount;
            bounds.most += one.amount;
        }
        for group in &part.stranded {
            let of_group: Vec<Sent> = group.sources.iter().filter_map(|at| sent.get(*at).copied().flatten()).collect();
            self.flow.stranded.push((of_group, group.bottlenecks.clone()));
        }
    }

    /// Adds to the upper bounds what each product of these sources carries alone, with what is held back even then.
    fn add_most(&mut self, sources: &BTreeSet<usize>) -> Option<()> {
        let network = self.flow_network.network;
        let mut producers: BTreeMap<ProductId, Producers> = BTreeMap::new();
        let sources = sources.iter().filter_map(|at| self.graph.sources.get(*at));
        for source in sources.filter(|source| source.is_counted) {
            let Some((actor, _)) = self.graph.nodes.get(source.node as usize) else { continue };
            producers.entry(network.products.id(source.product)).or_default().known.push((*actor, source.volume));
        }
        for (product, of_product) in &mut producers {
            of_product.known.sort_by_key(|(actor, _)| *actor);
            let alone = max_flow(self.flow_network, *product, of_product, self.progress)?;
            self.flow.carried.entry(*product).or_default().most += alone.carried;
            self.flow.stranded_alone.extend(alone.stranded);
        }
        Some(())
    }

    /// Adds to the lower bounds what these sources send in the parts into which the graph falls when every link divides its
    /// volume among its products.
    fn add_divided(&mut self, sources: &BTreeSet<usize>) -> Option<()> {
        let divided = Capacities::divided(self.flow_network, self.graph);
        for component in self.graph.components(&divided) {
            let mut component = component;
            if !component.sources.iter().any(|at| sources.contains(at)) {
                continue;
            }
            let on_circles = lossy_conversions(self.graph, &component);
            component.activities.retain(|at| !on_circles.contains(at));
            if let Some(part) = self.solve(&component, &divided)? {
                self.add_least(&component, &part);
            }
        }
        Some(())
    }

    fn sent(&self, source: usize, amount: f64) -> Option<Sent> {
        let source = self.graph.sources.get(source).filter(|source| source.is_counted)?;
        let (actor, _) = *self.graph.nodes.get(source.node as usize)?;
        let network = self.flow_network.network;
        let (product, actor) = (network.products.id(source.product), network.graph[actor].id);
        Some(Sent { product, actor, volume: source.volume, amount })
    }

    /// Adds the sources from which no route leads to a buyer.
    fn add_unreachable(&mut self) {
        for (at, source) in self.graph.sources.iter().enumerate() {
            let reaches = self.graph.reaches_buyer.get(source.node as usize).copied().unwrap_or_default();
            if let Some(sent) = self.sent(at, 0.0).filter(|_| !reaches) {
                self.flow.carried.entry(sent.product).or_default();
                self.flow.stranded.push((vec![sent], Vec::new()));
            }
        }
    }
}

/// The conversions of a part that lie on a circle on which goods become less or more, as indices into the graph's.
fn lossy_conversions(graph: &JointGraph, component: &Component) -> BTreeSet<usize> {
    let mut circles: DiGraph<u32, ()> = DiGraph::new();
    let mut numbers: BTreeMap<u32, NodeIndex> = BTreeMap::new();
    let hops = || component.hops.iter().filter_map(|at| graph.hops.get(*at));
    let activities = || component.activities.iter().filter_map(|at| Some((*at, graph.activities.get(*at)?)));
    if activities().next().is_none() {
        return BTreeSet::new();
    }
    let mut add_edge = |from: u32, to: u32| {
        let [from, to] = [from, to].map(|node| *numbers.entry(node).or_insert_with(|| circles.add_node(node)));
        circles.add_edge(from, to, ());
    };
    for (from, to) in hops().filter_map(|hop| Some((hop.from, hop.to?))) {
        add_edge(from, to);
    }
    let outputs = |activity: &graph::Activity| {
        let outputs: Vec<(u32, f64)> = activity.output.iter().chain(&activity.by_products).copied().collect();
        outputs
    };
    for (_, activity) in activities() {
        for (to, _) in outputs(activity) {
            add_edge(activity.from, to);
        }
    }
    let mut found = BTreeSet::new();
    for members in kosaraju_scc(&circles).into_iter().filter(|members| members.len() > 1) {
        let index: BTreeMap<u32, usize> = members.iter().map(|member| circles[*member]).zip(0..).collect();
        let inner = |from: u32, to: u32| Some((*index.get(&from)?, *index.get(&to)?));
        let mut pairs: Vec<(usize, usize, f64)> =
            hops().filter_map(|hop| inner(hop.from, hop.to?)).map(|(from, to)| (from, to, 1.0)).collect();
        let mut on_circle = Vec::new();
        for (at, activity) in activities() {
            for (to, ratio) in outputs(activity) {
                if let Some((from, to)) = inner(activity.from, to) {
                    pairs.push((from, to, 1.0 / ratio));
                    on_circle.push(at);
                }
            }
        }
        if consistent_worth(members.len(), &pairs).is_none() {
            found.extend(on_circle);
        }
    }
    found
}
