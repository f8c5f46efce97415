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
    line_ui(ui, id, label, current, hint, |_| None)
}

/// Several lines of text.
pub(super) fn note_ui(ui: &mut Ui, id: Id, label: &str, current: &str) -> Option<String> {
    let field = |ui: &mut Ui, text: &mut String| {
        ui.add(TextEdit::multiline(text).id(id).desired_rows(3).desired_width(f32::INFINITY).char_limit(100_000))
    };
    edited(ui, id, label, current, |_| true, field)
}

/// Which numbers a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Any number.
    Any,
    /// A number from zero on.
    NotNegative,
    /// Per cent, 0 to 100.
    Share,
    /// A whole number from this one on.
    Whole(u32),
}

impl Takes {
    /// What is wrong with a number; nothing where it may stand there.
    fn complaint(self, value: f64, language: Language) -> Option<String> {
        match self {
            Self::NotNegative if value < 0.0 => Some(UiText::NeedsNotNegative.text(language).to_owned()),
            Self::Share if !(0.0..=100.0).contains(&value) => Some(UiText::NeedsShare.text(language).to_owned()),
            Self::Whole(least) => {
                let fits = value >= f64::from(least) && value <= f64::from(u32::MAX) && value.fract() == 0.0;
                (!fits).then(|| integer_required(least, language))
            }
            Self::Any | Self::NotNegative | Self::Share => None,
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
    takes: Takes,
    language: Language,
) -> Option<Option<f64>> {
    let shown = current.map(|value| number(value, language)).unwrap_or_default();
    let read = |typed: &str| {
        if typed.trim().is_empty() { Some(None) } else { parse_number(typed, language).map(Some) }
    };
    let complaint = |typed: &str| match read(typed) {
        None => Some(number_required(language)),
        Some(value) => value.and_then(|value| takes.complaint(value, language)),
    };
    line_ui(ui, id, label, &shown, "", complaint).and_then(|typed| read(&typed))
}

/// A whole number that may be unknown; empty is unknown.
pub(super) fn whole_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: Option<u32>,
    least: u32,
    language: Language,
) -> Option<Option<u32>> {
    let typed = number_ui(ui, id, label, current.map(f64::from), Takes::Whole(least), language)?;
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
    let shown = current.map(|year| year.to_string()).unwrap_or_default();
    let read = |typed: &str| match typed.trim() {
        "" => Some(None),
        year => year.parse().ok().filter(|year| YEARS.contains(year)).map(Some),
    };
    let complaint = |typed: &str| read(typed).is_none().then(|| UiText::NeedsYear.text(language).to_owned());
    line_ui(ui, id, label, &shown, hint, complaint).and_then(|typed| read(&typed))
}

/// A line; `complaint` says what is wrong with a text, which then stays in the field.
fn line_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &str,
    hint: &str,
    complaint: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let alarm = ui.visuals().error_fg_color;
    let mut wrong = None;
    ui.vertical(|ui| {
        let field = |ui: &mut Ui, text: &mut String| {
            wrong = complaint(text).filter(|_| !ui.memory(|memory| memory.has_focus(id)));
            let mut field =
                TextEdit::singleline(text).id(id).hint_text(hint).desired_width(f32::INFINITY).char_limit(1_000);
            if wrong.is_some() {
                field = field.text_color(alarm);
            }
            ui.add(field)
        };
        let typed = edited(ui, id, label, current, |typed| complaint(typed).is_none(), field);
        if let Some(words) = wrong {
            ui.add(Label::new(RichText::new(words).size(font_size::SMALL).color(alarm)).wrap());
        }
        typed
    })
    .inner
}

/// A year that is not a part of the map but chooses what is shown of it: given once, when the field is left.
pub(super) fn chosen_year_ui(ui: &mut Ui, id: Id, label: &str, language: Language) -> Option<Year> {
    let year = year_ui(ui, id, label, None, label, language);
    set_unaccepted(ui.ctx(), id, false);
    let left = !ui.memory(|memory| memory.has_focus(id));
    year.flatten().filter(|_| left)
}

/// What is being typed in a field.
#[derive(Clone, Default)]
struct DraftText(String);

/// The fields whose text they do not take.
#[derive(Clone, Default)]
struct Unaccepted(HashSet<Id>);

/// Whether what was told as a draft is to be forgotten.
#[derive(Clone, Copy, Default)]
struct Dropped(bool);

/// The pass in which a field told a draft.
#[derive(Clone, Copy, Default)]
struct Typing(u64);

/// Where a field keeps what is being typed.
fn draft(id: Id) -> Id {
    id.with("draft")
}

/// Whether something is being typed in a field, or has been and is still to be handed over.
pub(super) fn is_typed_in(ctx: &Context, id: Id) -> bool {
    ctx.data(|data| data.get_temp::<DraftText>(draft(id))).is_some()
}

/// The command for a record that fields have changed: a draft as long as somebody types in one of them.
pub(super) fn change_command(ui: &Ui, change: Change) -> Command {
    let typing = ui.data(|data| data.get_temp::<Typing>(Id::unique("typing"))).unwrap_or_default();
    let is_draft = typing.0 == pass(ui.ctx());
    if is_draft { Command::UpdateDraft(Box::new(change)) } else { Command::Update(Box::new(change)) }
}

/// Whether a text stands in a field that does not take it: it cannot be saved, and is not to be lost unasked.
pub fn has_unaccepted_text(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp::<Unaccepted>(Id::unique("unaccepted"))).is_some_and(|fields| !fields.0.is_empty())
}

/// Whether what was told as a draft was taken back since this was asked last: by Escape, or as it is as before.
pub fn take_dropped_text(ctx: &Context) -> bool {
    ctx.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<Dropped>(Id::unique("dropped"))).0)
}

/// The text that a field handed over last.
#[derive(Clone, Default)]
struct HandedOver(Option<(Id, String)>);

/// The text that was handed over last may not stand in the map: it goes back into its field.
pub fn keep_refused_text(ctx: &Context) {
    let last = ctx.data(|data| data.get_temp::<HandedOver>(Id::unique("handed over"))).unwrap_or_default();
    let Some((id, text)) = last.0 else { return };
    ctx.data_mut(|data| data.insert_temp(draft(id), DraftText(text)));
    set_unaccepted(ctx, id, true);
}

/// Forgets whatever is being typed, in all fields: they show what the map has.
pub fn forget_texts(ctx: &Context) {
    ctx.data_mut(|data| {
        data.remove_by_type::<DraftText>();
        data.remove_by_type::<Unaccepted>();
        data.remove_by_type::<Dropped>();
    });
}

fn pass(ctx: &Context) -> u64 {
    // 0 is no pass: nothing was typed before the first one.
    ctx.cumulative_pass_nr() + 1
}

fn drop_draft(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("dropped"), Dropped(true)));
}

fn set_unaccepted(ctx: &Context, id: Id, is: bool) {
    let fields = Id::unique("unaccepted");
    if is {
        ctx.data_mut(|data| data.get_temp_mut_or_default::<Unaccepted>(fields).0.insert(id));
    } else if has_unaccepted_text(ctx) {
        ctx.data_mut(|data| data.get_temp_mut_or_default::<Unaccepted>(fields).0.remove(&id));
    }
}

fn edited(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &str,
    accepts: impl Fn(&str) -> bool,
    add: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> Option<String> {
    let draft = draft(id);
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
        let kept = !ui.input(|input| input.key_pressed(Key::Escape));
        if kept && is_new && !accepts(&text) {
            ui.data_mut(|data| data.insert_temp(draft, DraftText(text)));
            set_unaccepted(ui.ctx(), id, true);
            drop_draft(ui.ctx());
            return None;
        }
        ui.data_mut(|data| data.remove::<DraftText>(draft));
        set_unaccepted(ui.ctx(), id, false);
        if !kept {
            drop_draft(ui.ctx());
        }
        let handed_over = (kept && is_new).then_some(text);
        let last = handed_over.clone().map(|text| (id, text));
        ui.data_mut(|data| data.insert_temp(Id::unique("handed over"), HandedOver(last)));
        return handed_over;
    }
    if response.has_focus() {
        ui.data_mut(|data| {
            data.insert_temp(Id::unique("untouched"), Untouched((!is_new).then_some(id)));
            data.insert_temp(draft, DraftText(text.clone()));
        });
    }
    if !response.changed() {
        return None;
    }
    let is_draft = is_new && accepts(&text);
    set_unaccepted(ui.ctx(), id, is_new && !is_draft);
    if !is_draft {
        drop_draft(ui.ctx());
        return None;
    }
    let pass = pass(ui.ctx());
    ui.data_mut(|data| data.insert_temp(Id::unique("typing"), Typing(pass)));
    Some(text)
}

/// The field in which the cursor stands without anything having been typed.
#[derive(Clone, Copy, Default)]
struct Untouched(Option<Id>);

/// Whether the cursor stands in a field of the inspector in which nothing was typed: undo then means the map.
pub fn is_untouched(ctx: &Context) -> bool {
    let untouched = ctx.data(|data| data.get_temp::<Untouched>(Id::unique("untouched"))).unwrap_or_default();
    untouched.0.is_some() && untouched.0 == ctx.memory(|memory| memory.focused())
}

/// A field with its label in the left column of a two-column form.
pub(super) fn labelled_ui<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.label(label);
    let value = add(ui);
    ui.end_row();
    value
}

/// A choice from a list.
pub(super) fn choice_ui<T: PartialEq + Clone>(
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
            super::rows::with_ring(ui);
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
