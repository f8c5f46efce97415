//! Contracts equivalent vertices. Vertices of one layer and cluster with the same neighbours, by as many links, are
//! adjacent in some optimal order: where one of them crosses least, the others do too. One vertex represents all of
//! them, with their edge weights summed. Most actors of a map sell to one buyer only, so this leaves a fraction to order.

use std::collections::HashMap;

use super::Graph;
use crate::layout::adjacency::{undirected, value};

/// What equivalent vertices share: layer, cluster, and neighbours with the number of links to each.
type Class = (u32, u32, Vec<(u32, u32)>);

/// A graph without equivalent vertices, and the original ones.
#[derive(Debug)]
pub(super) struct Contracted {
    pub(super) graph: Graph,
    /// The original vertices of each contracted one, in ascending order.
    pub(super) members: Vec<Vec<u32>>,
}

/// Contracts each class of equivalent vertices to one.
pub(super) fn contract(graph: &Graph) -> Contracted {
    let count = graph.layer.len();
    let neighbours = undirected(count, &graph.edges);
    let mut contracted = Contracted { graph: Graph { layers: graph.layers, ..Graph::default() }, members: Vec::new() };
    let mut classes: HashMap<Class, u32> = HashMap::with_capacity(count);
    let mut representative_of = Vec::with_capacity(count);
    for vertex in 0..count as u32 {
        let mut others = neighbours.of(vertex).to_vec();
        others.sort_unstable();
        let (layer, cluster) = (value(&graph.layer, vertex), value(&graph.cluster, vertex));
        let representative = *classes.entry((layer, cluster, others)).or_insert_with(|| {
            contracted.graph.layer.push(layer);
            contracted.graph.cluster.push(cluster);
            contracted.members.push(Vec::new());
            contracted.members.len() as u32 - 1
        });
        if let Some(members) = contracted.members.get_mut(representative as usize) {
            members.push(vertex);
        }
        representative_of.push(representative);
    }
    let edges = &mut contracted.graph.edges;
    edges.extend(
        graph.edges.iter().map(|&(a, b, weight)| (value(&representative_of, a), value(&representative_of, b), weight)),
    );
    edges.sort_unstable();
    edges.dedup_by(|next, first_edge| {
        let same = (next.0, next.1) == (first_edge.0, first_edge.1);
        if same {
            first_edge.2 = first_edge.2.saturating_add(next.2);
        }
        same
    });
    contracted
}
