//! The canvas widget: handles the pointer, moves the camera, emits commands, paints.

use std::cell::RefCell;

use egui::{Rect, Response, Sense, Ui};

use super::accessibility::update_accessibility;
use super::bands;
use super::camera_motion::{CameraMotion, CameraMove};
use super::card_mesh_cache::CardMeshCache;
use super::card_names::CardNames;
use super::card_offsets::{CardOffsets, DragPreview};
use super::card_text::TextLevel;
use super::card_zoom::CardZoom;
use super::context_menu::{MenuTarget, context_menu_ui};
use super::empty_states;
use super::frame::Frame;
use super::frame_input::FrameInput;
use super::gesture::Gesture;
use super::growth_handles::growth_handles_ui;
use super::headers;
use super::hits::{self, CardPart, HIT_RADIUS};
use super::keyboard::KeyboardState;
use super::legend::{self, LegendDock};
use super::link_labels::LinkLabelCache;
use super::link_mesh_cache::LinkMeshCache;
use super::minimap::{Minimap, MinimapParams};
use super::overview;
use super::paint;
use super::safe_area;
use super::text_painter::TextPainter;
use super::tools::{self, PointerTools};
use crate::command::Command;
use crate::map::{ActorId, CameraState, Selection};
use crate::scene::{Area, ChangeMarks, Point, Scene, change_legend, legend as scene_legend};
use crate::session::{Highlight, ViewContext};

/// Options of the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CanvasOptions {
    /// Jump instead of animating the camera.
    pub reduced_motion: bool,
    /// Whether the legend is open.
    pub show_legend: bool,
    /// Whether the minimap is shown.
    pub show_minimap: bool,
    /// Incremented with every new scene: invalidates cached meshes.
    pub scene_version: u64,
    /// Incremented when the highlight changes.
    pub highlight_version: u64,
    /// How much larger text is than usual; at least 1.
    pub text_scale: f32,
}

impl Default for CanvasOptions {
    fn default() -> Self {
        Self {
            reduced_motion: false,
            show_legend: false,
            show_minimap: false,
            scene_version: 0,
            highlight_version: 0,
            text_scale: 1.0,
        }
    }
}

/// The canvas.
#[derive(Debug, Default)]
pub struct Canvas {
    /// Where it was drawn last: what an open legend leaves.
    screen: Option<Rect>,
    pub(super) camera_motion: CameraMotion,
    pub(super) tools: PointerTools,
    pub(super) options: CanvasOptions,
    keyboard: KeyboardState,
    minimap: Minimap,
    text_painter: TextPainter,
    card_meshes: CardMeshCache,
    card_names: CardNames<TextLevel>,
    outer_names: CardNames<()>,
    link_meshes: LinkMeshCache,
    link_labels: LinkLabelCache,
    menu_target: MenuTarget,
    /// The bar in the upper left corner as it was drawn last, and whether a filter hides anything.
    corner_bar: (Option<Rect>, bool),
    /// The legend as it was drawn last.
    legend: Option<Rect>,
}

impl Canvas {
    /// Sets the options.
    pub fn set_options(&mut self, options: CanvasOptions) {
        self.options = options;
    }

    /// Fits an area into the view from the next frame on, without animation. As it belongs to a new scene, the camera
    /// history is cleared.
    pub fn jump_to_fit(&mut self, area: Area) {
        self.link_meshes = LinkMeshCache::default();
        self.card_names = CardNames::default();
        self.outer_names = CardNames::default();
        self.camera_motion.request(CameraMove::JumpTo(area));
    }

    /// Flies until an area fits the view.
    pub fn fly_to_fit(&mut self, area: Area) {
        self.camera_motion.request(CameraMove::FlyToFit(area));
    }

    /// Flies until an area is visible, without zooming out farther than needed.
    pub fn fly_to(&mut self, area: Area) {
        self.camera_motion.request(CameraMove::FlyTo(area));
    }

    /// Zooms about the middle by a factor.
    pub fn zoom_by(&mut self, factor: f32) {
        self.camera_motion.request(CameraMove::Zoom(factor));
    }

    /// Flies to the previous viewpoint of the camera history.
    pub fn go_back(&mut self) {
        self.camera_motion.request(CameraMove::Back);
    }

    /// Flies to the next viewpoint of the camera history.
    pub fn go_forward(&mut self) {
        self.camera_motion.request(CameraMove::Forward);
    }

    /// Whether a gesture is in progress, or has ended in a question.
    pub fn has_gesture(&self) -> bool {
        self.tools.has_gesture() || self.tools.question.is_open()
    }

    /// Requests keyboard focus from the next frame on.
    pub fn request_focus(&mut self) {
        self.keyboard.request_focus();
    }

    /// Brings an area into sight, and goes no farther than needed.
    pub fn reveal(&mut self, area: Area) {
        self.camera_motion.request(CameraMove::Reveal(area));
    }

    /// Lets a map that is shown whole have the room of panels that are put away from the next frame on.
    pub fn take_room(&mut self) {
        self.camera_motion.take_room();
    }

    /// Tells where the bar in the corner of the map was drawn, so that nothing that is looked for lies under it, and whether a
    /// filter hides anything: once it does, or no longer, a map that is shown whole makes room.
    pub fn set_corner_bar(&mut self, bar: Option<Rect>, is_filtered: bool) {
        if self.corner_bar.1 != is_filtered {
            self.camera_motion.fit_again();
        }
        self.corner_bar = (bar, is_filtered);
    }

    /// Brings an area into sight, clear of the bar at the upper edge of the map and of the line of keys at the lower one.
    pub fn reveal_clear(&mut self, area: Area) {
        let zoom = self.zoom();
        let mut area = area.expanded(safe_area::CLEAR_MARGIN / zoom);
        area.min.y -= safe_area::FILTER_BUTTON_SIZE.y / zoom;
        area.max.y += safe_area::FILTER_BUTTON_SIZE.y / zoom;
        self.reveal(area);
    }

    /// Whether the canvas has keyboard focus.
    pub fn has_focus(&self) -> bool {
        self.keyboard.has_focus()
    }

    /// The map point at the centre of the canvas.
    pub fn visible_center(&self) -> Point {
        self.camera_motion.camera().middle
    }

    /// Screen points per map unit.
    pub fn zoom(&self) -> f32 {
        self.camera_motion.camera().zoom
    }

    /// Whether it shows an area as large as fits, and will again when the window has another size.
    pub fn is_fitted(&self) -> bool {
        self.camera_motion.is_fitted()
    }

    /// The camera as a view stores it.
    pub fn map_camera(&self) -> CameraState {
        let camera = self.camera_motion.camera();
        CameraState { x: camera.middle.x, y: camera.middle.y, zoom: camera.zoom }
    }

    /// Where the card of an actor is on the screen; none where it is not to be seen.
    pub fn card_rect(&self, scene: &Scene, actor: ActorId) -> Option<Rect> {
        let card = self.camera_motion.camera().screen_rect(scene.actor(actor)?.area, self.screen?);
        self.map_rect(scene).intersects(card).then_some(card)
    }

    /// Draws the canvas into the rest of `ui` and collects the commands of the user; `changes` is what differs from another
    /// state of the map, while that is compared.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        (scene, highlight, changes): (&Scene, &Highlight, Option<&ChangeMarks>),
        context: &ViewContext<'_>,
        commands: &mut Vec<Command>,
    ) -> Response {
        let available = ui.available_rect_before_wrap();
        let mut groups = scene_legend(scene, !highlight.breaks.is_empty(), context.language);
        groups.extend(changes.and_then(|changes| change_legend(changes, context.language)));
        let dock = self.options.show_legend.then(|| LegendDock::at_left(ui, &groups, context.palette, available));
        let dock = dock.flatten();
        let screen = available.with_min_x(dock.as_ref().map_or(available.min.x, LegendDock::right));
        if self.screen.is_some_and(|before| (before.min.x > available.min.x) != dock.is_some()) {
            // The strip of the legend has come or gone.
            self.camera_motion.take_room();
        }
        self.screen = Some(screen);
        let response = map_response(ui, screen, Sense::click_and_drag(), context);
        let map = safe_area::map_rect(screen, scene);
        let input = FrameInput { scene, highlight, context, screen, map, text_scale: self.options.text_scale };
        let bar = self.corner_bar.0;
        self.camera_motion.update(
            ui,
            screen,
            (map, bar),
            |area| safe_area::safe_area(scene, area, map, bar),
            self.options.reduced_motion,
        );
        tools::handle_scroll(ui, &response, screen, &mut self.camera_motion);
        self.keyboard.handle(ui, &response, input, &self.tools.gesture, &mut self.camera_motion, commands);
        self.tools.dropped_cards.release(scene, context, ui.ctx().cumulative_frame_nr());
        let reduced_motion = self.options.reduced_motion;
        self.tools.handle(ui, &response, input, &mut self.camera_motion, reduced_motion, commands);
        let camera = *self.camera_motion.camera();
        let hovered = response.hover_pos().filter(|place| map.contains(*place)).and_then(|place| {
            let (point, radius) = (camera.map_from_screen(place, screen), HIT_RADIUS / camera.zoom);
            let part = hits::hit_actor(scene, point, radius);
            let part = part
                .filter(|(actor, _)| overview::is_actor_visible(scene, input.detail_zoom(&camera), highlight, *actor));
            let fixed = !context.view.scope.is_whole_map();
            let is_link_end = !fixed
                && self.tools.gesture == Gesture::Idle
                && !overview::is_overview(scene, input.detail_zoom(&camera))
                && hits::hit_link_end(scene, &context.view.selection, point, radius).is_some();
            let shown_part = part.map(|(_, part)| if fixed { CardPart::Body } else { part });
            tools::set_cursor(ui, shown_part, is_link_end, &self.tools.gesture);
            part.map(|(actor, _)| actor)
        });
        context_menu_ui(&response, &mut self.menu_target, &camera, input, commands);
        let (offsets, preview) = self.tools.card_offsets(&input, &camera);
        self.paint(ui, input, changes, hovered, (&offsets, &preview));
        if self.tools.gesture == Gesture::Idle {
            growth_handles_ui(ui, &response, input, &camera, commands);
        }
        self.tools.question.show(ui, response.id, context, commands);
        let legend = legend::show(ui, &groups, context, map, dock, commands);
        self.legend = legend;
        empty_states::empty_state_ui(ui, map, scene, context, commands);
        let params = MinimapParams { scene, screen, map, context, scene_version: self.options.scene_version };
        let minimap =
            self.options.show_minimap.then(|| self.minimap.show(ui, &params, &mut self.camera_motion)).flatten();
        let camera = self.camera_motion.camera();
        self.keyboard.paint_focus(ui, &response, input, camera, [legend, minimap], &offsets);
        self.show_hover_text(&response, input, hovered);
        update_accessibility(ui, &response, input, camera, &offsets, commands);
        response
    }

    /// Paints the scene, with the marks of what differs from another state of the map.
    pub(super) fn paint(
        &mut self,
        ui: &Ui,
        FrameInput { scene, highlight, context, screen, .. }: FrameInput<'_>,
        changes: Option<&ChangeMarks>,
        hovered: Option<ActorId>,
        (offsets, preview): (&CardOffsets, &DragPreview),
    ) {
        let camera = *self.camera_motion.camera();
        let text_scale = self.options.text_scale;
        let card_zoom = CardZoom::of(&camera, text_scale);
        let writer = self.text_painter.begin_frame(ui.ctx(), card_zoom);
        self.card_meshes.begin_frame(card_zoom, context.palette, context.language);
        self.card_names.begin_frame(self.options.scene_version, TextLevel::at(card_zoom));
        self.outer_names.begin_frame(self.options.scene_version, ());
        let frame = Frame {
            scene,
            highlight,
            changes,
            context,
            camera,
            screen,
            text_scale,
            covered: [self.corner_bar.0, self.legend],
            writer: &writer,
            card_meshes: RefCell::new(&mut self.card_meshes),
            card_names: RefCell::new(&mut self.card_names),
            outer_names: RefCell::new(&mut self.outer_names),
            link_meshes: RefCell::new(&mut self.link_meshes),
            link_labels: RefCell::new(&mut self.link_labels),
            versions: (self.options.scene_version, self.options.highlight_version),
            gesture: &self.tools.gesture,
            hovered,
            offsets,
            preview,
        };
        paint::paint(&frame, &ui.painter_at(screen));
    }

    /// The part of the canvas below the headers and right of the column of band names, as it was drawn last.
    pub fn map_rect(&self, scene: &Scene) -> Rect {
        safe_area::map_rect(self.screen.unwrap_or(Rect::ZERO), scene)
    }

    /// Tooltips: for lanes, bands and overview cells always, for an actor when zoomed out.
    fn show_hover_text(&self, response: &Response, input: FrameInput<'_>, hovered: Option<ActorId>) {
        let FrameInput { scene, context, screen, map, .. } = input;
        let place = response.hover_pos().filter(|_| !self.tools.has_gesture());
        if let Some(band) =
            place.and_then(|place| bands::band_label_at(scene, self.camera_motion.camera(), screen, place))
        {
            response.clone().on_hover_text_at_pointer(bands::label_with_count(band, context.language));
        }
        if let Some(lane) =
            place.and_then(|place| headers::header_at(scene, self.camera_motion.camera(), screen, place))
        {
            response.clone().on_hover_text_at_pointer(headers::label_with_count(lane, context.language));
        }
        let cell = place.filter(|_| hovered.is_none()).filter(|place| map.contains(*place));
        if let Some(cell) = cell.and_then(|place| overview::cell_at(input, self.camera_motion.camera(), place)) {
            response.clone().on_hover_text_at_pointer(overview::cell_description(scene, cell, context.language));
        }
        // The panel tells all of a selected one, and whoever types does not point.
        let is_told = |id: &ActorId| context.view.selection == Selection::actor(*id);
        let is_typing = response.ctx.text_edit_focused();
        let mark = hovered.filter(|id| !is_typing && !is_told(id)).and_then(|id| scene.actor(id));
        if let (Some(mark), true, Gesture::Idle) = (mark, self.zoom() < 0.72, &self.tools.gesture) {
            response.clone().on_hover_ui_at_pointer(|ui| {
                ui.strong(&mark.name);
                if !mark.detail.is_empty() {
                    ui.label(&mark.detail);
                }
            });
        }
    }
}

/// Takes the part of the window that the map has, under its name.
pub(super) fn map_response(ui: &mut Ui, screen: Rect, sense: Sense, context: &ViewContext<'_>) -> Response {
    let response = ui.allocate_rect(screen, sense);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Canvas, true, crate::language::UiText::Map.text(context.language))
    });
    response
}
