//! Every call of a session on the disk fails once, for good, or with all that come after it; somebody else writes between
//! any two calls; the power goes, or the program is killed, at every moment. Each file is then the old one or the new one,
//! the message is true, and nothing is left behind.

pub mod disk;
mod keeping;
mod locks;
mod script;
mod tree;
mod window;

use std::io::ErrorKind;
use std::path::Path;

use lienket::storage::{self, ReadProgress, SaveError, open_from, remove_abandoned_files, save_to};

use disk::{Call, Event, Extent, MemoryDisk};
use script::{FIRST, MAP, SCRIPT, Session, Step, edited, is_told, is_true};
use tree::Tree;

/// A session in which nothing fails, step by step.
fn sound_session(mut after_step: impl FnMut(&Session)) -> Session {
    let mut session = Session::new();
    for step in SCRIPT {
        session.run(step).unwrap_or_else(|failure| panic!("{step:?}: {failure:?}"));
        after_step(&session);
        session.on_done(&session.disk.heal());
        session.check(&session.disk.tree(), "nothing fails");
    }
    session
}

#[test]
fn every_call_may_fail() {
    let kinds = [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::TimedOut, ErrorKind::Interrupted];
    let calls = sound_session(|_| {}).disk.calls().len();
    let mut faults = 0;
    for at in 0..calls {
        for kind in kinds {
            for extent in [Extent::Once, Extent::SuchCalls, Extent::AllCalls] {
                // A call that is interrupted for good is repeated for good.
                if kind != ErrorKind::Interrupted || extent == Extent::Once {
                    run_with_fault(at, &Event::Fail(kind), extent);
                    faults += 1;
                }
            }
        }
        run_with_fault(at, &Event::Short, Extent::AllCalls);
        faults += 1;
    }
    println!("{faults} faults at {calls} calls");
}

/// A session in which something happens from a call on; a step that fails of it is done again on a sound disk.
fn run_with_fault(at: usize, event: &Event, extent: Extent) {
    let mut session = Session::new();
    for step in SCRIPT {
        if session.disk.calls().len() <= at {
            session.disk.plan(at, event.clone(), extent);
        }
        let outcome = session.run(step);
        let failed = session.disk.heal();
        let context = format!("{step:?}, {event:?} {extent:?} at call {at}, {failed:?} failed: {outcome:?}");
        check_moments(&session, &context);
        match (outcome, event) {
            (Ok(done), _) => assert!(is_told(&done, &failed), "{context}"),
            (Err(failure), Event::Fail(kind)) => {
                assert!(!failed.is_empty() && is_true(&failure, *kind), "{:?}: {context}", failure.sentences());
                session.on_failed();
                // What cannot be removed now is removed by the next save.
                if !failed.contains(&Call::Remove) {
                    session.check(&session.disk.tree(), &context);
                }
                session.run(step).unwrap_or_else(|failure| panic!("again: {failure:?}; {context}"));
                check_moments(&session, &context);
            }
            (Err(_), _) => panic!("nothing fails: {context}"),
        }
        session.on_done(&failed);
        // As above, of the file with which it was tried whether anything can be written.
        if step != Step::Look || !failed.contains(&Call::Remove) {
            session.check(&session.disk.tree(), &context);
        }
    }
}

/// Whenever the power may have gone since this was checked last.
fn check_moments(session: &Session, context: &str) {
    for moment in session.disk.take_moments() {
        session.check_moment(&moment, context);
    }
}

#[test]
fn the_power_may_go_at_any_moment() {
    let mut moments = 0;
    let session = sound_session(|session| {
        for moment in session.disk.take_moments() {
            session.check_moment(&moment, "the power goes");
            moments += 1;
        }
    });
    assert!(moments > 40, "{moments}");
    let tree = session.disk.tree();
    for path in tree.paths() {
        assert_eq!(tree.after_power_loss(path).len(), 1, "{} is on the disk for good", path.display());
    }
}

/// The same holds on a disk that only says that it has synced, as far as it forgets the last calls and no earlier ones: at
/// every moment the files are whole as programs see them.
#[test]
fn the_program_may_be_killed_at_any_moment() {
    let mut moments: Vec<Tree> = Vec::new();
    sound_session(|session| moments.extend(session.disk.take_moments()));
    let has_temporary = |tree: &Tree| tree.paths().any(|path| path.extension().is_some_and(|ending| ending == "tmp"));
    assert!(moments.iter().filter(|moment| has_temporary(moment)).count() > 20);
    for moment in moments {
        let disk = MemoryDisk::of(moment);
        let opened = open_from(&disk, Path::new(MAP), &ReadProgress::default()).unwrap();
        save_to(&disk, &opened.map, Path::new(MAP), Some(opened.fingerprint)).unwrap();
        assert!(disk.tree().paths().all(|path| !path.starts_with("/m") || path.extension().unwrap() != "tmp"));
        for folder in ["/state", "/state/crashes", "/config", "/templates"] {
            remove_abandoned_files(&disk, Path::new(folder));
        }
        assert!(!has_temporary(&disk.tree()));
    }
}

/// Only what somebody else does between the last look and the replacement itself goes unnoticed: no system offers to do
/// both at once.
#[test]
fn somebody_else_may_write_at_any_moment() {
    let mut sound = Session::new();
    for step in [Step::Open, Step::Save] {
        sound.run(step).unwrap();
    }
    let calls = sound.disk.calls();
    let renamed = calls.iter().position(|call| *call == Call::Rename).unwrap();
    let opened = calls.iter().rposition(|call| *call == Call::Open).unwrap();
    let read = opened + calls[opened..].iter().position(|call| *call == Call::Read).unwrap();
    assert!(read < renamed);
    let mut noticed = 0;
    for at in 0..calls.len() {
        let theirs = edited(&storage::read(&FIRST).unwrap(), 900);
        let bytes = storage::write(&theirs);
        for (event, last_look) in [
            (Event::Replace(MAP.into(), bytes.clone()), renamed - 1),
            // With time and size as they were: what was read of it already is not read again.
            (Event::Overwrite(MAP.into(), bytes.clone()), read),
        ] {
            let disk = Session::new().disk;
            disk.plan(at, event, Extent::Once);
            let opened = open_from(&disk, Path::new(MAP), &ReadProgress::default()).unwrap();
            let ours = edited(&opened.map, 1);
            let saved = save_to(&disk, &ours, Path::new(MAP), Some(opened.fingerprint));
            let found = disk.tree().bytes(Path::new(MAP)).unwrap();
            match saved {
                Ok(_) if at > renamed => assert!(found == bytes, "at {at}"),
                Ok(_) => {
                    assert!(at > last_look || opened.map == theirs, "not noticed: {at} of {calls:?}");
                    assert!(found == storage::write(&ours), "at {at}");
                }
                Err(SaveError::ChangedOutside { .. }) => {
                    assert!(found == bytes, "at {at}");
                    noticed += 1;
                }
                Err(error) => panic!("{error}: at {at}"),
            }
        }
    }
    assert!(noticed > 20, "{noticed}");
}
