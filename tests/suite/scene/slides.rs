//! Scenes of slides: a map made wider is the same map, and a chain in two rows can be followed.

use lienket::analysis::assess;
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{
    Actor, ActorKind, CoopModel, Link, LinkForm, LinkageMap, Product, ProductId, Scope, Selection, Stage, Supply,
    Transaction, ViewState,
};
use lienket::scene::{Area, LaneMark, Scene, build, slide_scene};
use lienket::session::ViewContext;
use lienket::theme::Palette;
use proptest::prelude::*;

/// Whether a card stands in a lane.
fn holds(lane: &LaneMark, card: Area) -> bool {
    (lane.left..lane.right).contains(&card.middle().x)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_stretched_scene_is_the_same_map(actors in 8..300_u32, seed in 0..1_000_u64, ratio in 0.3..6.0_f32) {
        let map = sample_map(actors, seed);
        let scene = build(&map, &assess(&map, map.info().year), Language::Vietnamese);
        let before = scene.area.width() / scene.area.height();
        let Some(wide) = scene.stretched_to(ratio) else {
            prop_assert!(before * 1.05 >= ratio * 0.8 - 0.01, "{before} is not {ratio}");
            return Ok(());
        };
        let after = wide.area.width() / wide.area.height();
        prop_assert!(after > before && after <= ratio * 1.01);
        prop_assert_eq!(wide.area.height(), scene.area.height());
        for (card, of) in wide.actors.iter().zip(&scene.actors) {
            prop_assert_eq!(card.id, of.id);
            prop_assert!((card.area.width() - of.area.width()).abs() < 0.1);
            prop_assert_eq!((card.area.min.y, card.area.max.y), (of.area.min.y, of.area.max.y));
            let lane = |scene: &Scene, card: Area| scene.lanes.iter().position(|lane| holds(lane, card));
            prop_assert_eq!(lane(&wide, card.area), lane(&scene, of.area));
        }
        for (line, of) in wide.links.iter().zip(&scene.links) {
            // Where a link leaves and reaches its cards is what it was.
            for (end, before, actor) in [(line.path.start(), of.path.start(), of.from), (line.path.end(), of.path.end(), of.to)] {
                let place = |scene: &Scene, x: f32| x - scene.actor(actor).unwrap().area.middle().x;
                prop_assert!((place(&wide, end.x) - place(&scene, before.x)).abs() < 0.5);
                prop_assert_eq!(end.y, before.y);
            }
        }
    }
}

/// A cooperative model whose goods pass so many stages to a buyer.
fn chain(stages: u32) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let rice = edit.add(Product { name: "Lúa".to_owned(), ..Product::default() }).unwrap();
    let actors: Vec<_> = (0..stages)
        .map(|order| {
            let stage = edit.add(Stage { name: format!("Khâu {order}"), order, ..Stage::default() }).unwrap();
            let (kind, supply) = match order {
                0 => (ActorKind::Cooperative, vec![Supply { product: rice, ..Supply::default() }]),
                _ if order + 1 == stages => (ActorKind::Market, Vec::new()),
                _ => (ActorKind::Enterprise, Vec::new()),
            };
            let actor = Actor { name: format!("Bên {order}"), kind, stage: Some(stage), supply, ..Actor::default() };
            edit.add(actor).unwrap()
        })
        .collect();
    for pair in actors.windows(2) {
        let products = [rice].into_iter().collect::<std::collections::BTreeSet<ProductId>>();
        edit.add(Link { from: pair[0], to: pair[1], products, form: Some(LinkForm::Contract), ..Link::default() })
            .unwrap();
    }
    let core = [actors[0]].into();
    edit.add(CoopModel { name: "Lúa".to_owned(), core, products: [rice].into(), ..CoopModel::default() }).unwrap();
    edit.finish();
    map
}

#[test]
fn a_chain_in_two_rows_can_be_followed() {
    for stages in 2..=12 {
        let map = chain(stages);
        let assessment = assess(&map, map.info().year);
        let model = *map.models().keys().next().unwrap();
        let view = ViewState { scope: Scope::of(&Selection::Model(model)), ..ViewState::default() };
        let palette = Palette::standard(false);
        let context = ViewContext::of_map(&map, &assessment, None, &view, Language::Vietnamese, palette);
        let scene = slide_scene(&context, 3.2).unwrap();
        assert_eq!(scene.actors.len(), stages as usize);
        assert_eq!(scene.second_row.is_some(), stages >= 5, "{stages} stages");
        let Some(row) = scene.second_row else { continue };
        let (above, below) = scene.lane_rows();
        assert_eq!((above.len(), below.len()), (row.first, stages as usize - row.first));
        let is_above = |card: Area| card.max.y < row.top;
        for mark in &scene.actors {
            // Each stands in the lane of its own stage, in the row of that lane.
            let stage = map.actors()[&mark.id].stage.unwrap();
            let lanes = if is_above(mark.area) { above } else { below };
            let lane = lanes.iter().find(|lane| holds(lane, mark.area)).unwrap();
            assert_eq!(lane.stage, stage);
            assert!(is_above(mark.area) || mark.area.min.y > row.top + row.head);
        }
        let mut turned = 0;
        for link in &scene.links {
            let (from, to) = (scene.actor(link.from).unwrap().area, scene.actor(link.to).unwrap().area);
            let (start, end) = (link.path.start(), link.path.end());
            assert!((start.x - from.max.x).abs() < 12.0 && (end.x - to.min.x).abs() < 12.0, "{link:?}");
            turned += usize::from(is_above(from) != is_above(to));
            // It covers no card on its way.
            let points = link.path.polyline();
            for mark in scene.actors.iter().filter(|mark| mark.id != link.from && mark.id != link.to) {
                assert!(points.iter().all(|point| mark.area.distance(*point) > 2.0), "{link:?} on {}", mark.name);
            }
        }
        assert_eq!(turned, 1);
    }
}
