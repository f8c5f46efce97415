//! A cycle of positive length, found by longest paths (Bellman 1958, Ford 1956) and detected in the parent graph
//! (Cherkassky and Goldberg 1999) as soon as it is there.
//!
//! petgraph's `find_negative_cycle` goes round as often as there are nodes where a cycle gains: 107 s on the states of
//! 100,000 actors, where this takes 1.5 ms (`cargo bench --bench graph`).

use crate::analysis::progress::Progress;

/// Lengths below this are rounding.
const MIN_LENGTH: f64 = 1e-9;
/// The most steps looked at, after which no cycle is reported; far above what any real map needs.
const MAX_STEPS: usize = 20_000_000;

/// A step from one node to another.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Step {
    pub from: u32,
    pub to: u32,
    pub length: f64,
}

/// The numbers of the steps on a cycle of positive length, in forward order; `None` if there is none, or when
/// cancelled.
pub(in crate::analysis) fn positive_cycle(nodes: usize, steps: &[Step], progress: &Progress<'_>) -> Option<Vec<usize>> {
    let mut best = vec![0.0_f64; nodes];
    let mut parent: Vec<Option<usize>> = vec![None; nodes];
    for _ in 0..=(MAX_STEPS / steps.len().max(1)).min(nodes) {
        progress.step(steps.len())?;
        let mut relaxed = false;
        for (number, step) in steps.iter().enumerate() {
            let reached = best.get(step.from as usize)? + step.length;
            if reached > best.get(step.to as usize)? + MIN_LENGTH {
                *best.get_mut(step.to as usize)? = reached;
                *parent.get_mut(step.to as usize)? = Some(number);
                relaxed = true;
            }
        }
        if !relaxed {
            return None;
        }
        let cycle = parent_cycle(&parent, steps);
        if cycle.is_some() {
            return cycle;
        }
    }
    None
}

/// The steps of a cycle in the parent graph, in forward order.
fn parent_cycle(parent: &[Option<usize>], steps: &[Step]) -> Option<Vec<usize>> {
    let parent_of = |node: usize| parent.get(node).copied().flatten();
    let before = |number: usize| steps.get(number).map(|step| step.from as usize);
    let mut visited_from = vec![0_usize; parent.len()];
    for start in 0..parent.len() {
        let mut at = start;
        while visited_from.get(at).copied()? == 0 {
            *visited_from.get_mut(at)? = start + 1;
            let Some(node) = parent_of(at).and_then(before) else { break };
            at = node;
        }
        // It returned to a node of its own path, over steps that all have parents.
        if visited_from.get(at) == Some(&(start + 1)) && parent_of(at).is_some() {
            let mut cycle = Vec::new();
            let end = at;
            loop {
                let number = parent_of(at)?;
                cycle.push(number);
                at = before(number)?;
                if at == end {
                    cycle.reverse();
                    return Some(cycle);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use petgraph::algo::find_negative_cycle;
    use petgraph::graph::{DiGraph, NodeIndex};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cycle_is_found_where_petgraph_finds_one_and_gains(
            nodes in 1..9_u32,
            steps in prop::collection::vec((0..9_u32, 0..9_u32, -6..5_i32), 0..24),
        ) {
            let steps: Vec<Step> = steps
                .into_iter()
                .filter(|(from, to, _)| from.max(to) < &nodes)
                .map(|(from, to, length)| Step { from, to, length: f64::from(length) })
                .collect();
            let mut graph = DiGraph::<(), f64>::new();
            // The last node leads to all others.
            (0..=nodes).for_each(|_| {
                graph.add_node(());
            });
            graph.extend_with_edges(steps.iter().map(|step| (step.from, step.to, -step.length)));
            graph.extend_with_edges((0..nodes).map(|node| (nodes, node, 0.0)));
            let expected = find_negative_cycle(&graph, NodeIndex::from(nodes)).is_some();
            let found = positive_cycle(nodes as usize, &steps, &Progress::uncancellable());
            prop_assert_eq!(found.is_some(), expected);
            if let Some(cycle) = found {
                let cycle: Vec<Step> = cycle.into_iter().map(|number| steps[number]).collect();
                prop_assert!(cycle.iter().map(|step| step.length).sum::<f64>() > 0.0);
                let next = cycle.iter().cycle().skip(1);
                prop_assert!(cycle.iter().zip(next).all(|(step, next)| step.to == next.from));
            }
        }
    }
}
