//! Vertices of one layer and section that are tied to the very same others stand side by side in some best order:
//! whichever of them crosses least, the others do as well next to it. One vertex stands for all of them, and its ties
//! weigh as much as theirs together. Most actors of a map sell to one buyer only, so this leaves a fraction to order.

use std::collections::HashMap;

use super::Graph;
use crate::layout::neighbours::{Neighbours, value};

/// A graph without twins, and who they were.
#[derive(Debug)]
pub(super) struct Contracted {
    pub(super) graph: Graph,
    /// The vertices that each of its vertices stands for, in order of number.
    pub(super) members: Vec<Vec<u32>>,
}

/// Makes one of all twins.
pub(super) fn contract(graph: &Graph) -> Contracted {
    let count = graph.layer.len();
    let neighbours = Neighbours::both_ways(count, &graph.ties);
    let mut contracted = Contracted { graph: Graph { layers: graph.layers, ..Graph::default() }, members: Vec::new() };
    let mut known: HashMap<(u32, u32, Vec<u32>), u32> = HashMap::with_capacity(count);
    let mut stands_for = Vec::with_capacity(count);
    for vertex in 0..count as u32 {
        let mut others: Vec<u32> = neighbours.of(vertex).iter().map(|&(other, _)| other).collect();
        others.sort_unstable();
        let (layer, section) = (value(&graph.layer, vertex), value(&graph.section, vertex));
        let twin = *known.entry((layer, section, others)).or_insert_with(|| {
            contracted.graph.layer.push(layer);
            contracted.graph.section.push(section);
            contracted.members.push(Vec::new());
            contracted.members.len() as u32 - 1
        });
        if let Some(members) = contracted.members.get_mut(twin as usize) {
            members.push(vertex);
        }
        stands_for.push(twin);
    }
    let ties = &mut contracted.graph.ties;
    ties.extend(graph.ties.iter().map(|&(a, b, weight)| (value(&stands_for, a), value(&stands_for, b), weight)));
    ties.sort_unstable();
    ties.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 = kept.2.saturating_add(next.2);
        }
        same
    });
    contracted
}
