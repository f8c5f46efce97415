//! The lists of a preview as lines of one height, so that only those in sight are drawn.

use std::collections::BTreeMap;

use crate::exchange::{ChangedRecord, Doubt, DoubtfulRow, ImportPreview, MatchedBy, PlaceDoubt, PlaceNote};
use crate::language::{ImportCount, ImportText, Language, import_links};

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The name of a record, or of a field.
    pub name: String,
    /// What is said beside it.
    pub detail: String,
    /// Whether it is a value of the record above.
    pub is_value: bool,
}

/// The lists of a preview. They are made on the thread that works it out: there may be hundreds of thousands of lines.
#[derive(Debug, Default)]
pub struct ImportLines {
    pub(super) added: Vec<Line>,
    pub(super) changed: Vec<Line>,
    pub(super) missing: Vec<Line>,
    /// Errors and notes are sentences.
    pub(super) errors: Vec<String>,
    pub(super) notes: Vec<String>,
    /// Of the open doubtful rows, how many are doubtful for each reason.
    pub(super) open_doubts: Vec<(Doubt, usize)>,
    /// The rows that have a commune of before that is part of one of today.
    pub(super) renewable: usize,
    /// The places of which it is not clear what they mean.
    pub(super) places: Vec<PlaceDoubt>,
    /// How many records or rows each list is of.
    counts: [usize; 7],
}

/// The lists, in the order in which they are offered.
pub(super) const LISTS: [ImportCount; 7] = [
    ImportCount::Errors,
    ImportCount::Doubtful,
    ImportCount::Places,
    ImportCount::Added,
    ImportCount::Changed,
    ImportCount::Missing,
    ImportCount::Notes,
];

impl ImportLines {
    /// The lists of a preview, in a language.
    pub fn of(preview: &ImportPreview, language: Language) -> Self {
        let mut lines = Self::default();
        let changes = match &preview.outcome {
            Ok(prepared) => &prepared.changes,
            Err(errors) => {
                lines.errors = errors.iter().map(|error| super::error_sentence(error, language)).collect();
                &crate::exchange::ImportChanges::default()
            }
        };
        lines.added = changes.added.iter().map(|record| head(record, language)).collect();
        for record in &changes.changed {
            lines.changed.push(head(record, language));
            lines.changed.extend(record.values.iter().map(|value| {
                let text = |text: &str| match text {
                    "" => ImportText::Nothing.text(language).to_owned(),
                    text => text.replace('\n', " "),
                };
                let detail = format!("{} → {}", text(&value.before), text(&value.after));
                Line { name: value.field.clone(), detail, is_value: true }
            }));
        }
        let missing = changes.missing.iter();
        let line = |name: &String, detail| Line { name: name.clone(), detail, is_value: false };
        lines.missing = missing.map(|actor| line(&actor.name, import_links(actor.links, language))).collect();
        let mut open: BTreeMap<Doubt, usize> = BTreeMap::new();
        let is_open = |row: &&DoubtfulRow| row.decision.is_none();
        changes.doubtful.iter().filter(is_open).for_each(|row| *open.entry(row.doubt).or_default() += 1);
        lines.open_doubts = open.into_iter().collect();
        let (renewable, unclear): (Vec<&PlaceDoubt>, Vec<&PlaceDoubt>) =
            changes.places.iter().partition(|doubt| matches!(doubt.note, PlaceNote::Former | PlaceNote::Renewed));
        lines.renewable = renewable.iter().map(|doubt| doubt.rows).sum();
        lines.places = unclear.into_iter().cloned().collect();
        let notes = preview.warnings.iter().filter(|warning| !super::is_shown_elsewhere(&warning.kind));
        lines.notes = notes.map(|warning| warning.sentence(language)).collect();
        lines.counts = [
            lines.errors.len(),
            changes.doubtful.len(),
            lines.places.len() + usize::from(lines.renewable > 0),
            changes.added.len(),
            changes.changed.len(),
            changes.missing.len(),
            lines.notes.len(),
        ];
        lines
    }

    /// How many records or rows a list is of.
    pub(super) fn count(&self, list: ImportCount) -> usize {
        let [errors, doubtful, places, added, changed, missing, notes] = self.counts;
        match list {
            ImportCount::Errors => errors,
            ImportCount::Doubtful => doubtful,
            ImportCount::Places => places,
            ImportCount::Added => added,
            ImportCount::Changed => changed,
            ImportCount::Missing => missing,
            ImportCount::Notes => notes,
        }
    }
}

fn head(record: &ChangedRecord, language: Language) -> Line {
    let how = record.found_by.map(|found_by| match found_by {
        MatchedBy::Id => ImportText::SameId,
        MatchedBy::Code => ImportText::SameCode,
        MatchedBy::Name => ImportText::SameName,
        MatchedBy::Alias => ImportText::SameAlias,
        MatchedBy::Decision => ImportText::AsDecided,
    });
    let parts = std::iter::once(record.word.as_str()).chain(how.map(|how| how.text(language)));
    let detail = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Line { name: record.name.clone(), detail, is_value: false }
}
