//! Error messages for opening and saving files, in the UI language.

use std::io;
use std::path::Path;

use crate::language::{Language, integer};
use crate::map::LinkageMap;
use crate::schema::violation_sentence;
use crate::storage::{OpenError, ReadError, SaveError};

/// Message for an error while opening.
pub(super) fn open_sentence(error: &OpenError, language: Language) -> String {
    if language == Language::English {
        return error.to_string();
    }
    match error {
        OpenError::Unreadable { path, source } => {
            format!("{}: không đọc được: {}.", display_path(path), reason(source))
        }
        OpenError::Read { path, source } => format!("{}: {}.", display_path(path), read_sentence(source)),
    }
}

/// Message for an error while saving.
pub(super) fn save_sentence(error: &SaveError, language: Language) -> String {
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
        SaveError::TooLarge { path } => {
            format!(
                "{}: bản đồ quá lớn, lưu rồi sẽ không mở lại được; hãy chia thành nhiều bản đồ.",
                display_path(path)
            )
        }
        SaveError::Unwritable { path, source } => {
            format!("{}: không lưu được: {}.", display_path(path), reason(source))
        }
    }
}

/// Vietnamese message for content that cannot be read as a map.
pub(super) fn read_sentence(error: &ReadError) -> String {
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

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "không có tệp hay thư mục này; hãy kiểm tra đường dẫn",
        io::ErrorKind::PermissionDenied => "bạn không có quyền; hãy hỏi chủ tệp hoặc chọn chỗ khác",
        io::ErrorKind::IsADirectory => "đây là thư mục; hãy ghi tên một tệp",
        io::ErrorKind::NotADirectory => "một phần của đường dẫn không phải thư mục; hãy kiểm tra đường dẫn",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "ổ đĩa đã đầy; hãy dọn bớt hoặc chọn ổ khác",
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc; hãy chọn chỗ khác",
        io::ErrorKind::InvalidFilename => "tên quá dài hoặc không được phép; hãy chọn tên khác",
        _ => return format!("{error}; hãy kiểm tra ổ đĩa hoặc chọn chỗ khác"),
    }
    .to_owned()
}
