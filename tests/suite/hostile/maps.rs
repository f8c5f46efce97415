//! Valid maps that cost more than they look: what each is made of stands beside it. The bench `hostile` has them in full
//! size, the tests small.

use std::collections::BTreeSet;

use lienket::map::{
    Actor, ActorId, ActorKind, Conversion, CoopModel, Info, Link, LinkForm, LinkId, LinkageMap, MapParts, ModelId,
    Placement, Product, ProductId, Stage, StageId, Supply,
};

/// A map in one year with two stages.
fn map(parts: MapParts) -> LinkageMap {
    let stage = |id: u32| Stage { id: StageId(id), name: format!("S{id}"), order: id };
    let info = Info { title: "hostile".to_owned(), year: 2019, ..Info::default() };
    LinkageMap::from_parts(MapParts { info, stages: vec![stage(1), stage(2)], ..parts }).expect("it is a valid map")
}

fn actor(id: u32, kind: ActorKind) -> Actor {
    Actor { id: ActorId(id), name: format!("N{id}"), kind, stage: Some(StageId(1 + id % 2)), ..Actor::default() }
}

fn product(id: u32) -> Product {
    Product { id: ProductId(id), name: format!("P{id}"), unit: "t".to_owned(), ..Product::default() }
}

fn contract(id: u32, from: u32, to: u32) -> Link {
    let form = Some(LinkForm::Contract);
    Link { id: LinkId(id), from: ActorId(from), to: ActorId(to), form, ..Link::default() }
}

/// A number from 0 to 1 that looks random.
fn scattered(seed: u32) -> f32 {
    (seed.wrapping_mul(2_654_435_761) >> 8) as f32 / (1 << 24) as f32
}

/// Actors as far apart as they may stand, with three links for each two of them.
pub fn far_apart(actors: u32) -> LinkageMap {
    let at = |seed: u32| (scattered(seed) - 0.5) * 2e7;
    let place =
        |id: u32| Placement { actor: ActorId(id), x: at(3 * id), y: at(3 * id + 1), pinned: false, by_hand: true };
    let end = |seed: u32| 1 + (scattered(seed) * actors as f32) as u32 % actors;
    let link = |id: u32| contract(id, end(7 * id), end(7 * id + 1));
    map(MapParts {
        actors: (1..=actors).map(|id| actor(id, ActorKind::Trader)).collect(),
        links: (1..=actors * 3 / 2).map(link).filter(|link| link.from != link.to).collect(),
        placements: (1..=actors).map(place).collect(),
        ..MapParts::default()
    })
}

/// One model of as many cores as the chain is long, each with all products; the chain ends at a market, or nowhere.
pub fn long_chain(length: u32, products: u32, has_market: bool) -> LinkageMap {
    let kind = |id| if has_market && id == length { ActorKind::Market } else { ActorKind::Cooperative };
    let model = CoopModel {
        id: ModelId(1),
        name: "M".to_owned(),
        core: (1..=length).map(ActorId).collect(),
        products: (1..=products).map(ProductId).collect(),
        ..CoopModel::default()
    };
    map(MapParts {
        products: (1..=products).map(product).collect(),
        actors: (1..=length).map(|id| actor(id, kind(id))).collect(),
        links: (1..length).map(|id| contract(id, id, id + 1)).collect(),
        models: vec![model],
        ..MapParts::default()
    })
}

/// A circle of actors, each of which makes a product of another one in so many ways.
pub fn circle(actors: u32, conversions: u32) -> LinkageMap {
    let converts = |id: u32| {
        let one = |at: u32| Conversion {
            from: ProductId(at),
            to: ProductId(1 + (at + id) % (conversions + 1)),
            yield_ratio: Some(0.5),
            ..Conversion::default()
        };
        (1..=conversions).map(one).filter(|conversion| conversion.from != conversion.to).collect()
    };
    let supply = vec![Supply { product: ProductId(1), volume: Some(10.0), own_use: None }];
    let of = |id: u32| Actor { converts: converts(id), supply: supply.clone(), ..actor(id, ActorKind::Cooperative) };
    let model = CoopModel {
        id: ModelId(1),
        name: "M".to_owned(),
        core: [ActorId(1)].into(),
        products: [ProductId(1)].into(),
        ..CoopModel::default()
    };
    map(MapParts {
        products: (1..=conversions + 1).map(product).collect(),
        actors: (1..=actors).map(of).collect(),
        links: (1..=actors).map(|id| contract(id, id, id % actors + 1)).collect(),
        models: vec![model],
        ..MapParts::default()
    })
}

/// Actors of four kinds, each two of them linked.
pub fn all_linked(actors: u32) -> LinkageMap {
    let kind = |id: u32| match id % 4 {
        0 => ActorKind::Cooperative,
        1 => ActorKind::Trader,
        2 => ActorKind::Enterprise,
        _ => ActorKind::Market,
    };
    let supply = vec![Supply { product: ProductId(1), volume: Some(10.0), own_use: None }];
    let of = |id: u32| Actor { supply: supply.clone(), ..actor(id, kind(id)) };
    let pairs = (1..=actors).flat_map(|from| (from + 1..=actors).map(move |to| (from, to)));
    let link = |(id, (from, to))| Link { products: [ProductId(1)].into(), ..contract(id, from, to) };
    let model = CoopModel {
        id: ModelId(1),
        name: "M".to_owned(),
        core: [ActorId(1)].into(),
        products: [ProductId(1)].into(),
        ..CoopModel::default()
    };
    map(MapParts {
        products: vec![product(1)],
        actors: (1..=actors).map(of).collect(),
        links: (1..).zip(pairs).map(link).collect(),
        models: vec![model],
        ..MapParts::default()
    })
}

/// Models of the same members, all of whom sell to one market.
pub fn many_models(models: u32, members: u32) -> LinkageMap {
    let market = members + 1;
    let kind = |id| if id == market { ActorKind::Market } else { ActorKind::Cooperative };
    let model = |id: u32| {
        let core = ActorId(1 + id % members);
        let all: BTreeSet<ActorId> = (1..=members).map(ActorId).filter(|member| *member != core).collect();
        let products = [ProductId(1)].into();
        CoopModel {
            id: ModelId(id),
            name: format!("M{id}"),
            core: [core].into(),
            members: all,
            products,
            ..CoopModel::default()
        }
    };
    map(MapParts {
        products: vec![product(1)],
        actors: (1..=market).map(|id| actor(id, kind(id))).collect(),
        links: (1..=members).map(|id| contract(id, id, market)).collect(),
        models: (1..=models).map(model).collect(),
        ..MapParts::default()
    })
}

/// Actors that all stand at one spot.
pub fn one_spot(actors: u32) -> LinkageMap {
    let place = |id| Placement { actor: ActorId(id), x: 100.0, y: 100.0, pinned: false, by_hand: true };
    map(MapParts {
        actors: (1..=actors).map(|id| actor(id, ActorKind::Trader)).collect(),
        placements: (1..=actors).map(place).collect(),
        ..MapParts::default()
    })
}
