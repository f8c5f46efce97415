//! I/O errors in plain words with a remedy.

use std::io::{self, ErrorKind};

use crate::language::Language;

/// Why a file cannot be read or written, and what to do. The system's own message is left out: it contains error
/// numbers and file names that the user did not give.
pub(super) fn io_error_text(error: &io::Error, language: Language) -> String {
    let (vietnamese, english) = match error.kind() {
        ErrorKind::NotFound => {
            ("không có tệp hoặc thư mục này; hãy xem lại đường dẫn", "there is no such file or folder; check the path")
        }
        ErrorKind::PermissionDenied => (
            "không có quyền; hãy hỏi chủ của nó, hoặc chọn nơi khác",
            "you have no permission; ask its owner, or choose another place",
        ),
        ErrorKind::IsADirectory => ("đây là thư mục; hãy ghi tên một tệp", "it is a folder; give the name of a file"),
        ErrorKind::NotADirectory => (
            "một phần của đường dẫn không phải thư mục; hãy xem lại đường dẫn",
            "a part of its path is not a folder; check the path",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("ổ đĩa đầy; hãy dọn bớt hoặc chọn ổ khác", "the disk is full; make room or choose another")
        }
        ErrorKind::ReadOnlyFilesystem => {
            ("ổ đĩa chỉ cho đọc; hãy chọn nơi khác", "the disk is read-only; choose another place")
        }
        ErrorKind::FileTooLarge => (
            "ổ đĩa không nhận tệp lớn như vậy; hãy chọn nơi khác",
            "the disk does not take a file of this size; choose another place",
        ),
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => (
            "tên quá dài hoặc không hợp lệ; hãy chọn tên khác",
            "the name is too long or not allowed; choose another name",
        ),
        kind => {
            return match language {
                Language::Vietnamese => {
                    format!("hệ thống báo lỗi ({kind}); hãy kiểm tra ổ đĩa, hoặc chọn nơi khác")
                }
                Language::English => {
                    format!("the system refused it ({kind}); check the disk, or choose another place")
                }
            };
        }
    };
    match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
    .to_owned()
}
