//! The "+" at the edges of the selected box: a click adds a linked actor there, a drag links to another one.

use egui::{Pos2, Rect, Response, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::camera::Camera;
use super::frame_input::FrameInput;
use super::icon::colour;
use crate::command::Command;
use crate::editing::Growth;
use crate::language::{Language, UiText};
use crate::map::{ActorId, Selection};

/// Zoom from which they are shown: nearer, a box is large enough for them.
const MIN_ZOOM: f32 = 0.45;
/// Their distance from the box, to their centre, in points.
const DISTANCE: f32 = 17.0;
/// Their radius, in points.
const RADIUS: f32 = 8.0;
/// How far from their centre they are hit, in points.
const HIT_RADIUS: f32 = 11.0;
/// Half the length of a stroke of the "+", in points.
const STROKE: f32 = 3.6;

/// What each of them adds, and on which side of the box it is.
const HANDLES: [(Growth, Vec2, UiText, &str); 4] = [
    (Growth::Upstream, Vec2::new(-1.0, 0.0), UiText::GrowUpstream, "Ctrl+←"),
    (Growth::Downstream, Vec2::new(1.0, 0.0), UiText::GrowDownstream, "Ctrl+→"),
    (Growth::Beside, Vec2::new(0.0, -1.0), UiText::GrowBeside, "Ctrl+↑"),
    (Growth::Beside, Vec2::new(0.0, 1.0), UiText::GrowBeside, "Ctrl+↓"),
];

/// The actor that has them: the only selected one, near enough, where the map can be changed.
fn owner(input: FrameInput<'_>, zoom: f32) -> Option<ActorId> {
    let view = input.context.view;
    match &view.selection {
        Selection::Actors(actors) if actors.len() == 1 && zoom >= MIN_ZOOM && view.scope.is_whole_map() => {
            actors.first().copied()
        }
        _ => None,
    }
}

/// The centre of a handle of a box on the screen.
fn center(card: Rect, side: Vec2) -> Pos2 {
    card.center() + side * (card.size() / 2.0 + Vec2::splat(DISTANCE))
}

/// The handle at a place of the screen.
pub(super) fn handle_at(input: FrameInput<'_>, camera: &Camera, place: Pos2) -> Option<Growth> {
    let mark = input.scene.actor(owner(input, camera.zoom)?)?;
    let card = camera.screen_rect(mark.area, input.screen);
    let hit = HANDLES.iter().find(|(_, side, ..)| center(card, *side).distance(place) <= HIT_RADIUS);
    hit.map(|(growth, ..)| *growth)
}

/// Draws them and takes clicks; a drag that begins on one is the canvas's. Whether one is hovered.
pub(super) fn growth_handles_ui(
    ui: &Ui,
    canvas: &Response,
    input: FrameInput<'_>,
    camera: &Camera,
    commands: &mut Vec<Command>,
) -> bool {
    let FrameInput { scene, context, screen, map, .. } = input;
    let typing = ui.ctx().text_edit_focused();
    let Some(mark) = owner(input, camera.zoom).filter(|_| !typing).and_then(|id| scene.actor(id)) else { return false };
    let card = camera.screen_rect(mark.area, screen);
    let palette = context.palette;
    let painter = ui.painter_at(map);
    let mut is_any_hovered = false;
    for (at, (growth, side, label, keys)) in HANDLES.into_iter().enumerate() {
        let middle = center(card, side);
        let hit = Rect::from_center_size(middle, Vec2::splat(2.0 * HIT_RADIUS));
        if !map.contains_rect(hit) {
            continue;
        }
        let words = handle_words(label, keys, context.language);
        let handle = ui.interact(hit, canvas.id.with(("grow", at)), Sense::click());
        handle.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &words));
        is_any_hovered |= handle.hovered();
        let (fill, edge, sign) = if handle.hovered() || handle.has_focus() {
            (palette.accent, palette.accent, palette.accent_text)
        } else {
            (palette.card, palette.border, palette.text_muted)
        };
        painter.circle(middle, RADIUS, colour(fill), Stroke::new(1.0, colour(edge)));
        for stroke in [Vec2::new(STROKE, 0.0), Vec2::new(0.0, STROKE)] {
            painter.line_segment([middle - stroke, middle + stroke], Stroke::new(1.6, colour(sign)));
        }
        if handle.on_hover_text(words).clicked() {
            commands.extend([Command::Grow(mark.id, growth), Command::Rename]);
        }
    }
    is_any_hovered
}

fn handle_words(label: UiText, keys: &str, language: Language) -> String {
    format!("{} ({keys})", label.text(language))
}
