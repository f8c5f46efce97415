//! Draws the window: what stands where, and what is asked over it. Nothing is executed here.
//!
//! A panel that panics costs itself: it is told once, and stands empty until its user asks for it again.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Margin, Panel, Rect, Stroke, Ui};

use super::derived::Results;
use super::files::{OFTEN, Question};
use super::focus_return::Situation;
use super::shell::Shell;
use super::work::{JobName, underway};
use crate::canvas::{Canvas, CanvasOptions, colour, not_computed_ui, progress_ui};
use crate::command::{Command, Page};
use crate::language::{Language, UiText, opening_line};
use crate::panels::{
    CanvasContext, StatusBarState, ToolbarState, changed_outside_dialog, findings_ui, has_invalid_text, inspector_ui,
    isolation_ui, notice_dialog, outline_ui, overwrite_dialog, page_ui, panic_fallback_ui, path_dialog,
    quit_while_saving_dialog, save_changes_dialog, status_bar_ui, toolbar_ui, view_controls_ui, what_if_ui,
};

/// Draws parts of the window, and keeps a panic to the part that it happens in.
struct Guard {
    language: Language,
    /// The parts that are not drawn.
    broken: BTreeSet<&'static str>,
    /// Whether one broke just now.
    broke: bool,
}

impl Guard {
    fn draw(&mut self, ui: &mut Ui, name: &'static str, draw: impl FnOnce(&mut Ui)) {
        if self.broken.contains(name) {
            if panic_fallback_ui(ui, self.language) {
                self.broken.remove(name);
                ui.ctx().request_repaint();
            }
            return;
        }
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| draw(ui))) {
            // What it says was logged where it happened; dropping it may panic again.
            std::mem::forget(panic);
            self.broken.insert(name);
            self.broke = true;
            ui.ctx().request_repaint();
        }
    }
}

impl Shell {
    /// Draws everything and collects commands.
    pub fn draw(&mut self, ui: &mut Ui) {
        let mut commands = Vec::new();
        let results = self.derived.results.as_ref().map(Arc::clone);
        if let Some(results) = &results {
            self.draw_map(ui, results, &mut commands);
        } else {
            self.draw_waiting(ui, &mut commands);
        }
        self.draw_questions(ui.ctx());
        let is_entering = results.is_some() && (ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()));
        self.focus.is_busy = is_entering || self.is_asking();
        // What was typed in this frame comes before what buttons and keys asked for in it.
        commands.sort_by_key(|command| !matches!(command, Command::UpdateDraft(_) | Command::Update(_)));
        commands.append(&mut self.late);
        self.keep_shown_tables(&commands);
        if !commands.is_empty() || !self.answers.is_empty() {
            let document = self.document.id;
            self.commands.extend(commands.into_iter().map(|command| (document, command)));
            // Commands are executed before the next frame; that one must come.
            ui.ctx().request_repaint();
        }
    }

    fn draw_map(&mut self, ui: &mut Ui, results: &Arc<Results>, commands: &mut Vec<Command>) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let (zoom, calm) = (self.zoom(), self.preferences.is_calm());
        let is_dirty = self.is_dirty();
        let broken = std::mem::take(&mut self.panels.broken);
        let mut guard = Guard { language, broken, broke: false };
        let Self { document, derived, navigation, panels, preferences, .. } = self;
        let (settings, edition) = (&preferences.settings, derived.edition);
        let shown = derived.context(document, Some(&results.analysis.assessment), language, palette);
        let bar = ToolbarState {
            undo: document.undo_label(),
            has_invalid_text: has_invalid_text(ui.ctx()),
            redo: document.editor.redo_label(),
            dirty: is_dirty,
            recent: &settings.recent,
            color_scheme: settings.look,
            scale: settings.scale,
            minimap: settings.overview,
            side_panels: navigation.sides,
            reduced_motion: calm,
            drawing: document.session.view.drawing,
            page: navigation.page,
        };
        let line = Stroke::new(1.0, colour(palette.border));
        let frame = |x, y| Frame::new().fill(colour(palette.panel)).inner_margin(Margin::symmetric(x, y)).stroke(line);
        Panel::top("bar").exact_size(44.0).resizable(false).frame(frame(8, 4)).show(ui, |ui| {
            guard.draw(ui, "bar", |ui| toolbar_ui(ui, &shown, &bar, &mut panels.find, commands));
        });
        Panel::bottom("status").exact_size(28.0).resizable(false).frame(frame(10, 2)).show(ui, |ui| {
            let status = StatusBarState {
                zoom: (navigation.page == Page::Map).then_some(zoom),
                job: underway(&self.jobs),
                is_stale: derived.is_given_up(document, language),
                notification: self.messages.news.map(|news| news.text(language)),
                findings_open: settings.findings_open,
            };
            guard.draw(ui, "status", |ui| status_bar_ui(ui, &shown, &status, commands));
        });
        if navigation.sides {
            // In a small window the middle has its part, too.
            let width = ui.available_width();
            let (lists, details) = ((width * 0.26).clamp(160.0, 224.0), (width * 0.32).clamp(220.0, 270.0));
            let (widest_lists, widest_details) =
                ((width * 0.26).clamp(160.0, 480.0), (width * 0.34).clamp(220.0, 560.0));
            let left = Panel::left("outline").default_size(lists).size_range(160.0..=widest_lists);
            left.frame(frame(8, 8)).show(ui, |ui| {
                // It stays as wide as it is, whatever stands in it.
                ui.take_available_width();
                guard.draw(ui, "outline", |ui| outline_ui(ui, &mut panels.outline, &shown, edition, commands));
            });
            let right = Panel::right("inspector").default_size(details).size_range(220.0..=widest_details);
            right.frame(frame(10, 4)).show(ui, |ui| {
                ui.take_available_width();
                guard.draw(ui, "inspector", |ui| inspector_ui(ui, &shown, commands));
            });
        }
        if settings.findings_open {
            Panel::bottom("findings")
                .resizable(true)
                .default_size(140.0)
                .size_range(80.0..=420.0)
                .frame(frame(8, 6))
                .show(ui, |ui| {
                    guard.draw(ui, "findings", |ui| {
                        findings_ui(ui, &mut panels.findings, &shown, edition, commands);
                    });
                });
        }
        if shown.what_if.is_some() {
            let turns = derived.is_current(document, language).then_some(results.analysis.turns.as_slice());
            guard.draw(ui, "what if", |ui| what_if_ui(ui, &mut panels.what_if, turns, &shown, commands));
        }
        let mut middle = ui.ctx().content_rect();
        if self.files.is_beginning() {
            let frame = Frame::new().fill(colour(palette.background));
            CentralPanel::no_frame().frame(frame).show(ui, |ui| middle = ui.max_rect());
        } else if navigation.page == Page::Map {
            guard.draw(ui, "alone", |ui| isolation_ui(ui, &shown, commands));
            CentralPanel::no_frame().show(ui, |ui| {
                middle = ui.max_rect();
                let whole = (&results.scene, results.key.analysis.map.revision);
                let (scene, _) = derived.scene(document).unwrap_or(whole);
                let canvas = navigation.canvas_mut(derived, document);
                canvas.set_options(CanvasOptions {
                    reduced_motion: calm,
                    minimap: settings.overview,
                    legend: settings.legend,
                    // Both only grow, so that no two scenes have the same sum.
                    scene_version: edition + derived.scenes,
                    highlight_version: derived.lightings,
                });
                let screen = ui.available_rect_before_wrap();
                let highlight = derived.highlight();
                guard.draw(ui, "canvas", |ui| {
                    canvas.show(ui, scene, highlight, &shown, commands);
                    let area = Canvas::map_rect(screen, scene);
                    let under = CanvasContext { area, scene, has_highlight: !highlight.is_empty(), edition: edition };
                    view_controls_ui(ui, &mut panels.sight, under, &shown, commands);
                });
            });
        } else {
            let frame = Frame::new().fill(colour(palette.background)).inner_margin(Margin::symmetric(20, 12));
            CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                let page = navigation.page;
                guard.draw(ui, "page", |ui| page_ui(ui, page, &mut panels.pages, &shown, commands));
            });
        }
        let Guard { broken, broke, .. } = guard;
        self.panels.broken = broken;
        if broke {
            self.on_program_error();
        }
        if (self.zoom() - zoom).abs() > 0.0 {
            // The status line told the zoom before the map was fitted anew.
            ui.ctx().request_repaint();
        }
        self.draw_opening(ui, middle, commands);
        self.focus.enter_name_field(ui.ctx());
        self.return_focus(ui.ctx(), commands.is_empty());
    }

    /// Lets the map have the keys again once nothing else has them.
    fn return_focus(&mut self, ctx: &Context, is_quiet: bool) {
        let canvas_has_focus = self.navigation.canvas(&self.derived, &self.document).has_focus();
        let is_undecided = egui::Popup::is_any_open(ctx) || self.is_asking();
        let situation = Situation {
            on_map: self.navigation.page == Page::Map,
            canvas_has_focus,
            is_pending: is_undecided || !self.late.is_empty() || !self.commands.is_empty() || !is_quiet,
        };
        if self.focus.returns(situation, ctx) {
            self.navigation.canvas_mut(&self.derived, &self.document).request_focus();
            ctx.request_repaint();
        }
    }

    /// Shows how far the reading of a map is.
    fn draw_opening(&mut self, ui: &Ui, middle: Rect, commands: &mut Vec<Command>) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let Some(opening) = &mut self.files.opening else { return };
        ui.ctx().request_repaint_after(OFTEN);
        if !opening.is_shown(ui.input(|input| input.time)) {
            return;
        }
        let name = opening.path.file_name().unwrap_or(opening.path.as_os_str()).to_string_lossy();
        let words = opening_line(&name, language);
        if progress_ui(ui, middle, &words, opening.progress.fraction(), true, language, palette) {
            commands.push(Command::CancelJob);
        }
    }

    /// What stands there before anything is known of the map.
    fn draw_waiting(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let screen = ui.ctx().content_rect();
        CentralPanel::no_frame().frame(Frame::new().fill(colour(palette.background))).show(ui, |ui| {
            if self.files.is_beginning() {
                self.draw_opening(ui, screen, commands);
            } else if self.derived.is_given_up(&self.document, language) {
                not_computed_ui(ui, screen, language, palette, commands);
            } else {
                let part = self.jobs.part(JobName::Derive);
                let words = UiText::Working.text(language);
                if progress_ui(ui, screen, words, part, true, language, palette) {
                    commands.push(Command::CancelJob);
                }
                ui.ctx().request_repaint_after(OFTEN);
            }
        });
    }

    /// Questions and notices.
    fn draw_questions(&mut self, ctx: &Context) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let Some(id) = self.asked_id() else { return };
        let answer = if let Some((_, notice)) = self.messages.notices.front() {
            let title = notice.title.text(language);
            notice_dialog(ctx, title, &notice.message, notice.open_another, language, palette)
        } else {
            match self.files.question_mut() {
                Some(Question::SaveFirst { .. }) => save_changes_dialog(ctx, language, palette),
                Some(Question::Path { asked, .. }) => path_dialog(ctx, asked, language, palette),
                Some(Question::Replace { path, .. }) => overwrite_dialog(ctx, path, language, palette),
                Some(Question::ChangedOutside { path, .. }) => changed_outside_dialog(ctx, path, language, palette),
                Some(Question::Writing) => quit_while_saving_dialog(ctx, language, palette),
                None => None,
            }
        };
        self.answers.extend(answer.map(|answer| (id, answer)));
    }
}
