//! Volumes on small maps, worked out by hand: own use, by-products, further inputs, bottlenecks, yields.

use std::collections::BTreeMap;

use lienket::analysis::{FindingCode, assess};
use lienket::map::{ActorId, ActorKind, Conversion, LinkId, ProductId, Supply};

use super::draft::Draft;
use super::flow::{near, volumes};
use super::random::YEAR;

#[test]
fn own_use_is_not_for_sale() {
    let (mut draft, [one, ..], [paddy, _]) = chain();
    draft.edit_actor(one).supply[0].own_use = Some(20.0);
    let found = volumes(&draft.map());
    let flow = found.products.iter().find(|flow| flow.product == paddy).unwrap();
    assert_eq!((flow.supply, flow.own_use, flow.carried), (80.0, 20.0, 60.0));
    assert!(near(flow.without_outlet(), 0.0) && found.stranded.is_empty(), "what is kept is no failure to sell it");
}

#[test]
fn by_products_and_further_inputs_move_with_the_main_ones() {
    let mut draft = Draft::default();
    let [paddy, rice, bran, sack] = [(); 4].map(|()| draft.product(None));
    let [mill, weaver] = [ActorKind::Cooperative; 2].map(|kind| draft.actor(kind));
    let market = draft.actor(ActorKind::Market);
    let supply = |product, volume| vec![Supply { product, volume: Some(volume), ..Supply::default() }];
    draft.edit_actor(mill).supply = supply(paddy, 100.0);
    draft.edit_actor(weaver).supply = supply(sack, 30.0);
    let portion = |product, ratio| lienket::map::Portion { product, ratio: Some(ratio) };
    draft.edit_actor(mill).converts = vec![Conversion {
        from: paddy,
        to: rice,
        yield_ratio: Some(0.65),
        with: vec![portion(sack, 0.2)],
        by_products: vec![portion(bran, 0.1)],
    }];
    let sold = draft.link(mill, market, &[rice], None);
    draft.link(weaver, mill, &[sack], None);
    let carried = |draft: &Draft| -> Vec<f64> {
        let mut flows = volumes(&draft.map()).products;
        flows.sort_by_key(|flow| flow.product);
        flows.iter().map(|flow| (flow.carried * 1e6).round() / 1e6).collect()
    };
    assert_eq!(carried(&draft), [100.0, 20.0], "a sack for five of paddy; bran may be thrown away");
    draft.edit_link(sold).volume = Some(32.5);
    assert_eq!(carried(&draft), [50.0, 10.0]);
    // Bran on the same link takes room that rice needs: none of it is sold.
    draft.edit_link(sold).products.insert(bran);
    assert_eq!(carried(&draft), [50.0, 10.0]);
    // Where bran alone is sold, it is what the paddy is milled for.
    draft.edit_link(sold).products = [bran].into();
    draft.edit_link(sold).volume = Some(5.0);
    assert_eq!(carried(&draft), [50.0, 10.0]);
    // Too few sacks.
    draft.edit_link(sold).products = [rice].into();
    draft.edit_link(sold).volume = None;
    draft.edit_actor(weaver).supply = supply(sack, 5.0);
    assert_eq!(carried(&draft), [25.0, 5.0]);
}

#[test]
fn further_inputs_limit_by_what_is_known_of_them() {
    let mut draft = Draft::default();
    let [fish, feed, fillet] = [(); 3].map(|()| draft.product(None));
    let farm = draft.actor(ActorKind::Cooperative);
    let market = draft.actor(ActorKind::Market);
    let company = draft.actor(ActorKind::Enterprise);
    let supply = |product, volume| vec![Supply { product, volume, ..Supply::default() }];
    draft.edit_actor(farm).supply = supply(fish, Some(100.0));
    draft.edit_actor(farm).converts = vec![Conversion {
        from: fish,
        to: fillet,
        yield_ratio: Some(0.5),
        with: vec![lienket::map::Portion { product: feed, ratio: Some(0.5) }],
        by_products: Vec::new(),
    }];
    draft.link(farm, market, &[fillet], None);
    let carried = |draft: &Draft| {
        let flows = volumes(&draft.map()).products;
        assert!(flows.iter().all(|flow| near(flow.carried, flow.carried_at_most)));
        flows.iter().map(|flow| (flow.product, (flow.carried * 1e6).round() / 1e6)).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(carried(&draft), [(fish, 100.0)].into(), "of feed nothing is known");
    let delivered = draft.link(company, farm, &[feed], None);
    assert_eq!(carried(&draft), [(fish, 100.0)].into(), "nor how much there is");
    draft.edit_link(delivered).volume = Some(20.0);
    assert_eq!(carried(&draft), [(fish, 40.0)].into(), "the link takes 20");
    draft.edit_actor(company).supply = supply(feed, Some(10.0));
    assert_eq!(carried(&draft), [(fish, 20.0)].into(), "the company has 10, which are not sought to be sold");
    draft.edit_actor(company).supply = supply(feed, None);
    assert_eq!(carried(&draft), [(fish, 40.0)].into());
    // The further input alone, while nothing is known of the main one: a unit of it is two of fish, and so one of fillet.
    draft.edit_actor(farm).supply = supply(feed, Some(100.0));
    let sold = draft.parts.links[0].id;
    draft.edit_link(sold).volume = Some(30.0);
    draft.edit_link(delivered).planned = true;
    assert_eq!(carried(&draft), [(feed, 30.0)].into());
}

/// Two cooperatives with paddy, a trader, a mill and a market; the trader takes 60 to the mill.
pub fn chain() -> (Draft, [ActorId; 5], [ProductId; 2]) {
    let mut draft = Draft::default();
    let (paddy, rice) = (draft.product(None), draft.product(None));
    let kinds =
        [ActorKind::Cooperative, ActorKind::Cooperative, ActorKind::Trader, ActorKind::Enterprise, ActorKind::Market];
    let actors = kinds.map(|kind| draft.actor(kind));
    let [one, other, trader, mill, market] = actors;
    for (actor, volume) in [(one, 50.0), (other, 30.0)] {
        draft.edit_actor(actor).supply = vec![Supply { product: paddy, volume: Some(volume), ..Supply::default() }];
    }
    for (from, to, product, volume) in [
        (one, trader, paddy, 50.0),
        (other, trader, paddy, 30.0),
        (trader, mill, paddy, 60.0),
        (mill, market, rice, 39.0),
    ] {
        let link = draft.link(from, to, &[product], None);
        draft.edit_link(link).volume = Some(volume);
    }
    draft.edit_actor(mill).converts =
        vec![Conversion { from: paddy, to: rice, yield_ratio: Some(0.65), ..Conversion::default() }];
    (draft, actors, [paddy, rice])
}

#[test]
fn a_bottleneck_is_named_with_those_behind_it() {
    let (mut draft, [one, other, trader, ..], [paddy, _]) = chain();
    let map = draft.map();
    let told: Vec<_> =
        assess(&map, YEAR).findings.into_iter().filter(|it| it.code() == FindingCode::SupplyWithoutOutlet).collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].actors().to_vec(), told[0].links().to_vec()), (vec![one, other], vec![LinkId(3)]));
    assert_eq!((told[0].amount(), told[0].expected()), (Some(20.0), Some(80.0)));
    // A third producer says no volume, and a third of the room comes free: nothing is left.
    let third = draft.actor(ActorKind::Group);
    draft.supplies(third, paddy);
    draft.link(trader, map.actors().keys().copied().nth(3).unwrap(), &[], None);
    let flow = volumes(&draft.map()).products.remove(0);
    assert_eq!((flow.without_outlet(), flow.unknown_supply), (0.0, 1));
}

#[test]
fn yields_turn_volumes_into_the_unit_of_the_source() {
    let (mut draft, [_, _, trader, mill, _], [paddy, rice]) = chain();
    // The mill is a cooperative's own now: the flow ends at the market, over 39 of rice, which is 60 of paddy.
    draft.edit_actor(mill).kind = ActorKind::Cooperative;
    draft.edit_link(LinkId(3)).volume = None;
    let flow = volumes(&draft.map()).products.remove(0);
    assert!(near(flow.carried, 60.0), "{flow:?}");
    assert_eq!(volumes(&draft.map()).stranded[0].bottlenecks, [LinkId(4)]);
    // Some of the rice may come from a better mill: the least yield on the way lets most through.
    draft.edit_actor(trader).converts =
        vec![Conversion { from: paddy, to: rice, yield_ratio: Some(0.5), ..Conversion::default() }];
    draft.edit_link(LinkId(3)).products.insert(rice);
    let flow = volumes(&draft.map()).products.remove(0);
    assert!(near(flow.carried, 78.0), "{flow:?}");
    // An unknown yield bounds nothing beyond it.
    draft.edit_actor(trader).converts[0].yield_ratio = None;
    assert!(near(volumes(&draft.map()).products.remove(0).without_outlet(), 0.0));
}

#[test]
fn a_link_shares_its_volume_among_what_the_goods_have_become() {
    let (mut draft, [one, other, _, mill, _], [paddy, rice]) = chain();
    draft.parts.links.clear();
    draft.edit_actor(other).supply.clear();
    draft.edit_actor(one).converts =
        vec![Conversion { from: paddy, to: rice, yield_ratio: Some(1.0), ..Conversion::default() }];
    let link = draft.link(one, mill, &[paddy, rice], None);
    draft.edit_link(link).volume = Some(20.0);
    assert!(near(volumes(&draft.map()).products.remove(0).carried, 20.0), "not twenty of each");
}
