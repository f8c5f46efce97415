//! Icons and colours of the theme, for egui.

use egui::{Color32, Mesh, Pos2, Rect, Sense, Shape, Ui, Vec2};

use super::tessellation;
use crate::theme::{ICON_SIZE, Icon, IconStroke, Rgb};

/// Converts a theme colour.
pub fn colour(rgb: Rgb) -> Color32 {
    Color32::from_rgb(rgb.0, rgb.1, rgb.2)
}

/// Paints an icon into a square.
pub fn paint_icon(painter: &egui::Painter, icon: Icon, square: Rect, tint: Color32) {
    let mut mesh = Mesh::default();
    add_icon(&mut mesh, icon, square, tint);
    painter.add(Shape::mesh(mesh));
}

/// Adds an icon to a layout.
pub fn icon_ui(ui: &mut Ui, icon: Icon, side: f32, tint: Color32) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    paint_icon(ui.painter(), icon, rect, tint);
    response
}

/// Adds an icon to a mesh.
pub(super) fn add_icon(mesh: &mut Mesh, icon: Icon, square: Rect, tint: Color32) {
    let scale = square.width() / ICON_SIZE;
    let width = (1.7 * scale).max(1.1);
    let to_square = |(x, y): (f32, f32)| square.min + Vec2::new(x, y) * scale;
    let to_points = |points: &[(f32, f32)]| -> Vec<Pos2> { points.iter().copied().map(to_square).collect() };
    for stroke in icon.strokes() {
        match *stroke {
            IconStroke::Polyline(points) => tessellation::line(mesh, &to_points(points), width, tint),
            IconStroke::Polygon(points) => tessellation::closed_line(mesh, &to_points(points), width, tint),
            IconStroke::Circle(x, y, radius) => {
                tessellation::closed_line(mesh, &tessellation::circle(to_square((x, y)), radius * scale), width, tint);
            }
            IconStroke::Dot(x, y, radius) => {
                tessellation::filled_polygon(mesh, &tessellation::circle(to_square((x, y)), radius * scale), tint);
            }
        }
    }
}
