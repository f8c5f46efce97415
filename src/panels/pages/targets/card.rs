//! The card of a target on the board: its value in large text, its progress, its status and its bars.

use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2};

use super::super::super::widgets::{paint_focus_ring, paint_text};
use super::bars;
use crate::analysis::TargetStatus;
use crate::canvas::{colour, paint_icon};
use crate::language::{target_number, target_remarks, target_state};
use crate::map::Target;
use crate::scene::target_icon;
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// Height of a card, in points.
const CARD_HEIGHT: f32 = 188.0;
const CARD_MARGIN: f32 = 12.0;
/// Font size of the value, in points.
const VALUE_FONT_SIZE: f32 = 26.0;

/// Draws a card; a click opens the target.
pub(super) fn card_ui(
    ui: &mut Ui,
    target: &Target,
    status: Option<&TargetStatus>,
    width: f32,
    context: &ViewContext<'_>,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, CARD_HEIGHT), Sense::click());
    let state = status.map(|status| target_state(status, target, context.map, context.language)).unwrap_or_default();
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            Role::Button,
            true,
            format!("{}. {}. {state}", target.name, value_and_goal(target, status, context).0),
        )
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let palette = context.palette;
    let painter = ui.painter_at(rect);
    let edge = if response.hovered() { palette.accent } else { palette.border };
    painter.rect(rect, 8.0, colour(palette.card), (1.0, colour(edge)), egui::StrokeKind::Inside);
    paint_focus_ring(&painter, rect, 8.0, &response, palette);
    let inner = rect.shrink(CARD_MARGIN);
    let mut top = paint_name(ui, &painter, target, inner, context) + 2.0;
    let line =
        |top: f32, height: f32| Rect::from_min_size(Pos2::new(inner.min.x, top), Vec2::new(inner.width(), height));
    paint_numbers(&painter, line(top, 34.0), target, status, context);
    top += 37.0;
    paint_progress(&painter, line(top, 6.0), target, status, context);
    top += 12.0;
    if let Some(status) = status {
        paint_status(ui, &painter, line(top, 18.0), status, &state, context);
        top += 22.0;
        let chart = Rect::from_min_max(Pos2::new(inner.min.x, top), inner.max);
        let layout = egui::Layout::top_down(egui::Align::Min);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(chart).layout(layout).id_salt(("target", target.id)));
        inside.set_clip_rect(chart.intersect(ui.clip_rect()));
        bars::compact_bars_ui(&mut inside, target, status, context);
    }
    response
}

/// Paints the name in at most two lines; returns the y coordinate below them.
fn paint_name(ui: &Ui, painter: &Painter, target: &Target, inner: Rect, context: &ViewContext<'_>) -> f32 {
    let font = FontId::new(font_size::HEADING, FontFamily::Name(SEMIBOLD.into()));
    let mut job = egui::text::LayoutJob::simple(target.name.clone(), font, colour(context.palette.text), inner.width());
    job.wrap.max_rows = 2;
    job.wrap.overflow_character = Some('…');
    let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(inner.min, galley, Color32::PLACEHOLDER);
    // Two lines are always reserved, so that the numbers of neighbouring cards are aligned.
    inner.min.y + 2.0 * 17.0
}

/// The value, and the goal with its year.
fn value_and_goal(target: &Target, status: Option<&TargetStatus>, context: &ViewContext<'_>) -> (String, String) {
    let format_value = |value: f64| target_number(value, target, status, context.map, context.language);
    let value = status.and_then(|status| status.value).map_or_else(|| "–".to_owned(), format_value);
    (value, format!("/ {} · {}", format_value(target.goal), target.year))
}

fn paint_numbers(
    painter: &Painter,
    area: Rect,
    target: &Target,
    status: Option<&TargetStatus>,
    context: &ViewContext<'_>,
) {
    let (value, goal) = value_and_goal(target, status, context);
    let (foreground, muted) = (colour(context.palette.text), colour(context.palette.text_muted));
    let goal = painter.layout_no_wrap(goal, FontId::proportional(font_size::BODY), muted);
    let layout_text = |size: f32| {
        painter.layout_no_wrap(value.clone(), FontId::new(size, FontFamily::Name(SEMIBOLD.into())), foreground)
    };
    // Money with its unit is long: a smaller font lets the goal fit goal_position it.
    let large = layout_text(VALUE_FONT_SIZE);
    let max_width = area.width() - goal.size().x - 8.0;
    let value = if large.size().x > max_width {
        layout_text((VALUE_FONT_SIZE * max_width / large.size().x).max(font_size::HEADING))
    } else {
        large
    };
    let goal_position = Pos2::new(area.min.x + value.size().x + 8.0, area.max.y - 4.0 - goal.size().y);
    painter.galley(Pos2::new(area.min.x, area.max.y - value.size().y), value, foreground);
    painter.galley(goal_position, goal, muted);
}

/// Paints the status by icon, text and colour, and the first remark.
fn paint_status(ui: &Ui, painter: &Painter, line: Rect, status: &TargetStatus, text: &str, context: &ViewContext<'_>) {
    let (icon, tint) = target_icon(Some(status), context.palette);
    let square = Rect::from_center_size(Pos2::new(line.min.x + 7.0, line.center().y), Vec2::splat(14.0));
    paint_icon(painter, icon, square, colour(tint));
    let at = Pos2::new(line.min.x + 20.0, line.center().y);
    let text_rect = painter.text(at, Align2::LEFT_CENTER, text, FontId::proportional(font_size::BODY), colour(tint));
    if let Some(remark) = target_remarks(status, context.language).first() {
        let rest = Rect::from_min_max(Pos2::new(text_rect.max.x + 8.0, line.min.y), line.max);
        paint_text(ui, painter, rest, remark, context.palette.text_muted);
    }
}

/// Paints the progress of the value towards the goal.
pub(super) fn paint_progress(
    painter: &Painter,
    bar: Rect,
    target: &Target,
    status: Option<&TargetStatus>,
    context: &ViewContext<'_>,
) {
    painter.rect_filled(bar, 3.0, colour(context.palette.border));
    let Some(status) = status.filter(|status| status.value.is_some()) else { return };
    let part = status.progress(target.goal);
    let filled = Rect::from_min_size(bar.min, Vec2::new(bar.width() * part as f32, bar.height()));
    painter.rect_filled(filled, 3.0, colour(target_icon(Some(status), context.palette).1));
}
