//! What differs between two states of a map, on the map.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lienket::exchange::sample_map;
use lienket::map::{Actor, ActorId, Link, LinkId, LinkageMap, Patch, Placement, Record, RecordRef, Transaction};
use lienket::scene::{ChangeMarks, ChangeSign};
use proptest::prelude::*;

use crate::versions::{edited, edits, start};

fn marks([before, after]: [&LinkageMap; 2], shows_after: bool) -> ChangeMarks {
    let patch = Patch::between(before, after);
    let (shown, other) = if shows_after { (after, before) } else { (before, after) };
    ChangeMarks::new(&patch, shown, other)
}

/// The signs of a table by a rule of its own: what is in which of two maps.
fn naive<R: Record + PartialEq>([before, after]: [&LinkageMap; 2]) -> BTreeMap<R::Id, ChangeSign> {
    let (old, new) = (R::table(before), R::table(after));
    let sign = |id: &R::Id| match (old.get(id), new.get(id)) {
        (None, _) => Some(ChangeSign::Added),
        (_, None) => Some(ChangeSign::Removed),
        (one, other) => (one != other).then_some(ChangeSign::Changed),
    };
    old.keys().chain(new.keys()).filter_map(|id| Some((*id, sign(id)?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn each_record_that_differs_has_one_sign(seed in 1..40_u64, first in edits(6), then in edits(20)) {
        let before = edited(&start(seed), &first, 0);
        let after = edited(&before, &then, 1);
        let maps = [&before, &after];
        for shows_after in [false, true] {
            let marks = marks(maps, shows_after);
            let (shown, other) = if shows_after { (&after, &before) } else { (&before, &after) };
            let mut cards: BTreeMap<ActorId, ChangeSign> = marks.cards.clone();
            prop_assert!(cards.keys().all(|id| shown.actors().contains_key(id)));
            cards.retain(|_, sign| *sign != ChangeSign::Moved);
            for ghost in &marks.ghosts {
                prop_assert!(!shown.actors().contains_key(&ghost.actor));
                prop_assert!(cards.insert(ghost.actor, ghost.sign).is_none());
            }
            // Who has no place in the other state has none to be shown at.
            let mut expected = naive::<Actor>(maps);
            expected.retain(|id, _| shown.actors().contains_key(id) || other.placements().contains_key(id));
            prop_assert_eq!(cards, expected);
            for (id, sign) in naive::<Link>(maps) {
                let is_shown = shown.links().contains_key(&id);
                let ghost = marks.ghost_lines.iter().find(|ghost| ghost.link == id).map(|ghost| ghost.sign);
                prop_assert_eq!(marks.lines.get(&id).copied(), is_shown.then_some(sign));
                prop_assert!(ghost.is_none_or(|ghost| !is_shown && ghost == sign));
            }
            let moved = |id: &ActorId| before.placements().get(id) != after.placements().get(id);
            prop_assert!(marks.cards.iter().filter(|(_, sign)| **sign == ChangeSign::Moved).all(|(id, _)| moved(id)));
            // The lanes count what is in them.
            let in_lanes: usize = marks.lanes.values().flatten().sum();
            prop_assert!(in_lanes <= marks.cards.len() + marks.ghosts.len());
        }
    }
}

/// One of each: as text, so that a change of any of it is seen.
#[test]
fn marks_of_a_small_change() {
    let before = sample_map(6, 1);
    let mut after = before.clone();
    let mut edit = Transaction::begin(&mut after);
    let ids: Vec<ActorId> = edit.map().actors().keys().copied().collect();
    edit.edit::<Actor>(ids[0], |actor| actor.name = "Tên khác".into()).unwrap();
    edit.edit::<Placement>(ids[1], |place| place.x += 500.0).unwrap();
    let stage = edit.map().actors()[&ids[0]].stage;
    let new = edit.add(Actor { name: "HTX Mới".into(), stage, ..Actor::default() }).unwrap();
    edit.set(Placement { actor: new, x: 100.0, y: 900.0, ..Placement::default() }).unwrap();
    edit.add(Link { from: new, to: ids[0], ..Link::default() }).unwrap();
    edit.remove::<Actor>(ids[2]);
    edit.finish();
    let told = |marks: &ChangeMarks| {
        let mut text = String::new();
        for (id, sign) in &marks.cards {
            writeln!(text, "{} actor {id}", sign.letter()).unwrap();
        }
        for (id, sign) in &marks.lines {
            writeln!(text, "{} link {id}", sign.letter()).unwrap();
        }
        for ghost in &marks.ghosts {
            let at = ghost.area.middle();
            writeln!(text, "{} ghost “{}” at {:.0}, {:.0}", ghost.sign.letter(), ghost.name, at.x, at.y).unwrap();
        }
        for ghost in &marks.ghost_lines {
            writeln!(text, "{} ghost of link {}", ghost.sign.letter(), ghost.link).unwrap();
        }
        text
    };
    let shown = marks([&before, &after], true);
    let gone = &before.actors()[&ids[2]];
    let place = before.placements()[&ids[2]];
    let lost: Vec<LinkId> = before.links().keys().filter(|id| !after.links().contains_key(id)).copied().collect();
    let new_link = after.links().last_key_value().unwrap().0;
    let mut expected = format!(
        "≠ actor {}\n↔ actor {}\n+ actor {new}\n+ link {new_link}\n− ghost “{}” at {:.0}, {:.0}\n",
        ids[0], ids[1], gone.name, place.x, place.y
    );
    for link in &lost {
        writeln!(expected, "− ghost of link {link}").unwrap();
    }
    assert_eq!(told(&shown), expected);
    assert_eq!(shown.lanes.values().flatten().sum::<usize>(), 4);
    assert!(
        shown.ghost_area(RecordRef::Actor(ids[2])).is_some() && shown.ghost_area(RecordRef::Actor(ids[0])).is_none()
    );
    // From the other side, what is gone is there and what is new is not.
    let told = told(&marks([&before, &after], false));
    assert!(told.contains("+ ghost “HTX Mới” at 100, 900") && told.contains(&format!("− actor {}", ids[2])), "{told}");
}
