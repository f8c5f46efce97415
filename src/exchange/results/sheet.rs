//! A sheet of results: rows of cells under a head that stays in sight.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::analysis::Verdict;
use crate::exchange::sheets::{HEAD_HEIGHT, MAX_TEXT, SheetFormats, WIDTHS, colour};
use crate::language::{Language, ResultHeading, number, with_marked_direction};
use crate::scene::verdict_colour;
use crate::schema::Cell;
use crate::theme::Palette;

/// Rows whose texts tell how wide columns are.
const LOOKED_AT: usize = 200;
/// A longer unit is left out of the format of a number, as Excel allows 255 characters.
const MAX_UNIT: usize = 40;

/// A sheet.
#[derive(Debug)]
pub(super) struct ResultSheet {
    title: &'static str,
    heads: Vec<String>,
    /// Rows, with the file that each is of.
    rows: Vec<(String, Vec<Cell>)>,
}

impl ResultSheet {
    pub fn new(title: &'static str, heads: Vec<String>) -> Self {
        Self { title, heads, rows: Vec::new() }
    }

    /// Adds the rows of a file.
    pub fn add(&mut self, file: &str, rows: impl IntoIterator<Item = Vec<Cell>>) {
        self.rows.extend(rows.into_iter().map(|row| (file.to_owned(), row)));
    }
}

/// Writes sheets of one look.
pub(super) struct SheetWriter {
    language: Language,
    has_files: bool,
    formats: SheetFormats,
    verdicts: HashMap<Verdict, Format>,
}

impl SheetWriter {
    /// With the file of each row in the first column, if asked.
    pub fn new(language: Language, has_files: bool) -> Self {
        let formats = SheetFormats::new();
        let palette = Palette::standard(false);
        let verdict = |verdict: &Verdict| {
            (*verdict, formats.text.clone().set_bold().set_font_color(colour(verdict_colour(*verdict, palette))))
        };
        Self { language, has_files, verdicts: Verdict::ALL.iter().map(verdict).collect(), formats }
    }

    pub fn write(&self, sheet: &mut Worksheet, results: &ResultSheet) -> Result<(), XlsxError> {
        sheet.set_name(results.title)?;
        sheet.set_row_height(0, HEAD_HEIGHT)?;
        let file = self.has_files.then(|| ResultHeading::File.text(self.language));
        let heads: Vec<&str> = file.into_iter().chain(results.heads.iter().map(String::as_str)).collect();
        // The file and what names the row stay in sight.
        sheet.set_freeze_panes(1, if self.has_files { 2 } else { 1 })?;
        let mut widths: Vec<usize> = heads.iter().map(|head| head.chars().count() / 2 + 4).collect();
        for (at, title) in heads.iter().enumerate() {
            sheet.write_string_with_format(0, column(at), *title, &self.formats.head)?;
        }
        for (at, (file, cells)) in results.rows.iter().enumerate() {
            let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let file = self.has_files.then(|| Cell::text(file.as_str()));
            for (at, cell) in file.iter().chain(cells).enumerate() {
                self.write_cell(sheet, (row, column(at)), cell)?;
                let needed = cell.display_text(self.language).lines().map(|line| line.chars().count()).max();
                if let Some(width) = widths.get_mut(at).filter(|_| row as usize <= LOOKED_AT) {
                    *width = (*width).max(needed.unwrap_or_default() + 2);
                }
            }
        }
        for (at, width) in widths.iter().enumerate() {
            sheet.set_column_width(column(at), (*width).clamp(*WIDTHS.start(), *WIDTHS.end()) as f64)?;
        }
        if !results.rows.is_empty() {
            let last = u32::try_from(results.rows.len()).unwrap_or(u32::MAX);
            sheet.autofilter(0, 0, last, column(heads.len().saturating_sub(1)))?;
        }
        Ok(())
    }

    fn write_cell(&self, sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
        let formats = &self.formats;
        match cell {
            Cell::Empty => {}
            Cell::Number(value) | Cell::Measured(value, _) => {
                // A format with decimals shows a mark behind whole numbers, too.
                let plain = if value.fract() == 0.0 { &formats.whole } else { &formats.number };
                let with_unit = match cell {
                    Cell::Measured(_, text) => self.unit_format(*value, text),
                    _ => None,
                };
                sheet.write_number_with_format(row, column, *value, with_unit.as_ref().unwrap_or(plain))?;
            }
            Cell::Year(year) => {
                sheet.write_number_with_format(row, column, f64::from(*year), &formats.year)?;
            }
            Cell::Verdict(verdict) => {
                let format = self.verdicts.get(verdict).unwrap_or(&formats.text);
                sheet.write_string_with_format(row, column, cell.display_text(self.language), format)?;
            }
            Cell::Text(_) | Cell::Severity(_) => {
                let text = cell.display_text(self.language);
                sheet.write_string_with_format(row, column, shortened(&with_marked_direction(&text)), &formats.text)?;
            }
        }
        Ok(())
    }

    /// The format of a number with its unit: per cent, or where the text of both begins with the number as it is, which
    /// that of billions does not.
    fn unit_format(&self, value: f64, text: &str) -> Option<Format> {
        let unit = if text.ends_with('%') { "%" } else { text.strip_prefix(&number(value, self.language))?.trim() };
        let digits = if value.fract() == 0.0 { "#,##0" } else { "#,##0.###" };
        let is_plain = !unit.is_empty() && unit.chars().count() <= MAX_UNIT && !unit.contains(['"', '\\']);
        is_plain.then(|| Format::new().set_num_format(format!("{digits} \"{}\"", with_marked_direction(unit))))
    }
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A text that a cell of Excel holds: a longer one, such as a list of thousands of names, is cut.
fn shortened(text: &str) -> String {
    let mut length = 0;
    let cut = text.char_indices().find(|(_, letter)| {
        length += letter.len_utf16();
        length >= MAX_TEXT
    });
    match cut {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
