//! The years side by side: a strip of verdicts for each model, and the links that lapse soon.

mod lapses;
pub(in crate::panels) mod strip;

use egui::{FontFamily, FontId, Pos2, Rect, ScrollArea, Sense, Ui, Vec2};

use super::super::rows::{HEIGHT, heading_ui, hint_ui, paint_words};
use crate::analysis::Years;
use crate::canvas::colour;
use crate::command::Command;
use crate::language::{Goals, Screen};
use crate::map::CoopModel;
use crate::scene::{Selection, Shown};
use crate::theme::{SEMIBOLD, text};

/// The room for the names of models, in points, where the page is wide enough.
const NAMES: f32 = 260.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub(super) struct YearsState {
    lapses: lapses::LapsesState,
}

/// Draws the page.
pub(super) fn years_ui(ui: &mut Ui, state: &mut YearsState, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    heading_ui(ui, Screen::PageYears.text(language), shown.palette);
    if shown.map.models().is_empty() {
        hint_ui(ui, Screen::NoModels.text(language), shown.palette);
        return;
    }
    let Some(years) = shown.study.map(|study| &study.years) else {
        hint_ui(ui, Screen::Working.text(language), shown.palette);
        return;
    };
    ui.add_space(4.0);
    let names = NAMES.min(ui.available_width() * 0.4);
    head_ui(ui, years, names, shown);
    let models: Vec<&CoopModel> = shown.map.models().values().collect();
    // The lapsing links keep a part of the page, however many models there are.
    let wanted = models.len() as f32 * HEIGHT + 8.0;
    let most = (ui.available_height() * 0.6).min(wanted);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("years").auto_shrink(false).max_height(most).show_rows(
        ui,
        HEIGHT,
        models.len(),
        |ui, rows| {
            for model in models.get(rows).unwrap_or_default() {
                row_ui(ui, model, years, names, shown, wishes);
            }
        },
    );
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.add_space(8.0);
    heading_ui(ui, Goals::Lapses.text(language), shown.palette);
    ScrollArea::vertical().id_salt("lapses").auto_shrink(false).show(ui, |ui| {
        lapses::lapses_ui(ui, &mut state.lapses, &years.lapses, shown, wishes);
        ui.add_space(12.0);
    });
}

/// The years over their columns, the one that is shown in the colour of what is selected.
fn head_ui(ui: &mut Ui, years: &Years, names: f32, shown: &Shown<'_>) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 20.0), Sense::hover());
    let mut strip = Rect::from_min_max(Pos2::new(rect.min.x + names, rect.min.y), rect.max);
    // Level with the rows, beside which a bar scrolls.
    strip.max.x -= ui.spacing().scroll.allocated_width();
    for (year, cell) in years.years.iter().zip(strip::cells(strip, years.years.len())) {
        let now = *year == shown.year;
        let ink = if now { shown.palette.accent } else { shown.palette.ink_soft };
        let font = if now {
            FontId::new(text::BODY, FontFamily::Name(SEMIBOLD.into()))
        } else {
            FontId::proportional(text::SMALL)
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

fn row_ui(ui: &mut Ui, model: &CoopModel, years: &Years, names: f32, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::hover());
    let name = Rect::from_min_size(rect.min, Vec2::new(names - 8.0, HEIGHT));
    let response = ui.interact(name, ui.scope_id().with(("name", model.id)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &model.name));
    let selected = *shown.selection == Selection::Model(model.id);
    if selected || response.hovered() || response.has_focus() {
        let ground = if selected { shown.palette.accent.mixed(shown.palette.paper, 0.84) } else { shown.palette.hover };
        ui.painter().rect_filled(name, 4.0, colour(ground));
    }
    paint_words(ui, ui.painter(), name.shrink2(Vec2::new(8.0, 0.0)), &model.name, shown.palette.ink);
    if response.on_hover_text(&model.name).clicked() {
        wishes.push(Command::Select(Selection::Model(model.id)));
    }
    let strip = Rect::from_min_max(Pos2::new(rect.min.x + names, rect.min.y), rect.max);
    strip::strip_ui(ui, model, years, strip, shown, wishes);
}
