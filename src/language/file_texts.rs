//! Texts about files: what can be done about one that does not open, or that changes while it is open.

use super::{Language, integer, messages};

messages! {
    /// A text about a file.
    pub enum FileText {
        OpenLastVersion: "Mở bản tốt gần nhất", "Open the last good version";
        LastVersionTitle: "Bản tốt gần nhất", "The last good version";
        Salvage: "Cứu phần còn đọc được", "Salvage what can be read";
        SalvageHint: "Thành một bản đồ mới, có danh sách những gì không đọc được. Tệp hỏng vẫn giữ nguyên.", "Into a new map, with a list of what cannot be read. The damaged file stays as it is.";
        SalvageTitle: "Phần còn đọc được", "What could be read";
        CopyList: "Sao chép danh sách", "Copy the list";
        NewMapUnsaved: "Đây là bản đồ mới, chưa lưu; tệp cũ vẫn giữ nguyên. Hãy xem lại rồi lưu thành tệp khác.", "This is a new map, not saved yet, and the old file is as it was. Look through it, then save it under another name.";
        NothingLeftOut: "Mọi dòng đều đọc được.", "Every line could be read.";
    }
}

/// "Bản đọc được lưu lúc 24/11/2026 14:05."
pub fn version_saved_line(saved: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Bản lưu {saved}"),
        Language::English => format!("Saved on {saved}"),
    }
}

/// How much of a damaged map could be read.
pub fn salvage_line(records: usize, remarks: usize, language: Language) -> String {
    let (records, count) = (integer(records as u64, language), integer(remarks as u64, language));
    match (language, remarks) {
        (_, 0) => format!("{} {}", kept_line(&records, language), FileText::NothingLeftOut.text(language)),
        (Language::Vietnamese, _) => format!("{} {count} chỗ khác với tệp:", kept_line(&records, language)),
        (Language::English, 1) => format!("{} One thing is not as in the file:", kept_line(&records, language)),
        (Language::English, _) => format!("{} {count} things are not as in the file:", kept_line(&records, language)),
    }
}

fn kept_line(records: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Đã đọc được {records} bản ghi."),
        Language::English => format!("Records that were read: {records}."),
    }
}

/// "và 12 chỗ nữa"
pub fn unlisted_line(count: usize, language: Language) -> String {
    let count = integer(count as u64, language);
    match language {
        Language::Vietnamese => format!("và {count} chỗ nữa"),
        Language::English => format!("and {count} more"),
    }
}
