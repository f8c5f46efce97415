//! Volumes: the joint flow against a dense linear program, balance and circles by hand.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::second_opinion::product_flow_bounds;
use lienket::analysis::{FindingCode, ProductFlow, VolumeStudy, assess};
use lienket::map::{
    ActorId, ActorKind, Conversion, LinkId, LinkKind, LinkageMap, ProductId, Stage, StageId, Supply, Transaction,
};

use super::draft::Draft;
use super::naive::{Naive, State};
use super::parts_of;
use super::random::{self, Dice, YEAR};

fn volumes(map: &LinkageMap) -> VolumeStudy {
    assess(map, YEAR).volumes
}

/// A random map with whole volumes; yields are powers of two, such that each product is always worth the same.
fn with_volumes(seed: u64, yields: bool) -> LinkageMap {
    let map = random::map(seed);
    let mut dice = Dice(seed ^ 0x5eed);
    let worth = worths(&map, yields);
    let mut parts = parts_of(&map);
    for actor in &mut parts.actors {
        for supply in &mut actor.supply {
            supply.volume = (!dice.one_in(8)).then(|| dice.below(40) as f64);
        }
        if !yields {
            actor.converts.clear();
        }
        for conversion in &mut actor.converts {
            conversion.yield_ratio = Some(worth[&conversion.to] / worth[&conversion.from]);
        }
        if dice.one_in(3) {
            let product = dice.pick(&map.products().keys().copied().collect::<Vec<_>>());
            let volume = Some(1.0 + dice.below(40) as f64);
            actor.supply.retain(|supply| supply.product != product);
            actor.supply.push(Supply { product, volume, ..Supply::default() });
        }
    }
    for link in &mut parts.links {
        link.volume = (!dice.one_in(4)).then(|| 1.0 + dice.below(30) as f64);
    }
    LinkageMap::from_parts(parts).unwrap()
}

/// How many units of each product one unit of anything is; the same for all that is part of one another.
fn worths(map: &LinkageMap, yields: bool) -> BTreeMap<ProductId, f64> {
    let naive = Naive::new(map, YEAR);
    let mut family: BTreeMap<ProductId, ProductId> =
        map.products().keys().map(|product| (*product, *product)).collect();
    for product in map.products().keys() {
        for broader in naive.broader(*product) {
            let (one, other) = (family[product], family[&broader]);
            for root in family.values_mut() {
                if *root == one.max(other) {
                    *root = one.min(other);
                }
            }
        }
    }
    let of = |root: ProductId| if yields { f64::from(1 << (root.0 % 3)) } else { 1.0 };
    family.into_iter().map(|(product, root)| (product, of(root))).collect()
}

fn producers(naive: &Naive<'_>, product: ProductId) -> Vec<(ActorId, f64)> {
    let mut found = Vec::new();
    for actor in naive.map.actors().values() {
        if !naive.is_present(actor.id) || naive.is_buyer(actor.id) || actor.kind == ActorKind::Supporter {
            continue;
        }
        for supply in actor.supply.iter().filter(|supply| supply.product == product) {
            found.extend(supply.volume.map(|volume| (actor.id, volume)));
        }
    }
    found
}

/// A linear program in its plainest form: the most of `gain` times the amounts, none of which is negative, under rows of which
/// each is at most its limit, which is not negative.
#[derive(Default)]
struct Dense {
    gain: Vec<f64>,
    rows: Vec<(Vec<f64>, f64)>,
}

impl Dense {
    fn amount(&mut self, gain: f64) -> usize {
        self.gain.push(gain);
        self.gain.len() - 1
    }

    fn at_most(&mut self, terms: &[(usize, f64)], limit: f64) {
        let mut row = vec![0.0; self.gain.len()];
        for (at, factor) in terms {
            row[*at] += factor;
        }
        self.rows.push((row, limit));
    }

    /// The most, by the simplex method in a table, with Bland's rule.
    fn most(&self) -> f64 {
        let (columns, count) = (self.gain.len(), self.rows.len());
        let width = columns + count + 1;
        let mut table: Vec<Vec<f64>> = Vec::new();
        for (at, (row, limit)) in self.rows.iter().enumerate() {
            let mut line = row.clone();
            line.resize(width, 0.0);
            line[columns + at] = 1.0;
            line[width - 1] = *limit;
            table.push(line);
        }
        let mut goal: Vec<f64> = self.gain.iter().map(|gain| -gain).collect();
        goal.resize(width, 0.0);
        let mut basis: Vec<usize> = (columns..columns + count).collect();
        for _ in 0..20_000 {
            let Some(enters) = (0..width - 1).find(|at| goal[*at] < -1e-9) else { return goal[width - 1] };
            let ratio = |at: &usize| table[*at][width - 1] / table[*at][enters];
            let candidates = (0..count).filter(|at| table[*at][enters] > 1e-9);
            let leaves = candidates
                .min_by(|one, other| ratio(one).total_cmp(&ratio(other)).then(basis[*one].cmp(&basis[*other])));
            let leaves = leaves.expect("a bounded program");
            let pivot = table[leaves][enters];
            table[leaves].iter_mut().for_each(|it| *it /= pivot);
            let line = table[leaves].clone();
            let clear = |row: &mut Vec<f64>| {
                let factor = row[enters];
                row.iter_mut().zip(&line).for_each(|(it, of_line)| *it -= factor * of_line);
            };
            table.iter_mut().enumerate().filter(|(at, _)| *at != leaves).for_each(|(_, row)| clear(row));
            clear(&mut goal);
            basis[leaves] = enters;
        }
        panic!("the table does not come to an end");
    }
}

/// The most that all supplies together can send to first buyers, all written down as one program over every product at every
/// actor; links of unlimited volume have more than there is.
fn naive_joint(map: &LinkageMap, is_used: impl Fn(State, ProductId) -> bool) -> f64 {
    let naive = Naive::new(map, YEAR);
    let mut program = Dense::default();
    let mut balance: BTreeMap<State, Vec<(usize, f64)>> = BTreeMap::new();
    let products: Vec<ProductId> = map.products().keys().copied().collect();
    let mut limits: Vec<(Vec<(usize, f64)>, f64)> = Vec::new();
    for product in &products {
        for (actor, volume) in producers(&naive, *product) {
            let sent = program.amount(1.0);
            balance.entry((actor, *product)).or_default().push((sent, 1.0));
            limits.push((vec![(sent, 1.0)], volume));
        }
    }
    for link in map.links().values() {
        if link.kind != LinkKind::Product || link.from == link.to || !naive.in_force_label(link) {
            continue;
        }
        let mut shared = Vec::new();
        for product in products.iter().filter(|product| naive.carries(link, **product)) {
            let moved = program.amount(0.0);
            balance.entry((link.from, *product)).or_default().push((moved, -1.0));
            if !naive.is_buyer(link.to) {
                balance.entry((link.to, *product)).or_default().push((moved, 1.0));
            }
            shared.push((moved, 1.0));
        }
        limits.push((shared, link.volume.unwrap_or(1e6)));
    }
    for actor in map.actors().values().filter(|actor| !naive.is_buyer(actor.id)) {
        for conversion in &actor.converts {
            for product in products.iter().filter(|it| naive.broader(**it).contains(&conversion.from)) {
                if *product == conversion.to || !is_used((actor.id, *product), conversion.to) {
                    continue;
                }
                let taken = program.amount(0.0);
                balance.entry((actor.id, *product)).or_default().push((taken, -1.0));
                let made = balance.entry((actor.id, conversion.to)).or_default();
                made.push((taken, conversion.yield_ratio.unwrap()));
            }
        }
    }
    for terms in balance.into_values() {
        program.at_most(&terms, 0.0);
        let opposite: Vec<(usize, f64)> = terms.iter().map(|(at, factor)| (*at, -factor)).collect();
        program.at_most(&opposite, 0.0);
    }
    for (terms, limit) in limits {
        program.at_most(&terms, limit);
    }
    program.most()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

/// A map with volumes whose yields are any, so that products must be told apart.
fn with_any_yields(seed: u64) -> LinkageMap {
    let map = with_volumes(seed, true);
    let mut dice = Dice(seed ^ 0xa11);
    let mut parts = parts_of(&map);
    for conversion in parts.actors.iter_mut().flat_map(|actor| &mut actor.converts) {
        conversion.yield_ratio = Some(dice.pick(&[0.25, 0.5, 0.8, 1.0]));
    }
    LinkageMap::from_parts(parts).unwrap()
}

fn total(volumes: &VolumeStudy, part: impl Fn(&ProductFlow) -> f64) -> f64 {
    volumes.products.iter().map(part).sum()
}

#[test]
fn what_gets_to_buyers_is_what_a_program_over_everything_finds() {
    let (mut partly, mut wholly, mut bounded, mut circular) = (0, 0, 0, 0);
    for seed in 0..1500 {
        for map in [with_volumes(seed, true), with_any_yields(seed)] {
            let found = volumes(&map);
            let naive = Naive::new(&map, YEAR);
            let supply: f64 =
                map.products().keys().flat_map(|product| producers(&naive, *product)).map(|(_, volume)| volume).sum();
            assert!(near(total(&found, |flow| flow.supply), supply), "seed {seed}");
            let expected = naive_joint(&map, |_, _| true);
            let (least, most) = (total(&found, |flow| flow.carried), total(&found, |flow| flow.carried_at_most));
            // On a circle with a loss the program lets goods run until nothing is left: what gets to a buyer is less.
            let returns = |from: State, to: ProductId| reachable(&naive, (from.0, to)).contains(&from);
            let straight = naive_joint(&map, |from, to| !returns(from, to));
            if !near(straight, expected) {
                assert!(
                    straight <= most + 1e-6 && least <= expected + 1e-6,
                    "seed {seed}: {straight}, {least}, {most}"
                );
                circular += 1;
            } else if found.is_exact() {
                assert!(near(least, expected), "seed {seed}: {least}, not {expected}: {:?}", found.products);
                partly += usize::from(least > 0.0 && least < supply);
                wholly += usize::from(least > 0.0 && near(least, supply));
            } else {
                assert!(
                    least <= expected + 1e-6 && expected <= most + 1e-6,
                    "seed {seed}: {least}, {expected}, {most}"
                );
                bounded += 1;
            }
        }
    }
    let seen = format!("the maps ask for it: {partly}, {wholly}, {bounded}, {circular}");
    assert!(partly > 300 && wholly > 100 && bounded < partly && circular < partly, "{seen}");
}

/// Everywhere that goods get to and what they become there, first buyers included, from here on.
fn reachable(naive: &Naive<'_>, start: State) -> BTreeSet<State> {
    let mut seen = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some((actor, good)) = open.pop() {
        if naive.is_buyer(actor) {
            continue;
        }
        let conversions = naive.actor(actor).converts.iter().filter(|it| naive.broader(good).contains(&it.from));
        let mut next: Vec<State> = conversions.map(|conversion| (actor, conversion.to)).collect();
        let links = naive.map.links().values().filter(|link| link.from == actor && link.to != actor);
        let carrying = links
            .filter(|link| link.kind == LinkKind::Product && naive.in_force_label(link) && naive.carries(link, good));
        next.extend(carrying.map(|link| (link.to, good)));
        open.extend(next.into_iter().filter(|state| seen.insert(*state)));
    }
    seen
}

/// Whether goods get from a producer to a buyer.
fn escapes(naive: &Naive<'_>, producer: ActorId, product: ProductId) -> bool {
    reachable(naive, (producer, product)).iter().any(|(actor, _)| naive.is_buyer(*actor))
}

#[test]
fn bottlenecks_are_what_limits_the_joint_flow() {
    let (mut limited, mut hopeless, mut together) = (0, 0, 0);
    for seed in 0..1500 {
        let map = if seed % 2 == 0 { with_volumes(seed, true) } else { with_any_yields(seed) };
        let naive = Naive::new(&map, YEAR);
        let found = volumes(&map);
        if !found.is_exact() {
            continue;
        }
        let lost: f64 = found.stranded.iter().map(|group| group.without_outlet).sum();
        assert!(near(lost, total(&found, ProductFlow::without_outlet)), "seed {seed}: {found:?}");
        for group in &found.stranded {
            assert!(
                group.without_outlet > 0.0 && group.without_outlet <= group.supply + 1e-6,
                "seed {seed}: {group:?}"
            );
            together += usize::from(group.products.len() > 1);
            if group.bottlenecks.is_empty() {
                hopeless += 1;
                let escaping = group.producers.iter().any(|actor| {
                    group.products.iter().any(|product| {
                        producers(&naive, *product).iter().any(|(it, _)| it == actor)
                            && escapes(&naive, *actor, *product)
                    })
                });
                assert!(!escaping, "seed {seed}: {group:?}");
                continue;
            }
            // Another bottleneck may lie behind: more room on one need not help, less on any of them takes away.
            for bottleneck in &group.bottlenecks {
                let mut narrower = parts_of(&map);
                let link = narrower.links.iter_mut().find(|link| link.id == *bottleneck).unwrap();
                link.volume = link.volume.map(|volume| volume - 1.0);
                let narrower = volumes(&LinkageMap::from_parts(narrower).unwrap());
                let carried = total(&narrower, |flow| flow.carried_at_most);
                assert!(
                    carried < total(&found, |flow| flow.carried) - 1e-3,
                    "seed {seed}: {bottleneck} limits nothing"
                );
            }
            limited += 1;
        }
    }
    assert!(limited > 200 && hopeless > 200 && together > 20, "{limited}, {hopeless}, {together}");
}

/// Where a part of the map is too large for a program, bounds are given.
#[test]
fn bounds_hold_what_the_program_finds() {
    let (mut apart, mut tight) = (0, 0);
    for seed in 0..1500 {
        let map = with_any_yields(seed);
        let found = volumes(&map).products;
        let bounds = product_flow_bounds(&map, YEAR);
        let sum = |all: &[ProductFlow], part: fn(&ProductFlow) -> f64| all.iter().map(part).sum::<f64>();
        let least = sum(&bounds, |flow| flow.carried);
        let (carried, at_most) = (sum(&found, |flow| flow.carried), sum(&found, |flow| flow.carried_at_most));
        let most = sum(&bounds, |flow| flow.carried_at_most);
        assert!(least <= at_most + 1e-6 && carried <= most + 1e-6, "seed {seed}: {least}, {carried}, {most}");
        *(if near(least, most) { &mut tight } else { &mut apart }) += 1;
    }
    assert!(apart > 50 && tight > 100, "{apart}, {tight}");
}

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
fn chain() -> (Draft, [ActorId; 5], [ProductId; 2]) {
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
        assess(&map, YEAR).findings.into_iter().filter(|it| it.code == FindingCode::SupplyWithoutOutlet).collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].actors.clone(), told[0].links.clone()), (vec![one, other], vec![LinkId(3)]));
    assert_eq!((told[0].amount, told[0].expected), (Some(20.0), Some(80.0)));
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

fn imbalances(draft: &Draft) -> Vec<(ActorId, f64, f64)> {
    let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code == FindingCode::VolumeImbalance);
    told.map(|it| (it.actors[0], it.amount.unwrap(), it.expected.unwrap())).collect()
}

#[test]
fn sales_are_held_against_what_there_is() {
    let (mut draft, [one, _, trader, mill, market], [paddy, rice]) = chain();
    assert_eq!(imbalances(&draft), [(trader, 60.0, 80.0)], "cooperatives and mill are in balance");
    draft.edit_link(LinkId(3)).volume = Some(80.5);
    assert_eq!(imbalances(&draft), [(mill, 39.0, 80.5 * 0.65)], "half a unit of eighty is rounding");
    draft.edit_link(LinkId(4)).volume = Some(52.0);
    assert_eq!(imbalances(&draft), []);
    // Once one number that counts is missing, nothing is said.
    draft.edit_link(LinkId(1)).volume = Some(70.0);
    assert_eq!(imbalances(&draft).len(), 2);
    draft.edit_actor(one).supply[0].volume = None;
    draft.edit_link(LinkId(2)).volume = None;
    assert_eq!(imbalances(&draft), []);
    draft.edit_link(LinkId(2)).volume = Some(30.0);
    assert_eq!(imbalances(&draft), [(trader, 80.5, 100.0)]);
    draft.link(market, trader, &[], None);
    assert_eq!(imbalances(&draft), [], "a link of any goods may bring some");
    // A mill that makes two things of one: how much of each is not known.
    draft.parts.links.pop();
    draft.edit_link(LinkId(4)).volume = Some(5.0);
    assert_eq!(imbalances(&draft).len(), 2);
    let bran = draft.product(None);
    draft.edit_actor(mill).converts.push(Conversion {
        from: paddy,
        to: bran,
        yield_ratio: Some(0.1),
        ..Conversion::default()
    });
    assert_eq!(imbalances(&draft).len(), 1);
    // What comes in to be used up, and what a market sells to consumers, is no imbalance.
    let feed = draft.link(market, one, &[rice], None);
    draft.edit_link(feed).volume = Some(3.0);
    assert_eq!(imbalances(&draft).len(), 1);
}

#[test]
fn only_shares_that_do_not_add_up_are_told() {
    let (mut draft, [one, .., mill, market], [paddy, _]) = chain();
    for (sum, missing, excess) in
        [(99.9, None, None), (100.1, None, None), (70.0, Some(30.0), None), (120.0, None, Some(20.0))]
    {
        draft.edit_link(LinkId(1)).share = Some(sum - 40.0);
        draft.parts.links.retain(|link| link.id.0 <= 4);
        let second = draft.link(one, if sum > 100.0 { mill } else { market }, &[paddy], None);
        draft.edit_link(second).share = Some(40.0);
        let shares = volumes(&draft.map()).shares;
        assert_eq!(shares.len(), usize::from(missing.is_some() || excess.is_some()), "{sum}");
        for told in shares {
            assert_eq!((told.actor, told.product), (one, Some(paddy)));
            assert!(near(told.unaccounted(), missing.unwrap_or(0.0)) && near(told.excess(), excess.unwrap_or(0.0)));
        }
    }
}

/// Actors, products, links and gain.
type Told = (Vec<ActorId>, Vec<ProductId>, Vec<LinkId>, f64);

fn circles(draft: &Draft) -> Vec<Told> {
    let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code == FindingCode::ConversionLoop);
    told.map(|it| (it.actors, it.products, it.links, it.amount.unwrap())).collect()
}

#[test]
fn only_circles_that_multiply_goods_are_told() {
    let mut draft = Draft::default();
    let (milk, curd) = (draft.product(None), draft.product(None));
    let [dairy, mixer] = [ActorKind::Cooperative; 2].map(|kind| draft.actor(kind));
    let convert = |draft: &mut Draft, actor, from, to, ratio| {
        draft.edit_actor(actor).converts = vec![Conversion { from, to, yield_ratio: ratio, ..Conversion::default() }];
    };
    convert(&mut draft, dairy, milk, curd, Some(0.5));
    convert(&mut draft, mixer, curd, milk, Some(3.0));
    assert_eq!(circles(&draft), [], "nothing leads from one to the other");
    let there = draft.link(dairy, mixer, &[curd], None);
    let back = draft.link(mixer, dairy, &[milk], None);
    assert_eq!(circles(&draft), [(vec![dairy, mixer], vec![milk, curd], vec![there, back], 1.5)]);
    convert(&mut draft, mixer, curd, milk, Some(2.0));
    assert_eq!(circles(&draft), [], "as much as before");
    convert(&mut draft, mixer, curd, milk, None);
    assert_eq!(circles(&draft), [], "an unknown yield says nothing");
    // At one actor alone, and by way of a broader product.
    let dairy_goods = draft.product(None);
    draft.parts.products[0].part_of = Some(dairy_goods);
    draft.edit_actor(dairy).converts = vec![
        Conversion { from: dairy_goods, to: curd, yield_ratio: Some(2.0), ..Conversion::default() },
        Conversion { from: curd, to: milk, yield_ratio: Some(0.75), ..Conversion::default() },
    ];
    assert_eq!(circles(&draft), [(vec![dairy], vec![milk, curd], vec![], 1.5)]);
    draft.edit_link(back).planned = true;
    assert_eq!(circles(&draft).len(), 1);
}

#[test]
fn a_circle_over_a_by_product_multiplies_goods_too() {
    let mut draft = Draft::default();
    let [paddy, rice, bran] = [(); 3].map(|()| draft.product(None));
    let mill = draft.actor(ActorKind::Enterprise);
    let conversion =
        |from, to, ratio| Conversion { from, to, yield_ratio: Some(ratio), with: Vec::new(), by_products: Vec::new() };
    let by_products = vec![lienket::map::Portion { product: bran, ratio: Some(0.5) }];
    draft.edit_actor(mill).converts =
        vec![Conversion { by_products, ..conversion(paddy, rice, 0.6) }, conversion(bran, paddy, 3.0)];
    let told = circles(&draft);
    assert_eq!(told.len(), 1);
    assert!(near(told[0].3, 1.5), "{told:?}");
}

#[test]
fn skipped_and_empty_stages_are_told_once() {
    let (mut draft, [one, other, trader, mill, market], [paddy, _]) = chain();
    let stages = |draft: &Draft| -> Vec<(Vec<ProductId>, Vec<StageId>)> {
        let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code == FindingCode::StageEmpty);
        told.map(|it| (it.products, it.stages)).collect()
    };
    draft.parts.stages = (1..=6).map(|id| Stage { id: StageId(id), name: format!("stage {id}"), order: id }).collect();
    assert_eq!(stages(&draft), [], "nobody stands in a stage yet");
    for (actor, stage) in [(one, 2), (other, 2), (trader, 3), (mill, 4), (market, 6)] {
        draft.edit_actor(actor).stage = Some(StageId(stage));
    }
    assert_eq!(stages(&draft), [(vec![], vec![StageId(1), StageId(5)])]);
    // Somebody else stands there now, whom this chain passes by.
    for stage in [1, 5] {
        let bystander = draft.actor(ActorKind::Trader);
        draft.edit_actor(bystander).stage = Some(StageId(stage));
    }
    assert_eq!(stages(&draft), [(vec![paddy], vec![StageId(5)])]);
    draft.edit_link(LinkId(4)).planned = true;
    assert_eq!(stages(&draft), [], "the chain ends at the mill");
}

#[test]
fn no_more_gets_to_buyers_than_there_is_whatever_conversions_take_and_give() {
    let mut carried = 0;
    for seed in 0..1500 {
        let mut map = with_volumes(seed, true);
        let mut dice = Dice(seed ^ 0xb1);
        let products: Vec<ProductId> = map.products().keys().copied().collect();
        let ids: Vec<ActorId> = map.actors().keys().copied().collect();
        let mut edit = Transaction::begin(&mut map);
        for id in ids {
            let mut actor = edit.map().actors()[&id].clone();
            for conversion in &mut actor.converts {
                let mut portion = || lienket::map::Portion {
                    product: dice.pick(&products),
                    ratio: (!dice.one_in(5)).then(|| (1 + dice.below(8)) as f64 / 4.0),
                };
                let before = conversion.clone();
                conversion.with = (0..seed % 3).map(|_| portion()).collect();
                conversion.by_products = (0..seed / 3 % 3).map(|_| portion()).collect();
                if conversion.names_a_product_twice() {
                    *conversion = before;
                }
            }
            edit.set(actor).unwrap();
        }
        edit.finish();
        for flow in volumes(&map).products {
            let for_sale = flow.supply - flow.own_use;
            assert!(
                flow.carried >= 0.0 && flow.carried <= flow.carried_at_most * (1.0 + 1e-9),
                "seed {seed}: {flow:?}"
            );
            assert!(flow.carried_at_most <= for_sale * (1.0 + 1e-9), "seed {seed}: {flow:?}");
            carried += usize::from(flow.carried > 0.0);
        }
    }
    assert!(carried > 500, "{carried}");
}
