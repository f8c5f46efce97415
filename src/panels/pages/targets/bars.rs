//! The value of a target by district or product: a small bar chart.

use egui::{Align2, FontId, Pos2, Rect, Sense, Ui, UiBuilder, Vec2};
use egui_plot::{Bar, BarChart, Plot};

use super::super::super::widgets::{hint_ui, paint_text};
use crate::analysis::TargetStatus;
use crate::canvas::colour;
use crate::language::{TargetText, UiText, target_number};
use crate::map::Target;
use crate::session::ViewContext;
use crate::theme::font_size;

/// Height of one bar with its spacing, in points.
const BAR_HEIGHT: f32 = 16.0;

/// The bars by district, or by product if only that gives more than one bar; as many as fit.
pub(super) fn compact_bars_ui(ui: &mut Ui, target: &Target, status: &TargetStatus, context: &ViewContext<'_>) {
    let (districts, products) = (by_district(status, context), by_product(status, context));
    let parts = if districts.len() > 1 || products.len() < 2 { districts } else { products };
    // A single bar compares nothing.
    if parts.len() > 1 {
        let max_bars = (ui.available_height() / BAR_HEIGHT).floor().max(0.0) as usize;
        bars_ui(ui, ("small", target.id.0), parts, max_bars, target, status, context);
    }
}

/// The bars by district and by product, up to 12 each, under headings.
pub(super) fn all_bars_ui(ui: &mut Ui, target: &Target, status: &TargetStatus, context: &ViewContext<'_>) {
    for (id_salt, title, parts) in [
        ("district", TargetText::ByDistrict, by_district(status, context)),
        ("product", TargetText::ByProduct, by_product(status, context)),
    ] {
        if !parts.is_empty() {
            hint_ui(ui, title.text(context.language), context.palette);
            bars_ui(ui, (id_salt, target.id.0), parts, 12, target, status, context);
        }
    }
}

fn by_district(status: &TargetStatus, context: &ViewContext<'_>) -> Vec<(String, f64)> {
    let name = |district: &str| match district {
        "" => UiText::Unknown.text(context.language).to_owned(),
        known => known.to_owned(),
    };
    status.by_district.iter().map(|(district, value)| (name(district), *value)).collect()
}

fn by_product(status: &TargetStatus, context: &ViewContext<'_>) -> Vec<(String, f64)> {
    let name = |id| context.map.products().get(id).map(|product| product.name.clone());
    status.by_product.iter().filter_map(|(id, value)| Some((name(id)?, *value))).collect()
}

fn bars_ui(
    ui: &mut Ui,
    salt: (&str, u32),
    parts: Vec<(String, f64)>,
    max_bars: usize,
    target: &Target,
    status: &TargetStatus,
    context: &ViewContext<'_>,
) {
    let parts: Vec<(String, f64)> = parts.into_iter().filter(|(_, value)| *value != 0.0).take(max_bars).collect();
    if parts.is_empty() {
        return;
    }
    let palette = context.palette;
    let (rect, _) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), parts.len() as f32 * BAR_HEIGHT), Sense::hover());
    let names_width = rect.width() * 0.56;
    let painter = ui.painter_at(rect);
    for (at, (name, value)) in parts.iter().enumerate() {
        let top = rect.min.y + at as f32 * BAR_HEIGHT;
        let value = target_number(*value, target, Some(status), context.map, context.language);
        let right = Pos2::new(rect.min.x + names_width - 8.0, top + BAR_HEIGHT / 2.0);
        let font = FontId::proportional(font_size::SMALL);
        let text_rect = painter.text(right, Align2::RIGHT_CENTER, value, font, colour(palette.text));
        let area = Rect::from_min_max(Pos2::new(rect.min.x, top), Pos2::new(text_rect.min.x - 8.0, top + BAR_HEIGHT));
        paint_text(ui, &painter, area, name, palette.text_muted);
    }
    // From the top down: the first bar has the greatest y.
    let tint = colour(palette.accent.mixed(palette.card, 0.25));
    let bars = (0..).zip(&parts).map(|(at, (_, value))| Bar::new(-f64::from(at), *value).width(0.6).fill(tint));
    let chart = BarChart::new("", bars.collect()).horizontal().allow_hover(false);
    let inside = Rect::from_min_max(Pos2::new(rect.min.x + names_width, rect.min.y), rect.max);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(inside).id_salt(salt));
    Plot::new(salt)
        .height(rect.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .sense(Sense::hover())
        .include_x(0.0)
        .default_y_bounds(0.5 - parts.len() as f64, 0.5)
        .set_margin_fraction(Vec2::new(0.01, 0.0))
        .show(&mut inside, |plot| plot.bar_chart(chart));
}
