//! Sentences about a map.

use lienket::analysis::{Break, BreakReason, Finding, FindingCode, FindingParts, Verdict, assess};
use lienket::language::Language::{self, English, Vietnamese};
use lienket::language::{
    break_sentence, capitalised, finding_sentence, measure_sentence, measure_value, remedy_sentence,
};
use lienket::map::{
    Actor, ActorId, ActorKind, Channel, CoopModel, Link, LinkForm, LinkId, LinkageMap, Measure, Product, RecordRef,
    Sector, Stage, Target, TargetId, Transaction, View, Violation, ViolationKind,
};
use lienket::schema::violation_sentence;

use crate::analysis::draft::Draft;

const LANGUAGES: [Language; 2] = [Vietnamese, English];

/// Two actors and a contract between them that ended in 2018.
fn small_map() -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let stage = edit.add(Stage { name: "Sản xuất".to_owned(), ..Stage::default() }).unwrap();
    let mango = Product { name: "xoài".to_owned(), unit: "tấn".to_owned(), ..Product::default() };
    let mango = edit.add(mango).unwrap();
    let mut actor = |name: &str, founded| {
        edit.add(Actor { name: name.to_owned(), stage: Some(stage), founded, ..Actor::default() }).unwrap()
    };
    let (from, to) = (actor("HTX A", None), actor("Công ty B", Some(2021)));
    edit.add(Link {
        from,
        to,
        form: Some(LinkForm::Contract),
        products: [mango].into(),
        from_year: Some(2016),
        to_year: Some(2018),
        contract: "12/HĐ".to_owned(),
        ..Link::default()
    })
    .unwrap();
    edit.add(CoopModel { name: "Xoài cát".to_owned(), core: [from].into(), ..CoopModel::default() }).unwrap();
    edit.add(Channel { name: "Xuất khẩu".to_owned(), path: vec![from, to], ..Channel::default() }).unwrap();
    let measure = Measure::LinkedModels;
    edit.add(Target {
        id: TargetId(0),
        name: "Xoài".to_owned(),
        measure,
        year: 2019,
        goal: 1.0,
        of: [].into(),
        note: String::new(),
    })
    .unwrap();
    edit.add(View { title: "Trang".to_owned(), ..View::default() }).unwrap();
    edit.finish();
    map
}

#[test]
fn every_finding_names_what_it_is_about() {
    let map = small_map();
    for code in FindingCode::ALL {
        let parts = FindingParts {
            actors: map.actors().keys().copied().collect(),
            links: map.links().keys().copied().collect(),
            models: map.models().keys().copied().collect(),
            products: map.products().keys().copied().collect(),
            channels: map.channels().keys().copied().collect(),
            stages: map.stages().keys().copied().collect(),
            targets: map.targets().keys().copied().collect(),
            amount: Some(82.5),
            expected: Some(90.0),
            ..FindingParts::default()
        };
        let finding = Finding::new(*code, parts);
        let [vi, en] = LANGUAGES.map(|language| finding_sentence(&finding, &map, 2019, language));
        assert_ne!(vi, en);
        for sentence in [&vi, &en] {
            assert!(sentence.ends_with('.') && !sentence.contains("  ") && !sentence.contains('?'), "{sentence}");
            // A name stands as it was given, also where it begins the sentence.
            let begins_with_name = sentence.starts_with("xoài");
            assert!(begins_with_name || *sentence == capitalised(sentence), "{sentence}");
            assert!(["HTX A", "Xoài cát", "xoài", "Xoài"].iter().any(|name| sentence.contains(name)), "{sentence}");
        }
        // What names nothing, or what is no longer there, still makes a sentence.
        let parts = FindingParts { actors: vec![ActorId(99)], links: vec![LinkId(99)], ..FindingParts::default() };
        let gone = Finding::new(*code, parts);
        for language in LANGUAGES {
            assert!(!finding_sentence(&gone, &map, 2019, language).is_empty());
        }
    }
}

#[test]
fn a_missed_target_names_its_year_and_a_whole_harvest_is_said_as_one() {
    let map = small_map();
    let targets = map.targets().keys().copied().collect();
    let parts = FindingParts { targets, amount: Some(0.0), ..FindingParts::default() };
    let missed = Finding::new(FindingCode::TargetMissed, parts);
    let (actors, products) = (vec![ActorId(1)], map.products().keys().copied().collect());
    let without = |amount| {
        let parts = FindingParts {
            actors: actors.clone(),
            products: Vec::clone(&products),
            amount: Some(amount),
            expected: Some(90.0),
            ..FindingParts::default()
        };
        Finding::new(FindingCode::SupplyWithoutOutlet, parts)
    };
    for (language, whole) in [(Vietnamese, "Toàn bộ 90"), (English, "None of the 90")] {
        // The year that it was to be reached by, whatever year the map is read at.
        assert!(finding_sentence(&missed, &map, 2022, language).contains("2019"));
        assert!(finding_sentence(&without(90.0), &map, 2019, language).starts_with(whole));
        assert!(!finding_sentence(&without(40.0), &map, 2019, language).contains(whole));
    }
}

#[test]
fn a_lapsed_contract_reads_well() {
    let map = small_map();
    let parts = FindingParts {
        actors: map.actors().keys().copied().collect(),
        links: map.links().keys().copied().collect(),
        models: map.models().keys().copied().collect(),
        verdict: Some(Verdict::Firm),
        ..FindingParts::default()
    };
    let finding = Finding::new(FindingCode::ContractLapsed, parts);
    assert_eq!(
        finding_sentence(&finding, &map, 2019, Vietnamese),
        "Hợp đồng HTX A → Công ty B (xoài, số 12/HĐ) đã hết hạn năm 2018; nếu ký lại, mô hình “Xoài cát” sẽ có đầu ra vững chắc."
    );
    assert_eq!(
        finding_sentence(&finding, &map, 2019, English),
        "The contract HTX A → Công ty B (xoài, no. 12/HĐ) ended in 2018; were it renewed, model “Xoài cát” would be firm."
    );
}

#[test]
fn every_break_says_why_and_what_would_mend_it() {
    let map = small_map();
    let link = map.links().keys().next().copied();
    for reason in BreakReason::ALL {
        let at = Break { actor: ActorId(1), reason: *reason, link, would_reach_buyer: true };
        let [vi, en] = LANGUAGES.map(|language| break_sentence(&at, &map, 2019, language));
        assert_ne!(vi, en);
        assert!(vi.contains("HTX A") || vi.contains("Công ty B"), "{vi}");
        assert!(!vi.contains('?') && !en.contains('?'));
        assert_eq!(remedy_sentence(&Break { would_reach_buyer: false, ..at }, &map, Vietnamese), None);
    }
    let at = |reason| Break { actor: ActorId(1), reason, link, would_reach_buyer: true };
    assert_eq!(
        break_sentence(&at(BreakReason::Lapsed), &map, 2019, Vietnamese),
        "Ở HTX A, hợp đồng với Công ty B đã hết hạn năm 2018."
    );
    assert_eq!(
        break_sentence(&at(BreakReason::ActorAbsent), &map, 2019, English),
        "Công ty B is founded only in 2021."
    );
    assert_eq!(
        remedy_sentence(&at(BreakReason::Lapsed), &map, Vietnamese).unwrap(),
        "Ký lại hợp đồng HTX A → Công ty B (xoài, số 12/HĐ)."
    );
}

#[test]
fn every_refusal_is_said_in_both_languages() {
    let map = small_map();
    let records = [
        RecordRef::Map,
        RecordRef::Stage(1.into_id()),
        RecordRef::Product(1.into_id()),
        RecordRef::Actor(1.into_id()),
        RecordRef::Link(1.into_id()),
        RecordRef::CoopModel(1.into_id()),
        RecordRef::Channel(1.into_id()),
        RecordRef::Target(1.into_id()),
        RecordRef::View(1.into_id()),
        RecordRef::Placement(1.into_id()),
        RecordRef::Actor(99.into_id()),
        RecordRef::Link(99.into_id()),
    ];
    for problem in [
        ViolationKind::Missing(RecordRef::Stage(7.into_id())),
        ViolationKind::DuplicateId,
        ViolationKind::IdNotIssued,
        ViolationKind::Empty,
        ViolationKind::TooLong(1000),
        ViolationKind::NotNormalized,
        ViolationKind::Unsorted,
        ViolationKind::YearOutOfRange(99_999),
        ViolationKind::EndBeforeStart,
        ViolationKind::NotFinite,
        ViolationKind::Negative,
        ViolationKind::NotPositive,
        ViolationKind::ShareOutOfRange,
        ViolationKind::SelfContainment,
        ViolationKind::SelfConversion,
        ViolationKind::PathTooShort,
        ViolationKind::OutOfBounds,
    ] {
        for record in records {
            let (field, name_vi, name_en) = match record {
                RecordRef::Stage(_) | RecordRef::Product(_) => ("name", "tên", "name"),
                RecordRef::Placement(_) => ("pinned", "giữ nguyên vị trí", "keep its place"),
                _ => ("note", "ghi chú", "note"),
            };
            let violation = Violation { record, field, kind: problem };
            let [vi, en] = LANGUAGES.map(|language| violation_sentence(&violation, &map, language));
            assert_ne!(vi, en);
            assert!(vi.contains(name_vi) && en.contains(name_en), "{vi} {en}");
        }
    }
    let empty = Violation { record: RecordRef::Actor(ActorId(1)), field: "name", kind: ViolationKind::Empty };
    assert_eq!(violation_sentence(&empty, &map, Vietnamese), "Tác nhân “HTX A”, tên: không được để trống.");
}

/// Ids of any table from a plain number.
trait IntoId {
    fn into_id<I: lienket::map::Id>(self) -> I;
}
impl IntoId for u32 {
    fn into_id<I: lienket::map::Id>(self) -> I {
        I::new(self)
    }
}

#[test]
fn every_measure_is_said_with_its_unit() {
    let map = small_map();
    let mango = map.products().keys().next().copied();
    for (measure, value, shown) in [
        (Measure::Founded { kinds: [ActorKind::Group].into() }, 100.0, "100"),
        (Measure::LinkedModels, 15.0, "15"),
        (Measure::MemberGrowth { base_year: 2018 }, 10.0, "10%"),
        (Measure::EffectiveShare, 50.0, "50%"),
        (Measure::FundCapital, 20e9, "20\u{a0}tỷ\u{a0}đồng"),
        (Measure::ContractVolume { product: mango }, 1200.0, "1.200\u{a0}tấn"),
        (Measure::ContractVolume { product: None }, 1200.0, "1.200"),
        (
            Measure::Count {
                kind: Some(ActorKind::Cooperative),
                sector: Some(Sector::Trade),
                district: "Ô Môn".to_owned(),
                commune: String::new(),
            },
            3.0,
            "3",
        ),
    ] {
        assert_eq!(measure_value(value, &measure, &map, Vietnamese), shown);
        assert_ne!(measure_sentence(&measure, &map, Vietnamese), measure_sentence(&measure, &map, English));
    }
}

#[test]
fn cores_with_other_products_each_are_told_apart() {
    let mut draft = Draft::default();
    let products = [draft.product(None), draft.product(None)];
    let [one, other] = [ActorKind::Cooperative; 2].map(|kind| draft.actor(kind));
    let buyer = draft.actor(ActorKind::Market);
    draft.link(one, buyer, &[products[0]], Some(LinkForm::Contract));
    draft.model(&[one, other], &[], &products);
    let map = draft.map();
    let assessment = assess(&map, 2019);
    let finding = assessment.findings.iter().find(|it| it.code() == FindingCode::ModelNoBuyer).unwrap();
    let told = finding_sentence(finding, &map, 2019, English);
    let name = |id: ActorId| map.actors()[&id].name.as_str();
    let product = |at: usize| map.products()[&products[at]].name.as_str();
    let pairs = format!("{} from {}, {} and {} from {}", product(1), name(one), product(0), product(1), name(other));
    assert!(told.contains(&pairs), "{told}");
}
