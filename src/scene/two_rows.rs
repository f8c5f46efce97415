//! The scene of a chain in two rows, as on a slide: each row has lanes of its own, and links lead from the end of the first
//! row between both to the beginning of the second.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{build_with_paths, in_two_rows};
use super::edge_paths::{card_area, edge_paths};
use super::geometry::{Curve, Path, Point};
use super::scene_graph::Scene;
use crate::analysis::Assessment;
use crate::language::Language;
use crate::layout::TwoRows;
use crate::map::{ActorId, DrawingStyle, Link, LinkId, LinkKind, LinkageMap};

/// How far beside its cards a link from one row to the other runs down, and how much farther each further one, in map
/// units: both fit between two columns.
const ASIDE: f32 = 10.0;
const STEP: f32 = 4.0;
/// How many links run beside each other; more share their ways.
const MAX_ASIDE: usize = 4;
/// Radius of their turns, in map units.
const RADIUS: f32 = 7.0;

/// The scene of a map, laid out in two rows.
pub(super) fn two_row_scene(
    map: &LinkageMap,
    rows: &TwoRows,
    assessment: &Assessment,
    style: (Language, DrawingStyle),
) -> Scene {
    let map = map.clone().with_placements(rows.placements.iter().copied());
    let [above, below] = [false, true].map(|wanted| {
        let actors = map.actors().keys().filter(|id| rows.below.contains(id) == wanted);
        let actors: BTreeSet<ActorId> = actors.copied().collect();
        map.subgraph(&actors).with_placements(map.placements().values().copied())
    });
    let mut paths = edge_paths(&map, None);
    // Inside a row links are led as if it were alone.
    let inside = |row: &LinkageMap| row.links().keys().copied().zip(edge_paths(row, None).paths).collect::<Vec<_>>();
    let mut inside: BTreeMap<LinkId, Option<Path>> = [&above, &below].into_iter().flat_map(inside).collect();
    for (id, path) in map.links().keys().zip(&mut paths.paths) {
        if let Some(own) = inside.remove(id) {
            *path = own;
        }
    }
    lead_between_rows(&map, rows, &mut paths.paths);
    let scene = build_with_paths(&map, assessment.into(), style, paths);
    in_two_rows(scene, [&above, &below], (rows.top, rows.head))
}

/// Leads the links from the first row to the second between both: out of their seller to the right, and into their buyer
/// from the left, as everywhere else.
fn lead_between_rows(map: &LinkageMap, rows: &TwoRows, paths: &mut [Option<Path>]) {
    let lowest = map.placements().values().filter(|place| !rows.below.contains(&place.actor));
    let lowest = lowest.map(|place| card_area(place).max.y).fold(f32::NEG_INFINITY, f32::max);
    let turned = |link: &&Link| {
        link.kind != LinkKind::Support && !rows.below.contains(&link.from) && rows.below.contains(&link.to)
    };
    let mut nth = 0;
    for (link, path) in map.links().values().zip(paths) {
        let card = |id: ActorId| map.placements().get(&id).map(card_area);
        let (Some(from), Some(to)) = (card(link.from), card(link.to)) else { continue };
        if !turned(&link) {
            continue;
        }
        let aside = ASIDE + STEP * (nth % MAX_ASIDE) as f32;
        let part = (1 + nth % MAX_ASIDE) as f32 / (MAX_ASIDE + 1) as f32;
        nth += 1;
        let between = lowest + (rows.top - lowest) * part;
        let (start, end) = (Point::new(from.max.x, from.middle().y), Point::new(to.min.x, to.middle().y));
        let (right, left) = (start.x + aside, end.x - aside);
        *path = Some(rounded(&[
            start,
            Point::new(right, start.y),
            Point::new(right, between),
            Point::new(left, between),
            Point::new(left, end.y),
            end,
        ]));
    }
}

/// A path along these points with rounded corners; no two of them are the same.
fn rounded(points: &[Point]) -> Path {
    let mut curves = Vec::with_capacity(points.len() * 2);
    let mut at = points.first().copied().unwrap_or_default();
    for corner in points.windows(3) {
        let [before, corner, after] = corner else { continue };
        let towards = |other: &Point| {
            let length = corner.distance(*other);
            corner.lerp(*other, (RADIUS / length.max(f32::EPSILON)).min(0.5))
        };
        let (start, end) = (towards(before), towards(after));
        // A quarter of a circle, by the usual approximation with one cubic curve.
        let control = |from: Point| from.lerp(*corner, 0.552);
        curves.push(Curve::straight(at, start));
        curves.push(Curve([start, control(start), control(end), end]));
        at = end;
    }
    let last = Curve::straight(at, points.last().copied().unwrap_or_default());
    let mut curves = curves.into_iter().chain([last]);
    let first = curves.next().unwrap_or(last);
    Path::new(first, curves)
}
