//! Names and results of the window's jobs. Each result carries what it was computed for: the document, the revision of
//! its map, or the request.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::comparing::{Compared, ComparedRead};
use super::derived::results::{AnalysisKey, FilteredScene, Results};
use super::dialogs::DialogResult;
use super::document::DocumentId;
use super::exporting::ExportPreviewed;
use super::files::outcome::{RequestId, WriteOutcome};
use super::files::{OpenFailure, Rescued};
use super::importing::{ImportLaidOut, ImportPreviewed, ReadSources};
use super::jobs::Jobs;
use super::journal::{Journaled, KeptHistory};
use super::letters::FoundFonts;
use super::merging_copies::{MergeBaseRead, MergePreviewed, MergeRead};
use super::messages::Notice;
use super::outside::{Look, LookKey};
use super::recovery::{RecoverRequest, RecoveredDocument};
use super::reload::Reloaded;
use crate::analysis::Study;
use crate::command::TableQuery;
use crate::editing::{Replaced, Replacement};
use crate::exchange::{PastePlan, PasteRequest, Pixels};
use crate::language::UiText;
use crate::layout;
use crate::map::{ActorId, Banding, LinkageMap, Patch, Placement, Violation};
use crate::panels::{
    ComparedVersion, FileComparison, JobProgress, ListedVersion, TableResult, TemplateContents, UnsavedMap,
};
use crate::storage::{Locking, OpenError, OpenedMap, RecoverError, TemplateFiles, WorkingCopy};

/// Identifies a job; one job runs per name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JobName {
    /// Reads a map. Each request has its own thread, so that one blocked on a disk that is gone does not block others.
    Open(RequestId),
    /// Writes one file; several run concurrently for different files.
    Write(RequestId),
    /// Writes what is no map, such as a picture or a workbook.
    Export(RequestId),
    /// Waits for a file dialog.
    Pick(RequestId),
    CopyTable,
    /// Renders a picture and puts it onto the clipboard.
    CopyPicture,
    /// Makes sheets and opens them where the system prints from.
    Print,
    /// Writes the guide and opens it.
    OpenGuide,
    SortTable,
    PrepareTable,
    /// Works out what pasting a block would change.
    PlanPaste,
    /// Reads files with tables.
    ReadTables,
    /// Works out what an import of tables would change.
    PreviewImport,
    /// Lays out a new map that was made of tables.
    LayOutImport,
    /// Replaces many texts.
    ReplaceTexts,
    /// Removes many actors.
    RemoveActors,
    Tidy,
    TidyThoroughly,
    Derive,
    Study,
    Filter,
    /// Lists the user's own templates, or reads one of them.
    Templates,
    /// Looks for fonts of the system.
    FindFonts,
    /// Writes settings or a working-copy record.
    StoreState(RequestId),
    /// Lists the versions of the map, or compares one with the next.
    History,
    /// Reads a version that is to be shown.
    ReadVersion,
    /// Looks for edits that no file has.
    FindUnsaved,
    /// Brings such edits back.
    RecoverUnsaved,
    /// Discards such edits.
    DiscardUnsaved,
    /// Writes the journal of a document.
    Journal(DocumentId),
    /// Asks for the lock on a file, or gives it back.
    Lock(u64),
    /// Removes what programs have left by dying.
    CleanUp,
    /// Looks what others have done to the file of a document. Each document has its own thread, so that a disk that is gone
    /// blocks no other one.
    Look(DocumentId),
    /// Reads the file of the map again.
    Reload,
    /// Compares the file of the map with the map.
    CompareFile,
    /// Lists the states that the map can be compared with.
    ListStates,
    /// Reads one of them.
    ReadCompared,
    /// Compares the map with it.
    Compare,
    /// Reads another copy of the map, and looks for what both come from.
    ReadMerge,
    /// Reads what somebody says that both come from.
    ReadMergeBase,
    /// Works out what a merge would change.
    PreviewMerge,
    /// Works out what has changed while the map was presented.
    MeetingChanges,
    /// Draws a page of a file that is to show the map.
    PreviewExport,
}

/// The jobs of the window.
pub(super) type ShellJobs = Jobs<JobName, JobResult>;

impl JobName {
    /// Whether the user can cancel it. A save runs to its end: the file is the old one or the new one.
    pub fn is_cancellable(self) -> bool {
        matches!(
            self,
            Self::Open(_)
                | Self::Export(_)
                | Self::Tidy
                | Self::TidyThoroughly
                | Self::Derive
                | Self::CopyPicture
                | Self::Print
                | Self::PlanPaste
                | Self::ReadTables
                | Self::PreviewImport
                | Self::LayOutImport
                | Self::ReplaceTexts
                | Self::RemoveActors
                | Self::MeetingChanges
        )
    }

    /// Whether it concerns the open document only, and is cancelled when another one opens.
    pub fn is_document_job(self) -> bool {
        !matches!(
            self,
            Self::Write(_)
                | Self::Export(_)
                | Self::Pick(_)
                | Self::FindFonts
                | Self::StoreState(_)
                | Self::Journal(_)
                | Self::FindUnsaved
                | Self::DiscardUnsaved
                | Self::Lock(_)
                | Self::CleanUp
        )
    }

    /// Text in the status bar while it runs; `None` where none is needed.
    fn status_text(self) -> Option<UiText> {
        match self {
            Self::Open(_)
            | Self::ReadVersion
            | Self::Reload
            | Self::ReadTables
            | Self::ReadCompared
            | Self::ReadMerge
            | Self::ReadMergeBase => Some(UiText::Opening),
            Self::Write(_) | Self::Export(_) => Some(UiText::Saving),
            Self::Tidy | Self::LayOutImport => Some(UiText::Tidying),
            Self::TidyThoroughly => Some(UiText::TidyingThoroughly),
            Self::Derive
            | Self::Filter
            | Self::CopyTable
            | Self::CopyPicture
            | Self::Print
            | Self::OpenGuide
            | Self::PlanPaste
            | Self::PreviewImport
            | Self::Compare
            | Self::PreviewMerge
            | Self::MeetingChanges
            | Self::ReplaceTexts
            | Self::RemoveActors => Some(UiText::Working),
            Self::Pick(_)
            | Self::Study
            | Self::SortTable
            | Self::PrepareTable
            | Self::Templates
            | Self::FindFonts
            | Self::StoreState(_)
            | Self::History
            | Self::FindUnsaved
            | Self::RecoverUnsaved
            | Self::DiscardUnsaved
            | Self::Journal(_)
            | Self::Lock(_)
            | Self::CleanUp
            | Self::Look(_)
            | Self::CompareFile
            | Self::ListStates
            | Self::PreviewExport => None,
        }
    }
}

/// The job shown in the status bar. That the results are brought up to date is not said where the map is to be seen as it
/// is meanwhile.
pub(super) fn job_status(jobs: &ShellJobs, is_provisional: bool) -> Option<JobProgress> {
    let is_shown = |name: &JobName| !(is_provisional && *name == JobName::Derive);
    jobs.names().filter(is_shown).find_map(|name| {
        let can_cancel = name.is_cancellable();
        Some(JobProgress { label: name.status_text()?, fraction: jobs.fraction(name), can_cancel })
    })
}

/// What a replacement of many texts comes to, with what it was worked out from.
#[derive(Debug)]
pub(super) struct ReplacementResult {
    pub document: DocumentId,
    pub base: Arc<LinkageMap>,
    pub replacement: Box<Replacement>,
    pub outcome: Result<Replaced, Violation>,
}

/// What removing many actors comes to, with what it was worked out from.
#[derive(Debug)]
pub(super) struct RemovalResult {
    pub document: DocumentId,
    pub base: Arc<LinkageMap>,
    pub actors: BTreeSet<ActorId>,
    pub map: LinkageMap,
    pub patch: Patch,
}

/// Result of a job.
#[derive(Debug)]
pub(super) enum JobResult {
    /// A map was read, or could not be.
    Opened {
        request: RequestId,
        path: PathBuf,
        result: Result<Box<OpenedMap>, Box<OpenFailure>>,
        copy: Box<WorkingCopy>,
        /// The steps that can be undone in it.
        history: Option<Box<KeptHistory>>,
    },
    /// What was brought back of a map that does not open.
    Rescued(RequestId, Result<Box<Rescued>, OpenError>),
    /// The files of the user's own templates.
    TemplatesListed(Result<TemplateFiles, OpenError>),
    /// What one of them holds.
    TemplateRead(PathBuf, Result<TemplateContents, OpenError>),
    /// The saved versions of a document's map.
    VersionsListed(DocumentId, std::io::Result<Vec<ListedVersion>>),
    /// What changed from one of them to the next later state.
    VersionCompared(DocumentId, PathBuf, Result<Box<ComparedVersion>, OpenError>),
    /// One of them, to be shown.
    VersionRead(DocumentId, PathBuf, Result<Box<LinkageMap>, OpenError>),
    /// Maps whose edits no file has; nothing where they could not be looked up.
    UnsavedFound(Option<Vec<UnsavedMap>>),
    /// Edits are back, or could not be brought back.
    Recovered(RecoverRequest, Result<Box<RecoveredDocument>, RecoverError>),
    /// Edits were discarded.
    UnsavedDiscarded(std::io::Result<()>),
    /// A write of a journal ended.
    Journaled(DocumentId, std::io::Result<Journaled>),
    /// A lock was asked for.
    Locked(u64, Locking),
    /// A lock was given back.
    Unlocked(u64),
    /// The file of the map was looked at.
    Looked(Box<Look>),
    /// It was read again.
    Reloaded(Box<Reloaded>),
    /// It was compared with the map.
    FileCompared(LookKey, FileComparison),
    /// The saved versions that a document's map can be compared with.
    StatesListed(DocumentId, Vec<ListedVersion>),
    /// A state to compare the map with was read.
    ComparedRead(Box<ComparedRead>),
    /// The map was compared with it.
    Compared(Box<Compared>),
    /// Another copy of the map was read.
    MergeRead(Box<MergeRead>),
    /// What both are said to come from was read.
    MergeBaseRead(Box<MergeBaseRead>),
    /// What a merge would change.
    MergePreviewed(Box<MergePreviewed>),
    MeetingChanged(DocumentId, Box<Notice>),
    /// A write ended.
    Written(RequestId, WriteOutcome),
    /// A file dialog closed.
    DialogClosed(RequestId, DialogResult),
    /// Rows or order for the tables page.
    TableReady(DocumentId, TableQuery, Box<TableResult>),
    /// What pasting a block would change in a state of the map.
    PastePlanned(Arc<PasteRequest>, u64, Box<Result<PastePlan, Violation>>),
    /// Files with tables were read.
    TablesRead(Box<ReadSources>),
    /// What an import of them would change.
    ImportPreviewed(Box<ImportPreviewed>),
    /// A new map that was made of them is laid out.
    ImportLaidOut(Box<ImportLaidOut>),
    /// Many texts were replaced in a copy of the map.
    TextsReplaced(Box<ReplacementResult>),
    /// Many actors were removed from a copy of the map.
    ActorsRemoved(Box<RemovalResult>),
    /// A table as text for the clipboard.
    TableText(String),
    /// A picture was copied; with its pixels where the window's own clipboard is to take it.
    PictureCopied(Option<Pixels>),
    /// Sheets were opened, or why they were not.
    Printed(Result<(), String>),
    /// A page of a file that is to show the map.
    ExportPreviewed(Box<ExportPreviewed>),
    /// Whether the guide was opened, or why not.
    GuideOpened(Result<(), String>),
    Tidied {
        document: DocumentId,
        revision: u64,
        /// The bands to set, if they change.
        bands: Option<Option<Banding>>,
        placements: Vec<Placement>,
    },
    TidiedSelection {
        document: DocumentId,
        revision: u64,
        placements: Vec<Placement>,
    },
    TidiedThoroughly {
        document: DocumentId,
        revision: u64,
        /// The input of the layout; an unrelated edit leaves it unchanged.
        request: Box<layout::LayoutRequest>,
        placements: Vec<Placement>,
    },
    /// Analysis and scene; `None` when cancelled.
    Derived(Option<Box<Results>>),
    Studied(AnalysisKey, Box<Study>),
    /// The filtered scene.
    Filtered(Box<FilteredScene>),
    /// Fonts of the system for letters that were to be drawn.
    FontsFound(Box<FoundFonts>),
    /// What programs have left by dying is removed.
    CleanedUp,
    /// Cancelled.
    Cancelled,
}
