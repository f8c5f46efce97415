//! Comparing two states of a map and merging two copies, 2,000 and 100,000 actors (a country) with 1.5 links each.
//!
//! To reach: each within 1 s at 100,000.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use lienket::analysis::map_changes;
use lienket::editing::{MergeSide, merge_maps};
use lienket::exchange::{ComparisonJson, comparison_lines, sample_map};
use lienket::language::Language;
use lienket::map::{Actor, EditLabel, Editor, IdBlock, LinkageMap, MapId};

/// The map after a copy with this block has renamed every so many actors and added as many.
fn edited(map: &LinkageMap, block: u64, every: usize) -> LinkageMap {
    let mut editor = Editor::new(map.clone());
    editor.set_block(IdBlock::with_number(block));
    let ids: Vec<_> = map.actors().keys().copied().skip(block as usize).step_by(every).collect();
    let edit = editor.edit(EditLabel::EditMap, |edit| {
        for id in ids {
            edit.edit::<Actor>(id, |actor| actor.name.push_str(" 2"))?;
            edit.add(Actor { name: format!("HTX {id}"), ..Actor::default() })?;
        }
        Ok(())
    });
    edit.expect("a valid edit");
    editor.map().clone()
}

fn versions(c: &mut Criterion) {
    let mut group = c.benchmark_group("versions");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(3));
    for actors in [2_000, 100_000] {
        let base = sample_map(actors, 1).with_new_identity(MapId(1));
        let [a, b] = [1, 2].map(|block| edited(&base, block, 50));
        group.bench_function(format!("compare/{actors}"), |bench| {
            bench.iter(|| {
                let changes = map_changes(&base, &a, &|_| true).expect("nobody cancels it");
                black_box(ComparisonJson::new(&changes, &base, &a));
                black_box(comparison_lines(&changes, &base, &a, Language::Vietnamese));
            });
        });
        group.bench_function(format!("merge/{actors}"), |bench| {
            bench.iter(|| merge_maps(Some(&base), [&a, &b], MergeSide::A).expect("copies of one map"));
        });
        group.bench_function(format!("merge without a base/{actors}"), |bench| {
            bench.iter(|| merge_maps(None, [&a, &b], MergeSide::A).expect("copies of one map"));
        });
    }
    group.finish();
}

criterion_group!(benches, versions);
criterion_main!(benches);
