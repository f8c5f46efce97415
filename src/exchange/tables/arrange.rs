//! The order of rows, and which of them fit what was typed. Beside one another on all cores: a country has a hundred
//! thousand of them.

use rayon::prelude::*;

use super::{Cell, Row, Source, TableKind};
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
    order_of(rows, order, source).into_iter().filter_map(|at| rows.get(at)).copied().collect()
}

/// The places of the rows in an order, as [`ordered`] has it.
pub fn order_of(rows: &[Row], order: Order, source: Source<'_>) -> Vec<usize> {
    let mut keyed: Vec<_> = rows
        .par_iter()
        .enumerate()
        .map(|(at, row)| (row.cell(order.column, source).key(source.language), at))
        .collect();
    keyed.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) if order.descending => other.order(one),
        (Some(one), Some(other)) => one.order(other),
        // None is empty, and true comes after false.
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    keyed.into_iter().map(|(_, at)| at).collect()
}

/// A table made ready to be filtered and added up at every letter that is typed: the making takes its time, the asking
/// does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    texts: Vec<String>,
    /// The columns that are added up, with what each row brings to them.
    amounts: Vec<(Heading, Vec<f64>)>,
}

impl Prepared {
    /// Makes the rows of a table ready.
    pub fn of(kind: TableKind, source: Source<'_>) -> Self {
        let rows = kind.rows(source);
        let amounts = |column: &Heading| (*column, rows.iter().map(|row| amount(*row, *column, source)).collect());
        Self { texts: haystacks(&rows, kind.columns(), source), amounts: kind.summed().iter().map(amounts).collect() }
    }

    /// Those of these places whose rows have every word typed, in the order in which they are given.
    pub fn matching(&self, places: &[usize], typed: &str) -> Vec<usize> {
        let folded = fold(typed);
        let words: Vec<&str> = folded.split(' ').collect();
        let fits = |at: &&usize| self.texts.get(**at).is_some_and(|text| words.iter().all(|word| text.contains(word)));
        places.iter().filter(fits).copied().collect()
    }

    /// What the rows at these places add up to, by column.
    pub fn totals(&self, places: &[usize]) -> Vec<(Heading, f64)> {
        let sum = |values: &Vec<f64>| places.iter().filter_map(|at| values.get(*at)).sum();
        self.amounts.iter().map(|(column, values)| (*column, sum(values))).collect()
    }
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
    rows.iter().map(|row| amount(*row, column, source)).sum()
}

fn amount(row: Row, column: Heading, source: Source<'_>) -> f64 {
    match row.cell(column, source) {
        Cell::Number(value) => value,
        _ => 0.0,
    }
}
