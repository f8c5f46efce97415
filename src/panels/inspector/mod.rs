//! The inspector at the right: shows and edits the selection.

mod actor;
mod actor_picker;
mod conversions;
mod dependents;
mod figures;
mod link;
mod map;
mod model;
mod products;
mod repairs;
mod shared;

use std::collections::BTreeSet;

pub use map::{product_name_id, stage_name_id};

use egui::{Button, Id, ScrollArea, Ui};

use super::field_drafts::form_of_ui;
use super::widgets::{ListRow, heading_ui, hint_ui, scroll_to_focused};
use crate::command::Command;
use crate::language::{Localized, UiText, integer};
use crate::map::{ActorId, Link, LinkKind, LinkStatus, RecordRef, Selection};
use crate::scene::{kind_colour, kind_icon};
use crate::session::{Subject, ViewContext};

/// Draws the inspector; `shows_all` unfolds the fields that are empty.
pub fn inspector_ui(ui: &mut Ui, shows_all: bool, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    // Each subject has its own scroll position: another one begins at its top.
    let first = match &context.view.selection {
        Selection::None => (0, 0),
        Selection::Link(id) => (1, id.0),
        Selection::Model(id) => (2, id.0),
        Selection::Actors(actors) => (3, actors.first().map_or(0, |id| id.0)),
    };
    ScrollArea::vertical().id_salt(("inspector", first)).auto_shrink(false).show(ui, |ui| {
        ui.push_id(first, |ui| {
            // A list that is open belongs to this subject: it does not stay open over the next one.
            ui.spacing_mut().item_spacing.y = 4.0;
            super::what_if_banner::inspector_banner_ui(ui, context);
            // The fields of several actors are a form of their own.
            let record = match &context.view.selection {
                Selection::None => Some(RecordRef::Map),
                Selection::Link(id) => Some(RecordRef::Link(*id)),
                Selection::Model(id) => Some(RecordRef::CoopModel(*id)),
                Selection::Actors(actors) => actors.first().map(|id| RecordRef::Actor(*id)),
            };
            form_of_ui(ui, record, |ui| match &context.view.selection {
                Selection::None => map::map_ui(ui, context, commands),
                Selection::Link(id) => {
                    if let Some(link) = context.map.links().get(id) {
                        link::link_ui(ui, link, shows_all, context, commands);
                    }
                }
                Selection::Model(id) => {
                    if let Some(model) = context.map.models().get(id) {
                        model::model_ui(ui, model, shows_all, context, commands);
                    }
                }
                Selection::Actors(actors) => match actors.iter().next().and_then(|id| context.map.actors().get(id)) {
                    Some(actor) if actors.len() == 1 => actor::actor_ui(ui, actor, shows_all, context, commands),
                    _ => multi_selection_ui(ui, actors, context, commands),
                },
            });
            ui.add_space(16.0);
            scroll_to_focused(ui);
        })
    });
}

/// The id of the selection's name field; of a link, which has no name, that of its last year.
pub fn name_field_id(selection: &Selection) -> Option<Id> {
    match selection {
        Selection::Actors(actors) if actors.len() == 1 => actors.first().map(|id| actor::name_id(*id)),
        Selection::Model(id) => Some(model::name_id(*id)),
        Selection::Link(id) => Some(link::end_year_id(*id)),
        _ => None,
    }
}

/// The id of the popup with the actors that this one can be linked to.
pub fn link_popup_id(actor: ActorId) -> Id {
    Id::unique(("link list", actor))
}

/// Several actors: the commands for all of them, and a list.
fn multi_selection_ui(ui: &mut Ui, actors: &BTreeSet<ActorId>, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let words = format!("{} {}", integer(actors.len() as u64, language), UiText::AmbiguousActor.text(language));
    heading_ui(ui, &words, context.palette);
    isolation_button_ui(ui, context, commands);
    if ui.button(UiText::AddModel.text(language)).clicked() {
        commands.push(Command::AddModel(actors.iter().copied().collect()));
    }
    if actors.len() == 2 {
        let merge = Command::ShowMerge(actors.clone());
        if ui.button(merge.label(language)).clicked() {
            commands.push(merge);
        }
    }
    if ui.button(UiText::Delete.text(language)).clicked() {
        commands.push(Command::Delete);
    }
    ui.add_space(6.0);
    shared::shared_fields_ui(ui, actors, context, commands);
    ui.add_space(6.0);
    for id in actors.iter().take(200) {
        actor_row_ui(ui, *id, context, commands);
    }
}

/// The button that isolates the selection, or shows the whole map again.
fn isolation_button_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let is_isolated = !context.view.scope.is_whole_map();
    let words = if is_isolated { UiText::BackToMap } else { UiText::ToggleIsolation };
    if ui.add(Button::new(words.text(context.language)).shortcut_text("F6")).clicked() {
        commands.push(Command::ToggleIsolation);
    }
}

/// A row that goes to an actor.
fn actor_row_ui(ui: &mut Ui, id: ActorId, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(actor) = context.map.actors().get(&id) else { return };
    let icon = (kind_icon(actor.kind_in(context.year)), kind_colour(actor.kind_in(context.year), context.palette));
    let row =
        ListRow { icon: Some(icon), name: &actor.name, detail: &actor.place(), selected: false, accessible_text: "" };
    if row.show(ui, context.palette).clicked() {
        commands.push(Command::GoTo(Subject::Actor(id)));
    }
}

/// A row that goes to a link: its two endpoints, or only the one opposite `endpoint`.
fn link_row_ui(
    ui: &mut Ui,
    link: &Link,
    endpoint: Option<ActorId>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let name = |id| context.map.actors().get(&id).map_or("", |actor| actor.name.as_str());
    let words = match endpoint {
        Some(actor) if actor == link.from => format!("→ {}", name(link.to)),
        Some(_) => format!("← {}", name(link.from)),
        None => format!("{} → {}", name(link.from), name(link.to)),
    };
    let detail = link_detail(link, context);
    let row = ListRow { icon: None, name: &words, detail: &detail, selected: false, accessible_text: &detail };
    if row.show(ui, context.palette).clicked() {
        commands.push(Command::GoTo(Subject::Link(link.id)));
    }
}

fn link_detail(link: &Link, context: &ViewContext<'_>) -> String {
    let language = context.language;
    let words = match context.map.link_status(link, context.year) {
        LinkStatus::Planned => UiText::PlannedShort.text(language),
        LinkStatus::Lapsed => UiText::LapsedShort.text(language),
        _ if link.kind == LinkKind::Product => {
            link.form.map_or(UiText::Unknown.text(language), |form| form.text(language))
        }
        _ => link.kind.text(language),
    };
    let is_what_if =
        context.recorded_link(link.id).is_none() || context.proposals_for(Subject::Link(link.id)).next().is_some();
    if is_what_if { format!("{words}, {}", UiText::WhatIfShort.text(language)) } else { words.to_owned() }
}

/// A hint for an empty list.
fn empty_list_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    hint_ui(ui, UiText::Nothing.text(context.language), context.palette);
}

/// The id of a field of a record; unique, so that a draft never shows up in another field.
fn field_id(record: impl std::hash::Hash + std::fmt::Debug, field: &str) -> Id {
    Id::unique((record, field))
}

/// The delete button below a record's fields.
fn delete_button_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    ui.add_space(14.0);
    if ui.button(UiText::Delete.text(context.language)).clicked() {
        commands.push(Command::Delete);
    }
}
