//! The inspector of an actor.

use std::collections::BTreeSet;

use egui::{Grid, Id, Popup, PopupCloseBehavior, Ui};

use super::super::cache::cached;
use super::super::fields::{
    change_command, combo_box_ui, integer_ui, labelled_ui, multiline_text_ui, text_ui, year_ui,
};
use super::super::widgets::{ListRow, heading_ui};
use super::actor_picker::actor_picker_ui;
use super::{delete_button_ui, empty_list_ui, field_id, figures, link_row_ui, products};
use crate::command::{Change, Command};
use crate::language::{Localized, UiText};
use crate::map::{Actor, ActorId, ActorKind, ModelId, Sector};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// Draws an actor's fields, links and models.
pub(super) fn actor_ui(ui: &mut Ui, actor: &Actor, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    heading_ui(ui, &actor.kind.title(language), context.palette);
    super::isolation_button_ui(ui, context, commands);
    super::dependents::buyer_share_ui(ui, actor, context);
    super::repairs::try_without_actor_ui(ui, actor, context, commands);
    super::super::what_if_banner::subject_changes_ui(ui, Subject::Actor(actor.id), context);
    // The recorded actor, without what-if changes: only that can be edited.
    let mut edited = context.recorded_actor(actor.id).unwrap_or(actor).clone();
    let mut changed = fields_ui(ui, &mut edited, context);
    changed |= products::supply_and_conversions_ui(ui, &mut edited, context);
    changed |= figures::figures_ui(ui, &mut edited, context);
    let words = UiText::Note.text(language);
    ui.add_space(6.0);
    ui.label(words);
    if let Some(note) = multiline_text_ui(ui, field_id(actor.id, "note"), words, &edited.note) {
        edited.note = note;
        changed = true;
    }
    if changed {
        commands.push(change_command(ui, Change::Actor(edited)));
    }
    super::dependents::dependents_ui(ui, actor, context, commands);
    links_ui(ui, actor, context, commands);
    models_ui(ui, actor, context, commands);
    let mut pinned = context.map.placements().get(&actor.id).is_some_and(|place| place.pinned);
    ui.add_space(8.0);
    if ui.checkbox(&mut pinned, UiText::Pinned.text(language)).clicked() {
        commands.push(Command::Pin(actor.id, pinned));
    }
    delete_button_ui(ui, context, commands);
}

fn fields_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) -> bool {
    let language = context.language;
    let before = actor.clone();
    let id = actor.id;
    Grid::new(("actor", id)).num_columns(2).spacing([8.0, 6.0]).show(ui, |ui| {
        text_field_ui(ui, actor, UiText::Name, context, |actor| &mut actor.name);
        let words = UiText::Kind.text(language);
        let kinds = ActorKind::ALL.map(|kind| (kind, kind.title(language)));
        let shown_kind = actor.kind.title(language);
        if let Some(kind) =
            labelled_ui(ui, words, |ui| combo_box_ui(ui, field_id(id, "kind"), words, &actor.kind, kinds, &shown_kind))
        {
            actor.kind = kind;
        }
        stage_field_ui(ui, actor, context);
        let words = UiText::Count.text(language);
        let count =
            labelled_ui(ui, words, |ui| integer_ui(ui, field_id(id, "count"), words, Some(actor.count), 1, language));
        if let Some(Some(count)) = count {
            actor.count = count;
        }
        text_field_ui(ui, actor, UiText::District, context, |actor| &mut actor.district);
        let words = UiText::Sector.text(language);
        let sectors = Sector::ALL.map(|sector| (sector, sector.title(language)));
        let shown_sector = actor.sector.title(language);
        if let Some(sector) = labelled_ui(ui, words, |ui| {
            combo_box_ui(ui, field_id(id, "sector"), words, &actor.sector, sectors, &shown_sector)
        }) {
            actor.sector = sector;
        }
        text_field_ui(ui, actor, UiText::Code, context, |actor| &mut actor.code);
        for (field, label) in [("founded", UiText::Founded), ("dissolved", UiText::Dissolved)] {
            let words = label.text(language);
            let year = if field == "founded" { actor.founded } else { actor.dissolved };
            let typed = labelled_ui(ui, words, |ui| {
                year_ui(ui, field_id(id, field), words, year, UiText::Unknown.text(language), language)
            });
            match typed {
                Some(year) if field == "founded" => actor.founded = year,
                Some(year) => actor.dissolved = year,
                None => {}
            }
        }
        text_field_ui(ui, actor, UiText::Contact, context, |actor| &mut actor.contact);
    });
    *actor != before
}

/// The id of an actor's name field.
pub(super) fn name_id(actor: ActorId) -> Id {
    field_id((actor, UiText::Name), "text")
}

fn text_field_ui(
    ui: &mut Ui,
    actor: &mut Actor,
    label: UiText,
    context: &ViewContext<'_>,
    field: impl Fn(&mut Actor) -> &mut String,
) {
    let words = label.text(context.language);
    let id = field_id((actor.id, label), "text");
    let text = field(actor);
    if let Some(typed) = labelled_ui(ui, words, |ui| text_ui(ui, id, words, text, "")) {
        *text = typed;
    }
}

fn stage_field_ui(ui: &mut Ui, actor: &mut Actor, context: &ViewContext<'_>) {
    let words = UiText::Stage.text(context.language);
    let below = UiText::BelowLanes.text(context.language);
    let stages = context.map.stages_in_order();
    let name = stages.iter().find(|stage| Some(stage.id) == actor.stage).map_or(below, |stage| &stage.name);
    let choices = stages.iter().map(|stage| (Some(stage.id), stage.name.clone())).chain([(None, below.to_owned())]);
    let id = field_id(actor.id, "stage");
    if let Some(stage) = labelled_ui(ui, words, |ui| combo_box_ui(ui, id, words, &actor.stage, choices, name)) {
        actor.stage = stage;
    }
}

fn links_ui(ui: &mut Ui, actor: &Actor, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    heading_ui(ui, UiText::Links.text(context.language), context.palette);
    let id = actor.id;
    link_to_ui(ui, id, context, commands);
    let mut any = false;
    // A limit for readability; the canvas shows all links.
    for link in context.map.links_of(id).take(100) {
        link_row_ui(ui, link, Some(id), context, commands);
        any = true;
    }
    if !any {
        empty_list_ui(ui, context);
    }
}

/// The menu that links the actor to another one, picked by name.
fn link_to_ui(ui: &mut Ui, id: ActorId, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let list = super::link_popup_id();
    let button = ui.button(UiText::LinkTo.text(context.language));
    if Popup::is_id_open(ui.ctx(), list) && !ui.is_rect_visible(button.rect) {
        button.scroll_to_me(None);
    }
    Popup::menu(&button).id(list).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        if let Some(to) = actor_picker_ui(ui, "link to", &BTreeSet::from([id]), context) {
            commands.push(Command::AddLink { from: id, to });
        }
    });
}

fn models_ui(ui: &mut Ui, actor: &Actor, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    heading_ui(ui, UiText::InModels.text(language), context.palette);
    let models =
        cached(ui, Id::unique("models of an actor"), (actor.id, context.map_generation), || -> Vec<ModelId> {
            let all = context.map.models().values();
            let own = all.filter(|model| model.core.contains(&actor.id) || model.members.contains(&actor.id));
            own.map(|model| model.id).collect()
        });
    for model in models.iter().filter_map(|id| context.map.models().get(id)) {
        let verdict =
            context.assessment.and_then(|known| known.models.get(&model.id)).map(|model_verdict| model_verdict.verdict);
        let icon = verdict.map_or((Icon::Model, context.palette.text_muted), |verdict| {
            (verdict_icon(verdict), verdict_colour(verdict, context.palette))
        });
        let word = verdict.map(|verdict| verdict.title(language)).unwrap_or_default();
        let row =
            ListRow { icon: Some(icon), name: &model.name, detail: &word, selected: false, accessible_text: &word };
        if row.show(ui, context.palette).clicked() {
            commands.push(Command::GoTo(Subject::Model(model.id)));
        }
    }
    if ui.button(UiText::AddModelOfOne.text(language)).clicked() {
        commands.push(Command::AddModel(vec![actor.id]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cache::tests::{TestWindow, view_context};
    use super::*;
    use crate::exchange::sample_map;
    use crate::map::{CoopModel, EditLabel, Editor, ViewState};

    #[test]
    fn models_of_actor_are_cached_per_map() {
        let before = sample_map(60, 2);
        let model = before.models().values().next().unwrap().clone();
        let actor = before.actors()[model.core.first().unwrap()].clone();
        let mut editor = Editor::new(before.clone());
        let without = |model: &mut CoopModel| (model.core, model.members) = Default::default();
        editor.edit(EditLabel::EditModel, |transaction| transaction.edit::<CoopModel>(model.id, without)).unwrap();
        let (window, view) = (TestWindow::new(), &ViewState::default());
        let is_listed = |map: &crate::map::LinkageMap, map_generation| {
            let shown = view_context(map, None, (map_generation, 0), view);
            let rows = window.frame(|ui| models_ui(ui, &actor, &shown, &mut Vec::new()));
            rows.iter().any(|row| row.trim_end() == model.name)
        };
        assert!(is_listed(&before, 1));
        assert!(is_listed(editor.map(), 1), "looked through anew though nothing is said to have changed");
        assert!(!is_listed(editor.map(), 2));
    }
}
