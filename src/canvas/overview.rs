//! The map zoomed out: cells that aggregate actors, bundles that aggregate links; and what is highlighted, on top.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Rect, Sense, Shape, Ui, Vec2};

use super::camera::Camera;
use super::cards::NAME_FADE_ZOOM;
use super::frame::Frame;
use super::frame_input::FrameInput;
use super::icon::{add_icon, colour};
use super::tessellation;
use super::text_block::{FontStyle, TextBlock};
use super::text_painter::TextBatch;
use crate::analysis::Verdict;
use crate::language::{Language, UiText, actor_count, actors_sentence, integer, short_kind_count, verdict_count};
use crate::map::{ActorId, ActorKind};
use crate::scene::{BandMark, BundleMark, CellMark, ColourKey, LodLevel, Scene, verdict_colour, verdict_icon};
use crate::session::{Dimming, Highlight};
use crate::theme::{Palette, Rgb, font_size};

/// Zoom from which only single actors are shown; a card is eight points high there.
const CARDS_MIN_ZOOM: f32 = 0.128;
/// The same on a map of [`MANY_ACTORS`]: a card has room for its name there. Until then thousands of cards without a name
/// tell nothing that cells do not tell better.
const MANY_CARDS_MIN_ZOOM: f32 = NAME_FADE_ZOOM.end;
const MANY_ACTORS: usize = 1_000;
/// Zoom up to which only cells are shown, as a part of that from which only actors are. Between the two, one fades into
/// the other: over so little that a map hardly ever rests there, with one thing seen through another.
const OVERVIEW_SHARE: f32 = 0.985;
/// Minimum height of cells on the screen, in points, except for those of the coarsest level.
const MIN_CELL_HEIGHT: f32 = 60.0;
/// The fraction of a doubling of the zoom over which a level fades into the next: as little, for the same reason.
const LEVEL_FADE: f32 = 0.02;
/// Maximum number of bundles: the weakest are left out.
const MAX_BUNDLES: usize = 260;
/// Minimum number of links that the widest bundle stands for.
const MIN_LINKS_AT_MAX_WIDTH: usize = 12;
/// Width of the widest bundle, in points.
const MAX_BUNDLE_WIDTH: f32 = 11.0;
/// Padding around the text of a cell, in points.
const MARGIN: f32 = 7.0;
/// Height of the bar of colours, in points.
const BAR_HEIGHT: f32 = 6.0;
/// Width of the icon before the words of a verdict, and the gap behind them, in points.
const VERDICT_ICON_WIDTH: f32 = 15.0;
const VERDICT_GAP: f32 = 8.0;
/// Below this width, in points, a cell has no name.
const MIN_NAME_WIDTH: f32 = 56.0;
/// Cells smaller than this, in points, have no text.
const MIN_TEXT_SIZE: Vec2 = Vec2::new(26.0, 17.0);

/// Opacity of the overview at this zoom for details: 1 where only cells are shown, 0 where only actors are.
pub(super) fn overview_opacity(scene: &Scene, zoom: f32) -> f32 {
    let cards_from = if scene.actors.len() >= MANY_ACTORS { MANY_CARDS_MIN_ZOOM } else { CARDS_MIN_ZOOM };
    let part = ((cards_from / zoom).ln() / -OVERVIEW_SHARE.ln()).clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}

/// Whether the overview dominates: single actors are too small to be hit.
pub(super) fn is_overview(scene: &Scene, zoom: f32) -> bool {
    overview_opacity(scene, zoom) >= 0.5
}

/// Whether an actor can be hit: in the overview only if it is highlighted.
pub(super) fn is_actor_visible(scene: &Scene, zoom: f32, highlight: &Highlight, actor: ActorId) -> bool {
    !is_overview(scene, zoom) || highlight.actors.contains(&actor)
}

/// The levels shown at a zoom, each with its opacity.
fn visible_levels(scene: &Scene, zoom: f32) -> impl Iterator<Item = (&LodLevel, f32)> {
    let finest = scene.lod_levels().first().map_or(1.0, |level| level.cell_height);
    let exact_level = (MIN_CELL_HEIGHT / (finest * zoom)).log2().max(0.0);
    let last = scene.lod_levels().len().saturating_sub(1);
    // Once a level's cells are too small, the next one fades in.
    let (at, remainder) = (exact_level.ceil() as usize, exact_level.ceil() - exact_level);
    let next = if at == 0 { 1.0 } else { ((1.0 - remainder) / LEVEL_FADE).clamp(0.0, 1.0) };
    let (before, at) = (at.saturating_sub(1).min(last), at.min(last));
    let parts = if before == at { [(at, 1.0), (at, 0.0)] } else { [(before, 1.0 - next), (at, next)] };
    parts
        .into_iter()
        .filter(|(_, opacity)| *opacity > 0.0)
        .filter_map(|(at, opacity)| Some((scene.lod_levels().get(at)?, opacity)))
}

/// The rows of cells at a zoom, each with the names of its bands, the uppermost first: for where single bands are too low to
/// be named.
pub(super) fn band_rows(scene: &Scene, zoom: f32) -> Vec<BandMark> {
    let Some((level, _)) = visible_levels(scene, zoom).max_by(|a, b| a.1.total_cmp(&b.1)) else { return Vec::new() };
    let mut rows: BTreeMap<&str, BandMark> = BTreeMap::new();
    for cell in &level.cells {
        let Some(name) = &cell.bands else { continue };
        let (top, bottom) = (cell.area.min.y, cell.area.max.y);
        let row = rows.entry(name).or_insert_with(|| BandMark { name: name.clone(), top, bottom, actors: 0 });
        (row.top, row.bottom) = (row.top.min(top), row.bottom.max(bottom));
        row.actors += cell.actors;
    }
    let mut rows: Vec<BandMark> = rows.into_values().collect();
    rows.sort_by(|one, other| one.top.total_cmp(&other.top));
    rows
}

/// The cell at a screen position; `None` outside the overview.
pub(super) fn cell_at<'a>(input: FrameInput<'a>, camera: &Camera, place: Pos2) -> Option<&'a CellMark> {
    let FrameInput { scene, screen, .. } = input;
    if !is_overview(scene, input.detail_zoom(camera)) {
        return None;
    }
    let point = camera.map_from_screen(place, screen);
    let (level, _) = visible_levels(scene, camera.zoom).max_by(|a, b| a.1.total_cmp(&b.1))?;
    level.cells.iter().find(|cell| cell.area.contains(point))
}

/// A description of a cell: its lane and bands, and its actors.
pub(super) fn cell_description(scene: &Scene, cell: &CellMark, language: Language) -> String {
    let lane = cell.lane.and_then(|lane| scene.lanes.get(lane));
    let mut place = lane.map_or_else(|| UiText::Supporters.text(language).to_owned(), |lane| lane.name.clone());
    if let Some(bands) = &cell.bands {
        place += &format!(" · {bands}");
    }
    let actors = actors_sentence(cell.actors, cell.cores, cell.flagged, language);
    let verdicts: Vec<String> =
        cell_verdicts(cell).map(|(verdict, count)| verdict_count(verdict, count, language)).collect();
    [format!("{place}: {actors}"), verdicts.join(" · ")].join(" ").trim_end().to_owned()
}

/// The verdicts in a cell with the number of cores that have each, the worst first.
fn cell_verdicts(cell: &CellMark) -> impl Iterator<Item = (Verdict, usize)> {
    Verdict::ALL.iter().copied().zip(cell.verdicts).rev().filter(|(_, count)| *count > 0)
}

/// The numbers of actors by kind, the most frequent first: "39 THT", "9 HTX".
fn kind_counts(cell: &CellMark, language: Language) -> Vec<String> {
    let mut kinds: Vec<(usize, ActorKind)> = cell.kinds.into_iter().zip(ActorKind::ALL).collect();
    kinds.retain(|(count, _)| *count > 0);
    kinds.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    kinds.into_iter().map(|(count, kind)| short_kind_count(kind, count, language)).collect()
}

/// Adds accessibility nodes for the visible cells.
pub(super) fn add_accessibility_nodes(ui: &Ui, scene: &Scene, camera: &Camera, screen: Rect, language: Language) {
    let Some((level, _)) = visible_levels(scene, camera.zoom).max_by(|a, b| a.1.total_cmp(&b.1)) else { return };
    let seen = camera.visible_area(screen);
    for (at, cell) in level.cells.iter().enumerate().filter(|(_, cell)| cell.area.intersects(seen)) {
        let place = camera.screen_rect(cell.area, screen).intersect(screen);
        let node = ui.interact(place, ui.scope_id().with(("cell", at)), Sense::hover());
        node.widget_info(|| {
            let words = cell_description(scene, cell, language);
            egui::WidgetInfo::labeled(egui::Role::GraphicsObject, true, words)
        });
    }
}

/// Paints cells and bundles.
pub(super) fn paint_overview(frame: &Frame<'_>, painter: &Painter) {
    let mut painter = painter.clone();
    let opacity = overview_opacity(frame.scene, frame.card_zoom().detail());
    // The coarser level fades in over the finer one, which goes once it is half covered: so neither is ever pale. Only one
    // has text, which would overlap that of the other.
    let levels: Vec<_> = visible_levels(frame.scene, frame.camera.zoom).collect();
    let coarser = levels.get(1).map_or(0.0, |(_, opacity)| *opacity);
    for (at, (level, level_opacity)) in levels.into_iter().enumerate() {
        let is_coarser = at == 1;
        painter.set_opacity(opacity * if is_coarser { level_opacity } else { (2.0 * level_opacity).min(1.0) });
        paint_bundles(frame, &painter, level);
        paint_cells(frame, &painter, level, is_coarser == (coarser >= 0.5));
    }
}

/// How far what is not highlighted is faded to the background, 0 to 1.
fn dim_amount(frame: &Frame<'_>) -> f32 {
    match frame.highlight.dimming {
        _ if frame.highlight.is_empty() => 0.0,
        Dimming::None => 0.0,
        Dimming::Subtle => 0.4,
        Dimming::Full => 0.65,
    }
}

fn paint_bundles(frame: &Frame<'_>, painter: &Painter, level: &LodLevel) {
    let seen = frame.camera.visible_area(frame.screen);
    let max_links = level.bundles.last().map_or(1, |bundle| bundle.links).max(MIN_LINKS_AT_MAX_WIDTH) as f32;
    let seen: Vec<&BundleMark> = level.bundles.iter().filter(|bundle| bundle.curve.bounds().intersects(seen)).collect();
    let mut mesh = Mesh::default();
    for bundle in seen.iter().skip(seen.len().saturating_sub(MAX_BUNDLES)) {
        let width = (MAX_BUNDLE_WIDTH * (bundle.links as f32 / max_links).sqrt()).max(1.2);
        let palette = frame.context.palette;
        let base = match (bundle.is_non_product, bundle.is_backward) {
            (true, _) => palette.link_muted,
            (false, true) => palette.link_backward,
            (false, false) => palette.link,
        };
        let foreground = colour(palette.faded(base, 0.5 + dim_amount(frame) * 0.5));
        add_bundle(frame, &mut mesh, bundle, width, foreground);
    }
    painter.add(Shape::mesh(mesh));
}

fn add_bundle(frame: &Frame<'_>, mesh: &mut Mesh, bundle: &BundleMark, width: f32, foreground: egui::Color32) {
    let at = |t: f32| frame.camera.screen_from_map(bundle.curve.at(t), frame.screen);
    let straight = bundle.curve.is_straight();
    let steps = if straight { 1 } else { (at(0.0).distance(at(1.0)) / 14.0).clamp(4.0, 24.0) as usize };
    let mut points: Vec<Pos2> = (0..=steps).map(|step| at(step as f32 / steps as f32)).collect();
    let (tip, direction) = (at(1.0), (at(1.0) - at(0.96)).normalized());
    let head = (width * 0.9).max(5.0);
    if let Some(last) = points.last_mut() {
        *last -= direction * head;
    }
    tessellation::line(mesh, &points, width, foreground);
    let side = direction.rot90() * (width * 0.5 + 2.5);
    let back = tip - direction * head;
    tessellation::filled_polygon(mesh, &[tip, back + side, back - side], foreground);
}

fn paint_cells(frame: &Frame<'_>, painter: &Painter, level: &LodLevel, with_text: bool) {
    let visible = frame.camera.visible_area(frame.screen);
    let mut mesh = Mesh::default();
    let mut labelled = Vec::new();
    for cell in level.cells.iter().filter(|cell| cell.area.intersects(visible)) {
        let place = frame.camera.screen_rect(cell.area, frame.screen);
        add_cell(&mut mesh, cell, place, dim_amount(frame), frame.context.palette);
        if with_text && place.width() >= MIN_TEXT_SIZE.x && place.height() >= MIN_TEXT_SIZE.y {
            labelled.push((cell, place));
        }
    }
    painter.add(Shape::mesh(mesh));
    let mut batch = frame.writer.batch();
    let mut icons = Mesh::default();
    for (cell, place) in labelled {
        add_cell_text(frame, &mut batch, &mut icons, cell, place);
    }
    painter.add(Shape::mesh(icons));
    batch.paint(painter);
}

/// Adds the text of a cell as far as it fits: name, number of actors, verdicts, kinds.
fn add_cell_text(frame: &Frame<'_>, batch: &mut TextBatch, icons: &mut Mesh, cell: &CellMark, place: Rect) {
    let (palette, language) = (frame.context.palette, frame.context.language);
    let (writer, small) = (frame.writer, FontStyle::plain(font_size::SMALL));
    let bold = FontStyle::bold(font_size::SMALL);
    let faded = |rgb: Rgb| colour(rgb.mixed(palette.card, dim_amount(frame)));
    let available =
        Rect::from_min_max(place.min + Vec2::splat(MARGIN), place.max - Vec2::new(MARGIN, MARGIN + BAR_HEIGHT));
    // Without a name the count takes its place.
    let (style, count_colour) =
        if cell.bands.is_some() { (small, faded(palette.text_muted)) } else { (bold, faded(palette.text)) };
    let layout_count = |words: &str| writer.text(words, style, f32::INFINITY, 1);
    let mut count = layout_count(&actor_count(cell.actors, language));
    if count.size().x > available.width() {
        count = layout_count(&integer(cell.actors as u64, language));
    }
    let line = count.size().y;
    // Below name and count the kinds, where they fit.
    let mut lines = (available.height() / (line + 1.0)).floor().max(1.0) as usize;
    let mut top = if lines == 1 { place.center().y - f32::midpoint(line, BAR_HEIGHT) } else { available.min.y };
    if let Some(bands) = cell.bands.as_ref().filter(|_| lines > 1 && available.width() >= MIN_NAME_WIDTH) {
        let rows = (lines - 1).min(2);
        let name = writer.text(bands, bold, available.width(), rows);
        lines -= name.rows().min(lines);
        batch.paint_text(Pos2::new(available.min.x, top), &name, faded(palette.text));
        top += name.size().y + 1.0;
    }
    // In a narrow cell the count is centred, or left out.
    let width = count.size().x;
    let left = if width <= available.width() { available.min.x } else { place.center().x - width / 2.0 };
    if width + 2.0 <= place.width() {
        batch.paint_text(Pos2::new(left, top), &count, count_colour);
    }
    let mut add_verdicts = |batch: &mut TextBatch, row: Vec<VerdictWords>, mut left: f32, top: f32| {
        for (verdict, words) in row {
            let ink = faded(verdict_colour(verdict, palette));
            let square = Rect::from_min_size(Pos2::new(left, top + line / 2.0 - 6.0), Vec2::splat(12.0));
            add_icon(icons, verdict_icon(verdict), square, ink);
            batch.paint_text(Pos2::new(left + VERDICT_ICON_WIDTH, top), &words, ink);
            left += VERDICT_ICON_WIDTH + words.size().x + VERDICT_GAP;
        }
    };
    lines = lines.saturating_sub(1);
    if lines == 0 {
        // In a single row they stand behind the count.
        let beside = width + 2.0 * VERDICT_GAP;
        for row in verdict_rows(frame, cell, available.width() - beside, 1) {
            add_verdicts(batch, row, left + beside, top);
        }
        return;
    }
    top += line + 1.0;
    let rows = verdict_rows(frame, cell, available.width(), lines);
    lines -= rows.len();
    for row in rows {
        add_verdicts(batch, row, available.min.x, top);
        top += line + 1.0;
    }
    if let Some(words) = kinds_row(frame, cell, available.width()).filter(|_| lines > 0) {
        batch.paint_text(Pos2::new(available.min.x, top), &words, faded(palette.text_muted));
    }
}

/// As many of the kinds in a cell as fit a row of this width without being cut.
fn kinds_row(frame: &Frame<'_>, cell: &CellMark, width: f32) -> Option<Arc<TextBlock>> {
    let kinds = kind_counts(cell, frame.context.language);
    let beginnings = (1..=kinds.len()).rev().filter_map(|count| Some(kinds.get(..count)?.join(" · ")));
    let small = FontStyle::plain(font_size::SMALL);
    let mut rows = beginnings.map(|words| frame.writer.text(&words, small, width, 1));
    rows.find(|words| words.is_complete()).filter(|_| width >= MIN_NAME_WIDTH)
}

/// A verdict with its laid out words.
type VerdictWords = (Verdict, Arc<TextBlock>);

/// The verdicts of a cell in rows of a width, the worst first: in words and numbers, in numbers alone where the words take
/// more rows than there are, and as many as fit.
fn verdict_rows(frame: &Frame<'_>, cell: &CellMark, width: f32, max_rows: usize) -> Vec<Vec<VerdictWords>> {
    let language = frame.context.language;
    let rows = |word: fn(Verdict, usize, Language) -> String| {
        let mut rows: Vec<Vec<VerdictWords>> = Vec::new();
        let mut left = f32::INFINITY;
        for (verdict, count) in cell_verdicts(cell) {
            let style = FontStyle::bold(font_size::SMALL);
            let words = frame.writer.text(&word(verdict, count, language), style, f32::INFINITY, 1);
            let wide = VERDICT_ICON_WIDTH + words.size().x;
            match rows.last_mut().filter(|_| left + VERDICT_GAP + wide <= width) {
                Some(row) => {
                    row.push((verdict, words));
                    left += VERDICT_GAP + wide;
                }
                None if wide > width => return None,
                None => {
                    rows.push(vec![(verdict, words)]);
                    left = wide;
                }
            }
        }
        Some(rows)
    };
    let in_words = rows(verdict_count).filter(|rows| rows.len() <= max_rows);
    let numbers = || rows(|_, count, language| integer(count as u64, language)).unwrap_or_default();
    let mut rows = in_words.unwrap_or_else(numbers);
    rows.truncate(max_rows);
    rows
}

/// Adds a cell with its bar of what colours tell: kinds, verdicts, products or districts.
fn add_cell(mesh: &mut Mesh, cell: &CellMark, place: Rect, dim_amount: f32, palette: &Palette) {
    let corners = [place.left_top(), place.right_top(), place.right_bottom(), place.left_bottom()];
    tessellation::filled_polygon(mesh, &corners, colour(palette.card).gamma_multiply(0.93));
    let bar = Rect::from_min_max(Pos2::new(place.min.x, place.max.y - BAR_HEIGHT.min(place.height())), place.max);
    let mut left = bar.min.x;
    // Where colours tell verdicts, few actors have one; the bar is theirs.
    let has_verdicts = cell.colours.keys().any(|key| matches!(key, ColourKey::Verdict(_)));
    let colours = || cell.colours.iter().filter(|(key, _)| !has_verdicts || **key != ColourKey::Other);
    let total = colours().map(|(_, count)| *count).sum::<usize>().max(1);
    for (key, count) in colours() {
        let width = bar.width() * *count as f32 / total as f32;
        let piece = Rect::from_min_size(Pos2::new(left, bar.min.y), Vec2::new(width, bar.height()));
        mesh.add_colored_rect(piece, colour(key.colour(palette).mixed(palette.background, dim_amount.max(0.1))));
        left += width;
    }
    tessellation::closed_line(mesh, &corners, 1.0, colour(palette.border));
}
