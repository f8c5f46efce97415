//! Weighted adjacency lists of vertices, and values of vertices.

use crate::graph::Adjacency;

/// The neighbours of each vertex, with edge weights.
pub(super) type Neighbours = Adjacency<(u32, u32)>;

/// From edges (vertex, neighbour, weight); the edges of a vertex keep their input order.
pub(super) fn directed(count: usize, edges: impl Iterator<Item = (u32, u32, u32)> + Clone) -> Neighbours {
    Adjacency::from_pairs(count, edges.map(|(vertex, other, weight)| (vertex, (other, weight))))
}

/// Each edge (a, b, weight) in both directions.
pub(super) fn undirected(count: usize, edges: &[(u32, u32, u32)]) -> Neighbours {
    directed(count, edges.iter().flat_map(|&(a, b, weight)| [(a, b, weight), (b, a, weight)]))
}

/// The same graph with vertices renumbered: `old` maps new ids to old ones, `new` old ids to new ones.
pub(super) fn relabelled(neighbours: &Neighbours, old: &[u32], new: &[u32]) -> Neighbours {
    let relabel = |&(other, weight): &(u32, u32)| (value(new, other), weight);
    let lists = old.iter().map(|&vertex| neighbours.of(vertex).iter().map(relabel));
    Adjacency::from_lists(neighbours.items().len(), lists)
}

/// The value of a vertex; the default when out of range.
pub(super) fn value<T: Copy + Default>(values: &[T], vertex: u32) -> T {
    values.get(vertex as usize).copied().unwrap_or_default()
}

/// Sets the value of a vertex; does nothing when out of range.
pub(super) fn set<T>(values: &mut [T], vertex: u32, value: T) {
    if let Some(slot) = values.get_mut(vertex as usize) {
        *slot = value;
    }
}

/// Replaces the value of a vertex by a function of it; does nothing when out of range.
pub(super) fn update<T: Copy>(values: &mut [T], vertex: u32, new: impl FnOnce(T) -> T) {
    if let Some(slot) = values.get_mut(vertex as usize) {
        *slot = new(*slot);
    }
}
