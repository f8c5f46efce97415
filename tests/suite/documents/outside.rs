//! What others do to the file of the open map: noticed when its owner comes back, told of the right state of the right file,
//! and never written over unasked.

use std::path::Path;

use lienket::app::{DialogResult, Prompt};
use lienket::command::Command;
use lienket::map::{Info, LinkageMap, Transaction};
use lienket::panels::DialogAnswer;
use lienket::storage::{self, FileState};

use super::disk::Fault;
use super::faults::{frame, run, submit};
use super::world::{Op, PATHS, World};

/// A window on the first file, of which everything is known.
fn opened() -> World {
    let mut world = World::new();
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    world.settle();
    assert_eq!(world.shell.file_trouble(), None);
    world
}

/// The same, after a save: so that an edit from outside keeps the identity of the map.
fn saved() -> World {
    let mut world = opened();
    world.step(&Op::AddActor);
    submit(&mut world, Command::Save);
    world.settle();
    assert!(!world.shell.is_dirty());
    world
}

fn file(world: &World) -> LinkageMap {
    storage::read(&world.disk.bytes(Path::new(PATHS[0])).unwrap()).unwrap()
}

/// Lan gives the map of the file another title.
fn retitled_by_lan(world: &mut World, title: &str) {
    let mut map = file(world);
    let mut edit = Transaction::begin(&mut map);
    edit.set_info(Info { title: title.to_owned(), ..edit.map().info().clone() }).unwrap();
    edit.finish();
    world.step(&Op::Put { path: 0, bytes: storage::write(&map) });
}

fn come_back(world: &mut World) {
    world.step(&Op::Focus);
    run(world, "look", Fault::None, None);
    frame(world);
}

fn is_told(world: &World) -> bool {
    matches!(world.shell.file_trouble(), Some(FileState::Changed(_)))
}

#[test]
fn a_change_is_noticed_when_its_owner_comes_back() {
    let mut world = saved();
    retitled_by_lan(&mut world, "Lan");
    frame(&mut world);
    assert_eq!(world.tasks(), 0, "an idle window looks at nothing");
    come_back(&mut world);
    assert!(is_told(&world) && !world.shell.is_dirty());
    submit(&mut world, Command::Reload);
    run(&mut world, "reload", Fault::None, None);
    frame(&mut world);
    assert_eq!((world.shell.map().info().title.as_str(), world.shell.is_dirty()), ("Lan", false));
    assert_eq!(world.shell.file_trouble(), None);
    world.settle();
    submit(&mut world, Command::Undo);
    assert!(world.shell.map().info().title != "Lan" && world.shell.is_dirty());
    submit(&mut world, Command::Save);
    world.settle();
    assert_eq!(world.shell.prompt(), None, "what is replaced is known");
}

#[test]
fn the_same_bytes_are_no_change() {
    let mut world = saved();
    let bytes = world.disk.bytes(Path::new(PATHS[0])).unwrap();
    world.step(&Op::Put { path: 0, bytes });
    come_back(&mut world);
    assert_eq!(world.shell.file_trouble(), None);
}

#[test]
fn an_own_save_is_never_told_as_somebody_elses_change() {
    // The look begins before the save, and sees the file before it, in between, or after it.
    for ran_after_save in [false, true] {
        for is_taken_in_first in [false, true] {
            let mut world = saved();
            world.step(&Op::Focus);
            world.step(&Op::AddActor);
            submit(&mut world, Command::Save);
            if ran_after_save {
                run(&mut world, "write", Fault::None, None);
                if is_taken_in_first {
                    frame(&mut world);
                }
                run(&mut world, "look", Fault::None, None);
            } else {
                run(&mut world, "look", Fault::None, None);
                if is_taken_in_first {
                    frame(&mut world);
                }
                run(&mut world, "write", Fault::None, None);
            }
            for _ in 0..3 {
                frame(&mut world);
                assert_eq!(world.shell.file_trouble(), None);
            }
            world.settle();
            assert_eq!((world.shell.file_trouble(), world.shell.is_dirty()), (None, false));
        }
    }
}

#[test]
fn what_was_found_of_one_map_is_not_told_of_the_next() {
    let mut world = saved();
    retitled_by_lan(&mut world, "Lan");
    world.step(&Op::Focus);
    submit(&mut world, Command::OpenPath(PATHS[1].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    world.settle();
    assert_eq!((world.shell.path(), world.shell.file_trouble()), (Some(Path::new(PATHS[1])), None));
}

#[test]
fn edits_are_asked_about_and_undo_brings_them_back() {
    let mut world = saved();
    world.step(&Op::AddActor);
    let mine = world.screen();
    retitled_by_lan(&mut world, "Lan");
    come_back(&mut world);
    submit(&mut world, Command::Reload);
    assert_eq!(world.shell.prompt(), Some(Prompt::Reload));
    world.step(&Op::Reply(DialogAnswer::Cancel));
    world.settle();
    assert!(world.shell.map() == &mine && is_told(&world));
    submit(&mut world, Command::Reload);
    world.step(&Op::Reply(DialogAnswer::Yes));
    // Edited while the file is read: it is asked once more.
    world.step(&Op::AddActor);
    let edited = world.screen();
    run(&mut world, "reload", Fault::None, None);
    frame(&mut world);
    assert!(world.shell.map() == &edited && world.shell.prompt() == Some(Prompt::Reload));
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "reload", Fault::None, None);
    frame(&mut world);
    assert_eq!((world.shell.map().info().title.as_str(), world.shell.is_dirty()), ("Lan", false));
    submit(&mut world, Command::Undo);
    assert_eq!(world.shell.map().actors(), edited.actors(), "one step");
    assert!(world.shell.is_dirty());
    world.settle();
}

#[test]
fn what_is_kept_is_told_no_more_and_replaces_only_what_was_seen() {
    let mut world = saved();
    retitled_by_lan(&mut world, "Lan");
    come_back(&mut world);
    submit(&mut world, Command::KeepMine);
    assert!(world.shell.file_trouble().is_none() && world.shell.is_dirty(), "its file has something else");
    come_back(&mut world);
    assert_eq!(world.shell.file_trouble(), None);
    // Changed once more, which nobody has seen.
    retitled_by_lan(&mut world, "Lan again");
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::ChangedOutside));
    world.step(&Op::Reply(DialogAnswer::Cancel));
    run(&mut world, "look", Fault::None, None);
    frame(&mut world);
    assert!(is_told(&world), "looked at without being asked to");
    submit(&mut world, Command::KeepMine);
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert_eq!((world.shell.prompt(), world.shell.is_dirty()), (None, false));
    assert!(file(&world) == world.screen());
    world.settle();
}

#[test]
fn a_file_that_is_gone_is_told_and_the_work_is_unsaved() {
    let mut world = saved();
    let bytes = world.disk.bytes(Path::new(PATHS[0])).unwrap();
    world.step(&Op::Remove { path: 0 });
    come_back(&mut world);
    assert_eq!(world.shell.file_trouble(), Some(FileState::Gone));
    assert!(world.shell.is_dirty());
    submit(&mut world, Command::KeepMine);
    come_back(&mut world);
    assert!(world.shell.file_trouble().is_none() && world.shell.is_dirty(), "told once");
    // As by a memory stick that is put in again.
    world.step(&Op::Put { path: 0, bytes });
    come_back(&mut world);
    assert_eq!((world.shell.file_trouble(), world.shell.is_dirty()), (None, false));
    // Gone again, it is told again, and a save writes it.
    world.step(&Op::Remove { path: 0 });
    come_back(&mut world);
    assert_eq!(world.shell.file_trouble(), Some(FileState::Gone));
    submit(&mut world, Command::Save);
    world.settle();
    assert_eq!((world.shell.file_trouble(), world.shell.is_dirty()), (None, false));
    assert!(file(&world) == world.screen());
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let mut world = saved();
    // Of another size: else it would not be read. A disk that is full opens no files here.
    world.step(&Op::Outside { path: 0, is_map: false });
    world.step(&Op::Focus);
    run(&mut world, "look", Fault::Full, None);
    frame(&mut world);
    assert!(matches!(world.shell.file_trouble(), Some(FileState::Unreadable(_))));
    assert!(world.shell.is_dirty());
    world.settle();
}

#[test]
fn another_map_in_the_file_is_opened_as_such() {
    let mut world = saved();
    world.step(&Op::AddActor);
    world.step(&Op::Outside { path: 0, is_map: true });
    come_back(&mut world);
    let document = world.shell.document();
    submit(&mut world, Command::Reload);
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "reload", Fault::None, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFirst), "undo would not bring the edits back");
    world.step(&Op::Reply(DialogAnswer::No));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    assert!(world.shell.document() != document && world.shell.map().actors() == file(&world).actors());
    world.settle();
}

/// As one that another program has written, or that was edited by hand.
#[test]
fn a_file_that_names_no_map_counts_as_the_same_one() {
    let mut world = opened();
    let mut map = lienket::exchange::sample_map(3, 1);
    let mut edit = Transaction::begin(&mut map);
    edit.set_info(Info { title: "By hand".to_owned(), ..Info::default() }).unwrap();
    edit.finish();
    world.step(&Op::Put { path: 0, bytes: storage::write(&map) });
    come_back(&mut world);
    let (document, before) = (world.shell.document(), world.shell.map().info().clone());
    submit(&mut world, Command::Reload);
    run(&mut world, "reload", Fault::None, None);
    frame(&mut world);
    assert_eq!((world.shell.document(), world.shell.map().info().title.as_str()), (document, "By hand"));
    submit(&mut world, Command::Undo);
    assert_eq!(world.shell.map().info(), &before);
    world.settle();
}

#[test]
fn a_damaged_file_changes_nothing() {
    let mut world = saved();
    let before = world.screen();
    world.step(&Op::Outside { path: 0, is_map: false });
    come_back(&mut world);
    for command in [Command::ShowFileChanges, Command::Reload] {
        submit(&mut world, command);
        world.settle();
    }
    assert!(world.shell.map() == &before && is_told(&world));
    assert_eq!(world.shell.prompt(), None, "the bar over the map tells why");
}

/// A look that breaks is not told, and the next one is as if nothing had been.
#[test]
fn a_look_that_fails_is_made_again() {
    let mut world = saved();
    retitled_by_lan(&mut world, "Lan");
    world.step(&Op::Focus);
    world.disk.protect(Some(Path::new("/m")));
    run(&mut world, "look", Fault::Panic, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), None);
    world.disk.protect(None);
    come_back(&mut world);
    assert!(is_told(&world));
}

#[test]
fn a_folder_in_which_nothing_can_be_made_is_marked_on_opening() {
    let mut world = World::new();
    world.disk.protect(Some(Path::new("/m")));
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    world.settle();
    assert!(world.shell.is_write_protected() && !world.shell.is_dirty());
    // A save fails, keeps the work, and leads elsewhere.
    world.step(&Op::AddActor);
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFailed));
    assert!(world.shell.is_dirty());
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "pick", Fault::None, Some(DialogResult::Path { saving: true, path: "/n/b.lienket".into() }));
    frame(&mut world);
    world.settle();
    assert_eq!(world.shell.path(), Some(Path::new("/n/b.lienket")));
    assert!(!world.shell.is_dirty() && !world.shell.is_write_protected());
}

/// A permission that is taken away while the map is open.
#[test]
fn a_save_that_fails_of_it_marks_the_file() {
    let mut world = saved();
    world.step(&Op::AddActor);
    world.disk.protect(Some(Path::new("/m")));
    assert!(!world.shell.is_write_protected());
    submit(&mut world, Command::Save);
    world.settle();
    assert!(world.shell.is_write_protected() && world.shell.prompt() == Some(Prompt::SaveFailed));
}

/// A permission that is given while the map is open.
#[test]
fn the_mark_goes_when_the_file_can_be_written() {
    let mut world = World::new();
    world.disk.protect(Some(Path::new("/m")));
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    world.settle();
    world.disk.protect(None);
    come_back(&mut world);
    assert!(!world.shell.is_write_protected());
}

/// The document whose save fails is closed by then: what it was is still to be had.
#[test]
fn a_map_that_was_left_can_still_be_saved_elsewhere() {
    let mut world = saved();
    world.step(&Op::AddActor);
    let left = world.screen();
    submit(&mut world, Command::SaveAs);
    submit(&mut world, Command::New);
    world.step(&Op::Reply(DialogAnswer::No));
    run(&mut world, "pick", Fault::None, Some(DialogResult::Path { saving: true, path: "/m/b.lienket".into() }));
    frame(&mut world);
    run(&mut world, "write", Fault::Full, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFailed));
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "pick", Fault::None, Some(DialogResult::Path { saving: true, path: "/n/b.lienket".into() }));
    frame(&mut world);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    let kept = storage::read(&world.disk.bytes(Path::new("/n/b.lienket")).unwrap()).unwrap();
    assert!(kept == left);
    assert_eq!(world.shell.path(), None, "the open map is another one");
    world.settle();
}
