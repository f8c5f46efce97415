//! Two windows at one map: the second one only looks, and a lock that was lost is noticed before anything is written.

use std::path::Path;

use lienket::app::{DialogResult, Prompt};
use lienket::command::Command;
use lienket::panels::DialogAnswer;
use lienket::storage::{LockOwner, lock_path};
use proptest::prelude::*;

use super::commands::command;
use super::disk::{FakeDisk, Fault};
use super::faults::{frame, run, submit};
use super::world::{Op, PATHS, World};

/// Who sits before the window.
pub fn own() -> LockOwner {
    LockOwner {
        person: "quy".into(),
        computer: "MAY-1".into(),
        program: "Lienket 1".into(),
        process: 7,
        ..LockOwner::default()
    }
}

pub fn is_lock(path: &Path) -> bool {
    path.file_name().unwrap().to_string_lossy().starts_with(".~lock.")
}

/// Lan takes over a file at another computer.
pub fn take_over(disk: &FakeDisk, map: &Path) {
    let text = "person: lan\ncomputer: MAY-2\nprogram: Lienket 1\nprocess: 9\nsince: 2026-11-28T00:00:00Z\n";
    disk.put(&lock_path(disk, map), text.into());
}

fn lock_of(world: &World, path: &str) -> Option<String> {
    let bytes = world.disk.bytes(&lock_path(&world.disk, Path::new(path)))?;
    Some(String::from_utf8(bytes).unwrap())
}

/// A window on the first file, whose lock is asked for.
fn opened() -> World {
    let mut world = World::new();
    open(&mut world);
    world
}

fn open(world: &mut World) {
    submit(world, Command::OpenPath(PATHS[0].into()));
    run(world, "open", Fault::None, None);
    frame(world);
    world.settle();
}

/// A window on the first file, which somebody else edits.
fn looking() -> World {
    let mut world = World::new();
    take_over(&world.disk, Path::new(PATHS[0]));
    open(&mut world);
    assert_eq!(world.shell.map_holder().unwrap().person.as_deref(), Some("lan"));
    world
}

#[test]
fn a_map_is_locked_while_it_is_open() {
    let mut world = opened();
    assert!(lock_of(&world, PATHS[0]).unwrap().contains("person: quy\ncomputer: MAY-1\n"));
    assert_eq!(world.shell.map_holder(), None);
    submit(&mut world, Command::New);
    world.settle();
    assert_eq!(lock_of(&world, PATHS[0]), None);
}

#[test]
fn the_lock_follows_the_map_to_its_new_file() {
    let mut world = opened();
    submit(&mut world, Command::SaveTo(PATHS[1].into()));
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    world.settle();
    assert_eq!(lock_of(&world, PATHS[0]), None);
    assert!(lock_of(&world, PATHS[1]).unwrap().contains("quy"));
}

#[test]
fn a_window_that_closes_leaves_no_lock() {
    let mut world = opened();
    submit(&mut world, Command::Quit);
    assert!(world.shell.is_closing());
    run(&mut world, "lock", Fault::None, None);
    assert_eq!(lock_of(&world, PATHS[0]), None);
}

/// A map that somebody has open is not replaced by another one under its name unasked.
#[test]
fn saving_onto_a_file_that_somebody_has_open_asks_first() {
    for answer in [DialogAnswer::Yes, DialogAnswer::Cancel] {
        let mut world = opened();
        take_over(&world.disk, Path::new(PATHS[1]));
        let before = world.disk.bytes(Path::new(PATHS[1]));
        submit(&mut world, Command::SaveAs);
        run(&mut world, "pick", Fault::None, Some(DialogResult::Path { saving: true, path: PATHS[1].into() }));
        frame(&mut world);
        run(&mut world, "write", Fault::None, None);
        frame(&mut world);
        assert_eq!(world.shell.prompt(), Some(Prompt::TakenOver));
        assert_eq!(world.disk.bytes(Path::new(PATHS[1])), before);
        assert_eq!(world.shell.map_holder(), None, "the own file is still one's own");
        world.step(&Op::Reply(answer));
        world.settle();
        let is_saved = answer == DialogAnswer::Yes;
        assert_eq!(world.shell.path(), Some(Path::new(PATHS[usize::from(is_saved)])));
        assert_eq!(world.disk.bytes(Path::new(PATHS[1])) != before, is_saved);
        assert_eq!(lock_of(&world, PATHS[1]).unwrap().contains("quy"), is_saved);
        assert_eq!(world.shell.map_holder(), None);
    }
}

/// What was agreed to was to save this map there, not to open what is there.
#[test]
fn a_take_over_that_failed_is_not_made_up_for_later() {
    let mut world = opened();
    take_over(&world.disk, Path::new(PATHS[1]));
    submit(&mut world, Command::SaveAs);
    run(&mut world, "pick", Fault::None, Some(DialogResult::Path { saving: true, path: PATHS[1].into() }));
    frame(&mut world);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "write", Fault::Full, None);
    frame(&mut world);
    world.step(&Op::Reply(DialogAnswer::Cancel));
    submit(&mut world, Command::OpenPath(PATHS[1].into()));
    world.settle();
    assert_eq!(world.shell.path(), Some(Path::new(PATHS[1])));
    assert!(world.shell.map_holder().is_some() && lock_of(&world, PATHS[1]).unwrap().contains("lan"));
}

/// The map is left before anybody knows whether it could be locked.
#[test]
fn a_lock_that_comes_late_is_given_back() {
    let mut world = World::new();
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    submit(&mut world, Command::New);
    world.settle();
    assert_eq!(lock_of(&world, PATHS[0]), None);
}

#[test]
fn the_same_map_is_opened_again() {
    let mut world = opened();
    open(&mut world);
    assert_eq!(world.shell.map_holder(), None);
    assert!(lock_of(&world, PATHS[0]).unwrap().contains("quy"));
}

#[test]
fn a_map_that_somebody_else_has_is_not_saved_over() {
    let mut world = looking();
    let before = world.disk.bytes(Path::new(PATHS[0]));
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::TakenOver));
    world.step(&Op::Reply(DialogAnswer::No));
    run(&mut world, "pick", Fault::None, Some(DialogResult::Path { saving: true, path: "/m/mine.lienket".into() }));
    frame(&mut world);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    world.settle();
    assert_eq!(world.disk.bytes(Path::new(PATHS[0])), before);
    assert_eq!(world.shell.path(), Some(Path::new("/m/mine.lienket")));
    assert_eq!(world.shell.map_holder(), None, "the own file is one's own");
    assert!(lock_of(&world, PATHS[0]).unwrap().contains("lan"), "the other one's lock stays");
}

#[test]
fn a_map_is_taken_over() {
    let mut world = looking();
    world.step(&Op::AddActor);
    assert!(!world.shell.is_dirty());
    submit(&mut world, Command::TakeOver);
    world.settle();
    assert_eq!(world.shell.map_holder(), None);
    assert!(lock_of(&world, PATHS[0]).unwrap().contains("quy"));
    world.step(&Op::AddActor);
    assert!(world.shell.is_dirty());
}

#[test]
fn a_copy_can_be_edited_at_once() {
    let mut world = looking();
    let seen = world.shell.map().clone();
    submit(&mut world, Command::OpenCopy);
    world.settle();
    assert_eq!((world.shell.path(), world.shell.map_holder()), (None, None));
    assert_eq!(world.shell.map(), &seen);
    world.step(&Op::AddActor);
    assert!(world.shell.is_dirty());
    assert!(lock_of(&world, PATHS[0]).unwrap().contains("lan"));
}

/// Whoever had the map first is asked before the next save, and decides.
#[test]
fn a_lock_that_was_lost_is_noticed_before_the_next_save() {
    for answer in [DialogAnswer::Yes, DialogAnswer::Cancel] {
        let mut world = opened();
        world.step(&Op::AddActor);
        let (edited, before) = (world.screen(), world.disk.bytes(Path::new(PATHS[0])));
        take_over(&world.disk, Path::new(PATHS[0]));
        submit(&mut world, Command::Save);
        run(&mut world, "write", Fault::None, None);
        frame(&mut world);
        assert_eq!(world.shell.prompt(), Some(Prompt::TakenOver));
        assert!(world.shell.map_holder().is_some());
        assert_eq!(world.disk.bytes(Path::new(PATHS[0])), before);
        world.step(&Op::Reply(answer));
        world.settle();
        let is_saved = answer == DialogAnswer::Yes;
        assert_eq!(world.shell.is_dirty(), !is_saved);
        assert_eq!(world.shell.map(), &edited, "what was edited stays");
        assert_eq!(lock_of(&world, PATHS[0]).unwrap().contains("quy"), is_saved);
    }
}

#[test]
fn a_disk_without_room_for_a_lock_is_no_hindrance() {
    for fault in [Fault::Full, Fault::Panic] {
        let mut world = World::new();
        submit(&mut world, Command::OpenPath(PATHS[0].into()));
        run(&mut world, "open", Fault::None, None);
        frame(&mut world);
        run(&mut world, "lock", fault, None);
        frame(&mut world);
        assert_eq!(world.shell.prompt(), None, "nothing is wrong");
        world.step(&Op::AddActor);
        assert!(world.shell.is_dirty());
        submit(&mut world, Command::Save);
        world.settle();
        assert!(!world.shell.is_dirty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is asked for, a map that somebody else has stays as it is, and so does its file.
    #[test]
    fn whoever_looks_changes_nothing(commands in prop::collection::vec(command(), 1..12)) {
        let mut world = looking();
        let (document, map) = (world.shell.document(), world.shell.map().clone());
        let file = world.disk.bytes(Path::new(PATHS[0]));
        for command in commands {
            if matches!(command, Command::TakeOver) {
                continue;
            }
            submit(&mut world, command);
            world.settle();
            if world.shell.document() != document || world.shell.is_closing() || world.shell.map_holder().is_none() {
                break;
            }
            prop_assert_eq!(world.shell.map(), &map);
            prop_assert!(!world.shell.is_dirty() || world.shell.pending_entry().is_some());
            prop_assert_eq!(&world.disk.bytes(Path::new(PATHS[0])), &file);
        }
    }
}
