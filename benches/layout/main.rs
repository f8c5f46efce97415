//! Tidying maps of several sizes, and how often the drawn links cross; beside them, what Graphviz dot makes of the same
//! columns where it is installed, there and on small sparse graphs; tidying once more; how far actors move when one more
//! comes in; and tidying thoroughly. Sample maps, 1.5 links an actor.
//!
//! Figures to reach, on one core: a city of 2,000 within 0.1 s, 20,000 within 0.5 s, a country of 100,000 within 2 s and
//! 100 MB; never more crossings than dot's best picture; a scene of 1,024 bytes an actor. `cargo bench --bench layout --
//! SIZE…` takes other sizes, `-- samples` counts the samples of `tests/suite/scene/dot.csv`, and `-- record` writes that
//! file anew with the dot that is installed.

#![expect(clippy::indexing_slicing, clippy::float_cmp, clippy::expect_used, reason = "a bench knows what it measures")]

mod crossings;
mod dot;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use crossings::{Line, along, crossings};
use dot::Picture;
use lienket::analysis::assess;
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::layout::{LayoutRequest, tidy, tidy_thoroughly};
use lienket::map::{Actor, ActorId, Link, LinkKind, LinkageMap, Placement, Stage, StageId, Transaction};
use lienket::scene::{Point, Scene, build};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The largest map whose crossings are counted, and that dot is given.
const COUNTED: u32 = 5_000;
/// From the middle of one column to that of the next in one layer.
const COLUMN: f32 = 233.0;

/// The samples that are compared with dot: sizes, and seeds of each.
const SAMPLE_SIZES: [u32; 5] = [20, 50, 100, 200, 500];
const SAMPLE_SEEDS: std::ops::RangeInclusive<u64> = 1..=20;
/// The fewest crossings that dot drew of each.
const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/scene/dot.csv");

fn main() {
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    if asked("record") {
        return record();
    }
    if asked("samples") {
        return samples();
    }
    let sizes: Vec<u32> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 500, 1_000, 2_000, 5_000, 20_000, 100_000] } else { sizes };
    println!(
        "{:>8} {:>9} {:>9} {:>6} {:>9} {:>8} {:>8} {:>6} {:>9} {:>11} {:>7} {:>7} {:>11} {:>9} {:>11} {:>8} {:>6}",
        "actors",
        "tidy s",
        "again s",
        "MB",
        "scene s",
        "bytes",
        "moved",
        "many",
        "thorough",
        "crossings",
        "wide",
        "high",
        "crossings",
        "dot s",
        "crossings",
        "high",
        "ratio"
    );
    for actors in sizes {
        let map = bare(sample_map(actors, 1));
        let runs = (20_000 / actors).clamp(1, 20);
        let (places, took) = tidied(&map, runs);
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage_as_mb();
        tidied(&map, 1);
        let memory = MEMORY.peak_usage_as_mb() - before;
        let map = placed(map, &places);
        let (_, again) = tidied(&map, runs);
        let assessment = assess(&map, map.info().year);
        let before = MEMORY.current_usage();
        let began = Instant::now();
        let scene = build(&map, &assessment, Language::Vietnamese);
        let drawing = began.elapsed().as_secs_f64();
        // Of each actor, with its links and all that a screen asks for.
        let bytes = MEMORY.current_usage().saturating_sub(before) / actors as usize;
        let (wide, high) = (scene.area.width(), scene.area.height());
        let (moved, many) = movement(&map);
        print!("{actors:>8} {took:>9.3} {again:>9.3} {memory:>6.1} {drawing:>9.3} {bytes:>8} {moved:>8.3} {many:>6}");
        let began = Instant::now();
        let better = placed(map.clone(), &tidy_thoroughly(&LayoutRequest::of(&map), &|_| true).unwrap_or_default());
        print!(" {:>9.2}", began.elapsed().as_secs_f64());
        if actors > COUNTED {
            println!(" {:>11} {wide:>7} {high:>7}", "");
            continue;
        }
        let (columns, ties) = layered(&map);
        let ours = crossings(&lines(&scene, &ties));
        let thorough = crossings(&lines(&drawn(&better), &ties));
        print!(" {ours:>11} {wide:>7} {high:>7} {thorough:>11}");
        match dot::draw(&columns, &ties.into_values().collect::<Vec<_>>(), Picture::Usual) {
            Some(drawn) => {
                let theirs = crossings(&drawn.lines);
                let ratio = ours as f64 / theirs.max(1) as f64;
                println!(" {:>9.2} {theirs:>11} {:>8.0} {ratio:>6.2}", drawn.took, drawn.height);
            }
            None => println!(" (no dot, or not in a minute)"),
        }
    }
    small_graphs();
}

/// Writes how often lines cross in dot's best picture of each sample.
fn record() {
    let mut text = String::from("actors,seed,crossings\n");
    for actors in SAMPLE_SIZES {
        for seed in SAMPLE_SEEDS {
            let (columns, ties) = layered(&sample_map(actors, seed));
            let ties: Vec<(usize, usize)> = ties.into_values().collect();
            let drawn = Picture::ALL.map(|picture| dot::draw(&columns, &ties, picture));
            let fewest = drawn.iter().flatten().map(|drawn| crossings(&drawn.lines)).min().expect("dot is installed");
            let _ = writeln!(text, "{actors},{seed},{fewest}");
        }
    }
    std::fs::write(RECORD, text).expect("the record is written");
}

/// Counts the crossings of each sample beside dot's.
fn samples() {
    println!(
        "{:>8} {:>9} {:>9} {:>6} {:>6} {:>6} {:>9} {:>9}",
        "actors", "ours", "dot's", "ratio", "worst", "above", "tidy s", "longest"
    );
    let recorded = std::fs::read_to_string(RECORD).expect("the record");
    let rows: Vec<Vec<u64>> = recorded
        .lines()
        .skip(1)
        .map(|row| row.split(',').map(|cell| cell.parse().expect("a number")).collect())
        .collect();
    for actors in SAMPLE_SIZES {
        let (mut ours, mut theirs, mut worst, mut above, mut took, mut longest) = (0, 0, 0.0_f64, 0, 0.0, 0.0_f64);
        for row in rows.iter().filter(|row| row[0] == u64::from(actors)) {
            let map = bare(sample_map(actors, row[1]));
            let (places, seconds) = tidied(&map, 1);
            let map = placed(map, &places);
            let (_, ties) = layered(&map);
            let own = crossings(&lines(&drawn(&map), &ties));
            ours += own;
            theirs += row[2];
            worst = worst.max(own as f64 / row[2].max(1) as f64);
            above += u32::from(own > row[2]);
            took += seconds / SAMPLE_SEEDS.count() as f64;
            longest = longest.max(seconds);
        }
        let ratio = ours as f64 / theirs.max(1) as f64;
        println!("{actors:>8} {ours:>9} {theirs:>9} {ratio:>6.2} {worst:>6.2} {above:>6} {took:>9.3} {longest:>9.3}");
    }
}

/// The places of a tidied map, and the seconds that tidying it takes, on average of so many times.
fn tidied(map: &LinkageMap, runs: u32) -> (Vec<Placement>, f64) {
    let mut places = Vec::new();
    let began = Instant::now();
    for _ in 0..runs {
        places = tidy(&LayoutRequest::of(map), &|_| true).unwrap_or_default();
    }
    (places, began.elapsed().as_secs_f64() / f64::from(runs))
}

fn drawn(map: &LinkageMap) -> Scene {
    build(map, &assess(map, map.info().year), Language::Vietnamese)
}

/// The links between different columns as drawn.
fn lines(scene: &Scene, ties: &BTreeMap<u32, (usize, usize)>) -> Vec<Line> {
    let point = |point: Point| [f64::from(point.x), f64::from(point.y)];
    scene
        .links
        .iter()
        .filter(|mark| ties.contains_key(&mark.id.0))
        .map(|mark| {
            let curves = mark.path.curves().map(|curve| curve.0.map(point));
            std::iter::once(point(mark.path.start())).chain(curves.flat_map(along)).collect()
        })
        .collect()
}

/// Sparse directed graphs without circles, as small as those that graph drawing is usually measured on: each vertex in
/// the first layer that its ties allow. Mean crossings of twenty graphs a size, ours and dot's.
fn small_graphs() {
    println!("\n{:>8} {:>11} {:>11} {:>11} {:>6}", "vertices", "crossings", "thoroughly", "dot's", "ratio");
    let mut state = 7_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    for vertices in (10..=100).step_by(10) {
        let (mut ours, mut thorough, mut theirs) = (0, 0, 0);
        for _ in 0..20 {
            let mut pairs: Vec<(usize, usize)> = (0..vertices * 27 / 20)
                .map(|_| (below(vertices), below(vertices)))
                .filter(|(a, b)| a != b)
                .map(|(a, b)| (a.min(b), a.max(b)))
                .collect();
            pairs.sort_unstable();
            pairs.dedup();
            let mut layer = vec![0; vertices];
            for &(from, to) in &pairs {
                layer[to] = layer[to].max(layer[from] + 1);
            }
            let map = layered_map(&layer, &pairs);
            let places = tidy(&LayoutRequest::of(&map), &|_| true).unwrap_or_default();
            let map = placed(map, &places);
            let (columns, ties) = layered(&map);
            let scene = drawn(&map);
            let Some(drawn) = dot::draw(&columns, &ties.values().copied().collect::<Vec<_>>(), Picture::Usual) else {
                return;
            };
            ours += crossings(&lines(&scene, &ties));
            let better = tidy_thoroughly(&LayoutRequest::of(&map), &|_| true).unwrap_or_default();
            let better = crossings(&lines(&self::drawn(&placed(map, &better)), &ties));
            thorough += better;
            theirs += crossings(&drawn.lines);
        }
        let mean = |sum: u64| sum as f64 / 20.0;
        println!(
            "{vertices:>8} {:>11.2} {:>11.2} {:>11.2} {:>6.2}",
            mean(ours),
            mean(thorough),
            mean(theirs),
            ours as f64 / theirs.max(1) as f64
        );
    }
}

fn layered_map(layer: &[usize], pairs: &[(usize, usize)]) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let stages: Vec<StageId> = (0..=layer.iter().copied().max().unwrap_or_default())
        .map(|order| {
            edit.add(Stage { name: format!("{order}"), order: order as u32, ..Stage::default() }).expect("a stage")
        })
        .collect();
    let actor = |layer: &usize| Actor { name: "a".into(), stage: Some(stages[*layer]), ..Actor::default() };
    let actors: Vec<ActorId> = layer.iter().map(|layer| edit.add(actor(layer)).expect("an actor")).collect();
    for &(from, to) in pairs {
        edit.add(Link { from: actors[from], to: actors[to], ..Link::default() }).expect("a link");
    }
    edit.finish();
    map
}

/// How far the others move on average when an actor with two links comes in, and how many do.
fn movement(map: &LinkageMap) -> (f32, usize) {
    let mut grown = map.clone();
    let sellers: Vec<&Actor> = map.actors().values().filter(|actor| !actor.is_below_lanes()).take(2).collect();
    let mut edit = Transaction::begin(&mut grown);
    let new = edit.add(Actor { name: "new".into(), id: ActorId(0), ..sellers[0].clone() }).expect("an actor");
    for buyer in &sellers {
        edit.add(Link { from: new, to: buyer.id, ..Link::default() }).expect("a link");
    }
    edit.finish();
    let places = tidy(&LayoutRequest::of(&grown), &|_| true).unwrap_or_default();
    let moved =
        |place: &Placement| map.placements().get(&place.actor).map(|old| (old.x - place.x).hypot(old.y - place.y));
    let moved: Vec<f32> = places.iter().filter_map(moved).collect();
    (moved.iter().sum::<f32>() / moved.len() as f32, moved.iter().filter(|by| **by > 0.0).count())
}

/// A map of which nobody has a place yet.
fn bare(mut map: LinkageMap) -> LinkageMap {
    let placed: Vec<ActorId> = map.placements().keys().copied().collect();
    let mut edit = Transaction::begin(&mut map);
    for actor in placed {
        edit.remove::<Placement>(actor);
    }
    edit.finish();
    map
}

fn placed(mut map: LinkageMap, places: &[Placement]) -> LinkageMap {
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
    let standing: Vec<&Placement> = map
        .placements()
        .values()
        .filter(|place| map.actors().get(&place.actor).is_some_and(|actor| !actor.is_below_lanes()))
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
