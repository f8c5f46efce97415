//! The verdict on maps of five sizes: a meeting, a city, a region, a country, and ten; 1.5 links an actor, 5 % lead a
//! model. Prints a table of medians in milliseconds; ten countries are assessed only once.
//!
//! Figures to reach, on one core, graph building included: `judge` of a country within 50 ms; whom its models hang on,
//! of all actors, within 50 ms; `assess` of a city within 5 ms, of a country within 0.4 s. Beyond a country the time
//! grows faster than the map, since what is walked no longer fits the processor's cache.

use std::hint::black_box;
use std::time::Instant;

use lienket::analysis::{assess, critical_actors, model_verdicts};
use lienket::exchange::sample_map;

fn main() {
    println!("{:>10} {:>12} {:>12} {:>12} {:>6}", "actors", "judge ms", "depends ms", "assess ms", "runs");
    for (actors, runs) in [(38, 200), (2_000, 100), (20_000, 20), (100_000, 10), (1_000_000, 1)] {
        let map = sample_map(actors, 1);
        let year = map.info().year;
        let judged = median(runs, || {
            black_box(model_verdicts(black_box(&map), year));
        });
        let depending = median(runs, || {
            black_box(critical_actors(black_box(&map), year));
        });
        let assessed = median(runs, || {
            black_box(assess(black_box(&map), year));
        });
        println!("{actors:>10} {judged:>12.3} {depending:>12.3} {assessed:>12.3} {runs:>6}");
    }
}

/// The median time of a run in milliseconds, after one run that does not count where there are several.
fn median(runs: usize, mut run: impl FnMut()) -> f64 {
    if runs > 1 {
        run();
    }
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(runs / 2).copied().unwrap_or_default()
}
