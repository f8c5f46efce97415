//! Edits that no file has, from journals of windows that ended before they were saved: finds them at the start, and
//! brings them back as a document, or discards them. All that touches the disk runs as a job.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::document::DocumentId;
use super::job_types::{JobName, JobResult};
use super::journal::JournalSeed;
use super::shell::Shell;
use crate::command::Command;
use crate::exchange::{Picture, PictureOptions, Pixels, recover_sentence, render_pixels};
use crate::language::{Language, UiText};
use crate::map::{DrawingStyle, LinkageMap};
use crate::panels::{Overlay, UnsavedMap, UnsavedState};
use crate::storage::{
    Disk, FileFingerprint, JournalClaim, JournalName, JournalStore, RecoverError, Recovered, WorkingCopy,
};

/// Actors and links of the largest map of which a picture is made.
const PICTURED_RECORDS: usize = 2_000;
/// Pixels of a picture.
const PICTURE_PIXELS: f32 = 60_000.0;

/// A document brought back from a journal.
#[derive(Debug)]
pub(super) struct RecoveredDocument {
    recovered: Recovered,
    claim: JournalClaim,
    /// Its file, with the fingerprint of what this program knows of it: another content counts as changed by somebody else.
    file: Option<(PathBuf, Option<FileFingerprint>)>,
    /// What is known of its working copy.
    copy: Option<WorkingCopy>,
}

/// For what edits are brought back.
#[derive(Clone, Debug)]
pub(super) struct RecoverRequest {
    name: JournalName,
    as_copy: bool,
    /// The document that gives way to it, and its state.
    document: DocumentId,
    state: u64,
}

impl Shell {
    /// Looks for edits that no file has; shows the list when there are some, or in any case if it `is_asked_for`.
    pub(super) fn look_for_unsaved(&mut self, is_asked_for: bool) {
        if is_asked_for {
            self.panels.overlay = Overlay::Unsaved(Box::default());
        }
        let Some(store) = self.environment.journal_store.clone() else {
            if is_asked_for {
                self.on_unsaved_found(Some(Vec::new()));
            }
            return;
        };
        let (disk, clock) = (Arc::clone(&self.environment.disk), Arc::clone(&self.environment.clock));
        let (language, dark) = (self.language(), self.preferences.palette().is_dark);
        let own = self.journals.own_names();
        self.jobs.start(JobName::FindUnsaved, move |token| {
            let Ok(names) = store.names(&*disk) else { return JobResult::UnsavedFound(None) };
            let found = names.into_iter().filter(|name| !own.contains(name)).filter_map(|name| {
                let found =
                    token.report_progress(0.0).then(|| unsaved_map(&store, &*disk, &name, (language, dark)))??;
                let at = found.1.map(|at| clock.local(at));
                let mut map = found.0;
                if let Ok((_, last)) = &mut map.edits {
                    *last = at;
                }
                Some(map)
            });
            JobResult::UnsavedFound(Some(found.collect()))
        });
    }

    pub(super) fn on_unsaved_found(&mut self, found: Option<Vec<UnsavedMap>>) {
        let is_shown = matches!(self.panels.overlay, Overlay::Unsaved(_));
        let has_some = found.as_ref().is_some_and(|maps| !maps.is_empty());
        if is_shown || has_some && !self.panels.overlay.is_open() {
            self.panels.overlay = Overlay::Unsaved(Box::new(UnsavedState::new(found, self.environment.clock.today())));
        }
    }

    /// Brings edits back in place of the open document.
    pub(super) fn recover_unsaved(&mut self, name: JournalName, as_copy: bool) {
        let Some(store) = self.other_journals(&name) else { return };
        let (disk, copies) = (Arc::clone(&self.environment.disk), self.environment.copy_store.clone());
        let request = RecoverRequest { name, as_copy, document: self.document.id, state: self.document.editor.state() };
        self.jobs.start(JobName::RecoverUnsaved, move |_| {
            let recovered = recover(&store, &*disk, &request).map(|(recovered, claim)| {
                let file = recovered.header.path.clone().filter(|_| !as_copy);
                let base = recovered.header.base;
                let copy = file
                    .as_ref()
                    .zip(copies)
                    .and_then(|(path, copies)| copies.load(&*disk, path, Some(recovered.header.identity)));
                let other = FileFingerprint { modified: SystemTime::UNIX_EPOCH, size: 0, hash: base };
                let file = file.map(|path| (path, Some(recovered.file.unwrap_or(other))));
                Box::new(RecoveredDocument { recovered, claim, file, copy })
            });
            JobResult::Recovered(request, recovered)
        });
    }

    pub(super) fn on_recovered(
        &mut self,
        request: RecoverRequest,
        result: Result<Box<RecoveredDocument>, RecoverError>,
    ) {
        if request.document != self.document.id {
            return;
        }
        if self.is_dirty() && request.state != self.document.editor.state() {
            // Edits made meanwhile are not discarded without asking.
            self.execute(Command::RecoverUnsaved { name: request.name, as_copy: request.as_copy });
            return;
        }
        match result {
            Ok(document) => self.show_recovered(*document, request.as_copy),
            Err(error) => {
                let message = recover_sentence(&error, self.language());
                self.messages.show_error(UiText::CannotRecover, message, false);
            }
        }
    }

    fn show_recovered(&mut self, document: RecoveredDocument, as_copy: bool) {
        let RecoveredDocument { recovered: Recovered { name, replayed, .. }, claim, file, copy } = document;
        let mut editor = replayed.editor;
        if as_copy {
            editor.set_block(WorkingCopy::new(editor.map(), (self.environment.random)()).block);
            editor.mark_unsaved();
        }
        if let Some(copy) = &copy {
            editor.merge_ledger(&copy.ledger);
        }
        let (mut texts, mut entry) = (Vec::new(), String::new());
        if let Some(typed) = replayed.typed {
            (texts, entry) = (typed.texts, typed.entry);
            if let Some((label, images)) = typed.edit {
                let patch = images.patch_to(editor.map());
                // What was typed half may not be right yet.
                if let Err(error) = editor.apply(label, patch) {
                    log::info!("text that was being typed is not taken: {error}");
                }
            }
        }
        self.close_document();
        if let Some((path, _)) = &file {
            editor.merge_ledger(&self.files.ledger(path));
        }
        self.show_editor(editor, file, Some(JournalSeed::new(name, claim)));
        self.document.entry = entry;
        if !texts.is_empty() {
            self.messages.show_error(UiText::RefusedTexts, texts.join("\n"), false);
        }
        if as_copy {
            self.submit(Command::SaveAs);
        }
    }

    /// The store, unless it is the journal of a document of this window: not every disk knows the lock on it.
    fn other_journals(&self, name: &JournalName) -> Option<JournalStore> {
        self.environment.journal_store.clone().filter(|_| !self.journals.own_names().contains(name))
    }

    /// Discards edits for good.
    pub(super) fn discard_unsaved(&mut self, name: JournalName) {
        let Some(store) = self.other_journals(&name) else { return };
        let disk = Arc::clone(&self.environment.disk);
        self.jobs.start(JobName::DiscardUnsaved, move |_| {
            let discard = || {
                let Some(claim) = store.claim(&*disk, &name)? else { return Ok(()) };
                let removed = store.remove(&*disk, &name);
                store.release(&*disk, &name, claim);
                removed
            };
            JobResult::UnsavedDiscarded(discard())
        });
    }

    pub(super) fn on_unsaved_discarded(&mut self, discarded: std::io::Result<()>) {
        if let Err(error) = discarded {
            let message = crate::exchange::io_error_text(&error, self.language());
            self.messages.show_error(UiText::CannotRecover, message, false);
        }
        self.look_for_unsaved(true);
    }
}

/// A journal's map with the time of its last edit, unless another window has it or its edits are saved.
fn unsaved_map(
    store: &JournalStore,
    disk: &dyn Disk,
    name: &JournalName,
    (language, dark): (Language, bool),
) -> Option<(UnsavedMap, Option<i64>)> {
    let contents = store.read(disk, name);
    if contents.as_ref().is_ok_and(|contents| !contents.has_edits()) {
        return None;
    }
    let claim = store.claim(disk, name).ok()??;
    let header = contents.as_ref().ok().map(|contents| contents.header.clone());
    let recovered = contents.and_then(|contents| store.recover_contents(disk, name, contents));
    let found = match recovered {
        Ok(recovered) if !recovered.replayed.is_unsaved() => None,
        Ok(recovered) => {
            let Recovered { header, replayed, damage, .. } = recovered;
            let map = replayed.editor.map();
            let picture = picture_of(map, language, dark);
            let (title, edits) = (map.info().title.clone(), Ok((replayed.unsaved_edits(), None)));
            let found = UnsavedMap { name: name.clone(), title, path: header.path, edits, damage, picture };
            Some((found, replayed.last))
        }
        Err(error) => {
            let (title, path) = header.map(|header| (header.title, header.path)).unwrap_or_default();
            let failed = UnsavedMap { name: name.clone(), title, path, edits: Err(error), damage: None, picture: None };
            Some((failed, None))
        }
    };
    store.release(disk, name, claim);
    found
}

fn recover(
    store: &JournalStore,
    disk: &dyn Disk,
    request: &RecoverRequest,
) -> Result<(Recovered, JournalClaim), RecoverError> {
    let claim = store.claim(disk, &request.name)?.ok_or(RecoverError::InUse)?;
    match store.recover(disk, &request.name) {
        Ok(recovered) => Ok((recovered, claim)),
        Err(error) => {
            store.release(disk, &request.name, claim);
            Err(error)
        }
    }
}

fn picture_of(map: &LinkageMap, language: Language, dark: bool) -> Option<Pixels> {
    if map.actors().len() + map.links().len() > PICTURED_RECORDS {
        return None;
    }
    let options = PictureOptions {
        model: None,
        year: map.info().year,
        language,
        drawing: DrawingStyle::default(),
        dark,
        date: String::new(),
        office: String::new(),
        remark: None,
    };
    let picture = Picture::of(map, options).ok()?;
    render_pixels(&picture, 1.0, PICTURE_PIXELS, &|_| Vec::new(), &|_| true).ok()
}
