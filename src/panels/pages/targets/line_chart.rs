//! The values of a target over the years as a line, with its goal.

use egui::{Align2, FontId, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo};

use crate::analysis::TargetStatus;
use crate::canvas::colour;
use crate::language::target_number;
use crate::map::{Target, Year};
use crate::session::ViewContext;
use crate::theme::font_size;

/// Height of the chart with its years, in points.
const HEIGHT: f32 = 132.0;
/// Above the plot: room for the number of its highest value.
const TOP: f32 = 24.0;
/// Below the plot: the years.
const BOTTOM: f32 = 18.0;
/// Beside the plot: half of a number that stands over its first or last year.
const SIDE: f32 = 26.0;
/// Least distance between two numbers or years, in points.
const MIN_LABEL_GAP: f32 = 56.0;

/// Draws the line; the values are read out as a label.
pub(super) fn line_chart_ui(ui: &mut Ui, target: &Target, status: &TargetStatus, context: &ViewContext<'_>) {
    let format_value = |value: f64| target_number(value, target, Some(status), context.map, context.language);
    let values = &status.values_by_year;
    let (Some((first, _)), Some((last, _))) = (values.first(), values.last()) else { return };
    let (area, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::hover());
    response.widget_info(|| {
        let told: Vec<String> =
            values.iter().map(|(year, value)| format!("{year}: {}", format_value(*value))).collect();
        WidgetInfo::labeled(Role::Label, true, told.join("; "))
    });
    let palette = context.palette;
    let painter = ui.painter_at(area);
    let plot = Rect::from_min_max(
        Pos2::new(area.min.x + SIDE, area.min.y + TOP),
        Pos2::new(area.max.x - SIDE, area.max.y - BOTTOM),
    );
    let all = || values.iter().map(|(_, value)| *value).chain([target.goal, 0.0]);
    let (low, high) = (all().fold(0.0, f64::min), all().fold(f64::MIN_POSITIVE, f64::max));
    let years = ((*last - *first) as f32).max(1.0);
    let x = |year: Year| plot.min.x + plot.width() * (year - *first) as f32 / years;
    let y = |value: f64| plot.max.y - plot.height() * ((value - low) / (high - low)) as f32;
    let small = FontId::proportional(font_size::SMALL);
    let (line, muted) = (colour(palette.accent), colour(palette.text_muted));
    painter.hline(plot.x_range(), y(0.0), Stroke::new(1.0, colour(palette.border)));
    // The goal, up to the year by which it is to be reached.
    let goal_end = x(target.year.clamp(*first, *last)).max(plot.min.x + 12.0);
    let goal_line = [Pos2::new(plot.min.x, y(target.goal)), Pos2::new(goal_end, y(target.goal))];
    painter.extend(Shape::dashed_line(&goal_line, Stroke::new(1.2, muted), 5.0, 4.0));
    let points: Vec<Pos2> = values.iter().map(|(year, value)| Pos2::new(x(*year), y(*value))).collect();
    painter.add(Shape::line(points.clone(), Stroke::new(2.0, line)));
    // From the target's year outwards, so that it keeps its number and its year where there is no room for all.
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|at| values.get(*at).map(|(year, _)| (*year - target.year).abs()));
    let mut labelled: Vec<f32> = Vec::new();
    for at in order {
        let (Some((year, value)), Some(point)) = (values.get(at), points.get(at)) else { continue };
        let is_due = *year == target.year;
        painter.circle(*point, if is_due { 4.5 } else { 3.0 }, colour(palette.background), Stroke::new(2.0, line));
        if labelled.iter().any(|other| (other - point.x).abs() < MIN_LABEL_GAP) {
            continue;
        }
        labelled.push(point.x);
        let tint = if is_due { colour(palette.text) } else { muted };
        let number = painter.layout_no_wrap(format_value(*value), small.clone(), tint);
        // A long number stays within the chart at its ends.
        let widest_left = (area.max.x - number.size().x).max(area.min.x);
        let left = (point.x - number.size().x / 2.0).clamp(area.min.x, widest_left);
        painter.galley(Pos2::new(left, point.y - 6.0 - number.size().y), number, tint);
        painter.text(Pos2::new(point.x, area.max.y), Align2::CENTER_BOTTOM, year.to_string(), small.clone(), tint);
    }
}
