//! Import errors by table, row and cell, with messages in both languages.

use std::fmt;

use super::columns::CsvTableKind;
use crate::language::Language;
use crate::map::{Year, normalize_line};

/// Guessed encoding of a file that is not UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, little or big endian.
    Utf16,
    /// Windows-1258 (Vietnamese) or Windows-1252 (Western).
    Windows,
    /// An Excel workbook.
    Workbook,
    /// Not text.
    Binary,
}

/// An error in a table, a row or a cell.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the sentences say what they are")]
pub enum RowErrorKind {
    NotUtf8(Encoding),
    NoHeader,
    TableTooLarge,
    UnclosedQuote,
    ColumnCount {
        expected: usize,
        found: usize,
    },
    MissingColumn,
    DuplicateColumn {
        first: String,
    },
    EmptyCell,
    TooLong {
        limit: usize,
    },
    DuplicateKey {
        key: String,
        row: usize,
    },
    DuplicateItem {
        item: String,
    },
    UnknownKeyword {
        word: String,
        known: (String, String),
    },
    NotANumber(String),
    NotFinite(String),
    MixedStyles {
        one: (usize, String),
        other: (usize, String),
    },
    AmbiguousNumber(String),
    NotAnInteger(String),
    Negative(String),
    NumberTooSmall(String),
    NumberTooLarge(String),
    InvalidShare(String),
    InvalidYear(String),
    EndsBeforeStart {
        from: Year,
        to: Year,
    },
    UnknownActor {
        name: String,
        suggestion: Option<String>,
    },
    AmbiguousActor {
        name: String,
        rows: (usize, usize),
    },
    PartOfItself,
    /// The seller of a link is its buyer.
    SelfLink,
    SelfConversion {
        item: String,
    },
    InvalidConversion {
        item: String,
    },
    OwnUseAboveSupply {
        item: String,
    },
    InvalidKindByYear {
        item: String,
    },
    PathTooShort,
    RejectedByMap {
        message: String,
    },
}

/// One import error with its position.
#[derive(Clone, Debug, PartialEq)]
pub struct RowError {
    /// The file name of the table, as given.
    pub file: String,
    /// The row as a spreadsheet counts, from 1. `None` for a whole column or file.
    pub row: Option<usize>,
    /// The header of the column.
    pub column: Option<String>,
    /// The error.
    pub reason: RowErrorKind,
}

/// Something that an import ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences say what they are")]
pub enum ImportWarning {
    UnknownColumn { file: String, column: String },
    UnnamedColumn { file: String, number: usize },
}

impl RowError {
    /// Position and error as one line.
    pub fn sentence(&self, language: Language) -> String {
        let (row, column) = match language {
            Language::Vietnamese => ("dòng", "cột"),
            Language::English => ("row", "column"),
        };
        let row = self.row.map(|number| format!("{row} {number}"));
        let column = self.column.as_ref().map(|header| format!("{column} {header}"));
        let place: Vec<String> = row.into_iter().chain(column).collect();
        let place = if place.is_empty() { String::new() } else { format!(": {}", place.join(", ")) };
        format!("{}{place}: {}", self.file, self.reason.sentence(language))
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

impl ImportWarning {
    /// The warning as one line.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::UnknownColumn { file, column }, Language::Vietnamese) => {
                format!("{file}: không biết cột “{column}”; đã bỏ qua cột này")
            }
            (Self::UnknownColumn { file, column }, Language::English) => {
                format!("{file}: column “{column}” is not known and was left out")
            }
            (Self::UnnamedColumn { file, number }, Language::Vietnamese) => {
                format!("{file}: cột thứ {number} không có tên; đã bỏ qua cột này")
            }
            (Self::UnnamedColumn { file, number }, Language::English) => {
                format!("{file}: column number {number} has no name and was left out")
            }
        }
    }
}

impl RowErrorKind {
    /// The error and what to do, without its position.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::Vietnamese => self.vietnamese(),
            Language::English => self.english(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NotUtf8(Encoding::Utf16) => "this is UTF-16 text, not UTF-8; save it as “CSV UTF-8”".into(),
            Self::NotUtf8(Encoding::Windows) => {
                "this is not UTF-8 text, but probably Windows-1258 or Windows-1252; save it as “CSV UTF-8”".into()
            }
            Self::NotUtf8(Encoding::Workbook) => "this is an Excel workbook; save it as “CSV UTF-8”".into(),
            Self::NotUtf8(Encoding::Binary) => "this is not a text file; save the table as “CSV UTF-8”".into(),
            Self::NoHeader => "the file is empty; its first row must name the columns".into(),
            Self::TableTooLarge => "this is more than a table holds: too many rows, or a row that is too long".into(),
            Self::UnclosedQuote => "a quotation mark is opened and never closed".into(),
            Self::ColumnCount { expected, found } => {
                format!(
                    "expected {expected} columns as in the header, found {found}; check separators and quotation marks"
                )
            }
            Self::MissingColumn => "this column is missing from the header".into(),
            Self::DuplicateColumn { first } => format!("it means the same as column “{first}”; keep one of them"),
            Self::EmptyCell => "it is empty".into(),
            Self::TooLong { limit } => format!("it is longer than {limit} characters"),
            Self::DuplicateKey { key, row } => format!("“{key}” already stands in row {row}; it must be unique"),
            Self::DuplicateItem { item } => format!("“{item}” is there twice"),
            Self::UnknownKeyword { word, known: (_, known) } => format!("“{word}” is not known; use one of: {known}"),
            Self::NotANumber(text) => format!("“{text}” is not a number"),
            Self::NotFinite(text) => format!("“{text}” is not a finite number"),
            Self::MixedStyles { one: (row, text), other: (next, other) } => format!(
                "it mixes two ways of writing numbers: “{text}” in row {row} and “{other}” in row {next}; write all of them in one way"
            ),
            Self::AmbiguousNumber(text) => format!(
                "“{text}” is ambiguous and nothing else in the column decides: use --numbers vi (1.346,5) or --numbers en (1,346.5)"
            ),
            Self::NotAnInteger(text) => format!("“{text}” is not a whole number"),
            Self::Negative(text) => format!("“{text}” is negative"),
            Self::NumberTooSmall(text) => format!("“{text}” is below 1"),
            Self::NumberTooLarge(text) => format!("“{text}” is too large"),
            Self::InvalidShare(text) => format!("“{text}” is not a share from 0 to 100"),
            Self::InvalidYear(text) => format!("“{text}” is not a year from 1900 to 2200"),
            Self::EndsBeforeStart { from, to } => format!("the years end before they begin: {from} to {to}"),
            Self::UnknownActor { name, suggestion: None } => {
                format!("there is no actor “{name}”; add it to the actors, or correct this cell")
            }
            Self::UnknownActor { name, suggestion: Some(suggestion) } => {
                format!("there is no actor “{name}”; is “{suggestion}” meant?")
            }
            Self::AmbiguousActor { name, rows: (first, second) } => {
                format!("“{name}” names several actors (rows {first} and {second}); use their ids")
            }
            Self::PartOfItself => "a product cannot be part of itself".into(),
            Self::SelfLink => "seller and buyer are the same; give another one".into(),
            Self::SelfConversion { item } => format!("“{item}”: a product cannot be turned into itself"),
            Self::InvalidConversion { item } => {
                format!("“{item}” is not written as A>B or A>B:0.65 or A>B:0.65 + C:0.1")
            }
            Self::OwnUseAboveSupply { item } => format!("“{item}”: more is kept than is supplied"),
            Self::InvalidKindByYear { item } => format!("“{item}” is not written as 2021: cooperative"),
            Self::PathTooShort => "it needs at least two actors, written as A>B>C".into(),
            Self::RejectedByMap { message } => message.clone(),
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::NotUtf8(Encoding::Utf16) => {
                "tệp ở dạng UTF-16, không phải UTF-8; hãy lưu lại dạng “CSV UTF-8”".into()
            }
            Self::NotUtf8(Encoding::Windows) => {
                "tệp không phải UTF-8, có lẽ là Windows-1258 hoặc Windows-1252; hãy lưu lại dạng “CSV UTF-8”".into()
            }
            Self::NotUtf8(Encoding::Workbook) => "đây là sổ tính Excel; hãy lưu lại dạng “CSV UTF-8”".into(),
            Self::NotUtf8(Encoding::Binary) => "đây không phải tệp văn bản; hãy lưu bảng dạng “CSV UTF-8”".into(),
            Self::NoHeader => "tệp trống; dòng đầu phải là tên các cột".into(),
            Self::TableTooLarge => "bảng quá lớn: quá nhiều dòng, hoặc có dòng quá dài".into(),
            Self::UnclosedQuote => "có dấu nháy kép mở mà không đóng".into(),
            Self::ColumnCount { expected, found } => {
                format!("cần {expected} cột như dòng đầu, có {found} cột; hãy xem lại dấu ngăn cách và dấu nháy")
            }
            Self::MissingColumn => "thiếu cột này ở dòng đầu".into(),
            Self::DuplicateColumn { first } => format!("trùng ý với cột “{first}”; hãy giữ một cột"),
            Self::EmptyCell => "ô để trống".into(),
            Self::TooLong { limit } => format!("dài quá {limit} ký tự"),
            Self::DuplicateKey { key, row } => format!("“{key}” đã có ở dòng {row}; không được trùng"),
            Self::DuplicateItem { item } => format!("“{item}” có hai lần"),
            Self::UnknownKeyword { word, known: (known, _) } => {
                format!("không hiểu “{word}”; hãy dùng một trong: {known}")
            }
            Self::NotANumber(text) => format!("“{text}” không phải là số"),
            Self::NotFinite(text) => format!("“{text}” không phải là số hữu hạn"),
            Self::MixedStyles { one: (row, text), other: (next, other) } => format!(
                "cột có hai cách viết số lẫn nhau: “{text}” ở dòng {row} và “{other}” ở dòng {next}; hãy viết cả cột theo một cách"
            ),
            Self::AmbiguousNumber(text) => format!(
                "“{text}” có hai cách hiểu và không ô nào khác trong cột cho biết: hãy dùng --numbers vi (1.346,5) hoặc --numbers en (1,346.5)"
            ),
            Self::NotAnInteger(text) => format!("“{text}” không phải số nguyên"),
            Self::Negative(text) => format!("“{text}” là số âm"),
            Self::NumberTooSmall(text) => format!("“{text}” nhỏ hơn 1"),
            Self::NumberTooLarge(text) => format!("“{text}” quá lớn"),
            Self::InvalidShare(text) => format!("“{text}” không phải tỷ lệ từ 0 đến 100"),
            Self::InvalidYear(text) => format!("“{text}” không phải năm từ 1900 đến 2200"),
            Self::EndsBeforeStart { from, to } => format!("năm cuối trước năm đầu: {from} đến {to}"),
            Self::UnknownActor { name, suggestion: None } => {
                format!("không có tác nhân “{name}”; hãy thêm vào bảng tác nhân hoặc sửa ô này")
            }
            Self::UnknownActor { name, suggestion: Some(suggestion) } => {
                format!("không có tác nhân “{name}”; có phải “{suggestion}”?")
            }
            Self::AmbiguousActor { name, rows: (first, second) } => {
                format!("“{name}” là tên của nhiều tác nhân (dòng {first} và {second}); hãy dùng mã")
            }
            Self::PartOfItself => "một sản phẩm không thể thuộc chính nó".into(),
            Self::SelfLink => "bên bán và bên mua là một; hãy ghi bên khác".into(),
            Self::SelfConversion { item } => format!("“{item}”: một sản phẩm không thể chế biến thành chính nó"),
            Self::InvalidConversion { item } => {
                format!("“{item}” không viết dạng A>B, A>B:0,65 hay A>B:0,65 + C:0,1")
            }
            Self::OwnUseAboveSupply { item } => format!("“{item}”: phần để lại nhiều hơn sản lượng"),
            Self::InvalidKindByYear { item } => format!("“{item}” không viết dạng 2021: hợp tác xã"),
            Self::PathTooShort => "cần ít nhất hai tác nhân, viết dạng A>B>C".into(),
            Self::RejectedByMap { message } => message.clone(),
        }
    }
}

/// Collects errors and warnings; errors are sorted at the end, so that tables can be read in any order.
#[derive(Debug, Default)]
pub(super) struct Report {
    errors: Vec<(ErrorSortKey, RowError)>,
    pub warnings: Vec<ImportWarning>,
}

/// Sort key of an error: table, row, column.
type ErrorSortKey = (CsvTableKind, usize, Option<usize>);

impl Report {
    pub fn add(&mut self, table: CsvTableKind, field: Option<&str>, error: RowError) {
        let column = field.and_then(|id| table.columns().iter().position(|column| column.id == id));
        self.errors.push(((table, error.row.unwrap_or_default(), column), error));
    }

    /// All errors, sorted by table, row and column.
    pub fn into_errors(mut self) -> Vec<RowError> {
        self.errors.sort_by_key(|(order, _)| *order);
        self.errors.into_iter().map(|(_, error)| error).collect()
    }

    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }
}

/// A text shortened for a message.
pub(super) fn truncated(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    let line = text.chars().take(MAX_CHARS + 1).collect::<String>();
    let line = normalize_line(&line);
    if line.chars().count() > MAX_CHARS { line.chars().take(MAX_CHARS).chain(['…']).collect() } else { line }
}
