//! What can be read of damaged files.

use std::collections::BTreeSet;

use lienket::exchange::sample_map;
use lienket::map::{ActorId, LinkageMap, RecordRef, StageId};
use lienket::storage::{ReadError, ReadProgress, Salvage, SalvageProblem, read, salvage, write};
use proptest::prelude::*;

use super::golden::golden;

const CAN_THO: &[u8] = include_bytes!("../../../saves/can-tho-2019.lienket");

fn salvaged(bytes: &[u8]) -> Salvage {
    salvage(bytes, &ReadProgress::default()).unwrap()
}

fn can_tho() -> (LinkageMap, String) {
    (read(CAN_THO).unwrap(), String::from_utf8(CAN_THO.to_vec()).unwrap())
}

/// Every record of a map.
fn records(map: &LinkageMap) -> BTreeSet<RecordRef> {
    let mut all = BTreeSet::new();
    all.extend(map.stages().keys().map(|id| RecordRef::Stage(*id)));
    all.extend(map.products().keys().map(|id| RecordRef::Product(*id)));
    all.extend(map.actors().keys().map(|id| RecordRef::Actor(*id)));
    all.extend(map.links().keys().map(|id| RecordRef::Link(*id)));
    all.extend(map.models().keys().map(|id| RecordRef::CoopModel(*id)));
    all.extend(map.channels().keys().map(|id| RecordRef::Channel(*id)));
    all.extend(map.targets().keys().map(|id| RecordRef::Target(*id)));
    all.extend(map.views().keys().map(|id| RecordRef::View(*id)));
    all.extend(map.placements().keys().map(|id| RecordRef::Placement(*id)));
    all
}

/// Whether both maps have a record, and the same.
fn is_same(record: RecordRef, one: &LinkageMap, other: &LinkageMap) -> bool {
    match record {
        RecordRef::Map => one.info() == other.info(),
        RecordRef::Stage(id) => one.stages().get(&id) == other.stages().get(&id),
        RecordRef::Product(id) => one.products().get(&id) == other.products().get(&id),
        RecordRef::Actor(id) => one.actors().get(&id) == other.actors().get(&id),
        RecordRef::Link(id) => one.links().get(&id) == other.links().get(&id),
        RecordRef::CoopModel(id) => one.models().get(&id) == other.models().get(&id),
        RecordRef::Channel(id) => one.channels().get(&id) == other.channels().get(&id),
        RecordRef::Target(id) => one.targets().get(&id) == other.targets().get(&id),
        RecordRef::View(id) => one.views().get(&id) == other.views().get(&id),
        RecordRef::Placement(id) => one.placements().get(&id) == other.placements().get(&id),
    }
}

#[test]
fn of_a_whole_file_everything_is_read() {
    for map in [read(CAN_THO).unwrap(), golden(), sample_map(200, 3)] {
        let found = salvaged(&write(&map));
        assert!(found.map == map && found.map.identity() == map.identity() && found.map.ledger() == map.ledger());
        assert_eq!(found.remarks, []);
    }
}

#[test]
fn a_damaged_line_costs_the_record_on_it_and_what_needs_that() {
    let (map, text) = can_tho();
    let damaged = text.replacen("(id: 5, name: \"HTX lúa Cờ Đỏ", "(id: 5, nam: \"HTX lúa Cờ Đỏ", 1);
    let found = salvaged(damaged.as_bytes());
    let first = &found.remarks[0];
    let line = text.lines().position(|line| line.contains("(id: 5, name: \"HTX lúa Cờ Đỏ")).unwrap() + 1;
    assert_eq!((first.line, first.problem), (Some(line), SalvageProblem::Unreadable));
    assert!(first.quote.starts_with("(id: 5, nam: \"HTX lúa Cờ Đỏ"), "{}", first.quote);
    assert!(!found.map.actors().contains_key(&ActorId(5)));
    assert_eq!(found.map.actors().len(), map.actors().len() - 1);
    assert!(found.remarks.iter().any(|remark| matches!(remark.problem, SalvageProblem::Unlinked(RecordRef::Link(_)))));
}

#[test]
fn actors_of_a_lane_that_is_lost_stay() {
    let (map, text) = can_tho();
    let found = salvaged(text.replacen("(id: 2, name: \"Sản xuất\"", "(id: 2, name: Sản xuất\"", 1).as_bytes());
    assert_eq!((found.map.stages().len(), found.map.actors().len()), (map.stages().len() - 1, map.actors().len()));
    assert!(found.map.actors().values().all(|actor| actor.stage != Some(StageId(2))));
    assert_eq!(found.map.links().len(), map.links().len());
}

#[test]
fn of_a_file_that_breaks_off_the_start_is_read() {
    let (map, text) = can_tho();
    let end = text.find("links: [").unwrap() + 400;
    let end = (end..text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
    let found = salvaged(&text.as_bytes()[..end]);
    assert_eq!(found.map.actors(), map.actors());
    assert!(!found.map.links().is_empty() && found.map.models().is_empty());
}

#[test]
fn both_sides_of_a_conflict_are_read_and_told() {
    let (map, text) = can_tho();
    let line = text.lines().find(|line| line.starts_with("  (id: 2, name: \"Trại cá giống")).unwrap();
    let theirs = line.replace("Trại cá giống", "Trại cá");
    let conflict = format!("<<<<<<< HEAD\n{line}\n||||||| cũ\n{theirs}\n=======\n{theirs}\n>>>>>>> khác");
    let found = salvaged(text.replacen(line, &conflict, 1).as_bytes());
    assert!(found.map == map, "the first side counts");
    let problems: Vec<_> = found.remarks.iter().map(|remark| remark.problem).collect();
    let (mark, actor) = (SalvageProblem::Conflict, RecordRef::Actor(ActorId(2)));
    assert_eq!(problems, [mark, mark, mark, mark, SalvageProblem::Repeated(actor), mark]);
}

#[test]
fn letters_in_an_old_encoding_cost_letters_only() {
    let (map, text) = can_tho();
    let old: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let found = salvaged(&old);
    assert_eq!(found.map.links().len(), map.links().len());
    assert_eq!(found.map.actors().len(), map.actors().len());
    assert!(found.remarks.iter().any(|remark| matches!(remark.problem, SalvageProblem::LettersLost(_))));
}

#[test]
fn utf_16_is_read_whole() {
    let (map, text) = can_tho();
    for units in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(units).collect();
        let found = salvaged(&bytes);
        assert!(found.map == map && found.remarks.is_empty(), "{:?}", found.remarks.first());
    }
}

#[test]
fn what_is_no_map_gives_none() {
    for bytes in [&b""[..], b"not a map", b"\x89PNG\r\n", &[0; 5_000]] {
        assert!(matches!(salvage(bytes, &ReadProgress::default()), Err(ReadError::NotAMap(_))), "{bytes:?}");
    }
    let newer = String::from_utf8(CAN_THO.to_vec()).unwrap().replacen("format: 2", "format: 9", 1);
    let newer = salvage(newer.as_bytes(), &ReadProgress::default());
    assert!(matches!(newer, Err(ReadError::NewerFormat { found: 9, .. })));
}

#[test]
fn reading_can_be_stopped() {
    let progress = ReadProgress::default();
    progress.cancel();
    assert!(matches!(salvage(CAN_THO, &progress), Err(ReadError::Cancelled)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Lines cut off, as by a disk or an editor: what is read is as it was, and no line that is whole is lost, unless it
    /// refers to what is.
    #[test]
    fn what_is_whole_survives(
        seed in 0_u64..40,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0.0..1.0_f64, any::<bool>()), 1..12),
    ) {
        let map = if seed == 0 { read(CAN_THO).unwrap() } else { sample_map(20 + u32::try_from(seed).unwrap(), seed) };
        let bytes = write(&map);
        let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let mut touched = BTreeSet::new();
        for (at, share, has_garbage) in cuts {
            let at = at.index(lines.len());
            let length = (lines[at].len() as f64 * share) as usize;
            lines[at].truncate(length);
            if has_garbage {
                lines[at].extend(b"\xff\x00\"(");
            }
            touched.insert(at + 1);
        }
        let damaged = lines.join(&b'\n');
        let Ok(found) = salvage(&damaged, &ReadProgress::default()) else { return Ok(()) };
        prop_assert_eq!(found.map.violations(), []);
        let (before, after) = (records(&map), records(&found.map));
        prop_assert!(after.is_subset(&before));
        let mut told = BTreeSet::new();
        for remark in &found.remarks {
            match remark.problem {
                SalvageProblem::Unlinked(record) | SalvageProblem::Shortened(record) => drop(told.insert(record)),
                SalvageProblem::Unreadable => prop_assert!(remark.line.is_some_and(|line| touched.contains(&line))),
                other => prop_assert!(false, "{:?}", other),
            }
        }
        for record in &after {
            prop_assert!(is_same(*record, &map, &found.map) || told.contains(record), "{:?}", record);
        }
        let lost = before.difference(&after).filter(|record| !told.contains(record)).count();
        prop_assert!(lost <= touched.len(), "{} lost of {} lines", lost, touched.len());
    }
}
