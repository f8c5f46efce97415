//! How often links between different columns cross, as drawn, beside what Graphviz dot makes of the same columns.

use std::collections::BTreeMap;

use lienket::exchange::sample_map;
use lienket::map::{ActorId, LinkKind, LinkageMap};
use lienket::scene::{Area, Curve, Path, Point, Scene};

/// The fewest crossings in three pictures by dot (graphviz 2.43.0) of samples with the columns of their maps:
/// `cargo bench --bench layout -- record`.
const DOT: &str = include_str!("dot.csv");
/// From the middle of one column to that of the next in one layer, and a little more: farther ones are different layers.
const COLUMN: f32 = 233.0;

/// The layer of each actor in a lane: columns side by side are one.
fn layers(map: &LinkageMap) -> BTreeMap<ActorId, usize> {
    let standing = || map.placements().values().filter(|place| !map.actors()[&place.actor].is_below_lanes());
    let mut xs: Vec<f32> = standing().map(|place| place.x).collect();
    xs.sort_by(f32::total_cmp);
    let starts: Vec<f32> = xs.windows(2).filter(|pair| pair[1] - pair[0] > COLUMN).map(|pair| pair[1]).collect();
    standing().map(|place| (place.actor, starts.partition_point(|start| *start <= place.x))).collect()
}

/// A curve as straight pieces, with the area that it lies in.
fn pieces(path: &Path) -> Vec<(Area, Vec<Point>)> {
    let piece = |curve: Curve| (curve.bounds(), (0..=12).map(|step| curve.at(step as f32 / 12.0)).collect());
    path.curves().map(piece).collect()
}

/// How often two lines run across each other. Lines that only touch do not.
fn crossings_of(one: &[Point], other: &[Point]) -> usize {
    let side = |p: Point, q: Point, r: Point| {
        f64::from(q.x - p.x) * f64::from(r.y - p.y) - f64::from(q.y - p.y) * f64::from(r.x - p.x)
    };
    let crosses = |a: Point, b: Point, c: Point, d: Point| {
        side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
    };
    let steps = one.windows(2).flat_map(|pair| other.windows(2).map(move |step| (pair, step)));
    steps.filter(|(pair, step)| crosses(pair[0], pair[1], step[0], step[1])).count()
}

fn crossings(map: &LinkageMap, scene: &Scene) -> usize {
    let layers = layers(map);
    let between = |from, to| layers.get(&from).zip(layers.get(&to)).is_some_and(|(from, to)| from != to);
    let lines: Vec<Vec<(Area, Vec<Point>)>> = scene
        .links
        .iter()
        .filter(|mark| mark.kind != LinkKind::Support && between(mark.from, mark.to))
        .map(|mark| pieces(&mark.path))
        .collect();
    let pairs = lines.iter().enumerate().flat_map(|(at, one)| lines[at + 1..].iter().map(move |other| (one, other)));
    let parts =
        pairs.flat_map(|(one, other)| one.iter().flat_map(move |part| other.iter().map(move |own| (part, own))));
    parts
        .filter(|((one, _), (other, _))| one.intersects(*other))
        .map(|((_, one), (_, other))| crossings_of(one, other))
        .sum()
}

#[test]
fn samples_never_cross_more_than_dot_draws_them() {
    let mut seen = 0;
    for row in DOT.lines().skip(1) {
        let cells: Vec<u64> = row.split(',').map(|cell| cell.parse().unwrap()).collect();
        let (actors, seed, dot) = (cells[0] as u32, cells[1], cells[2] as usize);
        // All of them: `cargo bench --bench layout -- samples`.
        let is_counted = match actors {
            0..=50 => true,
            100 => [3, 4, 5, 6, 8, 19].contains(&seed),
            200 => [4, 12].contains(&seed),
            _ => false,
        };
        if is_counted {
            let map = sample_map(actors, seed);
            let ours = crossings(&map, &super::scene(actors, seed));
            assert!(ours <= dot, "{actors} actors, seed {seed}: {ours} crossings, {dot} in dot's picture");
            seen += 1;
        }
    }
    assert_eq!(seen, 48);
}
