//! How a cell looks: its value or the text that stands there instead, and whether it is selected, active, or wrong.

use egui::{Color32, FontId, Pos2, Rect, Sense, StrokeKind, Ui, Vec2};

use super::super::super::widgets::elided_galley;
use super::marks::Mark;
use super::state::TablesState;
use crate::canvas::{colour, paint_icon};
use crate::exchange::{TableColumn, TableRow, TableSource};
use crate::language::{UiText, integer};
use crate::scene::{severity_icon, verdict_colour, verdict_icon};
use crate::schema::Cell;
use crate::schema::actor::figures;
use crate::session::ViewContext;
use crate::theme::font_size;

/// Space at both ends of a cell, in points.
const PADDING: f32 = 6.0;
/// Side of the corner that marks a wrong value, in points.
const CORNER: f32 = 7.0;

/// How a cell stands among the others.
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub(super) struct CellLook<'a> {
    pub is_even: bool,
    pub is_selected: bool,
    pub is_active: bool,
    pub has_focus: bool,
    pub mark: Option<&'a Mark>,
    pub is_new_row: bool,
    pub is_first: bool,
}

/// What was painted: the text, and what a pointer at rest is told.
pub(super) struct Painted {
    pub text: String,
    pub hint: Option<String>,
}

/// Paints a cell.
pub(super) fn paint_cell(
    ui: &mut Ui,
    area: Rect,
    row: Option<TableRow>,
    column: TableColumn,
    look: &CellLook<'_>,
    source: TableSource<'_>,
    context: &ViewContext<'_>,
) -> Painted {
    let palette = context.palette;
    let ground = palette.background;
    let mut background = if look.is_even { ground } else { palette.panel.mixed(ground, 0.55) };
    if look.is_selected && !look.is_active {
        background = palette.accent.mixed(ground, if look.has_focus { 0.84 } else { 0.92 });
    }
    let is_wrong = look.mark.is_some_and(|mark| mark.reason.is_some());
    if is_wrong {
        background = palette.error.mixed(background, 0.9);
    }
    ui.painter().rect_filled(area, 0.0, colour(background));
    let value = row.map_or(Cell::Empty, |row| row.cell(column, source));
    let inner = area.shrink2(Vec2::new(PADDING, 0.0));
    let left = inner.min.x + paint_value_icon(ui, inner, &value, context);
    let text = match look.mark {
        Some(mark) => mark.text.clone(),
        None => value.display_text(context.language),
    };
    let prompt = (look.is_new_row && look.is_first && text.is_empty()).then(|| UiText::NewRow.text(context.language));
    let foreground = if is_wrong {
        palette.error
    } else if prompt.is_some() || is_of_earlier_year(row, column, source) {
        palette.text_muted
    } else {
        palette.text
    };
    // Line ends of a note are spaces here.
    let line = prompt.map_or_else(|| text.replace('\n', " "), str::to_owned);
    let galley =
        elided_galley(ui, &line, FontId::proportional(font_size::BODY), colour(foreground), inner.max.x - left);
    if ui.is_sizing_pass() {
        ui.allocate_exact_size(galley.size() + Vec2::new(2.0 * PADDING, 0.0), Sense::hover());
    }
    let is_number = if look.mark.is_some() { column.is_numeric() } else { value.is_number() };
    let x = if is_number { inner.max.x - galley.size().x } else { left };
    let is_truncated = galley.elided;
    ui.painter().galley(Pos2::new(x, area.center().y - galley.size().y / 2.0), galley, Color32::PLACEHOLDER);
    if is_wrong {
        let corner = vec![
            area.right_top(),
            area.right_top() - Vec2::new(CORNER, 0.0),
            area.right_top() + Vec2::new(0.0, CORNER),
        ];
        ui.painter().add(egui::Shape::convex_polygon(corner, colour(palette.error), egui::Stroke::NONE));
    }
    if look.is_active {
        let stroke = if look.has_focus { palette.accent } else { palette.accent.mixed(ground, 0.5) };
        ui.painter().rect_stroke(area, 0.0, (2.0, colour(stroke)), StrokeKind::Inside);
    }
    let reason = look.mark.and_then(|mark| mark.reason.clone());
    let hint = reason.or_else(|| is_truncated.then(|| text.clone()));
    Painted { text: if prompt.is_some() { line } else { text }, hint }
}

/// Paints the icon of a verdict or severity; the width that it takes.
fn paint_value_icon(ui: &Ui, area: Rect, value: &Cell, context: &ViewContext<'_>) -> f32 {
    let (icon, tint) = match value {
        Cell::Verdict(verdict) => (verdict_icon(*verdict), verdict_colour(*verdict, context.palette)),
        Cell::Severity(severity) => severity_icon(*severity, context.palette),
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Measured(..) | Cell::Year(_) => return 0.0,
    };
    let square = Rect::from_center_size(Pos2::new(area.min.x + 8.0, area.center().y), Vec2::splat(14.0));
    paint_icon(ui.painter(), icon, square, colour(tint));
    22.0
}

/// Whether members are shown that were counted in an earlier year.
fn is_of_earlier_year(row: Option<TableRow>, column: TableColumn, source: TableSource<'_>) -> bool {
    let Some(TableRow::Actor(id)) = row.filter(|_| column == TableColumn::Figures(&figures::MEMBERS)) else {
        return false;
    };
    let year = source.assessment.year;
    let counted = source.map.actors().get(&id).and_then(|actor| actor.members_as_of(year));
    counted.is_some_and(|(counted, _)| counted != year)
}

/// Paints the number of a row, or a plus for the new one; what it is called.
pub(super) fn paint_number(
    ui: &Ui,
    area: Rect,
    at: usize,
    state: &TablesState,
    is_selected: bool,
    context: &ViewContext<'_>,
) -> String {
    let palette = context.palette;
    let background = if is_selected { palette.accent.mixed(palette.panel, 0.84) } else { palette.panel };
    ui.painter().rect_filled(area, 0.0, colour(background));
    let is_new = state.row(at).is_none();
    let text = if is_new { "+".to_owned() } else { integer(at as u64 + 1, context.language) };
    let font = FontId::proportional(font_size::SMALL);
    let galley = elided_galley(ui, &text, font, colour(palette.text_muted), area.width() - 6.0);
    let x = area.max.x - 6.0 - galley.size().x;
    ui.painter().galley(Pos2::new(x, area.center().y - galley.size().y / 2.0), galley, Color32::PLACEHOLDER);
    let word = if is_new { UiText::NewRow } else { UiText::Row };
    if is_new { word.text(context.language).to_owned() } else { format!("{} {text}", word.text(context.language)) }
}
