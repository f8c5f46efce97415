//! Draws the window: what stands where, and what is asked over it. Nothing is carried out here.

use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Margin, Panel, Stroke, Ui};

use super::jobs::JobName;
use super::opening::OFTEN;
use super::shell::Shell;
use crate::canvas::{Canvas, CanvasOptions, colour, unknown_ui, waiting_ui};
use crate::command::{Command, Page};
use crate::language::{Language, Screen};
use crate::panels::{
    Answer, BarState, Status, Under, alone_ui, ask_path_ui, ask_save_ui, bar_ui, findings_ui, inspector_ui, notice_ui,
    outline_ui, page_ui, sight_ui, status_ui, trial_ui,
};
use crate::theme::Palette;

impl Shell {
    /// Draws everything and collects wishes.
    pub fn draw(&mut self, ui: &mut Ui) {
        let (language, palette) = (self.language(), self.palette());
        let mut wishes = std::mem::take(&mut self.late);
        let Some(survey) = self.document.survey.as_ref().map(Arc::clone) else {
            self.before_survey_ui(ui, wishes);
            return;
        };
        let (zoom, calm) = (self.zoom(), self.is_calm());
        let shown = self.document.shown(Some(&survey.assessment), language, palette);
        let bar = BarState {
            undo: self.document.editor.undo_label(),
            redo: self.document.editor.redo_label(),
            dirty: self.document.editor.is_dirty(),
            recent: &self.settings.recent,
            look: self.settings.look,
            scale: self.settings.scale,
            overview: self.settings.overview,
            sides: self.sides,
            calm,
            drawing: self.settings.drawing,
            surveys: self.document.surveys,
            page: self.page,
        };
        let line = Stroke::new(1.0, colour(palette.line));
        let frame = |x, y| Frame::new().fill(colour(palette.panel)).inner_margin(Margin::symmetric(x, y)).stroke(line);
        Panel::top("bar").exact_size(44.0).resizable(false).frame(frame(8, 4)).show(ui, |ui| {
            bar_ui(ui, &shown, &bar, &mut self.find, &mut wishes);
        });
        Panel::bottom("status").exact_size(28.0).resizable(false).frame(frame(10, 2)).show(ui, |ui| {
            let status = Status {
                zoom: (self.page == Page::Map).then_some(zoom),
                work: self.jobs.told(),
                outdated: self.is_unwanted(),
                news: self.news.map(|news| news.text(language)),
                findings_open: self.settings.findings_open,
            };
            status_ui(ui, &shown, &status, &mut wishes);
        });
        if self.sides {
            // In a small window the middle has its part, too.
            let width = ui.available_width();
            let (lists, details) = ((width * 0.26).clamp(160.0, 224.0), (width * 0.32).clamp(220.0, 270.0));
            let (widest_lists, widest_details) =
                ((width * 0.26).clamp(160.0, 480.0), (width * 0.34).clamp(220.0, 560.0));
            let left = Panel::left("outline").default_size(lists).size_range(160.0..=widest_lists);
            left.frame(frame(8, 8)).show(ui, |ui| {
                // It stays as wide as it is, whatever stands in it.
                ui.take_available_width();
                outline_ui(ui, &mut self.outline, &shown, self.document.surveys, &mut wishes);
            });
            let right = Panel::right("inspector").default_size(details).size_range(220.0..=widest_details);
            right.frame(frame(10, 4)).show(ui, |ui| {
                ui.take_available_width();
                inspector_ui(ui, &shown, &mut wishes);
            });
        }
        if self.settings.findings_open {
            Panel::bottom("findings")
                .resizable(true)
                .default_size(140.0)
                .size_range(80.0..=420.0)
                .frame(frame(8, 6))
                .show(ui, |ui| findings_ui(ui, &mut self.findings, &shown, self.document.surveys, &mut wishes));
        }
        if shown.supposed.is_some() {
            let turns = Some(&survey).filter(|survey| survey.question == self.document.question(language));
            let turns = turns.map(|survey| survey.turns.as_slice());
            trial_ui(ui, &mut self.trial, turns, &shown, &mut wishes);
        }
        let mut middle = ui.ctx().content_rect();
        if self.is_beginning() {
            let frame = Frame::new().fill(colour(palette.paper));
            CentralPanel::no_frame().frame(frame).show(ui, |ui| middle = ui.max_rect());
        } else if self.page == Page::Map {
            alone_ui(ui, &shown, &mut wishes);
            CentralPanel::no_frame().show(ui, |ui| {
                middle = ui.max_rect();
                let whole = (&survey.scene, survey.question.revision);
                let (scene, revision) = self.document.scene().unwrap_or(whole);
                let canvas = self.canvases.in_sight_mut(&self.document);
                canvas.set_options(CanvasOptions {
                    calm,
                    overview: self.settings.overview,
                    legend: self.settings.legend,
                    // Both only grow, so that no two scenes have the same sum.
                    edition: self.document.surveys + self.document.scenes,
                    lit: self.document.lightings,
                });
                let screen = ui.available_rect_before_wrap();
                let focus = self.document.focus();
                canvas.show(ui, scene, revision, focus, &shown, &mut wishes);
                let area = Canvas::map_screen(screen, scene);
                let under = Under { area, scene, lit: !focus.is_empty(), surveys: self.document.surveys };
                sight_ui(ui, &mut self.sight, under, &shown, &mut wishes);
            });
        } else {
            let frame = Frame::new().fill(colour(palette.paper)).inner_margin(Margin::symmetric(20, 12));
            CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                self.pages.surveys = self.document.surveys;
                page_ui(ui, self.page, &mut self.pages, &shown, &mut wishes);
            });
        }
        if (self.zoom() - zoom).abs() > 0.0 {
            // The status line told the zoom before the map was fitted anew.
            ui.ctx().request_repaint();
        }
        self.opening_ui(ui, middle, &mut wishes);
        self.enter_name_field(ui.ctx());
        self.give_keys_back(ui.ctx());
        self.ask(ui.ctx(), language, palette);
        self.busy = ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) || self.is_asking();
        if !wishes.is_empty() {
            self.wishes.append(&mut wishes);
            // Wishes are carried out before the next frame; that one must come.
            ui.ctx().request_repaint();
        }
    }

    /// What stands there before anything is known of the map.
    fn before_survey_ui(&mut self, ui: &mut Ui, mut wishes: Vec<Command>) {
        let (language, palette) = (self.language(), self.palette());
        let screen = ui.ctx().content_rect();
        CentralPanel::no_frame().frame(Frame::new().fill(colour(palette.paper))).show(ui, |ui| {
            if self.is_beginning() {
                self.opening_ui(ui, screen, &mut wishes);
            } else if self.is_unwanted() {
                unknown_ui(ui, screen, language, palette, &mut wishes);
            } else {
                let part = self.jobs.part(JobName::Survey);
                let words = Screen::Working.text(language);
                if waiting_ui(ui, screen, words, part, true, language, palette) {
                    wishes.push(Command::CancelWork);
                }
                ui.ctx().request_repaint_after(OFTEN);
            }
        });
        self.ask(ui.ctx(), language, palette);
        self.busy = self.is_asking();
        if !wishes.is_empty() {
            self.wishes.append(&mut wishes);
            ui.ctx().request_repaint();
        }
    }

    /// Whether nobody works out what the map says, as its user would not wait.
    fn is_unwanted(&self) -> bool {
        let language = self.language();
        self.unwanted == Some(self.document.question(language)) && !self.document.is_surveyed(language)
    }

    /// Questions and notices.
    fn ask(&mut self, ctx: &Context, language: Language, palette: &Palette) {
        if let Some(notice) = &self.notice {
            let (title, another) = (notice.title.text(language), notice.open_another);
            if let Some(answer) = notice_ui(ctx, title, &notice.message, another, language, palette) {
                self.notice = None;
                if answer == Answer::Yes {
                    self.wishes.push(Command::Open);
                    ctx.request_repaint();
                }
            }
        } else if let Some(path) = &self.asking_to_replace {
            let (path, question) = (path.clone(), Screen::ChangedOutside.text(language));
            match crate::panels::ask_replace_ui(ctx, question, language, palette) {
                Some(Answer::Yes) => {
                    self.asking_to_replace = None;
                    self.save_to(path, true);
                }
                Some(Answer::No) => {
                    self.asking_to_replace = None;
                    self.wishes.push(Command::SaveAs);
                }
                Some(Answer::Cancel) => {
                    self.asking_to_replace = None;
                    self.after_save = None;
                }
                None => {}
            }
        } else if let Some(mut question) = self.asking_path.take() {
            match ask_path_ui(ctx, &mut question, language, palette) {
                Some(Answer::Yes) => self.path_typed(question),
                Some(_) => {
                    self.after_save = None;
                    self.exporting = None;
                }
                None => self.asking_path = Some(question),
            }
        } else if let Some(wish) = self.asking_to_save.take() {
            match ask_save_ui(ctx, language, palette) {
                Some(Answer::Yes) => {
                    self.after_save = Some(wish);
                    self.wishes.push(Command::Save);
                }
                Some(Answer::No) => self.carry_out_unasked(wish),
                Some(Answer::Cancel) => {}
                None => self.asking_to_save = Some(wish),
            }
        }
    }
}
