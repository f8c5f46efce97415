//! What a right click on the canvas offers: for an actor, a link, a lane by its heading, a band by its name, empty ground.

use std::collections::BTreeSet;

use egui::{Popup, Pos2, Response, Ui};

use super::camera::Camera;
use super::frame_input::FrameInput;
use super::hits::{self, HIT_RADIUS, stage_at};
use super::scrolling::menu_list_ui;
use super::subject_menu::{MIN_WIDTH, item_ui, items_ui, selecting, subject_menu_ui};
use super::{bands, headers};
use crate::command::{Command, Removal};
use crate::language::UiText;
use crate::map::{ActorId, Banding, Selection, StageId};
use crate::scene::{Point, band_actors};
use crate::schema::banding_name;
use crate::session::{Subject, ViewContext};

/// What was clicked, until the menu closes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum MenuTarget {
    #[default]
    None,
    Subject(Subject),
    /// A lane, by its heading.
    Lane(StageId),
    /// A band, by the actors that belong to it.
    Band(BTreeSet<ActorId>),
    Ground {
        stage: Option<StageId>,
        at: Point,
    },
}

/// Opens the menu on a right click, and draws it while it is open.
pub(super) fn context_menu_ui(
    response: &Response,
    target: &mut MenuTarget,
    camera: &Camera,
    input: FrameInput<'_>,
    commands: &mut Vec<Command>,
) {
    let context = input.context;
    if response.secondary_clicked()
        && let Some(clicked) = response.interact_pointer_pos()
    {
        *target = target_at(clicked, camera, input);
        // What is clicked is what the menu is about.
        if let MenuTarget::Subject(subject) = *target {
            commands.extend(selecting(subject, context));
        }
    }
    if *target == MenuTarget::None {
        return;
    }
    Popup::context_menu(response).show(|ui| {
        menu_list_ui(ui, MIN_WIDTH, |ui| match target {
            MenuTarget::None => {}
            MenuTarget::Subject(subject) => subject_menu_ui(ui, *subject, context, commands),
            MenuTarget::Lane(stage) => lane_ui(ui, *stage, input, camera, commands),
            MenuTarget::Band(actors) => band_ui(ui, actors, context, commands),
            MenuTarget::Ground { stage, at } => ground_ui(ui, *stage, *at, context, commands),
        });
    });
}

fn target_at(
    clicked: Pos2,
    camera: &Camera,
    FrameInput { scene, context, screen, map, .. }: FrameInput<'_>,
) -> MenuTarget {
    if let Some(lane) = headers::header_at(scene, camera, screen, clicked) {
        return MenuTarget::Lane(lane.stage);
    }
    if let Some(band) = bands::band_label_at(scene, camera, screen, clicked) {
        return MenuTarget::Band(band_actors(context.map, &band.name, context.language));
    }
    if !map.contains(clicked) {
        return MenuTarget::None;
    }
    let point = camera.map_from_screen(clicked, screen);
    let radius = HIT_RADIUS / camera.zoom;
    match hits::hit_actor(scene, point, radius * 0.5) {
        Some((actor, _)) => MenuTarget::Subject(Subject::Actor(actor)),
        None => match scene.nearest_link(point, radius) {
            Some(link) => MenuTarget::Subject(Subject::Link(link.id)),
            None => MenuTarget::Ground { stage: stage_at(scene, point), at: point },
        },
    }
}

fn lane_ui(ui: &mut Ui, stage: StageId, input: FrameInput<'_>, camera: &Camera, commands: &mut Vec<Command>) {
    let (scene, context) = (input.scene, input.context);
    let language = context.language;
    let mut item = |ui: &mut Ui, text: UiText, command| item_ui(ui, text.text(language), command, commands);
    item(ui, UiText::Rename, Command::RenameStage(stage));
    if let Some(lane) = scene.lanes.iter().find(|lane| lane.stage == stage) {
        let at = (f32::midpoint(lane.left, lane.right), camera.middle.y);
        item(ui, UiText::AddActor, Command::AddActor { stage: Some(stage), at });
    }
    select_stage_ui(ui, Some(stage), context, &mut item);
    ui.separator();
    item(ui, UiText::AddStageBefore, Command::InsertStage { beside: stage, before: true });
    item(ui, UiText::AddStageAfter, Command::InsertStage { beside: stage, before: false });
    let order: Vec<StageId> = context.map.stages_in_order().iter().map(|stage| stage.id).collect();
    for pair in order.windows(2) {
        match *pair {
            [before, this] if this == stage => item(ui, UiText::MoveLeft, Command::SwapStages(this, before)),
            [this, after] if this == stage => item(ui, UiText::MoveRight, Command::SwapStages(this, after)),
            _ => {}
        }
    }
    ui.separator();
    item(ui, UiText::DeleteStage, Command::Remove(Removal::Stage(stage)));
}

/// Selects the actors of a lane, or those below the lanes, if there are any.
fn select_stage_ui(
    ui: &mut Ui,
    stage: Option<StageId>,
    context: &ViewContext<'_>,
    item: &mut impl FnMut(&mut Ui, UiText, Command),
) {
    let of_lane = context.map.actors().values().filter(|actor| match stage {
        Some(_) => actor.stage == stage && !actor.is_below_lanes(),
        None => actor.is_below_lanes(),
    });
    let actors: BTreeSet<ActorId> = of_lane.map(|actor| actor.id).collect();
    if !actors.is_empty() {
        item(ui, UiText::SelectItsActors, Command::Select(Selection::Actors(actors)));
    }
}

fn band_ui(ui: &mut Ui, actors: &BTreeSet<ActorId>, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    if !actors.is_empty() {
        let select = Command::Select(Selection::Actors(actors.clone()));
        item_ui(ui, UiText::SelectItsActors.text(language), select, commands);
        ui.separator();
    }
    let present = context.map.info().bands;
    for bands in std::iter::once(None).chain(Banding::ALL.map(Some)) {
        if ui.radio(bands == present, banding_name(bands).text(language)).clicked() {
            commands.push(Command::SetBands(bands));
            ui.close();
        }
    }
}

fn ground_ui(ui: &mut Ui, stage: Option<StageId>, at: Point, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let add = Command::AddActor { stage, at: (at.x, at.y) };
    items_ui(ui, [add, Command::QuickEntry, Command::RequestPaste, Command::CopyPicture], language, commands);
    ui.separator();
    let mut item = |ui: &mut Ui, text: UiText, command| item_ui(ui, text.text(language), command, commands);
    select_stage_ui(ui, stage, context, &mut item);
    items_ui(ui, [Command::SelectAll, Command::Fit, Command::Tidy], language, commands);
    match stage {
        Some(beside) => {
            let mut item = |ui: &mut Ui, text: UiText, command| item_ui(ui, text.text(language), command, commands);
            item(ui, UiText::RenameStage, Command::RenameStage(beside));
            item(ui, UiText::AddStageAfter, Command::InsertStage { beside, before: false });
        }
        None => items_ui(ui, [Command::AddStage], language, commands),
    }
}
