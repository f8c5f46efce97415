//! Tables out of the window: into a file, after asking where, or into the clipboard; written beside the window, as they
//! were shown when they were asked for. What is only supposed says so in its first line and in the name of its file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::Survey;
use super::errors::save_sentence;
use super::files::{Question, TABLE_ENDING, proposed_name};
use super::jobs::{Done, JobName};
use super::shell::Shell;
use crate::analysis::TargetStanding;
use crate::command::{Arranging, TableWish};
use crate::exchange::{Prepared, Source, TableKind, order_of, titled_csv, titled_tsv};
use crate::language::{Language, Screen, supposed_title};
use crate::map::LinkageMap;
use crate::panels::Arranged;
use crate::storage::{SaveError, replace_file};

/// What tables are made from, to hand to another thread.
pub(super) struct Sources {
    map: Arc<LinkageMap>,
    survey: Arc<Survey>,
    targets: Vec<TargetStanding>,
    language: Language,
}

impl Sources {
    pub fn source(&self) -> Source<'_> {
        let Self { map, survey, targets, language } = self;
        Source { map, assessment: &survey.assessment, targets, language: *language }
    }
}

/// A table on its way out.
pub(super) struct Export {
    sources: Sources,
    wish: TableWish,
    /// That it is supposed, and what is; none without a trial.
    title: Option<String>,
}

impl Shell {
    /// What the tables on the screen are made from; none before the first survey.
    pub(super) fn table_sources(&self) -> Option<Sources> {
        let survey = self.document.survey.as_ref().map(Arc::clone)?;
        let language = self.language();
        let shown = self.document.shown(Some(&survey.assessment), language, false);
        let targets = shown.study.map(|study| study.targets.clone()).unwrap_or_default();
        Some(Sources { map: self.document.snapshot(), survey, targets, language })
    }

    fn export(&self, wish: TableWish) -> Option<Export> {
        let sources = self.table_sources()?;
        let title = self.document.trial.as_ref().map(|trial| {
            supposed_title(&trial.proposals, self.document.editor.map(), self.document.year, sources.language)
        });
        Some(Export { sources, wish, title })
    }

    /// Works out what the page of tables asks for. Of another survey it would be stale; the page then asks anew.
    pub(super) fn arrange_table(&mut self, asked: Arranging) {
        let Some(sources) = self.table_sources().filter(|_| asked.surveys == self.document.surveys) else { return };
        let name = if asked.order.is_some() { JobName::Sort } else { JobName::Prepare };
        self.jobs.start(name, move |_| {
            let source = sources.source();
            let arranged = match asked.order {
                Some(order) => Arranged::Order(order_of(&asked.kind.rows(source), order, source)),
                None => Arranged::Prepared(Prepared::of(asked.kind, source)),
            };
            Done::Arranged(asked, Box::new(arranged))
        });
    }

    /// Puts a table into the clipboard.
    pub(super) fn copy_table(&mut self, wish: TableWish) {
        let Some(export) = self.export(wish) else { return };
        self.jobs.start(JobName::Copy, move |_| {
            let Export { sources, wish, title } = export;
            Done::Copied(titled_tsv(title.as_deref(), &wish.rows, wish.kind.columns(), sources.source()))
        });
    }

    /// Asks where to write a table.
    pub(super) fn ask_for_table(&mut self, wish: TableWish) {
        let Some(export) = self.export(wish) else { return };
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

    /// A file name for a table: that of the map, which table it is, and that it is supposed where it is.
    pub(super) fn proposed_table(&self, export: &Export) -> String {
        let word = match export.wish.kind {
            TableKind::Models => Screen::Models,
            TableKind::Actors => Screen::Actors,
            TableKind::Links => Screen::Links,
            TableKind::Findings => Screen::Findings,
            TableKind::Targets => Screen::PageTargets,
        };
        let language = export.sources.language;
        let supposed = export.title.as_ref().map(|_| Screen::SupposedShort.text(language));
        let titles =
            [self.document.editor.map().info().title.as_str(), word.text(language)].into_iter().chain(supposed);
        let stem = |title: &str| {
            PathBuf::from(proposed_name(title)).file_stem().unwrap_or_default().to_string_lossy().into_owned()
        };
        format!("{}.{TABLE_ENDING}", titles.map(stem).collect::<Vec<_>>().join("-"))
    }

    /// Writes a table to a file.
    pub(super) fn write_table(&mut self, export: Export, path: PathBuf) {
        self.jobs.start(JobName::Export, move |_| {
            let Export { sources, wish, title } = export;
            let bytes = titled_csv(title.as_deref(), &wish.rows, wish.kind.columns(), sources.source());
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
