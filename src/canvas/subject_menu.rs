//! What a right click offers for a thing of the map: the same on the map and in every list.

use std::collections::BTreeSet;

use egui::{Button, Popup, Response, Ui};

use super::scrolling::menu_list_ui;
use crate::command::{Command, ExportStart, Page, Removal};
use crate::editing::Growth;
use crate::language::{Language, UiText};
use crate::map::{ActorId, LinkId, ModelId, Selection};
use crate::session::{Alike, Subject, ViewContext};

/// The width that no menu is below, in points.
pub(super) const MIN_WIDTH: f32 = 230.0;

/// The menu of a list row about a subject: a right click selects it, unless it is selected among others.
pub fn row_menu(response: &Response, subject: Subject, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if response.secondary_clicked() {
        commands.extend(selecting(subject, context));
    }
    Popup::context_menu(response).show(|ui| {
        menu_list_ui(ui, MIN_WIDTH, |ui| {
            show_on_map_ui(ui, Command::GoTo(subject), context.language, commands);
            ui.separator();
            subject_menu_ui(ui, subject, context, commands);
        });
    });
}

/// The menu of a list row that stands for several actors, such as a route: a right click selects them. `add` draws what
/// the row offers besides.
pub fn route_menu(
    response: &Response,
    actors: &BTreeSet<ActorId>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
    add: impl FnOnce(&mut Ui, &mut Vec<Command>),
) {
    let selection = Selection::Actors(actors.clone());
    if response.secondary_clicked() && context.view.selection != selection {
        commands.push(Command::Select(selection));
    }
    Popup::context_menu(response).show(|ui| {
        menu_list_ui(ui, MIN_WIDTH, |ui| {
            let language = context.language;
            let subjects = actors.iter().map(|id| Subject::Actor(*id)).collect();
            show_on_map_ui(ui, Command::Highlight(subjects), language, commands);
            add(ui, commands);
            ui.separator();
            items_ui(ui, [Command::Copy, Command::CopyPicture], language, commands);
            alike_menu_ui(ui, language, commands);
            let rest = [Command::ToggleIsolation, Command::AddModel(actors.iter().copied().collect())];
            items_ui(ui, rest, language, commands);
        });
    });
}

/// The submenu of what else to select.
fn alike_menu_ui(ui: &mut Ui, language: Language, commands: &mut Vec<Command>) {
    ui.menu_button(UiText::SelectAlike.text(language), |ui| {
        menu_list_ui(ui, 0.0, |ui| items_ui(ui, Alike::ALL.map(Command::SelectAlike), language, commands));
    });
}

/// The item that leads to the map, from whatever page.
fn show_on_map_ui(ui: &mut Ui, there: Command, language: Language, commands: &mut Vec<Command>) {
    if ui.button(UiText::ShowOnMap.text(language)).clicked() {
        commands.extend([Command::ShowPage(Page::Map), there]);
        ui.close();
    }
}

/// The command that makes a subject what a menu is about; none if it is selected.
pub(super) fn selecting(subject: Subject, context: &ViewContext<'_>) -> Option<Command> {
    let is_selected = match subject {
        Subject::Actor(actor) => context.view.selection.has_actor(actor),
        _ => context.view.selection == subject.selection(),
    };
    (!is_selected).then(|| Command::Select(subject.selection()))
}

/// The items for a subject.
pub(super) fn subject_menu_ui(ui: &mut Ui, subject: Subject, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    match subject {
        Subject::Actor(actor) => actor_ui(ui, actor, context, commands),
        Subject::Link(link) => link_ui(ui, link, context, commands),
        Subject::Model(model) => model_ui(ui, model, context, commands),
    }
}

fn actor_ui(ui: &mut Ui, actor: ActorId, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let grow = [Growth::Downstream, Growth::Upstream].map(|growth| Command::Grow(actor, growth));
    items_ui(ui, [Command::Rename, Command::LinkTo].into_iter().chain(grow), language, commands);
    ui.separator();
    let clipboard = [Command::Cut, Command::Copy, Command::CopyPicture, Command::Duplicate, Command::Delete];
    items_ui(ui, clipboard, language, commands);
    ui.separator();
    alike_menu_ui(ui, language, commands);
    let selected = match &context.view.selection {
        Selection::Actors(actors) if actors.contains(&actor) => actors.clone(),
        _ => [actor].into(),
    };
    let places = context.map.placements();
    let are_pinned = selected.iter().all(|id| places.get(id).is_some_and(|place| place.pinned));
    let pin = Command::Pin(selected.clone(), !are_pinned);
    if selected.len() > 1 {
        let arrange = Command::for_actors(&selected).into_iter();
        let arrange: Vec<Command> = arrange.filter(|command| matches!(command, Command::Arrange(_))).collect();
        ui.menu_button(UiText::Arrange.text(language), |ui| {
            menu_list_ui(ui, 0.0, |ui| items_ui(ui, arrange, language, commands));
        });
        items_ui(ui, [Command::TidySelection], language, commands);
    }
    if selected.len() == 2 {
        items_ui(ui, [Command::ShowMerge(selected.clone())], language, commands);
    }
    let rest = [Command::ToggleIsolation, Command::AddModel(selected.into_iter().collect()), pin];
    items_ui(ui, rest, language, commands);
}

fn link_ui(ui: &mut Ui, link: LinkId, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let ends = context.map.links().get(&link).map(|link| BTreeSet::from([link.from, link.to]));
    items_ui(ui, [Command::ReverseLink(link)], context.language, commands);
    if let Some(ends) = ends {
        let words = UiText::SelectEnds.text(context.language);
        item_ui(ui, words, Command::Select(Selection::Actors(ends)), commands);
    }
    items_ui(ui, [Command::ToggleIsolation, Command::Delete], context.language, commands);
}

fn model_ui(ui: &mut Ui, model: ModelId, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let Some(record) = context.map.models().get(&model) else { return };
    item_ui(ui, UiText::Rename.text(language), Command::EditName(Subject::Model(model)), commands);
    let actors: BTreeSet<ActorId> = record.core.union(&record.members).copied().collect();
    if !actors.is_empty() {
        let words = UiText::SelectItsActors.text(language);
        item_ui(ui, words, Command::Select(Selection::Actors(actors)), commands);
    }
    let pictures = [Command::ToggleIsolation, Command::CopyPicture, Command::ShowExport(ExportStart::Model(model))];
    items_ui(ui, pictures, language, commands);
    ui.separator();
    item_ui(ui, UiText::Delete.text(language), Command::Remove(Removal::Model(model)), commands);
}

/// Items with the labels and keys of their commands.
pub(super) fn items_ui(
    ui: &mut Ui,
    items: impl IntoIterator<Item = Command>,
    language: Language,
    commands: &mut Vec<Command>,
) {
    for command in items {
        let label = command.label(language);
        item_ui(ui, label, command, commands);
    }
}

/// An item under a label of its own, with the keys of its command.
pub(super) fn item_ui(ui: &mut Ui, label: &str, command: Command, commands: &mut Vec<Command>) {
    let mut button = Button::new(label);
    if let Some(keys) = command.menu_entry().and_then(|entry| entry.shortcut) {
        button = button.shortcut_text(keys.text());
    }
    if ui.add(button).clicked() {
        commands.push(command);
        ui.close();
    }
}
