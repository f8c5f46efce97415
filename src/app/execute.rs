//! Executes commands: the single entry point, whatever their source.

use super::command_classes::{
    cancels_pending, discards_changes, is_document_command, leaves_isolation, needs_flushed_draft, needs_side_panels,
    skips_draft_flush, works_on_version,
};
use super::document::{Document, DocumentId};
use super::files::Replaces;
use super::job_types::JobName;
use super::navigation::ensure_visible;
use super::shell::Shell;
use crate::command::{Command, Page};
use crate::exchange::Template;
use crate::language::UiText;
use crate::map::{ActorId, Selection, Violation, YEARS};
use crate::panels::{Overlay, name_field_id, product_name_id, restore_rejected_text, stage_name_id};
use crate::schema::violation_sentence;
use crate::session::alike_actors;

impl Shell {
    /// Handles a command submitted while `document` was open. Document commands are dropped if another document is open
    /// now.
    pub(super) fn on_command(&mut self, document: DocumentId, command: Command) {
        if document != self.document.id && is_document_command(&command) {
            return;
        }
        if !matches!(
            command,
            Command::Select(_)
                | Command::Escape
                | Command::QueryTable(_)
                | Command::PlanPaste(_)
                | Command::UpdateDraft(_)
                | Command::UpdateEntry(_)
        ) {
            (self.messages.status, self.messages.told) = (None, None);
        }
        if self.document.shown_version.is_some() && !works_on_version(&command) {
            self.messages.status = Some(UiText::VersionReadOnly);
            return;
        }
        if cancels_pending(&command) {
            self.files.cancel_pending();
        }
        self.execute(command);
    }

    /// Executes a command, or asks to save first where it would discard changes.
    pub(super) fn execute(&mut self, command: Command) {
        if discards_changes(&command) {
            self.flush_draft();
            if self.is_dirty() {
                if !self.document.is_dirty() {
                    self.tell_unsavable();
                }
                self.files.ask_to_save(command, &self.document);
                return;
            }
        }
        self.execute_confirmed(command);
    }

    /// Tells about texts that saving would not keep.
    fn tell_unsavable(&mut self) {
        if self.has_invalid_text() {
            let message = UiText::InvalidValueHint.text(self.language()).to_owned();
            self.messages.show_error(UiText::InvalidValue, message, false);
        }
        if self.document.pending_entry().is_some() {
            let message = UiText::QuickEntryKeptHint.text(self.language()).to_owned();
            self.messages.show_error(UiText::QuickEntry, message, false);
        }
    }

    /// Executes a command without asking about unsaved changes.
    pub(super) fn execute_confirmed(&mut self, command: Command) {
        if !skips_draft_flush(&command)
            && !discards_changes(&command)
            && !self.flush_draft()
            && needs_flushed_draft(&command)
        {
            // The save does not take place, so neither does the close waiting for it.
            self.files.cancel_pending();
            return;
        }
        if self.refuses(&command) {
            return;
        }
        let language = self.language();
        if matches!(command, Command::Undo | Command::Redo) {
            // What is refused is the latest change: undo and redo only discard it.
            let is_refused = self.document.flush_draft().is_err();
            if is_refused || matches!(command, Command::Undo) && self.is_invalid_text_latest() {
                self.discard_drafts();
                return;
            }
        }
        self.request_focus_return(&command);
        if leaves_isolation(&command) {
            self.document.session.view.scope = crate::map::Scope::default();
        }
        if needs_side_panels(&command) {
            (self.navigation.side_panels, self.panels.sides.shows_details) = (true, true);
        }
        if !matches!(command, Command::Nudge(_) | Command::QueryTable(_) | Command::PlanPaste(_)) {
            self.document.last_nudge = None;
        }
        match command {
            Command::New => self.show_new(Template::Blank),
            Command::ShowTemplates => self.show_templates(),
            Command::ShowUnsaved => self.look_for_unsaved(true),
            Command::RecoverUnsaved { name, as_copy } => self.recover_unsaved(name, as_copy),
            Command::DiscardUnsaved(name) => self.discard_unsaved(name),
            Command::NewFromTemplate(template) => self.show_new(template),
            Command::NewFromOwnTemplate(path) => {
                let (files, mut context) = self.files_with_context();
                files.open_template(path, &mut context);
            }
            Command::RemoveTemplate(path) => self.files.ask_to_remove_template(path),
            Command::SaveAsTemplate => self.save_as_template(),
            Command::Open => {
                let (files, mut context) = self.files_with_context();
                files.ask_to_open(&mut context);
            }
            Command::OpenPath(path) => {
                let (files, mut context) = self.files_with_context();
                files.open(path, false, &mut context);
            }
            Command::Rescue(path, way) => {
                let (files, mut context) = self.files_with_context();
                files.rescue(path, way, &mut context);
            }
            Command::OpenSample(sample) => self.open_sample(sample),
            Command::Save => {
                let (files, mut context) = self.files_with_context();
                files.save(&mut context);
            }
            Command::SaveAs => {
                let (files, mut context) = self.files_with_context();
                files.save_as(&mut context);
            }
            Command::SaveTo(path) => {
                let (files, mut context) = self.files_with_context();
                files.save_to(path, Replaces::AnyMap, &mut context);
            }
            Command::ShowHistory => self.show_history(),
            Command::CloseHistory => self.close_history(),
            Command::ShowVersion(version) => self.show_version(version.as_deref()),
            Command::RestoreVersion => self.restore_version(),
            Command::Compare => self.open_comparison(),
            Command::ChooseCompared => self.choose_compared(),
            Command::CompareWith(state) => self.compare_with(state),
            Command::SwapComparison => self.panels.comparison.swap(),
            Command::ShowChange(record) => self.show_change(record),
            Command::CloseComparison => self.panels.comparison.close(),
            Command::ChooseMerged => {
                let (files, mut context) = self.files_with_context();
                files.ask_to_merge(&mut context);
            }
            Command::MergeWith(path) => self.merge_with(path),
            Command::ChooseMergeBase => {
                let (files, mut context) = self.files_with_context();
                files.ask_for_merge_base(&mut context);
            }
            Command::SetMergeBase(path) => self.set_merge_base(path),
            Command::ApplyMerge => self.apply_merge(),
            Command::Reload => self.request_reload(),
            Command::KeepMine => self.keep_mine(),
            Command::ShowFileChanges => self.compare_with_file(),
            Command::TakeOver => self.locks.claim(),
            // The same map under no name: what is done in it can be merged later.
            Command::OpenCopy => self.show_untitled(self.document.editor.map().clone()),
            Command::ShowExport(start) => self.show_export(start),
            Command::Export(request) => self.export(*request),
            Command::Quit => {
                let (files, mut context) = self.files_with_context();
                files.quit(&mut context);
            }
            Command::Undo => {
                self.refresh_fields();
                self.document.undo();
            }
            Command::Redo => {
                self.refresh_fields();
                self.document.redo();
            }
            Command::UpdateDraft(change) => {
                self.flush_other_draft(&change);
                self.document.set_draft(*change);
            }
            Command::Delete if self.document.is_what_if_only() => self.messages.status = Some(UiText::LinkOnlyInWhatIf),
            Command::Delete => self.delete_selection(),
            Command::SelectAll => {
                let visible_scene = self.derived.scene(&self.document);
                let is_actor_visible = |id: &ActorId| visible_scene.is_none_or(|scene| scene.actor(*id).is_some());
                let all = self.document.editor.map().actors().keys().copied().filter(is_actor_visible).collect();
                self.document.session.view.selection = Selection::Actors(all).restricted_to(self.document.editor.map());
            }
            Command::Select(selection) => {
                self.document.session.view.selection = selection;
                self.document.session.set_highlight(Vec::new());
            }
            Command::GoTo(subject) => self.select_and_reveal(vec![subject]),
            Command::Highlight(subjects) => self.select_and_reveal(subjects),
            Command::Reveal(subject) => {
                let status = ensure_visible(subject, &mut self.document, &self.derived);
                self.messages.status = status.or(self.messages.status);
                self.navigation.fly_to(&[subject], &self.document, &self.derived);
            }
            Command::ToggleIsolation => {
                let status = self.navigation.toggle_scope(&mut self.document);
                self.messages.status = status.or(self.messages.status);
            }
            Command::Escape if self.panels.replace.is_open() => self.panels.replace.close(),
            Command::Escape if self.panels.comparison.is_open() => self.panels.comparison.close(),
            Command::Escape if self.document.shown_version.is_some() => self.show_version(None),
            Command::Escape
                if self.panels.history.is_open() && self.document.session.view.selection == Selection::None =>
            {
                self.close_history();
            }
            Command::Escape => {
                let status = self.navigation.step_back(&mut self.document);
                self.messages.status = status.or(self.messages.status);
            }
            Command::SetNeighborhood(neighborhood) => {
                self.document.session.view.neighborhood = neighborhood;
                self.document.session.set_highlight(Vec::new());
            }
            Command::HideRest(hidden) => self.document.session.view.rest_hidden = hidden,
            Command::SetFilter(filter) => self.document.session.set_filter(*filter),
            Command::Find => self.panels.find.request_focus(),
            Command::FindAndReplace => {
                self.panels.comparison.close();
                self.panels.replace.open();
            }
            Command::ReplaceTexts(changes) => self.replace_texts(changes),
            Command::ReplaceMany(replacement) => self.replace_many(replacement),
            Command::Fit => {
                if let Some(area) = self.derived.scene(&self.document).map(|scene| scene.area) {
                    self.canvas().fly_to_fit(area);
                }
            }
            Command::FitSelection => {
                let highlighted = self.derived.highlight().actors.iter().copied();
                let area = self.derived.scene(&self.document).map(|scene| scene.area_of(highlighted));
                if let Some(area) = area.filter(|area| !area.is_empty()) {
                    self.canvas().fly_to_fit(area.expanded(40.0));
                }
            }
            Command::ZoomIn => self.canvas().zoom_by(1.25),
            Command::ZoomOut => self.canvas().zoom_by(0.8),
            Command::GoBack => self.canvas().go_back(),
            Command::GoForward => self.canvas().go_forward(),
            Command::ToggleSidePanels => self.navigation.toggle_side_panels(&self.derived, &self.document),
            Command::ShowMinimap(minimap) => self.change_settings(|settings| settings.minimap = minimap),
            Command::ShowAllFields(all) => self.change_settings(|settings| settings.all_fields = all),
            Command::SetColouring(colouring) => {
                self.document.session.view.drawing.colouring = colouring;
                self.change_settings(|settings| settings.drawing.colouring = colouring);
            }
            Command::ShowVolumes(volumes) => {
                self.document.session.view.drawing.volumes = volumes;
                self.change_settings(|settings| settings.drawing.volumes = volumes);
            }
            Command::ShowLinkLabels(labels) => {
                self.document.session.view.drawing.labels_hidden = !labels;
                self.change_settings(|settings| settings.drawing.labels_hidden = !labels);
            }
            Command::ShowLegend(legend) => self.change_settings(|settings| settings.legend = legend),
            Command::SetReducedMotion(reduced_motion) => {
                self.change_settings(|settings| settings.less_motion = Some(reduced_motion));
            }
            Command::SetYear(year) => {
                let year = year.clamp(*YEARS.start(), *YEARS.end());
                self.document.session.view.set_year(year, self.document.editor.map());
            }
            Command::StepYear(years) => self.step_year(years),
            Command::Present(asked) => self.present(asked),
            Command::AddView => self.add_view(),
            Command::DuplicateView(id) => self.duplicate_view(id),
            Command::MoveView(id, to) => self.edit(|document| document.move_view(id, to)),
            Command::ShowView(id) => self.show_view(id),
            Command::SetViewState(id) => self.set_view_state(id),
            Command::ToggleFullScreen => self.toggle_full_screen(),
            Command::SetProduct(product) => self.document.session.view.product = product,
            Command::SetLanguage(language) => {
                self.preferences.override_language(None);
                self.change_settings(|settings| settings.language = Some(language));
            }
            Command::SetColorScheme(color_scheme) => {
                self.change_settings(|settings| settings.set_color_scheme(color_scheme));
            }
            Command::SetScale(scale) => self.change_settings(|settings| settings.scale = scale),
            Command::ToggleFindings => {
                self.panels.replace.close();
                self.panels.comparison.close();
                self.change_settings(|settings| settings.findings_open = !settings.findings_open);
            }
            Command::ShowPage(page) => {
                self.panels.name_box.close();
                self.navigation.page = page;
                if page == Page::Map {
                    self.canvas().request_focus();
                }
            }
            Command::ExportTable(request) => self.export_table(*request),
            Command::QueryTable(query) => self.query_table(query),
            Command::CopyTable(request) => self.copy_table(*request),
            Command::ExportWorkbook => self.export_workbook(),
            Command::ExportResults => self.export_results(),
            Command::Import => self.begin_import(),
            Command::ImportFiles(paths) => self.read_tables(paths),
            Command::ApplyImport => self.apply_import(),
            Command::SetColumns(kind, columns) => self.set_columns(kind, columns),
            Command::EditCells(edits) => self.edit_cells(&edits),
            Command::RemoveRows(rows) => {
                self.edit_and_report(UiText::Removed, |document| document.remove_rows(&rows));
            }
            Command::PreviewPaste(request) => self.panels.overlay = Overlay::paste(*request),
            Command::PlanPaste(generation) => self.plan_paste(generation),
            Command::Tidy => self.tidy(None),
            Command::TidyThoroughly => self.tidy_thoroughly(),
            Command::SetBands(bands) => self.tidy(Some(bands)),
            Command::CancelJob => self.cancel_jobs(),
            Command::Recompute => self.derived.retry(),
            Command::AddActor { stage, at } => {
                self.edit(|document| document.add_actor(stage, at, language));
                self.edit_selected_name();
            }
            Command::AddLinkedActor(new) => {
                self.edit(|document| document.add_linked_actor(&new, language));
                self.edit_selected_name();
            }
            Command::Grow(from, growth) => {
                self.edit(|document| document.grow(from, growth, language));
                self.reveal_selected();
            }
            Command::Rename => self.edit_selected_name(),
            Command::Copy => {
                self.copy_selection();
            }
            Command::Cut => {
                if self.copy_selection() {
                    self.execute_confirmed(Command::Delete);
                }
            }
            Command::RequestPaste => self.ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Command::Paste(text) => self.paste(&text),
            Command::Duplicate => self.duplicate(),
            Command::CopyPicture => self.copy_picture(),
            Command::Print => self.print(),
            Command::Reconnect => self.reconnect(),
            Command::ClosePasteNotice => self.document.pasted = None,
            Command::SelectAlike(alike) => {
                if let Selection::Actors(actors) = &self.document.session.view.selection {
                    let palette = self.preferences.palette();
                    let context = self.derived.context(&self.document, None, language, palette);
                    let alike = alike_actors(&context, actors, alike);
                    self.document.session.view.selection =
                        Selection::Actors(alike).restricted_to(self.document.editor.map());
                }
            }
            Command::ShowMerge(actors) => self.panels.overlay = Overlay::merge(&actors),
            Command::MergeActors(merge) => {
                // A refused draft is of the record as it was before.
                self.refresh_fields();
                self.edit_and_report(UiText::Merged, |document| document.merge_actors(&merge));
            }
            Command::ReverseLink(link) => self.edit(|document| document.reverse_link(link)),
            Command::QuickEntry => self.open_quick_entry(""),
            Command::UpdateEntry(text) => self.document.entry = text,
            Command::Palette => self.panels.overlay = Overlay::palette(),
            Command::ShowKeys => self.panels.overlay = Overlay::Keys,
            Command::ShowAbout => self.panels.overlay = Overlay::About(self.environment.own_folders.clone()),
            Command::OpenGuide => self.open_guide(None),
            Command::OpenGuideAt(code) => self.open_guide(Some(code)),
            Command::ShowTour => self.show_tour(),
            Command::Enter(text) => self.enter(&text),
            Command::TypeName(actor) => {
                self.document.session.view.selection = Selection::actor(actor);
                self.panels.name_box.type_over(&self.ctx, actor);
            }
            Command::AddActorHere => {
                let (stage, at) = self.navigation.new_actor_position(&self.document, &self.derived);
                self.execute_confirmed(Command::AddActor { stage, at });
            }
            Command::LinkTo => self.open_link_list(),
            Command::EditName(subject) => {
                self.document.session.view.selection = subject.selection();
                self.edit_selected_name();
            }
            Command::AddLink { from, to } => self.edit(|document| document.add_link(from, to)),
            Command::AddLinks { from, to } => self.add_links(&from, &to),
            Command::MoveLinkEnd(link, end, to) => self.move_link_end(link, end, to),
            Command::AddModel(core) => {
                self.edit(|document| document.add_model(core, language));
                self.focus.name_field = name_field_id(&self.document.session.view.selection);
            }
            Command::AddStage => {
                let added = self.document.add_stage(language);
                self.edit_added_name(added, stage_name_id);
            }
            Command::InsertStage { beside, before } => match self.document.insert_stage(beside, before, language) {
                Ok(stage) => self.edit_stage_name(stage),
                Err(violation) => self.show_violation(&violation),
            },
            Command::RenameStage(stage) => self.edit_stage_name(stage),
            Command::SwapStages(a, b) => self.edit(|document| document.swap_stages(a, b)),
            Command::AddProduct => {
                let added = self.document.add_product(language);
                self.edit_added_name(added, product_name_id);
            }
            Command::AddTarget(target) => self.edit(|document| document.add_target(*target)),
            Command::AddChannel(channel) => self.edit(|document| document.add_channel(*channel)),
            // The isolated view has a layout of its own, not the map's placements.
            Command::Move(_) | Command::Nudge(_) if !self.document.session.view.scope.is_whole_map() => {}
            Command::Move(moves) => self.edit(|document| document.move_actors(&moves)),
            Command::Nudge(moves) => self.edit(|document| document.nudge(&moves)),
            Command::DuplicateTo(moves) => self.duplicate_to(&moves),
            Command::Arrange(how) => self.edit_and_report(UiText::Arranged, |document| document.arrange(how)),
            Command::TidySelection => self.tidy_selection(),
            Command::Pin(actors, pinned) => self.edit(|document| document.pin(&actors, pinned)),
            Command::Update(change) if self.document.is_what_if_change(&change) => {
                self.messages.status = Some(UiText::LinkOnlyInWhatIf);
            }
            Command::Update(change) => {
                self.flush_other_draft(&change);
                self.document.take_draft();
                if let Err(violation) = self.document.set(*change) {
                    // The rejected text stays in its field.
                    restore_rejected_text(&self.ctx);
                    self.show_violation(&violation);
                }
            }
            Command::AddWhatIf(proposals) => {
                if !self.document.add_proposals(proposals) {
                    self.messages.status = Some(UiText::NothingToTry);
                }
            }
            Command::DiscardWhatIf => self.document.clear_what_if(),
            Command::ApplyWhatIf => self.edit_and_report(UiText::WhatIfApplied, Document::accept_what_if),
            Command::RemoveProposal(position) => self.document.drop_proposal(position),
            Command::ApplyProposals(proposals) => {
                self.edit_and_report(UiText::WhatIfApplied, |document| document.apply_proposals(&proposals));
            }
            Command::Remove(removal) => {
                self.edit_and_report(UiText::Removed, |document| document.remove(removal));
            }
        }
        if !self.document.refresh_what_if() {
            self.messages.status = Some(UiText::ProposalRemoved);
        }
        self.retain_existing();
    }

    fn cancel_jobs(&mut self) {
        self.files.stop_opening();
        self.derived.abort(&self.jobs);
        if self.jobs.is_running(JobName::Tidy) || self.jobs.is_running(JobName::TidyThoroughly) {
            self.messages.status = Some(UiText::TidyCancelled);
        }
        let of_import = [JobName::ReadTables, JobName::PreviewImport, JobName::LayOutImport];
        let others = [JobName::PlanPaste, JobName::PreviewMerge];
        if of_import.into_iter().chain(others).any(|name| self.jobs.is_running(name)) {
            self.panels.overlay = Overlay::Closed;
        }
        let running: Vec<JobName> = self.jobs.names().filter(|name| name.is_cancellable()).collect();
        for name in running {
            match name {
                // What it is for hears how it ended.
                JobName::Export(_) => self.jobs.interrupt(name),
                _ => self.jobs.cancel(name),
            }
        }
    }

    fn select_and_reveal(&mut self, subjects: Vec<crate::session::Subject>) {
        let status = self.navigation.select_and_reveal(subjects, &mut self.document, &self.derived);
        self.messages.status = status.or(self.messages.status);
    }

    pub(super) fn canvas(&mut self) -> &mut crate::canvas::Canvas {
        self.navigation.canvas_mut(&self.derived, &self.document)
    }

    pub(super) fn edit(&mut self, edit: impl FnOnce(&mut Document) -> Result<(), Violation>) {
        if let Err(violation) = edit(&mut self.document) {
            self.show_violation(&violation);
        }
    }

    /// Applies an edit and reports `status` if the map changed; a rejected edit or one without effect does not report
    /// it.
    pub(super) fn edit_and_report(
        &mut self,
        status: UiText,
        edit: impl FnOnce(&mut Document) -> Result<(), Violation>,
    ) {
        let before = self.document.editor.revision();
        self.edit(edit);
        if self.document.editor.revision() != before {
            self.messages.status = Some(status);
        } else if self.messages.notices.is_empty() {
            self.messages.status = Some(UiText::NothingChanged);
        }
    }

    pub(super) fn show_violation(&mut self, violation: &Violation) {
        let message = violation_sentence(violation, self.document.editor.map(), self.language());
        self.messages.show_error(UiText::ActionFailed, message, false);
    }
}
