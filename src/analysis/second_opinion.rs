//! Each algorithm of our own beside petgraph's for the same question, for `benches/graph.rs` and for tests. Ours is kept
//! only where petgraph's takes twice its time or more on a country, or fails; its own file says so, with the figure.

use std::rc::Rc;

use petgraph::algo::{dijkstra, dinics, dominators, find_negative_cycle};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::dominators::Dominators;
use super::flow::{Dinic, ProductFlow, Step, positive_cycle, product_flows_up_to};
use super::network::{Grade, Grades, Network};
use super::product_states::{StateGraph, StateGraphBuilder, StateIndex, Transition};
use super::progress::Progress;
use super::reachability::Reachability;
use super::repairs::{CheapestPaths, Cost, link_change};
use super::reverse_graph::ReverseGraph;
use crate::graph::Adjacency;
use crate::map::{LinkageMap, Year};

/// The answer where there is no path.
const NO_PATH: u64 = u64::MAX;

/// An algorithm of our own and petgraph's; both answer with the same numbers.
pub struct Comparison<'a> {
    /// The question.
    pub name: &'static str,
    /// Answers it with our own algorithm.
    pub own: Answer<'a>,
    /// Answers it with petgraph's.
    pub library: Answer<'a>,
}

type Answer<'a> = Box<dyn Fn() -> Option<Vec<u64>> + 'a>;

/// The flows of all products without any linear program: bounds, where products must be told apart.
pub fn product_flow_bounds(map: &LinkageMap, year: Year) -> Vec<ProductFlow> {
    product_flows_up_to(map, year, 0)
}

/// All comparisons on a map in a year.
pub fn comparisons(map: &LinkageMap, year: Year) -> Vec<Comparison<'_>> {
    let subject = Rc::new(Subject::new(map, year));
    let mut all = vec![distances(&subject), cheapest(&subject)];
    all.extend(immediate_dominators(&subject));
    all.extend([greatest_flow(&subject), growth(&subject)]);
    all
}

/// What is compared on: the states that all supplies and cases of a map lead to.
struct Subject<'map> {
    network: Network<'map>,
    states: StateGraph,
}

impl<'map> Subject<'map> {
    fn new(map: &'map LinkageMap, year: Year) -> Self {
        let network = Network::new(map, year);
        let mut starts = Vec::new();
        for node in network.graph.node_indices() {
            let supply = network.graph[node].supply.iter();
            starts.extend(supply.filter_map(|supply| Some((node, network.products.index(supply.product)?))));
        }
        for model in map.models().values() {
            for core in model.core.iter().filter_map(|core| network.node(*core)) {
                starts.extend(model.products.iter().filter_map(|id| Some((core, network.products.index(*id)?))));
            }
        }
        let mut builder = StateGraphBuilder::default();
        // Never cancelled.
        let _ = builder.expand(&network, starts, &Progress::uncancellable());
        Self { states: builder.build(), network }
    }

    fn to_buyers(&self) -> Option<Reachability> {
        let buyers = self.states.map_states(|_, state| state.kind.is_buyer());
        Reachability::compute(&self.states, Grades::IN_FORCE, false, buyers, &Progress::uncancellable())
    }

    /// The node of [`Subject::backwards`] behind all buyers.
    fn root(&self) -> u32 {
        self.states.len() as u32
    }

    /// The transitions that have a weight, backwards. Links that end at a buyer lead back from one node behind all
    /// states.
    fn backwards<W: Copy>(&self, weight: impl Fn(&Transition) -> Option<W>) -> Adjacency<(u32, W)> {
        let mut pairs = Vec::new();
        for from in self.states.nodes.node_indices() {
            for (step, to) in self.states.successors(from) {
                let ends_at_buyer = step.link.is_some() && self.states.nodes[to].kind.is_buyer();
                let node = if ends_at_buyer { self.root() } else { to.index() as u32 };
                pairs.extend(weight(&step).map(|weight| (node, (from.index() as u32, weight))));
            }
        }
        Adjacency::from_pairs(self.states.len() + 1, pairs.into_iter())
    }
}

/// The fewest links to a first buyer.
fn distances<'map>(subject: &Rc<Subject<'map>>) -> Comparison<'map> {
    let links = |step: &Transition| Grades::IN_FORCE.contains(step.grade).then_some(u32::from(step.link.is_some()));
    let backwards = subject.backwards(links);
    let (own, library) = (Rc::clone(subject), Rc::clone(subject));
    Comparison {
        name: "distances to buyers",
        own: Box::new(move || {
            let found = own.to_buyers()?;
            Some(own.states.map_states(|state, _| found.distance(state).map_or(NO_PATH, u64::from)))
        }),
        library: Box::new(move || {
            let found = dijkstra(&backwards, library.root(), None, |edge| edge.weight().1);
            Some((0..library.root()).map(|state| found.get(&state).map_or(NO_PATH, |it| u64::from(*it))).collect())
        }),
    }
}

/// The cheapest changes that lead to a buyer, as one number each.
fn cheapest<'map>(subject: &Rc<Subject<'map>>) -> Comparison<'map> {
    let number = |cost: Cost| u64::from(cost.changes) << 48 | u64::from(cost.effort) << 24 | u64::from(cost.links);
    let backwards = subject.backwards(|step| {
        let cost = Cost::default();
        Some(number(match step.link {
            None => cost,
            Some(_) if step.grade <= Grade::InForce => cost.plus([]),
            Some(link) => cost.plus(link_change(&subject.network, link)?.1.into_iter().flatten()),
        }))
    });
    let (own, library) = (Rc::clone(subject), Rc::clone(subject));
    Comparison {
        name: "cheapest repairs",
        own: Box::new(move || {
            let found = CheapestPaths::new(&own.network, &own.states, None, &Progress::uncancellable())?;
            Some(own.states.map_states(|state, _| found.cost(&own.states, state).map_or(NO_PATH, number)))
        }),
        library: Box::new(move || {
            let found = dijkstra(&backwards, library.root(), None, |edge| edge.weight().1);
            let of_state = |state: StateIndex| found.get(&(state.index() as u32)).copied().unwrap_or(NO_PATH);
            Some(library.states.map_states(|index, state| if state.kind.is_buyer() { 0 } else { of_state(index) }))
        }),
    }
}

/// The nearest node on which each node of the reversed graph depends.
fn immediate_dominators<'map>(subject: &Rc<Subject<'map>>) -> Option<Comparison<'map>> {
    let reachability = subject.to_buyers()?;
    let actors = subject.network.graph.node_count();
    let graph = ReverseGraph::new(actors, &subject.states, &reachability, &Progress::uncancellable())?;
    let own = Rc::new(graph);
    let library = Rc::clone(&own);
    Some(Comparison {
        name: "dominators",
        own: Box::new(move || {
            let (successors, predecessors, _) = own.parts();
            let tree = Dominators::new(successors, predecessors, &Progress::uncancellable())?;
            let mut by_position: Vec<(u32, u32)> =
                (0..successors.nodes() as u32).filter_map(|node| Some((tree.position(node)?, node))).collect();
            by_position.sort_unstable();
            let mut found = vec![NO_PATH; successors.nodes()];
            let mut enclosing: Vec<(u32, u32)> = Vec::new();
            for (position, node) in by_position {
                while enclosing.pop_if(|(end, _)| *end <= position).is_some() {}
                if let (Some(slot), Some((_, dominator))) = (found.get_mut(node as usize), enclosing.last()) {
                    *slot = u64::from(*dominator);
                }
                enclosing.push((tree.subtree(position).end, node));
            }
            Some(found)
        }),
        library: Box::new(move || {
            let (successors, ..) = library.parts();
            let tree = dominators::simple_fast(successors, 0);
            let of_node = |node| tree.immediate_dominator(node).map_or(NO_PATH, u64::from);
            Some((0..successors.nodes() as u32).map(of_node).collect())
        }),
    })
}

/// The most that a source before all states without a seller can send to the buyers, with arbitrary bounds.
fn greatest_flow<'map>(subject: &Rc<Subject<'map>>) -> Comparison<'map> {
    let states = &subject.states;
    let (source, sink) = (subject.root(), subject.root() + 1);
    let mut arcs: Vec<(u32, u32, u64)> = Vec::new();
    for from in states.nodes.node_indices() {
        let node = from.index() as u32;
        if states.predecessors(from).next().is_none() {
            arcs.push((source, node, 40 + u64::from(node) * 7 % 40));
        }
        for (step, to) in states.successors(from) {
            let ends_at_buyer = step.link.is_some() && states.nodes[to].kind.is_buyer();
            let end = if ends_at_buyer { sink } else { to.index() as u32 };
            arcs.push((node, end, 20 + u64::from(node) * 13 % 60));
        }
    }
    let arcs = Rc::new(arcs);
    let mut graph = DiGraph::<(), u64>::new();
    (0..=sink).for_each(|_| {
        graph.add_node(());
    });
    graph.extend_with_edges(arcs.iter().map(|(from, to, capacity)| (*from, *to, *capacity)));
    Comparison {
        name: "greatest flow",
        own: Box::new(move || {
            let mut dinic = Dinic::new(sink as usize + 1, arcs.iter().copied());
            Some(vec![dinic.max_flow(source, sink, &Progress::uncancellable())?])
        }),
        library: Box::new(move || Some(vec![dinics(&graph, NodeIndex::from(source), NodeIndex::from(sink)).0])),
    }
}

/// Whether arbitrary lengths of transitions add up to more than nothing on a cycle.
fn growth<'map>(subject: &Rc<Subject<'map>>) -> Comparison<'map> {
    let height = |state: StateIndex| (state.index() as u64 * 2_654_435_761 % 1_000) as f64;
    let states = &subject.states;
    let root = subject.root();
    let steps: Vec<Step> = states
        .nodes
        .node_indices()
        .flat_map(|from| states.successors(from).map(move |(_, to)| (from, to)))
        .map(|(from, to)| {
            // One transition in a hundred gains a little, so that some cycles do.
            let gain = if (from.index() + to.index()) % 100 == 0 { 0.5 } else { -0.5 };
            Step { from: from.index() as u32, to: to.index() as u32, length: height(to) - height(from) + gain }
        })
        .collect();
    let negated = steps.iter().map(|step| (step.from, (step.to, -step.length)));
    let from_root: Vec<_> = (0..root).map(|state| (root, (state, 0.0))).collect();
    let pairs: Vec<(u32, (u32, f64))> = negated.chain(from_root).collect();
    let mut graph = DiGraph::<(), f64>::new();
    (0..=root).for_each(|_| {
        graph.add_node(());
    });
    graph.extend_with_edges(pairs.into_iter().map(|(from, (to, length))| (from, to, length)));
    Comparison {
        name: "cycles that gain",
        own: Box::new(move || {
            Some(vec![u64::from(positive_cycle(root as usize, &steps, &Progress::uncancellable()).is_some())])
        }),
        library: Box::new(move || Some(vec![u64::from(find_negative_cycle(&graph, NodeIndex::from(root)).is_some())])),
    }
}
