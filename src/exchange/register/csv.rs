//! The tables as CSV files: in English, whatever the language, as programs read them.

use std::io::{Cursor, Write};

use ::csv::{QuoteStyle, Terminator, WriterBuilder};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{RegisterCell, RegisterTable, register_tables};
use crate::exchange::tables::{UTF8_BOM, escape_formula};
use crate::language::Language;
use crate::map::LinkageMap;

/// The tables of a map, each with the name of its file.
pub fn export_csv_tables(map: &LinkageMap) -> Vec<(String, Vec<u8>)> {
    let tables = register_tables(map, Language::English);
    tables.iter().map(|table| (format!("{}.csv", table.table.name()), table_bytes(table))).collect()
}

/// The tables of a map in one archive, the same bytes each time.
pub fn export_csv_archive(map: &LinkageMap) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in export_csv_tables(map) {
        // Names are short, and writing to memory cannot fail.
        let _ = archive.start_file(name, SimpleFileOptions::default());
        let _ = archive.write_all(&bytes);
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn table_bytes(table: &RegisterTable) -> Vec<u8> {
    let mut bytes = UTF8_BOM.to_vec();
    // All texts are quoted: no program that parts cells by another sign finds a formula inside one.
    let mut writer =
        WriterBuilder::new().quote_style(QuoteStyle::NonNumeric).terminator(Terminator::CRLF).from_writer(&mut bytes);
    // Rows of equal length; writing to memory cannot fail.
    let _ = writer.write_record(table.columns.iter().map(|column| column.id));
    for row in &table.rows {
        let _ = writer.write_record(row.iter().map(cell_text));
    }
    let _ = writer.flush();
    drop(writer);
    bytes
}

/// The text of a cell, which no spreadsheet takes for a formula. A sign for nothing is none.
fn cell_text(cell: &RegisterCell) -> String {
    match (cell, cell.plain_text()) {
        (RegisterCell::Text(text), plain) if text != "-" => escape_formula(&plain).into_owned(),
        (_, plain) => plain.into_owned(),
    }
}
