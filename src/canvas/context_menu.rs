//! What a right click offers: for an actor, a link, a lane, or empty ground.

use egui::{Popup, Response, Ui};

use super::frame_input::FrameInput;
use super::hits::{self, HIT_RADIUS, stage_at};
use crate::command::Command;
use crate::editing::Growth;
use crate::language::{Language, UiText};
use crate::map::{ActorId, LinkId, Selection, StageId};
use crate::scene::Point;
use crate::session::Alike;

/// What was clicked, until the menu closes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum MenuTarget {
    #[default]
    None,
    Actor(ActorId),
    Link(LinkId),
    Ground {
        stage: Option<StageId>,
        at: Point,
    },
}

/// Opens the menu on a right click, and draws it while it is open.
pub(super) fn context_menu_ui(
    response: &Response,
    target: &mut MenuTarget,
    zoom: f32,
    place: impl Fn(egui::Pos2) -> Point,
    input: FrameInput<'_>,
    commands: &mut Vec<Command>,
) {
    let FrameInput { scene, context, map, .. } = input;
    if response.secondary_clicked()
        && let Some(clicked) = response.interact_pointer_pos().filter(|clicked| map.contains(*clicked))
    {
        let point = place(clicked);
        let radius = HIT_RADIUS / zoom;
        *target = match hits::hit_actor(scene, point, radius * 0.5) {
            Some((actor, _)) => MenuTarget::Actor(actor),
            None => match scene.nearest_link(point, radius) {
                Some(link) => MenuTarget::Link(link.id),
                None => MenuTarget::Ground { stage: stage_at(scene, point), at: point },
            },
        };
        match *target {
            // What is clicked is what the menu is about.
            MenuTarget::Actor(actor) if !context.view.selection.has_actor(actor) => {
                commands.push(Command::Select(Selection::actor(actor)));
            }
            MenuTarget::Link(link) => commands.push(Command::Select(Selection::Link(link))),
            _ => {}
        }
    }
    Popup::context_menu(response).show(|ui| {
        ui.set_min_width(230.0);
        match *target {
            MenuTarget::None => ui.close(),
            MenuTarget::Actor(actor) => actor_ui(ui, actor, input, commands),
            MenuTarget::Link(link) => link_ui(ui, link, input, commands),
            MenuTarget::Ground { stage, at } => ground_ui(ui, stage, at, input, commands),
        }
    });
}

fn actor_ui(ui: &mut Ui, actor: ActorId, input: FrameInput<'_>, commands: &mut Vec<Command>) {
    let context = input.context;
    let language = context.language;
    let grow = [Growth::Downstream, Growth::Upstream].map(|growth| Command::Grow(actor, growth));
    items_ui(ui, [Command::Rename, Command::LinkTo].into_iter().chain(grow), language, commands);
    ui.separator();
    let clipboard = [Command::Cut, Command::Copy, Command::CopyPicture, Command::Duplicate, Command::Delete];
    items_ui(ui, clipboard, language, commands);
    ui.separator();
    ui.menu_button(UiText::SelectAlike.text(language), |ui| {
        items_ui(ui, Alike::ALL.map(Command::SelectAlike), language, commands);
    });
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
        ui.menu_button(UiText::Arrange.text(language), |ui| items_ui(ui, arrange, language, commands));
        items_ui(ui, [Command::TidySelection], language, commands);
    }
    let rest = [Command::ToggleIsolation, Command::AddModel(selected.into_iter().collect()), pin];
    items_ui(ui, rest, language, commands);
}

fn link_ui(ui: &mut Ui, link: LinkId, input: FrameInput<'_>, commands: &mut Vec<Command>) {
    let items = [Command::ReverseLink(link), Command::ToggleIsolation, Command::Delete];
    items_ui(ui, items, input.context.language, commands);
}

fn ground_ui(ui: &mut Ui, stage: Option<StageId>, at: Point, input: FrameInput<'_>, commands: &mut Vec<Command>) {
    let language = input.context.language;
    let add = Command::AddActor { stage, at: (at.x, at.y) };
    items_ui(ui, [add, Command::QuickEntry, Command::RequestPaste, Command::CopyPicture], language, commands);
    ui.separator();
    items_ui(ui, [Command::SelectAll, Command::Fit, Command::Tidy, Command::AddStage], language, commands);
}

/// Items with the labels and keys of their commands.
fn items_ui(ui: &mut Ui, items: impl IntoIterator<Item = Command>, language: Language, commands: &mut Vec<Command>) {
    for command in items {
        let mut button = egui::Button::new(command.label(language));
        if let Some(keys) = command.menu_entry().and_then(|entry| entry.shortcut) {
            button = button.shortcut_text(keys.text());
        }
        if ui.add(button).clicked() {
            commands.push(command);
            ui.close();
        }
    }
}
