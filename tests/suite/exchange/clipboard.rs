//! A copied part of a map: the same for this program, tables for all others.

use std::collections::BTreeSet;

use lienket::editing::fragment;
use lienket::exchange::{ClipboardPart, read_clipboard, sample_map};
use lienket::language::Language;
use lienket::map::{ActorId, LinkageMap};
use lienket::storage;
use proptest::prelude::*;

use crate::map::random;

fn copied(map: &LinkageMap, actors: &BTreeSet<ActorId>) -> (String, String) {
    let part = fragment(map, actors);
    let part = ClipboardPart { part: &part, year: 2019, language: Language::Vietnamese };
    (part.text(), part.html())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_copied_is_read_as_it_was(map in random::map(), every in 1..5_usize) {
        let actors: BTreeSet<ActorId> = map.actors().keys().copied().step_by(every).collect();
        let part = fragment(&map, &actors);
        let (text, _) = copied(&map, &actors);
        prop_assert_eq!(read_clipboard(&text).unwrap().unwrap(), part.clone());
        // As the window takes it from the system, and with what a mail program does at the ends.
        let through_the_window = format!("\n{}\n\n", text.replace("\r\n", "\n").trim());
        prop_assert_eq!(read_clipboard(&through_the_window).unwrap().unwrap(), part.clone());
        prop_assert_eq!(part.actors().map(|actor| actor.id).collect::<BTreeSet<_>>(), actors);
        prop_assert!(part.outside.iter().all(|id| map.actors()[id].name == part.map.actors()[id].name));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(#lienket\t)?[0-9 \t\n(),:a-z\"]{0,60}") {
        let _ = read_clipboard(&text);
    }
}

#[test]
fn other_programs_get_tables() {
    let map = sample_map(40, 3);
    let (text, html) = copied(&map, &map.actors().keys().copied().collect());
    let tables: Vec<&str> = text.split("\r\n\r\n").collect();
    let [actors, links, records] = tables.as_slice() else { panic!("{} parts", tables.len()) };
    for (table, rows) in [(actors, map.actors().len()), (links, map.links().len())] {
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), rows + 1);
        let columns = lines[0].split('\t').count();
        assert!(columns > 3 && lines.iter().all(|line| line.split('\t').count() == columns));
        let is_used = |at: usize| lines[1..].iter().any(|line| !line.split('\t').nth(at).unwrap().is_empty());
        assert!((0..columns).all(is_used), "a column without a value");
    }
    assert!(actors.starts_with("Tên\tLoại\t") && links.starts_with("Bên bán\tBên mua\t"));
    assert!(records.starts_with("#lienket\t") && records.lines().count() == 1);
    assert_eq!(html.matches("<tr>").count(), map.actors().len() + map.links().len() + 2);
    let document = format!("<html>{}</html>", html.replace("<meta charset=\"utf-8\">", "").replace("<br>", "<br/>"));
    assert!(resvg::usvg::roxmltree::Document::parse(&document).is_ok());
    assert!(!html.contains("#lienket"));
}

#[test]
fn a_map_is_read_too_and_what_is_damaged_is_told() {
    let map = sample_map(6, 1);
    let text = String::from_utf8(storage::write(&map)).unwrap();
    assert_eq!(read_clipboard(&text).unwrap().unwrap().map, map);
    assert!(read_clipboard("HTX A > Công ty B").is_none() && read_clipboard("").is_none());
    let (text, _) = copied(&map, &map.actors().keys().copied().collect());
    assert!(read_clipboard(&text[..text.len() - 40]).unwrap().is_err());
}
