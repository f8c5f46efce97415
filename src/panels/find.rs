//! The find field: finds names by any part of them; accents are optional.

use egui::{Id, Key, Popup, PopupCloseBehavior, RectAlign, ScrollArea, TextEdit, Ui};

use super::widgets::{ListRow, ROW_HEIGHT, hint_ui, scroll_to_focused};
use crate::command::Command;
use crate::language::{Needle, UiText, best_matches};
use crate::map::Actor;
use crate::scene::{kind_colour, kind_icon};
use crate::schema::Described;
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// The most results that are listed.
const MAX_RESULTS: usize = 12;

/// The query and its results.
#[derive(Debug, Default)]
pub struct FindState {
    query: String,
    focus_requested: bool,
    results: Vec<Subject>,
    cache_key: Option<(String, u64)>,
    selected: usize,
}

impl FindState {
    /// Requests keyboard focus for the field in the next frame.
    pub fn request_focus(&mut self) {
        self.focus_requested = true;
    }
}

/// Draws the field and, while it is used, its results.
pub(super) fn find_ui(ui: &mut Ui, state: &mut FindState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let id = Id::unique("find");
    let hint = UiText::FindHint.text(context.language);
    // Consumed before the text field handles them.
    let (down, up) = if ui.memory(|memory| memory.has_focus(id)) {
        ui.input_mut(|input| {
            let none = egui::Modifiers::NONE;
            (input.count_and_consume_key(none, Key::ArrowDown), input.count_and_consume_key(none, Key::ArrowUp))
        })
    } else {
        (0, 0)
    };
    // Leaves space for the title of the map in a small window.
    let width = (ui.content_rect().width() * 0.2).clamp(120.0, 240.0);
    // As wide whatever is left: the title of the map gives way.
    let size = egui::Vec2::new(width, ui.spacing().interact_size.y);
    let field = ui.allocate_ui(size, |ui| {
        ui.set_width(width);
        ui.add(TextEdit::singleline(&mut state.query).id(id).hint_text(hint).desired_width(width))
    });
    let response = field.inner;
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &state.query, hint);
        info.label = Some(UiText::Find.text(context.language).to_owned());
        info
    });
    if std::mem::take(&mut state.focus_requested) {
        response.request_focus();
    }
    if response.changed() {
        state.selected = 0;
    }
    state.search(context);
    state.selected = (state.selected + down).saturating_sub(up).min(state.results.len().saturating_sub(1));
    let is_enter_pressed = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut go_to = is_enter_pressed.then(|| state.results.get(state.selected).copied()).flatten();
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        state.query.clear();
    }
    let open = !state.query.trim().is_empty()
        && !is_enter_pressed
        && (response.has_focus() || Popup::is_id_open(ui.ctx(), id.with("list")));
    Popup::from_response(&response)
        .id(id.with("list"))
        .open(open)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        // Below the field even where there is little space, so that the typed text stays visible.
        .align(RectAlign::BOTTOM_END)
        .align_alternatives(&[])
        .show(|ui| {
            ui.set_width(340.0_f32.min(ui.ctx().content_rect().width() - 32.0));
            if state.results.is_empty() {
                hint_ui(ui, UiText::FindNothing.text(context.language), context.palette);
            }
            let max_height = (ui.ctx().content_rect().max.y - response.rect.max.y - 24.0).max(3.0 * ROW_HEIGHT);
            ScrollArea::vertical().max_height(max_height).min_scrolled_height(max_height).show(ui, |ui| {
                for (at, subject) in state.results.iter().enumerate() {
                    let row = result_row_ui(ui, *subject, at == state.selected, context);
                    if at == state.selected && (down > 0 || up > 0) {
                        row.scroll_to_me(None);
                    }
                    if row.clicked() {
                        go_to = Some(*subject);
                    }
                }
                scroll_to_focused(ui);
            });
        });
    if let Some(subject) = go_to {
        commands.push(Command::GoTo(subject));
        state.query.clear();
        state.cache_key = None;
    }
}

fn result_row_ui(ui: &mut Ui, subject: Subject, chosen: bool, context: &ViewContext<'_>) -> egui::Response {
    let (icon, name, detail) = match subject {
        Subject::Actor(id) => {
            let actor = context.map.actors().get(&id);
            let kind = actor.map(|actor| actor.kind_in(context.year)).unwrap_or_default();
            (
                (kind_icon(kind), kind_colour(kind, context.palette)),
                actor.map_or("", |actor| &actor.name),
                actor.map_or("".into(), Actor::place),
            )
        }
        Subject::Model(id) => (
            (Icon::Model, context.palette.accent),
            context.map.models().get(&id).map_or("", |model| model.name.as_str()),
            UiText::Model.text(context.language).into(),
        ),
        Subject::Link(_) => ((Icon::Link, context.palette.link), "", "".into()),
    };
    ListRow { icon: Some(icon), name, detail: &detail, selected: chosen, accessible_text: &detail }
        .show(ui, context.palette)
}

impl FindState {
    fn search(&mut self, context: &ViewContext<'_>) {
        let key = (self.query.clone(), context.map_generation);
        if self.cache_key.as_ref() == Some(&key) {
            return;
        }
        self.cache_key = Some(key);
        let needle = Needle::new(&self.query);
        if needle.is_empty() {
            self.results.clear();
            return;
        }
        let (models, actors) = (context.map.models().values(), context.map.actors().values());
        let models = models.flat_map(|model| model.searched_names().map(|text| (text, Subject::Model(model.id))));
        let names =
            actors.clone().flat_map(|actor| actor.searched_names().map(|text| (text, Subject::Actor(actor.id))));
        self.results = best_matches(&needle, models.chain(names), MAX_RESULTS).collect();
        let details = actors.flat_map(|actor| actor.searched_details().map(|text| (text, Subject::Actor(actor.id))));
        for found in best_matches(&needle, details, MAX_RESULTS) {
            if self.results.len() < MAX_RESULTS && !self.results.contains(&found) {
                self.results.push(found);
            }
        }
    }
}
