//! Tables as rows of cells, whatever kind of file they come from.

mod archive;
mod csv;
mod damage;
mod decode;
mod network;
mod text;
mod workbook;

use archive::ArchiveKind;
pub(super) use damage::damage;
pub(super) use network::NetworkTitle;
use text::clean_row;
pub(super) use text::is_no_number;
pub(in crate::exchange) use text::{guarded, is_nothing, says_total, ungrouped, unguarded};

use ::csv::StringRecord;

use super::columns::ImportTable;
use super::report::{RowErrorKind, WarningKind};
use super::{ImportFile, MAX_COLUMNS};
use crate::analysis::ProgressCallback;
use crate::language::Language;

/// The rows of a table; what they mean is not yet known.
#[derive(Debug, Default)]
pub(super) struct SourceTable {
    /// The file, and the sheet if it has several, for messages.
    pub name: String,
    /// The sheet or file in which it stands among others.
    pub sheet: Option<String>,
    /// Its rows that are not blank.
    pub rows: Vec<SourceRow>,
    /// What is wrong with single rows.
    pub faults: Vec<RowFault>,
    /// Whether an unclosed quotation mark hides rows behind the last one.
    pub is_truncated: bool,
    /// The place of the table that it is taken from, where it is a part of one.
    pub part_of: Option<usize>,
    /// What it is in a network; `None` where its rows must tell.
    pub network: Option<NetworkPart>,
    /// What was left out of it, or taken otherwise than it says.
    pub remarks: Vec<WarningKind>,
}

/// One of the networks that an import reads; keys of nodes mean something in their own network only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NetworkId(pub usize);

/// The nodes or edges of a network: what they are is known, and no row names their columns.
#[derive(Debug)]
pub(super) struct NetworkPart {
    pub network: NetworkId,
    pub table: ImportTable,
    /// The names of the columns, from left to right.
    pub columns: Vec<String>,
    /// What the network says of itself, with its nodes.
    pub title: Option<NetworkTitle>,
}

/// A row that is not blank.
#[derive(Debug, Default)]
pub(super) struct SourceRow {
    /// As a spreadsheet counts, from 1 with blank rows.
    pub number: usize,
    /// Its cells, cleaned.
    pub cells: StringRecord,
    /// The cells that are numbers, not texts of one, from left to right: they have a decimal point and no groups.
    pub numbers: Vec<usize>,
    /// The key of the node, in a network.
    pub node: String,
}

/// A fault of a row, and of the cell in this place from 0 if it is one of a cell.
#[derive(Debug)]
pub(super) struct RowFault {
    pub row: usize,
    pub cell: Option<usize>,
    pub reason: RowErrorKind,
}

impl SourceRow {
    fn new(number: usize, cells: StringRecord) -> Self {
        Self { number, cells: clean_row(cells), ..Self::default() }
    }

    /// The text of a cell; empty where the row is shorter.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).unwrap_or_default()
    }

    /// Whether a cell is a number, not a text of one.
    pub fn is_number(&self, at: usize) -> bool {
        self.numbers.binary_search(&at).is_ok()
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(str::is_empty)
    }
}

/// Reads the tables of a file: one of text, or those of a workbook, an archive or a network. `None` when cancelled.
///
/// # Errors
/// Why it has none.
pub(super) fn read_tables(
    file: ImportFile<'_>,
    id: NetworkId,
    language: Language,
    on_progress: ProgressCallback<'_>,
) -> Result<Option<Vec<SourceTable>>, RowErrorKind> {
    let tables = if decode::is_archive(file.bytes) {
        match archive::inspect(file.bytes)? {
            ArchiveKind::Workbook => match workbook::read(file.name, file.bytes, on_progress)? {
                Some(tables) => tables,
                None => return Ok(None),
            },
            ArchiveKind::Tables => read_archive(file)?,
        }
    } else {
        let text = decode::decode(file.bytes)?;
        match network::read(file.name, text, id, language) {
            Some(parts) => parts?,
            None => vec![csv::read(file.name, text, file.table)?],
        }
    };
    let has_rows = |table: &SourceTable| !table.rows.is_empty() || !table.faults.is_empty();
    let tables: Vec<SourceTable> = tables.into_iter().filter(has_rows).collect();
    if tables.is_empty() {
        return Err(RowErrorKind::NoHeader);
    }
    let is_wide = |table: &SourceTable| table.rows.iter().any(|row| row.cells.len() > MAX_COLUMNS);
    if tables.iter().any(is_wide) {
        return Err(RowErrorKind::TableTooLarge);
    }
    Ok(on_progress(1.0).then_some(tables))
}

fn read_archive(file: ImportFile<'_>) -> Result<Vec<SourceTable>, RowErrorKind> {
    let read = |(name, bytes): (String, Vec<u8>)| {
        let table = csv::read(&format!("{}, {name}", file.name), decode::decode(&bytes)?, file.table)?;
        Ok(SourceTable { sheet: Some(name), ..table })
    };
    archive::tables(file.bytes)?.into_iter().map(read).collect()
}
