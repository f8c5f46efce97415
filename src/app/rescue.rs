//! Tells of a map that does not open, and shows what was brought back of it.

use std::path::PathBuf;

use super::files::{OpenFailure, Rescued};
use super::messages::{Notice, RescueOffer};
use super::shell::Shell;
use crate::exchange::{open_sentence, salvage_report};
use crate::language::{FileText, UiText, date_time, version_saved_line};
use crate::storage::local_time;

impl Shell {
    /// Tells why a map did not open, and what can be done about it.
    pub(super) fn show_open_failure(&mut self, failure: OpenFailure, path: PathBuf) {
        let message = open_sentence(&failure.error, self.language());
        let rescue = Some(RescueOffer { path, rescue: failure.rescue });
        self.messages.show(Notice { open_another: true, rescue, ..Notice::new(UiText::CannotOpen, message) });
    }

    /// Shows what was brought back as a new map, which has no file.
    pub(super) fn show_rescued(&mut self, rescued: Rescued) {
        let language = self.language();
        let (map, notice) = match rescued {
            Rescued::Version(at, map) => {
                let message = version_saved_line(&date_time(local_time(at), None, language), language);
                (map, Notice::new(FileText::LastVersionTitle, message))
            }
            Rescued::Salvage(salvage) => {
                let (message, details) = salvage_report(&salvage, language);
                (salvage.map, Notice { details, ..Notice::new(FileText::SalvageTitle, message) })
            }
        };
        self.show_untitled(map);
        // It is in no file yet.
        self.document.editor.mark_unsaved();
        self.messages.show(Notice { hint: Some(FileText::NewMapUnsaved), ..notice });
    }
}
