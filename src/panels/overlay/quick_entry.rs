//! Quick entry: lines of text that become actors and links, with what they would make below.

use egui::text::{CCursor, CCursorRange};
use egui::{Align, Id, Key, Label, Layout, Modifiers, RichText, ScrollArea, TextEdit, Ui, Vec2};

use super::{MAIN_WIDTH, ending_ui};
use crate::canvas::{colour, primary_ui};
use crate::command::Command;
use crate::editing::{EntryOutcome, apply_entry, read_entry};
use crate::language::{Localized, Needle, UiText, best_matches, entry_counts, link_figures, link_sentence};
use crate::map::{LinkageMap, Transaction};
use crate::panels::widgets::{ListRow, heading_ui, hint_ui, take_key};
use crate::scene::{kind_colour, kind_icon};
use crate::schema::violation_sentence;
use crate::session::ViewContext;
use crate::theme::font_size;

/// The most rows of the preview.
const MAX_ROWS: usize = 12;
/// The most names that are suggested.
const MAX_SUGGESTIONS: usize = 5;

/// What is typed, and what it would make.
#[derive(Debug, Default)]
pub struct QuickEntryState {
    text: String,
    has_focus: bool,
    /// Of which text and state of the map the preview is.
    previewed: Option<(String, u64)>,
    preview: Option<Result<(LinkageMap, EntryOutcome), String>>,
}

impl QuickEntryState {
    /// With text that is there already.
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// Whether something is typed.
    pub(super) fn has_text(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

/// Draws it; whether it stays open.
pub(super) fn quick_entry_ui(
    ui: &mut Ui,
    state: &mut QuickEntryState,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::QuickEntry.text(language), palette);
    let id = Id::unique("quick entry");
    let suggestions = suggestions(&state.text, context.map);
    let (is_entered, is_completed) = ui.input_mut(|input| {
        // With Shift it ends a line.
        let is_entered = [Modifiers::NONE, Modifiers::COMMAND].iter().any(|keys| take_key(input, *keys, Key::Enter));
        (is_entered, !suggestions.is_empty() && take_key(input, Modifiers::NONE, Key::Tab))
    });
    let field = TextEdit::multiline(&mut state.text)
        .id(id)
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .hint_text(UiText::QuickEntryExample.text(language))
        .lock_focus(true)
        .char_limit(100_000);
    let response =
        ScrollArea::vertical().id_salt("quick entry text").max_height(height * 0.4).show(ui, |ui| ui.add(field));
    let response = response.inner;
    let mut is_changed = response.changed();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &state.text, UiText::QuickEntry.text(language));
        info.label = Some(UiText::QuickEntry.text(language).to_owned());
        info
    });
    if !state.has_focus {
        state.has_focus = true;
        response.request_focus();
    }
    let mut chosen = suggestions.first().filter(|_| is_completed).cloned();
    if !suggestions.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Tab").size(font_size::SMALL).color(colour(palette.text_muted)));
            for name in &suggestions {
                if ui.small_button(name).clicked() {
                    chosen = Some(name.clone());
                }
            }
        });
    }
    if let Some(name) = chosen {
        complete(&mut state.text, &name);
        is_changed = true;
        let mut edit = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        edit.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(state.text.chars().count()))));
        edit.store(ui.ctx(), id);
        response.request_focus();
    }
    state.update(context);
    ui.add_space(4.0);
    let made = match &state.preview {
        None => {
            hint_ui(ui, UiText::QuickEntryHint.text(language), palette);
            None
        }
        Some(Err(problem)) => {
            ui.add(Label::new(RichText::new(problem).color(colour(palette.error))).wrap());
            None
        }
        Some(Ok((map, outcome))) => {
            ScrollArea::vertical()
                .id_salt("quick entry preview")
                .max_height(height * 0.45)
                .show(ui, |ui| preview_ui(ui, map, outcome, context));
            Some(outcome)
        }
    };
    let makes_any = made.is_some_and(|outcome| {
        [
            outcome.actors.len(),
            outcome.links.len(),
            outcome.changed.len(),
            outcome.products.len(),
            outcome.channels.len(),
        ]
        .iter()
        .any(|count| *count > 0)
            || outcome.supplies > 0
    });
    let (is_clicked, is_cleared) = ending_ui(ui, |ui| {
        let make = ui.add_enabled_ui(makes_any, |ui| {
            primary_ui(ui, UiText::QuickEntryMake.text(language), Vec2::new(MAIN_WIDTH, 0.0), palette)
        });
        let clear = ui.add_enabled(state.has_text(), egui::Button::new(UiText::QuickEntryClear.text(language)));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            hint_ui(ui, UiText::QuickEntryKeys.text(language), palette);
        });
        (make.inner.clicked(), clear.clicked())
    });
    if is_cleared {
        state.text.clear();
        is_changed = true;
        response.request_focus();
    }
    if is_changed {
        commands.push(Command::UpdateEntry(state.text.clone()));
    }
    if makes_any && (is_entered || is_clicked) {
        commands.push(Command::Enter(state.text.clone()));
        return false;
    }
    true
}

impl QuickEntryState {
    fn update(&mut self, context: &ViewContext<'_>) {
        let key = (self.text.clone(), context.map_generation);
        if self.previewed.as_ref() == Some(&key) {
            return;
        }
        self.previewed = Some(key);
        let lines = read_entry(&self.text, context.language);
        if lines.is_empty() {
            self.preview = None;
            return;
        }
        let mut map = context.map.clone();
        let mut edit = Transaction::begin(&mut map);
        let outcome = apply_entry(&mut edit, &lines, (0.0, 0.0), context.language);
        edit.finish();
        self.preview = Some(match outcome {
            Ok(outcome) => Ok((map, outcome)),
            Err(violation) => Err(violation_sentence(&violation, context.map, context.language)),
        });
    }
}

/// What an entry would make: new actors with their kinds and lanes, links in words, and in sum.
fn preview_ui(ui: &mut Ui, map: &LinkageMap, outcome: &EntryOutcome, context: &ViewContext<'_>) {
    let (language, palette) = (context.language, context.palette);
    ui.strong(entry_counts(
        (outcome.actors.len(), outcome.links.len(), outcome.changed.len()),
        (outcome.products.len(), outcome.channels.len()),
        language,
    ));
    for name in &outcome.ambiguous {
        let words = format!("{} “{name}”", UiText::QuickEntryAmbiguous.text(language));
        ui.label(RichText::new(words).color(colour(palette.warning)));
    }
    let mut rows = 0;
    for actor in outcome.actors.iter().filter_map(|id| map.actors().get(id)).take(MAX_ROWS) {
        let icon = (kind_icon(actor.kind), kind_colour(actor.kind, palette));
        let stage = actor.stage.filter(|_| !actor.is_below_lanes()).and_then(|stage| map.stages().get(&stage));
        let place = stage.map_or("", |stage| &stage.name);
        let detail = if place.is_empty() {
            actor.kind.text(language).to_owned()
        } else {
            format!("{} · {place}", actor.kind.text(language))
        };
        let row =
            ListRow { icon: Some(icon), name: &actor.name, detail: &detail, selected: false, accessible_text: "" };
        row.show(ui, palette);
        rows += 1;
    }
    for link in outcome.links.iter().chain(&outcome.changed).filter_map(|id| map.links().get(id)) {
        if rows >= MAX_ROWS {
            ui.label("…");
            break;
        }
        let sentence = link_sentence(link, map, context.year, language);
        let words: Vec<String> = std::iter::once(sentence).chain(link_figures(map, link, language)).collect();
        ui.add(Label::new(words.join(" · ")).wrap());
        rows += 1;
    }
}

/// Known names that the last name typed begins, or has in it; none where it stands there in full.
fn suggestions(text: &str, map: &LinkageMap) -> Vec<String> {
    let typed = last_name(text);
    let needle = Needle::new(typed);
    if typed.chars().count() < 2 {
        return Vec::new();
    }
    let names = map.actors().values().map(|actor| (actor.name.as_str(), actor.name.as_str()));
    let found: Vec<String> = best_matches(&needle, names, MAX_SUGGESTIONS).map(str::to_owned).collect();
    if found.iter().any(|name| name == typed) { Vec::new() } else { found }
}

/// The name that is being typed at the end of a text; empty behind a colon, where details stand.
fn last_name(text: &str) -> &str {
    let line = text.rsplit('\n').next().unwrap_or_default();
    let name = line.rsplit(['>', '→', ';']).next().unwrap_or_default();
    if name.contains(':') { "" } else { name.trim() }
}

fn complete(text: &mut String, name: &str) {
    let typed = last_name(text).len();
    let end = text.trim_end().len();
    text.truncate(end.saturating_sub(typed));
    text.push_str(name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_completed_where_it_is_typed() {
        for (typed, completed) in [
            ("HTX A > ct", "HTX A > Công ty B"),
            ("ct", "Công ty B"),
            ("A > X: 5\nA -> ct ", "A > X: 5\nA -> Công ty B"),
        ] {
            let mut text = typed.to_owned();
            complete(&mut text, "Công ty B");
            assert_eq!(text, completed);
        }
        assert_eq!(last_name("A > B: Lúa"), "");
        assert_eq!(last_name("A; Bé"), "Bé");
    }
}
