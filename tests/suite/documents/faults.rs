//! The faults that were found one by one, each in the order in which it was found.

use std::path::Path;

use lienket::app::{DialogResult, Prompt};
use lienket::command::Command;
use lienket::exchange::{ExportContent, ExportRequest};
use lienket::panels::DialogAnswer;
use lienket::storage;

use super::disk::Fault;
use super::world::{Op, PATHS, World};

pub fn submit(world: &mut World, command: Command) {
    world.step(&Op::Submit(Box::new(command)));
}

/// Lets the first task of this name run.
pub fn run(world: &mut World, name: &str, fault: Fault, picked: Option<DialogResult>) {
    let task = world.names().iter().position(|task| task.starts_with(name));
    let task = task.unwrap_or_else(|| panic!("no {name} among {:?}", world.names()));
    world.step(&Op::Run { task, fault, picked });
}

pub fn frame(world: &mut World) {
    world.step(&Op::Frame);
}

#[expect(clippy::unnecessary_wraps, reason = "it is what a task is given")]
fn path(path: &str) -> Option<DialogResult> {
    Some(DialogResult::Path { saving: true, path: path.into() })
}

/// A window on the first file, in which an actor was added.
fn edited() -> World {
    let mut world = World::new();
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    world.step(&Op::AddActor);
    assert!(world.shell.is_dirty() && world.shell.path() == Some(Path::new(PATHS[0])));
    world
}

fn on_disk(world: &World, path: &str) -> lienket::map::LinkageMap {
    storage::read(&world.disk.bytes(Path::new(path)).unwrap()).unwrap()
}

#[test]
fn a_save_that_ends_late_is_the_other_documents() {
    let mut world = edited();
    let saved = world.screen();
    submit(&mut world, Command::Save);
    submit(&mut world, Command::New);
    assert_eq!(world.shell.prompt(), None, "just this state is on its way: there is nothing to ask");
    world.step(&Op::AddActor);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    // Edited meanwhile: it is asked after all, and the new edit is not in the file.
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFirst));
    world.step(&Op::Reply(DialogAnswer::No));
    assert_eq!((world.shell.path(), world.shell.map().actors().len()), (None, 0));
    submit(&mut world, Command::Save);
    run(&mut world, "pick", Fault::None, path("/m/new"));
    frame(&mut world);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(on_disk(&world, PATHS[0]) == saved, "the old file stays the old map");
    assert_eq!(world.shell.path(), Some(Path::new("/m/new.lienket")));
}

#[test]
fn a_name_for_one_document_is_not_given_to_the_next() {
    let mut world = edited();
    let asked_for = world.screen();
    submit(&mut world, Command::SaveAs);
    submit(&mut world, Command::New);
    world.step(&Op::Reply(DialogAnswer::No));
    run(&mut world, "pick", Fault::None, path("/m/late.lienket"));
    frame(&mut world);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(on_disk(&world, "/m/late.lienket") == asked_for);
    assert_eq!(world.shell.path(), None, "the empty map has no name");
}

#[test]
fn to_quit_after_saving_dies_with_what_calls_it_off() {
    let mut world = World::new();
    world.step(&Op::AddActor);
    submit(&mut world, Command::Quit);
    world.step(&Op::Reply(DialogAnswer::Yes));
    // The dialog for the name stands there when another map is asked for.
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    world.step(&Op::Reply(DialogAnswer::No));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    world.step(&Op::AddActor);
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    world.settle();
    assert!(!world.shell.is_closing());
}

#[test]
fn a_save_taken_back_while_quitting_is_asked_about() {
    let mut world = World::new();
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    submit(&mut world, Command::Quit);
    assert!(world.shell.is_quitting(), "the settings are still being written");
    world.step(&Op::Type(0));
    submit(&mut world, Command::Save);
    submit(&mut world, Command::Undo);
    world.settle();
    // The screen is as it was when quitting was asked for, and the file no longer is.
    assert!(!world.shell.is_closing());
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFirst));
}

#[test]
fn of_two_saves_the_last_state_wins() {
    let mut world = edited();
    submit(&mut world, Command::Save);
    world.step(&Op::AddActor);
    submit(&mut world, Command::Save);
    assert_eq!(world.names().iter().filter(|name| name.starts_with("write")).count(), 1, "no two at a time");
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(world.shell.is_dirty());
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(!world.shell.is_dirty() && on_disk(&world, PATHS[0]) == world.screen());
}

#[test]
fn a_save_after_save_as_goes_to_the_new_file() {
    let mut world = edited();
    let old = on_disk(&world, PATHS[0]);
    submit(&mut world, Command::SaveAs);
    run(&mut world, "pick", Fault::None, path("/m/second.lienket"));
    frame(&mut world);
    world.step(&Op::AddActor);
    submit(&mut world, Command::Save);
    for _ in 0..2 {
        run(&mut world, "write", Fault::None, None);
        frame(&mut world);
    }
    assert!(on_disk(&world, PATHS[0]) == old && on_disk(&world, "/m/second.lienket") == world.screen());
    assert_eq!(world.shell.path(), Some(Path::new("/m/second.lienket")));
}

#[test]
fn what_is_typed_is_saved_and_asked_about() {
    let mut world = edited();
    world.step(&Op::Type(1));
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(on_disk(&world, PATHS[0]).actors().values().any(|actor| actor.name == "Tên 1"));
    assert!(!world.shell.is_dirty());
    world.step(&Op::Type(2));
    assert!(world.shell.is_dirty());
    world.step(&Op::Close);
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFirst));
    world.step(&Op::Reply(DialogAnswer::Cancel));
    submit(&mut world, Command::New);
    world.step(&Op::Reply(DialogAnswer::No));
    assert!(world.shell.map().actors().is_empty() && !world.shell.is_dirty());
}

#[test]
fn what_an_ending_leads_to_is_asked_about() {
    let mut world = edited();
    let other = on_disk(&world, PATHS[1]);
    submit(&mut world, Command::SaveAs);
    run(&mut world, "pick", Fault::None, path("/m/plan"));
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::Replace));
    assert!(on_disk(&world, PATHS[1]) == other);
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(on_disk(&world, PATHS[1]) == world.screen());
}

#[test]
fn its_own_path_is_asked_about_when_it_changed_outside() {
    for by_name in [false, true] {
        let mut world = edited();
        world.step(&Op::Outside { path: 0, is_map: true });
        let theirs = on_disk(&world, PATHS[0]);
        if by_name {
            submit(&mut world, Command::SaveAs);
            run(&mut world, "pick", Fault::None, path(PATHS[0]));
            frame(&mut world);
        } else {
            submit(&mut world, Command::Save);
        }
        run(&mut world, "write", Fault::None, None);
        frame(&mut world);
        assert_eq!(world.shell.prompt(), Some(Prompt::ChangedOutside));
        assert!(on_disk(&world, PATHS[0]) == theirs);
        world.step(&Op::Reply(DialogAnswer::Yes));
        run(&mut world, "write", Fault::None, None);
        frame(&mut world);
        assert!(on_disk(&world, PATHS[0]) == world.screen() && !world.shell.is_dirty());
    }
}

#[test]
fn what_cannot_be_read_is_not_written_over() {
    for damaged in [PATHS[3], PATHS[4]] {
        let mut world = edited();
        let before = world.disk.bytes(Path::new(damaged));
        submit(&mut world, Command::SaveAs);
        run(&mut world, "pick", Fault::None, path(damaged));
        frame(&mut world);
        run(&mut world, "write", Fault::None, None);
        frame(&mut world);
        assert_eq!(world.shell.prompt(), Some(Prompt::SaveFailed));
        assert_eq!(world.disk.bytes(Path::new(damaged)), before);
        assert!(world.shell.is_dirty() && world.shell.path() == Some(Path::new(PATHS[0])));
    }
}

#[test]
fn a_panic_fails_only_its_job() {
    let mut world = edited();
    submit(&mut world, Command::Quit);
    world.step(&Op::Reply(DialogAnswer::Yes));
    run(&mut world, "write", Fault::Panic, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFailed));
    world.step(&Op::Reply(DialogAnswer::Cancel));
    for _ in 0..5 {
        frame(&mut world);
        assert_eq!(world.shell.prompt(), None, "told once");
    }
    assert!(world.shell.is_dirty() && !world.shell.is_quitting());
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(!world.shell.is_dirty() && on_disk(&world, PATHS[0]) == world.screen());
}

#[test]
fn a_change_from_outside_is_answered_before_the_program_ends() {
    let mut world = edited();
    submit(&mut world, Command::Save);
    world.step(&Op::Outside { path: 0, is_map: true });
    world.step(&Op::AddActor);
    submit(&mut world, Command::Quit);
    world.step(&Op::Reply(DialogAnswer::No));
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::ChangedOutside));
    assert!(!world.shell.is_quitting());
}

#[test]
fn a_save_that_the_disk_does_not_confirm_is_a_save() {
    let mut world = edited();
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::Unsure, None);
    frame(&mut world);
    assert!(!world.shell.is_dirty() && world.shell.prompt().is_none());
    world.step(&Op::AddActor);
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), None, "nobody else has changed it");
}

#[test]
fn a_disk_that_is_full_keeps_the_old_file_and_the_work() {
    let mut world = edited();
    let old = on_disk(&world, PATHS[0]);
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::Full, None);
    frame(&mut world);
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFailed));
    assert!(world.shell.is_dirty() && on_disk(&world, PATHS[0]) == old);
}

#[test]
fn a_refused_text_is_told_and_the_map_is_not_left() {
    use lienket::command::Change;
    let mut world = edited();
    let actor = world.shell.map().actors().values().next().unwrap().clone();
    let refused = lienket::map::Actor { name: String::new(), ..actor };
    world.shell.submit(Command::UpdateDraft(Box::new(Change::Actor(refused))));
    world.shell.submit(Command::Quit);
    frame(&mut world);
    assert!(world.shell.is_dirty() && !world.shell.is_quitting());
    assert_eq!(world.shell.prompt(), Some(Prompt::Notice));
    world.step(&Op::Reply(DialogAnswer::Cancel));
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFirst));
    world.step(&Op::Reply(DialogAnswer::Yes));
    assert!(!world.names().iter().any(|name| name.starts_with("write")), "a map without what was typed is not saved");
    world.step(&Op::Reply(DialogAnswer::Cancel));
    submit(&mut world, Command::Undo);
    submit(&mut world, Command::Save);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert!(!world.shell.is_quitting() && !world.shell.is_dirty());
}

#[test]
fn a_folder_gets_no_ending() {
    for folder in ["/m", "/m/docs/"] {
        let mut world = World::new();
        world.step(&Op::AddActor);
        submit(&mut world, Command::Save);
        let no_dialog = DialogResult::Unavailable { saving: true };
        run(&mut world, "pick", Fault::None, Some(no_dialog));
        frame(&mut world);
        world.shell.type_path(folder);
        world.step(&Op::Reply(DialogAnswer::Yes));
        assert_eq!(world.shell.prompt(), Some(Prompt::Notice), "{folder} is a folder");
        world.step(&Op::Reply(DialogAnswer::Cancel));
        assert_eq!((world.shell.prompt(), world.shell.typed_path()), (Some(Prompt::SavePath), Some(folder)));
        assert!(world.names().iter().all(|name| !name.starts_with("write")));
    }
}

#[test]
fn what_was_said_about_one_document_is_not_done_to_the_next() {
    use lienket::command::Change;
    use lienket::map::Info;
    let mut world = World::new();
    submit(&mut world, Command::OpenPath(PATHS[0].into()));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    let info = Info { title: "Of the old map".to_owned(), ..world.shell.map().info().clone() };
    // All in one frame: the field loses its text to the map that is open when the text gets there.
    for command in [
        Command::New,
        Command::Update(Box::new(Change::Info(info.clone()))),
        Command::UpdateDraft(Box::new(Change::Info(info))),
        Command::AddActor { stage: None, at: (0.0, 0.0) },
    ] {
        world.shell.submit(command);
    }
    frame(&mut world);
    assert_eq!((world.shell.path(), world.shell.map().actors().len(), world.shell.is_dirty()), (None, 0, false));
    assert_ne!(world.shell.map().info().title, "Of the old map");
}

#[test]
fn a_file_changed_outside_is_asked_about_before_a_window_closes_after_saving() {
    let mut world = edited();
    world.step(&Op::Outside { path: 0, is_map: true });
    world.step(&Op::Type(0));
    world.step(&Op::Close);
    assert_eq!(world.shell.prompt(), Some(Prompt::SaveFirst));
    world.step(&Op::Reply(DialogAnswer::Yes));
    // It finds the other file before it gets to the fault.
    run(&mut world, "write", Fault::Panic, None);
    // A key that was pressed just before the question is drawn.
    world.step(&Op::Type(1));
    assert_eq!(world.shell.prompt(), Some(Prompt::ChangedOutside));
    world.step(&Op::Reply(DialogAnswer::Yes));
    let screen = world.screen();
    world.settle();
    assert!(world.shell.is_closing() && on_disk(&world, PATHS[0]) == screen, "what was typed is in the file");
}

#[test]
fn text_typed_after_an_answer_is_asked_about() {
    // While the map is saved before the window closes.
    let mut world = edited();
    world.step(&Op::Close);
    world.step(&Op::Reply(DialogAnswer::Yes));
    world.step(&Op::Type(1));
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    assert_eq!((world.shell.is_closing(), world.shell.prompt()), (false, Some(Prompt::SaveFirst)));
    // While the window waits for another file after its map was given up.
    let mut world = edited();
    submit(&mut world, export(ExportContent::Map));
    run(&mut world, "pick", Fault::None, path("/m/picture.svg"));
    frame(&mut world);
    world.step(&Op::Close);
    world.step(&Op::Reply(DialogAnswer::No));
    assert_eq!(world.shell.prompt(), Some(Prompt::Writing));
    world.settle();
    assert!(world.shell.is_closing(), "given up as it was");
    // While another map is read.
    let mut world = edited();
    submit(&mut world, Command::OpenPath(PATHS[1].into()));
    world.step(&Op::Reply(DialogAnswer::No));
    world.step(&Op::Type(1));
    run(&mut world, "open", Fault::None, None);
    frame(&mut world);
    assert_eq!((world.shell.path(), world.shell.prompt()), (Some(Path::new(PATHS[0])), Some(Prompt::SaveFirst)));
}

/// The wish for a file that shows this.
fn export(content: ExportContent) -> Command {
    let mut request = ExportRequest::default();
    request.choices.show(content);
    Command::Export(Box::new(request))
}

#[test]
fn an_export_that_is_cancelled_leaves_the_file_as_it_was_and_holds_nothing_up() {
    for (command, file) in [
        (Command::ExportResults, "/m/results.xlsx"),
        (export(ExportContent::Report), "/m/report.docx"),
        (export(ExportContent::Report), "/m/report.html"),
        (export(ExportContent::Slides), "/m/slides.pptx"),
        (export(ExportContent::Slides), "/m/slides.pdf"),
        (export(ExportContent::Map), "/m/picture.svg"),
    ] {
        for cancelled in [true, false] {
            let mut world = edited();
            submit(&mut world, command.clone());
            // What is exported is what was to be seen, whatever opens meanwhile.
            run(&mut world, "pick", Fault::None, path(file));
            frame(&mut world);
            assert!(world.names().iter().any(|name| name.starts_with("export")), "{:?}", world.names());
            if cancelled {
                submit(&mut world, Command::CancelJob);
            }
            world.step(&Op::Close);
            world.step(&Op::Reply(DialogAnswer::No));
            assert_eq!(world.shell.prompt(), Some(Prompt::Writing));
            world.settle();
            assert!(world.shell.is_closing(), "nothing is waited for any more");
            let written = world.disk.bytes(Path::new(file));
            assert_eq!(written.is_some(), !cancelled, "{file}");
            let is_pdf = written.is_some_and(|bytes| bytes.starts_with(b"%PDF-"));
            assert_eq!(is_pdf, !cancelled && file == "/m/slides.pdf", "{file}");
        }
    }
}

/// Whoever chose a name that was free did not agree to lose what somebody else has put there meanwhile.
#[test]
fn a_file_that_is_made_after_its_name_was_chosen_is_asked_about() {
    for answer in [DialogAnswer::Yes, DialogAnswer::Cancel] {
        let mut world = edited();
        world.disk.take(Path::new(PATHS[1]));
        submit(&mut world, Command::SaveAs);
        run(&mut world, "pick", Fault::None, path(PATHS[1]));
        frame(&mut world);
        world.step(&Op::AddActor);
        // Saved once more before the first save is done: what was agreed to is the same.
        submit(&mut world, Command::Save);
        world.step(&Op::Outside { path: 1, is_map: true });
        let theirs = on_disk(&world, PATHS[1]);
        run(&mut world, "write", Fault::None, None);
        frame(&mut world);
        run(&mut world, "write", Fault::None, None);
        frame(&mut world);
        assert_eq!(world.shell.prompt(), Some(Prompt::ChangedOutside));
        assert!(on_disk(&world, PATHS[1]) == theirs);
        world.step(&Op::Reply(answer));
        if answer == DialogAnswer::Yes {
            world.step(&Op::Reply(DialogAnswer::Cancel));
        }
        world.settle();
        assert_eq!(on_disk(&world, PATHS[1]) == world.screen(), answer == DialogAnswer::Yes);
    }
    // Where nobody came between, two saves in a row are saves.
    let mut world = edited();
    submit(&mut world, Command::SaveAs);
    run(&mut world, "pick", Fault::None, path("/m/new.lienket"));
    frame(&mut world);
    world.step(&Op::AddActor);
    submit(&mut world, Command::Save);
    world.settle();
    assert!(world.shell.prompt().is_none() && on_disk(&world, "/m/new.lienket") == world.screen());
}

/// A layout that arrives with the name for a save: the save has the map as it was asked for, in between, which no frame
/// shows.
#[test]
fn a_save_between_two_changes_of_one_frame_is_a_save() {
    let mut world = edited();
    world.settle();
    submit(&mut world, Command::TidyThoroughly);
    submit(&mut world, Command::SaveAs);
    run(&mut world, "pick", Fault::None, path("/m/between.lienket"));
    run(&mut world, "tidythoroughly", Fault::None, None);
    submit(&mut world, Command::AddProduct);
    run(&mut world, "write", Fault::None, None);
    frame(&mut world);
    let saved = on_disk(&world, "/m/between.lienket");
    assert_eq!(saved.products().len(), world.shell.map().products().len());
    assert!(saved.placements() != world.shell.map().placements() && world.shell.is_dirty());
    submit(&mut world, Command::Undo);
    assert!(!world.shell.is_dirty(), "undo leads to what was saved");
}
