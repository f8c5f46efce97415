//! Draws the window: panels, canvas, pages and prompts. Executes no command.
//!
//! A panic disables only the panel that it occurs in: it is reported once, and the panel shows a placeholder until the
//! user retries it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Margin, Panel, Rect, Stroke, Ui};

use super::derived::Results;
use super::files::{FilePrompt, PROGRESS_REDRAW_INTERVAL};
use super::focus_return::FocusContext;
use super::job_types::{JobName, job_status};
use super::shell::Shell;
use super::side_panels::Side;
use crate::canvas::{CanvasOptions, colour, not_computed_ui, progress_ui};
use crate::command::{Command, Page, RescueWay};
use crate::language::{Language, UiText, date_time, missing_letters_line, opening_line, version_saved_line};
use crate::panels::{
    CanvasContext, DialogAnswer, NoticeAnswer, NoticeContent, StatusBarState, ToolbarState, TourPlace,
    changed_outside_dialog, comparison_ui, dangerous_map_dialog, findings_ui, history_ui, inspector_ui, isolation_ui,
    lock_bar_ui, mark_place, name_box_ui, notice_dialog, outline_ui, outside_bar_ui, overlay_ui, overwrite_dialog,
    page_ui, panic_fallback_ui, paste_notice_ui, path_dialog, quit_while_saving_dialog, reload_dialog,
    remove_template_dialog, replace_ui, save_changes_dialog, save_failed_dialog, status_bar_ui, taken_over_dialog,
    toolbar_ui, version_banner_ui, view_controls_ui, what_if_ui,
};
use crate::storage::{file_title, local_time};

/// The greatest part of the height between the bars that a panel below the map takes.
const MAX_BOTTOM_SHARE: f32 = 0.65;
/// Height of the panel of findings at first, in points: its heading and some six rows; and the part of the height between
/// the bars that it takes then at most.
const FINDINGS_HEIGHT: f32 = 196.0;
const FINDINGS_SHARE: f32 = 0.36;
/// The same of the panel of a comparison.
const COMPARISON_HEIGHT: f32 = 250.0;
const COMPARISON_SHARE: f32 = 0.42;
/// Margin around a card that is brought into sight for its name to be typed, in map units.
const REVEAL_MARGIN: f32 = 40.0;

/// Draws panels and isolates their panics.
pub(super) struct PanelGuard {
    language: Language,
    /// Panels that are not drawn.
    panicked: BTreeSet<&'static str>,
    /// Whether one panicked in this frame.
    has_panicked: bool,
}

impl PanelGuard {
    pub fn new(language: Language, panicked: BTreeSet<&'static str>) -> Self {
        Self { language, panicked, has_panicked: false }
    }

    /// Gives back which panels panicked; returns whether one did in this frame.
    pub fn finish(self, panicked: &mut BTreeSet<&'static str>) -> bool {
        *panicked = self.panicked;
        self.has_panicked
    }

    pub fn draw(&mut self, ui: &mut Ui, name: &'static str, draw: impl FnOnce(&mut Ui)) {
        if self.panicked.contains(name) {
            if panic_fallback_ui(ui, self.language) {
                self.panicked.remove(name);
                ui.ctx().request_repaint();
            }
            return;
        }
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| draw(ui))) {
            // The panic hook has logged the message; dropping the payload may panic again.
            std::mem::forget(panic);
            self.panicked.insert(name);
            self.has_panicked = true;
            ui.ctx().request_repaint();
        }
    }
}

/// Draws contents that do not widen their panel, whatever they are.
fn keeping_width(ui: &mut Ui, draw: impl FnOnce(&mut Ui)) {
    let area = ui.available_rect_before_wrap();
    let mut contents = ui.new_child(egui::UiBuilder::new().max_rect(area));
    contents.shrink_clip_rect(area.expand2(egui::Vec2::new(4.0, 4.0)));
    draw(&mut contents);
    ui.advance_cursor_after_rect(area);
}

impl Shell {
    /// Draws everything and collects commands.
    pub fn draw(&mut self, ui: &mut Ui) {
        let mut commands = Vec::new();
        let results = self.derived.results.as_ref().map(Arc::clone);
        ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(self.title.as_str()));
        if self.preferences.is_scale_pending() {
            let palette = self.preferences.palette();
            ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, colour(palette.background));
            ui.ctx().request_repaint();
        } else if let Some(results) = &results {
            if self.presenter.is_some() {
                self.draw_presentation(ui, results, &mut commands);
            } else {
                self.draw_map(ui, results, &mut commands);
            }
        } else {
            self.draw_pending(ui, &mut commands);
        }
        self.draw_overlay(ui.ctx(), &mut commands);
        self.draw_prompts(ui.ctx());
        let is_editing = results.is_some() && (ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()));
        self.focus.wants_keyboard = is_editing || self.has_prompt() || self.panels.overlay.is_open();
        // Text typed in this frame is applied before the commands of buttons and keys.
        commands.sort_by_key(|command| {
            !matches!(
                command,
                Command::UpdateDraft(_) | Command::UpdateEntry(_) | Command::Update(_) | Command::EditCells(_)
            )
        });
        commands.append(&mut self.deferred_commands);
        self.snapshot_shown_tables(&commands);
        if !commands.is_empty() || !self.answers.is_empty() {
            let document = self.document.id;
            self.commands.extend(commands.into_iter().map(|command| (document, command)));
            // Commands are executed at the start of the next frame, so request one.
            ui.ctx().request_repaint();
        }
        if self.letters.is_pending() {
            ui.ctx().request_repaint();
        }
        self.follow_keyboard(ui.ctx());
    }

    fn draw_map(&mut self, ui: &mut Ui, results: &Arc<Results>, commands: &mut Vec<Command>) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let (zoom, reduced_motion) = (self.zoom(), self.preferences.is_motion_reduced());
        let (is_dirty, is_write_protected, name) = (self.is_dirty(), self.is_write_protected(), self.document_name());
        let (typed, is_invalid_text_latest) = (self.document.typed_edit(), self.is_invalid_text_latest());
        let (notification, holder) = (self.notification(), self.map_holder());
        let panicked = std::mem::take(&mut self.panels.panicked);
        self.panels.pages.set_today(self.environment.clock.today());
        let mut guard = PanelGuard::new(language, panicked);
        let has_file = self.files.path(self.document.id).is_some();
        let Self { document, derived, navigation, panels, preferences, .. } = self;
        let (settings, generation) = (&preferences.settings, derived.generation);
        let context = derived.context(document, Some(&results.analysis.assessment), language, palette);
        let toolbar = ToolbarState {
            undo: document.editor.undo_edit(),
            typed: typed.as_ref().map(|(label, patch)| (*label, patch)),
            is_invalid_text_latest,
            redo: document.editor.redo_edit(),
            name: &name,
            dirty: is_dirty,
            is_write_protected,
            recent: &settings.recent,
            color_scheme: settings.color_scheme,
            scale: settings.scale,
            minimap: settings.minimap,
            side_panels: navigation.side_panels,
            reduced_motion,
            drawing: document.session.view.drawing,
            page: navigation.page,
        };
        let border = Stroke::new(1.0, colour(palette.border));
        let frame =
            |x, y| Frame::new().fill(colour(palette.panel)).inner_margin(Margin::symmetric(x, y)).stroke(border);
        Panel::top("bar").exact_size(44.0).resizable(false).frame(frame(8, 4)).show(ui, |ui| {
            guard.draw(ui, "bar", |ui| toolbar_ui(ui, &context, &toolbar, &mut panels.find, commands));
        });
        Panel::bottom("status").exact_size(28.0).resizable(false).frame(frame(10, 2)).show(ui, |ui| {
            let status = StatusBarState {
                zoom: (navigation.page == Page::Map).then_some(zoom),
                job: job_status(&self.jobs, derived.is_provisional(document, language)),
                is_stale: derived.is_aborted(document, language),
                notification: notification.as_deref(),
                findings_open: settings.findings_open,
            };
            guard.draw(ui, "status", |ui| status_bar_ui(ui, &context, &status, commands));
        });
        if let Some(holder) = &holder {
            guard.draw(ui, "lock", |ui| lock_bar_ui(ui, holder, language, palette, commands));
        }
        if let Some(state) = self.outside.trouble() {
            let comparison = &self.outside.comparison;
            let own = self.files.path(document.id).filter(|_| is_dirty);
            guard.draw(ui, "outside", |ui| outside_bar_ui(ui, (state, own), comparison, language, palette, commands));
        }
        // Over the side panels, which show the version, too.
        if document.shown_version.is_some() {
            guard.draw(ui, "version", |ui| version_banner_ui(ui, &panels.history, &context, commands));
        }
        if navigation.side_panels {
            let selection = (&document.session.view.selection, language);
            panels.sides.show(ui, [frame(8, 8), frame(10, 4)], selection, commands, &mut |ui, side, commands| {
                let place = if side == Side::Lists { TourPlace::Models } else { TourPlace::Details };
                mark_place(ui.ctx(), place, ui.max_rect());
                keeping_width(ui, |ui| match side {
                    Side::Lists => {
                        guard.draw(ui, "outline", |ui| outline_ui(ui, &mut panels.outline, &context, commands));
                    }
                    Side::Details if panels.history.is_open() => {
                        guard.draw(ui, "history", |ui| {
                            history_ui(ui, &panels.history, document.editor.revision(), &context, commands);
                        });
                    }
                    Side::Details => {
                        guard.draw(ui, "inspector", |ui| inspector_ui(ui, settings.all_fields, &context, commands));
                    }
                });
            });
        }
        let max_bottom_height = ui.available_height() * MAX_BOTTOM_SHARE;
        if panels.replace.is_open() {
            // In the place of the findings: both would leave no map to look at.
            Panel::bottom("replace")
                .resizable(true)
                .default_size(290.0)
                .size_range(180.0..=max_bottom_height.clamp(180.0, 520.0))
                .frame(frame(8, 6))
                .show(ui, |ui| {
                    keeping_width(ui, |ui| {
                        guard.draw(ui, "replace", |ui| replace_ui(ui, &mut panels.replace, &context, commands));
                    });
                });
        } else if panels.comparison.is_open() {
            // In the place of the findings, as what is replaced.
            Panel::bottom("comparison")
                .resizable(true)
                .default_size(COMPARISON_HEIGHT.min(ui.available_height() * COMPARISON_SHARE))
                .size_range(120.0..=max_bottom_height.clamp(120.0, 520.0))
                .frame(frame(8, 6))
                .show(ui, |ui| {
                    keeping_width(ui, |ui| {
                        guard.draw(ui, "comparison", |ui| {
                            comparison_ui(ui, &mut panels.comparison, has_file, &context, commands);
                        });
                    });
                });
        } else if settings.findings_open {
            Panel::bottom("findings")
                .resizable(true)
                .default_size(FINDINGS_HEIGHT.min(ui.available_height() * FINDINGS_SHARE).max(80.0))
                .size_range(80.0..=max_bottom_height.clamp(80.0, 420.0))
                .frame(frame(8, 6))
                .show(ui, |ui| {
                    guard.draw(ui, "findings", |ui| {
                        findings_ui(ui, &mut panels.findings, &context, generation, commands);
                    });
                });
        }
        if context.what_if.is_some() {
            let verdict_changes =
                derived.is_current(document, language).then_some(results.analysis.verdict_changes.as_slice());
            guard.draw(ui, "what if", |ui| what_if_ui(ui, &mut panels.what_if, verdict_changes, &context, commands));
        }
        let mut center = ui.ctx().content_rect();
        if self.files.is_loading_initial() {
            let frame = Frame::new().fill(colour(palette.background));
            CentralPanel::no_frame().frame(frame).show(ui, |ui| center = ui.max_rect());
        } else if navigation.page == Page::Map {
            guard.draw(ui, "alone", |ui| isolation_ui(ui, &context, commands));
            CentralPanel::no_frame().show(ui, |ui| {
                center = ui.max_rect();
                mark_place(ui.ctx(), TourPlace::Map, center);
                let scene = derived.scene(document).unwrap_or(&results.scene);
                let canvas = navigation.canvas_mut(derived, document);
                canvas.set_options(CanvasOptions {
                    show_minimap: settings.minimap,
                    show_legend: settings.legend,
                    text_scale: preferences.text_scale(),
                    ..derived.canvas_options(reduced_motion)
                });
                let highlight = derived.highlight();
                guard.draw(ui, "canvas", |ui| {
                    canvas.show(ui, (scene, highlight, panels.comparison.marks()), &context, commands);
                    let area = canvas.map_rect(scene);
                    let canvas_context =
                        CanvasContext { area, scene, has_highlight: !highlight.is_empty(), generation };
                    let bar = view_controls_ui(ui, &mut panels.view_controls, canvas_context, &context, commands);
                    canvas.set_corner_bar(bar, !context.view.filter.is_empty());
                });
                if let Some(pasted) = &document.pasted {
                    let area = canvas.map_rect(scene);
                    guard.draw(ui, "paste notice", |ui| paste_notice_ui(ui, area, pasted, &context, commands));
                }
                if let Some(actor) = panels.name_box.actor() {
                    let card = canvas.card_rect(scene, actor);
                    if card.is_none()
                        && let Some(mark) = panels.name_box.take_hidden().and_then(|hidden| scene.actor(hidden))
                    {
                        canvas.reveal(mark.area.expanded(REVEAL_MARGIN));
                    }
                    guard.draw(ui, "name box", |ui| {
                        name_box_ui(ui, &mut panels.name_box, card, &context, commands);
                    });
                }
            });
        } else {
            let frame = Frame::new().fill(colour(palette.background)).inner_margin(Margin::symmetric(20, 12));
            CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                let page = navigation.page;
                guard.draw(ui, "page", |ui| {
                    page_ui(ui, page, &mut panels.pages, settings.all_fields, &context, commands);
                });
            });
        }
        if guard.finish(&mut self.panels.panicked) {
            self.on_program_error();
        }
        if (self.zoom() - zoom).abs() > 0.0 {
            // The status toolbar was drawn before the zoom changed.
            ui.ctx().request_repaint();
        }
        self.draw_opening(ui, center, commands);
        self.focus.focus_name_field(ui.ctx());
        self.return_focus(ui.ctx(), commands.is_empty());
    }

    /// Whether edits would be lost with the program, what was just done, whether lines wait in quick entry, and which
    /// letters no font has.
    fn notification(&self) -> Option<String> {
        let (language, missing) = (self.language(), self.letters.missing());
        // Once the map is saved, nothing would be.
        let is_at_risk = self.journals.are_failing() && self.is_dirty();
        let risk = is_at_risk.then(|| UiText::EditsNotKept.text(language).to_owned());
        let letters = (!missing.is_empty()).then(|| missing_letters_line(&missing, language));
        let is_entry_hidden = self.document.pending_entry().is_some() && !self.panels.overlay.is_quick_entry();
        let entry = is_entry_hidden.then(|| UiText::QuickEntryKept.text(language).to_owned());
        let status = self.messages.status.map(|text| text.text(language).to_owned());
        let status = status.or_else(|| self.messages.told.clone());
        let parts = [risk, status, entry, letters].into_iter().flatten();
        parts.reduce(|line, part| format!("{line} · {part}"))
    }

    /// Draws what opens over the window for a moment.
    fn draw_overlay(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        let Some(results) = self.derived.results.as_ref().map(Arc::clone) else { return };
        let (language, palette, is_covered) = (self.language(), self.preferences.palette(), self.has_prompt());
        let Self { document, derived, panels, .. } = self;
        let context = derived.context(document, Some(&results.analysis.assessment), language, palette);
        overlay_ui(ctx, &mut panels.overlay, is_covered, &context, commands);
    }

    /// Returns keyboard focus to the canvas once nothing else has it.
    fn return_focus(&mut self, ctx: &Context, is_idle: bool) {
        let canvas_has_focus = self.navigation.canvas(&self.derived, &self.document).has_focus();
        // A name waits for its card to come into sight without having the keyboard.
        let has_overlay = egui::Popup::is_any_open(ctx)
            || self.has_prompt()
            || self.panels.overlay.is_open()
            || self.panels.name_box.actor().is_some();
        let context = FocusContext {
            is_map_visible: self.navigation.page == Page::Map,
            canvas_has_focus,
            is_pending: has_overlay || !self.deferred_commands.is_empty() || !self.commands.is_empty() || !is_idle,
        };
        if self.focus.should_return(context, ctx) {
            self.navigation.canvas_mut(&self.derived, &self.document).request_focus();
            ctx.request_repaint();
        }
    }

    /// Draws the progress of opening a map.
    fn draw_opening(&mut self, ui: &Ui, area: Rect, commands: &mut Vec<Command>) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let Some(opening) = &mut self.files.opening else { return };
        ui.ctx().request_repaint_after(PROGRESS_REDRAW_INTERVAL);
        if !opening.is_shown(ui.input(|input| input.time)) {
            return;
        }
        let name = opening.path.file_name().unwrap_or(opening.path.as_os_str()).to_string_lossy();
        let label = opening_line(&name, language);
        if progress_ui(ui, area, &label, opening.progress.fraction(), true, language, palette) {
            commands.push(Command::CancelJob);
        }
    }

    /// Drawn until there are results.
    fn draw_pending(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let screen = ui.ctx().content_rect();
        CentralPanel::no_frame().frame(Frame::new().fill(colour(palette.background))).show(ui, |ui| {
            if self.files.is_loading_initial() {
                self.draw_opening(ui, screen, commands);
            } else if self.derived.is_aborted(&self.document, language) {
                not_computed_ui(ui, screen, language, palette, commands);
            } else {
                let fraction = self.jobs.fraction(JobName::Derive);
                let label = UiText::Working.text(language);
                if progress_ui(ui, screen, label, fraction, true, language, palette) {
                    commands.push(Command::CancelJob);
                }
                ui.ctx().request_repaint_after(PROGRESS_REDRAW_INTERVAL);
            }
        });
    }

    /// Draws the current notice or file prompt.
    fn draw_prompts(&mut self, ctx: &Context) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let Some(id) = self.prompt_id() else { return };
        let answer = if let Some((_, notice)) = self.messages.notices.front() {
            let offer = notice.rescue.as_ref();
            let saved =
                offer.and_then(|offer| offer.rescue.last_version).map(|at| date_time(local_time(at), None, language));
            let last_version = saved.map(|saved| version_saved_line(&saved, language));
            let content = NoticeContent {
                title: notice.title.text(language),
                message: &notice.message,
                hint: notice.hint.map(|hint| hint.text(language)),
                details: &notice.details,
                can_open_another: notice.open_another,
                last_version: last_version.as_deref(),
                can_salvage: offer.is_some_and(|offer| offer.rescue.is_salvageable),
            };
            let answer = notice_dialog(ctx, content, language, palette);
            let way = match answer {
                Some(NoticeAnswer::OpenLastVersion) => Some(RescueWay::LastVersion),
                Some(NoticeAnswer::Salvage) => Some(RescueWay::Salvage),
                Some(NoticeAnswer::Close | NoticeAnswer::OpenAnother) | None => None,
            };
            if let Some((way, offer)) = way.zip(offer) {
                self.commands.push((self.document.id, Command::Rescue(offer.path.clone(), way)));
            }
            answer.map(|answer| match answer {
                NoticeAnswer::OpenAnother => DialogAnswer::Yes,
                NoticeAnswer::Close | NoticeAnswer::OpenLastVersion | NoticeAnswer::Salvage => DialogAnswer::Cancel,
            })
        } else {
            match self.files.prompt_mut() {
                Some(FilePrompt::SaveFirst { .. }) => save_changes_dialog(ctx, language, palette),
                Some(FilePrompt::Path { prompt, .. }) => path_dialog(ctx, prompt, language, palette),
                Some(FilePrompt::Replace { path, .. }) => overwrite_dialog(ctx, path, language, palette),
                Some(FilePrompt::ChangedOutside { path, .. }) => changed_outside_dialog(ctx, path, language, palette),
                Some(FilePrompt::TakenOver { path, holder, .. }) => {
                    taken_over_dialog(ctx, path, holder, language, palette)
                }
                Some(FilePrompt::Reload { .. }) => reload_dialog(ctx, language, palette),
                Some(FilePrompt::SaveFailed(unsaved)) => save_failed_dialog(ctx, &unsaved.message, language, palette),
                Some(FilePrompt::Dangerous { path }) => dangerous_map_dialog(ctx, path, language, palette),
                Some(FilePrompt::Template(draft)) => path_dialog(ctx, &mut draft.prompt, language, palette),
                Some(FilePrompt::RemoveTemplate { path }) => {
                    remove_template_dialog(ctx, &file_title(path), language, palette)
                }
                Some(FilePrompt::Writing) => quit_while_saving_dialog(ctx, language, palette),
                None => None,
            }
        };
        self.answers.extend(answer.map(|answer| (id, answer)));
    }
}
