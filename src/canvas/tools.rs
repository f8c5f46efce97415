//! What pointer and wheel do on the canvas: moving about, moving actors, drawing links and frames, choosing.

use egui::{CursorIcon, Key, PointerButton, Pos2, Rect, Response, Ui};

use super::far;
use super::gesture::{self, Gesture, Part};
use super::travel::Aim;
use super::view::{Canvas, REACH};
use crate::command::Command;
use crate::map::Selection;
use crate::scene::{Point, Scene};
use crate::session::{Highlight, Subject, ViewContext};

/// What is left free around a box that one comes nearer to, in map units.
const ROUND: f32 = 60.0;

impl Canvas {
    /// Wheel and fingers: pan, and with Ctrl or a pinch zoom to the pointer.
    pub(super) fn navigate(&mut self, ui: &Ui, response: &Response, screen: Rect) {
        let Some(place) = response.hover_pos() else { return };
        let (zoom, scroll, now) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta(), input.time));
        if zoom.is_finite() && zoom > 0.0 && (zoom - 1.0).abs() > f32::EPSILON {
            self.travel.zoom_at(place, zoom, screen, now);
        } else {
            self.travel.pan(scroll, now);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one frame's worth of things, taken apart once")]
    pub(super) fn use_tools(
        &mut self,
        ui: &Ui,
        response: &Response,
        screen: Rect,
        scene: &Scene,
        focus: &Highlight,
        shown: &ViewContext<'_>,
        wishes: &mut Vec<Command>,
    ) {
        let camera = *self.travel.camera();
        let edge = REACH / camera.zoom;
        let now = ui.input(|input| input.time);
        let adding = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let typing = ui.ctx().text_edit_focused();
        let space = !typing && ui.input(|input| input.key_down(Key::Space));
        let at = |place: Pos2| camera.map_from_screen(place, screen);
        if response.is_pointer_button_down_on() {
            self.travel.stop();
        }
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin()).or(response.interact_pointer_pos());
            if let Some(origin) = origin {
                let on_header = !Self::map_screen(screen, scene).contains(origin);
                let under = gesture::actor_part(scene, at(origin), edge);
                // From afar one takes hold of the map, not of what is too small to be seen.
                let far = far::is_far(camera.zoom) && !under.is_some_and(|(id, _)| focus.actors.contains(&id));
                // What is shown alone is not moved about: a drag moves the view.
                let fixed = !shown.view.scope.is_whole_map();
                let pans = fixed || space || on_header || far || !response.dragged_by(PointerButton::Primary);
                self.gesture = if pans {
                    Gesture::Panning
                } else {
                    Gesture::begin(scene, &shown.view.selection, at(origin), edge, adding)
                };
            }
        }
        if let Some(place) = response.interact_pointer_pos() {
            let point = at(place);
            if self.gesture == Gesture::Panning {
                self.travel.pan(response.drag_delta(), now);
            } else {
                self.gesture.follow(point);
            }
        }
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            self.gesture = Gesture::Idle;
        }
        if response.drag_stopped() && self.gesture == Gesture::Panning && !self.options.calm {
            self.travel.let_go(ui.input(|input| input.pointer.velocity()), now);
        }
        if response.drag_stopped() {
            let gesture = std::mem::take(&mut self.gesture);
            let ended = gesture.end(scene, shown.map, &shown.view.selection, edge, |mark| self.drawn_at(mark));
            if let Some(Command::Move(moves)) = ended.last() {
                // Until the scene has caught up, show the actors where they were dropped.
                let places =
                    moves.iter().map(|moved| (moved.placement.actor, Point::new(moved.placement.x, moved.placement.y)));
                self.drop_at(places, ui.ctx().cumulative_frame_nr());
            }
            wishes.extend(ended);
        } else if !response.dragged() {
            // The button was let go where nobody told, as while a page stood in place of the map.
            self.gesture = Gesture::Idle;
        }
        self.click(response, screen, scene, focus, shown, adding, wishes);
    }

    #[expect(clippy::too_many_arguments, reason = "one frame's worth of things, taken apart once")]
    fn click(
        &mut self,
        response: &Response,
        screen: Rect,
        scene: &Scene,
        focus: &Highlight,
        shown: &ViewContext<'_>,
        adding: bool,
        wishes: &mut Vec<Command>,
    ) {
        let map = Self::map_screen(screen, scene);
        let Some(place) = response.interact_pointer_pos().filter(|place| map.contains(*place)) else { return };
        let point = self.travel.camera().map_from_screen(place, screen);
        let reach = REACH / self.travel.camera().zoom;
        let under = gesture::actor_part(scene, point, 0.0);
        let zoom = self.zoom();
        let touched = gesture::actor_part(scene, point, reach * 0.5).filter(|(id, _)| far::is_seen(zoom, focus, *id));
        if far::is_far(zoom) && touched.is_none() {
            if response.clicked() && !response.double_clicked() {
                match far::under(scene, self.travel.camera(), screen, place) {
                    Some(cell) => self.travel.go(Aim::Fly(cell.area.grown(ROUND))),
                    None => wishes.push(Command::Select(Selection::None)),
                }
            }
        } else if let (true, Some((actor, _))) = (response.double_clicked(), under) {
            wishes.push(Command::EditName(Subject::Actor(actor)));
        } else if response.double_clicked() && shown.view.scope.is_whole_map() {
            let below = scene.supporters.is_some_and(|strip| point.y >= strip.top);
            let stage = if below { None } else { scene.lane_at(point.x).map(|lane| lane.stage) };
            wishes.push(Command::AddActor { stage, at: (point.x, point.y) });
        } else if response.clicked() {
            response.request_focus();
            wishes.push(Command::Select(gesture::clicked(scene, &shown.view.selection, point, reach, adding)));
        }
    }
}

/// The pointer shows what a press would do.
pub(super) fn set_cursor(ui: &Ui, part: Option<Part>, gesture: &Gesture) {
    let icon = match (gesture, part) {
        (Gesture::Panning | Gesture::Dragging { .. }, _) => CursorIcon::Grabbing,
        (Gesture::Linking { .. }, _) | (_, Some(Part::Edge)) => CursorIcon::Crosshair,
        (_, Some(Part::Body)) => CursorIcon::PointingHand,
        _ => CursorIcon::Default,
    };
    ui.ctx().set_cursor_icon(icon);
}
