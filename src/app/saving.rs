//! Saves the map, and asks for the file where that is not known.

use std::path::{Path, PathBuf};

use super::export::Export;
use super::files::{self, Question};
use super::jobs::{Done, JobName};
use super::shell::Shell;
use crate::command::Command;
use crate::panels::{FileKind, PathQuestion};
use crate::storage;

impl Shell {
    /// The path from the question for one has been answered.
    pub(super) fn path_typed(&mut self, question: PathQuestion) {
        let path = PathBuf::from(question.typed.trim());
        if !question.saving {
            self.typed_path = question.typed;
            self.carry_out(Command::OpenPath(path));
            return;
        }
        let path = files::with_ending(path, self.ending());
        if path.exists() && !question.exists && self.document.path.as_ref() != Some(&path) {
            self.asking_path = Some(PathQuestion { exists: true, ..question });
        } else {
            self.save_picked(path);
        }
    }

    /// Saves to the file that a person chose: what waits for one, or else the map.
    pub(super) fn save_picked(&mut self, path: PathBuf) {
        let path = files::with_ending(path, self.ending());
        match self.exporting.take() {
            Some(export) => self.write_export(export, path),
            None => self.save_to(path, true),
        }
    }

    /// The ending of what is being saved.
    fn ending(&self) -> &'static str {
        match self.exporting.as_ref().map_or(FileKind::Map, Export::kind) {
            FileKind::Map => files::ENDING,
            FileKind::Table => files::TABLE_ENDING,
            FileKind::Picture => files::PICTURE_ENDING,
        }
    }

    /// Saves to a file; unless `anyway`, only when it is as it was when it was last read or written.
    pub(super) fn save_to(&mut self, path: PathBuf, anyway: bool) {
        let (map, state) = (self.document.editor.snapshot(), self.document.editor.state());
        let known = self.stamp;
        self.jobs.start(JobName::Save, move |_| {
            let now = files::stamp(&path);
            if !anyway && known.is_some() && now.is_some() && now != known {
                return Done::ChangedOutside { path };
            }
            let result = storage::save(&map, &path);
            let stamp = files::stamp(&path);
            Done::Saved { path, state, result, stamp }
        });
    }

    pub(super) fn ask_for_file(&mut self, saving: bool) {
        let folder = self.document.path.as_deref().or(self.settings.recent.first().map(PathBuf::as_path));
        self.exporting = None;
        let question = Question {
            saving,
            kind: FileKind::Map,
            folder: folder.and_then(Path::parent).map(Path::to_owned),
            name: saving.then(|| {
                let own = self.document.path.as_ref().and_then(|path| path.file_name());
                own.map_or_else(
                    || files::proposed_name(&self.document.editor.map().info().title),
                    |name| name.to_string_lossy().into_owned(),
                )
            }),
            language: self.language(),
        };
        let wait = self.dialogs.ask(&question);
        self.jobs.start(JobName::Pick, move |_| Done::Picked(wait()));
    }

    pub(super) fn proposed_path(&self) -> String {
        let own = self.document.path.clone();
        own.unwrap_or_else(|| PathBuf::from(files::proposed_name(&self.document.editor.map().info().title)))
            .to_string_lossy()
            .into_owned()
    }
}
