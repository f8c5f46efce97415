//! Whatever is done to a map, in whatever order, its promises hold.

use std::collections::BTreeSet;

use lienket::map::*;
use proptest::prelude::*;

use super::operations::{self, Any, Op};
use super::random;

const LABEL: EditLabel = EditLabel::EditMap;

/// Runs an operation, checks what must hold around it, and tells what was newly added and came to stay.
fn run(editor: &mut Editor, op: &Op, earlier: &LinkageMap) -> Result<Vec<RecordRef>, TestCaseError> {
    let before = editor.snapshot();
    let (revision, content) = (editor.revision(), editor.content_revision());
    let mut added = Vec::new();
    match op {
        Op::Edit { changes, refused } => {
            let done = editor.edit(LABEL, |t| {
                for change in changes {
                    added.extend(operations::apply(t, change)?);
                }
                let violation = Violation { record: RecordRef::Map, field: "title", kind: ViolationKind::Empty };
                if *refused { Err(violation) } else { Ok(()) }
            });
            if done.is_err() {
                prop_assert_eq!(editor.map(), &*before);
                prop_assert_eq!(editor.revision(), revision);
                added.clear();
            }
            if editor.revision() == revision {
                prop_assert_eq!(editor.map(), &*before);
            }
        }
        Op::Undo => {
            if let Some(patch) = editor.undo() {
                check_patch(&patch, &before, editor.map())?;
            }
        }
        Op::Redo => {
            if let Some(patch) = editor.redo() {
                check_patch(&patch, &before, editor.map())?;
            }
        }
        Op::Apply { changes, stale } => {
            let mut copy = if *stale { earlier.clone() } else { LinkageMap::clone(&before) };
            let start = copy.clone();
            let mut transaction = Transaction::begin(&mut copy);
            for change in changes {
                // What a change refuses leaves the rest of the transaction whole.
                let _ = operations::apply(&mut transaction, change);
            }
            let patch = transaction.finish();
            check_patch(&patch, &start, &copy)?;
            match editor.apply(LABEL, patch) {
                Ok(()) if !*stale => prop_assert_eq!(editor.map(), &copy),
                Ok(()) => {}
                Err(_) => prop_assert_eq!(editor.map(), &*before),
            }
        }
    }
    prop_assert_eq!(editor.map().violations(), []);
    let moved = LinkageMap::clone(&before).with_placements(editor.map().placements().values().copied());
    prop_assert_eq!(editor.content_revision() == content, moved == *editor.map());
    let stays = |any: &Any| {
        let reference = operations::reference(any);
        is_loadable(editor.map(), reference).then_some(reference)
    };
    Ok(added.iter().filter_map(stays).collect())
}

/// A patch takes the one map to the other, and its inverse takes it back.
fn check_patch(patch: &Patch, from: &LinkageMap, to: &LinkageMap) -> Result<(), TestCaseError> {
    let mut editor = Editor::new(from.clone());
    prop_assert_eq!(editor.apply(LABEL, patch.clone()), Ok(()));
    prop_assert_eq!(editor.map(), to);
    prop_assert_eq!(editor.apply(LABEL, patch.clone().inverted()), Ok(()));
    prop_assert_eq!(editor.map(), from);
    prop_assert_eq!(&patch.clone().inverted().inverted(), patch);
    Ok(())
}

fn is_loadable(map: &LinkageMap, reference: RecordRef) -> bool {
    match reference {
        RecordRef::Map => true,
        RecordRef::Stage(id) => map.stages().contains_key(&id),
        RecordRef::Product(id) => map.products().contains_key(&id),
        RecordRef::Actor(id) => map.actors().contains_key(&id),
        RecordRef::Link(id) => map.links().contains_key(&id),
        RecordRef::CoopModel(id) => map.models().contains_key(&id),
        RecordRef::Channel(id) => map.channels().contains_key(&id),
        RecordRef::Target(id) => map.targets().contains_key(&id),
        RecordRef::View(id) => map.views().contains_key(&id),
        RecordRef::Placement(id) => map.placements().contains_key(&id),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Nothing that can be done breaks a map; undoing all gives the start, redoing all the end; no id comes twice.
    /// Whatever was done after a save, undone before it, or done again: the history up to it ends in the state that was
    /// saved, and undoes as before.
    #[test]
    fn the_history_up_to_a_save_ends_there(
        start in random::map(),
        before in prop::collection::vec(operations::op(), 0..8),
        after in prop::collection::vec(operations::op(), 0..8),
    ) {
        let mut editor = Editor::new(start.clone());
        for op in &before {
            run(&mut editor, op, &start)?;
        }
        let state = editor.state();
        editor.mark_saved(state);
        let saved = editor.clone();
        for op in &after {
            run(&mut editor, op, &start)?;
        }
        let is_reachable = state == 0 || editor.steps().any(|step| step.state == state);
        let up_to = editor.up_to_saved();
        prop_assert_eq!(up_to.is_some(), is_reachable);
        let Some(mut up_to) = up_to else { return Ok(()) };
        prop_assert!(!up_to.is_dirty() && up_to.redo_steps().is_empty());
        prop_assert_eq!(up_to.undo_steps(), saved.undo_steps());
        let records = |map: &LinkageMap| map.clone().with_new_identity(MapId(0));
        prop_assert_eq!(records(up_to.map()), records(saved.map()));
        while up_to.undo().is_some() {}
        prop_assert_eq!(records(up_to.map()), records(&start));
        editor.mark_unsaved();
        prop_assert!(editor.up_to_saved().is_none());
    }

    #[test]
    fn every_promise_holds(start in random::map(), ops in prop::collection::vec(operations::op(), 0..24)) {
        let mut editor = Editor::new(start.clone());
        let mut used: BTreeSet<RecordRef> = BTreeSet::new();
        for op in &ops {
            for fresh in run(&mut editor, op, &start)? {
                // A place goes by its actor's id, and may come and go.
                if !matches!(fresh, RecordRef::Placement(_)) {
                    prop_assert!(!is_loadable(&start, fresh), "{fresh} was there from the start");
                    prop_assert!(used.insert(fresh), "{fresh} was handed out twice");
                }
            }
        }
        let end = editor.snapshot();
        let mut steps = 0;
        while editor.undo().is_some() {
            steps += 1;
            prop_assert_eq!(editor.map().violations(), []);
        }
        prop_assert_eq!(editor.map(), &start);
        prop_assert!(!editor.is_dirty());
        prop_assert_eq!(editor.undo_label(), None);
        for _ in 0..steps {
            prop_assert!(editor.redo().is_some());
        }
        prop_assert_eq!(editor.map(), &*end);
        while editor.redo().is_some() {}
        prop_assert_eq!(editor.map().violations(), []);
    }

    /// A change that goes on with the last one is one step with it, and none where both come to nothing.
    #[test]
    fn what_goes_on_is_undone_together(
        start in random::map(),
        parts in prop::collection::vec(prop::collection::vec(operations::change(), 0..4), 1..5),
        minimap_and_map_round_trip: bool,
    ) {
        let mut editor = Editor::new(start.clone());
        editor.edit(LABEL, |t| { let _ = t.add(Stage { name: "A".into(), ..Stage::default() }); Ok(()) }).unwrap();
        let before = editor.snapshot();
        let label = editor.undo_label();
        let state = editor.state();
        let mut first = true;
        for part in &parts {
            let change = |t: &mut Transaction<'_>| {
                for one in part {
                    let _ = operations::apply(t, one);
                }
                Ok::<(), Violation>(())
            };
            let since = editor.state();
            if first { editor.edit(EditLabel::Move, change) } else { editor.edit_coalesced(EditLabel::Move, since, change) }.unwrap();
            // Going on is going on with something.
            first = editor.state() == state;
        }
        if minimap_and_map_round_trip && !first {
            let back: Vec<Placement> = before.placements().values().copied().collect();
            let all: Vec<ActorId> = editor.map().placements().keys().copied().collect();
            editor.edit_coalesced(EditLabel::Move, editor.state(), |t| {
                for id in &all {
                    t.remove::<Placement>(*id);
                }
                back.iter().try_for_each(|place| if t.map().actors().contains_key(&place.actor) { t.set(*place) } else { Ok(()) })
            }).unwrap();
        }
        let end = editor.snapshot();
        prop_assert_eq!(editor.map().violations(), []);
        if editor.state() != state {
            prop_assert!(editor.undo().is_some());
            prop_assert_eq!(editor.map(), &*before);
            prop_assert!(editor.redo().is_some());
            prop_assert_eq!(editor.map(), &*end);
            editor.undo();
        }
        prop_assert_eq!((editor.map(), editor.undo_label()), (&*before, label));
        prop_assert!(editor.undo().is_some());
        prop_assert_eq!(editor.map(), &start);
    }

    /// What goes on after something else was done, seen or not, is a step of its own: undo comes to every state that
    /// was there before another kind of edit, and to what the file has.
    #[test]
    fn what_goes_on_leaves_out_what_came_between(ops in prop::collection::vec(0..4_u8, 1..24)) {
        let mut map = LinkageMap::default();
        let mut edit = Transaction::begin(&mut map);
        let actor = edit.add(Actor { name: "A".into(), ..Actor::default() }).unwrap();
        edit.finish();
        let mut editor = Editor::new(map);
        // The naive account: the maps before each step, and whether the newest step goes on.
        let (mut steps, mut open) = (Vec::new(), false);
        let mut run = None;
        for (at, op) in ops.iter().enumerate() {
            let before = editor.map().clone();
            let place = Placement { actor, x: at as f32, y: 1.0, ..Placement::default() };
            match op {
                0 | 1 => {
                    let since = run.unwrap_or(u64::MAX);
                    editor.edit_coalesced(EditLabel::Move, since, |edit| edit.set(place)).unwrap();
                    run = Some(editor.state());
                    if !open {
                        steps.push(before);
                    }
                    open = true;
                }
                2 => {
                    let rename = |actor: &mut Actor| actor.name = format!("A{at}");
                    editor.edit(EditLabel::EditActor, |edit| edit.edit(actor, rename)).unwrap();
                    steps.push(before);
                    open = false;
                }
                _ => {
                    editor.mark_saved(editor.state());
                    open = false;
                }
            }
        }
        for before in steps.into_iter().rev() {
            prop_assert!(editor.undo().is_some());
            prop_assert_eq!(editor.map(), &before);
        }
        prop_assert!(editor.undo().is_none());
    }

    /// Taking a map apart and putting it together gives the same map.
    #[test]
    fn parts_make_the_map_again(map in random::map()) {
        let parts = MapParts {
            info: map.info().clone(),
            identity: map.identity(),
            ledger: map.ledger().clone(),
            stages: map.stages().values().cloned().collect(),
            products: map.products().values().cloned().collect(),
            actors: map.actors().values().cloned().collect(),
            links: map.links().values().cloned().collect(),
            models: map.models().values().cloned().collect(),
            channels: map.channels().values().cloned().collect(),
            targets: map.targets().values().cloned().collect(),
            views: map.views().values().cloned().collect(),
            placements: map.placements().values().copied().collect(),
        };
        prop_assert_eq!(LinkageMap::from_parts(parts), Ok(map));
    }
}

/// A patch from elsewhere that does not hold together is refused whole.
#[test]
fn malformed_patches_are_refused() {
    let mut map = LinkageMap::default();
    let mut t = Transaction::begin(&mut map);
    let id = t.add(Actor { name: "A".into(), ..Actor::default() }).unwrap();
    t.finish();
    let actor = map.actors()[&id].clone();
    let other = ActorId(9);
    let added = |key: ActorId, record: Actor| Patch {
        actors: [(key, Diff { before: None, after: Some(record) })].into(),
        ..Patch::default()
    };
    let patches = [
        ("a record under another id", added(other, actor.clone())),
        ("a name that is not NFC", added(other, Actor { id: other, name: "a\u{301}".into(), ..actor.clone() })),
        (
            "a map without info",
            Patch { info: Some(Diff { before: Some(map.info().clone()), after: None }), ..Patch::default() },
        ),
    ];
    for (what, patch) in patches {
        let mut editor = Editor::new(map.clone());
        assert!(editor.apply(LABEL, patch).is_err(), "{what}");
        assert_eq!(editor.map(), &map, "{what}");
        assert!(!editor.is_dirty(), "{what}");
    }
}
