//! State that a window whose renderer failed hands over to the next one.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::journal::JournalSeed;
use super::settings::Settings;
use crate::map::Editor;
use crate::session::Session;
use crate::storage::FileFingerprint;

/// An open document with its session, file and settings.
#[derive(Clone)]
pub(super) struct HandoverState {
    pub editor: Editor,
    /// The lines in quick entry.
    pub entry: String,
    pub session: Session,
    pub file: Option<(PathBuf, Option<FileFingerprint>)>,
    /// The journal of its edits.
    pub journal: Option<JournalSeed>,
    pub settings: Settings,
}

/// Slot shared by consecutive windows.
pub(super) type HandoverSlot = Arc<Mutex<Option<HandoverState>>>;
