//! What programs have left by dying: edits that no file has are offered at the start, all else is removed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::storage::remove_abandoned_files;

impl Shell {
    /// Looks at what was left, as jobs.
    pub(super) fn look_at_leftovers(&mut self) {
        self.look_for_unsaved(false);
        self.clean_up();
    }

    /// Removes temporary files and the like from the program's own folders and those of recent maps. Others are looked at
    /// when something is saved there.
    fn clean_up(&mut self) {
        let settings = &self.preferences.settings;
        let files = settings.recent.iter().chain(&settings.file);
        let folders: BTreeSet<PathBuf> = files.filter_map(|file| file.parent()).map(Path::to_owned).collect();
        let disk = Arc::clone(&self.environment.disk);
        let (journals, copies) = (self.environment.journal_store.clone(), self.environment.copy_store.clone());
        let openings = self.environment.openings.clone();
        self.jobs.start(JobName::CleanUp, move |token| {
            if let Some(journals) = journals {
                journals.clean_up(&*disk);
            }
            if let Some(copies) = copies {
                copies.clean_up(&*disk);
            }
            if let Some(openings) = openings {
                openings.clean_up(&*disk);
            }
            for folder in folders {
                if !token.report_progress(0.0) {
                    break;
                }
                remove_abandoned_files(&*disk, &folder);
            }
            JobResult::CleanedUp
        });
    }
}
