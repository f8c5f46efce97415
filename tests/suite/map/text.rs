//! Text in a map is NFC, whatever keyboard wrote it.

use lienket::map::*;
use proptest::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::random;

fn texts(map: &LinkageMap) -> Vec<&str> {
    let mut texts: Vec<&str> = vec![&map.info().title, &map.info().region, &map.info().note];
    texts.extend(map.stages().values().map(|stage| stage.name.as_str()));
    texts.extend(map.products().values().flat_map(|product| [product.name.as_str(), &product.unit]));
    for actor in map.actors().values() {
        texts.extend([actor.name.as_str(), &actor.code, &actor.district, &actor.contact, &actor.note]);
    }
    for link in map.links().values() {
        let evidence = &link.evidence;
        texts.extend([link.contract.as_str(), &evidence.paper, &evidence.date, &evidence.said_by, &link.note]);
    }
    texts.extend(map.models().values().flat_map(|model| [model.name.as_str(), &model.note]));
    texts.extend(map.channels().values().flat_map(|channel| [channel.name.as_str(), &channel.note]));
    for target in map.targets().values() {
        texts.extend([target.name.as_str(), &target.note]);
        if let Measure::Count { district, .. } = &target.measure {
            texts.push(district);
        }
    }
    texts.extend(map.views().values().flat_map(|view| [view.title.as_str(), &view.note]));
    texts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_text_of_a_map_is_nfc(map in random::map()) {
        for text in texts(&map) {
            prop_assert!(is_nfc(text), "{text:?}");
            prop_assert_eq!(text.trim(), text);
            prop_assert!(!text.chars().any(|sign| sign.is_control() && sign != '\n'), "{text:?}");
        }
    }

    /// Tidying is done after one time.
    #[test]
    fn tidying_twice_is_tidying_once(text in any::<String>()) {
        prop_assert_eq!(normalize_line(&normalize_line(&text)), normalize_line(&text));
        prop_assert_eq!(normalize_note(&normalize_note(&text)), normalize_note(&text));
    }

    /// Any text that tidying leaves something of may be a name.
    #[test]
    fn any_text_may_be_a_name(text in random::text()) {
        let mut map = LinkageMap::default();
        let mut t = Transaction::begin(&mut map);
        let added = t.add(Stage { name: text.clone(), ..Stage::default() });
        prop_assert_eq!(added.is_ok(), !normalize_line(&text).is_empty(), "{:?}", added);
    }
}

#[test]
fn decomposed_vietnamese_becomes_composed() {
    let name = "Hợp tác xã nông nghiệp Thới Lai – Cần Thơ, đường Nguyễn Thị Minh Khai";
    let mut map = LinkageMap::default();
    let mut t = Transaction::begin(&mut map);
    let id = t.add(Actor { name: name.nfd().collect(), ..Actor::default() }).unwrap();
    t.finish();
    assert_eq!(map.actors()[&id].name, name);
}
