//! The verdict on maps of four sizes: a meeting, a city, a region, a country; 1.5 links an actor, 5 % lead a model.
//!
//! Figures to reach, on one core: `judge` of a country under 0.1 s, graph building included; `assess` well under 1 s.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use lienket::analysis::{assess, judge};
use lienket::exchange::sample_map;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("verdict");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for actors in [38, 2_000, 20_000, 100_000] {
        let map = sample_map(actors, 1);
        let year = map.info().year;
        group.bench_function(BenchmarkId::new("judge", actors), |bencher| {
            bencher.iter(|| judge(black_box(&map), year));
        });
        group.bench_function(BenchmarkId::new("assess", actors), |bencher| {
            bencher.iter(|| assess(black_box(&map), year));
        });
    }
    group.finish();
    criterion.final_summary();
}
