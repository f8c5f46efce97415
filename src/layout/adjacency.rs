//! Weighted adjacency lists in compressed sparse row form.

/// The neighbours of each vertex, with edge weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Adjacency {
    offsets: Vec<u32>,
    entries: Vec<(u32, u32)>,
}

impl Adjacency {
    /// From edges (vertex, neighbour, weight); the edges of a vertex keep their input order.
    pub(super) fn new(count: usize, edges: impl Iterator<Item = (u32, u32, u32)> + Clone) -> Self {
        let mut offsets = vec![0_u32; count + 1];
        for (vertex, _, _) in edges.clone() {
            if let Some(count) = offsets.get_mut(vertex as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut offsets {
            sum += *start;
            *start = sum;
        }
        let mut free = offsets.clone();
        let mut all = vec![(0, 0); sum as usize];
        for (vertex, other, weight) in edges {
            let Some(free) = free.get_mut(vertex as usize) else { continue };
            if let Some(slot) = all.get_mut(*free as usize) {
                *slot = (other, weight);
            }
            *free += 1;
        }
        Self { offsets, entries: all }
    }

    /// Adds each edge (a, b, weight) in both directions.
    pub(super) fn undirected(count: usize, edges: &[(u32, u32, u32)]) -> Self {
        Self::new(count, edges.iter().flat_map(|&(a, b, weight)| [(a, b, weight), (b, a, weight)]))
    }

    /// The same graph with vertices renumbered: `old` maps new ids to old ones, `new` old ids to new ones.
    pub(super) fn relabelled(&self, old: &[u32], new: &[u32]) -> Self {
        let mut relabelled =
            Self { offsets: Vec::with_capacity(old.len() + 1), entries: Vec::with_capacity(self.entries.len()) };
        relabelled.offsets.push(0);
        for &vertex in old {
            relabelled.entries.extend(self.of(vertex).iter().map(|&(other, weight)| (value(new, other), weight)));
            relabelled.offsets.push(relabelled.entries.len() as u32);
        }
        relabelled
    }

    /// The neighbours of a vertex, with edge weights.
    pub(super) fn of(&self, vertex: u32) -> &[(u32, u32)] {
        let at = |vertex: usize| self.offsets.get(vertex).copied().unwrap_or_default() as usize;
        self.entries.get(at(vertex as usize)..at(vertex as usize + 1)).unwrap_or_default()
    }
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
