//! The comparison of the map with another state of it: that is read as a job, and compared anew with each edit, within the
//! frame where the map is small.

use std::path::Path;
use std::sync::Arc;

use super::derived::is_small;
use super::document::DocumentId;
use super::history::listing;
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::analysis::{ProgressCallback, map_changes};
use crate::command::{Command, ComparedState, Page};
use crate::editing::aligned;
use crate::exchange::comparison_rows;
use crate::language::{UiText, changes_line};
use crate::map::{LinkageMap, RecordRef, Scope, Selection};
use crate::panels::{Comparison, ComparisonRequest, ListedVersion};
use crate::scene::ChangeMarks;
use crate::session::Subject;
use crate::storage::{FileState, OpenError, ReadProgress, open_from};

/// Another state of a document's map, or why it cannot be read.
#[derive(Debug)]
pub(super) struct ComparedRead {
    document: DocumentId,
    state: ComparedState,
    read: Result<Arc<LinkageMap>, OpenError>,
}

/// What a document's map and another state of it differ in.
#[derive(Debug)]
pub(super) struct Compared {
    document: DocumentId,
    request: ComparisonRequest,
    comparison: Comparison,
}

impl Shell {
    /// Opens the comparison. A map with unsaved edits is compared with its file at once.
    pub(super) fn open_comparison(&mut self) {
        if self.panels.comparison.is_open() {
            return;
        }
        self.prepare_comparison();
        if self.document.is_dirty() && self.files.path(self.document.id).is_some() {
            self.compare_with(ComparedState::OnDisk);
        }
    }

    /// Opens it with nothing chosen.
    fn prepare_comparison(&mut self) {
        self.close_history();
        self.panels.name_box.close();
        self.panels.replace.close();
        if self.panels.comparison.is_open() {
            return;
        }
        self.panels.comparison.open(self.environment.clock.today());
        let Some(journals) = self.environment.journal_store.clone() else { return };
        let document = self.document.id;
        let listing = listing(journals, self.document.editor.map().identity(), self.environment.disk_and_clock());
        self.jobs.start(JobName::ListStates, move |_| JobResult::StatesListed(document, listing().unwrap_or_default()));
    }

    pub(super) fn on_states_listed(&mut self, document: DocumentId, versions: Vec<ListedVersion>) {
        if document == self.document.id {
            self.panels.comparison.on_listed(versions);
        }
    }

    /// Asks for the file to compare the map with.
    pub(super) fn choose_compared(&mut self) {
        self.prepare_comparison();
        let (files, mut context) = self.files_with_context();
        files.ask_to_compare(&mut context);
    }

    /// Compares the map with another state of it, once that is read.
    pub(super) fn compare_with(&mut self, state: ComparedState) {
        self.prepare_comparison();
        let document = self.document.id;
        let own = self.files.path(document).map(Path::to_owned);
        // What somebody else has written is later than what was read here.
        let is_changed = matches!(self.outside.trouble(), Some(FileState::Changed(_)));
        self.panels.comparison.choose(state.clone(), is_changed && state == ComparedState::OnDisk);
        let (disk, journals) = (Arc::clone(&self.environment.disk), self.environment.journal_store.clone());
        let path = match (&state, own) {
            (ComparedState::AsOpened, _) => {
                let read = Ok(Arc::clone(&self.document.opened));
                self.on_compared_read(ComparedRead { document, state, read });
                return;
            }
            (ComparedState::OnDisk, Some(own)) => Some(own),
            (ComparedState::File(path), _) => Some(path.clone()),
            (ComparedState::Version(_), _) if journals.is_some() => None,
            // A map without a file, or without versions.
            (ComparedState::OnDisk | ComparedState::Version(_), _) => {
                self.panels.comparison.on_read_failure();
                return;
            }
        };
        self.jobs.start(JobName::ReadCompared, move |_| {
            let read = match (&path, &state, &journals) {
                (Some(path), ..) => open_from(&*disk, path, &ReadProgress::default()).map(|opened| opened.map),
                (None, ComparedState::Version(version), Some(journals)) => journals.versions().read(&*disk, version),
                _ => return JobResult::Cancelled,
            };
            JobResult::ComparedRead(Box::new(ComparedRead { document, state, read: read.map(Arc::new) }))
        });
    }

    pub(super) fn on_compared_read(&mut self, read: ComparedRead) {
        if read.document == self.document.id {
            self.panels.comparison.on_read(&read.state, read.read);
        }
    }

    /// Has the comparison made of the map as it is shown.
    pub(super) fn follow_comparison(&mut self) {
        if !self.panels.comparison.is_open() {
            for name in [JobName::ListStates, JobName::ReadCompared, JobName::Compare] {
                self.jobs.cancel(name);
            }
            return;
        }
        let (language, generation) = (self.language(), self.document.map_generation());
        let Some(request) = self.panels.comparison.next_request(generation, language) else { return };
        let (document, shown) = (self.document.id, self.document.snapshot());
        let compute = move |on_progress: ProgressCallback<'_>| {
            let comparison = compare(&shown, &request, on_progress)?;
            Some(Box::new(Compared { document, request, comparison }))
        };
        if is_small(self.document.map()) {
            self.jobs.cancel(JobName::Compare);
            if let Some(compared) = compute(&|_| true) {
                self.on_compared(*compared);
            }
            return;
        }
        self.jobs.start(JobName::Compare, move |token| {
            compute(&|part| token.report_progress(part)).map_or(JobResult::Cancelled, JobResult::Compared)
        });
    }

    pub(super) fn on_compared(&mut self, compared: Compared) {
        let Compared { document, request, comparison } = compared;
        if document == self.document.id {
            self.panels.comparison.on_compared(&request, comparison);
        }
    }

    /// Selects a record on the map and brings it into sight, or the place that it has in the other state.
    pub(super) fn show_change(&mut self, record: RecordRef) {
        let subject = match record {
            RecordRef::Actor(id) | RecordRef::Placement(id) => Some(Subject::Actor(id)),
            RecordRef::Link(id) => Some(Subject::Link(id)),
            RecordRef::CoopModel(id) => Some(Subject::Model(id)),
            _ => None,
        };
        if let Some(subject) = subject.filter(|_| record.is_in(self.document.map())) {
            self.navigation.page = Page::Map;
            self.execute_confirmed(Command::GoTo(subject));
        } else if let Some(area) = self.panels.comparison.marks().and_then(|marks| marks.ghost_area(record)) {
            self.navigation.page = Page::Map;
            // Only there it has a place.
            self.document.session.view.scope = Scope::default();
            self.document.session.view.selection = Selection::None;
            self.navigation.canvases.whole.fly_to(area);
        } else {
            self.messages.status = Some(UiText::CompareNoPlace);
        }
    }
}

/// Compares two states of a map; `None` when cancelled.
fn compare(shown: &LinkageMap, request: &ComparisonRequest, on_progress: ProgressCallback<'_>) -> Option<Comparison> {
    let ComparisonRequest { other, is_swapped, language, .. } = request;
    let are_states_of_one = shown.identity().is_some() && shown.identity() == other.identity();
    // Of what is no valid map under other numbers, the own ones are as good.
    let other_numbers = if are_states_of_one { None } else { aligned(shown, other).ok() };
    let other = other_numbers.as_ref().unwrap_or(other);
    let (before, after) = if *is_swapped { (shown, other) } else { (other, shown) };
    let changes = map_changes(before, after, on_progress)?;
    on_progress(1.0).then(|| Comparison {
        summary: changes_line(&changes.summary(after), *language),
        rows: comparison_rows(&changes, before, after, *language),
        marks: ChangeMarks::new(&changes.patch, shown, other),
        is_aligned: !are_states_of_one,
    })
}
