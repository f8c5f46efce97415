//! The order of rows, and which of them fit what was typed. Beside one another on all cores: a country has a hundred
//! thousand of them.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{CHUNK_SIZE, Cell, TableKind, TableRow, TableSource};
use crate::analysis::ProgressCallback;
use crate::language::{Heading, fold};

/// The part of the time of an order that goes into reading the cells; the rest goes into sorting.
const READ_PROGRESS: f32 = 0.8;
/// The part of the time of a filter that goes into its texts; the rest goes into what is added up.
const INDEX_PROGRESS: f32 = 0.9;

/// By which column rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// The column.
    pub column: Heading,
    /// From high to low.
    pub descending: bool,
}

/// The rows in an order. Rows that are alike stay as they stood; those that are empty there come last, either way.
pub fn sorted_rows(rows: &[TableRow], order: SortOrder, source: TableSource<'_>) -> Vec<TableRow> {
    let places = sorted_indices(rows, order, source, &|_| true).unwrap_or_default();
    places.into_iter().filter_map(|at| rows.get(at)).copied().collect()
}

/// The places of the rows in an order, as [`ordered`] has it. `None` once `watch` says that it is wanted no more.
pub fn sorted_indices(
    rows: &[TableRow],
    order: SortOrder,
    source: TableSource<'_>,
    progress: ProgressCallback<'_>,
) -> Option<Vec<usize>> {
    let key = |row: &TableRow| row.cell(order.column, source).sort_key(source.language);
    let mut keyed: Vec<_> = map_rows(rows, key, &|part| progress(part * READ_PROGRESS))?.into_iter().zip(0..).collect();
    keyed.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) if order.descending => other.compare(one),
        (Some(one), Some(other)) => one.compare(other),
        // None is empty, and true comes after false.
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    progress(1.0).then(|| keyed.into_iter().map(|(_, at)| at).collect())
}

/// Works something out for each row, on all cores; asks `watch` every [`PORTION`] rows, and gives `None` once it says
/// that it is wanted no more.
fn map_rows<T: Send>(
    rows: &[TableRow],
    work: impl Fn(&TableRow) -> T + Sync,
    progress: ProgressCallback<'_>,
) -> Option<Vec<T>> {
    let done = AtomicUsize::new(0);
    let map_chunk = |wrap_text: &[TableRow]| {
        let results: Vec<T> = wrap_text.iter().map(&work).collect();
        let done = done.fetch_add(wrap_text.len(), Ordering::Relaxed) + wrap_text.len();
        progress(done as f32 / rows.len() as f32).then_some(results)
    };
    let chunks = rows.par_chunks(CHUNK_SIZE).map(map_chunk).collect::<Option<Vec<Vec<T>>>>()?;
    let mut all = Vec::with_capacity(rows.len());
    all.extend(chunks.into_iter().flatten());
    Some(all)
}

/// A table made ready to be filtered and added up at every letter that is typed: the making takes its time, the asking
/// does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableIndex {
    texts: Vec<String>,
    /// The columns that are added up, with what each row brings to them.
    amounts: Vec<(Heading, Vec<f64>)>,
}

impl TableIndex {
    /// Makes the rows of a table ready. `None` once `watch` says that they are wanted no more.
    pub fn of(kind: TableKind, source: TableSource<'_>, progress: ProgressCallback<'_>) -> Option<Self> {
        let rows = kind.rows(source);
        let text = |row: &TableRow| haystack(*row, kind.columns(), source);
        let texts = map_rows(&rows, text, &|part| progress(part * INDEX_PROGRESS))?;
        let amounts = |column: &Heading| {
            let amount = |row: &TableRow| amount(*row, *column, source);
            Some((*column, map_rows(&rows, amount, &|_| progress(INDEX_PROGRESS))?))
        };
        let amounts = kind.summed_columns().iter().map(amounts).collect::<Option<_>>()?;
        progress(1.0).then_some(Self { texts, amounts })
    }

    /// Those of these places whose rows have every word typed, in the order in which they are given.
    pub fn matching(&self, indices: &[usize], query: &str) -> Vec<usize> {
        let folded = fold(query);
        let words: Vec<&str> = folded.split(' ').collect();
        let is_match =
            |at: &&usize| self.texts.get(**at).is_some_and(|text| words.iter().all(|word| text.contains(word)));
        indices.iter().filter(is_match).copied().collect()
    }

    /// What the rows at these places add up to, by column.
    pub fn totals(&self, indices: &[usize]) -> Vec<(Heading, f64)> {
        let sum = |values: &Vec<f64>| indices.iter().filter_map(|at| values.get(*at)).sum();
        self.amounts.iter().map(|(column, values)| (*column, sum(values))).collect()
    }
}

/// What is looked through in each row: all its cells, as [`fold`] gives them.
pub fn haystacks(rows: &[TableRow], columns: &[Heading], source: TableSource<'_>) -> Vec<String> {
    rows.par_iter().map(|row| haystack(*row, columns, source)).collect()
}

fn haystack(row: TableRow, columns: &[Heading], source: TableSource<'_>) -> String {
    let cells: Vec<String> =
        columns.iter().map(|column| row.cell(*column, source).display_text(source.language)).collect();
    fold(&cells.join(" "))
}

/// The places of the rows that have every word typed, whatever its accents and case; all where nothing was typed.
pub fn matching(haystacks: &[String], query: &str) -> Vec<usize> {
    let folded = fold(query);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_match = |text: &String| words.iter().all(|word| text.contains(word));
    haystacks.iter().enumerate().filter(|(_, text)| is_match(text)).map(|(at, _)| at).collect()
}

/// The sum of a column, in its own unit; words and empty cells count nothing.
pub fn total(rows: &[TableRow], column: Heading, source: TableSource<'_>) -> f64 {
    rows.iter().map(|row| amount(*row, column, source)).sum()
}

fn amount(row: TableRow, column: Heading, source: TableSource<'_>) -> f64 {
    match row.cell(column, source) {
        Cell::Number(value) => value,
        _ => 0.0,
    }
}
