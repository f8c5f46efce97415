//! The descriptions of fields: complete, read back as they are written, with the limits of the map.

use std::collections::{BTreeMap, BTreeSet};

use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{
    Actor, ActorKind, Channel, Conversion, CoopModel, EditLabel, Editor, Evidence, Figures, Info, Link, LinkageMap,
    Measure, Placement, Product, Record, Stage, Supply, Target, TargetId, View, YEARS,
};
use lienket::schema::{
    Described, Field, FieldType, FindByName, NameIndex, ReadError, actor, link, measure_choices, target,
    violation_sentence,
};
use proptest::prelude::*;
use serde::de::DeserializeOwned;

use crate::map::random;

/// The members of a record, as its file knows them.
fn members<R: DeserializeOwned>() -> BTreeSet<String> {
    let error = serde_json::from_str::<R>(r#"{"?": 1}"#).err().expect("no member is called ?").to_string();
    // "unknown field `?`, expected one of `id`, `name`, … at line …", or "expected `a` or `b`".
    let listed = error.split_once("expected").expect("the members are listed").1;
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn is_complete<R: Described + DeserializeOwned>(without: &[&str]) {
    let ids: Vec<&str> = R::fields().iter().map(|field| field.id).collect();
    let described: BTreeSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(described.len(), ids.len(), "no id is used twice: {ids:?}");
    let expected: BTreeSet<String> = members::<R>().into_iter().filter(|id| !without.contains(&id.as_str())).collect();
    assert_eq!(described, expected);
    for field in R::fields() {
        for language in Language::ALL {
            assert!(!field.name(language).is_empty());
            assert!(field.title(language).chars().next().unwrap().is_uppercase());
        }
    }
}

#[test]
fn every_member_of_every_record_is_described() {
    is_complete::<Info>(&[]);
    is_complete::<Stage>(&[]);
    is_complete::<Product>(&[]);
    is_complete::<Actor>(&[]);
    is_complete::<Supply>(&[]);
    is_complete::<Conversion>(&[]);
    is_complete::<Figures>(&[]);
    is_complete::<Link>(&[]);
    is_complete::<Evidence>(&[]);
    is_complete::<CoopModel>(&[]);
    is_complete::<Channel>(&[]);
    is_complete::<Target>(&[]);
    is_complete::<Placement>(&[]);
    // What a view shows is a state of the screen, no field.
    is_complete::<View>(&["state"]);
}

/// Whether the values of a field are text, and not only shown as such.
fn is_text<R>(field: &Field<R>) -> bool {
    !matches!(field.kind, FieldType::Id(_) | FieldType::Figures(_))
}

fn reads_back<'m, R: Described + Clone + PartialEq + std::fmt::Debug + 'm>(
    records: impl Iterator<Item = &'m R>,
    blank: &R,
    map: &LinkageMap,
) {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let all =
        map.actors().values().map(|actor| &actor.name).chain(map.products().values().map(|product| &product.name));
    all.chain(map.stages().values().map(|stage| &stage.name)).for_each(|name| *names.entry(name).or_default() += 1);
    for record in records {
        for field in R::fields().iter().filter(|field| is_text(field)) {
            for language in Language::ALL {
                let text = field.write(record, map, language);
                let mut read = blank.clone();
                match field.read(&mut read, &text, map, language) {
                    // Names may repeat; then text alone does not tell which is meant.
                    Err(ReadError::AmbiguousName(name)) => assert!(names[name.as_str()] > 1, "{name}"),
                    outcome => {
                        outcome.unwrap_or_else(|error| panic!("{field:?} “{text}”: {error:?}"));
                        assert_eq!(field.write(&read, map, language), text, "{field:?}");
                        assert_eq!(field.cell(&read, map, language), field.cell(record, map, language), "{field:?}");
                    }
                }
            }
        }
    }
}

fn blank_target() -> Target {
    Target {
        id: TargetId::default(),
        name: String::new(),
        measure: Measure::LinkedModels,
        year: 2019,
        goal: 0.0,
        of: BTreeSet::new(),
        note: String::new(),
    }
}

fn measure(map: &LinkageMap) -> impl Strategy<Value = Measure> + use<> {
    let products: Vec<_> = map.products().keys().copied().collect();
    let kind = || prop::sample::select(ActorKind::ALL.to_vec());
    let place = || prop_oneof![Just(String::new()), Just("Thới Lai".to_owned()), Just("Phường Trường Lạc".to_owned())];
    prop_oneof![
        Just(Measure::LinkedModels),
        Just(Measure::EffectiveShare),
        Just(Measure::FundCapital),
        prop::collection::btree_set(kind(), 0..4).prop_map(|kinds| Measure::Founded { kinds }),
        YEARS.prop_map(|base_year| Measure::MemberGrowth { base_year }),
        prop::option::of(prop::sample::select(products)).prop_map(|product| Measure::ContractVolume { product }),
        (
            prop::option::of(kind()),
            prop::option::of(prop::sample::select(lienket::map::Sector::ALL.to_vec())),
            place(),
            place()
        )
            .prop_map(|(kind, sector, district, commune)| Measure::Count { kind, sector, district, commune }),
    ]
}

/// Whatever is counted, what is said of it can be typed again, with and without accents; what is offered is among it.
#[test]
fn how_a_target_is_counted_is_read_back() {
    let map = sample_map(60, 3);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let read = |text: &str, language| {
        let mut read = blank_target();
        target::MEASURE.read(&mut read, text, &map, language).map(|()| read.measure)
    };
    runner
        .run(&measure(&map), |measure| {
            let counted = Target { measure: measure.clone(), ..blank_target() };
            for language in Language::ALL {
                let text = target::MEASURE.write(&counted, &map, language);
                // A text says itself in whichever language it is typed.
                for other in Language::ALL {
                    prop_assert_eq!(read(&text, other), Ok(measure.clone()), "{}", text);
                }
                prop_assert!(read(&text.to_uppercase(), language).is_ok(), "{}", text);
            }
            Ok(())
        })
        .unwrap();
    for language in Language::ALL {
        for choice in measure_choices(&map, 2021, language) {
            let measure = read(&choice, language).unwrap();
            let counted = Target { measure, ..blank_target() };
            assert_eq!(target::MEASURE.write(&counted, &map, language), choice);
        }
    }
    assert!(matches!(read("số đang hoạt động: máy bay", Language::Vietnamese), Err(ReadError::UnknownName(_))));
    assert_eq!(
        read("so dang hoat dong: htx", Language::Vietnamese),
        read("number present: cooperative", Language::English)
    );
    assert!(read("tăng trưởng", Language::Vietnamese).unwrap_err().sentence(Language::Vietnamese).contains("vốn của"));
}

#[test]
fn what_is_written_as_text_is_read_back() {
    let mut maps = vec![sample_map(60, 3)];
    maps.extend(crate::saves::saved_maps());
    for map in &maps {
        reads_back(map.stages().values(), &Stage::default(), map);
        reads_back(map.products().values(), &Product::default(), map);
        reads_back(map.actors().values(), &Actor::default(), map);
        reads_back(map.actors().values().flat_map(|actor| &actor.supply), &Supply::default(), map);
        reads_back(map.actors().values().flat_map(|actor| &actor.converts), &Conversion::default(), map);
        reads_back(map.actors().values().flat_map(|actor| actor.figures.values()), &Figures::default(), map);
        reads_back(map.links().values(), &Link::default(), map);
        reads_back(map.models().values(), &CoopModel::default(), map);
        reads_back(map.channels().values(), &Channel::default(), map);
        reads_back(map.targets().values(), &blank_target(), map);
        reads_back(std::iter::once(map.info()), &Info::default(), map);
    }
}

/// Reads a text into each field of a record, and puts what comes of it into the map: a value that a field takes may stand there.
fn limits_agree<R: Record + Described>(map: &LinkageMap, record: &R, text: &str, language: Language) {
    for field in R::fields().iter().filter(|field| is_text(field)) {
        let mut edited = record.clone();
        if let Err(error) = field.read(&mut edited, text, map, language) {
            assert!(edited == *record, "{field:?} is as it was");
            assert!(error.sentence(language).ends_with('.'), "{error:?}");
            continue;
        }
        let mut editor = Editor::new(map.clone());
        let outcome = editor.edit(EditLabel::EditActor, |transaction| transaction.set(edited));
        if let Err(violation) = outcome {
            // Rules between fields are the record's, not the field's.
            let between = ["part_of", "to_year", "dissolved", "converts", "supply"];
            let sentence = violation_sentence(&violation, map, language);
            assert!(between.contains(&violation.field), "{field:?} took “{text}”: {sentence}");
        }
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "-?[0-9]{1,12}([.,][0-9]{1,4})?%?",
        "[a-zđA-ZÀ-ỹ ]{0,12}",
        "\\PC{0,24}",
        Just("1e400".to_owned()),
        Just("NaN".to_owned()),
        Just("có".to_owned()),
        Just("HTX".to_owned()),
        Just("Lúa > Gạo: 0,65".to_owned()),
        (1890..2210_i32).prop_map(|year| year.to_string()),
        "[a-z]{1001,1003}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_value_that_a_field_takes_may_stand_in_the_map(text in any_text(), vietnamese in any::<bool>()) {
        let language = if vietnamese { Language::Vietnamese } else { Language::English };
        let map = sample_map(12, 1);
        limits_agree(&map, map.stages().values().next().unwrap(), &text, language);
        limits_agree(&map, map.products().values().next().unwrap(), &text, language);
        limits_agree(&map, map.actors().values().next().unwrap(), &text, language);
        limits_agree(&map, map.links().values().next().unwrap(), &text, language);
        if let Some(model) = map.models().values().next() {
            limits_agree(&map, model, &text, language);
        }
    }
}

#[test]
fn a_text_that_is_no_value_says_why() {
    let map = sample_map(12, 1);
    let mut record = Actor::default();
    let mut read = |field: &Field<Actor>, text: &str| field.read(&mut record, text, &map, Language::Vietnamese).err();
    assert_eq!(read(&actor::NAME, "  "), Some(ReadError::Empty));
    assert_eq!(read(&actor::COUNT, "0"), Some(ReadError::NotWhole(1)));
    assert_eq!(read(&actor::COUNT, "1.346"), None);
    assert_eq!(read(&actor::FOUNDED, "1899"), Some(ReadError::NotAYear));
    assert_eq!(read(&actor::FOUNDED, &YEARS.end().to_string()), None);
    assert!(matches!(read(&actor::KIND, "máy bay"), Some(ReadError::UnknownKeyword(..))));
    assert_eq!(read(&actor::SUPPLY, "Sao Hỏa: 3"), Some(ReadError::UnknownName("Sao Hỏa".to_owned())));
    let mut sale = Link::default();
    let mut read = |field: &Field<Link>, text: &str| field.read(&mut sale, text, &map, Language::English).err();
    assert_eq!(read(&link::SHARE, "101"), Some(ReadError::NotPercent));
    assert_eq!(read(&link::SHARE, "99.5 %"), None);
    assert_eq!(read(&link::PRICE, "-1"), Some(ReadError::Negative));
    assert_eq!(read(&link::PLANNED, "x"), None);
    assert!(sale.planned);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_index_of_names_finds_what_looking_through_all_finds(
        seed in 0..20_u64,
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0..6_u8), 1..20),
    ) {
        let map = sample_map(60, seed);
        let index = NameIndex::new(&map);
        let actors: Vec<&Actor> = map.actors().values().collect();
        for (pick, form) in picks {
            let actor = actors[pick.index(actors.len())];
            let text = match form {
                0 => actor.name.clone(),
                1 => actor.name.to_uppercase(),
                2 => lienket::language::fold(&actor.name),
                3 => actor.code.clone(),
                4 => format!("  {} ", actor.name),
                _ => actor.name.chars().skip(1).collect(),
            };
            prop_assert_eq!(index.actor(&text), map.actor(&text));
            prop_assert_eq!(index.product(&text), map.product(&text));
            prop_assert_eq!(index.stage(&text), map.stage(&text));
        }
    }
}

#[test]
fn a_date_stands_for_its_year() {
    for (text, year) in [
        ("25/03/2003", Some(2003)),
        ("3/25/2003", Some(2003)),
        ("2003-03-25", Some(2003)),
        ("2003-03-25 00:00:00", Some(2003)),
        ("2003-03-25T00:00", Some(2003)),
        ("25.3.2003", Some(2003)),
        ("03/2003", Some(2003)),
        ("13/2003", None),
        ("3.2003", None),
        ("25/03/03", None),
        ("40/13/2003", None),
        ("1/1/1899", None),
    ] {
        assert_eq!(lienket::schema::parse_year(text).ok().flatten(), year, "{text}");
    }
}

/// Copying the fields of a record one by one gives that record, but for its number, and each changes nothing but itself.
fn copies<R: Record + Described>(from: &R, to: &R) {
    let mut copy = to.clone();
    for field in R::fields() {
        let before = copy.clone();
        field.copy(from, &mut copy);
        assert!(field.is_same(from, &copy), "{field:?}");
        let mut back = copy.clone();
        field.copy(&before, &mut back);
        assert!(back == before, "{field:?}");
    }
    assert!(copy.id() == to.id(), "a number is not copied");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_field_is_copied_by_itself(
        actors in (random::actor(), random::actor()),
        links in (random::link(), random::link()),
        models in (random::model(), random::model()),
        channels in (random::channel(), random::channel()),
        targets in (random::target(), random::target()),
        products in (random::product(), random::product()),
    ) {
        copies(&actors.0, &actors.1);
        copies(&links.0, &links.1);
        copies(&models.0, &models.1);
        copies(&channels.0, &channels.1);
        copies(&targets.0, &targets.1);
        copies(&products.0, &products.1);
        let mut whole = actors.1.clone();
        for field in Actor::fields() {
            field.copy(&actors.0, &mut whole);
        }
        prop_assert_eq!(Actor { id: actors.0.id, ..whole }, actors.0);
    }
}
