//! What the pages show beside the map, on maps of three sizes with targets of every measure.
//!
//! Figures to reach, on one core: `study` of a city within 50 ms, of a country within 1.5 s.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use lienket::analysis::{assess, study};
use lienket::exchange::sample_map;
use lienket::map::{ActorKind, LinkageMap, Measure, Target, TargetId, Transaction};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("goals");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for actors in [2_000, 20_000, 100_000] {
        let map = with_targets(sample_map(actors, 1));
        let assessment = assess(&map, map.info().year);
        group.bench_function(BenchmarkId::new("study", actors), |bencher| {
            bencher.iter(|| study(black_box(&map), &assessment, &|_| true));
        });
    }
    group.finish();
    criterion.final_summary();
}

fn with_targets(mut map: LinkageMap) -> LinkageMap {
    let year = map.info().year;
    let mut edit = Transaction::begin(&mut map);
    for measure in [
        Measure::Founded { kinds: [ActorKind::Group].into() },
        Measure::LinkedModels,
        Measure::MemberGrowth { base_year: year - 1 },
        Measure::EffectiveShare,
        Measure::FundCapital,
        Measure::ContractVolume { product: None },
        Measure::Count { kind: None, sector: None, district: String::new(), commune: String::new() },
    ] {
        let target = Target {
            id: TargetId::default(),
            name: "target".to_owned(),
            measure,
            year,
            goal: 1.0,
            of: [].into(),
            note: String::new(),
        };
        // A target that is refused is missing in every run alike.
        let _ = edit.add(target);
    }
    edit.finish();
    map
}
