//! The canvas as a slide: the map is looked at, and an actor can be selected; nothing is moved, added or linked.

use egui::{Sense, Ui, UiBuilder, Vec2};

use super::accessibility::update_accessibility;
use super::camera::Camera;
use super::card_offsets::{CardOffsets, DragPreview};
use super::frame_input::FrameInput;
use super::hits::{self, HIT_RADIUS};
use super::view::{Canvas, map_response};
use super::{overview, safe_area, tools};
use crate::command::{Command, Presenting};
use crate::map::{CameraState, Selection};
use crate::scene::{Area, MAX_WHOLE_MAP, Scene};
use crate::session::{Highlight, ViewContext};

/// Margin around the boxes of a slide, in map units: room for badges and for marks of breaks.
const MARGIN: f32 = 14.0;
/// What a fitted map keeps clear at the edges of the slide, in points.
const FIT_MARGIN: f32 = 2.0;
/// How much of the screen a map had when a view of it was saved, in points: a view does not say it.
const VIEW_SIDES: Vec2 = Vec2::new(820.0, 560.0);

impl Canvas {
    /// Draws the map of a slide into the rest of `ui`; a click selects an actor, or goes on.
    pub fn show_slide(
        &mut self,
        ui: &mut Ui,
        scene: &Scene,
        highlight: &Highlight,
        context: &ViewContext<'_>,
        commands: &mut Vec<Command>,
    ) {
        let screen = ui.available_rect_before_wrap();
        let response = map_response(ui, screen, Sense::click(), context);
        let map = safe_area::map_rect(screen, scene);
        let input = FrameInput { scene, highlight, context, screen, map, text_scale: self.options.text_scale };
        // Boxes are as large as the slide allows: the frame of the screen is margin enough.
        let fitted = map.expand2(Camera::MARGIN - Vec2::splat(FIT_MARGIN));
        self.camera_motion.update(ui, screen, (map, None), |_| fitted, self.options.reduced_motion);
        tools::handle_scroll(ui, &response, screen, &mut self.camera_motion);
        let camera = *self.camera_motion.camera();
        let actor_at = |place| {
            let (point, radius) = (camera.map_from_screen(place, screen), HIT_RADIUS / camera.zoom);
            let hit = hits::hit_actor(scene, point, radius).map(|(actor, _)| actor);
            let detail = input.detail_zoom(&camera);
            hit.filter(|actor| map.contains(place) && overview::is_actor_visible(scene, detail, highlight, *actor))
        };
        let hovered = response.hover_pos().and_then(actor_at);
        if response.clicked() {
            // As in every presentation, a click goes on; but for one that selects, or takes a selection back.
            commands.push(match response.interact_pointer_pos().and_then(actor_at) {
                Some(actor) => Command::Select(Selection::actor(actor)),
                None if context.view.selection != Selection::None => Command::Select(Selection::None),
                None => Command::Present(Presenting::Next),
            });
        }
        let offsets = CardOffsets::default();
        let mut inside = ui.new_child(UiBuilder::new().max_rect(screen));
        self.paint(&inside, input, None, hovered, (&offsets, &DragPreview::default()));
        update_accessibility(&mut inside, &response, input, &camera, &offsets, commands);
    }

    /// Fits the boxes of a scene into the slide from the next frame on.
    pub fn fit_slide(&mut self, scene: &Scene) {
        let boxes = scene.area_of(scene.actors.iter().map(|mark| mark.id));
        // Links from one row to another pass beside the boxes, and cells that stand for many boxes are as wide as lanes.
        let is_wider = scene.second_row.is_some() || scene.actors.len() > MAX_WHOLE_MAP;
        let area = if is_wider { scene.area } else { boxes };
        let area = if boxes.is_empty() { scene.area } else { area.expanded(MARGIN) };
        self.jump_to_fit(area);
    }

    /// Looks at a part of the map on the screen, as a saved view does.
    pub fn look_at(&mut self, camera: CameraState) {
        let half = VIEW_SIDES / (2.0 * camera.zoom.max(0.001));
        let (min, max) = ((camera.x - half.x, camera.y - half.y), (camera.x + half.x, camera.y + half.y));
        let point = |(x, y)| crate::scene::Point::new(x, y);
        self.jump_to_fit(Area { min: point(min), max: point(max) });
    }
}
