//! The lists of a preview as lines of one height, so that only those in sight are drawn.

use crate::exchange::{ChangedRecord, ImportPreview, MatchedBy};
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

/// The lists of a preview.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub added: Vec<Line>,
    pub changed: Vec<Line>,
    pub missing: Vec<Line>,
    /// Errors and notes are sentences.
    pub errors: Vec<String>,
    pub notes: Vec<String>,
    /// How many records or rows each list is of.
    counts: [usize; 6],
}

/// The lists, in the order in which they are offered.
pub(super) const LISTS: [ImportCount; 6] = [
    ImportCount::Errors,
    ImportCount::Doubtful,
    ImportCount::Added,
    ImportCount::Changed,
    ImportCount::Missing,
    ImportCount::Notes,
];

impl Lines {
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
        let notes = preview.warnings.iter().filter(|warning| !super::is_shown_elsewhere(&warning.kind));
        lines.notes = notes.map(|warning| warning.sentence(language)).collect();
        lines.counts = [
            lines.errors.len(),
            changes.doubtful.len(),
            changes.added.len(),
            changes.changed.len(),
            changes.missing.len(),
            lines.notes.len(),
        ];
        lines
    }

    /// How many records or rows a list is of.
    pub fn count(&self, list: ImportCount) -> usize {
        let [errors, doubtful, added, changed, missing, notes] = self.counts;
        match list {
            ImportCount::Errors => errors,
            ImportCount::Doubtful => doubtful,
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
