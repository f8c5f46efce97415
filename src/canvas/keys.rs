//! Keys on the canvas: arrows walk, Enter opens, Ctrl and Shift with arrows move actors.

use egui::{Event, EventFilter, FontId, Key, Modifiers, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2};

use super::displaced::Displaced;
use super::gesture::{Gesture, moved};
use super::icon::colour;
use super::travel::Aim;
use super::view::Canvas;
use super::walk::{self, Choices, Step};
use crate::command::Command;
use crate::language::UiText;
use crate::map::{ActorId, Selection};
use crate::scene::{Area, Point, Scene};
use crate::session::{Subject, ViewContext};
use crate::theme::font_size;

/// How far a key moves an actor up or down, in map units.
const NUDGE: f32 = 16.0;
/// Free space that is left around what a key leads to, in points.
const AROUND: f32 = 24.0;

/// Free space around the words on what the keys do, in points.
const HINT_ROOM: Vec2 = Vec2::new(10.0, 5.0);
/// How far these words stay from the edges of the canvas and from what else stands there.
const HINT_MARGIN: f32 = 12.0;
/// In less room than this they would be a column.
const HINT_LEAST: f32 = 260.0;

/// What the canvas remembers between keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    /// Whether the last thing that its user touched was a key: then the canvas shows where one is.
    pub in_use: bool,
    /// Whether the canvas is to take the keys from the next frame on.
    pub wanted: bool,
    /// Whether the canvas has the keys.
    has: bool,
    choices: Choices,
}

impl Canvas {
    /// Lets the canvas have the keys from the next frame on.
    pub fn take_keys(&mut self) {
        self.keys.wanted = true;
    }

    /// Whether the canvas has the keys.
    pub fn has_keys(&self) -> bool {
        self.keys.has || self.keys.wanted
    }

    /// Takes the keys that are meant for the canvas.
    pub(super) fn hear_keys(
        &mut self,
        ui: &Ui,
        response: &Response,
        scene: &Scene,
        shown: &ViewContext<'_>,
        wishes: &mut Vec<Command>,
    ) {
        if std::mem::take(&mut self.keys.wanted) {
            response.request_focus();
            self.keys.in_use = true;
        }
        let (pressed, touched) = ui.input(|input| {
            let pressed: Vec<(Key, Modifiers)> = input.events.iter().filter_map(pressed_key).collect();
            (pressed, input.pointer.any_pressed())
        });
        if touched {
            self.keys.in_use = false;
        } else if !pressed.is_empty() {
            self.keys.in_use = true;
        }
        self.keys.has = response.has_focus();
        if !self.keys.has {
            return;
        }
        // Arrows would move the focus on; Escape is for the selection first.
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: shown.view.selection != Selection::None || self.is_drawing(),
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        if self.gesture != Gesture::Idle {
            return;
        }
        // One step a frame: what the next one starts from is known only when this one has been carried out.
        let asked = pressed.into_iter().find_map(|(key, modifiers)| match (key, step(key)) {
            (Key::Enter, _) if modifiers.is_none() => Some(open(shown)),
            (_, Some(step)) => self.arrow(response.rect, step, modifiers, scene, shown),
            _ => None,
        });
        wishes.extend(asked.into_iter().flatten());
    }

    fn arrow(
        &mut self,
        screen: Rect,
        step: Step,
        modifiers: Modifiers,
        scene: &Scene,
        shown: &ViewContext<'_>,
    ) -> Option<Vec<Command>> {
        let (ctrl, shift) = (modifiers.command, modifiers.shift);
        if modifiers.alt {
            return None;
        }
        if ctrl && shift {
            return carry(scene, shown, step);
        }
        let to = match (&shown.view.selection, current(shown)) {
            (Selection::Link(link), _) => match (step, scene.link(*link)?) {
                (Step::Left, mark) => Subject::Actor(mark.from),
                (Step::Right, mark) => Subject::Actor(mark.to),
                _ => Subject::Link(walk::along_links(scene, *link, step)?),
            },
            (_, Some(actor)) if ctrl => Subject::Actor(walk::along_lane(scene, actor, step)?),
            (_, Some(actor)) if shift => match step {
                Step::Left | Step::Right => Subject::Link(walk::onto_link(scene, actor, step)?),
                _ => return None,
            },
            (_, Some(actor)) => Subject::Actor(self.keys.choices.step(scene, actor, step)?),
            (_, None) => {
                let seen = self.travel.camera().seen(screen);
                let middle = seen.middle();
                let begin = walk::nearest(scene.actors_in(seen), middle);
                Subject::Actor(begin.or_else(|| walk::nearest(&scene.actors, middle))?)
            }
        };
        let (selection, area) = match to {
            Subject::Actor(id) => (Selection::actor(id), scene.area_of([id])),
            Subject::Link(id) => (Selection::Link(id), scene.link(id).map_or(Area::NOTHING, |mark| mark.path.area())),
            Subject::Model(_) => return None,
        };
        if !area.is_nothing() {
            self.travel.go(Aim::Reveal(area.grown(AROUND / self.zoom())));
        }
        Some(vec![Command::Select(selection)])
    }

    /// Shows that the canvas has the keys, which card they are at, and what they do.
    #[expect(clippy::too_many_arguments, reason = "one frame's worth of things, taken apart once")]
    pub(super) fn show_focus(
        &self,
        ui: &Ui,
        response: &Response,
        map: Rect,
        [legend, overview]: [Option<Rect>; 2],
        scene: &Scene,
        displaced: &Displaced,
        shown: &ViewContext<'_>,
    ) {
        if !self.keys.in_use || !response.has_focus() {
            return;
        }
        let (palette, screen) = (shown.palette, response.rect);
        let painter = ui.painter_at(screen);
        let ring = Stroke::new(2.0, colour(palette.accent));
        painter.rect_stroke(screen.shrink(1.0), 2.0, ring, StrokeKind::Inside);
        if let Some(mark) = current(shown).and_then(|id| scene.actor(id)) {
            // With a gap, so that the ring is one also for those who do not tell its colour from the card's.
            let card = self.travel.camera().screen_area(displaced.area(mark), screen).expand(5.0);
            painter.with_clip_rect(map).rect_stroke(card, 6.0, ring, StrokeKind::Outside);
        }
        let words =
            if shown.view.selection == Selection::None { UiText::KeyboardStartHint } else { UiText::KeyboardHint };
        let words = words.text(shown.language).to_owned();
        let ink = colour(palette.text);
        // Between the legend and the small map, where nothing else stands, or else over the legend.
        let left = legend.map_or(map.min.x, |legend| legend.max.x) + HINT_MARGIN;
        let right = overview.map_or(map.max.x, |overview| overview.min.x) - HINT_MARGIN;
        let (left, right, bottom) = match legend {
            Some(legend) if right - left < HINT_LEAST => (legend.min.x, map.max.x - HINT_MARGIN, legend.min.y - 6.0),
            _ => (left, right, map.max.y - HINT_MARGIN),
        };
        let room = (right - left - 2.0 * HINT_ROOM.x).max(100.0);
        let words = painter.layout(words, FontId::proportional(font_size::SMALL), ink, room);
        let size = words.size() + HINT_ROOM * 2.0;
        let place = Rect::from_min_size(Pos2::new(left, bottom - size.y), size);
        painter.rect(place, 6.0, colour(palette.panel), Stroke::new(1.0, colour(palette.border)), StrokeKind::Inside);
        painter.galley(place.min + HINT_ROOM, words, ink);
    }

    /// The point of the map in the middle of what is in sight.
    pub fn middle(&self) -> Point {
        self.travel.camera().middle
    }
}

fn pressed_key(event: &Event) -> Option<(Key, Modifiers)> {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
        _ => None,
    }
}

fn step(key: Key) -> Option<Step> {
    match key {
        Key::ArrowLeft => Some(Step::Left),
        Key::ArrowRight => Some(Step::Right),
        Key::ArrowUp => Some(Step::Up),
        Key::ArrowDown => Some(Step::Down),
        _ => None,
    }
}

/// The actor that a walk goes on from: the one that is selected, or the first of several.
fn current(shown: &ViewContext<'_>) -> Option<ActorId> {
    match &shown.view.selection {
        Selection::Actors(actors) => actors.first().copied(),
        _ => None,
    }
}

/// Opens what is selected: its name, or the first of its fields.
fn open(shown: &ViewContext<'_>) -> Vec<Command> {
    let subject = match &shown.view.selection {
        Selection::Link(id) => Some(Subject::Link(*id)),
        Selection::Model(id) => Some(Subject::Model(*id)),
        _ => current(shown).map(Subject::Actor),
    };
    subject.map(Command::EditName).into_iter().collect()
}

/// Moves what is selected: up and down a little, left and right into the next lane.
fn carry(scene: &Scene, shown: &ViewContext<'_>, step: Step) -> Option<Vec<Command>> {
    let Selection::Actors(actors) = &shown.view.selection else { return None };
    let x = scene.actor(current(shown)?)?.area.middle().x;
    let at = scene.lanes.iter().position(|lane| x < lane.right)?;
    let middle = |at: usize| scene.lanes.get(at).map(|lane| f32::midpoint(lane.left, lane.right));
    let (dx, dy) = match step {
        Step::Up => (0.0, -NUDGE),
        Step::Down => (0.0, NUDGE),
        Step::Left => (middle(at.checked_sub(1)?)? - x, 0.0),
        Step::Right => (middle(at + 1)? - x, 0.0),
    };
    let moves = moved(scene, shown.map, actors, |mark| mark.area.middle(), (dx, dy));
    (!moves.is_empty()).then(|| vec![Command::Nudge(moves)])
}
