//! The communes of which it is not clear which is meant, and those of before July 2025: one answer for all rows that name one.

use egui::{FontFamily, FontId, Id, Label, RichText, ScrollArea, Ui, Vec2};

use super::ImportState;
use super::lists::rows_ui;
use crate::canvas::colour;
use crate::exchange::{CommuneCandidate, PlaceCells, PlaceDoubt};
use crate::language::{ImportText, Language, commune_candidate, import_place_line, import_renewable};
use crate::panels::choices::combo_box_ui;
use crate::panels::widgets::{hint_ui, scroll_to_focused};
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// Height of a place with its choice, in points.
const PLACE_HEIGHT: f32 = 46.0;
/// The most and the least width of a choice, in points, and its share of the line: a commune stands with its district.
const CHOICE_WIDTH: std::ops::RangeInclusive<f32> = 150.0..=280.0;
const CHOICE_SHARE: f32 = 0.5;

pub(super) fn places_ui(ui: &mut Ui, state: &mut ImportState, context: &ViewContext<'_>) {
    let language = context.language;
    let (renewable, places) = (state.lines.renewable, &state.lines.places);
    let (mut takes, mut decided) = (state.takes_communes_of_today(), None);
    let mut is_turned = false;
    ScrollArea::vertical().id_salt("import places").auto_shrink(false).show(ui, |ui| {
        if renewable > 0 {
            ui.add(Label::new(import_renewable(renewable, language)).wrap());
            is_turned = ui.checkbox(&mut takes, ImportText::TakeToday.text(language)).changed();
            ui.add_space(10.0);
        }
        if !places.is_empty() {
            hint_ui(ui, ImportText::PlacesHint.text(language), context.palette);
            ui.add_space(2.0);
        }
        rows_ui(ui, PLACE_HEIGHT, places, context, |ui, place| {
            decided = place_ui(ui, place, state.place_decision(&place.cells), context).or(decided.take());
        });
        scroll_to_focused(ui);
    });
    if is_turned {
        state.set_takes_communes_of_today(takes);
    }
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
        let choice_width = (ui.available_width() * CHOICE_SHARE).clamp(*CHOICE_WIDTH.start(), *CHOICE_WIDTH.end());
        let width = (ui.available_width() - choice_width - 8.0).max(80.0);
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
        let chosen = ui.allocate_ui(Vec2::new(choice_width, 24.0), |ui| {
            ui.set_width(choice_width);
            combo_box_ui(ui, Id::unique(("import place", cells)), &label, &meant.cloned(), choices, &now, language)
        });
        chosen.inner
    });
    chosen.inner.map(|meant| (cells.clone(), meant))
}

fn candidate_text(candidate: &CommuneCandidate, language: Language) -> String {
    commune_candidate(&candidate.commune, candidate.district.as_deref(), language)
}
