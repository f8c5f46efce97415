//! No id is handed out twice: not after undo, not after reopening, and not by two people who each have a copy of one file.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lienket::app::DialogResult;
use lienket::command::Command;
use lienket::map::ProductId;
use lienket::panels::DialogAnswer;
use proptest::prelude::*;

use super::disk::Fault;
use super::world::{Op, PATHS, World};

#[derive(Clone, Copy, Debug)]
enum Step {
    Add,
    Undo,
    Redo,
    Save,
    /// Under the other name.
    SaveAs,
    /// Opens the file again, without saving.
    Reopen,
    New,
    /// Sends the file to the other person, who puts it over their own.
    Mail,
}

fn step() -> impl Strategy<Value = (bool, Step)> {
    let step = prop_oneof![
        6 => Just(Step::Add),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        2 => Just(Step::Save),
        1 => Just(Step::SaveAs),
        2 => Just(Step::Reopen),
        1 => Just(Step::New),
        2 => Just(Step::Mail),
    ];
    (any::<bool>(), step)
}

fn submit(world: &mut World, command: Command) {
    world.step(&Op::Submit(Box::new(command)));
    let picked = Some(DialogResult::Path { saving: true, path: PATHS[1].into() });
    while world.shell.prompt().is_some() {
        world.step(&Op::Reply(DialogAnswer::No));
    }
    while world.tasks() > 0 {
        world.step(&Op::Run { task: 0, fault: Fault::None, picked: picked.clone() });
        world.step(&Op::Frame);
        while world.shell.prompt().is_some() {
            world.step(&Op::Reply(DialogAnswer::Yes));
        }
    }
}

fn open(world: &mut World) {
    submit(world, Command::OpenPath(PATHS[0].into()));
    assert_eq!(world.shell.path(), Some(Path::new(PATHS[0])));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn two_people_with_copies_of_one_file_never_hand_out_one_id_twice(
        steps in prop::collection::vec(step(), 1..30),
        seed in any::<u64>(),
    ) {
        let random = Arc::new(AtomicU64::new(seed));
        let mut worlds = [(); 2].map(|()| {
            let random = Arc::clone(&random);
            // Far apart, as chance has it.
            World::with_random(Arc::new(move || random.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed)))
        });
        // Both begin with the same file.
        worlds.iter_mut().for_each(open);
        let mut handed_out: BTreeSet<ProductId> = worlds[0].shell.map().products().keys().copied().collect();
        for (other, step) in steps {
            let (mine, theirs) = (usize::from(other), usize::from(!other));
            let world = &mut worlds[mine];
            match step {
                Step::Add => {
                    let before: BTreeSet<ProductId> = world.shell.map().products().keys().copied().collect();
                    submit(world, Command::AddProduct);
                    for id in world.shell.map().products().keys().filter(|id| !before.contains(id)) {
                        // A map that was just begun has nothing to do with the others.
                        let is_new_map = world.shell.map().actors().is_empty();
                        prop_assert!(is_new_map || handed_out.insert(*id), "{} was handed out twice", id);
                    }
                }
                Step::Undo => submit(world, Command::Undo),
                Step::Redo => submit(world, Command::Redo),
                Step::Save if world.shell.path().is_some() => submit(world, Command::Save),
                Step::SaveAs if !world.shell.map().actors().is_empty() => submit(world, Command::SaveAs),
                Step::Save | Step::SaveAs => {}
                Step::Reopen => open(world),
                Step::New => submit(world, Command::New),
                Step::Mail => {
                    let bytes = world.disk.bytes(Path::new(PATHS[0])).unwrap();
                    worlds[theirs].step(&Op::Put { path: 0, bytes });
                    open(&mut worlds[theirs]);
                }
            }
        }
    }
}

#[test]
fn undo_save_and_reopening_do_not_bring_an_id_back() {
    let mut world = World::new();
    open(&mut world);
    let products = |world: &World| world.shell.map().products().keys().copied().collect::<BTreeSet<_>>();
    let start = products(&world);
    submit(&mut world, Command::AddProduct);
    let first: BTreeSet<_> = products(&world).difference(&start).copied().collect();
    submit(&mut world, Command::Undo);
    submit(&mut world, Command::Save);
    open(&mut world);
    submit(&mut world, Command::AddProduct);
    let second: BTreeSet<_> = products(&world).difference(&start).copied().collect();
    assert!(first.len() == 1 && second.len() == 1 && first != second);
    // Not even where nothing was saved in between.
    submit(&mut world, Command::Undo);
    open(&mut world);
    submit(&mut world, Command::AddProduct);
    let third: BTreeSet<_> = products(&world).difference(&start).copied().collect();
    assert!(third.is_disjoint(&first) && third.is_disjoint(&second));
}
