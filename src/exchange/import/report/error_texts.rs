//! The sentences of import errors in both languages.

use super::{Encoding, RowErrorKind};
use crate::language::Language;

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
            Self::NotUtf8(Encoding::OldWorkbook) => {
                "this is an old Excel workbook (.xls) or one with a password; save it as .xlsx without a password"
                    .into()
            }
            Self::NotUtf8(Encoding::OpenDocument) => "this is a LibreOffice document; save it as .xlsx".into(),
            Self::DamagedArchive => "the file is damaged; open it in Excel and save it again".into(),
            Self::FormulaError { text } => format!("the formula fails with {text}; mend it or write the value"),
            Self::NotUtf8(Encoding::Binary) => "this is not a text file; save the table as “CSV UTF-8”".into(),
            Self::NoHeader => "the file is empty; its first row must name the columns".into(),
            Self::TableTooLarge => "this is more than a table holds: too many rows, or a row that is too long".into(),
            Self::DamagedNetwork { format, line } => format!(
                "line {line} is not as {format} has it; open the file in the program that wrote it and save it again"
            ),
            Self::EmptyNetwork { format } => format!("this {format} file has no nodes"),
            Self::NetworkTooLarge => "the network is too large or nested too deeply; split it".into(),
            Self::UnclosedQuote => "a quotation mark is opened and never closed".into(),
            Self::TextBeyondHeader { text } => {
                format!("“{text}” stands beyond the last column of the header; check separators and quotation marks")
            }
            Self::TextBehindQuote => {
                "a closing quotation mark is followed by more text; double the marks inside".into()
            }
            Self::MissingColumn => "this column is missing from the header".into(),
            Self::UnknownTable => {
                "its header names the columns of no table: actors need name, links need from and to".into()
            }
            Self::NoActors => "there is no table of actors".into(),
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
            Self::InvalidMeasure { text, known: (_, known) } => {
                format!("“{text}” does not say how the target is counted; use one of: {known}")
            }
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
            Self::InvalidView => "it is not as the program writes it; leave the table of views out".into(),
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
            Self::NotUtf8(Encoding::OldWorkbook) => {
                "đây là sổ tính Excel kiểu cũ (.xls) hoặc có mật khẩu; hãy lưu dạng .xlsx không mật khẩu".into()
            }
            Self::NotUtf8(Encoding::OpenDocument) => "đây là tệp LibreOffice; hãy lưu dạng .xlsx".into(),
            Self::DamagedArchive => "tệp bị hỏng; hãy mở bằng Excel rồi lưu lại".into(),
            Self::FormulaError { text } => format!("công thức báo lỗi {text}; hãy sửa hoặc ghi giá trị"),
            Self::NotUtf8(Encoding::Binary) => "đây không phải tệp văn bản; hãy lưu bảng dạng “CSV UTF-8”".into(),
            Self::NoHeader => "tệp trống; dòng đầu phải là tên các cột".into(),
            Self::TableTooLarge => "bảng quá lớn: quá nhiều dòng, hoặc có dòng quá dài".into(),
            Self::DamagedNetwork { format, line } => {
                format!("dòng {line} không đúng định dạng {format}; hãy mở tệp bằng chương trình đã ghi nó rồi lưu lại")
            }
            Self::EmptyNetwork { format } => format!("tệp {format} này không có nút nào"),
            Self::NetworkTooLarge => "mạng lưới quá lớn hoặc lồng quá sâu; hãy chia nhỏ".into(),
            Self::UnclosedQuote => "có dấu nháy kép mở mà không đóng".into(),
            Self::TextBeyondHeader { text } => {
                format!("“{text}” nằm ngoài các cột của dòng đầu; hãy xem lại dấu ngăn cách và dấu nháy")
            }
            Self::TextBehindQuote => "sau dấu nháy đóng còn chữ; hãy viết đôi dấu nháy ở bên trong".into(),
            Self::MissingColumn => "thiếu cột này ở dòng đầu".into(),
            Self::UnknownTable => {
                "dòng đầu không phải của bảng nào: bảng tác nhân cần cột tên, bảng liên kết cần cột từ và đến".into()
            }
            Self::NoActors => "không có bảng tác nhân".into(),
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
            Self::InvalidMeasure { text, known: (known, _) } => {
                format!("“{text}” không cho biết cách tính chỉ tiêu; hãy dùng một trong: {known}")
            }
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
            Self::InvalidView => "không đúng dạng chương trình ghi; hãy bỏ bảng trang trình bày".into(),
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
