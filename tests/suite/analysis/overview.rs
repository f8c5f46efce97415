//! The map in numbers against plain sums.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::{Detail, Group, Overview, assess, study};
use lienket::map::{Actor, ActorId, ActorKind, Link, LinkForm, LinkKind, LinkageMap, ProductId, Transaction, sort_key};

use super::naive::Naive;
use super::plan;
use super::random::{Dice, YEAR};

const MAPS: u64 = 1500;

/// A random map with places, units and supplies.
fn map(seed: u64) -> LinkageMap {
    let mut map = plan::map(seed);
    let mut dice = Dice(seed ^ 0x0e7);
    let mut edit = Transaction::begin(&mut map);
    let ids: Vec<ActorId> = edit.map().actors().keys().copied().collect();
    let has_communes = dice.one_in(2);
    for id in ids {
        edit.edit(id, |actor: &mut Actor| {
            actor.outside_province = dice.one_in(4);
            dice.pick(&["", "Thới Lai", "Cờ Đỏ"]).clone_into(&mut actor.district);
            if has_communes {
                dice.pick(&["", "Thới Lai", "Ô Môn"]).clone_into(&mut actor.commune);
            }
            for supply in &mut actor.supply {
                supply.volume = (!dice.one_in(3)).then(|| dice.below(50) as f64);
            }
        })
        .unwrap();
    }
    edit.finish();
    map
}

fn overview(map: &LinkageMap) -> Overview {
    study(map, &assess(map, YEAR), &|_| true).unwrap().overview
}

#[test]
fn totals_are_plain_sums() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..MAPS {
        let map = map(seed);
        let naive = Naive::new(&map, YEAR);
        let part_of = |wanted: ProductId, product: ProductId| naive.broader(product).contains(&wanted);
        let totals = overview(&map).totals;
        // One sort of groups after the other; places by name in Vietnamese order, what is unknown last.
        let place = |group: &Group| match group {
            Group::District(name) | Group::Commune(name) => (name.is_empty(), sort_key(name)),
            _ => (false, sort_key("")),
        };
        let sort = |group: &Group| match group {
            Group::District(_) => 0,
            Group::Commune(_) => 1,
            Group::Unit(..) => panic!("the map has no province"),
            Group::Product(_) => 2,
            Group::Kind(_) => 3,
            Group::Sector(_) => 4,
        };
        let order = |group: &Group| (sort(group), place(group));
        assert!(totals.is_sorted_by(|one, other| order(&one.group) <= order(&other.group)), "seed {seed}");
        let groups: BTreeSet<&Group> = totals.iter().map(|total| &total.group).collect();
        assert_eq!(groups.len(), totals.len(), "seed {seed}");
        for total in &totals {
            let is_in = |actor: &Actor| match &total.group {
                Group::District(name) => actor.district == *name,
                Group::Commune(name) => actor.commune == *name,
                Group::Unit(..) => false,
                Group::Product(id) => actor.supply.iter().any(|supply| part_of(*id, supply.product)),
                Group::Kind(kind) => actor.kind == *kind,
                Group::Sector(sector) => actor.sector == *sector,
            };
            let present: Vec<&Actor> =
                map.actors().values().filter(|it| naive.is_present(it.id) && is_in(it)).collect();
            let organisations: u32 = present.iter().map(|actor| actor.count).sum();
            let outside: u32 = present.iter().filter(|actor| actor.outside_province).map(|actor| actor.count).sum();
            let with_members = [ActorKind::Group, ActorKind::Cooperative];
            let members: u32 = present
                .iter()
                .filter(|actor| with_members.contains(&actor.kind))
                .filter_map(|actor| Some(actor.members_as_of(YEAR)?.1 * actor.count))
                .sum();
            let models: Vec<_> = map
                .models()
                .values()
                .filter(|model| match &total.group {
                    Group::Product(id) => model.products.iter().any(|product| part_of(*id, *product)),
                    _ => model.core.iter().any(|core| is_in(naive.actor(*core))),
                })
                .collect();
            let flagged = models.iter().filter(|model| naive.model_verdict(model).is_flagged()).count();
            let unit = |id: ProductId| &map.products()[&id].unit;
            let volumes: Vec<f64> = match total.group {
                Group::Product(id) => {
                    let supplies = present.iter().flat_map(|actor| &actor.supply);
                    let within = supplies.filter(|it| part_of(id, it.product) && unit(id) == unit(it.product));
                    within.filter_map(|supply| supply.volume).collect()
                }
                _ => vec![],
            };
            let told = format!("seed {seed}, {total:?}");
            assert_eq!((total.organisations, total.members), (u64::from(organisations), u64::from(members)), "{told}");
            assert_eq!(total.outside_province, u64::from(outside), "{told}");
            assert_eq!((total.models, total.flagged), (models.len(), flagged), "{told}");
            assert_eq!(total.supply.is_some(), !volumes.is_empty(), "{told}");
            assert!((total.supply.unwrap_or(0.0) - volumes.iter().sum::<f64>()).abs() < 1e-6, "{told}");
            let dimension = match total.group {
                Group::District(_) => "district",
                Group::Commune(_) => "commune",
                Group::Unit(..) => "unit",
                Group::Product(_) => "product",
                Group::Kind(_) => "kind",
                Group::Sector(_) => "sector",
            };
            *seen.entry(dimension).or_default() += 1;
        }
        // Every present actor is counted in each dimension that the map knows.
        let all: u64 = map.actors().values().filter(|it| naive.is_present(it.id)).map(|it| u64::from(it.count)).sum();
        let of = |is_of: fn(&Group) -> bool| -> u64 {
            totals.iter().filter(|total| is_of(&total.group)).map(|total| total.organisations).sum()
        };
        assert_eq!(of(|group| matches!(group, Group::Kind(_))), all, "seed {seed}");
        let communes = of(|group| matches!(group, Group::Commune(_)));
        assert!(communes == all || communes == 0, "seed {seed}");
    }
    assert!(seen.len() == 5 && seen.values().all(|count| *count > 500), "{seen:?}");
}

#[test]
fn shares_of_buyers_and_their_concentration_are_plain_sums() {
    let (mut shared, mut open) = (0, 0);
    for seed in 0..MAPS {
        let map = map(seed);
        let naive = Naive::new(&map, YEAR);
        let sales: Vec<&Link> = map
            .links()
            .values()
            .filter(|link| link.kind == LinkKind::Product && naive.in_force_label(link) && link.from != link.to)
            .filter(|link| !naive.is_buyer(link.from) && naive.is_buyer(link.to))
            .collect();
        let found = overview(&map).market_shares;
        let mut rows = 0;
        for product in map.products().keys() {
            let of_product: Vec<&&Link> = sales.iter().filter(|link| link.products.contains(product)).collect();
            let stated = |link: &&&&Link| link.products.len() == 1 && link.volume.is_some();
            let total: f64 = of_product.iter().filter(stated).filter_map(|link| link.volume).sum();
            let mut buyers: Vec<ActorId> = of_product.iter().map(|link| link.to).collect();
            buyers.sort_unstable();
            buyers.dedup();
            let mut squares = 0.0;
            for buyer in &buyers {
                let to_buyer = of_product.iter().filter(|link| link.to == *buyer);
                let volumes: Vec<f64> = to_buyer.filter(stated).filter_map(|link| link.volume).collect();
                let row = found.iter().find(|it| (it.product, it.buyer) == (*product, *buyer)).unwrap();
                let volume: f64 = volumes.iter().sum();
                assert_eq!(row.volume.is_some(), !volumes.is_empty(), "seed {seed}, {row:?}");
                assert!((row.volume.unwrap_or(0.0) - volume).abs() < 1e-6, "seed {seed}, {row:?}");
                if total > 0.0 && row.volume.is_some() {
                    assert!((row.share.unwrap() - 100.0 * volume / total).abs() < 1e-6, "seed {seed}, {row:?}");
                    squares += (100.0 * volume / total).powi(2);
                }
                rows += 1;
            }
            let is_known = total > 0.0 && of_product.iter().all(|link| stated(&link));
            for row in found.iter().filter(|it| it.product == *product) {
                assert_eq!(row.hhi.is_some(), is_known, "seed {seed}, {row:?}");
                assert!(row.hhi.is_none_or(|hhi| (hhi - squares).abs() < 1e-6), "seed {seed}, {row:?}: {squares}");
                assert!(row.hhi.is_none_or(|hhi| hhi <= 10_000.0 + 1e-6), "seed {seed}, {row:?}");
                *(if is_known { &mut shared } else { &mut open }) += 1;
            }
        }
        assert_eq!(found.len(), rows, "seed {seed}");
    }
    assert!(shared > 100 && open > 200, "{shared}, {open}");
}

#[test]
fn completeness_counts_links_in_force() {
    let mut unknown = 0;
    for seed in 0..MAPS {
        let map = map(seed);
        let naive = Naive::new(&map, YEAR);
        let links = || map.links().values().filter(|link| link.kind == LinkKind::Product && naive.in_force_label(link));
        for part in overview(&map).completeness {
            let (total, known) = match part.detail {
                Detail::Form => (links().count(), links().filter(|link| link.form.is_some()).count()),
                Detail::Years => {
                    let contracts = || links().filter(|link| link.form == Some(LinkForm::Contract));
                    let dated = contracts().filter(|link| link.from_year.and(link.to_year).is_some());
                    (contracts().count(), dated.count())
                }
                Detail::Volume => (links().count(), links().filter(|link| link.volume.is_some()).count()),
                Detail::Evidence => (links().count(), 0),
            };
            assert_eq!((part.total, part.known), (total, known), "seed {seed}, {part:?}");
            unknown += total - known;
        }
    }
    assert!(unknown > 1000, "{unknown}");
}
