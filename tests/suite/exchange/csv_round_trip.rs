//! A map written as tables, in any of their dialects, comes back as it was.

use std::collections::BTreeSet;

use lienket::exchange::{ImportOptions, NumberStyle, sample_map};
use lienket::map::{Actor, ActorId, CoopModel, Link, LinkageMap, ProductId};
use proptest::prelude::*;

use super::{Tables, options};

/// How a table is written.
#[derive(Clone, Copy, Debug)]
struct Dialect {
    separator: char,
    style: NumberStyle,
    line_end: &'static str,
    has_mark: bool,
    uses_names: bool,
}

fn dialects() -> impl Strategy<Value = Dialect> {
    (prop::sample::select(vec![',', ';', '\t']), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(separator, is_vietnamese, has_mark, is_windows, uses_names)| Dialect {
            separator,
            style: if is_vietnamese { NumberStyle::Vietnamese } else { NumberStyle::English },
            line_end: if is_windows { "\r\n" } else { "\n" },
            has_mark,
            uses_names,
        },
    )
}

impl Dialect {
    fn table(self, rows: &[Vec<String>]) -> String {
        let mut out = String::from(if self.has_mark { "\u{feff}" } else { "" });
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
            out.push_str(&cells.join(&self.separator.to_string()));
            out.push_str(self.line_end);
        }
        out
    }

    fn cell(self, text: &str) -> String {
        if text.contains([self.separator, '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.into()
        }
    }

    /// With a half, so that every column tells its style.
    fn number(self, value: Option<f64>) -> String {
        let text = value.map(|value| format!("{}", value + 0.5)).unwrap_or_default();
        if self.style == NumberStyle::Vietnamese { text.replace('.', ",") } else { text }
    }

    fn actor(self, map: &LinkageMap, id: ActorId) -> String {
        if self.uses_names { map.actors()[&id].name.clone() } else { id.to_string() }
    }
}

fn optional(value: Option<i32>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

fn header(names: &str) -> Vec<String> {
    names.split(',').map(str::to_owned).collect()
}

fn product_names(map: &LinkageMap, ids: &BTreeSet<ProductId>) -> String {
    ids.iter().map(|id| map.products()[id].name.as_str()).collect::<Vec<_>>().join("|")
}

fn written(map: &LinkageMap, dialect: Dialect) -> Tables {
    let name = |id: &ProductId| map.products()[id].name.clone();
    let mut products = vec![header("name,unit,part_of,cycle_months")];
    for product in map.products().values() {
        let months = product.cycle_months.map(|months| months.to_string()).unwrap_or_default();
        let part_of = product.part_of.as_ref().map(name).unwrap_or_default();
        products.push(vec![product.name.clone(), product.unit.clone(), part_of, months]);
    }
    let mut actors =
        vec![header("id,name,kind,stage,district,sector,count,code,founded,dissolved,supply,converts,note")];
    for actor in map.actors().values() {
        let supply: Vec<String> = actor
            .supply
            .iter()
            .map(|supply| format!("{}:{}", name(&supply.product), dialect.number(supply.volume)))
            .collect();
        let converts: Vec<String> = actor
            .converts
            .iter()
            .map(|it| format!("{}>{}:{}", name(&it.from), name(&it.to), dialect.number(it.yield_ratio)))
            .collect();
        actors.push(vec![
            actor.id.to_string(),
            actor.name.clone(),
            word(actor.kind),
            map.stages()[&actor.stage.unwrap()].name.clone(),
            actor.district.clone(),
            word(actor.sector),
            actor.count.to_string(),
            actor.code.clone(),
            optional(actor.founded),
            optional(actor.dissolved),
            supply.join(";"),
            converts.join("|"),
            actor.note.clone(),
        ]);
    }
    let mut links = vec![header("from,to,kind,products,form,planned,from_year,to_year,volume,contract,share")];
    for link in map.links().values() {
        links.push(vec![
            dialect.actor(map, link.from),
            dialect.actor(map, link.to),
            word(link.kind),
            product_names(map, &link.products),
            link.form.map(word).unwrap_or_default(),
            if link.planned { "x".into() } else { String::new() },
            optional(link.from_year),
            optional(link.to_year),
            dialect.number(link.volume),
            link.contract.clone(),
            // Whole per cents.
            link.share.map(|share| share.to_string()).unwrap_or_default(),
        ]);
    }
    let mut models = vec![header("name,products,core,members,since")];
    for model in map.models().values() {
        let list = |ids: &BTreeSet<ActorId>| ids.iter().map(|id| dialect.actor(map, *id)).collect::<Vec<_>>().join("|");
        models.push(vec![
            model.name.clone(),
            product_names(map, &model.products),
            list(&model.core),
            list(&model.members),
            optional(model.since),
        ]);
    }
    Tables {
        actors: dialect.table(&actors),
        links: dialect.table(&links),
        models: Some(dialect.table(&models)),
        channels: None,
        products: Some(dialect.table(&products)),
        ..Tables::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn tables_of_a_map_give_the_map(actors in 20_u32..130, seed: u64, dialect in dialects()) {
        let map = sample_map(actors, seed);
        let options = ImportOptions { year: Some(map.info().year), ..options() };
        let read = written(&map, dialect).import_with(&options);
        let read = read.map_err(|errors| TestCaseError::fail(errors[0].to_string()))?.map;
        prop_assert_eq!(read.products(), map.products());
        prop_assert_eq!(read.stages(), map.stages());
        let expected: Vec<Actor> = map.actors().values().cloned().map(|mut actor| {
            actor.figures.clear();
            actor.supply.iter_mut().for_each(|supply| supply.volume = supply.volume.map(|volume| volume + 0.5));
            actor.converts.iter_mut().for_each(|it| it.yield_ratio = it.yield_ratio.map(|ratio| ratio + 0.5));
            actor
        }).collect();
        prop_assert!(read.actors().values().eq(expected.iter()));
        let expected: Vec<Link> = map.links().values().cloned().map(|mut link| {
            link.volume = link.volume.map(|volume| volume + 0.5);
            link
        }).collect();
        prop_assert!(read.links().values().eq(expected.iter()));
        let expected: Vec<CoopModel> = map.models().values().cloned().collect();
        prop_assert!(read.models().values().eq(expected.iter()));
    }
}
