//! Two actors made one: from the finding, the menus and the palette to the map, and back.

use std::collections::BTreeSet;

use egui::accesskit::Toggled;
use egui::{Event, Key, Modifiers, PointerButton, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{Change, ColorScheme, Command};
use lienket::exchange::default_stages;
use lienket::language::Language;
use lienket::map::*;

use super::desk::Desk;

const CTRL: Modifiers = Modifiers::COMMAND;
const MERGE_THESE: &str = "Gộp hai tác nhân này…";

/// Two records of one cooperative, with links to one buyer, a model and a channel; and what is asked for besides.
fn map(more: impl FnOnce(&mut MapParts)) -> LinkageMap {
    let actor = |id: u32, name: &str, kind: ActorKind, stage: u32| Actor {
        id: ActorId(id),
        name: name.into(),
        kind,
        stage: Some(StageId(stage)),
        district: "Thới Lai".into(),
        ..Actor::default()
    };
    let link = |id: u32, from: u32, to: u32| Link {
        id: LinkId(id),
        from: ActorId(from),
        to: ActorId(to),
        products: [ProductId(1)].into(),
        form: Some(LinkForm::Contract),
        ..Link::default()
    };
    let place = |actor: u32, x: f32, y: f32| Placement { actor: ActorId(actor), x, y, ..Placement::default() };
    let first = Actor {
        founded: Some(2012),
        code: "1801".into(),
        note: "Theo sổ đăng ký.".into(),
        ..actor(1, "HTX nông nghiệp Thới Lai", ActorKind::Cooperative, 2)
    };
    let second = Actor {
        commune: "Trường Xuân".into(),
        founded: Some(2013),
        note: "Theo báo cáo của xã.".into(),
        ..actor(2, "HTX nong nghiep  Thoi Lai", ActorKind::Cooperative, 2)
    };
    // The same code tells that they are one.
    let second = Actor { code: "1801".into(), ..second };
    let mut parts = MapParts {
        stages: default_stages(Language::Vietnamese),
        products: vec![Product { id: ProductId(1), name: "Lúa".into(), ..Product::default() }],
        actors: vec![
            first,
            second,
            actor(3, "Công ty gạo B", ActorKind::Enterprise, 4),
            actor(4, "Chợ C", ActorKind::Market, 6),
        ],
        links: vec![link(1, 1, 3), link(2, 2, 3), link(3, 2, 4), link(4, 1, 2)],
        models: vec![CoopModel {
            id: ModelId(1),
            name: "Mô hình".into(),
            core: [ActorId(2)].into(),
            products: [ProductId(1)].into(),
            ..CoopModel::default()
        }],
        channels: vec![Channel {
            id: ChannelId(1),
            name: "Chợ".into(),
            path: vec![ActorId(1), ActorId(2), ActorId(4)],
            ..Channel::default()
        }],
        placements: vec![
            place(1, 400.0, 200.0),
            place(2, 400.0, 320.0),
            place(3, 900.0, 200.0),
            place(4, 1400.0, 320.0),
        ],
        ..MapParts::default()
    };
    more(&mut parts);
    LinkageMap::from_parts(parts).unwrap()
}

fn desk(map: LinkageMap) -> Desk {
    Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0))
}

/// Whether a choice is made.
fn is_chosen(desk: &Desk, label: &str) -> bool {
    desk.harness.get_by_role_and_label(Role::RadioButton, label).accesskit_node().toggled() == Some(Toggled::True)
}

/// Scrolls the findings as far as they go: up, or down by a negative distance.
fn scroll_findings(desk: &mut Desk, by: f32) {
    let heading = desk.harness.get_by_label("Phát hiện").rect().center();
    desk.harness.event(Event::PointerMoved(heading + Vec2::new(0.0, 60.0)));
    for _ in 0..12 {
        desk.harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, by),
            modifiers: Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
        });
        desk.settle();
    }
}

fn both() -> Selection {
    Selection::Actors([ActorId(1), ActorId(2)].into())
}

#[test]
fn a_finding_leads_to_one_actor_and_undo_back_to_two() {
    let before = map(|_| {});
    let mut desk = desk(before.clone());
    desk.wish(Command::ToggleFindings);
    desk.press(MERGE_THESE);
    assert!(is_chosen(&desk, "Tên: HTX nông nghiệp Thới Lai") && is_chosen(&desk, "Xã, phường: Trường Xuân"));
    assert!(is_chosen(&desk, "Thành lập: 2012") && is_chosen(&desk, "Ghi chú: Cả hai"));
    assert!(desk.shows("Chuyển sang bản ghi được giữ: 1 liên kết, 1 mô hình, 1 kênh."));
    assert!(desk.shows("1 liên kết trùng nhau được gộp làm một.") && desk.shows("1 liên kết giữa hai bên bị bỏ"));
    assert!(desk.shows("Kênh đi qua cả hai nay chỉ qua một lần, bỏ đoạn vòng lại: “Chợ”."));
    assert!(desk.shows("Giống nhau: loại, khâu"));
    desk.press("Thành lập: 2013");
    assert!(is_chosen(&desk, "Thành lập: 2013") && !is_chosen(&desk, "Thành lập: 2012"));
    assert!(desk.map() == before, "nothing happens before it is said");
    desk.press("Gộp");
    let after = desk.map();
    let actor = &after.actors()[&ActorId(1)];
    assert_eq!((actor.founded, actor.commune.as_str()), (Some(2013), "Trường Xuân"));
    assert_eq!(actor.note, "Theo sổ đăng ký.\nTheo báo cáo của xã.");
    assert!(!after.actors().contains_key(&ActorId(2)));
    let links: Vec<_> = after.links().values().map(|link| (link.id.0, link.from.0, link.to.0)).collect();
    assert_eq!(links, [(1, 1, 3), (3, 1, 4)]);
    assert_eq!(after.models()[&ModelId(1)].core, [ActorId(1)].into());
    assert_eq!(after.channels()[&ChannelId(1)].path, [ActorId(1), ActorId(4)]);
    assert_eq!(after.placements()[&ActorId(1)], before.placements()[&ActorId(1)]);
    assert_eq!(*desk.shell().selection(), Selection::actor(ActorId(1)));
    assert!(!desk.shows(MERGE_THESE), "they are no longer two");
    assert!(desk.shows("Hoàn tác: gộp HTX nong nghiep  Thoi Lai vào HTX nông nghiệp Thới Lai"));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
    desk.keys(CTRL, Key::Y);
    assert!(desk.map() == after);
}

#[test]
fn two_selected_actors_are_merged_from_every_menu() {
    let before = map(|_| {});
    let mut desk = desk(before.clone());
    let closes = |desk: &mut Desk| {
        assert!(desk.shows("Giữ bản ghi này: 2"));
        desk.keys(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows("Giữ bản ghi này: 2"));
    };
    desk.wish(Command::Select(both()));
    // In the inspector.
    desk.press(MERGE_THESE);
    closes(&mut desk);
    // By the palette.
    desk.keys(CTRL, Key::P);
    desk.type_text("gop hai");
    desk.keys(Modifiers::NONE, Key::Enter);
    closes(&mut desk);
    // By the menu of the map.
    let at = desk.card("Thoi Lai").center();
    desk.harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        let button = PointerButton::Secondary;
        desk.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    desk.settle();
    let items: Vec<_> = desk.harness.get_all_by_label(MERGE_THESE).map(|node| node.rect().center()).collect();
    let item = items.into_iter().min_by(|a, b| a.distance(at).total_cmp(&b.distance(at))).unwrap();
    desk.click(item, Modifiers::NONE);
    closes(&mut desk);
    // By the menu of the window; the other one is to stay.
    desk.press("Trình đơn");
    desk.press("Sửa");
    let items: Vec<_> = desk.harness.get_all_by_label(MERGE_THESE).map(|node| node.rect().center()).collect();
    let item = items.into_iter().min_by(|a, b| a.x.total_cmp(&b.x)).unwrap();
    desk.click(item, Modifiers::NONE);
    desk.press("Giữ bản ghi này: 2");
    assert!(is_chosen(&desk, "Thành lập: 2013"), "what nobody chose follows");
    desk.keys(Modifiers::NONE, Key::Enter);
    let after = desk.map();
    assert!(!after.actors().contains_key(&ActorId(1)) && after.placements()[&ActorId(2)].y == 320.0);
    assert_eq!(after.actors()[&ActorId(2)].founded, Some(2013));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    // One alone, or three, are no pair.
    for selected in [&[1][..], &[1, 2, 3]] {
        let selected = selected.iter().copied().map(ActorId).collect();
        desk.wish(Command::Select(Selection::Actors(selected)));
        assert!(!desk.shows(MERGE_THESE));
    }
}

#[test]
fn of_three_alike_two_are_merged_at_a_time() {
    let before = map(|parts| {
        let third = Actor { id: ActorId(5), note: String::new(), ..parts.actors[0].clone() };
        parts.actors.push(third);
        parts.placements.push(Placement { actor: ActorId(5), x: 400.0, y: 440.0, ..Placement::default() });
    });
    let mut desk = desk(before.clone());
    desk.wish(Command::ToggleFindings);
    let these = "Gộp các bản ghi này…";
    // Below that the third has no link.
    scroll_findings(&mut desk, -60.0);
    desk.press(these);
    assert!(desk.shows("3 bản ghi có thể là một."));
    desk.press("Chọn bản ghi 2");
    desk.press("HTX nông nghiệp Thới Lai · 5");
    assert!(desk.shows("Giữ bản ghi này: 5") && !desk.shows("Giữ bản ghi này: 2"));
    desk.press("Gộp");
    let actors: BTreeSet<u32> = desk.map().actors().keys().map(|id| id.0).collect();
    assert_eq!(actors, [1, 2, 3, 4].into());
    assert!(desk.shows("Hoàn tác: gộp hai bản ghi HTX nông nghiệp Thới Lai"));
    scroll_findings(&mut desk, 60.0);
    desk.press(MERGE_THESE);
    desk.press("Gộp");
    assert_eq!(desk.map().actors().len(), 3);
    desk.keys(CTRL, Key::Z);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn what_the_map_refuses_is_told_before() {
    let before = map(|parts| (parts.actors[1].founded, parts.actors[1].dissolved) = (None, Some(2011)));
    let mut desk = desk(before.clone());
    desk.wish(Command::ShowMerge([ActorId(1), ActorId(2)].into()));
    let merge = desk.harness.get_by_label("Gộp");
    assert!(merge.accesskit_node().is_disabled(), "founded in 2012, and dissolved in 2011");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.map() == before);
    desk.press("Giải thể: không ghi");
    desk.press("Gộp");
    assert!(!desk.map().actors().contains_key(&ActorId(2)));
}

#[test]
fn what_is_typed_is_in_the_map_before_and_does_not_come_back_after() {
    let before = map(|_| {});
    let mut desk = desk(before.clone());
    let typed = Actor { district: "Cụm Bắc".into(), ..before.actors()[&ActorId(1)].clone() };
    desk.wish(Command::Select(both()));
    desk.wish_at_once([
        Command::UpdateDraft(Box::new(Change::Actor(typed))),
        Command::MergeActors(Box::new(lienket::editing::ActorMerge::new(ActorId(1), ActorId(2)))),
    ]);
    let after = desk.map();
    let actor = &after.actors()[&ActorId(1)];
    assert_eq!((actor.district.as_str(), actor.commune.as_str()), ("Cụm Bắc", "Trường Xuân"));
    assert!(after.violations().is_empty());
    desk.keys(CTRL, Key::Z);
    assert_eq!(desk.map().actors()[&ActorId(1)].district, "Cụm Bắc");
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_what_if_and_an_isolated_view_go_on_with_the_one_that_stays() {
    let before = map(|_| {});
    let mut desk = desk(before);
    desk.wish(Command::Select(Selection::actor(ActorId(2))));
    desk.wish(Command::ToggleIsolation);
    desk.wish(Command::AddWhatIf(vec![Proposal::RemoveActor(ActorId(2))]));
    desk.wish(Command::MergeActors(Box::new(lienket::editing::ActorMerge::new(ActorId(1), ActorId(2)))));
    assert_eq!(desk.shell().view().scope.actors, [ActorId(1)].into());
    let year = desk.shell().year();
    assert!(desk.shell().shown_map().actors()[&ActorId(1)].is_dissolved(year), "what if it were gone");
    assert!(!desk.map().actors()[&ActorId(1)].is_dissolved(year));
}
