//! The page layout: positions of title block, headers, map and legend.

use crate::scene::{Area, FontWeight, LegendGroup, LegendSymbol, Point, Scene, text_width};

/// Page margin, in unscaled annotation units.
const MARGIN: f32 = 28.0;
/// Minimum width of the page content.
const MIN_PAGE_WIDTH: f32 = 880.0;
/// Width of a map at which annotations are at 100 %; they grow with wider maps, to be legible when printed on one
/// page.
const REFERENCE_WIDTH: f32 = 1_700.0;
/// Height of the lane headers.
pub(super) const HEADER_HEIGHT: f32 = 34.0;
/// How far the chevron of a header reaches into the next one, or beyond the map.
pub(super) const CHEVRON_DEPTH: f32 = 11.0;
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
pub(in crate::exchange) struct PlacedLegendGroup {
    pub title: String,
    pub position: Point,
    pub entries: Vec<(LegendSymbol, String, Point)>,
}

impl PageLayout {
    /// Lays out the page of a scene; `title_lines` is the number of lines below the title.
    pub fn new(scene: &Scene, legend: Vec<LegendGroup>, title_lines: usize) -> Self {
        let Self { scale, map, title: corner, .. } = Self::with_map(scene, MIN_PAGE_WIDTH);
        let title_height = (34.0 + 20.0 * title_lines as f32 + 12.0) * scale;
        let title = Point::new(corner.x, corner.y - title_height);
        let legend_start = Point::new(corner.x, map.max.y + 18.0 * scale);
        let (legend, bottom) = place_legend(legend, legend_start, map.max.x, scale, LegendFlow::Groups);
        let content = Area { min: title, max: Point::new(map.max.x, bottom) };
        Self { scale, page: content.expanded(MARGIN * scale), map, title, legend }
    }

    /// The map of a scene with its headers and nothing around.
    pub fn of_map(scene: &Scene) -> Self {
        Self::with_map(scene, 0.0)
    }

    fn with_map(scene: &Scene, min_width: f32) -> Self {
        let mut map = scene.area;
        if let (Some(first), Some(last)) = (scene.bands.first(), scene.bands.last()) {
            map.min.y = map.min.y.min(first.top);
            map.max.y = map.max.y.max(last.bottom);
        }
        let scale = annotation_scale(map);
        map.min.y -= 26.0;
        map.max.y += if scene.supporters.is_some() { 0.0 } else { 26.0 };
        map.max.x = map.max.x.max(map.min.x + min_width);
        let column = if scene.bands.is_empty() { 0.0 } else { BAND_COLUMN_WIDTH * scale };
        let header_height = (HEADER_HEIGHT + 6.0) * scale;
        let corner = Point::new(map.min.x - column, map.min.y - header_height);
        let page = Area { min: corner, max: Point::new(map.max.x + CHEVRON_DEPTH * scale, map.max.y) };
        Self { scale, page, map, title: corner, legend: Vec::new() }
    }
}

/// Annotations grow with the map, but not beyond what fits its width.
fn annotation_scale(map: Area) -> f32 {
    let by_size = map.width().max(map.height() * 1.2) / REFERENCE_WIDTH;
    by_size.min(map.width() / MIN_PAGE_WIDTH).max(1.0)
}

/// Where the groups of a legend begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum LegendFlow {
    /// Each on a row of its own.
    Groups,
    /// On the row of the one before, where there is space left.
    Running,
}

/// Places a legend in rows; also gives its bottom edge.
pub(in crate::exchange) fn place_legend(
    legend: Vec<LegendGroup>,
    start: Point,
    right: f32,
    scale: f32,
    flow: LegendFlow,
) -> (Vec<PlacedLegendGroup>, f32) {
    /// Between two entries, and before the next group on a row.
    const GAP: f32 = 20.0;
    const GROUP_GAP: f32 = 34.0;
    let row_height = LEGEND_ROW_HEIGHT * scale;
    let text_length = |text: &str, weight| text_width(text, weight, LEGEND_FONT_SIZE) * scale;
    let entry_width = |label: &str| text_length(label, FontWeight::Regular) + (SYMBOL_WIDTH + 7.0) * scale;
    let left = start.x + LEGEND_TITLE_WIDTH * scale;
    let mut middle = start.y + row_height / 2.0;
    // The right end of what stands on the row already.
    let mut end: Option<f32> = None;
    let mut groups = Vec::new();
    for group in legend {
        let title_width = text_length(&group.title, FontWeight::SemiBold) + 10.0 * scale;
        let first = group.entries.first().map_or(0.0, |entry| entry_width(&entry.label));
        let follows = end
            .map(|end| end + GROUP_GAP * scale)
            .filter(|at| flow == LegendFlow::Running && at + title_width + first <= right);
        if follows.is_none() && end.is_some() {
            middle += row_height;
        }
        let at = Point::new(follows.unwrap_or(start.x), middle);
        let mut x = if follows.is_some() { at.x + title_width } else { left };
        let mut is_first = true;
        let mut entries = Vec::new();
        for entry in group.entries {
            let width = entry_width(&entry.label);
            if !is_first && x + width > right {
                x = left;
                middle += row_height;
            }
            is_first = false;
            entries.push((entry.symbol, entry.label, Point::new(x, middle)));
            x += width + GAP * scale;
        }
        end = Some(x - GAP * scale);
        groups.push(PlacedLegendGroup { title: group.title, position: at, entries });
    }
    let bottom = if groups.is_empty() { start.y } else { middle + row_height / 2.0 };
    (groups, bottom)
}
