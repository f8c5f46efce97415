//! Carries wishes out. Every wish comes through here, whoever had it.

use std::path::{Path, PathBuf};

use super::document::{Document, Survey};
use super::edits::new_map;
use super::errors::{open_sentence, save_sentence};
use super::export::Export;
use super::files::{self, Picked, Question};
use super::jobs::{Done, JobName};
use super::places::selection_of;
use super::settings::Settings;
use super::shell::{Notice, Shell};
use crate::analysis::study;
use crate::command::{Command, Page, Sample};
use crate::language::{Language, Screen, violation_sentence};
use crate::layout;
use crate::map::{ActorId, Banding, Violation, YEARS};
use crate::panels::{FileKind, PathQuestion, link_list, name_field};
use crate::scene::Selection;
use crate::storage;

impl Shell {
    /// Carries one wish out, or asks first where it would lose changes.
    pub(super) fn carry_out(&mut self, wish: Command) {
        if self.document.editor.is_dirty() && loses_changes(&wish) {
            self.asking_to_save = Some(wish);
        } else {
            self.carry_out_unasked(wish);
        }
    }

    /// Carries one wish out, even where it loses changes: its user has said so.
    pub(super) fn carry_out_unasked(&mut self, wish: Command) {
        let language = self.language();
        self.leave_for(&wish);
        self.sides |= needs_sides(&wish);
        if !matches!(wish, Command::MoveOn(_) | Command::ArrangeTable(_)) {
            self.document.moving = None;
        }
        match wish {
            Command::New => {
                let map = new_map(this_year(), language);
                self.show_document(Document::new(map, None));
            }
            Command::Open => self.ask_for_file(false),
            Command::OpenPath(path) => self.open(path, false),
            Command::OpenSample(sample) => self.open_sample(sample),
            Command::Save => match self.document.path.clone() {
                Some(path) => self.save_to(path, false),
                None => self.ask_for_file(true),
            },
            Command::SaveAs => self.ask_for_file(true),
            Command::ExportPicture(model) => self.ask_for_picture(model),
            Command::SaveTo(path) => self.save_to(path, true),
            Command::Quit => self.closing = true,
            Command::Undo => self.document.editor.undo().map(drop).unwrap_or_default(),
            Command::Redo => self.document.editor.redo().map(drop).unwrap_or_default(),
            Command::Delete if self.document.is_only_tried() => self.news = Some(Screen::OnlyTried),
            Command::Delete => self.edited_with(Screen::Removed, |document| document.delete_selection()),
            Command::SelectAll => {
                let seen = self.scene();
                let is_seen = |id: &ActorId| seen.as_ref().is_none_or(|scene| scene.actor(*id).is_some());
                let all = self.document.editor.map().actors().keys().copied().filter(is_seen).collect();
                self.document.selection = Selection::Actors(all).still_in(self.document.editor.map());
            }
            Command::Select(selection) => {
                self.document.selection = selection;
                self.document.point_at(Vec::new());
            }
            Command::GoTo(subject) => self.point_at(vec![subject]),
            Command::PointAt(subjects) => self.point_at(subjects),
            Command::Show(subject) => {
                self.follow(subject);
                self.fly_to(&[subject]);
            }
            Command::ShowAlone => self.show_alone(),
            Command::StepBack => self.step_back(),
            Command::SetReach(reach) => {
                self.document.sight.reach = reach;
                self.document.point_at(Vec::new());
            }
            Command::HideRest(hidden) => self.document.sight.rest_hidden = hidden,
            Command::SetFilter(filter) => self.document.sight.filter = *filter,
            Command::Find => self.find.focus(),
            Command::Fit => {
                if let Some(scene) = self.scene() {
                    self.canvas().fly_to_whole(scene.area);
                }
            }
            Command::FitSelection => {
                let area = self.area_of_selection();
                if !area.is_nothing() {
                    self.canvas().fly_to_whole(area.grown(40.0));
                }
            }
            Command::ZoomIn => self.canvas().zoom_by(1.25),
            Command::ZoomOut => self.canvas().zoom_by(0.8),
            Command::GoBack => self.canvas().go_back(),
            Command::GoForward => self.canvas().go_forward(),
            Command::ToggleSides => self.sides = !self.sides,
            Command::ShowOverview(overview) => self.choose(|settings| settings.overview = overview),
            Command::SetColouring(colouring) => self.choose(|settings| settings.drawing.colouring = colouring),
            Command::ShowVolumes(volumes) => self.choose(|settings| settings.drawing.volumes = volumes),
            Command::ShowLegend(legend) => self.choose(|settings| settings.legend = legend),
            Command::SetCalm(calm) => {
                self.choose(|settings| settings.less_motion = Some(calm));
                self.dress();
            }
            Command::SetYear(year) => self.document.year = year.clamp(*YEARS.start(), *YEARS.end()),
            Command::SetProduct(product) => self.document.product = product,
            Command::SetLanguage(language) => self.choose(|settings| settings.language = Some(language)),
            Command::SetLook(look) => {
                self.choose(|settings| settings.look = look);
                self.dress();
            }
            Command::SetScale(scale) => {
                self.choose(|settings| settings.scale = scale);
                self.ctx.set_zoom_factor(scale.factor());
            }
            Command::ToggleFindings => self.choose(|settings| settings.findings_open = !settings.findings_open),
            Command::ShowPage(page) => {
                self.page = page;
                if page == Page::Map {
                    self.canvas().take_keys();
                }
            }
            Command::WriteTable(wish) => self.ask_for_table(*wish),
            Command::ArrangeTable(asked) => self.arrange_table(asked),
            Command::CopyTable(wish) => self.copy_table(*wish),
            Command::Tidy => self.tidy(None),
            Command::TidyThoroughly => self.tidy_thoroughly(),
            Command::SetBands(bands) => self.tidy(Some(bands)),
            Command::CancelWork => {
                self.stop_opening();
                self.jobs.cancel_work();
            }
            Command::AddActor { stage, at } => {
                self.edited(|document| document.add_actor(stage, at, language));
                self.name_field = name_field(&self.document.selection);
            }
            Command::AddActorHere => {
                let (stage, at) = self.place_for_one_more();
                self.carry_out_unasked(Command::AddActor { stage, at });
            }
            Command::LinkTo => self.ask_whom_to_link(),
            Command::EditName(subject) => {
                self.document.selection = selection_of(subject);
                self.name_field = name_field(&self.document.selection);
            }
            Command::AddLink { from, to } => self.edited(|document| document.add_link(from, to)),
            Command::AddModel(core) => {
                self.edited(|document| document.add_model(core, language));
                self.name_field = name_field(&self.document.selection);
            }
            Command::AddStage => self.edited(|document| document.add_stage(language)),
            Command::SwapStages(a, b) => self.edited(|document| document.swap_stages(a, b)),
            Command::AddProduct => self.edited(|document| document.add_product(language)),
            Command::AddTarget(target) => self.edited(|document| document.add_target(*target)),
            Command::AddChannel(channel) => self.edited(|document| document.add_channel(*channel)),
            // Alone, things stand where reading is best, and not where they stand on the map.
            Command::Move(_) | Command::MoveOn(_) if self.document.sight.alone.is_some() => {}
            Command::Move(moves) => self.edited(|document| document.move_actors(&moves)),
            Command::MoveOn(moves) => self.edited(|document| document.move_on(&moves)),
            Command::Pin(actor, pinned) => self.edited(|document| document.pin(actor, pinned)),
            Command::Set(change) if self.document.is_of_the_trial(&change) => self.news = Some(Screen::OnlyTried),
            Command::Set(change) => self.edited(|document| document.set(*change)),
            Command::TryOut(proposals) => {
                if !self.document.try_out(proposals) {
                    self.news = Some(Screen::NothingToTry);
                }
            }
            Command::ForgetTrial => self.document.trial = None,
            Command::AcceptTrial => self.edited_with(Screen::TrialAccepted, Document::accept_trial),
            Command::DropProposal(position) => self.document.drop_proposal(position),
            Command::Make(proposals) => self.edited_with(Screen::TrialAccepted, |document| document.make(&proposals)),
            Command::Remove(removal) => self.edited_with(Screen::Removed, |document| document.remove(removal)),
        }
        if !self.document.keep_trial() {
            self.news = Some(Screen::ProposalDropped);
        }
        self.document.forget_what_is_gone();
    }

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
            Done::Tidied { places: None, .. } | Done::TidiedThoroughly { places: None, .. } => {}
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
            Done::Surveyed(survey) => {
                if survey.question == self.document.question(self.language()) {
                    self.take_survey(*survey);
                }
            }
            Done::Studied(question, study) => {
                if question == self.document.question(self.language()) {
                    self.document.take_study(question, *study);
                }
            }
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
                let survey = Survey::of(self.document.map(), untried, question, last);
                self.take_survey(survey);
            } else if self.surveying != Some(question) || !self.jobs.is_running(JobName::Survey) {
                let map = self.document.snapshot();
                let untried = self.document.trial.as_ref().map(|_| self.document.editor.snapshot());
                let last = self.document.survey.clone();
                self.jobs.start(JobName::Survey, move |_| {
                    let survey = Survey::of(&map, untried.as_deref(), question, last.as_deref());
                    Done::Surveyed(Box::new(survey))
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
            self.canvas.show_whole(survey.scene.area);
        }
        self.document.take(survey);
    }

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
    fn save_picked(&mut self, path: PathBuf) {
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

    /// A sample is a map without a file of its own: saving asks where.
    fn open_sample(&mut self, sample: Sample) {
        match storage::read(sample_bytes(sample)) {
            Ok(map) => self.show_document(Document::new(map, None)),
            Err(error) => self.tell(Screen::CannotOpen, error.to_string()),
        }
    }

    pub(super) fn show_document(&mut self, document: Document) {
        // Counted on, so that nothing made for the old document is taken for the new one's.
        let surveys = self.document.surveys + 1;
        self.note_failure(None);
        self.stop_opening();
        self.document = document;
        self.document.surveys = surveys;
        self.stamp = None;
        self.news = None;
        self.fit_next = true;
        self.studying = None;
        for job in [JobName::Open, JobName::Tidy, JobName::TidyThoroughly, JobName::Survey, JobName::Study] {
            self.jobs.cancel(job);
        }
        if self.document.editor.map().places().len() < self.document.editor.map().actors().len() {
            self.tidy(None);
        }
    }

    /// Lays the map out beside the window; with `bands`, in those.
    fn tidy(&mut self, bands: Option<Option<Banding>>) {
        // Tidying anew does not forget the bands that the running one was to bring.
        let bands = bands.or(self.banding.filter(|_| self.jobs.is_running(JobName::Tidy)));
        self.banding = bands;
        self.jobs.cancel(JobName::TidyThoroughly);
        let map = self.document.editor.snapshot();
        let revision = self.document.editor.revision();
        self.jobs.start(JobName::Tidy, move |work| {
            let request = layout::Request::in_bands(&map, bands.unwrap_or(map.info().bands));
            let places = layout::tidy(&request, &|part| work.goes_on(part));
            Done::Tidied { revision, bands, places }
        });
    }

    /// Looks for a much better arrangement beside the window, while its user works on.
    fn tidy_thoroughly(&mut self) {
        let map = self.document.editor.snapshot();
        let revision = self.document.editor.revision();
        self.jobs.start(JobName::TidyThoroughly, move |work| {
            let request = Box::new(layout::Request::of(&map));
            let places = layout::tidy_thoroughly(&request, &|part| work.goes_on(part));
            Done::TidiedThoroughly { revision, request, places }
        });
    }

    fn ask_for_file(&mut self, saving: bool) {
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

    fn proposed_path(&self) -> String {
        let own = self.document.path.clone();
        own.unwrap_or_else(|| PathBuf::from(files::proposed_name(&self.document.editor.map().info().title)))
            .to_string_lossy()
            .into_owned()
    }

    fn edited(&mut self, edit: impl FnOnce(&mut Document) -> Result<(), Violation>) {
        if let Err(violation) = edit(&mut self.document) {
            let message = violation_sentence(&violation, self.document.editor.map(), self.language());
            self.tell(Screen::CannotDo, message);
        }
    }

    /// Edits, and says what was done where the map is another now: a refused edit, or one that alters nothing, did not
    /// happen.
    fn edited_with(&mut self, news: Screen, edit: impl FnOnce(&mut Document) -> Result<(), Violation>) {
        let before = self.document.editor.revision();
        self.edited(edit);
        if self.document.editor.revision() != before {
            self.news = Some(news);
        } else if self.notice.is_none() {
            self.news = Some(Screen::NothingChanged);
        }
    }

    pub(super) fn tell(&mut self, title: Screen, message: String) {
        self.notice = Some(Notice { title, message, open_another: false });
    }

    /// Changes what is kept from one day to the next.
    fn choose(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.settings.write();
    }

    fn remember(&mut self, path: &Path) {
        self.choose(|settings| settings.remember(path));
    }

    /// Opens the list of actors in the inspector, where exactly one actor is selected.
    fn ask_whom_to_link(&mut self) {
        match &self.document.selection {
            Selection::Actors(actors) if actors.len() == 1 => egui::Popup::open_id(&self.ctx, link_list()),
            _ => self.news = Some(Screen::LinkNeedsOne),
        }
    }
}

/// Whether a wish would throw unsaved changes away.
fn loses_changes(wish: &Command) -> bool {
    matches!(wish, Command::New | Command::OpenPath(_) | Command::OpenSample(_) | Command::Quit)
}

/// Whether a wish leads to a field at the side.
fn needs_sides(wish: &Command) -> bool {
    matches!(wish, Command::EditName(_) | Command::LinkTo | Command::AddActor { .. } | Command::AddModel(_))
}

/// The text of a built-in map.
pub(super) fn sample_bytes(sample: Sample) -> &'static [u8] {
    match sample {
        Sample::CanTho2019 => include_bytes!("../../saves/can-tho-2019.lienket"),
        Sample::MangoMekong2015 => include_bytes!("../../saves/mango-mekong-2015.lienket"),
        Sample::RiceMekong2020 => include_bytes!("../../saves/rice-mekong-2020.lienket"),
    }
}

/// The year that the computer's clock says, for a new map.
pub(super) fn this_year() -> i32 {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    // Mean Gregorian years: right but for a few hours around midnight of a new year.
    1970 + (seconds / 31_556_952) as i32
}
