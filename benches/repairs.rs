//! What would mend a map, and what a trial costs, on maps of a city, a region and a country.
//!
//! Figures to reach: a trial of a city within one frame (16 ms), everything included but the painting; the repairs of
//! a city under 50 ms and of a country under 1.5 s.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use lienket::analysis::{assess, model_verdicts, study, verdict_changes};
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{LinkageMap, Proposal, Transaction};
use lienket::scene::build;

/// All that happens between the wish to do without an actor and the picture.
fn try_without(map: &LinkageMap) -> usize {
    let year = map.info().year;
    let mut tried = map.clone();
    let mut transaction = Transaction::begin(&mut tried);
    let whom = map.actors().keys().nth(map.actors().len() / 2).copied().unwrap_or_default();
    let left = Proposal::RemoveActor(whom).apply(&mut transaction, year);
    transaction.finish();
    let assessment = assess(&tried, year);
    let scene = build(&tried, &assessment, Language::Vietnamese);
    verdict_changes(&model_verdicts(map, year), &assessment.models).len()
        + scene.actors.len()
        + usize::from(left.is_ok())
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("repairs");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for actors in [2_000, 20_000, 100_000] {
        let map = sample_map(actors, 1);
        let assessment = assess(&map, map.info().year);
        group.bench_function(BenchmarkId::new("study", actors), |bencher| {
            bencher.iter(|| study(black_box(&map), &assessment, &|_| true));
        });
        group.bench_function(BenchmarkId::new("trial", actors), |bencher| {
            bencher.iter(|| try_without(black_box(&map)));
        });
    }
    group.finish();
    criterion.final_summary();
}
