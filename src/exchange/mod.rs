//! Import from CSV; export as JSON, tables, SVG and PNG; generated sample maps.
//!
//! Works on bytes and maps only: reading and writing files is the caller's, nothing here prints, reads the clock or
//! uses randomness other than the seed of a sample. Invariant: an import gives either a complete valid map or the list
//! of everything that is wrong with it.

mod clipboard;
mod csv;
mod file_errors;
mod json;
mod layout_import;
mod picture;
mod png;
mod sample;
mod svg;
mod tables;

pub use clipboard::{CLIPBOARD_LIMIT, ClipboardPart, read_clipboard};
pub use csv::{
    CsvFile, CsvTables, Encoding, ImportOptions, ImportWarning, Imported, NumberStyle, RowError, RowErrorKind,
    column_help, import_csv,
};
pub use file_errors::{io_error_text, open_sentence, save_sentence};
pub use json::{export_json, export_rows_json};
pub use layout_import::{default_stages, tidy_map, tidy_map_thoroughly};
pub use picture::{Picture, PictureError, PictureOptions};
pub use png::{FontLookup, MAX_PNG_PIXELS, Pixels, Png, PngError, export_png, export_png_with_progress, render_pixels};
pub use sample::{SAMPLE_ACTORS, sample_map};
pub use svg::{export_svg, export_svg_to};
pub use tables::{
    ConditionError, Conditions, SortOrder, TableColumn, TableIndex, TableKind, TableRow, TableSource, TableTitle,
    UTF8_BOM, escape_formula, haystacks, matching, sorted_indices, sorted_rows, table_csv, table_tsv, titled_csv,
    titled_tsv, total,
};
