//! Finding and replacing in the texts of a city and of a country: the whole search, a frame's part of it, what becomes of
//! every hit, and the edit. A frame of 16 ms has room for the search of a city; that of a country goes over several.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion};
use lienket::editing::{SearchScope, TextChange, TextQuery, TextSearch, change_texts};
use lienket::exchange::sample_map;
use lienket::language::{MatchOptions, TextPattern};
use lienket::map::{EditLabel, Editor, LinkageMap, Transaction};

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
            bencher.iter(|| search(black_box(&map), "a", 600_000).hits().len());
        });
        let found = search(&map, "a", usize::MAX);
        let changes = || found.hits().iter().filter_map(|hit| hit.change(found.query(), &map)).collect::<Vec<_>>();
        group.bench_function(BenchmarkId::new("changes of all hits", size), |bencher| {
            bencher.iter(|| black_box(changes()).len());
        });
        let changes = changes();
        let count = changes.len();
        group.bench_function(BenchmarkId::new(format!("whether {count} texts are as shown"), size), |bencher| {
            bencher.iter(|| changes.iter().all(|change| change.fits(black_box(&map))));
        });
        group.bench_function(BenchmarkId::new(format!("edit of {count} texts"), size), |bencher| {
            bencher.iter_batched(
                || Editor::new(map.clone()),
                |mut editor| editor.edit(EditLabel::ReplaceTexts(1), |edit| change_texts(edit, &changes)).is_ok(),
                BatchSize::LargeInput,
            );
        });
        let patch = patch(&map, &changes);
        group.bench_function(BenchmarkId::new(format!("applying {count} texts worked out before"), size), |bencher| {
            bencher.iter_batched(
                || (Editor::new(map.clone()), patch.clone()),
                |(mut editor, patch)| editor.apply(EditLabel::ReplaceTexts(1), patch).is_ok(),
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

fn patch(map: &LinkageMap, changes: &[TextChange]) -> lienket::map::Patch {
    let mut map = map.clone();
    let mut edit = Transaction::begin(&mut map);
    let _ = change_texts(&mut edit, changes);
    edit.finish()
}
