//! Single fields copied from one record to another, and compared.

use super::field::{Field, FieldType, Lens};

impl<R> Field<R> {
    /// Gives a record the value of another one; the number of a record stays its own.
    pub fn copy(&self, from: &R, to: &mut R) {
        fn copy<R, T: Clone>(lens: &Lens<R, T>, from: &R, to: &mut R) {
            (lens.get_mut)(to).clone_from((lens.get)(from));
        }
        match &self.kind {
            FieldType::Id(_) => {}
            FieldType::Name(lens) | FieldType::Line(lens) | FieldType::Note(lens) => copy(lens, from, to),
            FieldType::Names(lens) => copy(lens, from, to),
            FieldType::Order(lens) | FieldType::Count(lens) => copy(lens, from, to),
            FieldType::Whole(lens, _) => copy(lens, from, to),
            FieldType::Amount(lens) | FieldType::Balance(lens) | FieldType::Percent(lens) => copy(lens, from, to),
            FieldType::Goal(lens) => copy(lens, from, to),
            FieldType::Coordinate(lens) => copy(lens, from, to),
            FieldType::Year(lens) => copy(lens, from, to),
            FieldType::OptionalYear(lens) => copy(lens, from, to),
            FieldType::Flag(lens) => copy(lens, from, to),
            FieldType::Answer(lens) => copy(lens, from, to),
            FieldType::ActorKind(lens) => copy(lens, from, to),
            FieldType::Sector(lens) => copy(lens, from, to),
            FieldType::LinkKind(lens) => copy(lens, from, to),
            FieldType::LinkForm(lens) => copy(lens, from, to),
            FieldType::Banding(lens) => copy(lens, from, to),
            FieldType::Stage(lens) => copy(lens, from, to),
            FieldType::Product(lens) => copy(lens, from, to),
            FieldType::OneProduct(lens) => copy(lens, from, to),
            FieldType::Products(lens) => copy(lens, from, to),
            FieldType::Actor(lens) => copy(lens, from, to),
            FieldType::Actors(lens) => copy(lens, from, to),
            FieldType::Path(lens) => copy(lens, from, to),
            FieldType::Supply(lens) => copy(lens, from, to),
            FieldType::Conversions(lens) => copy(lens, from, to),
            FieldType::Portions(lens) => copy(lens, from, to),
            FieldType::KindsByYear(lens) => copy(lens, from, to),
            FieldType::Figures(lens) => copy(lens, from, to),
            FieldType::Measure(lens) => copy(lens, from, to),
            FieldType::Evidence(lens) => copy(lens, from, to),
        }
    }
}

impl<R: Clone + PartialEq> Field<R> {
    /// Whether two records have the same value; their numbers do not count.
    pub fn is_same(&self, one: &R, other: &R) -> bool {
        let mut copy = one.clone();
        self.copy(other, &mut copy);
        copy == *one
    }
}

impl<R: Clone + PartialEq + Default> Field<R> {
    /// Whether a record says nothing here: it has the value of a record that nobody filled in. What is chosen from a list
    /// without an empty entry, as a kind is, always says something.
    pub fn is_blank(&self, record: &R) -> bool {
        let is_always_chosen =
            matches!(self.kind, FieldType::ActorKind(_) | FieldType::Sector(_) | FieldType::LinkKind(_));
        !is_always_chosen && self.is_same(&R::default(), record)
    }
}
