//! Changing a map with pointer and keys.

use egui::{Key, Modifiers, Pos2, Role, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{Change, Command};
use lienket::map::{ActorKind, CoopModel, Selection};

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;

/// A free spot of the canvas, in the lane of an actor.
fn free_position(desk: &Desk, name: &str) -> Pos2 {
    let card = desk.card(name);
    Pos2::new(card.center().x, 90.0)
}

#[test]
fn a_double_click_in_a_lane_adds_an_actor_there() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let market = before.actors().values().find(|actor| actor.kind == ActorKind::Market).unwrap().clone();
    desk.double_click(free_position(&desk, &market.name));
    let after = desk.map();
    assert_eq!(after.actors().len(), before.actors().len() + 1);
    let added = after.actors().values().last().unwrap();
    assert_eq!(added.stage, market.stage);
    assert_eq!(*desk.shell().selection(), Selection::actor(added.id));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    desk.keys(CTRL, Key::Y);
    assert!(desk.map() == after);
}

#[test]
fn a_drag_moves_an_actor_and_pins_it() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let group = before.actors().values().find(|actor| actor.kind == ActorKind::Group).unwrap().clone();
    let middle = desk.card(&group.name).center();
    desk.drag(middle, middle + Vec2::new(0.0, 40.0));
    let (was, is) = (before.placements()[&group.id], desk.map().placements()[&group.id]);
    assert!(is.pinned && is.y > was.y && is.x == was.x, "{was:?} {is:?}");
    assert_eq!(desk.map().actors()[&group.id].stage, group.stage);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_drag_into_another_lane_changes_the_stage() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let group = before.actors().values().find(|actor| actor.kind == ActorKind::Group).unwrap().clone();
    let market = before.actors().values().find(|actor| actor.kind == ActorKind::Market).unwrap().clone();
    let (from, to) = (desk.card(&group.name).center(), desk.card(&market.name).center());
    desk.drag(from, Pos2::new(to.x, from.y));
    assert_eq!(desk.map().actors()[&group.id].stage, market.stage);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_drag_from_an_edge_links_two_actors() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let group = before.actors().values().find(|actor| actor.kind == ActorKind::Group).unwrap().clone();
    let market = before.actors().values().find(|actor| actor.kind == ActorKind::Market).unwrap().clone();
    let from = desk.card(&group.name).right_center();
    let to = desk.card(&market.name).center();
    desk.drag(from, to);
    let after = desk.map();
    let added = after.links().values().last().unwrap();
    assert_eq!((added.from, added.to), (group.id, market.id));
    assert_eq!(*desk.shell().selection(), Selection::Link(added.id));
    desk.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(desk.map().links(), before.links());
}

#[test]
fn shift_selects_more_and_delete_removes_all_of_it() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let groups: Vec<_> =
        before.actors().values().filter(|actor| actor.kind == ActorKind::Group).take(2).cloned().collect();
    desk.click(desk.card(&groups[0].name).center(), Modifiers::NONE);
    desk.click(desk.card(&groups[1].name).center(), Modifiers::SHIFT);
    assert!(matches!(desk.shell().selection(), Selection::Actors(actors) if actors.len() == 2));
    desk.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(desk.map().actors().len(), before.actors().len() - 2);
    assert!(desk.map().violations().is_empty());
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn what_is_typed_becomes_one_edit() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.enter("Địa bàn");
    desk.keys(CTRL, Key::A);
    for letter in ["Đ", "ồ", "n", "g"] {
        desk.type_text(letter);
    }
    assert!(desk.map() == before, "nothing is changed while one types");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().info().region, "Đồng");
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn saving_takes_what_is_being_typed_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    let mut desk = Desk::on(CAN_THO);
    desk.person.will_pick(&path);
    desk.enter("Địa bàn");
    desk.type_text("!");
    desk.keys(CTRL, Key::S);
    let saved = lienket::storage::open(&path).unwrap();
    assert!(saved.info().region.contains('!'), "{}", saved.info().region);
    assert!(!desk.shell().is_dirty());
}

#[test]
fn a_refused_edit_says_why_and_changes_nothing() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let mut actor = before.actors().values().next().unwrap().clone();
    actor.founded = Some(99_999);
    desk.wish(Command::Update(Box::new(Change::Actor(actor))));
    assert!(desk.map() == before);
    assert!(desk.shows("99999") || desk.shows("99.999"));
}

#[test]
fn no_shortcut_is_a_single_letter() {
    for wish in Command::WITH_SHORTCUTS {
        let keys = wish.menu_entry().and_then(|face| face.shortcut).unwrap();
        assert!(Key::from_name(keys.key).is_some(), "{}", keys.key);
        assert!(keys.ctrl || keys.alt || keys.key.len() > 1, "{} clashes with Vietnamese typing", keys.text());
    }
}

#[test]
fn a_new_actor_is_named_at_once_and_escape_takes_one_step() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let market = before.actors().values().find(|actor| actor.kind == ActorKind::Market).unwrap().clone();
    desk.double_click(free_position(&desk, &market.name));
    desk.type_text("Chợ nổi");
    desk.keys(Modifiers::NONE, Key::Enter);
    let added = desk.map().actors().values().last().unwrap().clone();
    assert_eq!(added.name, "Chợ nổi");
    desk.enter("Tên");
    desk.type_text("x");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(*desk.shell().selection(), Selection::actor(added.id), "the first Escape leaves the field");
    assert_eq!(desk.map().actors()[&added.id].name, "Chợ nổi");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(*desk.shell().selection(), Selection::None);
}

#[test]
fn what_is_no_number_stays_to_be_mended() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.enter("Năm");
    desk.keys(CTRL, Key::A);
    desk.type_text("hai nghìn");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.map() == before);
    use egui_kittest::kittest::Queryable;
    let field = desk.harness.get_by_role_and_label(Role::TextInput, "Năm");
    assert_eq!(field.value().as_deref(), Some("hai nghìn"));
}

#[test]
fn lanes_that_change_places_take_their_actors_along() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let order: Vec<_> = before.stages_in_order().iter().map(|stage| stage.id).collect();
    desk.wish(Command::SwapStages(order[0], order[1]));
    let after = desk.map();
    let lanes = lienket::layout::lanes(&after);
    assert_eq!(lanes.lanes[0].stage, order[1]);
    for actor in after.actors().values().filter(|actor| !actor.is_below_lanes()) {
        let x = after.placements()[&actor.id].x;
        let lane = lanes.of(actor.stage.unwrap()).unwrap();
        assert!(lane.left < x && x < lane.right, "{} stands outside its lane", actor.name);
    }
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn an_actor_that_becomes_a_supporter_goes_below() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let group = before.actors().values().find(|actor| actor.kind == ActorKind::Group).unwrap().clone();
    let id = group.id;
    let change = Change::Actor(lienket::map::Actor { kind: ActorKind::Supporter, ..group });
    desk.wish(Command::Update(Box::new(change)));
    let after = desk.map();
    assert!(after.placements()[&id].y > lienket::layout::lanes(&after).bottom);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_model_that_cannot_be_judged_says_why_and_what_to_do() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let mango = map.products().values().find(|product| product.name == "Xoài").unwrap().id;
    // A supporter supplies nothing, so its model begins without a product.
    let core = map.actors().values().find(|actor| actor.kind == ActorKind::Supporter).unwrap().id;
    desk.wish(Command::AddModel(vec![core]));
    assert!(desk.shows("Chưa đánh giá được vì mô hình chưa có sản phẩm"));
    assert!(!desk.shows("Hình thức liên kết") && !desk.shows("Qua các năm"));
    desk.press("Chọn sản phẩm");
    desk.harness.get_all_by_label("Xoài").last().unwrap().click();
    desk.settle();
    let model = desk.map().models().values().last().unwrap().clone();
    assert_eq!(model.products, [mango].into());
    assert!(!desk.shows("Chưa đánh giá được") && desk.shows("Hình thức liên kết"));
    desk.wish(Command::Update(Box::new(Change::Model(CoopModel { core: [].into(), ..model.clone() }))));
    assert!(desk.shows("Chưa đánh giá được vì mô hình chưa có nòng cốt"));
    desk.press("Chọn nòng cốt");
    desk.type_text("HTX xoai");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().models()[&model.id].core.len(), 1);
    assert!(!desk.shows("Chưa đánh giá được"));
}

#[test]
fn of_many_products_those_in_sight_are_drawn_and_nothing_typed_is_lost() {
    let mut desk = Desk::on(CAN_THO);
    let few = desk.map().products().len();
    desk.wish_at_once(std::iter::repeat_n(Command::AddProduct, 80));
    let many = desk.map().products().len();
    assert_eq!(many, few + 80);
    let names = |desk: &Desk| {
        let all = desk.harness.query_all_by_role_and_label(Role::TextInput, "Tên");
        let mut places: Vec<_> = all.map(|node| node.rect()).collect();
        places.sort_by(|a, b| a.min.y.total_cmp(&b.min.y));
        places
    };
    let scroll = |desk: &mut Desk, by: f32| {
        desk.harness.event(egui::Event::PointerMoved(Pos2::new(1140.0, 400.0)));
        for _ in 0..60 {
            desk.harness.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: Vec2::new(0.0, by / 60.0),
                modifiers: Modifiers::NONE,
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
            });
            desk.harness.step();
        }
        desk.settle();
    };
    scroll(&mut desk, -1_500.0);
    let drawn = names(&desk);
    assert!(drawn.len() > 5 && drawn.len() < 30, "{}", drawn.len());
    // Into the one in the middle of what is seen; then everything moves far out of sight.
    let at = drawn.iter().find(|place| place.min.y > 300.0).unwrap().center();
    desk.click(at, Modifiers::NONE);
    desk.keys(CTRL, Key::A);
    desk.type_text("Ấu");
    let named = |desk: &Desk, name: &str| desk.map().products().values().filter(|it| it.name == name).count();
    scroll(&mut desk, -20_000.0);
    assert_eq!(named(&desk, "Ấu"), 0);
    // One leaves it for the map, where nothing is.
    desk.click(Pos2::new(700.0, 640.0), Modifiers::NONE);
    assert_eq!(named(&desk, "Ấu"), 1);
    // The last one is there as well, and so is what comes after it.
    scroll(&mut desk, -20_000.0);
    assert!(desk.place_of("Thêm sản phẩm").y < 690.0);
    let last = names(&desk).last().unwrap().center();
    desk.click(last, Modifiers::NONE);
    desk.keys(CTRL, Key::A);
    desk.type_text("Sen");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().products().values().next_back().unwrap().name, "Sen");
}

#[test]
fn the_undo_button_takes_back_what_is_being_typed() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.enter("Địa bàn");
    desk.type_text("!");
    desk.click(desk.place_of("Hoàn tác"), Modifiers::NONE);
    assert!(desk.map() == before && !desk.shell().is_dirty());
    // By the same button it does not come back, and nothing else is taken back.
    assert!(desk.shell().map().info().region == before.info().region);
}

#[test]
fn undo_forgets_a_refused_text_and_nothing_else() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::AddProduct);
    let before = desk.map();
    desk.wish(Command::Select(Selection::default()));
    // The new product has the cursor, further down.
    desk.harness.get_by_role_and_label(Role::TextInput, "Năm").scroll_to_me();
    desk.settle();
    desk.enter("Năm");
    desk.keys(CTRL, Key::A);
    desk.type_text("hai nghìn");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.shell().is_dirty());
    desk.click(desk.place_of("Hoàn tác"), Modifiers::NONE);
    let field = desk.harness.get_by_role_and_label(Role::TextInput, "Năm");
    assert_ne!(field.value().as_deref(), Some("hai nghìn"));
    assert!(desk.map() == before, "only the text is gone");
    desk.click(desk.place_of("Hoàn tác"), Modifiers::NONE);
    assert!(desk.map() != before);
}

#[test]
fn a_save_tells_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(CAN_THO);
    desk.person.will_pick(&folder.path().join("a.lienket"));
    desk.enter("Năm");
    desk.keys(CTRL, Key::A);
    desk.type_text("hai nghìn");
    desk.keys(CTRL, Key::S);
    assert!(desk.shows("trừ giá trị chưa hợp lệ") && desk.shell().is_dirty());
}
