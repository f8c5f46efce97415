//! The verdicts of one model over the years, side by side.

use egui::{Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::analysis::Years;
use crate::canvas::{colour, paint_icon};
use crate::command::Command;
use crate::language::Localized;
use crate::map::{CoopModel, Selection, Year};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::ViewContext;

/// The greatest width of a year, in points.
const MAX_CELL_WIDTH: f32 = 56.0;

/// The cells of the years in a strip, from the left.
pub(in crate::panels) fn year_cells(strip: Rect, years: usize) -> impl Iterator<Item = Rect> {
    let width = (strip.width() / years.max(1) as f32).min(MAX_CELL_WIDTH);
    (0..years).map(move |at| {
        Rect::from_min_size(Pos2::new(strip.min.x + width * at as f32, strip.min.y), Vec2::new(width, strip.height()))
    })
}

/// Whether a year has a label over its cell: where cells are too narrow for one each, only every second or third has, the
/// present one always.
pub(in crate::panels) fn has_label(year: Year, present: Year, cell: Rect) -> bool {
    const LABEL_WIDTH: f32 = 19.0;
    let step = (LABEL_WIDTH / cell.width().max(1.0)).ceil().max(1.0) as Year;
    (year - present).rem_euclid(step) == 0
}

/// The label of a year; two digits if four do not fit over its cell.
pub(in crate::panels) fn year_label(year: Year, cell: Rect) -> String {
    if cell.width() < 34.0 { format!("{:02}", year.rem_euclid(100)) } else { year.to_string() }
}

/// Draws a strip; a click selects the model and shows the map in that year.
pub(in crate::panels) fn verdict_strip_ui(
    ui: &mut Ui,
    model: &CoopModel,
    years: &Years,
    strip: Rect,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let palette = context.palette;
    let Some(verdicts) = years.verdicts.get(&model.id) else { return };
    for ((year, verdict), cell) in years.years.iter().zip(verdicts).zip(year_cells(strip, years.years.len())) {
        let response = ui.interact(cell, ui.scope_id().with((model.id, *year)), Sense::click());
        let words = format!("{year}: {}", verdict.title(context.language));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}, {words}", model.name)));
        let inside = cell.shrink(1.0);
        let tint = verdict_colour(*verdict, palette);
        // Before a model has begun its verdict is faint: it only says what its actors would have achieved.
        let has_begun = model.since.is_none_or(|since| since <= *year);
        let faint = if has_begun { 0.82 } else { 0.95 };
        ui.painter().rect_filled(inside, 3.0, colour(tint.mixed(palette.background, faint)));
        if *year == context.year {
            ui.painter().rect_stroke(inside, 3.0, (1.5, colour(palette.accent)), egui::StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_stroke(inside, 3.0, (1.0, colour(palette.text_muted)), egui::StrokeKind::Inside);
        }
        if response.has_focus() {
            // In another colour than the outline of the current year.
            ui.painter().rect_stroke(cell, 4.0, (1.5, colour(palette.text)), egui::StrokeKind::Inside);
        }
        // Must stay legible in a high-contrast palette.
        let fade = if palette.is_high_contrast { 0.25 } else { 0.6 };
        let foreground = if has_begun { tint } else { tint.mixed(palette.background, fade) };
        let square = Rect::from_center_size(cell.center(), Vec2::splat(15.0_f32.min(cell.width() - 4.0)));
        paint_icon(ui.painter(), verdict_icon(*verdict), square, colour(foreground));
        if response.on_hover_text(words).clicked() {
            commands.push(Command::Select(Selection::Model(model.id)));
            commands.push(Command::SetYear(*year));
        }
    }
}
