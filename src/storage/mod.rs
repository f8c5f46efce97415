//! Storage of maps in files: formats, opening and saving; and the system's fonts.
//!
//! Depends on the map only. Nothing here draws, analyses a map, or reports to the user other than through its error
//! types. Invariants: a saved file is the old one or the new one, never a mix; a failed opening changes nothing; a file
//! of a newer format is never overwritten.

mod crash_reports;
mod disk;
mod error;
mod exit_hooks;
mod format;
mod identity;
mod journal;
mod map_lock;
mod open;
mod openings;
mod progress;
mod rescue;
mod save;
mod stderr;
mod system_fonts;
mod templates;
mod user;
mod versioned_save;
mod versions;
mod working_copies;

pub use crash_reports::{keep_report, report_panic};
pub use disk::{
    Disk, DiskFile, Durability, EntryKind, FileContent, FileFingerprint, FileMetadata, FileState, LookDepth, Replaced,
    SaveRemark, SystemDisk, absolute, create_parent, file_state, fingerprint, hash_bytes, is_folder,
    is_write_protected, read_file, read_start, remove_abandoned_files, replace_file, replace_file_with,
};
pub use error::{OpenError, ReadError, SaveError};
pub use exit_hooks::{ExitHook, on_exit, watch_signals};
pub use format::{FORMAT, MAP_EXTENSION, SIZE_LIMIT, Salvage, SalvageProblem, SalvageRemark, read, salvage, write};
pub use identity::identity_in;
pub use journal::{
    JournalClaim, JournalContents, JournalDamage, JournalEntry, JournalError, JournalHeader, JournalMirror,
    JournalName, JournalSnapshot, JournalStore, PendingEntry, RecoverError, Recovered, ReplayError, Replayed,
    TypedText, read_journal, replay, write_entries,
};
pub use map_lock::{LockMark, LockOwner, Locking, MapLock, StaleLock, lock_map, lock_path, map_holder, take_over_map};
pub use open::{OpenedMap, has_map_header, open, open_as_written, open_from};
pub use openings::Openings;
pub use progress::ReadProgress;
pub use rescue::{KeptState, Rescue, last_version, salvage_from};
pub use save::{SavedMap, save, save_to};
pub use stderr::is_stderr_read;
pub use system_fonts::{SystemFont, fonts_with, letters_without_font, system_fonts};
pub use templates::{TEMPLATE_LIMIT, TemplateFiles, TemplateSaved, TemplateStore, file_title};
pub use user::{OwnFolders, StateFolders, local_time, user_name};
pub use versioned_save::{VersionKeeper, save_with_versions, seconds};
pub use versions::{
    Version, VersionAge, VersionContent, VersionKind, VersionLimits, VersionStore, superfluous_overall,
    superfluous_versions,
};
pub use working_copies::{WorkingCopy, WorkingCopyStore};
