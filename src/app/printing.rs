//! Printing: sheets of the map in a temporary file, opened in the system's PDF viewer, which knows the printers.

use std::sync::Arc;

use super::files::on_paper;
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::exchange::io_error_text;
use crate::language::UiText;
use crate::map::Selection;
use crate::storage::replace_file;

/// Share of the time before the sheets are written.
const DRAWN: f32 = 0.95;

impl Shell {
    /// Makes sheets of the displayed map, or of the chain of the selected model, and opens them.
    pub(super) fn print(&mut self) {
        let model = match self.document.session.view.selection {
            Selection::Model(model) => Some(model),
            _ => None,
        };
        let (map, options) = (self.document.snapshot(), self.picture_options(model));
        let language = options.language;
        let (fonts, disk) = (self.letters.picture_fonts(), Arc::clone(&self.environment.disk));
        let viewer = Arc::clone(&self.environment.viewer);
        // A name of its own: the sheets that were opened before may still be looked at.
        let name = format!("lienket-{:016x}.pdf", (self.environment.random)());
        let path = self.environment.print_dir.join(name);
        self.jobs.start(JobName::Print, move |token| {
            let bytes = match on_paper(&map, options, &fonts, &|part| token.report_progress(part * DRAWN)) {
                Ok(bytes) => bytes,
                Err(Some(reason)) => return JobResult::Printed(Err(reason)),
                Err(None) => return JobResult::Cancelled,
            };
            if let Err(error) = replace_file(&*disk, &path, &bytes) {
                return JobResult::Printed(Err(io_error_text(&error, language)));
            }
            if !token.report_progress(1.0) {
                return JobResult::Cancelled;
            }
            JobResult::Printed(viewer.open(&path).map_err(|error| {
                log::warn!("{}: it cannot be opened: {error}", path.display());
                UiText::NoPdfViewer.text(language).to_owned()
            }))
        });
    }

    /// Says that sheets were opened, or why not.
    pub(super) fn on_printed(&mut self, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.messages.status = Some(UiText::PrintOpened),
            Err(reason) => self.messages.show_error(UiText::CannotPrint, reason, false),
        }
    }
}
