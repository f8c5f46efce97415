//! The fields of the inspector: what is empty is folded away, lists are filtered, places complete, and nothing that is open
//! belongs to another record.

use egui::{Key, Modifiers, Role, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{ColorScheme, Command, Page};
use lienket::language::Language;
use lienket::map::{
    Actor, ActorId, ActorKind, Conversion, Info, Link, LinkId, LinkKind, LinkageMap, MapParts, Product, ProductId,
    Selection, Stage, StageId,
};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

const NONE: Modifiers = Modifiers::NONE;

/// A household that sells mangoes to a company, in a map of these products.
fn orchard(products: &[&str]) -> LinkageMap {
    let product = |(at, name): (usize, &&str)| Product {
        id: ProductId(at as u32 + 1),
        name: (*name).to_owned(),
        ..Product::default()
    };
    let actor = |id, name: &str, kind| Actor {
        id: ActorId(id),
        name: name.to_owned(),
        kind,
        stage: Some(StageId(1)),
        ..Actor::default()
    };
    let link = |id, from, to| Link { id: LinkId(id), from: ActorId(from), to: ActorId(to), ..Link::default() };
    LinkageMap::from_parts(MapParts {
        info: Info { year: 2020, ..Info::default() },
        stages: vec![Stage { id: StageId(1), name: "Sản xuất".to_owned(), order: 0 }],
        products: products.iter().enumerate().map(product).collect(),
        actors: vec![
            actor(1, "Hộ trồng xoài", ActorKind::Household),
            actor(2, "Công ty A", ActorKind::Enterprise),
            actor(3, "Chợ B", ActorKind::Market),
        ],
        links: vec![link(1, 1, 2), link(2, 2, 3)],
        ..MapParts::default()
    })
    .unwrap()
}

fn on(map: LinkageMap) -> Desk {
    Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0))
}

/// Presses a button of the inspector, wherever it has been scrolled to.
fn reveal(desk: &mut Desk, label: &str) {
    desk.harness.get_by_label(label).scroll_to_me();
    desk.settle();
    desk.press(label);
}

fn fields(desk: &Desk) -> usize {
    desk.harness.query_all_by_role(Role::TextInput).count() + desk.harness.query_all_by_role(Role::ComboBox).count()
}

#[test]
fn what_is_empty_is_folded_away_and_the_choice_holds() {
    let mut desk = on(orchard(&["Xoài", "Lúa"]));
    let none = fields(&desk);
    desk.wish(Command::GoTo(Subject::Actor(ActorId(1))));
    let folded = fields(&desk);
    assert!(desk.shows("Sản lượng một năm") && !desk.shows("Liên hệ") && !desk.shows("Chế biến"));
    reveal(&mut desk, "Hiện thêm…");
    assert!(fields(&desk) > folded + 8 && desk.shows("Liên hệ") && desk.shows("Chế biến"), "{none} {folded}");
    desk.enter("Liên hệ");
    desk.type_text("0918 000 111");
    desk.keys(NONE, Key::Enter);
    reveal(&mut desk, "Ẩn bớt");
    assert!(desk.shows("Liên hệ") && !desk.shows("Thành lập"), "what says something stays");
    reveal(&mut desk, "Hiện thêm…");
    desk.wish(Command::GoTo(Subject::Actor(ActorId(2))));
    assert!(desk.shows("Thành lập"), "for the next actor too");
    desk.wish(Command::GoTo(Subject::Link(LinkId(1))));
    assert!(desk.shows("Số hợp đồng"));
    assert!(lienket::app::Settings { all_fields: true, ..Default::default() }.to_text().contains("all_fields: true"));
}

#[test]
fn a_list_belongs_to_the_record_that_it_was_opened_for() {
    let mut desk = on(orchard(&["Xoài", "Lúa"]));
    desk.wish(Command::Select(Selection::Link(LinkId(1))));
    desk.press("Chưa nêu sản phẩm");
    desk.press("Xoài");
    assert_eq!(desk.map().links()[&LinkId(1)].products, [ProductId(1)].into());
    assert!(desk.harness.query_by_label("Lúa").is_some(), "it stays open, to tick several");
    let before = desk.map();
    desk.wish(Command::Select(Selection::Link(LinkId(2))));
    assert!(desk.harness.query_by_label("Lúa").is_none(), "another link has not opened its list");
    assert!(desk.map() == before);
    desk.wish(Command::Select(Selection::actor(ActorId(1))));
    desk.wish(Command::LinkTo);
    desk.type_text("Chợ");
    desk.wish(Command::Select(Selection::actor(ActorId(2))));
    assert!(desk.map() == before && desk.harness.query_by_label("Chợ B ").is_none());
}

#[test]
fn figures_are_of_the_year_that_the_map_is_looked_at_in() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let id = map.actors().values().find(|it| it.kind == ActorKind::Cooperative && it.figures.len() > 1).unwrap().id;
    desk.wish(Command::GoTo(Subject::Actor(id)));
    desk.harness.get_by_label("2018").scroll_to_me();
    desk.settle();
    desk.press("2018");
    assert!(desk.harness.query_by_label("Xóa số liệu năm 2018").is_some());
    desk.wish(Command::SetYear(2025));
    assert!(desk.shows("Chưa có số liệu năm 2025"));
    desk.harness.get_by_role_and_label(Role::TextInput, "Số thành viên").scroll_to_me();
    desk.settle();
    desk.enter("Số thành viên");
    desk.type_text("321");
    desk.keys(NONE, Key::Enter);
    let figures = desk.map().actors()[&id].figures.clone();
    assert_eq!((figures[&2025].members, &figures[&2018]), (Some(321), &map.actors()[&id].figures[&2018]));
}

#[test]
fn a_conversion_can_be_turned_around() {
    let mut desk = on(orchard(&["Xoài", "Lúa", "Gạo"]));
    desk.wish(Command::GoTo(Subject::Actor(ActorId(2))));
    reveal(&mut desk, "Hiện thêm…");
    let add = |desk: &mut Desk| {
        // The lists of supply and of conversions each have such a button.
        let button = desk.harness.get_all_by_label("Thêm").last().unwrap();
        button.scroll_to_me();
        desk.settle();
        desk.harness.get_all_by_label("Thêm").last().unwrap().click();
        desk.settle();
    };
    let conversions = |desk: &Desk| -> Vec<(u32, u32)> {
        desk.map().actors()[&ActorId(2)].converts.iter().map(|it: &Conversion| (it.from.0, it.to.0)).collect()
    };
    add(&mut desk);
    assert_eq!(conversions(&desk), [(1, 2)]);
    desk.press("Chế biến Xoài");
    desk.harness.get_by_label("Lúa").click();
    desk.settle();
    assert_eq!(conversions(&desk), [(2, 1)], "the ends are swapped");
    desk.press("Chế biến Xoài");
    desk.harness.get_by_label("Gạo").click();
    desk.settle();
    assert_eq!(conversions(&desk), [(2, 3)]);
    add(&mut desk);
    assert_eq!(conversions(&desk), [(1, 2), (2, 3)], "another one, and the first stays");
}

#[test]
fn a_second_click_records_no_second_route() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map().channels().len();
    desk.wish(Command::ShowPage(Page::Channels));
    let at = desk.place_of("Ghi thành kênh");
    desk.double_click(at);
    desk.click(at, NONE);
    assert_eq!(desk.map().channels().len(), before + 1);
    desk.type_text("Kênh A");
    desk.keys(NONE, Key::Enter);
    assert!(desk.map().channels().values().last().unwrap().name.ends_with("Kênh A"), "its name has the cursor");
    assert!(!desk.shows("CSV"));
}

#[test]
fn places_complete_from_what_is_there() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let id = map.actors().values().find(|actor| actor.district == "Thốt Nốt").unwrap().id;
    desk.wish(Command::GoTo(Subject::Actor(id)));
    let retype = |desk: &mut Desk, text: &str| {
        desk.enter("Quận, huyện");
        desk.keys(Modifiers::COMMAND, Key::A);
        desk.type_text(text);
    };
    retype(&mut desk, "ninh k");
    assert!(desk.harness.query_by_label("Ninh Kiều").is_some());
    desk.keys(NONE, Key::ArrowDown);
    desk.keys(NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&id].district, "Ninh Kiều");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.map() == map, "one step");
    retype(&mut desk, "ninh");
    desk.press("Ninh Kiều");
    assert_eq!(desk.map().actors()[&id].district, "Ninh Kiều");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.map() == map, "one step by the mouse too");
    retype(&mut desk, "Ninh");
    desk.keys(NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&id].district, "Ninh", "what is typed is kept");
    retype(&mut desk, "Phong Điền");
    desk.keys(NONE, Key::Tab);
    assert_eq!(desk.map().actors()[&id].district, "Phong Điền");
    assert!(!desk.harness.get_by_role_and_label(Role::TextInput, "Quận, huyện").is_focused());
}

#[test]
fn a_long_list_is_filtered_as_one_types() {
    let names: Vec<String> = (1..=12).map(|n| format!("Giống {n}")).chain(["Lúa ST25".to_owned()]).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut desk = on(orchard(&names));
    desk.wish(Command::GoTo(Subject::Actor(ActorId(1))));
    desk.harness.get_by_label("Thêm").click();
    desk.settle();
    assert!(desk.shows("Giống 7"));
    desk.type_text("lua");
    assert!(!desk.shows("Giống 7") && desk.shows("Lúa ST25"));
    desk.keys(NONE, Key::Enter);
    let supplied = |desk: &Desk| desk.map().actors()[&ActorId(1)].supply.clone();
    assert_eq!(supplied(&desk)[0].product, ProductId(13));
    desk.type_text("1200");
    desk.keys(NONE, Key::Enter);
    assert_eq!(supplied(&desk)[0].volume, Some(1200.0), "its volume has the cursor");
    desk.harness.get_by_label("Bỏ").click();
    desk.settle();
    assert!(supplied(&desk).is_empty());
    for _ in 0..3 {
        desk.keys(Modifiers::COMMAND, Key::Z);
    }
    assert!(supplied(&desk).is_empty());
}

#[test]
fn added_rows_of_the_map_take_the_cursor() {
    let mut desk = on(orchard(&["Xoài"]));
    let product = |desk: &Desk| desk.map().products().values().last().unwrap().name.clone();
    desk.press("Thêm sản phẩm");
    desk.type_text("Lúa");
    desk.keys(NONE, Key::Enter);
    assert_eq!(product(&desk), "Lúa");
    desk.press("Thêm khâu");
    desk.type_text("Thu gom");
    desk.keys(NONE, Key::Enter);
    assert!(desk.map().stages().values().any(|stage| stage.name == "Thu gom"));
    assert!(desk.map().links().values().all(|link| link.kind == LinkKind::Product));
}

#[test]
fn the_fields_of_an_entry_stand_below_one_another() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let supplier = map.actors().values().find(|actor| actor.supply.iter().any(|supply| supply.volume.is_some()));
    desk.wish(Command::GoTo(Subject::Actor(supplier.unwrap().id)));
    desk.wish(Command::ShowAllFields(true));
    let field = |desk: &Desk, label: &str| {
        desk.harness.get_all_by_role_and_label(Role::TextInput, label).next().unwrap().rect()
    };
    let (volume, own_use) = (field(&desk, "Sản lượng một năm"), field(&desk, "Để lại dùng"));
    assert_eq!(volume.x_range(), own_use.x_range());
}
