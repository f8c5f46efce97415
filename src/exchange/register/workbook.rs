//! The tables as a workbook that offices fill in: frozen heads with notes, lists to choose from, numbers in the format of
//! whoever opens it.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Note, Workbook, Worksheet, XlsxError};

use super::{RegisterCell, RegisterColumn, RegisterTable, register_tables};
use crate::exchange::import::guarded;
use crate::exchange::sheets::{HEAD_HEIGHT, MAX_TEXT, SheetFormats, WIDTHS};
use crate::language::{Language, SheetTitle};
use crate::map::LinkageMap;

/// So many rows can be filled in below those that are there.
const SPARE_ROWS: u32 = 2_000;

/// Why a map cannot be a workbook.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// A text is longer than a cell of Excel.
    #[error(
        "{table}, {column}: a text has {length} characters, a cell of Excel at most {MAX_TEXT}; use a folder of CSV"
    )]
    TextTooLong {
        /// The sheet.
        table: String,
        /// The column.
        column: String,
        /// How long it is.
        length: usize,
    },
    /// What Excel does not allow.
    #[error(transparent)]
    Refused(#[from] XlsxError),
}

impl WorkbookError {
    /// Why, and what to do instead.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::TextTooLong { table, column, length }, Language::Vietnamese) => format!(
                "{table}, {column}: có chữ dài {length} ký tự, ô của Excel chứa nhiều nhất {MAX_TEXT}; hãy rút ngắn"
            ),
            (Self::TextTooLong { table, column, length }, Language::English) => format!(
                "{table}, {column}: a text has {length} characters, a cell of Excel at most {MAX_TEXT}; shorten it"
            ),
            (Self::Refused(error), _) => error.to_string(),
        }
    }
}

/// The whole map as a workbook in a language.
///
/// # Errors
/// When it has a text that no cell holds, or more rows than a sheet.
pub fn export_workbook(map: &LinkageMap, language: Language) -> Result<Vec<u8>, WorkbookError> {
    let tables = register_tables(map, language);
    let mut workbook = Workbook::new();
    let formats = SheetFormats::new();
    let mut lists = Lists::new(language);
    for table in &tables {
        let sheet = workbook.add_worksheet().set_name(table.table.title().text(language))?;
        write_table(sheet, table, &formats, language)?;
        lists.add_words(table);
    }
    for table in &tables {
        let sheet = workbook.worksheet_from_name(table.table.title().text(language))?;
        add_choices(sheet, table, &tables, &lists, language)?;
    }
    lists.write(workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

fn write_table(
    sheet: &mut Worksheet,
    table: &RegisterTable,
    formats: &SheetFormats,
    language: Language,
) -> Result<(), WorkbookError> {
    sheet.set_row_height(0, HEAD_HEIGHT)?;
    // The numbers of records and their names stay in sight.
    let named = table.columns.iter().take_while(|column| matches!(column.id, "id" | "name" | "from" | "to")).count();
    sheet.set_freeze_panes(1, u16::try_from(named).unwrap_or_default())?;
    for (at, column) in table.columns.iter().enumerate() {
        let place = u16::try_from(at).unwrap_or(u16::MAX);
        let head = if column.is_required { &formats.required_head } else { &formats.head };
        sheet.write_string_with_format(0, place, &column.title, head)?;
        if !column.help.is_empty() {
            sheet.insert_note(0, place, &Note::new(column.help).add_author_prefix(false))?;
        }
        sheet.set_column_width(place, width(table, at) as f64)?;
        sheet.set_column_format(place, formats.of(column.cell_type))?;
    }
    for (at, row) in table.rows.iter().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        for (place, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            let format = formats.of(column.cell_type);
            match cell {
                RegisterCell::Empty => {}
                RegisterCell::Text(text) => {
                    let length = text.encode_utf16().count();
                    if length > MAX_TEXT {
                        let table = table.table.title().text(language).to_owned();
                        return Err(WorkbookError::TextTooLong { table, column: column.title.clone(), length });
                    }
                    sheet.write_string_with_format(number, place, guarded(text), format)?;
                }
                RegisterCell::Number(value) => {
                    sheet.write_number_with_format(number, place, *value, format)?;
                }
                RegisterCell::Year(year) => {
                    sheet.write_number_with_format(number, place, f64::from(*year), &formats.year)?;
                }
            }
        }
    }
    if !table.rows.is_empty() {
        let (rows, columns) = (u32::try_from(table.rows.len()).unwrap_or(u32::MAX), table.columns.len());
        sheet.autofilter(0, 0, rows, u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

/// How wide a column is: as most of its texts need.
fn width(table: &RegisterTable, at: usize) -> usize {
    const LOOKED_AT: usize = 200;
    let head = table.columns.get(at).map_or(0, |column| column.title.chars().count() / 2 + 4);
    let text = |row: &Vec<RegisterCell>| match row.get(at) {
        Some(RegisterCell::Text(text)) => text.chars().count() + 2,
        Some(RegisterCell::Number(_)) => 12,
        _ => 0,
    };
    let widest = table.rows.iter().take(LOOKED_AT).map(text).max().unwrap_or_default();
    widest.max(head).clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// Gives the cells of columns that take some words or names only a list to choose from.
fn add_choices(
    sheet: &mut Worksheet,
    table: &RegisterTable,
    tables: &[RegisterTable],
    lists: &Lists,
    language: Language,
) -> Result<(), WorkbookError> {
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX).saturating_add(SPARE_ROWS).min(1_048_575);
    for (at, column) in table.columns.iter().enumerate() {
        let Some(range) = lists.range(column).or_else(|| names_range(column, tables, language)) else { continue };
        let place = u16::try_from(at).unwrap_or(u16::MAX);
        let is_open = column.names.is_some();
        // A name that is not in the list may be a new one.
        let style = if is_open { DataValidationErrorStyle::Information } else { DataValidationErrorStyle::Warning };
        let choices = DataValidation::new().allow_list_formula(Formula::new(range)).set_error_style(style);
        sheet.add_data_validation(1, place, last, place, &choices)?;
    }
    Ok(())
}

/// The cells with the names of a table.
fn names_range(column: &RegisterColumn, tables: &[RegisterTable], language: Language) -> Option<String> {
    let table = tables.iter().find(|table| Some(table.table) == column.names)?;
    let at = table.columns.iter().position(|column| column.id == "name")?;
    let letter = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(at).ok()?);
    let last = table.rows.len().max(1) + SPARE_ROWS as usize;
    Some(format!("='{}'!${letter}$2:${letter}${last}", table.table.title().text(language)))
}

/// The sheet with the words that columns take: a list in a cell's own rules may have 255 characters only.
struct Lists {
    title: &'static str,
    columns: Vec<Vec<String>>,
}

impl Lists {
    fn new(language: Language) -> Self {
        Self { title: SheetTitle::Lists.text(language), columns: Vec::new() }
    }

    fn add_words(&mut self, table: &RegisterTable) {
        for column in table.columns.iter().filter(|column| !column.words.is_empty()) {
            if !self.columns.contains(&column.words) {
                self.columns.push(column.words.clone());
            }
        }
    }

    fn range(&self, column: &RegisterColumn) -> Option<String> {
        let at = self.columns.iter().position(|words| *words == column.words)?;
        let letter = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(at).ok()?);
        Some(format!("='{}'!${letter}$1:${letter}${}", self.title, column.words.len()))
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), WorkbookError> {
        sheet.set_name(self.title)?;
        for (at, words) in self.columns.iter().enumerate() {
            for (row, word) in words.iter().enumerate() {
                sheet.write_string(
                    u32::try_from(row).unwrap_or(u32::MAX),
                    u16::try_from(at).unwrap_or(u16::MAX),
                    word,
                )?;
            }
        }
        sheet.set_hidden(true);
        Ok(())
    }
}
