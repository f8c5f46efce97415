//! Random orders of commands, edits, typed text, jobs that end, fail or break, and answers.

use lienket::app::DialogResult;
use lienket::panels::DialogAnswer;
use proptest::prelude::*;

use super::commands::command;
use super::disk::Fault;
use super::world::{Op, PATHS, World};

fn path() -> impl Strategy<Value = usize> {
    prop_oneof![3 => Just(0_usize), 3 => Just(1), 2 => Just(2), 1 => Just(3), 1 => Just(4)]
}

fn picked() -> impl Strategy<Value = Option<DialogResult>> {
    prop_oneof![
        6 => path().prop_map(|path| Some(DialogResult::Path { saving: true, path: PATHS[path].into() })),
        2 => Just(Some(DialogResult::Cancelled)),
        1 => Just(Some(DialogResult::Unavailable { saving: true })),
    ]
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![8 => Just(Fault::None), 1 => Just(Fault::Full), 1 => Just(Fault::Unsure), 1 => Just(Fault::Panic)]
}

fn answer() -> impl Strategy<Value = DialogAnswer> {
    prop_oneof![4 => Just(DialogAnswer::Yes), 2 => Just(DialogAnswer::No), 1 => Just(DialogAnswer::Cancel)]
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        8 => command().prop_map(|command| Op::Submit(Box::new(command))),
        4 => (0..9_u8).prop_map(Op::Type),
        3 => Just(Op::AddActor),
        10 => (0..6_usize, fault(), picked()).prop_map(|(task, fault, picked)| Op::Run { task, fault, picked }),
        4 => Just(Op::Frame),
        7 => answer().prop_map(Op::Reply),
        2 => path().prop_map(Op::TypePath),
        1 => Just(Op::Close),
        1 => (0..5_usize, any::<bool>()).prop_map(|(path, is_map)| Op::Outside { path, is_map }),
        1 => path().prop_map(|path| Op::Remove { path }),
        3 => Just(Op::Focus),
        1 => (0..4_usize).prop_map(Op::LookAtVersion),
        1 => path().prop_map(|path| Op::TakeOver { path }),
        1 => Just(Op::ChangeTemplate),
    ]
}

fn runs(ops: &[Op]) {
    let mut world = World::new();
    for op in ops {
        world.step(op);
        if world.shell.is_closing() {
            return;
        }
    }
    world.settle();
}

/// Many cases; more where `PROPTEST_CASES` asks for them.
fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(2_000), max_shrink_iters: 4_000, ..config }
}

macro_rules! orders {
    ($($name:ident)+) => {$(
        proptest! {
            #![proptest_config(config())]

            #[test]
            fn $name(ops in prop::collection::vec(op(), 1..40)) {
                runs(&ops);
            }
        }
    )+};
}

// Of the same kind, to use all cores.
orders! {
    in_any_order_everything_lands_where_it_belongs
    in_any_other_order_too
}

/// Somebody takes the file over while it is being saved for a close: to say no to one question closes nothing once another
/// one is answered with “back”.
#[test]
fn a_close_that_was_taken_back_stays_taken_back() {
    let saving = |path: usize| Some(DialogResult::Path { saving: true, path: PATHS[path].into() });
    let run = |task, path| Op::Run { task, fault: Fault::None, picked: saving(path) };
    let a = PATHS.iter().position(|path| *path == "/m/a.lienket").unwrap();
    let plan = PATHS.iter().position(|path| *path == "/m/plan.lienket").unwrap();
    let ops = [
        Op::Type(0),
        Op::Submit(Box::new(lienket::command::Command::Save)),
        run(0, a),
        run(0, a),
        Op::TakeOver { path: 1 },
        run(2, plan),
        Op::Close,
        run(2, a),
        Op::Frame,
        Op::Reply(DialogAnswer::No),
        Op::Reply(DialogAnswer::Cancel),
    ];
    runs(&ops);
}
