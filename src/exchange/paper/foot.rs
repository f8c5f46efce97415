//! The foot of a page: a ruler that tells whether it was printed in real size, which tile it is, and its number; and the
//! marks along which tiles are cut.

use super::arrangement::ArrangedPoster;
use super::sheet::{FOOT_HEIGHT, MARGIN, MILLIMETRE, OVERLAP};
use crate::exchange::svg::{LabelStyle, push_label, push_rect, push_root};
use crate::exchange::xml::{push_colour, push_length};
use crate::language::{Language, page_line, tile_line};
use crate::scene::{Area, FontWeight, Point, text_width};
use crate::theme::{Palette, Rgb};

/// Length of the ruler.
const RULER: f32 = 100.0 * MILLIMETRE;
const RULER_STEPS: u8 = 10;
const RULER_HEIGHT: f32 = 3.0;
/// Font size of the foot.
const SIZE: f32 = 7.0;
/// Height of the key of tiles.
const KEY_HEIGHT: f32 = 14.0;
/// How far cut marks stand from what is cut, and their length.
const MARK_GAP: f32 = 1.5 * MILLIMETRE;
const MARK_LENGTH: f32 = 4.0 * MILLIMETRE;

/// A page that a foot is for.
pub(super) struct PageOf<'a> {
    pub arranged: &'a ArrangedPoster<'a>,
    /// Width and height of the sheet.
    pub sheet: (f32, f32),
    /// Row and column of the tile.
    pub tile: (usize, usize),
    /// The number of the page, and how many there are.
    pub number: (usize, usize),
}

/// The foot of a page and its cut marks as SVG in points of the sheet.
pub(super) fn foot_svg(page: &PageOf<'_>, palette: &Palette, language: Language) -> String {
    let (width, height) = page.sheet;
    let mut out = String::new();
    push_root(&mut out, Area { min: Point::new(0.0, 0.0), max: Point::new(width, height) }, "", language);
    out.push_str("<g id=\"foot\">\n");
    let colour = palette.text_muted;
    let style = LabelStyle { size: SIZE, weight: FontWeight::Regular, colour };
    let middle = height - MARGIN - SIZE;
    push_ruler(&mut out, Point::new(MARGIN, middle), style);
    let label = page_line(page.number.0, page.number.1, language);
    let right = width - MARGIN;
    let start = right - text_width(&label, style.weight, style.size);
    push_label(&mut out, &label, Point::new(start, middle), style);
    let arranged = page.arranged;
    if arranged.tile_count() > 1 {
        let at = page.tile.0 * arranged.columns + page.tile.1 + 1;
        let label = tile_line(at, arranged.tile_count(), (page.tile.0 + 1, page.tile.1 + 1), language);
        let end = start - 18.0;
        let start = end - text_width(&label, style.weight, style.size);
        push_label(&mut out, &label, Point::new(start, middle), style);
        push_key(&mut out, Point::new(start - 6.0, middle), page, colour);
        push_cut_marks(&mut out, page, colour);
    }
    out.push_str("</g></svg>\n");
    out
}

/// A bar of 100 mm, black and white by turns of 10 mm.
fn push_ruler(out: &mut String, left: Point, style: LabelStyle) {
    let top = left.y - RULER_HEIGHT / 2.0;
    let bar = Area { min: Point::new(left.x, top), max: Point::new(left.x + RULER, top + RULER_HEIGHT) };
    push_frame(out, bar, style.colour);
    let step = RULER / f32::from(RULER_STEPS);
    for at in (0..RULER_STEPS).step_by(2) {
        let start = left.x + f32::from(at) * step;
        let part = Area { min: Point::new(start, top), max: Point::new(start + step, bar.max.y) };
        push_rect(out, part, style.colour);
    }
    push_label(out, "100 mm", Point::new(bar.max.x + 4.0, left.y), style);
}

/// The tiles in small, with this one filled; `right` is its right end at the vertical middle.
fn push_key(out: &mut String, right: Point, page: &PageOf<'_>, colour: Rgb) {
    let arranged = page.arranged;
    let cell = (KEY_HEIGHT / arranged.rows as f32, KEY_HEIGHT / arranged.rows as f32 * page.sheet.0 / page.sheet.1);
    let (height, width) = (cell.0, cell.1);
    let corner = Point::new(right.x - width * arranged.columns as f32, right.y - KEY_HEIGHT / 2.0);
    for row in 0..arranged.rows {
        for column in 0..arranged.columns {
            let min = Point::new(corner.x + column as f32 * width, corner.y + row as f32 * height);
            let area = Area { min, max: Point::new(min.x + width, min.y + height) };
            if (row, column) == page.tile {
                push_rect(out, area, colour);
            }
            push_frame(out, area, colour);
        }
    }
}

/// Marks at the corners of what the page shows, and where the neighbours begin.
fn push_cut_marks(out: &mut String, page: &PageOf<'_>, colour: Rgb) {
    let (width, height) = page.sheet;
    let window =
        Area { min: Point::new(MARGIN, MARGIN), max: Point::new(width - MARGIN, height - MARGIN - FOOT_HEIGHT) };
    let (row, column) = page.tile;
    let has_right = column + 1 < page.arranged.columns;
    let has_below = row + 1 < page.arranged.rows;
    let across = [(window.min.x, true), (window.max.x, true), (window.max.x - OVERLAP, has_right)];
    for (x, _) in across.into_iter().filter(|(_, is_there)| *is_there) {
        for (y, direction) in [(window.min.y, -1.0), (window.max.y, 1.0)] {
            let start = Point::new(x, y + direction * MARK_GAP);
            push_mark(out, start, Point::new(x, start.y + direction * MARK_LENGTH), colour);
        }
    }
    let down = [(window.min.y, true), (window.max.y, true), (window.max.y - OVERLAP, has_below)];
    for (y, _) in down.into_iter().filter(|(_, is_there)| *is_there) {
        for (x, direction) in [(window.min.x, -1.0), (window.max.x, 1.0)] {
            let start = Point::new(x + direction * MARK_GAP, y);
            push_mark(out, start, Point::new(start.x + direction * MARK_LENGTH, y), colour);
        }
    }
}

fn push_mark(out: &mut String, from: Point, to: Point, colour: Rgb) {
    out.push_str("<line");
    for (name, value) in [("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y), ("stroke-width", 0.4)] {
        push_length(out, name, value);
    }
    push_colour(out, "stroke", colour);
    out.push_str("/>\n");
}

/// Adds the outline of an area in thin lines.
pub(in crate::exchange) fn push_frame(out: &mut String, area: Area, colour: Rgb) {
    out.push_str("<rect fill=\"none\"");
    push_length(out, "x", area.min.x);
    push_length(out, "y", area.min.y);
    push_length(out, "width", area.width());
    push_length(out, "height", area.height());
    push_length(out, "stroke-width", 0.4);
    push_colour(out, "stroke", colour);
    out.push_str("/>\n");
}
