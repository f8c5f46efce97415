//! Single contradictions between two copies, and how each is told and settled.

use lienket::editing::{MergeConflict, MergeSide, TwinReason, merge_maps};
use lienket::map::{
    Actor, ActorId, CoopModel, EditLabel, Editor, IdBlock, Info, Link, LinkId, LinkageMap, MapId, Placement, RecordRef,
    Transaction, Violation,
};

fn base() -> LinkageMap {
    lienket::exchange::sample_map(12, 3).with_new_identity(MapId(7))
}

fn with(map: &LinkageMap, block: u64, edit: impl FnOnce(&mut Transaction<'_>) -> Result<(), Violation>) -> LinkageMap {
    let mut editor = Editor::new(map.clone());
    editor.set_block(IdBlock::with_number(block));
    editor.edit(EditLabel::EditMap, edit).unwrap();
    editor.map().clone()
}

fn first_link(map: &LinkageMap) -> Link {
    map.links().values().next().unwrap().clone()
}

#[test]
fn different_fields_of_one_record_are_both_kept() {
    let base = base();
    let link = first_link(&base);
    let a = with(&base, 1, |edit| edit.edit::<Link>(link.id, |link| link.note = "A".to_owned()));
    let b = with(&base, 2, |edit| edit.edit::<Link>(link.id, |link| link.contract = "07/2026".to_owned()));
    let merged = merge_maps(Some(&base), [&a, &b], MergeSide::A).unwrap();
    assert!(merged.conflicts.is_empty());
    let both = &merged.map.links()[&link.id];
    assert_eq!((both.note.as_str(), both.contract.as_str()), ("A", "07/2026"));
}

#[test]
fn an_edit_of_what_the_other_side_has_deleted_is_told() {
    let base = base();
    let link = first_link(&base);
    let a = with(&base, 1, |edit| edit.edit::<Link>(link.id, |link| link.note = "A".to_owned()));
    let b = with(&base, 2, |edit| {
        edit.remove::<Link>(link.id);
        Ok(())
    });
    for (prefer, is_there) in [(MergeSide::A, true), (MergeSide::B, false)] {
        let merged = merge_maps(Some(&base), [&a, &b], prefer).unwrap();
        let conflict = MergeConflict { record: RecordRef::Link(link.id), field: None };
        assert_eq!(merged.conflicts.into_iter().collect::<Vec<_>>(), [conflict]);
        assert_eq!(merged.map.links().contains_key(&link.id), is_there);
    }
}

#[test]
fn a_link_to_an_actor_that_the_other_side_has_deleted_is_told() {
    let base = base();
    let [from, gone] = [0, 1].map(|at| *base.actors().keys().nth(at).unwrap());
    let mut added = LinkId(0);
    let a = with(&base, 1, |edit| {
        added = edit.add(Link { from, to: gone, ..Link::default() })?;
        Ok(())
    });
    let b = with(&base, 2, |edit| {
        edit.remove::<Actor>(gone);
        Ok(())
    });
    for (prefer, is_there) in [(MergeSide::A, true), (MergeSide::B, false)] {
        let merged = merge_maps(Some(&base), [&a, &b], prefer).unwrap();
        let conflict = MergeConflict { record: RecordRef::Link(added), field: Some("to") };
        assert!(merged.conflicts.contains(&conflict), "{:?}", merged.conflicts);
        assert_eq!(merged.map.links().contains_key(&added), is_there);
        assert_eq!(merged.map.actors().contains_key(&gone), is_there);
        // It comes back where it stood.
        assert_eq!(merged.map.placements().contains_key(&gone), is_there && base.placements().contains_key(&gone));
        assert_eq!(merged.map.violations(), []);
    }
}

#[test]
fn what_both_sides_together_make_invalid_comes_from_one() {
    let base = with(&base(), 1, |edit| {
        edit.edit::<Link>(LinkId(1), |link| (link.from_year, link.to_year) = (Some(2015), Some(2025)))
    });
    let a = with(&base, 1, |edit| edit.edit::<Link>(LinkId(1), |link| link.from_year = Some(2022)));
    let b = with(&base, 2, |edit| edit.edit::<Link>(LinkId(1), |link| link.to_year = Some(2018)));
    for (prefer, years) in [(MergeSide::A, (2022, 2025)), (MergeSide::B, (2015, 2018))] {
        let merged = merge_maps(Some(&base), [&a, &b], prefer).unwrap();
        let link = &merged.map.links()[&LinkId(1)];
        assert_eq!((link.from_year, link.to_year), (Some(years.0), Some(years.1)));
        let fields: Vec<_> = merged.conflicts.iter().filter_map(|conflict| conflict.field).collect();
        assert_eq!(fields, ["from_year", "to_year"]);
    }
}

#[test]
fn two_halves_of_a_link_do_not_lead_to_one_actor() {
    let base = base();
    let link = first_link(&base);
    let third = *base.actors().keys().find(|id| ![link.from, link.to].contains(id)).unwrap();
    let a = with(&base, 1, |edit| edit.edit::<Link>(link.id, |link| link.from = third));
    let b = with(&base, 2, |edit| edit.edit::<Link>(link.id, |link| link.to = third));
    let merged = merge_maps(Some(&base), [&a, &b], MergeSide::A).unwrap();
    let made = &merged.map.links()[&link.id];
    assert_eq!((made.from, made.to), (third, link.to));
    assert_eq!(merged.conflicts.len(), 2);
}

#[test]
fn members_that_both_sides_add_are_all_there() {
    let base = base();
    let model = base.models().values().next().unwrap().clone();
    let mut free = base.actors().keys().copied().filter(|id| !model.core.contains(id) && !model.members.contains(id));
    let [one, two] = [free.next().unwrap(), free.next().unwrap()];
    let joined = |block, member: ActorId| {
        with(&base, block, |edit| {
            edit.edit::<CoopModel>(model.id, |model| {
                model.members.insert(member);
            })
        })
    };
    let merged = merge_maps(Some(&base), [&joined(1, one), &joined(2, two)], MergeSide::A).unwrap();
    assert!(merged.conflicts.is_empty());
    let members = &merged.map.models()[&model.id].members;
    assert!(members.contains(&one) && members.contains(&two));
}

#[test]
fn a_hand_wins_over_a_layout_and_two_hands_are_told() {
    let base = base();
    let actor = *base.placements().keys().next().unwrap();
    let moved = |block, x: f32, by_hand: bool| {
        with(&base, block, |edit| {
            let place = edit.map().placements()[&actor];
            edit.set(Placement { x, by_hand, ..place })
        })
    };
    let (hand, other_hand, layout) = (moved(1, 100.0, true), moved(2, 200.0, true), moved(2, 300.0, false));
    for sides in [[&hand, &layout], [&layout, &hand]] {
        let merged = merge_maps(Some(&base), sides, MergeSide::A).unwrap();
        assert!(merged.conflicts.is_empty());
        assert_eq!(merged.map.placements()[&actor].x, 100.0);
    }
    let merged = merge_maps(Some(&base), [&hand, &other_hand], MergeSide::B).unwrap();
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.map.placements()[&actor].x, 200.0);
}

#[test]
fn likely_twins_are_told_and_both_stay() {
    let base = base();
    let added = |block, name: &str, code: &str| {
        let actor = Actor { name: name.to_owned(), code: code.to_owned(), ..Actor::default() };
        with(&base, block, |edit| edit.add(actor).map(drop))
    };
    for (one, other, reason) in [
        (("HTX Thới Lai 2", ""), ("Hợp tác xã  thới lai 2", ""), Some(TwinReason::SameName)),
        (("HTX Thới Lai 2", "18001"), ("HTX khác", "18001"), Some(TwinReason::SameCode)),
        (("HTX Thới Lai 2", ""), ("HTX Thới Lai 3", ""), None),
    ] {
        let merged = merge_maps(Some(&base), [&added(1, one.0, one.1), &added(2, other.0, other.1)], MergeSide::A);
        let merged = merged.unwrap();
        assert_eq!(merged.map.actors().len(), base.actors().len() + 2);
        assert_eq!(merged.twins.first().map(|twins| twins.reason), reason);
    }
}

#[test]
fn numbers_that_stand_for_two_records_are_parted() {
    let base = base();
    let added = |name: &str| {
        let actor = Actor { name: name.to_owned(), ..Actor::default() };
        let first = *base.actors().keys().next().unwrap();
        with(&base, 1, |edit| {
            let from = edit.add(actor)?;
            edit.add(Link { from, to: first, note: name.to_owned(), ..Link::default() }).map(drop)
        })
    };
    let (a, b) = (added("An"), added("Bình"));
    let merged = merge_maps(Some(&base), [&a, &b], MergeSide::A).unwrap();
    assert!(merged.conflicts.is_empty());
    for name in ["An", "Bình"] {
        let actor = merged.map.actors().values().find(|actor| actor.name == name).unwrap();
        let link = merged.map.links().values().find(|link| link.note == name).unwrap();
        assert_eq!(link.from, actor.id);
    }
    let again = merge_maps(Some(&base), [&merged.map, &b], MergeSide::A).unwrap();
    assert!(again.map == merged.map && again.conflicts.is_empty());
}

#[test]
fn other_maps_are_refused() {
    let (one, other) = (base(), base().with_new_identity(MapId(8)));
    assert!(merge_maps(None, [&one, &other], MergeSide::A).is_err());
    let titled = with(&one, 1, |edit| {
        let info = Info { title: "Khác".to_owned(), ..edit.map().info().clone() };
        edit.set_info(info)
    });
    assert!(merge_maps(Some(&one), [&titled, &one], MergeSide::A).is_ok());
}
