//! What an import tells of communes and districts.

use crate::language::Language;

/// What is told of places, for all rows together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceNote {
    /// Names were spelled as the table of units has them.
    Spelled,
    /// Communes of before that are now part of one.
    Former,
    /// The same, and the cells got that one.
    Renewed,
    /// Communes of before that were divided.
    Divided,
    /// Names that several units have.
    Ambiguous,
    /// Names that no unit of the province has.
    Unknown,
}

impl PlaceNote {
    /// What is the matter with a place, in a few words.
    pub fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Spelled, Language::Vietnamese) => "viết lại theo danh mục",
            (Self::Spelled, Language::English) => "spelled as in the list of units",
            (Self::Former | Self::Renewed, Language::Vietnamese) => "xã cũ, nay thuộc một xã mới",
            (Self::Former | Self::Renewed, Language::English) => "of before July 2025, now part of one of today",
            (Self::Divided, Language::Vietnamese) => "xã cũ, nay chia cho nhiều xã mới",
            (Self::Divided, Language::English) => "of before July 2025, now divided",
            (Self::Ambiguous, Language::Vietnamese) => "nhiều xã cùng tên này",
            (Self::Ambiguous, Language::English) => "several communes are called so",
            (Self::Unknown, Language::Vietnamese) => "không phải xã nào của tỉnh",
            (Self::Unknown, Language::English) => "no commune of the province",
        }
    }

    /// What is the matter, with the number of rows and the first names.
    pub(super) fn text(self, rows: usize, count: &str, names: &str, language: Language) -> String {
        match (language, self) {
            (Language::Vietnamese, Self::Spelled) => {
                format!("{count} dòng có tên xã, huyện được viết lại theo danh mục: {names}")
            }
            (Language::Vietnamese, Self::Former) => {
                format!(
                    "{count} dòng có xã cũ, trước 1/7/2025, nay thuộc một xã mới (--communes new để lấy xã mới): {names}"
                )
            }
            (Language::Vietnamese, Self::Renewed) => {
                format!("{count} dòng có xã cũ, trước 1/7/2025; đã lấy xã mới: {names}")
            }
            (Language::Vietnamese, Self::Divided) => {
                format!(
                    "{count} dòng có xã cũ đã chia cho nhiều xã mới; giữ như đã viết, hãy cho biết là xã nào: {names}"
                )
            }
            (Language::Vietnamese, Self::Ambiguous) => {
                format!("{count} dòng có tên chung của nhiều xã; giữ như đã viết, hãy cho biết là xã nào: {names}")
            }
            (Language::Vietnamese, Self::Unknown) => {
                format!("{count} dòng có tên không phải xã nào của tỉnh, trước hay sau 1/7/2025: {names}")
            }
            (Language::English, Self::Spelled) => {
                format!("{} spelled as in the list of units: {names}", counted(rows, count, "place is", "places are"))
            }
            (Language::English, Self::Former) => {
                let communes =
                    counted(rows, count, "commune of before July 2025 is", "communes of before July 2025 are");
                format!("{communes} part of one of today now (--communes new takes it): {names}")
            }
            (Language::English, Self::Renewed) => {
                let communes = counted(rows, count, "commune", "communes");
                format!("{communes} of before July 2025 replaced by that of today: {names}")
            }
            (Language::English, Self::Divided) => {
                let communes = counted(rows, count, "commune of before was", "communes of before were");
                format!("{communes} divided and left as written; which is meant? {names}")
            }
            (Language::English, Self::Ambiguous) => {
                let communes = counted(rows, count, "commune has a name", "communes have a name");
                format!("{communes} that several units have, left as written; which is meant? {names}")
            }
            (Language::English, Self::Unknown) => {
                let communes = counted(rows, count, "name is", "names are");
                format!("{communes} no commune of the province, before or since July 2025: {names}")
            }
        }
    }
}

fn counted(rows: usize, count: &str, one: &str, many: &str) -> String {
    format!("{count} {}", if rows == 1 { one } else { many })
}
