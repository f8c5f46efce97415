//! What is told when the map is compared with another state of it.

use super::{Language, messages};

messages! {
    /// A text about the comparison of two states of the map.
    pub enum CompareText {
        Title: "So sánh", "Comparison";
        With: "So với", "Compare with";
        ChooseFile: "Chọn tệp…", "Choose a file…";
        Nothing: "chưa chọn bản nào", "nothing chosen yet";
        Hint: "Chọn một tệp hay một bản đã lưu để xem có gì thay đổi.", "Choose a file or a saved version to see what has changed.";
        Reading: "Đang đọc…", "Reading…";
        Comparing: "Đang so sánh…", "Comparing…";
        Same: "Hai bản giống nhau.", "The two are the same.";
        Aligned: "Không phải bản sao của bản đồ này: ghép theo mã số, tên và nơi.", "No copy of this map: paired by code, name and place.";
        Open: "bản đang mở", "the open map";
        OnDisk: "tệp như đang lưu trên đĩa", "the file as it is on disk";
        AsOpened: "bản đồ lúc mở", "the map as it was opened";
        Before: "Trước", "Earlier";
        After: "Sau", "Later";
        Swap: "Đổi trước và sau", "Swap earlier and later";
        Verdicts: "Đánh giá", "Verdicts";
        Added: "thêm", "added";
        Removed: "bỏ", "removed";
        Changed: "sửa", "changed";
        Moved: "đứng chỗ khác", "moved";
        Place: "vị trí trên bản đồ", "place on the map";
        NotThere: "không có", "not there";
        AsItWas: "như cũ", "as it was";
        VerdictTurned: "đánh giá đổi", "verdict turned";
    }
}

/// "Trước: cu.lienket → Sau: bản đang mở": which of the two states is which.
pub fn compared_line(before: &str, after: &str, language: Language) -> String {
    let (earlier, later) = (CompareText::Before.text(language), CompareText::After.text(language));
    format!("{earlier}: {before} → {later}: {after}")
}

/// "bản lưu 29/11/2026 14:05 (Đào)": a saved version of the map.
pub fn saved_version_text(time: &str, by: Option<&str>, language: Language) -> String {
    let by = by.map(|by| format!(" ({by})")).unwrap_or_default();
    match language {
        Language::Vietnamese => format!("bản lưu {time}{by}"),
        Language::English => format!("version of {time}{by}"),
    }
}
