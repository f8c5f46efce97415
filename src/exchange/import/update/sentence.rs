//! What an update did, in one paragraph.

use super::UpdateSummary;
use crate::exchange::import::columns::ImportTable;
use crate::language::{Language, integer};

/// What an import changed in a map, for the terminal and the window.
pub fn update_sentence(summary: &UpdateSummary, language: Language) -> String {
    let counts = |counts: &std::collections::BTreeMap<ImportTable, usize>| {
        let parts: Vec<String> = counts.iter().map(|(table, count)| table.counted(*count as u64, language)).collect();
        if parts.is_empty() { integer(0, language) } else { parts.join(", ") }
    };
    let (added, changed) = (counts(&summary.added), counts(&summary.changed));
    let mut lines = vec![match language {
        Language::Vietnamese => format!("Mới: {added}. Thay đổi: {changed}."),
        Language::English => format!("New: {added}. Changed: {changed}."),
    }];
    if !summary.missing.is_empty() {
        let names = summary.missing.join(", ");
        lines.push(match (language, summary.are_missing_removed) {
            (Language::Vietnamese, false) => format!("Không còn trong bảng, vẫn giữ: {names}."),
            (Language::Vietnamese, true) => format!("Không còn trong bảng, đã xóa: {names}."),
            (Language::English, false) => format!("No longer in the table, kept: {names}."),
            (Language::English, true) => format!("No longer in the table, removed: {names}."),
        });
    }
    lines.join("\n")
}
