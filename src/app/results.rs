//! Takes in what was worked out beside the window, and sees to it that what is known fits the map.

use super::document::{Document, Survey};
use super::errors::{open_sentence, save_sentence};
use super::export::Export;
use super::files::Picked;
use super::jobs::{Done, JobName};
use super::shell::{Notice, Shell};
use crate::analysis::study;
use crate::command::Command;
use crate::language::{Language, Screen};
use crate::layout;
use crate::panels::{FileKind, PathQuestion};

impl Shell {
    /// Takes the result of a job in.
    pub(super) fn take(&mut self, done: Done) {
        match done {
            // Edits that were made while it was read are not thrown away unasked.
            Done::Opened { path, result: Ok(_), .. }
                if self.document.editor.is_dirty() && self.was_edited_meanwhile() =>
            {
                self.opening = None;
                self.carry_out(Command::OpenPath(path));
            }
            Done::Opened { path, result: Ok(map), stamp } => {
                self.opening = None;
                self.remember(&path);
                self.show_document(Document::new(*map, Some(path)));
                self.stamp = stamp;
            }
            Done::Opened { result: Err(error), .. } => {
                if self.is_beginning() {
                    self.note_failure(Some(error.to_string()));
                }
                self.opening = None;
                let message = open_sentence(&error, self.language());
                self.notice = Some(Notice { title: Screen::CannotOpen, message, open_another: true });
            }
            Done::Saved { path, state, result: Ok(()), stamp } => {
                self.document.editor.mark_saved(state);
                self.remember(&path);
                self.document.path = Some(path);
                self.stamp = stamp;
                self.news = Some(Screen::Saved);
                if let Some(wish) = self.after_save.take() {
                    self.carry_out(wish);
                }
            }
            Done::Saved { result: Err(error), .. } => {
                self.after_save = None;
                let sentence = save_sentence(&error, self.language());
                self.tell(Screen::CannotSave, sentence);
            }
            Done::ChangedOutside { path } => self.asking_to_replace = Some(path),
            Done::Picked(Picked::Path { saving: true, path }) => self.save_picked(path),
            Done::Picked(Picked::Path { saving: false, path }) => self.carry_out(Command::OpenPath(path)),
            Done::Picked(Picked::Cancelled) => {
                self.after_save = None;
                self.exporting = None;
            }
            Done::Arranged(asked, arranged) => self.pages.take_table(asked, *arranged),
            Done::Copied(text) => {
                self.ctx.copy_text(text);
                self.news = Some(Screen::TableCopied);
            }
            Done::Exported(result) => self.exported(result),
            Done::Picked(Picked::NoDialog { saving }) => {
                let typed = match &self.exporting {
                    Some(export) => self.proposed_export(export),
                    None if saving => self.proposed_path(),
                    None => std::mem::take(&mut self.typed_path),
                };
                let kind = self.exporting.as_ref().map_or(FileKind::Map, Export::kind);
                self.asking_path = Some(PathQuestion { saving, kind, typed, exists: false });
            }
            Done::Tidied { revision, bands, places: Some(places) } if revision == self.document.editor.revision() => {
                self.edited(|document| match bands {
                    Some(bands) => document.place_in_bands(bands, places),
                    None => document.place_actors(places),
                });
                self.fit_next = true;
            }
            // The map was edited meanwhile: what was asked for is due all the same.
            Done::Tidied { bands, places: Some(_), .. } => self.tidy(bands),
            Done::Tidied { places: None, .. } | Done::TidiedThoroughly { places: None, .. } | Done::Surveyed(None) => {}
            Done::TidiedThoroughly { revision, request, places: Some(places) } => {
                let editor = &self.document.editor;
                if revision != editor.revision() && *request != layout::Request::of(editor.map()) {
                    self.news = Some(Screen::TidyTooLate);
                } else if places.iter().eq(editor.map().places().values()) {
                    self.news = Some(Screen::NothingTidier);
                } else {
                    self.edited_with(Screen::TidiedThoroughly, |document| document.place_actors(places));
                    self.fit_next = true;
                }
            }
            Done::Surveyed(Some(survey)) => {
                if survey.question == self.document.question(self.language()) {
                    self.take_survey(*survey);
                }
            }
            Done::Studied(question, study) => {
                if question == self.document.question(self.language()) {
                    self.document.take_study(question, *study);
                }
            }
            Done::Sifted(sifted) => self.take_sifted(*sifted),
            Done::Broke => {
                self.opening = None;
                self.after_save = None;
                let message = Screen::ProgramError.text(self.language()).to_owned();
                self.tell(Screen::CannotDo, message);
            }
        }
    }

    /// Sees to it that what is known fits the map as it is.
    pub(super) fn survey(&mut self) {
        let language = self.language();
        self.document.drawing = self.settings.drawing;
        if !self.document.is_surveyed(language) {
            let question = self.document.question(language);
            if self.document.is_small() {
                self.jobs.cancel(JobName::Survey);
                let untried = self.document.trial.as_ref().map(|_| self.document.editor.map());
                let last = self.document.survey.as_deref();
                if let Some(survey) = Survey::of(self.document.map(), untried, question, last, &|_| true) {
                    self.take_survey(survey);
                }
            } else if self.unwanted != Some(question)
                && (self.surveying != Some(question) || !self.jobs.is_running(JobName::Survey))
            {
                let map = self.document.snapshot();
                let untried = self.document.trial.as_ref().map(|_| self.document.editor.snapshot());
                let last = self.document.survey.clone();
                self.jobs.start(JobName::Survey, move |work| {
                    let watch = |part: f32| work.goes_on(part);
                    let survey = Survey::of(&map, untried.as_deref(), question, last.as_deref(), &watch);
                    Done::Surveyed(survey.map(Box::new))
                });
                self.surveying = Some(question);
            }
        }
        self.study(language);
        self.document.light(language);
    }

    /// Studies, beside the window, the map that was surveyed last.
    fn study(&mut self, language: Language) {
        let question = self.document.question(language);
        if self.document.is_studied(language) || self.studying == Some(question) {
            return;
        }
        if let Some(survey) = self.document.survey.clone().filter(|survey| survey.question == question) {
            let map = self.document.snapshot();
            self.studying = Some(question);
            self.jobs
                .start(JobName::Study, move |_| Done::Studied(question, Box::new(study(&map, &survey.assessment))));
        }
    }

    fn take_survey(&mut self, survey: Survey) {
        let fit = std::mem::take(&mut self.fit_next);
        if fit {
            self.canvases.whole.show_whole(survey.scene.area);
        }
        self.document.take(survey);
    }
}
