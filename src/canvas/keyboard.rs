//! Keys on the canvas: arrows navigate, Enter edits, Ctrl and Shift with arrows move actors.

use egui::{Event, EventFilter, FontId, Key, Modifiers, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2};

use super::camera::Camera;
use super::camera_motion::{CameraMotion, CameraMove};
use super::card_offsets::CardOffsets;
use super::composition::ask_for_input_method;
use super::dragging::constrained_moves;
use super::frame_input::FrameInput;
use super::gesture::Gesture;
use super::graph_navigation::{self, ArrowDirection, NavigationCandidates};
use super::icon::colour;
use crate::command::Command;
use crate::editing::Growth;
use crate::language::UiText;
use crate::map::{ActorId, Selection};
use crate::scene::{Area, Scene};
use crate::session::{Subject, ViewContext};
use crate::theme::font_size;

/// How far a key moves an actor up or down, in map units.
const NUDGE: f32 = 16.0;
/// How far a key moves several selected actors.
const SMALL_NUDGE: f32 = 4.0;
/// Margin around what a key navigates to, in points.
const REVEAL_MARGIN: f32 = 24.0;

/// Padding of the keyboard hint, in points.
const HINT_PADDING: Vec2 = Vec2::new(10.0, 5.0);
/// Distance of the hint from the edges of the canvas, the legend and the minimap, in points.
const HINT_MARGIN: f32 = 12.0;
/// Minimum width for the hint between legend and minimap, in points.
const HINT_MIN_WIDTH: f32 = 260.0;

/// Keyboard state kept from frame to frame.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyboardState {
    /// Whether the last input was a key: then the focus is shown.
    is_focus_visible: bool,
    /// Whether the canvas takes keyboard focus in the next frame.
    is_focus_requested: bool,
    /// Whether the canvas has keyboard focus.
    has_focus: bool,
    candidates: NavigationCandidates,
}

impl KeyboardState {
    /// Requests keyboard focus from the next frame on.
    pub fn request_focus(&mut self) {
        self.is_focus_requested = true;
    }

    /// Whether the canvas has keyboard focus.
    pub fn has_focus(&self) -> bool {
        self.has_focus || self.is_focus_requested
    }

    /// Handles key presses while the canvas has keyboard focus.
    pub fn handle(
        &mut self,
        ui: &Ui,
        response: &Response,
        input: FrameInput<'_>,
        gesture: &Gesture,
        camera_motion: &mut CameraMotion,
        commands: &mut Vec<Command>,
    ) {
        if std::mem::take(&mut self.is_focus_requested) {
            response.request_focus();
            self.is_focus_visible = true;
        }
        let (pressed, clicked) = ui.input(|input| {
            let pressed: Vec<(Key, Modifiers)> = input.events.iter().filter_map(pressed_key).collect();
            (pressed, input.pointer.any_pressed())
        });
        if clicked {
            self.is_focus_visible = false;
        } else if !pressed.is_empty() {
            self.is_focus_visible = true;
        }
        self.has_focus = response.has_focus();
        if !self.has_focus {
            return;
        }
        // Arrows would move the focus; Escape first clears the selection.
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: input.context.view.selection != Selection::None || *gesture != Gesture::Idle,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        if *gesture != Gesture::Idle {
            return;
        }
        // Typing over a card begins a new name.
        if let Some(mark) = single_actor(input.context).and_then(|actor| input.scene.actor(actor)) {
            ask_for_input_method(ui, camera_motion.camera().screen_rect(mark.area, response.rect));
        }
        // One direction per frame: the next one starts from the result of this one, known only once it is executed.
        let requested = pressed.into_iter().find_map(|(key, modifiers)| match (key, arrow_direction(key)) {
            (Key::Enter, _) if modifiers.is_none() => Some(edit_selection(input.context)),
            (_, Some(direction)) => self.handle_arrow(response.rect, direction, modifiers, input, camera_motion),
            _ => None,
        });
        commands.extend(requested.into_iter().flatten());
    }

    fn handle_arrow(
        &mut self,
        screen: Rect,
        direction: ArrowDirection,
        modifiers: Modifiers,
        FrameInput { scene, context, .. }: FrameInput<'_>,
        camera_motion: &mut CameraMotion,
    ) -> Option<Vec<Command>> {
        let (ctrl, shift) = (modifiers.command, modifiers.shift);
        if modifiers.alt {
            return None;
        }
        if ctrl && shift {
            return move_selection(scene, context, direction);
        }
        if ctrl {
            let growth = match direction {
                ArrowDirection::Right => Growth::Downstream,
                ArrowDirection::Left => Growth::Upstream,
                ArrowDirection::Up | ArrowDirection::Down => Growth::Beside,
            };
            return Some(vec![Command::Grow(single_actor(context)?, growth)]);
        }
        // Of several actors none is where one goes on from.
        if matches!(&context.view.selection, Selection::Actors(actors) if actors.len() > 1) {
            return move_several(scene, context, direction, if shift { NUDGE } else { SMALL_NUDGE });
        }
        let to = match (&context.view.selection, focused_actor(context)) {
            (Selection::Link(link), _) => match (direction, scene.link(*link)?) {
                (ArrowDirection::Left, mark) => Subject::Actor(mark.from),
                (ArrowDirection::Right, mark) => Subject::Actor(mark.to),
                _ => Subject::Link(graph_navigation::next_link(scene, *link, direction)?),
            },
            (_, Some(actor)) if shift => match direction {
                ArrowDirection::Left | ArrowDirection::Right => {
                    Subject::Link(graph_navigation::first_link(scene, actor, direction)?)
                }
                _ => return None,
            },
            (_, Some(actor)) => Subject::Actor(self.candidates.next_actor(scene, actor, direction)?),
            (_, None) => {
                let seen = camera_motion.camera().visible_area(screen);
                let middle = seen.middle();
                let start = graph_navigation::nearest(scene.actors_in(seen), middle);
                Subject::Actor(start.or_else(|| graph_navigation::nearest(&scene.actors, middle))?)
            }
        };
        let (selection, area) = match to {
            Subject::Actor(id) => (Selection::actor(id), scene.area_of([id])),
            Subject::Link(id) => (Selection::Link(id), scene.link(id).map_or(Area::NOTHING, |mark| mark.path.bounds())),
            Subject::Model(_) => return None,
        };
        if !area.is_empty() {
            let margin = REVEAL_MARGIN / camera_motion.camera().zoom;
            camera_motion.request(CameraMove::Reveal(area.expanded(margin)));
        }
        Some(vec![Command::Select(selection)])
    }

    /// Paints the focus rings of canvas and selected card, and the keyboard hint.
    pub fn paint_focus(
        &self,
        ui: &Ui,
        response: &Response,
        FrameInput { scene, context, map, .. }: FrameInput<'_>,
        camera: &Camera,
        [legend, minimap]: [Option<Rect>; 2],
        offsets: &CardOffsets,
    ) {
        if !self.is_focus_visible || !response.has_focus() {
            return;
        }
        let (palette, screen) = (context.palette, response.rect);
        let painter = ui.painter_at(screen);
        let ring = Stroke::new(2.0, colour(palette.accent));
        painter.rect_stroke(screen.shrink(1.0), 2.0, ring, StrokeKind::Inside);
        if let Some(mark) = focused_actor(context).and_then(|id| scene.actor(id)) {
            // With a gap, so that the ring is visible also to those who cannot tell its colour from the card's.
            let card = camera.screen_rect(offsets.area(mark), screen).expand(5.0);
            painter.with_clip_rect(map).rect_stroke(card, 6.0, ring, StrokeKind::Outside);
        }
        let words =
            if context.view.selection == Selection::None { UiText::KeyboardStartHint } else { UiText::KeyboardHint };
        let words = words.text(context.language).to_owned();
        let foreground = colour(palette.text);
        // Between legend and minimap if there is space, else above the legend.
        let left = legend.map_or(map.min.x, |legend| legend.max.x) + HINT_MARGIN;
        let right = minimap.map_or(map.max.x, |minimap| minimap.min.x) - HINT_MARGIN;
        let (left, right, bottom) = match legend {
            Some(legend) if right - left < HINT_MIN_WIDTH => {
                (legend.min.x, map.max.x - HINT_MARGIN, legend.min.y - 6.0)
            }
            _ => (left, right, map.max.y - HINT_MARGIN),
        };
        let available = (right - left - 2.0 * HINT_PADDING.x).max(100.0);
        let words = painter.layout(words, FontId::proportional(font_size::SMALL), foreground, available);
        let size = words.size() + HINT_PADDING * 2.0;
        let place = Rect::from_min_size(Pos2::new(left, bottom - size.y), size);
        painter.rect(place, 6.0, colour(palette.panel), Stroke::new(1.0, colour(palette.border)), StrokeKind::Inside);
        painter.galley(place.min + HINT_PADDING, words, foreground);
    }
}

fn pressed_key(event: &Event) -> Option<(Key, Modifiers)> {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
        _ => None,
    }
}

fn arrow_direction(key: Key) -> Option<ArrowDirection> {
    match key {
        Key::ArrowLeft => Some(ArrowDirection::Left),
        Key::ArrowRight => Some(ArrowDirection::Right),
        Key::ArrowUp => Some(ArrowDirection::Up),
        Key::ArrowDown => Some(ArrowDirection::Down),
        _ => None,
    }
}

/// The only actor that is selected.
fn single_actor(context: &ViewContext<'_>) -> Option<ActorId> {
    match &context.view.selection {
        Selection::Actors(actors) if actors.len() == 1 => actors.first().copied(),
        _ => None,
    }
}

/// The actor that navigation starts from: the selected one, or the first of several.
fn focused_actor(context: &ViewContext<'_>) -> Option<ActorId> {
    match &context.view.selection {
        Selection::Actors(actors) => actors.first().copied(),
        _ => None,
    }
}

/// The command that edits the selection: its name, or the first of its fields.
fn edit_selection(context: &ViewContext<'_>) -> Vec<Command> {
    let subject = match &context.view.selection {
        Selection::Link(id) => Some(Subject::Link(*id)),
        Selection::Model(id) => Some(Subject::Model(*id)),
        _ => focused_actor(context).map(Subject::Actor),
    };
    subject.map(Command::EditName).into_iter().collect()
}

/// Moves several selected actors by a distance.
fn move_several(
    scene: &Scene,
    context: &ViewContext<'_>,
    direction: ArrowDirection,
    step: f32,
) -> Option<Vec<Command>> {
    let Selection::Actors(actors) = &context.view.selection else { return None };
    let by = match direction {
        ArrowDirection::Up => (0.0, -step),
        ArrowDirection::Down => (0.0, step),
        ArrowDirection::Left => (-step, 0.0),
        ArrowDirection::Right => (step, 0.0),
    };
    let moves = constrained_moves(scene, context.map, actors, |mark| mark.area.middle(), by, None);
    (!moves.is_empty()).then(|| vec![Command::Nudge(moves)])
}

/// Moves the selected actors: up and down by [`NUDGE`], left and right into the next lane.
fn move_selection(scene: &Scene, context: &ViewContext<'_>, direction: ArrowDirection) -> Option<Vec<Command>> {
    let Selection::Actors(actors) = &context.view.selection else { return None };
    let x = scene.actor(focused_actor(context)?)?.area.middle().x;
    let lane_index = scene.lanes.iter().position(|lane| x < lane.right)?;
    let middle = |lane_index: usize| scene.lanes.get(lane_index).map(|lane| f32::midpoint(lane.left, lane.right));
    let (dx, dy) = match direction {
        ArrowDirection::Up => (0.0, -NUDGE),
        ArrowDirection::Down => (0.0, NUDGE),
        ArrowDirection::Left => (middle(lane_index.checked_sub(1)?)? - x, 0.0),
        ArrowDirection::Right => (middle(lane_index + 1)? - x, 0.0),
    };
    let moves = constrained_moves(scene, context.map, actors, |mark| mark.area.middle(), (dx, dy), None);
    (!moves.is_empty()).then(|| vec![Command::Nudge(moves)])
}
