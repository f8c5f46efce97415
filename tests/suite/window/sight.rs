//! The filter and the reach over the corner of the map.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::analysis::{Finding, Severity, assess};
use lienket::command::{ColorScheme, Command};
use lienket::language::{Language, finding_sentence};
use lienket::map::{Actor, ActorId, ActorKind, Filter, Link, LinkForm, Neighborhood, Selection, Transaction};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

fn cards(desk: &Desk) -> BTreeSet<String> {
    let nodes = desk.harness.query_all_by_role(egui::Role::GraphicsObject);
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

fn names(desk: &Desk, fits: impl Fn(&Actor) -> bool) -> BTreeSet<String> {
    desk.map().actors().values().filter(|actor| fits(actor)).map(|actor| actor.name.clone()).collect()
}

#[test]
fn a_filter_hides_says_so_and_is_cleared() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    assert_eq!(cards(&desk), names(&desk, |_| true));
    desk.press("Lọc");
    desk.press("Thương lái");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(cards(&desk), names(&desk, |actor| actor.kind != ActorKind::Trader));
    assert!(desk.shows("Ẩn: thương lái") && desk.shows(" tác nhân, ") && desk.shows(" liên kết bị ẩn"));

    // Whoever is hidden and wanted is shown.
    let map = desk.map();
    let trader = map.actors().values().find(|actor| actor.kind == ActorKind::Trader).unwrap();
    desk.wish(Command::GoTo(Subject::Actor(trader.id)));
    assert!(desk.shows("Đã bỏ lọc để xem được phần này."));
    assert!(cards(&desk).contains(&trader.name));

    let all = Filter { kinds: ActorKind::ALL.into(), ..Filter::default() };
    desk.wish(Command::SetFilter(Box::new(all)));
    assert!(cards(&desk).is_empty() && desk.shows("Không có gì khớp bộ lọc"));
    assert!(!desk.shows("Bản đồ còn trống"));
    desk.press_part("Bỏ lọc");
    desk.wish(Command::Fit);
    assert_eq!(cards(&desk), names(&desk, |_| true));
    assert_eq!(desk.map(), before);
    assert!(!desk.shell().is_dirty());
}

#[test]
fn escape_goes_back_step_by_step_and_takes_the_filter_off_last() {
    let mut desk = Desk::on(CAN_THO);
    let escape = |desk: &mut Desk| desk.keys(Modifiers::NONE, Key::Escape);
    let map = desk.map();
    let model = *map.models().keys().next().unwrap();
    let left = names(&desk, |actor| actor.kind != ActorKind::Trader);
    desk.wish(Command::SetFilter(Box::new(Filter { kinds: [ActorKind::Trader].into(), ..Filter::default() })));
    desk.wish(Command::SetProduct(map.products().keys().next().copied()));
    desk.wish(Command::Select(Selection::Model(model)));
    desk.wish(Command::ToggleIsolation);
    assert!(!desk.shows("Ẩn: thương lái"));
    // Out of the chain that is shown alone, then what is lit, one after the other; the filter holds all along.
    let mut lit = Vec::new();
    for _ in 0..4 {
        escape(&mut desk);
        let has_product = desk.shell().product().is_some();
        lit.push((desk.shows("Ẩn: thương lái"), *desk.shell().selection() != Selection::None, has_product));
    }
    let steps = [(true, true, true), (true, false, true), (true, false, false), (false, false, false)];
    assert_eq!(lit, steps);
    assert_eq!(cards(&desk), names(&desk, |_| true));
    assert!(desk.shows("Đã bỏ lọc.") && !desk.shell().is_dirty());
    // One Escape too many costs a click.
    escape(&mut desk);
    desk.press("Lọc lại");
    assert_eq!(cards(&desk), left);
    assert!(!desk.shows("Lọc lại"));
    // An open list takes the key first; so does any other page.
    desk.press("Lọc");
    escape(&mut desk);
    assert_eq!(cards(&desk), left);
    desk.wish(Command::ShowPage(lienket::command::Page::Tables));
    escape(&mut desk);
    desk.wish(Command::ShowPage(lienket::command::Page::Map));
    assert_eq!(cards(&desk), left);
}

#[test]
fn one_looks_as_far_as_one_says_and_hides_the_rest() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let seller = map.links().values().find(|link| link.kind == lienket::map::LinkKind::Product).unwrap();
    desk.wish(Command::Select(Selection::actor(seller.from)));
    desk.press("Ẩn phần còn lại");
    let near = |id| {
        id == seller.from
            || map
                .links()
                .values()
                .any(|link| (link.from == seller.from && link.to == id) || (link.to == seller.from && link.from == id))
    };
    assert_eq!(cards(&desk), names(&desk, |actor| near(actor.id)));
    desk.press("3 bước");
    let three = cards(&desk);
    assert!(three.len() > names(&desk, |actor| near(actor.id)).len());
    desk.press("Hàng đi đâu");
    assert!(cards(&desk).contains(&map.actors()[&seller.from].name));
    desk.wish(Command::SetNeighborhood(Neighborhood::Three));
    assert_eq!(cards(&desk), three);

    // Alone it is the same that is seen.
    desk.keys(Modifiers::NONE, Key::F6);
    assert_eq!(cards(&desk), three);
    desk.keys(Modifiers::NONE, Key::Escape);
    // With nothing lit, there is no rest.
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(*desk.shell().selection(), Selection::None);
    assert_eq!(cards(&desk), names(&desk, |_| true));
    assert_eq!(desk.map(), map);
}

#[test]
fn products_and_the_year_are_chips_that_one_takes_away() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let product = |name: &str| desk.map().products().values().find(|product| product.name == name).unwrap().id;
    let (rice, milled) = (product("Lúa"), product("Gạo"));
    desk.press("Lọc");
    // The last list is that of products.
    desk.harness.get_all_by_label("Ẩn hết").last().unwrap().click();
    desk.settle();
    desk.press("Lúa");
    desk.press("Gạo");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(desk.shows("Chỉ còn: Lúa, Gạo"));
    let seen = cards(&desk);
    for link in before.links().values().filter(|link| link.products.contains(&rice) || link.products.contains(&milled))
    {
        assert!(seen.contains(&before.actors()[&link.from].name) && seen.contains(&before.actors()[&link.to].name));
    }
    assert!(!seen.contains("THT cá tra Ô Môn (ví dụ)") && seen.contains("HTX lúa Cờ Đỏ (ví dụ)"));

    desk.press("Hiện hết (Chỉ còn: Lúa, Gạo)");
    assert_eq!(cards(&desk), names(&desk, |_| true));
    desk.press("Lọc");
    desk.press("Chỉ liên kết có hiệu lực năm 2019");
    desk.keys(Modifiers::NONE, Key::Escape);
    let out = |year| before.links().values().filter(|link| !before.is_in_force(link, year)).count();
    assert!(out(2019) > 0 && desk.shows(&format!("{} liên kết bị ẩn", out(2019))));
    // It goes with the year that the map is read at.
    desk.wish(Command::SetYear(2024));
    assert!(out(2024) != out(2019) && desk.shows(&format!("{} liên kết bị ẩn", out(2024))));
    desk.press("Hiện hết (Chỉ liên kết có hiệu lực năm 2024)");
    assert!(!desk.shows("bị ẩn"));
    assert_eq!(desk.map(), before);
}

#[test]
fn a_hidden_product_that_is_deleted_hides_nothing() {
    let mut desk = Desk::on(CAN_THO);
    let mango = desk.map().products().values().find(|product| product.name == "Xoài").unwrap().id;
    let filter = Filter { products: BTreeSet::from([mango]), ..Filter::default() };
    desk.wish(Command::SetFilter(Box::new(filter)));
    assert!(desk.shows("Ẩn: Xoài"));
    desk.wish(Command::Remove(lienket::command::Removal::Product(mango)));
    assert!(!desk.shows("Ẩn: ") && !desk.shows("Bỏ lọc"));
}

#[test]
fn the_most_severe_findings_stand_first() {
    let mut map = Desk::on("saves/mango-mekong-2015.lienket").map();
    let (wholesalers, links) = (map.actors().values().nth(3).unwrap().clone(), map.links().clone());
    let mut edit = Transaction::begin(&mut map);
    // Few notes, and one warning of a later group: two actors that may be one.
    for link in links.values().take(6) {
        edit.set(Link { form: Some(LinkForm::Spot), ..link.clone() }).unwrap();
    }
    let again = edit.add(Actor { id: ActorId::default(), ..wholesalers }).unwrap();
    let last = links.values().last().unwrap().clone();
    edit.add(Link { from: again, form: Some(LinkForm::Spot), ..last }).unwrap();
    edit.finish();
    let assessment = assess(&map, map.info().year);
    assert_eq!([Severity::Error, Severity::Warning].map(|severity| assessment.count(severity)), [0, 1]);
    let mut desk = Desk::with(map.clone(), None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    desk.wish(Command::ToggleFindings);
    let place = |finding: &Finding| {
        let sentence = finding_sentence(finding, &map, map.info().year, Language::Vietnamese);
        let row = desk.harness.query_all_by_label_contains(&sentence).next()?;
        Some((row.rect().top(), finding.severity()))
    };
    let mut shown: Vec<(f32, Severity)> = assessment.findings.iter().filter_map(place).collect();
    shown.sort_by(|one, other| one.0.total_cmp(&other.0));
    assert!(shown.len() >= 4, "{shown:?}");
    assert_eq!(shown[0].1, Severity::Warning);
}

#[test]
fn a_finding_lights_all_that_it_is_about_and_brings_it_into_sight() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let assessment = assess(&map, map.info().year);
    let several =
        assessment.findings.iter().filter(|finding| finding.actors().len() > 1 && finding.models().is_empty());
    let finding = several.max_by_key(|finding| finding.actors().len()).unwrap();
    desk.wish(Command::HideRest(true));
    // From the list: the first error, a model without a buyer.
    desk.wish(Command::ToggleFindings);
    let first = assessment.findings.iter().find(|finding| finding.severity() == Severity::Error).unwrap();
    desk.press_part(&finding_sentence(first, &map, map.info().year, Language::Vietnamese));
    assert_eq!(*desk.shell().selection(), Selection::Model(first.models()[0]));
    assert!(cards(&desk).len() < map.actors().len());
    desk.wish(Command::ToggleFindings);
    let all: BTreeSet<_> = finding.actors().iter().copied().collect();
    let subjects = |finding: &Finding| {
        let links = finding.links().iter().map(|id| Subject::Link(*id));
        let actors = finding.actors().iter().map(|id| Subject::Actor(*id));
        finding.models().iter().map(|id| Subject::Model(*id)).chain(links).chain(actors).collect::<Vec<_>>()
    };
    for finding in &assessment.findings {
        desk.wish(Command::Highlight(subjects(finding)));
        let lit = cards(&desk);
        for actor in finding.actors() {
            assert!(lit.contains(&map.actors()[actor].name), "{finding:?}");
        }
        for link in finding.links() {
            let link = &map.links()[link];
            assert!(lit.contains(&map.actors()[&link.from].name) && lit.contains(&map.actors()[&link.to].name));
        }
        if finding.models().is_empty() && finding.links().is_empty() && !finding.actors().is_empty() {
            let all: BTreeSet<_> = finding.actors().iter().copied().collect();
            assert_eq!(*desk.shell().selection(), Selection::Actors(all.clone()));
            if all.len() > 1 {
                assert_eq!(lit, names(&desk, |actor| all.contains(&actor.id)));
            }
        }
    }
    // Another selection lights what it always lights; Escape, nothing.
    desk.wish(Command::Highlight(subjects(finding)));
    desk.wish(Command::Select(Selection::actor(*all.first().unwrap())));
    assert_ne!(cards(&desk), names(&desk, |actor| all.contains(&actor.id)));
    desk.wish(Command::Highlight(subjects(finding)));
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.wish(Command::Fit);
    assert_eq!(cards(&desk), names(&desk, |_| true));
}

#[test]
fn a_map_that_is_shown_whole_keeps_clear_of_the_buttons_over_it() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::New);
    let first = desk.map().stages_in_order().first().unwrap().id;
    for y in 0..8 {
        desk.wish(Command::AddActor { stage: Some(first), at: (100.0, 150.0 * y as f32) });
    }
    for width in (760..1600).step_by(40) {
        desk.harness.set_size(Vec2::new(width as f32, 600.0));
        desk.wish(Command::Fit);
        let nodes = desk.harness.query_all_by_role(egui::Role::GraphicsObject);
        let cards: Vec<egui::Rect> = nodes.map(|node| node.rect()).collect();
        assert_eq!(cards.len(), 8);
        for button in ["Lọc", "Chú giải"] {
            let button = desk.harness.get_by_label(button).rect();
            let covered = cards.iter().find(|card| card.intersects(button));
            assert!(covered.is_none(), "{width}: {button:?} covers {covered:?}");
        }
    }
}

#[test]
fn the_filter_stays_where_it_is_when_it_hides_something() {
    let mut desk = Desk::on(CAN_THO);
    let at = |desk: &Desk| desk.harness.get_by_label("Lọc").rect();
    let before = at(&desk);
    desk.wish(Command::SetFilter(Box::new(Filter { kinds: [ActorKind::Trader].into(), ..Filter::default() })));
    assert_eq!(at(&desk), before);
    assert_eq!(before.min.x, desk.harness.get_by_label("Chú giải").rect().min.x, "above the legend");
}

#[test]
fn what_is_on_the_screen_can_be_kept_as_a_view() {
    let mut desk = Desk::on(CAN_THO);
    let actor = *desk.map().actors().keys().next().unwrap();
    desk.wish(Command::Select(Selection::actor(actor)));
    desk.wish(Command::HideRest(true));
    desk.wish(Command::ZoomIn);
    let state = desk.shell().view();
    assert_eq!(state.camera.map(|camera| camera.zoom), Some(desk.shell().zoom()));
    assert!(state.rest_hidden && state.selection == Selection::actor(actor));
    // It may stand in a map as it is, and comes back from a file.
    let mut editor = lienket::map::Editor::new(desk.map());
    let view = lienket::map::View { title: "Một góc".to_owned(), state: state.clone(), ..Default::default() };
    editor.edit(lienket::map::EditLabel::EditMap, |transaction| transaction.add(view)).unwrap();
    let read = lienket::storage::read(&lienket::storage::write(editor.map())).unwrap();
    assert_eq!(read.views().values().last().unwrap().state, state);
}
