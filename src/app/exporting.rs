//! Files that show the map: what is chosen for them, a preview drawn in the background, and the file that is asked for.

use std::sync::Arc;

use super::document::DocumentId;
use super::files::{DrawingExport, Export, PROGRESS_REDRAW_INTERVAL};
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::command::ExportStart;
use crate::exchange::{ExportContent, ExportPreview, ExportRequest, preview_export};
use crate::map::{ModelId, Selection};
use crate::panels::{AskedPreview, ExportBasis, Overlay};

/// A page that was drawn to be looked at, or why there is none.
#[derive(Debug)]
pub(super) struct ExportPreviewed {
    document: DocumentId,
    asked: AskedPreview,
    outcome: Result<ExportPreview, Option<String>>,
}

impl Shell {
    /// Opens the dialog that makes files which show the map.
    pub(super) fn show_export(&mut self, start: ExportStart) {
        let request = self.export_request(start);
        self.panels.overlay = Overlay::export(request);
    }

    /// What was chosen last, for what is selected now.
    pub(super) fn export_request(&self, start: ExportStart) -> ExportRequest {
        let mut choices = self.preferences.settings.export.clone();
        let selection = self.document.session.view.selection.clone();
        let selected = match selection {
            Selection::Model(model) => Some(model),
            _ => None,
        };
        let (content, model) = match start {
            ExportStart::Model(model) => (ExportContent::Model, Some(model)),
            ExportStart::Report => (ExportContent::Report, selected),
            ExportStart::Last => (self.last_content(choices.content, &selection, selected), selected),
        };
        choices.show(content);
        // A list begins with the first one.
        let model = model.or_else(|| self.document.snapshot().models().keys().next().copied());
        ExportRequest { choices, model, selection: Arc::new(selection) }
    }

    /// What was shown last, if there is such a thing now; one model only if that one is meant.
    fn last_content(&self, last: ExportContent, selection: &Selection, selected: Option<ModelId>) -> ExportContent {
        let is_meant = last != ExportContent::Model || selected.is_some();
        if is_meant && last.is_there(&self.document.snapshot(), selection) { last } else { ExportContent::Map }
    }

    /// What a file is made of now.
    pub(super) fn drawing_export(&self, request: ExportRequest) -> DrawingExport {
        let view = &self.document.session.view;
        DrawingExport {
            map: self.document.snapshot(),
            year: self.document.year(),
            drawing: view.drawing,
            neighborhood: view.neighborhood,
            supposing: self.what_if_title(),
            meeting: self.document.meeting.clone(),
            date: self.environment.clock.today(),
            language: self.language(),
            request,
        }
    }

    /// Asks where to save a file that shows the map, and keeps what was chosen for the next one.
    pub(super) fn export(&mut self, request: ExportRequest) {
        let choices = request.choices.clone();
        self.change_settings(|settings| settings.export = choices);
        let drawing = self.drawing_export(request);
        self.ask_to_export(Export::Drawing(Box::new(drawing)));
    }

    /// Has the preview drawn of what is chosen and of the map as it is; leaves off what nobody wants any more.
    pub(super) fn follow_export(&mut self) {
        let view = &self.document.session.view;
        let basis = ExportBasis {
            generation: self.document.map_generation(),
            year: self.document.year(),
            drawing: view.drawing,
            neighborhood: view.neighborhood,
            language: self.language(),
        };
        let is_drawing = self.jobs.is_running(JobName::PreviewExport);
        let progress = is_drawing.then(|| self.jobs.fraction(JobName::PreviewExport).unwrap_or_default());
        let Overlay::Export(state) = &mut self.panels.overlay else {
            self.jobs.cancel(JobName::PreviewExport);
            return;
        };
        state.set_progress(progress);
        if is_drawing {
            self.ctx.request_repaint_after(PROGRESS_REDRAW_INTERVAL);
        }
        if let Some(asked) = state.next_preview(basis) {
            self.start_export_preview(asked);
        }
    }

    fn start_export_preview(&mut self, asked: AskedPreview) {
        let (document, fonts) = (self.document.id, self.letters.picture_fonts());
        let drawing = self.drawing_export(asked.request.clone());
        self.jobs.start(JobName::PreviewExport, move |token| {
            let find = |letters: &_| fonts.find(letters);
            let page = (asked.page, asked.room);
            let progress = |part: f32| token.report_progress(part);
            let outcome = preview_export(drawing.source(), &drawing.request, page, &find, &progress);
            let outcome = outcome.map_err(|error| {
                log::debug!("no preview: {error}");
                error.sentence(drawing.language)
            });
            JobResult::ExportPreviewed(Box::new(ExportPreviewed { document, asked, outcome }))
        });
    }

    pub(super) fn on_export_previewed(&mut self, previewed: ExportPreviewed) {
        let ExportPreviewed { document, asked, outcome } = previewed;
        if document != self.document.id {
            return;
        }
        if let Overlay::Export(state) = &mut self.panels.overlay {
            state.on_preview(&asked, outcome);
        }
    }
}
