//! What a map says of volumes, on maps of four sizes: a city, a region, a country and ten; 1.5 links an actor. Then
//! the same where products share the volumes of links and are made together, so that a linear program is solved.
//!
//! Figures to reach, on one core: the greatest flow of every product of a country, graph building included, under
//! 60 ms; the program of a city under 50 ms.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use lienket::analysis::product_flows;
use lienket::exchange::sample_map;
use lienket::map::{Actor, ActorId, Conversion, Link, LinkId, LinkKind, LinkageMap, Portion, ProductId, Transaction};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("flow");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for actors in [2_000, 20_000, 100_000, 1_000_000] {
        let map = sample_map(actors, 1);
        let year = map.info().year;
        group.bench_function(BenchmarkId::new("carried_to_buyers", actors), |bencher| {
            bencher.iter(|| product_flows(black_box(&map), year));
        });
    }
    for actors in [500, 2_000, 5_000, 20_000, 100_000] {
        let map = with_shared_volumes(sample_map(actors, 1));
        let year = map.info().year;
        let is_exact = product_flows(&map, year).iter().all(|flow| flow.carried >= flow.carried_at_most);
        group.bench_function(BenchmarkId::new(if is_exact { "joint" } else { "joint, bounded" }, actors), |bencher| {
            bencher.iter(|| product_flows(black_box(&map), year));
        });
    }
    group.finish();
    criterion.final_summary();
}

/// Every third link carries a second product within its volume, and every conversion gives a by-product.
fn with_shared_volumes(mut map: LinkageMap) -> LinkageMap {
    let products: Vec<ProductId> = map.products().keys().copied().collect();
    let after = |product: ProductId| {
        let others = products.iter().cycle().skip_while(|it| **it != product);
        others.copied().nth(1).unwrap_or(product)
    };
    let links: Vec<LinkId> =
        map.links().values().filter(|link| link.kind == LinkKind::Product).map(|link| link.id).collect();
    let actors: Vec<ActorId> =
        map.actors().values().filter(|actor| !actor.converts.is_empty()).map(|actor| actor.id).collect();
    let mut edit = Transaction::begin(&mut map);
    for id in links.into_iter().step_by(3) {
        let result = edit.edit(id, |link: &mut Link| {
            link.volume = link.volume.or(Some(100.0));
            link.products.extend(link.products.first().copied().map(after));
        });
        assert!(result.is_ok(), "{result:?}");
    }
    for id in actors {
        let result = edit.edit(id, |actor: &mut Actor| {
            for conversion in &mut actor.converts {
                let by_product = after(conversion.to);
                if ![conversion.from, conversion.to].contains(&by_product) {
                    *conversion = Conversion {
                        by_products: vec![Portion { product: by_product, ratio: Some(0.1) }],
                        ..conversion.clone()
                    };
                }
            }
        });
        assert!(result.is_ok(), "{result:?}");
    }
    edit.finish();
    map
}
