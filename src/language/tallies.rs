//! Sentences of the window that count things.

use super::{Language, Screen, integer};
use crate::analysis::{Assessment, Severity};
use crate::map::LinkageMap;

/// "2 lỗi", "1 error", "5 warnings".
pub fn finding_tally(severity: Severity, count: usize, language: Language) -> String {
    let words = match (severity, language, count) {
        (Severity::Error, Language::Vietnamese, _) => "lỗi",
        (Severity::Warning, Language::Vietnamese, _) => "cảnh báo",
        (Severity::Info, Language::Vietnamese, _) => "lưu ý",
        (Severity::Error, Language::English, 1) => "error",
        (Severity::Error, Language::English, _) => "errors",
        (Severity::Warning, Language::English, 1) => "warning",
        (Severity::Warning, Language::English, _) => "warnings",
        (Severity::Info, Language::English, 1) => "note",
        (Severity::Info, Language::English, _) => "notes",
    };
    format!("{} {words}", integer(count as u64, language))
}

/// "38 tác nhân · 61 liên kết · 11 trên 15 mô hình có đầu ra".
pub fn status_line(map: &LinkageMap, assessment: Option<&Assessment>, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    let (actors, links) = (number(map.actors().len()), number(map.links().len()));
    let mut line = match language {
        Language::Vietnamese => format!("{actors} tác nhân · {links} liên kết"),
        Language::English => {
            let plural = |count: usize| if count == 1 { "" } else { "s" };
            format!("{actors} actor{} · {links} link{}", plural(map.actors().len()), plural(map.links().len()))
        }
    };
    if let Some(known) = assessment.filter(|known| known.summary.models > 0) {
        let (linked, all) = (number(known.summary.models - known.summary.flagged), number(known.summary.models));
        line += &match language {
            Language::Vietnamese => format!(" · {linked} trên {all} mô hình có đầu ra"),
            Language::English => format!(" · {linked} of {all} models reach a buyer"),
        };
    } else if assessment.is_none() {
        line += &format!(" · {}", Screen::Working.text(language));
    }
    line
}
