//! Tables out of the window: asks where, and writes beside it what was shown when it was asked for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::Survey;
use super::errors::save_sentence;
use super::files::{Question, TABLE_ENDING, proposed_name};
use super::jobs::{Done, JobName};
use super::shell::Shell;
use crate::analysis::TargetStanding;
use crate::command::TableWish;
use crate::exchange::{Source, TableKind, table_csv};
use crate::language::{Language, Screen};
use crate::map::LinkageMap;
use crate::storage::{SaveError, replace_file};

/// A table on its way into a file.
pub(super) struct Export {
    map: Arc<LinkageMap>,
    survey: Arc<Survey>,
    targets: Vec<TargetStanding>,
    wish: TableWish,
    language: Language,
}

impl Shell {
    /// Asks where to write a table.
    pub(super) fn ask_for_table(&mut self, wish: TableWish) {
        let Some(survey) = self.document.survey.as_ref().map(Arc::clone) else { return };
        let shown = self.document.shown(Some(&survey.assessment), self.language(), false);
        let targets = shown.study.map(|study| study.targets.clone()).unwrap_or_default();
        let language = self.language();
        let export = Export { map: self.document.snapshot(), survey, targets, wish, language };
        let question = Question {
            saving: true,
            table: true,
            folder: self.document.path.as_deref().and_then(Path::parent).map(Path::to_owned),
            name: Some(self.proposed_table(&export)),
            language: self.language(),
        };
        self.exporting = Some(export);
        let wait = self.dialogs.ask(&question);
        self.jobs.start(JobName::Pick, move |_| Done::Picked(wait()));
    }

    /// A file name for a table: that of the map, and which table it is.
    pub(super) fn proposed_table(&self, export: &Export) -> String {
        let word = match export.wish.kind {
            TableKind::Models => Screen::Models,
            TableKind::Actors => Screen::Actors,
            TableKind::Links => Screen::Links,
            TableKind::Findings => Screen::Findings,
            TableKind::Targets => Screen::PageTargets,
        };
        let map = PathBuf::from(proposed_name(&self.document.editor.map().info().title));
        let table = PathBuf::from(proposed_name(word.text(export.language)));
        let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        format!("{}-{}.{TABLE_ENDING}", stem(&map), stem(&table))
    }

    /// Writes a table to a file.
    pub(super) fn write_table(&mut self, export: Export, path: PathBuf) {
        self.jobs.start(JobName::Export, move |_| {
            let Export { map, survey, targets, wish, language } = export;
            let source = Source { map: &map, assessment: &survey.assessment, targets: &targets, language };
            let bytes = table_csv(&wish.rows, wish.kind.columns(), source);
            Done::Exported(replace_file(&path, &bytes).map_err(|source| SaveError::Unwritable { path, source }))
        });
    }

    /// Says how the writing of a table went.
    pub(super) fn exported(&mut self, result: Result<(), SaveError>) {
        match result {
            Ok(()) => self.news = Some(Screen::Saved),
            Err(error) => {
                let sentence = save_sentence(&error, self.language());
                self.tell(Screen::CannotSave, sentence);
            }
        }
    }
}
