//! The page layout: positions of title block, headers, map and legend.

use crate::scene::{Area, FontWeight, LegendGroup, LegendSymbol, Point, Scene, text_width};

/// Page margin, in unscaled annotation units.
const MARGIN: f32 = 28.0;
/// The same where nothing but the map is on the page.
const BARE_MARGIN: f32 = 18.0;
/// Minimum width of the page content.
const MIN_PAGE_WIDTH: f32 = 880.0;
/// Width of a map at which annotations are at 100 %; they grow with wider maps, to be legible when printed on one
/// page.
const REFERENCE_WIDTH: f32 = 1_700.0;
/// Height of the lane headers.
pub(super) const HEADER_HEIGHT: f32 = 34.0;
/// Width of the column of band names.
pub(super) const BAND_COLUMN_WIDTH: f32 = 124.0;
/// Width of the title column of the legend.
const LEGEND_TITLE_WIDTH: f32 = 92.0;
/// Row height of the legend.
pub(super) const LEGEND_ROW_HEIGHT: f32 = 27.0;
/// Font size of the legend.
pub(super) const LEGEND_FONT_SIZE: f32 = 11.5;
/// Width of a legend symbol.
pub(super) const SYMBOL_WIDTH: f32 = 38.0;

/// Positions on the page, in map units.
#[derive(Clone, Debug)]
pub(super) struct PageLayout {
    /// Scale of the annotations: title block, headers, band names, legend.
    pub scale: f32,
    /// The whole page.
    pub page: Area,
    /// The map without headers.
    pub map: Area,
    /// Upper left corner of the title block.
    pub title: Point,
    /// The legend; each position is the left end at the vertical middle of its row.
    pub legend: Vec<PlacedLegendGroup>,
}

/// A legend group with positions.
#[derive(Clone, Debug)]
pub(super) struct PlacedLegendGroup {
    pub title: String,
    pub position: Point,
    pub entries: Vec<(LegendSymbol, String, Point)>,
}

impl PageLayout {
    /// Lays out the page of a scene; `title_lines` is the number of lines below the title, if it has one.
    pub fn new(scene: &Scene, legend: Vec<LegendGroup>, title_lines: Option<usize>) -> Self {
        let mut map = scene.area;
        if let (Some(first), Some(last)) = (scene.bands.first(), scene.bands.last()) {
            map.min.y = map.min.y.min(first.top);
            map.max.y = map.max.y.max(last.bottom);
        }
        let scale = annotation_scale(map);
        map.min.y -= 26.0;
        map.max.y += if scene.supporters.is_some() { 0.0 } else { 26.0 };
        let is_bare = legend.is_empty() && title_lines.is_none();
        if !is_bare {
            map.max.x = map.max.x.max(map.min.x + MIN_PAGE_WIDTH);
        }
        let column = if scene.bands.is_empty() { 0.0 } else { BAND_COLUMN_WIDTH * scale };
        let left = map.min.x - column;
        let header_height = (HEADER_HEIGHT + 6.0) * scale;
        let title_height = title_lines.map_or(0.0, |lines| (34.0 + 20.0 * lines as f32 + 12.0) * scale);
        let title = Point::new(left, map.min.y - header_height - title_height);
        let legend_start = Point::new(left, map.max.y + 18.0 * scale);
        let (legend, bottom) = if legend.is_empty() {
            (Vec::new(), map.max.y)
        } else {
            place_legend(legend, legend_start, map.max.x, scale)
        };
        let content = Area { min: title, max: Point::new(map.max.x, bottom) };
        let margin = if is_bare { BARE_MARGIN } else { MARGIN };
        Self { scale, page: content.expanded(margin * scale), map, title, legend }
    }
}

/// Annotations grow with the map, but not beyond what fits its width.
fn annotation_scale(map: Area) -> f32 {
    let by_size = map.width().max(map.height() * 1.2) / REFERENCE_WIDTH;
    by_size.min(map.width() / MIN_PAGE_WIDTH).max(1.0)
}

/// Places the legend in rows; also gives its bottom edge.
fn place_legend(legend: Vec<LegendGroup>, start: Point, right: f32, scale: f32) -> (Vec<PlacedLegendGroup>, f32) {
    let row_height = LEGEND_ROW_HEIGHT * scale;
    let mut middle = start.y + row_height / 2.0;
    let mut groups = Vec::new();
    for group in legend {
        let left = start.x + LEGEND_TITLE_WIDTH * scale;
        let mut x = left;
        let at = Point::new(start.x, middle);
        let mut entries = Vec::new();
        for entry in group.entries {
            let label_width = text_width(&entry.label, FontWeight::Regular, LEGEND_FONT_SIZE) * scale;
            let width = label_width + (SYMBOL_WIDTH + 7.0) * scale;
            if x > left && x + width > right {
                x = left;
                middle += row_height;
            }
            entries.push((entry.symbol, entry.label, Point::new(x, middle)));
            x += width + 20.0 * scale;
        }
        groups.push(PlacedLegendGroup { title: group.title, position: at, entries });
        middle += row_height;
    }
    (groups, middle - row_height / 2.0)
}
