//! The links between cells, bundled: where each ribbon leaves a box, and where it comes in.

use super::{CellMark, RibbonMark};
use crate::map::LinkKind;
use crate::scene::geometry::{Area, Curve, Point};
use crate::scene::marks::LinkMark;

/// How many ribbons of a box are kept: those that are not among the strongest of either end are left out.
const KEPT: usize = 5;
/// How much of a box's side ribbons are spread over.
const SPREAD: f32 = 0.7;

/// A side of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

#[derive(Clone, Copy, Debug)]
struct Bundle {
    links: usize,
    back: usize,
    soft: usize,
}

/// Bundles links, given with the cells that they start and end in; links inside a cell are not seen.
pub(super) fn ribbons<'a>(
    cells: &[CellMark],
    links: impl Iterator<Item = (usize, usize, &'a LinkMark)>,
) -> Vec<RibbonMark> {
    let mut ends: Vec<(u32, u32, bool, bool)> = links
        .filter(|(from, to, _)| from != to)
        .map(|(from, to, link)| (from as u32, to as u32, link.back, link.kind != LinkKind::Product))
        .collect();
    ends.sort_unstable();
    let mut strongest: Vec<((usize, usize), Bundle)> = ends
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter_map(|links| {
            let (from, to, ..) = *links.first()?;
            let back = links.iter().filter(|(_, _, back, _)| *back).count();
            let soft = links.iter().filter(|(_, _, _, soft)| *soft).count();
            Some(((from as usize, to as usize), Bundle { links: links.len(), back, soft }))
        })
        .collect();
    strongest.sort_by_key(|(ends, bundle)| (std::cmp::Reverse(bundle.links), *ends));
    let mut leaving = vec![0_usize; cells.len()];
    let mut coming = leaving.clone();
    strongest.retain(|((from, to), _)| {
        let rank = |ranks: &mut Vec<usize>, cell: usize| {
            ranks.get_mut(cell).is_some_and(|rank| {
                *rank += 1;
                *rank <= KEPT
            })
        };
        let (out, into) = (rank(&mut leaving, *from), rank(&mut coming, *to));
        out || into
    });
    // The strongest are drawn last, on top.
    strongest.reverse();
    drawn(cells, &strongest)
}

fn drawn(cells: &[CellMark], bundles: &[((usize, usize), Bundle)]) -> Vec<RibbonMark> {
    let area = |cell: usize| cells.get(cell).map_or(Area::NOTHING, |cell| cell.area);
    // All places where a ribbon meets a side of a box, by where the ribbon's other end is.
    let mut ports: Vec<(usize, Side, f32, usize, bool)> = Vec::with_capacity(bundles.len() * 2);
    for (at, ((from, to), _)) in bundles.iter().enumerate() {
        let (out, into) = sides(area(*from), area(*to));
        let along = |side: Side, other: Area| match side {
            Side::Left | Side::Right => other.middle().y,
            Side::Top | Side::Bottom => other.middle().x,
        };
        ports.push((*from, out, along(out, area(*to)), at, true));
        ports.push((*to, into, along(into, area(*from)), at, false));
    }
    ports.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then((a.3, a.4).cmp(&(b.3, b.4))));
    let mut ends = vec![[(Point::default(), Side::Left); 2]; bundles.len()];
    for side in ports.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (place, (cell, min_cut_side, _, at, starts)) in side.iter().enumerate() {
            let part = (place as f32 + 0.5) / side.len() as f32;
            let point = on_side(area(*cell), *min_cut_side, 0.5 + (part - 0.5) * SPREAD);
            if let Some([start, end]) = ends.get_mut(*at) {
                *(if *starts { start } else { end }) = (point, *min_cut_side);
            }
        }
    }
    bundles
        .iter()
        .zip(ends)
        .map(|(((from, to), bundle), [start, end])| RibbonMark {
            from: *from,
            to: *to,
            links: bundle.links,
            back: bundle.back * 2 > bundle.links,
            soft: bundle.soft * 2 > bundle.links,
            curve: curve(start, end),
        })
        .collect()
}

/// Goods leave rightwards and come in from the left where there is room between the boxes; from boxes one above the
/// other they go down or up.
fn sides(from: Area, to: Area) -> (Side, Side) {
    if to.min.x >= from.max.x {
        (Side::Right, Side::Left)
    } else if to.max.x <= from.min.x {
        (Side::Left, Side::Right)
    } else if to.middle().y >= from.middle().y {
        (Side::Bottom, Side::Top)
    } else {
        (Side::Top, Side::Bottom)
    }
}

fn on_side(cell: Area, side: Side, part: f32) -> Point {
    let across = cell.min.towards(cell.max, part);
    match side {
        Side::Left => Point::new(cell.min.x, across.y),
        Side::Right => Point::new(cell.max.x, across.y),
        Side::Top => Point::new(across.x, cell.min.y),
        Side::Bottom => Point::new(across.x, cell.max.y),
    }
}

fn curve((from, out): (Point, Side), (to, into): (Point, Side)) -> Curve {
    let pushed = |point: Point, side: Side| {
        let (across, down) = ((to.x - from.x).abs() * 0.45, (to.y - from.y).abs() * 0.45);
        match side {
            Side::Left => Point::new(point.x - across, point.y),
            Side::Right => Point::new(point.x + across, point.y),
            Side::Top => Point::new(point.x, point.y - down),
            Side::Bottom => Point::new(point.x, point.y + down),
        }
    };
    Curve([from, pushed(from, out), pushed(to, into), to])
}
