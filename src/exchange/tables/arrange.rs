//! The order of rows, and which of them fit what was typed. Beside one another on all cores: a country has a hundred
//! thousand of them.

use rayon::prelude::*;

use super::{Cell, Row, Source};
use crate::language::{Heading, fold};

/// By which column rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub column: Heading,
    /// From high to low.
    pub descending: bool,
}

/// The rows in an order. Rows that are alike stay as they stood; those that are empty there come last, either way.
pub fn ordered(rows: &[Row], order: Order, source: Source<'_>) -> Vec<Row> {
    let mut keyed: Vec<_> =
        rows.par_iter().map(|row| (row.cell(order.column, source).key(source.language), *row)).collect();
    keyed.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) if order.descending => other.order(one),
        (Some(one), Some(other)) => one.order(other),
        // None is empty, and true comes after false.
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// What is looked through in each row: all its cells, as [`fold`] gives them.
pub fn haystacks(rows: &[Row], columns: &[Heading], source: Source<'_>) -> Vec<String> {
    let whole = |row: &Row| {
        let cells: Vec<String> =
            columns.iter().map(|column| row.cell(*column, source).shown(source.language)).collect();
        fold(&cells.join(" "))
    };
    rows.par_iter().map(whole).collect()
}

/// The places of the rows that have every word typed, whatever its accents and case; all where nothing was typed.
pub fn matching(haystacks: &[String], typed: &str) -> Vec<usize> {
    let folded = fold(typed);
    let words: Vec<&str> = folded.split(' ').collect();
    let fits = |text: &String| words.iter().all(|word| text.contains(word));
    haystacks.iter().enumerate().filter(|(_, text)| fits(text)).map(|(at, _)| at).collect()
}

/// The sum of a column, in its own unit; words and empty cells count nothing.
pub fn total(rows: &[Row], column: Heading, source: Source<'_>) -> f64 {
    let value = |row: &Row| match row.cell(column, source) {
        Cell::Number(value) => value,
        _ => 0.0,
    };
    rows.iter().map(value).sum()
}
