//! The lane headers, which stay at the top of the canvas while the map pans.

use std::sync::Arc;

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Vec2};

use super::camera::Camera;
use super::icon::colour;
use super::tessellation;
use super::text_block::{FontStyle, TextBlock};
use super::text_painter::{TextBatch, TextWriter};
use crate::language::{Language, initials, integer, split_in_half};
use crate::scene::{LaneMark, Point, Scene};
use crate::theme::{Palette, font_size};

/// Height of the strip of headers at the top of the canvas, in points.
pub const HEADER_HEIGHT: f32 = 36.0;
/// How far the arrow of a header reaches into the next one, in points.
const ARROW_DEPTH: f32 = 11.0;
/// Free space above and below the headers, in points.
const GAP: f32 = 4.0;
/// Font size of a name in two rows, so that both fit into a header, and of one that does not fit otherwise.
const SMALL_NAME_SIZE: f32 = 10.0;
/// Below this width, in points, too little of a truncated name would be left to read.
const MIN_CUT_WIDTH: f32 = 46.0;
/// The same for one in the smaller font, where there is nothing better than a single letter.
const MIN_SMALL_CUT_WIDTH: f32 = 26.0;
/// Below this width, in points, a header has no text.
const MIN_WIDTH: f32 = 4.0;
/// Gap between a name and the count behind it, in points, and behind the second of two rows; and the most that a count has.
const COUNT_GAP: f32 = 8.0;
const SMALL_COUNT_GAP: f32 = 4.0;
const COUNT_WIDTH: f32 = 60.0;

/// Paints the headers over everything else on the canvas.
pub(super) fn paint_headers(
    painter: &Painter,
    scene: &Scene,
    camera: &Camera,
    screen: Rect,
    palette: &Palette,
    writer: &TextWriter<'_>,
    language: Language,
) {
    let strip = Rect::from_min_size(screen.min, Vec2::new(screen.width(), HEADER_HEIGHT));
    painter.rect_filled(strip, 0.0, colour(palette.background));
    let (first, second) = scene.lane_rows();
    let mut mesh = Mesh::default();
    let mut captions = add_row(&mut mesh, first, strip, camera, screen, palette);
    if let Some(row) = scene.second_row {
        // That of the second row lies in the map, and moves with it.
        let corner = Pos2::new(screen.min.x, camera.screen_from_map(Point::new(0.0, row.top), screen).y);
        let below = Rect::from_min_size(corner, Vec2::new(screen.width(), HEADER_HEIGHT));
        if below.min.y >= strip.max.y {
            captions.extend(add_row(&mut mesh, second, below, camera, screen, palette));
        }
    }
    painter.add(Shape::mesh(mesh));
    let mut batch = writer.batch();
    for (visible, middle, lane) in captions {
        let caption = Caption::fitting(lane, visible.end - visible.start, writer, language);
        caption.paint(
            &mut batch,
            Pos2::new(f32::midpoint(visible.start, visible.end), middle),
            colour(palette.header_text),
        );
    }
    batch.paint(painter);
}

/// Adds the shapes of the headers of a row of lanes; returns from where to where each has its text, and at what height.
fn add_row<'a>(
    mesh: &mut Mesh,
    lanes: &'a [LaneMark],
    strip: Rect,
    camera: &Camera,
    screen: Rect,
    palette: &Palette,
) -> Vec<(std::ops::Range<f32>, f32, &'a LaneMark)> {
    let x = |at: f32| camera.screen_from_map(Point::new(at, 0.0), screen).x;
    let mut captions = Vec::new();
    for (at, lane) in lanes.iter().enumerate() {
        let (left, right) = (x(lane.left) + 1.0, x(lane.right) - 1.0);
        if right < screen.min.x - ARROW_DEPTH || left > screen.max.x || right - left < 3.0 {
            continue;
        }
        let (top, bottom) = (strip.min.y + GAP, strip.max.y - GAP);
        let middle = f32::midpoint(top, bottom);
        // The arrow of a header is the notch of the next one: as deep as the narrower of the two allows.
        let arrow_depth = |other: Option<&LaneMark>| {
            let other = other.map_or(f32::INFINITY, |lane| lane.right - lane.left) * camera.zoom;
            ARROW_DEPTH.min(other.min(right - left) / 4.0)
        };
        let notch = at.checked_sub(1).map_or(0.0, |before| arrow_depth(lanes.get(before)));
        let arrow = arrow_depth(lanes.get(at + 1));
        let mut shape = vec![
            Pos2::new(left, top),
            Pos2::new(right, top),
            Pos2::new(right + arrow, middle),
            Pos2::new(right, bottom),
            Pos2::new(left, bottom),
        ];
        if at > 0 {
            shape.push(Pos2::new(left + notch, middle));
        }
        tessellation::filled_polygon(mesh, &shape, colour(palette.header));
        // In a narrow header the margins shrink; text may also use half of the arrow.
        let margin = ((right - left) / 16.0).clamp(1.0, 6.0);
        let visible =
            (left + notch + margin).max(screen.min.x + margin)..(right + arrow / 2.0).min(screen.max.x) - margin;
        captions.push((visible, middle, lane));
    }
    captions
}

/// The text of a header, laid out.
struct Caption {
    rows: Vec<Arc<TextBlock>>,
    /// The number of actors: behind the last row, or below it.
    count: Option<(Arc<TextBlock>, CountPlace)>,
}

/// Where the number of actors stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CountPlace {
    Behind,
    Below,
}

impl Caption {
    /// The most informative text that fits with the number of actors: the name, in two rows or in a smaller font if need be;
    /// its beginning; its initials; its first letter, without the number where not even that has room.
    fn fitting(lane: &LaneMark, available: f32, writer: &TextWriter<'_>, language: Language) -> Self {
        let row = |words: &str, style: FontStyle| writer.text(words, style, available, 1);
        let name = row(&lane.name, FontStyle::bold(font_size::BODY));
        let smaller = [font_size::SMALL, SMALL_NAME_SIZE].map(|size| row(&lane.name, FontStyle::bold(size)));
        let halves = split_in_half(&lane.name)
            .map(|(first, last)| [first, last].map(|words| row(words, FontStyle::bold(SMALL_NAME_SIZE))));
        let halves = halves.filter(|rows| rows.iter().all(|row| row.is_complete()));
        if let Some(counted) =
            Self::counted(lane, [&name, &smaller[0], &smaller[1]], halves.as_ref(), available, writer, language)
        {
            return counted;
        }
        let short = initials(&lane.name);
        let first: String = short.chars().take(1).collect();
        let complete = |words: &str, size: f32| Some(row(words, FontStyle::bold(size))).filter(|row| row.is_complete());
        let in_one_row =
            |words: &str| [font_size::SMALL, font_size::MIN].into_iter().find_map(|size| complete(words, size));
        // Cut or not, a name stands above its number. The beginning of a single word tells more than its first letter.
        let is_one_word = short.chars().count() < 2;
        let least = if is_one_word { MIN_SMALL_CUT_WIDTH } else { MIN_CUT_WIDTH };
        let cut = (available >= least).then(|| row(&lane.name, FontStyle::bold(SMALL_NAME_SIZE)));
        let number = integer(lane.actors as u64, language);
        let counts =
            [SMALL_NAME_SIZE, font_size::MIN].map(|size| writer.text(&number, FontStyle::plain(size), COUNT_WIDTH, 1));
        let count = counts.into_iter().find(|count| count.size().x <= available);
        let words = cut.or_else(|| in_one_row(&short)).or_else(|| in_one_row(&first));
        if let (Some(words), Some(count)) = (&words, count) {
            return Self { rows: vec![Arc::clone(words)], count: Some((count, CountPlace::Below)) };
        }
        // A single letter may touch the slanted edges.
        let shortest = || {
            (available >= MIN_WIDTH).then(|| writer.text(&first, FontStyle::bold(font_size::MIN), font_size::MIN, 1))
        };
        Self { rows: words.or_else(shortest).into_iter().collect(), count: None }
    }

    /// The name with the number of actors where both fit: beside each other, the name in two rows with the number behind the
    /// second, or the number below the name. A smaller name is better than one without the number.
    fn counted(
        lane: &LaneMark,
        names: [&Arc<TextBlock>; 3],
        halves: Option<&[Arc<TextBlock>; 2]>,
        available: f32,
        writer: &TextWriter<'_>,
        language: Language,
    ) -> Option<Self> {
        let number = integer(lane.actors as u64, language);
        let count = |size: f32| writer.text(&number, FontStyle::plain(size), COUNT_WIDTH, 1);
        let usual = count(font_size::SMALL);
        let fits = |name: &TextBlock, gap: f32, count: &TextBlock| {
            name.is_complete() && name.size().x + gap + count.size().x <= available
        };
        if let Some(name) = names.into_iter().find(|name| fits(name, COUNT_GAP, &usual)) {
            return Some(Self { rows: vec![Arc::clone(name)], count: Some((usual, CountPlace::Behind)) });
        }
        let small = count(SMALL_NAME_SIZE);
        if let Some(rows) = halves.filter(|[_, last]| fits(last, SMALL_COUNT_GAP, &small)) {
            return Some(Self { rows: rows.to_vec(), count: Some((small, CountPlace::Behind)) });
        }
        let [.., least] = names;
        (least.is_complete() && small.size().x <= available)
            .then(|| Self { rows: vec![Arc::clone(least)], count: Some((small, CountPlace::Below)) })
    }

    /// The gap between the last row and the count behind it.
    fn count_gap(&self) -> f32 {
        if self.rows.len() > 1 { SMALL_COUNT_GAP } else { COUNT_GAP }
    }

    fn paint(self, batch: &mut TextBatch, middle: Pos2, foreground: Color32) {
        let below = self.count.as_ref().filter(|(_, place)| *place == CountPlace::Below);
        let behind = self.count.as_ref().filter(|(_, place)| *place == CountPlace::Behind);
        let heights = self.rows.iter().map(|row| row.size().y).chain(below.map(|(count, _)| count.size().y));
        let mut top = middle.y - heights.sum::<f32>() / 2.0;
        let faint = foreground.gamma_multiply(0.85);
        for (at, row) in self.rows.iter().enumerate() {
            let behind = behind.filter(|_| at + 1 == self.rows.len()).map(|(count, _)| count);
            let count_width = behind.map_or(0.0, |count| self.count_gap() + count.size().x);
            let start = middle.x - f32::midpoint(row.size().x, count_width);
            batch.paint_text(Pos2::new(start, top), row, foreground);
            if let Some(count) = behind {
                let down = (row.size().y - count.size().y) / 2.0 + 0.5;
                batch.paint_text(Pos2::new(start + row.size().x + self.count_gap(), top + down), count, faint);
            }
            top += row.size().y;
        }
        if let Some((count, _)) = below {
            batch.paint_text(Pos2::new(middle.x - count.size().x / 2.0, top), count, faint);
        }
    }
}

/// The lane whose header is at a screen position.
pub(super) fn header_at<'a>(scene: &'a Scene, camera: &Camera, screen: Rect, place: Pos2) -> Option<&'a LaneMark> {
    let strip = Rect::from_min_size(screen.min, Vec2::new(screen.width(), HEADER_HEIGHT));
    let x = camera.map_from_screen(place, screen).x;
    scene.lanes.iter().find(|lane| strip.contains(place) && (lane.left..lane.right).contains(&x))
}

/// A lane's name with the number of its actors.
pub(super) fn label_with_count(lane: &LaneMark, language: Language) -> String {
    format!("{}: {}", lane.name, integer(lane.actors as u64, language))
}

#[cfg(test)]
mod tests {
    use egui::{Context, FontDefinitions, FontFamily, RawInput};

    use super::super::card_zoom::CardZoom;
    use super::super::text_painter::TextPainter;
    use super::*;
    use crate::map::StageId;
    use crate::theme::SEMIBOLD;

    /// Lays out a header in a given width: whether each row is complete, the width taken, whether it has a count.
    fn caption(name: &str, available: f32, writer: &TextWriter<'_>) -> (Vec<bool>, f32, bool) {
        let lane = LaneMark { stage: StageId(1), name: name.to_owned(), left: 0.0, right: available, actors: 21 };
        let caption = Caption::fitting(&lane, available, writer, Language::English);
        let last = caption.rows.last().map_or(0.0, |row| row.size().x);
        let count_width = caption.count.as_ref().map_or(0.0, |(count, place)| match place {
            CountPlace::Behind => last + caption.count_gap() + count.size().x,
            CountPlace::Below => count.size().x,
        });
        let widest = caption.rows.iter().map(|row| row.size().x).fold(count_width, f32::max);
        (caption.rows.iter().map(|row| row.is_complete()).collect(), widest, caption.count.is_some())
    }

    #[test]
    fn a_wider_header_shows_no_less_and_never_overflows() {
        let ctx = Context::default();
        let mut fonts = FontDefinitions::default();
        let letters = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
        fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), letters);
        ctx.set_fonts(fonts);
        let mut known = TextPainter::default();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let writer = known.begin_frame(ui.ctx(), CardZoom { points: 1.0, text_scale: 1.0 });
            for name in ["Sản xuất", "Cung ứng đầu vào", "Input supply", "Primary processing", "Chếbiếnsâuvàđónggói"]
            {
                let (mut had_count, mut was_whole) = (false, false);
                for room in 5..400 {
                    let (rows, width, with_count) = caption(name, room as f32, &writer);
                    assert!(!rows.is_empty(), "{name} in {room}");
                    assert!(room < 12 || width <= room as f32 + 0.5, "{name} takes {width} of {room}");
                    assert!(!had_count || with_count, "{name} loses its count in {room}");
                    assert!(room < 30 || with_count, "{name} stands without its count in {room}");
                    let is_whole = rows.iter().all(|whole| *whole) && room >= 46;
                    assert!(!was_whole || is_whole, "{name} is cut again in {room}");
                    was_whole = is_whole;
                    had_count = with_count;
                }
                assert!(had_count, "{name}");
            }
        });
        output.textures_delta.clear();
    }
}
