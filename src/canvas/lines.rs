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
/// Points of a line nearer to each other than this, in points of the screen, are one from afar.
const NEXT: f32 = 2.0;
/// About how many vertices stand at the end of a line.
const HEAD_VERTICES: usize = 14;
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

/// How much larger than at 100 % widths, dashes and ends are at a zoom.
fn scale(zoom: f32) -> f32 {
    zoom.clamp(0.55, 1.3)
}

/// A stroke and a gap. A stroke shorter than a pixel can fall between two of them, and a whole line of such with it.
fn scaled((on, off): (f32, f32), scale: f32) -> (f32, f32) {
    ((on * scale).max(1.6), (off * scale).max(2.4))
}

/// Adds a link to a mesh.
pub(super) fn add_link(
    mesh: &mut Mesh,
    mark: &LinkMark,
    path: &Path,
    emphasis: Emphasis,
    care: Care,
    tracer: &mut Tracer,
    palette: &Palette,
) {
    let look = line_look(mark.into(), emphasis, palette);
    let ink = colour(look.ink);
    let zoom = tracer.camera.zoom;
    let scale = scale(zoom);
    let near = care != Care::Hair;
    tracer.trace(path, if near { FINE } else { COARSE });
    if !near || zoom < FAR && !emphasis.stands_out() {
        let ink = ink.gamma_multiply(if emphasis == Emphasis::Dimmed { 0.25 } else { 0.55 });
        for (points, _) in tracer.parts() {
            stroke::hair(mesh, points, ink);
        }
        return;
    }
    let mut scratch = std::mem::take(&mut tracer.scratch);
    for (points, ends) in tracer.parts() {
        add_part(mesh, points, ends, &look, scale, care, &mut scratch);
    }
    tracer.scratch = scratch;
    if look.sign.is_some() {
        let middle = path.middle().map(|point| tracer.camera.screen_from_map(point, tracer.screen));
        if tracer.screen.contains(middle[0]) {
            add_sign(mesh, middle, &look, scale);
        }
    }
}

/// Room for points that are needed for a moment, kept from line to line.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    body: Vec<Pos2>,
    part: Vec<Pos2>,
}

/// Adds a piece of a line, with what stands at its end where the line ends with it.
pub(super) fn add_part(
    mesh: &mut Mesh,
    points: &[Pos2],
    ends: bool,
    look: &LineLook,
    scale: f32,
    care: Care,
    scratch: &mut Scratch,
) {
    let (ink, width, head) = (colour(look.ink), look.width * scale, HEAD_SIZE * scale);
    let room = if ends && look.head != Head::Dot { head * HEAD_ROOM } else { 0.0 };
    let Scratch { body, part } = scratch;
    shorten(points, room, body);
    if let Some((width, ink)) = look.stream {
        stroke::line(mesh, body, (width * scale).max(1.0), colour(ink));
    }
    if look.double {
        for side in [-DOUBLE_APART * scale, DOUBLE_APART * scale] {
            shift(body, side, part);
            stroke::line(mesh, part, width, ink);
        }
    } else if let Some((on, off)) = look.pattern {
        let (on, off) = scaled((on, off), scale);
        dashes(body, on, off, part, |dash| match care {
            Care::Fine => stroke::line(mesh, dash, width, ink),
            Care::Plain | Care::Hair => stroke::plain(mesh, dash, width, ink),
        });
    } else {
        stroke::line(mesh, body, width, ink);
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
    let band = colour(palette.warning.mixed(palette.background, 0.5));
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

/// Finds what is in sight of one line after another.
pub(super) struct Tracer {
    camera: Camera,
    screen: Rect,
    points: Vec<Pos2>,
    /// Where each piece begins, and whether the end of the line is the end of it.
    pieces: Vec<(usize, bool)>,
    scratch: Scratch,
}

impl Tracer {
    pub fn new(camera: Camera, screen: Rect) -> Self {
        Self { camera, screen, points: Vec::new(), pieces: Vec::new(), scratch: Scratch::default() }
    }

    /// About how many vertices what is in sight of a link takes, if it is drawn with care. As most of a way is level or
    /// upright, the boxes around its curves tell how long they are.
    pub fn vertices(&self, mark: &LinkMark, path: &Path, emphasis: Emphasis, care: Care, palette: &Palette) -> usize {
        let look = line_look(mark.into(), emphasis, palette);
        let seen = self.screen.expand(24.0);
        let (mut length, mut points) = (0.0, 0);
        for curve in path.curves() {
            let whole = Rect::from_points(&curve.0.map(|point| self.camera.screen_from_map(point, self.screen)));
            let part = whole.intersect(seen);
            if part.width() >= 0.0 && part.height() >= 0.0 {
                let along = part.width() + part.height();
                let bends = whole.width() > 0.0 && whole.height() > 0.0;
                length += along;
                points += if bends { 3 + (along / FINE) as usize } else { 1 };
            }
        }
        if points == 0 {
            return 0;
        }
        let (stroke, dash) = if care == Care::Fine { (4, 8) } else { (4, 4) };
        let scale = scale(self.camera.zoom);
        let line = match look.pattern.map(|pattern| scaled(pattern, scale)) {
            Some((on, off)) => ((length / (on + off)) as usize + points / 2) * dash,
            None => (points + 1) * stroke * if look.double { 2 } else { 1 },
        };
        let stream = if look.stream.is_some() { (points + 1) * stroke } else { 0 };
        HEAD_VERTICES + line + stream
    }

    /// The pieces of the last line, each with whether the line ends with it.
    fn parts(&self) -> impl Iterator<Item = (&[Pos2], bool)> {
        let ends = self.pieces.iter().skip(1).map(|(from, _)| *from).chain([self.points.len()]);
        let pieces = self.pieces.iter().zip(ends);
        pieces.map(|((from, ends), to)| (self.points.get(*from..to).unwrap_or_default(), *ends))
    }

    /// Finds the pieces of a line that are in sight, each with points about `step` points of the screen apart: work
    /// grows with what is seen, not with how long the link is.
    fn trace(&mut self, path: &Path, step: f32) {
        self.points.clear();
        self.pieces.clear();
        let mut open = false;
        for curve in path.curves() {
            open = self.add_seen(open, &curve, step);
        }
        if let Some(last) = self.pieces.last_mut() {
            last.1 = open;
        }
    }

    fn begin(&mut self, at: Pos2) {
        self.pieces.push((self.points.len(), false));
        self.points.push(at);
    }

    /// Adds a point of a line that is seen from afar; one next to another takes its place.
    fn push_coarse(&mut self, to: Pos2) {
        let begun = self.pieces.last().map_or(0, |(from, _)| *from);
        let has_more = self.points.len() > begun + 1;
        match self.points.last_mut() {
            Some(last) if has_more && last.distance_sq(to) < NEXT * NEXT => *last = to,
            _ => self.points.push(to),
        }
    }

    /// Adds the pieces of one curve; the first one to the last piece so far when that is open at its end. Gives whether
    /// the curve's own end is in sight.
    fn add_seen(&mut self, mut open: bool, curve: &Curve, step: f32) -> bool {
        let placed = curve.0.map(|point| self.camera.screen_from_map(point, self.screen));
        let seen = self.screen.expand(24.0);
        let whole = Rect::from_points(&placed);
        if !seen.intersects(whole) {
            return false;
        }
        let [from, .., to] = placed;
        if whole.width() <= 0.0 || whole.height() <= 0.0 {
            return self.add_straight(open, from, to, seen);
        }
        let curve = Cubic::through(placed);
        let length = whole.width() + whole.height();
        let spans = if seen.contains_rect(whole) { 1 } else { SPANS };
        // From afar a short bend is a straight line to the eye.
        let least = if step < COARSE { 2 } else { 1 };
        let fine = ((length / spans as f32 / step).ceil() as usize).clamp(least, if spans == 1 { 48 } else { 24 });
        let mut from = from;
        for span in 0..spans {
            let (start, end) = (span as f32 / spans as f32, (span + 1) as f32 / spans as f32);
            let to = curve.at(end);
            // A span bends little: what it reaches beyond the straight line between its ends stays within a third of
            // its width and height together.
            let reach = Rect::from_two_pos(from, to);
            let reach = reach.expand((reach.width() + reach.height()) * 0.34);
            if spans == 1 || reach.intersects(seen) {
                if !open {
                    self.begin(from);
                }
                let along = (end - start) / fine as f32;
                self.points.extend((1..fine).map(|piece| curve.at(start + along * piece as f32)));
                if fine == 1 {
                    self.push_coarse(to);
                } else {
                    self.points.push(to);
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
    fn add_straight(&mut self, open: bool, from: Pos2, to: Pos2, seen: Rect) -> bool {
        let along = to - from;
        let part = |at: Pos2| if along == Vec2::ZERO { 0.0 } else { (at - from).dot(along) / along.length_sq() };
        let spans = SPANS as f32;
        let start = (part(seen.clamp(from)) * spans).floor().max(0.0) / spans;
        let end = (part(seen.clamp(to)) * spans).ceil().min(spans) / spans;
        if !open || start > 0.0 {
            self.begin(from + along * start);
        }
        self.points.push(from + along * end);
        end >= 1.0
    }
}

/// A cubic curve as a polynomial: fewer steps a point than going along its legs.
struct Cubic {
    from: Pos2,
    by: [Vec2; 3],
    to: Pos2,
}

impl Cubic {
    fn through([a, b, c, d]: [Pos2; 4]) -> Self {
        let first = (b - a) * 3.0;
        let second = (c - b) * 3.0 - first;
        Self { from: a, by: [first, second, d - a - first - second], to: d }
    }

    fn at(&self, t: f32) -> Pos2 {
        let [first, second, third] = self.by;
        if t >= 1.0 { self.to } else { self.from + (first + (second + third * t) * t) * t }
    }
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
fn shorten(points: &[Pos2], by: f32, line: &mut Vec<Pos2>) {
    line.clear();
    line.extend_from_slice(points);
    let mut left = by;
    while let [.., before, last] = line.as_slice() {
        let (before, last) = (*before, *last);
        let length = before.distance(last);
        if length > 0.0 && left <= 0.0 {
            break;
        }
        line.pop();
        if length > left {
            line.push(last + (before - last) * (left / length));
            break;
        }
        left -= length;
    }
}

/// The line beside a line.
fn shift(points: &[Pos2], by: f32, line: &mut Vec<Pos2>) {
    line.clear();
    line.extend((0..points.len()).filter_map(|at| {
        let here = points.get(at)?;
        let from = points.get(at.saturating_sub(1))?;
        let to = points.get(at + 1).unwrap_or(here);
        Some(*here + (*to - *from).normalized().rot90() * by)
    }));
}

/// Tells of each stroke of a dashed line.
fn dashes(points: &[Pos2], on: f32, off: f32, part: &mut Vec<Pos2>, mut tell: impl FnMut(&[Pos2])) {
    part.clear();
    part.extend(points.first());
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let length = from.distance(*to);
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let here = *from + (*to - *from) * (done / length);
            part.push(here);
            if drawing {
                tell(part);
            }
            drawing = !drawing;
            part.clear();
            if drawing {
                part.push(here);
            }
            left = if drawing { on } else { off };
        }
        left -= length - done;
        if drawing {
            part.push(*to);
        }
    }
    if drawing && part.len() > 1 {
        tell(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::assess;
    use crate::exchange::sample_map;
    use crate::language::Language;
    use crate::scene::build;

    #[test]
    fn dashes_cover_the_right_part_of_a_line() {
        let line: Vec<Pos2> = (0..=50).map(|x| Pos2::new(x as f32 * 3.0, 0.0)).collect();
        let mut drawn = 0.0;
        dashes(&line, 4.0, 2.0, &mut Vec::new(), |part| {
            drawn += part.windows(2).map(|pair| pair[0].distance(pair[1])).sum::<f32>();
        });
        assert!((drawn - 100.0_f32).abs() < 4.0, "{drawn}");
    }

    #[test]
    fn shortening_takes_length_from_the_end() {
        let line = [Pos2::new(0.0, 0.0), Pos2::new(10.0, 0.0), Pos2::new(20.0, 0.0)];
        let mut body = Vec::new();
        shorten(&line, 12.0, &mut body);
        assert_eq!(body, [Pos2::new(0.0, 0.0), Pos2::new(8.0, 0.0)]);
        shorten(&line, 50.0, &mut body);
        assert!(body.len() <= 1);
        shorten(&line, 0.0, &mut body);
        assert_eq!(body, line);
    }

    #[test]
    fn vertices_of_links_are_about_as_many_as_expected() {
        let map = sample_map(200, 3);
        let known = assess(&map, map.info().year);
        let scene = build(&map, &known, Language::English);
        let palette = Palette::standard(false);
        let screen = Rect::from_min_size(Pos2::new(200.0, 50.0), Vec2::new(1_200.0, 800.0));
        let mut mesh = Mesh::default();
        let mut compared = 0;
        for zoom in [0.3, 0.6, 1.0, 1.7] {
            for mark in scene.actors.iter().step_by(23) {
                let camera = Camera { middle: mark.area.middle(), zoom };
                let mut tracer = Tracer::new(camera, screen);
                for care in [Care::Plain, Care::Fine] {
                    mesh.clear();
                    let mut expected = 0;
                    for link in &scene.links {
                        expected += tracer.vertices(link, &link.path, Emphasis::Plain, care, palette);
                        add_link(&mut mesh, link, &link.path, Emphasis::Plain, care, &mut tracer, palette);
                    }
                    let many = mesh.vertices.len();
                    assert!(
                        expected * 4 > many * 3 && expected < many * 2,
                        "{expected} for {many} at {zoom}, {care:?}"
                    );
                    compared += many;
                }
            }
        }
        assert!(compared > 100_000, "{compared}");
    }

    #[test]
    fn a_cubic_goes_where_its_legs_lead() {
        let legs = [Pos2::new(3.0, 4.0), Pos2::new(90.0, -20.0), Pos2::new(-40.0, 300.0), Pos2::new(210.0, 80.0)];
        let curve = Curve(legs.map(point));
        for step in 0..=20 {
            let t = step as f32 / 20.0;
            let (here, there) = (Cubic::through(legs).at(t), place(curve.at(t)));
            assert!(here.distance(there) < 0.01, "{t}: {here:?} {there:?}");
        }
    }
}
