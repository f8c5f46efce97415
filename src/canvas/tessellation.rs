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

/// Adds an open line one point wide, for thousands of them.
pub(super) fn hairline(mesh: &mut Mesh, points: &[Pos2], colour: Color32) {
    soft_line(mesh, points, 1.0, colour);
}

/// Adds an open line, at least a point wide, of nothing but its feathered edges: three vertices a point instead of four.
/// With hard edges a line could fall between two rows of pixels where nothing smooths them, and a solid one would break
/// into dashes.
pub(super) fn soft_line(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32) {
    let (half, none) = (width.max(1.0), Color32::TRANSPARENT);
    triangle_strips(mesh, points, false, [-half, 0.0, half], [none, colour, none]);
}

/// Whether a line of this width is drawn with an opaque core.
pub(super) fn has_core(width: f32) -> bool {
    width - FEATHER_WIDTH > MIN_CORE_WIDTH
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
    if has_core(width) {
        triangle_strips(mesh, points, closed, [-outer, -inner, inner, outer], [none, colour, colour, none]);
    } else {
        // Covers as much as with a core of its own.
        let outer = outer + inner;
        triangle_strips(mesh, points, closed, [-outer, 0.0, outer], [none, colour, none]);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// How much ink the triangles of a mesh leave in the middle of a pixel, 0 to 1, as a renderer without smoothing of
    /// its own draws them.
    fn ink(mesh: &Mesh, at: Pos2) -> f32 {
        mesh.triangles().fold(0.0, |most: f32, corners| {
            let [a, b, c] = corners.map(|corner| &mesh.vertices[corner as usize]);
            let cross = |from: Pos2, to: Pos2, point: Pos2| (to - from).rot90().dot(point - from);
            let area = cross(a.pos, b.pos, c.pos);
            let parts =
                [cross(b.pos, c.pos, at), cross(c.pos, a.pos, at), cross(a.pos, b.pos, at)].map(|part| part / area);
            if !parts.iter().all(|part| *part >= 0.0) {
                return most;
            }
            let alphas = [a, b, c].map(|corner| f32::from(corner.color.a()) / 255.0);
            most.max(parts.iter().zip(alphas).map(|(part, alpha)| part * alpha).sum())
        })
    }

    /// A line of each slope and offset leaves as much ink in every column of pixels that it passes as its width, so that
    /// none has a gap, which would read as a dash.
    #[test]
    fn no_line_has_gaps() {
        type Draw = fn(&mut Mesh, &[Pos2], f32, Color32);
        for (draw, widths) in [(soft_line as Draw, [0.3, 1.0, 1.6]), (line as Draw, [1.0, 1.2, 2.4])] {
            for (width, slope, offset) in widths.into_iter().flat_map(|width| {
                [0.0, 0.013, 0.1, 0.5, 0.97]
                    .into_iter()
                    .flat_map(move |slope| (0..10).map(move |tenth| (width, slope, tenth as f32 / 10.0)))
            }) {
                let mut mesh = Mesh::default();
                let y = |x: f32| 3.0 + offset + x * slope;
                draw(&mut mesh, &[Pos2::new(0.0, y(0.0)), Pos2::new(70.0, y(70.0))], width, Color32::BLACK);
                for x in 5..65 {
                    let x = x as f32 + 0.5;
                    let column: f32 = (0..80).map(|row| ink(&mesh, Pos2::new(x, row as f32 + 0.5))).sum();
                    let least = width.max(1.0) * 0.8;
                    assert!(column >= least, "{column} of {width} at {x}, slope {slope}, offset {offset}");
                }
            }
        }
    }
}
