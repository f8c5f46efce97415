//! The two sides of a merge, and the rounds in which it comes about: what is wrong with a first result tells which further
//! conflicts there are, and these change a side or say that one record comes from one side as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::placements::merge_placements;
use super::view_state::merge_states;
use super::{MergeChoices, MergeConflict, MergeMapsError, MergeSide};
use crate::map::{
    Actor, Channel, CoopModel, Diff, Link, LinkageMap, Patch, Placement, Product, Record, RecordRef, Stage, Target,
    Transaction, View, Violation, ViolationKind,
};
use crate::schema::{Described, MergedValue, ThreeWay, VIEW_STATE, link, merge_fields_by};

/// So many rounds lead to a result, or there is none: each one brings back or gives up at least one record.
const MAX_ROUNDS: usize = 1_000;

/// The two sides, as far as conflicts have changed them, and what is known by now.
pub(super) struct Sides {
    maps: ThreeWay<LinkageMap>,
    /// The two sides as they were.
    originals: [LinkageMap; 2],
    choices: MergeChoices,
    /// The records that come from the preferred side as a whole, as what both sides make of them is invalid.
    whole: BTreeSet<RecordRef>,
    conflicts: BTreeSet<MergeConflict>,
    /// The conflicts that are settled together, with the record on which they hang.
    bound: BTreeMap<MergeConflict, RecordRef>,
}

impl Sides {
    pub fn new(base: Option<&LinkageMap>, [a, b]: [&LinkageMap; 2], choices: MergeChoices) -> Self {
        let prefers_b = choices.prefer == MergeSide::B;
        Self {
            maps: ThreeWay { base: base.cloned(), a: a.clone(), b: b.clone(), prefers_b },
            originals: [a.clone(), b.clone()],
            choices,
            whole: BTreeSet::new(),
            conflicts: BTreeSet::new(),
            bound: BTreeMap::new(),
        }
    }

    /// Merges them, in rounds.
    pub fn merge(&mut self) -> Result<LinkageMap, MergeMapsError> {
        let mut last = Vec::new();
        for _ in 0..MAX_ROUNDS {
            let patch = self.patch();
            let mut map = self.maps.a.clone();
            let mut edit = Transaction::begin(&mut map);
            let mut wrong = edit.try_patch(&patch);
            wrong.extend(self.new_self_links(&patch));
            if wrong.is_empty() {
                edit.finish();
                return Ok(map);
            }
            drop(edit);
            let is_settled = self.settle(&wrong);
            last = wrong;
            if !is_settled {
                break;
            }
        }
        Err(MergeMapsError::Invalid(last))
    }

    /// The conflicts, and those among them that are settled together.
    pub fn into_conflicts(self) -> (BTreeSet<MergeConflict>, BTreeMap<MergeConflict, RecordRef>) {
        (self.conflicts, self.bound)
    }

    /// Whether side B stands at a conflict.
    fn prefers_b(&self, record: RecordRef, field: Option<&'static str>) -> bool {
        self.choices.side(MergeConflict { record, field }) == MergeSide::B
    }

    /// What turns side A into both.
    fn patch(&mut self) -> Patch {
        let mut patch = Patch::default();
        // What side B has changed; without a common state, all in which it differs.
        let changed = Patch::between(self.maps.base.as_ref().unwrap_or(&self.maps.a), &self.maps.b);
        let mut conflicts = BTreeSet::new();
        let prefers_b = |field| self.prefers_b(RecordRef::Map, Some(field));
        let (info, fields) = merge_fields_by(self.maps.map(LinkageMap::info), prefers_b);
        conflicts.extend(fields.iter().map(|field| MergeConflict { record: RecordRef::Map, field: Some(field.id) }));
        if info != *self.maps.a.info() {
            patch.info = Some(Diff { before: Some(self.maps.a.info().clone()), after: Some(info) });
        }
        self.merge_table::<Stage>(&changed, &mut patch, &mut conflicts);
        self.merge_table::<Product>(&changed, &mut patch, &mut conflicts);
        self.merge_table::<Actor>(&changed, &mut patch, &mut conflicts);
        self.merge_table::<Link>(&changed, &mut patch, &mut conflicts);
        self.merge_table::<CoopModel>(&changed, &mut patch, &mut conflicts);
        self.merge_table::<Channel>(&changed, &mut patch, &mut conflicts);
        self.merge_table::<Target>(&changed, &mut patch, &mut conflicts);
        self.merge_table::<View>(&changed, &mut patch, &mut conflicts);
        merge_placements(&self.maps.map(|map| map), &self.choices, &changed, &mut patch, &mut conflicts);
        self.conflicts.extend(conflicts);
        patch
    }

    fn merge_table<R: MergedRecord>(
        &self,
        changed: &Patch,
        patch: &mut Patch,
        conflicts: &mut BTreeSet<MergeConflict>,
    ) {
        for id in R::diffs(changed).keys() {
            let record = R::record_ref(*id);
            let states = self.maps.map(|map| R::table(map).get(id));
            let ThreeWay { base, a, b, .. } = states;
            let after = match (a, b) {
                _ if a == b => continue,
                _ if base == Some(a) => b.cloned(),
                (Some(a), Some(b)) => {
                    let base = base.flatten();
                    let states = ThreeWay { base, a, b, prefers_b: self.maps.prefers_b };
                    let (merged, fields) = R::merge(states, &|field| self.prefers_b(record, Some(field)));
                    let conflict = |field| MergeConflict { record, field: Some(field) };
                    conflicts.extend(fields.into_iter().map(conflict));
                    let stands = if self.choices.side_of_record(record) == MergeSide::B { b } else { a };
                    Some(if self.whole.contains(&record) { stands.clone() } else { merged })
                }
                // Without a common state, what one side does not have is no deletion.
                _ if base.is_none() => b.or(a).cloned(),
                _ => {
                    conflicts.insert(MergeConflict { record, field: None });
                    if self.prefers_b(record, None) { b.cloned() } else { a.cloned() }
                }
            };
            if after.as_ref() != a {
                R::diffs_mut(patch).insert(*id, Diff { before: a.cloned(), after });
            }
        }
    }

    /// Links that would lead from an actor to itself only as one side has moved its start and the other one its end.
    fn new_self_links(&self, patch: &Patch) -> Vec<Violation> {
        let is_new = |diff: &Diff<Link>| {
            let loops = |link: &Link| link.from == link.to;
            let of_b = diff.after.as_ref().and_then(|after| self.maps.b.links().get(&after.id));
            diff.after.as_ref().is_some_and(loops) && ![diff.before.as_ref(), of_b].into_iter().flatten().any(loops)
        };
        let looped = patch.links.iter().filter(|(_, diff)| is_new(diff));
        let violation =
            |id| Violation { record: RecordRef::Link(id), field: link::TO.id, kind: ViolationKind::SelfLink };
        looped.map(|(id, _)| violation(*id)).collect()
    }

    /// Takes what is wrong with a result for conflicts and settles them; `false` if that leads nowhere.
    fn settle(&mut self, wrong: &[Violation]) -> bool {
        let mut is_settled = false;
        let mut missing = BTreeSet::new();
        for violation in wrong {
            match violation.kind {
                ViolationKind::Missing(gone) if gone != violation.record => {
                    let conflict = MergeConflict { record: violation.record, field: Some(violation.field) };
                    self.conflicts.insert(conflict);
                    self.bound.insert(conflict, gone);
                    missing.insert(gone);
                }
                _ => is_settled |= self.take_whole(violation.record),
            }
        }
        for gone in missing {
            is_settled |= self.settle_reference(gone);
        }
        is_settled
    }

    /// Has a record come from one side as a whole; `false` if it does already.
    fn take_whole(&mut self, record: RecordRef) -> bool {
        let fields = match record {
            RecordRef::Actor(id) => self.differing::<Actor>(id),
            RecordRef::Link(id) => self.differing::<Link>(id),
            RecordRef::CoopModel(id) => self.differing::<CoopModel>(id),
            RecordRef::Channel(id) => self.differing::<Channel>(id),
            RecordRef::Target(id) => self.differing::<Target>(id),
            RecordRef::Stage(id) => self.differing::<Stage>(id),
            RecordRef::Product(id) => self.differing::<Product>(id),
            RecordRef::View(id) => self.differing::<View>(id),
            RecordRef::Map | RecordRef::Placement(_) => Vec::new(),
        };
        for field in fields {
            let conflict = MergeConflict { record, field: Some(field) };
            self.conflicts.insert(conflict);
            self.bound.insert(conflict, record);
        }
        self.whole.insert(record)
    }

    /// The fields in which the sides differ.
    fn differing<R: MergedRecord>(&self, id: R::Id) -> Vec<&'static str> {
        let (Some(a), Some(b)) = (R::table(&self.maps.a).get(&id), R::table(&self.maps.b).get(&id)) else {
            return Vec::new();
        };
        a.changed_fields(b).map(|field| field.id).collect()
    }

    /// One side names what the other one has deleted: it comes back there, or goes here, too. `false` if neither has it.
    fn settle_reference(&mut self, gone: RecordRef) -> bool {
        match gone {
            RecordRef::Stage(id) => self.settle_deleted::<Stage>(id),
            RecordRef::Product(id) => self.settle_deleted::<Product>(id),
            RecordRef::Actor(id) => self.settle_deleted::<Actor>(id),
            RecordRef::Link(id) => self.settle_deleted::<Link>(id),
            RecordRef::CoopModel(id) => self.settle_deleted::<CoopModel>(id),
            RecordRef::Channel(id) => self.settle_deleted::<Channel>(id),
            RecordRef::Target(id) => self.settle_deleted::<Target>(id),
            RecordRef::View(id) => self.settle_deleted::<View>(id),
            RecordRef::Map | RecordRef::Placement(_) => false,
        }
    }

    fn settle_deleted<R: MergedRecord>(&mut self, id: R::Id) -> bool {
        let gone = R::record_ref(id);
        let edited = MergeConflict { record: gone, field: None };
        if self.conflicts.contains(&edited) {
            self.bound.insert(edited, gone);
        }
        let [original_a, original_b] = &self.originals;
        let ThreeWay { a, b, .. } = &mut self.maps;
        let (is_in_a, is_in_b) = (R::table(a).contains_key(&id), R::table(b).contains_key(&id));
        match (is_in_a, is_in_b) {
            (true, true) => return false,
            // It was given up already, and what has come back since refers to it: it stays after all.
            (false, false) => {
                let has = |map: &LinkageMap| R::table(map).contains_key(&id);
                if !has(original_a) && !has(original_b) {
                    return false;
                }
                bring_back::<R>(id, if has(original_a) { original_a } else { original_b }, a);
                bring_back::<R>(id, if has(original_b) { original_b } else { original_a }, b);
                return true;
            }
            _ => {}
        }
        let deleter_side = if is_in_a { MergeSide::B } else { MergeSide::A };
        let mut hanging = self.bound.iter().filter(|(_, on)| **on == gone);
        if hanging.all(|(conflict, _)| self.choices.side(*conflict) == deleter_side) {
            let mut edit = Transaction::begin(if is_in_a { a } else { b });
            edit.remove::<R>(id);
            let patch = edit.finish();
            self.tell_removed::<Link>(&patch, gone);
            self.tell_removed::<Channel>(&patch, gone);
            self.tell_removed::<Target>(&patch, gone);
        } else if is_in_a {
            bring_back::<R>(id, a, b);
        } else {
            bring_back::<R>(id, b, a);
        }
        true
    }

    /// Tells in what the sides differ that went with a record from one of them, though both had it: the other one's stands.
    fn tell_removed<R: MergedRecord>(&mut self, patch: &Patch, gone: RecordRef) {
        let [a, b] = &self.originals;
        let removed = R::diffs(patch).iter().filter(|(_, diff)| diff.after.is_none()).map(|(id, _)| id);
        for id in removed {
            let (Some(a), Some(b)) = (R::table(a).get(id), R::table(b).get(id)) else { continue };
            for field in a.changed_fields(b) {
                let conflict = MergeConflict { record: R::record_ref(*id), field: Some(field.id) };
                self.conflicts.insert(conflict);
                self.bound.insert(conflict, gone);
            }
        }
    }
}

/// Brings a record, of an actor with its place, from one map back into another one. What it names in its turn and is gone
/// comes back in the next round.
fn bring_back<R: MergedRecord>(id: R::Id, from: &LinkageMap, to: &mut LinkageMap) {
    let Some(record) = R::table(from).get(&id).cloned() else { return };
    let mut patch = Patch::default();
    if let RecordRef::Actor(actor) = R::record_ref(id)
        && let Some(placement) = from.placements().get(&actor)
    {
        Placement::diffs_mut(&mut patch).insert(actor, Diff { before: None, after: Some(*placement) });
    }
    R::diffs_mut(&mut patch).insert(id, Diff { before: None, after: Some(record) });
    let mut edit = Transaction::begin(to);
    edit.try_patch(&patch);
    edit.finish();
}

/// A record that is merged field by field.
trait MergedRecord: Record + Described + Default {
    /// What comes of it, and the fields in conflict; `prefers_b` says whether side B stands at a field.
    fn merge(states: ThreeWay<&Self>, prefers_b: &dyn Fn(&'static str) -> bool) -> (Self, Vec<&'static str>) {
        let (merged, fields) = merge_fields_by(states, prefers_b);
        (merged, fields.iter().map(|field| field.id).collect())
    }
}

impl MergedRecord for Stage {}
impl MergedRecord for Product {}
impl MergedRecord for Actor {}
impl MergedRecord for Link {}
impl MergedRecord for CoopModel {}
impl MergedRecord for Channel {}
impl MergedRecord for Target {}

impl MergedRecord for View {
    fn merge(states: ThreeWay<&Self>, prefers_b: &dyn Fn(&'static str) -> bool) -> (Self, Vec<&'static str>) {
        let (merged, fields) = merge_fields_by(states, prefers_b);
        let states = ThreeWay { prefers_b: prefers_b(VIEW_STATE), ..states };
        let MergedValue { value: state, is_conflict } = merge_states(states.map(|view| &view.state));
        let fields = fields.iter().map(|field| field.id).chain(is_conflict.then_some(VIEW_STATE));
        (Self { state, ..merged }, fields.collect())
    }
}
