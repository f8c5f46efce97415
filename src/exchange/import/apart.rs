//! Tables that stand in one sheet, below each other or side by side, each under heads of its own.

use super::columns::{ImportTable, known_columns};
use super::header::{Header, LOOKED_AT, recognise};
use super::source::{RowFault, SourceRow, SourceTable};

/// So many gaps between rows are looked at.
const MOST_GAPS: usize = 200;
/// Fewer heads are no table of their own.
const FEWEST_HEADS: usize = 2;

/// The tables of a sheet, from left to right and from top to bottom.
pub(super) fn apart(source: SourceTable) -> Vec<SourceTable> {
    if source.network.is_some() || source.is_truncated {
        return vec![source];
    }
    let (name, sheet) = (source.name.clone(), source.sheet.clone());
    let mut tables: Vec<SourceTable> = side_by_side(source).into_iter().flat_map(below_each_other).collect();
    for (at, table) in tables.iter_mut().enumerate().skip(1) {
        table.name = format!("{name} ({})", at + 1);
        table.sheet.clone_from(&sheet);
    }
    tables
}

/// Whether cells name most of the columns of a kind of table, and all that it needs.
fn are_heads<'a>(cells: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
    let named = cells.clone().filter(|cell| !cell.is_empty()).count();
    let names: Vec<String> = cells.clone().map(str::to_owned).collect();
    let fits = |table: ImportTable| known_columns(Some(table), cells) * 2 >= named && table.has_required(&names);
    named >= FEWEST_HEADS && ImportTable::ALL.into_iter().any(fits)
}

/// Two tables or more whose heads stand in one row, with blank columns between them.
fn side_by_side(source: SourceTable) -> Vec<SourceTable> {
    let heads = source.rows.iter().take(LOOKED_AT).enumerate().find_map(|(at, row)| {
        let parts = filled_parts(row);
        let is_table = |part: &(usize, usize)| are_heads(&(part.0..part.1).map(|column| row.cell(column)));
        (parts.len() > 1 && parts.iter().all(is_table)).then_some((at, parts))
    });
    let Some((at, parts)) = heads else { return vec![source] };
    let is_between = |column: usize| parts.iter().all(|(first, end)| column < *first || column >= *end);
    let has_text_between =
        |row: &SourceRow| row.cells.iter().enumerate().any(|(column, cell)| !cell.is_empty() && is_between(column));
    if source.rows.iter().skip(at).any(has_text_between) {
        return vec![source];
    }
    let part = |(number, (first, end)): (usize, &(usize, usize))| {
        let above = if number == 0 { at } else { 0 };
        let titles = source.rows.iter().take(above).map(|row| part_of(row, 0, usize::MAX));
        let rows = titles.chain(source.rows.iter().skip(at).map(|row| part_of(row, *first, *end)));
        let is_blank = |row: &SourceRow| row.cells.iter().all(str::is_empty);
        let faults = source.faults.iter().filter_map(|fault| fault_of(fault, *first, *end));
        SourceTable {
            name: source.name.clone(),
            sheet: source.sheet.clone(),
            rows: rows.filter(|row| !is_blank(row)).collect(),
            faults: faults.collect(),
            ..SourceTable::default()
        }
    };
    parts.iter().enumerate().map(part).collect()
}

/// The runs of cells of a row that are not blank: the first column of each, and the one behind the last.
fn filled_parts(row: &SourceRow) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (column, _) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        match parts.last_mut() {
            Some((_, end)) if *end == column => *end = column + 1,
            _ => parts.push((column, column + 1)),
        }
    }
    parts
}

/// The cells of a row from one column to before another.
fn part_of(row: &SourceRow, first: usize, end: usize) -> SourceRow {
    let is_in = |column: &usize| (first..end).contains(column);
    SourceRow {
        number: row.number,
        cells: row.cells.iter().enumerate().filter(|(column, _)| is_in(column)).map(|(_, cell)| cell).collect(),
        numbers: row.numbers.iter().filter(|column| is_in(column)).map(|column| column - first).collect(),
        node: String::new(),
    }
}

fn fault_of(fault: &RowFault, first: usize, end: usize) -> Option<RowFault> {
    let cell = fault.cell?;
    let cell = (first..end).contains(&cell).then(|| cell - first)?;
    Some(RowFault { row: fault.row, cell: Some(cell), reason: fault.reason.clone() })
}

/// The heads of a row, without blank ones at its end.
fn heads_of(row: &SourceRow) -> Vec<String> {
    let mut heads: Vec<String> = row.cells.iter().map(str::to_owned).collect();
    while heads.pop_if(|head| head.is_empty()).is_some() {}
    heads
}

/// Tables of which each but the first begins behind a blank row, with heads of its own or a title and then those.
fn below_each_other(mut source: SourceTable) -> Vec<SourceTable> {
    let rows = &source.rows;
    let first = rows.iter().take(LOOKED_AT).position(|row| are_heads(&row.cells.iter()));
    let (height, names) = match first {
        Some(at) => (at + 1, rows.get(at).map(heads_of).unwrap_or_default()),
        None => match recognise(rows, source.sheet.as_deref(), None) {
            Some(table) => {
                let header = Header::find(table, rows);
                (header.height, header.names)
            }
            None => return vec![source],
        },
    };
    let is_behind_gap = |at: usize| {
        let number = |at: usize| rows.get(at).map(|row| row.number);
        at.checked_sub(1).and_then(number).zip(number(at)).is_some_and(|(before, own)| own > before + 1)
    };
    let is_title =
        |at: usize| rows.get(at).is_some_and(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1);
    let begins = |at: &usize| {
        let heads = if is_title(*at) { at + 1 } else { *at };
        rows.get(heads).is_some_and(|row| are_heads(&row.cells.iter()) && heads_of(row) != names)
    };
    let gaps = (height..rows.len()).filter(|at| is_behind_gap(*at)).take(MOST_GAPS);
    let starts: Vec<usize> = gaps.filter(begins).collect();
    let mut tables = Vec::new();
    for start in starts.into_iter().rev() {
        let rows = source.rows.split_off(start);
        let from = rows.first().map_or(usize::MAX, |row| row.number);
        let (faults, before) = std::mem::take(&mut source.faults).into_iter().partition(|fault| fault.row >= from);
        source.faults = before;
        tables.push(SourceTable {
            name: source.name.clone(),
            sheet: source.sheet.clone(),
            rows,
            faults,
            ..SourceTable::default()
        });
    }
    tables.push(source);
    tables.reverse();
    tables
}
