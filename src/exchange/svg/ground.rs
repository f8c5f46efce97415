//! What stands around the actors and links: lanes with their headers, bands, supporters, the title block.

use super::cards::push_badge;
use super::sheet::{BAND_COLUMN, HEADER, Sheet};
use super::xml::{is_full, push_colour, push_hold, push_length, push_points, push_text};
use crate::language::{Language, UiText, integer};
use crate::scene::{Area, FontWeight, Point, Scene, text_width, verdict_colour, verdict_icon, wrap_text};
use crate::theme::{Palette, Rgb};

/// How far a header points into the next one.
const HEADER_POINT: f32 = 11.0;

/// Adds a rectangle.
pub(super) fn push_area(out: &mut String, area: Area, fill: Rgb) {
    out.push_str("<rect");
    push_length(out, "x", area.min.x);
    push_length(out, "y", area.min.y);
    push_length(out, "width", area.width());
    push_length(out, "height", area.height());
    push_colour(out, "fill", fill);
    out.push_str("/>\n");
}

/// How a line of text is set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub size: f32,
    pub weight: FontWeight,
    pub ink: Rgb,
}

/// Adds a line of text; `at` is its left end, and the middle of its row.
pub(super) fn push_words(out: &mut String, words: &str, at: Point, setting: Setting) {
    push_words_in(out, words, at, f32::INFINITY, setting);
}

/// Adds a line of text that has so much room.
pub(super) fn push_words_in(out: &mut String, words: &str, at: Point, room: f32, setting: Setting) {
    let length = text_width(words, setting.weight, setting.size);
    out.push_str("<text");
    push_length(out, "x", at.x);
    push_length(out, "y", at.y + setting.size * 0.36);
    push_length(out, "font-size", setting.size);
    if is_full(length, room) {
        push_hold(out, length);
    }
    out.push_str(match setting.weight {
        FontWeight::Regular => " font-weight=\"400\"",
        FontWeight::SemiBold => " font-weight=\"600\"",
        FontWeight::Bold => " font-weight=\"700\"",
    });
    push_colour(out, "fill", setting.ink);
    out.push('>');
    push_text(out, words);
    out.push_str("</text>\n");
}

fn push_rule(out: &mut String, from: Point, to: Point, palette: &Palette, scale: f32) {
    super::lines::push_polyline(out, &[from, to], palette.border, scale);
    out.push('\n');
}

/// Adds what lies behind the map.
pub(super) fn push_ground(out: &mut String, scene: &Scene, sheet: &Sheet, palette: &Palette, language: Language) {
    push_area(out, sheet.page, palette.background);
    let map = sheet.map;
    let floor = scene.supporters.map_or(map.max.y, |strip| strip.top);
    for lane in scene.lanes.iter().step_by(2) {
        let strip = Area { min: Point::new(lane.left, map.min.y), max: Point::new(lane.right, floor) };
        push_area(out, strip, palette.lane);
    }
    let left = if scene.bands.is_empty() { map.min.x } else { map.min.x - BAND_COLUMN * sheet.scale };
    for (at, band) in scene.bands.iter().enumerate() {
        if at > 0 {
            push_rule(out, Point::new(left, band.top), Point::new(map.max.x, band.top), palette, sheet.scale);
        }
        push_band_name(out, &band.name, band.actors, Point::new(left, band.top), band.bottom, sheet, palette, language);
    }
    if let Some(below) = scene.supporters {
        let strip = Area { min: Point::new(left, below.top), max: Point::new(map.max.x, below.bottom) };
        push_area(out, strip, palette.band);
        for y in [below.top, below.bottom] {
            push_rule(out, Point::new(left, y), Point::new(map.max.x, y), palette, sheet.scale);
        }
        // Where the lanes' own furniture is large, the strip may be too low for it.
        let size = (11.5 * sheet.scale).min((below.bottom - below.top) * 0.16);
        let setting = Setting { size, weight: FontWeight::SemiBold, ink: palette.text_muted };
        let at = Point::new(left + size * 0.9, below.top + size * 1.3);
        push_words(out, UiText::Supporters.text(language), at, setting);
    }
}

#[expect(clippy::too_many_arguments, reason = "one name's worth of things")]
fn push_band_name(
    out: &mut String,
    name: &str,
    actors: usize,
    corner: Point,
    bottom: f32,
    sheet: &Sheet,
    palette: &Palette,
    language: Language,
) {
    let size = (12.0 * sheet.scale).min((bottom - corner.y) * 0.4);
    let row = size * 1.35;
    let setting = Setting { size, weight: FontWeight::SemiBold, ink: palette.text };
    let room = (BAND_COLUMN - 14.0) * sheet.scale;
    let lines = (((bottom - corner.y) / row) as usize).saturating_sub(1).clamp(1, 3);
    let rows = wrap_text(name, FontWeight::SemiBold, size, room, lines);
    let height = row * (rows.len() + 1) as f32;
    let mut at = Point::new(corner.x, f32::midpoint(corner.y, bottom) - height / 2.0 + row / 2.0);
    for words in &rows {
        push_words_in(out, words, at, room, setting);
        at.y += row;
    }
    let setting = Setting { weight: FontWeight::Regular, ink: palette.text_muted, ..setting };
    push_words(out, &integer(actors as u64, language), at, setting);
}

/// Adds the headers of the lanes.
pub(super) fn push_headers(out: &mut String, scene: &Scene, sheet: &Sheet, palette: &Palette, language: Language) {
    let scale = sheet.scale;
    let bottom = sheet.map.min.y - 4.0 * scale;
    let (top, middle) = (bottom - HEADER * scale, bottom - HEADER * scale / 2.0);
    for (at, lane) in scene.lanes.iter().enumerate() {
        let (left, right) = (lane.left + scale, lane.right - scale);
        let point = (HEADER_POINT * scale).min((right - left) / 3.0);
        let mut shape = vec![(left, top), (right, top), (right + point, middle), (right, bottom), (left, bottom)];
        if at > 0 {
            shape.push((left + point, middle));
        }
        out.push_str("<path d=\"");
        push_points(out, shape, true);
        out.push('"');
        push_colour(out, "fill", palette.header);
        out.push_str("/>\n");
        let room = right - left - point - 10.0 * scale;
        // A narrow lane of a wide map has a smaller header rather than half a name.
        let natural = text_width(&lane.name, FontWeight::SemiBold, 13.0 * scale);
        let size = 13.0 * scale * (room / natural).clamp(0.3, 1.0);
        let count = integer(lane.actors as u64, language);
        let count_size = 11.5 * scale;
        let beside = text_width(&count, FontWeight::Regular, count_size) + 8.0 * scale;
        let name_room = if room > beside + 60.0 * scale { room - beside } else { room };
        let name = wrap_text(&lane.name, FontWeight::SemiBold, size, name_room, 1).pop().unwrap_or_default();
        let width = text_width(&name, FontWeight::SemiBold, size);
        let both = name_room < room;
        let whole = if both { width + beside } else { width };
        let start = left + point + 6.0 * scale + (room - whole).max(0.0) / 2.0;
        let setting = Setting { size, weight: FontWeight::SemiBold, ink: palette.header_text };
        // A count stands right after it.
        push_words_in(out, &name, Point::new(start, middle), if both { width } else { name_room }, setting);
        if both {
            let ink = palette.header_text.mixed(palette.header, 0.15);
            let setting = Setting { size: count_size, weight: FontWeight::Regular, ink };
            push_words(out, &count, Point::new(start + width + 8.0 * scale, middle), setting);
        }
    }
}

/// What stands in the title block.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    pub title: String,
    /// Place, year and date.
    pub details: Vec<String>,
    /// The model whose chain it is, and its verdict.
    pub model: Option<(String, Option<crate::analysis::Verdict>)>,
}

impl Heading {
    /// Lines below the title.
    pub fn lines(&self) -> usize {
        1 + usize::from(self.model.is_some())
    }
}

/// Adds the title block.
pub(super) fn push_title(out: &mut String, heading: &Heading, sheet: &Sheet, palette: &Palette) {
    let scale = sheet.scale;
    let room = sheet.map.max.x - sheet.title.x;
    let title = wrap_text(&heading.title, FontWeight::Bold, 22.0 * scale, room, 1).pop().unwrap_or_default();
    let mut at = Point::new(sheet.title.x, sheet.title.y + 16.0 * scale);
    push_words(out, &title, at, Setting { size: 22.0 * scale, weight: FontWeight::Bold, ink: palette.text });
    at.y += 28.0 * scale;
    if let Some((name, verdict)) = &heading.model {
        let mut x = at.x;
        if let Some(verdict) = *verdict {
            let radius = 8.0 * scale;
            let middle = (x + radius + scale, at.y);
            push_badge(out, verdict_icon(verdict), middle, radius, verdict_colour(verdict, palette), palette);
            x += 24.0 * scale;
        }
        let name = wrap_text(name, FontWeight::SemiBold, 14.0 * scale, room - (x - at.x), 1).pop().unwrap_or_default();
        let ink = verdict.map_or(palette.text, |verdict| verdict_colour(verdict, palette));
        push_words(out, &name, Point::new(x, at.y), Setting { size: 14.0 * scale, weight: FontWeight::SemiBold, ink });
        at.y += 22.0 * scale;
    }
    let details = wrap_text(&heading.details.join(" · "), FontWeight::Regular, 12.5 * scale, room, 1);
    for words in &details {
        push_words(
            out,
            words,
            at,
            Setting { size: 12.5 * scale, weight: FontWeight::Regular, ink: palette.text_muted },
        );
    }
}
