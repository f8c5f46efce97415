//! The canvas widget: takes the pointer, moves the camera, hands wishes on, paints.

use std::collections::HashSet;

use egui::{CursorIcon, Key, PointerButton, Pos2, Rect, Response, Sense, Ui, Vec2};

use super::bands;
use super::camera::Camera;
use super::gesture::{self, Gesture, Part};
use super::headers;
use super::paint::Frame;
use crate::command::Command;
use crate::language::Words;
use crate::map::ActorId;
use crate::scene::{ActorMark, Area, Focus, Scene, Shown, Subject};

/// Seconds that a flight to a found thing takes.
const FLIGHT: f64 = 0.22;
/// How near to a card's edge or a link the pointer must be, in points.
const REACH: f32 = 8.0;

/// The zoom from which names can be read.
const READABLE: f32 = 0.5;
/// The zoom at which one looks at a single thing.
const COMFORTABLE: f32 = 0.75;
/// How many actors in sight screen readers are told of one by one.
const DESCRIBED: usize = 300;

/// Where the camera should go next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Aim {
    /// Show this area whole, at once.
    At(Area),
    /// Fly there, and show this area whole.
    Fly(Area),
    /// Fly there; stay as near as now, if the area fits.
    Towards(Area),
    /// Zoom about the middle.
    Zoom(f32),
}

#[derive(Clone, Copy, Debug)]
struct Flight {
    from: Camera,
    to: Camera,
    began: f64,
}

/// A drag that the scene does not show yet.
#[derive(Clone, Debug)]
struct Dropped {
    actors: HashSet<ActorId>,
    offset: (f32, f32),
    revision: u64,
}

/// The canvas.
#[derive(Debug, Default)]
pub struct Canvas {
    camera: Camera,
    gesture: Gesture,
    aim: Option<Aim>,
    flight: Option<Flight>,
    /// The area that is shown whole, until one moves about; it stays whole when the window changes its size.
    whole: Option<Area>,
    screen: Option<Rect>,
    dropped: Option<Dropped>,
}

impl Canvas {
    /// Shows an area whole from the next frame on.
    pub fn show_whole(&mut self, area: Area) {
        self.aim = Some(Aim::At(area));
    }

    /// Flies until an area is seen whole.
    pub fn fly_to_whole(&mut self, area: Area) {
        self.aim = Some(Aim::Fly(area));
    }

    /// Flies until an area is in sight, without going farther away than needed.
    pub fn fly_towards(&mut self, area: Area) {
        self.aim = Some(Aim::Towards(area));
    }

    /// Comes nearer or goes farther away.
    pub fn zoom_by(&mut self, factor: f32) {
        self.aim = Some(Aim::Zoom(factor));
    }

    /// Whether a gesture is under way.
    pub fn is_drawing(&self) -> bool {
        self.gesture != Gesture::Idle
    }

    /// Points of the screen for one map unit.
    pub fn zoom(&self) -> f32 {
        self.camera.zoom
    }

    /// Draws the canvas into the rest of `ui` and says what its user wants. `revision` is that of the map which the
    /// scene shows.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        scene: &Scene,
        revision: u64,
        focus: &Focus,
        shown: &Shown<'_>,
        wishes: &mut Vec<Command>,
    ) -> Response {
        let screen = ui.available_rect_before_wrap();
        let response = ui.allocate_rect(screen, Sense::click_and_drag());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Canvas, true, crate::language::Screen::Map.text(shown.language))
        });
        let map = Self::map_screen(screen, scene);
        self.follow_aim(ui, screen, map);
        self.navigate(ui, &response, screen);
        self.use_tools(ui, &response, screen, scene, revision, shown, wishes);
        if self.dropped.as_ref().is_some_and(|dropped| dropped.revision != revision) {
            self.dropped = None;
        }
        let hovered = response.hover_pos().filter(|place| map.contains(*place)).and_then(|place| {
            let point = self.camera.map_from_screen(place, screen);
            let part = gesture::actor_part(scene, point, REACH / self.camera.zoom);
            let fixed = shown.sight.alone.is_some();
            set_cursor(ui, part.map(|(_, part)| if fixed { Part::Body } else { part }), &self.gesture);
            part.map(|(actor, _)| actor)
        });
        let (moving, offset) = self.moving();
        let frame = Frame {
            scene,
            focus,
            shown,
            camera: self.camera,
            screen,
            gesture: &self.gesture,
            hovered,
            offset,
            moving: &moving,
        };
        frame.paint(ui, &ui.painter_at(screen));
        self.tell_more(&response, screen, scene, hovered, shown);
        self.describe(ui, screen, scene, shown);
        response
    }

    /// The part of the canvas below the headers, and right of the names of bands.
    fn map_screen(screen: Rect, scene: &Scene) -> Rect {
        Rect::from_min_max(screen.min + Vec2::new(bands::column_width(scene), headers::HEIGHT), screen.max)
    }

    fn follow_aim(&mut self, ui: &Ui, screen: Rect, below: Rect) {
        let now = ui.input(|input| input.time);
        // The camera's middle is that of the whole canvas; the map's is lower by half the headers, and right of it by
        // half the names of bands.
        let centred = |mut camera: Camera| {
            camera.middle.x -= (below.center().x - screen.center().x) / camera.zoom;
            camera.middle.y -= (below.center().y - screen.center().y) / camera.zoom;
            camera
        };
        let whole = |area| centred(Camera::fitting(area, below));
        let resized = self.screen.replace(screen) != Some(screen);
        match self.aim.take().or_else(|| self.whole.filter(|_| resized).map(Aim::At)) {
            Some(Aim::At(area)) => {
                (self.camera, self.flight, self.whole) = (whole(area), None, Some(area));
            }
            Some(Aim::Fly(area)) => {
                self.fly(whole(area), now);
                self.whole = Some(area);
            }
            // What is in sight already, and large enough, is best left where one has just seen it.
            Some(Aim::Towards(area)) if self.camera.zoom >= READABLE && self.sees(area, below) => {}
            Some(Aim::Towards(area)) => {
                let fitting = Camera::fitting(area.grown(60.0), below);
                let zoom = self.camera.zoom.max(COMFORTABLE).min(fitting.zoom.max(0.05));
                self.fly(centred(Camera { middle: area.middle(), zoom }), now);
            }
            Some(Aim::Zoom(factor)) => {
                self.whole = None;
                self.camera.zoom_at(below.center(), factor, screen);
            }
            None => {}
        }
        if let Some(flight) = self.flight {
            let part = ((now - flight.began) / FLIGHT).clamp(0.0, 1.0) as f32;
            // Starts and lands gently.
            let eased = part * part * (3.0 - 2.0 * part);
            self.camera = flight.from.towards(flight.to, eased);
            if part >= 1.0 {
                self.flight = None;
            } else {
                ui.ctx().request_repaint();
            }
        }
    }

    fn sees(&self, area: Area, below: Rect) -> bool {
        let seen = self.camera.screen_area(area, self.screen.unwrap_or(below));
        below.contains_rect(seen)
    }

    fn fly(&mut self, to: Camera, now: f64) {
        self.whole = None;
        self.flight = Some(Flight { from: self.camera, to, began: now });
    }

    /// Wheel and fingers: pan, and with Ctrl or a pinch zoom to the pointer.
    fn navigate(&mut self, ui: &Ui, response: &Response, screen: Rect) {
        let Some(place) = response.hover_pos() else { return };
        let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
        if zoom.is_finite() && zoom > 0.0 && (zoom - 1.0).abs() > f32::EPSILON {
            (self.flight, self.whole) = (None, None);
            self.camera.zoom_at(place, zoom, screen);
        } else if scroll != Vec2::ZERO {
            (self.flight, self.whole) = (None, None);
            self.camera.pan(scroll);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one frame's worth of things, taken apart once")]
    fn use_tools(
        &mut self,
        ui: &Ui,
        response: &Response,
        screen: Rect,
        scene: &Scene,
        revision: u64,
        shown: &Shown<'_>,
        wishes: &mut Vec<Command>,
    ) {
        let edge = REACH / self.camera.zoom;
        let adding = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let typing = ui.ctx().text_edit_focused();
        let space = !typing && ui.input(|input| input.key_down(Key::Space));
        let at = |place: Pos2| self.camera.map_from_screen(place, screen);
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin()).or(response.interact_pointer_pos());
            if let Some(origin) = origin {
                let on_header = !Self::map_screen(screen, scene).contains(origin);
                // What is shown alone is not moved about: a drag moves the view.
                let alone = shown.sight.alone.is_some();
                let pans = alone || space || on_header || !response.dragged_by(PointerButton::Primary);
                self.gesture = if pans {
                    Gesture::Panning
                } else {
                    Gesture::begin(scene, shown.selection, at(origin), edge, adding)
                };
            }
        }
        if let Some(place) = response.interact_pointer_pos() {
            let point = at(place);
            if self.gesture == Gesture::Panning {
                self.whole = None;
                self.camera.pan(response.drag_delta());
            } else {
                self.gesture.follow(point);
            }
        }
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            self.gesture = Gesture::Idle;
        }
        if response.drag_stopped() {
            let (actors, offset) = self.moving();
            let ended = std::mem::take(&mut self.gesture).end(scene, shown.map, shown.selection, edge);
            if let Some(Command::Move(moves)) = ended.last() {
                // Until the scene has caught up, show the actors where they were dropped.
                let dropped_x = moves.first().and_then(|moved| {
                    scene.actor(moved.place.actor).map(|mark| {
                        let was = mark.area.middle();
                        (moved.place.x - was.x, moved.place.y - was.y)
                    })
                });
                let offset = if actors.len() == 1 { dropped_x.unwrap_or(offset) } else { offset };
                self.dropped = Some(Dropped { actors, offset, revision });
            }
            wishes.extend(ended);
        }
        self.click(response, screen, scene, shown, adding, wishes);
    }

    fn click(
        &self,
        response: &Response,
        screen: Rect,
        scene: &Scene,
        shown: &Shown<'_>,
        adding: bool,
        wishes: &mut Vec<Command>,
    ) {
        let map = Self::map_screen(screen, scene);
        let Some(place) = response.interact_pointer_pos().filter(|place| map.contains(*place)) else { return };
        let point = self.camera.map_from_screen(place, screen);
        let reach = REACH / self.camera.zoom;
        let under = gesture::actor_part(scene, point, 0.0);
        if let (true, Some((actor, _))) = (response.double_clicked(), under) {
            wishes.push(Command::EditName(Subject::Actor(actor)));
        } else if response.double_clicked() && shown.sight.alone.is_none() {
            let below = scene.supporters.is_some_and(|strip| point.y >= strip.top);
            let stage = if below { None } else { scene.lane_at(point.x).map(|lane| lane.stage) };
            wishes.push(Command::AddActor { stage, at: (point.x, point.y) });
        } else if response.clicked() {
            response.request_focus();
            wishes.push(Command::Select(gesture::clicked(scene, shown.selection, point, reach, adding)));
        }
    }

    /// The actors that are shown elsewhere than the scene has them, and by how much.
    fn moving(&self) -> (HashSet<ActorId>, (f32, f32)) {
        match (&self.gesture, &self.dropped) {
            (Gesture::Dragging { actors, from, to }, _) => {
                (actors.iter().copied().collect(), (to.x - from.x, to.y - from.y))
            }
            (_, Some(dropped)) => (dropped.actors.clone(), dropped.offset),
            _ => (HashSet::new(), (0.0, 0.0)),
        }
    }

    /// Tells screen readers which actors are in sight, while they are few enough to be told one by one; the outline
    /// has them all.
    fn describe(&self, ui: &Ui, screen: Rect, scene: &Scene, shown: &Shown<'_>) {
        bands::describe(ui, scene, &self.camera, screen, shown.language);
        let seen: Vec<&ActorMark> = scene.actors_in(self.camera.seen(screen)).take(DESCRIBED + 1).collect();
        if seen.len() > DESCRIBED {
            return;
        }
        for mark in seen {
            let card = self.camera.screen_area(mark.area, screen).intersect(screen);
            let node = ui.interact(card, ui.scope_id().with(mark.id), Sense::hover());
            node.widget_info(|| {
                let selected = shown.selection.has_actor(mark.id);
                let mut info = egui::WidgetInfo::selected(egui::Role::GraphicsObject, true, selected, &mark.name);
                let verdict = mark.verdict.map(|verdict| verdict.text(shown.language));
                let words = [Some(mark.kind.text(shown.language)), verdict, Some(mark.detail.as_str())];
                info.hint_text = Some(words.into_iter().flatten().collect::<Vec<_>>().join(", "));
                info
            });
        }
    }

    /// From afar the name of what is under the pointer stands in a hint, and that of a band always does.
    fn tell_more(&self, response: &Response, screen: Rect, scene: &Scene, hovered: Option<ActorId>, shown: &Shown<'_>) {
        let place = response.hover_pos().filter(|_| self.gesture == Gesture::Idle);
        if let Some(band) = place.and_then(|place| bands::under(scene, &self.camera, screen, place)) {
            response.clone().on_hover_text_at_pointer(bands::spoken(band, shown.language));
        }
        let mark = hovered.and_then(|id| scene.actor(id));
        if let (Some(mark), true, Gesture::Idle) = (mark, self.camera.zoom < 0.72, &self.gesture) {
            response.clone().on_hover_ui_at_pointer(|ui| {
                ui.strong(&mark.name);
                if !mark.detail.is_empty() {
                    ui.label(&mark.detail);
                }
            });
        }
    }
}

fn set_cursor(ui: &Ui, part: Option<Part>, gesture: &Gesture) {
    let icon = match (gesture, part) {
        (Gesture::Panning | Gesture::Dragging { .. }, _) => CursorIcon::Grabbing,
        (Gesture::Linking { .. }, _) | (_, Some(Part::Edge)) => CursorIcon::Crosshair,
        (_, Some(Part::Body)) => CursorIcon::PointingHand,
        _ => CursorIcon::Default,
    };
    ui.ctx().set_cursor_icon(icon);
}
