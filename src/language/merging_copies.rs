//! What is told when two copies of a map are made into one.

use super::{Language, integer, messages};

messages! {
    /// A text about the merge of two copies.
    pub enum MergeText {
        Hint: "Chọn bản kia: tệp mà người khác đã sửa từ cùng bản đồ này.", "Choose the other copy: a file that somebody else has edited from this same map.";
        Reading: "Đang đọc…", "Reading…";
        Working: "Đang tính…", "Working it out…";
        ChooseBase: "Chọn tệp gốc…", "Choose the common version…";
        WithoutBase: "Gộp không cần gốc", "Merge without it";
        NoBase: "Không biết gốc chung của hai bản: phần giống nhau được coi là gốc chung, phần chỉ một bản có được coi là mới, mọi chỗ khác nhau là mâu thuẫn.", "What both come from is not known: what both have alike is taken for it, what only one has is new, and all else that differs is a conflict.";
        Aligned: "Tệp này không phải bản sao của bản đồ đang mở: các mục được ghép theo mã số, tên và nơi.", "This file is no copy of the open map: its records are paired by code, name and place.";
        OtherBase: "Tệp gốc đã chọn không phải của bản đồ này.", "The common version that was chosen is of another map.";
        Nothing: "Bản kia không có gì mới so với bản đang mở.", "The other copy has nothing that the open map does not have.";
        Record: "Mục", "Record";
        Base: "Gốc chung", "Both come from";
        Mine: "Bản đang mở", "Open map";
        Theirs: "Bản kia", "Other copy";
        AllMine: "Giữ hết của bản đang mở", "All as in the open map";
        AllTheirs: "Lấy hết của bản kia", "All as in the other copy";
        Agreed: "Không có chỗ nào mâu thuẫn.", "Nothing contradicts.";
        Empty: "(trống)", "(empty)";
        Twins: "Có thể là một, gộp sau nếu đúng:", "These may be one; merge them afterwards if so:";
        Merge: "Gộp", "Merge";
        FromThisWindow: "bản mà cửa sổ này đã đọc hoặc ghi lần cuối", "what this window read or wrote last";
    }
}

/// "Gộp với lan.lienket".
pub fn merge_title(name: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Gộp với {name}"),
        Language::English => format!("Merge with {name}"),
    }
}

/// "Gốc chung: bản lưu 29/11/2026 14:05".
pub fn base_line(base: &str, language: Language) -> String {
    format!("{}: {base}.", MergeText::Base.text(language))
}

/// "Bản đang mở sẽ đổi: thêm 3 liên kết".
pub fn merge_changes_line(changes: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Bản đang mở sẽ đổi: {changes}."),
        Language::English => format!("What changes in the open map: {changes}."),
    }
}

/// "7 chỗ mâu thuẫn, còn 5 chỗ chưa chọn."
pub fn conflicts_line(all: usize, open: usize, language: Language) -> String {
    let [all_text, open_text] = [all, open].map(|count| integer(count as u64, language));
    match (language, all, open) {
        (_, 0, _) => MergeText::Agreed.text(language).to_owned(),
        (Language::Vietnamese, _, 0) => format!("{all_text} chỗ mâu thuẫn, đã chọn hết."),
        (Language::Vietnamese, ..) => format!("{all_text} chỗ mâu thuẫn, còn {open_text} chỗ chưa chọn."),
        (Language::English, 1, 0) => "1 conflict, decided.".to_owned(),
        (Language::English, 1, _) => "1 conflict, still to be decided.".to_owned(),
        (Language::English, _, 0) => format!("{all_text} conflicts, all decided."),
        (Language::English, ..) => format!("{all_text} conflicts, {open_text} still to be decided."),
    }
}

/// "“HTX A” và “HTX A”: cùng tên và loại".
pub fn twins_line(names: [&str; 2], is_same_code: bool, language: Language) -> String {
    let [one, other] = names;
    match (language, is_same_code) {
        (Language::Vietnamese, true) => format!("“{one}” và “{other}”: cùng mã số"),
        (Language::Vietnamese, false) => format!("“{one}” và “{other}”: cùng tên và loại"),
        (Language::English, true) => format!("“{one}” and “{other}”: same code"),
        (Language::English, false) => format!("“{one}” and “{other}”: same name and kind"),
    }
}
