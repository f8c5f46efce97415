//! What if, on a city of 2,000 actors: how long it takes from the wish to the triangles of the frame that shows it,
//! and what each part of that takes. A frame has 16 ms.

use std::hint::black_box;
use std::time::Instant;

use egui::{Context, Pos2, RawInput, Rect, Vec2};
use lienket::analysis::{assess, model_verdicts, verdict_changes};
use lienket::app::{DialogRequest, DialogResult, Environment, FileDialogs, Settings, Shell};
use lienket::command::Command;
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{ActorId, Proposal, Transaction};
use lienket::scene::build;

const ACTORS: u32 = 2_000;
const RUNS: usize = 60;

struct Nobody;

impl FileDialogs for Nobody {
    fn ask(&self, _: &DialogRequest) -> Box<dyn FnOnce() -> DialogResult + Send> {
        Box::new(|| DialogResult::Cancelled)
    }
}

fn main() {
    let map = sample_map(ACTORS, 1);
    let year = map.info().year;
    let leaving: Vec<ActorId> =
        map.actors().values().filter(|actor| actor.is_present(year)).map(|actor| actor.id).take(RUNS).collect();
    println!("{:>28} {:>10} {:>10}", "part", "median ms", "most ms");

    let derive = |id: ActorId| {
        let mut tried = map.clone();
        let mut edit = Transaction::begin(&mut tried);
        // An actor of this map may always leave it.
        let made = Proposal::RemoveActor(id).apply(&mut edit, year);
        assert!(made.is_ok(), "{made:?}");
        edit.finish();
        tried
    };
    report("derive", leaving.iter().map(|id| timed(|| derive(*id)).1));
    let tried: Vec<_> = leaving.iter().map(|id| derive(*id)).collect();
    report("assess", tried.iter().map(|map| timed(|| assess(map, year)).1));
    report("judge the map as recorded", tried.iter().map(|_| timed(|| model_verdicts(&map, year)).1));
    let (assessed, before) = (assess(&map, year), model_verdicts(&map, year));
    report("models that turn", tried.iter().map(|_| timed(|| verdict_changes(&before, &assessed.models)).1));
    report("scene", tried.iter().map(|map| timed(|| build(map, &assessed, Language::Vietnamese)).1));

    let ctx = Context::default();
    let mut shell =
        Shell::new(&ctx, map.clone(), None, Settings::default(), Environment::with_dialogs(Box::new(Nobody)));
    let mut time = 0.0;
    let parts = std::cell::RefCell::new([0.0; 3]);
    let mut frame = |shell: &mut Shell| {
        time += 1.0 / 60.0;
        let screen = Rect::from_min_size(Pos2::ZERO, Vec2::new(1600.0, 1000.0));
        let input = RawInput { screen_rect: Some(screen), time: Some(time), ..RawInput::default() };
        let mut taken = [0.0; 3];
        let output = ctx.run_ui(input, |ui| {
            taken[0] += timed(|| shell.update(ui.ctx())).1;
            taken[1] += timed(|| shell.draw(ui)).1;
        });
        taken[2] = timed(|| ctx.tessellate(output.shapes, output.pixels_per_point).len()).1;
        *parts.borrow_mut() = taken;
        taken.iter().sum()
    };
    let settle = |shell: &mut Shell, frame: &mut dyn FnMut(&mut Shell) -> f64| {
        loop {
            for _ in 0..3 {
                frame(shell);
            }
            if !shell.is_working() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    };
    settle(&mut shell, &mut frame);
    let mut tries = Vec::new();
    let mut quiet = Vec::new();
    let mut split: [Vec<f64>; 3] = Default::default();
    for id in leaving {
        quiet.push(frame(&mut shell));
        shell.submit(Command::AddWhatIf(vec![Proposal::RemoveActor(id)]));
        tries.push(frame(&mut shell));
        for (all, part) in split.iter_mut().zip(*parts.borrow()) {
            all.push(part);
        }
        settle(&mut shell, &mut frame);
        shell.submit(Command::DiscardWhatIf);
        settle(&mut shell, &mut frame);
    }
    report("a frame where nothing happens", quiet.into_iter());
    for (part, times) in ["of it: taking the wish in", "of it: drawing", "of it: triangles"].into_iter().zip(split) {
        report(part, times.into_iter());
    }
    report("the frame of the what-if", tries.into_iter());
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let value = black_box(run());
    let took = began.elapsed().as_secs_f64() * 1000.0;
    (value, took)
}

/// Prints the median and the most of some times; the first run, which fills caches, does not count.
fn report(part: &str, times: impl Iterator<Item = f64>) {
    let mut times: Vec<f64> = times.skip(1).collect();
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or_default();
    println!("{part:>28} {:>10.2} {:>10.2}", at(times.len() / 2), at(times.len().saturating_sub(1)));
}
