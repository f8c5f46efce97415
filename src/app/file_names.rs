//! File names: extensions and suggestions.

use std::path::PathBuf;

pub(super) use crate::storage::MAP_EXTENSION;

/// Extension of tables.
pub(super) const TABLE_EXTENSION: &str = "csv";
/// Extension of workbooks.
pub(super) const WORKBOOK_EXTENSION: &str = "xlsx";
/// Default extension of reports.
pub(super) const REPORT_EXTENSION: &str = "docx";
/// Extension of slides.
pub(super) const DECK_EXTENSION: &str = "pptx";
/// Default extension of pictures.
pub(super) const PICTURE_EXTENSION: &str = "svg";

/// Adds the extension if there is none, or if the file would have the extension of a map without being one.
pub(super) fn with_default_extension(path: PathBuf, extension: &str) -> PathBuf {
    match path.extension() {
        None => path.with_extension(extension),
        Some(given) if given.eq_ignore_ascii_case(MAP_EXTENSION) && extension != MAP_EXTENSION => {
            let mut name = path.into_os_string();
            name.push(format!(".{extension}"));
            name.into()
        }
        Some(_) => path,
    }
}

/// Suggested file name for a map with this title.
pub(super) fn suggested_name(title: &str) -> String {
    let plain: String =
        crate::language::fold(title).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let stem = if words.is_empty() { "ban-do".to_owned() } else { words.join("-") };
    format!("{}.{MAP_EXTENSION}", stem.chars().take(60).collect::<String>())
}

/// Suggested file stem from several titles.
pub(super) fn file_stem<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    let stem = |title: &str| {
        PathBuf::from(suggested_name(title)).file_stem().unwrap_or_default().to_string_lossy().into_owned()
    };
    titles.map(stem).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions() {
        assert_eq!(suggested_name("Liên kết Cần Thơ 2019 (minh họa)"), "lien-ket-can-tho-2019-minh-hoa.lienket");
        assert_eq!(suggested_name("…"), "ban-do.lienket");
        assert_eq!(with_default_extension(PathBuf::from("a"), MAP_EXTENSION), PathBuf::from("a.lienket"));
        assert_eq!(with_default_extension(PathBuf::from("a.ron"), MAP_EXTENSION), PathBuf::from("a.ron"));
        assert_eq!(with_default_extension(PathBuf::from("a.lienket"), "svg"), PathBuf::from("a.lienket.svg"));
        assert_eq!(with_default_extension(PathBuf::from("a.png"), "svg"), PathBuf::from("a.png"));
    }
}
