//! Formats are pinned: each of these files, as it stands, will open for ever, and the newest one be written the same.

use lienket::map::*;
use lienket::storage::{read, write};

/// The same map as each format has it, as far as that format could say it.
const FORMAT_1: &str = include_str!("../../golden/format-1.lienket");
const FORMAT_2: &str = include_str!("../../golden/format-2.lienket");

/// A map with every field of every record set, and each kind of measure.
pub fn golden() -> LinkageMap {
    let some_figures = Figures {
        members: Some(52),
        revenue: Some(1_250_000_000.0),
        profit: Some(-3_500_000.5),
        capital: Some(2e12),
        effective: Some(true),
        registered: Some(false),
    };
    let cooperative = Actor {
        id: ActorId(1),
        name: "HTX lúa Thới Lai (ví dụ)".into(),
        aliases: ["HTX Thới Lai".into(), "THT \"Lúa\"".into()].into(),
        kind: ActorKind::Cooperative,
        stage: Some(StageId(2)),
        count: 1,
        code: "1800000001".into(),
        commune: "Thới Lai".into(),
        district: "Thới Lai".into(),
        outside_province: true,
        sector: Sector::Agriculture,
        supply: vec![Supply { product: ProductId(2), volume: Some(1_200.5), own_use: Some(100.25) }],
        converts: vec![Conversion {
            from: ProductId(2),
            to: ProductId(3),
            yield_ratio: Some(0.65),
            with: vec![Portion { product: ProductId(1), ratio: None }],
            by_products: vec![Portion { product: ProductId(4), ratio: Some(0.1) }],
        }],
        founded: Some(2012),
        dissolved: Some(2030),
        became: [(2024, ActorKind::Union)].into(),
        contact: "bà Ngọc, 0292 3".into(),
        note: "dòng một\ndòng hai \"nháy\" \\".into(),
        figures: [(2018, some_figures), (2019, Figures { members: Some(60), ..Figures::default() })]
            .into_iter()
            .collect(),
    };
    let actor = |id, name: &str, kind, sector, count| Actor {
        id: ActorId(id),
        name: name.into(),
        kind,
        sector,
        count,
        ..Actor::default()
    };
    let measures = [
        Measure::Founded { kinds: [ActorKind::Group, ActorKind::Union].into() },
        Measure::LinkedModels,
        Measure::MemberGrowth { base_year: 2018 },
        Measure::EffectiveShare,
        Measure::FundCapital,
        Measure::ContractVolume { product: Some(ProductId(2)) },
        Measure::Count {
            kind: Some(ActorKind::Cooperative),
            sector: None,
            district: "Ô Môn".into(),
            commune: "Thới An".into(),
        },
        Measure::Count { kind: None, sector: Some(Sector::Transport), district: String::new(), commune: String::new() },
    ];
    let targets = measures.into_iter().zip(1..).map(|(measure, id)| Target {
        id: TargetId(id),
        name: format!("Chỉ tiêu {id}"),
        measure,
        year: 2019,
        goal: 15.0,
        of: if id == 5 { [ActorId(7)].into() } else { [].into() },
        note: String::new(),
    });
    let parts = MapParts {
        info: Info {
            title: "Bản đồ mẫu".into(),
            region: "Cần Thơ".into(),
            note: "Nguồn: kế hoạch 2019".into(),
            year: 2019,
            bands: None,
        },
        identity: Some(MapId(5_577_006_791_947_779_410)),
        ledger: IdLedger {
            actor: TableLedger { next: 50, blocks: vec![FIRST_BLOCK_ID + 42_003] },
            link: TableLedger { next: 9, blocks: vec![FIRST_BLOCK_ID + 42_017, FIRST_BLOCK_ID + 977_001] },
            ..IdLedger::default()
        },
        stages: vec![
            Stage { id: StageId(1), name: "Đầu vào".into(), order: 0 },
            Stage { id: StageId(2), name: "Sản xuất".into(), order: 1 },
        ],
        products: vec![
            Product { id: ProductId(1), name: "Ngũ cốc".into(), ..Product::default() },
            Product {
                id: ProductId(2),
                name: "Lúa".into(),
                unit: "tấn".into(),
                part_of: Some(ProductId(1)),
                cycle_months: Some(4),
                agricultural: Some(true),
            },
            Product { id: ProductId(3), name: "Gạo".into(), ..Product::default() },
            Product { id: ProductId(4), name: "Cám".into(), ..Product::default() },
        ],
        actors: vec![
            cooperative,
            actor(2, "THT", ActorKind::Group, Sector::Handicraft, 28),
            actor(3, "Nhà máy", ActorKind::Enterprise, Sector::Trade, 1),
            actor(7, "Chợ", ActorKind::Market, Sector::Other, 1),
        ],
        links: vec![
            Link {
                id: LinkId(1),
                from: ActorId(1),
                to: ActorId(3),
                kind: LinkKind::Product,
                products: [ProductId(2), ProductId(3)].into(),
                form: Some(LinkForm::Contract),
                planned: true,
                from_year: Some(2018),
                to_year: Some(2021),
                volume: Some(500.25),
                price: Some(5_400_000.0),
                share: Some(33.3),
                contract: "HĐ-01/2018".into(),
                evidence: Evidence {
                    paper: "Hợp đồng".into(),
                    date: "01/02/2018".into(),
                    said_by: "Giám đốc HTX".into(),
                },
                note: "ghi chú".into(),
            },
            Link { id: LinkId(4), from: ActorId(2), to: ActorId(1), kind: LinkKind::Member, ..Link::default() },
            Link {
                id: LinkId(5),
                from: ActorId(3),
                to: ActorId(7),
                form: Some(LinkForm::Spot),
                evidence: Evidence { said_by: "thương lái".into(), ..Evidence::default() },
                ..Link::default()
            },
        ],
        models: vec![CoopModel {
            id: ModelId(1),
            name: "Mô hình lúa".into(),
            core: [ActorId(1)].into(),
            members: [ActorId(2), ActorId(3)].into(),
            products: [ProductId(2)].into(),
            since: Some(2015),
            note: "thí điểm".into(),
        }],
        channels: vec![Channel {
            id: ChannelId(1),
            name: "Kênh chính".into(),
            product: Some(ProductId(2)),
            path: vec![ActorId(1), ActorId(3), ActorId(7)],
            market: "xuất khẩu".into(),
            share: Some(70.0),
            actor_share: Some(64.0),
            note: "UNIDO 2015".into(),
        }],
        targets: targets.collect(),
        views: vec![View {
            id: ViewId(1),
            title: "Trang 1".into(),
            note: "nói chậm".into(),
            order: 2,
            hidden: true,
            state: ViewState {
                scope: Scope {
                    models: [ModelId(1)].into(),
                    actors: [ActorId(1), ActorId(7)].into(),
                    links: [LinkId(4)].into(),
                },
                selection: Selection::Actors([ActorId(2), ActorId(3)].into()),
                neighborhood: Neighborhood::Upstream,
                filter: Filter {
                    products: [ProductId(1)].into(),
                    kinds: [ActorKind::Supporter, ActorKind::Group].into(),
                    districts: [String::new(), "Ô Môn".into()].into(),
                    communes: ["Thới An".into()].into(),
                    verdicts: [Verdict::Firm, Verdict::StopsShort].into(),
                    forms: [None, Some(LinkForm::Spot)].into(),
                    out_of_force: true,
                },
                rest_hidden: true,
                product: Some(ProductId(3)),
                year: Some(2020),
                drawing: DrawingStyle { colouring: Colouring::Verdict, volumes: true, labels_hidden: false },
                camera: Some(CameraState { x: -12.5, y: 340.0, zoom: 0.75 }),
            },
        }],
        placements: vec![
            Placement { actor: ActorId(1), x: 120.5, y: -40.0, pinned: true, by_hand: true },
            Placement { actor: ActorId(3), x: 0.1, y: 1e7, pinned: false, by_hand: true },
            Placement { actor: ActorId(7), x: 8.0, y: 9.0, pinned: false, by_hand: false },
        ],
    };
    LinkageMap::from_parts(parts).unwrap()
}

/// The golden map as format 1 could say it: no blocks of ids, of a view its scope, product and year, fewer places, and of
/// the other records what they had then.
fn golden_of_format_1() -> LinkageMap {
    let map = golden();
    let view = map.views()[&ViewId(1)].clone();
    let scope = Scope { links: [].into(), ..view.state.scope };
    let state = ViewState { scope, product: view.state.product, year: view.state.year, ..ViewState::default() };
    let mut ledger = map.ledger().clone();
    ledger.tables_mut().into_iter().for_each(|table| table.blocks.clear());
    ledger.product.next = 4;
    let product = |product: &Product| Product { agricultural: None, ..product.clone() };
    let actor = |actor: &Actor| Actor {
        aliases: [].into(),
        commune: String::new(),
        outside_province: false,
        became: [].into(),
        supply: actor.supply.iter().map(|supply| Supply { own_use: None, ..supply.clone() }).collect(),
        converts: actor
            .converts
            .iter()
            .map(|it| Conversion { with: vec![], by_products: vec![], ..it.clone() })
            .collect(),
        ..actor.clone()
    };
    let channel = |channel: &Channel| Channel { market: String::new(), actor_share: None, ..channel.clone() };
    let target = |target: &Target| {
        let mut older = Target { of: [].into(), ..target.clone() };
        if let Measure::Count { commune, .. } = &mut older.measure {
            commune.clear();
        }
        older
    };
    let parts = MapParts {
        info: map.info().clone(),
        identity: None,
        ledger,
        stages: map.stages().values().cloned().collect(),
        products: map.products().values().filter(|product| product.id.0 < 4).map(product).collect(),
        actors: map.actors().values().map(actor).collect(),
        links: map.links().values().cloned().collect(),
        models: map.models().values().cloned().collect(),
        channels: map.channels().values().map(channel).collect(),
        targets: map.targets().values().map(target).collect(),
        views: vec![View { state, order: 0, hidden: false, ..view }],
        placements: map.placements().values().filter(|place| place.by_hand).copied().collect(),
    };
    LinkageMap::from_parts(parts).unwrap()
}

#[test]
fn the_golden_file_opens_as_it_was_meant() {
    let map = read(FORMAT_2.as_bytes()).unwrap();
    assert_eq!(map, golden());
    assert_eq!((map.ledger(), map.identity()), (golden().ledger(), golden().identity()));
}

#[test]
fn the_golden_map_is_written_as_it_was() {
    assert_eq!(String::from_utf8(write(&golden())).unwrap(), FORMAT_2);
}

#[test]
fn an_older_file_opens_as_it_was_meant_and_is_saved_as_the_newest() {
    let map = read(FORMAT_1.as_bytes()).unwrap();
    assert_eq!(map, golden_of_format_1());
    assert_eq!(map.ledger(), golden_of_format_1().ledger());
    let saved = write(&map);
    assert!(saved.starts_with(b"#![enable(implicit_some)]\n(\nformat: 2,\n"));
    assert_eq!(read(&saved).unwrap(), map);
}

/// Laid out in another way, the older file is read by the thorough reader, to the same map.
#[test]
fn an_older_file_may_be_laid_out_in_any_way() {
    let text = FORMAT_1.replace("#![enable(implicit_some)]\n", "").replace('\n', " ");
    assert_eq!(read(text.as_bytes()).unwrap(), golden_of_format_1());
    // What only the newer format knows is an error there, with its name.
    let newer = FORMAT_1.replace("pinned: true", "pinned: true, by_hand: true");
    assert!(newer != FORMAT_1);
    assert!(read(newer.as_bytes()).unwrap_err().to_string().contains("by_hand"));
}

/// Each word of each list still reads as in format 1: a word that is taken away or told in another way would close old files.
#[test]
fn every_word_of_the_older_format_reads() {
    let actors = ["household", "group", "cooperative", "union", "trader", "enterprise", "market", "supporter"];
    let sectors = ["agriculture", "handicraft", "transport", "construction", "trade", "other"];
    let mut text = String::from("#![enable(implicit_some)]\n(format: 1, actors: [");
    for (id, (kind, sector)) in (1..).zip(actors.iter().zip(sectors.iter().cycle())) {
        text.push_str(&format!("(id: {id}, name: \"A\", kind: {kind}, sector: {sector}),"));
    }
    text.push_str("], links: [");
    for (id, (kind, form)) in
        (1..).zip([("product", "contract"), ("product", "member"), ("member", "agreement"), ("support", "spot")])
    {
        text.push_str(&format!("(id: {id}, from: 1, to: 2, kind: {kind}, form: {form}),"));
    }
    text.push_str("])");
    let map = read(text.as_bytes()).unwrap();
    assert!(map.actors().values().map(|actor| actor.kind).eq(ActorKind::ALL));
    assert_eq!(map.links().len(), 4);
    for bands in ["district", "product", "model", "union"] {
        let text = format!("#![enable(implicit_some)]\n(format: 1, info: (bands: {bands}))");
        assert!(read(text.as_bytes()).unwrap().info().bands.is_some());
    }
}
