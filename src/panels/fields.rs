//! Form fields. Typed text is committed as one edit, on Enter or on loss of focus: a correction is one edit to undo,
//! and a half-composed Vietnamese word is never committed. Until then every valid change of it is sent as a draft
//! ([`Command::UpdateDraft`]), which is applied to the map before any command that depends on it.

use std::collections::HashSet;

use egui::{Context, Id, Key, Label, Response, RichText, TextEdit, Ui};

use crate::command::{Change, Command};
use crate::language::Language;
use crate::map::Year;
use crate::schema::parse_year;
use crate::theme::font_size;

/// A single-line text field. Returns the new text when it was changed: as a draft while typing, and once more when
/// committed ([`change_command`] tells which). Escape discards the change.
pub(super) fn text_ui(ui: &mut Ui, id: Id, label: &str, current: &str, hint: &str) -> Option<String> {
    validated_text_ui(ui, id, label, current, hint, |_| None)
}

/// A multi-line text field.
pub(super) fn multiline_text_ui(ui: &mut Ui, id: Id, label: &str, current: &str) -> Option<String> {
    let field = |ui: &mut Ui, text: &mut String| {
        ui.add(TextEdit::multiline(text).id(id).desired_rows(3).desired_width(f32::INFINITY).char_limit(100_000))
    };
    edit_text_ui(ui, id, label, current, |_| true, field)
}

/// A field for a year; empty means unknown. Invalid text stays in the field in the error colour.
pub(super) fn year_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: Option<Year>,
    hint: &str,
    language: Language,
) -> Option<Option<Year>> {
    let formatted = current.map(|year| year.to_string()).unwrap_or_default();
    let parse = |typed: &str| parse_year(typed.trim());
    let validate = |typed: &str| parse(typed).err().map(|error| error.sentence(language));
    validated_text_ui(ui, id, label, &formatted, hint, validate).and_then(|typed| parse(&typed).ok())
}

/// A single-line field; `validate` returns the error message for an invalid text, which then stays in the field.
pub(super) fn validated_text_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &str,
    hint: &str,
    validate: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let error_colour = ui.visuals().error_fg_color;
    let mut error = None;
    ui.vertical(|ui| {
        let field = |ui: &mut Ui, text: &mut String| {
            error = validate(text).filter(|_| !ui.memory(|memory| memory.has_focus(id)));
            let mut field =
                TextEdit::singleline(text).id(id).hint_text(hint).desired_width(f32::INFINITY).char_limit(1_000);
            if error.is_some() {
                field = field.text_color(error_colour);
            }
            ui.add(field)
        };
        let typed = edit_text_ui(ui, id, label, current, |typed| validate(typed).is_none(), field);
        if let Some(message) = error {
            ui.add(Label::new(RichText::new(message).size(font_size::SMALL).color(error_colour)).wrap());
        }
        typed
    })
    .inner
}

/// A field for a year that is view state, not map data: returned once, when the field loses focus.
pub(super) fn committed_year_ui(ui: &mut Ui, id: Id, label: &str, language: Language) -> Option<Year> {
    let year = year_ui(ui, id, label, None, label, language);
    set_invalid(ui.ctx(), id, false);
    let is_committed = !ui.memory(|memory| memory.has_focus(id));
    year.flatten().filter(|_| is_committed)
}

/// The uncommitted text of a field.
#[derive(Clone, Default)]
struct DraftText(String);

/// The fields that contain invalid text.
#[derive(Clone, Default)]
struct InvalidFields(HashSet<Id>);

/// Whether the current draft is to be discarded.
#[derive(Clone, Copy, Default)]
struct DraftDiscarded(bool);

/// The egui pass in which a field last sent a draft.
#[derive(Clone, Copy, Default)]
struct DraftPass(u64);

/// The id of a field's [`DraftText`].
fn draft_id(id: Id) -> Id {
    id.with("draft")
}

/// Whether a field has uncommitted text.
pub(super) fn has_draft(ctx: &Context, id: Id) -> bool {
    ctx.data(|data| data.get_temp::<DraftText>(draft_id(id))).is_some()
}

/// The command for a record changed by its fields: a draft if one of them sent a draft in this pass.
pub(super) fn change_command(ui: &Ui, change: Change) -> Command {
    let draft_pass = ui.data(|data| data.get_temp::<DraftPass>(Id::unique("typing"))).unwrap_or_default();
    let is_draft = draft_pass.0 == pass_number(ui.ctx());
    if is_draft { Command::UpdateDraft(Box::new(change)) } else { Command::Update(Box::new(change)) }
}

/// Whether any field contains invalid text: it cannot be saved, and must not be lost without asking.
pub fn has_invalid_text(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp::<InvalidFields>(Id::unique("unaccepted"))).is_some_and(|fields| !fields.0.is_empty())
}

/// Whether the draft was discarded since the last call: by Escape, or because the text is unchanged or invalid.
pub fn take_discarded_draft(ctx: &Context) -> bool {
    ctx.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<DraftDiscarded>(Id::unique("dropped"))).0)
}

/// The field that lost focus last and the text it committed; `None` if it committed nothing.
#[derive(Clone, Default)]
struct LastCommit(Option<(Id, String)>);

/// Puts the last committed text, which the map rejected, back into its field and marks it as invalid.
pub fn restore_rejected_text(ctx: &Context) {
    let last = ctx.data(|data| data.get_temp::<LastCommit>(Id::unique("handed over"))).unwrap_or_default();
    let Some((id, text)) = last.0 else { return };
    ctx.data_mut(|data| data.insert_temp(draft_id(id), DraftText(text)));
    set_invalid(ctx, id, true);
}

/// Discards uncommitted text in all fields: they show the values of the map.
pub fn clear_drafts(ctx: &Context) {
    ctx.data_mut(|data| {
        data.remove_by_type::<DraftText>();
        data.remove_by_type::<InvalidFields>();
        data.remove_by_type::<DraftDiscarded>();
    });
}

fn pass_number(ctx: &Context) -> u64 {
    // Starts at 1: 0, the default of `DraftPass`, is no pass.
    ctx.cumulative_pass_nr() + 1
}

pub(super) fn discard_draft(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("dropped"), DraftDiscarded(true)));
}

fn set_invalid(ctx: &Context, id: Id, is_invalid: bool) {
    let fields = Id::unique("unaccepted");
    if is_invalid {
        ctx.data_mut(|data| data.get_temp_mut_or_default::<InvalidFields>(fields).0.insert(id));
    } else if has_invalid_text(ctx) {
        ctx.data_mut(|data| data.get_temp_mut_or_default::<InvalidFields>(fields).0.remove(&id));
    }
}

fn edit_text_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &str,
    is_valid: impl Fn(&str) -> bool,
    add: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> Option<String> {
    let draft = draft_id(id);
    let typed = ui.data(|data| data.get_temp::<DraftText>(draft));
    let mut text = typed.map_or_else(|| current.to_owned(), |typed| typed.0);
    let response = add(ui, &mut text);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, current, &text, label);
        info.label = Some(label.to_owned());
        info
    });
    let is_new = text != current;
    if response.lost_focus() {
        let is_committed = !ui.input(|input| input.key_pressed(Key::Escape));
        if is_committed && is_new && !is_valid(&text) {
            ui.data_mut(|data| data.insert_temp(draft, DraftText(text)));
            set_invalid(ui.ctx(), id, true);
            discard_draft(ui.ctx());
            return None;
        }
        ui.data_mut(|data| data.remove::<DraftText>(draft));
        set_invalid(ui.ctx(), id, false);
        if !is_committed {
            discard_draft(ui.ctx());
        }
        let committed = (is_committed && is_new).then_some(text);
        let last = committed.clone().map(|text| (id, text));
        ui.data_mut(|data| data.insert_temp(Id::unique("handed over"), LastCommit(last)));
        return committed;
    }
    if response.has_focus() {
        mark_pristine(ui.ctx(), id, !is_new);
        ui.data_mut(|data| data.insert_temp(draft, DraftText(text.clone())));
    }
    if !response.changed() {
        return None;
    }
    let is_draft = is_new && is_valid(&text);
    set_invalid(ui.ctx(), id, is_new && !is_draft);
    if !is_draft {
        discard_draft(ui.ctx());
        return None;
    }
    let pass = pass_number(ui.ctx());
    ui.data_mut(|data| data.insert_temp(Id::unique("typing"), DraftPass(pass)));
    Some(text)
}

/// The field with keyboard focus, while its text is unchanged.
#[derive(Clone, Copy, Default)]
struct PristineField(Option<Id>);

/// Notes whether the text of the field with keyboard focus is unchanged.
pub(super) fn mark_pristine(ctx: &Context, id: Id, is_pristine: bool) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("untouched"), PristineField(is_pristine.then_some(id))));
}

/// Whether a form field with unchanged text has keyboard focus: undo then applies to the map.
pub fn is_field_pristine(ctx: &Context) -> bool {
    let pristine = ctx.data(|data| data.get_temp::<PristineField>(Id::unique("untouched"))).unwrap_or_default();
    pristine.0.is_some() && pristine.0 == ctx.memory(|memory| memory.focused())
}

/// A field with its label in the left column of a two-column form.
pub(super) fn labelled_ui<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.label(label);
    let value = add(ui);
    ui.end_row();
    value
}

/// A combo box; returns the new choice.
pub(super) fn combo_box_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &T,
    choices: impl IntoIterator<Item = (T, String)>,
    selected_text: &str,
) -> Option<T> {
    let mut chosen = None;
    let response = egui::ComboBox::from_id_salt(id)
        .selected_text(selected_text)
        .width(ui.available_width())
        .truncate()
        .show_ui(ui, |ui| {
            super::widgets::set_focus_outline(ui);
            for (value, text) in choices {
                if ui.selectable_label(value == *current, text).clicked() && value != *current {
                    chosen = Some(value);
                }
            }
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("{label} {selected_text}")));
    chosen
}
