//! Tessellates anti-aliased lines and shapes directly into one mesh: far cheaper than one shape per line, with edges
//! feathered by one pixel, as in epaint's own tessellator.

use egui::{Color32, Mesh, Pos2, Vec2, epaint::Vertex, epaint::WHITE_UV};

/// Width of the feathered edge, in points.
const FEATHER_WIDTH: f32 = 0.8;
/// A line whose opaque core is no wider than this, in points, consists of its feathered edges only.
const MIN_CORE_WIDTH: f32 = 0.3;

/// Adds an open line.
pub(super) fn line(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32) {
    feathered_line(mesh, points, width, colour, false);
}

/// Adds a closed line.
pub(super) fn closed_line(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32) {
    feathered_line(mesh, points, width, colour, true);
}

/// Adds an open line 0.8 points wide without feathering, for thousands of them.
pub(super) fn hairline(mesh: &mut Mesh, points: &[Pos2], colour: Color32) {
    aliased_line(mesh, points, 0.8, colour);
}

/// Adds an open line without feathering: half the vertices.
pub(super) fn aliased_line(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32) {
    let half = width / 2.0;
    if let [from, to] = points {
        // Dashes are many, and most of them straight.
        let Some(side) = unit_normal(*from, *to).map(|side| side * half) else { return };
        let base = mesh.vertices.len() as u32;
        mesh.indices.extend_from_slice(&[base, base + 1, base + 2, base + 1, base + 3, base + 2]);
        let corners = [*from - side, *from + side, *to - side, *to + side];
        mesh.vertices.extend_from_slice(&corners.map(|corner| Vertex::untextured(corner, colour)));
        return;
    }
    triangle_strips(mesh, points, false, [-half, half], [colour; 2]);
}

fn feathered_line(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32, closed: bool) {
    if colour.a() == 0 {
        return;
    }
    // A line thinner than a point is drawn one point wide and more transparent instead.
    let (half, colour) =
        if width < 1.0 { (0.5, colour.gamma_multiply(width.max(0.05))) } else { (width / 2.0, colour) };
    let none = Color32::TRANSPARENT;
    let (outer, inner) = (half + FEATHER_WIDTH / 2.0, (half - FEATHER_WIDTH / 2.0).max(0.0));
    if 2.0 * inner <= MIN_CORE_WIDTH {
        // Covers as much as with a core of its own.
        let outer = outer + inner;
        triangle_strips(mesh, points, closed, [-outer, 0.0, outer], [none, colour, none]);
    } else {
        triangle_strips(mesh, points, closed, [-outer, -inner, inner, outer], [none, colour, colour, none]);
    }
}

/// Adds polylines parallel to a line at these distances, with triangle strips between them.
fn triangle_strips<const SIDES: usize>(
    mesh: &mut Mesh,
    points: &[Pos2],
    closed: bool,
    sides: [f32; SIDES],
    colours: [Color32; SIDES],
) {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    if points.len() < 2 {
        return;
    }
    let base = mesh.vertices.len() as u32;
    mesh.vertices.reserve(points.len() * SIDES);
    let mut incoming = if closed { unit_normal(*last, *first) } else { None };
    let mut followers = points.iter().skip(1).chain(closed.then_some(first));
    for here in points {
        let outgoing = followers.next().and_then(|next| unit_normal(*here, *next));
        let by = miter_offset(incoming, outgoing);
        mesh.vertices.extend(std::array::from_fn::<_, SIDES, _>(|at| {
            let (side, color) =
                (sides.get(at).copied().unwrap_or_default(), colours.get(at).copied().unwrap_or_default());
            Vertex { pos: *here + by * side, uv: WHITE_UV, color }
        }));
        // A repeated point has no direction of its own.
        incoming = outgoing.or(incoming);
    }
    let (point_count, sides) = (points.len() as u32, SIDES as u32);
    let segments = if closed { point_count } else { point_count - 1 };
    mesh.indices.reserve((segments * (sides - 1) * 6) as usize);
    for at in 0..segments {
        let next = if at + 1 == point_count { 0 } else { at + 1 };
        let (a, b) = (base + at * sides, base + next * sides);
        for strip in 0..sides - 1 {
            let (a, b) = (a + strip, b + strip);
            mesh.indices.extend_from_slice(&[a, a + 1, b, a + 1, b + 1, b]);
        }
    }
}

/// Adds a filled polygon that is star-shaped about its centroid, as every card and arrowhead is.
pub(super) fn filled_polygon(mesh: &mut Mesh, points: &[Pos2], colour: Color32) {
    fill_polygon(mesh, points, colour, true);
}

/// The same without feathering, for polygons with an outline.
pub(super) fn aliased_polygon(mesh: &mut Mesh, points: &[Pos2], colour: Color32) {
    fill_polygon(mesh, points, colour, false);
}

fn fill_polygon(mesh: &mut Mesh, points: &[Pos2], colour: Color32, feathered: bool) {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    if points.len() < 3 || colour.a() == 0 {
        return;
    }
    let count = points.len() as u32;
    let middle = (points.iter().fold(Vec2::ZERO, |sum, point| sum + point.to_vec2()) / count as f32).to_pos2();
    let base = mesh.vertices.len() as u32;
    mesh.colored_vertex(middle, colour);
    let next = |at: u32| if at + 1 == count { 0 } else { at + 1 };
    if !feathered {
        mesh.vertices.extend(points.iter().map(|point| Vertex::untextured(*point, colour)));
        mesh.indices.extend((0..count).flat_map(|at| [base, base + 1 + at, base + 1 + next(at)]));
        return;
    }
    let mut incoming = unit_normal(*last, *first);
    let followers = points.iter().skip(1).chain([first]);
    for (here, follower) in points.iter().zip(followers) {
        let outgoing = unit_normal(*here, *follower);
        let by = miter_offset(incoming, outgoing) * (FEATHER_WIDTH / 2.0);
        // Clockwise on a screen whose y grows downwards: the normal points inwards.
        mesh.vertices
            .extend([Vertex::untextured(*here + by, colour), Vertex::untextured(*here - by, Color32::TRANSPARENT)]);
        incoming = outgoing.or(incoming);
    }
    for at in 0..count {
        let (inner, outer) = (base + 1 + at * 2, base + 2 + at * 2);
        let (next_inner, next_outer) = (base + 1 + next(at) * 2, base + 2 + next(at) * 2);
        mesh.indices
            .extend_from_slice(&[base, inner, next_inner, inner, outer, next_inner, outer, next_outer, next_inner]);
    }
}

/// A circle as points, clockwise.
pub(super) fn circle(middle: Pos2, radius: f32) -> Vec<Pos2> {
    let steps = (8.0 + radius * 1.5).min(48.0) as u32;
    (0..steps).map(|step| middle + Vec2::angled(step as f32 / steps as f32 * std::f32::consts::TAU) * radius).collect()
}

/// The unit normal of a segment; `None` where its ends coincide.
fn unit_normal(from: Pos2, to: Pos2) -> Option<Vec2> {
    let along = to - from;
    // Not `length`: that calls `hypot`, which takes longer than all the rest here.
    let squared = along.length_sq();
    (squared > 0.0).then(|| along.rot90() / squared.sqrt())
}

/// The miter vector of a corner, by which a line keeps its width around it; limited at sharp corners.
fn miter_offset(incoming: Option<Vec2>, outgoing: Option<Vec2>) -> Vec2 {
    match (incoming, outgoing) {
        (Some(a), Some(b)) => {
            let sum = a + b;
            let length_squared = sum.length_sq();
            if length_squared < 0.1 { a } else { sum * (2.0 / length_squared).min(2.0) }
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Vec2::ZERO,
    }
}
