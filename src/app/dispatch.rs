//! Carries wishes out. Every wish comes through here, whoever had it.

use std::path::Path;

use super::document::Document;
use super::edits::new_map;
use super::jobs::{Done, JobName};
use super::places::selection_of;
use super::settings::Settings;
use super::shell::{Notice, Shell};
use crate::command::{Command, Page, Sample};
use crate::language::{Screen, violation_sentence};
use crate::layout;
use crate::map::{ActorId, Banding, Violation, YEARS};
use crate::panels::{link_list, name_field};
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
        self.lend_keys(&wish);
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
            Command::SetFilter(filter) => self.document.sight.put_on(*filter),
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
                self.dress();
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
                if self.jobs.is_running(JobName::Survey) {
                    self.unwanted = self.surveying;
                }
                if self.jobs.is_running(JobName::Tidy) || self.jobs.is_running(JobName::TidyThoroughly) {
                    self.news = Some(Screen::TidyCancelled);
                }
                self.jobs.cancel_work();
            }
            Command::WorkOut => self.unwanted = None,
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
        self.unwanted = None;
        use JobName::{Open, Sift, Study, Survey, Tidy, TidyThoroughly};
        for job in [Open, Tidy, TidyThoroughly, Survey, Study, Sift] {
            self.jobs.cancel(job);
        }
        if self.document.editor.map().places().len() < self.document.editor.map().actors().len() {
            self.tidy(None);
        }
    }

    /// Lays the map out beside the window; with `bands`, in those.
    pub(super) fn tidy(&mut self, bands: Option<Option<Banding>>) {
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
    pub(super) fn tidy_thoroughly(&mut self) {
        let map = self.document.editor.snapshot();
        let revision = self.document.editor.revision();
        self.jobs.start(JobName::TidyThoroughly, move |work| {
            let request = Box::new(layout::Request::of(&map));
            let places = layout::tidy_thoroughly(&request, &|part| work.goes_on(part));
            Done::TidiedThoroughly { revision, request, places }
        });
    }

    pub(super) fn edited(&mut self, edit: impl FnOnce(&mut Document) -> Result<(), Violation>) {
        if let Err(violation) = edit(&mut self.document) {
            let message = violation_sentence(&violation, self.document.editor.map(), self.language());
            self.tell(Screen::CannotDo, message);
        }
    }

    /// Edits, and says what was done where the map is another now: a refused edit, or one that alters nothing, did not
    /// happen.
    pub(super) fn edited_with(&mut self, news: Screen, edit: impl FnOnce(&mut Document) -> Result<(), Violation>) {
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

    pub(super) fn remember(&mut self, path: &Path) {
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
