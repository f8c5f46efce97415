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

/// The room for the names of models, in points, where the page is wide enough.
const NAME_WIDTH: f32 = 260.0;

/// Height of the line with the years.
const HEADER_HEIGHT: f32 = 22.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub(super) struct YearsState {
    lapses: lapses::LapsesState,
}

/// Draws the page.
pub(super) fn years_ui(ui: &mut Ui, state: &mut YearsState, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = shown.language;
    heading_ui(ui, UiText::PageYears.text(language), shown.palette);
    if shown.map.models().is_empty() {
        hint_ui(ui, UiText::NoModels.text(language), shown.palette);
        return;
    }
    let Some(years) = shown.study.map(|study| &study.years) else {
        hint_ui(ui, UiText::Working.text(language), shown.palette);
        return;
    };
    ui.add_space(4.0);
    ScrollArea::vertical().id_salt("years").auto_shrink(false).show(ui, |ui| {
        models_ui(ui, years, shown, commands);
        ui.add_space(14.0);
        heading_ui(ui, TargetText::Lapses.text(language), shown.palette);
        lapses::lapses_ui(ui, &mut state.lapses, &years.lapses, shown, commands);
        ui.add_space(12.0);
        scroll_to_focused(ui);
    });
}

/// A row for each model, of which only those in sight are made; the years stay over them while any is in sight.
fn models_ui(ui: &mut Ui, years: &Years, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let models = shown.map.models();
    let name_width = NAME_WIDTH.min(ui.available_width() * 0.4);
    let (visible, width) = (ui.clip_rect(), ui.available_width());
    let (head, _) = ui.allocate_exact_size(Vec2::new(width, HEADER_HEIGHT), Sense::hover());
    let (rows, _) = ui.allocate_exact_size(Vec2::new(width, models.len() as f32 * ROW_HEIGHT), Sense::hover());
    let row_at = |y: f32| ((y - rows.min.y) / ROW_HEIGHT).floor().max(0.0) as usize;
    let (first, last) = (row_at(visible.min.y), row_at(visible.max.y));
    for (at, model) in models.values().enumerate().take(last + 1).skip(first) {
        let corner = rows.min + Vec2::new(0.0, at as f32 * ROW_HEIGHT);
        let row = Rect::from_min_size(corner, Vec2::new(width, ROW_HEIGHT));
        row_ui(ui, model, years, (row, name_width), shown, commands);
    }
    let top = visible.min.y.min(rows.max.y - HEADER_HEIGHT).max(head.min.y);
    year_header_ui(ui, years, Rect::from_min_size(Pos2::new(head.min.x, top), head.size()), name_width, shown);
}

/// The years over their columns, the one that is shown in the colour of what is selected.
fn year_header_ui(ui: &Ui, years: &Years, rect: Rect, name_width: f32, shown: &ViewContext<'_>) {
    ui.painter().rect_filled(rect, 0.0, colour(shown.palette.background));
    let strip = Rect::from_min_max(Pos2::new(rect.min.x + name_width, rect.min.y), rect.max);
    for (year, cell) in years.years.iter().zip(verdict_strip::year_cells(strip, years.years.len())) {
        let now = *year == shown.year;
        let foreground = if now { shown.palette.accent } else { shown.palette.text_muted };
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
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let name = Rect::from_min_size(rect.min, Vec2::new(name_width - 8.0, ROW_HEIGHT));
    let response = ui.interact(name, ui.scope_id().with(("name", model.id)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &model.name));
    let selected = shown.view.selection == Selection::Model(model.id);
    if selected || response.hovered() || response.has_focus() {
        let background =
            if selected { shown.palette.accent.mixed(shown.palette.background, 0.84) } else { shown.palette.hover };
        ui.painter().rect_filled(name, 4.0, colour(background));
    }
    paint_focus_ring(ui.painter(), name, 4.0, &response, shown.palette);
    paint_text(ui, ui.painter(), name.shrink2(Vec2::new(8.0, 0.0)), &model.name, shown.palette.text);
    if response.on_hover_text(&model.name).clicked() {
        commands.push(Command::Select(Selection::Model(model.id)));
    }
    let strip = Rect::from_min_max(Pos2::new(rect.min.x + name_width, rect.min.y), rect.max);
    verdict_strip::verdict_strip_ui(ui, model, years, strip, shown, commands);
}
