//! Blocks of a spreadsheet from the clipboard: what its cells are, which columns and records they are for, and the edit
//! that this comes to.
//!
//! A plan changes nothing. It is tried on a copy of the map for the preview, and carried out as one edit of cells; both are
//! the same [`CellEdits`](super::CellEdits).

mod cells;
mod clipboard;
mod header;
mod plan;
mod rows;

pub use clipboard::{PasteTooLarge, clipboard_cells};
pub use header::{PasteHeader, find_header};
pub use plan::{PastePlan, PasteRequest, PasteTarget};
