//! Tidying maps of several sizes, and how often the drawn links cross; beside them, what Graphviz dot makes of the same
//! columns where it is installed; and how far actors move when one more comes in. Sample maps, 1.5 links an actor.
//!
//! Figures to reach, on one core: a city of 2,000 within 0.1 s, 20,000 within 0.5 s, a country of 100,000 within 2 s;
//! nine tenths of dot's crossings at the most. `cargo bench --bench layout -- SIZE…` takes other sizes.

#![expect(clippy::indexing_slicing, clippy::float_cmp, clippy::expect_used, reason = "a bench knows what it measures")]

mod crossings;
mod dot;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use crossings::{Line, along, crossings};
use lienket::analysis::assess;
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::layout::{Request, tidy};
use lienket::map::{Actor, ActorId, Link, LinkKind, LinkageMap, Place, Transaction};
use lienket::scene::{Point, build};

/// The largest map whose crossings are counted, and that dot is given.
const COUNTED: u32 = 5_000;
/// From the middle of one column to that of the next in one layer.
const COLUMN: f32 = 233.0;

fn main() {
    let sizes: Vec<u32> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 500, 1_000, 2_000, 5_000, 20_000, 100_000] } else { sizes };
    println!(
        "{:>8} {:>9} {:>9} {:>8} {:>6} {:>11} {:>7} {:>7} {:>9} {:>11} {:>8} {:>6}",
        "actors",
        "tidy s",
        "scene s",
        "moved",
        "many",
        "crossings",
        "wide",
        "high",
        "dot s",
        "crossings",
        "high",
        "ratio"
    );
    for actors in sizes {
        let map = sample_map(actors, 1);
        let runs = (20_000 / actors).clamp(1, 20);
        let mut places = Vec::new();
        let began = Instant::now();
        for _ in 0..runs {
            places = tidy(&Request::of(&map), &AtomicBool::new(false)).unwrap_or_default();
        }
        let took = began.elapsed().as_secs_f64() / f64::from(runs);
        let map = placed(map, &places);
        let assessment = assess(&map, map.info().year);
        let began = Instant::now();
        let scene = build(&map, &assessment, Language::Vietnamese);
        let drawing = began.elapsed().as_secs_f64();
        let (wide, high) = (scene.area.width(), scene.area.height());
        let (moved, many) = movement(&map);
        print!("{actors:>8} {took:>9.3} {drawing:>9.3} {moved:>8.3} {many:>6}");
        if actors > COUNTED {
            println!(" {:>11} {wide:>7} {high:>7}", "");
            continue;
        }
        let (columns, ties) = layered(&map);
        let lines: Vec<Line> = scene
            .links
            .iter()
            .filter(|mark| ties.contains_key(&mark.id.0))
            .map(|mark| {
                let point = |point: Point| [f64::from(point.x), f64::from(point.y)];
                let curves = mark.path.curves().iter().map(|curve| curve.0.map(point));
                std::iter::once(point(mark.path.start())).chain(curves.flat_map(along)).collect()
            })
            .collect();
        let ours = crossings(&lines);
        print!(" {ours:>11} {wide:>7} {high:>7}");
        match dot::draw(&columns, &ties.into_values().collect::<Vec<_>>()) {
            Some(drawn) => {
                let theirs = crossings(&drawn.lines);
                let ratio = ours as f64 / theirs.max(1) as f64;
                println!(" {:>9.2} {theirs:>11} {:>8.0} {ratio:>6.2}", drawn.took, drawn.height);
            }
            None => println!(" (no dot, or not in a minute)"),
        }
    }
}

/// How far the others move on average when an actor with two links comes in, and how many do.
fn movement(map: &LinkageMap) -> (f32, usize) {
    let mut grown = map.clone();
    let sellers: Vec<&Actor> = map.actors().values().filter(|actor| !actor.stands_below()).take(2).collect();
    let mut edit = Transaction::begin(&mut grown);
    let new = edit.add(Actor { name: "new".into(), id: ActorId(0), ..sellers[0].clone() }).expect("an actor");
    for buyer in &sellers {
        edit.add(Link { from: new, to: buyer.id, ..Link::default() }).expect("a link");
    }
    edit.finish();
    let places = tidy(&Request::of(&grown), &AtomicBool::new(false)).unwrap_or_default();
    let moved = |place: &Place| map.places().get(&place.actor).map(|old| (old.x - place.x).hypot(old.y - place.y));
    let moved: Vec<f32> = places.iter().filter_map(moved).collect();
    (moved.iter().sum::<f32>() / moved.len() as f32, moved.iter().filter(|by| **by > 0.0).count())
}

fn placed(mut map: LinkageMap, places: &[Place]) -> LinkageMap {
    let mut edit = Transaction::begin(&mut map);
    for place in places {
        edit.set(*place).expect("a place of the map's own actor");
    }
    edit.finish();
    map
}

/// The column of each actor in a lane, a block of columns being one; and the links between different ones, by id, from
/// left to right.
fn layered(map: &LinkageMap) -> (Vec<usize>, BTreeMap<u32, (usize, usize)>) {
    let standing: Vec<&Place> = map
        .places()
        .values()
        .filter(|place| map.actors().get(&place.actor).is_some_and(|actor| !actor.stands_below()))
        .collect();
    let mut xs: Vec<f32> = standing.iter().map(|place| place.x).collect();
    xs.sort_by(f32::total_cmp);
    let breaks: Vec<f32> = xs.windows(2).filter(|pair| pair[1] - pair[0] > COLUMN).map(|pair| pair[1]).collect();
    let columns: Vec<usize> = standing.iter().map(|place| breaks.partition_point(|start| *start <= place.x)).collect();
    let index: BTreeMap<ActorId, usize> = standing.iter().enumerate().map(|(at, place)| (place.actor, at)).collect();
    let tie = |from: ActorId, to: ActorId| {
        let (from, to) = (*index.get(&from)?, *index.get(&to)?);
        match columns[from].cmp(&columns[to]) {
            std::cmp::Ordering::Less => Some((from, to)),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some((to, from)),
        }
    };
    let links = map.links().values().filter(|link| link.kind != LinkKind::Support);
    let ties = links.filter_map(|link| Some((link.id.0, tie(link.from, link.to)?))).collect();
    (columns, ties)
}
