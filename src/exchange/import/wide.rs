//! Figures whose years stand side by side, “Doanh thu 2019”, “Doanh thu 2020”, or “Thành viên 2019”, “2020”: read as a table
//! of figures by year.

use csv::StringRecord;

use super::columns::{FIGURES_ACTOR, FIGURES_YEAR, ImportTable};
use super::sheet::Sheet;
use super::source::{SourceRow, SourceTable, is_nothing};
use crate::map::{Figures, YEARS, Year};
use crate::schema::{Described, actor};

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

/// A head without the only year in it, and that year.
fn without_year(head: &str) -> Option<(String, Year)> {
    // No head is that long, whatever stands in the first rows.
    const LONGEST: usize = 200;
    if head.len() > LONGEST {
        return None;
    }
    let words: Vec<&str> = head.split_whitespace().collect();
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

/// The figures by year of a table of actors as a table of their own; none where it has none.
pub(super) fn figures_by_year(sheet: &Sheet) -> Option<SourceTable> {
    let columns = year_columns(sheet.heads());
    let mut heads: Vec<&str> = columns.iter().map(|column| column.head.as_str()).collect();
    heads.sort_unstable();
    heads.dedup();
    let mut years: Vec<Year> = columns.iter().map(|column| column.year).collect();
    years.sort_unstable();
    years.dedup();
    if heads.is_empty() {
        return None;
    }
    let key = if sheet.has_column(actor::ID.id) { actor::ID.id } else { actor::NAME.id };
    let header: StringRecord = [FIGURES_ACTOR, FIGURES_YEAR].into_iter().chain(heads.iter().copied()).collect();
    let mut rows = vec![SourceRow { number: sheet.header_row(), cells: header, numbers: Vec::new() }];
    for row in &sheet.rows {
        for year in &years {
            let mut cells: StringRecord = [sheet.cell(row, key), &year.to_string()].into_iter().collect();
            let mut numbers = Vec::new();
            let mut is_told = false;
            for head in &heads {
                let of_year = columns.iter().find(|column| column.year == *year && column.head == *head);
                let cell = of_year.map_or("", |column| row.cell(column.at));
                if of_year.is_some_and(|column| row.is_number(column.at)) {
                    numbers.push(cells.len());
                }
                is_told |= !cell.is_empty() && !is_nothing(cell);
                cells.push_field(cell);
            }
            if is_told {
                rows.push(SourceRow { number: row.number, cells, numbers });
            }
        }
    }
    Some(SourceTable { name: sheet.name().to_owned(), rows, part_of: Some(sheet.index), ..SourceTable::default() })
}
