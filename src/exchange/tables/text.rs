//! Tables as text: for the clipboard, for spreadsheets.

use std::borrow::Cow;

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{CHUNK_SIZE, Cell, TableRow, TableSource};
use crate::analysis::ProgressCallback;
use crate::language::Heading;

/// By this mark Excel knows UTF-8; without it Vietnamese letters come out wrong.
pub const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// A text that no spreadsheet takes for a formula: where it begins like one, an apostrophe stands before it.
pub fn escape_formula(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}").into() } else { text.into() }
}

/// What stands over a table: a line of its own before the heads, such as that its numbers are supposed.
pub type TableTitle<'a> = Option<&'a str>;

/// The rows as CSV (RFC 4180) in UTF-8 with a byte order mark, for Excel; heads first. Numbers are bare, with the
/// decimal mark of the language, so that a spreadsheet of that language takes them for numbers.
pub fn table_csv(rows: &[TableRow], columns: &[Heading], source: TableSource<'_>) -> Vec<u8> {
    titled_csv(None, rows, columns, source, &|_| true).unwrap_or_default()
}

/// The same, under a title in the first cell of a line of its own. `None` once `watch` says that it is wanted no more.
pub fn titled_csv(
    title: TableTitle<'_>,
    rows: &[TableRow],
    columns: &[Heading],
    source: TableSource<'_>,
    progress: ProgressCallback<'_>,
) -> Option<Vec<u8>> {
    let mut bytes = UTF8_BOM.to_vec();
    bytes.extend(write_delimited(title, rows, columns, source, b',', progress)?);
    Some(bytes)
}

/// The rows as lines with tabs between the cells, as spreadsheets paste them; heads first.
pub fn table_tsv(rows: &[TableRow], columns: &[Heading], source: TableSource<'_>) -> String {
    titled_tsv(None, rows, columns, source, &|_| true).unwrap_or_default()
}

/// The same, under a title in the first cell of a line of its own. `None` once `watch` says that it is wanted no more.
pub fn titled_tsv(
    title: TableTitle<'_>,
    rows: &[TableRow],
    columns: &[Heading],
    source: TableSource<'_>,
    progress: ProgressCallback<'_>,
) -> Option<String> {
    let bytes = write_delimited(title, rows, columns, source, b'\t', progress)?;
    Some(String::from_utf8(bytes).unwrap_or_default())
}

fn write_delimited(
    title: TableTitle<'_>,
    rows: &[TableRow],
    columns: &[Heading],
    source: TableSource<'_>,
    delimiter: u8,
    progress: ProgressCallback<'_>,
) -> Option<Vec<u8>> {
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(QuoteStyle::Necessary)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing rows of one length to memory has no way to fail.
    let mut write = |cells: Vec<String>| drop(writer.write_record(cells));
    if let Some(title) = title {
        // As long as the other lines, so that every reader of CSV takes it.
        let rest = columns.iter().skip(1).map(|_| String::new());
        write(std::iter::once(escape_formula(title).into_owned()).chain(rest).collect());
    }
    write(columns.iter().map(|column| column.text(source.language).to_owned()).collect());
    for (done, chunk) in rows.chunks(CHUNK_SIZE).enumerate() {
        if !progress((done * CHUNK_SIZE) as f32 / rows.len() as f32) {
            return None;
        }
        for row in chunk {
            write(columns.iter().map(|column| cell_text(&row.cell(*column, source), source)).collect());
        }
    }
    progress(1.0).then(|| writer.into_inner().unwrap_or_default())
}

/// A number is none of a spreadsheet's formulas, also where it begins with a minus.
fn cell_text(cell: &Cell, source: TableSource<'_>) -> String {
    let text = cell.export_text(source.language);
    if cell.is_number() { text } else { escape_formula(&text).into_owned() }
}
