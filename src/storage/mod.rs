//! The file: how a map is kept, opened and saved.
//!
//! Knows the map and nothing else of the program. Nothing here draws, decides what a map means, or speaks to the
//! user other than through its error types. Invariants: a saved file is the old one or the new one, never a mix;
//! what does not open changes nothing; a file of a newer format is never written over.

mod disk;
mod error;
mod format;
mod open;
mod progress;
mod replace;
mod save;
mod working_copies;

pub use disk::{Disk, Durability, FileFingerprint, SystemDisk, WriteFn, absolute};
pub use error::{OpenError, ReadError, SaveError};
pub use format::{FORMAT, SIZE_LIMIT, read, write};
pub use open::{has_map_header, open, open_from};
pub use progress::ReadProgress;
pub use replace::{replace_file, replace_file_with};
pub use save::{save, save_to};
pub use working_copies::{WorkingCopy, WorkingCopyStore};
