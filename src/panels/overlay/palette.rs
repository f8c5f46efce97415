//! The palette: every command, found by any part of its name or by the first letters of its words; accents are optional.

use egui::{Id, Key, Modifiers, ScrollArea, TextEdit, Ui};

use crate::command::Command;
use crate::language::{Language, MatchRank, Needle, UiText, fold, initials};
use crate::panels::widgets::{ListRow, ROW_HEIGHT, hint_ui};
use crate::session::ViewContext;

/// The query, and which command is chosen.
#[derive(Debug, Default)]
pub struct PaletteState {
    query: String,
    selected: usize,
    has_focus: bool,
}

/// Draws it; whether it stays open.
pub(super) fn palette_ui(
    ui: &mut Ui,
    state: &mut PaletteState,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let (language, palette) = (context.language, context.palette);
    let (down, up, is_entered) = ui.input_mut(|input| {
        (
            input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
            input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
            input.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    let hint = UiText::PaletteHint.text(language);
    let field = TextEdit::singleline(&mut state.query).id(Id::unique("palette")).hint_text(hint);
    let response = ui.add(field.desired_width(f32::INFINITY));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &state.query, hint);
        info.label = Some(UiText::Palette.text(language).to_owned());
        info
    });
    if !state.has_focus {
        state.has_focus = true;
        response.request_focus();
    }
    if response.changed() {
        state.selected = 0;
    }
    let found = matching(&state.query, context);
    state.selected = (state.selected + down).saturating_sub(up).min(found.len().saturating_sub(1));
    let mut chosen = found.get(state.selected).filter(|_| is_entered).cloned();
    ui.add_space(4.0);
    if found.is_empty() {
        hint_ui(ui, UiText::FindNothing.text(language), palette);
    }
    ScrollArea::vertical().max_height((height - ROW_HEIGHT).max(ROW_HEIGHT)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (at, command) in found.iter().enumerate() {
            let keys = command.menu_entry().and_then(|entry| entry.shortcut).map(|keys| keys.text());
            let name = command.full_label(language);
            let row = ListRow {
                icon: None,
                name: &name,
                detail: keys.as_deref().unwrap_or_default(),
                selected: at == state.selected,
                accessible_text: "",
            };
            let row = row.show(ui, palette);
            if at == state.selected && (down > 0 || up > 0) {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                chosen = Some(command.clone());
            }
        }
    });
    match chosen {
        Some(command) => {
            commands.push(command);
            false
        }
        None => true,
    }
}

/// The commands that a query finds, the best first; all of them for an empty one.
fn matching(query: &str, context: &ViewContext<'_>) -> Vec<Command> {
    let needle = Needle::new(query);
    let letters = fold(query).replace(' ', "");
    let mut found: Vec<(Option<MatchRank>, usize, Command)> = Vec::new();
    for (at, command) in Command::in_palette(context).into_iter().enumerate() {
        let labels = Language::ALL.map(|language| command.full_label(language));
        let words = Language::ALL.map(|language| command.search_words(language));
        let named = labels.iter().map(AsRef::as_ref).chain(words.into_iter().filter(|words| !words.is_empty()));
        let rank = named.filter_map(|label| needle.rank(label)).min();
        let has_initials =
            !letters.is_empty() && labels.iter().any(|label| fold(&initials(label)).starts_with(&letters));
        if needle.is_empty() || rank.is_some() || has_initials {
            // Initials come before names in which the letters merely stand somewhere.
            found.push((rank.filter(|_| !has_initials && !needle.is_empty()), at, command));
        }
    }
    found.sort_by_key(|(rank, at, _)| (*rank, *at));
    found.into_iter().map(|(.., command)| command).collect()
}
