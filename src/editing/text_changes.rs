//! Changes of single texts of records, many in one edit.

use crate::map::{
    Actor, Channel, CoopModel, Info, Link, LinkageMap, Product, Record, RecordRef, Stage, Target, Transaction, View,
    Violation,
};
use crate::schema::{Described, TextSlot};

/// A text of a record, and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// The record.
    pub record: RecordRef,
    /// Which of its texts.
    pub slot: TextSlot,
    /// The text as it is expected to be.
    pub before: String,
    /// The text as it shall be.
    pub after: String,
}

/// Expands an expression for the record of a reference, if the map has it: `with_record!(map, reference, record => …)`.
macro_rules! with_record {
    ($map:expr, $reference:expr, $record:ident => $body:expr) => {
        match $reference {
            RecordRef::Map => Some($map.info()).and_then(|$record: &Info| $body),
            RecordRef::Stage(id) => $map.get(id).and_then(|$record: &Stage| $body),
            RecordRef::Product(id) => $map.get(id).and_then(|$record: &Product| $body),
            RecordRef::Actor(id) => $map.get(id).and_then(|$record: &Actor| $body),
            RecordRef::Link(id) => $map.get(id).and_then(|$record: &Link| $body),
            RecordRef::CoopModel(id) => $map.get(id).and_then(|$record: &CoopModel| $body),
            RecordRef::Channel(id) => $map.get(id).and_then(|$record: &Channel| $body),
            RecordRef::Target(id) => $map.get(id).and_then(|$record: &Target| $body),
            RecordRef::View(id) => $map.get(id).and_then(|$record: &View| $body),
            RecordRef::Placement(_) => None,
        }
    };
}
pub(super) use with_record;

impl TextChange {
    /// Whether the text is as expected.
    pub fn fits(&self, map: &LinkageMap) -> bool {
        with_record!(map, self.record, record => self.slot.text(record)) == Some(&self.before)
    }
}

/// Carries out changes, those of one record one after the other; a record that the map does not have is left out.
///
/// # Errors
/// Why the map refuses one; a field says the same before ([`TextSlot::read`]).
pub fn change_texts(edit: &mut Transaction<'_>, changes: &[TextChange]) -> Result<(), Violation> {
    for changes in changes.chunk_by(|one, other| one.record == other.record) {
        match changes.first().map_or(RecordRef::Map, |first| first.record) {
            RecordRef::Map => {
                let mut info = edit.map().info().clone();
                put(&mut info, changes);
                edit.set_info(info)?;
            }
            RecordRef::Stage(id) => change_record::<Stage>(edit, id, changes)?,
            RecordRef::Product(id) => change_record::<Product>(edit, id, changes)?,
            RecordRef::Actor(id) => change_record::<Actor>(edit, id, changes)?,
            RecordRef::Link(id) => change_record::<Link>(edit, id, changes)?,
            RecordRef::CoopModel(id) => change_record::<CoopModel>(edit, id, changes)?,
            RecordRef::Channel(id) => change_record::<Channel>(edit, id, changes)?,
            RecordRef::Target(id) => change_record::<Target>(edit, id, changes)?,
            RecordRef::View(id) => change_record::<View>(edit, id, changes)?,
            RecordRef::Placement(_) => {}
        }
    }
    Ok(())
}

fn change_record<R: Record + Described>(
    edit: &mut Transaction<'_>,
    id: R::Id,
    changes: &[TextChange],
) -> Result<(), Violation> {
    if edit.map().get::<R>(id).is_none() {
        return Ok(());
    }
    edit.edit(id, |record: &mut R| put(record, changes))
}

fn put<R: Described>(record: &mut R, changes: &[TextChange]) {
    for change in changes {
        if let Some(text) = change.slot.text_mut(record) {
            change.after.clone_into(text);
        }
    }
}
