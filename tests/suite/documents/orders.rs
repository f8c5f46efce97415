//! Random orders of commands, edits, typed text, jobs that end, fail or break, and answers.

use lienket::app::DialogResult;
use lienket::command::{ActorMove, Command, SampleMap};
use lienket::editing::{Arrangement, Growth, LinkEnd, LinkedActor};
use lienket::exchange::{CellEdits, ColumnSet, EditRow, TableKind, TableRow, Template};
use lienket::map::{ActorId, LinkId, Placement, StageId};
use lienket::panels::DialogAnswer;
use proptest::prelude::*;

use super::surroundings::Fault;
use super::world::{Op, PATHS, World};

fn path() -> impl Strategy<Value = usize> {
    prop_oneof![3 => Just(0_usize), 3 => Just(1), 2 => Just(2), 1 => Just(3), 1 => Just(4)]
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        6 => Just(Command::Save),
        3 => Just(Command::SaveAs),
        2 => Just(Command::New),
        2 => Just(Command::Open),
        2 => (0..2_usize).prop_map(|path| Command::OpenPath(PATHS[path].into())),
        1 => Just(Command::OpenSample(SampleMap::MangoMekong2015)),
        1 => prop_oneof![Just(Template::Blank), Just(Template::Fruit)].prop_map(Command::NewFromTemplate),
        2 => Just(Command::Quit),
        2 => Just(Command::Undo),
        1 => Just(Command::Redo),
        3 => Just(Command::AddProduct),
        1 => Just(Command::SelectAll),
        1 => Just(Command::Delete),
        1 => Just(Command::ExportPicture(None)),
        1 => Just(Command::Tidy),
        1 => Just(Command::Duplicate),
        1 => Just(Command::Cut),
        1 => prop_oneof![Just(Command::Reconnect), Just(Command::ClosePasteNotice), Just(Command::CopyPicture)],
        1 => Just(Command::Rename),
        1 => prop_oneof![Just("A > B: Lúa 5"), Just("B > Chợ C"), Just("")].prop_map(|text| Command::Enter(text.into())),
        1 => prop_oneof![Just("A > B"), Just("format: 2"), Just("")].prop_map(|text| Command::Paste(text.into())),
        1 => (1_u32..9, any::<bool>()).prop_map(|(id, before)| Command::InsertStage { beside: StageId(id), before }),
        1 => (1_u32..9).prop_map(|id| Command::RenameStage(StageId(id))),
        1 => (1_u32..9).prop_map(|id| Command::Grow(ActorId(id), Growth::Downstream)),
        1 => hand(),
        1 => (1_u32..9).prop_map(|id| Command::TypeName(ActorId(id), "HTX".into())),
        1 => prop_oneof![Just(Command::QuickEntry), Just(Command::Palette), Just(Command::ShowTemplates), Just(Command::ShowKeys)],
        2 => cell_edit(),
        1 => (1_u32..9).prop_map(|id| Command::RemoveRows(vec![TableRow::Actor(ActorId(id))])),
        1 => any::<bool>().prop_map(|usual| {
            let columns = if usual { ColumnSet::usual(TableKind::Links) } else { ColumnSet::of_ids(TableKind::Links, []) };
            Command::SetColumns(TableKind::Links, columns)
        }),
        1 => Just(Command::Paste("Tên\tLoại\nHTX Dán\tHTX\n".into())),
        1 => Just(Command::SetYear(2021)),
        1 => Just(Command::SetLanguage(lienket::language::Language::English)),
    ]
}

/// What a hand does on the map.
fn hand() -> impl Strategy<Value = Command> {
    let actor = || (1_u32..9).prop_map(ActorId);
    let some = || prop::collection::btree_set(actor(), 0..4);
    let place = |(actor, x, y): (ActorId, i8, i8)| ActorMove {
        placement: Placement { actor, x: f32::from(x) * 9.0, y: f32::from(y) * 9.0, pinned: true, by_hand: true },
        stage: None,
    };
    let moves = || prop::collection::vec((actor(), any::<i8>(), any::<i8>()).prop_map(place), 0..3);
    prop_oneof![
        moves().prop_map(Command::Move),
        moves().prop_map(Command::Nudge),
        moves().prop_map(Command::DuplicateTo),
        (some(), some()).prop_map(|(from, to)| Command::AddLinks { from, to }),
        (1_u32..6, any::<bool>(), actor()).prop_map(|(link, is_from, to)| {
            Command::MoveLinkEnd(LinkId(link), if is_from { LinkEnd::From } else { LinkEnd::To }, to)
        }),
        (some(), any::<bool>()).prop_map(|(others, is_seller)| {
            Command::AddLinkedActor(Box::new(LinkedActor {
                others,
                is_seller,
                stage: None,
                at: (0.0, 0.0),
                kind: None,
            }))
        }),
        prop::sample::select(&Arrangement::ALL[..]).prop_map(Command::Arrange),
        (some(), any::<bool>()).prop_map(|(actors, pinned)| Command::Pin(actors, pinned)),
        Just(Command::TidySelection),
    ]
}

/// Texts for cells: values, wrong ones, and of records that may be gone.
fn cell_edit() -> impl Strategy<Value = Command> {
    let text = prop_oneof![Just("HTX"), Just("7"), Just(""), Just("2015"), Just("không phải")];
    let row = prop_oneof![
        4 => (1_u32..9).prop_map(|id| EditRow::Record(TableRow::Actor(ActorId(id)))),
        1 => Just(EditRow::New(0)),
    ];
    let cell = (row, 0..TableKind::Actors.all_columns().len(), text);
    prop::collection::vec(cell, 1..4).prop_map(|cells| {
        let mut edits = CellEdits::new(TableKind::Actors, 2021, lienket::language::Language::English);
        for (row, column, text) in cells {
            edits.push(row, TableKind::Actors.all_columns()[column], text);
        }
        Command::EditCells(Box::new(edits))
    })
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

macro_rules! orders {
    ($($name:ident)+) => {$(
        proptest! {
            #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 4_000, ..ProptestConfig::default() })]

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
