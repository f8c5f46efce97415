//! What has changed from one state of a map to another one, told completely.

use lienket::analysis::map_changes;
use lienket::exchange::{ComparisonJson, comparison_lines};
use lienket::language::Language;
use lienket::map::{LinkageMap, Patch};
use proptest::prelude::*;
use serde_json::Value;

use super::{edited, edits, start};

fn json(before: &LinkageMap, after: &LinkageMap) -> Value {
    let changes = map_changes(before, after, &|_| true).unwrap();
    serde_json::to_value(ComparisonJson::new(&changes, before, after)).unwrap()
}

fn ids(list: &Value) -> Vec<u64> {
    list.as_array().unwrap().iter().map(|record| record["id"].as_u64().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_record_that_differs_is_told_once(seed in 1..40_u64, first in edits(6), then in edits(14)) {
        let before = edited(&start(seed), &first, 0);
        let after = edited(&before, &then, 0);
        let told = json(&before, &after);
        let patch = Patch::between(&before, &after);
        prop_assert_eq!(told["same"].as_bool(), Some(patch.is_empty()));
        // A naive twin: the two tables side by side.
        let [old, new] = [&before, &after].map(LinkageMap::actors);
        let number = |id: &lienket::map::ActorId| u64::from(id.0);
        let added: Vec<u64> = new.keys().filter(|id| !old.contains_key(id)).map(number).collect();
        let removed: Vec<u64> = old.keys().filter(|id| !new.contains_key(id)).map(number).collect();
        let changed = new.iter().filter(|(id, actor)| old.get(id).is_some_and(|old| old != *actor));
        prop_assert_eq!(ids(&told["actors"]["added"]), added);
        prop_assert_eq!(ids(&told["actors"]["removed"]), removed);
        prop_assert_eq!(ids(&told["actors"]["changed"]), changed.map(|(id, _)| number(id)).collect::<Vec<_>>());
        for table in ["stages", "products", "actors", "links", "models", "channels", "targets", "views"] {
            for record in told[table]["changed"].as_array().unwrap() {
                let fields = record["fields"].as_array().unwrap();
                prop_assert!(!fields.is_empty(), "{}: {}", table, record);
            }
        }
        // Told backwards, what was added is gone.
        let back = json(&after, &before);
        prop_assert_eq!(&back["links"]["added"], &told["links"]["removed"]);
        let changes = map_changes(&before, &after, &|_| true).unwrap();
        for language in Language::ALL {
            let lines = comparison_lines(&changes, &before, &after, language);
            prop_assert!(!lines.is_empty());
        }
    }
}

#[test]
fn a_change_is_told_in_words() {
    let before = start(1);
    let link = before.links().values().find(|link| link.to_year.is_some()).unwrap().clone();
    let mut after = before.clone();
    let mut edit = lienket::map::Transaction::begin(&mut after);
    edit.edit::<lienket::map::Link>(link.id, |link| link.to_year = Some(2199)).unwrap();
    edit.finish();
    let changes = map_changes(&before, &after, &|_| true).unwrap();
    let was = link.to_year.unwrap();
    let vi = comparison_lines(&changes, &before, &after, Language::Vietnamese).join("\n");
    assert!(vi.contains(&format!("đến năm: nay 2199, trước {was}")), "{vi}");
    let en = comparison_lines(&changes, &before, &after, Language::English).join("\n");
    assert!(en.contains(&format!("to year: now 2199, was {was}")), "{en}");
}
