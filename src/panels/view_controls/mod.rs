//! What lies over the map's corner: what is hidden by the filter, and how far one looks from what is selected.

mod filter;

use egui::{Area, Button, Color32, FontFamily, FontId, Frame, Id, Margin, Order, Rect, RichText, Ui, Vec2};

pub use filter::ViewControlsState;
use filter::filter_ui;

use crate::canvas::colour;
use crate::command::Command;
use crate::language::UiText;
use crate::map::Neighborhood;
use crate::map::Selection;
use crate::scene::Scene;
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// How far it stays from the corner of the map: the first button stands above that of the legend.
const CORNER_OFFSET: Vec2 = Vec2::new(5.0, 4.0);

/// What the canvas shows, under what is drawn here.
#[derive(Clone, Copy, Debug)]
pub struct CanvasContext<'a> {
    /// The part of the screen where the map is.
    pub area: Rect,
    /// What is left in sight.
    pub scene: &'a Scene,
    /// Whether anything of it stands out.
    pub has_highlight: bool,
    /// Grows with every change of what is shown.
    pub edition: u64,
}

/// Draws it over the corner of the map.
pub fn view_controls_ui(
    ui: &Ui,
    state: &mut ViewControlsState,
    canvas: CanvasContext<'_>,
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let CanvasContext { area: map, scene, has_highlight, edition } = canvas;
    if shown.map.actors().is_empty() {
        return;
    }
    state.update(shown, edition);
    let palette = shown.palette;
    let frame = Frame::new()
        .fill(colour(palette.panel))
        .stroke((1.0, colour(palette.border)))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(6, 4));
    let whole = shown.view.scope.is_whole_map();
    let area = |name: &str| Area::new(Id::unique(("sight", name))).order(Order::Middle).movable(false);
    area("corner").fixed_pos(map.min + CORNER_OFFSET).constrain(false).show(ui.ctx(), |ui| {
        ui.set_max_width((map.width() - 18.0).max(120.0));
        ui.spacing_mut().item_spacing = Vec2::splat(4.0);
        let shows_neighborhood = has_highlight && (whole || matches!(&shown.view.selection, Selection::Actors(_)));
        if !whole && !shows_neighborhood {
            return;
        }
        // A single button needs no frame around it, but stays where it is when there is one.
        let single = !shows_neighborhood && shown.view.filter.is_empty() && shown.removed_filter.is_empty();
        let transparent_frame = frame.fill(Color32::TRANSPARENT).stroke((1.0, Color32::TRANSPARENT));
        if single { transparent_frame } else { frame }.show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                if whole {
                    filter_ui(ui, state, scene, shown, commands);
                }
                if whole && shows_neighborhood {
                    ui.separator();
                }
                if shows_neighborhood {
                    neighborhood_ui(ui, whole, shown, commands);
                }
            });
        });
    });
    if whole && scene.actors.is_empty() && !shown.view.filter.is_empty() {
        area("nothing").pivot(egui::Align2::CENTER_CENTER).fixed_pos(map.center()).show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::symmetric(28, 18)).show(ui, |ui| {
                ui.set_width(280.0);
                ui.vertical_centered(|ui| no_match_ui(ui, shown, commands));
            });
        });
    }
}

/// What stands there when the filter leaves nothing.
fn no_match_ui(ui: &mut Ui, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = shown.language;
    let font = FontId::new(font_size::TITLE, FontFamily::Name(SEMIBOLD.into()));
    ui.label(RichText::new(UiText::FilterNothing.text(language)).font(font).color(colour(shown.palette.text)));
    ui.label(RichText::new(UiText::FilterNothingHint.text(language)).color(colour(shown.palette.text_muted)));
    ui.add_space(6.0);
    if ui.button(UiText::FilterClear.text(language)).clicked() {
        commands.push(Command::SetFilter(Box::default()));
    }
}

/// How far one looks from selected actors, and what becomes of the rest.
fn neighborhood_ui(ui: &mut Ui, whole: bool, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = shown.language;
    if matches!(&shown.view.selection, Selection::Actors(_)) {
        for neighborhood in Neighborhood::ALL {
            let chosen = shown.view.neighborhood == neighborhood && shown.highlight.is_empty();
            if ui.add(Button::selectable(chosen, neighborhood_name(neighborhood).text(language))).clicked() {
                commands.push(Command::SetNeighborhood(neighborhood));
            }
        }
    }
    if whole {
        let mut hidden = shown.view.rest_hidden;
        if ui.checkbox(&mut hidden, UiText::HideRest.text(language)).clicked() {
            commands.push(Command::HideRest(hidden));
        }
    }
}

fn neighborhood_name(neighborhood: Neighborhood) -> UiText {
    match neighborhood {
        Neighborhood::One => UiText::NeighborhoodOneStep,
        Neighborhood::Two => UiText::NeighborhoodTwoSteps,
        Neighborhood::Three => UiText::NeighborhoodThreeSteps,
        Neighborhood::Upstream => UiText::NeighborhoodUpstream,
        Neighborhood::Downstream => UiText::NeighborhoodDownstream,
        Neighborhood::Chain => UiText::NeighborhoodChain,
    }
}
