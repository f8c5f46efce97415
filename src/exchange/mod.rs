//! Other formats: CSV tables in, JSON, tables and pictures out, and a made-up map for trials.
//!
//! Works on bytes and maps only: reading and writing files is the caller's, nothing here prints, knows a clock or
//! draws lots (a sample comes from its seed alone). Invariant: what is imported either becomes a whole map or is
//! refused with everything that is wrong with it.

mod csv;
mod finish;
mod json;
mod picture;
mod png;
mod sample;
mod svg;
mod tables;

pub use csv::{
    CsvFile, CsvTables, Encoding, ImportOptions, ImportWarning, Imported, NumberStyle, Reason, RowError, column_help,
    import_csv,
};
pub use finish::{tidy_map, tidy_map_thoroughly};
pub use json::export_json;
pub use picture::{Picture, PictureError, PictureWish};
pub use png::{LARGEST_PNG, Png, PngError, export_png, export_png_watched};
pub use sample::{SAMPLE_ACTORS, sample_map};
pub use svg::{export_svg, export_svg_to};
pub use tables::{
    Cell, Order, Prepared, Row, Source, TableKind, Title, UTF_8_MARK, haystacks, matching, order_of, ordered,
    spreadsheet_safe, table_csv, table_tsv, titled_csv, titled_tsv, total,
};
