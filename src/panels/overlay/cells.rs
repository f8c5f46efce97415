//! Two values as cells side by side, one of which is chosen.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Pos2, Response, Role, Sense, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::canvas::colour;
use crate::language::UiText;
use crate::panels::widgets::paint_focus_ring;
use crate::session::ViewContext;
use crate::theme::{Palette, font_size};

/// The most lines of a cell; the rest is told when one points at it.
const MAX_LINES: usize = 4;
/// Distance of a text from the edges of its cell, in points.
pub(super) const MARGIN: Vec2 = Vec2::new(8.0, 5.0);
/// Width of the mark before a text, in points.
const MARK_WIDTH: f32 = 20.0;
/// Corners of a cell, in points.
const CORNERS: f32 = 5.0;

/// A value to choose.
pub(super) struct Cell {
    pub text: String,
    pub is_chosen: bool,
    /// Whether both values are chosen together.
    pub is_part_of_both: bool,
}

/// The height of a row of cells behind a name.
pub(super) fn cells_height(ui: &Ui, name: &str, name_width: f32, cells: &[Cell; 2], width: f32) -> f32 {
    let height = |text: &str, width: f32| galley(ui, text, Color32::PLACEHOLDER, width, MAX_LINES).size().y;
    let texts = cells.iter().map(|cell| height(&cell.text, text_width(width)));
    (texts.fold(height(name, name_width), f32::max) + 2.0 * MARGIN.y).ceil()
}

/// Draws the two cells of a field; which one was clicked.
pub(super) fn cells_ui(
    ui: &mut Ui,
    field: &str,
    cells: &[Cell; 2],
    size: Vec2,
    context: &ViewContext<'_>,
) -> Option<usize> {
    let mut clicked = None;
    for (at, cell) in cells.iter().enumerate() {
        if cell_ui(ui, field, cell, size, context).clicked() {
            clicked = Some(at);
        }
    }
    clicked
}

/// Draws the cell that takes both; whether it was clicked.
pub(super) fn both_cell_ui(ui: &mut Ui, field: &str, is_chosen: bool, size: Vec2, context: &ViewContext<'_>) -> bool {
    let text = UiText::MergeBoth.text(context.language).to_owned();
    cell_ui(ui, field, &Cell { text, is_chosen, is_part_of_both: false }, size, context).clicked()
}

fn cell_ui(ui: &mut Ui, field: &str, cell: &Cell, size: Vec2, context: &ViewContext<'_>) -> Response {
    let (language, palette) = (context.language, context.palette);
    let (area, response) = ui.allocate_exact_size(size, Sense::click());
    let is_blank = cell.text.is_empty();
    let text = if is_blank { UiText::MergeNothingWritten.text(language) } else { &cell.text };
    let said = format!("{field}: {text}");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, cell.is_chosen, said.as_str()));
    if !ui.is_rect_visible(area) {
        return response;
    }
    let is_taken = cell.is_chosen || cell.is_part_of_both;
    let background = if is_taken {
        palette.accent.mixed(palette.panel, 0.88)
    } else if response.hovered() {
        palette.hover
    } else {
        palette.panel
    };
    let painter = ui.painter_at(area);
    let edge = if cell.is_chosen { palette.accent } else { palette.border };
    painter.rect(area, CORNERS, colour(background), (1.0, colour(edge)), StrokeKind::Inside);
    paint_focus_ring(&painter, area, CORNERS, &response, palette);
    let foreground = if is_taken && !is_blank { palette.text } else { palette.text_muted };
    let galley = galley(ui, text, colour(foreground), text_width(size.x), lines_in(ui, size.y));
    let first_line = galley.rows.first().map_or(0.0, |row| row.height());
    let left = area.min + MARGIN;
    paint_mark(ui, Pos2::new(left.x + 6.0, left.y + first_line / 2.0), cell.is_chosen, palette);
    let is_elided = galley.elided;
    painter.galley(left + Vec2::new(MARK_WIDTH, 0.0), galley, Color32::PLACEHOLDER);
    if is_elided { response.on_hover_text(text) } else { response }
}

/// The mark of a choice of one: a ring, filled where it is chosen.
fn paint_mark(ui: &Ui, center: Pos2, is_chosen: bool, palette: &Palette) {
    let tint = colour(if is_chosen { palette.accent } else { palette.text_muted });
    ui.painter().circle_stroke(center, 5.5, (1.2, tint));
    if is_chosen {
        ui.painter().circle_filled(center, 3.0, tint);
    }
}

/// The width that the text of a cell has.
fn text_width(cell_width: f32) -> f32 {
    (cell_width - 2.0 * MARGIN.x - MARK_WIDTH).max(20.0)
}

/// How many lines of text a cell of this height has room for.
fn lines_in(ui: &Ui, height: f32) -> usize {
    let line = galley(ui, "|", Color32::PLACEHOLDER, f32::INFINITY, 1).size().y.max(1.0);
    (((height - 2.0 * MARGIN.y) / line + 0.1) as usize).clamp(1, MAX_LINES)
}

/// A text over so many lines of this width.
fn galley(ui: &Ui, text: &str, foreground: Color32, width: f32, lines: usize) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), FontId::proportional(font_size::BODY), foreground, 0.0);
    job.wrap = TextWrapping { max_width: width, max_rows: lines, ..TextWrapping::default() };
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}
