//! What the program keeps for itself, damaged: journals, versions, locks, marks of open maps, and working copies.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lienket::map::{ActorId, Editor, LinkageMap, MapId};
use lienket::storage::{
    Disk, JournalName, JournalSnapshot, JournalStore, LockOwner, Locking, MapLock, Openings, PendingEntry,
    VersionStore, WorkingCopyStore, lock_map, lock_path, read, read_journal, replay, take_over_map,
};

use super::{assert_one_line, assert_whole, kept, run};
use crate::storage::faults::disk::MemoryDisk;

/// The map that the journals of the corpus are about.
const MAP: MapId = MapId(12_884_901_900);
/// When all of it is read.
const NOON: i64 = 1_795_824_000;

/// As the disk may damage them: what is not as it was written is dropped.
#[test]
fn damaged_journals() {
    run("journals", &[], recover);
}

/// As nothing but a program damages them: what was written is no edit of this map.
#[test]
fn wrong_journals() {
    run("journals", &[], |bytes| recover(&sealed(bytes)));
}

#[test]
fn damaged_versions() {
    run("versions", &[], read_version);
}

#[test]
fn damaged_locks() {
    run("locks", &[], read_lock);
}

#[test]
fn damaged_marks_of_open_maps() {
    run("openings", &[], read_mark);
}

#[test]
fn damaged_working_copies() {
    run("copies", &[], read_working_copy);
}

/// The lines of a journal with lengths and checksums that are right.
fn sealed(journal: &[u8]) -> Vec<u8> {
    let record = |line: &str| line.splitn(3, ' ').nth(2).unwrap_or(line).to_owned();
    let text = String::from_utf8_lossy(journal);
    let lines = text.lines().map(record);
    let seal = |record: String| format!("{} {:08x} {record}\n", record.len(), crc32fast::hash(record.as_bytes()));
    lines.map(seal).collect::<String>().into_bytes()
}

/// A journal as the next start finds it, with the version on which it builds.
fn recover(bytes: &[u8]) {
    let disk = MemoryDisk::default();
    let version = format!("/versions/{:016x}/0000000001-0000000000000007.lienket.gz", MAP.0);
    disk.put(Path::new(&version), &kept("versions", "second-format.gz"));
    let store = JournalStore::new("/journals".into(), VersionStore::new("/versions".into()));
    let name = JournalName::new(MAP, 1);
    disk.put(&store.path(&name), bytes);
    if let Err(error) = store.header(&disk, &name) {
        assert_one_line(&error.to_string());
    }
    match store.recover(&disk, &name) {
        Ok(found) => assert_goes_on(found.replayed.editor, &found.header),
        Err(error) => assert_one_line(&error.to_string()),
    }
    assert_eq!(disk.tree().bytes(&store.path(&name)).as_deref(), Some(bytes), "reading changes nothing");
}

/// What was recovered can be undone, redone, and written as a journal that gives back the same.
fn assert_goes_on(mut editor: Editor, header: &lienket::storage::JournalHeader) {
    assert_eq!(editor.map().violations(), []);
    let recovered = editor.map().clone();
    let steps = editor.undo_steps().len();
    while editor.undo().is_some() {}
    (0..steps).for_each(|_| drop(editor.redo()));
    assert!(*editor.map() == recovered, "undo and redo lead elsewhere");
    let snapshot = JournalSnapshot::of(&editor, PendingEntry::Typed(None), NOON, false);
    let contents = read_journal(&snapshot.write(header).unwrap()).expect("what is written can be read");
    assert_eq!(contents.damage, None);
    let again = replay(contents, snapshot.base_map()).expect("it fits");
    assert!(again.editor.map().actors() == recovered.actors() && again.editor.map().links() == recovered.links());
}

/// A version in the place of one that is whole.
fn read_version(bytes: &[u8]) {
    let disk = MemoryDisk::default();
    let path = PathBuf::from(format!("/versions/{:016x}/0000000001-0000000000000007.lienket.gz", MAP.0));
    disk.put(&path, bytes);
    let store = VersionStore::new("/versions".into());
    let versions = store.list(&disk, MAP).unwrap();
    assert_eq!(versions.len(), 1);
    let by = store.saved_by(&disk, &versions[0]);
    assert!(by.is_none_or(|name| !name.is_empty()));
    match store.read(&disk, &versions[0]) {
        Ok(map) => assert_whole(&map),
        Err(error) => assert_one_line(&error.to_string()),
    }
}

/// A lock file beside a map: whoever finds it hears who has it, or takes its place and leaves nothing behind.
fn read_lock(bytes: &[u8]) {
    let map = Path::new("/m/a.lienket");
    let own = LockOwner { computer: "MAY-1".into(), process: 7, since: NOON, ..LockOwner::default() };
    for takes_over in [false, true] {
        let memory = MemoryDisk::default();
        memory.put(map, b"map");
        let path = lock_path(&memory, map);
        memory.put(&path, bytes);
        let disk: Arc<dyn Disk> = Arc::new(memory.clone());
        let locking = if takes_over { take_over_map(&disk, map, &own) } else { lock_map(&disk, map, &own) };
        match locking {
            Locking::Taken(LockOwner { person, computer, program, .. }) => {
                let is_shown = |text: &String| text.chars().count() <= 80 && !text.chars().any(char::is_control);
                assert!([person, computer, program].iter().all(is_shown));
                assert_eq!(memory.tree().bytes(&path).as_deref(), Some(bytes), "it is somebody else's");
            }
            Locking::Locked(lock, _) => {
                assert_eq!(MapLock::mark(&lock).taken_over_by(&memory), None);
                drop(lock);
                assert_eq!(memory.tree().bytes(&path), None, "it stays behind");
            }
            Locking::Without => panic!("this disk has locks"),
        }
    }
}

/// The mark of a map at which the program died.
fn read_mark(bytes: &[u8]) {
    let (map, folder) = (Path::new("/m/a.lienket"), Path::new("/open"));
    let memory = MemoryDisk::default();
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    assert!(Openings::new(folder.into()).begin(&disk, map));
    let mark = only_file(&memory, folder);
    // The system gives back what a dead program held.
    let memory = MemoryDisk::of(memory.tree());
    memory.put(&mark, bytes);
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    let openings = Openings::new(folder.into());
    openings.is_dangerous(&memory, map);
    assert!(openings.begin(&disk, map), "a mark that cannot be read is no hindrance");
    openings.end(&memory, map);
    assert_eq!(memory.tree().bytes(&mark), None);
}

/// The working copy of a map: whatever it says, the map that is opened gives no id twice.
fn read_working_copy(bytes: &[u8]) {
    let (path, folder) = (Path::new("/m/a.lienket"), Path::new("/copies"));
    let map = read(&kept("maps", "second-format.lienket")).unwrap();
    let memory = MemoryDisk::default();
    let store = WorkingCopyStore::new(folder.into());
    store.save(&memory, path, Some(MAP), &lienket::storage::WorkingCopy::new(&map, 1)).unwrap();
    let file = only_file(&memory, folder);
    memory.put(&file, bytes);
    let Some(copy) = store.load(&memory, path, Some(MAP)) else { return };
    let mut editor = Editor::with_block(map, copy.block);
    editor.merge_ledger(&copy.ledger);
    let before: Vec<ActorId> = editor.map().actors().keys().copied().collect();
    let added = editor.edit(lienket::map::EditLabel::AddActor, |edit| {
        edit.add(lienket::map::Actor { name: "mới".into(), ..lienket::map::Actor::default() })
    });
    match added {
        Ok(id) => assert!(!before.contains(&id)),
        Err(full) => assert_one_line(&full.to_string()),
    }
    assert_eq!(LinkageMap::violations(editor.map()), []);
    store.save(&memory, path, Some(MAP), &copy).unwrap();
}

fn only_file(disk: &MemoryDisk, folder: &Path) -> PathBuf {
    let files = disk.list(folder, 10).unwrap();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}
