//! The field in a cell, with the values that fit what is typed in a short list under it.

use egui::text::{CCursor, CCursorRange};
use egui::{Align2, Area, Frame, Id, Key, KeyboardShortcut, Margin, Modifiers, Order, Rect, ScrollArea, TextEdit, Ui};

use super::super::super::fields::{discard_draft, mark_pristine};
use super::super::super::widgets::{ListRow, ROW_HEIGHT};
use super::cursor::CellPlace;
use super::keys::{Ending, ending};
use crate::command::{Change, Command};
use crate::exchange::{EditRow, TableColumn, TableKind, TableRecord};
use crate::language::{Needle, best_matches};
use crate::map::Year;
use crate::schema::{Choices, ListEntry, measure_choices, violation_problem};
use crate::session::ViewContext;

/// The most values in the list.
const MAX_SUGGESTIONS: usize = 8;
/// The longest text that is typed in a cell.
const CHAR_LIMIT: usize = 100_000;

/// A field that is open in a cell.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub struct CellEditor {
    pub kind: TableKind,
    pub place: CellPlace,
    /// The other corner of the block that was selected when it was opened.
    pub extent: CellPlace,
    pub column: TableColumn,
    /// The year whose figures are meant, whatever year is shown later.
    pub year: Year,
    /// The text that it was opened on.
    pub initial: String,
    pub text: String,
    /// Whether typing replaced the value: arrows then end it.
    pub replaces: bool,
    has_focus: bool,
    /// Whether it was drawn in the last frame.
    pub is_drawn: bool,
    /// Whether what is typed is not in a draft: no value of the column, or of a row that is none yet.
    pub is_unsent: bool,
    suggestions: Vec<String>,
    /// Of which text, and of which state of the map, the list is.
    suggested: Option<(String, u64)>,
    chosen: Option<usize>,
}

/// How a field ended: the text to take, and the key that ended it.
pub(super) struct Ended {
    pub text: Option<String>,
    pub ending: Ending,
}

impl CellEditor {
    /// A field on a value, or on a text that replaces it.
    pub fn new(
        kind: TableKind,
        (place, column): (CellPlace, TableColumn),
        year: Year,
        initial: String,
        typed: Option<String>,
    ) -> Self {
        Self {
            kind,
            place,
            extent: place,
            column,
            year,
            replaces: typed.is_some(),
            text: typed.unwrap_or_else(|| initial.clone()),
            initial,
            has_focus: false,
            is_drawn: true,
            is_unsent: false,
            suggestions: Vec::new(),
            suggested: None,
            chosen: None,
        }
    }

    /// The record with what is typed.
    ///
    /// # Errors
    /// Why it may not stand there.
    pub fn read(&self, context: &ViewContext<'_>) -> Result<Option<TableRecord>, String> {
        let EditRow::Record(row) = self.place.row else { return Ok(None) };
        let (map, language) = (context.recorded(), context.language);
        let Some(mut record) = TableRecord::of(row, map) else { return Ok(None) };
        record.read(self.column, &self.text, map, (self.year, language)).map_err(|error| error.sentence(language))?;
        record.refusal(map).map_or(Ok(Some(record)), |violation| Err(violation_problem(&violation, map, language)))
    }

    /// Sends what is typed so far as a draft, as far as it may stand there.
    fn send(&mut self, ui: &Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
        let is_changed = self.text != self.initial;
        let record = self.read(context).ok().flatten().filter(|_| is_changed);
        self.is_unsent = is_changed && record.is_none();
        match record {
            Some(record) => commands.push(Command::UpdateDraft(Box::new(Change::from(record)))),
            None => discard_draft(ui.ctx()),
        }
    }

    /// Finds the values that fit what is typed. Where only these fit, the first is chosen; else one is chosen by arrows.
    fn suggest(&mut self, context: &ViewContext<'_>) {
        let key = (self.text.clone(), context.map_generation);
        if self.suggested.as_ref() == Some(&key) {
            return;
        }
        self.suggested = Some(key);
        let choices = self.column.choices(context.language);
        self.suggestions = suggestions(&choices, self, context);
        let is_closed = !matches!(choices, Choices::Known | Choices::Free);
        let is_wrong = is_closed && !self.text.trim().is_empty() && self.is_wrong(context);
        self.chosen = is_wrong.then_some(0).filter(|_| !self.suggestions.is_empty());
    }

    /// The text to take: what is typed, or the value that is chosen for it.
    pub(super) fn taken_text(&mut self, context: &ViewContext<'_>) -> String {
        self.suggest(context);
        let chosen = self.chosen.and_then(|at| self.suggestions.get(at));
        chosen.map_or_else(|| self.text.clone(), |value| self.completed(value, context))
    }

    /// Whether what is typed is no value yet; of the new row, whether its last entry is none of those offered.
    fn is_wrong(&self, context: &ViewContext<'_>) -> bool {
        match self.place.row {
            EditRow::Record(_) => self.read(context).is_err(),
            EditRow::New(_) => {
                let entry = entry_of(&self.column.choices(context.language));
                let typed = self.text.get(entry.start(&self.text)..).unwrap_or_default();
                !typed.is_empty() && !self.suggestions.iter().any(|name| name == typed)
            }
        }
    }

    /// The text with its last entry completed to this value.
    fn completed(&self, value: &str, context: &ViewContext<'_>) -> String {
        let start = entry_of(&self.column.choices(context.language)).start(&self.text);
        format!("{}{value}", self.text.get(..start).unwrap_or_default())
    }
}

fn entry_of(choices: &Choices) -> ListEntry {
    match choices {
        Choices::Products(entry) | Choices::Actors(entry) => *entry,
        Choices::Free | Choices::Words(_) | Choices::Stages | Choices::Measures | Choices::Known => ListEntry::Only,
    }
}

/// The values that fit what is typed, the best first; all of a short list before anything is typed.
fn suggestions(choices: &Choices, editor: &CellEditor, context: &ViewContext<'_>) -> Vec<String> {
    let map = context.recorded();
    let typed = editor.text.get(entry_of(choices).start(&editor.text)..).unwrap_or_default().trim();
    // Before anything is typed all values are offered, not those like the present one.
    let typed = if editor.text == editor.initial { "" } else { typed };
    // Behind a colon stands a number, but of how a target is counted.
    if typed.contains(':') && *choices != Choices::Measures {
        return Vec::new();
    }
    let pick = |names: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        if typed.is_empty() {
            return names.take(MAX_SUGGESTIONS).map(str::to_owned).collect();
        }
        let needle = Needle::new(typed);
        let found: Vec<String> =
            best_matches(&needle, names.map(|name| (name, name)), MAX_SUGGESTIONS).map(str::to_owned).collect();
        if found.len() == 1 && found.first().is_some_and(|only| only == typed) { Vec::new() } else { found }
    };
    match choices {
        Choices::Free => Vec::new(),
        Choices::Words(words) => pick(&mut words.iter().map(String::as_str)),
        Choices::Stages => pick(&mut map.stages_in_order().into_iter().map(|stage| stage.name.as_str())),
        Choices::Measures => {
            let measures = measure_choices(map, editor.year, context.language);
            pick(&mut measures.iter().map(String::as_str))
        }
        Choices::Products(_) => pick(&mut map.products().values().map(|product| product.name.as_str())),
        Choices::Actors(_) if typed.is_empty() => Vec::new(),
        Choices::Actors(_) => pick(&mut map.actors().values().map(|actor| actor.name.as_str())),
        Choices::Known => pick(&mut editor.column.known_texts(map).into_iter()),
    }
}

/// Draws the field in its cell, with its list; how it ends, if it does.
pub(super) fn editor_ui(
    ui: &mut Ui,
    editor: &mut CellEditor,
    cell: Rect,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> Option<Ended> {
    let id = Id::unique(("cell field", editor.kind, editor.place));
    editor.is_drawn = true;
    editor.suggest(context);
    let has_list = !editor.suggestions.is_empty();
    let pressed = if editor.has_focus {
        choose_by_keys(ui, editor);
        ending(ui, editor.replaces, has_list)
    } else {
        None
    };
    let title = editor.column.title(context.language);
    let field = if editor.column.is_note() {
        TextEdit::multiline(&mut editor.text)
            .desired_rows(1)
            .return_key(KeyboardShortcut::new(Modifiers::ALT, Key::Enter))
    } else {
        TextEdit::singleline(&mut editor.text)
    };
    let field = field
        .id(id)
        .margin(Margin::symmetric(5, 3))
        .desired_width(cell.width() - 10.0)
        .min_size(cell.size())
        .align(if editor.column.is_numeric() { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER })
        .char_limit(CHAR_LIMIT)
        .lock_focus(true);
    let response = ui.put(cell, field);
    let (initial, text) = (editor.initial.clone(), editor.text.clone());
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, &initial, &text, &title);
        info.label = Some(title.clone());
        info
    });
    if !editor.has_focus {
        editor.has_focus = true;
        response.request_focus();
        // A value is edited from its end, as is what was typed over it.
        let mut edit = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        edit.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(usize::MAX))));
        edit.store(ui.ctx(), id);
        ui.ctx().request_repaint();
        if editor.replaces {
            editor.send(ui, context, commands);
        }
        return None;
    }
    mark_pristine(ui.ctx(), id, editor.text == editor.initial);
    if response.changed() {
        editor.send(ui, context, commands);
        editor.suggest(context);
    }
    let list = list_ui(ui, editor, cell, context);
    if let Some(value) = list.clicked {
        return Some(Ended { text: Some(editor.completed(&value, context)), ending: Ending::Keep(None) });
    }
    let ending = match pressed {
        Some(ending) => ending,
        None if response.lost_focus() && list.is_pointed_at => {
            response.request_focus();
            return None;
        }
        None if response.lost_focus() => {
            // A click elsewhere takes what is typed, not what is only offered.
            return Some(Ended { text: Some(editor.text.clone()), ending: Ending::Keep(None) });
        }
        None => return None,
    };
    ui.memory_mut(|memory| memory.surrender_focus(id));
    let text = match ending {
        Ending::Leave => None,
        Ending::Keep(_) | Ending::Fill => Some(editor.taken_text(context)),
    };
    Some(Ended { text, ending })
}

/// Arrows up and down choose in the list.
fn choose_by_keys(ui: &Ui, editor: &mut CellEditor) {
    let count = editor.suggestions.len();
    if count == 0 {
        return;
    }
    let (down, up) = ui.input_mut(|input| {
        let none = Modifiers::NONE;
        (input.count_and_consume_key(none, Key::ArrowDown), input.count_and_consume_key(none, Key::ArrowUp))
    });
    if down > 0 {
        editor.chosen = Some(editor.chosen.map_or(down - 1, |at| at + down).min(count - 1));
    }
    if up > 0 {
        editor.chosen = editor.chosen.and_then(|at| at.checked_sub(up));
    }
}

struct List {
    clicked: Option<String>,
    is_pointed_at: bool,
}

fn list_ui(ui: &Ui, editor: &CellEditor, cell: Rect, context: &ViewContext<'_>) -> List {
    let mut list = List { clicked: None, is_pointed_at: false };
    if editor.suggestions.is_empty() {
        return list;
    }
    let area = Area::new(Id::unique("cell list"))
        .order(Order::Foreground)
        .fixed_pos(cell.left_bottom())
        .constrain(true)
        .show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::same(3)).show(ui, |ui| {
                ui.set_width(cell.width().clamp(160.0, 360.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                let height = MAX_SUGGESTIONS as f32 * ROW_HEIGHT;
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    for (at, value) in editor.suggestions.iter().enumerate() {
                        let selected = editor.chosen == Some(at);
                        let row = ListRow { icon: None, name: value, detail: "", selected, accessible_text: "" };
                        let response = row.show(ui, context.palette);
                        if selected {
                            response.scroll_to_me(None);
                        }
                        if response.clicked() {
                            list.clicked = Some(value.clone());
                        }
                    }
                });
            });
        });
    list.is_pointed_at = ui.ctx().pointer_latest_pos().is_some_and(|pos| area.response.rect.contains(pos));
    list
}
