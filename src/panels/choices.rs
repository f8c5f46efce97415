//! Lists to choose from. A long one has a field that filters it as one types, accents aside; Enter takes the first.

use egui::{ComboBox, Id, Key, PopupCloseBehavior, ScrollArea, TextEdit, Ui};

use crate::language::{Language, Needle, UiText};

/// From this many choices on a list has a field that filters it.
const FILTERED_FROM: usize = 8;
/// The most height of a list, in points; it scrolls beyond.
const MAX_HEIGHT: f32 = 300.0;

/// What is typed into the filter of a list, in which pass it was opened, and in which last drawn: when a list opens anew, it is
/// empty.
#[derive(Clone, Default)]
struct FilterText {
    text: String,
    opened: u64,
    pass: u64,
}

/// A combo box; returns the new choice.
pub(super) fn combo_box_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &T,
    choices: impl IntoIterator<Item = (T, String)>,
    selected_text: &str,
    language: Language,
) -> Option<T> {
    let mut chosen = None;
    let response = ComboBox::from_id_salt(id)
        .selected_text(selected_text)
        .width(ui.available_width())
        .height(MAX_HEIGHT + 60.0)
        .truncate()
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show_ui(ui, |ui| {
            super::widgets::set_focus_outline(ui);
            let choices: Vec<(T, String)> = choices.into_iter().collect();
            let row = |ui: &mut Ui, (value, text): &(T, String)| {
                ui.selectable_label(value == current, text.as_str()).clicked()
            };
            if let Some((value, _)) = list_ui(ui, id, &choices, |(_, text)| text, row, language) {
                chosen = Some(value.clone()).filter(|value| value != current);
                ui.close();
            }
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("{label} {selected_text}")));
    chosen
}

/// The rows of a list in a popup, below a filter if they are many; returns the one that was clicked, or is the first when Enter
/// is pressed in the filter. `row` draws one and tells whether it was clicked.
pub(super) fn list_ui<'a, T>(
    ui: &mut Ui,
    id: Id,
    items: &'a [T],
    text: impl Fn(&T) -> &str,
    mut row: impl FnMut(&mut Ui, &T) -> bool,
    language: Language,
) -> Option<&'a T> {
    if items.len() < FILTERED_FROM {
        return items.iter().filter(|item| row(ui, item)).last();
    }
    let (needle, is_entered) = filter_ui(ui, id.with("filter"), language);
    let mut found: Vec<&T> = items.iter().filter(|item| needle.rank(text(item)).is_some()).collect();
    if !needle.is_empty() {
        found.sort_by_key(|item| needle.rank(text(item)));
    }
    if found.is_empty() {
        ui.weak(UiText::FindNothing.text(language));
    }
    let entered = found.first().copied().filter(|_| is_entered);
    let clicked = ScrollArea::vertical().max_height(MAX_HEIGHT).show(ui, |ui| {
        let clicked = found.iter().copied().filter(|item| row(ui, item)).last();
        super::widgets::scroll_to_focused(ui);
        clicked
    });
    clicked.inner.or(entered)
}

/// The filter of a list; it has the cursor from the start. Whether Enter was pressed in it comes second.
fn filter_ui(ui: &mut Ui, id: Id, language: Language) -> (Needle, bool) {
    let pass = ui.ctx().cumulative_pass_nr();
    let known = ui.data(|data| data.get_temp::<FilterText>(id)).unwrap_or_default();
    let is_new = known.pass + 1 < pass;
    let FilterText { mut text, opened, .. } =
        if is_new { FilterText { opened: pass, ..FilterText::default() } } else { known };
    let hint = UiText::Find.text(language);
    let field = ui.add(TextEdit::singleline(&mut text).id(id.with("field")).hint_text(hint).desired_width(180.0));
    field.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &text, hint);
        info.label = Some(UiText::FilterList.text(language).to_owned());
        info
    });
    // The click that opens a list is seen once more in the pass after the one that measures it, and takes the focus away.
    if pass <= opened + 2 && !field.has_focus() {
        field.request_focus();
    }
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let needle = Needle::new(&text);
    ui.data_mut(|data| data.insert_temp(id, FilterText { text, opened, pass }));
    (needle, is_entered)
}
