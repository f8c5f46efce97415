//! One target on the board: its number in large letters, how far it has come, and where that stands.

use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2};

use super::super::super::widgets::{paint_focus_ring, paint_text};
use super::bars;
use crate::analysis::TargetStatus;
use crate::canvas::{colour, paint_icon};
use crate::language::{target_number, target_remarks, target_state};
use crate::map::Target;
use crate::session::ViewContext;
use crate::theme::{Icon, Rgb, SEMIBOLD, font_size};

/// Height of a card, in points.
const CARD_HEIGHT: f32 = 188.0;
const CARD_MARGIN: f32 = 12.0;
/// Letters of the value, in points.
const VALUE_FONT_SIZE: f32 = 26.0;

/// Draws a card; a click opens the target.
pub(super) fn card_ui(
    ui: &mut Ui,
    target: &Target,
    status: Option<&TargetStatus>,
    width: f32,
    shown: &ViewContext<'_>,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, CARD_HEIGHT), Sense::click());
    let state = status.map(|status| target_state(status, target, shown.map, shown.language)).unwrap_or_default();
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            Role::Button,
            true,
            format!("{}. {}. {state}", target.name, value_and_goal(target, status, shown).0),
        )
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let palette = shown.palette;
    let painter = ui.painter_at(rect);
    let edge = if response.hovered() { palette.accent } else { palette.border };
    painter.rect(rect, 8.0, colour(palette.card), (1.0, colour(edge)), egui::StrokeKind::Inside);
    paint_focus_ring(&painter, rect, 8.0, &response, palette);
    let inner = rect.shrink(CARD_MARGIN);
    let mut top = paint_name(ui, &painter, target, inner, shown) + 2.0;
    let line =
        |top: f32, height: f32| Rect::from_min_size(Pos2::new(inner.min.x, top), Vec2::new(inner.width(), height));
    paint_numbers(&painter, line(top, 34.0), target, status, shown);
    top += 37.0;
    paint_progress(&painter, line(top, 6.0), target, status, shown);
    top += 12.0;
    if let Some(status) = status {
        paint_status(ui, &painter, line(top, 18.0), status, &state, shown);
        top += 22.0;
        let chart = Rect::from_min_max(Pos2::new(inner.min.x, top), inner.max);
        let layout = egui::Layout::top_down(egui::Align::Min);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(chart).layout(layout).id_salt(("target", target.id)));
        inside.set_clip_rect(chart.intersect(ui.clip_rect()));
        bars::compact_bars_ui(&mut inside, target, status, shown);
    }
    response
}

/// The name in at most two lines; gives where it ends.
fn paint_name(ui: &Ui, painter: &Painter, target: &Target, inner: Rect, shown: &ViewContext<'_>) -> f32 {
    let font = FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into()));
    let mut job = egui::text::LayoutJob::simple(target.name.clone(), font, colour(shown.palette.text), inner.width());
    job.wrap.max_rows = 2;
    job.wrap.overflow_character = Some('…');
    let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(inner.min, galley, Color32::PLACEHOLDER);
    // Two lines are kept free, so that the numbers of neighbours stand level.
    inner.min.y + 2.0 * 17.0
}

/// The value, and the goal with its year.
fn value_and_goal(target: &Target, status: Option<&TargetStatus>, shown: &ViewContext<'_>) -> (String, String) {
    let format_value = |value: f64| target_number(value, target, status, shown.map, shown.language);
    let value = status.and_then(|status| status.value).map_or_else(|| "–".to_owned(), format_value);
    (value, format!("/ {} · {}", format_value(target.goal), target.year))
}

fn paint_numbers(
    painter: &Painter,
    area: Rect,
    target: &Target,
    status: Option<&TargetStatus>,
    shown: &ViewContext<'_>,
) {
    let (value, goal) = value_and_goal(target, status, shown);
    let (foreground, muted) = (colour(shown.palette.text), colour(shown.palette.text_muted));
    let goal = painter.layout_no_wrap(goal, FontId::proportional(font_size::BODY), muted);
    let layout_text = |size: f32| {
        painter.layout_no_wrap(value.clone(), FontId::new(size, FontFamily::Name(SEMIBOLD.into())), foreground)
    };
    // Money with its unit is long: then it is written smaller, so that the goal still fits beside it.
    let large = layout_text(VALUE_FONT_SIZE);
    let room = area.width() - goal.size().x - 8.0;
    let value = if large.size().x > room {
        layout_text((VALUE_FONT_SIZE * room / large.size().x).max(font_size::HEADING))
    } else {
        large
    };
    let beside = Pos2::new(area.min.x + value.size().x + 8.0, area.max.y - 4.0 - goal.size().y);
    painter.galley(Pos2::new(area.min.x, area.max.y - value.size().y), value, foreground);
    painter.galley(beside, goal, muted);
}

/// Whether it is met, by icon, word and colour, and what else is to be said.
fn paint_status(ui: &Ui, painter: &Painter, line: Rect, status: &TargetStatus, words: &str, shown: &ViewContext<'_>) {
    let (icon, tint) = status_icon(status, shown);
    let square = Rect::from_center_size(Pos2::new(line.min.x + 7.0, line.center().y), Vec2::splat(14.0));
    paint_icon(painter, icon, square, colour(tint));
    let at = Pos2::new(line.min.x + 20.0, line.center().y);
    let written = painter.text(at, Align2::LEFT_CENTER, words, FontId::proportional(font_size::BODY), colour(tint));
    if let Some(remark) = target_remarks(status, shown.language).first() {
        let rest = Rect::from_min_max(Pos2::new(written.max.x + 8.0, line.min.y), line.max);
        paint_text(ui, painter, rest, remark, shown.palette.text_muted);
    }
}

/// The icon and colour of how a target stands.
pub(super) fn status_icon(status: &TargetStatus, shown: &ViewContext<'_>) -> (Icon, Rgb) {
    let palette = shown.palette;
    match status.shortfall {
        None => (Icon::Info, palette.text_muted),
        Some(_) if status.is_met() => (Icon::Firm, palette.verdicts.firm),
        Some(_) => (Icon::Warning, palette.warning),
    }
}

/// How far the value has come towards the goal.
pub(super) fn paint_progress(
    painter: &Painter,
    bar: Rect,
    target: &Target,
    status: Option<&TargetStatus>,
    shown: &ViewContext<'_>,
) {
    painter.rect_filled(bar, 3.0, colour(shown.palette.border));
    let Some((status, value)) = status.and_then(|status| Some((status, status.value?))) else { return };
    let part = if status.is_met() || target.goal <= 0.0 { 1.0 } else { (value / target.goal).clamp(0.0, 1.0) };
    let filled = Rect::from_min_size(bar.min, Vec2::new(bar.width() * part as f32, bar.height()));
    painter.rect_filled(filled, 3.0, colour(status_icon(status, shown).1));
}
