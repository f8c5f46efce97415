//! How often drawn lines cross, exactly.

use std::collections::HashMap;

/// A drawn line as straight pieces.
pub type Line = Vec<[f64; 2]>;

/// How many times two different lines run across each other. Lines that only touch do not.
pub fn crossings(lines: &[Line]) -> u64 {
    let pieces: Vec<(usize, [f64; 2], [f64; 2])> = lines
        .iter()
        .enumerate()
        .flat_map(|(line, points)| points.windows(2).map(move |pair| (line, pair[0], pair[1])))
        .collect();
    let length: f64 = pieces.iter().map(|(_, a, b)| (a[0] - b[0]).abs() + (a[1] - b[1]).abs()).sum();
    let cell = (length / pieces.len().max(1) as f64).max(1.0);
    let at = |value: f64| (value / cell).floor() as i64;
    let mut grid: HashMap<(i64, i64), Vec<u32>> = HashMap::new();
    let mut count = 0;
    for (index, &(line, a, b)) in pieces.iter().enumerate() {
        for key in cells(a, b, cell) {
            let known = grid.entry(key).or_default();
            for &other in known.iter() {
                let (other_line, c, d) = pieces[other as usize];
                // Two pieces can meet in several cells; the one where they cross counts.
                if other_line != line
                    && let Some(point) = meeting(a, b, c, d)
                    && (at(point[0]), at(point[1])) == key
                {
                    count += 1;
                }
            }
            known.push(index as u32);
        }
    }
    count
}

/// The cells that a piece passes.
fn cells(a: [f64; 2], b: [f64; 2], cell: f64) -> Vec<(i64, i64)> {
    let (a, b) = if a[0] <= b[0] { (a, b) } else { (b, a) };
    let at = |value: f64| (value / cell).floor() as i64;
    let y =
        |x: f64| if b[0] > a[0] { a[1] + (b[1] - a[1]) * (x.clamp(a[0], b[0]) - a[0]) / (b[0] - a[0]) } else { a[1] };
    let mut cells = Vec::new();
    for column in at(a[0])..=at(b[0]) {
        let (from, mut to) = (y(column as f64 * cell), y((column + 1) as f64 * cell));
        if a[0] == b[0] {
            to = b[1];
        }
        let (low, high) = (at(from.min(to) - 1e-6), at(from.max(to) + 1e-6));
        cells.extend((low..=high).map(|row| (column, row)));
    }
    cells
}

fn meeting(a: [f64; 2], b: [f64; 2], c: [f64; 2], d: [f64; 2]) -> Option<[f64; 2]> {
    let side = |p: [f64; 2], q: [f64; 2], r: [f64; 2]| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    let (c_side, d_side) = (side(a, b, c), side(a, b, d));
    if c_side * d_side >= 0.0 || side(c, d, a) * side(c, d, b) >= 0.0 {
        return None;
    }
    let t = c_side / (c_side - d_side);
    Some([c[0] + (d[0] - c[0]) * t, c[1] + (d[1] - c[1]) * t])
}

/// Points along a cubic curve behind its start.
pub fn along([a, b, c, d]: [[f64; 2]; 4]) -> impl Iterator<Item = [f64; 2]> {
    (1..=12).map(move |step| {
        let t = f64::from(step) / 12.0;
        let u = 1.0 - t;
        let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
        let sum = |axis: usize| [a, b, c, d].iter().zip(weights).map(|(point, weight)| point[axis] * weight).sum();
        [sum(0), sum(1)]
    })
}
