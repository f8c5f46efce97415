//! Everything around the actors and links: lanes with headers, bands, the supporters' strip, the title block.

use super::cards::push_badge;
use super::page_layout::{BAND_COLUMN_WIDTH, CHEVRON_DEPTH, HEADER_HEIGHT, PageLayout};
use super::path_data::{has_overflow_risk, push_colour, push_length, push_points, push_shown_text, push_text_length};
use crate::language::{Language, UiText, integer, split_in_half};
use crate::scene::{Area, FontWeight, LaneMark, Point, Scene, text_width, verdict_colour, verdict_icon, wrap_text};
use crate::theme::{Palette, Rgb};

/// Adds a rectangle.
pub(in crate::exchange) fn push_rect(out: &mut String, area: Area, fill: Rgb) {
    out.push_str("<rect");
    push_length(out, "x", area.min.x);
    push_length(out, "y", area.min.y);
    push_length(out, "width", area.width());
    push_length(out, "height", area.height());
    push_colour(out, "fill", fill);
    out.push_str("/>\n");
}

/// The style of a line of text.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange) struct LabelStyle {
    pub size: f32,
    pub weight: FontWeight,
    pub colour: Rgb,
}

/// Adds a line of text; `at` is its left end at the vertical middle.
pub(in crate::exchange) fn push_label(out: &mut String, text: &str, at: Point, style: LabelStyle) {
    push_fitted_label(out, text, at, f32::INFINITY, style);
}

/// Adds a line of text; if fallback fonts could exceed this width, its length is fixed.
pub(super) fn push_fitted_label(out: &mut String, text: &str, at: Point, available: f32, style: LabelStyle) {
    let length = text_width(text, style.weight, style.size);
    out.push_str("<text");
    push_length(out, "x", at.x);
    push_length(out, "y", at.y + style.size * 0.36);
    push_length(out, "font-size", style.size);
    if has_overflow_risk(length, available) {
        push_text_length(out, length);
    }
    out.push_str(match style.weight {
        FontWeight::Regular => " font-weight=\"400\"",
        FontWeight::SemiBold => " font-weight=\"600\"",
        FontWeight::Bold => " font-weight=\"700\"",
    });
    push_colour(out, "fill", style.colour);
    out.push('>');
    push_shown_text(out, text);
    out.push_str("</text>\n");
}

fn push_rule(out: &mut String, from: Point, to: Point, palette: &Palette, scale: f32) {
    super::links::push_polyline(out, &[from, to], palette.border, scale);
    out.push('\n');
}

/// Adds lanes, bands and supporters' strip, which are behind the map.
pub(super) fn push_background(
    out: &mut String,
    scene: &Scene,
    layout: &PageLayout,
    palette: &Palette,
    language: Language,
) {
    let map = layout.map;
    let lanes_bottom = scene.supporters.map_or(map.max.y, |strip| strip.top);
    let (first, second) = scene.lane_rows();
    let turn = scene.second_row.map_or(lanes_bottom, |row| row.top);
    for (lanes, top, bottom) in [(first, map.min.y, turn), (second, turn, lanes_bottom)] {
        for lane in lanes.iter().step_by(2) {
            let strip = Area { min: Point::new(lane.left, top), max: Point::new(lane.right, bottom) };
            push_rect(out, strip, palette.lane);
        }
    }
    let left = if scene.bands.is_empty() { map.min.x } else { map.min.x - BAND_COLUMN_WIDTH * layout.scale };
    for (at, band) in scene.bands.iter().enumerate() {
        if at > 0 {
            push_rule(out, Point::new(left, band.top), Point::new(map.max.x, band.top), palette, layout.scale);
        }
        push_band_name(
            out,
            &band.name,
            band.actors,
            Point::new(left, band.top),
            band.bottom,
            layout,
            palette,
            language,
        );
    }
    if let Some(supporters) = scene.supporters {
        let strip = Area { min: Point::new(left, supporters.top), max: Point::new(map.max.x, supporters.bottom) };
        push_rect(out, strip, palette.band);
        for y in [supporters.top, supporters.bottom] {
            push_rule(out, Point::new(left, y), Point::new(map.max.x, y), palette, layout.scale);
        }
        // At large scales the strip may be too low for the label: limit its size.
        let size = (11.5 * layout.scale).min((supporters.bottom - supporters.top) * 0.16);
        let style = LabelStyle { size, weight: FontWeight::SemiBold, colour: palette.text_muted };
        let at = Point::new(left + size * 0.9, supporters.top + size * 1.3);
        push_label(out, UiText::Supporters.text(language), at, style);
    }
}

#[expect(clippy::too_many_arguments, reason = "one name's worth of things")]
fn push_band_name(
    out: &mut String,
    name: &str,
    actors: usize,
    corner: Point,
    bottom: f32,
    layout: &PageLayout,
    palette: &Palette,
    language: Language,
) {
    let size = (12.0 * layout.scale).min((bottom - corner.y) * 0.4);
    let row_height = size * 1.35;
    let style = LabelStyle { size, weight: FontWeight::SemiBold, colour: palette.text };
    let available = (BAND_COLUMN_WIDTH - 14.0) * layout.scale;
    let max_lines = (((bottom - corner.y) / row_height) as usize).saturating_sub(1).clamp(1, 3);
    let rows = wrap_text(name, FontWeight::SemiBold, size, available, max_lines);
    let height = row_height * (rows.len() + 1) as f32;
    let mut at = Point::new(corner.x, f32::midpoint(corner.y, bottom) - height / 2.0 + row_height / 2.0);
    for text in &rows {
        push_fitted_label(out, text, at, available, style);
        at.y += row_height;
    }
    let style = LabelStyle { weight: FontWeight::Regular, colour: palette.text_muted, ..style };
    push_label(out, &integer(actors as u64, language), at, style);
}

/// Adds the headers of the lanes.
pub(super) fn push_headers(
    out: &mut String,
    scene: &Scene,
    layout: &PageLayout,
    palette: &Palette,
    language: Language,
) {
    let scale = layout.scale;
    let (first, second) = scene.lane_rows();
    push_header_row(out, first, layout.map.min.y - 4.0 * scale, scale, palette, language);
    if let Some(row) = scene.second_row {
        let scale = scale.min(row.head / HEADER_HEIGHT);
        push_header_row(out, second, row.top + HEADER_HEIGHT * scale, scale, palette, language);
    }
}

/// Adds the headers of a row of lanes, which end at `bottom`.
fn push_header_row(
    out: &mut String,
    lanes: &[LaneMark],
    bottom: f32,
    scale: f32,
    palette: &Palette,
    language: Language,
) {
    let (top, middle) = (bottom - HEADER_HEIGHT * scale, bottom - HEADER_HEIGHT * scale / 2.0);
    for (at, lane) in lanes.iter().enumerate() {
        let (left, right) = (lane.left + scale, lane.right - scale);
        let chevron = (CHEVRON_DEPTH * scale).min((right - left) / 3.0);
        let mut shape = vec![(left, top), (right, top), (right + chevron, middle), (right, bottom), (left, bottom)];
        if at > 0 {
            shape.push((left + chevron, middle));
        }
        out.push_str("<path d=\"");
        push_points(out, shape, true);
        out.push('"');
        push_colour(out, "fill", palette.header);
        out.push_str("/>\n");
        let available = right - left - chevron - 10.0 * scale;
        let natural_width = text_width(&lane.name, FontWeight::SemiBold, 13.0 * scale);
        let halves = split_in_half(&lane.name).filter(|_| natural_width > available);
        if let Some((first, last)) = halves {
            let rows = [(first, -1.0), (last, 1.0)];
            let widest =
                rows.map(|(row, _)| text_width(row, FontWeight::SemiBold, scale)).into_iter().fold(0.0, f32::max);
            let size = (available / widest).min(10.5) * scale;
            for (row, side) in rows {
                let width = text_width(row, FontWeight::SemiBold, size);
                let start = left + chevron + 6.0 * scale + (available - width).max(0.0) / 2.0;
                let style = LabelStyle { size, weight: FontWeight::SemiBold, colour: palette.header_text };
                push_fitted_label(out, row, Point::new(start, middle + side * size * 0.62), width, style);
            }
            continue;
        }
        // In a narrow lane the font is reduced before the name is cut.
        let size = 13.0 * scale * (available / natural_width).clamp(0.3, 1.0);
        let count = integer(lane.actors as u64, language);
        let count_size = 11.5 * scale;
        let count_width = text_width(&count, FontWeight::Regular, count_size) + 8.0 * scale;
        // No name is cut for the count.
        let name_width = if available >= count_width + natural_width { available - count_width } else { available };
        let name = wrap_text(&lane.name, FontWeight::SemiBold, size, name_width, 1).pop().unwrap_or_default();
        let width = text_width(&name, FontWeight::SemiBold, size);
        let shows_count = name_width < available;
        let total_width = if shows_count { width + count_width } else { width };
        let start = left + chevron + 6.0 * scale + (available - total_width).max(0.0) / 2.0;
        let style = LabelStyle { size, weight: FontWeight::SemiBold, colour: palette.header_text };
        // Fixed to its width if the count follows.
        push_fitted_label(out, &name, Point::new(start, middle), if shows_count { width } else { name_width }, style);
        if shows_count {
            let colour = palette.header_text.mixed(palette.header, 0.15);
            let style = LabelStyle { size: count_size, weight: FontWeight::Regular, colour };
            push_label(out, &count, Point::new(start + width + 8.0 * scale, middle), style);
        }
    }
}

/// The content of the title block.
#[derive(Clone, Debug)]
pub(in crate::exchange) struct TitleBlock {
    pub title: String,
    /// Office, region, year, date and remark.
    pub details: Vec<String>,
    /// The part of the map that is shown, as the model whose chain it is with its verdict.
    pub part: Option<(String, Option<crate::analysis::Verdict>)>,
}

impl TitleBlock {
    /// Number of lines below the title.
    pub fn line_count(&self) -> usize {
        1 + usize::from(self.part.is_some())
    }
}

/// Adds the title block.
pub(super) fn push_title(out: &mut String, title_block: &TitleBlock, layout: &PageLayout, palette: &Palette) {
    let scale = layout.scale;
    let available = layout.map.max.x - layout.title.x;
    let title = wrap_text(&title_block.title, FontWeight::Bold, 22.0 * scale, available, 1).pop().unwrap_or_default();
    let mut at = Point::new(layout.title.x, layout.title.y + 16.0 * scale);
    push_label(out, &title, at, LabelStyle { size: 22.0 * scale, weight: FontWeight::Bold, colour: palette.text });
    at.y += 28.0 * scale;
    if let Some((name, verdict)) = &title_block.part {
        let mut x = at.x;
        if let Some(verdict) = *verdict {
            let radius = 8.0 * scale;
            let middle = (x + radius + scale, at.y);
            push_badge(out, verdict_icon(verdict), middle, radius, verdict_colour(verdict, palette), palette);
            x += 24.0 * scale;
        }
        let name =
            wrap_text(name, FontWeight::SemiBold, 14.0 * scale, available - (x - at.x), 1).pop().unwrap_or_default();
        let colour = verdict.map_or(palette.text, |verdict| verdict_colour(verdict, palette));
        push_label(
            out,
            &name,
            Point::new(x, at.y),
            LabelStyle { size: 14.0 * scale, weight: FontWeight::SemiBold, colour },
        );
        at.y += 22.0 * scale;
    }
    let details = wrap_text(&title_block.details.join(" · "), FontWeight::Regular, 12.5 * scale, available, 1);
    for line in &details {
        push_label(
            out,
            line,
            at,
            LabelStyle { size: 12.5 * scale, weight: FontWeight::Regular, colour: palette.text_muted },
        );
    }
}
