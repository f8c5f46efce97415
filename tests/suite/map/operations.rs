//! Random operations on an editor, right and wrong ones.

#![allow(clippy::clone_on_copy, reason = "one line serves all tables, and a place is Copy")]

use lienket::map::*;
use proptest::prelude::*;

use super::random::{self, Fit, Known};

/// A record of any table.
#[derive(Clone, Debug)]
pub enum Any {
    Stage(Stage),
    Product(Product),
    Actor(Actor),
    Link(Link),
    Model(CoopModel),
    Channel(Channel),
    Target(Target),
    View(View),
    Place(Placement),
}

/// Runs one line for the record within, whatever its table.
macro_rules! with_record {
    ($any:expr, $record:ident => $body:expr) => {
        match $any {
            Any::Stage($record) => $body,
            Any::Product($record) => $body,
            Any::Actor($record) => $body,
            Any::Link($record) => $body,
            Any::Model($record) => $body,
            Any::Channel($record) => $body,
            Any::Target($record) => $body,
            Any::View($record) => $body,
            Any::Place($record) => $body,
        }
    };
}

/// Changes one record.
#[derive(Clone, Debug)]
pub enum Change {
    Add(Any),
    /// Replaces the record with some id of the map.
    Set(Any),
    /// Like `Set`, but through `edit`, and with an id that the closure may not change.
    Edit(Any),
    /// Removes the record with some id of the map.
    Remove(Any),
    SetInfo(Info),
}

#[derive(Clone, Debug)]
pub enum Op {
    /// One transaction of several changes; when `refused`, it ends with an error of its own.
    Edit {
        changes: Vec<(Change, Wild)>,
        refused: bool,
    },
    Undo,
    Redo,
    /// Applies the patch that these changes make on a copy; when `stale`, of a map from before.
    Apply {
        changes: Vec<(Change, Wild)>,
        stale: bool,
    },
}

/// What is spoilt in a record before it goes in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wild {
    Nothing,
    /// Ids stay random, so most name nothing.
    Ids,
    /// A value that may not stand in a map.
    Value,
}

fn any_record() -> BoxedStrategy<Any> {
    prop_oneof![
        2 => random::stage().prop_map(Any::Stage),
        3 => random::product().prop_map(Any::Product),
        6 => random::actor().prop_map(Any::Actor),
        6 => random::link().prop_map(Any::Link),
        2 => random::model().prop_map(Any::Model),
        2 => random::channel().prop_map(Any::Channel),
        1 => random::target().prop_map(Any::Target),
        1 => random::view().prop_map(Any::View),
        3 => random::place().prop_map(Any::Place),
    ]
    .boxed()
}

/// One change.
pub fn change() -> BoxedStrategy<(Change, Wild)> {
    let change = prop_oneof![
        4 => any_record().prop_map(Change::Add),
        2 => any_record().prop_map(Change::Set),
        2 => any_record().prop_map(Change::Edit),
        2 => any_record().prop_map(Change::Remove),
        1 => random::info().prop_map(Change::SetInfo),
    ];
    let wild = prop_oneof![8 => Just(Wild::Nothing), 1 => Just(Wild::Ids), 1 => Just(Wild::Value)];
    (change, wild).boxed()
}

/// One operation.
pub fn op() -> BoxedStrategy<Op> {
    let changes = || prop::collection::vec(change(), 1..6);
    prop_oneof![
        6 => (changes(), prop::bool::weighted(0.1)).prop_map(|(changes, refused)| Op::Edit { changes, refused }),
        2 => Just(Op::Undo),
        1 => Just(Op::Redo),
        1 => (changes(), prop::bool::weighted(0.2)).prop_map(|(changes, stale)| Op::Apply { changes, stale }),
    ]
    .boxed()
}

/// Gives a record a value that its table refuses.
fn spoil(record: &mut Any) {
    match record {
        Any::Stage(stage) => stage.name = " \u{a0}\t".into(),
        Any::Product(product) => product.cycle_months = Some(0),
        Any::Actor(actor) => actor.dissolved = Some(99_999),
        Any::Link(link) => link.share = Some(100.1),
        Any::Model(model) => model.name = "x".repeat(LINE_LIMIT + 1),
        Any::Channel(channel) => channel.path.truncate(1),
        Any::Target(target) => target.goal = f64::NAN,
        Any::View(view) => view.state.year = Some(-1),
        Any::Place(place) => place.x = f32::INFINITY,
    }
}

/// Some record's id of a map, told by the random id that stands in the record.
fn some_id<R: Record>(map: &LinkageMap, record: &R) -> Option<R::Id> {
    let table = R::table(map);
    table.keys().nth(record.id().number() as usize % table.len().max(1)).copied()
}

/// Makes one change, and tells the id of what it added.
pub fn apply(t: &mut Transaction<'_>, (change, wild): &(Change, Wild)) -> Result<Option<Any>, Violation> {
    fn prepared<R: Fit>(record: &R, t: &Transaction<'_>, wild: Wild) -> Option<R> {
        let mut record = record.clone();
        (wild == Wild::Ids || record.fit(&Known::of(t.map()))).then_some(record)
    }
    let spoilt = |record: &Any| {
        let mut record = record.clone();
        if *wild == Wild::Value {
            spoil(&mut record);
        }
        record
    };
    match change {
        Change::Add(any) => with_record!(&spoilt(any), record => {
            if let Some(record) = prepared(record, t, *wild) {
                let id = t.add(record.clone())?;
                let mut added = any.clone();
                with_record!(&mut added, copy => copy.set_id(Id::new(id.number())));
                return Ok(Some(added));
            }
        }),
        Change::Set(any) => with_record!(&spoilt(any), record => {
            if let Some(id) = some_id(t.map(), record).or((*wild == Wild::Ids).then_some(record.id())) {
                let mut record = record.clone();
                record.set_id(id);
                if let Some(record) = prepared(&record, t, *wild) {
                    t.set(record)?;
                }
            }
        }),
        Change::Edit(any) => with_record!(&spoilt(any), record => {
            if let Some(id) = some_id(t.map(), record).or((*wild == Wild::Ids).then_some(record.id())) {
                let mut fitted = record.clone();
                fitted.set_id(id);
                if let Some(mut fitted) = prepared(&fitted, t, *wild) {
                    fitted.set_id(record.id());
                    t.edit(id, |kept| *kept = fitted)?;
                }
            }
        }),
        Change::Remove(any) => with_record!(any, record => remove_some(t, record)),
        Change::SetInfo(info) => {
            let mut info = info.clone();
            if *wild == Wild::Value {
                info.year = 0;
            }
            t.set_info(info)?;
        }
    }
    Ok(None)
}

fn remove_some<R: Record>(t: &mut Transaction<'_>, record: &R) {
    if let Some(id) = some_id(t.map(), record) {
        t.remove::<R>(id);
    }
}

/// Names the table and id of a record.
pub fn reference(any: &Any) -> RecordRef {
    fn of<R: Record>(record: &R) -> RecordRef {
        R::record_ref(record.id())
    }
    with_record!(any, record => of(record))
}
