//! Laying the map out beside the window.

use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::layout;
use crate::map::Banding;

impl Shell {
    /// Lays the map out beside the window; with `bands`, in those.
    pub(super) fn tidy(&mut self, bands: Option<Option<Banding>>) {
        // Tidying anew does not forget the bands that the running one was to bring.
        let bands = bands.or(self.pending_bands.filter(|_| self.jobs.is_running(JobName::Tidy)));
        self.pending_bands = bands;
        self.jobs.cancel(JobName::TidyThoroughly);
        let map = self.document.editor.snapshot();
        let revision = self.document.editor.revision();
        let document = self.document.id;
        self.jobs.start(JobName::Tidy, move |token| {
            let request = layout::LayoutRequest::with_bands(&map, bands.unwrap_or(map.info().bands));
            let places = layout::tidy(&request, &|part| token.report_progress(part));
            let Some(places) = places else { return JobResult::Nothing };
            JobResult::Tidied { document, revision, bands, places }
        });
    }

    /// Looks for a much better arrangement beside the window, while its user works on.
    pub(super) fn tidy_thoroughly(&mut self) {
        let map = self.document.editor.snapshot();
        let revision = self.document.editor.revision();
        let document = self.document.id;
        self.jobs.start(JobName::TidyThoroughly, move |token| {
            let request = Box::new(layout::LayoutRequest::of(&map));
            let places = layout::tidy_thoroughly(&request, &|part| token.report_progress(part));
            let Some(places) = places else { return JobResult::Nothing };
            JobResult::TidiedThoroughly { document, revision, request, places }
        });
    }
}
