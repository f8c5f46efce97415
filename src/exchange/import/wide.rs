//! Figures whose years stand side by side, “Doanh thu 2019”, “Doanh thu 2020”, or “Thành viên 2019”, “2020”: read as a table
//! of figures by year.

use csv::StringRecord;

use super::columns::{FIGURES_ACTOR, FIGURES_YEAR};
use super::sheet::Sheet;
use super::source::{SourceRow, SourceTable, is_no_number};
use super::year_heads::year_columns;
use crate::map::Year;
use crate::schema::actor;

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
    let mut rows = vec![SourceRow { number: sheet.header_row(), cells: header, ..SourceRow::default() }];
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
                is_told |= !cell.is_empty() && !is_no_number(cell);
                cells.push_field(cell);
            }
            if is_told {
                rows.push(SourceRow { number: row.number, cells, numbers, ..SourceRow::default() });
            }
        }
    }
    Some(SourceTable { name: sheet.name().to_owned(), rows, part_of: Some(sheet.index), ..SourceTable::default() })
}
