//! Background layout jobs.

use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::layout;
use crate::map::Banding;

impl Shell {
    /// Lays the map out in the background; `bands` replaces the map's bands.
    pub(super) fn tidy(&mut self, bands: Option<Option<Banding>>) {
        // A restart keeps the bands requested from the running job.
        let bands = bands.or(self.pending_bands.filter(|_| self.jobs.is_running(JobName::Tidy)));
        self.pending_bands = bands;
        self.jobs.cancel(JobName::TidyThoroughly);
        let map = self.document.editor.snapshot();
        let revision = self.document.editor.revision();
        let document = self.document.id;
        self.jobs.start(JobName::Tidy, move |token| {
            let request = layout::LayoutRequest::with_bands(&map, bands.unwrap_or(map.info().bands));
            let placements = layout::tidy(&request, &|part| token.report_progress(part));
            let Some(placements) = placements else { return JobResult::Cancelled };
            JobResult::Tidied { document, revision, bands, placements }
        });
    }

    /// Searches for a better layout in the background (slow).
    pub(super) fn tidy_thoroughly(&mut self) {
        let map = self.document.editor.snapshot();
        let revision = self.document.editor.revision();
        let document = self.document.id;
        self.jobs.start(JobName::TidyThoroughly, move |token| {
            let request = Box::new(layout::LayoutRequest::of(&map));
            let placements = layout::tidy_thoroughly(&request, &|part| token.report_progress(part));
            let Some(placements) = placements else { return JobResult::Cancelled };
            JobResult::TidiedThoroughly { document, revision, request, placements }
        });
    }
}
