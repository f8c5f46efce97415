//! The made-up map is as the design describes it.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{Verdict, assess};
use lienket::exchange::{export_json, sample_map};
use lienket::map::{ActorKind, LinkageMap};
use proptest::prelude::*;

fn verdicts(map: &LinkageMap) -> BTreeSet<Verdict> {
    assess(map, map.info().year).models.values().map(|model| model.verdict).collect()
}

/// Whether a part is about so many per cent of the whole.
fn is_about(part: usize, whole: usize, percent: f64, margin: f64) -> bool {
    let found = part as f64 * 100.0 / whole as f64;
    let fits = (found - percent).abs() <= margin;
    if !fits {
        eprintln!("{found} % instead of {percent} %");
    }
    fits
}

#[test]
fn it_is_made_up_as_a_city_is() {
    let map = sample_map(2_000, 11);
    let kind = |kind: ActorKind| map.actors().values().filter(|actor| actor.kind == kind).count();
    assert_eq!(map.actors().len(), 2_000);
    assert!(is_about(kind(ActorKind::Group), 2_000, 67.0, 0.1));
    assert!(is_about(kind(ActorKind::Cooperative), 2_000, 12.5, 0.1));
    assert!(is_about(kind(ActorKind::Union), 2_000, 1.0, 0.1));
    assert!(is_about(kind(ActorKind::Trader), 2_000, 6.0, 0.1));
    assert!(is_about(kind(ActorKind::Market), 2_000, 1.5, 0.1));
    let first_stage = map.stages_in_order()[0].id;
    let suppliers = map.actors().values().filter(|actor| actor.stage == Some(first_stage)).count();
    assert!(is_about(suppliers, 2_000, 5.0, 0.1));
    assert_eq!(map.links().len(), 3_000);
    assert_eq!(map.models().len(), 100);
    assert_eq!(map.products().len(), 30);
    let conversions: BTreeSet<_> =
        map.actors().values().flat_map(|actor| &actor.converts).map(|it| (it.from, it.to)).collect();
    assert_eq!(conversions.len(), 15);
    assert!(map.links().values().all(|link| link.form.is_some() && link.from_year.is_some()));
    assert!(map.links().values().any(|link| link.planned));
    assert!(map.actors().values().all(|actor| actor.founded.is_some()));
}

#[test]
fn most_trade_stays_in_the_district_and_few_buy_most() {
    let map = sample_map(6_000, 3);
    let district = |id| map.actors()[id].district.as_str();
    let districts: BTreeSet<&str> = map.actors().values().map(|actor| actor.district.as_str()).collect();
    assert_eq!(districts.len(), 30);
    let inside = map.links().values().filter(|link| district(&link.from) == district(&link.to)).count();
    assert!(is_about(inside, map.links().len(), 78.0, 4.0));
    let mut bought: BTreeMap<_, usize> = BTreeMap::new();
    for link in map.links().values().filter(|link| map.actors()[&link.to].kind == ActorKind::Enterprise) {
        *bought.entry(link.to).or_default() += 1;
    }
    let mut counts: Vec<usize> = bought.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let all: usize = counts.iter().sum();
    let top: usize = counts.iter().take(counts.len() / 5).sum();
    assert!(top * 2 > all, "a fifth of the enterprises takes more than half: {top} of {all}");
}

#[test]
fn goods_go_in_circles_through_packaging() {
    let map = sample_map(500, 1);
    let packaging = map.products().values().find(|product| product.name == "Bao bì").unwrap().id;
    let back = map.links().values().filter(|link| {
        let (from, to) = (&map.actors()[&link.from], &map.actors()[&link.to]);
        link.products.contains(&packaging) && from.stage > to.stage
    });
    assert!(back.count() > 5);
}

#[test]
fn a_small_sample_has_every_verdict_as_well() {
    for (actors, seed) in [(30, 1), (31, 2), (34, 3), (40, 7), (57, 5), (66, 6), (67, 7), (89, 42)] {
        let map = sample_map(actors, seed);
        assert_eq!(verdicts(&map).len(), Verdict::ALL.len(), "{actors} actors, seed {seed}");
        assert_eq!(map.models().len(), 5);
    }
}

/// The same map on every machine and in every later version: who changes this changes every benchmark.
#[test]
fn a_seed_stands_for_one_map() {
    assert_eq!(sample_map(300, 7), sample_map(300, 7));
    assert_ne!(sample_map(300, 7), sample_map(300, 8));
    let map = sample_map(100, 1);
    let records = |map: &LinkageMap| -> String {
        let text = String::from_utf8(export_json(map)).unwrap();
        text.lines().filter(|line| line.contains("\"from_year\"")).collect()
    };
    let sum = records(&map).bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    assert_eq!(sum, 13_070_899_642_503_805_657);
}

#[test]
fn nearly_all_books_balance_and_the_map_says_more_than_links() {
    for seed in 1..6 {
        let map = sample_map(2_000, seed);
        let assessment = assess(&map, map.info().year);
        let unbalanced: BTreeSet<_> = assessment.volumes.imbalances.iter().map(|it| it.actor).collect();
        assert!((1..=40).contains(&unbalanced.len()), "seed {seed}: {}", unbalanced.len());
        assert!(assessment.volumes.compared > 1_000, "seed {seed}: {}", assessment.volumes.compared);
        let volumes = map.links().values().filter(|link| link.volume.is_some()).count();
        assert!(volumes * 10 > map.links().len() * 9, "seed {seed}: {volumes}");
        let shares = map.links().values().filter(|link| link.share.is_some()).count();
        assert!(shares > 50, "seed {seed}: {shares}");
        let odd = assessment.volumes.shares.iter().filter(|it| it.sum > 101.0 || it.sum < 99.0).count();
        assert!(odd * 4 < shares, "seed {seed}: {odd} of {shares}");
        assert!((3..=60).contains(&map.channels().len()), "seed {seed}");
        let study = lienket::analysis::study(&map, &assessment, &|_| true).unwrap();
        assert_eq!(study.targets.len(), 5);
        assert!(study.targets.iter().all(|it| it.value.is_some_and(|value| value > 0.0)), "{:?}", study.targets);
        let broken = study.channels.iter().flat_map(|of| &of.recorded).filter(|it| !it.broken_hops.is_empty()).count();
        assert_eq!(broken, 0, "seed {seed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn it_keeps_the_rules_at_any_size(actors in 1_u32..300, seed: u64) {
        let map = sample_map(actors, seed);
        prop_assert_eq!(map.violations(), vec![]);
        prop_assert_eq!(map.actors().len(), actors as usize);
        prop_assert_eq!(map.placements().len(), actors as usize);
        if actors >= 100 {
            prop_assert_eq!(map.links().len(), actors as usize * 3 / 2);
        }
        if actors >= 30 {
            prop_assert_eq!(map.models().len(), ((actors as usize + 10) / 20).max(5));
            prop_assert_eq!(verdicts(&map), Verdict::ALL.iter().copied().collect());
        }
        let names: BTreeSet<&str> = map.actors().values().map(|actor| actor.name.as_str()).collect();
        prop_assert_eq!(names.len(), map.actors().len());
    }
}
