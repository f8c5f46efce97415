//! What falls with whom and who can take what, against removing each actor in turn and walking from each case.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{BuyerShare, Concentration, FailureImpact, assess, study};
use lienket::map::{Actor, ActorId, ActorKind, LinkForm, LinkageMap, ModelId, ProductId, Transaction};

use super::draft::Draft;
use super::naive::{Naive, Over};
use super::random::{self, Dice, YEAR};

const MAPS: u64 = 600;

/// Random maps of both sorts; in the thickets some actors supply something, which by themselves they do not.
fn maps() -> impl Iterator<Item = (u64, LinkageMap)> {
    let supplied = |seed: u64| {
        let mut map = random::thicket(seed);
        let mut dice = Dice(seed ^ 0x5eed);
        let products: Vec<ProductId> = map.products().keys().copied().collect();
        let actors: Vec<Actor> = map.actors().values().cloned().collect();
        let mut transaction = Transaction::begin(&mut map);
        for mut actor in actors {
            let supply = |product| lienket::map::Supply { product, ..lienket::map::Supply::default() };
            actor.supply = products.iter().copied().filter(|_| dice.one_in(2)).map(supply).collect();
            transaction.set(actor).unwrap();
        }
        transaction.finish();
        map
    };
    (1..=MAPS).map(|seed| (seed, random::map(seed))).chain((1..=MAPS).map(move |seed| (seed, supplied(seed))))
}

/// The supplies that get to a buyer.
fn supplies(naive: &Naive<'_>) -> BTreeSet<(ActorId, ProductId)> {
    let actors = naive.map.actors().values();
    let producers = actors
        .filter(|actor| naive.is_present(actor.id) && !naive.is_buyer(actor.id) && actor.kind != ActorKind::Supporter);
    producers
        .flat_map(|actor| actor.supply.iter().map(|supply| (actor.id, supply.product)))
        .filter(|(actor, product)| !naive.verdict(*actor, *product).is_flagged())
        .collect()
}

fn unflagged(naive: &Naive<'_>) -> Vec<ModelId> {
    let models = naive.map.models().values();
    models.filter(|model| !naive.model_verdict(model).is_flagged()).map(|model| model.id).collect()
}

fn buyers(naive: &Naive<'_>, start: (ActorId, ProductId)) -> BTreeSet<ActorId> {
    naive.first_buyers(Over::InForce, start).into_iter().map(|(buyer, _)| buyer).collect()
}

#[test]
fn what_falls_is_what_removing_each_actor_shows() {
    let (mut hanging, mut several) = (0, 0);
    for (seed, map) in maps() {
        let naive = Naive::new(&map, YEAR);
        let (sold, models) = (supplies(&naive), unflagged(&naive));
        let mut expected = Vec::new();
        for actor in map.actors().keys() {
            let mut without = map.clone();
            let mut transaction = Transaction::begin(&mut without);
            transaction.remove::<Actor>(*actor);
            transaction.finish();
            let twin = Naive::new(&without, YEAR);
            let falls = |(producer, product): &&(ActorId, ProductId)| {
                producer != actor && twin.verdict(*producer, *product).is_flagged()
            };
            let supplies = sold.iter().filter(falls).count();
            let hangs = |model: &ModelId| {
                !map.models()[model].core.contains(actor) && twin.model_verdict(&without.models()[model]).is_flagged()
            };
            let models: Vec<ModelId> = models.iter().copied().filter(hangs).collect();
            hanging += usize::from(supplies > 0);
            several += usize::from(supplies > 1);
            if supplies > 0 || !models.is_empty() {
                expected.push(FailureImpact { actor: *actor, models, supplies });
            }
        }
        assert_eq!(study(&map, &assess(&map, YEAR), &|_| true).unwrap().failure_impacts, expected, "seed {seed}");
    }
    assert!(hanging > 300 && several > 100, "too few to mean anything: {hanging}, {several}");
}

#[test]
fn shares_and_only_buyers_are_what_walking_from_each_case_shows() {
    let (mut one, mut more) = (0, 0);
    for (seed, map) in maps() {
        let naive = Naive::new(&map, YEAR);
        let mut shares: BTreeMap<ActorId, BuyerShare> = BTreeMap::new();
        let of = |buyer| BuyerShare { buyer, models: 0, supplies: 0 };
        let sold = supplies(&naive);
        for buyer in sold.iter().flat_map(|start| buyers(&naive, *start)) {
            shares.entry(buyer).or_insert(of(buyer)).supplies += 1;
        }
        let models = unflagged(&naive);
        let mut only = BTreeMap::new();
        for model in &models {
            let record = &map.models()[model];
            let cases = record.core.iter().flat_map(|core| record.products.iter().map(|product| (*core, *product)));
            let all: BTreeSet<ActorId> = cases.flat_map(|case| buyers(&naive, case)).collect();
            for buyer in &all {
                shares.entry(*buyer).or_insert(of(*buyer)).models += 1;
            }
            if all.len() == 1 {
                only.insert(*model, *all.first().unwrap());
            }
            one += usize::from(all.len() == 1);
            more += usize::from(all.len() > 1);
        }
        let buyers = shares.into_values().collect();
        let expected =
            Concentration { models: models.len(), supplies: sold.len(), buyer_shares: buyers, sole_buyers: only };
        assert_eq!(study(&map, &assess(&map, YEAR), &|_| true).unwrap().concentration, expected, "seed {seed}");
    }
    assert!(one > 100 && more > 100, "too few to mean anything: {one}, {more}");
}

#[test]
fn more_buyers_than_fit_into_one_sweep_are_all_counted() {
    let mut draft = Draft::default();
    let rice = draft.product(None);
    let cooperative = draft.actor(ActorKind::Cooperative);
    let trader = draft.actor(ActorKind::Trader);
    draft.supplies(cooperative, rice);
    draft.link(cooperative, trader, &[rice], Some(LinkForm::Contract));
    let buyers: Vec<ActorId> = (0..150).map(|_| draft.actor(ActorKind::Enterprise)).collect();
    for buyer in &buyers {
        draft.link(trader, *buyer, &[rice], Some(LinkForm::Spot));
    }
    draft.model(&[cooperative], &[], &[rice]);
    let map = draft.map();
    let study = study(&map, &assess(&map, YEAR), &|_| true).unwrap();
    let expected: Vec<_> = buyers.iter().map(|buyer| BuyerShare { buyer: *buyer, models: 1, supplies: 1 }).collect();
    assert_eq!(study.concentration.buyer_shares, expected);
    assert!(study.concentration.sole_buyers.is_empty());
    let told = study.failure_impacts.iter().map(|it| (it.actor, it.models.len(), it.supplies)).collect::<Vec<_>>();
    assert_eq!(told, [(trader, 1, 1)]);
}
