//! Tables and pictures out of the window: into a file, after asking where, or into the clipboard; written beside the window, as they
//! were shown when they were asked for. What is only supposed says so in its first line and in the name of its file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::ZonedDateTime;

use super::document::Survey;
use super::errors::save_sentence;
use super::files::{PICTURE_ENDING, Question, TABLE_ENDING, proposed_name};
use super::jobs::{Done, JobName};
use super::shell::Shell;
use crate::analysis::TargetStanding;
use crate::command::{Arranging, TableWish};
use crate::exchange::{
    Picture, PictureWish, Prepared, Source, TableKind, export_png, export_svg_to, order_of, titled_csv, titled_tsv,
};
use crate::language::{Language, Screen, date, supposed_title};
use crate::map::{LinkageMap, ModelId};
use crate::panels::{Arranged, FileKind};
use crate::storage::{SaveError, replace_file, replace_file_with};

/// Size of a picture in points, beside what it has on the screen: sharp in print.
const PNG_SCALE: f32 = 2.0;

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
pub(super) struct TableExport {
    sources: Sources,
    wish: TableWish,
    /// That it is supposed, and what is; none without a trial.
    title: Option<String>,
}

/// What is on its way out, and waits for a file.
pub(super) enum Export {
    Table(TableExport),
    Picture(Arc<LinkageMap>, PictureWish),
}

impl Export {
    pub fn kind(&self) -> FileKind {
        match self {
            Self::Table(_) => FileKind::Table,
            Self::Picture(..) => FileKind::Picture,
        }
    }
}

impl Shell {
    /// What the tables on the screen are made from; none before the first survey.
    pub(super) fn table_sources(&self) -> Option<Sources> {
        let survey = self.document.survey.as_ref().map(Arc::clone)?;
        let language = self.language();
        let shown = self.document.shown(Some(&survey.assessment), language, crate::theme::Palette::of(false));
        let targets = shown.study.map(|study| study.targets.clone()).unwrap_or_default();
        Some(Sources { map: self.document.snapshot(), survey, targets, language })
    }

    fn table_export(&self, wish: TableWish) -> Option<TableExport> {
        let sources = self.table_sources()?;
        let title = self.document.trial.as_ref().map(|trial| {
            supposed_title(&trial.proposals, self.document.editor.map(), self.document.year, sources.language)
        });
        Some(TableExport { sources, wish, title })
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
        let Some(export) = self.table_export(wish) else { return };
        self.jobs.start(JobName::Copy, move |_| {
            let TableExport { sources, wish, title } = export;
            Done::Copied(titled_tsv(title.as_deref(), &wish.rows, wish.kind.columns(), sources.source()))
        });
    }

    /// Asks where to write a table.
    pub(super) fn ask_for_table(&mut self, wish: TableWish) {
        let Some(export) = self.table_export(wish) else { return };
        self.ask_where(Export::Table(export));
    }

    /// Asks where to write a picture of the map as it is shown, or of the chain of one model.
    pub(super) fn ask_for_picture(&mut self, model: Option<ModelId>) {
        let language = self.language();
        let trial = self.document.trial.as_ref();
        let wish = PictureWish {
            model,
            year: self.document.year,
            language,
            drawing: self.document.drawing,
            dark: self.ctx.theme() == egui::Theme::Dark,
            date: date(ZonedDateTime::now().date(), language),
            remark: trial.map(|trial| {
                supposed_title(&trial.proposals, self.document.editor.map(), self.document.year, language)
            }),
        };
        self.ask_where(Export::Picture(self.document.snapshot(), wish));
    }

    fn ask_where(&mut self, export: Export) {
        let question = Question {
            saving: true,
            kind: export.kind(),
            folder: self.document.path.as_deref().and_then(Path::parent).map(Path::to_owned),
            name: Some(self.proposed_export(&export)),
            language: self.language(),
        };
        self.exporting = Some(export);
        let wait = self.dialogs.ask(&question);
        self.jobs.start(JobName::Pick, move |_| Done::Picked(wait()));
    }

    /// A file name for what is on its way out.
    pub(super) fn proposed_export(&self, export: &Export) -> String {
        match export {
            Export::Table(table) => self.proposed_table(table),
            Export::Picture(map, wish) => {
                let model = wish.model.and_then(|id| map.models().get(&id)).map(|model| model.name.as_str());
                let supposed = wish.remark.as_ref().map(|_| Screen::SupposedShort.text(wish.language));
                let titles = std::iter::once(map.info().title.as_str()).chain(model).chain(supposed);
                format!("{}.{PICTURE_ENDING}", file_stem(titles))
            }
        }
    }

    /// Writes what is on its way out to a file.
    pub(super) fn write_export(&mut self, export: Export, path: PathBuf) {
        match export {
            Export::Table(table) => self.write_table(table, path),
            Export::Picture(map, wish) => self.write_picture(map, wish, path),
        }
    }

    /// Writes a picture: PNG where the file's name ends so, and SVG otherwise.
    fn write_picture(&mut self, map: Arc<LinkageMap>, wish: PictureWish, path: PathBuf) {
        let is_png = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
        self.jobs.start(JobName::Export, move |_| {
            let Ok(picture) = Picture::of(&map, wish) else { return Done::Broke };
            let written = if is_png {
                match export_png(&picture, PNG_SCALE) {
                    Ok(png) => replace_file(&path, &png.bytes),
                    Err(error) => {
                        log::error!("{error}");
                        return Done::Broke;
                    }
                }
            } else {
                replace_file_with(&path, |file| export_svg_to(&picture, |piece| file.write_all(piece.as_bytes())))
            };
            Done::Exported(written.map_err(|source| SaveError::Unwritable { path, source }))
        });
    }

    /// A file name for a table: that of the map, which table it is, and that it is supposed where it is.
    fn proposed_table(&self, export: &TableExport) -> String {
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
        format!("{}.{TABLE_ENDING}", file_stem(titles))
    }

    /// Writes a table to a file.
    fn write_table(&mut self, export: TableExport, path: PathBuf) {
        self.jobs.start(JobName::Export, move |_| {
            let TableExport { sources, wish, title } = export;
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

/// A file name of several titles, without its ending.
fn file_stem<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    let stem = |title: &str| {
        PathBuf::from(proposed_name(title)).file_stem().unwrap_or_default().to_string_lossy().into_owned()
    };
    titles.map(stem).collect::<Vec<_>>().join("-")
}
