//! Volumes: the joint flow against a dense linear program.

use std::collections::{BTreeMap, BTreeSet};

use lienket::analysis::second_opinion::product_flow_bounds;
use lienket::analysis::{ProductFlow, VolumeStudy, assess};
use lienket::map::{ActorId, ActorKind, LinkKind, LinkageMap, ProductId, Supply, Transaction};

use super::naive::{Naive, State};
use super::parts_of;
use super::random::{self, Dice, YEAR};

pub fn volumes(map: &LinkageMap) -> VolumeStudy {
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

pub fn near(one: f64, other: f64) -> bool {
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
