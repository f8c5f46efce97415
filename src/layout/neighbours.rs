//! Who is joined to whom, in rows one after another: compact, and quick to walk.

/// Of each vertex those that it is joined to, with the weight of the tie.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Neighbours {
    starts: Vec<u32>,
    all: Vec<(u32, u32)>,
}

impl Neighbours {
    /// Of `count` vertices, from ties (vertex, other, weight). Ties of a vertex keep the order that they come in.
    pub(super) fn new(count: usize, ties: impl Iterator<Item = (u32, u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (vertex, _, _) in ties.clone() {
            if let Some(count) = starts.get_mut(vertex as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut free = starts.clone();
        let mut all = vec![(0, 0); sum as usize];
        for (vertex, other, weight) in ties {
            let Some(free) = free.get_mut(vertex as usize) else { continue };
            if let Some(slot) = all.get_mut(*free as usize) {
                *slot = (other, weight);
            }
            *free += 1;
        }
        Self { starts, all }
    }

    /// Both ways round.
    pub(super) fn both_ways(count: usize, ties: &[(u32, u32, u32)]) -> Self {
        Self::new(count, ties.iter().flat_map(|&(a, b, weight)| [(a, b, weight), (b, a, weight)]))
    }

    /// The same under other numbers: `old` gives of each new number the one before, `new` the other way round.
    pub(super) fn renamed(&self, old: &[u32], new: &[u32]) -> Self {
        let mut renamed = Self { starts: Vec::with_capacity(old.len() + 1), all: Vec::with_capacity(self.all.len()) };
        renamed.starts.push(0);
        for &vertex in old {
            renamed.all.extend(self.of(vertex).iter().map(|&(other, weight)| (value(new, other), weight)));
            renamed.starts.push(renamed.all.len() as u32);
        }
        renamed
    }

    /// What a vertex is joined to.
    pub(super) fn of(&self, vertex: u32) -> &[(u32, u32)] {
        let at = |vertex: usize| self.starts.get(vertex).copied().unwrap_or_default() as usize;
        self.all.get(at(vertex as usize)..at(vertex as usize + 1)).unwrap_or_default()
    }
}

/// The value of a vertex.
pub(super) fn value<T: Copy + Default>(values: &[T], vertex: u32) -> T {
    values.get(vertex as usize).copied().unwrap_or_default()
}

/// Sets the value of a vertex.
pub(super) fn set<T>(values: &mut [T], vertex: u32, value: T) {
    if let Some(slot) = values.get_mut(vertex as usize) {
        *slot = value;
    }
}

/// Makes something else of the value of a vertex.
pub(super) fn change<T: Copy>(values: &mut [T], vertex: u32, new: impl FnOnce(T) -> T) {
    if let Some(slot) = values.get_mut(vertex as usize) {
        *slot = new(*slot);
    }
}
