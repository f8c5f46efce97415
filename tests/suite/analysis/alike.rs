//! Products that nothing tells apart are worked out once, and said of each as if it had been worked out alone.

use std::collections::BTreeSet;

use lienket::analysis::{assess, study};
use lienket::map::{Actor, ActorId, Conversion, LinkageMap, MapParts, Product, ProductId};

use super::parts_of;
use super::random::{self, YEAR};

/// Every product has a double: named wherever it is named, but nobody makes anything of the double.
fn doubled(map: &LinkageMap) -> MapParts {
    let mut parts = parts_of(map);
    let next = parts.products.iter().map(|product| product.id.0).max().unwrap_or(0) + 1;
    let double = |product: ProductId| ProductId(product.0 + next);
    let doubles: Vec<Product> =
        parts.products.iter().map(|product| Product { id: double(product.id), ..product.clone() }).collect();
    parts.products.extend(doubles);
    let named = parts.links.iter_mut().map(|link| &mut link.products);
    for products in named.chain(parts.models.iter_mut().map(|model| &mut model.products)) {
        let doubles: BTreeSet<ProductId> = products.iter().copied().map(double).collect();
        products.extend(doubles);
    }
    parts
}

/// With an actor who left long ago, of whom nothing is known but that it made something of each product.
fn told_apart(mut parts: MapParts) -> LinkageMap {
    let products: Vec<ProductId> = parts.products.iter().map(|product| product.id).collect();
    let next = products.iter().skip(1).chain(products.first());
    let conversion =
        |(from, to): (&ProductId, &ProductId)| Conversion { from: *from, to: *to, ..Conversion::default() };
    let id = ActorId(parts.actors.iter().map(|actor| actor.id.0).max().unwrap_or(0) + 1);
    parts.actors.push(Actor {
        id,
        name: "gone".to_owned(),
        dissolved: Some(YEAR - 100),
        converts: products.iter().zip(next).map(conversion).collect(),
        ..Actor::default()
    });
    LinkageMap::from_parts(parts).unwrap()
}

#[test]
fn products_that_are_alike_fare_as_each_alone() {
    let (mut cases, mut repaired) = (0, 0);
    for seed in 0..600 {
        let parts = doubled(&random::map(seed));
        let (together, alone) = (LinkageMap::from_parts(parts.clone()).unwrap(), told_apart(parts));
        let [(found, studied), (expected, plain)] = [&together, &alone].map(|map| {
            let assessment = assess(map, YEAR);
            let studied = study(map, &assessment, &|_| true).unwrap();
            (assessment, studied)
        });
        assert_eq!(found.models, expected.models, "seed {seed}");
        assert_eq!(found.critical_actors, expected.critical_actors, "seed {seed}");
        assert_eq!(studied.repairs, plain.repairs, "seed {seed}");
        cases += found.models.values().map(|model| model.cases.len()).sum::<usize>();
        repaired += studied.repairs.cases.len();
    }
    assert!(cases > 2_000 && repaired > 500, "{cases} {repaired}");
}
