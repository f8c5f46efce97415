//! The order of rows, and which of them fit what was typed. Beside one another on all cores: a country has a hundred
//! thousand of them.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Cell, PORTION, Row, Source, TableKind};
use crate::analysis::ProgressCallback;
use crate::language::{Heading, fold};

/// The part of the time of an order that goes into reading the cells; the rest goes into sorting.
const READING: f32 = 0.8;
/// The part of the time of a filter that goes into its texts; the rest goes into what is added up.
const TEXTS: f32 = 0.9;

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
    let places = order_of(rows, order, source, &|_| true).unwrap_or_default();
    places.into_iter().filter_map(|at| rows.get(at)).copied().collect()
}

/// The places of the rows in an order, as [`ordered`] has it. `None` once `watch` says that it is wanted no more.
pub fn order_of(rows: &[Row], order: Order, source: Source<'_>, watch: ProgressCallback<'_>) -> Option<Vec<usize>> {
    let key = |row: &Row| row.cell(order.column, source).key(source.language);
    let mut keyed: Vec<_> = of_each(rows, key, &|part| watch(part * READING))?.into_iter().zip(0..).collect();
    keyed.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) if order.descending => other.order(one),
        (Some(one), Some(other)) => one.order(other),
        // None is empty, and true comes after false.
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    watch(1.0).then(|| keyed.into_iter().map(|(_, at)| at).collect())
}

/// Works something out for each row, on all cores; asks `watch` every [`PORTION`] rows, and gives `None` once it says
/// that it is wanted no more.
fn of_each<T: Send>(rows: &[Row], work: impl Fn(&Row) -> T + Sync, watch: ProgressCallback<'_>) -> Option<Vec<T>> {
    let done = AtomicUsize::new(0);
    let portion = |wrap_text: &[Row]| {
        let made: Vec<T> = wrap_text.iter().map(&work).collect();
        let done = done.fetch_add(wrap_text.len(), Ordering::Relaxed) + wrap_text.len();
        watch(done as f32 / rows.len() as f32).then_some(made)
    };
    let portions = rows.par_chunks(PORTION).map(portion).collect::<Option<Vec<Vec<T>>>>()?;
    let mut all = Vec::with_capacity(rows.len());
    all.extend(portions.into_iter().flatten());
    Some(all)
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
    /// Makes the rows of a table ready. `None` once `watch` says that they are wanted no more.
    pub fn of(kind: TableKind, source: Source<'_>, watch: ProgressCallback<'_>) -> Option<Self> {
        let rows = kind.rows(source);
        let text = |row: &Row| haystack(*row, kind.columns(), source);
        let texts = of_each(&rows, text, &|part| watch(part * TEXTS))?;
        let amounts = |column: &Heading| {
            let amount = |row: &Row| amount(*row, *column, source);
            Some((*column, of_each(&rows, amount, &|_| watch(TEXTS))?))
        };
        let amounts = kind.summed().iter().map(amounts).collect::<Option<_>>()?;
        watch(1.0).then_some(Self { texts, amounts })
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
    rows.par_iter().map(|row| haystack(*row, columns, source)).collect()
}

fn haystack(row: Row, columns: &[Heading], source: Source<'_>) -> String {
    let cells: Vec<String> = columns.iter().map(|column| row.cell(*column, source).shown(source.language)).collect();
    fold(&cells.join(" "))
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
