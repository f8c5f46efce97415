//! Import from CSV, workbooks, networks of other programs and blocks of a spreadsheet; export as JSON, tables, networks,
//! HTML pages, SVG, PNG and PDF; results as a workbook, reports as documents; generated sample maps; templates.
//!
//! Works on bytes and maps only: reading and writing files is the caller's, nothing here prints, reads the clock or
//! uses randomness other than the seed of a sample. Invariant: an import gives either a complete valid map or the list
//! of everything that is wrong with it.

mod clipboard;
mod comparison;
mod deck;
mod drawing_fonts;
mod file_errors;
mod import;
mod journal_errors;
mod json;
mod layout_import;
mod network;
mod open_xml;
mod output;
mod page;
mod paper;
mod paste;
mod picture;
mod png;
mod register;
mod report;
mod results;
mod salvage_text;
mod sample;
mod sheets;
mod svg;
mod tables;
mod template;
mod xml;

pub use clipboard::{CLIPBOARD_LIMIT, ClipboardPart, read_clipboard};
pub use comparison::{
    ChangeKind, ComparedRecord, ComparisonJson, ComparisonRow, ConflictText, comparison_lines, comparison_rows,
    conflict_lines, conflict_texts, conflicts_json,
};
pub use deck::{DeckSource, export_deck, export_slides_pdf};
pub use drawing_fonts::{DrawnFile, FontLookup};
pub use file_errors::{
    io_error_text, large_table_sentence, open_sentence, remark_text, save_sentence, unreadable_table_sentence,
};
pub use import::{
    AmbiguousNumbers, ChangedRecord, ColumnChoice, ColumnMatch, ColumnMemory, CommuneCandidate, Communes, DamageKind,
    Decision, Doubt, DoubtfulRow, Encoding, HeaderChoice, IMPORT_EXTENSIONS, IMPORT_LIMIT, ImportChanges,
    ImportChoices, ImportFile, ImportOptions, ImportPreview, ImportTable, ImportWarning, Imported, MatchedBy,
    MissingActor, NetworkRemark, NumberStyle, PlaceCells, PlaceDecisions, PlaceDoubt, PlaceNote, PlacesProblem,
    PreparedImport, RecognisedColumn, RecognisedTable, RowError, RowErrorKind, RowPlace, SheetChoice, SourceFormat,
    TableChoice, TablePlace, UpdateSummary, Updated, ValueChange, WarningKind, column_help, import_tables,
    preview_import, table_fields, update_from_tables, update_sentence,
};
pub use journal_errors::{damage_sentence, recover_sentence};
pub use json::{export_json, export_rows_json, with_escaped_direction};
pub use layout_import::{band_by_default, default_stages, tidy_map, tidy_map_thoroughly};
pub use network::{NetworkFormat, export_network};
pub use output::{
    ExportChoices, ExportContent, ExportError, ExportFigures, ExportFormat, ExportPreview, ExportRequest, ExportSource,
    Exported, PNG_SCALE, export_file, export_picture, preview_export,
};
pub(crate) use page::{FOLD_SCRIPT, folded_letters, hash_source, unix_lines, with_colours};
pub use page::{PAGE_LIMITS, PageError, PageOptions, PageTheme, export_page};
pub use paper::{Orientation, PaperError, PaperOptions, PaperSize, Pdf, check_paper_size, export_pdf};
pub use paste::{PasteHeader, PastePlan, PasteRequest, PasteTarget, PasteTooLarge, clipboard_cells, find_header};
pub use picture::{Frame, Picture, PictureError, PictureOptions};
pub use png::{MAX_PNG_PIXELS, Pixels, Png, PngError, export_png, export_png_with_progress, render_pixels};
pub use register::{WorkbookError, export_csv_archive, export_csv_tables, export_workbook};
pub use report::{ReportFormat, ReportSource, export_report};
pub use results::{MapResults, ResultsWorkbook};
pub use salvage_text::salvage_report;
pub use sample::{SAMPLE_ACTORS, sample_map};
pub use svg::{export_svg, export_svg_to};
pub use tables::{
    CellEdit, CellEdits, CellsOutcome, ColumnSet, ConditionError, Conditions, EditRow, RefusedCell, SortOrder,
    TableColumn, TableIndex, TableKind, TableRecord, TableRow, TableSource, TableTitle, UTF8_BOM, block_tsv,
    escape_formula, haystacks, matching, push_csv_line, required_columns, safe_cell, sorted_indices, sorted_rows,
    table_csv, table_tsv, titled_csv, titled_tsv, total,
};
pub use template::{Template, template_map};
