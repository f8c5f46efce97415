//! Finding and replacing in the texts of a map: every text that a record has, no other field, one edit.

use std::collections::BTreeSet;

use lienket::editing::{Replacement, SearchScope, TextChange, TextQuery, TextSearch, change_texts};
use lienket::language::{Language, MatchOptions, TextPattern};
use lienket::map::*;
use lienket::schema::{Described, ReadError, TextSlot, for_each_text};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::analysis::cancelled::ends_when_refused;
use crate::map::random;

/// A record with the mark in one member, for each member that takes any text.
fn marked<R: Described + DeserializeOwned>(base: &Value) -> Vec<R> {
    let error = serde_json::from_value::<R>(json!({"?": 1})).err().expect("no member is called ?").to_string();
    let listed = error.split_once("expected").expect("the members are listed").1;
    let members = listed.split('`').skip(1).step_by(2);
    let with = |member: &str| {
        let mut record = base.clone();
        record[member] = json!("¤");
        serde_json::from_value(record).ok()
    };
    members.filter_map(with).collect()
}

fn texts<R: Described>(record: &R) -> Vec<(TextSlot, String)> {
    let mut found = Vec::new();
    for_each_text(record, &mut |slot, text| found.push((slot, text.to_owned())));
    found
}

/// Every member that takes any text is visited, once and by its own name, and nothing else is.
fn visits_every_text<R: Described + DeserializeOwned + Clone>(base: &Value, in_parts: usize) {
    let records = marked::<R>(base);
    let mut slots = BTreeSet::new();
    for record in &records {
        let of_mark: Vec<_> = texts(record).into_iter().filter(|(_, text)| text == "¤").collect();
        let [(slot, _)] = of_mark.as_slice() else { panic!("{of_mark:?}") };
        let mut record = record.clone();
        "other".clone_into(slot.text_mut(&mut record).unwrap());
        assert_eq!(slot.text(&record), Some("other"));
        for language in Language::ALL {
            assert!(!slot.name::<R>(language).is_empty());
        }
        assert!(slot.read::<R>(&"x".repeat(NOTE_LIMIT + 1)).is_err());
        slots.insert(*slot);
    }
    let all = records.first().map_or(0, |record| texts(record).len());
    assert_eq!((slots.len(), slots.len() + in_parts), (records.len(), all));
}

#[test]
fn every_text_of_every_record_is_visited() {
    visits_every_text::<Info>(&json!({}), 0);
    visits_every_text::<Stage>(&json!({}), 0);
    visits_every_text::<Product>(&json!({}), 0);
    visits_every_text::<Actor>(&json!({}), 0);
    visits_every_text::<Evidence>(&json!({}), 0);
    visits_every_text::<Link>(&json!({}), 3);
    visits_every_text::<CoopModel>(&json!({}), 0);
    visits_every_text::<Channel>(&json!({}), 0);
    let measure = json!({"count": {"kind": null, "sector": null, "district": "", "commune": ""}});
    visits_every_text::<Target>(&json!({"name": "", "measure": measure, "year": 2019, "goal": 1.0}), 2);
    visits_every_text::<View>(&json!({}), 0);
    // A part of a record is written and read as well.
    let mut link = Link::default();
    let (paper, _) =
        texts(&link).into_iter().find(|(slot, _)| slot.name::<Link>(Language::English) == "evidence").unwrap();
    "Hợp đồng".clone_into(paper.text_mut(&mut link).unwrap());
    assert_eq!((link.evidence.paper.as_str(), paper.text(&link)), ("Hợp đồng", Some("Hợp đồng")));
}

fn query(find: &str, by: &str, options: MatchOptions, scope: SearchScope) -> TextQuery {
    TextQuery { pattern: TextPattern::new(find, options), by: by.to_owned(), scope }
}

fn search(map: &LinkageMap, query: TextQuery, step: usize) -> TextSearch {
    let mut search = TextSearch::new(query);
    while !search.is_done() {
        search.advance(map, step);
    }
    search
}

fn changes(search: &TextSearch, map: &LinkageMap) -> Vec<TextChange> {
    search.hits().iter().filter_map(|hit| hit.change(search.query(), map)).collect()
}

/// Every text of a map, found by going through its tables one by one.
fn all_texts(map: &LinkageMap) -> Vec<(RecordRef, TextSlot, String)> {
    let mut all = Vec::new();
    let mut add = |record, texts: Vec<(TextSlot, String)>| {
        all.extend(texts.into_iter().map(|(slot, text)| (record, slot, text)));
    };
    add(RecordRef::Map, texts(map.info()));
    map.stages().values().for_each(|it| add(RecordRef::Stage(it.id), texts(it)));
    map.products().values().for_each(|it| add(RecordRef::Product(it.id), texts(it)));
    map.actors().values().for_each(|it| add(RecordRef::Actor(it.id), texts(it)));
    map.links().values().for_each(|it| add(RecordRef::Link(it.id), texts(it)));
    map.models().values().for_each(|it| add(RecordRef::CoopModel(it.id), texts(it)));
    map.channels().values().for_each(|it| add(RecordRef::Channel(it.id), texts(it)));
    map.targets().values().for_each(|it| add(RecordRef::Target(it.id), texts(it)));
    map.views().values().for_each(|it| add(RecordRef::View(it.id), texts(it)));
    all
}

fn reversed(changes: &[TextChange]) -> Vec<TextChange> {
    let reverse = |change: &TextChange| TextChange {
        before: change.after.clone(),
        after: change.before.clone(),
        ..change.clone()
    };
    changes.iter().map(reverse).collect()
}

fn find() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&["htx", "a", "hop tac", "Hợp tác xã", "xoa", "xoài", " ", "ô mon", "x\u{301}", "d"][..])
            .prop_map(str::to_owned),
        1 => "\\PC{1,2}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn only_what_is_found_changes_and_undo_takes_it_back(
        map in random::map(),
        find in find(),
        by in prop_oneof![Just(String::new()), Just("HTX".to_owned()), random::text(), Just("y".repeat(LINE_LIMIT))],
        match_case in any::<bool>(),
        whole_words in any::<bool>(),
        step in 1..500_usize,
        every in 1..3_usize,
    ) {
        let options = MatchOptions { match_case, whole_words };
        let query = query(&find, &by, options, SearchScope::Map);
        let found = search(&map, query.clone(), step);
        // The same as by going through everything at once.
        let expected: Vec<(RecordRef, TextSlot, String)> = all_texts(&map)
            .into_iter()
            .filter_map(|(record, slot, text)| Some((record, slot, query.pattern.replace(&text, &by)?)))
            .collect();
        let hits: Vec<_> = found.hits().iter().map(|hit| (hit.record, hit.slot)).collect();
        prop_assert!(hits.iter().all(|hit| expected.iter().any(|(record, slot, _)| (*record, *slot) == *hit)));
        prop_assert!(expected.len() == hits.len() || found.has_unchanged());
        prop_assert_eq!(found.refused(), found.hits().iter().filter(|hit| hit.is_refused).count());
        // Some of the hits are ticked.
        let ticked: Vec<TextChange> = changes(&found, &map).into_iter().step_by(every).collect();
        prop_assert!(ticked.iter().all(|change| change.before != change.after && change.fits(&map)));
        let mut editor = Editor::new(map.clone());
        let label = EditLabel::ReplaceTexts(ticked.len() as u32);
        prop_assert_eq!(editor.edit(label, |edit| change_texts(edit, &ticked)), Ok(()));
        prop_assert_eq!(editor.map().violations(), []);
        let before = all_texts(&map);
        let after = all_texts(editor.map());
        for (now, was) in after.iter().zip(&before) {
            let change = ticked.iter().find(|change| (change.record, change.slot) == (was.0, was.1));
            prop_assert_eq!(&now.2, change.map_or(&was.2, |change| &change.after));
        }
        // Worked out on a copy and taken over, it is the same edit.
        let hits = || found.hits().iter().filter(|hit| !hit.is_refused).step_by(every).copied().collect();
        let replacement = Replacement { query: query.clone(), hits: hits(), found_in: map.clone() };
        let mut other = Editor::new(map.clone());
        let base = other.snapshot();
        let replaced = replacement.carry_out(&base, &|_| true).unwrap().unwrap();
        prop_assert_eq!((replaced.texts, replaced.left_out), (ticked.len(), 0));
        let (after, patch) = (replaced.map.clone(), replaced.patch.clone());
        prop_assert!(other.adopt(label, &base, replaced.map, replaced.patch) && other.map() == editor.map());
        prop_assert_eq!(other.undo_edit(), editor.undo_edit());
        // Not into a map that is another by now.
        if !ticked.is_empty() {
            prop_assert!(!other.adopt(label, &base, after, patch) && other.map() == editor.map());
            let again = replacement.carry_out(other.map(), &|_| true).unwrap().unwrap();
            prop_assert_eq!((again.texts, again.left_out), (0, ticked.len()));
        }
        other.undo();
        prop_assert!(*other.map() == map);
        // Put back one by one, nothing else is different.
        let mut copy = editor.clone();
        copy.edit(label, |edit| change_texts(edit, &reversed(&ticked))).unwrap();
        prop_assert!(*copy.map() == map);
        let records: BTreeSet<RecordRef> = ticked.iter().map(|change| change.record).collect();
        prop_assert_eq!(editor.undo().map_or(0, |patch| patch.count()), records.len());
        prop_assert!(*editor.map() == map);
    }

    #[test]
    fn what_is_replaced_by_itself_changes_nothing(map in random::map(), at in any::<prop::sample::Index>()) {
        let all = all_texts(&map);
        let text = &all[at.index(all.len())].2;
        let exact = MatchOptions { match_case: true, whole_words: false };
        let found = search(&map, query(text, text, exact, SearchScope::Map), usize::MAX);
        prop_assert!(changes(&found, &map).iter().all(|change| change.before != *text));
    }
}

fn small_map() -> LinkageMap {
    let actor = |id, name: &str| Actor { id: ActorId(id), name: name.to_owned(), ..Actor::default() };
    let link =
        Link { id: LinkId(1), from: ActorId(1), to: ActorId(2), contract: "HĐ HTX 7".into(), ..Link::default() };
    LinkageMap::from_parts(MapParts {
        info: Info { title: "Các HTX".into(), ..Info::default() },
        actors: vec![actor(1, "HTX"), actor(2, "HTX Thới Lai")],
        links: vec![link],
        ..MapParts::default()
    })
    .unwrap()
}

#[test]
fn what_a_field_does_not_take_is_refused_with_its_reason() {
    let map = small_map();
    let any = MatchOptions::default();
    let found = search(&map, query("htx", "", any, SearchScope::Map), usize::MAX);
    assert_eq!((found.hits().len(), found.refused()), (4, 1));
    let refused = found.hits().iter().find(|hit| hit.is_refused).unwrap();
    assert_eq!(refused.preview(found.query(), &map).unwrap().after, Err(ReadError::Empty));
    assert_eq!(refused.change(found.query(), &map), None);
    let long = search(&map, query("thoi lai", &"y".repeat(LINE_LIMIT), any, SearchScope::Map), usize::MAX);
    let reasons: Vec<_> = long.hits().iter().map(|hit| hit.preview(long.query(), &map).unwrap().after).collect();
    assert_eq!(reasons, [Err(ReadError::TooLong(LINE_LIMIT))]);
    // Told past the preview, the map refuses all of it.
    let mut editor = Editor::new(map.clone());
    let mut forced = changes(&found, &map);
    let name = TextChange {
        after: String::new(),
        ..changes(&search(&map, query("thoi", "x", any, SearchScope::Map), 1), &map)[0].clone()
    };
    forced.push(name);
    assert!(editor.edit(EditLabel::ReplaceTexts(4), |edit| change_texts(edit, &forced)).is_err());
    assert!(*editor.map() == map);
    assert!(search(&map, query("", "x", any, SearchScope::Map), 1).hits().is_empty());
}

#[test]
fn a_scope_leaves_other_records_out() {
    let map = small_map();
    let records = |scope| {
        let found = search(&map, query("htx", "Tổ", MatchOptions::default(), scope), usize::MAX);
        found.hits().iter().map(|hit| hit.record).collect::<Vec<_>>()
    };
    let (one, two, link) = (RecordRef::Actor(ActorId(1)), RecordRef::Actor(ActorId(2)), RecordRef::Link(LinkId(1)));
    assert_eq!(records(SearchScope::Map), [RecordRef::Map, one, two, link]);
    assert_eq!(records(SearchScope::Actors), [one, two]);
    assert_eq!(records(SearchScope::Links), [link]);
    assert_eq!(records(SearchScope::Products), []);
    assert_eq!(records(SearchScope::Selection(Selection::actor(ActorId(2)))), [two]);
    assert_eq!(records(SearchScope::Selection(Selection::Link(LinkId(1)))), [link]);
}

#[test]
fn replacing_many_texts_is_left_within_some_hundred_records() {
    let map = lienket::exchange::sample_map(1_500, 1);
    let found = search(&map, query("a", "ă", MatchOptions::default(), SearchScope::Map), 10_000);
    let hits = found.hits().to_vec();
    assert!(hits.len() > 1_500);
    let replacement = Replacement { query: found.query().clone(), hits, found_in: map.clone() };
    let replaced = replacement.carry_out(&map, &|_| true).unwrap().unwrap();
    let records = replaced.patch.count();
    let asked = ends_when_refused(&replaced, 0, |watch| replacement.carry_out(&map, watch).map(Result::unwrap));
    assert!(asked > records / 256, "{asked}");
}
