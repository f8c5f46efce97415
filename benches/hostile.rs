//! Valid maps that cost more than they look, in full size: how long each takes, and how much memory.
//! `cargo bench --bench hostile -- chain circle` measures only what is named so. The goal stands beside each.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

mod desk;
#[path = "../tests/suite/hostile/maps.rs"]
mod maps;

use std::hint::black_box;
use std::process::{Command as Program, Stdio};
use std::time::{Duration, Instant};

use desk::Desk;
use lienket::analysis::assess;
use lienket::command::Command;
use lienket::editing::add_actor;
use lienket::exchange::{Picture, PictureOptions, export_png, export_svg, sample_map};
use lienket::language::Language;
use lienket::map::{DrawingStyle, LinkageMap, Selection, StageId, Transaction};
use lienket::scene::build;
use lienket::storage::write;
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|given| !given.starts_with("--")).collect();
    let is_wanted = |what: &str| wanted.is_empty() || wanted.iter().any(|wanted| what.contains(wanted));
    println!("{:>44} {:>10} {:>8}  goal", "", "ms", "peak MB");
    let measured = |what: &str, goal: &str, make: &dyn Fn() -> LinkageMap, measure: &dyn Fn(&LinkageMap) -> Cost| {
        if is_wanted(what) {
            report(what, measure(&make()), goal);
        }
    };
    let row = |what: &str, goal: &str, make: &dyn Fn() -> LinkageMap, run: &dyn Fn(&LinkageMap)| {
        measured(what, goal, make, &|map| here(|| run(map)));
    };
    let check = |what: &str, goal: &str, make: &dyn Fn() -> LinkageMap| measured(what, goal, make, &check);
    measured("far apart: the far view", "50 ms", &|| maps::far_apart(2_000), &|map| {
        let scene = build(map, &assess(map, map.info().year), Language::Vietnamese);
        here(|| {
            black_box(scene.lod_levels());
        })
    });
    row("far apart: PNG", "5 s", &|| maps::far_apart(2_000), &png);
    check("chain of 1,000 cores × 300: check", "5 s, 500 MB", &|| maps::long_chain(1_000, 300, true));
    check("chain without a market: check", "5 s, 500 MB", &|| maps::long_chain(1_000, 300, false));
    row("chain of 1,000 cores × 300: SVG", "5 s, 500 MB", &|| maps::long_chain(1_000, 300, true), &|map| {
        black_box(export_svg(&picture(map)));
    });
    check("circle of 2,000 × 100 conversions: check", "5 s", &|| maps::circle(2_000, 100));
    check("2,000 all linked: check", "5 s, 1 GB", &|| maps::all_linked(2_000));
    row("600 all linked: PNG", "5 s", &|| maps::all_linked(600), &png);
    check("10,000 models of 1,000: check", "3 s, 500 MB", &|| maps::many_models(10_000, 1_000));
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
            (desk.longest, _) = desk.frame(Vec::new());
            PEAK.reset_peak_usage();
            let [shown, settled] = desk.time(Command::Delete);
            let cost = |time: Duration| Cost { seconds: time.as_secs_f64(), megabytes: PEAK.peak_usage_as_mb() };
            report(&what, cost(shown), goal);
            report("… until nothing is computed any more", cost(settled), "");
            report("… the longest frame until then", cost(desk.longest), "50 ms");
        }
    }
}

/// What something took.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    megabytes: f32,
}

fn report(what: &str, cost: Cost, goal: &str) {
    println!("{what:>44} {:>10.1} {:>8.0}  {goal}", cost.seconds * 1000.0, cost.megabytes);
}

/// What something takes in this process.
fn here(run: impl FnOnce()) -> Cost {
    PEAK.reset_peak_usage();
    let began = Instant::now();
    run();
    Cost { seconds: began.elapsed().as_secs_f64(), megabytes: PEAK.peak_usage_as_mb() }
}

/// What `lienket check --format json` takes: of the memory, the most that was resident.
fn check(map: &LinkageMap) -> Cost {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hostile.lienket");
    std::fs::write(&path, write(map)).expect("written");
    let began = Instant::now();
    let mut program = Program::new(env!("CARGO_BIN_EXE_lienket"));
    program.args(["check", "--format", "json"]).arg(&path).stdout(Stdio::null());
    let mut running = program.spawn().expect("started");
    let status = format!("/proc/{}/status", running.id());
    let mut kilobytes = 0.0;
    while running.try_wait().expect("it runs").is_none() {
        // On Linux alone; the last look is a moment before the end.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        kilobytes = peak.unwrap_or(kilobytes);
        std::thread::sleep(Duration::from_millis(5));
    }
    Cost { seconds: began.elapsed().as_secs_f64(), megabytes: kilobytes / 1024.0 }
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
        office: String::new(),
        remark: None,
    };
    Picture::of(map, options).expect("it can be laid out")
}
