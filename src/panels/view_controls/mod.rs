//! Controls in the corner of the map: the filter, and the neighborhood of the selection that is highlighted.

mod filter;
mod neighborhood;

use egui::{Area, Color32, FontFamily, FontId, Frame, Id, Margin, Order, Rect, RichText, Ui, Vec2};

pub use filter::ViewControlsState;
use filter::filter_ui;
use neighborhood::neighborhood_ui;

use crate::canvas::colour;
use crate::command::Command;
use crate::language::UiText;
use crate::map::Selection;
use crate::scene::Scene;
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// Offset from the corner of the map, in points: the first button is aligned with that of the legend below it.
const CORNER_OFFSET: Vec2 = Vec2::new(5.0, 4.0);

/// What the canvas under the controls shows.
#[derive(Clone, Copy, Debug)]
pub struct CanvasContext<'a> {
    /// The screen area of the map.
    pub area: Rect,
    /// The filtered scene.
    pub scene: &'a Scene,
    /// Whether anything in it is highlighted.
    pub has_highlight: bool,
    /// Grows with every change of the map or its analysis.
    pub generation: u64,
}

/// Draws the controls over the corner of the map, and returns what they cover.
pub fn view_controls_ui(
    ui: &Ui,
    state: &mut ViewControlsState,
    canvas: CanvasContext<'_>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> Option<Rect> {
    let CanvasContext { area: map, scene, has_highlight, generation } = canvas;
    if context.map.actors().is_empty() {
        return None;
    }
    state.update(context, generation);
    let palette = context.palette;
    let frame = Frame::new()
        .fill(colour(palette.panel))
        .stroke((1.0, colour(palette.border)))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(6, 4));
    let whole = context.view.scope.is_whole_map();
    let area = |name: &str| Area::new(Id::unique(("sight", name))).order(Order::Middle).movable(false);
    let corner = area("corner").fixed_pos(map.min + CORNER_OFFSET).constrain(false).show(ui.ctx(), |ui| {
        let width = (map.width() - 18.0).max(120.0);
        ui.set_max_width(width);
        // What the frame has on both sides.
        let right = ui.min_rect().min.x + width - 7.0;
        ui.spacing_mut().item_spacing = Vec2::splat(4.0);
        let shows_neighborhood = has_highlight && (whole || matches!(&context.view.selection, Selection::Actors(_)));
        if !whole && !shows_neighborhood {
            return None;
        }
        // A single button needs no visible frame; a transparent one keeps its position.
        let single = !shows_neighborhood && context.view.filter.is_empty() && context.removed_filter.is_empty();
        let transparent_frame = frame.fill(Color32::TRANSPARENT).stroke((1.0, Color32::TRANSPARENT));
        let bar = if single { transparent_frame } else { frame }.show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                if whole {
                    filter_ui(ui, state, scene, context, commands);
                }
                if whole && shows_neighborhood {
                    ui.separator();
                }
                if shows_neighborhood {
                    neighborhood_ui(ui, whole, right, context, commands);
                }
            });
        });
        Some(bar.response.rect)
    });
    if whole && scene.actors.is_empty() && !context.view.filter.is_empty() {
        area("nothing").pivot(egui::Align2::CENTER_CENTER).fixed_pos(map.center()).show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::symmetric(28, 18)).show(ui, |ui| {
                ui.set_width(280.0);
                ui.vertical_centered(|ui| no_match_ui(ui, context, commands));
            });
        });
    }
    corner.inner
}

/// The message when the filter hides everything.
fn no_match_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let font = FontId::new(font_size::TITLE, FontFamily::Name(SEMIBOLD.into()));
    ui.label(RichText::new(UiText::FilterNothing.text(language)).font(font).color(colour(context.palette.text)));
    ui.label(RichText::new(UiText::FilterNothingHint.text(language)).color(colour(context.palette.text_muted)));
    ui.add_space(6.0);
    if ui.button(UiText::FilterClear.text(language)).clicked() {
        commands.push(Command::SetFilter(Box::default()));
    }
}
