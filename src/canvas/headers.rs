//! Lanes behind the map, and their headers, which stay at the top of the canvas however far one scrolls.

use std::sync::Arc;

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Vec2};

use super::bands;
use super::camera::Camera;
use super::icon::colour;
use super::tessellation;
use super::text_painter::{FontStyle, TextBatch, TextBlock, TextWriter};
use crate::language::{Language, UiText, initials, integer, split_in_half};
use crate::scene::{Area, LaneMark, Point, Scene};
use crate::theme::{Palette, font_size};

/// Height of the strip of headers at the top of the canvas, in points.
pub(super) const HEADER_HEIGHT: f32 = 36.0;
/// How far a header points into the next one, in points.
const ARROW_DEPTH: f32 = 11.0;
/// Free space above and below the headers.
const GAP: f32 = 4.0;
/// Size of a name in two rows, so that both stand in a header, and of one that has no room otherwise.
const SMALL_NAME_SIZE: f32 = 10.0;
/// In less room than this, of a name that is cut, too little would be left to read.
const MIN_CUT_WIDTH: f32 = 46.0;
/// In less room than this stands nothing.
const MIN_WIDTH: f32 = 4.0;
/// Between a name and the number beside it.
const COUNT_GAP: f32 = 8.0;

/// Paints what lies behind the map: lanes by turns, the lines between bands, the strip of supporters.
pub(super) fn paint_background(
    painter: &Painter,
    scene: &Scene,
    camera: &Camera,
    screen: Rect,
    palette: &Palette,
    writer: &TextWriter<'_>,
    language: Language,
) {
    painter.rect_filled(screen, 0.0, colour(palette.background));
    let x = |at: f32| camera.screen_from_map(Point::new(at, 0.0), screen).x;
    let y = |at: f32| camera.screen_from_map(Point::new(0.0, at), screen).y;
    let floor = scene.supporters.map_or(screen.max.y, |strip| y(strip.top).min(screen.max.y));
    for (at, lane) in scene.lanes.iter().enumerate() {
        let strip = Rect::from_min_max(Pos2::new(x(lane.left), screen.min.y), Pos2::new(x(lane.right), floor));
        if at % 2 == 0 && strip.is_positive() {
            painter.rect_filled(strip, 0.0, colour(palette.lane));
        }
    }
    bands::paint_separators(painter, scene, camera, screen, palette);
    if let Some(below) = scene.supporters {
        let strip = Rect::from_min_max(Pos2::new(screen.min.x, y(below.top)), Pos2::new(screen.max.x, y(below.bottom)));
        painter.rect_filled(strip, 0.0, colour(palette.band));
        painter.hline(screen.x_range(), strip.min.y, (1.0, colour(palette.border)));
        painter.hline(screen.x_range(), strip.max.y, (1.0, colour(palette.border)));
    }
    if let Some((place, words)) = supporters_label(scene, camera, screen, writer, language) {
        writer.paint_text(painter, place.min, &words, colour(palette.text_muted));
    }
}

/// Whether the strip of supporters is high enough on the screen for its name.
pub(super) fn has_supporters_label(top: f32, bottom: f32) -> bool {
    bottom - top > 24.0
}

/// The name of the strip of supporters, and where it stands; none where the strip is too low for it.
pub(super) fn supporters_label(
    scene: &Scene,
    camera: &Camera,
    screen: Rect,
    writer: &TextWriter<'_>,
    language: Language,
) -> Option<(Rect, Arc<TextBlock>)> {
    let below = scene.supporters?;
    let y = |y: f32| camera.screen_from_map(Point::new(0.0, y), screen).y;
    if !has_supporters_label(y(below.top), y(below.bottom)) {
        return None;
    }
    let write = |available: f32| {
        writer.text(UiText::Supporters.text(language), FontStyle::bold(font_size::SMALL), available, 1)
    };
    let at = Pos2::new(screen.min.x + bands::column_width(scene) + 10.0, y(below.top) + 6.0);
    let words = write(160.0);
    let place = Rect::from_min_size(at, words.size());
    // From afar, or panned to the right, cards stand where it would end.
    let of = |place: Pos2| camera.map_from_screen(place, screen);
    let cards = scene.actors_in(Area::from_corners(of(place.min), of(place.max)));
    let left = cards.map(|mark| camera.screen_from_map(mark.area.min, screen).x).reduce(f32::min);
    match left.map(|left| left - at.x - GAP) {
        None => Some((place, words)),
        Some(available) if available >= MIN_CUT_WIDTH => {
            let words = write(available);
            Some((Rect::from_min_size(at, words.size()), words))
        }
        Some(_) => None,
    }
}

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
    let x = |at: f32| camera.screen_from_map(Point::new(at, 0.0), screen).x;
    let mut mesh = Mesh::default();
    let mut words = Vec::new();
    for (at, lane) in scene.lanes.iter().enumerate() {
        let (left, right) = (x(lane.left) + 1.0, x(lane.right) - 1.0);
        if right < screen.min.x - ARROW_DEPTH || left > screen.max.x || right - left < 3.0 {
            continue;
        }
        let (top, bottom) = (strip.min.y + GAP, strip.max.y - GAP);
        let middle = f32::midpoint(top, bottom);
        // The point of a header is the notch of the next one: as deep as the narrower of the two allows.
        let point_to = |other: Option<&LaneMark>| {
            let other = other.map_or(f32::INFINITY, |lane| lane.right - lane.left) * camera.zoom;
            ARROW_DEPTH.min(other.min(right - left) / 4.0)
        };
        let notch = at.checked_sub(1).map_or(0.0, |before| point_to(scene.lanes.get(before)));
        let point = point_to(scene.lanes.get(at + 1));
        let mut shape = vec![
            Pos2::new(left, top),
            Pos2::new(right, top),
            Pos2::new(right + point, middle),
            Pos2::new(right, bottom),
            Pos2::new(left, bottom),
        ];
        if at > 0 {
            shape.push(Pos2::new(left + notch, middle));
        }
        tessellation::filled_polygon(&mut mesh, &shape, colour(palette.header));
        // In a narrow header words keep nearer to its edges; there is some room in its point, too.
        let margin = ((right - left) / 16.0).clamp(1.0, 6.0);
        let visible =
            (left + notch + margin).max(screen.min.x + margin)..(right + point / 2.0).min(screen.max.x) - margin;
        words.push((visible, middle, lane));
    }
    painter.add(Shape::mesh(mesh));
    let mut batch = writer.batch();
    for (visible, middle, lane) in words {
        let caption = Caption::of(lane, visible.end - visible.start, writer, language);
        caption.write(
            &mut batch,
            Pos2::new(f32::midpoint(visible.start, visible.end), middle),
            colour(palette.header_text),
        );
    }
    batch.paint(painter);
}

/// The words of a header.
struct Caption {
    rows: Vec<Arc<TextBlock>>,
    count: Option<Arc<TextBlock>>,
}

impl Caption {
    /// What says most in so much room: the name with the number of actors; the name, in two rows or in
    /// smaller letters if need be; its beginning; its initials; the first of them.
    fn of(lane: &LaneMark, available: f32, writer: &TextWriter<'_>, language: Language) -> Self {
        let row = |words: &str, style: FontStyle| writer.text(words, style, available, 1);
        let alone = |rows: Vec<Arc<TextBlock>>| Self { rows, count: None };
        let name = row(&lane.name, FontStyle::bold(font_size::BODY));
        if name.is_whole() {
            let count =
                writer.text(&integer(lane.actors as u64, language), FontStyle::plain(font_size::SMALL), 60.0, 1);
            let fits = name.size().x + COUNT_GAP + count.size().x <= available;
            return Self { rows: vec![name], count: fits.then_some(count) };
        }
        if let Some((first, last)) = split_in_half(&lane.name) {
            let rows = [first, last].map(|words| row(words, FontStyle::bold(SMALL_NAME_SIZE)));
            if rows.iter().all(|row| row.is_whole()) {
                return alone(rows.into());
            }
        }
        let mut smaller =
            [font_size::SMALL, SMALL_NAME_SIZE].map(|size| row(&lane.name, FontStyle::bold(size))).into_iter();
        if let Some(name) = smaller.find(|name| name.is_whole()) {
            return alone(vec![name]);
        }
        if available >= MIN_CUT_WIDTH {
            return alone(vec![name]);
        }
        let short = initials(&lane.name);
        let first = short.chars().next().map(String::from).unwrap_or_default();
        let forms = [
            (&short, font_size::SMALL),
            (&short, font_size::MIN),
            (&first, font_size::SMALL),
            (&first, font_size::MIN),
        ];
        let mut forms = forms.map(|(words, size)| row(words, FontStyle::bold(size))).into_iter();
        // A letter may touch the slanted edges.
        let least = || {
            (available >= MIN_WIDTH).then(|| writer.text(&first, FontStyle::bold(font_size::MIN), font_size::MIN, 1))
        };
        alone(forms.find(|row| row.is_whole()).or_else(least).into_iter().collect())
    }

    fn write(self, batch: &mut TextBatch, middle: Pos2, foreground: Color32) {
        let beside = self.count.as_ref().map_or(0.0, |count| COUNT_GAP + count.size().x);
        let height: f32 = self.rows.iter().map(|row| row.size().y).sum();
        let mut top = middle.y - height / 2.0;
        for row in &self.rows {
            let start = middle.x - f32::midpoint(row.size().x, beside);
            batch.paint_text(Pos2::new(start, top), row, foreground);
            top += row.size().y;
            if let Some(count) = &self.count {
                let at = Pos2::new(start + row.size().x + COUNT_GAP, middle.y - count.size().y / 2.0 + 0.5);
                batch.paint_text(at, count, foreground.gamma_multiply(0.85));
            }
        }
    }
}

/// The lane whose header stands at a place of the screen.
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

    use super::super::text_painter::TextPainter;
    use super::*;
    use crate::map::StageId;
    use crate::theme::SEMIBOLD;

    /// The words of a lane's header in so much room, with the width that they take.
    fn caption(name: &str, room: f32, pen: &TextWriter<'_>) -> (Vec<bool>, f32, bool) {
        let lane = LaneMark { stage: StageId(1), name: name.to_owned(), left: 0.0, right: room, actors: 21 };
        let Caption { rows, count } = Caption::of(&lane, room, pen, Language::English);
        let widest = rows.iter().map(|row| row.size().x).fold(0.0, f32::max);
        let beside = count.as_ref().map_or(0.0, |count| COUNT_GAP + count.size().x);
        (rows.iter().map(|row| row.is_whole()).collect(), widest + beside, count.is_some())
    }

    #[test]
    fn a_header_says_no_less_in_more_room_and_never_leaves_its_own() {
        let ctx = Context::default();
        let mut fonts = FontDefinitions::default();
        let letters = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
        fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), letters);
        ctx.set_fonts(fonts);
        let mut known = TextPainter::default();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let pen = known.begin_frame(ui.ctx(), 1.0);
            for name in ["Sản xuất", "Cung ứng đầu vào", "Input supply", "Primary processing", "Chếbiếnsâuvàđónggói"]
            {
                let mut counted = false;
                for room in 5..400 {
                    let (rows, width, with_count) = caption(name, room as f32, &pen);
                    assert!(!rows.is_empty(), "{name} in {room}");
                    assert!(room < 12 || width <= room as f32 + 0.5, "{name} takes {width} of {room}");
                    assert!(!counted || with_count, "{name} loses its count in {room}");
                    assert!(!with_count || rows == [true], "{name} is cut for its count in {room}");
                    counted = with_count;
                }
                assert!(counted, "{name}");
            }
        });
        output.textures_delta.clear();
    }
}
