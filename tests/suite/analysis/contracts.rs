//! Contracts that are over or about to be: told when a model's verdict turns with them, and only then.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{Finding, FindingCode, Verdict, assess, model_verdicts};
use lienket::map::{
    ActorKind, Link, LinkForm, LinkId, LinkKind, LinkStatus, LinkageMap, ModelId, Proposal, Transaction, Year,
};

use super::random;

const CONTRACT: Option<LinkForm> = Some(LinkForm::Contract);

fn told(map: &LinkageMap, code: FindingCode) -> Vec<Finding> {
    assess(map, random::YEAR).findings.into_iter().filter(|finding| finding.code() == code).collect()
}

fn verdicts(map: &LinkageMap, year: Year) -> BTreeMap<ModelId, Verdict> {
    model_verdicts(map, year).into_iter().map(|(id, judged)| (id, judged.verdict)).collect()
}

/// The verdicts once these changes are made.
fn after(map: &LinkageMap, changes: &[Proposal]) -> BTreeMap<ModelId, Verdict> {
    let mut map = map.clone();
    let mut edit = Transaction::begin(&mut map);
    for change in changes {
        change.apply(&mut edit, random::YEAR).expect("such a change may stand in the map");
    }
    edit.finish();
    verdicts(&map, random::YEAR)
}

fn contracts(map: &LinkageMap) -> impl Iterator<Item = &Link> {
    map.links().values().filter(|link| link.kind == LinkKind::Product && link.form == CONTRACT)
}

#[test]
fn a_lapsed_contract_is_told_when_its_renewal_betters_a_verdict_and_only_then() {
    let (mut alone, mut together, mut of_unflagged) = (0, 0, 0);
    for seed in 0..2_500 {
        let map = if seed % 2 == 0 { random::map(seed) } else { lapsing_thicket(seed) };
        let before = verdicts(&map, random::YEAR);
        let mut found: BTreeSet<(LinkId, ModelId)> = BTreeSet::new();
        for finding in told(&map, FindingCode::ContractLapsed) {
            let renewals: Vec<_> = finding.links().iter().map(|id| Proposal::renewal(&map, &map.links()[id])).collect();
            let after = after(&map, &renewals);
            for model in finding.models() {
                assert!(after[model] < before[model], "seed {seed}: {finding:?}");
                of_unflagged += usize::from(!before[model].is_flagged());
                if let [link] = finding.links() {
                    assert_eq!(Some(after[model]), finding.verdict(), "seed {seed}: {finding:?}");
                    found.insert((*link, *model));
                    alone += 1;
                } else {
                    assert!(Some(after[model]) <= finding.verdict(), "seed {seed}: {finding:?}");
                    together += 1;
                }
            }
        }
        let mut expected = BTreeSet::new();
        for link in contracts(&map).filter(|link| map.link_status(link, random::YEAR) == LinkStatus::Lapsed) {
            let after = after(&map, &[Proposal::renewal(&map, link)]);
            expected.extend(before.iter().filter(|(id, was)| after[id] < **was).map(|(id, _)| (link.id, *id)));
        }
        assert_eq!(found, expected, "seed {seed}");
    }
    assert!(alone > 100 && together > 10 && of_unflagged > 50, "{alone} {together} {of_unflagged}");
}

#[test]
fn contracts_that_help_only_together_are_told_whenever_all_of_them_help() {
    for seed in 0..1_500 {
        let map = lapsing_thicket(seed);
        let before = verdicts(&map, random::YEAR);
        let all: Vec<_> = contracts(&map)
            .filter(|link| map.link_status(link, random::YEAR) == LinkStatus::Lapsed)
            .map(|link| Proposal::renewal(&map, link))
            .collect();
        let after = after(&map, &all);
        let better: BTreeSet<ModelId> =
            before.iter().filter(|(id, was)| after[id] < **was).map(|(id, _)| *id).collect();
        let told = told(&map, FindingCode::ContractLapsed).into_iter().flat_map(|finding| finding.models().to_vec());
        assert_eq!(told.collect::<BTreeSet<_>>(), better, "seed {seed}");
    }
}

#[test]
fn a_lapsing_contract_is_told_when_a_verdict_is_worse_without_it_and_only_then() {
    let mut seen = 0;
    for seed in 0..2_500 {
        let map = random::map(seed);
        let before = verdicts(&map, random::YEAR);
        let mut expected: BTreeMap<LinkId, Vec<ModelId>> = BTreeMap::new();
        for link in contracts(&map).filter(|link| matches!(link.to_year, Some(random::YEAR | 2020))) {
            let after = after(&map, &[Proposal::EndLink(link.id)]);
            // Of a flagged model both words say that it has no outlet now.
            let worse = before.iter().filter(|(id, was)| !was.is_flagged() && after[id] > **was);
            let worse: Vec<ModelId> = worse.map(|(id, _)| *id).collect();
            seen += worse.len();
            if !worse.is_empty() {
                expected.insert(link.id, worse);
            }
        }
        let found =
            told(&map, FindingCode::ContractLapsing).into_iter().map(|it| (it.links()[0], it.models().to_vec()));
        assert_eq!(found.collect::<BTreeMap<_, _>>(), expected, "seed {seed}");
    }
    assert!(seen > 50, "{seen}");
}

/// A thicket in which every other contract is over.
fn lapsing_thicket(seed: u64) -> LinkageMap {
    let mut parts = random::thicket_parts(seed);
    let mut dice = random::Dice(seed);
    for link in &mut parts.links {
        if dice.one_in(2) {
            link.to_year = Some(2018);
        }
        if dice.one_in(5) {
            link.form = Some(LinkForm::Spot);
        }
    }
    for actor in &mut parts.actors {
        if dice.one_in(4) {
            actor.kind = ActorKind::Market;
        }
    }
    super::draft::Draft { parts }.map()
}
