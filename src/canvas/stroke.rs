//! Smooth lines and shapes straight into one mesh: far fewer steps than a shape a line, and edges that are soft by
//! one pixel. Feathering as in epaint's own tessellator.

use egui::{Color32, Mesh, Pos2, Vec2, epaint::Vertex, epaint::WHITE_UV};

/// Width of the soft edge, in points.
const SOFT: f32 = 0.8;

/// Adds an open line.
pub(super) fn line(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32) {
    ribbon(mesh, points, width, colour, false);
}

/// Adds a closed line.
pub(super) fn closed(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32) {
    ribbon(mesh, points, width, colour, true);
}

/// Adds an open line a point wide without soft edges, for thousands of them.
pub(super) fn hair(mesh: &mut Mesh, points: &[Pos2], colour: Color32) {
    plain(mesh, points, 0.8, colour);
}

/// Adds an open line without soft edges: half the vertices.
pub(super) fn plain(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32) {
    let base = mesh.vertices.len() as u32;
    for (at, here) in points.iter().enumerate() {
        let normal = mitre(neighbour(points, at, -1, false), *here, neighbour(points, at, 1, false)) * (width / 2.0);
        mesh.colored_vertex(*here - normal, colour);
        mesh.colored_vertex(*here + normal, colour);
    }
    for at in 0..points.len().saturating_sub(1) as u32 {
        let first = base + at * 2;
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 1, first + 3, first + 2);
    }
}

fn ribbon(mesh: &mut Mesh, points: &[Pos2], width: f32, colour: Color32, closed: bool) {
    if points.len() < 2 || colour.a() == 0 {
        return;
    }
    // A line thinner than a point is drawn a point wide and paler instead.
    let (half, colour) =
        if width < 1.0 { (0.5, colour.gamma_multiply(width.max(0.05))) } else { (width / 2.0, colour) };
    let base = mesh.vertices.len() as u32;
    let count = points.len();
    for at in 0..count {
        let before = neighbour(points, at, -1, closed);
        let after = neighbour(points, at, 1, closed);
        let Some(here) = points.get(at) else { return };
        let normal = mitre(before, *here, after);
        for (side, tint) in [
            (-half - SOFT / 2.0, Color32::TRANSPARENT),
            (-(half - SOFT / 2.0).max(0.0), colour),
            ((half - SOFT / 2.0).max(0.0), colour),
            (half + SOFT / 2.0, Color32::TRANSPARENT),
        ] {
            mesh.vertices.push(Vertex { pos: *here + normal * side, uv: WHITE_UV, color: tint });
        }
    }
    let segments = if closed { count } else { count - 1 };
    for at in 0..segments as u32 {
        let (a, b) = (base + at * 4, base + (at + 1) % count as u32 * 4);
        for strip in 0..3 {
            mesh.add_triangle(a + strip, a + strip + 1, b + strip);
            mesh.add_triangle(a + strip + 1, b + strip + 1, b + strip);
        }
    }
}

/// Adds a filled shape that can be seen whole from its middle, as every card and arrowhead can.
pub(super) fn filled(mesh: &mut Mesh, points: &[Pos2], colour: Color32) {
    if points.len() < 3 || colour.a() == 0 {
        return;
    }
    let count = points.len();
    let middle = (points.iter().fold(Vec2::ZERO, |sum, point| sum + point.to_vec2()) / count as f32).to_pos2();
    let base = mesh.vertices.len() as u32;
    mesh.colored_vertex(middle, colour);
    for at in 0..count {
        let Some(here) = points.get(at) else { return };
        let normal = mitre(neighbour(points, at, -1, true), *here, neighbour(points, at, 1, true));
        // Clockwise on a screen whose y grows downwards: the normal points inwards.
        mesh.colored_vertex(*here + normal * (SOFT / 2.0), colour);
        mesh.colored_vertex(*here - normal * (SOFT / 2.0), Color32::TRANSPARENT);
    }
    for at in 0..count as u32 {
        let (inner, outer) = (base + 1 + at * 2, base + 2 + at * 2);
        let next = (at + 1) % count as u32;
        let (next_inner, next_outer) = (base + 1 + next * 2, base + 2 + next * 2);
        mesh.add_triangle(base, inner, next_inner);
        mesh.add_triangle(inner, outer, next_inner);
        mesh.add_triangle(outer, next_outer, next_inner);
    }
}

/// A circle as points, clockwise.
pub(super) fn circle(middle: Pos2, radius: f32) -> Vec<Pos2> {
    let steps = (8.0 + radius * 1.5).min(48.0) as u32;
    (0..steps).map(|step| middle + Vec2::angled(step as f32 / steps as f32 * std::f32::consts::TAU) * radius).collect()
}

fn neighbour(points: &[Pos2], at: usize, step: i32, closed: bool) -> Option<Pos2> {
    let count = points.len();
    let next = at as i64 + i64::from(step);
    if closed {
        points.get(next.rem_euclid(count as i64) as usize).copied()
    } else {
        usize::try_from(next).ok().and_then(|next| points.get(next)).copied()
    }
}

/// The direction to push a point so that a line keeps its width around the corner; sharp corners are cut short.
fn mitre(before: Option<Pos2>, here: Pos2, after: Option<Pos2>) -> Vec2 {
    let entering = before.map(|before| (here - before).normalized().rot90());
    let leaving = after.map(|after| (after - here).normalized().rot90());
    match (entering, leaving) {
        (Some(a), Some(b)) => {
            let sum = a + b;
            let length_squared = sum.length_sq();
            if length_squared < 0.1 { a } else { sum * (2.0 / length_squared).min(2.0) }
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Vec2::ZERO,
    }
}
