//! A comparison as rows that one walks through: the verdicts that turned first, then record by record and field by field,
//! last what stands elsewhere.

use super::lines::title;
use super::{ChangeKind, RecordChange, for_each_change, moved};
use crate::analysis::MapChanges;
use crate::language::{CompareText, Language, field_change_text, turned_line};
use crate::map::{LinkageMap, RecordRef};
use crate::schema::record_name;

/// A row of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparisonRow {
    /// A heading over the rows below it.
    Title(&'static str),
    /// Something that differs.
    Change(ComparedRecord),
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRecord {
    /// The record that it is about.
    pub record: RecordRef,
    /// What has become of it; none of one that is the same and stands elsewhere, or whose verdict turned.
    pub kind: Option<ChangeKind>,
    /// Its name; of a model whose verdict turned, all that is to be said.
    pub name: String,
    /// Whether the row above is about the same record.
    pub is_continued: bool,
    /// The field that differs, in words; empty where there is none.
    pub text: String,
}

/// All rows of what has changed from one state to another one.
pub fn comparison_rows(
    changes: &MapChanges,
    before: &LinkageMap,
    after: &LinkageMap,
    language: Language,
) -> Vec<ComparisonRow> {
    let mut rows = Vec::new();
    let row = |record, name| ComparedRecord { record, kind: None, name, is_continued: false, text: String::new() };
    let turned: Vec<ComparisonRow> = changes
        .turned(after)
        .map(|(id, model)| ComparisonRow::Change(row(RecordRef::CoopModel(id), turned_line(&model, language))))
        .collect();
    if !turned.is_empty() {
        rows.push(ComparisonRow::Title(CompareText::Verdicts.text(language)));
        rows.extend(turned);
    }
    let mut table = None;
    for_each_change(&changes.patch, before, after, language, &mut |change| {
        let this = std::mem::discriminant(&change.record);
        if table != Some(this) {
            table = Some(this);
            rows.push(ComparisonRow::Title(title(change.record).text(language)));
        }
        push_change(&mut rows, change, language);
    });
    let mut moved = moved(&changes.patch).peekable();
    if moved.peek().is_some() {
        rows.push(ComparisonRow::Title(CompareText::Moved.text(language)));
    }
    rows.extend(moved.map(|actor| {
        let record = RecordRef::Placement(actor);
        ComparisonRow::Change(row(record, record_name(record, after).unwrap_or_default()))
    }));
    rows
}

/// A row for each field, or one for the whole record.
fn push_change(rows: &mut Vec<ComparisonRow>, change: RecordChange, language: Language) {
    let RecordChange { record, name, kind, fields } = change;
    let row = |text, is_continued| {
        let name = name.clone();
        ComparisonRow::Change(ComparedRecord { record, kind: Some(kind), name, is_continued, text })
    };
    if fields.is_empty() {
        rows.push(row(String::new(), false));
    }
    for (at, field) in fields.iter().enumerate() {
        rows.push(row(field_change_text(&field.name, &field.before, &field.after, language), at > 0));
    }
}
