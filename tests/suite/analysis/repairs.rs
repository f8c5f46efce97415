//! What would mend a map: every repair does, none has more in it than it needs, and no fewer changes reach the goal.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{CaseRepair, Plan, Repair, Repairs, Verdict, assess, model_verdicts, study, verdict_changes};
use lienket::map::{
    ActorId, ActorKind, LinkForm, LinkKind, LinkageMap, Measure, ModelId, ProductId, Proposal, Target, TargetId,
    Transaction, Year,
};

use super::draft::Draft;
use super::naive::Naive;
use super::random::{self, YEAR};

const MAPS: u64 = 1500;

pub fn with(map: &LinkageMap, proposals: &[Proposal], year: Year) -> LinkageMap {
    let mut tried = map.clone();
    let mut transaction = Transaction::begin(&mut tried);
    for proposal in proposals {
        proposal.apply(&mut transaction, year).unwrap();
    }
    transaction.finish();
    tried
}

fn repairs(map: &LinkageMap, year: Year) -> Repairs {
    study(map, &assess(map, year), &|_| true).unwrap().repairs
}

fn is_flagged(map: &LinkageMap, model: ModelId, year: Year) -> bool {
    Naive::new(map, year).model_verdict(&map.models()[&model]).is_flagged()
}

#[test]
fn the_repairs_of_a_case_are_those_that_name_it() {
    let mut found = 0;
    for seed in 0..MAPS {
        let map = random::map(seed);
        let repairs = repairs(&map, YEAR);
        for (model, verdict) in assess(&map, YEAR).models {
            for case in &verdict.cases {
                let named = |it: &&CaseRepair| (it.model, it.core, it.product) == (model, case.core, case.product);
                let plain: Vec<&CaseRepair> = repairs.cases.iter().filter(named).collect();
                assert_eq!(repairs.of_case(model, case).iter().collect::<Vec<_>>(), plain, "seed {seed}");
                found += plain.len();
            }
        }
    }
    assert!(found > 500, "{found}");
}

#[test]
fn a_repair_mends_its_model_and_no_part_of_it_does() {
    let mut told = BTreeMap::new();
    for seed in 0..MAPS {
        let map = random::map(seed);
        for (model, ways) in repairs(&map, YEAR).models {
            assert!(is_flagged(&map, model, YEAR), "seed {seed}");
            assert!(!ways.is_empty() && ways.len() <= 5, "seed {seed}");
            for way in &ways {
                *told.entry(way.proposals.len()).or_insert(0) += 1;
                assert!(!is_flagged(&with(&map, &way.proposals, YEAR), model, YEAR), "seed {seed}, {way:?}");
                for spared in 0..way.proposals.len() {
                    let mut rest = way.proposals.clone();
                    rest.remove(spared);
                    assert!(is_flagged(&with(&map, &rest, YEAR), model, YEAR), "seed {seed}, {way:?} without {spared}");
                }
            }
            let sets: BTreeSet<BTreeSet<&Proposal>> = ways.iter().map(|way| way.proposals.iter().collect()).collect();
            assert_eq!(sets.len(), ways.len(), "seed {seed}: the same twice");
            let weight = |way: &Repair| {
                let steps: Vec<usize> = way.proposals.iter().flat_map(|it| efforts(&map, it)).collect();
                (steps.len(), steps.iter().sum())
            };
            let weights: Vec<(usize, usize)> = ways.iter().map(weight).collect();
            assert!(weights.is_sorted(), "seed {seed}: {weights:?}");
        }
    }
    assert!(told[&1] > 400 && told[&2] > 100, "too few to mean anything: {told:?}");
}

/// How hard the steps of a change are, said anew: renew, sign, bring forward, widen, connect, widen for one who never took
/// it.
fn efforts(map: &LinkageMap, proposal: &Proposal) -> Vec<usize> {
    let effort = match proposal {
        Proposal::RenewLink(..) => 1,
        Proposal::SignLink(link) => {
            let link = &map.links()[link];
            let is_late = link.from_year.is_some_and(|first| first > YEAR);
            let is_over = link.to_year.is_some_and(|last| last < YEAR);
            let steps = [(link.planned, 2), (is_late, 3), (is_over, 1)];
            return steps.into_iter().filter(|(is_needed, _)| *is_needed).map(|(_, effort)| effort).collect();
        }
        Proposal::AddProduct(link, product) => {
            let naive = Naive::new(map, YEAR);
            let buyer = map.links()[link].to;
            let known = takers(&naive, *product).contains_key(&buyer);
            if naive.is_buyer(buyer) && !known { 6 } else { 4 }
        }
        _ => 5,
    };
    vec![effort]
}

/// The buyers that take a product in force and by name, with those who bring it.
fn takers(naive: &Naive<'_>, product: ProductId) -> BTreeMap<ActorId, BTreeSet<ActorId>> {
    let mut takers: BTreeMap<ActorId, BTreeSet<ActorId>> = BTreeMap::new();
    for link in naive.map.links().values() {
        let named = !naive.broader(product).is_disjoint(&link.products);
        if link.kind == LinkKind::Product
            && naive.in_force_label(link)
            && named
            && link.from != link.to
            && naive.is_buyer(link.to)
        {
            takers.entry(link.to).or_default().insert(link.from);
        }
    }
    takers
}

/// Every single change that one could think of; to deliver to oneself is none.
fn thinkable(map: &LinkageMap) -> Vec<Proposal> {
    let naive = Naive::new(map, YEAR);
    let mut all = Vec::new();
    for link in map.links().values().filter(|link| link.kind == LinkKind::Product && link.from != link.to) {
        if naive.in_force_label(link) {
            if !link.products.is_empty() {
                all.extend(map.products().keys().map(|product| Proposal::AddProduct(link.id, *product)));
            }
        } else if naive.is_present(link.from) && naive.is_present(link.to) {
            all.extend([Proposal::SignLink(link.id), Proposal::RenewLink(link.id, 3)]);
        }
    }
    for product in map.products().keys() {
        for buyer in takers(&naive, *product).keys() {
            let sellers = map.actors().keys().filter(|seller| *seller != buyer && naive.is_present(**seller));
            all.extend(sellers.map(|from| Proposal::AddLink { from: *from, to: *buyer, product: *product }));
        }
    }
    all
}

#[test]
fn a_model_that_one_change_mends_is_told_such_a_change() {
    let mut mended = 0;
    for seed in 10_000..10_000 + MAPS / 3 {
        let map = random::map(seed);
        let found = repairs(&map, YEAR).models;
        for model in map.models().values().filter(|model| is_flagged(&map, model.id, YEAR)) {
            let one = thinkable(&map)
                .into_iter()
                .find(|it| !is_flagged(&with(&map, std::slice::from_ref(it), YEAR), model.id, YEAR));
            let told = found.get(&model.id).map(|ways| ways[0].proposals.len());
            if model.core.len() * model.products.len() == 1 {
                assert_eq!(told == Some(1), one.is_some(), "seed {seed}, model {}: {told:?}, {one:?}", model.id);
            } else if told.is_none() {
                assert!(one.is_none(), "seed {seed}, model {}: {one:?}", model.id);
            }
            mended += usize::from(one.is_some());
        }
    }
    assert!(mended > 100, "too few to mean anything: {mended}");
}

/// A random map with a goal.
fn map_with_goal(seed: u64) -> LinkageMap {
    let mut map = random::map(seed);
    let goal = (1 + seed % 5) as f64;
    let mut transaction = Transaction::begin(&mut map);
    let target = Target {
        id: TargetId(0),
        name: "linked".to_owned(),
        measure: Measure::LinkedModels,
        year: YEAR,
        goal,
        of: BTreeSet::new(),
        note: String::new(),
    };
    transaction.add(target).unwrap();
    transaction.finish();
    map
}

#[test]
fn no_fewer_changes_reach_the_goal() {
    let mut sizes = BTreeMap::new();
    for seed in 20_000..20_000 + MAPS {
        let map = map_with_goal(seed);
        let linked = map.models().keys().filter(|model| !is_flagged(&map, **model, YEAR)).count();
        let goal = map.targets().values().next().unwrap().goal as usize;
        let Some(plan) = repairs(&map, YEAR).plan else {
            assert!(linked >= goal.min(map.models().len()), "seed {seed}");
            continue;
        };
        assert_eq!((plan.linked, plan.goal, plan.target), (linked, goal, Some(TargetId(1))), "seed {seed}");
        let tried = with(&map, &plan.proposals, YEAR);
        for model in &plan.models {
            assert!(is_flagged(&map, *model, YEAR) && !is_flagged(&tried, *model, YEAR), "seed {seed}: {plan:?}");
        }
        assert!(plan.lower_bound <= plan.proposals.len(), "seed {seed}");
        if plan.proposals.is_empty() {
            assert!(plan.models.is_empty(), "seed {seed}");
        } else if plan.is_exact() {
            *sizes.entry(plan.proposals.len()).or_insert(0) += 1;
            none_smaller(seed, &map, &plan);
        }
    }
    assert!(sizes[&1] > 100 && sizes[&2] > 30, "too few to mean anything: {sizes:?}");
}

/// No fewer single changes, of all that one could think of and that mend some case, link as many models.
fn none_smaller(seed: u64, map: &LinkageMap, plan: &Plan) {
    let wanted = plan.models.len();
    let cases: Vec<(ModelId, ActorId, ProductId)> = map
        .models()
        .values()
        .flat_map(|it| it.core.iter().flat_map(|core| it.products.iter().map(|product| (it.id, *core, *product))))
        .collect();
    let flagged = |map: &LinkageMap| -> u64 {
        let naive = Naive::new(map, YEAR);
        let flags = cases.iter().map(|(_, core, product)| naive.verdict(*core, *product).is_flagged());
        flags.enumerate().fold(0, |bits, (at, flag)| bits | u64::from(flag) << at)
    };
    let before = flagged(map);
    let covers: BTreeSet<u64> = thinkable(map)
        .iter()
        .map(|change| before & !flagged(&with(map, std::slice::from_ref(change), YEAR)))
        .filter(|it| *it != 0)
        .collect();
    let covers: Vec<u64> = covers.into_iter().collect();
    let of_model = |model: ModelId| {
        cases.iter().enumerate().filter(|(_, case)| case.0 == model).fold(0u64, |bits, (at, _)| bits | 1 << at)
    };
    let models: Vec<u64> = map.models().keys().map(|model| of_model(*model) & before).filter(|it| *it != 0).collect();
    let links = |done: u64| models.iter().filter(|cases| **cases & !done == 0).count();
    assert!(
        !reachable(&covers, 0, plan.proposals.len() - 1, &|done| links(done) >= wanted),
        "seed {seed}: fewer would do than {plan:?}"
    );
}

fn reachable(covers: &[u64], done: u64, left: usize, enough: &impl Fn(u64) -> bool) -> bool {
    enough(done)
        || left > 0
            && covers.iter().enumerate().any(|(at, cover)| reachable(&covers[at + 1..], done | cover, left - 1, enough))
}

#[test]
fn a_comparison_names_the_models_that_turn() {
    let mut draft = Draft::default();
    let mango = draft.product(None);
    let farm = draft.actor(ActorKind::Cooperative);
    let shop = draft.actor(ActorKind::Market);
    draft.link(farm, shop, &[mango], Some(LinkForm::Contract));
    let model = draft.model(&[farm], &[], &[mango]);
    let map = draft.map();
    let gone = with(&map, &[Proposal::RemoveActor(shop)], YEAR);
    assert!(verdict_changes(&model_verdicts(&map, YEAR), &model_verdicts(&map, YEAR)).is_empty());
    let turns = verdict_changes(&model_verdicts(&map, YEAR), &model_verdicts(&gone, YEAR));
    assert_eq!(turns.iter().map(|turn| turn.model).collect::<Vec<_>>(), [model]);
    assert_eq!((turns[0].before, turns[0].after), (Some(Verdict::Firm), Some(Verdict::NoBuyer)));
}

/// Whom to ask first: same district, then same union, then the one with most suppliers.
#[test]
fn buyers_are_asked_in_order() {
    let mut draft = Draft::default();
    let mango = draft.product(None);
    let [core, kin, union] =
        [ActorKind::Cooperative, ActorKind::Cooperative, ActorKind::Union].map(|kind| draft.actor(kind));
    let [large, of_union, near] = [ActorKind::Enterprise; 3].map(|kind| draft.actor(kind));
    for member in [core, kin] {
        let link = draft.link(member, union, &[], None);
        draft.edit_link(link).kind = LinkKind::Member;
    }
    for _ in 0..3 {
        let farm = draft.actor(ActorKind::Group);
        draft.link(farm, large, &[mango], None);
    }
    draft.link(kin, of_union, &[mango], None);
    let farm = draft.actor(ActorKind::Group);
    draft.link(farm, near, &[mango], None);
    for actor in [core, near] {
        draft.edit_actor(actor).district = "Phong Điền".to_owned();
    }
    let model = draft.model(&[core], &[], &[mango]);
    let found = repairs(&draft.map(), YEAR);
    let asked: Vec<Vec<Proposal>> = found.models[&model].iter().map(|way| way.proposals.clone()).collect();
    assert_eq!(asked, [near, of_union, large].map(|to| vec![Proposal::AddLink { from: core, to, product: mango }]));
    // Without a target the goal is every model.
    let plan = found.plan.unwrap();
    assert_eq!((plan.target, plan.goal, plan.is_exact(), plan.lower_bound), (None, 1, true, 1));
    assert_eq!(plan.proposals, asked[0]);
}

#[test]
fn a_large_map_is_planned_greedily_and_the_plan_holds() {
    let map = lienket::exchange::sample_map(1_000, 3);
    let year = map.info().year;
    let assessment = assess(&map, year);
    let found = study(&map, &assessment, &|_| true).unwrap().repairs;
    assert!(found.models.len() > 5, "{}", found.models.len());
    for (model, ways) in found.models.iter().take(10) {
        let after = model_verdicts(&with(&map, &ways[0].proposals, year), year);
        assert!(!after[model].verdict.is_flagged(), "model {model}");
    }
    let plan = found.plan.unwrap();
    let after = model_verdicts(&with(&map, &plan.proposals, year), year);
    let linked = after.values().filter(|model| !model.verdict.is_flagged()).count();
    assert!(plan.models.iter().all(|model| assessment.models[model].verdict.is_flagged()));
    assert_eq!(linked, plan.linked + plan.models.len(), "as many as it says");
    assert!(!plan.models.is_empty() && plan.lower_bound <= plan.proposals.len());
    assert!(plan.proposals.len() <= 2 * plan.models.len(), "{} changes", plan.proposals.len());
    assert_eq!(
        study(&map, &assess(&map, year), &|_| true).unwrap().repairs.plan,
        Some(plan),
        "the same map, the same plan"
    );
}

#[test]
fn each_step_of_signing_counts() {
    // One way takes up a link that is planned, late and over; the other a planned one after a late one.
    let mut draft = Draft::default();
    let rice = draft.product(None);
    let [core, trader] = [ActorKind::Cooperative, ActorKind::Trader].map(|kind| draft.actor(kind));
    let market = draft.actor(ActorKind::Market);
    let direct = draft.link(core, market, &[rice], Some(LinkForm::Contract));
    draft.edit_link(direct).planned = true;
    draft.edit_link(direct).to_year = Some(YEAR - 1);
    let first = draft.link(core, trader, &[rice], Some(LinkForm::Agreement));
    draft.edit_link(first).from_year = Some(YEAR + 1);
    draft.link(trader, market, &[rice], Some(LinkForm::Agreement));
    draft.model(&[core], &[], &[rice]);
    let map = draft.map();
    let found: Vec<_> = repairs(&map, YEAR).cases.into_iter().map(|it| (it.proposals, it.verdict)).collect();
    assert_eq!(found[0], (vec![Proposal::SignLink(first)], Verdict::Loose), "one step before two: {found:?}");
    assert_eq!(found[1], (vec![Proposal::SignLink(direct)], Verdict::Firm), "{found:?}");
}

#[test]
fn nobody_is_to_sell_to_itself_by_way_of_others() {
    let mut draft = Draft::default();
    let rice = draft.product(None);
    let [core, group] = [ActorKind::Enterprise, ActorKind::Group].map(|kind| draft.actor(kind));
    let other = draft.actor(ActorKind::Group);
    draft.link(core, group, &[rice], Some(LinkForm::Contract));
    // The core buys rice, from another.
    draft.link(other, core, &[rice], Some(LinkForm::Contract));
    draft.model(&[core], &[], &[rice]);
    let map = draft.map();
    assert!(assess(&map, YEAR).summary.flagged == 1);
    assert!(repairs(&map, YEAR).cases.is_empty());
}
