//! A chain drawn as it is told: names typed in the cards, actors grown from others.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use lienket::command::Command;
use lienket::editing::Growth;
use lienket::map::{Actor, ActorId, ActorKind, LinkForm, LinkageMap, ProductId, Selection};
use lienket::session::Subject;

use super::desk::Desk;

const CTRL: Modifiers = Modifiers::COMMAND;

/// A window on an empty map with the default lanes, whose canvas has the keys.
fn empty_desk() -> Desk {
    let mut desk = Desk::on(super::desk::CAN_THO);
    desk.wish(Command::New);
    desk.keys(Modifiers::ALT, Key::Num1);
    desk
}

fn called<'map>(map: &'map LinkageMap, name: &str) -> &'map Actor {
    map.actors().values().find(|actor| actor.name == name).unwrap()
}

fn stage_name(map: &LinkageMap, actor: &Actor) -> String {
    actor.stage.map(|stage| map.stages()[&stage].name.clone()).unwrap_or_default()
}

fn selected(desk: &Desk) -> ActorId {
    let Selection::Actors(actors) = desk.shell().selection().clone() else { panic!("no actor is selected") };
    *actors.first().unwrap()
}

#[test]
fn a_chain_grows_by_the_keys_alone() {
    let mut desk = empty_desk();
    let start = desk.map();
    desk.wish(Command::AddActor { stage: start.stages_in_order().get(1).map(|stage| stage.id), at: (0.0, 0.0) });
    desk.type_text("HTX xoài Hòa Lộc");
    desk.keys(Modifiers::NONE, Key::Tab);
    desk.type_text("Vựa Ba Thảo");
    desk.keys(Modifiers::NONE, Key::Tab);
    desk.type_text("Công ty trái cây");
    desk.keys(Modifiers::NONE, Key::Tab);
    desk.type_text("Xuất khẩu");
    desk.keys(CTRL, Key::Enter);
    desk.type_text("Chợ Thủ Đức");
    desk.keys(Modifiers::NONE, Key::Enter);
    let map = desk.map();
    let told: Vec<(String, ActorKind, String)> =
        map.actors().values().map(|actor| (actor.name.clone(), actor.kind, stage_name(&map, actor))).collect();
    let expected = [
        ("HTX xoài Hòa Lộc", ActorKind::Cooperative, "Sản xuất"),
        ("Vựa Ba Thảo", ActorKind::Trader, "Thu gom"),
        ("Công ty trái cây", ActorKind::Enterprise, "Chế biến"),
        ("Xuất khẩu", ActorKind::Market, "Tiêu thụ"),
        ("Chợ Thủ Đức", ActorKind::Market, "Tiêu thụ"),
    ];
    assert_eq!(told, expected.map(|(name, kind, stage)| (name.to_owned(), kind, stage.to_owned())));
    let ends: Vec<(&str, &str)> = map
        .links()
        .values()
        .map(|link| (map.actors()[&link.from].name.as_str(), map.actors()[&link.to].name.as_str()))
        .collect();
    assert_eq!(
        ends,
        [
            ("HTX xoài Hòa Lộc", "Vựa Ba Thảo"),
            ("Vựa Ba Thảo", "Công ty trái cây"),
            ("Công ty trái cây", "Xuất khẩu"),
            ("Công ty trái cây", "Chợ Thủ Đức"),
        ]
    );
    // Each actor is one step, and each name.
    for _ in 0..10 {
        desk.keys(CTRL, Key::Z);
    }
    assert!(desk.map() == start);
}

#[test]
fn the_same_key_grows_another_and_typing_over_a_card_names_it() {
    let mut desk = empty_desk();
    let stage = desk.map().stages_in_order().get(2).map(|stage| stage.id);
    desk.wish(Command::AddActor { stage, at: (0.0, 0.0) });
    desk.type_text("Vựa Tám");
    desk.keys(Modifiers::NONE, Key::Enter);
    let vua = selected(&desk);
    desk.keys(CTRL, Key::ArrowRight);
    desk.keys(CTRL, Key::ArrowRight);
    let map = desk.map();
    assert_eq!(map.links().values().map(|link| link.from).collect::<Vec<_>>(), [vua, vua], "both from the first");
    desk.type_text("N");
    desk.type_text("hà máy A");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&selected(&desk)].name, "Nhà máy A");
    assert_eq!(desk.map().actors()[&selected(&desk)].kind, ActorKind::Enterprise);
    // Now it is one of its own.
    let mill = selected(&desk);
    desk.keys(CTRL, Key::ArrowLeft);
    let supplier = selected(&desk);
    let link = desk.map().links().values().last().unwrap().clone();
    assert_eq!((link.from, link.to), (supplier, mill));
    // F2 and Escape leave the name as it was.
    desk.keys(Modifiers::NONE, Key::F2);
    desk.type_text("không");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.map().actors()[&supplier].name, "Tác nhân mới");
    assert!(!desk.shell().map().actors()[&supplier].name.is_empty());
}

#[test]
fn links_take_the_only_product_and_the_last_form() {
    let mut desk = empty_desk();
    desk.wish(Command::AddProduct);
    let product: ProductId = *desk.map().products().keys().next().unwrap();
    let stage = desk.map().stages_in_order().get(1).map(|stage| stage.id);
    desk.wish(Command::AddActor { stage, at: (0.0, 0.0) });
    desk.type_text("HTX A");
    desk.keys(Modifiers::NONE, Key::Enter);
    let seller = selected(&desk);
    desk.wish(Command::Grow(seller, Growth::Downstream));
    let mut link = desk.map().links().values().last().unwrap().clone();
    assert_eq!(link.products, [product].into());
    link.form = Some(LinkForm::Agreement);
    desk.wish(Command::Update(Box::new(lienket::command::Change::Link(link))));
    desk.wish(Command::Grow(seller, Growth::Downstream));
    assert_eq!(desk.map().links().values().last().unwrap().form, Some(LinkForm::Agreement));
    desk.wish(Command::AddModel(vec![seller]));
    assert_eq!(desk.map().models().values().last().unwrap().products, [product].into());
    assert_eq!(called(&desk.map(), "HTX A").kind, ActorKind::Cooperative);
}

#[test]
fn quick_entry_shows_what_it_makes_and_is_one_step() {
    let mut desk = empty_desk();
    let start = desk.map();
    desk.keys(CTRL, Key::Enter);
    desk.type_text("HTX Thới Lai -> Công ty gạo B: Lúa 1200 hợp đồng 2019-2021");
    assert!(desk.shows("Thêm 2 tác nhân, 1 liên kết, 1 sản phẩm"));
    assert!(desk.map() == start, "nothing is changed before it is entered");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().links().len(), 1);
    assert!(desk.map().placements().values().all(|placement| !placement.by_hand), "the first chain is laid out");
    // A known name is completed.
    desk.keys(CTRL, Key::Enter);
    desk.type_text("Thương lái Tám > công ty g");
    desk.keys(Modifiers::NONE, Key::Tab);
    desk.keys(Modifiers::NONE, Key::Enter);
    let map = desk.map();
    assert_eq!((map.actors().len(), map.links().len()), (3, 2));
    assert_eq!(map.links().values().last().unwrap().to, called(&map, "Công ty gạo B").id);
    desk.keys(CTRL, Key::Z);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == start);
    // Shift and Enter end a line, not the entry. Escape leaves it.
    desk.keys(CTRL, Key::Enter);
    desk.type_text("A > B");
    desk.quick_keys(Modifiers::SHIFT, Key::Enter);
    desk.type_text("C > D");
    assert!(desk.map() == start && desk.shows("Thêm 4 tác nhân, 2 liên kết"));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(desk.map() == start && !desk.shows("Shift+Enter: xuống dòng"));
}

#[test]
fn the_palette_finds_commands_by_parts_initials_and_without_accents() {
    let mut desk = empty_desk();
    let products = |desk: &Desk| desk.map().products().len();
    for query in ["them san pham", "Thêm sản", "tsp", "add product"] {
        let before = products(&desk);
        desk.keys(CTRL, Key::P);
        desk.type_text(query);
        desk.keys(Modifiers::NONE, Key::Enter);
        assert_eq!(products(&desk), before + 1, "{query}");
    }
    // By other words for the same; each stands with what it is of.
    for (query, found) in [
        ("vừa màn hình", "Xem toàn bản đồ"),
        ("fit", "Xem toàn bản đồ"),
        ("100%", "Cỡ chữ: bình thường"),
        ("tối", "Giao diện: tối"),
        ("english", "Ngôn ngữ: English"),
    ] {
        desk.keys(CTRL, Key::P);
        desk.type_text(query);
        assert!(desk.shows(found), "{query}");
        desk.keys(Modifiers::NONE, Key::Escape);
    }
    desk.keys(CTRL, Key::P);
    desk.type_text("zzz");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.shows("Không tìm thấy") || desk.shows("Không thấy"));
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.keys(Modifiers::SHIFT, Key::F1);
    assert!(desk.shows("Phím tắt") && desk.shows("Ctrl+Shift+L"));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(!desk.shows("Phím tắt"));
}

#[test]
fn undo_says_what_it_undoes() {
    let mut desk = empty_desk();
    desk.wish(Command::Enter("HTX A > Công ty B".into()));
    assert!(desk.shows("Hoàn tác: nhập nhanh 2 tác nhân"));
    let [seller, buyer] = ["HTX A", "Công ty B"].map(|name| called(&desk.map(), name).id);
    desk.wish(Command::AddLink { from: buyer, to: seller });
    assert!(desk.shows("Hoàn tác: thêm liên kết Công ty B → HTX A"));
    desk.wish(Command::Select(Selection::actor(seller)));
    desk.wish(Command::Delete);
    assert!(desk.shows("Hoàn tác: xóa HTX A"));
    desk.keys(CTRL, Key::Z);
    assert!(desk.shows("Làm lại: xóa HTX A"));
}

#[test]
fn what_grows_beyond_an_edge_comes_into_sight_and_the_keys_go_on() {
    let mut desk = empty_desk();
    let start = desk.map();
    desk.wish(Command::AddActor { stage: start.stages_in_order().get(1).map(|stage| stage.id), at: (0.0, 0.0) });
    desk.type_text("HTX đầu tiên");
    desk.keys(Modifiers::NONE, Key::Enter);
    for number in 1..=12 {
        let name = format!("HTX số {number:02}");
        desk.keys(CTRL, Key::ArrowDown);
        desk.type_text(&name);
        desk.keys(Modifiers::NONE, Key::Enter);
        // A flight takes a moment.
        desk.wait(1.0);
        let (canvas, card) = (desk.harness.get_by_role(Role::Canvas).rect(), desk.card(&name));
        assert!(canvas.contains_rect(card), "{name} at {card:?} of {canvas:?}");
        assert_eq!(desk.map().actors().len(), number + 1);
    }
    // One whose name waits until its card is in sight leaves the keys to the map, too.
    for _ in 0..12 {
        desk.wish(Command::ZoomIn);
    }
    desk.wish(Command::GoTo(Subject::Actor(selected(&desk))));
    desk.keys(CTRL, Key::ArrowDown);
    desk.type_text("HTX sau cùng");
    desk.keys(Modifiers::NONE, Key::Enter);
    desk.wait(1.0);
    desk.keys(CTRL, Key::ArrowDown);
    assert_eq!(desk.map().actors().len(), 15);
}
