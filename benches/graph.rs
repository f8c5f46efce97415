//! Algorithms of our own against petgraph's on the same graphs: on the product states of sample maps, and on a chain.
//! Prints medians in milliseconds of runs in turns, and how many times as long petgraph's take: one of our own is kept
//! only where that is twice or more on a country of 100,000 actors, or where petgraph's fails. `cargo bench --bench
//! graph -- SIZE…` takes other sizes.

#![expect(clippy::expect_used, reason = "a bench knows what it measures")]

use std::hint::black_box;
use std::time::Instant;

use lienket::analysis::second_opinion::comparisons;
use lienket::exchange::sample_map;
use lienket::map::{
    Actor, ActorId, ActorKind, Link, LinkForm, LinkId, LinkageMap, MapParts, Product, ProductId, Supply,
};

/// Runs of each algorithm, unless one takes so long.
const RUNS: usize = 7;
const LONG_MS: f64 = 1_000.0;

fn main() {
    let sizes: Vec<u32> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![2_000, 20_000, 100_000] } else { sizes };
    println!("{:>8} {:<8} {:<24} {:>10} {:>12} {:>7}", "actors", "map", "question", "own ms", "petgraph ms", "times");
    for actors in sizes {
        compare("sample", &sample_map(actors, 1), actors);
        compare("chain", &chain(actors), actors);
    }
}

fn compare(name: &str, map: &LinkageMap, actors: u32) {
    for comparison in comparisons(map, map.info().year) {
        let (mut own, mut library) = (Vec::new(), Vec::new());
        let mut agree = true;
        while own.len() < RUNS && library.last().is_none_or(|took| *took < LONG_MS) {
            let (took, answer) = timed(&comparison.own);
            own.push(took);
            let (took, other) = timed(&comparison.library);
            library.push(took);
            agree &= answer == other;
        }
        let (own, library) = (median(own), median(library));
        let question = comparison.name;
        let times = library / own;
        println!("{actors:>8} {name:<8} {question:<24} {own:>10.3} {library:>12.3} {times:>7.1}");
        assert!(agree, "{question}: both answer the same");
    }
}

fn timed<T>(run: impl Fn() -> T) -> (f64, T) {
    let start = Instant::now();
    let answer = black_box(run());
    (start.elapsed().as_secs_f64() * 1000.0, answer)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Traders who sell one product on to each other, and a market at the end.
fn chain(actors: u32) -> LinkageMap {
    let product = ProductId(1);
    let actor = |number: u32| Actor {
        id: ActorId(number),
        name: format!("actor {number}"),
        kind: if number == actors { ActorKind::Market } else { ActorKind::Trader },
        supply: if number == 1 { vec![Supply { product, ..Supply::default() }] } else { Vec::new() },
        ..Actor::default()
    };
    let link = |number: u32| Link {
        id: LinkId(number),
        from: ActorId(number),
        to: ActorId(number + 1),
        form: Some(LinkForm::Contract),
        ..Link::default()
    };
    LinkageMap::from_parts(MapParts {
        actors: (1..=actors).map(actor).collect(),
        links: (1..actors).map(link).collect(),
        products: vec![Product { id: product, name: "rice".to_owned(), ..Product::default() }],
        ..MapParts::default()
    })
    .expect("a chain is a right map")
}
