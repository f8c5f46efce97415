//! Pointer and wheel on the canvas: panning, moving actors, drawing links, box selection, selecting.

use egui::{CursorIcon, Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui};

use super::camera::Camera;
use super::camera_motion::{CameraMotion, CameraMove};
use super::card_offsets::{CardOffsets, DragPreview, DroppedCards};
use super::dragging::Held;
use super::frame_input::FrameInput;
use super::gesture::{BoxMode, Gesture, Press};
use super::growth_handles;
use super::hits::{self, CardPart, HIT_RADIUS};
use super::overview;
use super::questions::OpenQuestion;
use super::snapping::{SNAP_RADIUS, SnapField};
use crate::command::Command;
use crate::map::Selection;
use crate::scene::{ActorMark, Point};
use crate::session::Subject;

/// Margin around an overview cell that the camera flies to, in map units.
const FLY_MARGIN: f32 = 60.0;

/// What the pointer is doing, kept from frame to frame.
#[derive(Debug, Default)]
pub(super) struct PointerTools {
    pub gesture: Gesture,
    pub dropped_cards: DroppedCards,
    pub question: OpenQuestion,
}

/// The keys held in this frame.
#[derive(Clone, Copy, Debug, Default)]
struct HeldKeys {
    modifiers: Modifiers,
    space: bool,
}

impl HeldKeys {
    fn of(ui: &Ui) -> Self {
        let typing = ui.ctx().text_edit_focused();
        ui.input(|input| Self { modifiers: input.modifiers, space: !typing && input.key_down(Key::Space) })
    }

    /// What they mean while cards are dragged.
    fn held(self) -> Held {
        let Modifiers { alt, command, shift, .. } = self.modifiers;
        Held { copies: command || alt, is_straight: shift, is_free: self.space }
    }

    /// What they mean for a selection frame.
    fn box_mode(self) -> BoxMode {
        match self.modifiers {
            Modifiers { command: true, .. } => BoxMode::Toggle,
            Modifiers { shift: true, .. } => BoxMode::Add,
            _ => BoxMode::Replace,
        }
    }
}

/// What dragged cards snap to; nothing where cards are too small to be told apart.
fn snap_field(input: &FrameInput<'_>, camera: &Camera) -> Option<SnapField> {
    (!overview::is_overview(input.scene, input.detail_zoom(camera)))
        .then(|| SnapField { view: camera.visible_area(input.screen), reach: SNAP_RADIUS / camera.zoom })
}

/// Wheel and touchpad: pan; with Ctrl or a pinch zoom about the pointer.
pub(super) fn handle_scroll(ui: &Ui, response: &Response, screen: Rect, camera_motion: &mut CameraMotion) {
    let Some(place) = response.hover_pos() else { return };
    let (zoom, scroll, now) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta(), input.time));
    if zoom.is_finite() && zoom > 0.0 && (zoom - 1.0).abs() > f32::EPSILON {
        camera_motion.zoom_at(place, zoom, screen, now);
    } else {
        camera_motion.pan(scroll, now);
    }
}

impl PointerTools {
    /// Whether a gesture is in progress.
    pub fn has_gesture(&self) -> bool {
        self.gesture != Gesture::Idle
    }

    /// The offsets of dropped and dragged cards, and what else a drag shows.
    pub fn card_offsets(&self, input: &FrameInput<'_>, camera: &Camera) -> (CardOffsets, DragPreview) {
        self.dropped_cards.offsets(&self.gesture, input.scene, input.context.map, snap_field(input, camera))
    }

    /// Handles presses, drags and clicks.
    pub fn handle(
        &mut self,
        ui: &Ui,
        response: &Response,
        input: FrameInput<'_>,
        camera_motion: &mut CameraMotion,
        reduced_motion: bool,
        commands: &mut Vec<Command>,
    ) {
        let FrameInput { scene, highlight, context, screen, map, .. } = input;
        let camera = *camera_motion.camera();
        let edge = HIT_RADIUS / camera.zoom;
        let now = ui.input(|input| input.time);
        let keys = HeldKeys::of(ui);
        let at = |place: Pos2| camera.map_from_screen(place, screen);
        if response.is_pointer_button_down_on() {
            camera_motion.stop_fling();
        }
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin()).or(response.interact_pointer_pos());
            if let Some(origin) = origin {
                let on_header = !map.contains(origin);
                let under = hits::hit_actor(scene, at(origin), edge);
                // Zoomed out, a drag pans: single cards are too small to be seen.
                let is_overview = overview::is_overview(scene, input.detail_zoom(&camera))
                    && !under.is_some_and(|(id, _)| highlight.actors.contains(&id));
                // In a partial scope cards are not moved: a drag pans.
                let is_partial_scope = !context.view.scope.is_whole_map();
                let pans = is_partial_scope
                    || keys.space
                    || on_header
                    || is_overview
                    || !response.dragged_by(PointerButton::Primary);
                self.gesture = if pans {
                    Gesture::Panning
                } else {
                    let handle = growth_handles::handle_at(input, &camera, origin);
                    let press = Press { edge, held: keys.held(), mode: keys.box_mode(), handle };
                    Gesture::begin(scene, &context.view.selection, at(origin), press)
                };
            }
        }
        if let Some(place) = response.interact_pointer_pos() {
            let point = at(place);
            if self.gesture == Gesture::Panning {
                camera_motion.pan(response.drag_delta(), now);
            } else {
                self.gesture.follow(point, keys.held());
            }
        }
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            self.gesture = Gesture::Idle;
        }
        if response.drag_stopped() && self.gesture == Gesture::Panning && !reduced_motion {
            camera_motion.start_fling(ui.input(|input| input.pointer.velocity()), now);
        }
        if response.drag_stopped() {
            let gesture = std::mem::take(&mut self.gesture);
            let near = (edge, snap_field(&input, &camera));
            let drawn = |mark: &ActorMark| self.dropped_cards.drawn_position(mark);
            let ended = gesture.end(scene, context.map, &context.view.selection, near, drawn);
            if let Some(Command::Move(moves)) = ended.commands.last() {
                // Until the scene is rebuilt, show the actors where they were dropped.
                let positions =
                    moves.iter().map(|moved| (moved.placement.actor, Point::new(moved.placement.x, moved.placement.y)));
                self.dropped_cards.hold(positions, ui.ctx().cumulative_frame_nr());
            }
            if let Some((question, place)) = ended.question.zip(response.interact_pointer_pos()) {
                self.question.ask(question, place);
            }
            commands.extend(ended.commands);
        } else if !response.dragged() {
            // The release event may have been missed, as while another page covered the map.
            self.gesture = Gesture::Idle;
        }
        // Space or Enter would be a click as well where the canvas has the keys.
        if self.gesture == Gesture::Idle {
            handle_click(response, input, camera_motion, keys.box_mode() != BoxMode::Replace, commands);
        }
    }
}

fn handle_click(
    response: &Response,
    input: FrameInput<'_>,
    camera_motion: &mut CameraMotion,
    adding: bool,
    commands: &mut Vec<Command>,
) {
    let FrameInput { scene, highlight, context, screen, map, .. } = input;
    let camera = *camera_motion.camera();
    let Some(place) = response.interact_pointer_pos().filter(|place| map.contains(*place)) else { return };
    let point = camera.map_from_screen(place, screen);
    let hit_radius = HIT_RADIUS / camera.zoom;
    let under = hits::hit_actor(scene, point, 0.0);
    let zoom = input.detail_zoom(&camera);
    let hit = hits::hit_actor(scene, point, hit_radius * 0.5)
        .filter(|(id, _)| overview::is_actor_visible(scene, zoom, highlight, *id));
    if overview::is_overview(scene, zoom) && hit.is_none() {
        if response.clicked() && !response.double_clicked() {
            match overview::cell_at(input, &camera, place) {
                Some(cell) => camera_motion.request(CameraMove::FlyToFit(cell.area.expanded(FLY_MARGIN))),
                None => commands.push(Command::Select(Selection::None)),
            }
        }
    } else if let (true, Some((actor, _))) = (response.double_clicked(), under) {
        commands.push(Command::EditName(Subject::Actor(actor)));
    } else if let (true, Some(link)) = (response.double_clicked(), scene.nearest_link(point, hit_radius * 0.5)) {
        commands.push(Command::EditName(Subject::Link(link.id)));
    } else if response.double_clicked() && context.view.scope.is_whole_map() {
        let stage = hits::stage_at(scene, point);
        commands.push(Command::AddActor { stage, at: (point.x, point.y) });
    } else if response.clicked() {
        response.request_focus();
        commands.push(Command::Select(hits::click_selection(
            scene,
            &context.view.selection,
            point,
            hit_radius,
            adding,
        )));
    }
}

/// Sets the cursor to what a press would do.
pub(super) fn set_cursor(ui: &Ui, part: Option<CardPart>, is_link_end: bool, gesture: &Gesture) {
    let icon = match (gesture, part) {
        (Gesture::Dragging(drag), _) if drag.held.copies => CursorIcon::Copy,
        (Gesture::Panning | Gesture::Dragging(_), _) => CursorIcon::Grabbing,
        (Gesture::Idle, _) if is_link_end => CursorIcon::Move,
        (Gesture::Linking(_) | Gesture::Reconnecting { .. }, _) | (_, Some(CardPart::Edge)) => CursorIcon::Crosshair,
        (_, Some(CardPart::Body)) => CursorIcon::PointingHand,
        _ => CursorIcon::Default,
    };
    ui.ctx().set_cursor_icon(icon);
}
