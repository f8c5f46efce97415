//! A comparison as lines: what a person reads.

use super::{ChangeKind, FieldChange, RecordChange, for_each_change, moved};
use crate::analysis::MapChanges;
use crate::language::{Language, SheetTitle, changes_line, field_change_text, moved_line, turned_line};
use crate::map::{LinkageMap, RecordRef};

/// What has changed: first all in a line, then the verdicts that turned, then record by record under the words for them.
pub fn comparison_lines(
    changes: &MapChanges,
    before: &LinkageMap,
    after: &LinkageMap,
    language: Language,
) -> Vec<String> {
    let summary = changes.summary(after);
    let mut lines = vec![changes_line(&summary, language)];
    lines.extend(summary.turned.iter().map(|model| format!("  {}", turned_line(model, language))));
    let mut table = None;
    for_each_change(&changes.patch, before, after, language, &mut |change| {
        let this = std::mem::discriminant(&change.record);
        if table != Some(this) {
            table = Some(this);
            lines.push(title(change.record).text(language).to_owned());
        }
        lines.push(change_line(&change, language));
    });
    let moved = moved(&changes.patch).count();
    if moved > 0 {
        lines.push(moved_line(moved, language));
    }
    lines
}

fn change_line(change: &RecordChange, language: Language) -> String {
    let sign = match change.kind {
        ChangeKind::Added => '+',
        ChangeKind::Removed => '-',
        ChangeKind::Changed => '~',
    };
    let told = |change: &FieldChange| field_change_text(&change.name, &change.before, &change.after, language);
    let fields: Vec<String> = change.fields.iter().map(told).collect();
    match (change.record, fields.is_empty()) {
        (RecordRef::Map, _) => format!("  {sign} {}", fields.join("; ")),
        (_, true) => format!("  {sign} {}", change.name),
        (_, false) => format!("  {sign} {}: {}", change.name, fields.join("; ")),
    }
}

/// The words over the records of a table.
pub(super) fn title(record: RecordRef) -> SheetTitle {
    match record {
        RecordRef::Map => SheetTitle::Map,
        RecordRef::Stage(_) => SheetTitle::Stages,
        RecordRef::Product(_) => SheetTitle::Products,
        RecordRef::Actor(_) | RecordRef::Placement(_) => SheetTitle::Actors,
        RecordRef::Link(_) => SheetTitle::Links,
        RecordRef::CoopModel(_) => SheetTitle::Models,
        RecordRef::Channel(_) => SheetTitle::Channels,
        RecordRef::Target(_) => SheetTitle::Targets,
        RecordRef::View(_) => SheetTitle::Views,
    }
}
