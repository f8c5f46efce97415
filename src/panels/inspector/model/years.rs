//! The verdicts of a model over the years, in one strip.

use egui::{Align2, FontId, Pos2, Rect, Sense, Ui, Vec2};

use super::super::super::pages::verdict_strip::{has_label, verdict_strip_ui, year_cells, year_label};
use super::super::super::widgets::heading_ui;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::TargetText;
use crate::map::CoopModel;
use crate::session::ViewContext;
use crate::theme::font_size;

/// Draws the strip; nothing if the map covers one year only.
pub(super) fn years_ui(ui: &mut Ui, model: &CoopModel, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(years) = context.study.map(|study| &study.years).filter(|years| years.years.len() > 1) else { return };
    heading_ui(ui, TargetText::OverTheYears.text(context.language), context.palette);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 40.0), Sense::hover());
    let strip = Rect::from_min_size(rect.min, Vec2::new(rect.width(), 24.0));
    verdict_strip_ui(ui, model, years, strip, context, commands);
    let cells = year_cells(strip, years.years.len());
    for (year, cell) in years.years.iter().zip(cells).filter(|(year, cell)| has_label(**year, context.year, *cell)) {
        let now = *year == context.year;
        let foreground = if now { context.palette.accent } else { context.palette.text_muted };
        let words = year_label(*year, cell);
        let at = Pos2::new(cell.center().x, rect.max.y - 8.0);
        ui.painter().text(at, Align2::CENTER_CENTER, words, FontId::proportional(font_size::SMALL), colour(foreground));
    }
}
