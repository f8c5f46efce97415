//! Links: curves with their dash, arrowhead and state.

use egui::{Color32, Mesh, Pos2, Rect, Vec2};

use super::camera::Camera;
use super::icon::colour;
use super::stroke;
pub(super) use crate::scene::Emphasis;
use crate::scene::{
    Curve, DOUBLE_APART, HEAD_ROOM, HEAD_SIZE, Head, LineLook, LinkMark, Path, Point, arrowhead, end_dot, line_look,
    sign_strokes, sign_width,
};
use crate::theme::Palette;

/// Zoom below which a link is one thin line without dash and arrowhead.
const FAR: f32 = 0.22;
/// Distance of the points of a curve on the screen, where it is drawn with care.
const FINE: f32 = 14.0;
/// The same from afar.
const COARSE: f32 = 60.0;
/// Parts of a long curve that are looked at one by one, whether they are in sight.
const SPANS: usize = 16;

/// With how much care a link is drawn, as there are others in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// One thin line.
    Hair,
    /// With dash and arrowhead; dashes have no soft edges.
    Plain,
    /// With everything.
    Fine,
}

/// Adds a link to a mesh.
#[expect(clippy::too_many_arguments, reason = "one link's worth of things, taken apart once")]
pub(super) fn add_link(
    mesh: &mut Mesh,
    mark: &LinkMark,
    path: &Path,
    emphasis: Emphasis,
    care: Care,
    camera: &Camera,
    screen: Rect,
    palette: &Palette,
) {
    let look = line_look(mark.into(), emphasis, palette);
    let ink = colour(look.ink);
    let scale = camera.zoom.clamp(0.55, 1.3);
    let near = care != Care::Hair;
    let parts = seen_parts(path, camera, screen, if near { FINE } else { COARSE });
    if !near || camera.zoom < FAR && !emphasis.stands_out() {
        for part in &parts {
            stroke::hair(
                mesh,
                &part.points,
                ink.gamma_multiply(if emphasis == Emphasis::Dimmed { 0.25 } else { 0.55 }),
            );
        }
        return;
    }
    for part in &parts {
        add_part(mesh, &part.points, part.ends, &look, scale, care);
    }
    let middle = path.middle().map(|point| camera.screen_from_map(point, screen));
    if look.sign.is_some() && screen.contains(middle[0]) {
        add_sign(mesh, middle, &look, scale);
    }
}

/// Adds a piece of a line, with what stands at its end where the line ends with it.
pub(super) fn add_part(mesh: &mut Mesh, points: &[Pos2], ends: bool, look: &LineLook, scale: f32, care: Care) {
    let (ink, width, head) = (colour(look.ink), look.width * scale, HEAD_SIZE * scale);
    let room = if ends && look.head != Head::Dot { head * HEAD_ROOM } else { 0.0 };
    let body = shortened(points, room);
    if let Some((width, ink)) = look.stream {
        stroke::line(mesh, &body, (width * scale).max(1.0), colour(ink));
    }
    if look.double {
        for side in [-DOUBLE_APART * scale, DOUBLE_APART * scale] {
            stroke::line(mesh, &shifted(&body, side), width, ink);
        }
    } else if let Some((on, off)) = look.pattern {
        // A stroke shorter than a pixel can fall between two of them, and a whole line of such with it.
        for part in dashes(&body, (on * scale).max(1.6), (off * scale).max(2.4)) {
            match care {
                Care::Fine => stroke::line(mesh, &part, width, ink),
                Care::Plain | Care::Hair => stroke::plain(mesh, &part, width, ink),
            }
        }
    } else {
        stroke::line(mesh, &body, width, ink);
    }
    if let (true, Some((tip, from))) = (ends, end_of(points)) {
        add_head(mesh, look.head, tip, from, head, ink);
    }
}

/// Adds the sign of a line, in its middle between two points that are near each other.
pub(super) fn add_sign(mesh: &mut Mesh, middle: [Pos2; 2], look: &LineLook, scale: f32) {
    let Some(sign) = look.sign else { return };
    for strokes in sign_strokes(sign, middle.map(point), scale) {
        let strokes: Vec<Pos2> = strokes.into_iter().map(place).collect();
        stroke::line(mesh, &strokes, sign_width(sign), colour(look.ink));
    }
}

/// Adds the stub of goods that nothing accounts for, from the card outwards.
pub(super) fn add_stub(mesh: &mut Mesh, [from, to]: [Pos2; 2], width: f32, scale: f32, palette: &Palette) {
    let band = colour(palette.warning.mixed(palette.paper, 0.5));
    stroke::line(mesh, &[from, to], (width * scale).max(1.5), band);
    let aside = Vec2::new(0.0, (width / 2.0 + 2.5) * scale);
    stroke::line(mesh, &[to - aside, to + aside], 1.6, colour(palette.warning));
}

fn point(place: Pos2) -> Point {
    Point::new(place.x, place.y)
}

fn place(point: Point) -> Pos2 {
    Pos2::new(point.x, point.y)
}

/// A piece of a line that is in sight.
struct SeenPart {
    points: Vec<Pos2>,
    /// Whether the end of the line is the end of this piece.
    ends: bool,
}

/// The pieces of a line that are in sight, each with points about `step` points of the screen apart: work grows with
/// what is seen, not with how long the link is.
fn seen_parts(path: &Path, camera: &Camera, screen: Rect, step: f32) -> Vec<SeenPart> {
    let mut parts = Vec::new();
    let mut open = false;
    for curve in path.curves() {
        open = add_seen(&mut parts, open, curve, camera, screen, step);
    }
    if let Some(last) = parts.last_mut() {
        last.ends = open;
    }
    parts
}

/// Adds the pieces of one curve; the first one to the last piece so far when that is open at its end. Gives whether
/// the curve's own end is in sight.
fn add_seen(
    parts: &mut Vec<SeenPart>,
    mut open: bool,
    curve: &Curve,
    camera: &Camera,
    screen: Rect,
    step: f32,
) -> bool {
    let at = |t: f32| camera.screen_from_map(curve.at(t), screen);
    let seen = screen.expand(24.0);
    let area = curve.area();
    let whole = camera.screen_area(area, screen);
    if !seen.intersects(whole) {
        return false;
    }
    if area.width() <= 0.0 || area.height() <= 0.0 {
        return add_straight(parts, open, at(0.0), at(1.0), seen);
    }
    let length = (area.width() + area.height()) * camera.zoom;
    let spans = if seen.contains_rect(whole) { 1 } else { SPANS };
    // From afar a short bend is a straight line to the eye.
    let least = if step < COARSE { 2 } else { 1 };
    let fine = ((length / spans as f32 / step).ceil() as usize).clamp(least, if spans == 1 { 48 } else { 24 });
    let mut from = at(0.0);
    for span in 0..spans {
        let (start, end) = (span as f32 / spans as f32, (span + 1) as f32 / spans as f32);
        let to = at(end);
        // A span bends little: what it reaches beyond the straight line between its ends stays within a third of it.
        let reach = Rect::from_two_pos(from, to).expand(from.distance(to) * 0.34);
        if spans == 1 || reach.intersects(seen) {
            if !open {
                parts.push(SeenPart { points: vec![from], ends: false });
            }
            if let Some(part) = parts.last_mut() {
                part.points.extend((1..=fine).map(|piece| at(start + (end - start) * piece as f32 / fine as f32)));
            }
            open = true;
        } else {
            open = false;
        }
        from = to;
    }
    open
}

/// The same for a level or upright line. It is cut at a span, not at the edge of the screen, so that its dashes stay
/// where they are while one pans.
fn add_straight(parts: &mut Vec<SeenPart>, open: bool, from: Pos2, to: Pos2, seen: Rect) -> bool {
    let along = to - from;
    let part = |at: Pos2| if along == Vec2::ZERO { 0.0 } else { (at - from).dot(along) / along.length_sq() };
    let spans = SPANS as f32;
    let start = (part(seen.clamp(from)) * spans).floor().max(0.0) / spans;
    let end = (part(seen.clamp(to)) * spans).ceil().min(spans) / spans;
    if !open || start > 0.0 {
        parts.push(SeenPart { points: vec![from + along * start], ends: false });
    }
    if let Some(part) = parts.last_mut() {
        part.points.push(from + along * end);
    }
    end >= 1.0
}

fn add_head(mesh: &mut Mesh, head: Head, tip: Pos2, from: Pos2, size: f32, ink: Color32) {
    let corners = || arrowhead(point(tip), point(from), size).map(place);
    match head {
        Head::Filled => stroke::filled(mesh, &corners(), ink),
        Head::Open => stroke::closed(mesh, &corners(), 1.2, ink),
        Head::Dot => {
            let (middle, radius) = end_dot(point(tip), point(from), size);
            stroke::filled(mesh, &stroke::circle(place(middle), radius), ink);
        }
    }
}

/// The end of a line, and a point on it some way before.
fn end_of(points: &[Pos2]) -> Option<(Pos2, Pos2)> {
    let tip = points.last()?;
    let before = points.iter().rev().find(|point| point.distance(*tip) > 3.0)?;
    Some((*tip, *before))
}

/// The line without its last `by` points of length.
fn shortened(points: &[Pos2], by: f32) -> Vec<Pos2> {
    let mut line = points.to_vec();
    let mut left = by;
    while let [.., before, last] = line.as_slice() {
        let (before, last) = (*before, *last);
        let length = before.distance(last);
        line.pop();
        if length > left {
            line.push(last + (before - last) * (left / length));
            break;
        }
        left -= length;
    }
    line
}

fn shifted(points: &[Pos2], by: f32) -> Vec<Pos2> {
    (0..points.len())
        .filter_map(|at| {
            let here = points.get(at)?;
            let from = points.get(at.saturating_sub(1))?;
            let to = points.get(at + 1).unwrap_or(here);
            Some(*here + (*to - *from).normalized().rot90() * by)
        })
        .collect()
}

fn dashes(points: &[Pos2], on: f32, off: f32) -> Vec<Vec<Pos2>> {
    let mut parts = Vec::new();
    let mut part: Vec<Pos2> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let length = from.distance(*to);
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let here = *from + (*to - *from) * (done / length);
            if drawing {
                part.push(here);
                parts.push(std::mem::take(&mut part));
            } else {
                part = vec![here];
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= length - done;
        if drawing {
            part.push(*to);
        }
    }
    if drawing && part.len() > 1 {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_the_right_part_of_a_line() {
        let line: Vec<Pos2> = (0..=50).map(|x| Pos2::new(x as f32 * 3.0, 0.0)).collect();
        let drawn: f32 = dashes(&line, 4.0, 2.0)
            .iter()
            .flat_map(|part| part.windows(2).map(|pair| pair[0].distance(pair[1])).collect::<Vec<_>>())
            .sum();
        assert!((drawn - 100.0).abs() < 4.0, "{drawn}");
    }

    #[test]
    fn shortening_takes_length_from_the_end() {
        let line = [Pos2::new(0.0, 0.0), Pos2::new(10.0, 0.0), Pos2::new(20.0, 0.0)];
        assert_eq!(shortened(&line, 12.0), [Pos2::new(0.0, 0.0), Pos2::new(8.0, 0.0)]);
        assert!(shortened(&line, 50.0).len() <= 1);
    }
}
