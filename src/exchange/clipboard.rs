//! A copied part of a map on the clipboard, for this program and for others at once.
//!
//! The plain text is two tables, the actors and the links among them, tab-separated, and as its last line the records
//! themselves, which only this program reads. The HTML has the tables alone: spreadsheets and word processors prefer it.

use std::collections::BTreeSet;

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use super::tables::safe_cell;
use super::xml::push_text;
use crate::editing::Fragment;
use crate::language::Language;
use crate::map::{ActorId, Id, LinkageMap, Record, Year};
use crate::schema::{Cell, Described, Field};
use crate::storage::{self, ReadError};

/// The most bytes of a text that is read from the clipboard.
pub const CLIPBOARD_LIMIT: usize = 16 << 20;
/// How the line with the records begins; the ids of the actors outside follow, then the records.
const RECORDS: &str = "#lienket\t";

/// A copied part as tables and records, with its tables in the year and language that they are shown in.
#[derive(Clone, Copy, Debug)]
pub struct ClipboardPart<'a> {
    /// The part.
    pub part: &'a Fragment,
    /// The year of the kinds of actors.
    pub year: Year,
    /// The language of headings and words.
    pub language: Language,
}

impl ClipboardPart<'_> {
    /// The plain text.
    pub fn text(self) -> String {
        let mut text = String::new();
        for table in self.tables() {
            let mut writer = WriterBuilder::new()
                .delimiter(b'\t')
                .quote_style(QuoteStyle::Necessary)
                .terminator(Terminator::CRLF)
                .from_writer(Vec::new());
            for row in table {
                // Rows of equal length; writing to memory cannot fail.
                let _ = writer.write_record(row.iter().map(|cell| cell_text(cell, self.language)));
            }
            text.push_str(&String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default());
            text.push_str("\r\n");
        }
        let outside: Vec<String> = self.part.outside.iter().map(|id| id.number().to_string()).collect();
        // Line breaks within texts are escaped.
        let records = String::from_utf8(storage::write(&self.part.map)).unwrap_or_default().replace('\n', " ");
        text.push_str(&format!("{RECORDS}{}\t{}\r\n", outside.join(" "), records.trim_end()));
        text
    }

    /// The tables as HTML.
    pub fn html(self) -> String {
        let mut html = String::from("<meta charset=\"utf-8\">");
        for table in self.tables() {
            html.push_str("<table>");
            for (at, row) in table.iter().enumerate() {
                let tag = if at == 0 { "th" } else { "td" };
                html.push_str("<tr>");
                for cell in row {
                    html.push_str(&format!("<{tag}>"));
                    push_text(&mut html, &cell_text(cell, self.language));
                    html.push_str(&format!("</{tag}>"));
                }
                html.push_str("</tr>");
            }
            html.push_str("</table><br>");
        }
        html
    }

    /// The actors, and the links among them if there are any; the first row of each is its heading.
    fn tables(self) -> Vec<Vec<Vec<Cell>>> {
        let Self { part, year, language } = self;
        let actors: Vec<_> = part.actors().map(|actor| actor.as_of(year)).collect();
        let links: Vec<_> = part.inner_links().collect();
        let actors = table(columns(), &actors.iter().map(|it| &**it).collect::<Vec<_>>(), &part.map, language);
        let links = table(columns(), &links, &part.map, language);
        [actors, links].into_iter().filter(|table| table.len() > 1).collect()
    }
}

/// The fields that the program shows as columns, in their order.
fn columns<R: Described>() -> impl Iterator<Item = &'static Field<R>> {
    let mut columns: Vec<_> = R::fields().iter().copied().filter(|field| field.column.is_some()).collect();
    columns.sort_by_key(|field| field.column);
    columns.into_iter()
}

/// A heading and a row for each record; columns without any value are left out.
fn table<R: Record>(
    columns: impl Iterator<Item = &'static Field<R>>,
    records: &[&R],
    map: &LinkageMap,
    language: Language,
) -> Vec<Vec<Cell>> {
    let mut rows = vec![Vec::new(); records.len() + 1];
    for field in columns {
        let cells: Vec<Cell> = records.iter().map(|record| field.cell(record, map, language)).collect();
        if cells.iter().all(|cell| *cell == Cell::Empty) {
            continue;
        }
        for (row, cell) in rows.iter_mut().zip(std::iter::once(Cell::text(field.title(language))).chain(cells)) {
            row.push(cell);
        }
    }
    rows
}

/// The text of a cell, which no spreadsheet takes for a formula.
fn cell_text(cell: &Cell, language: Language) -> String {
    let text = cell.export_text(language);
    if cell.is_number() { text } else { safe_cell(&text).into_owned() }
}

/// Reads a copied part, or a whole map, from the text of a clipboard; `None` where the text is neither.
///
/// # Errors
/// What is wrong with the records, as of a file.
pub fn read_clipboard(text: &str) -> Option<Result<Fragment, ReadError>> {
    let records = text.lines().rev().find_map(|line| line.strip_prefix(RECORDS));
    if let Some((outside, records)) = records.and_then(|records| records.split_once('\t')) {
        let outside: BTreeSet<ActorId> =
            outside.split_whitespace().filter_map(|id| id.parse().ok()).map(ActorId).collect();
        return Some(storage::read(records.as_bytes()).map(|map| {
            let outside = outside.into_iter().filter(|id| map.actors().contains_key(id)).collect();
            Fragment { map, outside }
        }));
    }
    match storage::read(text.as_bytes()) {
        Err(ReadError::NotAMap(_)) => None,
        read => Some(read.map(|map| Fragment { map, outside: BTreeSet::new() })),
    }
}
