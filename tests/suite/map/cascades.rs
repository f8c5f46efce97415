//! What goes with what is deleted, and what stays: in one patch, taken back as one.

use lienket::map::*;

/// A small chain: rice and husk from a cooperative to a mill and a market.
struct Chain {
    map: LinkageMap,
    fields: StageId,
    mills: StageId,
    grain: ProductId,
    rice: ProductId,
    cooperative: ActorId,
    mill: ActorId,
    market: ActorId,
    sells: LinkId,
    sells_more: LinkId,
    model: ModelId,
    channel: ChannelId,
    view: ViewId,
    target: TargetId,
}

fn chain() -> Chain {
    let mut map = LinkageMap::default();
    let mut t = Transaction::begin(&mut map);
    let mut stage = |name: &str, order| t.add(Stage { name: name.into(), order, ..Stage::default() }).unwrap();
    let fields = stage("Sản xuất", 1);
    let mills = stage("Chế biến", 2);
    let mut product =
        |name: &str, part_of| t.add(Product { name: name.into(), part_of, ..Product::default() }).unwrap();
    let grain = product("Ngũ cốc", None);
    let rice = product("Lúa", Some(grain));
    let husk = product("Trấu", Some(rice));
    let mut actor = |name: &str, kind, stage| {
        let supply = vec![
            Supply { product: rice, volume: Some(10.0), ..Supply::default() },
            Supply { product: husk, volume: None, ..Supply::default() },
        ];
        let converts = vec![Conversion { from: rice, to: husk, yield_ratio: Some(0.2), ..Conversion::default() }];
        t.add(Actor { name: name.into(), kind, stage: Some(stage), supply, converts, ..Actor::default() }).unwrap()
    };
    let cooperative = actor("HTX", ActorKind::Cooperative, fields);
    let mill = actor("Nhà máy", ActorKind::Enterprise, mills);
    let market = actor("Chợ", ActorKind::Market, mills);
    let mut link = |from, to, products: &[ProductId]| {
        t.add(Link { from, to, products: products.iter().copied().collect(), ..Link::default() }).unwrap()
    };
    let sells = link(cooperative, mill, &[rice]);
    let sells_more = link(mill, market, &[rice, husk]);
    let model = t
        .add(CoopModel {
            name: "Mô hình".into(),
            core: [cooperative].into(),
            members: [mill].into(),
            products: [rice, husk].into(),
            ..CoopModel::default()
        })
        .unwrap();
    let channel = t
        .add(Channel {
            name: "Kênh".into(),
            product: Some(rice),
            path: vec![cooperative, mill, market],
            ..Channel::default()
        })
        .unwrap();
    let view = t
        .add(View {
            title: "Trang".into(),
            state: ViewState {
                scope: Scope { models: [model].into(), actors: [cooperative, mill].into(), ..Scope::default() },
                product: Some(rice),
                ..ViewState::default()
            },
            ..View::default()
        })
        .unwrap();
    let target = t
        .add(Target {
            id: TargetId::default(),
            name: "Sản lượng".into(),
            measure: Measure::ContractVolume { product: Some(rice) },
            year: 2019,
            goal: 5.0,
            of: [cooperative, mill].into(),
            note: String::new(),
        })
        .unwrap();
    for actor in [cooperative, mill, market] {
        t.set(Placement { actor, x: 1.0, y: 2.0, pinned: false, by_hand: false }).unwrap();
    }
    t.finish();
    Chain {
        map,
        fields,
        mills,
        grain,
        rice,
        cooperative,
        mill,
        market,
        sells,
        sells_more,
        model,
        channel,
        view,
        target,
    }
}

/// Removes a record, checks that all of it is one step, and gives the map without it.
fn without<R: Record>(map: &LinkageMap, id: R::Id) -> LinkageMap {
    let mut editor = Editor::new(map.clone());
    editor
        .edit(EditLabel::Delete, |t| {
            t.remove::<R>(id);
            Ok(())
        })
        .unwrap();
    let after = editor.snapshot();
    assert_eq!(after.violations(), []);
    assert!(after.get::<R>(id).is_none());
    editor.undo().unwrap();
    assert_eq!(editor.map(), map);
    assert_eq!(editor.undo_label(), None);
    LinkageMap::clone(&after)
}

#[test]
fn an_actor_goes_with_its_links_place_and_mentions() {
    let chain = chain();
    let map = without::<Actor>(&chain.map, chain.mill);
    assert!(map.links().is_empty());
    assert!(!map.placements().contains_key(&chain.mill));
    assert!(map.placements().contains_key(&chain.market));
    assert_eq!(map.models()[&chain.model].core, [chain.cooperative].into());
    assert!(map.models()[&chain.model].members.is_empty());
    assert_eq!(map.channels()[&chain.channel].path, [chain.cooperative, chain.market]);
    assert_eq!(map.views()[&chain.view].state.scope.actors, [chain.cooperative].into());
    let map = without::<Actor>(&map, chain.market);
    assert!(map.channels().is_empty(), "a channel of one actor is none");
}

#[test]
fn a_product_goes_with_the_links_of_it_alone() {
    let chain = chain();
    let map = without::<Product>(&chain.map, chain.rice);
    assert!(!map.links().contains_key(&chain.sells), "without its product the link would carry anything");
    assert_eq!(map.links()[&chain.sells_more].products.len(), 1);
    assert!(!map.channels().contains_key(&chain.channel));
    assert!(!map.targets().contains_key(&chain.target));
    assert_eq!(map.views()[&chain.view].state.product, None);
    assert_eq!(map.models()[&chain.model].products.len(), 1);
    for actor in map.actors().values() {
        assert_eq!(actor.supply.len(), 1);
        assert!(actor.converts.is_empty());
    }
    assert!(map.products().values().any(|product| product.part_of == Some(chain.grain)), "husk moves up to grain");
}

#[test]
fn the_actors_of_a_stage_move_to_the_one_before() {
    let chain = chain();
    let map = without::<Stage>(&chain.map, chain.mills);
    assert!(map.actors().values().all(|actor| actor.stage == Some(chain.fields)));
    let map = without::<Stage>(&map, chain.fields);
    assert!(map.actors().values().all(|actor| actor.stage.is_none()));
    let map = without::<Stage>(&chain.map, chain.fields);
    assert_eq!(map.actors()[&chain.cooperative].stage, Some(chain.mills), "the first goes to the next");
}

#[test]
fn a_model_leaves_the_views() {
    let chain = chain();
    let map = without::<CoopModel>(&chain.map, chain.model);
    assert!(map.views()[&chain.view].state.scope.models.is_empty());
    assert_eq!(map.actors(), chain.map.actors());
}

#[test]
fn what_is_not_there_is_removed_without_a_trace() {
    let chain = chain();
    let mut editor = Editor::new(chain.map);
    editor
        .edit(EditLabel::Delete, |t| {
            t.remove::<Actor>(ActorId(999));
            Ok(())
        })
        .unwrap();
    assert!(!editor.is_dirty());
}
