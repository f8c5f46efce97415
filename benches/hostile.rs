//! Valid maps that cost more than they look, in full size: how long each takes, and how much memory.
//! `cargo bench --bench hostile -- chain circle` measures only what is named so. The goal stands beside each.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

mod desk;
#[path = "../tests/suite/hostile/maps.rs"]
mod maps;

use std::hint::black_box;
use std::time::Instant;

use desk::Desk;
use lienket::analysis::assess;
use lienket::command::Command;
use lienket::editing::add_actor;
use lienket::exchange::{Picture, PictureOptions, export_png, export_svg, sample_map};
use lienket::language::Language;
use lienket::map::{DrawingStyle, LinkageMap, Selection, StageId, Transaction};
use lienket::scene::build;
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|given| !given.starts_with("--")).collect();
    let is_wanted = |what: &str| wanted.is_empty() || wanted.iter().any(|wanted| what.contains(wanted));
    println!("{:>44} {:>10} {:>8}  goal", "", "ms", "peak MB");
    let row = |what: &str, goal: &str, make: &dyn Fn() -> LinkageMap, run: &dyn Fn(&LinkageMap)| {
        if is_wanted(what) {
            let map = make();
            PEAK.reset_peak_usage();
            let began = Instant::now();
            run(&map);
            report(what, began.elapsed().as_secs_f64(), goal);
        }
    };
    row("far apart: the far view", "50 ms", &|| maps::far_apart(2_000), &|map| {
        let assessment = assess(map, map.info().year);
        black_box(build(map, &assessment, Language::Vietnamese).lod_levels());
    });
    row("far apart: PNG", "5 s", &|| maps::far_apart(2_000), &png);
    row("chain of 1,000 cores × 300: check", "5 s, 500 MB", &|| maps::long_chain(1_000, 300, true), &check);
    row("chain without a market: check", "5 s, 500 MB", &|| maps::long_chain(1_000, 300, false), &check);
    row("chain of 1,000 cores × 300: SVG", "5 s, 500 MB", &|| maps::long_chain(1_000, 300, true), &|map| {
        black_box(export_svg(&picture(map)));
    });
    row("circle of 2,000 × 100 conversions: check", "5 s", &|| maps::circle(2_000, 100), &check);
    row("2,000 all linked: check", "5 s, 1 GB", &|| maps::all_linked(2_000), &check);
    row("600 all linked: PNG", "5 s", &|| maps::all_linked(600), &png);
    row("10,000 models of 1,000: check", "3 s, 500 MB", &|| maps::many_models(10_000, 1_000), &check);
    row("20,000 at one spot: add one", "50 ms", &|| maps::one_spot(20_000), &|map| {
        let mut map = map.clone();
        let mut edit = Transaction::begin(&mut map);
        add_actor(&mut edit, Some(StageId(1)), (100.0, 100.0), "new").expect("added");
        edit.finish();
    });
    for (actors, goal) in [(20_000, "50 ms"), (100_000, "a job with progress")] {
        let what = format!("all of {actors} deleted, in the frame");
        if is_wanted(&what) {
            let map = sample_map(actors, 1);
            let all = Selection::Actors(map.actors().keys().copied().collect());
            let mut desk = Desk::new(map);
            desk.time(Command::Select(all));
            PEAK.reset_peak_usage();
            let [shown, settled] = desk.time(Command::Delete);
            report(&what, shown.as_secs_f64(), goal);
            report("… until nothing is computed any more", settled.as_secs_f64(), "");
        }
    }
}

fn report(what: &str, seconds: f64, goal: &str) {
    println!("{what:>44} {:>10.1} {:>8.0}  {goal}", seconds * 1000.0, PEAK.peak_usage_as_mb());
}

/// What `lienket check --format json` does.
fn check(map: &LinkageMap) {
    black_box(assess(map, map.info().year));
}

fn png(map: &LinkageMap) {
    black_box(export_png(&picture(map), 1.0).expect("a picture"));
}

fn picture(map: &LinkageMap) -> Picture {
    let options = PictureOptions {
        model: None,
        year: map.info().year,
        language: Language::Vietnamese,
        drawing: DrawingStyle::default(),
        dark: false,
        date: String::new(),
        remark: None,
    };
    Picture::of(map, options).expect("it can be laid out")
}
