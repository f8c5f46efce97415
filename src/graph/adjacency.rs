//! Adjacency lists in compressed sparse row form.

use std::ops::Range;

/// An item of an adjacency list that leads to a node.
pub trait Target {
    /// The node.
    fn target(&self) -> u32;
}

impl Target for u32 {
    fn target(&self) -> u32 {
        *self
    }
}

/// A node with a weight.
impl<W> Target for (u32, W) {
    fn target(&self) -> u32 {
        self.0
    }
}

/// A list of items for each node, all in one array: the items of a node are contiguous, and nodes follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjacency<A> {
    /// Where the list of each node begins; one more at the end.
    starts: Vec<u32>,
    items: Vec<A>,
}

impl<A> Default for Adjacency<A> {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}

impl<A> Adjacency<A> {
    /// For each of `nodes` nodes the items of its pairs, in the order given (a stable counting sort). Pairs whose node
    /// is not below `nodes` are ignored.
    pub fn from_pairs(nodes: usize, pairs: impl Iterator<Item = (u32, A)> + Clone) -> Self
    where
        A: Copy,
    {
        let mut slots = Slots::new(nodes, pairs.clone().map(|(node, _)| node));
        let mut items = Vec::new();
        if let Some((_, placeholder)) = pairs.clone().next() {
            items.resize(slots.len(), placeholder);
        }
        for (node, item) in pairs {
            if let Some(slot) = slots.take(node).and_then(|position| items.get_mut(position as usize)) {
                *slot = item;
            }
        }
        slots.into_adjacency(items)
    }

    /// The lists of all nodes in turn, with this many items altogether.
    pub fn from_lists<L: IntoIterator<Item = A>>(items: usize, lists: impl ExactSizeIterator<Item = L>) -> Self {
        let mut adjacency = Self { starts: Vec::with_capacity(lists.len() + 1), items: Vec::with_capacity(items) };
        adjacency.starts.push(0);
        for list in lists {
            adjacency.items.extend(list);
            adjacency.starts.push(adjacency.items.len() as u32);
        }
        adjacency
    }

    /// The number of nodes.
    pub fn nodes(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The list of a node; empty when there is no such node.
    pub fn of(&self, node: u32) -> &[A] {
        self.items.get(self.range(node)).unwrap_or_default()
    }

    /// The positions of a node's items among all; empty when there is no such node.
    pub fn range(&self, node: u32) -> Range<usize> {
        let node = node as usize;
        match self.starts.get(node..).unwrap_or_default() {
            [start, end, ..] => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// All items, node by node.
    pub fn items(&self) -> &[A] {
        &self.items
    }

    /// The same, to change them in place.
    pub fn items_mut(&mut self) -> &mut [A] {
        &mut self.items
    }

    /// Where the list of each node begins, with one more at the end.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }
}

/// The positions of a counting sort, to be handed out item by item.
pub struct Slots {
    /// Two entries more than nodes: entry `node + 1` is the next position of a node. When all are handed out, that is
    /// where the next node's begin.
    next: Vec<u32>,
}

impl Slots {
    /// One position for each time that a node occurs.
    pub fn new(nodes: usize, occurrences: impl Iterator<Item = u32>) -> Self {
        let mut next = vec![0_u32; nodes + 2];
        for node in occurrences {
            if let Some(count) = next.get_mut(node as usize + 2) {
                *count += 1;
            }
        }
        let mut total = 0;
        for count in &mut next {
            total += *count;
            *count = total;
        }
        Self { next }
    }

    /// The number of positions.
    pub fn len(&self) -> usize {
        self.next.last().map_or(0, |total| *total as usize)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The next position of a node; to be asked for once for each time that the node occurred. `None` when there is no
    /// such node.
    pub fn take(&mut self, node: u32) -> Option<u32> {
        let last = self.next.len() - 1;
        let next = self.next.get_mut(node as usize + 1..last)?.first_mut()?;
        *next += 1;
        Some(*next - 1)
    }

    /// The lists, once every position is handed out, with the item of each position.
    pub fn into_adjacency<A>(mut self, items: Vec<A>) -> Adjacency<A> {
        self.next.pop();
        Adjacency { starts: self.next, items }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_the_order_of_their_pairs() {
        let pairs = [(2, 'a'), (0, 'b'), (2, 'c'), (5, 'x'), (3, 'y'), (2, 'd'), (0, 'e')];
        let lists = Adjacency::from_pairs(3, pairs.into_iter());
        assert_eq!((lists.of(0), lists.of(1), lists.of(2)), (&['b', 'e'][..], &[][..], &['a', 'c', 'd'][..]));
        assert_eq!((lists.of(3), lists.of(u32::MAX)), (&[][..], &[][..]));
        assert_eq!((lists.nodes(), lists.starts()), (3, &[0, 2, 2, 5][..]));
        let same = Adjacency::from_lists(5, [vec!['b', 'e'], vec![], vec!['a', 'c', 'd']].into_iter());
        assert_eq!(lists, same);
    }

    #[test]
    fn no_pairs_give_empty_lists() {
        assert_eq!(Adjacency::<u32>::from_pairs(0, std::iter::empty()), Adjacency::default());
        let lists = Adjacency::from_pairs(2, [(7, 1_u32)].into_iter());
        assert_eq!((lists.nodes(), lists.items().len(), lists.of(1)), (2, 0, &[][..]));
    }
}
