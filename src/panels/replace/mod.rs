//! Finding and replacing: below the map, so that one sees where a row leads. Nothing is replaced before it is shown.

mod excerpt;
mod list;
mod row;
mod state;

use egui::{Id, Key, Response, TextEdit, Ui, Vec2};

pub use self::state::ReplaceState;
use super::choices::combo_box_ui;
use super::widgets::{heading_text, hint_ui, icon_button_ui, right_to_left_ui, select_text};
use crate::canvas::primary_ui;
use crate::command::Command;
use crate::editing::SearchScope;
use crate::exchange::TableKind;
use crate::language::{UiText, found_line, replace_text};
use crate::map::Selection;
use crate::scene::{FontWeight, text_width};
use crate::session::ViewContext;
use crate::theme::{Icon, font_size};

/// The narrowest and the widest that a text field is, in points.
const FIELD_WIDTHS: std::ops::RangeInclusive<f32> = 110.0..=300.0;
/// Width of the choice of where, in points.
const SCOPE_WIDTH: f32 = 150.0;

/// Draws it.
pub fn replace_ui(ui: &mut Ui, state: &mut ReplaceState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    // As high with nothing in it.
    ui.set_min_height(ui.available_height());
    let is_closed = ui
        .horizontal(|ui| {
            ui.label(heading_text(UiText::ReplaceTitle.text(language), palette));
            let close = |ui: &mut Ui| icon_button_ui(ui, Icon::Close, UiText::Close.text(language), true, palette);
            right_to_left_ui(ui, |ui| close(ui).clicked())
        })
        .inner;
    let is_left = ui.horizontal_wrapped(|ui| fields_ui(ui, state, context, commands)).inner;
    ui.horizontal_wrapped(|ui| options_ui(ui, state, context));
    if is_closed || is_left {
        state.close();
        return;
    }
    let hint = match state.search() {
        Some(search) if !search.query().pattern.is_empty() => {
            let nothing = if search.has_unchanged() { UiText::ReplaceSame } else { UiText::ReplaceNothing };
            (search.is_done() && search.hits().is_empty()).then_some(nothing)
        }
        _ => Some(UiText::ReplaceHint),
    };
    match hint {
        Some(hint) => hint_ui(ui, hint.text(language), palette),
        None => list::hits_ui(ui, state, context, commands),
    }
}

/// The two texts and the button; whether Escape was pressed in a field.
fn fields_ui(ui: &mut Ui, state: &mut ReplaceState, context: &ViewContext<'_>, commands: &mut Vec<Command>) -> bool {
    let language = context.language;
    // The button takes about as much as a field.
    let width = ((ui.available_width() - 24.0) / 3.0).clamp(*FIELD_WIDTHS.start(), *FIELD_WIDTHS.end());
    let find = text_ui(ui, "replace find", UiText::ReplaceFind.text(language), &mut state.find, width);
    if state.take_focus_request() {
        focus_all(ui, &find);
    }
    let by = text_ui(ui, "replace by", UiText::ReplaceBy.text(language), &mut state.by, width);
    let is_pressed = |ui: &Ui, field: &Response, key| field.lost_focus() && ui.input(|input| input.key_pressed(key));
    if is_pressed(ui, &find, Key::Enter) {
        focus_all(ui, &by);
    }
    state.update(ui.ctx(), context);
    let ticked = state.ticked();
    let words = replace_text(ticked, language);
    begin_row_for(ui, text_width(&words, FontWeight::Regular, font_size::BODY) + 2.0 * ui.spacing().button_padding.x);
    let button =
        ui.add_enabled_ui(ticked > 0 && state.is_done(), |ui| primary_ui(ui, &words, Vec2::ZERO, context.palette));
    if is_pressed(ui, &by, Key::Enter) {
        button.inner.request_focus();
    }
    if button.inner.clicked() {
        commands.push(state.command(context.recorded()));
    }
    [find, by].iter().any(|field| is_pressed(ui, field, Key::Escape))
}

/// Goes on in a new row if this one has no space for what is so wide; whether it does.
fn begin_row_for(ui: &mut Ui, width: f32) -> bool {
    let is_full = ui.available_size_before_wrap().x < width;
    if is_full {
        ui.end_row();
    }
    is_full
}

fn text_ui(ui: &mut Ui, id: &str, label: &str, text: &mut String, width: f32) -> Response {
    let field = TextEdit::singleline(text).id(Id::unique(id)).hint_text(label).char_limit(1_000).desired_width(width);
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &*text, label);
        info.label = Some(label.to_owned());
        info
    });
    response.on_hover_text(label)
}

/// Puts the cursor into a field, over all of its text.
fn focus_all(ui: &Ui, field: &Response) {
    select_text(ui.ctx(), field.id, 0);
    field.request_focus();
}

/// What counts, where, and how much was found.
fn options_ui(ui: &mut Ui, state: &mut ReplaceState, context: &ViewContext<'_>) {
    let language = context.language;
    ui.checkbox(&mut state.options.match_case, UiText::MatchCase.text(language));
    ui.checkbox(&mut state.options.whole_words, UiText::WholeWords.text(language));
    let label = UiText::ReplaceIn.text(language);
    let spacing = ui.spacing().item_spacing.x;
    let label_width = text_width(label, FontWeight::Regular, font_size::BODY);
    if !begin_row_for(ui, 8.0 + label_width + spacing + SCOPE_WIDTH) {
        ui.add_space(8.0);
    }
    ui.label(label);
    let selected = match (&state.scope, &context.view.selection) {
        (SearchScope::Selection(_), Selection::None) => Some(state.scope.clone()),
        (_, Selection::None) => None,
        (_, selection) => Some(SearchScope::Selection(selection.clone())),
    };
    let scopes = std::iter::once(SearchScope::Map).chain(selected).chain(SearchScope::TYPES);
    let choices = scopes.map(|scope| {
        let name = scope_text(&scope).text(language).to_owned();
        (scope, name)
    });
    let size = Vec2::new(SCOPE_WIDTH, ui.spacing().interact_size.y);
    let chosen = ui.allocate_ui(size, |ui| {
        ui.set_width(size.x);
        let name = scope_text(&state.scope).text(language);
        combo_box_ui(ui, Id::unique("replace scope"), label, &state.scope, choices, name, language)
    });
    if let Some(scope) = chosen.inner {
        state.scope = scope;
    }
    if let Some(search) = state.search().filter(|search| !search.hits().is_empty()) {
        let found = found_line(search.hits().len(), search.refused(), language);
        if !begin_row_for(ui, text_width(&found, FontWeight::Regular, font_size::BODY) + 8.0) {
            ui.add_space(8.0);
        }
        ui.label(found);
    }
}

fn scope_text(scope: &SearchScope) -> UiText {
    match scope {
        SearchScope::Map => UiText::ReplaceAnywhere,
        SearchScope::Selection(_) => UiText::ReplaceSelection,
        SearchScope::Actors => TableKind::Actors.title(),
        SearchScope::Links => TableKind::Links.title(),
        SearchScope::Models => TableKind::Models.title(),
        SearchScope::Products => TableKind::Products.title(),
        SearchScope::Channels => TableKind::Channels.title(),
    }
}
