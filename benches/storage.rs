//! Opening and saving: 38 actors (a meeting) to 100,000 (a country), 1.5 links each.
//!
//! To reach: open 20,000 in 0.3 s and 100,000 in 1.5 s; save 100,000 with sync in 0.5 s.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use std::collections::BTreeSet;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use lienket::exchange::sample_map;
use lienket::map::{Actor, ActorId, EditLabel, Editor, Transaction};
use lienket::storage::{SystemDisk, fingerprint, hash_bytes, open, read, save, save_to, write};

fn storage(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = c.benchmark_group("storage");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(3));
    for actors in [38, 2_000, 20_000, 100_000] {
        let map = sample_map(actors, 1);
        let path = folder.path().join(format!("{actors}.lienket"));
        save(&map, &path).expect("saved");
        let bytes = write(&map);
        println!("{actors} actors: {} bytes", bytes.len());
        group.bench_function(format!("open/{actors}"), |b| b.iter(|| open(&path)));
        // As the window saves what it has opened; another map that stands there is read before it is replaced.
        let mut known = fingerprint(&SystemDisk, &path).expect("it is there");
        group.bench_function(format!("save/{actors}"), |b| {
            b.iter(|| known = save_to(&SystemDisk, &map, &path, known).expect("saved").fingerprint);
        });
        group.bench_function(format!("save over another/{actors}"), |b| b.iter(|| save(&map, &path)));
        group.bench_function(format!("hash/{actors}"), |b| b.iter(|| hash_bytes(&bytes)));
        group.bench_function(format!("read/{actors}"), |b| b.iter(|| read(&bytes)));
        group.bench_function(format!("write/{actors}"), |b| b.iter(|| write(&map)));
        group.bench_function(format!("violations/{actors}"), |b| b.iter(|| map.violations()));
        // Adding is undone by a removal, the dearest of the small steps.
        let mut editor = Editor::new(map);
        group.bench_function(format!("add and undo/{actors}"), |b| {
            b.iter(|| {
                editor.edit(EditLabel::AddActor, |t| t.add(Actor { name: "x".to_owned(), ..Actor::default() })).ok();
                editor.undo()
            });
        });
        group.bench_function(format!("delete and undo/{actors}"), |b| {
            b.iter(|| {
                let remove = |t: &mut Transaction<'_>| {
                    t.remove::<Actor>(ActorId(1));
                    Ok(())
                };
                editor.edit(EditLabel::Delete, remove).ok();
                editor.undo()
            });
        });
        let all: BTreeSet<ActorId> = editor.map().actors().keys().copied().collect();
        group.bench_function(format!("delete all and undo/{actors}"), |b| {
            b.iter(|| {
                let remove = |t: &mut Transaction<'_>| {
                    t.remove_all::<Actor>(&all);
                    Ok(())
                };
                editor.edit(EditLabel::Delete, remove).ok();
                editor.undo()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, storage);
criterion_main!(benches);
