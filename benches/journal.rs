//! The journal of a city and of a country: what an edit costs on the frame (following the history), what its record costs
//! on the thread that writes it, and what 10,000 edits take to be recovered, with the size of their journal.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench ends where something fails")]

mod desk;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BatchSize, BenchmarkId, Criterion};
use desk::Desk;
use lienket::command::{Change, Command};
use lienket::exchange::sample_map;
use lienket::map::{Actor, ActorId, EditLabel, Editor, LinkageMap, MapId};
use lienket::storage::{
    FORMAT, JournalEntry, JournalHeader, JournalMirror, JournalSnapshot, JournalStore, PendingEntry, VersionStore,
    read_journal, replay, write_entries,
};

/// Edits of a day of work, and more.
const EDITS: usize = 10_000;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("journal");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for size in [2_000, 100_000] {
        let map = sample_map(size, 1).with_new_identity(MapId(5));
        let actors: Vec<ActorId> = map.actors().keys().copied().collect();
        let edited = edited(map.clone(), &actors, EDITS);
        group.bench_function(BenchmarkId::new("following an edit after 10,000", size), |bencher| {
            // Giving back the map is no part of it.
            bencher.iter_batched_ref(
                || {
                    let mut editor = edited.clone();
                    let mirror = JournalMirror::of(&editor);
                    rename(&mut editor, actors[0], "Tên mới");
                    (editor, mirror)
                },
                |(editor, mirror)| black_box(mirror.follow(editor, 0)).len(),
                BatchSize::LargeInput,
            );
        });
        let entries = JournalMirror::of(&Editor::new(map.clone())).follow(&edited, 0);
        group.bench_function(BenchmarkId::new("text of 10,000 edits", size), |bencher| {
            bencher.iter(|| text(black_box(&entries)).len());
        });
        let mut journal = start(&map);
        journal.extend(text(&entries));
        let began = Instant::now();
        let replayed = replay(read_journal(&journal).unwrap(), map.clone()).unwrap();
        println!(
            "{size} actors: {EDITS} edits are {} bytes; recovered once in {:.0} ms, as before: {}",
            journal.len(),
            began.elapsed().as_secs_f64() * 1e3,
            replayed.editor.map() == edited.map(),
        );
        group.bench_function(BenchmarkId::new("recovering 10,000 edits", size), |bencher| {
            bencher.iter_batched(
                || map.clone(),
                |map| replay(read_journal(&journal).unwrap(), map).unwrap().unsaved_edits(),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
    criterion.final_summary();
    desk::report_head();
    for size in [2_000, 100_000] {
        let map = sample_map(size, 1).with_new_identity(MapId(5));
        for has_journal in [false, true] {
            let what = format!("{size}: {} a journal", if has_journal { "with" } else { "without" });
            desk::report(&what, edits_in_the_window(map.clone(), has_journal));
        }
    }
}

/// How long edits take in the window, to the end of their frame and until all is computed and written.
fn edits_in_the_window(map: LinkageMap, has_journal: bool) -> impl Iterator<Item = [Duration; 2]> {
    let folder = tempfile::tempdir().unwrap();
    let store = || {
        let versions = VersionStore::new(folder.path().join("versions"));
        JournalStore::new(folder.path().join("journals"), versions)
    };
    let actors: Vec<Actor> = map.actors().values().take(40).cloned().collect();
    let mut desk = Desk::with(map, |environment| environment.journal_store = has_journal.then(store));
    actors.into_iter().enumerate().map(move |(at, actor)| {
        let _kept = &folder;
        let renamed = Actor { name: format!("HTX số {at}"), ..actor };
        desk.time(Command::Update(Box::new(Change::Actor(renamed))))
    })
}

fn rename(editor: &mut Editor, actor: ActorId, name: &str) {
    let change = |actor: &mut Actor| name.clone_into(&mut actor.name);
    editor.edit(EditLabel::EditActor, |edit| edit.edit(actor, change)).unwrap();
}

fn edited(map: LinkageMap, actors: &[ActorId], edits: usize) -> Editor {
    let mut editor = Editor::new(map);
    for at in 0..edits {
        rename(&mut editor, actors[at % actors.len()], &format!("HTX số {at}"));
    }
    editor
}

fn start(map: &LinkageMap) -> Vec<u8> {
    let header = JournalHeader {
        journal: 0,
        format: FORMAT,
        identity: MapId(5),
        title: String::new(),
        path: None,
        base: 0,
        saved: true,
        file: None,
        block: Editor::new(map.clone()).block(),
        program: String::new(),
        begun: 0,
    };
    JournalSnapshot::of(&Editor::new(map.clone()), PendingEntry::Typed(None), 0, false).write(&header).unwrap()
}

fn text(entries: &[PendingEntry]) -> Vec<u8> {
    let entries: Vec<JournalEntry> = entries.iter().map(JournalEntry::from).collect();
    let mut bytes = Vec::new();
    write_entries(&entries, &mut bytes).unwrap();
    bytes
}
