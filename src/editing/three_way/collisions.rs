//! Different records that both sides have added under one number, as copies do that were not made by this program: those of
//! one side get numbers of their own first, so that both stay. Without a common state, only what cannot be one record in two
//! states counts as different.

use std::collections::BTreeMap;

use super::renumbering::{Known, Numbering, renumbered};
use crate::map::{
    Actor, Channel, CoopModel, Id, IdLedger, Link, LinkageMap, Product, Record, Stage, Table, TableLedger, Target,
    View, Violation,
};
use crate::schema::actor_name_key;

/// The two sides without a number that stands for two records; `None` if there is none as it is.
///
/// # Errors
/// What is wrong with the side that got new numbers, which nothing should be.
pub(super) fn separated(
    base: Option<&LinkageMap>,
    [a, b]: [&LinkageMap; 2],
) -> Result<Option<[LinkageMap; 2]>, Vec<Violation>> {
    let Some(renumbers_b) = renumbers_b(base, a, b) else { return Ok(None) };
    let (other, own) = if renumbers_b { (a, b) } else { (b, a) };
    let mut separation = Separation { base, other, ledger: ledger_of(base.into_iter().chain([a, b])) };
    let renumbered = renumbered(own, &mut separation)?;
    Ok(Some(if renumbers_b { [a.clone(), renumbered] } else { [renumbered, b.clone()] }))
}

/// Whether side B gives way: the one whose record reads as the later one in the alphabet, so that the sides' order does not
/// count.
fn renumbers_b(base: Option<&LinkageMap>, a: &LinkageMap, b: &LinkageMap) -> Option<bool> {
    first_collision::<Stage>(base, a, b)
        .or_else(|| first_collision::<Product>(base, a, b))
        .or_else(|| first_collision::<Actor>(base, a, b))
        .or_else(|| first_collision::<Link>(base, a, b))
        .or_else(|| first_collision::<CoopModel>(base, a, b))
        .or_else(|| first_collision::<Channel>(base, a, b))
        .or_else(|| first_collision::<Target>(base, a, b))
        .or_else(|| first_collision::<View>(base, a, b))
}

fn first_collision<R: Collides>(base: Option<&LinkageMap>, a: &LinkageMap, b: &LinkageMap) -> Option<bool> {
    if std::ptr::eq(R::table(a), R::table(b)) {
        return None;
    }
    let is_of_base = |id: &R::Id| base.is_some_and(|base| R::table(base).contains_key(id));
    let own = R::table(a).iter().filter(|(id, _)| !is_of_base(id));
    let both = own.filter_map(|(id, a)| Some((*id, a, R::table(b).get(id)?)));
    let text = |record: &R| format!("{record:?}");
    let colliding = both.filter(|(id, a, b)| collide(base, *id, *a, *b));
    // By the depth on both sides, so that their order does not count.
    let depth = |one: &R, other: &R| one.depth(R::table(a)).max(other.depth(R::table(b)));
    let first = colliding.min_by_key(|(id, one, other)| (depth(one, other), *id));
    first.map(|(_, a, b)| text(b) > text(a))
}

/// Whether two records of one number are two.
fn collide<R: Collides>(base: Option<&LinkageMap>, id: R::Id, one: &R, other: &R) -> bool {
    one != other && base.map_or_else(|| one.is_other(other), |base| !R::table(base).contains_key(&id))
}

/// A record of which two may have been given one number.
pub(super) trait Collides: Record {
    /// Whether two records cannot be two states of one.
    fn is_other(&self, _other: &Self) -> bool {
        false
    }

    /// How many others of its table it hangs on: it changes with the numbers of these.
    fn depth(&self, _table: &Table<Self>) -> usize {
        0
    }
}

impl Collides for Stage {}
impl Collides for CoopModel {}
impl Collides for Channel {}
impl Collides for Target {}
impl Collides for View {}

impl Collides for Product {
    fn depth(&self, table: &Table<Self>) -> usize {
        std::iter::successors(self.part_of, |whole| table.get(whole)?.part_of).take(table.len()).count()
    }
}

impl Collides for Actor {
    /// Another name, and another code or kind.
    fn is_other(&self, other: &Self) -> bool {
        let has_other_code = !self.code.is_empty() && !other.code.is_empty() && self.code != other.code;
        actor_name_key(&self.name) != actor_name_key(&other.name) && (has_other_code || self.kind != other.kind)
    }
}

impl Collides for Link {
    /// Both ends are other ones.
    fn is_other(&self, other: &Self) -> bool {
        self.from != other.from && self.to != other.to
    }
}

pub(super) fn ledger_of<'a>(maps: impl Iterator<Item = &'a LinkageMap>) -> IdLedger {
    let mut all = IdLedger::default();
    for map in maps {
        all.merge(map.ledger());
    }
    all
}

/// The other side, from which the numbers of this one are kept apart.
struct Separation<'a> {
    base: Option<&'a LinkageMap>,
    other: &'a LinkageMap,
    ledger: IdLedger,
}

impl Numbering for Separation<'_> {
    fn ledger(&mut self) -> &mut IdLedger {
        &mut self.ledger
    }

    /// New numbers of those that collide: that of the same record, where an earlier merge has given it one on the other side,
    /// else a new one.
    fn numbers<R: Known>(&mut self, own: &Table<R>, records: &[R]) -> BTreeMap<R::Id, R::Id> {
        let Self { base, other, ledger } = self;
        let other = R::table(other);
        let mut numbers = BTreeMap::new();
        for record in records {
            let id = record.id();
            if other.get(&id).is_none_or(|other| !collide(*base, id, other, record)) {
                continue;
            }
            let same = |id: R::Id| {
                let mut same = record.clone();
                same.set_id(id);
                same
            };
            let is_of_base = |known: &R::Id| base.is_some_and(|base| R::table(base).contains_key(known));
            let is_free = |known: &R::Id| !is_of_base(known) && !own.contains_key(known);
            let known = other.iter().find(|(known, other)| is_free(known) && same(**known) == **other);
            let mut issue = || R::ledger_mut(ledger).and_then(TableLedger::issue).map(R::Id::new);
            numbers.extend(known.map(|(known, _)| *known).or_else(&mut issue).map(|number| (id, number)));
        }
        numbers
    }
}
