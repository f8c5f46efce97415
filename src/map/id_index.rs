//! Finds records by their ids where they stand in a list.

use super::Id;

/// Where in a list in the order of ids the thing of an id stands: half the size of a hash table, and quicker, as ids
/// mostly follow one another.
#[derive(Clone, Debug)]
pub struct IdIndex<I>(Vec<I>);

impl<I: Id> IdIndex<I> {
    /// For a list in the order of these ids, which grow.
    pub fn new(ids: impl IntoIterator<Item = I>) -> Self {
        Self(ids.into_iter().collect())
    }

    /// The position of an id.
    pub fn index_of(&self, id: I) -> Option<usize> {
        let first = self.0.first()?.number();
        // It stands there where none is missing before it, and nowhere beyond.
        let farthest = id.number().checked_sub(first)? as usize;
        if self.0.get(farthest) == Some(&id) {
            return Some(farthest);
        }
        self.0.get(..farthest).unwrap_or(&self.0).binary_search(&id).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::LinkId;

    #[test]
    fn every_id_is_found_where_it_stands_and_no_other() {
        let mut ids = vec![3, 4, 5, 9, 10, 12, 700, 4_000_000_000];
        for _ in 0..=ids.len() {
            let positions = IdIndex::new(ids.iter().copied().map(LinkId::new));
            for number in (0..=800).chain([3_999_999_999, 4_000_000_000, u32::MAX]) {
                assert_eq!(
                    positions.index_of(LinkId::new(number)),
                    ids.iter().position(|id| *id == number),
                    "{number}"
                );
            }
            ids.pop();
        }
    }
}
