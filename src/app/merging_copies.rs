//! Another copy of the map made one with it: that is read, with what both come from; what comes of it is worked out anew with
//! each choice and each edit of the map, and then carried out as one edit. Nothing changes before.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::DocumentId;
use super::environment::Environment;
use super::history::listing;
use super::job_types::{JobName, JobResult};
use super::outside::LookKey;
use super::shell::Shell;
use crate::analysis::{ProgressCallback, map_changes};
use crate::editing::{
    MergeChoices, MergeMapsError, MergeSide, TwinReason, aligned, lay_out, may_come_from, merge_maps,
};
use crate::exchange::conflict_texts;
use crate::language::{Language, MergeText, UiText, changes_line, twins_line, uncapitalised};
use crate::map::{ActorId, EditLabel, LinkageMap, ShortText, Transaction, Violation};
use crate::panels::{MergeBase, MergeCopiesState, MergePreview, MergeRequest, Overlay, PreparedMerge};
use crate::schema::violation_sentence;
use crate::storage::{FileFingerprint, JournalSnapshot, OpenError, PendingEntry, ReadProgress, absolute, open_from};

/// So many of the newest saved versions are looked through for the one that both copies come from.
const MAX_VERSIONS: usize = 60;

/// Another copy of a document's map with what both come from, or why it cannot be read.
#[derive(Debug)]
pub(super) struct MergeRead {
    document: DocumentId,
    path: PathBuf,
    /// Of the map's own file: which one it is, and what it had when it was read.
    own: Option<(LookKey, FileFingerprint)>,
    read: Result<(Arc<LinkageMap>, MergeBase), OpenError>,
}

/// A state that both copies are said to come from.
#[derive(Debug)]
pub(super) struct MergeBaseRead {
    document: DocumentId,
    read: Result<MergeBase, OpenError>,
}

/// What comes of a merge, or why nothing does.
#[derive(Debug)]
pub(super) struct MergePreviewed {
    document: DocumentId,
    request: Arc<MergeRequest>,
    preview: Result<MergePreview, String>,
}

impl Shell {
    /// The merge that is open.
    fn merge_state(&mut self) -> Option<&mut MergeCopiesState> {
        match &mut self.panels.overlay {
            Overlay::MergeCopies(state) => Some(state),
            _ => None,
        }
    }

    /// The file whose copy is about to be merged with the map.
    pub fn merged_path(&self) -> Option<&Path> {
        match &self.panels.overlay {
            Overlay::MergeCopies(state) => Some(state.path()),
            _ => None,
        }
    }

    /// Reads another copy of the map, to be merged with it.
    pub(super) fn merge_with(&mut self, path: PathBuf) {
        let path = absolute(path);
        self.panels.overlay = Overlay::merge_copies(path.clone());
        self.own_merge = None;
        let (document, mine) = (self.document.id, self.document.editor.snapshot());
        let own = self.look_key().filter(|key| key.path == path);
        let snapshot = JournalSnapshot::of(&self.document.editor, PendingEntry::Typed(None), 0, false);
        let known = own.is_some() && snapshot.is_base_saved(&self.document.editor);
        let disk = Arc::clone(&self.environment.disk);
        let find_base = base_finder(&self.environment);
        self.jobs.start(JobName::ReadMerge, move |token| {
            let mut fingerprint = None;
            let read = open_from(&*disk, &path, &ReadProgress::default()).map(|opened| {
                fingerprint = Some(opened.fingerprint);
                let base = if known {
                    MergeBase::OfWindow(Arc::new(snapshot.base_map()))
                } else {
                    find_base([&mine, &opened.map], &|part| token.report_progress(part))
                };
                (Arc::new(opened.map), base)
            });
            if !token.report_progress(1.0) {
                return JobResult::Cancelled;
            }
            JobResult::MergeRead(Box::new(MergeRead { document, path, own: own.zip(fingerprint), read }))
        });
    }

    pub(super) fn on_merge_read(&mut self, read: MergeRead) {
        if read.document != self.document.id {
            return;
        }
        if let Some(state) = self.merge_state().filter(|state| state.path() == read.path) {
            state.on_read(read.read);
            self.own_merge = read.own;
        }
    }

    /// Takes another state for the one that both copies come from, once it is read; or none.
    pub(super) fn set_merge_base(&mut self, path: Option<PathBuf>) {
        let document = self.document.id;
        let Some(state) = self.merge_state() else { return };
        let Some(path) = path.map(absolute) else {
            state.on_base(Ok(MergeBase::None));
            return;
        };
        let disk = Arc::clone(&self.environment.disk);
        self.jobs.start(JobName::ReadMergeBase, move |_| {
            let opened = open_from(&*disk, &path, &ReadProgress::default());
            let read = opened.map(|opened| MergeBase::File(Arc::new(opened.map), path));
            JobResult::MergeBaseRead(Box::new(MergeBaseRead { document, read }))
        });
    }

    pub(super) fn on_merge_base_read(&mut self, read: MergeBaseRead) {
        let is_same_document = read.document == self.document.id;
        if let Some(state) = self.merge_state().filter(|_| is_same_document) {
            state.on_base(read.read);
        }
    }

    /// Has the merge worked out of what is chosen and of the map as it is; leaves off what nobody wants any more.
    pub(super) fn follow_merge(&mut self) {
        let (language, revision) = (self.language(), self.document.editor.revision());
        let Some(state) = self.merge_state() else {
            for name in [JobName::ReadMerge, JobName::ReadMergeBase, JobName::PreviewMerge] {
                self.jobs.cancel(name);
            }
            return;
        };
        let Some(request) = state.next_request(revision, language) else { return };
        let (document, mine) = (self.document.id, self.document.editor.snapshot());
        self.jobs.start(JobName::PreviewMerge, move |token| {
            let preview = preview(&mine, &request, &|part| token.report_progress(part));
            preview.map_or(JobResult::Cancelled, |preview| {
                JobResult::MergePreviewed(Box::new(MergePreviewed { document, request, preview }))
            })
        });
    }

    pub(super) fn on_merge_previewed(&mut self, previewed: MergePreviewed) {
        let is_same_document = previewed.document == self.document.id;
        if let Some(state) = self.merge_state().filter(|_| is_same_document) {
            state.on_preview(&previewed.request, previewed.preview);
        }
    }

    /// Carries out the merge that is shown, if it is of the map as it is; else it is worked out anew.
    pub(super) fn apply_merge(&mut self) {
        let revision = self.document.editor.revision();
        let Some(state) = self.merge_state() else { return };
        let label = EditLabel::MergeCopy(ShortText::new(&state.name()));
        let Some(PreparedMerge { mine, map, patch }) = state.take_prepared(revision) else {
            state.ask_again();
            self.messages.status = Some(UiText::MergeOutdated);
            return;
        };
        self.panels.overlay = Overlay::Closed;
        // A refused draft is of a record as it was before.
        self.refresh_fields();
        self.edit_and_report(UiText::MergedCopy, |document| {
            document.editor.adopt(label, &mine, map, patch);
            Ok(())
        });
        if let Some((key, fingerprint)) = self.own_merge.take() {
            self.on_own_file_merged(&key, fingerprint);
        }
        if !self.document.refresh_what_if() {
            self.messages.status = Some(UiText::ProposalRemoved);
        }
        self.retain_existing();
    }

    /// What others have written to the map's own file is in the map now: the next save may replace it. No state of the map
    /// before is what that file has.
    fn on_own_file_merged(&mut self, key: &LookKey, fingerprint: FileFingerprint) {
        if self.is_settled_on(key) {
            self.files.set_fingerprint(key.document, fingerprint);
            self.document.editor.mark_unsaved();
        }
        self.outside.look_again();
    }
}

/// Finds the saved version that two copies of a map come from, on another thread: the newest that both may come from.
fn base_finder(
    environment: &Environment,
) -> impl FnOnce([&LinkageMap; 2], ProgressCallback<'_>) -> MergeBase + Send + use<> {
    let (disk, clock, journals) =
        (Arc::clone(&environment.disk), Arc::clone(&environment.clock), environment.journal_store.clone());
    move |[mine, copy], on_progress| {
        let identity = mine.identity().filter(|identity| Some(*identity) == copy.identity());
        let Some((journals, identity)) = journals.zip(identity) else { return MergeBase::None };
        let listed = listing(journals.clone(), Some(identity), (Arc::clone(&disk), clock))().unwrap_or_default();
        let newest = listed.len().saturating_sub(MAX_VERSIONS);
        let listed = listed.into_iter().skip(newest).collect::<Vec<_>>();
        let mut found: Option<(Arc<LinkageMap>, _)> = None;
        for (at, version) in listed.iter().enumerate() {
            if !on_progress(at as f32 / listed.len() as f32) {
                return MergeBase::None;
            }
            let Ok(state) = journals.versions().read(&*disk, &version.version) else { continue };
            let earlier = found.as_ref().map(|(earlier, _)| &**earlier);
            if [mine, copy].into_iter().all(|copy| may_come_from(&state, earlier, copy)) {
                found = Some((Arc::new(state), version));
            }
        }
        found.map_or(MergeBase::None, |(state, version)| MergeBase::Version(state, version.at, version.by.clone()))
    }
}

/// Works out what comes of a merge, or why nothing does; `None` when cancelled.
fn preview(
    mine: &Arc<LinkageMap>,
    request: &MergeRequest,
    on_progress: ProgressCallback<'_>,
) -> Option<Result<MergePreview, String>> {
    let MergeRequest { copy, base, chosen, language } = request;
    let language = *language;
    let aligned_copy = (mine.identity() != copy.identity()).then(|| as_copy_of(mine, copy)).flatten();
    let is_aligned = aligned_copy.is_some();
    let copy = aligned_copy.as_ref().unwrap_or(copy);
    let base = base.as_deref().filter(|_| !is_aligned);
    let choices = MergeChoices { prefer: MergeSide::A, chosen: chosen.clone() };
    let merged = match merge_maps(base, [mine, copy], choices) {
        Ok(merged) => merged,
        Err(MergeMapsError::OtherMaps) => return Some(Err(MergeText::OtherBase.text(language).to_owned())),
        Err(MergeMapsError::Invalid(found)) => {
            let sentence = found.first().map(|violation| violation_sentence(violation, mine, language));
            return Some(Err(sentence.unwrap_or_default()));
        }
    };
    let prepared = match prepared(mine, &merged.map, on_progress) {
        Ok(prepared) => prepared?,
        Err(violation) => return Some(Err(violation_sentence(&violation, mine, language))),
    };
    let changes = map_changes(mine, &merged.map, on_progress)?;
    let summary = if changes.patch.is_empty() {
        String::new()
    } else {
        uncapitalised(&changes_line(&changes.summary(&merged.map), language))
    };
    let sides = merged.renumbered.as_deref().map_or([&**mine, copy], |[a, b]| [a, b]);
    let preview = MergePreview {
        prepared,
        summary,
        conflicts: conflict_texts(&merged.conflicts, base, sides, language),
        twins: merged.twins.iter().map(|twins| twins_text(twins.actors, twins.reason, &merged.map, language)).collect(),
        bound: merged.bound,
        is_aligned,
    };
    on_progress(1.0).then_some(Ok(preview))
}

/// Another map as if it were a copy of this one: its records under the numbers of those that they are, by what people know
/// them by. `None` where that makes no valid map.
fn as_copy_of(mine: &LinkageMap, other: &LinkageMap) -> Option<LinkageMap> {
    let paired = aligned(mine, other).ok()?;
    let ledger = paired.ledger().clone();
    let mut copy = paired.with_new_identity(mine.identity()?);
    copy.merge_ledger(&ledger);
    Some(copy)
}

/// The edit that leads to a merged map. Actors that have no place there, as in a copy that no window has shown, get one.
/// `None` when cancelled.
fn prepared(
    mine: &Arc<LinkageMap>,
    merged: &LinkageMap,
    on_progress: ProgressCallback<'_>,
) -> Result<Option<PreparedMerge>, Violation> {
    let mut map = LinkageMap::clone(mine);
    map.merge_ledger(merged.ledger());
    let mut edit = Transaction::begin(&mut map);
    edit.take_over(merged)?;
    if edit.map().placements().len() < edit.map().actors().len() && !lay_out(&mut edit, on_progress)? {
        return Ok(None);
    }
    let patch = edit.finish();
    Ok(Some(PreparedMerge { mine: Arc::clone(mine), map, patch }))
}

fn twins_text(actors: [ActorId; 2], reason: TwinReason, map: &LinkageMap, language: Language) -> String {
    let names = actors.map(|id| map.actors().get(&id).map_or("", |actor| actor.name.as_str()));
    twins_line(names, reason == TwinReason::SameCode, language)
}
