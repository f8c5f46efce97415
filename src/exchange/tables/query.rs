//! Sorting and filtering of rows, in parallel, as a country has a hundred thousand of them.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{CHUNK_SIZE, TableColumn, TableKind, TableRow, TableSource};
use crate::analysis::ProgressCallback;
use crate::language::fold;
use crate::schema::Cell;

/// Share of the progress of sorting at which the cells are read; the rest is the sort.
const READ_PROGRESS: f32 = 0.8;
/// Share of the progress of an index at which its texts are built; the rest is for the summed columns.
const INDEX_PROGRESS: f32 = 0.9;

/// The column that rows are sorted by, and the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// The column.
    pub column: TableColumn,
    /// Whether to sort from high to low.
    pub descending: bool,
}

/// The rows sorted stably; rows with an empty cell in the column come last in both directions.
pub fn sorted_rows(rows: &[TableRow], order: SortOrder, source: TableSource<'_>) -> Vec<TableRow> {
    let indices = sorted_indices(rows, order, source, &|_| true).unwrap_or_default();
    indices.into_iter().filter_map(|at| rows.get(at)).copied().collect()
}

/// The indices of the rows in the order of [`sorted_rows`]. `None` when cancelled.
pub fn sorted_indices(
    rows: &[TableRow],
    order: SortOrder,
    source: TableSource<'_>,
    progress: ProgressCallback<'_>,
) -> Option<Vec<usize>> {
    let key = |row: &TableRow| row.cell(order.column, source).sort_key();
    let mut keyed: Vec<_> =
        map_rows(rows, key, &|fraction| progress(fraction * READ_PROGRESS))?.into_iter().zip(0..).collect();
    keyed.par_sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) if order.descending => other.compare(one),
        (Some(one), Some(other)) => one.compare(other),
        // `None` is an empty cell, and `true` sorts after `false`.
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    progress(1.0).then(|| keyed.into_iter().map(|(_, at)| at).collect())
}

/// Computes a value for each row, in parallel; calls `progress` every [`CHUNK_SIZE`] rows. `None` when cancelled.
fn map_rows<T: Send>(
    rows: &[TableRow],
    compute: impl Fn(&TableRow) -> T + Sync,
    progress: ProgressCallback<'_>,
) -> Option<Vec<T>> {
    let done = AtomicUsize::new(0);
    let map_chunk = |chunk: &[TableRow]| {
        let results: Vec<T> = chunk.iter().map(&compute).collect();
        let done = done.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len();
        progress(done as f32 / rows.len() as f32).then_some(results)
    };
    let chunks = rows.par_chunks(CHUNK_SIZE).map(map_chunk).collect::<Option<Vec<Vec<T>>>>()?;
    let mut all = Vec::with_capacity(rows.len());
    all.extend(chunks.into_iter().flatten());
    Some(all)
}

/// An index of a table to filter and sum it at every keystroke: slow to build, fast to query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableIndex {
    texts: Vec<String>,
    /// The summed columns with the amount of each row.
    amounts: Vec<(TableColumn, Vec<f64>)>,
}

impl TableIndex {
    /// Builds the index of a table in its usual columns. `None` when cancelled.
    pub fn of(kind: TableKind, source: TableSource<'_>, progress: ProgressCallback<'_>) -> Option<Self> {
        Self::of_columns(kind, kind.columns(), source, progress)
    }

    /// Builds the index of a table in these columns. `None` when cancelled.
    pub fn of_columns(
        kind: TableKind,
        columns: &[TableColumn],
        source: TableSource<'_>,
        progress: ProgressCallback<'_>,
    ) -> Option<Self> {
        let rows = kind.rows(source);
        let text = |row: &TableRow| haystack(*row, columns, source);
        let texts = map_rows(&rows, text, &|fraction| progress(fraction * INDEX_PROGRESS))?;
        let amounts = |column: &TableColumn| {
            let amount = |row: &TableRow| amount(*row, *column, source);
            Some((*column, map_rows(&rows, amount, &|_| progress(INDEX_PROGRESS))?))
        };
        let amounts = kind.summed_columns().iter().map(amounts).collect::<Option<_>>()?;
        progress(1.0).then_some(Self { texts, amounts })
    }

    /// Those of these row indices whose rows contain every word of the query, in the given order.
    pub fn matching(&self, indices: &[usize], query: &str) -> Vec<usize> {
        let folded = fold(query);
        let words: Vec<&str> = folded.split(' ').collect();
        let is_match =
            |at: &&usize| self.texts.get(**at).is_some_and(|text| words.iter().all(|word| text.contains(word)));
        indices.iter().filter(is_match).copied().collect()
    }

    /// The sums over the rows at these indices, by column.
    pub fn totals(&self, indices: &[usize]) -> Vec<(TableColumn, f64)> {
        let sum = |values: &Vec<f64>| indices.iter().filter_map(|at| values.get(*at)).sum();
        self.amounts.iter().map(|(column, values)| (*column, sum(values))).collect()
    }
}

/// The searched text of each row: all its cells, as given by [`fold`].
pub fn haystacks(rows: &[TableRow], columns: &[TableColumn], source: TableSource<'_>) -> Vec<String> {
    rows.par_iter().map(|row| haystack(*row, columns, source)).collect()
}

fn haystack(row: TableRow, columns: &[TableColumn], source: TableSource<'_>) -> String {
    let cells: Vec<String> =
        columns.iter().map(|column| row.cell(*column, source).display_text(source.language)).collect();
    fold(&cells.join(" "))
}

/// The indices of the rows that contain every word of the query, ignoring accents and case; all for an empty query.
pub fn matching(haystacks: &[String], query: &str) -> Vec<usize> {
    let folded = fold(query);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_match = |text: &String| words.iter().all(|word| text.contains(word));
    haystacks.iter().enumerate().filter(|(_, text)| is_match(text)).map(|(at, _)| at).collect()
}

/// The sum of a column's plain numbers; all other cells count as 0.
pub fn total(rows: &[TableRow], column: TableColumn, source: TableSource<'_>) -> f64 {
    rows.iter().map(|row| amount(*row, column, source)).sum()
}

fn amount(row: TableRow, column: TableColumn, source: TableSource<'_>) -> f64 {
    match row.cell(column, source) {
        Cell::Number(value) => value,
        _ => 0.0,
    }
}
