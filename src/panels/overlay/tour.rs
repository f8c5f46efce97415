//! The tour at the first start: small cards, each beside the part of the window that it speaks of.

use egui::{
    Align2, Area, Context, EventFilter, Frame, Id, Key, LayerId, Margin, Modifiers, Order, Rect, RichText, Stroke,
    StrokeKind,
};

use crate::canvas::{colour, primary_ui};
use crate::language::TourText;
use crate::panels::widgets::{heading_ui, right_to_left_ui};
use crate::session::ViewContext;

/// Width of a card, in points.
const WIDTH: f32 = 320.0;
/// Distance between a card and what it speaks of, in points.
const GAP: f32 = 14.0;

/// A part of the window that the tour speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TourPlace {
    /// The lists at the left.
    Models,
    /// The map.
    Map,
    /// The details at the right.
    Details,
    /// The year in the bar.
    Year,
    /// The button that presents.
    Present,
}

impl TourPlace {
    /// The part that takes its turn with this one where there is room for one of them.
    const fn stand_in(self) -> Option<Self> {
        match self {
            Self::Models => Some(Self::Details),
            Self::Details => Some(Self::Models),
            Self::Map | Self::Year | Self::Present => None,
        }
    }
}

/// The cards: the place, the title and the text of each.
const CARDS: [(TourPlace, TourText, TourText); 6] = [
    (TourPlace::Models, TourText::Models, TourText::ModelsBody),
    (TourPlace::Map, TourText::Map, TourText::MapBody),
    (TourPlace::Details, TourText::Verdict, TourText::VerdictBody),
    (TourPlace::Year, TourText::Year, TourText::YearBody),
    (TourPlace::Map, TourText::Drawing, TourText::DrawingBody),
    (TourPlace::Present, TourText::Present, TourText::PresentBody),
];

/// How far the frame stands around the part that a card speaks of, in points.
const FRAME_MARGIN: f32 = 7.0;

/// Where the tour is.
#[derive(Clone, Copy, Debug, Default)]
pub struct TourState {
    card: usize,
}

fn place_id(place: TourPlace) -> Id {
    Id::unique(("tour place", place))
}

/// Notes where a part of the window is in this frame.
pub fn mark_place(ctx: &Context, place: TourPlace, area: Rect) {
    // Asked first: the context is locked while its data change.
    let frame = ctx.cumulative_frame_nr();
    ctx.data_mut(|data| data.insert_temp(place_id(place), (area, frame)));
}

/// Where a part is; the whole window where it is not shown, as in a narrow one.
fn area_of(ctx: &Context, place: TourPlace) -> Option<Rect> {
    let (area, frame): (Rect, u64) = ctx.data(|data| data.get_temp(place_id(place)))?;
    (frame == ctx.cumulative_frame_nr()).then_some(area)
}

/// Draws the card; returns whether the tour goes on. Keys are its own unless a dialog covers it.
pub(super) fn tour_ui(ctx: &Context, state: &mut TourState, is_covered: bool, context: &ViewContext<'_>) -> bool {
    let Some((place, title, body)) = CARDS.get(state.card) else { return false };
    let (language, palette) = (context.language, context.palette);
    let screen = ctx.content_rect();
    let area = area_of(ctx, *place).or_else(|| area_of(ctx, place.stand_in()?));
    if let Some(area) = area {
        let painter = ctx.layer_painter(LayerId::new(Order::Middle, Id::unique("tour frame")));
        // Around the part, not over the beginnings of its lines.
        let around = area.expand(FRAME_MARGIN).intersect(screen);
        painter.rect_stroke(around, 6.0, Stroke::new(3.0, colour(palette.accent)), StrokeKind::Inside);
    }
    let (anchor, pivot) = card_place(area.unwrap_or(screen), screen);
    let card = Area::new(Id::unique(("tour card", state.card))).order(Order::Foreground).constrain(true);
    let (mut step, mut goes_on) = (0, true);
    card.pivot(pivot).fixed_pos(anchor).show(ctx, |ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(14)).show(ui, |ui| {
            ui.set_width(WIDTH.min(screen.width() - 40.0));
            heading_ui(ui, title.text(language), palette);
            let text = ui.label(body.text(language));
            ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(egui::accesskit::Live::Polite));
            ui.add_space(10.0);
            let is_last = state.card + 1 == CARDS.len();
            ui.horizontal(|ui| {
                let count = format!("{} / {}", state.card + 1, CARDS.len());
                ui.label(RichText::new(count).color(colour(palette.text_muted)));
                right_to_left_ui(ui, |ui| {
                    let word = if is_last { TourText::Done } else { TourText::Next };
                    let next = primary_ui(ui, word.text(language), egui::Vec2::new(72.0, 26.0), palette);
                    if ui.memory(|memory| memory.focused().is_none()) {
                        next.request_focus();
                    }
                    // The arrows turn the cards, and lead to no other button.
                    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
                    ui.memory_mut(|memory| memory.set_focus_lock_filter(next.id, arrows));
                    step += i32::from(next.clicked());
                    if state.card > 0 && ui.button(TourText::Back.text(language)).clicked() {
                        step -= 1;
                    }
                    if !is_last && ui.button(TourText::Skip.text(language)).clicked() {
                        goes_on = false;
                    }
                });
            });
        });
    });
    if !is_covered {
        let pressed = |key| i32::from(ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
        step += pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
    }
    if step > 0 {
        state.card += 1;
    } else if step < 0 {
        state.card = state.card.saturating_sub(1);
    }
    if step != 0 {
        ctx.request_repaint();
    }
    goes_on && state.card < CARDS.len()
}

/// Where a card stands: amid a large part, below one in the bar, else beside it.
fn card_place(area: Rect, screen: Rect) -> (egui::Pos2, Align2) {
    if area.width() > screen.width() / 2.0 {
        (area.center(), Align2::CENTER_CENTER)
    } else if area.height() < 80.0 {
        (area.center_bottom() + egui::Vec2::new(0.0, GAP), Align2::CENTER_TOP)
    } else if area.center().x < screen.center().x {
        (egui::Pos2::new(area.right() + GAP, area.top() + 40.0), Align2::LEFT_TOP)
    } else {
        (egui::Pos2::new(area.left() - GAP, area.top() + 40.0), Align2::RIGHT_TOP)
    }
}
