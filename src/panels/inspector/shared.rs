//! The fields that several actors share: what differs is shown as such, and only what is typed or chosen is written, to all of
//! them in one edit.

use std::collections::BTreeSet;

use egui::{Id, Ui};

use super::super::cache::cached;
use super::super::choices::combo_box_ui;
use super::super::field_drafts::form_of_ui;
use super::super::fields::{change_command, completed_text_ui, labelled_ui, rows_ui, validated_text_ui};
use super::super::record_fields::known_values;
use crate::command::{Change, Command};
use crate::language::{Localized, UiText};
use crate::map::{Actor, ActorId, ActorKind, RecordRef, Sector};
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

/// What actors have in a field: one text, or several.
enum SharedValue {
    Same(String),
    Mixed,
}

/// Draws the fields of these actors.
pub(super) fn shared_fields_ui(
    ui: &mut Ui,
    actors: &BTreeSet<ActorId>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let recorded = || actors.iter().filter_map(|id| context.recorded_actor(*id));
    // There may be a hundred thousand: read once for a selection, and copied where something is typed or chosen alone.
    let selection = Id::unique(("shared fields", actors));
    let key = (selection, context.map_generation, context.language);
    let values = cached(ui, Id::unique("shared fields"), key, || {
        SHARED.map(|field| shared_value(recorded().map(|actor| field.write(actor, context.map, context.language))))
    });
    let mut edited: Option<Vec<Actor>> = None;
    let mut is_changed = false;
    let records = actors.iter().map(|id| RecordRef::Actor(*id));
    form_of_ui(ui, records, |ui| {
        rows_ui(ui, |ui| {
            for (field, value) in SHARED.into_iter().zip(&*values) {
                let title = field.title(context.language);
                let id = selection.with(field.id);
                let first = || recorded().next().cloned().unwrap_or_default();
                let typed =
                    labelled_ui(ui, &title, |ui| shared_field_ui(ui, (id, &title), field, value, &first, context));
                let Some(typed) = typed else { continue };
                for actor in edited.get_or_insert_with(|| recorded().cloned().collect()) {
                    match field.read(actor, &typed, context.map, context.language) {
                        Ok(()) => is_changed = true,
                        Err(error) => log::debug!("{}: {error:?}", field.id),
                    }
                }
            }
        });
    });
    if let Some(edited) = edited.filter(|_| is_changed)
        && edited.iter().zip(recorded()).any(|(edited, actor)| edited != actor)
    {
        commands.push(change_command(ui, Change::Actors(edited)));
    }
}

/// What all of these texts are.
fn shared_value(mut texts: impl Iterator<Item = String>) -> SharedValue {
    let first = texts.next().unwrap_or_default();
    if texts.all(|text| text == first) { SharedValue::Same(first) } else { SharedValue::Mixed }
}

/// The widget of a field; the new text for all, as it is typed or chosen.
fn shared_field_ui(
    ui: &mut Ui,
    (id, title): (Id, &str),
    field: &'static Field<Actor>,
    value: &SharedValue,
    first: &dyn Fn() -> Actor,
    context: &ViewContext<'_>,
) -> Option<String> {
    let (map, language) = (context.map, context.language);
    let (current, mixed) = match value {
        SharedValue::Same(text) => (text.as_str(), ""),
        SharedValue::Mixed => ("", UiText::MixedValues.text(language)),
    };
    let choices: Option<Vec<String>> = match &field.kind {
        FieldType::ActorKind(_) => Some(ActorKind::ALL.iter().map(|kind| kind.title(language)).collect()),
        FieldType::Sector(_) => Some(Sector::ALL.iter().map(|sector| sector.title(language)).collect()),
        FieldType::Stage(_) => Some(map.stages_in_order().iter().map(|stage| stage.name.clone()).collect()),
        _ => None,
    };
    if let Some(choices) = choices {
        let chosen = choices.iter().find(|choice| choice.to_lowercase() == current.to_lowercase());
        let shown = if mixed.is_empty() { chosen.map_or(current, String::as_str) } else { mixed };
        let choices: Vec<(String, String)> = choices.iter().map(|choice| (choice.clone(), choice.clone())).collect();
        combo_box_ui(ui, id, title, &chosen.cloned().unwrap_or_default(), choices, shown, language)
    } else if let Some(known) = known_values(ui, field, context) {
        completed_text_ui(ui, id, title, (current, mixed), &known)
    } else {
        let problem = |typed: &str| {
            let mut copy = first();
            field.read(&mut copy, typed, map, language).err().map(|error| error.sentence(language))
        };
        validated_text_ui(ui, id, title, current, mixed, problem)
    }
}
