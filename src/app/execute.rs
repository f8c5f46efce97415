//! Executes commands. Every command comes through here, whoever gave it.

use super::command_classes::{
    is_about_document, is_for_another_file, is_of_the_whole, loses_changes, needs_no_draft, needs_sides,
    needs_whole_map,
};
use super::document::{Document, DocumentId};
use super::navigation::follow;
use super::shell::Shell;
use super::work::JobName;
use crate::command::{Change, Command, Page, SampleMap};
use crate::language::{UiText, violation_sentence};
use crate::map::{ActorId, Selection, Violation, YEARS};
use crate::panels::{clear_drafts, has_invalid_text, link_popup_id, name_field_id, restore_rejected_text};
use crate::storage;

impl Shell {
    /// A command that somebody gave while a document was open. What was said about another document than the one that is
    /// open now is not done to this one.
    pub(super) fn on_command(&mut self, document: DocumentId, command: Command) {
        if document != self.document.id && is_about_document(&command) {
            return;
        }
        if !matches!(command, Command::Select(_) | Command::Escape | Command::QueryTable(_) | Command::UpdateDraft(_)) {
            self.messages.news = None;
        }
        if is_for_another_file(&command) {
            self.files.cancel_pending();
        }
        self.execute(command);
    }

    /// Executes a command, or asks first where it would lose changes.
    pub(super) fn execute(&mut self, command: Command) {
        if loses_changes(&command) {
            self.flush_draft();
            if self.is_dirty() {
                if has_invalid_text(&self.ctx) && !self.document.is_dirty() {
                    let message = UiText::InvalidValueHint.text(self.language()).to_owned();
                    self.messages.error(UiText::InvalidValue, message, false);
                }
                self.files.ask_to_save(command, &self.document);
                return;
            }
        }
        self.execute_unasked(command);
    }

    /// What is being typed becomes a part of the map. Gives whether nothing is left that is not in it.
    pub(super) fn flush_draft(&mut self) -> bool {
        match self.document.flush_draft() {
            Ok(()) => true,
            Err(violation) => {
                self.tell_violation(&violation);
                false
            }
        }
    }

    /// What is being typed in another record than the one that changes becomes a part of the map first.
    fn flush_other_draft(&mut self, change: &Change) {
        if self.document.draft().is_some_and(|draft| draft.record() != change.record()) {
            self.flush_draft();
        }
    }

    /// Executes a command, even where it loses changes: its user has said so.
    pub(super) fn execute_unasked(&mut self, command: Command) {
        if !needs_no_draft(&command) && !loses_changes(&command) && !self.flush_draft() && needs_whole_map(&command) {
            // Nobody leaves after a save that does not take place.
            self.files.cancel_pending();
            return;
        }
        let language = self.language();
        if matches!(command, Command::Undo | Command::Redo) {
            // What may not stand in the map is what was done last, and all that is taken back.
            let is_refused = self.document.flush_draft().is_err();
            if is_refused || matches!(command, Command::Undo) && has_invalid_text(&self.ctx) {
                self.forget_draft();
                return;
            }
        }
        self.lend_focus(&command);
        if is_of_the_whole(&command) {
            self.document.session.view.scope = crate::map::Scope::default();
        }
        self.navigation.sides |= needs_sides(&command);
        if !matches!(command, Command::Nudge(_) | Command::QueryTable(_)) {
            self.document.moving = None;
        }
        match command {
            Command::New => self.show_new(),
            Command::Open => {
                let (files, mut context) = self.parts();
                files.ask_to_open(&mut context);
            }
            Command::OpenPath(path) => {
                let (files, mut context) = self.parts();
                files.open(path, false, &mut context);
            }
            Command::OpenSample(sample) => self.open_sample(sample),
            Command::Save => {
                let (files, mut context) = self.parts();
                files.save(&mut context);
            }
            Command::SaveAs => {
                let (files, mut context) = self.parts();
                files.save_as(&mut context);
            }
            Command::SaveTo(path) => {
                let (files, mut context) = self.parts();
                files.save_to(path, false, &mut context);
            }
            Command::ExportPicture(model) => self.ask_for_picture(model),
            Command::Quit => {
                let (files, mut context) = self.parts();
                files.quit(&mut context);
            }
            Command::Undo => {
                self.forget_draft();
                self.document.editor.undo();
            }
            Command::Redo => {
                self.forget_draft();
                self.document.editor.redo();
            }
            Command::UpdateDraft(change) => {
                self.flush_other_draft(&change);
                self.document.set_draft(*change);
            }
            Command::Delete if self.document.is_only_tried() => self.messages.news = Some(UiText::LinkOnlyInWhatIf),
            Command::Delete => {
                self.forget_draft();
                self.edited_with(UiText::Removed, |document| document.delete_selection());
            }
            Command::SelectAll => {
                let seen = self.derived.scene(&self.document).map(|(scene, _)| scene);
                let is_actor_visible = |id: &ActorId| seen.is_none_or(|scene| scene.actor(*id).is_some());
                let all = self.document.editor.map().actors().keys().copied().filter(is_actor_visible).collect();
                self.document.session.view.selection = Selection::Actors(all).restricted_to(self.document.editor.map());
            }
            Command::Select(selection) => {
                self.document.session.view.selection = selection;
                self.document.session.set_highlight(Vec::new());
            }
            Command::GoTo(subject) => self.point_at(vec![subject]),
            Command::Highlight(subjects) => self.point_at(subjects),
            Command::Reveal(subject) => {
                let news = follow(subject, &mut self.document, &self.derived);
                self.messages.news = news.or(self.messages.news);
                self.navigation.fly_to(&[subject], &self.document, &self.derived);
            }
            Command::ToggleIsolation => {
                let news = self.navigation.toggle_scope(&mut self.document);
                self.messages.news = news.or(self.messages.news);
            }
            Command::Escape => {
                let news = self.navigation.step_back(&mut self.document);
                self.messages.news = news.or(self.messages.news);
            }
            Command::SetNeighborhood(neighborhood) => {
                self.document.session.view.neighborhood = neighborhood;
                self.document.session.set_highlight(Vec::new());
            }
            Command::HideRest(hidden) => self.document.session.view.rest_hidden = hidden,
            Command::SetFilter(filter) => self.document.session.set_filter(*filter),
            Command::Find => self.panels.find.request_focus(),
            Command::Fit => {
                if let Some(area) = self.derived.scene(&self.document).map(|(scene, _)| scene.area) {
                    self.canvas().fly_to_fit(area);
                }
            }
            Command::FitSelection => {
                let lit = self.derived.highlight().actors.iter().copied();
                let area = self.derived.scene(&self.document).map(|(scene, _)| scene.area_of(lit));
                if let Some(area) = area.filter(|area| !area.is_empty()) {
                    self.canvas().fly_to_fit(area.expanded(40.0));
                }
            }
            Command::ZoomIn => self.canvas().zoom_by(1.25),
            Command::ZoomOut => self.canvas().zoom_by(0.8),
            Command::GoBack => self.canvas().go_back(),
            Command::GoForward => self.canvas().go_forward(),
            Command::ToggleSidePanels => self.navigation.sides = !self.navigation.sides,
            Command::ShowMinimap(overview) => self.choose(|settings| settings.overview = overview),
            Command::SetColouring(colouring) => {
                self.document.session.view.drawing.colouring = colouring;
                self.choose(|settings| settings.drawing.colouring = colouring);
            }
            Command::ShowVolumes(volumes) => {
                self.document.session.view.drawing.volumes = volumes;
                self.choose(|settings| settings.drawing.volumes = volumes);
            }
            Command::ShowLegend(legend) => self.choose(|settings| settings.legend = legend),
            Command::SetReducedMotion(calm) => self.choose(|settings| settings.less_motion = Some(calm)),
            Command::SetYear(year) => {
                let year = year.clamp(*YEARS.start(), *YEARS.end());
                self.document.session.view.set_year(year, self.document.editor.map());
            }
            Command::SetProduct(product) => self.document.session.view.product = product,
            Command::SetLanguage(language) => {
                self.preferences.speak(None);
                self.choose(|settings| settings.language = Some(language));
            }
            Command::SetColorScheme(look) => self.choose(|settings| settings.look = look),
            Command::SetScale(scale) => self.choose(|settings| settings.scale = scale),
            Command::ToggleFindings => self.choose(|settings| settings.findings_open = !settings.findings_open),
            Command::ShowPage(page) => {
                self.navigation.page = page;
                if page == Page::Map {
                    self.canvas().request_focus();
                }
            }
            Command::ExportTable(wish) => self.ask_for_table(*wish),
            Command::QueryTable(asked) => self.arrange_table(asked),
            Command::CopyTable(wish) => self.copy_table(*wish),
            Command::Tidy => self.tidy(None),
            Command::TidyThoroughly => self.tidy_thoroughly(),
            Command::SetBands(bands) => self.tidy(Some(bands)),
            Command::CancelJob => self.cancel_work(),
            Command::Recompute => self.derived.retry(),
            Command::AddActor { stage, at } => {
                self.edited(|document| document.add_actor(stage, at, language));
                self.focus.name_field = name_field_id(&self.document.session.view.selection);
            }
            Command::AddActorHere => {
                let (stage, at) = self.navigation.place_for_one_more(&self.document, &self.derived);
                self.execute_unasked(Command::AddActor { stage, at });
            }
            Command::LinkTo => self.ask_whom_to_link(),
            Command::EditName(subject) => {
                self.document.session.view.selection = subject.selection();
                self.focus.name_field = name_field_id(&self.document.session.view.selection);
            }
            Command::AddLink { from, to } => self.edited(|document| document.add_link(from, to)),
            Command::AddModel(core) => {
                self.edited(|document| document.add_model(core, language));
                self.focus.name_field = name_field_id(&self.document.session.view.selection);
            }
            Command::AddStage => self.edited(|document| document.add_stage(language)),
            Command::SwapStages(a, b) => self.edited(|document| document.swap_stages(a, b)),
            Command::AddProduct => self.edited(|document| document.add_product(language)),
            Command::AddTarget(target) => self.edited(|document| document.add_target(*target)),
            Command::AddChannel(channel) => self.edited(|document| document.add_channel(*channel)),
            // Alone, things stand where reading is best, and not where they stand on the map.
            Command::Move(_) | Command::Nudge(_) if !self.document.session.view.scope.is_whole_map() => {}
            Command::Move(moves) => self.edited(|document| document.move_actors(&moves)),
            Command::Nudge(moves) => self.edited(|document| document.move_on(&moves)),
            Command::Pin(actor, pinned) => self.edited(|document| document.pin(actor, pinned)),
            Command::Update(change) if self.document.is_of_what_if(&change) => {
                self.messages.news = Some(UiText::LinkOnlyInWhatIf);
            }
            Command::Update(change) => {
                self.flush_other_draft(&change);
                self.document.take_draft();
                if let Err(violation) = self.document.set(*change) {
                    // What was typed stays in its field: nothing typed is lost.
                    restore_rejected_text(&self.ctx);
                    self.tell_violation(&violation);
                }
            }
            Command::AddWhatIf(proposals) => {
                if !self.document.try_out(proposals) {
                    self.messages.news = Some(UiText::NothingToTry);
                }
            }
            Command::DiscardWhatIf => self.document.forget_what_if(),
            Command::ApplyWhatIf => self.edited_with(UiText::WhatIfApplied, Document::accept_what_if),
            Command::RemoveProposal(position) => self.document.drop_proposal(position),
            Command::ApplyProposals(proposals) => {
                self.edited_with(UiText::WhatIfApplied, |document| document.make(&proposals))
            }
            Command::Remove(removal) => {
                self.forget_draft();
                self.edited_with(UiText::Removed, |document| document.remove(removal));
            }
        }
        if !self.document.refresh_what_if() {
            self.messages.news = Some(UiText::ProposalRemoved);
        }
        self.document.retain_known();
    }

    /// Fields show what the map has, and nothing that was being typed.
    fn forget_draft(&mut self) {
        self.document.take_draft();
        clear_drafts(&self.ctx);
    }

    fn cancel_work(&mut self) {
        self.files.stop_opening();
        self.derived.give_up(&self.jobs);
        if self.jobs.is_running(JobName::Tidy) || self.jobs.is_running(JobName::TidyThoroughly) {
            self.messages.news = Some(UiText::TidyCancelled);
        }
        let running: Vec<JobName> = self.jobs.names().filter(|name| name.is_cancellable()).collect();
        for name in running {
            self.jobs.cancel(name);
        }
    }

    /// A sample is a map without a file of its own: saving asks where.
    fn open_sample(&mut self, sample: SampleMap) {
        match storage::read(sample_bytes(sample)) {
            Ok(map) => self.show_copy(map),
            Err(error) => self.messages.error(UiText::CannotOpen, error.to_string(), false),
        }
    }

    fn point_at(&mut self, subjects: Vec<crate::session::Subject>) {
        let news = self.navigation.point_at(subjects, &mut self.document, &self.derived);
        self.messages.news = news.or(self.messages.news);
    }

    fn canvas(&mut self) -> &mut crate::canvas::Canvas {
        self.navigation.canvas_mut(&self.derived, &self.document)
    }

    /// Notes that a command opens something that takes the keys from the map.
    fn lend_focus(&mut self, command: &Command) {
        let opens = matches!(
            command,
            Command::EditName(_) | Command::AddActorHere | Command::AddModel(_) | Command::LinkTo | Command::Find
        );
        if opens && self.navigation.page == Page::Map && self.canvas().has_focus() {
            self.focus.lend();
        }
    }

    pub(super) fn edited(&mut self, edit: impl FnOnce(&mut Document) -> Result<(), Violation>) {
        if let Err(violation) = edit(&mut self.document) {
            self.tell_violation(&violation);
        }
    }

    /// Edits, and says what was done where the map is another now: a refused edit, or one that alters nothing, did not
    /// happen.
    pub(super) fn edited_with(&mut self, news: UiText, edit: impl FnOnce(&mut Document) -> Result<(), Violation>) {
        let before = self.document.editor.revision();
        self.edited(edit);
        if self.document.editor.revision() != before {
            self.messages.news = Some(news);
        } else if self.messages.notices.is_empty() {
            self.messages.news = Some(UiText::NothingChanged);
        }
    }

    fn tell_violation(&mut self, violation: &Violation) {
        let message = violation_sentence(violation, self.document.editor.map(), self.language());
        self.messages.error(UiText::ActionFailed, message, false);
    }

    /// Opens the list of actors in the inspector, where exactly one actor is selected.
    fn ask_whom_to_link(&mut self) {
        match &self.document.session.view.selection {
            Selection::Actors(actors) if actors.len() == 1 => egui::Popup::open_id(&self.ctx, link_popup_id()),
            _ => self.messages.news = Some(UiText::LinkNeedsOne),
        }
    }
}

/// The text of a built-in map.
pub(super) fn sample_bytes(sample: SampleMap) -> &'static [u8] {
    match sample {
        SampleMap::CanTho2019 => include_bytes!("../../saves/can-tho-2019.lienket"),
        SampleMap::MangoMekong2015 => include_bytes!("../../saves/mango-mekong-2015.lienket"),
        SampleMap::RiceMekong2020 => include_bytes!("../../saves/rice-mekong-2020.lienket"),
    }
}
