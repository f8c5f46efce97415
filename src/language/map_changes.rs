//! What has changed from one state of a map to another one, in a line: "“Xoài” mất đầu ra; thêm 3 liên kết".

use super::{Language, Localized, capitalised, integer};
use crate::analysis::{BuyerChange, ChangeCounts, ChangeSummary, ChangedTable, TurnedModel, Verdict};

/// The most parts of a line; the rest is "…".
const MAX_PARTS: usize = 3;
/// The most verdicts that are named in it.
const MAX_TURNED: usize = 2;

/// What has changed, in at most three parts: verdicts that turned, the gravest first, then records.
pub fn changes_line(summary: &ChangeSummary, language: Language) -> String {
    let mut turned: Vec<&TurnedModel> = summary.turned.iter().collect();
    turned.sort_by_key(|model| gravity(model));
    let named = turned.iter().take(MAX_TURNED).map(|model| turned_line(model, language));
    let counted = summary.tables.iter().flat_map(|(table, counts)| count_texts(*table, *counts, language));
    let mut parts: Vec<String> = named.chain(counted).collect();
    if summary.has_info {
        parts.push(words("sửa thông tin bản đồ", "map details changed", language));
    }
    // Where actors stand is of no weight beside anything else.
    if parts.is_empty() && summary.has_placements {
        parts.push(words("sắp xếp lại vị trí", "layout changed", language));
    }
    if parts.is_empty() {
        return words("Không có gì thay đổi", "Nothing changed", language);
    }
    let is_cut = turned.len() > MAX_TURNED || parts.len() > MAX_PARTS;
    parts.truncate(MAX_PARTS);
    if is_cut {
        parts.push("…".to_owned());
    }
    capitalised(&parts.join("; "))
}

/// Whether goods get to a buyer.
fn has_buyer(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Firm | Verdict::Loose | Verdict::StopsShort)
}

/// The smaller, the graver: lost a buyer, found one, became worse, became better.
fn gravity(model: &TurnedModel) -> u8 {
    let rank = |verdict: Verdict| Verdict::ALL.iter().position(|other| *other == verdict);
    match (model.before, model.after) {
        (before, Verdict::NoBuyer) if has_buyer(before) => 0,
        (Verdict::NoBuyer, after) if has_buyer(after) => 1,
        (before, after) if rank(after) > rank(before) => 2,
        _ => 3,
    }
}

/// "“Xoài” mất đầu ra": how the verdict of a model has turned.
pub fn turned_line(model: &TurnedModel, language: Language) -> String {
    let name = &model.name;
    match (gravity(model), language) {
        (0, Language::Vietnamese) => format!("“{name}” mất đầu ra"),
        (0, Language::English) => format!("“{name}” lost its buyer"),
        (1, Language::Vietnamese) => format!("“{name}” có đầu ra"),
        (1, Language::English) => format!("“{name}” found a buyer"),
        _ => format!("“{name}”: {} → {}", model.before.text(language), model.after.text(language)),
    }
}

/// "thêm 3 liên kết", "3 links added".
fn count_texts(table: ChangedTable, counts: ChangeCounts, language: Language) -> impl Iterator<Item = String> {
    let parts =
        [(counts.added, "thêm", "added"), (counts.removed, "bỏ", "removed"), (counts.changed, "sửa", "changed")];
    parts.into_iter().filter(|(count, ..)| *count > 0).map(move |(count, vietnamese, english)| {
        let (number, noun) = (integer(count as u64, language), noun(table, count, language));
        match language {
            Language::Vietnamese => format!("{vietnamese} {number} {noun}"),
            Language::English => format!("{number} {noun} {english}"),
        }
    })
}

fn noun(table: ChangedTable, count: usize, language: Language) -> &'static str {
    let (vietnamese, one, many) = match table {
        ChangedTable::Actors => ("tác nhân", "actor", "actors"),
        ChangedTable::Links => ("liên kết", "link", "links"),
        ChangedTable::Models => ("mô hình", "model", "models"),
        ChangedTable::Channels => ("kênh", "channel", "channels"),
        ChangedTable::Products => ("sản phẩm", "product", "products"),
        ChangedTable::Stages => ("khâu", "stage", "stages"),
        ChangedTable::Targets => ("chỉ tiêu", "target", "targets"),
        ChangedTable::Views => ("trang trình bày", "view", "views"),
    };
    match (language, count) {
        (Language::Vietnamese, _) => vietnamese,
        (Language::English, 1) => one,
        (Language::English, _) => many,
    }
}

fn words(vietnamese: &str, english: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
    .to_owned()
}

/// "Bản cũ, chỉ để xem: 29/11/2026 14:05 (Đào)": what is shown in place of the map.
pub fn version_line(time: &str, by: Option<&str>, language: Language) -> String {
    let by = by.map(|by| format!(" ({by})")).unwrap_or_default();
    match language {
        Language::Vietnamese => format!("Bản cũ, chỉ để xem: {time}{by}"),
        Language::English => format!("Earlier version, view only: {time}{by}"),
    }
}

/// "đến năm: nay 2023, trước 2021"; an empty value is one that is not given.
pub fn field_change_text(field: &str, before: &str, after: &str, language: Language) -> String {
    let [before, after] = [before, after].map(|value| value.replace('\n', " "));
    match (before.is_empty(), after.is_empty(), language) {
        (true, true, Language::Vietnamese) => format!("{field} đã sửa"),
        (true, true, Language::English) => format!("{field} changed"),
        (true, _, Language::Vietnamese) => format!("{field}: nay {after}, trước để trống"),
        (true, _, Language::English) => format!("{field}: now {after}, was empty"),
        (_, true, Language::Vietnamese) => format!("{field}: nay để trống, trước {before}"),
        (_, true, Language::English) => format!("{field}: now empty, was {before}"),
        (_, _, Language::Vietnamese) => format!("{field}: nay {after}, trước {before}"),
        (_, _, Language::English) => format!("{field}: now {after}, was {before}"),
    }
}

/// "3 tác nhân đứng chỗ khác".
pub fn moved_line(moved: usize, language: Language) -> String {
    let number = integer(moved as u64, language);
    match (language, moved) {
        (Language::Vietnamese, _) => format!("{number} tác nhân đứng chỗ khác"),
        (Language::English, 1) => format!("{number} actor moved"),
        (Language::English, _) => format!("{number} actors moved"),
    }
}

/// "So 3 bản đồ.": how many maps of two folders are compared.
pub fn folders_line(maps: usize, language: Language) -> String {
    let number = integer(maps as u64, language);
    match (language, maps) {
        (Language::Vietnamese, _) => format!("Đã so {number} bản đồ."),
        (Language::English, 1) => format!("{number} map compared."),
        (Language::English, _) => format!("{number} maps compared."),
    }
}

/// "Có thêm đầu ra: Xoài (a.lienket)": the models that gained or lost a buyer.
pub fn buyers_line(change: BuyerChange, models: &[String], language: Language) -> String {
    let title = match (change, language) {
        (BuyerChange::Gained, Language::Vietnamese) => "Mới có đầu ra",
        (BuyerChange::Gained, Language::English) => "Gained a buyer",
        (BuyerChange::Lost, Language::Vietnamese) => "Mất đầu ra",
        (BuyerChange::Lost, Language::English) => "Lost their buyer",
    };
    let none = words("không có", "none", language);
    format!("{title}: {}", if models.is_empty() { none } else { models.join("; ") })
}

/// The maps that only one of two folders has.
pub fn only_in_line(files: &[String], is_old: bool, language: Language) -> String {
    let title = match (is_old, language) {
        (true, Language::Vietnamese) => "Chỉ có ở thư mục trước",
        (true, Language::English) => "Only in the earlier folder",
        (false, Language::Vietnamese) => "Chỉ có ở thư mục sau",
        (false, Language::English) => "Only in the later folder",
    };
    format!("{title}: {}", files.join("; "))
}
