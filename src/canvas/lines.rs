//! Links: curves with dash, arrowhead and status.

use egui::{Color32, Mesh, Pos2, Rect, Vec2};

use super::camera::Camera;
use super::icon::colour;
use super::tessellation;
pub(super) use crate::scene::Emphasis;
use crate::scene::{
    ARROWHEAD_INSET, ARROWHEAD_SIZE, Curve, DOUBLE_LINE_OFFSET, EndMarker, LineStyle, LinkMark, Path, Point, arrowhead,
    dot_marker, line_style, mid_marker_strokes, mid_marker_width,
};
use crate::theme::Palette;

/// Zoom below which a link is one thin line without dash and arrowhead.
const MAX_HAIRLINE_ZOOM: f32 = 0.15;
/// Least distance of each line of a double one from its centre, in screen points, so that a gap is seen between them.
const MIN_DOUBLE_OFFSET: f32 = 1.6;
/// Distance of the points of a flattened curve, in screen points, where it is drawn with detail.
const FINE_STEP: f32 = 14.0;
/// The same for hairlines.
const COARSE_STEP: f32 = 60.0;
/// Points of a hairline nearer to each other than this are merged, in screen points.
const MERGE_DISTANCE: f32 = 2.0;
/// Approximate number of vertices of an end marker.
const END_MARKER_VERTICES: usize = 14;
/// Spans of a long curve that are clipped one by one.
const SUBDIVISIONS: usize = 16;

/// Level of detail of links, which depends on how many are visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DetailLevel {
    /// One thin line.
    Hairline,
    /// With dash and arrowhead; dashes have soft edges and no core.
    Plain,
    /// With everything feathered.
    Fine,
}

/// Scale of widths, dashes and markers at a zoom, relative to 100 %.
fn line_scale(zoom: f32) -> f32 {
    zoom.clamp(0.55, 1.3)
}

/// Dash and gap lengths, in points. A dash shorter than a pixel can fall between two of them, and a whole line of such
/// with it.
fn scaled_dash((on, off): (f32, f32), scale: f32) -> (f32, f32) {
    ((on * scale).max(1.6), (off * scale).max(2.4))
}

/// The width of a line at a scale: no thinner than a point.
fn scaled_width(width: f32, scale: f32) -> f32 {
    (width * scale).max(1.0)
}

/// Adds a link to a mesh.
pub(super) fn add_link(
    mesh: &mut Mesh,
    mark: &LinkMark,
    path: &Path,
    emphasis: Emphasis,
    detail: DetailLevel,
    flattener: &mut PathFlattener,
    palette: &Palette,
) {
    let style = line_style(mark.into(), emphasis, palette);
    let foreground = colour(style.colour);
    let zoom = flattener.camera.zoom;
    let scale = line_scale(zoom);
    let near = detail != DetailLevel::Hairline;
    flattener.flatten(path, if near { FINE_STEP } else { COARSE_STEP });
    if !near || zoom * flattener.text_scale < MAX_HAIRLINE_ZOOM && !emphasis.is_emphasized() {
        let foreground = foreground.gamma_multiply(if emphasis == Emphasis::Dimmed { 0.25 } else { 0.55 });
        for (points, _) in flattener.visible_pieces() {
            tessellation::hairline(mesh, points, foreground);
        }
        return;
    }
    let mut scratch = std::mem::take(&mut flattener.scratch);
    for (points, ends) in flattener.visible_pieces() {
        add_polyline(mesh, points, ends, &style, scale, detail, &mut scratch);
    }
    flattener.scratch = scratch;
    if style.mid_marker.is_some() {
        let middle = path.near(mark.marker).map(|point| flattener.camera.screen_from_map(point, flattener.screen));
        if flattener.screen.contains(middle[0]) {
            add_mid_marker(mesh, middle, &style, scale);
        }
    }
}

/// Point buffers, reused from line to line.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    body: Vec<Pos2>,
    part: Vec<Pos2>,
}

/// Adds a piece of a line, with the end marker if it `ends` the line.
pub(super) fn add_polyline(
    mesh: &mut Mesh,
    points: &[Pos2],
    ends: bool,
    style: &LineStyle,
    scale: f32,
    detail: DetailLevel,
    scratch: &mut Scratch,
) {
    let (foreground, width) = (colour(style.colour), scaled_width(style.width, scale));
    let marker_size = ARROWHEAD_SIZE * scale;
    let inset = if ends && style.end_marker != EndMarker::Dot { marker_size * ARROWHEAD_INSET } else { 0.0 };
    let Scratch { body, part } = scratch;
    trim_end(points, inset, body);
    if let Some((width, foreground)) = style.flow_band {
        tessellation::line(mesh, body, scaled_width(width, scale), colour(foreground));
    }
    if style.double {
        let aside = (DOUBLE_LINE_OFFSET * scale).max(MIN_DOUBLE_OFFSET);
        for side in [-aside, aside] {
            offset_polyline(body, side, part);
            tessellation::line(mesh, part, width, foreground);
        }
    } else if let Some(pattern) = style.pattern {
        let dashes = pattern.iter().cycle().map(|pair| scaled_dash(*pair, scale));
        for_each_dash(body, dashes, part, |dash| match detail {
            DetailLevel::Fine => tessellation::line(mesh, dash, width, foreground),
            DetailLevel::Plain | DetailLevel::Hairline => tessellation::soft_line(mesh, dash, width, foreground),
        });
    } else {
        tessellation::line(mesh, body, width, foreground);
    }
    if let (true, Some((tip, from))) = (ends, end_points(points)) {
        add_end_marker(mesh, style.end_marker, tip, from, marker_size, foreground);
    }
}

/// Adds the mid marker of a line, between two nearby points around its middle.
pub(super) fn add_mid_marker(mesh: &mut Mesh, middle: [Pos2; 2], style: &LineStyle, scale: f32) {
    let Some(marker) = style.mid_marker else { return };
    for strokes in mid_marker_strokes(marker, middle.map(point_from_pos), scale) {
        let strokes: Vec<Pos2> = strokes.into_iter().map(pos_from_point).collect();
        tessellation::line(mesh, &strokes, mid_marker_width(marker), colour(style.colour));
    }
}

/// Adds the stub of an imbalance, from the card outwards.
pub(super) fn add_imbalance(mesh: &mut Mesh, [from, to]: [Pos2; 2], width: f32, scale: f32, palette: &Palette) {
    let band = colour(palette.warning.mixed(palette.background, 0.5));
    tessellation::line(mesh, &[from, to], (width * scale).max(1.5), band);
    let aside = Vec2::new(0.0, (width / 2.0 + 2.5) * scale);
    tessellation::line(mesh, &[to - aside, to + aside], 1.6, colour(palette.warning));
}

fn point_from_pos(place: Pos2) -> Point {
    Point::new(place.x, place.y)
}

fn pos_from_point(point: Point) -> Pos2 {
    Pos2::new(point.x, point.y)
}

/// Flattens the visible parts of paths into polylines, one path after another.
pub(super) struct PathFlattener {
    camera: Camera,
    screen: Rect,
    /// How much larger text is than usual: the zoom that decides how much is shown is as much larger.
    text_scale: f32,
    points: Vec<Pos2>,
    /// The index where each piece begins, and whether it ends at the end of the path.
    pieces: Vec<(usize, bool)>,
    scratch: Scratch,
}

impl PathFlattener {
    pub fn new(camera: Camera, screen: Rect, text_scale: f32) -> Self {
        Self { camera, screen, text_scale, points: Vec::new(), pieces: Vec::new(), scratch: Scratch::default() }
    }

    /// Approximate number of vertices of the visible parts of a link that is drawn with detail. As most of a path is
    /// horizontal or vertical, its length is estimated from the bounding boxes of its curves.
    pub fn estimated_vertices(
        &self,
        mark: &LinkMark,
        path: &Path,
        emphasis: Emphasis,
        detail: DetailLevel,
        palette: &Palette,
    ) -> usize {
        let style = line_style(mark.into(), emphasis, palette);
        let visible = self.screen.expand(24.0);
        let (mut length, mut points) = (0.0, 0);
        for curve in path.curves() {
            let whole = Rect::from_points(&curve.0.map(|point| self.camera.screen_from_map(point, self.screen)));
            let part = whole.intersect(visible);
            if part.width() >= 0.0 && part.height() >= 0.0 {
                let along = part.width() + part.height();
                let bends = whole.width() > 0.0 && whole.height() > 0.0;
                length += along;
                points += if bends { 3 + (along / FINE_STEP) as usize } else { 1 };
            }
        }
        if points == 0 {
            return 0;
        }
        let scale = line_scale(self.camera.zoom);
        let has_core = |width: f32| tessellation::has_core(scaled_width(width, scale));
        let stroke = if has_core(style.width) { 4 } else { 3 };
        let dash = if detail == DetailLevel::Fine && has_core(style.width) { 8 } else { 6 };
        let line = match style.pattern {
            Some(pattern) => {
                let period: f32 = pattern.iter().map(|pair| scaled_dash(*pair, scale)).map(|(on, off)| on + off).sum();
                ((length / period * pattern.len() as f32) as usize + points / 2) * dash
            }
            None => (points + 1) * stroke * if style.double { 2 } else { 1 },
        };
        let flow_band = if style.flow_band.is_some() { (points + 1) * 4 } else { 0 };
        END_MARKER_VERTICES + line + flow_band
    }

    /// The pieces of the last path, each with whether the path ends with it.
    /// Hands the visible pieces of a path to `on_piece`, each with whether it ends where the path does.
    pub fn for_each_piece(&mut self, path: &Path, mut on_piece: impl FnMut(&[Pos2], bool)) {
        self.flatten(path, FINE_STEP);
        self.visible_pieces().for_each(|(points, ends)| on_piece(points, ends));
    }

    fn visible_pieces(&self) -> impl Iterator<Item = (&[Pos2], bool)> {
        let ends = self.pieces.iter().skip(1).map(|(from, _)| *from).chain([self.points.len()]);
        let pieces = self.pieces.iter().zip(ends);
        pieces.map(|((from, ends), to)| (self.points.get(*from..to).unwrap_or_default(), *ends))
    }

    /// Flattens the visible pieces of a path, with points about `step` screen points apart: the work grows with what is
    /// visible, not with the length of the link.
    fn flatten(&mut self, path: &Path, step: f32) {
        self.points.clear();
        self.pieces.clear();
        let mut open = false;
        for curve in path.curves() {
            open = self.add_visible_curve(open, &curve, step);
        }
        if let Some(last) = self.pieces.last_mut() {
            last.1 = open;
        }
    }

    fn begin_piece(&mut self, at: Pos2) {
        self.pieces.push((self.points.len(), false));
        self.points.push(at);
    }

    /// Adds a point of a hairline; it replaces the last one if they are near each other.
    fn push_coarse(&mut self, to: Pos2) {
        let begun = self.pieces.last().map_or(0, |(from, _)| *from);
        let has_more = self.points.len() > begun + 1;
        match self.points.last_mut() {
            Some(last) if has_more && last.distance_sq(to) < MERGE_DISTANCE * MERGE_DISTANCE => *last = to,
            _ => self.points.push(to),
        }
    }

    /// Adds the visible pieces of one curve; the first one continues the last piece so far if that is open. Returns
    /// whether the curve's end is visible.
    fn add_visible_curve(&mut self, mut open: bool, curve: &Curve, step: f32) -> bool {
        let placed = curve.0.map(|point| self.camera.screen_from_map(point, self.screen));
        let visible = self.screen.expand(24.0);
        let whole = Rect::from_points(&placed);
        if !visible.intersects(whole) {
            return false;
        }
        let [from, .., to] = placed;
        if whole.width() <= 0.0 || whole.height() <= 0.0 {
            return self.add_visible_segment(open, from, to, visible);
        }
        let curve = CubicPolynomial::from_control_points(placed);
        let length = whole.width() + whole.height();
        let spans = if visible.contains_rect(whole) { 1 } else { SUBDIVISIONS };
        // For a hairline a short curve is a straight line.
        let min_points = if step < COARSE_STEP { 2 } else { 1 };
        let point_count =
            ((length / spans as f32 / step).ceil() as usize).clamp(min_points, if spans == 1 { 48 } else { 24 });
        let mut from = from;
        for span in 0..spans {
            let (start, end) = (span as f32 / spans as f32, (span + 1) as f32 / spans as f32);
            let to = curve.at(end);
            // A span bends little: it deviates from its chord by at most a third of the chord's width and height
            // together.
            let bounds = Rect::from_two_pos(from, to);
            let bounds = bounds.expand((bounds.width() + bounds.height()) * 0.34);
            if spans == 1 || bounds.intersects(visible) {
                if !open {
                    self.begin_piece(from);
                }
                let along = (end - start) / point_count as f32;
                self.points.extend((1..point_count).map(|piece| curve.at(start + along * piece as f32)));
                if point_count == 1 {
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

    /// The same for a horizontal or vertical line. It is cut at a span, not at the edge of the screen, so that its
    /// dashes do not move while panning.
    fn add_visible_segment(&mut self, open: bool, from: Pos2, to: Pos2, visible: Rect) -> bool {
        let along = to - from;
        let fraction = |at: Pos2| if along == Vec2::ZERO { 0.0 } else { (at - from).dot(along) / along.length_sq() };
        let spans = SUBDIVISIONS as f32;
        let start = (fraction(visible.clamp(from)) * spans).floor().max(0.0) / spans;
        let end = (fraction(visible.clamp(to)) * spans).ceil().min(spans) / spans;
        if !open || start > 0.0 {
            self.begin_piece(from + along * start);
        }
        self.points.push(from + along * end);
        end >= 1.0
    }
}

/// A cubic Bézier curve in polynomial form: cheaper per point than de Casteljau's algorithm.
struct CubicPolynomial {
    from: Pos2,
    coefficients: [Vec2; 3],
    to: Pos2,
}

impl CubicPolynomial {
    fn from_control_points([a, b, c, d]: [Pos2; 4]) -> Self {
        let first = (b - a) * 3.0;
        let second = (c - b) * 3.0 - first;
        Self { from: a, coefficients: [first, second, d - a - first - second], to: d }
    }

    fn at(&self, t: f32) -> Pos2 {
        let [first, second, third] = self.coefficients;
        if t >= 1.0 { self.to } else { self.from + (first + (second + third * t) * t) * t }
    }
}

fn add_end_marker(mesh: &mut Mesh, marker: EndMarker, tip: Pos2, from: Pos2, size: f32, foreground: Color32) {
    let corners = || arrowhead(point_from_pos(tip), point_from_pos(from), size).map(pos_from_point);
    match marker {
        EndMarker::Filled => tessellation::filled_polygon(mesh, &corners(), foreground),
        EndMarker::Open => tessellation::closed_line(mesh, &corners(), 1.2, foreground),
        EndMarker::Dot => {
            let (middle, radius) = dot_marker(point_from_pos(tip), point_from_pos(from), size);
            tessellation::filled_polygon(mesh, &tessellation::circle(pos_from_point(middle), radius), foreground);
        }
    }
}

/// The tip of a line, and a point more than 3 points before it, for the direction.
fn end_points(points: &[Pos2]) -> Option<(Pos2, Pos2)> {
    let tip = points.last()?;
    let before = points.iter().rev().find(|point| point.distance(*tip) > 3.0)?;
    Some((*tip, *before))
}

/// The line without its end of this length, in points.
fn trim_end(points: &[Pos2], by: f32, line: &mut Vec<Pos2>) {
    line.clear();
    line.extend_from_slice(points);
    let mut remaining = by;
    while let [.., before, last] = line.as_slice() {
        let (before, last) = (*before, *last);
        let length = before.distance(last);
        if length > 0.0 && remaining <= 0.0 {
            break;
        }
        line.pop();
        if length > remaining {
            line.push(last + (before - last) * (remaining / length));
            break;
        }
        remaining -= length;
    }
}

/// The line offset sideways by this many points.
fn offset_polyline(points: &[Pos2], distance: f32, line: &mut Vec<Pos2>) {
    line.clear();
    line.extend((0..points.len()).filter_map(|at| {
        let here = points.get(at)?;
        let from = points.get(at.saturating_sub(1))?;
        let to = points.get(at + 1).unwrap_or(here);
        Some(*here + (*to - *from).normalized().rot90() * distance)
    }));
}

/// Calls `on_dash` for each dash of a line, by the endless lengths of dashes and gaps.
pub(super) fn for_each_dash(
    points: &[Pos2],
    mut dashes: impl Iterator<Item = (f32, f32)>,
    dash: &mut Vec<Pos2>,
    mut on_dash: impl FnMut(&[Pos2]),
) {
    dash.clear();
    dash.extend(points.first());
    let Some((mut on, mut off)) = dashes.next() else { return };
    let (mut drawing, mut remaining) = (true, on);
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let length = from.distance(*to);
        let mut done = 0.0;
        while length - done > remaining {
            done += remaining;
            let here = *from + (*to - *from) * (done / length);
            dash.push(here);
            if drawing {
                on_dash(dash);
            }
            drawing = !drawing;
            dash.clear();
            if drawing {
                dash.push(here);
                (on, off) = dashes.next().unwrap_or((on, off));
            }
            remaining = if drawing { on } else { off };
        }
        remaining -= length - done;
        if drawing {
            dash.push(*to);
        }
    }
    if drawing && dash.len() > 1 {
        on_dash(dash);
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
        for_each_dash(&line, std::iter::repeat((4.0, 2.0)), &mut Vec::new(), |part| {
            drawn += part.windows(2).map(|pair| pair[0].distance(pair[1])).sum::<f32>();
        });
        assert!((drawn - 100.0_f32).abs() < 4.0, "{drawn}");
    }

    #[test]
    fn trimming_takes_length_from_the_end() {
        let line = [Pos2::new(0.0, 0.0), Pos2::new(10.0, 0.0), Pos2::new(20.0, 0.0)];
        let mut body = Vec::new();
        trim_end(&line, 12.0, &mut body);
        assert_eq!(body, [Pos2::new(0.0, 0.0), Pos2::new(8.0, 0.0)]);
        trim_end(&line, 50.0, &mut body);
        assert!(body.len() <= 1);
        trim_end(&line, 0.0, &mut body);
        assert_eq!(body, line);
    }

    #[test]
    fn vertex_estimates_of_links_are_close() {
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
                let mut flattener = PathFlattener::new(camera, screen, 1.0);
                for detail in [DetailLevel::Plain, DetailLevel::Fine] {
                    mesh.clear();
                    let mut expected = 0;
                    for link in &scene.links {
                        expected += flattener.estimated_vertices(link, &link.path, Emphasis::Plain, detail, palette);
                        add_link(&mut mesh, link, &link.path, Emphasis::Plain, detail, &mut flattener, palette);
                    }
                    let many = mesh.vertices.len();
                    assert!(
                        expected * 4 > many * 3 && expected < many * 2,
                        "{expected} for {many} at {zoom}, {detail:?}"
                    );
                    compared += many;
                }
            }
        }
        assert!(compared > 100_000, "{compared}");
    }

    #[test]
    fn cubic_polynomial_equals_the_bezier_curve() {
        let control_points =
            [Pos2::new(3.0, 4.0), Pos2::new(90.0, -20.0), Pos2::new(-40.0, 300.0), Pos2::new(210.0, 80.0)];
        let curve = Curve(control_points.map(point_from_pos));
        for step in 0..=20 {
            let t = step as f32 / 20.0;
            let (here, there) =
                (CubicPolynomial::from_control_points(control_points).at(t), pos_from_point(curve.at(t)));
            assert!(here.distance(there) < 0.01, "{t}: {here:?} {there:?}");
        }
    }
}
