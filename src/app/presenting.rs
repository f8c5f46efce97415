//! The map at a meeting: which slide the session shows, where one was before, the screen that it fills.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Context, Event, Ui, ViewportCommand};

use super::derived::{Derived, Results};
use super::job_types::{JobName, JobResult};
use super::messages::Notice;
use super::shell::Shell;
use crate::analysis::map_changes;
use crate::command::{Command, Page, Presenting, PresentingAid};
use crate::exchange::comparison_lines;
use crate::language::{PresentText, UiText, year_line};
use crate::map::{ActorId, LinkageMap, ViewState, Year};
use crate::presentation::{Presentation, Stage, presenting_key, stage_ratio, stage_scale, stage_ui};
use crate::session::{Subject, ViewContext};
use crate::slides::{Slide, slides, steps_of};

/// The most lines of what changed in a meeting.
const MAX_CHANGE_LINES: usize = 200;

/// The presentation that runs, and what it goes back to.
pub(super) struct Presenter {
    pub presentation: Presentation,
    /// What was looked at before.
    view: ViewState,
    page: Page,
    was_full_screen: bool,
    /// The map when it began.
    map: LinkageMap,
    /// The slide, the scene and the sides that the camera was fitted to.
    fitted: Option<(Slide, u64, u32)>,
    /// The generations of map and analysis that the slides are of.
    followed: Option<(u64, u64)>,
}

impl Shell {
    /// Whether the map is shown at a meeting.
    pub fn is_presenting(&self) -> bool {
        self.presenter.is_some()
    }

    /// Position of the slide that is shown, from 0 on, and how many there are.
    pub fn slide_position(&self) -> Option<(usize, usize)> {
        let deck = &self.presenter.as_ref()?.presentation.deck;
        Some((deck.position(), deck.slides().len()))
    }

    /// Carries out what a person asks for who presents.
    pub(super) fn present(&mut self, asked: Presenting) {
        match asked {
            Presenting::Start => self.begin_presenting(),
            Presenting::Stop => self.end_presenting(),
            asked => {
                let steps = self.with_context(|context, presenter| presenter.presentation.slide().step_count(context));
                let Some(presenter) = &mut self.presenter else { return };
                let step = presenter.presentation.step();
                if presenter.presentation.apply(asked, steps.unwrap_or_default()) {
                    self.show_slide();
                } else if self.presenter.as_ref().is_some_and(|presenter| presenter.presentation.step() != step) {
                    self.show_step();
                }
            }
        }
    }

    fn begin_presenting(&mut self) {
        if self.presenter.is_some() {
            return;
        }
        if self.derived.results.is_none() {
            self.messages.status = Some(UiText::Working);
            return;
        }
        let now = self.ctx.input(|input| input.time);
        let was_full_screen = self.is_full_screen();
        self.panels.name_box.close();
        self.panels.overlay = crate::panels::Overlay::default();
        self.presenter = Some(Presenter {
            presentation: Presentation::new(Vec::new(), now),
            view: self.document.session.view.clone(),
            page: self.navigation.page,
            was_full_screen,
            map: self.document.editor.map().clone(),
            fitted: None,
            followed: None,
        });
        let all = self.with_context(|context, _| slides(context)).unwrap_or_default();
        if let Some(presenter) = &mut self.presenter {
            presenter.presentation = Presentation::new(all, now);
        }
        self.navigation.page = Page::Map;
        self.ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        self.show_slide();
    }

    /// Goes back to where one was, and tells what has changed meanwhile.
    fn end_presenting(&mut self) {
        let Some(presenter) = self.leave_stage() else { return };
        let year = self.document.session.view.year;
        self.document.session.view = ViewState { year, ..presenter.view };
        self.document.session.set_highlight(Vec::new());
        self.document.retain_existing();
        self.navigation.page = presenter.page;
        self.navigation.canvas_mut(&self.derived, &self.document).request_focus();
        let (document, language, before) = (self.document.id, self.language(), presenter.map);
        let map = self.document.editor.snapshot();
        if *map == before {
            self.document.meeting = Some(Vec::new());
            return;
        }
        self.jobs.start(JobName::MeetingChanges, move |token| {
            let changes = map_changes(&before, &map, &|part| token.report_progress(part));
            let Some(changes) = changes else { return JobResult::Cancelled };
            let mut lines = comparison_lines(&changes, &before, &map, language).into_iter();
            let head = lines.next().unwrap_or_default();
            let mut details: Vec<String> = lines.by_ref().take(MAX_CHANGE_LINES).collect();
            details.extend(lines.next().map(|_| "…".to_owned()));
            let notice = Notice { details, ..Notice::new(PresentText::MeetingChanges, head) };
            JobResult::MeetingChanged(document, Box::new(notice))
        });
    }

    /// Gives the window back its size and its points, as when a document that is presented gives way to another one.
    pub(super) fn leave_stage(&mut self) -> Option<Presenter> {
        let presenter = self.presenter.take()?;
        self.derived.slide_ratio = None;
        self.preferences.set_stage_scale(None);
        if !presenter.was_full_screen {
            self.ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
        Some(presenter)
    }

    fn is_full_screen(&self) -> bool {
        self.ctx.input(|input| input.viewport().fullscreen.unwrap_or_default())
    }

    /// Lets the window fill the screen, or no longer.
    pub(super) fn toggle_full_screen(&mut self) {
        self.ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!self.is_full_screen()));
    }

    /// Lets the session look at what the slide shows.
    fn show_slide(&mut self) {
        let state = self.with_context(|context, presenter| presenter.presentation.slide().view_state(context));
        if let Some(state) = state {
            self.document.session.set_highlight(Vec::new());
            self.document.session.view = state;
            self.document.retain_existing();
        }
    }

    /// Lights up the links of the route up to the step that is shown.
    fn show_step(&mut self) {
        let subjects = self.with_context(|context, presenter| {
            let step = presenter.presentation.step()?;
            let steps = steps_of(presenter.presentation.slide(), context);
            steps.into_iter().nth(step).map(|step| step.subjects)
        });
        self.document.session.set_highlight(subjects.flatten().unwrap_or_default());
    }

    /// Calls `f` with the context that panels draw from; `None` without a presentation.
    fn with_context<R>(&mut self, f: impl FnOnce(&ViewContext<'_>, &mut Presenter) -> R) -> Option<R> {
        let (language, palette) = (self.language(), self.preferences.palette());
        let results = self.derived.results.as_ref().map(Arc::clone);
        let Self { document, derived, presenter, .. } = self;
        let assessment = results.as_ref().map(|results| &results.analysis.assessment);
        Some(f(&derived.context(document, assessment, language, palette), presenter.as_mut()?))
    }

    /// Keeps the slides true to the map, and the screen filled.
    pub(super) fn follow_presentation(&mut self, ctx: &Context) {
        if self.presenter.is_none() {
            return;
        }
        let pixels = ctx.content_rect().size() * ctx.pixels_per_point();
        let native = ctx.input(|input| input.viewport().native_pixels_per_point).unwrap_or(1.0);
        self.preferences.set_stage_scale(Some(stage_scale(pixels) / native));
        let language = self.language();
        let screen = ctx.content_rect();
        let is_known = self.derived.is_current(&self.document, language);
        let outcome = self.with_context(|context, presenter| {
            let ratio = |presenter: &Presenter| stage_ratio(screen, &presenter.presentation, context);
            let generations = (context.map_generation, context.analysis_generation);
            if presenter.followed.replace(generations) == Some(generations) {
                return (false, ratio(presenter));
            }
            // While the map is assessed anew, nothing is known to be gone but what was deleted.
            let now: Vec<Slide> = if is_known && context.study.is_some() {
                slides(context)
            } else {
                let slides = presenter.presentation.deck.slides().iter().copied();
                slides.filter(|slide| slide.exists(context)).collect()
            };
            let is_gone = presenter.presentation.deck.follow(&now);
            if is_gone {
                presenter.presentation.told = Some(PresentText::SlideGone.text(language).to_owned());
            }
            (is_gone, ratio(presenter))
        });
        let Some((is_gone, ratio)) = outcome else { return };
        if is_gone {
            self.show_slide();
        }
        self.derived.slide_ratio = Some(ratio);
    }

    /// Fits what is shown into the slide, whenever it is another scene, slide or screen.
    pub(super) fn fit_slide(&mut self) {
        let Some(presenter) = &mut self.presenter else { return };
        let Some(scene) = self.derived.scene(&self.document) else { return };
        let ratio = self.derived.slide_ratio.unwrap_or_default().to_bits();
        let key = (presenter.presentation.slide(), self.derived.scene_generation, ratio);
        if presenter.fitted != Some(key) {
            presenter.fitted = Some(key);
            let canvas = &mut self.navigation.canvases.slide;
            match self.document.session.view.camera.filter(|_| !self.derived.is_isolated(&self.document)) {
                Some(camera) => canvas.look_at(camera),
                None => canvas.fit_slide(scene),
            }
        }
    }

    /// The keys of a presentation; other keys do what they do elsewhere.
    pub(super) fn handle_presenting_keys(&mut self, ctx: &Context) {
        if self.has_prompt()
            || ctx.text_edit_focused()
            || egui::Popup::is_any_open(ctx)
            || self.panels.overlay.is_open()
        {
            return;
        }
        let Some(presenter) = &mut self.presenter else { return };
        let mut asked = Vec::new();
        let typed = presenter.presentation.typed_number();
        ctx.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key { key, pressed, modifiers, .. } = event else {
                    // Letters are keys here, and name no actor.
                    return !matches!(event, Event::Text(_));
                };
                if modifiers.command
                    || modifiers.alt
                    || modifiers.ctrl
                    || key.name().starts_with('F') && key.name().len() > 1
                {
                    return true;
                }
                if *pressed {
                    asked.extend(presenting_key(*key, *modifiers, &mut presenter.presentation));
                }
                false
            });
        });
        if !asked.is_empty() || presenter.presentation.typed_number() != typed {
            ctx.request_repaint();
        }
        for move_ in asked {
            self.submit(Command::Present(move_));
        }
    }

    /// Draws the slide in place of everything else.
    pub(super) fn draw_presentation(&mut self, ui: &mut Ui, results: &Results, commands: &mut Vec<Command>) {
        let (language, palette) = (self.language(), self.preferences.palette());
        let (reduced_motion, name) = (self.preferences.is_motion_reduced(), self.document_name());
        let panicked = std::mem::take(&mut self.panels.panicked);
        let mut guard = super::draw::PanelGuard::new(language, panicked);
        let Self { document, derived, navigation, presenter, preferences, .. } = self;
        let Some(presenter) = presenter else { return };
        let context = derived.context(document, Some(&results.analysis.assessment), language, palette);
        if presenter.presentation.has(PresentingAid::Fields) {
            let shows_all = preferences.settings.all_fields;
            egui::Panel::right("meeting fields").exact_size(230.0).resizable(false).show(ui, |ui| {
                guard.draw(ui, "inspector", |ui| crate::panels::inspector_ui(ui, shows_all, &context, commands));
            });
        }
        egui::CentralPanel::no_frame().show(ui, |ui| {
            guard.draw(ui, "slide", |ui| {
                let draw_map = |ui: &mut Ui, commands: &mut Vec<Command>| {
                    let scene = derived.scene(document).unwrap_or(&results.scene);
                    let canvas = &mut navigation.canvases.slide;
                    canvas.set_options(derived.canvas_options(reduced_motion));
                    canvas.show_slide(ui, scene, derived.highlight(), &context, commands);
                };
                let stage = Stage { name: &name, context: &context };
                stage_ui(ui, &stage, &mut presenter.presentation, draw_map, commands);
            });
        });
        if guard.finish(&mut self.panels.panicked) {
            self.on_program_error();
        }
    }

    /// Goes on to another year, and tells which verdicts it turns once they are known.
    pub(super) fn step_year(&mut self, years: Year) {
        let year = self.document.year().saturating_add(years);
        self.execute(Command::SetYear(year));
    }

    /// Tells what the year that is shown since the last frame has turned.
    pub(super) fn tell_year_change(&mut self) {
        let Some((year, changes)) = self.derived.take_year_change() else { return };
        let language = self.language();
        let Some(results) = self.derived.results.as_ref() else { return };
        let line = year_line(year, &changes, self.document.map(), &results.analysis.assessment, language);
        if let Some(presenter) = &mut self.presenter {
            presenter.presentation.told = Some(line);
            // On a map of several models, those that turned are lit up.
            if presenter.presentation.slide().has_map() && self.document.session.view.scope.single_model().is_none() {
                let models = self.document.map().models();
                let turned = changes.iter().filter_map(|(change, _)| models.get(&change.model));
                let cores: BTreeSet<ActorId> = turned.flat_map(|model| &model.core).copied().collect();
                self.document.session.set_highlight(cores.into_iter().map(Subject::Actor).collect());
            }
        } else {
            self.messages.told = Some(line);
        }
    }
}

/// What a scene on a slide is drawn with.
impl Derived {
    pub(super) fn canvas_options(&self, reduced_motion: bool) -> crate::canvas::CanvasOptions {
        crate::canvas::CanvasOptions {
            reduced_motion,
            // Both only increase, so no two scenes have the same sum.
            scene_version: self.generation + self.scene_generation,
            highlight_version: self.highlight_generation,
            ..crate::canvas::CanvasOptions::default()
        }
    }
}
