//! Form fields. Typed text is committed as one edit, on Enter or on loss of focus: a correction is one edit to undo,
//! and a half-composed Vietnamese word is never committed. Until then every valid change of it is sent as a draft
//! ([`Command::UpdateDraft`]), which is applied to the map before any command that depends on it.

use egui::{
    Align, CompletionPopup, Context, FocusDirection, Frame, Id, Key, Label, Layout, Margin, RectAlign, Response,
    RichText, Suggestion, TextEdit, TextStyle, Ui, Vec2,
};

use super::field_drafts::{FieldDraft, field_draft, has_draft, keep_draft, mark_draft, put_draft, remove_draft};
use crate::command::{Change, Command};
use crate::language::{Language, Needle, best_matches};
use crate::map::Year;
use crate::schema::parse_year;
use crate::theme::font_size;

/// The most known texts that a field offers.
const MAX_COMPLETIONS: usize = 6;

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

/// A single-line text field that offers known texts which have what is typed in them. What is typed stays the first choice, so
/// that Enter keeps it.
pub(super) fn completed_text_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    (current, hint): (&str, &str),
    known: &[String],
) -> Option<String> {
    let field = |ui: &mut Ui, text: &mut String| {
        let (tab, back) = ui.input(|input| {
            let tab = input.key_pressed(Key::Tab);
            (tab && !input.modifiers.shift, tab && input.modifiers.shift)
        });
        let is_typed = has_draft(ui.ctx(), id) && text != current;
        let edit = TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY).char_limit(1_000);
        let popup = CompletionPopup::new(id).word_boundary(|_| false).align(RectAlign::BOTTOM_START);
        let output = popup.show(ui, edit, |query| if is_typed { completions(query.text, known) } else { Vec::new() });
        // While its list is open, the field keeps these keys to itself.
        if (tab || back) && output.text_edit.response.response.has_focus() {
            let direction = if back { FocusDirection::Previous } else { FocusDirection::Next };
            ui.memory_mut(|memory| memory.move_focus(direction));
        } else if output.accepted.is_some() {
            ui.memory_mut(|memory| memory.surrender_focus(id));
        }
        output.text_edit.response.response
    };
    edit_text_ui(ui, id, label, current, |_| true, field)
}

/// What is typed, and the known texts that have it in them; nothing where there are none.
fn completions(typed: &str, known: &[String]) -> Vec<Suggestion> {
    let needle = Needle::new(typed);
    if needle.is_empty() {
        return Vec::new();
    }
    let named = known.iter().map(|text| (text.as_str(), text)).filter(|(text, _)| *text != typed);
    let mut found: Vec<Suggestion> = best_matches(&needle, named, MAX_COMPLETIONS).map(Suggestion::new).collect();
    if !found.is_empty() {
        found.insert(0, Suggestion::new(typed));
    }
    found
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
            let response = ui.add(field);
            let is_cut = is_wider(ui, text, response.rect.width()) && !response.has_focus();
            if is_cut { response.on_hover_text(text.as_str()) } else { response }
        };
        let typed = edit_text_ui(ui, id, label, current, |typed| validate(typed).is_none(), field);
        if let Some(message) = error {
            ui.add(Label::new(RichText::new(message).size(font_size::SMALL).color(error_colour)).wrap());
        }
        typed
    })
    .inner
}

/// Whether a text is wider than a field of this width has room for.
fn is_wider(ui: &Ui, text: &str, width: f32) -> bool {
    /// What the edges of a field take, in points.
    const EDGES: f32 = 16.0;
    let font = TextStyle::Body.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER);
    galley.size().x > width - EDGES
}

/// A field for a year that is view state, not map data: returned once, when the field loses focus.
pub(super) fn committed_year_ui(ui: &mut Ui, id: Id, label: &str, language: Language) -> Option<Year> {
    let year = year_ui(ui, id, label, None, label, language);
    mark_draft(ui.ctx(), id, false);
    let is_committed = !ui.memory(|memory| memory.has_focus(id));
    year.flatten().filter(|_| is_committed)
}

/// Whether the current draft is to be discarded.
#[derive(Clone, Copy, Default)]
struct DraftDiscarded(bool);

/// The egui pass in which a field last sent a draft.
#[derive(Clone, Copy, Default)]
struct DraftPass(u64);

/// The command for a record changed by its fields: a draft if one of them sent a draft in this pass.
pub(super) fn change_command(ui: &Ui, change: Change) -> Command {
    let draft_pass = ui.data(|data| data.get_temp::<DraftPass>(Id::unique("typing"))).unwrap_or_default();
    let is_draft = draft_pass.0 == pass_number(ui.ctx());
    if is_draft { Command::UpdateDraft(Box::new(change)) } else { Command::Update(Box::new(change)) }
}

/// Whether the draft was discarded since the last call: by Escape, or because the text is unchanged or invalid.
pub fn take_discarded_draft(ctx: &Context) -> bool {
    ctx.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<DraftDiscarded>(Id::unique("dropped"))).0)
}

/// The field that lost focus last and the text it committed; `None` if it committed nothing.
#[derive(Clone, Default)]
struct LastCommit(Option<(Id, FieldDraft)>);

/// Puts the last committed text, which the map rejected, back into its field and marks it as invalid.
pub fn restore_rejected_text(ctx: &Context) {
    let last = ctx.data(|data| data.get_temp::<LastCommit>(Id::unique("handed over"))).unwrap_or_default();
    if let Some((id, draft)) = last.0 {
        put_draft(ctx, id, draft);
        mark_draft(ctx, id, true);
    }
}

fn pass_number(ctx: &Context) -> u64 {
    // Starts at 1: 0, the default of `DraftPass`, is no pass.
    ctx.cumulative_pass_nr() + 1
}

pub(super) fn discard_draft(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("dropped"), DraftDiscarded(true)));
}

fn edit_text_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &str,
    is_valid: impl Fn(&str) -> bool,
    add: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> Option<String> {
    let typed = field_draft(ui.ctx(), id);
    let was_invalid = typed.as_ref().is_some_and(|typed| typed.is_invalid);
    let mut text = typed.map_or_else(|| current.to_owned(), |typed| typed.text);
    let response = add(ui, &mut text);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, current, &text, label);
        info.label = Some(label.to_owned());
        info
    });
    let is_new = text != current;
    let is_invalid = is_new && !is_valid(&text);
    if response.lost_focus() {
        let is_committed = !ui.input(|input| input.key_pressed(Key::Escape));
        if is_committed && is_invalid {
            keep_draft(ui, id, text, true);
            discard_draft(ui.ctx());
            return None;
        }
        let last = keep_draft(ui, id, text.clone(), false);
        remove_draft(ui.ctx(), id);
        if !is_committed {
            discard_draft(ui.ctx());
        }
        let is_committed = is_committed && is_new;
        let last = LastCommit(is_committed.then_some((id, last)));
        ui.data_mut(|data| data.insert_temp(Id::unique("handed over"), last));
        return is_committed.then_some(text);
    }
    if response.has_focus() {
        mark_pristine(ui.ctx(), id, !is_new);
        // What the map refused may look right to the field; it stays refused until it is changed.
        keep_draft(ui, id, text.clone(), is_invalid || is_new && was_invalid && !response.changed());
    }
    if !response.changed() {
        return None;
    }
    if !is_new || is_invalid {
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

/// The part of a form's width that its labels take.
const LABEL_FRACTION: f32 = 0.38;
/// The most width of labels, in points.
const LABEL_MAX_WIDTH: f32 = 200.0;
/// Below this width of a form, in points, labels stand above their fields.
const SIDE_BY_SIDE_MIN_WIDTH: f32 = 180.0;

/// A form: rows of labels and fields.
pub(super) fn rows_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        add(ui)
    })
    .inner
}

/// A row of a form: a field beside its label, which wraps rather than being cut; in a narrow form below it.
pub(super) fn labelled_ui<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    labelled_part_ui(ui, label, (LABEL_FRACTION, 0), add)
}

/// As [`labelled_ui`], with a label that takes this part of the width, and within it is indented by so many points.
pub(super) fn labelled_part_ui<R>(
    ui: &mut Ui,
    label: &str,
    (part, indent): (f32, i8),
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let width = ui.available_width();
    let label_ui = |ui: &mut Ui| {
        let margin = Margin { left: indent, ..Margin::ZERO };
        Frame::new().inner_margin(margin).show(ui, |ui| ui.add(Label::new(label).wrap()));
    };
    if width < SIDE_BY_SIDE_MIN_WIDTH {
        label_ui(ui);
        return add(ui);
    }
    ui.horizontal_top(|ui| {
        let label_width = (width * part).min(LABEL_MAX_WIDTH).floor();
        ui.allocate_ui_with_layout(Vec2::new(label_width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(label_width);
            // The first line of the label stands level with the text of its field.
            ui.add_space(((ui.spacing().interact_size.y - ui.text_style_height(&TextStyle::Body)) / 2.0).max(0.0));
            label_ui(ui);
        });
        ui.vertical(add).inner
    })
    .inner
}
