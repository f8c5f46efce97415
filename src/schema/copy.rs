//! Single fields copied from one record to another, and compared.

use super::field::{Field, FieldType, with_lens};

impl<R> Field<R> {
    /// Gives a record the value of another one; the number of a record stays its own.
    pub fn copy(&self, from: &R, to: &mut R) {
        with_lens!(&self.kind, lens => (lens.get_mut)(to).clone_from((lens.get)(from)), else ());
    }

    /// Whether two records have the same value; their numbers do not count.
    pub fn is_same(&self, one: &R, other: &R) -> bool {
        fn equal<T: PartialEq>(one: &T, other: &T) -> bool {
            one == other
        }
        with_lens!(&self.kind, lens => equal((lens.get)(one), (lens.get)(other)), else true)
    }
}

impl<R: Default> Field<R> {
    /// Whether a record says nothing here: it has the value of a record that nobody filled in. What is chosen from a list
    /// without an empty entry, as a kind is, always says something.
    pub fn is_blank(&self, record: &R) -> bool {
        let is_always_chosen =
            matches!(self.kind, FieldType::ActorKind(_) | FieldType::Sector(_) | FieldType::LinkKind(_));
        !is_always_chosen && self.is_same(&R::default(), record)
    }
}
