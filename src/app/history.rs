//! The saved versions of the map: lists them, compares each with the next later one, shows one in place of the map, and
//! restores it as an edit. Nothing is read on the frame.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::document::Document;
use super::environment::Clock;
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::analysis::map_changes;
use crate::command::Page;
use crate::exchange::open_sentence;
use crate::language::UiText;
use crate::map::{LinkageMap, MapId};
use crate::panels::{ComparedVersion, HistoryState, ListedVersion};
use crate::storage::{Disk, JournalStore, OpenError};

/// Lists the saved versions of a map on another thread, the oldest first.
pub(super) fn listing(
    journals: JournalStore,
    identity: Option<MapId>,
    (disk, clock): (Arc<dyn Disk>, Arc<dyn Clock>),
) -> impl FnOnce() -> io::Result<Vec<ListedVersion>> + Send + use<> {
    move || {
        let versions = journals.versions();
        let all = versions.list(&*disk, identity.unwrap_or(MapId(0)))?;
        let saved = all.into_iter().filter(|version| version.is_saved);
        let listed = saved.map(|version| ListedVersion {
            at: clock.local(version.at),
            by: versions.saved_by(&*disk, &version),
            version,
        });
        Ok(listed.collect())
    }
}

impl Shell {
    /// Opens the list of versions, beside the map.
    pub(super) fn show_history(&mut self) {
        self.document.hide_version();
        self.panels.comparison.close();
        self.navigation.page = Page::Map;
        self.panels.name_box.close();
        self.panels.history = HistoryState::open(self.document.editor.snapshot(), self.document.editor.revision());
        self.list_versions();
    }

    /// Closes it, and shows the map again.
    pub(super) fn close_history(&mut self) {
        self.document.hide_version();
        self.panels.history = HistoryState::default();
        self.jobs.cancel(JobName::History);
        self.jobs.cancel(JobName::ReadVersion);
    }

    /// Lists the versions again, if they are shown: the map has been saved.
    pub(super) fn refresh_history(&mut self) {
        if self.panels.history.is_open() && self.document.shown_version.is_none() {
            self.show_history();
        }
    }

    fn list_versions(&mut self) {
        let Some(journals) = self.environment.journal_store.clone() else {
            self.panels.history.on_unavailable();
            return;
        };
        let document = self.document.id;
        let listing = listing(journals, self.document.editor.map().identity(), self.environment.disk_and_clock());
        self.jobs.start(JobName::History, move |_| JobResult::VersionsListed(document, listing()));
    }

    pub(super) fn on_versions_listed(&mut self, versions: io::Result<Vec<ListedVersion>>) {
        if let Err(error) = &versions {
            log::warn!("the versions are not listed: {error}");
        }
        self.panels.history.on_listed(versions.ok(), self.environment.clock.today());
        self.compare_next_version();
    }

    pub(super) fn on_version_compared(&mut self, path: &Path, compared: Result<Box<ComparedVersion>, OpenError>) {
        self.panels.history.on_compared(path, compared.map(|compared| *compared));
        self.compare_next_version();
    }

    /// Reads the next version and compares it with the next later one.
    fn compare_next_version(&mut self) {
        let Some((version, later)) = self.panels.history.next_comparison() else { return };
        let Some(journals) = self.environment.journal_store.clone() else { return };
        let (document, disk) = (self.document.id, Arc::clone(&self.environment.disk));
        self.jobs.start(JobName::History, move |token| {
            let compared = match journals.versions().read(&*disk, &version) {
                Ok(map) => {
                    let changes = map_changes(&map, &later, &|part| token.report_progress(part));
                    let Some(changes) = changes else { return JobResult::Cancelled };
                    Ok(Box::new(ComparedVersion { map: Arc::new(map), changes: changes.summary(&later) }))
                }
                Err(error) => Err(error),
            };
            JobResult::VersionCompared(document, version.path, compared)
        });
    }

    /// Shows a version in place of the map, once it is read; or the map again.
    pub(super) fn show_version(&mut self, path: Option<&Path>) {
        self.jobs.cancel(JobName::ReadVersion);
        let version = self.panels.history.select(path);
        let (Some(version), Some(journals)) = (version, self.environment.journal_store.clone()) else {
            self.document.hide_version();
            return;
        };
        let (document, disk) = (self.document.id, Arc::clone(&self.environment.disk));
        self.jobs.start(JobName::ReadVersion, move |_| {
            let read = journals.versions().read(&*disk, &version);
            JobResult::VersionRead(document, version.path, read.map(Box::new))
        });
    }

    pub(super) fn on_version_read(&mut self, path: &Path, read: Result<Box<LinkageMap>, OpenError>) {
        if self.panels.history.selected() != Some(path) {
            return;
        }
        match read {
            Ok(map) => self.document.show_version(Arc::new(*map)),
            Err(error) => {
                self.show_version(None);
                let message = open_sentence(&error, self.language());
                self.messages.show_error(UiText::VersionUnreadable, message, false);
            }
        }
    }

    /// Makes the map equal to the version that is shown.
    pub(super) fn restore_version(&mut self) {
        if self.document.shown_version.is_some() {
            self.edit_and_report(UiText::VersionRestored, Document::restore_version);
            self.close_history();
        }
    }

    /// Whether an earlier version is shown in place of the map.
    pub fn is_showing_version(&self) -> bool {
        self.document.shown_version.is_some()
    }
}
