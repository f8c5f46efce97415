//! Documents and decks for programs of Office: sound archives, true to the map, and opened by an independent program.

mod deck;
mod others;
mod package;
mod report;

use lienket::analysis::{Assessment, Study, assess, study};
use lienket::language::{Language, with_marked_direction};
use lienket::map::{Actor, CoopModel, LinkageMap, Transaction, Year};

use super::networks_out::awkward_map;
use crate::saves::saved_maps;

const LANGUAGES: [Language; 2] = [Language::Vietnamese, Language::English];

/// A map with what was worked out about it.
struct Studied {
    map: LinkageMap,
    assessment: Assessment,
    study: Study,
}

impl Studied {
    fn new(map: LinkageMap) -> Self {
        let year = map.info().year;
        Self::in_year(map, year)
    }

    fn in_year(map: LinkageMap, year: Year) -> Self {
        let assessment = assess(&map, year);
        let study = study(&map, &assessment, &|_| true).unwrap();
        Self { map, assessment, study }
    }
}

fn can_tho() -> Studied {
    Studied::new(saved_maps().into_iter().find(|map| map.models().len() == 15).unwrap())
}

/// Names that stand in the way of XML and of pages.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "]]> <![CDATA[",
    "\"><img src=x onerror=alert(1)>",
    "&amp;&lt;&#60;",
    "--> <!-- %PDF {\\rtf",
    "🥭 Xoài \u{202e}cát",
    "=HYPERLINK(\"http://a\")",
    "a\u{301}\u{fffe}b",
];

/// A map whose title, actors and models have such names.
fn hostile_map() -> LinkageMap {
    let mut map = awkward_map();
    let actors: Vec<_> = map.actors().keys().copied().collect();
    let products: Vec<_> = map.products().keys().copied().collect();
    let models: Vec<_> = map.models().keys().copied().collect();
    let mut edit = Transaction::begin(&mut map);
    for (at, id) in models.iter().enumerate() {
        let name = format!("{} {at}", HOSTILE[at % HOSTILE.len()]);
        edit.edit(*id, |model: &mut CoopModel| model.name = name).unwrap();
    }
    for (at, name) in HOSTILE.iter().enumerate() {
        let core = actors[at % actors.len()];
        let model = CoopModel {
            name: (*name).to_owned(),
            core: [core].into(),
            products: products.first().copied().into_iter().collect(),
            note: format!("{name}\nsecond line"),
            ..CoopModel::default()
        };
        edit.add(model).unwrap();
        edit.edit(core, |actor: &mut Actor| actor.name = format!("{name} {at}")).unwrap();
    }
    let info = lienket::map::Info { title: HOSTILE.join(" "), note: HOSTILE.join("\n"), ..edit.map().info().clone() };
    edit.set_info(info).unwrap();
    edit.finish();
    map
}

/// A name as a document shows it: on one line, with signs that are no letters replaced and those that turn text marked.
fn shown(name: &str) -> String {
    let plain = |letter: char| match letter {
        '\t' | '\n' | '\r' => ' ',
        letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
        letter => letter,
    };
    with_marked_direction(name).chars().map(plain).collect()
}
