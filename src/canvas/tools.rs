//! Pointer and wheel on the canvas: panning, moving actors, drawing links, box selection, selecting.

use egui::{CursorIcon, Key, PointerButton, Pos2, Rect, Response, Ui};

use super::camera_motion::{CameraMotion, CameraMove};
use super::card_offsets::{CardOffsets, DroppedCards};
use super::frame_input::FrameInput;
use super::gesture::{self, CardPart, Gesture, HIT_RADIUS};
use super::overview;
use crate::command::Command;
use crate::map::{LinkageMap, Selection};
use crate::scene::{Point, Scene};
use crate::session::Subject;

/// Margin around an overview cell that the camera flies to, in map units.
const FLY_MARGIN: f32 = 60.0;

/// What the pointer is doing, kept from frame to frame.
#[derive(Debug, Default)]
pub(super) struct PointerTools {
    pub gesture: Gesture,
    pub dropped_cards: DroppedCards,
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

    /// The offsets of dropped and dragged cards.
    pub fn card_offsets(&self, scene: &Scene, map: &LinkageMap) -> CardOffsets {
        self.dropped_cards.offsets(&self.gesture, scene, map)
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
        let FrameInput { scene, highlight, context, screen, map } = input;
        let camera = *camera_motion.camera();
        let edge = HIT_RADIUS / camera.zoom;
        let now = ui.input(|input| input.time);
        let adding = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let typing = ui.ctx().text_edit_focused();
        let space = !typing && ui.input(|input| input.key_down(Key::Space));
        let at = |place: Pos2| camera.map_from_screen(place, screen);
        if response.is_pointer_button_down_on() {
            camera_motion.stop_fling();
        }
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin()).or(response.interact_pointer_pos());
            if let Some(origin) = origin {
                let on_header = !map.contains(origin);
                let under = gesture::hit_actor(scene, at(origin), edge);
                // Zoomed out, a drag pans: single cards are too small to be seen.
                let is_overview =
                    overview::is_overview(camera.zoom) && !under.is_some_and(|(id, _)| highlight.actors.contains(&id));
                // In a partial scope cards are not moved: a drag pans.
                let is_partial_scope = !context.view.scope.is_whole_map();
                let pans = is_partial_scope
                    || space
                    || on_header
                    || is_overview
                    || !response.dragged_by(PointerButton::Primary);
                self.gesture = if pans {
                    Gesture::Panning
                } else {
                    Gesture::begin(scene, &context.view.selection, at(origin), edge, adding)
                };
            }
        }
        if let Some(place) = response.interact_pointer_pos() {
            let point = at(place);
            if self.gesture == Gesture::Panning {
                camera_motion.pan(response.drag_delta(), now);
            } else {
                self.gesture.follow(point);
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
            let gesture_commands = gesture
                .end(scene, context.map, &context.view.selection, edge, |mark| self.dropped_cards.drawn_position(mark));
            if let Some(Command::Move(moves)) = gesture_commands.last() {
                // Until the scene is rebuilt, show the actors where they were dropped.
                let positions =
                    moves.iter().map(|moved| (moved.placement.actor, Point::new(moved.placement.x, moved.placement.y)));
                self.dropped_cards.hold(positions, ui.ctx().cumulative_frame_nr());
            }
            commands.extend(gesture_commands);
        } else if !response.dragged() {
            // The release event may have been missed, as while another page covered the map.
            self.gesture = Gesture::Idle;
        }
        handle_click(response, input, camera_motion, adding, commands);
    }
}

fn handle_click(
    response: &Response,
    input: FrameInput<'_>,
    camera_motion: &mut CameraMotion,
    adding: bool,
    commands: &mut Vec<Command>,
) {
    let FrameInput { scene, highlight, context, screen, map } = input;
    let camera = *camera_motion.camera();
    let Some(place) = response.interact_pointer_pos().filter(|place| map.contains(*place)) else { return };
    let point = camera.map_from_screen(place, screen);
    let hit_radius = HIT_RADIUS / camera.zoom;
    let under = gesture::hit_actor(scene, point, 0.0);
    let zoom = camera.zoom;
    let hit = gesture::hit_actor(scene, point, hit_radius * 0.5)
        .filter(|(id, _)| overview::is_actor_visible(zoom, highlight, *id));
    if overview::is_overview(zoom) && hit.is_none() {
        if response.clicked() && !response.double_clicked() {
            match overview::cell_at(scene, &camera, screen, place) {
                Some(cell) => camera_motion.request(CameraMove::FlyToFit(cell.area.expanded(FLY_MARGIN))),
                None => commands.push(Command::Select(Selection::None)),
            }
        }
    } else if let (true, Some((actor, _))) = (response.double_clicked(), under) {
        commands.push(Command::EditName(Subject::Actor(actor)));
    } else if response.double_clicked() && context.view.scope.is_whole_map() {
        let stage = gesture::stage_at(scene, point);
        commands.push(Command::AddActor { stage, at: (point.x, point.y) });
    } else if response.clicked() {
        response.request_focus();
        commands.push(Command::Select(gesture::click_selection(
            scene,
            &context.view.selection,
            point,
            hit_radius,
            adding,
        )));
    }
}

/// Sets the cursor to what a press would do.
pub(super) fn set_cursor(ui: &Ui, part: Option<CardPart>, gesture: &Gesture) {
    let icon = match (gesture, part) {
        (Gesture::Panning | Gesture::Dragging { .. }, _) => CursorIcon::Grabbing,
        (Gesture::Linking { .. }, _) | (_, Some(CardPart::Edge)) => CursorIcon::Crosshair,
        (_, Some(CardPart::Body)) => CursorIcon::PointingHand,
        _ => CursorIcon::Default,
    };
    ui.ctx().set_cursor_icon(icon);
}
