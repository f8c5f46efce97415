//! Sentences with counts.

use super::{Language, Localized, UiText, integer, short_kind, uncapitalised};
use crate::analysis::{Assessment, Severity, Summary, Verdict};
use crate::map::{ActorKind, LinkageMap};

/// "2 lỗi", "1 error", "5 warnings".
pub fn finding_count(severity: Severity, count: usize, language: Language) -> String {
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

/// "12 mới, 3 thay đổi, 2 chưa rõ": what pasting a block would do.
pub fn paste_counts(new: usize, changed: usize, doubtful: usize, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    let (new, changed, doubtful) = (number(new), number(changed), number(doubtful));
    match language {
        Language::Vietnamese => format!("{new} mới, {changed} thay đổi, {doubtful} chưa rõ"),
        Language::English => format!("{new} new, {changed} changed, {doubtful} doubtful"),
    }
}

/// "Thêm 2 sản phẩm: Lúa, Gạo": records that are added because pasted cells name them.
pub fn paste_names_line(products: &[String], stages: &[String], language: Language) -> String {
    let list = |words: &str, names: &[String]| {
        let shown: Vec<&str> = names.iter().take(8).map(String::as_str).collect();
        let more = if names.len() > shown.len() { ", …" } else { "" };
        (!names.is_empty()).then(|| format!("{words} {}{more}", shown.join(", ")))
    };
    let (new_products, new_stages) = match language {
        Language::Vietnamese => ("Thêm sản phẩm:", "Thêm khâu:"),
        Language::English => ("New products:", "New stages:"),
    };
    [list(new_products, products), list(new_stages, stages)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "38 tác nhân · 61 liên kết".
pub fn map_size_line(actors: usize, links: usize, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    let (actor_number, link_number) = (number(actors), number(links));
    match language {
        Language::Vietnamese => format!("{actor_number} tác nhân · {link_number} liên kết"),
        Language::English => {
            let plural = |count: usize| if count == 1 { "" } else { "s" };
            format!("{actor_number} actor{} · {link_number} link{}", plural(actors), plural(links))
        }
    }
}

/// "38 tác nhân · 61 liên kết · 11 trên 15 mô hình có đầu ra".
pub fn status_line(map: &LinkageMap, assessment: Option<&Assessment>, language: Language) -> String {
    let mut line = map_size_line(map.actors().len(), map.links().len(), language);
    if let Some(known) = assessment.filter(|known| known.summary.models > 0) {
        line += &format!(" · {}", linked_models_line(known.summary, language));
    } else if assessment.is_none() {
        line += &format!(" · {}", UiText::Working.text(language));
    }
    line
}

/// "11 trên 15 mô hình có đầu ra".
pub fn linked_models_line(summary: Summary, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    let (linked, all) = (number(summary.models - summary.flagged), number(summary.models));
    match language {
        Language::Vietnamese => format!("{linked} trên {all} mô hình có đầu ra"),
        Language::English => {
            let noun = if summary.models == 1 { "model" } else { "models" };
            let reach = if linked == "1" || summary.models == 1 { "reaches" } else { "reach" };
            format!("{linked} of {all} {noun} {reach} a buyer")
        }
    }
}

/// "15 mô hình: 6 vững chắc · 3 lỏng lẻo · 2 chưa có đầu ra; 2 cần xử lý." Verdicts that no model has are left out.
pub fn verdict_counts(summary: Summary, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    let parts: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| (verdict, summary.count(*verdict)))
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| verdict_count(*verdict, count, language))
        .collect();
    let (models, flagged) = (number(summary.models), number(summary.flagged));
    match language {
        Language::Vietnamese if summary.models == 0 => "Bản đồ chưa có mô hình nào.".to_owned(),
        Language::English if summary.models == 0 => "No models on this map.".to_owned(),
        Language::Vietnamese => format!("{models} mô hình: {}; {flagged} cần xử lý.", parts.join(" · ")),
        Language::English => {
            let noun = if summary.models == 1 { "model" } else { "models" };
            format!("{models} {noun}: {}; {flagged} flagged.", parts.join(" · "))
        }
    }
}

/// "2 chưa có đầu ra": a verdict with the number of models that have it.
pub fn verdict_count(verdict: Verdict, count: usize, language: Language) -> String {
    format!("{} {}", integer(count as u64, language), counted_verdict(verdict, count, language))
}

/// A verdict after the number of models that have it.
fn counted_verdict(verdict: Verdict, count: usize, language: Language) -> &'static str {
    match (verdict, language) {
        (Verdict::StopsShort, Language::English) if count != 1 => "stop short",
        (Verdict::NoBuyer, Language::English) => "without a buyer",
        _ => verdict.text(language),
    }
}

/// "12 bản đồ, 2 tệp không đọc được · 340 mô hình: …": the line under a summary of many maps.
pub fn map_counts(read: usize, unread: usize, summary: Summary, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    let maps = match language {
        Language::Vietnamese => format!("{} bản đồ", number(read)),
        Language::English => format!("{} map{}", number(read), if read == 1 { "" } else { "s" }),
    };
    let unread = match (unread, language) {
        (0, _) => String::new(),
        (count, Language::Vietnamese) => format!(", {} không đọc được", number(count)),
        (count, Language::English) => format!(", {} could not be read", number(count)),
    };
    if summary.models == 0 {
        return format!("{maps}{unread}.");
    }
    format!("{maps}{unread} · {}", verdict_counts(summary, language))
}

/// "12 tổ hợp tác", "12 groups": actors of one kind.
pub fn kind_count(kind: ActorKind, count: usize, language: Language) -> String {
    let number = integer(count as u64, language);
    match (language, kind) {
        (Language::Vietnamese, _) => format!("{number} {}", uncapitalised(kind.text(language))),
        (Language::English, _) if count == 1 => format!("{number} {}", short_kind(kind, language)),
        (Language::English, _) => format!("{number} {}s", short_kind(kind, language)),
    }
}

/// "12 THT", "12 groups": the same where there is little room.
pub fn short_kind_count(kind: ActorKind, count: usize, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("{} {}", integer(count as u64, language), short_kind(kind, language)),
        Language::English => kind_count(kind, count, language),
    }
}

/// "124 tác nhân", "1 actor".
pub fn actor_count(count: usize, language: Language) -> String {
    let words = match (language, count) {
        (Language::Vietnamese, _) => "tác nhân",
        (Language::English, 1) => "actor",
        (Language::English, _) => "actors",
    };
    format!("{} {words}", integer(count as u64, language))
}

/// The actors in a part of the map: "124 tác nhân, có 12 nòng cốt mô hình, 3 trong số đó chưa có đầu ra hoặc mới trên
/// giấy." Zero counts are left out.
pub fn actors_sentence(actors: usize, cores: usize, flagged: usize, language: Language) -> String {
    let number = |count: usize| integer(count as u64, language);
    let mut line = actor_count(actors, language);
    if cores > 0 {
        line += &match language {
            Language::Vietnamese => format!(", có {} nòng cốt mô hình", number(cores)),
            Language::English if cores == 1 => ", 1 at the core of a model".to_owned(),
            Language::English => format!(", {} at the core of a model", number(cores)),
        };
    }
    if flagged > 0 {
        line += &match language {
            Language::Vietnamese => format!(", {} trong số đó chưa có đầu ra hoặc mới trên giấy", number(flagged)),
            Language::English => format!(", {} of them without a buyer or only on paper", number(flagged)),
        };
    }
    line + "."
}

/// The status while a map file is read.
pub fn opening_line(name: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Đang mở {name}"),
        Language::English => format!("Opening {name}"),
    }
}

/// What lines of text would make: "Thêm 2 tác nhân, 1 liên kết; sửa 1 liên kết". Numbers of actors, links and changed links, then
/// of products and channels.
pub fn entry_counts(
    (actors, links, changed): (usize, usize, usize),
    (products, channels): (usize, usize),
    language: Language,
) -> String {
    let counted = |count: usize, vietnamese: &str, one: &str, many: &str| {
        let words = match (language, count) {
            (Language::Vietnamese, _) => vietnamese,
            (Language::English, 1) => one,
            (Language::English, _) => many,
        };
        (count > 0).then(|| format!("{} {words}", integer(count as u64, language)))
    };
    let new: Vec<String> = [
        counted(actors, "tác nhân", "actor", "actors"),
        counted(links, "liên kết", "link", "links"),
        counted(products, "sản phẩm", "product", "products"),
        counted(channels, "kênh", "channel", "channels"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let changed = counted(changed, "liên kết", "link", "links");
    let (adds, changes) = match language {
        Language::Vietnamese => ("Thêm", "sửa"),
        Language::English => ("Adds", "changes"),
    };
    let new = (!new.is_empty()).then(|| format!("{adds} {}", new.join(", ")));
    let changed = changed.map(|changed| format!("{changes} {changed}"));
    let both: Vec<String> = [new, changed].into_iter().flatten().collect();
    super::capitalised(&both.join("; "))
}
