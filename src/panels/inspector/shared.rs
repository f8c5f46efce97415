//! The fields that several actors share: what differs is shown as such, and only what is typed or chosen is written, to all of
//! them in one edit.

use egui::{Id, Ui};

use super::super::choices::combo_box_ui;
use super::super::field_drafts::form_of_ui;
use super::super::fields::{change_command, completed_text_ui, labelled_ui, rows_ui, validated_text_ui};
use super::super::record_fields::known_values;
use crate::command::{Change, Command};
use crate::language::{Localized, UiText};
use crate::map::{Actor, ActorKind, RecordRef, Sector};
use crate::schema::{Field, FieldType, actor as fields};
use crate::session::ViewContext;

/// The fields, in the order of the form.
const SHARED: [&Field<Actor>; 7] = [
    &fields::KIND,
    &fields::STAGE,
    &fields::COMMUNE,
    &fields::DISTRICT,
    &fields::SECTOR,
    &fields::FOUNDED,
    &fields::DISSOLVED,
];

/// Draws the fields of these actors.
pub(super) fn shared_fields_ui(ui: &mut Ui, actors: &[&Actor], context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    // Copied where something is typed or chosen alone: there may be a hundred thousand.
    let mut edited: Option<Vec<Actor>> = None;
    let mut is_changed = false;
    let records = actors.iter().map(|actor| RecordRef::Actor(actor.id));
    form_of_ui(ui, records, |ui| {
        rows_ui(ui, |ui| {
            for field in SHARED {
                let title = field.title(context.language);
                let typed = labelled_ui(ui, &title, |ui| shared_field_ui(ui, field, &title, actors, context));
                let Some(typed) = typed else { continue };
                for actor in edited.get_or_insert_with(|| actors.iter().map(|actor| (*actor).clone()).collect()) {
                    match field.read(actor, &typed, context.map, context.language) {
                        Ok(()) => is_changed = true,
                        Err(error) => log::debug!("{}: {error:?}", field.id),
                    }
                }
            }
        });
    });
    if let Some(edited) = edited.filter(|_| is_changed)
        && edited.iter().zip(actors).any(|(edited, actor)| edited != *actor)
    {
        commands.push(change_command(ui, Change::Actors(edited)));
    }
}

/// The widget of a field; the new text for all, as it is typed or chosen.
fn shared_field_ui(
    ui: &mut Ui,
    field: &'static Field<Actor>,
    title: &str,
    actors: &[&Actor],
    context: &ViewContext<'_>,
) -> Option<String> {
    let (map, language) = (context.map, context.language);
    let mut values = actors.iter().map(|actor| field.write(actor, map, language));
    let first = values.next().unwrap_or_default();
    let is_mixed = values.any(|value| value != first);
    let mixed = UiText::MixedValues.text(language);
    let key: Vec<u32> = actors.iter().map(|actor| actor.id.0).collect();
    let id = Id::unique(("shared field", key, field.id));
    let choices: Option<Vec<String>> = match &field.kind {
        FieldType::ActorKind(_) => Some(ActorKind::ALL.iter().map(|kind| kind.title(language)).collect()),
        FieldType::Sector(_) => Some(Sector::ALL.iter().map(|sector| sector.title(language)).collect()),
        FieldType::Stage(_) => Some(map.stages_in_order().iter().map(|stage| stage.name.clone()).collect()),
        _ => None,
    };
    let current = if is_mixed { String::new() } else { first };
    if let Some(choices) = choices {
        let chosen = choices.iter().find(|choice| choice.to_lowercase() == current.to_lowercase());
        let shown = if is_mixed { mixed } else { chosen.map_or(current.as_str(), String::as_str) };
        let choices: Vec<(String, String)> = choices.iter().map(|choice| (choice.clone(), choice.clone())).collect();
        combo_box_ui(ui, id, title, &chosen.cloned().unwrap_or_default(), choices, shown, language)
    } else if let Some(known) = known_values(ui, field, context) {
        completed_text_ui(ui, id, title, (&current, if is_mixed { mixed } else { "" }), &known)
    } else {
        let problem = |typed: &str| {
            let mut copy = actors.first().map(|actor| (*actor).clone()).unwrap_or_default();
            field.read(&mut copy, typed, map, language).err().map(|error| error.sentence(language))
        };
        validated_text_ui(ui, id, title, &current, if is_mixed { mixed } else { "" }, problem)
    }
}
