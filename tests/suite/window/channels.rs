//! The page of channels, and the form of linkage on a model's page.

use egui::{Key, Modifiers, Vec2};
use lienket::command::{ColorScheme, Command, Page};
use lienket::language::Language;
use lienket::map::{Link, LinkKind, LinkageMap, Proposal, Selection, Transaction};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

fn saved(path: &str) -> LinkageMap {
    lienket::storage::open(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn recorded_channels_stand_beside_what_the_links_allow() {
    let map = saved("saves/mango-mekong-2015.lienket");
    let mut desk = Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    desk.press("Kênh");
    assert!(desk.shows("7 kênh đã ghi · các liên kết cho phép 7 tuyến"));
    assert!(!desk.shows("Liên kết cho phép nhưng chưa ghi"));
    desk.press_part("Nông hộ và HTX trồng xoài → Người tiêu dùng trong nước");
    assert!(matches!(desk.shell().selection(), Selection::Actors(actors) if actors.len() == 2));
}

#[test]
fn a_channel_tells_its_break_and_its_prices() {
    let mut map = saved("saves/rice-mekong-2020.lienket");
    let year = map.info().year;
    let sold: Vec<_> = map.links().values().filter(|link| link.kind == LinkKind::Product).map(|link| link.id).collect();
    let last = map.links().values().find(|link| map.actors()[&link.to].name == "Thị trường xuất khẩu").unwrap().id;
    let mut edit = Transaction::begin(&mut map);
    for (step, id) in sold.iter().enumerate() {
        edit.edit(*id, |link: &mut Link| link.price = Some(5_000.0 + 4_000.0 * step as f64)).unwrap();
    }
    edit.edit(last, |link: &mut Link| link.to_year = Some(year - 1)).unwrap();
    edit.finish();
    let mut desk = Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    desk.wish(Command::ShowPage(Page::Channels));
    assert!(desk.shows("Tỷ trọng đã ghi: 100%"));
    assert!(desk.shows("Đứt ở Doanh nghiệp xuất khẩu gạo → Thị trường xuất khẩu: năm 2020"));
    assert!(desk.shows("Giá cuối kênh: "), "the channel that holds tells what each adds");
    assert!(desk.shows("Nông hộ trồng lúa · bán "));
}

#[test]
fn a_model_says_its_form_of_linkage() {
    let mut desk = Desk::on(CAN_THO);
    let model = desk.map().models().values().find(|model| model.name == "Cá tra Thốt Nốt").unwrap().id;
    desk.wish(Command::GoTo(Subject::Model(model)));
    assert!(desk.shows("Hình thức 1, Điều 4 Nghị định 98/2018/NĐ-CP"));
    let flagged = desk.map().models().values().find(|model| model.name == "Nhãn Thới Lai").unwrap().id;
    desk.wish(Command::GoTo(Subject::Model(flagged)));
    assert!(desk.shows("còn thiếu tiêu thụ"));
}

#[test]
fn a_channel_says_whose_yield_is_missing() {
    let mut map = saved("saves/rice-mekong-2020.lienket");
    let sold: Vec<_> = map.links().values().filter(|link| link.kind == LinkKind::Product).map(|link| link.id).collect();
    let mills: Vec<_> =
        map.actors().values().filter(|actor| !actor.converts.is_empty()).map(|actor| actor.id).collect();
    let mut edit = Transaction::begin(&mut map);
    for id in sold {
        edit.edit(id, |link: &mut Link| link.price = Some(5_000.0)).unwrap();
    }
    for id in mills {
        edit.edit(id, |actor: &mut lienket::map::Actor| actor.converts[0].yield_ratio = None).unwrap();
    }
    edit.finish();
    for (language, words) in [(Language::Vietnamese, "Chưa có tỷ lệ thu hồi: "), (Language::English, "No yield yet: ")]
    {
        let mut desk = Desk::with(map.clone(), None, language, ColorScheme::Light, Vec2::new(1280.0, 720.0));
        desk.wish(Command::ShowPage(Page::Channels));
        assert!(desk.shows(words));
        assert!(!desk.shows("Chưa có giá") && !desk.shows("No price yet"));
    }
}

#[test]
fn a_route_is_recorded_renamed_and_deleted() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.wish(Command::ShowPage(Page::Channels));
    desk.press_part("Ghi thành kênh");
    let recorded = desk.map();
    let channel = recorded.channels().values().last().unwrap().clone();
    assert_eq!(recorded.channels().len(), before.channels().len() + 1);
    assert!(channel.path.len() >= 2 && channel.product.is_some() && channel.share.is_none());
    let fill = |desk: &mut Desk, label: &str, text: &str| {
        desk.enter(label);
        desk.keys(Modifiers::COMMAND, Key::A);
        desk.type_text(text);
        desk.keys(Modifiers::NONE, Key::Enter);
    };
    // Its fields are open.
    fill(&mut desk, "Tên kênh", "Kênh siêu thị");
    fill(&mut desk, "Tỷ trọng (%)", "140");
    assert!(desk.shows("Cần nhập từ 0 đến 100"));
    fill(&mut desk, "Tỷ trọng (%)", "40");
    let edited = desk.map().channels()[&channel.id].clone();
    assert_eq!((edited.name.as_str(), edited.share, edited.path), ("Kênh siêu thị", Some(40.0), channel.path));
    assert!(desk.shows("Tỷ trọng đã ghi: 40%"));
    desk.press("Xóa kênh");
    assert!(desk.map().channels() == before.channels());
    for _ in 0..4 {
        desk.keys(Modifiers::COMMAND, Key::Z);
    }
    assert!(desk.map() == before, "each was one step");
}

#[test]
fn a_supposed_route_is_not_recorded() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    desk.wish(Command::ShowPage(Page::Channels));
    let year = map.info().year;
    let open =
        |link: &&Link| link.kind == LinkKind::Product && !link.planned && link.to_year.is_none_or(|it| it >= year);
    let ended = map.links().values().find(open).unwrap().id;
    desk.wish(Command::AddWhatIf(vec![Proposal::EndLink(ended)]));
    desk.press_part("Ghi thành kênh");
    assert!(desk.map() == map);
}
