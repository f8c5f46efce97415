//! What a map says of volumes, on maps of four sizes: a city, a region, a country and ten; 1.5 links an actor.
//!
//! Figure to reach, on one core: the greatest flow of every product of a country, graph building included, under
//! 60 ms.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use lienket::analysis::max_flows;
use lienket::exchange::sample_map;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("flow");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for actors in [2_000, 20_000, 100_000, 1_000_000] {
        let map = sample_map(actors, 1);
        let year = map.info().year;
        group.bench_function(BenchmarkId::new("carried_to_buyers", actors), |bencher| {
            bencher.iter(|| max_flows(black_box(&map), year));
        });
    }
    group.finish();
    criterion.final_summary();
}
