//! Bundles of the links between cells, with the ports where they leave and enter.

use super::aggregates::{BundleMark, CellMark};
use crate::map::LinkKind;
use crate::scene::geometry::{Area, Curve, Point};
use crate::scene::marks::LinkMark;

/// The most bundles of a cell per direction; those that exceed it at both ends are left out.
const MAX_BUNDLES_PER_CELL: usize = 5;
/// The part of a cell's side that ports are spread over.
const PORT_SPREAD: f32 = 0.7;

/// A side of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum CellSide {
    Left,
    Right,
    Top,
    Bottom,
}

#[derive(Clone, Copy, Debug)]
struct BundleCounts {
    links: usize,
    backward: usize,
    non_product: usize,
}

/// Bundles links, given with the cells that they start and end in; links inside a cell are skipped.
pub(super) fn bundle_links<'a>(
    cells: &[CellMark],
    links: impl Iterator<Item = (usize, usize, &'a LinkMark)>,
) -> Vec<BundleMark> {
    let mut ends: Vec<(u32, u32, bool, bool)> = links
        .filter(|(from, to, _)| from != to)
        .map(|(from, to, link)| (from as u32, to as u32, link.is_backward, link.kind != LinkKind::Product))
        .collect();
    ends.sort_unstable();
    let mut strongest: Vec<((usize, usize), BundleCounts)> = ends
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter_map(|links| {
            let (from, to, ..) = *links.first()?;
            let backward = links.iter().filter(|(_, _, backward, _)| *backward).count();
            let non_product = links.iter().filter(|(_, _, _, non_product)| *non_product).count();
            Some(((from as usize, to as usize), BundleCounts { links: links.len(), backward, non_product }))
        })
        .collect();
    strongest.sort_by_key(|(ends, bundle)| (std::cmp::Reverse(bundle.links), *ends));
    let mut outgoing = vec![0_usize; cells.len()];
    let mut incoming = outgoing.clone();
    strongest.retain(|((from, to), _)| {
        let rank = |ranks: &mut Vec<usize>, cell: usize| {
            ranks.get_mut(cell).is_some_and(|rank| {
                *rank += 1;
                *rank <= MAX_BUNDLES_PER_CELL
            })
        };
        let (out, into) = (rank(&mut outgoing, *from), rank(&mut incoming, *to));
        out || into
    });
    // The strongest are drawn last, on top.
    strongest.reverse();
    bundle_marks(cells, &strongest)
}

fn bundle_marks(cells: &[CellMark], bundles: &[((usize, usize), BundleCounts)]) -> Vec<BundleMark> {
    let area = |cell: usize| cells.get(cell).map_or(Area::NOTHING, |cell| cell.area);
    // Both ends of each bundle: cell, side, coordinate of the other end along the side, bundle, whether it starts here.
    let mut ports: Vec<(usize, CellSide, f32, usize, bool)> = Vec::with_capacity(bundles.len() * 2);
    for (at, ((from, to), _)) in bundles.iter().enumerate() {
        let (out, into) = facing_sides(area(*from), area(*to));
        let along = |side: CellSide, other: Area| match side {
            CellSide::Left | CellSide::Right => other.middle().y,
            CellSide::Top | CellSide::Bottom => other.middle().x,
        };
        ports.push((*from, out, along(out, area(*to)), at, true));
        ports.push((*to, into, along(into, area(*from)), at, false));
    }
    ports.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then((a.3, a.4).cmp(&(b.3, b.4))));
    let mut ends = vec![[(Point::default(), CellSide::Left); 2]; bundles.len()];
    for side in ports.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (rank, (cell, cell_side, _, at, starts)) in side.iter().enumerate() {
            let part = (rank as f32 + 0.5) / side.len() as f32;
            let point = point_on_side(area(*cell), *cell_side, 0.5 + (part - 0.5) * PORT_SPREAD);
            if let Some([start, end]) = ends.get_mut(*at) {
                *(if *starts { start } else { end }) = (point, *cell_side);
            }
        }
    }
    bundles
        .iter()
        .zip(ends)
        .map(|(((from, to), bundle), [start, end])| BundleMark {
            from: *from,
            to: *to,
            links: bundle.links,
            is_backward: bundle.backward * 2 > bundle.links,
            is_non_product: bundle.non_product * 2 > bundle.links,
            curve: bundle_curve(start, end),
        })
        .collect()
}

/// Left and right sides where there is a horizontal gap between the cells; top and bottom where they overlap
/// horizontally.
fn facing_sides(from: Area, to: Area) -> (CellSide, CellSide) {
    if to.min.x >= from.max.x {
        (CellSide::Right, CellSide::Left)
    } else if to.max.x <= from.min.x {
        (CellSide::Left, CellSide::Right)
    } else if to.middle().y >= from.middle().y {
        (CellSide::Bottom, CellSide::Top)
    } else {
        (CellSide::Top, CellSide::Bottom)
    }
}

fn point_on_side(cell: Area, side: CellSide, part: f32) -> Point {
    let across = cell.min.lerp(cell.max, part);
    match side {
        CellSide::Left => Point::new(cell.min.x, across.y),
        CellSide::Right => Point::new(cell.max.x, across.y),
        CellSide::Top => Point::new(across.x, cell.min.y),
        CellSide::Bottom => Point::new(across.x, cell.max.y),
    }
}

fn bundle_curve((from, out): (Point, CellSide), (to, into): (Point, CellSide)) -> Curve {
    let control_point = |point: Point, side: CellSide| {
        let (across, down) = ((to.x - from.x).abs() * 0.45, (to.y - from.y).abs() * 0.45);
        match side {
            CellSide::Left => Point::new(point.x - across, point.y),
            CellSide::Right => Point::new(point.x + across, point.y),
            CellSide::Top => Point::new(point.x, point.y - down),
            CellSide::Bottom => Point::new(point.x, point.y + down),
        }
    };
    Curve([from, control_point(from, out), control_point(to, into), to])
}
