//! The engine against the plain reference, on thousands of small random maps.

use std::collections::BTreeMap;

use lienket::analysis::{Case, Verdict, assess, critical_actors, model_verdicts};
use lienket::map::{Actor, ActorId, LinkageMap, ModelId, Transaction, Year};

use super::naive::Naive;
use super::random::{self, YEAR};

/// How many maps each of these tests draws; a few seconds in a debug build.
const MAPS: u64 = 3000;

fn each_map(first: u64, maps: u64, mut check: impl FnMut(u64, &LinkageMap, Year)) {
    for seed in first..first + maps {
        let map = if seed % 4 == 0 { random::map_with_changing_kinds(seed) } else { random::map(seed) };
        let year = YEAR + (seed % 3) as Year - 1;
        check(seed, &map, year);
    }
}

#[test]
fn verdicts_and_proofs_agree_with_the_reference() {
    let mut seen: BTreeMap<Verdict, usize> = BTreeMap::new();
    each_map(1, MAPS, |seed, map, year| {
        let naive = Naive::new(map, year);
        for (id, found) in model_verdicts(map, year) {
            let model = &map.models()[&id];
            assert_eq!(found.verdict, naive.model_verdict(model), "seed {seed}, model {id}");
            assert_eq!(found.left_out, naive.left_out(model), "seed {seed}, model {id}");
            let pairs: Vec<_> =
                model.core.iter().flat_map(|core| model.products.iter().map(|it| (*core, *it))).collect();
            assert_eq!(found.cases.iter().map(|case| (case.core, case.product)).collect::<Vec<_>>(), pairs);
            for case in &found.cases {
                *seen.entry(case.verdict).or_default() += 1;
                check_case(seed, &naive, case);
            }
        }
    });
    for verdict in Verdict::ALL {
        assert!(seen.get(verdict).is_some_and(|count| *count > 200), "{verdict:?} is drawn too rarely: {seen:?}");
    }
}

fn check_case(seed: u64, naive: &Naive<'_>, case: &Case) {
    let (core, product) = (case.core, case.product);
    let told = format!("seed {seed}, actor {core}, product {product}");
    assert_eq!(case.verdict, naive.verdict(core, product), "{told}");
    let (route, onward) = naive.proof(core, product);
    let flagged = case.verdict.is_flagged();
    assert_eq!(case.reaches_market, case.verdict <= Verdict::Loose, "{told}");
    if flagged {
        assert_eq!(case.paper_route.as_deref(), route.as_ref(), "{told}");
        assert!(case.route.is_none() && case.onward.is_none(), "{told}");
        assert_eq!(case.breaks, naive.breaks(core, product), "{told}");
        assert_eq!(case.buyers, naive.buyers(core, product), "{told}");
        assert!(!case.breaks.is_empty(), "{told}");
    } else {
        assert_eq!(case.route.as_deref(), route.as_ref(), "{told}");
        assert_eq!(case.onward.as_deref(), onward.as_ref(), "{told}");
        assert!(case.paper_route.is_none() && case.breaks.is_empty() && case.buyers.is_empty(), "{told}");
    }
    for route in [&case.route, &case.onward, &case.paper_route].into_iter().flatten() {
        assert_eq!(route.actors.len(), route.links.len() + 1, "{told}");
        assert!(route.actors.last().is_some_and(|buyer| naive.is_buyer(*buyer)), "{told}");
        for (link, ends) in route.links.iter().zip(route.actors.windows(2)) {
            let link = &naive.map.links()[link];
            assert_eq!([link.from, link.to], ends, "{told}");
        }
    }
}

#[test]
fn dependence_is_what_removing_each_actor_in_turn_shows() {
    let mut found = 0;
    each_map(100_000, MAPS, |seed, map, year| found += dependence_agrees(seed, map, year));
    assert!(found > 500, "too few to mean anything: {found}");
}

#[test]
fn dependence_holds_in_thickets_of_circles() {
    let found: usize = (0..MAPS).map(|seed| dependence_agrees(seed, &random::thicket(seed), YEAR)).sum();
    assert!(found > 2000, "too few to mean anything: {found}");
}

/// Compares with removing each actor in turn; gives how many actors something hangs on.
fn dependence_agrees(seed: u64, map: &LinkageMap, year: Year) -> usize {
    let naive = Naive::new(map, year);
    let unflagged: Vec<ModelId> =
        map.models().values().filter(|model| !naive.model_verdict(model).is_flagged()).map(|it| it.id).collect();
    let mut expected: Vec<(ActorId, Vec<ModelId>)> = Vec::new();
    for actor in map.actors().keys() {
        let mut without = map.clone();
        let mut transaction = Transaction::begin(&mut without);
        transaction.remove::<Actor>(*actor);
        transaction.finish();
        let twin = Naive::new(&without, year);
        let hangs = |model: &&ModelId| {
            !map.models()[*model].core.contains(actor) && twin.model_verdict(&without.models()[*model]).is_flagged()
        };
        let models: Vec<ModelId> = unflagged.iter().filter(hangs).copied().collect();
        if !models.is_empty() {
            expected.push((*actor, models));
        }
    }
    let assessment = assess(map, year);
    let told: Vec<_> = assessment.critical_actors.iter().map(|it| (it.actor, it.models.clone())).collect();
    assert_eq!(told, expected, "seed {seed}");
    assert_eq!(critical_actors(map, year), assessment.critical_actors, "seed {seed}: asked by itself");
    told.len()
}

#[test]
fn an_assessment_holds_together_and_comes_out_the_same_twice() {
    each_map(300_000, 1000, |seed, map, year| {
        let assessment = assess(map, year);
        assert_eq!(assessment, assess(map, year), "seed {seed}");
        assert_eq!(assessment.models, model_verdicts(map, year), "seed {seed}");
        assert_eq!(assessment.models.len(), map.models().len());
        let summary = assessment.summary;
        assert_eq!(summary.flagged, assessment.models.values().filter(|model| model.verdict.is_flagged()).count());
        assert_eq!(summary.flagged, summary.on_paper + summary.no_buyer);
        assert_eq!(summary.models, summary.firm + summary.loose + summary.stops_short + summary.flagged);
        let order = |finding: &lienket::analysis::Finding| (finding.severity(), finding.code());
        assert!(assessment.findings.is_sorted_by_key(order), "seed {seed}");
    });
}
