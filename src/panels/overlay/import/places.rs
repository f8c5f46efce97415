//! The communes of which it is not clear which is meant, and those of before July 2025: one answer for all rows that name one.

use egui::{FontFamily, FontId, Id, Label, RichText, ScrollArea, Sense, Ui, UiBuilder, Vec2};

use super::ImportState;
use super::sources::{CHOICE_WIDTH, choice_ui};
use crate::canvas::colour;
use crate::exchange::{CommuneCandidate, PlaceCells, PlaceDoubt};
use crate::language::{ImportText, Language, commune_candidate, import_place_line, import_renewable};
use crate::panels::widgets::scroll_to_focused;
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// Height of a place with its choice, in points.
const PLACE_HEIGHT: f32 = 46.0;

pub(super) fn places_ui(ui: &mut Ui, state: &mut ImportState, context: &ViewContext<'_>) {
    let language = context.language;
    let renewable = state.lines.renewable;
    if renewable > 0 {
        ui.add(Label::new(import_renewable(renewable, language)).wrap());
        let mut takes = state.takes_communes_of_today();
        if ui.checkbox(&mut takes, ImportText::TakeToday.text(language)).changed() {
            state.set_takes_communes_of_today(takes);
        }
        ui.add_space(6.0);
    }
    let mut decided = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let places = &state.lines.places;
    let area = ScrollArea::vertical().id_salt("import places").auto_shrink(false);
    area.show_rows(ui, PLACE_HEIGHT, places.len(), |ui, range| {
        for place in places.get(range).unwrap_or_default() {
            let size = Vec2::new(ui.available_width(), PLACE_HEIGHT);
            let (area, _) = ui.allocate_exact_size(size, Sense::hover());
            let mut inner = ui.new_child(UiBuilder::new().max_rect(area.shrink2(Vec2::new(4.0, 4.0))));
            let meant = state.place_decision(&place.cells);
            decided = place_ui(&mut inner, place, meant, context).or(decided.take());
            let line = colour(context.palette.border.mixed(context.palette.panel, 0.6));
            ui.painter().hline(area.x_range(), area.max.y - 1.0, (1.0, line));
        }
        scroll_to_focused(ui);
    });
    if let Some((cells, meant)) = decided {
        state.decide_place(cells, meant);
    }
}

/// A place as it is written, what is the matter with it, and which commune it is.
fn place_ui(
    ui: &mut Ui,
    place: &PlaceDoubt,
    meant: Option<&CommuneCandidate>,
    context: &ViewContext<'_>,
) -> Option<(PlaceCells, Option<CommuneCandidate>)> {
    let (language, palette) = (context.language, context.palette);
    let cells = &place.cells;
    let parts = [&cells.commune, &cells.district, &cells.province];
    let name = parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    let chosen = ui.horizontal(|ui| {
        let width = (ui.available_width() - CHOICE_WIDTH - 8.0).max(80.0);
        ui.allocate_ui(Vec2::new(width, PLACE_HEIGHT - 8.0), |ui| {
            ui.set_width(width);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
                ui.add(Label::new(RichText::new(&name).font(font)).truncate());
                let why = import_place_line(place.rows, place.note.word(language), language);
                let why = RichText::new(why).size(font_size::SMALL).color(colour(palette.text_muted));
                ui.add(Label::new(why).truncate());
            });
        });
        let as_written = (None, ImportText::AsWritten.text(language).to_owned());
        let candidates = place.candidates.iter().map(|it| (Some(it.clone()), candidate_text(it, language)));
        let choices = std::iter::once(as_written.clone()).chain(candidates);
        let now = meant.map_or(as_written.1, |meant| candidate_text(meant, language));
        let label = format!("{name}: {}", ImportText::PlaceMeans.text(language));
        choice_ui(ui, Id::unique(("import place", cells)), &label, &meant.cloned(), choices, &now, language)
    });
    chosen.inner.map(|meant| (cells.clone(), meant))
}

fn candidate_text(candidate: &CommuneCandidate, language: Language) -> String {
    commune_candidate(&candidate.commune, candidate.district.as_deref(), language)
}
