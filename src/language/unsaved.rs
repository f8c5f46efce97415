//! What is told of edits that were never saved.

use jiff::civil::{Date, DateTime};

use super::{Language, date_time, integer, messages};

messages! {
    /// A text about edits that were never saved.
    pub enum UnsavedText {
        Title: "Sửa đổi chưa lưu", "Unsaved edits";
        Hint: "Lienket đã đóng trước khi các bản đồ này được lưu. Chúng còn ở đây cho đến khi được lưu hoặc bỏ.", "Lienket closed before these maps were saved. They stay here until they are saved or discarded.";
        None: "Không có sửa đổi nào chưa lưu.", "There are no unsaved edits.";
        Looking: "Đang tìm…", "Looking…";
        NoFile: "Chưa có tệp", "No file yet";
        Continue: "Tiếp tục", "Continue";
        SaveCopy: "Lưu bản sao…", "Save a copy…";
        NotNow: "Để sau", "Not now";
        Discard: "Bỏ…", "Discard…";
        Keep: "Giữ lại", "Keep";
        DiscardThem: "Bỏ", "Discard";
        DiscardForGood: "Bỏ hẳn", "Discard for good";
        CannotLookUp: "Không đọc được thư mục nhật ký sửa đổi.", "The folder with the journals of edits cannot be read.";
    }
}

/// "12 sửa đổi, lúc 24/11/2026 14:05".
pub fn unsaved_line(edits: usize, at: Option<DateTime>, today: Option<Date>, language: Language) -> String {
    let number = integer(edits as u64, language);
    let counted = match (language, edits) {
        (Language::Vietnamese, _) => format!("{number} sửa đổi"),
        (Language::English, 1) => format!("{number} edit"),
        (Language::English, _) => format!("{number} edits"),
    };
    match at {
        Some(at) => format!("{counted} · {}", date_time(at, today, language)),
        None => counted,
    }
}

/// What is asked before edits are discarded; `is_last` the second time.
pub fn discard_question(edits: usize, is_last: bool, language: Language) -> String {
    let number = integer(edits as u64, language);
    match (language, is_last) {
        (Language::Vietnamese, false) => format!("Bỏ {number} sửa đổi này?"),
        (Language::Vietnamese, true) => "Sẽ không lấy lại được nữa.".to_owned(),
        (Language::English, false) if edits == 1 => "Discard this edit?".to_owned(),
        (Language::English, false) => format!("Discard these {number} edits?"),
        (Language::English, true) => "They cannot be brought back.".to_owned(),
    }
}
