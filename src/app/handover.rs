//! What a window whose renderer fails hands over to the next one.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::settings::Settings;
use crate::map::Editor;
use crate::session::Session;
use crate::storage::FileFingerprint;

/// A document that goes on in another window, with how one looked at it.
#[derive(Clone)]
pub(super) struct HandoverState {
    pub editor: Editor,
    pub session: Session,
    pub file: Option<(PathBuf, Option<FileFingerprint>)>,
    pub settings: Settings,
}

/// Where a window that fails leaves its document for the next one.
pub(super) type HandoverSlot = Arc<Mutex<Option<HandoverState>>>;
