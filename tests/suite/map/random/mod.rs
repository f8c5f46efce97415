//! Random records and maps that cover every field, for the property tests of all rooms.
//!
//! Strategies are boxed: unboxed, the nested ones of a whole map overflow the stack of a test in a debug build.

use std::collections::BTreeSet;

use lienket::map::*;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;

mod fit;

use fit::fit_parts;
pub use fit::{Fit, Known};

/// Words as they are typed: composed and decomposed Vietnamese, signs that a file must escape, spaces at the ends.
const WORDS: &[&str] = &[
    "HTX",
    "xoài",
    "xoa\u{300}i",
    "Ô Môn",
    "O\u{302} Mo\u{302}n",
    "Thới Lai",
    "nghe\u{323}\u{302}",
    "đường",
    "\"nháy\"",
    "\\",
    "(a)",
    "[b]",
    "],",
    "{c}",
    "//",
    "/*",
    "*/",
    "r#\"",
    "Some(1)",
    "None",
    "'",
    ",",
    ":",
    "\t",
    "\u{2028}",
    "\u{feff}",
    "\u{301}",
    "x\u{301}",
    "\u{1100}\u{1161}",
    "🥭",
    " ",
];

/// A text in any form.
pub fn text() -> BoxedStrategy<String> {
    prop_oneof![
        4 => vec(prop::sample::select(WORDS), 0..4).prop_map(|words| words.join(" ")),
        1 => any::<String>(),
    ]
    .boxed()
}

/// A text of several lines.
pub fn note() -> BoxedStrategy<String> {
    prop_oneof![3 => Just(String::new()), 1 => vec(text(), 1..4).prop_map(|lines| lines.join("\r\n"))].boxed()
}

fn maybe_text() -> BoxedStrategy<String> {
    prop_oneof![2 => Just(String::new()), 1 => text()].boxed()
}

/// A text that tidying does not leave empty.
fn name() -> BoxedStrategy<String> {
    (prop::sample::select(&["A", "Hợp tác xã", "Tô\u{309} xoài"][..]), maybe_text())
        .prop_map(|(start, rest)| format!("{start} {rest}"))
        .boxed()
}

fn year() -> BoxedStrategy<Year> {
    prop_oneof![4 => 2010..2025, 1 => YEARS].boxed()
}

/// Two years in order, either of which may be unknown.
fn span() -> BoxedStrategy<(Option<Year>, Option<Year>)> {
    (option::of(year()), option::of(year()))
        .prop_map(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
            pair => pair,
        })
        .boxed()
}

fn amount() -> BoxedStrategy<f64> {
    prop_oneof![3 => 0.0..1e6, 1 => Just(0.0), 1 => Just(1.5e12), 1 => Just(0.1), 1 => 0.0..f64::MAX].boxed()
}

fn share() -> BoxedStrategy<f64> {
    prop_oneof![0.0..=100.0, Just(0.0), Just(100.0)].boxed()
}

/// A record's id before it is fitted to a map: any number stands for some id of it.
fn id<I: Id>() -> impl Strategy<Value = I> {
    (0..1_000_u32).prop_map(I::new)
}

fn ids<I: Id>(most: usize) -> impl Strategy<Value = BTreeSet<I>> {
    btree_set(id(), 0..=most)
}

/// A stage.
pub fn stage() -> BoxedStrategy<Stage> {
    (id(), name(), 0..9_u32).prop_map(|(id, name, order)| Stage { id, name, order }).boxed()
}

/// A product.
pub fn product() -> BoxedStrategy<Product> {
    (id(), name(), maybe_text(), option::of(id()), option::of(1..200_u32), any::<Option<bool>>())
        .prop_map(|(id, name, unit, part_of, cycle_months, agricultural)| Product {
            id,
            name,
            unit,
            part_of,
            cycle_months,
            agricultural,
        })
        .boxed()
}

fn figures() -> BoxedStrategy<Figures> {
    let money = || option::of(amount());
    let profit = option::of(prop_oneof![amount(), amount().prop_map(|amount| -amount)]);
    (option::of(any::<u32>()), money(), profit, money(), any::<Option<bool>>(), any::<Option<bool>>())
        .prop_map(|(members, revenue, profit, capital, effective, registered)| Figures {
            members,
            revenue,
            profit,
            capital,
            effective,
            registered,
        })
        .boxed()
}

/// An actor.
pub fn actor() -> BoxedStrategy<Actor> {
    let supply = (id(), option::of(amount()), any::<bool>()).prop_map(|(product, volume, keeps)| Supply {
        product,
        volume,
        own_use: volume.filter(|_| keeps).map(|volume| volume / 4.0),
    });
    let portions = || vec((id(), option::of(amount())).prop_map(|(product, ratio)| Portion { product, ratio }), 0..2);
    let converts = (id(), id(), option::of(amount()), portions(), portions())
        .prop_map(|(from, to, yield_ratio, with, by_products)| Conversion { from, to, yield_ratio, with, by_products });
    let became = btree_map(year(), prop::sample::select(&ActorKind::ALL[..]), 0..2);
    let kind = (prop::sample::select(&ActorKind::ALL[..]), prop::sample::select(&Sector::ALL[..]));
    let aliases = prop_oneof![4 => Just(BTreeSet::new()), 1 => btree_set(name(), 0..3)];
    let texts = (name(), maybe_text(), maybe_text(), maybe_text(), maybe_text(), note());
    let count = prop_oneof![3 => Just(1), 1 => 1..5_000_u32];
    let lists = (vec(supply, 0..3), vec(converts, 0..3), btree_map(year(), figures(), 0..3));
    (id(), texts, kind, option::of(id()), count, lists, (span(), became, any::<bool>(), aliases))
        .prop_map(|(id, texts, (kind, sector), stage, count, (supply, converts, figures), rest)| {
            let ((founded, dissolved), became, outside_province, aliases) = rest;
            let (name, code, commune, district, contact, note) = texts;
            Actor {
                id,
                name,
                aliases,
                kind,
                stage,
                count,
                code,
                commune,
                district,
                outside_province,
                sector,
                supply,
                converts,
                founded,
                dissolved,
                became,
                contact,
                note,
                figures: figures.into_iter().collect(),
            }
        })
        .boxed()
}

/// A link.
pub fn link() -> BoxedStrategy<Link> {
    let ends = (id(), id(), prop::sample::select(&LinkKind::ALL[..]));
    let terms = (ids(3), option::of(prop::sample::select(&LinkForm::ALL[..])), any::<bool>(), span());
    let sums = (option::of(amount()), option::of(amount()), option::of(share()));
    let texts = (maybe_text(), maybe_text(), maybe_text(), maybe_text(), note());
    (id(), ends, terms, sums, texts)
        .prop_map(
            |(id, (from, to, kind), (products, form, planned, (from_year, to_year)), (volume, price, share), texts)| {
                let (contract, paper, date, said_by, note) = texts;
                Link {
                    id,
                    from,
                    to,
                    kind,
                    products,
                    form,
                    planned,
                    from_year,
                    to_year,
                    volume,
                    price,
                    share,
                    contract,
                    evidence: Evidence { paper, date, said_by },
                    note,
                }
            },
        )
        .boxed()
}

/// A cooperative model.
pub fn model() -> BoxedStrategy<CoopModel> {
    (id(), name(), ids(3), ids(4), ids(2), option::of(year()), note())
        .prop_map(|(id, name, core, members, products, since, note)| CoopModel {
            id,
            name,
            core,
            members,
            products,
            since,
            note,
        })
        .boxed()
}

/// A channel.
pub fn channel() -> BoxedStrategy<Channel> {
    let shares = (option::of(share()), option::of(share()));
    (id(), name(), option::of(id()), vec(id(), 2..6), shares, (maybe_text(), note()))
        .prop_map(|(id, name, product, path, (share, actor_share), (market, note))| Channel {
            id,
            name,
            product,
            path,
            market,
            share,
            actor_share,
            note,
        })
        .boxed()
}

/// A target.
pub fn target() -> BoxedStrategy<Target> {
    let kind = || prop::sample::select(&ActorKind::ALL[..]);
    let measure = prop_oneof![
        btree_set(kind(), 0..4).prop_map(|kinds| Measure::Founded { kinds }),
        Just(Measure::LinkedModels),
        year().prop_map(|base_year| Measure::MemberGrowth { base_year }),
        Just(Measure::EffectiveShare),
        Just(Measure::FundCapital),
        option::of(id()).prop_map(|product| Measure::ContractVolume { product }),
        (option::of(kind()), option::of(prop::sample::select(&Sector::ALL[..])), maybe_text(), maybe_text())
            .prop_map(|(kind, sector, district, commune)| Measure::Count { kind, sector, district, commune }),
    ];
    (id(), name(), measure, year(), amount(), ids(2), note())
        .prop_map(|(id, name, measure, year, goal, of, note)| Target { id, name, measure, year, goal, of, note })
        .boxed()
}

/// A view.
pub fn view() -> BoxedStrategy<View> {
    (id(), name(), note(), 0..4_u32, any::<bool>(), view_state())
        .prop_map(|(id, title, note, order, hidden, state)| View { id, title, note, order, hidden, state })
        .boxed()
}

fn scope() -> BoxedStrategy<Scope> {
    (ids(2), ids(3), ids(2)).prop_map(|(models, actors, links)| Scope { models, actors, links }).boxed()
}

/// A way of looking at a map.
pub fn view_state() -> BoxedStrategy<ViewState> {
    let selection = scope().prop_map(|scope| scope.selection());
    let places = || btree_set(text(), 0..3);
    let sets = (ids(2), btree_set(prop::sample::select(&ActorKind::ALL[..]), 0..3), places(), places());
    let more = (
        btree_set(prop::sample::select(Verdict::ALL), 0..3),
        btree_set(option::of(prop::sample::select(&LinkForm::ALL[..])), 0..3),
        any::<bool>(),
    );
    let filter = (sets, more).prop_map(|((products, kinds, districts, communes), (verdicts, forms, out_of_force))| {
        Filter { products, kinds, districts, communes, verdicts, forms, out_of_force }
    });
    let drawing = (prop::sample::select(&Colouring::ALL[..]), any::<[bool; 2]>())
        .prop_map(|(colouring, [volumes, labels_hidden])| DrawingStyle { colouring, volumes, labels_hidden });
    let camera = (-5_000.0..5_000.0_f32, -5_000.0..5_000.0_f32, 0.01..4.0_f32).prop_map(|(x, y, zoom)| CameraState {
        x,
        y,
        zoom,
    });
    let neighborhood = prop::sample::select(&Neighborhood::ALL[..]);
    let rest = (option::of(id()), option::of(year()), drawing, option::of(camera));
    (scope(), selection, neighborhood, filter, any::<bool>(), rest)
        .prop_map(|(scope, selection, neighborhood, filter, rest_hidden, (product, year, drawing, camera))| ViewState {
            scope,
            selection,
            neighborhood,
            filter,
            rest_hidden,
            product,
            year,
            drawing,
            camera,
        })
        .boxed()
}

/// A place.
pub fn place() -> BoxedStrategy<Placement> {
    let coordinate = || prop_oneof![-5_000.0..5_000.0_f32, -CANVAS_LIMIT..CANVAS_LIMIT, Just(0.1_f32)];
    (id(), coordinate(), coordinate(), any::<bool>(), any::<bool>())
        .prop_map(|(actor, x, y, pinned, by_hand)| Placement { actor, x, y, pinned, by_hand })
        .boxed()
}

/// What the map as a whole is about.
pub fn info() -> BoxedStrategy<Info> {
    (text(), maybe_text(), note(), year(), option::of(prop::sample::select(Banding::ALL.to_vec())))
        .prop_map(|(title, place, note, year, bands)| Info { title, region: place, note, year, bands })
        .boxed()
}

/// A map that covers every field: ids with gaps, tables that may be empty, text in every form.
pub fn map() -> BoxedStrategy<LinkageMap> {
    let tables = (vec(stage(), 0..5), vec(product(), 0..6), vec(actor(), 0..12), vec(link(), 0..16));
    let more = (vec(model(), 0..4), vec(channel(), 0..3), vec(target(), 0..4), vec(view(), 0..3), vec(place(), 0..9));
    (info(), tables, more, 1..1_500_u32)
        .prop_map(|(info, (stages, products, actors, links), (models, channels, targets, views, places), floor)| {
            let up_to =
                |next: u32| TableLedger { next: next.max(1), blocks: vec![FIRST_BLOCK_ID + 7 * BLOCK_SIZE + next % 9] };
            let ledger = IdLedger { actor: up_to(floor), link: up_to(floor / 2), ..IdLedger::default() };
            let mut parts = MapParts {
                info,
                identity: Some(MapId(u64::from(floor))),
                ledger,
                stages,
                products,
                actors,
                links,
                models,
                channels,
                targets,
                views,
                placements: places,
            };
            fit_parts(&mut parts);
            LinkageMap::from_parts(parts).unwrap_or_else(|violations| panic!("fitted parts: {violations:?}"))
        })
        .boxed()
}
