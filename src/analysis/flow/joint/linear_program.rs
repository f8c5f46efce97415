//! A part of the joint graph as a linear program, solved exactly.
//!
//! Variables: what each source sends, each product over each link, each conversion, each by-product that is used. What
//! arrives and is made at an actor equals what it passes on and converts; the products over a link share its volume; of a
//! by-product no more is used than there is. Sought is the most that the sources send, each product with its weight.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};
use rustc_hash::{FxHashMap, FxHashSet};

use super::capacities::{Capacities, Room};
use super::graph::{Activity, Component, Hop, JointGraph, Source};
use super::{PartFlow, StrandedGroup};
use crate::analysis::product_hierarchy::ProductIdx;

/// A flow, relative to the largest source, up to this is none.
const NOTHING: f64 = 1e-7;

/// The program of a part.
pub(super) struct LinearProgram<'a> {
    sources: Vec<&'a Source>,
    hops: Vec<&'a Hop>,
    activities: Vec<&'a Activity>,
    /// The volume that each hop may take with others of the same room, if bounded.
    volumes: Vec<Option<f64>>,
    rooms: Vec<Room>,
}

impl<'a> LinearProgram<'a> {
    pub fn new(graph: &'a JointGraph, capacities: &Capacities<'_, '_>, component: &Component) -> Self {
        let hops: Vec<&Hop> = component.hops.iter().filter_map(|at| graph.hops.get(*at)).collect();
        Self {
            sources: component.sources.iter().filter_map(|at| graph.sources.get(*at)).collect(),
            volumes: hops.iter().map(|hop| capacities.volume(hop.arc)).collect(),
            rooms: component.hops.iter().zip(&hops).map(|(at, hop)| capacities.room(*at, hop)).collect(),
            activities: component.activities.iter().filter_map(|at| graph.activities.get(*at)).collect(),
            hops,
        }
    }

    /// The number of its variables.
    pub fn size(&self) -> usize {
        let by_products: usize = self.activities.iter().map(|activity| activity.by_products.len()).sum();
        self.sources.len() + self.hops.len() + self.activities.len() + by_products
    }

    /// Solves it; none if the solver fails.
    pub fn solve(&self, capacities: &Capacities<'_, '_>, weight: impl Fn(ProductIdx) -> f64) -> Option<PartFlow> {
        // In units of the largest source, near which the solver is most precise.
        let counted = || self.sources.iter().filter(|source| source.is_counted);
        let scale = counted().map(|source| source.volume).fold(0.0, f64::max);
        let top_weight = counted().map(|source| weight(source.product)).fold(0.0, f64::max);
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let mut balances: FxHashMap<u32, Vec<(Variable, f64)>> = FxHashMap::default();
        let mut nodes = Vec::new();
        let mut add = |node: u32, variable: Variable, amount: f64| {
            balances
                .entry(node)
                .or_insert_with(|| {
                    nodes.push(node);
                    Vec::new()
                })
                .push((variable, amount));
        };
        let source_variables: Vec<Variable> = self
            .sources
            .iter()
            .map(|source| {
                let weight = if source.is_counted { weight(source.product) / top_weight } else { 0.0 };
                problem.add_var(weight, (0.0, source.volume / scale))
            })
            .collect();
        for (source, variable) in self.sources.iter().zip(&source_variables) {
            add(source.node, *variable, 1.0);
        }
        let mut shared: FxHashMap<Room, Vec<Variable>> = FxHashMap::default();
        let mut rooms = Vec::new();
        let mut hop_variables = Vec::with_capacity(self.hops.len());
        for ((hop, volume), room) in self.hops.iter().zip(&self.volumes).zip(&self.rooms) {
            let variable = problem.add_var(0.0, (0.0, volume.map_or(f64::INFINITY, |volume| volume / scale)));
            hop_variables.push(variable);
            add(hop.from, variable, -1.0);
            if let Some(to) = hop.to {
                add(to, variable, 1.0);
            }
            if let Some(volume) = volume {
                shared
                    .entry(*room)
                    .or_insert_with(|| {
                        rooms.push((*room, volume / scale));
                        Vec::new()
                    })
                    .push(variable);
            }
        }
        let mut activity_variables = Vec::with_capacity(self.activities.len());
        let mut rows: Vec<(LinearExpr, ComparisonOp, f64)> = Vec::new();
        for activity in &self.activities {
            let variable = problem.add_var(0.0, (0.0, f64::INFINITY));
            activity_variables.push(variable);
            add(activity.from, variable, -1.0);
            if let Some((to, ratio)) = activity.output {
                add(to, variable, ratio);
            }
            for (inputs, ratio) in &activity.needs {
                // Any of the products that will do.
                let mut need = LinearExpr::empty();
                need.add(variable, *ratio);
                for input in inputs {
                    let used = problem.add_var(0.0, (0.0, f64::INFINITY));
                    add(*input, used, -1.0);
                    need.add(used, -1.0);
                }
                rows.push((need, ComparisonOp::Eq, 0.0));
            }
            for (to, ratio) in &activity.by_products {
                let used = problem.add_var(0.0, (0.0, f64::INFINITY));
                add(*to, used, 1.0);
                let mut limit = LinearExpr::empty();
                limit.add(used, 1.0);
                limit.add(variable, -ratio);
                rows.push((limit, ComparisonOp::Le, 0.0));
            }
        }
        for node in nodes {
            let mut balance = LinearExpr::empty();
            for (variable, amount) in balances.get(&node).into_iter().flatten() {
                balance.add(*variable, *amount);
            }
            rows.push((balance, ComparisonOp::Eq, 0.0));
        }
        for (room, volume) in rooms {
            let Some(variables) = shared.get(&room).filter(|variables| variables.len() > 1) else { continue };
            let mut sum = LinearExpr::empty();
            for variable in variables {
                sum.add(*variable, 1.0);
            }
            rows.push((sum, ComparisonOp::Le, volume));
        }
        for (expression, comparison, limit) in rows {
            problem.add_constraint(expression, comparison, limit);
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        let amounts = |variables: &[Variable]| -> Vec<f64> {
            variables.iter().map(|variable| solution.var_value(*variable).max(0.0)).collect()
        };
        let sent = amounts(&source_variables);
        let flows = Flows {
            program: self,
            sent: &sent,
            over_hops: &amounts(&hop_variables),
            converted: &amounts(&activity_variables),
            scale,
        };
        let stranded = flows.stranded(capacities);
        let in_units = |(source, sent): (&&Source, &f64)| {
            let sent = sent * scale;
            // All but rounding is all.
            if source.volume - sent <= NOTHING * source.volume { source.volume } else { sent }
        };
        Some(PartFlow { sent: self.sources.iter().zip(&sent).map(in_units).collect(), stranded })
    }
}

/// A solution of a program, in units of its scale.
struct Flows<'a> {
    program: &'a LinearProgram<'a>,
    sent: &'a [f64],
    over_hops: &'a [f64],
    converted: &'a [f64],
    scale: f64,
}

impl Flows<'_> {
    /// What is held back, with the full links that hold it: from the sources that send less than they have, along everything
    /// with room, and back along everything in use, as what another source sends could make way.
    fn stranded(&self, capacities: &Capacities<'_, '_>) -> Vec<StrandedGroup> {
        let program = self.program;
        let mut used: FxHashMap<Room, f64> = FxHashMap::default();
        for (room, amount) in program.rooms.iter().zip(self.over_hops) {
            *used.entry(*room).or_default() += amount;
        }
        let is_full = |at: usize| {
            let volume = program.volumes.get(at).copied().flatten();
            let used = program.rooms.get(at).and_then(|room| used.get(room)).copied().unwrap_or_default();
            volume.is_some_and(|volume| used >= volume / self.scale - NOTHING)
        };
        let is_used = |amount: Option<&f64>| amount.is_some_and(|amount| *amount > NOTHING);
        // Where a change at one node can be passed on to.
        let mut steps: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut over_arc: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (at, hop) in program.hops.iter().enumerate() {
            if is_full(at) {
                if is_used(self.over_hops.get(at)) {
                    over_arc.entry(hop.arc).or_default().push(hop.from);
                }
            } else if let Some(to) = hop.to {
                steps.entry(hop.from).or_default().push(to);
            }
            if let Some(to) = hop.to.filter(|_| is_used(self.over_hops.get(at))) {
                steps.entry(to).or_default().push(hop.from);
            }
        }
        for (at, hop) in program.hops.iter().enumerate() {
            if is_full(at) {
                let others = over_arc.get(&hop.arc).into_iter().flatten().copied();
                steps.entry(hop.from).or_default().extend(others.filter(|other| *other != hop.from));
            }
        }
        for (at, activity) in program.activities.iter().enumerate() {
            if let Some((to, _)) = activity.output {
                steps.entry(activity.from).or_default().push(to);
                if is_used(self.converted.get(at)) {
                    steps.entry(to).or_default().push(activity.from);
                }
            }
            for input in activity.needs.iter().flat_map(|(inputs, _)| inputs) {
                steps.entry(*input).or_default().push(activity.from);
                steps.entry(activity.from).or_default().push(*input);
            }
        }
        let is_short = |at: usize, source: &Source| {
            self.sent
                .get(at)
                .is_some_and(|sent| source.volume / self.scale - sent > NOTHING * source.volume / self.scale)
        };
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        let mut groups = Vec::new();
        for (at, source) in program.sources.iter().enumerate() {
            if !source.is_counted || !is_short(at, source) || !seen.insert(source.node) {
                continue;
            }
            let mut reached = vec![source.node];
            let mut next = 0;
            while let Some(node) = reached.get(next).copied() {
                next += 1;
                let onward = steps.get(&node).into_iter().flatten().copied();
                reached.extend(onward.filter(|to| seen.insert(*to)));
            }
            let reached: FxHashSet<u32> = reached.into_iter().collect();
            let sources = program.sources.iter().enumerate();
            let sources = sources.filter(|(_, source)| source.is_counted && reached.contains(&source.node));
            let holds_back = |(at, hop): &(usize, &&Hop)| {
                reached.contains(&hop.from) && hop.to.is_none_or(|to| !reached.contains(&to)) && is_full(*at)
            };
            let full = program.hops.iter().enumerate().filter(holds_back);
            let mut bottlenecks: Vec<_> = full.filter_map(|(_, hop)| capacities.link(hop.arc)).collect();
            bottlenecks.sort_unstable();
            bottlenecks.dedup();
            groups.push(StrandedGroup { sources: sources.map(|(at, _)| at).collect(), bottlenecks });
        }
        groups
    }
}
