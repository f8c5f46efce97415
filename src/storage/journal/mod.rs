//! The journal of a working copy: every edit as it is made, so that nothing is lost when the program ends before the map
//! is saved, and undo goes on after a restart.
//!
//! A text file of lines `LENGTH CHECKSUM RECORD`: the length of the record in bytes, its CRC-32 in hexadecimal, and the
//! record as RON. The first record is the [`JournalHeader`]; it names the base, the state of the map on which the
//! others build. Of each edit the after-images are kept, as in the redo log of a database; of the steps before the
//! base, which undo reverts, the before-images.
//!
//! What a crash leaves half written at the end is ignored. A record that is damaged in the middle ends the journal
//! there: edits after it could build on it. Reading a journal changes nothing.

mod entry;
mod follow;
mod lines;
mod replay;
mod snapshot;
mod store;

pub use entry::{JournalEntry, JournalHeader, PendingEntry, TypedText};
pub use follow::JournalMirror;
pub use lines::{JournalContents, JournalDamage, JournalError, read_journal, write_entries};
pub use replay::{ReplayError, Replayed, replay};
pub use snapshot::JournalSnapshot;
pub use store::{JournalClaim, JournalName, JournalStore, RecoverError, Recovered};
