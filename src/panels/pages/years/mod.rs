//! The years side by side: a strip of verdicts for each model, and the links that lapse soon.

mod lapses;
pub(in crate::panels) mod verdict_strip;

use egui::{FontFamily, FontId, Pos2, Rect, ScrollArea, Sense, Ui, Vec2};

use super::super::widgets::{ROW_HEIGHT, heading_ui, hint_ui, paint_focus_ring, paint_text, scroll_to_focused};
use crate::analysis::Years;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{TargetText, UiText};
use crate::map::{CoopModel, Selection};
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// Width of the names of models, in points; less on a narrow page.
const NAME_WIDTH: f32 = 260.0;

/// Height of the header with the years, in points.
const HEADER_HEIGHT: f32 = 22.0;

/// State of the page, kept between frames.
#[derive(Debug, Default)]
pub(super) struct YearsState {
    lapses: lapses::LapsesState,
}

/// Draws the page.
pub(super) fn years_ui(ui: &mut Ui, state: &mut YearsState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    heading_ui(ui, UiText::PageYears.text(language), context.palette);
    if context.map.models().is_empty() {
        hint_ui(ui, UiText::NoModels.text(language), context.palette);
        return;
    }
    let Some(years) = context.study.map(|study| &study.years) else {
        hint_ui(ui, UiText::Working.text(language), context.palette);
        return;
    };
    ui.add_space(4.0);
    ScrollArea::vertical().id_salt("years").auto_shrink(false).show(ui, |ui| {
        models_ui(ui, years, context, commands);
        ui.add_space(14.0);
        heading_ui(ui, TargetText::Lapses.text(language), context.palette);
        lapses::lapses_ui(ui, &mut state.lapses, &years.lapses, context, commands);
        ui.add_space(12.0);
        scroll_to_focused(ui);
    });
}

/// A row for each model, of which only the visible ones are drawn; the header stays over them while any is visible.
fn models_ui(ui: &mut Ui, years: &Years, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let models = context.map.models();
    let name_width = NAME_WIDTH.min(ui.available_width() * 0.4);
    let (visible, width) = (ui.clip_rect(), ui.available_width());
    let (head, _) = ui.allocate_exact_size(Vec2::new(width, HEADER_HEIGHT), Sense::hover());
    let (rows, _) = ui.allocate_exact_size(Vec2::new(width, models.len() as f32 * ROW_HEIGHT), Sense::hover());
    let row_at = |y: f32| ((y - rows.min.y) / ROW_HEIGHT).floor().max(0.0) as usize;
    let (first, last) = (row_at(visible.min.y), row_at(visible.max.y));
    for (at, model) in models.values().enumerate().take(last + 1).skip(first) {
        let corner = rows.min + Vec2::new(0.0, at as f32 * ROW_HEIGHT);
        let row = Rect::from_min_size(corner, Vec2::new(width, ROW_HEIGHT));
        row_ui(ui, model, years, (row, name_width), context, commands);
    }
    let top = visible.min.y.min(rows.max.y - HEADER_HEIGHT).max(head.min.y);
    year_header_ui(ui, years, Rect::from_min_size(Pos2::new(head.min.x, top), head.size()), name_width, context);
}

/// The years over their columns, the current one in the accent colour.
fn year_header_ui(ui: &Ui, years: &Years, rect: Rect, name_width: f32, context: &ViewContext<'_>) {
    ui.painter().rect_filled(rect, 0.0, colour(context.palette.background));
    let strip = Rect::from_min_max(Pos2::new(rect.min.x + name_width, rect.min.y), rect.max);
    let cells = verdict_strip::year_cells(strip, years.years.len());
    for (year, cell) in
        years.years.iter().zip(cells).filter(|(year, cell)| verdict_strip::has_label(**year, context.year, *cell))
    {
        let now = *year == context.year;
        let foreground = if now { context.palette.accent } else { context.palette.text_muted };
        let font = if now {
            FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()))
        } else {
            FontId::proportional(font_size::SMALL)
        };
        ui.painter().text(
            cell.center(),
            egui::Align2::CENTER_CENTER,
            verdict_strip::year_label(*year, cell),
            font,
            colour(foreground),
        );
    }
}

fn row_ui(
    ui: &mut Ui,
    model: &CoopModel,
    years: &Years,
    (rect, name_width): (Rect, f32),
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let name = Rect::from_min_size(rect.min, Vec2::new(name_width - 8.0, ROW_HEIGHT));
    let response = ui.interact(name, ui.scope_id().with(("name", model.id)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &model.name));
    let selected = context.view.selection == Selection::Model(model.id);
    if selected || response.hovered() || response.has_focus() {
        let background = if selected {
            context.palette.accent.mixed(context.palette.background, 0.84)
        } else {
            context.palette.hover
        };
        ui.painter().rect_filled(name, 4.0, colour(background));
    }
    paint_focus_ring(ui.painter(), name, 4.0, &response, context.palette);
    paint_text(ui, ui.painter(), name.shrink2(Vec2::new(8.0, 0.0)), &model.name, context.palette.text);
    if response.on_hover_text(&model.name).clicked() {
        commands.push(Command::Select(Selection::Model(model.id)));
    }
    let strip = Rect::from_min_max(Pos2::new(rect.min.x + name_width, rect.min.y), rect.max);
    verdict_strip::verdict_strip_ui(ui, model, years, strip, context, commands);
}
