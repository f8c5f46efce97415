//! Printing: sheets of the map in a temporary file, opened in the system's PDF viewer, which knows the printers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use super::system_viewer::Viewer;
use crate::command::ExportStart;
use crate::exchange::{ExportContent, ExportFormat, io_error_text};
use crate::guide::guide_page;
use crate::language::{GuideText, Language, UiText};
use crate::map::Selection;
use crate::storage::{Disk, replace_file};

/// Share of the time before the sheets are written.
const DRAWN: f32 = 0.95;

impl Shell {
    /// Makes sheets of the displayed map, or of the chain of the selected model, and opens them.
    pub(super) fn print(&mut self) {
        let mut request = self.export_request(ExportStart::Last);
        let is_model = matches!(self.document.session.view.selection, Selection::Model(_));
        request.choices.content = if is_model { ExportContent::Model } else { ExportContent::Map };
        request.choices.format = ExportFormat::Pdf;
        // Paper is white, however the window looks.
        request.choices.is_dark = false;
        let drawing = self.drawing_export(request);
        let language = self.language();
        let (fonts, disk) = (self.letters.picture_fonts(), Arc::clone(&self.environment.disk));
        let viewer = Arc::clone(&self.environment.viewer);
        let path = self.temporary_path("pdf");
        self.jobs.start(JobName::Print, move |token| {
            let file = match drawing.file(&fonts, &|part| token.report_progress(part * DRAWN)) {
                Ok(file) => file,
                Err((_, Some(reason))) => return JobResult::Printed(Err(reason)),
                Err((error, None)) => {
                    log::info!("nothing is printed: {error}");
                    return JobResult::Cancelled;
                }
            };
            if !token.report_progress(1.0) {
                return JobResult::Cancelled;
            }
            let no_viewer = UiText::NoPdfViewer.text(language);
            JobResult::Printed(write_and_open(&*disk, &*viewer, &path, &file.bytes, (no_viewer, language)))
        });
    }

    /// Where a file to be looked at goes, under a name of its own: one that was opened before may still be looked at.
    fn temporary_path(&self, ending: &str) -> PathBuf {
        self.environment.print_dir.join(format!("lienket-{:016x}.{ending}", (self.environment.random)()))
    }

    /// Writes the guide into a temporary file and opens it in the browser, at the place of a code if one is given.
    pub(super) fn open_guide(&mut self, at: Option<&'static str>) {
        let language = self.language();
        let (disk, viewer) = (Arc::clone(&self.environment.disk), Arc::clone(&self.environment.viewer));
        let path = self.temporary_path("html");
        self.jobs.start(JobName::OpenGuide, move |_| {
            let page = guide_page(language, at);
            let no_viewer = GuideText::NoBrowser.text(language);
            JobResult::GuideOpened(write_and_open(&*disk, &*viewer, &path, page.as_bytes(), (no_viewer, language)))
        });
    }

    /// Says that the guide was opened, or why not.
    pub(super) fn on_guide_opened(&mut self, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.messages.status = Some(UiText::GuideOpened),
            Err(reason) => self.messages.show_error(UiText::CannotOpenGuide, reason, false),
        }
    }

    /// Says that sheets were opened, or why not.
    pub(super) fn on_printed(&mut self, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.messages.status = Some(UiText::PrintOpened),
            Err(reason) => self.messages.show_error(UiText::CannotPrint, reason, false),
        }
    }
}

/// Writes a file and opens it in the system's program for it, or says why not; `no_viewer` where there is none.
fn write_and_open(
    disk: &dyn Disk,
    viewer: &dyn Viewer,
    path: &Path,
    bytes: &[u8],
    (no_viewer, language): (&str, Language),
) -> Result<(), String> {
    replace_file(disk, path, bytes).map_err(|error| io_error_text(&error, language))?;
    viewer.open(path).map_err(|error| {
        log::warn!("{}: it cannot be opened: {error}", path.display());
        no_viewer.to_owned()
    })
}
