//! What is told of a file that cannot be opened or saved: the place, the reason and the remedy; and of one that is saved.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::language::{Language, UiText, integer};
use crate::map::LinkageMap;
use crate::schema::violation_sentence;
use crate::storage::{OpenError, ReadError, SaveError, SaveRemark};

/// Message for an error while opening.
pub fn open_sentence(error: &OpenError, language: Language) -> String {
    if language == Language::English {
        return error.to_string();
    }
    match error {
        OpenError::Unreadable { path, source } => {
            format!("{}: không đọc được: {}.", display_path(path), io_error_text(source, Language::Vietnamese))
        }
        OpenError::Read { path, source } => format!("{}: {}.", display_path(path), read_sentence(source)),
    }
}

/// Message for a file with tables that cannot be read.
pub fn unreadable_table_sentence(path: &Path, error: &io::Error, language: Language) -> String {
    let (path, reason) = (path.display(), io_error_text(error, language));
    match language {
        Language::Vietnamese => format!("{path}: không đọc được: {reason}"),
        Language::English => format!("{path}: it cannot be read: {reason}"),
    }
}

/// Message for a file with tables that is larger than `limit` bytes.
pub fn large_table_sentence(path: &Path, limit: u64, language: Language) -> String {
    let (path, limit) = (path.display(), limit / (1024 * 1024));
    match language {
        Language::Vietnamese => format!("{path}: lớn hơn {limit} MB; hãy chia bảng thành nhiều phần"),
        Language::English => format!("{path}: it is larger than {limit} MB; split the table"),
    }
}

/// Message for an error while saving.
pub fn save_sentence(error: &SaveError, language: Language) -> String {
    if language == Language::English {
        return error.to_string();
    }
    match error {
        SaveError::NewerFormat { path, found, supported } => format!(
            "{}: ở đó đang có bản đồ theo định dạng {found} mới hơn; phiên bản này ghi định dạng {supported}. Hãy lưu với \
             tên khác.",
            display_path(path)
        ),
        SaveError::Unrecognized { path, source } => format!(
            "{}: không đọc được tệp đang có ở đó ({}), nên không ghi đè lên. Hãy lưu với tên khác.",
            display_path(path),
            read_sentence(source)
        ),
        SaveError::ChangedOutside { path } => format!(
            "{}: tệp vừa được người hoặc chương trình khác sửa, nên không ghi đè lên. Hãy mở lại, hoặc lưu với tên khác.",
            display_path(path)
        ),
        SaveError::TooLarge { path } => {
            format!(
                "{}: bản đồ quá lớn, lưu rồi sẽ không mở lại được; hãy chia thành nhiều bản đồ.",
                display_path(path)
            )
        }
        SaveError::Unwritable { path, source } => {
            format!("{}: không lưu được: {}.", display_path(path), io_error_text(source, Language::Vietnamese))
        }
    }
}

/// Message for a file that was saved, but not quite as its owner expects.
pub fn remark_text(remark: SaveRemark) -> UiText {
    match remark {
        SaveRemark::Unconfirmed => UiText::SavedUnconfirmed,
        SaveRemark::Parted => UiText::SavedParted,
    }
}

/// Vietnamese message for content that cannot be read as a map.
pub fn read_sentence(error: &ReadError) -> String {
    match error {
        ReadError::NotAMap(_) => "đây không phải bản đồ Lienket; hãy chọn tệp .lienket".to_owned(),
        ReadError::NewerFormat { found, supported } => format!(
            "tệp theo định dạng {found}, phiên bản này chỉ đọc đến định dạng {supported}; hãy mở bằng phiên bản mới hơn"
        ),
        ReadError::Damaged { line, column, field, .. } => {
            let field = if field.is_empty() { String::new() } else { format!(" ({field})") };
            format!(
                "tệp hỏng ở dòng {line}, cột {column}{field}; hãy sửa chỗ đó bằng trình soạn thảo, hoặc lấy bản sao cũ"
            )
        }
        ReadError::Invalid { line, violations } => {
            let place = line.map(|line| format!("dòng {line}: ")).unwrap_or_default();
            let first = violations.first();
            let first = first.map(|first| violation_sentence(first, &LinkageMap::default(), Language::Vietnamese));
            let more = match violations.len().saturating_sub(1) {
                0 => String::new(),
                more => format!(" (và {} lỗi nữa)", integer(more as u64, Language::Vietnamese)),
            };
            format!("{place}{}{more}; hãy sửa bằng trình soạn thảo", first.unwrap_or_default().trim_end_matches('.'))
        }
        ReadError::TooLarge { size, limit } => format!(
            "tệp có {} byte, bản đồ chỉ được {} byte; hãy chọn tệp nhỏ hơn",
            integer(*size, Language::Vietnamese),
            integer(*limit, Language::Vietnamese)
        ),
        ReadError::TooManyRecords { .. } => "tệp có quá nhiều bản ghi; hãy chia thành nhiều bản đồ".to_owned(),
        ReadError::Cancelled => "đã dừng đọc; hãy mở lại".to_owned(),
        ReadError::NotUtf8 { line, encoding } => format!(
            "tệp không phải văn bản UTF-8 (dòng {line}), có vẻ là {encoding}; hãy lưu lại dưới dạng UTF-8 rồi mở lại"
        ),
    }
}

fn display_path(path: &Path) -> std::path::Display<'_> {
    path.display()
}

/// Why a file cannot be read or written, and what to do. The system's own message is left out: it contains error
/// numbers and file names that the user did not give.
pub fn io_error_text(error: &io::Error, language: Language) -> String {
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
