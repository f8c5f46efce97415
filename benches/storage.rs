//! Opening and saving: 38 actors (a meeting) to 100,000 (a country), 1.5 links each.
//!
//! To reach: open 20,000 in 0.3 s and 100,000 in 1.5 s; save 100,000 with sync in 0.5 s.

#![expect(
    clippy::cast_possible_wrap,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "small known numbers, and a bench that cannot go on stops"
)]

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use lienket::map::{
    Actor, ActorId, ActorKind, CoopModel, EditLabel, Editor, Figures, Link, LinkForm, LinkId, LinkageMap, ModelId,
    Parts, Place, Product, ProductId, Stage, StageId, Supply, Transaction,
};
use lienket::storage::{open, read, save, write};

const DISTRICTS: [&str; 9] =
    ["Ninh Kiều", "Bình Thủy", "Cái Răng", "Ô Môn", "Thốt Nốt", "Phong Điền", "Cờ Đỏ", "Thới Lai", "Vĩnh Thạnh"];

/// A map whose records are filled in as a register fills them; always the same.
fn sample(actors: u32) -> LinkageMap {
    let mut lot = 1_u64;
    let mut draw = move |below: u32| {
        lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((lot >> 33) as u32) % below.max(1)
    };
    let mut parts = Parts::default();
    for id in 1..=6 {
        parts.stages.push(Stage { id: StageId(id), name: format!("Khâu {id}"), order: id });
    }
    for id in 1..=30 {
        let unit = "tấn".to_owned();
        parts
            .products
            .push(Product { id: ProductId(id), name: format!("Sản phẩm {id}"), unit, ..Product::default() });
    }
    for id in 1..=actors {
        let district = DISTRICTS[draw(9) as usize].to_owned();
        let year = 2_000 + draw(19) as i32;
        let figures = Figures {
            members: Some(10 + draw(90)),
            revenue: Some(f64::from(draw(9_000)) * 1e6),
            effective: Some(draw(2) == 0),
            ..Figures::default()
        };
        parts.actors.push(Actor {
            id: ActorId(id),
            name: format!("Tổ hợp tác sản xuất số {id} xã Trường Xuân"),
            kind: ActorKind::ALL[draw(8) as usize],
            stage: Some(StageId(1 + draw(6))),
            code: format!("1800{id:06}"),
            district,
            supply: vec![Supply { product: ProductId(1 + draw(30)), volume: Some(f64::from(draw(50_000)) / 10.0) }],
            founded: Some(year),
            contact: "ông Nguyễn Văn A, 0292 3 123 456".to_owned(),
            figures: [(2018, figures.clone()), (2019, figures)].into(),
            ..Actor::default()
        });
        let (x, y) = (draw(200_000) as f32 / 8.0, draw(2_000_000) as f32 / 8.0);
        parts.places.push(Place { actor: ActorId(id), x, y, pinned: draw(9) == 0 });
    }
    for id in 1..=actors * 3 / 2 {
        parts.links.push(Link {
            id: LinkId(id),
            from: ActorId(1 + draw(actors)),
            to: ActorId(1 + draw(actors)),
            products: [ProductId(1 + draw(30))].into(),
            form: Some(LinkForm::ALL[draw(4) as usize]),
            from_year: Some(2_015 + draw(4) as i32),
            to_year: Some(2_019 + draw(4) as i32),
            volume: Some(f64::from(draw(90_000)) / 100.0),
            contract: format!("HĐ-{id}/2019"),
            ..Link::default()
        });
    }
    for id in 1..=actors / 20 {
        parts.models.push(CoopModel {
            id: ModelId(id),
            name: format!("Mô hình liên kết số {id}"),
            core: [ActorId(1 + draw(actors))].into(),
            members: (0..5).map(|_| ActorId(1 + draw(actors))).collect(),
            products: [ProductId(1 + draw(30))].into(),
            ..CoopModel::default()
        });
    }
    LinkageMap::from_parts(parts).expect("the sample stands")
}

fn storage(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = c.benchmark_group("storage");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(3));
    for actors in [38, 2_000, 20_000, 100_000] {
        let map = sample(actors);
        let path = folder.path().join(format!("{actors}.lienket"));
        save(&map, &path).expect("saved");
        let bytes = write(&map);
        println!("{actors} actors: {} bytes", bytes.len());
        group.bench_function(format!("open/{actors}"), |b| b.iter(|| open(&path)));
        group.bench_function(format!("save/{actors}"), |b| b.iter(|| save(&map, &path)));
        group.bench_function(format!("read/{actors}"), |b| b.iter(|| read(&bytes)));
        group.bench_function(format!("write/{actors}"), |b| b.iter(|| write(&map)));
        group.bench_function(format!("violations/{actors}"), |b| b.iter(|| map.violations()));
        // Adding is undone by a removal, the dearest of the small steps.
        let mut editor = Editor::new(map);
        group.bench_function(format!("add and undo/{actors}"), |b| {
            b.iter(|| {
                editor.edit(EditLabel::AddActor, |t| t.add(Actor { name: "x".to_owned(), ..Actor::default() })).ok();
                editor.undo()
            });
        });
        group.bench_function(format!("delete and undo/{actors}"), |b| {
            b.iter(|| {
                let remove = |t: &mut Transaction<'_>| {
                    t.remove::<Actor>(ActorId(1));
                    Ok(())
                };
                editor.edit(EditLabel::Delete, remove).ok();
                editor.undo()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, storage);
criterion_main!(benches);
