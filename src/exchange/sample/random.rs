//! Seeded pseudorandom numbers, in integer arithmetic only, so that they are the same on every machine.

/// `SplitMix64` (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
#[derive(Debug)]
pub(super) struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 if `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// `true` with this probability in per cent.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A number from `first` to `last`, inclusive.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        let span = usize::try_from(last - first + 1).unwrap_or(1);
        first + i32::try_from(self.below(span)).unwrap_or_default()
    }

    /// One item, uniformly; `None` if there are none.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.below(items.len())).copied()
    }

    /// One item by rank, with probabilities that fall as a power of the rank (Pareto), so that the first few get most.
    pub fn pick_pareto<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let levels = (usize::BITS - items.len().leading_zeros()) as usize;
        loop {
            // Each doubling of the rank is less likely than the last; ranks within one are equally likely.
            let span = 1_usize << self.below(levels).min(self.below(levels));
            let rank = span - 1 + self.below(span);
            if rank < items.len() || items.is_empty() {
                return items.get(rank).copied();
            }
        }
    }

    /// An index with probability proportional to its weight.
    pub fn weighted_index(&mut self, weights: &[usize]) -> usize {
        let mut remaining = self.below(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if remaining < *weight {
                return index;
            }
            remaining -= weight;
        }
        0
    }

    /// Fisher–Yates shuffle.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}
