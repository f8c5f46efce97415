//! Excel workbooks: each sheet as a table.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use csv::StringRecord;

use super::super::report::RowErrorKind;
use super::{RowFault, SourceRow, SourceTable};
use crate::analysis::ProgressCallback;

/// The most cells of a workbook that are read.
const MAX_CELLS: usize = 20_000_000;
/// The most cells that merged ones fill.
const MAX_FILLED: usize = 1_000_000;

/// So many cells are read between two reports of progress: about a millisecond.
const CELLS_PER_REPORT: usize = 8_192;

/// Reads the sheets that can be seen. `None` when cancelled.
///
/// # Errors
/// When it is damaged, protected by a password, or too large.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    on_progress: ProgressCallback<'_>,
) -> Result<Option<Vec<SourceTable>>, RowErrorKind> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| RowErrorKind::DamagedArchive)?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let has_several = sheets.len() > 1;
    let mut left = MAX_CELLS;
    let mut tables = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let of_sheet = |part: f32| on_progress((at as f32 + part) / sheets.len() as f32);
        let Some(mut cells) = read_cells(&mut workbook, sheet, &mut left, &of_sheet)? else { return Ok(None) };
        fill_merged(&mut workbook, sheet, &mut cells);
        let name = if has_several { format!("{file}, {sheet}") } else { file.to_owned() };
        tables.push(cells.into_table(name, sheet.clone()));
    }
    Ok(Some(tables))
}

/// The cells of a sheet by row and column, from 0.
#[derive(Debug, Default)]
struct SheetCells {
    rows: BTreeMap<u32, BTreeMap<u32, SheetCell>>,
}

#[derive(Clone, Debug)]
struct SheetCell {
    text: String,
    kind: CellKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellKind {
    Text,
    /// A number, written with a decimal point.
    Number,
    /// What a formula failed with.
    Error,
}

/// The cells of a sheet. `None` when cancelled.
fn read_cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    left: &mut usize,
    on_progress: ProgressCallback<'_>,
) -> Result<Option<SheetCells>, RowErrorKind> {
    let mut cells = SheetCells::default();
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|_| RowErrorKind::DamagedArchive)?;
    let last_row = reader.dimensions().end.0;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| RowErrorKind::DamagedArchive)? {
        *left = left.checked_sub(1).ok_or(RowErrorKind::TableTooLarge)?;
        let (row, column) = cell.get_position();
        let goes_on = || on_progress(row.min(last_row) as f32 / last_row.max(1) as f32);
        if left.is_multiple_of(CELLS_PER_REPORT) && !goes_on() {
            return Ok(None);
        }
        let format = || reader.styles().get(style)?.number_format.as_ref().map(|format| format.format_code.as_str());
        if let Some(read) = read_cell(cell.get_value(), format) {
            cells.rows.entry(row).or_default().insert(column, read);
        }
    }
    Ok(Some(cells))
}

fn read_cell<'f>(value: &DataRef<'_>, format: impl Fn() -> Option<&'f str>) -> Option<SheetCell> {
    let text = |text: String| SheetCell { text, kind: CellKind::Text };
    let number = |value: f64| {
        // A share is shown as per cent and kept as a part of one.
        let is_percent = format().is_some_and(|format| format.contains('%'));
        let text = if is_percent {
            format!("{}%", without_noise(value * 100.0))
        } else {
            match format().and_then(zeros) {
                // A code that is shown with the zeros in front of it.
                Some(width) if value.fract() == 0.0 && value >= 0.0 => format!("{value:0>width$}"),
                _ => value.to_string(),
            }
        };
        SheetCell { text, kind: CellKind::Number }
    };
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => text(value.clone()),
        DataRef::SharedString(value) => text((*value).to_owned()),
        DataRef::Int(value) => number(*value as f64),
        DataRef::Float(value) => number(*value),
        DataRef::Bool(value) => text(value.to_string()),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            // A year alone that was given the format of a date.
            if date.is_datetime() && year >= 1906 {
                text(format!("{year:04}-{month:02}-{day:02}"))
            } else {
                number(date.as_f64())
            }
        }
        DataRef::Error(error) => SheetCell { text: error.to_string(), kind: CellKind::Error },
    })
}

/// How many digits a format shows at least, zeros in front, if it shows nothing else: 0000000000.
fn zeros(format: &str) -> Option<usize> {
    const LONGEST: usize = 20;
    ((2..=LONGEST).contains(&format.len()) && format.bytes().all(|byte| byte == b'0')).then_some(format.len())
}

/// A number without the noise in the last of sixteen digits that a multiplication leaves.
fn without_noise(value: f64) -> f64 {
    const PRECISION: usize = 14;
    format!("{value:.PRECISION$e}").parse().unwrap_or(value)
}

/// Gives the text of cells that are merged downwards to all of them, as a district stands once beside its actors.
fn fill_merged(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, cells: &mut SheetCells) {
    let mut left = MAX_FILLED;
    // Without the list of merged cells the others are still there.
    for merged in workbook.merge_cells_by_sheet_name(sheet).unwrap_or_default() {
        let ((first, column), (last, end)) = (merged.start, merged.end);
        let height = last.saturating_sub(first) as usize;
        if column != end || height == 0 || height > left {
            continue;
        }
        left -= height;
        let Some(filled) = cells.rows.get(&first).and_then(|row| row.get(&column)).cloned() else { continue };
        for (_, row) in cells.rows.range_mut(first + 1..=last) {
            row.entry(column).or_insert_with(|| filled.clone());
        }
    }
}

impl SheetCells {
    fn into_table(self, name: String, sheet: String) -> SourceTable {
        let mut table = SourceTable { name, sheet: Some(sheet), ..SourceTable::default() };
        for (row, cells) in self.rows {
            let number = row as usize + 1;
            let width = cells.last_key_value().map_or(0, |(column, _)| *column as usize + 1);
            let mut record = StringRecord::with_capacity(width * 8, width);
            let mut numbers = Vec::new();
            for column in 0..width {
                let cell = u32::try_from(column).ok().and_then(|column| cells.get(&column));
                record.push_field(cell.map_or("", |cell| cell.text.as_str()));
                match cell.map(|cell| cell.kind) {
                    Some(CellKind::Number) => numbers.push(column),
                    Some(CellKind::Error) => {
                        let reason = RowErrorKind::FormulaError { text: cell.map_or("", |cell| &cell.text).to_owned() };
                        table.faults.push(RowFault { row: number, cell: Some(column), reason });
                    }
                    _ => {}
                }
            }
            let row = SourceRow { numbers, ..SourceRow::new(number, record) };
            if !row.is_blank() {
                table.rows.push(row);
            }
        }
        table
    }
}
