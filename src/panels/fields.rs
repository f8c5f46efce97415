//! Fields. What is typed is handed over as one edit, on Enter or when one leaves them: a correction is one edit to undo, and
//! a half-composed Vietnamese word is never judged. Until then every change of it is told as a draft
//! ([`Command::Type`]), so that it is a part of the map before anything that depends on it.

use std::collections::HashSet;

use egui::{Context, Id, Key, Label, Response, RichText, TextEdit, Ui};

use crate::command::{Change, Command};
use crate::language::{Language, UiText, integer_required, number, number_required, parse_number};
use crate::map::{YEARS, Year};
use crate::theme::font_size;

/// A line of text. Gives the new text when it was changed: as a draft while it is typed, and once more when it is left
/// ([`change_command`] tells which). Escape leaves it as it was.
pub(super) fn text_ui(ui: &mut Ui, id: Id, label: &str, current: &str, hint: &str) -> Option<String> {
    validated_text_ui(ui, id, label, current, hint, |_| None)
}

/// Several lines of text.
pub(super) fn multiline_text_ui(ui: &mut Ui, id: Id, label: &str, current: &str) -> Option<String> {
    let field = |ui: &mut Ui, text: &mut String| {
        ui.add(TextEdit::multiline(text).id(id).desired_rows(3).desired_width(f32::INFINITY).char_limit(100_000))
    };
    edit_text_ui(ui, id, label, current, |_| true, field)
}

/// Which numbers a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberRange {
    /// Any number.
    Any,
    /// A number from zero on.
    NonNegative,
    /// Per cent, 0 to 100.
    Percent,
    /// A whole number from this one on.
    Integer(u32),
}

impl NumberRange {
    /// What is wrong with a number; nothing where it may stand there.
    fn validation_error(self, value: f64, language: Language) -> Option<String> {
        match self {
            Self::NonNegative if value < 0.0 => Some(UiText::NeedsNotNegative.text(language).to_owned()),
            Self::Percent if !(0.0..=100.0).contains(&value) => Some(UiText::NeedsShare.text(language).to_owned()),
            Self::Integer(min) => {
                let is_valid = value >= f64::from(min) && value <= f64::from(u32::MAX) && value.fract() == 0.0;
                (!is_valid).then(|| integer_required(min, language))
            }
            Self::Any | Self::NonNegative | Self::Percent => None,
        }
    }
}

/// A number that may be unknown; empty is unknown. What is no number stays in the field, in the colour of errors, with
/// what is wrong under it.
pub(super) fn number_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: Option<f64>,
    range: NumberRange,
    language: Language,
) -> Option<Option<f64>> {
    let formatted = current.map(|value| number(value, language)).unwrap_or_default();
    let parse = |typed: &str| {
        if typed.trim().is_empty() { Some(None) } else { parse_number(typed, language).map(Some) }
    };
    let validate = |typed: &str| match parse(typed) {
        None => Some(number_required(language)),
        Some(value) => value.and_then(|value| range.validation_error(value, language)),
    };
    validated_text_ui(ui, id, label, &formatted, "", validate).and_then(|typed| parse(&typed))
}

/// A whole number that may be unknown; empty is unknown.
pub(super) fn integer_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: Option<u32>,
    min: u32,
    language: Language,
) -> Option<Option<u32>> {
    let typed = number_ui(ui, id, label, current.map(f64::from), NumberRange::Integer(min), language)?;
    // Whole and in range: the field takes nothing else.
    Some(typed.map(|value| value as u32))
}

/// A year that may be unknown; empty is unknown. What is no year stays in the field, in the colour of errors.
pub(super) fn year_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: Option<Year>,
    hint: &str,
    language: Language,
) -> Option<Option<Year>> {
    let formatted = current.map(|year| year.to_string()).unwrap_or_default();
    let parse = |typed: &str| match typed.trim() {
        "" => Some(None),
        year => year.parse().ok().filter(|year| YEARS.contains(year)).map(Some),
    };
    let validate = |typed: &str| parse(typed).is_none().then(|| UiText::NeedsYear.text(language).to_owned());
    validated_text_ui(ui, id, label, &formatted, hint, validate).and_then(|typed| parse(&typed))
}

/// A line; `complaint` says what is wrong with a text, which then stays in the field.
fn validated_text_ui(
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
        if let Some(words) = error {
            ui.add(Label::new(RichText::new(words).size(font_size::SMALL).color(error_colour)).wrap());
        }
        typed
    })
    .inner
}

/// A year that is not a part of the map but chooses what is shown of it: given once, when the field is left.
pub(super) fn committed_year_ui(ui: &mut Ui, id: Id, label: &str, language: Language) -> Option<Year> {
    let year = year_ui(ui, id, label, None, label, language);
    set_invalid(ui.ctx(), id, false);
    let has_left = !ui.memory(|memory| memory.has_focus(id));
    year.flatten().filter(|_| has_left)
}

/// What is being typed in a field.
#[derive(Clone, Default)]
struct DraftText(String);

/// The fields whose text they do not take.
#[derive(Clone, Default)]
struct InvalidFields(HashSet<Id>);

/// Whether what was told as a draft is to be forgotten.
#[derive(Clone, Copy, Default)]
struct DraftDiscarded(bool);

/// The pass in which a field told a draft.
#[derive(Clone, Copy, Default)]
struct DraftPass(u64);

/// Where a field keeps what is being typed.
fn draft_id(id: Id) -> Id {
    id.with("draft")
}

/// Whether something is being typed in a field, or has been and is still to be handed over.
pub(super) fn has_draft(ctx: &Context, id: Id) -> bool {
    ctx.data(|data| data.get_temp::<DraftText>(draft_id(id))).is_some()
}

/// The command for a record that fields have changed: a draft as long as somebody types in one of them.
pub(super) fn change_command(ui: &Ui, change: Change) -> Command {
    let draft_pass = ui.data(|data| data.get_temp::<DraftPass>(Id::unique("typing"))).unwrap_or_default();
    let is_draft = draft_pass.0 == pass_number(ui.ctx());
    if is_draft { Command::UpdateDraft(Box::new(change)) } else { Command::Update(Box::new(change)) }
}

/// Whether a text stands in a field that does not take it: it cannot be saved, and is not to be lost unasked.
pub fn has_invalid_text(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp::<InvalidFields>(Id::unique("unaccepted"))).is_some_and(|fields| !fields.0.is_empty())
}

/// Whether what was told as a draft was taken back since this was asked last: by Escape, or as it is as before.
pub fn take_discarded_draft(ctx: &Context) -> bool {
    ctx.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<DraftDiscarded>(Id::unique("dropped"))).0)
}

/// The text that a field handed over last.
#[derive(Clone, Default)]
struct LastCommit(Option<(Id, String)>);

/// The text that was handed over last may not stand in the map: it goes back into its field.
pub fn restore_rejected_text(ctx: &Context) {
    let last = ctx.data(|data| data.get_temp::<LastCommit>(Id::unique("handed over"))).unwrap_or_default();
    let Some((id, text)) = last.0 else { return };
    ctx.data_mut(|data| data.insert_temp(draft_id(id), DraftText(text)));
    set_invalid(ctx, id, true);
}

/// Forgets whatever is being typed, in all fields: they show what the map has.
pub fn clear_drafts(ctx: &Context) {
    ctx.data_mut(|data| {
        data.remove_by_type::<DraftText>();
        data.remove_by_type::<InvalidFields>();
        data.remove_by_type::<DraftDiscarded>();
    });
}

fn pass_number(ctx: &Context) -> u64 {
    // 0 is no pass: nothing was typed before the first one.
    ctx.cumulative_pass_nr() + 1
}

fn discard_draft(ctx: &Context) {
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
        ui.data_mut(|data| {
            data.insert_temp(Id::unique("untouched"), PristineField((!is_new).then_some(id)));
            data.insert_temp(draft, DraftText(text.clone()));
        });
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

/// The field in which the cursor stands without anything having been typed.
#[derive(Clone, Copy, Default)]
struct PristineField(Option<Id>);

/// Whether the cursor stands in a field of the inspector in which nothing was typed: undo then means the map.
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

/// A choice from a list.
pub(super) fn combo_box_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &T,
    choices: impl IntoIterator<Item = (T, String)>,
    shown: &str,
) -> Option<T> {
    let mut chosen = None;
    let response = egui::ComboBox::from_id_salt(id)
        .selected_text(shown)
        .width(ui.available_width())
        .truncate()
        .show_ui(ui, |ui| {
            super::widgets::set_focus_outline(ui);
            for (value, words) in choices {
                if ui.selectable_label(value == *current, words).clicked() && value != *current {
                    chosen = Some(value);
                }
            }
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("{label} {shown}")));
    chosen
}
