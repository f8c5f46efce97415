//! Recorded channels beside the routes that links allow, prices along them, and the published cases.

use std::collections::BTreeSet;

use lienket::analysis::{MAX_LISTED_ROUTES, ProductChannels, assess, study};
use lienket::map::{ActorId, ActorKind, Conversion, LinkageMap, ProductId};

use super::draft::Draft;
use super::random;

fn channels_of(map: &LinkageMap, product: ProductId) -> ProductChannels {
    let year = map.info().year;
    let all = study(map, &assess(map, year), &|_| true).unwrap().channels;
    all.into_iter().find(|of| of.product == Some(product)).expect("the product has channels")
}

fn saved(name: &str) -> LinkageMap {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves").join(name);
    lienket::storage::open(&path).unwrap()
}

#[test]
fn the_mango_study_gives_its_seven_channels_and_no_eighth() {
    let map = saved("mango-mekong-2015.lienket");
    let product = *map.products().keys().next().unwrap();
    let of = channels_of(&map, product);
    assert_eq!((of.recorded.len(), of.route_count, of.is_exact), (7, 7, true));
    assert!(of.unrecorded.is_empty() && !of.is_truncated);
    assert!(of.recorded.iter().all(|channel| channel.broken_hops.is_empty()));
}

#[test]
fn the_rice_of_the_mekong_keeps_its_two_channels_through_the_mill() {
    let map = saved("rice-mekong-2020.lienket");
    let paddy = map.products().values().find(|product| product.name == "Lúa").unwrap().id;
    let of = channels_of(&map, paddy);
    assert_eq!((of.recorded.len(), of.route_count), (2, 2));
    assert_eq!(of.shares, Some(100.0));
    assert!(of.recorded.iter().all(|channel| channel.broken_hops.is_empty()));
}

/// The six channels of Indian rice, as published, and the links that they run over.
fn indian_rice() -> (LinkageMap, ProductId) {
    let mut draft = Draft::default();
    let rice = draft.product(None);
    let [producer, agent, itinerant, paddy, miller, wholesaler, retailer] = [
        ActorKind::Household,
        ActorKind::Trader,
        ActorKind::Trader,
        ActorKind::Trader,
        ActorKind::Trader,
        ActorKind::Trader,
        ActorKind::Trader,
    ]
    .map(|kind| draft.actor(kind));
    let consumer = draft.actor(ActorKind::Market);
    draft.supplies(producer, rice);
    let paths: [&[ActorId]; 6] = [
        &[producer, miller, wholesaler, retailer, consumer],
        &[producer, agent, miller, wholesaler, retailer, consumer],
        &[producer, itinerant, miller, wholesaler, retailer, consumer],
        &[producer, paddy, miller, wholesaler, retailer, consumer],
        &[producer, miller, retailer, consumer],
        &[producer, miller, consumer],
    ];
    let mut linked = BTreeSet::new();
    for path in paths {
        draft.channel(Some(rice), path);
        for pair in path.windows(2) {
            if linked.insert((pair[0], pair[1])) {
                draft.link(pair[0], pair[1], &[rice], None);
            }
        }
    }
    (draft.map(), rice)
}

#[test]
fn the_indian_rice_table_records_six_channels_where_the_links_allow_twelve() {
    let (map, rice) = indian_rice();
    let of = channels_of(&map, rice);
    assert_eq!((of.recorded.len(), of.route_count, of.is_exact), (6, 12, true));
    assert_eq!((of.unrecorded.len(), of.is_truncated), (6, false));
}

#[test]
fn prices_are_brought_to_one_unit_of_the_goods_at_the_end() {
    let mut draft = Draft::default();
    let (paddy, rice) = (draft.product(None), draft.product(None));
    let farmer = draft.actor(ActorKind::Household);
    let mill = draft.actor(ActorKind::Enterprise);
    let market = draft.actor(ActorKind::Market);
    draft.supplies(farmer, paddy);
    draft.edit_actor(mill).converts.push(Conversion {
        from: paddy,
        to: rice,
        yield_ratio: Some(0.5),
        ..Conversion::default()
    });
    for (from, to, product, price) in [(farmer, mill, paddy, 6_000.0), (mill, market, rice, 15_000.0)] {
        let link = draft.link(from, to, &[product], None);
        draft.edit_link(link).price = Some(price);
    }
    draft.channel(Some(rice), &[farmer, mill, market]);
    let of = channels_of(&draft.map(), paddy);
    let prices = &of.recorded[0].prices;
    assert_eq!(prices.product, Some(rice));
    assert!(prices.unpriced.is_empty());
    let told: Vec<_> = prices.steps.iter().map(|step| (step.actor, step.purchase_price, step.sale_price)).collect();
    assert_eq!(told, [(farmer, None, Some(12_000.0)), (mill, Some(12_000.0), Some(15_000.0))]);
    let added: f64 = prices.steps.iter().enumerate().filter_map(|(at, step)| step.value_added(at == 0)).sum();
    assert!((added - 15_000.0).abs() < 1e-6, "what all add is the last price");
}

#[test]
fn a_yield_that_is_not_told_is_no_missing_price() {
    let mut draft = Draft::default();
    let (paddy, rice) = (draft.product(None), draft.product(None));
    let [farmer, mill, market] =
        [ActorKind::Household, ActorKind::Enterprise, ActorKind::Market].map(|kind| draft.actor(kind));
    draft.supplies(farmer, paddy);
    draft.converts(mill, paddy, rice);
    for (from, to, product) in [(farmer, mill, paddy), (mill, market, rice)] {
        let link = draft.link(from, to, &[product], None);
        draft.edit_link(link).price = Some(6_000.0);
    }
    draft.channel(Some(rice), &[farmer, mill, market]);
    let told = |draft: &Draft| channels_of(&draft.map(), paddy).recorded[0].prices.clone();
    let prices = told(&draft);
    assert_eq!((prices.unpriced.len(), prices.without_yield.as_slice()), (0, [mill].as_slice()));
    assert_eq!((prices.steps[0].sale_price, prices.steps[1].sale_price), (None, Some(6_000.0)), "none is made up");
    draft.parts.links[0].price = None;
    assert_eq!(told(&draft).unpriced, [(farmer, mill)], "a price that is missing is still said to be");
}

#[test]
fn routes_through_a_thicket_of_circles_are_counted_as_far_as_the_budget_goes() {
    let mut draft = Draft::default();
    let product = draft.product(None);
    let start = draft.actor(ActorKind::Group);
    draft.supplies(start, product);
    let traders: Vec<ActorId> = (0..12).map(|_| draft.actor(ActorKind::Trader)).collect();
    let market = draft.actor(ActorKind::Market);
    draft.link(start, traders[0], &[product], None);
    for from in &traders {
        for to in traders.iter().filter(|to| *to != from) {
            draft.link(*from, *to, &[product], None);
        }
        draft.link(*from, market, &[product], None);
    }
    let of = channels_of(&draft.map(), product);
    // In truth: after the first trader any others in any order, the sum of 11!/(11 - k)! over k.
    assert!(!of.is_exact && (1..108_505_112).contains(&of.route_count), "{} routes", of.route_count);
    assert_eq!((of.unrecorded.len(), of.is_truncated), (MAX_LISTED_ROUTES, true));
}

#[test]
fn a_channel_is_broken_where_a_link_is_over() {
    let (mut map, rice) = indian_rice();
    let year = map.info().year;
    let link = map.links().values().find(|link| link.to == ActorId(8) && link.from == ActorId(7)).unwrap().id;
    let mut edit = lienket::map::Transaction::begin(&mut map);
    edit.edit(link, |link: &mut lienket::map::Link| link.to_year = Some(year - 1)).unwrap();
    edit.finish();
    let of = channels_of(&map, rice);
    let broken = of.recorded.iter().filter(|channel| channel.broken_hops == [(ActorId(7), ActorId(8))]).count();
    assert_eq!(broken, 5, "all but the one from the miller to the consumer");
    assert_eq!(of.route_count, 4);
}

#[test]
fn many_routes_are_counted_exactly_and_listed_in_part() {
    let mut draft = Draft::default();
    let product = draft.product(None);
    let start = draft.actor(ActorKind::Group);
    draft.supplies(start, product);
    let mut before = vec![start];
    for _ in 0..9 {
        let layer: Vec<ActorId> = (0..10).map(|_| draft.actor(ActorKind::Trader)).collect();
        for from in &before {
            for to in &layer {
                draft.link(*from, *to, &[product], None);
            }
        }
        before = layer;
    }
    let market = draft.actor(ActorKind::Market);
    for from in before {
        draft.link(from, market, &[product], None);
    }
    let of = channels_of(&draft.map(), product);
    assert_eq!((of.route_count, of.is_exact), (1_000_000_000, true));
    assert_eq!((of.unrecorded.len(), of.is_truncated), (MAX_LISTED_ROUTES, true));
}

/// Every route by plain search: the goods at each actor as a set, no actor twice, to a market or to where they come to rest.
/// None where there are too many to walk.
fn naive_routes(map: &LinkageMap, product: ProductId) -> Option<BTreeSet<Vec<ActorId>>> {
    let year = map.info().year;
    let line = |product: ProductId| {
        let mut line = vec![product];
        while let Some(above) = map.products().get(line.last().unwrap()).and_then(|it| it.part_of) {
            if line.contains(&above) {
                break;
            }
            line.push(above);
        }
        line
    };
    let carries = |link: &lienket::map::Link, product: ProductId| {
        link.products.is_empty() || line(product).iter().any(|it| link.products.contains(it))
    };
    let in_force_label: Vec<&lienket::map::Link> = map
        .links()
        .values()
        .filter(|link| {
            link.kind == lienket::map::LinkKind::Product
                && !link.planned
                && link.from != link.to
                && link.from_year.is_none_or(|first| first <= year)
                && link.to_year.is_none_or(|last| last >= year)
                && [link.from, link.to].iter().all(|end| map.actors()[end].is_present(year))
        })
        .collect();
    let closed = |actor: ActorId, mut goods: BTreeSet<ProductId>| {
        loop {
            let made: Vec<ProductId> = (map.actors()[&actor].converts.iter())
                .filter(|conversion| goods.iter().any(|good| line(*good).contains(&conversion.from)))
                .map(|conversion| conversion.to)
                .collect();
            let before = goods.len();
            goods.extend(made);
            if goods.len() == before {
                return goods;
            }
        }
    };
    let mut routes = BTreeSet::new();
    let mut open: Vec<Vec<(ActorId, BTreeSet<ProductId>)>> = Vec::new();
    for actor in map.actors().values().filter(|actor| actor.is_present(year)) {
        let supplies = actor.supply.iter().any(|supply| supply.product == product);
        let sells = in_force_label.iter().any(|link| link.from == actor.id && link.products.contains(&product));
        let gets = map.links().values().any(|link| {
            link.to == actor.id && carries(link, product) && in_force_label.iter().any(|it| it.id == link.id)
        });
        let makes = actor.converts.iter().any(|conversion| conversion.to == product);
        if supplies || sells && !gets && !makes {
            open.push(vec![(actor.id, closed(actor.id, BTreeSet::from([product])))]);
        }
    }
    let mut steps = 0;
    while let Some(way) = open.pop() {
        steps += 1;
        if steps > 20_000 {
            return None;
        }
        let (at, goods) = way.last().unwrap().clone();
        let mut next: std::collections::BTreeMap<ActorId, BTreeSet<ProductId>> = std::collections::BTreeMap::new();
        for link in in_force_label.iter().filter(|link| link.from == at) {
            let taken = goods.iter().copied().filter(|good| carries(link, *good));
            for good in taken {
                next.entry(link.to).or_default().insert(good);
            }
        }
        next.retain(|to, _| way.iter().all(|(actor, _)| actor != to));
        let kind = map.actors()[&at].kind;
        if way.len() > 1 && (kind == ActorKind::Market || kind.is_buyer() && next.is_empty()) {
            routes.insert(way.iter().map(|(actor, _)| *actor).collect());
        }
        for (to, goods) in next {
            let mut longer = way.clone();
            longer.push((to, closed(to, goods)));
            open.push(longer);
        }
    }
    Some(routes)
}

#[test]
fn routes_equal_a_plain_search() {
    let (mut compared, mut routes_seen) = (0, 0);
    for seed in 0..500 {
        let mut map = random::map(seed);
        let mut edit = lienket::map::Transaction::begin(&mut map);
        edit.set_info(lienket::map::Info { year: random::YEAR, ..edit.map().info().clone() }).unwrap();
        edit.finish();
        let mut seen: BTreeSet<ProductId> = BTreeSet::new();
        for of in study(&map, &assess(&map, random::YEAR), &|_| true).unwrap().channels {
            let Some((product, naive)) = of.product.and_then(|it| Some((it, naive_routes(&map, it)?))) else {
                continue;
            };
            assert_eq!((of.route_count, of.is_exact), (naive.len() as u64, true), "seed {seed}, product {product}");
            let listed: BTreeSet<_> = of.unrecorded.iter().cloned().collect();
            assert_eq!(listed.len(), of.unrecorded.len(), "no route is listed twice");
            assert!(listed.is_subset(&naive) && (of.is_truncated || listed == naive), "seed {seed}, product {product}");
            compared += 1;
            routes_seen += naive.len();
            seen.insert(product);
        }
        for product in map.products().keys().filter(|product| !seen.contains(product)) {
            assert!(
                naive_routes(&map, *product).is_none_or(|routes| routes.is_empty()),
                "seed {seed}, product {product}"
            );
        }
    }
    assert!(compared > 300 && routes_seen > 400, "{compared} products, {routes_seen} routes");
}
