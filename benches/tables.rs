//! The tables of a city and of a country: putting rows in order, making them ready for a filter, filtering, writing.
//! A window has 16 ms for a frame: filtering and adding up must fit in one; the others are worked out beside it where a
//! table has more than 2,000 rows.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use lienket::analysis::assess;
use lienket::exchange::{
    SortOrder, TableColumn, TableIndex, TableKind, TableSource, haystacks, sample_map, sorted_rows, table_csv,
};
use lienket::language::Language;
use lienket::schema::actor;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("tables");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for size in [2_000, 100_000] {
        let map = sample_map(size, 1);
        let assessment = assess(&map, map.info().year);
        let source = TableSource::new(&map, &assessment, Language::Vietnamese);
        let kind = TableKind::Actors;
        let (rows, columns) = (kind.rows(source), kind.columns());
        for (name, column) in
            [("sort by name", TableColumn::Actor(&actor::NAME)), ("sort by year", TableColumn::Actor(&actor::FOUNDED))]
        {
            let order = SortOrder { column, descending: false };
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| sorted_rows(black_box(&rows), order, source));
            });
        }
        group.bench_function(BenchmarkId::new("ready for a filter", size), |bencher| {
            bencher.iter(|| haystacks(black_box(&rows), columns, source));
        });
        // What a letter typed costs within the frame: the filter over all rows, and the totals of what it finds.
        let (prepared, places) =
            (TableIndex::of(kind, source, &|_| true).unwrap_or_default(), (0..rows.len()).collect::<Vec<_>>());
        group.bench_function(BenchmarkId::new("a letter typed", size), |bencher| {
            bencher.iter(|| prepared.totals(&prepared.matching(black_box(&places), "htx lúa")));
        });
        group.bench_function(BenchmarkId::new("totals of all rows", size), |bencher| {
            bencher.iter(|| prepared.totals(black_box(&places)));
        });
        group.bench_function(BenchmarkId::new("csv", size), |bencher| {
            bencher.iter(|| table_csv(black_box(&rows), columns, source));
        });
    }
    group.finish();
    criterion.final_summary();
}
