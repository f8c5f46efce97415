//! What follows the pointer: a line that fades, and a light in the dark.

use std::collections::VecDeque;
use std::f32::consts::TAU;

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, Ui, Vec2};

/// How long the line stays, in seconds.
const FADE_SECONDS: f64 = 0.9;
/// Most points of it.
const MAX_POINTS: usize = 400;
/// Radius of the light, as a part of the height; and its corners.
const LIGHT_RADIUS: f32 = 0.22;
const LIGHT_CORNERS: u32 = 72;
/// Width of the edge of the light, in points.
const LIGHT_EDGE: f32 = 14.0;

/// Where the pointer was lately.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    points: VecDeque<(Pos2, f64)>,
}

impl Trail {
    /// Draws the line up to where the pointer is, and asks for the next frame while any of it is to be seen.
    pub fn show(&mut self, ui: &Ui, painter: &Painter, tint: Color32) {
        let now = ui.input(|input| input.time);
        if let Some(at) = ui.input(|input| input.pointer.hover_pos())
            && self.points.back().is_none_or(|(last, _)| last.distance(at) > 0.5)
        {
            self.points.push_back((at, now));
        }
        while self.points.len() > MAX_POINTS || self.points.front().is_some_and(|(_, at)| now - at > FADE_SECONDS) {
            self.points.pop_front();
        }
        let opacity = |at: f64| (1.0 - (now - at) / FADE_SECONDS).clamp(0.0, 1.0) as f32;
        for ((from, _), (to, at)) in self.points.iter().zip(self.points.iter().skip(1)) {
            let stroke = Stroke::new(1.5 + 2.5 * opacity(*at), tint.gamma_multiply(opacity(*at)));
            painter.line_segment([*from, *to], stroke);
        }
        if let Some(at) = ui.input(|input| input.pointer.hover_pos()) {
            painter.circle_filled(at, 4.0, tint);
        }
        if !self.points.is_empty() {
            ui.ctx().request_repaint();
        }
    }
}

/// Darkens everything but what is around the pointer.
pub(super) fn spotlight(ui: &Ui, painter: &Painter, area: Rect) {
    let dark = Color32::from_black_alpha(185);
    let Some(middle) = ui.input(|input| input.pointer.hover_pos()) else {
        painter.rect_filled(area, 0.0, dark);
        return;
    };
    let radius = area.height() * LIGHT_RADIUS;
    let far = area.size().length() + radius;
    let mut mesh = Mesh::default();
    for corner in 0..=LIGHT_CORNERS {
        let angle = corner as f32 / LIGHT_CORNERS as f32 * TAU;
        let direction = Vec2::angled(angle);
        for (distance, colour) in [(radius, Color32::TRANSPARENT), (radius + LIGHT_EDGE, dark), (far, dark)] {
            mesh.colored_vertex(middle + direction * distance, colour);
        }
    }
    for corner in 0..LIGHT_CORNERS {
        for ring in 0..2 {
            let (inner, outer) = (corner * 3 + ring, corner * 3 + ring + 1);
            mesh.add_triangle(inner, outer, inner + 3);
            mesh.add_triangle(outer, outer + 3, inner + 3);
        }
    }
    painter.add(Shape::mesh(mesh));
}
