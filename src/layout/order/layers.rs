//! A layered graph in which every edge joins adjacent layers, and an order of each layer.

use super::Graph;
use super::equivalent_vertices::{Contracted, contract};
use crate::layout::adjacency::{Neighbours, directed, relabelled, set, value};

/// An entry of a layer's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) enum LayerEntry {
    /// A vertex of the graph.
    Vertex(u32),
    /// Edges that pass this layer from one vertex to another.
    Edges {
        /// In an earlier layer.
        from: u32,
        /// In a later layer.
        to: u32,
    },
}

impl LayerEntry {
    /// Replaces vertex ids by `new_ids[id]`.
    pub(in crate::layout) fn renumber(&mut self, new_ids: &[u32]) {
        match self {
            Self::Vertex(vertex) => *vertex = value(new_ids, *vertex),
            Self::Edges { from, to } => (*from, *to) = (value(new_ids, *from), value(new_ids, *to)),
        }
    }
}

/// The layers and their orders. Vertices are classes of equivalent vertices, or dummies where edges pass a layer.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Layers {
    /// The vertices of each layer from top to bottom.
    pub(super) orders: Vec<Vec<u32>>,
    /// The position of each vertex in its layer's order.
    pub(super) positions: Vec<u32>,
    pub(super) layer: Vec<u32>,
    pub(super) cluster: Vec<u32>,
    /// Edges to the layer before.
    pub(super) left: Neighbours,
    /// Edges to the layer after.
    pub(super) right: Neighbours,
    /// The original id of each vertex: an index into `members` followed by `dummy_edges`.
    pub(super) original_ids: Vec<u32>,
    /// The graph vertices that each class represents; later ids are dummies.
    pub(super) members: Vec<Vec<u32>>,
    /// The ends of the edge through each dummy.
    pub(super) dummy_edges: Vec<(u32, u32)>,
}

impl Layers {
    /// The layers of a graph in depth-first order from the right: the suppliers of one buyer before those of the next.
    pub(in crate::layout) fn new(graph: &Graph) -> Self {
        let Contracted { graph: Graph { layers, mut layer, mut cluster, edges }, members } = contract(graph);
        let mut short_edges = Vec::with_capacity(edges.len());
        let mut dummy_edges = Vec::new();
        for (from, to, weight) in edges {
            let (first, last) = (value(&layer, from), value(&layer, to));
            let target_cluster = value(&cluster, to);
            let mut before = from;
            for mid_layer in first + 1..last {
                let dummy = layer.len() as u32;
                layer.push(mid_layer);
                cluster.push(target_cluster);
                dummy_edges.push((from, to));
                short_edges.push((before, dummy, weight));
                before = dummy;
            }
            short_edges.push((before, to, weight));
        }
        let count = layer.len();
        let mut layered = Self {
            orders: vec![Vec::new(); layers],
            positions: vec![0; count],
            left: directed(count, short_edges.iter().map(|&(a, b, weight)| (b, a, weight))),
            right: directed(count, short_edges.iter().copied()),
            original_ids: (0..count as u32).collect(),
            layer,
            cluster,
            members,
            dummy_edges,
        };
        layered.order_depth_first(true);
        layered
    }

    /// Whether a vertex stands for an edge that passes its layer.
    pub(super) fn is_dummy(&self, vertex: u32) -> bool {
        value(&self.original_ids, vertex) as usize >= self.members.len()
    }

    /// Depth-first order from the right or from the left: what leads to one end before what leads to the next.
    pub(super) fn order_depth_first(&mut self, from_right: bool) {
        let count = self.layer.len();
        let mut starts: Vec<u32> = (0..count as u32).collect();
        starts.sort_by_key(|&vertex| value(&self.layer, vertex));
        if from_right {
            starts.sort_by_key(|&vertex| std::cmp::Reverse(value(&self.layer, vertex)));
        }
        for order in &mut self.orders {
            order.clear();
        }
        let mut seen = vec![false; count];
        let mut stack = Vec::new();
        for start in starts {
            stack.push(start);
            while let Some(vertex) = stack.pop() {
                if std::mem::replace(seen.get_mut(vertex as usize).unwrap_or(&mut true), true) {
                    continue;
                }
                if let Some(order) = self.orders.get_mut(value(&self.layer, vertex) as usize) {
                    order.push(vertex);
                }
                let edges = self.left.of(vertex).iter().chain(self.right.of(vertex));
                stack.extend(edges.map(|&(other, _)| other).filter(|&other| !value(&seen, other)));
            }
        }
        for order in &mut self.orders {
            order.sort_by_key(|&vertex| value(&self.cluster, vertex));
        }
        self.update_positions();
    }

    /// Recomputes `positions` from `orders`.
    pub(super) fn update_positions(&mut self) {
        for order in &self.orders {
            for (position, &vertex) in order.iter().enumerate() {
                set(&mut self.positions, vertex, position as u32);
            }
        }
    }

    /// Renumbers the vertices by layer and position, for memory locality.
    pub(super) fn renumber(&mut self) {
        let old: Vec<u32> = self.orders.iter().flatten().copied().collect();
        let mut new = vec![0; old.len()];
        for (number, &vertex) in old.iter().enumerate() {
            set(&mut new, vertex, number as u32);
        }
        for values in [&mut self.layer, &mut self.cluster, &mut self.original_ids] {
            *values = old.iter().map(|&vertex| value(values, vertex)).collect();
        }
        self.left = relabelled(&self.left, &old, &new);
        self.right = relabelled(&self.right, &old, &new);
        let mut first = 0;
        for order in &mut self.orders {
            let last = first + order.len() as u32;
            *order = (first..last).collect();
            first = last;
        }
        self.update_positions();
    }

    /// The number of edges between adjacent layers.
    pub(super) fn edge_count(&self) -> usize {
        self.orders.iter().flatten().map(|&vertex| self.right.of(vertex).len()).sum()
    }

    /// The entries of each layer from top to bottom, equivalent vertices next to each other.
    pub(in crate::layout) fn entries(&self) -> Vec<Vec<LayerEntry>> {
        // The middle member represents its class.
        let representative = |vertex: u32| {
            let members = self.members.get(vertex as usize).map_or(&[][..], Vec::as_slice);
            members.get(members.len() / 2).copied().unwrap_or_default()
        };
        let expand = |&vertex: &u32| -> Vec<LayerEntry> {
            let vertex = value(&self.original_ids, vertex);
            if let Some(members) = self.members.get(vertex as usize) {
                return members.iter().map(|&member| LayerEntry::Vertex(member)).collect();
            }
            let edge = self.dummy_edges.get(vertex as usize - self.members.len());
            edge.map(|&(from, to)| LayerEntry::Edges { from: representative(from), to: representative(to) })
                .into_iter()
                .collect()
        };
        self.orders.iter().map(|order| order.iter().flat_map(expand).collect()).collect()
    }
}
