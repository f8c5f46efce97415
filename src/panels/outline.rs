//! The outline at the left: models with their verdicts, the flagged ones first, and actors by lane.

use egui::{ScrollArea, Ui};

use super::widgets::{ListRow, ROW_HEIGHT, hint_ui, scroll_to_focused};
use crate::analysis::Verdict;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{Localized, UiText, integer, sort_key};
use crate::map::{ActorId, ModelId, Selection, StageId};
use crate::scene::{kind_colour, kind_icon, verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, font_size};

/// Which list is open, and the lists in their order.
#[derive(Debug, Default)]
pub struct OutlineState {
    actors_open: bool,
    cache_key: Option<(u64, bool)>,
    models: Vec<ModelRow>,
    actors: Vec<ActorRow>,
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

/// Draws the outline. `surveys` grows with every change of what is shown.
pub fn outline_ui(
    ui: &mut Ui,
    state: &mut OutlineState,
    shown: &ViewContext<'_>,
    edition: u64,
    commands: &mut Vec<Command>,
) {
    state.update(shown, edition);
    let language = shown.language;
    // One below the other where the panel is narrow: nothing in it is to be wider than itself.
    ui.horizontal_wrapped(|ui| {
        for (word, count, actors) in
            [(UiText::Models, shown.map.models().len(), false), (UiText::Actors, shown.map.actors().len(), true)]
        {
            let words = format!("{} {}", word.text(language), integer(count as u64, language));
            if ui.selectable_label(state.actors_open == actors, words).clicked() {
                state.actors_open = actors;
            }
        }
    });
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing.y = 1.0;
    if state.actors_open {
        actors_ui(ui, state, shown, commands);
    } else {
        models_ui(ui, state, shown, commands);
    }
}

fn models_ui(ui: &mut Ui, state: &OutlineState, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if state.models.is_empty() {
        hint_ui(ui, UiText::NoModels.text(shown.language), shown.palette);
        return;
    }
    virtual_list_ui(ui, "models", state.models.len(), |ui, at| match state.models.get(at) {
        Some(ModelRow::Verdict(verdict, count)) => {
            let words = verdict.map_or_else(
                || UiText::Working.text(shown.language).to_owned(),
                |verdict| format!("{} · {}", verdict.title(shown.language), integer(*count as u64, shown.language)),
            );
            group_heading_ui(ui, &words, shown);
        }
        Some(ModelRow::Model(verdict, id)) => {
            let Some(model) = shown.map.models().get(id) else { return };
            let word = verdict.map(|verdict| verdict.text(shown.language)).unwrap_or_default();
            let icon = verdict.map_or((Icon::Model, shown.palette.text_muted), |verdict| {
                (verdict_icon(verdict), verdict_colour(verdict, shown.palette))
            });
            let selected = shown.view.selection == Selection::Model(*id);
            let row = ListRow { icon: Some(icon), name: &model.name, detail: "", selected, accessible_text: word };
            if row.show(ui, shown.palette).clicked() {
                commands.push(Command::GoTo(Subject::Model(*id)));
            }
        }
        None => {}
    });
}

/// The heading of a group of rows.
fn group_heading_ui(ui: &mut Ui, words: &str, shown: &ViewContext<'_>) {
    let size = egui::Vec2::new(ui.available_width(), ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Max), |ui| {
        ui.set_min_size(size);
        ui.add_space(6.0);
        let words = egui::RichText::new(words).size(font_size::SMALL).color(colour(shown.palette.text_muted));
        ui.add(egui::Label::new(words).selectable(false).truncate());
    });
}

fn actors_ui(ui: &mut Ui, state: &OutlineState, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if state.actors.is_empty() {
        hint_ui(ui, UiText::NoActors.text(shown.language), shown.palette);
        return;
    }
    virtual_list_ui(ui, "actors", state.actors.len(), |ui, at| match state.actors.get(at) {
        Some(ActorRow::Stage(stage, count)) => {
            let name = stage
                .and_then(|stage| shown.map.stages().get(&stage))
                .map_or(UiText::BelowLanes.text(shown.language), |stage| &stage.name);
            let words = format!("{name} · {}", integer(*count as u64, shown.language));
            group_heading_ui(ui, &words, shown);
        }
        Some(ActorRow::Actor(id)) => {
            let Some(actor) = shown.map.actors().get(id) else { return };
            let icon = (kind_icon(actor.kind), kind_colour(actor.kind, shown.palette));
            let selected = shown.view.selection.has_actor(*id);
            let row =
                ListRow { icon: Some(icon), name: &actor.name, detail: &actor.district, selected, accessible_text: "" };
            if row.show_name_first(ui, shown.palette).clicked() {
                commands.push(Command::GoTo(Subject::Actor(*id)));
            }
        }
        None => {}
    });
}

/// A list that draws only the rows in sight.
fn virtual_list_ui(ui: &mut Ui, name: &str, count: usize, mut row: impl FnMut(&mut Ui, usize)) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show_rows(ui, ROW_HEIGHT, count, |ui, range| {
        for at in range {
            row(ui, at);
        }
        scroll_to_focused(ui);
    });
}

impl OutlineState {
    fn update(&mut self, shown: &ViewContext<'_>, edition: u64) {
        let key = (edition, shown.assessment.is_some());
        if self.cache_key == Some(key) {
            return;
        }
        self.cache_key = Some(key);
        let verdict =
            |id| shown.assessment.and_then(|known| known.models.get(&id)).map(|model_verdict| model_verdict.verdict);
        let mut models: Vec<_> = shown.map.models().values().map(|model| (verdict(model.id), model)).collect();
        models.sort_by_cached_key(|(verdict, model)| (std::cmp::Reverse(*verdict), sort_key(&model.name)));
        self.models.clear();
        for alike in models.chunk_by(|(a, _), (b, _)| a == b) {
            let verdict = alike.first().and_then(|(verdict, _)| *verdict);
            self.models.push(ModelRow::Verdict(verdict, alike.len()));
            self.models.extend(alike.iter().map(|(_, model)| ModelRow::Model(verdict, model.id)));
        }

        let mut actors: Vec<_> = shown.map.actors().values().collect();
        actors.sort_by_cached_key(|actor| sort_key(&actor.name));
        self.actors.clear();
        let stages = shown.map.stages_in_order().into_iter().map(|stage| Some(stage.id)).chain([None]);
        for stage in stages {
            let is_in_lane = |actor: &crate::map::Actor| match stage {
                Some(_) => actor.stage == stage && !actor.is_below_lanes(),
                None => actor.is_below_lanes(),
            };
            let lane_actors: Vec<ActorId> =
                actors.iter().filter(|actor| is_in_lane(actor)).map(|actor| actor.id).collect();
            if !lane_actors.is_empty() {
                self.actors.push(ActorRow::Stage(stage, lane_actors.len()));
                self.actors.extend(lane_actors.into_iter().map(ActorRow::Actor));
            }
        }
    }
}
