//! Numbers known by the difference of each to the one before: any difference can be changed, and the least number
//! found, in logarithmic time.

/// A binary tree over the differences.
#[derive(Debug, Default)]
pub(super) struct LeastPrefix {
    leaves: usize,
    /// The root is at 1, the children of a node at twice its place and behind that.
    nodes: Vec<Node>,
}

/// A range of differences.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Their sum.
    sum: i64,
    /// The least sum of its first differences, of one at least.
    least: i64,
    /// The last of these.
    at: u32,
}

impl Node {
    /// Beyond the last difference: never the least, and far from overflow.
    const BEYOND: Self = Self { sum: 0, least: i64::MAX / 4, at: 0 };

    /// Two neighbouring ranges together; of equal sums the first.
    fn join(self, next: Self) -> Self {
        let later = self.sum + next.least;
        let (least, at) = if later < self.least { (later, next.at) } else { (self.least, self.at) };
        Self { sum: self.sum + next.sum, least, at }
    }
}

impl LeastPrefix {
    /// Replaces all differences.
    pub(super) fn reset(&mut self, differences: &[i64]) {
        self.leaves = differences.len().next_power_of_two();
        self.nodes.clear();
        self.nodes.resize(2 * self.leaves, Node::BEYOND);
        for ((at, node), difference) in (0..).zip(self.nodes.iter_mut().skip(self.leaves)).zip(differences) {
            *node = Node { sum: *difference, least: *difference, at };
        }
        for parent in (1..self.leaves).rev() {
            self.join_children(parent);
        }
    }

    /// Adds to one difference: to all numbers from there on.
    pub(super) fn add(&mut self, at: usize, change: i64) {
        let mut node = self.leaves + at;
        if let Some(leaf) = self.nodes.get_mut(node) {
            leaf.sum += change;
            leaf.least += change;
        }
        while node > 1 {
            node /= 2;
            self.join_children(node);
        }
    }

    /// The least number, and the first place where it stands.
    pub(super) fn least(&self) -> (i64, u32) {
        self.nodes.get(1).map_or((0, 0), |root| (root.least, root.at))
    }

    fn join_children(&mut self, parent: usize) {
        if let Some([first, second]) = self.nodes.get(2 * parent..2 * parent + 2) {
            let joined = first.join(*second);
            if let Some(node) = self.nodes.get_mut(parent) {
                *node = joined;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LeastPrefix;

    #[test]
    fn it_finds_what_adding_up_finds() {
        let mut state = 3_u64;
        let mut below = |limit: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % limit
        };
        let mut tree = LeastPrefix::default();
        for _ in 0..200 {
            let mut differences: Vec<i64> = (0..=below(20)).map(|_| below(9) as i64 - 4).collect();
            tree.reset(&differences);
            for _ in 0..20 {
                let (at, change) = (below(differences.len()), below(9) as i64 - 4);
                differences[at] += change;
                tree.add(at, change);
                let mut sum = 0;
                let numbers = differences.iter().map(|difference| {
                    sum += difference;
                    sum
                });
                let least = numbers.zip(0..).min();
                assert_eq!(Some(tree.least()), least);
            }
        }
    }
}
