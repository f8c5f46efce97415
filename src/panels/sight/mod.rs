//! What lies over the map's corner: what is hidden by the filter, and how far one looks from what is selected.

mod filter;

use egui::{Area, Button, Color32, FontFamily, FontId, Frame, Id, Margin, Order, Rect, RichText, Ui, Vec2};

pub use filter::SightState;
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
const CORNER: Vec2 = Vec2::new(5.0, 4.0);

/// What the canvas shows, under what is drawn here.
#[derive(Clone, Copy, Debug)]
pub struct Under<'a> {
    /// The part of the screen where the map is.
    pub area: Rect,
    /// What is left in sight.
    pub scene: &'a Scene,
    /// Whether anything of it stands out.
    pub lit: bool,
    /// Grows with every change of what is shown.
    pub surveys: u64,
}

/// Draws it over the corner of the map.
pub fn sight_ui(ui: &Ui, state: &mut SightState, under: Under<'_>, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let Under { area: map, scene, lit, surveys } = under;
    if shown.map.actors().is_empty() {
        return;
    }
    state.arrange(shown, surveys);
    let palette = shown.palette;
    let frame = Frame::new()
        .fill(colour(palette.panel))
        .stroke((1.0, colour(palette.border)))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(6, 4));
    let whole = shown.view.scope.is_whole_map();
    let area = |name: &str| Area::new(Id::unique(("sight", name))).order(Order::Middle).movable(false);
    area("corner").fixed_pos(map.min + CORNER).constrain(false).show(ui.ctx(), |ui| {
        ui.set_max_width((map.width() - 18.0).max(120.0));
        ui.spacing_mut().item_spacing = Vec2::splat(4.0);
        let reaches = lit && (whole || matches!(&shown.view.selection, Selection::Actors(_)));
        if !whole && !reaches {
            return;
        }
        // A single button needs no frame around it, but stays where it is when there is one.
        let single = !reaches && shown.view.filter.is_empty() && shown.removed_filter.is_empty();
        let bare = frame.fill(Color32::TRANSPARENT).stroke((1.0, Color32::TRANSPARENT));
        if single { bare } else { frame }.show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                if whole {
                    filter_ui(ui, state, scene, shown, wishes);
                }
                if whole && reaches {
                    ui.separator();
                }
                if reaches {
                    reach_ui(ui, whole, shown, wishes);
                }
            });
        });
    });
    if whole && scene.actors.is_empty() && !shown.view.filter.is_empty() {
        area("nothing").pivot(egui::Align2::CENTER_CENTER).fixed_pos(map.center()).show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::symmetric(28, 18)).show(ui, |ui| {
                ui.set_width(280.0);
                ui.vertical_centered(|ui| nothing_ui(ui, shown, wishes));
            });
        });
    }
}

/// What stands there when the filter leaves nothing.
fn nothing_ui(ui: &mut Ui, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let font = FontId::new(font_size::TITLE, FontFamily::Name(SEMIBOLD.into()));
    ui.label(RichText::new(UiText::FilterNothing.text(language)).font(font).color(colour(shown.palette.text)));
    ui.label(RichText::new(UiText::FilterNothingHint.text(language)).color(colour(shown.palette.text_muted)));
    ui.add_space(6.0);
    if ui.button(UiText::FilterClear.text(language)).clicked() {
        wishes.push(Command::SetFilter(Box::default()));
    }
}

/// How far one looks from selected actors, and what becomes of the rest.
fn reach_ui(ui: &mut Ui, whole: bool, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    if matches!(&shown.view.selection, Selection::Actors(_)) {
        for reach in Neighborhood::ALL {
            let chosen = shown.view.neighborhood == reach && shown.highlight.is_empty();
            if ui.add(Button::selectable(chosen, reach_name(reach).text(language))).clicked() {
                wishes.push(Command::SetNeighborhood(reach));
            }
        }
    }
    if whole {
        let mut hidden = shown.view.rest_hidden;
        if ui.checkbox(&mut hidden, UiText::HideRest.text(language)).clicked() {
            wishes.push(Command::HideRest(hidden));
        }
    }
}

fn reach_name(reach: Neighborhood) -> UiText {
    match reach {
        Neighborhood::One => UiText::NeighborhoodOneStep,
        Neighborhood::Two => UiText::NeighborhoodTwoSteps,
        Neighborhood::Three => UiText::NeighborhoodThreeSteps,
        Neighborhood::Upstream => UiText::NeighborhoodUpstream,
        Neighborhood::Downstream => UiText::NeighborhoodDownstream,
        Neighborhood::Chain => UiText::NeighborhoodChain,
    }
}
