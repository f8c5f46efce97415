//! The inspector of an actor.

use std::collections::BTreeSet;

use egui::{Id, Popup, PopupCloseBehavior, Ui};

use super::super::cache::cached;
use super::super::fields::{change_command, rows_ui};
use super::super::record_fields::{field_block_ui, field_id, field_ui, folded_rows_ui, is_filled, more_ui};
use super::super::widgets::{ListRow, heading_ui};
use super::actor_picker::actor_picker_ui;
use super::{conversions, delete_button_ui, empty_list_ui, figures, link_row_ui, products};
use crate::command::{Change, Command};
use crate::language::{Localized, UiText};
use crate::map::{Actor, ActorId, ModelId};
use crate::scene::{verdict_colour, verdict_icon};
use crate::schema::{Field, actor as fields};
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// The fields that are shown even when they are empty.
const ALWAYS_SHOWN: [&Field<Actor>; 3] = [&fields::NAME, &fields::KIND, &fields::STAGE];

/// Draws an actor's fields, links and models.
pub(super) fn actor_ui(
    ui: &mut Ui,
    actor: &Actor,
    shows_all: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    heading_ui(ui, &actor.kind_in(context.year).title(language), context.palette);
    super::isolation_button_ui(ui, context, commands);
    super::dependents::buyer_share_ui(ui, actor, context);
    super::repairs::try_without_actor_ui(ui, actor, context, commands);
    super::super::what_if_banner::subject_changes_ui(ui, Subject::Actor(actor.id), context);
    // The recorded actor, without what-if changes: only that can be edited.
    let mut edited = context.recorded_actor(actor.id).unwrap_or(actor).clone();
    let before = edited.clone();
    rows_ui(ui, |ui| {
        folded_rows_ui(ui, &mut edited, (&ALWAYS_SHOWN, &[]), actor.id, shows_all, context);
    });
    let shows = |ui: &Ui, field: &Field<Actor>| shows_all || is_filled(ui, field, &before, actor.id, context);
    if shows(ui, &fields::OUTSIDE_PROVINCE) {
        field_ui(ui, &fields::OUTSIDE_PROVINCE, &mut edited, actor.id, context);
    }
    products::supply_ui(ui, &mut edited, context);
    if shows(ui, &fields::CONVERTS) {
        conversions::conversions_ui(ui, &mut edited, context);
    }
    if shows(ui, &fields::FIGURES) {
        figures::figures_ui(ui, &mut edited, context);
    }
    if shows(ui, &fields::NOTE) {
        ui.add_space(6.0);
        field_block_ui(ui, &fields::NOTE, &mut edited, actor.id, context);
    }
    more_ui(ui, shows_all, context, commands);
    if edited != before {
        commands.push(change_command(ui, Change::Actor(edited)));
    }
    super::dependents::dependents_ui(ui, actor, context, commands);
    links_ui(ui, actor, context, commands);
    models_ui(ui, actor, context, commands);
    let mut pinned = context.map.placements().get(&actor.id).is_some_and(|place| place.pinned);
    ui.add_space(8.0);
    if ui.checkbox(&mut pinned, UiText::Pinned.text(language)).clicked() {
        commands.push(Command::Pin([actor.id].into(), pinned));
    }
    delete_button_ui(ui, context, commands);
}

/// The id of an actor's name field.
pub(super) fn name_id(id: ActorId) -> Id {
    field_id(id, &fields::NAME)
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
    let list = super::link_popup_id(id);
    let button = ui.button(UiText::LinkTo.text(context.language));
    if Popup::is_id_open(ui.ctx(), list) && !ui.is_rect_visible(button.rect) {
        button.scroll_to_me(None);
    }
    Popup::menu(&button).id(list).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        if let Some(to) = actor_picker_ui(ui, ("link to", id), &BTreeSet::from([id]), context) {
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
