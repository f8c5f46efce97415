//! The outline at the left: models with their verdicts, the flagged ones first, and actors by lane.

use egui::{EventFilter, Key, Modifiers, Rect, Response, ScrollArea, Ui, Vec2};

use super::list_selection::click_with_modifiers;
use super::widgets::{ListRow, ROW_HEIGHT, hint_ui, scroll_to_focused, take_key};
use crate::analysis::Verdict;
use crate::canvas::{colour, row_menu};
use crate::command::Command;
use crate::language::{Localized, UiText, integer, sort_key};
use crate::map::{ActorId, ModelId, Selection, StageId};
use crate::scene::{kind_colour, kind_icon, verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, font_size};

/// Which list is open, and both lists.
#[derive(Debug, Default)]
pub struct OutlineState {
    actors_open: bool,
    /// Whether nothing had the keyboard in the last frame.
    had_no_focus: bool,
    models: CachedRows<ModelRow>,
    actors: CachedRows<ActorRow>,
}

/// The rows of a list, built when it is seen after a change.
#[derive(Debug)]
struct CachedRows<T> {
    /// The generation of the assessment, and whether there is one.
    key: Option<(u64, bool)>,
    rows: Vec<T>,
    /// The row that was clicked last without Shift.
    anchor: Option<usize>,
    /// The row that an arrow key led to, until it has the keyboard.
    stepped_to: Option<usize>,
}

impl<T> Default for CachedRows<T> {
    fn default() -> Self {
        Self { key: None, rows: Vec::new(), anchor: None, stepped_to: None }
    }
}

impl<T> CachedRows<T> {
    fn update(&mut self, context: &ViewContext<'_>, build: fn(&ViewContext<'_>) -> Vec<T>) {
        let key = Some((context.assessment_generation, context.assessment.is_some()));
        if self.key != key {
            *self = Self { key, rows: build(context), anchor: None, stepped_to: None };
        }
    }
}

#[derive(Debug)]
enum ModelRow {
    Verdict(Option<Verdict>, usize),
    Model(Option<Verdict>, ModelId),
}

#[derive(Debug)]
enum ActorRow {
    Stage(Option<StageId>, usize),
    Actor(ActorId),
}

/// Draws the outline.
pub fn outline_ui(ui: &mut Ui, state: &mut OutlineState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let begins = state.had_no_focus && ui.input(|input| input.key_pressed(Key::Tab) && input.modifiers.is_none());
    state.had_no_focus = ui.memory(|memory| memory.focused().is_none());
    // Wraps where the panel is narrow: its content must not be wider than the panel.
    ui.horizontal_wrapped(|ui| {
        for (word, count, actors) in
            [(UiText::Models, context.map.models().len(), false), (UiText::Actors, context.map.actors().len(), true)]
        {
            let words = format!("{} {}", word.text(language), integer(count as u64, language));
            let tab = ui.selectable_label(state.actors_open == actors, words);
            if tab.clicked() {
                state.actors_open = actors;
            }
            // From nowhere, Tab leads to the list and not through the whole bar above it.
            if !actors && begins {
                tab.request_focus();
            }
        }
    });
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing.y = 1.0;
    if state.actors_open {
        state.actors.update(context, actor_rows);
        actors_ui(ui, &mut state.actors, context, commands);
    } else {
        state.models.update(context, model_rows);
        models_ui(ui, &mut state.models, context, commands);
    }
}

fn models_ui(ui: &mut Ui, list: &mut CachedRows<ModelRow>, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let CachedRows { rows: models, anchor, stepped_to, .. } = list;
    if models.is_empty() {
        hint_ui(ui, UiText::NoModels.text(context.language), context.palette);
        return;
    }
    let subject = |at: usize| match models.get(at)? {
        ModelRow::Model(_, id) => Some(Subject::Model(*id)),
        ModelRow::Verdict(..) => None,
    };
    virtual_list_ui(ui, "models", models.len(), (stepped_to, &subject), commands, |ui, at, commands| {
        match models.get(at) {
            Some(ModelRow::Verdict(verdict, count)) => {
                let words = verdict.map_or_else(
                    || UiText::Working.text(context.language).to_owned(),
                    |verdict| {
                        format!("{} · {}", verdict.title(context.language), integer(*count as u64, context.language))
                    },
                );
                group_heading_ui(ui, &words, context);
                None
            }
            Some(ModelRow::Model(verdict, id)) => {
                let model = context.map.models().get(id)?;
                let word = verdict.map(|verdict| verdict.text(context.language)).unwrap_or_default();
                let icon = verdict.map_or((Icon::Model, context.palette.text_muted), |verdict| {
                    (verdict_icon(verdict), verdict_colour(verdict, context.palette))
                });
                let selected = context.view.selection == Selection::Model(*id);
                let row = ListRow { icon: Some(icon), name: &model.name, detail: "", selected, accessible_text: word };
                let response = row.show(ui, context.palette);
                row_menu(&response, Subject::Model(*id), context, commands);
                if response.clicked() {
                    let modifiers = ui.input(|input| input.modifiers);
                    let selection = &context.view.selection;
                    let extended =
                        click_with_modifiers(modifiers, anchor, at, selection, |row| match models.get(row) {
                            Some(ModelRow::Model(_, id)) => model_actors(*id, context),
                            _ => Vec::new(),
                        });
                    commands.push(extended.unwrap_or(Command::GoTo(Subject::Model(*id))));
                }
                Some(response)
            }
            None => None,
        }
    });
}

/// The actors of a model.
fn model_actors(model: ModelId, context: &ViewContext<'_>) -> Vec<ActorId> {
    let model = context.map.models().get(&model);
    model.into_iter().flat_map(|model| model.core.union(&model.members)).copied().collect()
}

/// The heading of a group of rows.
fn group_heading_ui(ui: &mut Ui, text: &str, context: &ViewContext<'_>) {
    let size = Vec2::new(ui.available_width(), ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Max), |ui| {
        ui.set_min_size(size);
        ui.add_space(6.0);
        let text = egui::RichText::new(text).size(font_size::SMALL).color(colour(context.palette.text_muted));
        ui.add(egui::Label::new(text).selectable(false).truncate());
    });
}

fn actors_ui(ui: &mut Ui, list: &mut CachedRows<ActorRow>, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let CachedRows { rows: actors, anchor, stepped_to, .. } = list;
    if actors.is_empty() {
        hint_ui(ui, UiText::NoActors.text(context.language), context.palette);
        return;
    }
    let subject = |at: usize| match actors.get(at)? {
        ActorRow::Actor(id) => Some(Subject::Actor(*id)),
        ActorRow::Stage(..) => None,
    };
    virtual_list_ui(ui, "actors", actors.len(), (stepped_to, &subject), commands, |ui, at, commands| {
        match actors.get(at) {
            Some(ActorRow::Stage(stage, count)) => {
                let name = stage
                    .and_then(|stage| context.map.stages().get(&stage))
                    .map_or(UiText::BelowLanes.text(context.language), |stage| &stage.name);
                let words = format!("{name} · {}", integer(*count as u64, context.language));
                group_heading_ui(ui, &words, context);
                None
            }
            Some(ActorRow::Actor(id)) => {
                let actor = context.map.actors().get(id)?;
                let icon =
                    (kind_icon(actor.kind_in(context.year)), kind_colour(actor.kind_in(context.year), context.palette));
                let selected = context.view.selection.has_actor(*id);
                let row = ListRow {
                    icon: Some(icon),
                    name: &actor.name,
                    detail: &actor.place(),
                    selected,
                    accessible_text: "",
                };
                let response = row.show_name_first(ui, context.palette);
                row_menu(&response, Subject::Actor(*id), context, commands);
                if response.clicked() {
                    let modifiers = ui.input(|input| input.modifiers);
                    let selection = &context.view.selection;
                    let extended =
                        click_with_modifiers(modifiers, anchor, at, selection, |row| match actors.get(row) {
                            Some(ActorRow::Actor(id)) => vec![*id],
                            _ => Vec::new(),
                        });
                    commands.push(extended.unwrap_or(Command::GoTo(Subject::Actor(*id))));
                }
                Some(response)
            }
            None => None,
        }
    });
}

/// A list that draws only its visible rows. A row that is clicked takes the keyboard, and arrows up and down go to the next
/// row that stands for something and select it at once.
fn virtual_list_ui(
    ui: &mut Ui,
    name: &str,
    count: usize,
    (stepped_to, subject): (&mut Option<usize>, &dyn Fn(usize) -> Option<Subject>),
    commands: &mut Vec<Command>,
    mut row: impl FnMut(&mut Ui, usize, &mut Vec<Command>) -> Option<Response>,
) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show_rows(ui, ROW_HEIGHT, count, |ui, range| {
        let (top, pitch) = (ui.cursor().min, ROW_HEIGHT + ui.spacing().item_spacing.y);
        let first = range.start;
        for at in range {
            let Some(response) = row(ui, at, commands) else { continue };
            if response.clicked() || *stepped_to == Some(at) {
                response.request_focus();
                *stepped_to = None;
            }
            let step = if response.has_focus() { arrow_step(ui, &response) } else { None };
            let next = step.and_then(|is_down| {
                let mut below = at + 1..count;
                let mut above = (0..at).rev();
                let is_subject = |at: &usize| subject(*at).is_some();
                if is_down { below.find(is_subject) } else { above.find(is_subject) }
            });
            if let Some((next, subject)) = next.and_then(|next| Some((next, subject(next)?))) {
                *stepped_to = Some(next);
                commands.push(Command::GoTo(subject));
                let place = top + Vec2::new(0.0, (next as f32 - first as f32) * pitch);
                ui.scroll_to_rect(Rect::from_min_size(place, Vec2::splat(ROW_HEIGHT)), None);
            }
        }
        scroll_to_focused(ui);
    });
}

/// Whether an arrow key leads down or up from the row with the keyboard.
fn arrow_step(ui: &Ui, row: &Response) -> Option<bool> {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
    ui.input_mut(|input| {
        let down = take_key(input, Modifiers::NONE, Key::ArrowDown);
        (down || take_key(input, Modifiers::NONE, Key::ArrowUp)).then_some(down)
    })
}

/// The models by verdict, the worst first, then by name.
fn model_rows(context: &ViewContext<'_>) -> Vec<ModelRow> {
    let verdict =
        |id| context.assessment.and_then(|known| known.models.get(&id)).map(|model_verdict| model_verdict.verdict);
    let mut models: Vec<_> = context.map.models().values().map(|model| (verdict(model.id), model)).collect();
    models.sort_by_cached_key(|(verdict, model)| (std::cmp::Reverse(*verdict), sort_key(&model.name)));
    let mut rows = Vec::new();
    for group in models.chunk_by(|(a, _), (b, _)| a == b) {
        let verdict = group.first().and_then(|(verdict, _)| *verdict);
        rows.push(ModelRow::Verdict(verdict, group.len()));
        rows.extend(group.iter().map(|(_, model)| ModelRow::Model(verdict, model.id)));
    }
    rows
}

/// The actors by lane, then by name.
fn actor_rows(context: &ViewContext<'_>) -> Vec<ActorRow> {
    let mut actors: Vec<_> = context.map.actors().values().collect();
    actors.sort_by_cached_key(|actor| sort_key(&actor.name));
    let mut rows = Vec::new();
    let stages = context.map.stages_in_order().into_iter().map(|stage| Some(stage.id)).chain([None]);
    for stage in stages {
        let is_in_lane = |actor: &crate::map::Actor| match stage {
            Some(_) => actor.stage == stage && !actor.is_below_lanes(),
            None => actor.is_below_lanes(),
        };
        let lane_actors: Vec<ActorId> = actors.iter().filter(|actor| is_in_lane(actor)).map(|actor| actor.id).collect();
        if !lane_actors.is_empty() {
            rows.push(ActorRow::Stage(stage, lane_actors.len()));
            rows.extend(lane_actors.into_iter().map(ActorRow::Actor));
        }
    }
    rows
}
