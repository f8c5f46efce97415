//! What is told of the file of the open map: that others have changed it, or that it cannot be written.

use super::{Language, messages};

messages! {
    /// A text about the file of the open map.
    pub enum OutsideText {
        Changed: "Người hoặc chương trình khác đã sửa tệp của bản đồ này.", "Someone or something else has changed the file of this map.";
        Gone: "Tệp của bản đồ này không còn ở chỗ cũ. Bản đồ vẫn nguyên ở đây, chưa lưu.", "The file of this map is no longer there. The map is whole here, unsaved.";
        Unreadable: "Không đọc được tệp của bản đồ này nữa. Bản đồ vẫn nguyên ở đây, chưa lưu.", "The file of this map cannot be read any more. The map is whole here, unsaved.";
        ReloadHint: "Đưa nội dung mới của tệp vào. Hoàn tác lấy lại bản đang mở.", "Brings in what the file has now. Undo brings the present map back.";
        KeepMine: "Giữ bản đang mở", "Keep mine";
        KeepMineHint: "Lần lưu tới thay nội dung mới của tệp bằng bản đang mở.", "The next save replaces what the file has now.";
        ShowChanges: "Xem thay đổi", "Show what changed";
        Compare: "So sánh…", "Compare…";
        CompareHint: "Xem hai bản khác nhau ở đâu, trên bản đồ và thành danh sách.", "Shows where the two differ, on the map and as a list.";
        Merge: "Gộp…", "Merge…";
        MergeHint: "Đưa sửa đổi của cả hai bên vào bản đang mở; chỗ mâu thuẫn thì bạn chọn.", "Brings the edits of both into the open map; where they contradict each other, you choose.";
        Comparing: "Đang so sánh…", "Comparing…";
        OtherMap: "Ở đó nay là một bản đồ khác.", "It is another map now.";
        ReloadTitle: "Tải lại từ tệp?", "Reload from the file?";
        ReloadText: "Các sửa đổi chưa lưu nhường chỗ cho nội dung của tệp. Hoàn tác (Ctrl+Z) lấy lại được.", "Your unsaved edits give way to what the file has. Undo (Ctrl+Z) brings them back.";
        WorkKept: "Các sửa đổi vẫn còn ở đây, chưa lưu.", "Your work is still here, unsaved.";
        WriteProtected: "Không ghi được tệp này. Lệnh “Lưu thành tệp khác…” giữ các sửa đổi của bạn.", "This file cannot be written. “Save as…” keeps your changes.";
    }
}

/// What has changed in the file; `since_saved` against what it had when it was read or saved last, else against the open
/// map.
pub fn file_changes_line(changes: &str, since_saved: bool, language: Language) -> String {
    match (language, since_saved) {
        (Language::Vietnamese, true) => format!("Trong tệp: {changes}"),
        (Language::English, true) => format!("In the file: {changes}"),
        (Language::Vietnamese, false) => format!("Tệp so với bản đang mở: {changes}"),
        (Language::English, false) => format!("The file, compared with the open map: {changes}"),
    }
}
