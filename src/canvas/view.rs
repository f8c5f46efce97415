//! The canvas widget: takes the pointer, moves the camera, hands wishes on, paints.

use std::cell::RefCell;

use egui::{Rect, Response, Sense, Ui, Vec2};

use super::bands;
use super::corners;
use super::displaced::Dropped;
use super::far;
use super::gesture::{self, Gesture, Part};
use super::hairs::Hairs;
use super::headers;
use super::keys::Keys;
use super::legend;
use super::letters::Letters;
use super::overview::{Overview, Stand};
use super::paint::Frame;
use super::stamps::Stamps;
use super::states;
use super::tools::set_cursor;
use super::travel::{Aim, Travel};
use crate::command::Command;
use crate::map::{ActorId, CameraState};
use crate::scene::{Area, Scene, legend as scene_legend};
use crate::session::{Highlight, ViewContext};

/// How near to a card's edge or a link the pointer must be, in points.
pub(super) const REACH: f32 = 8.0;

/// How its user wants the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CanvasOptions {
    /// Arrive at once instead of flying and gliding.
    pub calm: bool,
    /// With the legend open.
    pub legend: bool,
    /// With the small map of the whole in the corner.
    pub overview: bool,
    /// Grows with every new picture, so that what was drawn of an old one is drawn anew.
    pub edition: u64,
    /// Grows with whatever is lit.
    pub lit: u64,
}

/// The canvas.
#[derive(Debug, Default)]
pub struct Canvas {
    pub(super) travel: Travel,
    pub(super) gesture: Gesture,
    pub(super) dropped: Option<Dropped>,
    pub(super) options: CanvasOptions,
    pub(super) keys: Keys,
    overview: Overview,
    letters: Letters,
    stamps: Stamps,
    hairs: Hairs,
}

impl Canvas {
    /// Takes over how its user wants it.
    pub fn set_options(&mut self, options: CanvasOptions) {
        self.options = options;
    }

    /// Shows an area whole from the next frame on. It is of another picture than before: the places that one has been
    /// at are forgotten.
    pub fn show_whole(&mut self, area: Area) {
        self.hairs = Hairs::default();
        self.travel.go(Aim::At(area));
    }

    /// Flies until an area is seen whole.
    pub fn fly_to_whole(&mut self, area: Area) {
        self.travel.go(Aim::Fly(area));
    }

    /// Flies until an area is in sight, without going farther away than needed.
    pub fn fly_towards(&mut self, area: Area) {
        self.travel.go(Aim::Towards(area));
    }

    /// Comes nearer or goes farther away.
    pub fn zoom_by(&mut self, factor: f32) {
        self.travel.go(Aim::Zoom(factor));
    }

    /// Flies to the place where one was before.
    pub fn go_back(&mut self) {
        self.travel.go(Aim::Back);
    }

    /// Flies to the place that one came back from.
    pub fn go_forward(&mut self) {
        self.travel.go(Aim::Forward);
    }

    /// Whether a gesture is under way.
    pub fn is_drawing(&self) -> bool {
        self.gesture != Gesture::Idle
    }

    /// Points of the screen for one map unit.
    pub fn zoom(&self) -> f32 {
        self.travel.camera().zoom
    }

    /// Which part of the map is in sight.
    pub fn in_sight(&self) -> CameraState {
        let camera = self.travel.camera();
        CameraState { x: camera.middle.x, y: camera.middle.y, zoom: camera.zoom }
    }

    /// Draws the canvas into the rest of `ui` and says what its user wants.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        scene: &Scene,
        focus: &Highlight,
        shown: &ViewContext<'_>,
        wishes: &mut Vec<Command>,
    ) -> Response {
        let screen = ui.available_rect_before_wrap();
        let response = ui.allocate_rect(screen, Sense::click_and_drag());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Canvas, true, crate::language::UiText::Map.text(shown.language))
        });
        let map = Self::map_screen(screen, scene);
        self.travel.step(ui, screen, map, |area| corners::room(scene, area, map), self.options.calm);
        self.navigate(ui, &response, screen);
        self.hear_keys(ui, &response, scene, shown, wishes);
        self.settle_dropped(scene, shown, ui.ctx().cumulative_frame_nr());
        self.use_tools(ui, &response, screen, scene, focus, shown, wishes);
        let camera = *self.travel.camera();
        let hovered = response.hover_pos().filter(|place| map.contains(*place)).and_then(|place| {
            let part = gesture::actor_part(scene, camera.map_from_screen(place, screen), REACH / camera.zoom);
            let part = part.filter(|(actor, _)| far::is_seen(camera.zoom, focus, *actor));
            let fixed = !shown.view.scope.is_whole_map();
            set_cursor(ui, part.map(|(_, part)| if fixed { Part::Body } else { part }), &self.gesture);
            part.map(|(actor, _)| actor)
        });
        let displaced = self.displaced(scene, shown.map);
        let pen = self.letters.pen(ui.ctx(), camera.zoom);
        self.stamps.begin(camera.zoom, shown.palette, shown.language);
        let stamps = RefCell::new(&mut self.stamps);
        let frame = Frame {
            scene,
            focus,
            shown,
            camera,
            screen,
            pen: &pen,
            stamps,
            hairs: RefCell::new(&mut self.hairs),
            editions: (self.options.edition, self.options.lit),
            gesture: &self.gesture,
            hovered,
            displaced: &displaced,
        };
        frame.paint(&ui.painter_at(screen));
        let groups = scene_legend(scene, !focus.breaks.is_empty(), shown.language);
        let legend = legend::show(ui, &groups, shown, map, self.options.legend, wishes);
        states::begin_ui(ui, map, scene, shown, wishes);
        let stand = Stand { scene, screen, map, shown, edition: self.options.edition };
        let overview = self.options.overview.then(|| self.overview.show(ui, &stand, &mut self.travel)).flatten();
        self.show_focus(ui, &response, map, [legend, overview], scene, &displaced, shown);
        self.tell_more(&response, screen, scene, hovered, shown);
        self.describe(ui, &response, scene, &displaced, focus, shown, wishes);
        response
    }

    /// The part of the canvas below the headers, and right of the names of bands.
    pub fn map_screen(screen: Rect, scene: &Scene) -> Rect {
        Rect::from_min_max(screen.min + Vec2::new(bands::column_width(scene), headers::HEIGHT), screen.max)
    }

    /// From afar the name of what is under the pointer stands in a hint, and that of a lane or band always does.
    fn tell_more(
        &self,
        response: &Response,
        screen: Rect,
        scene: &Scene,
        hovered: Option<ActorId>,
        shown: &ViewContext<'_>,
    ) {
        let place = response.hover_pos().filter(|_| self.gesture == Gesture::Idle);
        if let Some(band) = place.and_then(|place| bands::under(scene, self.travel.camera(), screen, place)) {
            response.clone().on_hover_text_at_pointer(bands::spoken(band, shown.language));
        }
        if let Some(lane) = place.and_then(|place| headers::under(scene, self.travel.camera(), screen, place)) {
            response.clone().on_hover_text_at_pointer(headers::spoken(lane, shown.language));
        }
        let cell = place.filter(|_| hovered.is_none()).filter(|place| Self::map_screen(screen, scene).contains(*place));
        if let Some(cell) = cell.and_then(|place| far::under(scene, self.travel.camera(), screen, place)) {
            response.clone().on_hover_text_at_pointer(far::spoken(scene, cell, shown.language));
        }
        let mark = hovered.and_then(|id| scene.actor(id));
        if let (Some(mark), true, Gesture::Idle) = (mark, self.zoom() < 0.72, &self.gesture) {
            response.clone().on_hover_ui_at_pointer(|ui| {
                ui.strong(&mark.name);
                if !mark.detail.is_empty() {
                    ui.label(&mark.detail);
                }
            });
        }
    }
}
