//! What two records of one actor say: in which values they differ, and which of them the merged one takes.

use std::collections::BTreeMap;

use crate::map::{Actor, ActorId, Conversion, Figures, LINE_LIMIT, LinkageMap, NOTE_LIMIT, ProductId, Supply, Year};
use crate::schema::{Described, Field, FieldType, actor, remember_alias};

/// A value in which two actors differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MergeSlot {
    /// A field, by its id.
    Field(&'static str),
    /// The supply of one product, where both supplies are taken.
    Supply(ProductId),
    /// The conversion of one product into another, where the conversions of both are taken.
    Conversion(ProductId, ProductId),
    /// What it became in a year, where that of both is taken.
    Became(Year),
    /// One figure of a year, by the id of its field, where the figures of both are taken.
    Figure(Year, &'static str),
}

/// Which value is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeChoice {
    /// That of this actor.
    Of(ActorId),
    /// Both together.
    Both,
}

/// A value in which two actors differ, and which one is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeRow {
    /// Which value.
    pub slot: MergeSlot,
    /// Which one is taken.
    pub choice: MergeChoice,
    /// Whether both can be taken together.
    pub can_be_both: bool,
}

/// Two actors to be merged. Where nobody chose, the filled value is taken; of two filled ones both together, where a field
/// holds several, else that of the actor that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorMerge {
    /// The actor that stays, with its number and its place.
    pub kept: ActorId,
    /// The actor that goes.
    pub removed: ActorId,
    /// What was chosen.
    pub choices: BTreeMap<MergeSlot, MergeChoice>,
}

impl ActorMerge {
    /// A merge of two actors, of which the one that was recorded first stays.
    pub fn new(one: ActorId, other: ActorId) -> Self {
        Self { kept: one.min(other), removed: one.max(other), choices: BTreeMap::new() }
    }

    /// The two records, the one that stays first; `None` where the map does not have both.
    pub(super) fn records<'map>(&self, map: &'map LinkageMap) -> Option<(&'map Actor, &'map Actor)> {
        map.actors().get(&self.kept).zip(map.actors().get(&self.removed)).filter(|_| self.kept != self.removed)
    }

    /// The values in which the two differ, in the order of the fields.
    pub fn rows(&self, map: &LinkageMap) -> Vec<MergeRow> {
        let Some((stays, goes)) = self.records(map) else { return Vec::new() };
        let mut rows = Vec::new();
        for field in Actor::fields().iter().filter(|field| !field.is_same(stays, goes)) {
            let are_blank = (field.is_blank(stays), field.is_blank(goes));
            let can_be_both = are_blank == (false, false) && can_be_both(field, stays, goes);
            let usual = match are_blank {
                (true, false) => MergeChoice::Of(self.removed),
                (false, false) if can_be_both => MergeChoice::Both,
                _ => MergeChoice::Of(self.kept),
            };
            let row = self.row(MergeSlot::Field(field.id), usual, can_be_both);
            rows.push(row);
            if row.choice == MergeChoice::Both {
                rows.extend(conflicts(field, stays, goes).into_iter().map(|(slot, stays_says_less)| {
                    let usual = MergeChoice::Of(if stays_says_less { self.removed } else { self.kept });
                    self.row(slot, usual, false)
                }));
            }
        }
        rows
    }

    fn row(&self, slot: MergeSlot, usual: MergeChoice, can_be_both: bool) -> MergeRow {
        let is_possible = |choice: &MergeChoice| match choice {
            MergeChoice::Of(actor) => [self.kept, self.removed].contains(actor),
            MergeChoice::Both => can_be_both,
        };
        let choice = self.choices.get(&slot).copied().filter(is_possible).unwrap_or(usual);
        MergeRow { slot, choice, can_be_both }
    }

    /// The actor that comes out; `None` where the map does not have both.
    pub fn merged(&self, map: &LinkageMap) -> Option<Actor> {
        let (stays, goes) = self.records(map)?;
        let mut merged = stays.clone();
        // Entries of which both say something different come after the lists that they are in.
        for MergeRow { slot, choice, .. } in self.rows(map) {
            let takes_other = choice == MergeChoice::Of(self.removed);
            match slot {
                MergeSlot::Field(id) => match Actor::field(id) {
                    Some(field) if takes_other => field.copy(goes, &mut merged),
                    Some(field) if choice == MergeChoice::Both => add_values(field, goes, &mut merged),
                    _ => {}
                },
                _ if takes_other => take_entry(slot, goes, &mut merged),
                _ => {}
            }
        }
        // Registers go on writing both names.
        for name in [&stays.name, &goes.name] {
            remember_alias(&mut merged, name);
        }
        Some(merged)
    }
}

/// Whether a field can hold the values of both actors.
fn can_be_both(field: &Field<Actor>, one: &Actor, other: &Actor) -> bool {
    match &field.kind {
        FieldType::Names(_)
        | FieldType::Supply(_)
        | FieldType::Conversions(_)
        | FieldType::KindsByYear(_)
        | FieldType::Figures(_) => true,
        FieldType::Note(lens) => fits(&joined((lens.get)(one), (lens.get)(other), "\n"), NOTE_LIMIT),
        FieldType::Line(_) if *field == actor::CONTACT => fits(&joined(&one.contact, &other.contact, "; "), LINE_LIMIT),
        _ => false,
    }
}

fn fits(text: &str, limit: usize) -> bool {
    text.chars().count() <= limit
}

/// Two texts as one; what one of them says already is not said twice.
pub(super) fn joined(one: &str, other: &str, separator: &str) -> String {
    if one.contains(other) {
        one.to_owned()
    } else if other.contains(one) {
        other.to_owned()
    } else {
        [one, other].join(separator)
    }
}

/// Adds the values of `from` that `to` does not have.
fn add_values(field: &Field<Actor>, from: &Actor, to: &mut Actor) {
    match &field.kind {
        FieldType::Supply(lens) => {
            let supply = (lens.get_mut)(to);
            let is_new = |it: &&Supply| supply.iter().all(|known| known.product != it.product);
            let new: Vec<Supply> = (lens.get)(from).iter().filter(is_new).cloned().collect();
            supply.extend(new);
        }
        FieldType::Conversions(lens) => {
            let conversions = (lens.get_mut)(to);
            let is_new = |it: &&Conversion| conversions.iter().all(|known| (known.from, known.to) != (it.from, it.to));
            let new: Vec<Conversion> = (lens.get)(from).iter().filter(is_new).cloned().collect();
            conversions.extend(new);
        }
        FieldType::KindsByYear(lens) => {
            let kinds = (lens.get_mut)(to);
            for (year, kind) in (lens.get)(from) {
                kinds.entry(*year).or_insert(*kind);
            }
        }
        FieldType::Figures(lens) => {
            let figures = (lens.get_mut)(to);
            for (year, theirs) in (lens.get)(from) {
                let own = figures.entry(*year).or_default();
                for figure in Figures::fields().iter().filter(|figure| figure.is_blank(own)).collect::<Vec<_>>() {
                    figure.copy(theirs, own);
                }
            }
        }
        FieldType::Names(lens) => {
            let names = (lens.get)(from).clone();
            (lens.get_mut)(to).extend(names);
        }
        FieldType::Note(lens) => {
            let text = joined((lens.get)(to), (lens.get)(from), "\n");
            *(lens.get_mut)(to) = text;
        }
        FieldType::Line(lens) => {
            let text = joined((lens.get)(to), (lens.get)(from), "; ");
            *(lens.get_mut)(to) = text;
        }
        _ => {}
    }
}

/// The entries of a list of which both actors say something different, and whether the first one says less.
fn conflicts(field: &Field<Actor>, stays: &Actor, goes: &Actor) -> Vec<(MergeSlot, bool)> {
    match &field.kind {
        FieldType::Supply(lens) => {
            let conflict = |own: &Supply| {
                let theirs = (lens.get)(goes).iter().find(|it| it.product == own.product && *it != own)?;
                let bare = Supply { product: own.product, ..Supply::default() };
                Some((MergeSlot::Supply(theirs.product), *own == bare))
            };
            (lens.get)(stays).iter().filter_map(conflict).collect()
        }
        FieldType::Conversions(lens) => {
            let conflict = |own: &Conversion| {
                let is_other = |it: &&Conversion| (it.from, it.to) == (own.from, own.to) && *it != own;
                let theirs = (lens.get)(goes).iter().find(is_other)?;
                let bare = Conversion { from: own.from, to: own.to, ..Conversion::default() };
                Some((MergeSlot::Conversion(theirs.from, theirs.to), *own == bare))
            };
            (lens.get)(stays).iter().filter_map(conflict).collect()
        }
        FieldType::KindsByYear(lens) => {
            let differs = |(year, kind): &(&Year, &_)| (lens.get)(goes).get(year).is_some_and(|theirs| theirs != *kind);
            (lens.get)(stays).iter().filter(differs).map(|(year, _)| (MergeSlot::Became(*year), false)).collect()
        }
        FieldType::Figures(lens) => {
            let mut found = Vec::new();
            for (year, own) in (lens.get)(stays) {
                let Some(theirs) = (lens.get)(goes).get(year) else { continue };
                let figures = Figures::fields().iter();
                let differing = figures
                    .filter(|figure| !figure.is_same(own, theirs) && !figure.is_blank(own) && !figure.is_blank(theirs));
                found.extend(differing.map(|figure| (MergeSlot::Figure(*year, figure.id), false)));
            }
            found
        }
        _ => Vec::new(),
    }
}

/// Takes one entry of a list as it is in `from`.
fn take_entry(slot: MergeSlot, from: &Actor, to: &mut Actor) {
    match slot {
        MergeSlot::Field(_) => {}
        MergeSlot::Supply(product) => {
            let theirs = from.supply.iter().find(|it| it.product == product);
            if let (Some(own), Some(theirs)) = (to.supply.iter_mut().find(|it| it.product == product), theirs) {
                own.clone_from(theirs);
            }
        }
        MergeSlot::Conversion(of, into) => {
            let is_it = |it: &Conversion| (it.from, it.to) == (of, into);
            let theirs = from.converts.iter().find(|it| is_it(it));
            if let (Some(own), Some(theirs)) = (to.converts.iter_mut().find(|it| is_it(it)), theirs) {
                own.clone_from(theirs);
            }
        }
        MergeSlot::Became(year) => to.became.extend(from.became.get(&year).map(|kind| (year, *kind))),
        MergeSlot::Figure(year, id) => {
            let pair = to.figures.get_mut(&year).zip(from.figures.get(&year));
            if let (Some(figure), Some((own, theirs))) = (Figures::field(id), pair) {
                figure.copy(theirs, own);
            }
        }
    }
}
