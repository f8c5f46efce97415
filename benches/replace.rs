//! Finding and replacing in the texts of a city and of a country: the whole search, and the edit. A frame of 16 ms has room for
//! the search of a city; that of a country goes over several.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion};
use lienket::editing::{SearchScope, TextQuery, TextSearch, change_texts};
use lienket::exchange::sample_map;
use lienket::language::{MatchOptions, TextPattern};
use lienket::map::{EditLabel, Editor, LinkageMap};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("replace");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for size in [2_000, 100_000] {
        let map = sample_map(size, 1);
        for find in ["thoi lai", "Thới Lai", "a"] {
            group.bench_function(BenchmarkId::new(format!("search of “{find}”"), size), |bencher| {
                bencher.iter(|| search(black_box(&map), find, usize::MAX).hits().len());
            });
        }
        group.bench_function(BenchmarkId::new("search within a frame", size), |bencher| {
            bencher.iter(|| search(black_box(&map), "thoi lai", 600_000).hits().len());
        });
        let found = search(&map, "thoi lai", usize::MAX);
        let changes = || found.hits().iter().filter_map(|hit| hit.change(found.query(), &map)).collect::<Vec<_>>();
        let count = changes().len();
        group.bench_function(BenchmarkId::new(format!("edit of {count} texts"), size), |bencher| {
            bencher.iter_batched(
                || Editor::new(map.clone()),
                |mut editor| editor.edit(EditLabel::ReplaceTexts(1), |edit| change_texts(edit, &changes())).is_ok(),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
    criterion.final_summary();
}

fn search(map: &LinkageMap, find: &str, bytes: usize) -> TextSearch {
    let pattern = TextPattern::new(find, MatchOptions::default());
    let mut search = TextSearch::new(TextQuery { pattern, by: "Cần Thơ".to_owned(), scope: SearchScope::Map });
    search.advance(map, bytes);
    search
}
