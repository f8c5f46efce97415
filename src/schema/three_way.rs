//! A field that was edited in two states of a record, made into one value: by element where it holds several.
//!
//! The rule is that of every three-way merge (diff3): what one side has left as it was takes the value of the other one; what
//! both have set to two values is a conflict, at which the preferred side stands.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Described, Field, FieldType, with_lens};
use crate::map::distinct::Keyed;
use crate::map::{Figures, YearlyFigures};

/// The states that are made into one.
#[derive(Clone, Copy, Debug)]
pub struct ThreeWay<T> {
    /// What both come from; none where that is not known.
    pub base: Option<T>,
    /// One of them.
    pub a: T,
    /// The other one.
    pub b: T,
    /// Whether `b` stands where both have set a value.
    pub prefers_b: bool,
}

/// A merged value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedValue<T> {
    /// The value.
    pub value: T,
    /// Whether the two sides have set it to two values.
    pub is_conflict: bool,
}

impl<T> ThreeWay<T> {
    /// The same of a part of each.
    pub fn map<'s, U>(&'s self, part: impl Fn(&'s T) -> U) -> ThreeWay<U> {
        let Self { base, a, b, prefers_b } = self;
        ThreeWay { base: base.as_ref().map(&part), a: part(a), b: part(b), prefers_b: *prefers_b }
    }

    /// The value at a conflict.
    fn preferred(self) -> MergedValue<T> {
        MergedValue { value: if self.prefers_b { self.b } else { self.a }, is_conflict: true }
    }
}

impl<T: PartialEq> ThreeWay<T> {
    /// One value as a whole.
    pub fn value(self) -> MergedValue<T> {
        let clear = |value| MergedValue { value, is_conflict: false };
        if self.a == self.b || self.base.as_ref() == Some(&self.b) {
            clear(self.a)
        } else if self.base.as_ref() == Some(&self.a) {
            clear(self.b)
        } else {
            self.preferred()
        }
    }
}

impl<T: PartialEq> ThreeWay<Option<T>> {
    /// A part that each may have or not: without a common state, one that only one side has is new.
    pub fn part(self) -> MergedValue<Option<T>> {
        match self {
            Self { base: None, a: Some(part), b: None, .. } | Self { base: None, a: None, b: Some(part), .. } => {
                MergedValue { value: Some(part), is_conflict: false }
            }
            other => other.value(),
        }
    }
}

impl<T: Ord + Clone> ThreeWay<&BTreeSet<T>> {
    /// A set, by element; never a conflict.
    pub fn set(self) -> BTreeSet<T> {
        let all: BTreeSet<&T> = self.a.iter().chain(self.b).collect();
        let is_kept = |element: &&T| {
            let is_in = self.map(|set| set.contains(*element));
            match is_in {
                ThreeWay { base: None, a, b, .. } => a || b,
                // It is in only one: somebody has added it, unless it was there.
                ThreeWay { base: Some(base), a, b, .. } => {
                    if a == b {
                        a
                    } else {
                        !base
                    }
                }
            }
        };
        all.into_iter().filter(is_kept).cloned().collect()
    }
}

/// Entries by key, each as a whole.
fn by_key<K: Ord + Clone, T: PartialEq + Clone>(states: &ThreeWay<BTreeMap<K, T>>) -> MergedValue<BTreeMap<K, T>> {
    by_key_with(states, |entry| {
        let MergedValue { value, is_conflict } = entry.part();
        MergedValue { value: value.cloned(), is_conflict }
    })
}

/// Entries by key, each by a rule of its own.
fn by_key_with<K: Ord + Clone, T>(
    states: &ThreeWay<BTreeMap<K, T>>,
    merge: impl Fn(ThreeWay<Option<&T>>) -> MergedValue<Option<T>>,
) -> MergedValue<BTreeMap<K, T>> {
    let keys: BTreeSet<&K> = states.a.keys().chain(states.b.keys()).collect();
    let mut merged = MergedValue { value: BTreeMap::new(), is_conflict: false };
    for key in keys {
        let MergedValue { value, is_conflict } = merge(states.map(|entries| entries.get(key)));
        merged.is_conflict |= is_conflict;
        merged.value.extend(value.map(|value| (key.clone(), value)));
    }
    merged
}

/// A list of entries that their keys tell apart, in the order of these.
fn list<T: Keyed<Key: Clone> + PartialEq + Clone>(states: ThreeWay<&Vec<T>>) -> MergedValue<Vec<T>> {
    let by_own_key = states.map(|list| list.iter().map(|entry| (entry.key(), entry.clone())).collect());
    let MergedValue { value, is_conflict } = by_key(&by_own_key);
    MergedValue { value: value.into_values().collect(), is_conflict }
}

/// A record, field by field: what comes of it, and the fields in conflict.
pub fn merge_fields<R: Described + Clone + Default>(states: ThreeWay<&R>) -> (R, Vec<&'static Field<R>>) {
    merge_fields_by(states, |_| states.prefers_b)
}

/// The same, with the side that stands said for each field by its id.
pub fn merge_fields_by<R: Described + Clone + Default>(
    states: ThreeWay<&R>,
    prefers_b: impl Fn(&'static str) -> bool,
) -> (R, Vec<&'static Field<R>>) {
    let mut merged = states.a.clone();
    let is_conflict =
        |field: &&'static Field<R>| field.merge(ThreeWay { prefers_b: prefers_b(field.id), ..states }, &mut merged);
    let conflicts = R::fields().iter().copied().filter(is_conflict).collect();
    (merged, conflicts)
}

impl<R: Default> Field<R> {
    /// Whether it may say nothing; no year, number or choice that always has some value does.
    fn may_be_empty(&self) -> bool {
        matches!(
            self.kind,
            FieldType::Name(_)
                | FieldType::Line(_)
                | FieldType::Note(_)
                | FieldType::Whole(..)
                | FieldType::Amount(_)
                | FieldType::Balance(_)
                | FieldType::Percent(_)
                | FieldType::OptionalYear(_)
                | FieldType::Answer(_)
                | FieldType::LinkForm(_)
                | FieldType::Banding(_)
                | FieldType::Stage(_)
                | FieldType::Product(_)
        )
    }

    /// Gives `merged`, which is the first state so far, what comes of this field; returns whether it is in conflict.
    fn merge(&self, states: ThreeWay<&R>, merged: &mut R) -> bool {
        fn put<T>(to: &mut T, MergedValue { value, is_conflict }: MergedValue<T>) -> bool {
            *to = value;
            is_conflict
        }
        // What only one says, where nothing tells whether the other one has deleted it, is not lost.
        let is_unsaid = |record| states.base.is_none() && self.may_be_empty() && self.is_blank(record);
        if self.is_same(states.a, states.b) || is_unsaid(states.b) {
            return false;
        }
        if is_unsaid(states.a) {
            self.copy(states.b, merged);
            return false;
        }
        match &self.kind {
            FieldType::Names(lens) => {
                *(lens.get_mut)(merged) = states.map(|record| (lens.get)(record)).set();
                false
            }
            FieldType::Products(lens) => {
                *(lens.get_mut)(merged) = states.map(|record| (lens.get)(record)).set();
                false
            }
            FieldType::Actors(lens) => {
                *(lens.get_mut)(merged) = states.map(|record| (lens.get)(record)).set();
                false
            }
            FieldType::Supply(lens) => put((lens.get_mut)(merged), list(states.map(|record| (lens.get)(record)))),
            FieldType::Conversions(lens) => put((lens.get_mut)(merged), list(states.map(|record| (lens.get)(record)))),
            FieldType::Portions(lens) => put((lens.get_mut)(merged), list(states.map(|record| (lens.get)(record)))),
            FieldType::KindsByYear(lens) => {
                put((lens.get_mut)(merged), by_key(&states.map(|record| (lens.get)(record).clone())))
            }
            FieldType::Figures(lens) => {
                let none = Figures::default();
                let by_year = |figures: &YearlyFigures| figures.iter().map(|(year, of)| (*year, of.clone())).collect();
                let by_year = states.map(|record| by_year((lens.get)(record)));
                let MergedValue { value, is_conflict } = by_key_with(&by_year, |year| match year {
                    ThreeWay { base, a: Some(a), b: Some(b), prefers_b } => {
                        let base = base.map(|base| base.unwrap_or(&none));
                        let (value, conflicts) = merge_fields(ThreeWay { base, a, b, prefers_b });
                        MergedValue { value: Some(value), is_conflict: !conflicts.is_empty() }
                    }
                    other => {
                        let MergedValue { value, is_conflict } = other.part();
                        MergedValue { value: value.cloned(), is_conflict }
                    }
                });
                *(lens.get_mut)(merged) = value.into_iter().collect();
                is_conflict
            }
            FieldType::Evidence(lens) => {
                let (value, conflicts) = merge_fields(states.map(|record| (lens.get)(record)));
                *(lens.get_mut)(merged) = value;
                !conflicts.is_empty()
            }
            kind => with_lens!(kind, lens => {
                let MergedValue { value, is_conflict } = states.map(|record| (lens.get)(record)).value();
                (lens.get_mut)(merged).clone_from(value);
                is_conflict
            }, else false),
        }
    }
}
