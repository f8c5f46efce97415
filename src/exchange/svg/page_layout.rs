//! The sheet of paper: where title block, headers, map and legend stand on it.

use crate::scene::{Area, FontWeight, LegendGroup, LegendSymbol, Point, Scene, text_width};

/// Free space around everything, in points of the furniture.
const MARGIN: f32 = 28.0;
/// The narrowest that the content of a sheet is.
const MIN_PAGE_WIDTH: f32 = 880.0;
/// A sheet of this width has furniture at 100 %; on wider ones it grows with them, so that it can be read when the
/// whole is printed on one page.
const REFERENCE_WIDTH: f32 = 1_700.0;
/// Height of the lane headers.
pub(super) const HEADER_HEIGHT: f32 = 34.0;
/// Width of the column of band names.
pub(super) const BAND_COLUMN_WIDTH: f32 = 124.0;
/// Width of the column of titles in the legend.
const LEGEND_TITLE_WIDTH: f32 = 92.0;
/// Height of a row of the legend.
pub(super) const LEGEND_ROW_HEIGHT: f32 = 27.0;
/// Size of the words in the legend.
pub(super) const LEGEND_FONT_SIZE: f32 = 11.5;
/// Width of a sign in the legend.
pub(super) const SYMBOL_WIDTH: f32 = 38.0;

/// Where everything stands, in map units.
#[derive(Clone, Debug)]
pub(super) struct PageLayout {
    /// How large furniture is: title block, headers, names of bands, legend.
    pub scale: f32,
    /// The whole sheet.
    pub page: Area,
    /// Where the map itself stands, headers not counted.
    pub map: Area,
    /// Upper left corner of the title block.
    pub title: Point,
    /// From here on, legend entries; `x` and `y` of each are the left end and the middle of its row.
    pub legend: Vec<PlacedLegendGroup>,
}

/// A group of the legend in its place.
#[derive(Clone, Debug)]
pub(super) struct PlacedLegendGroup {
    pub title: String,
    pub position: Point,
    pub entries: Vec<(LegendSymbol, String, Point)>,
}

impl PageLayout {
    /// The sheet for a scene, with a title block of so many lines.
    pub fn new(scene: &Scene, legend: Vec<LegendGroup>, title_lines: usize) -> Self {
        let mut map = scene.area;
        if let (Some(first), Some(last)) = (scene.bands.first(), scene.bands.last()) {
            map.min.y = map.min.y.min(first.top);
            map.max.y = map.max.y.max(last.bottom);
        }
        let scale = furniture_scale(map);
        map.min.y -= 26.0;
        map.max.y += if scene.supporters.is_some() { 0.0 } else { 26.0 };
        map.max.x = map.max.x.max(map.min.x + MIN_PAGE_WIDTH);
        let column = if scene.bands.is_empty() { 0.0 } else { BAND_COLUMN_WIDTH * scale };
        let left = map.min.x - column;
        let header_height = (HEADER_HEIGHT + 6.0) * scale;
        let title_height = (34.0 + 20.0 * title_lines as f32 + 12.0) * scale;
        let title = Point::new(left, map.min.y - header_height - title_height);
        let top_of_legend = Point::new(left, map.max.y + 18.0 * scale);
        let (legend, bottom) = place_legend(legend, top_of_legend, map.max.x, scale);
        let content = Area { min: title, max: Point::new(map.max.x, bottom) };
        Self { scale, page: content.expanded(MARGIN * scale), map, title, legend }
    }
}

/// Furniture grows with the map, but never so much that it no longer fits beside it.
fn furniture_scale(map: Area) -> f32 {
    let by_size = map.width().max(map.height() * 1.2) / REFERENCE_WIDTH;
    by_size.min(map.width() / MIN_PAGE_WIDTH).max(1.0)
}

/// The legend row by row, and where it ends.
fn place_legend(legend: Vec<LegendGroup>, start: Point, right: f32, scale: f32) -> (Vec<PlacedLegendGroup>, f32) {
    let row = LEGEND_ROW_HEIGHT * scale;
    let mut middle = start.y + row / 2.0;
    let mut groups = Vec::new();
    for group in legend {
        let left = start.x + LEGEND_TITLE_WIDTH * scale;
        let mut x = left;
        let at = Point::new(start.x, middle);
        let mut entries = Vec::new();
        for entry in group.entries {
            let words = text_width(&entry.label, FontWeight::Regular, LEGEND_FONT_SIZE) * scale;
            let width = words + (SYMBOL_WIDTH + 7.0) * scale;
            if x > left && x + width > right {
                x = left;
                middle += row;
            }
            entries.push((entry.symbol, entry.label, Point::new(x, middle)));
            x += width + 20.0 * scale;
        }
        groups.push(PlacedLegendGroup { title: group.title, position: at, entries });
        middle += row;
    }
    (groups, middle - row / 2.0)
}
