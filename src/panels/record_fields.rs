//! Widgets for the fields of records, as `schema` describes them.

use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use egui::{Button, Id, RichText, Ui};

use super::cache::cached;
use super::choices::combo_box_ui;
use super::field_drafts::has_draft;
use super::fields::{completed_text_ui, labelled_ui, multiline_text_ui, text_ui, validated_text_ui};
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{Language, Localized, UiText};
use crate::map::{ActorKind, LinkForm, LinkKind, Sector};
use crate::schema::{Described, Field, FieldType, Lens};
use crate::session::ViewContext;

/// The id of the widget for a field of a record, so that text typed for one record is not shown for another.
pub(super) fn field_id<R>(record: impl Hash + Debug, field: &Field<R>) -> Id {
    // Ids of two kinds of records hash alike.
    Id::unique((std::any::type_name::<R>(), record, field.id))
}

/// A row of a two-column form: the title of a field and the widget that edits it. `key` identifies the record.
pub(super) fn field_row_ui<R: Clone>(
    ui: &mut Ui,
    field: &Field<R>,
    record: &mut R,
    key: impl Hash + Debug,
    context: &ViewContext<'_>,
) {
    let title = field.title(context.language);
    labelled_ui(ui, &title, |ui| widget_ui(ui, field, record, field_id(key, field), "", context));
}

/// Rows for all fields of a record that a form of two columns holds, but for those of `without`: no notes, and no lists,
/// which panels of their own edit.
pub(super) fn form_rows_ui<R: Described + Clone>(
    ui: &mut Ui,
    record: &mut R,
    without: &[&Field<R>],
    key: impl Hash + Debug + Copy,
    context: &ViewContext<'_>,
) {
    for field in R::fields().iter().filter(|field| is_form_row(field) && !without.contains(field)) {
        field_row_ui(ui, field, record, key, context);
    }
}

/// Whether a field of a folded form is shown: it says something, or is being typed into.
pub(super) fn is_filled<R: Default>(
    ui: &Ui,
    field: &Field<R>,
    record: &R,
    key: impl Hash + Debug,
    context: &ViewContext<'_>,
) -> bool {
    let text = |record: &R| field.write(record, context.map, context.language);
    text(record) != text(&R::default()) || has_draft(ui.ctx(), field_id(key, field))
}

/// As [`form_rows_ui`], but of the fields that are empty only those of `always`, unless the form is unfolded.
pub(super) fn folded_rows_ui<R: Described + Clone + Default>(
    ui: &mut Ui,
    record: &mut R,
    (always, without): (&[&Field<R>], &[&Field<R>]),
    key: impl Hash + Debug + Copy,
    is_unfolded: bool,
    context: &ViewContext<'_>,
) {
    for field in R::fields().iter().filter(|field| is_form_row(field) && !without.contains(field)) {
        if is_unfolded || always.contains(field) || is_filled(ui, field, record, key, context) {
            field_row_ui(ui, field, record, key, context);
        }
    }
}

/// The quiet line that unfolds the fields that are empty, or folds them away again.
pub(super) fn more_ui(ui: &mut Ui, shows_all: bool, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let words = if shows_all { UiText::FewerFields } else { UiText::MoreFields };
    let text = RichText::new(words.text(context.language)).color(colour(context.palette.text_muted));
    ui.add_space(4.0);
    let button = ui.add(Button::new(text).frame_when_inactive(false));
    if button.on_hover_text(UiText::MoreFieldsHint.text(context.language)).clicked() {
        commands.push(Command::ShowAllFields(!shows_all));
    }
}

fn is_form_row<R>(field: &Field<R>) -> bool {
    !field.is_structured() && !matches!(field.kind, FieldType::Note(_) | FieldType::Flag(_))
}

/// A field under its title, in the full width.
pub(super) fn field_block_ui<R: Clone>(
    ui: &mut Ui,
    field: &Field<R>,
    record: &mut R,
    key: impl Hash + Debug,
    context: &ViewContext<'_>,
) {
    ui.label(field.title(context.language));
    widget_ui(ui, field, record, field_id(key, field), "", context);
}

/// The widget of a field alone.
pub(super) fn field_ui<R: Clone>(
    ui: &mut Ui,
    field: &Field<R>,
    record: &mut R,
    key: impl Hash + Debug,
    context: &ViewContext<'_>,
) {
    widget_ui(ui, field, record, field_id(key, field), "", context);
}

/// The widget of a field alone, which shows its title as a hint while it is empty.
pub(super) fn bare_field_ui<R: Clone>(
    ui: &mut Ui,
    field: &Field<R>,
    record: &mut R,
    key: impl Hash + Debug,
    context: &ViewContext<'_>,
) {
    widget_ui(ui, field, record, field_id(key, field), &field.title(context.language), context);
}

fn widget_ui<R: Clone>(ui: &mut Ui, field: &Field<R>, record: &mut R, id: Id, hint: &str, context: &ViewContext<'_>) {
    let language = context.language;
    let title = field.title(language);
    match &field.kind {
        FieldType::Name(lens) | FieldType::Line(lens) => {
            let typed = match known_values(ui, field, context) {
                Some(known) => completed_text_ui(ui, id, &title, ((lens.get)(record), hint), &known),
                None => text_ui(ui, id, &title, (lens.get)(record), hint),
            };
            if let Some(typed) = typed {
                *(lens.get_mut)(record) = typed;
            }
        }
        FieldType::Evidence(lens) => {
            if let Some(typed) = text_ui(ui, id, &title, &(lens.get)(record).paper, hint) {
                (lens.get_mut)(record).paper = typed;
            }
        }
        FieldType::Note(lens) => {
            if let Some(typed) = multiline_text_ui(ui, id, &title, (lens.get)(record)) {
                *(lens.get_mut)(record) = typed;
            }
        }
        FieldType::Flag(lens) => {
            ui.checkbox((lens.get_mut)(record), title);
        }
        FieldType::Answer(lens) => {
            let name = |answer: Option<bool>| match answer {
                None => UiText::Unknown,
                Some(true) => UiText::Yes,
                Some(false) => UiText::No,
            };
            let choices =
                [None, Some(true), Some(false)].map(|answer| (answer, name(answer).text(language).to_owned()));
            choice_ui(ui, id, lens, record, (&title, &choices), language);
        }
        FieldType::ActorKind(lens) => {
            choice_ui(ui, id, lens, record, (&title, &titles(&ActorKind::ALL, language)), language);
        }
        FieldType::Sector(lens) => choice_ui(ui, id, lens, record, (&title, &titles(&Sector::ALL, language)), language),
        FieldType::LinkKind(lens) => {
            choice_ui(ui, id, lens, record, (&title, &titles(&LinkKind::ALL, language)), language);
        }
        FieldType::LinkForm(lens) => {
            let known = LinkForm::ALL.map(|form| (Some(form), form.title(language)));
            let choices: Vec<_> =
                known.into_iter().chain([(None, UiText::UnknownForm.text(language).to_owned())]).collect();
            choice_ui(ui, id, lens, record, (&title, &choices), language);
        }
        FieldType::Stage(lens) => {
            let stages = context.map.stages_in_order();
            let lanes = stages.iter().map(|stage| (Some(stage.id), stage.name.clone()));
            let choices: Vec<_> = lanes.chain([(None, UiText::BelowLanes.text(language).to_owned())]).collect();
            choice_ui(ui, id, lens, record, (&title, &choices), language);
        }
        FieldType::OptionalYear(_) => {
            let hint = field.empty_text(language).unwrap_or_else(|| UiText::Unknown.text(language));
            typed_ui(ui, field, record, id, hint, context);
        }
        FieldType::KindsByYear(_) => {
            let example = UiText::Example.text(language);
            let hint = format!("{example} {}: {}", context.year, ActorKind::Cooperative.text(language));
            typed_ui(ui, field, record, id, &hint, context);
        }
        FieldType::Names(_) | FieldType::Portions(_) => typed_ui(ui, field, record, id, hint, context),
        _ if field.is_numeric() => typed_ui(ui, field, record, id, hint, context),
        // What panels of their own edit is only shown here.
        _ => {
            ui.label(field.write(record, context.map, language));
        }
    }
}

/// The values that the map has in a field already, where those complete what is typed.
pub(super) fn known_values<R>(ui: &Ui, field: &Field<R>, context: &ViewContext<'_>) -> Option<Arc<Vec<String>>> {
    let known_values = field.known_values?;
    let id = Id::unique(("known values", std::any::type_name::<R>(), field.id));
    Some(cached(ui, id, context.map_generation, || known_values(context.map).into_iter().map(str::to_owned).collect()))
}

/// A value typed as text; what is none stays in the field, with the reason below it.
fn typed_ui<R: Clone>(ui: &mut Ui, field: &Field<R>, record: &mut R, id: Id, hint: &str, context: &ViewContext<'_>) {
    let (map, language) = (context.map, context.language);
    let current = field.write(record, map, language);
    let problem =
        |typed: &str| field.read(&mut record.clone(), typed, map, language).err().map(|error| error.sentence(language));
    let typed = validated_text_ui(ui, id, &field.title(language), &current, hint, problem);
    if let Some(Err(error)) = typed.map(|typed| field.read(record, &typed, map, language)) {
        log::debug!("{}: {error:?}", field.id);
    }
}

fn titles<T: Localized>(values: &[T], language: Language) -> Vec<(T, String)> {
    values.iter().map(|value| (*value, value.title(language))).collect()
}

fn choice_ui<R, T: PartialEq + Clone>(
    ui: &mut Ui,
    id: Id,
    lens: &Lens<R, T>,
    record: &mut R,
    (title, choices): (&str, &[(T, String)]),
    language: Language,
) {
    let current = (lens.get)(record);
    let shown = choices.iter().find(|(value, _)| value == current).map_or("", |(_, text)| text);
    if let Some(chosen) = combo_box_ui(ui, id, title, current, choices.iter().cloned(), shown, language) {
        *(lens.get_mut)(record) = chosen;
    }
}
