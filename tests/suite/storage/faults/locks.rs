//! Locks on a disk that fails: a map is never hindered by it, and what is locked is given back.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use lienket::storage::{Disk, LockOwner, Locking, Openings, lock_map, lock_path, take_over_map};

use super::disk::{Call, Event, Extent, MemoryDisk};
use super::script::MAP;

fn owner(computer: &str) -> LockOwner {
    LockOwner {
        computer: computer.into(),
        person: "quy".into(),
        process: 7,
        since: 1_795_824_000,
        ..LockOwner::default()
    }
}

/// A disk with a map, on which something happens at a call.
fn disk(at: usize, event: Event, extent: Extent) -> (MemoryDisk, Arc<dyn Disk>) {
    let memory = MemoryDisk::default();
    memory.put(Path::new(MAP), b"a map");
    memory.plan(at, event, extent);
    (memory.clone(), Arc::new(memory))
}

#[test]
fn a_disk_that_fails_hinders_nobody_and_keeps_no_lock() {
    let kinds = [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Unsupported];
    let mut met = 0;
    for at in 0..20 {
        for kind in kinds {
            for extent in [Extent::Once, Extent::SuchCalls, Extent::AllCalls] {
                let (memory, dynamic) = disk(at, Event::Fail(kind), extent);
                let lock = take_over_map(&dynamic, Path::new(MAP), &owner("MAY-1"));
                assert!(!matches!(lock, Locking::Taken(_)), "nobody else is there");
                // Where the system knows no locks, the file says it all the same.
                let is_known = memory.tree().bytes(&lock_path(&memory, Path::new(MAP))).is_some();
                assert!(is_known || !matches!(lock, Locking::Locked(..)), "{kind:?} {extent:?} at {at}");
                let failed = memory.heal();
                met += usize::from(!failed.is_empty());
                drop(lock);
                let left = memory.tree().bytes(&lock_path(&memory, Path::new(MAP)));
                assert!(left.is_none() || failed.contains(&Call::Remove), "{kind:?} {extent:?} at {at}: {left:?}");
                assert_eq!(memory.tree().bytes(Path::new(MAP)).unwrap(), b"a map");
            }
        }
    }
    assert!(met > 20, "{met}");
}

/// Somebody else comes between any two calls: never do two believe that it is theirs.
#[test]
fn somebody_else_may_lock_at_any_moment() {
    let theirs = b"person: lan\ncomputer: MAY-2\nprocess: 9\nsince: 2026-11-28T00:00:00Z\n";
    for at in 0..12 {
        let path = lock_path(&MemoryDisk::default(), Path::new(MAP));
        let (memory, dynamic) = disk(at, Event::Replace(path.clone(), theirs.to_vec()), Extent::Once);
        let lock = lock_map(&dynamic, Path::new(MAP), &owner("MAY-1"));
        memory.heal();
        let is_theirs = memory.tree().bytes(&path).is_some_and(|bytes| bytes == theirs);
        match &lock {
            Locking::Locked(lock, _) => assert_eq!(lock.mark().taken_over_by(&memory).is_some(), is_theirs, "at {at}"),
            Locking::Taken(owner) => assert_eq!(owner.person, "lan"),
            Locking::Without => panic!("at {at}"),
        }
        drop(lock);
        assert_eq!(memory.tree().bytes(&path).is_some(), is_theirs, "only one's own is removed");
    }
}

#[test]
fn marks_of_open_maps_fail_quietly() {
    for at in 0..20 {
        for extent in [Extent::Once, Extent::SuchCalls, Extent::AllCalls] {
            let (memory, dynamic) = disk(at, Event::Fail(ErrorKind::StorageFull), extent);
            let openings = Openings::new("/state/open".into());
            assert!(!openings.is_dangerous(&memory, Path::new(MAP)));
            openings.begin(&dynamic, Path::new(MAP));
            let failed = memory.heal();
            openings.end(&memory, Path::new(MAP));
            // A mark that could not be written is empty, and no death.
            assert!(!Openings::new("/state/open".into()).is_dangerous(&memory, Path::new(MAP)), "{failed:?}");
            assert_eq!(memory.tree().bytes(Path::new(MAP)).unwrap(), b"a map");
        }
    }
}
