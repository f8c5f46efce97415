//! The years side by side: a strip of verdicts for each model, and the links that lapse soon.

mod lapses;
pub(in crate::panels) mod strip;

use egui::{FontFamily, FontId, Pos2, Rect, ScrollArea, Sense, Ui, Vec2};

use super::super::rows::{HEIGHT, follow_keys, heading_ui, hint_ui, paint_words, ring_ui};
use crate::analysis::Years;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{TargetText, UiText};
use crate::map::{CoopModel, Selection};
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// The room for the names of models, in points, where the page is wide enough.
const NAMES: f32 = 260.0;

/// Height of the line with the years.
const HEAD: f32 = 22.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub(super) struct YearsState {
    lapses: lapses::LapsesState,
}

/// Draws the page.
pub(super) fn years_ui(ui: &mut Ui, state: &mut YearsState, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
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
        models_ui(ui, years, shown, wishes);
        ui.add_space(14.0);
        heading_ui(ui, TargetText::Lapses.text(language), shown.palette);
        lapses::lapses_ui(ui, &mut state.lapses, &years.lapses, shown, wishes);
        ui.add_space(12.0);
        follow_keys(ui);
    });
}

/// A row for each model, of which only those in sight are made; the years stay over them while any is in sight.
fn models_ui(ui: &mut Ui, years: &Years, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let models = shown.map.models();
    let names = NAMES.min(ui.available_width() * 0.4);
    let (seen, width) = (ui.clip_rect(), ui.available_width());
    let (head, _) = ui.allocate_exact_size(Vec2::new(width, HEAD), Sense::hover());
    let (rows, _) = ui.allocate_exact_size(Vec2::new(width, models.len() as f32 * HEIGHT), Sense::hover());
    let row_at = |y: f32| ((y - rows.min.y) / HEIGHT).floor().max(0.0) as usize;
    let (first, last) = (row_at(seen.min.y), row_at(seen.max.y));
    for (at, model) in models.values().enumerate().take(last + 1).skip(first) {
        let corner = rows.min + Vec2::new(0.0, at as f32 * HEIGHT);
        let row = Rect::from_min_size(corner, Vec2::new(width, HEIGHT));
        row_ui(ui, model, years, (row, names), shown, wishes);
    }
    let top = seen.min.y.min(rows.max.y - HEAD).max(head.min.y);
    head_ui(ui, years, Rect::from_min_size(Pos2::new(head.min.x, top), head.size()), names, shown);
}

/// The years over their columns, the one that is shown in the colour of what is selected.
fn head_ui(ui: &Ui, years: &Years, rect: Rect, names: f32, shown: &ViewContext<'_>) {
    ui.painter().rect_filled(rect, 0.0, colour(shown.palette.background));
    let strip = Rect::from_min_max(Pos2::new(rect.min.x + names, rect.min.y), rect.max);
    for (year, cell) in years.years.iter().zip(strip::cells(strip, years.years.len())) {
        let now = *year == shown.year;
        let ink = if now { shown.palette.accent } else { shown.palette.text_muted };
        let font = if now {
            FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()))
        } else {
            FontId::proportional(font_size::SMALL)
        };
        ui.painter().text(
            cell.center(),
            egui::Align2::CENTER_CENTER,
            strip::year_words(*year, cell),
            font,
            colour(ink),
        );
    }
}

fn row_ui(
    ui: &mut Ui,
    model: &CoopModel,
    years: &Years,
    (rect, names): (Rect, f32),
    shown: &ViewContext<'_>,
    wishes: &mut Vec<Command>,
) {
    let name = Rect::from_min_size(rect.min, Vec2::new(names - 8.0, HEIGHT));
    let response = ui.interact(name, ui.scope_id().with(("name", model.id)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &model.name));
    let selected = shown.view.selection == Selection::Model(model.id);
    if selected || response.hovered() || response.has_focus() {
        let ground =
            if selected { shown.palette.accent.mixed(shown.palette.background, 0.84) } else { shown.palette.hover };
        ui.painter().rect_filled(name, 4.0, colour(ground));
    }
    ring_ui(ui.painter(), name, 4.0, &response, shown.palette);
    paint_words(ui, ui.painter(), name.shrink2(Vec2::new(8.0, 0.0)), &model.name, shown.palette.text);
    if response.on_hover_text(&model.name).clicked() {
        wishes.push(Command::Select(Selection::Model(model.id)));
    }
    let strip = Rect::from_min_max(Pos2::new(rect.min.x + names, rect.min.y), rect.max);
    strip::strip_ui(ui, model, years, strip, shown, wishes);
}
