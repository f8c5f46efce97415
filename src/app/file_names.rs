//! Names of files: their endings, and what to propose.

use std::path::PathBuf;

/// The ending of map files.
pub(super) const ENDING: &str = "lienket";
/// The ending of tables.
pub(super) const TABLE_ENDING: &str = "csv";
/// The ending of pictures, unless another one is asked for.
pub(super) const PICTURE_ENDING: &str = "svg";

/// The path with this ending, where none was given, or where what is written would pass for a map and is none.
pub(super) fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    match path.extension() {
        None => path.with_extension(ending),
        Some(given) if given.eq_ignore_ascii_case(ENDING) && ending != ENDING => {
            let mut whole = path.into_os_string();
            whole.push(format!(".{ending}"));
            whole.into()
        }
        Some(_) => path,
    }
}

/// A file name for a map of this title.
pub(super) fn proposed_name(title: &str) -> String {
    let plain: String =
        crate::language::fold(title).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let stem = if words.is_empty() { "ban-do".to_owned() } else { words.join("-") };
    format!("{}.{ENDING}", stem.chars().take(60).collect::<String>())
}

/// A file name of several titles, without its ending.
pub(super) fn file_stem<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    let stem = |title: &str| {
        PathBuf::from(proposed_name(title)).file_stem().unwrap_or_default().to_string_lossy().into_owned()
    };
    titles.map(stem).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings() {
        assert_eq!(proposed_name("Liên kết Cần Thơ 2019 (minh họa)"), "lien-ket-can-tho-2019-minh-hoa.lienket");
        assert_eq!(proposed_name("…"), "ban-do.lienket");
        assert_eq!(with_ending(PathBuf::from("a"), ENDING), PathBuf::from("a.lienket"));
        assert_eq!(with_ending(PathBuf::from("a.ron"), ENDING), PathBuf::from("a.ron"));
        assert_eq!(with_ending(PathBuf::from("a.lienket"), "svg"), PathBuf::from("a.lienket.svg"));
        assert_eq!(with_ending(PathBuf::from("a.png"), "svg"), PathBuf::from("a.png"));
    }
}
