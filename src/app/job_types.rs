//! The jobs of the window: their names, and what they end with. Each result carries what it was worked out for: the
//! document, the state of its map, or the request that it answers.

use std::path::PathBuf;

use super::derived::results::{AnalysisKey, FilteredScene, Results};
use super::dialogs::DialogResult;
use super::document::DocumentId;
use super::files::outcome::{RequestId, WriteOutcome};
use super::jobs::Jobs;
use crate::analysis::Study;
use crate::command::TableQuery;
use crate::language::UiText;
use crate::layout;
use crate::map::{Banding, LinkageMap, Placement};
use crate::panels::{JobProgress, TableResult};
use crate::storage::{FileFingerprint, OpenError, WorkingCopy};

/// What work there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JobName {
    /// Reads a map. Each reading has a thread of its own: one that hangs, on a disk that is gone, holds no other up.
    Open(RequestId),
    /// Writes one file; there may be several at a time, to different files.
    Write(RequestId),
    /// Waits for the answer of one file dialog.
    Pick(RequestId),
    CopyTable,
    SortTable,
    PrepareTable,
    Tidy,
    TidyThoroughly,
    Derive,
    Study,
    Filter,
    /// Writes what the program remembers for itself.
    StoreState(RequestId),
}

/// The jobs of the window.
pub(super) type ShellJobs = Jobs<JobName, JobResult>;

impl JobName {
    /// Whether a person may break it off. A save is never cut short: it ends as the old file or the new one.
    pub fn is_cancellable(self) -> bool {
        matches!(self, Self::Open(_) | Self::Tidy | Self::TidyThoroughly | Self::Derive)
    }

    /// Whether it works something out of the open document, and is of no use once another one is open.
    pub fn is_document_job(self) -> bool {
        !matches!(self, Self::Write(_) | Self::Pick(_) | Self::StoreState(_))
    }

    /// What the status line says meanwhile; a file dialog speaks for itself.
    fn status_text(self) -> Option<UiText> {
        match self {
            Self::Open(_) => Some(UiText::Opening),
            Self::Write(_) => Some(UiText::Saving),
            Self::Tidy => Some(UiText::Tidying),
            Self::TidyThoroughly => Some(UiText::TidyingThoroughly),
            Self::Derive | Self::Filter | Self::CopyTable => Some(UiText::Working),
            Self::Pick(_) | Self::Study | Self::SortTable | Self::PrepareTable | Self::StoreState(_) => None,
        }
    }
}

/// What the status line says of the jobs.
pub(super) fn job_status(jobs: &ShellJobs) -> Option<JobProgress> {
    jobs.names().find_map(|name| {
        let can_cancel = name.is_cancellable();
        Some(JobProgress { label: name.status_text()?, fraction: jobs.fraction(name), can_cancel })
    })
}

/// What a job ends with.
#[derive(Debug)]
pub(super) enum JobResult {
    /// A file was read.
    Opened {
        request: RequestId,
        path: PathBuf,
        result: Result<Box<LinkageMap>, OpenError>,
        fingerprint: Option<FileFingerprint>,
        copy: Box<WorkingCopy>,
    },
    /// A file was written, or not.
    Written(RequestId, WriteOutcome),
    /// A file dialog was answered.
    DialogClosed(RequestId, DialogResult),
    /// What the page of tables asked for, of which document.
    TableReady(DocumentId, TableQuery, Box<TableResult>),
    /// A table as the clipboard takes it.
    TableText(String),
    Tidied {
        document: DocumentId,
        revision: u64,
        /// The bands that were asked for, where they are to change.
        bands: Option<Option<Banding>>,
        places: Vec<Placement>,
    },
    TidiedThoroughly {
        document: DocumentId,
        revision: u64,
        /// What was asked; an edit meanwhile may leave it as it was.
        request: Box<layout::LayoutRequest>,
        places: Vec<Placement>,
    },
    /// What the map says; nothing when it was cancelled.
    Derived(Option<Box<Results>>),
    Studied(AnalysisKey, Box<Study>),
    /// What a filter leaves of the scene.
    Filtered(Box<FilteredScene>),
    /// It was cancelled, or there is nothing to tell.
    Nothing,
}
