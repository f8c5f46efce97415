//! Tables as CSV and as tab-separated text, for spreadsheets and the clipboard.

use std::borrow::Cow;

use super::{CHUNK_SIZE, TableColumn, TableRow, TableSource};
use crate::analysis::ProgressCallback;
use crate::language::with_marked_direction;
use crate::schema::Cell;

/// Byte order mark, by which Excel recognises UTF-8; without it Vietnamese letters are garbled.
pub const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// Prefixes an apostrophe to a text that a spreadsheet would evaluate as a formula.
pub fn escape_formula(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}").into() } else { text.into() }
}

/// A text as it leaves the program in a cell: no formula, with signs marked that turn its direction.
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    match with_marked_direction(text) {
        Cow::Borrowed(text) => escape_formula(text),
        Cow::Owned(text) => escape_formula(&text).into_owned().into(),
    }
}

/// The signs by which programs part the cells of a line.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Adds a line of CSV (RFC 4180). A cell with what some program takes for a separator, whatever the one here is, stands in
/// quotation marks: its parts would be cells, and one of them a formula.
pub fn push_csv_line(out: &mut Vec<u8>, cells: &[impl AsRef<str>], separator: u8) {
    push_line(out, cells, separator, &SEPARATORS);
}

/// As [`push_csv_line`], with other signs that part cells besides the separator.
fn push_line(out: &mut Vec<u8>, cells: &[impl AsRef<str>], separator: u8, parting: &[char]) {
    let separator = char::from(separator);
    let parts = |sign: char| sign == separator || matches!(sign, '"' | '\r' | '\n') || parting.contains(&sign);
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.extend(separator.encode_utf8(&mut [0; 4]).bytes());
        }
        let cell = cell.as_ref();
        // A line of one empty cell would be an empty line.
        if cell.contains(parts) || (cell.is_empty() && cells.len() == 1) {
            out.push(b'"');
            out.extend(cell.replace('"', "\"\"").bytes());
            out.push(b'"');
        } else {
            out.extend(cell.bytes());
        }
    }
    out.extend(b"\r\n");
}

/// A title line above the header, such as that the numbers are of a what-if scenario.
pub type TableTitle<'a> = Option<&'a str>;

/// The rows as CSV (RFC 4180) with header, in UTF-8 with a byte order mark for Excel. Numbers have no unit and the
/// decimal separator of the language, so that a spreadsheet in that language reads them as numbers.
pub fn table_csv(rows: &[TableRow], columns: &[TableColumn], source: TableSource<'_>) -> Vec<u8> {
    titled_csv(None, rows, columns, source, &|_| true).unwrap_or_default()
}

/// As [`table_csv`], with a title line. `None` when cancelled.
pub fn titled_csv(
    title: TableTitle<'_>,
    rows: &[TableRow],
    columns: &[TableColumn],
    source: TableSource<'_>,
    progress: ProgressCallback<'_>,
) -> Option<Vec<u8>> {
    let mut bytes = UTF8_BOM.to_vec();
    bytes.extend(write_delimited(title, rows, columns, source, (b',', &SEPARATORS), progress)?);
    Some(bytes)
}

/// The rows as tab-separated lines with header, for pasting into spreadsheets.
pub fn table_tsv(rows: &[TableRow], columns: &[TableColumn], source: TableSource<'_>) -> String {
    titled_tsv(None, rows, columns, source, &|_| true).unwrap_or_default()
}

/// As [`table_tsv`], with a title line. `None` when cancelled.
pub fn titled_tsv(
    title: TableTitle<'_>,
    rows: &[TableRow],
    columns: &[TableColumn],
    source: TableSource<'_>,
    progress: ProgressCallback<'_>,
) -> Option<String> {
    let bytes = write_delimited(title, rows, columns, source, (b'\t', &[]), progress)?;
    Some(String::from_utf8(bytes).unwrap_or_default())
}

/// The cells alone as tab-separated lines, as a spreadsheet copies a block. `None` when cancelled.
pub fn block_tsv(
    rows: &[TableRow],
    columns: &[TableColumn],
    source: TableSource<'_>,
    progress: ProgressCallback<'_>,
) -> Option<String> {
    let mut lines = String::new();
    for (done, chunk) in rows.chunks(CHUNK_SIZE).enumerate() {
        if !progress((done * CHUNK_SIZE) as f32 / rows.len() as f32) {
            return None;
        }
        for row in chunk {
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    lines.push('\t');
                }
                lines.push_str(&quoted(&cell_text(&row.cell(*column, source), source)));
            }
            lines.push_str("\r\n");
        }
    }
    progress(1.0).then_some(lines)
}

/// A cell in quotation marks where it would fall apart without.
fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains(['\t', '\r', '\n']) || text.starts_with('"') {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}

fn write_delimited(
    title: TableTitle<'_>,
    rows: &[TableRow],
    columns: &[TableColumn],
    source: TableSource<'_>,
    (separator, parting): (u8, &[char]),
    progress: ProgressCallback<'_>,
) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut write = |cells: Vec<String>| push_line(&mut out, &cells, separator, parting);
    if let Some(title) = title {
        // Padded to the number of columns, as CSV readers expect.
        let rest = columns.iter().skip(1).map(|_| String::new());
        write(std::iter::once(safe_cell(title).into_owned()).chain(rest).collect());
    }
    write(columns.iter().map(|column| column.title(source.language)).collect());
    for (done, chunk) in rows.chunks(CHUNK_SIZE).enumerate() {
        if !progress((done * CHUNK_SIZE) as f32 / rows.len() as f32) {
            return None;
        }
        for row in chunk {
            write(columns.iter().map(|column| cell_text(&row.cell(*column, source), source)).collect());
        }
    }
    progress(1.0).then_some(out)
}

/// The text of a cell with formulas escaped; numbers are not, even if they begin with a minus.
fn cell_text(cell: &Cell, source: TableSource<'_>) -> String {
    let text = cell.export_text(source.language);
    if cell.is_number() { text } else { safe_cell(&text).into_owned() }
}
