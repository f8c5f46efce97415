//! The user's own templates, when the disk fails or somebody else writes there.

use std::path::Path;

use lienket::app::Prompt;
use lienket::command::Command;
use lienket::panels::DialogAnswer;
use lienket::storage;

use super::disk::Fault;
use super::faults::{frame, run, submit};
use super::world::{OWN_TEMPLATES, Op, PATHS, World};

/// Answers the question for a name with that of the third template, and lets it be written.
fn name_it(world: &mut World, fault: Fault) {
    submit(world, Command::SaveAsTemplate);
    assert_eq!(world.shell.prompt(), Some(Prompt::TemplateName));
    world.step(&Op::TypePath(0));
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(world, "write", fault, None);
    frame(world);
}

fn saved(world: &World) -> Option<Vec<u8>> {
    world.disk.bytes(Path::new(OWN_TEMPLATES[2]))
}

#[test]
fn a_full_disk_is_told_and_keeps_no_half_of_a_template() {
    let mut world = World::new();
    name_it(&mut world, Fault::Full);
    assert_eq!((world.shell.prompt(), saved(&world)), (Some(Prompt::Notice), None));
    world.step(&Op::Reply(DialogAnswer::Cancel));
    name_it(&mut world, Fault::None);
    assert!(storage::read(&saved(&world).unwrap()).unwrap() == *world.shell.map());
    assert_eq!((world.shell.prompt(), world.shell.path()), (None, None), "the map is bound to no file");
}

#[test]
fn a_template_that_changes_while_it_is_asked_about_is_asked_about_again() {
    let mut world = World::new();
    name_it(&mut world, Fault::None);
    world.step(&Op::AddActor);
    name_it(&mut world, Fault::None);
    assert_eq!(world.shell.prompt(), Some(Prompt::ReplaceTemplate));
    world.step(&Op::ChangeTemplate);
    let theirs = saved(&world);
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert_eq!((world.shell.prompt(), saved(&world)), (Some(Prompt::ReplaceTemplate), theirs));
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(storage::read(&saved(&world).unwrap()).unwrap() == *world.shell.map());
}

#[test]
fn a_map_of_a_template_is_a_new_one_with_ids_of_its_own() {
    let mut world = World::new();
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    let (before, identity) = (world.screen(), world.shell.map().identity());
    name_it(&mut world, Fault::None);
    submit(&mut world, Command::NewFromOwnTemplate(OWN_TEMPLATES[2].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    assert!(*world.shell.map() == before && world.shell.map().identity() != identity);
    assert_eq!((world.shell.path(), world.shell.is_dirty()), (None, false));
    let kept = saved(&world);
    world.step(&Op::AddActor);
    submit(&mut world, Command::Save);
    assert!(world.names().iter().any(|name| name.starts_with("pick")), "it asks where to save");
    assert_eq!(saved(&world), kept);
}

#[test]
fn a_template_that_cannot_be_deleted_stays_and_that_is_told() {
    let mut world = World::new();
    for (fault, is_there) in [(Fault::Full, true), (Fault::None, false)] {
        submit(&mut world, Command::RemoveTemplate(OWN_TEMPLATES[1].into()));
        assert_eq!(world.shell.prompt(), Some(Prompt::RemoveTemplate));
        world.step(&Op::Reply(DialogAnswer::Yes));
        run(&mut world, "write", fault, None);
        frame(&mut world);
        assert_eq!(world.disk.bytes(Path::new(OWN_TEMPLATES[1])).is_some(), is_there);
        assert_eq!(world.shell.prompt().is_some(), is_there);
        world.step(&Op::Reply(DialogAnswer::Cancel));
    }
}
