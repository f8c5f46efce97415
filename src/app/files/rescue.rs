//! Brings back what can be had of a map that does not open, as a new map: its file stays as it is.

use std::path::PathBuf;
use std::sync::Arc;

use super::opening::OpeningPurpose;
use super::{Effect, Files, FilesContext, RequestId};
use crate::app::job_types::{JobName, JobResult};
use crate::command::{Command, RescueWay};
use crate::map::LinkageMap;
use crate::storage::{KeptState, OpenError, Rescue, Salvage, last_version, salvage_from};

/// Why a map did not open, and what can be done about it.
#[derive(Debug)]
pub(in crate::app) struct OpenFailure {
    pub error: OpenError,
    pub rescue: Rescue,
}

/// What was brought back.
#[derive(Debug)]
pub(in crate::app) enum Rescued {
    /// An earlier version, with the time from which it is, in seconds since 1970.
    Version(i64, LinkageMap),
    /// What could be read of the file.
    Salvage(Salvage),
}

impl Files {
    /// Brings a map back in the background; replaces any read.
    pub fn rescue(&mut self, path: PathBuf, way: RescueWay, context: &mut FilesContext<'_>) {
        self.begin_opening(path, OpeningPurpose::Rescue(way), context);
    }

    /// Starts to bring back the map at the path that is being opened.
    pub(super) fn start_rescue(&self, way: RescueWay, context: &mut FilesContext<'_>) {
        let Some(opening) = &self.opening else { return };
        let (request, path, progress) = (opening.request, opening.path.clone(), Arc::clone(&opening.progress));
        let disk = Arc::clone(&context.environment.disk);
        let journals = context.environment.journal_store.clone();
        let copies = context.environment.copy_store.clone();
        context.jobs.start(JobName::Open(request), move |_| {
            let result = match way {
                RescueWay::LastVersion => {
                    last_version(&*disk, &path, KeptState { journals: journals.as_ref(), copies: copies.as_ref() })
                        .map(|(version, map)| Rescued::Version(version.at, map))
                        .ok_or(OpenError::Unreadable { path, source: std::io::ErrorKind::NotFound.into() })
                }
                RescueWay::Salvage => salvage_from(&*disk, &path, &progress).map(Rescued::Salvage),
            };
            JobResult::Rescued(request, result.map(Box::new))
        });
    }

    /// Handles what was brought back, or why it could not be.
    pub fn on_rescued(
        &mut self,
        request: RequestId,
        result: Result<Box<Rescued>, OpenError>,
        context: &FilesContext<'_>,
    ) -> Option<Effect> {
        let opening = self.opening.take_if(|opening| opening.request == request)?;
        let OpeningPurpose::Rescue(way) = opening.purpose else { return None };
        let unsaved = self.unsaved(context);
        Some(match result {
            // Edits made meanwhile are not discarded without asking.
            Ok(_) if !unsaved.is_empty() && unsaved != opening.discarded => {
                Effect::Execute(Command::Rescue(opening.path, way))
            }
            Ok(rescued) => Effect::ShowRescued(rescued),
            Err(error) => {
                let failure = Box::new(OpenFailure { error, rescue: Rescue::default() });
                Effect::OpenFailed { failure, path: opening.path, is_startup: false }
            }
        })
    }
}
