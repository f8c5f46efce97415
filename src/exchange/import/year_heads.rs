//! Heads of figures in one year: “Doanh thu 2019”, “Thành viên (2020)”.

use super::columns::ImportTable;
use crate::map::{Figures, YEARS, Year};
use crate::schema::Described;

/// A column of a figure in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YearColumn {
    /// Its place from the left, from 0.
    pub at: usize,
    /// What stands over it but for the year.
    pub head: String,
    /// The year.
    pub year: Year,
}

/// The columns of figures by year among these heads; a year alone goes on with the figure of the column before.
pub(super) fn year_columns(heads: &[String]) -> Vec<YearColumn> {
    let mut found: Vec<YearColumn> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let Some((rest, year)) = without_year(head) else { continue };
        let before = found.last().filter(|before| before.at + 1 == at).map(|before| before.head.clone());
        let head = if is_figure(&rest) { Some(rest) } else { before.filter(|_| rest.is_empty()) };
        found.extend(head.map(|head| YearColumn { at, head, year }));
    }
    found
}

/// Whether a text is a year and nothing else.
pub(super) fn is_year(text: &str) -> bool {
    without_year(text).is_some_and(|(rest, _)| rest.is_empty())
}

/// Whether a head is that of a figure.
pub(super) fn is_figure(head: &str) -> bool {
    let column = ImportTable::Figures.find_column(head);
    column.is_some_and(|column| Figures::fields().iter().any(|field| field.id == column.id))
}

/// The figure and the year that a head says by itself.
pub(super) fn figure_of_year(head: &str) -> Option<(String, Year)> {
    without_year(head).filter(|(rest, _)| is_figure(rest))
}

/// A word and the four digits behind its last sign.
fn rsplit_year(word: &str) -> Option<(&str, &str)> {
    let is_year = |digits: &str| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    word.rsplit_once(['_', '-', '.']).filter(|(_, digits)| is_year(digits))
}

/// A head without the only year in it, and that year.
fn without_year(head: &str) -> Option<(String, Year)> {
    // No head is that long, whatever stands in the first rows.
    const LONGEST: usize = 200;
    if head.len() > LONGEST {
        return None;
    }
    // “members_2019”, as programs name their attributes.
    let parts = |word| match rsplit_year(word) {
        Some((rest, year)) => [rest, year],
        None => [word, ""],
    };
    let words: Vec<&str> = head.split_whitespace().flat_map(parts).filter(|word| !word.is_empty()).collect();
    let bare = |word: &str| -> Option<Year> {
        let digits = word.trim_matches(['(', ')', '[', ']', ',', ':', '.', '-', '–', '_']);
        digits.parse().ok().filter(|year| digits.len() == 4 && YEARS.contains(year))
    };
    let mut years = words.iter().filter_map(|word| bare(word));
    let year = years.next().filter(|_| years.next().is_none())?;
    let is_filler = |word: &str| matches!(word.to_lowercase().as_str(), "năm" | "nam" | "year" | "in" | "-" | "–");
    let mut rest: Vec<&str> = words.into_iter().filter(|word| bare(word).is_none()).collect();
    rest.retain(|word| !is_filler(word));
    Some((rest.join(" "), year))
}
