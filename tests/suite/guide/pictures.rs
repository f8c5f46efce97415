//! The pictures of the guide, and the moving one of the README. `UPDATE_GUIDE=1` draws them anew: look at each before it is
//! committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers, Pos2, Rect, Vec2};
use lienket::analysis::{Verdict, assess};
use lienket::command::{Change, ColorScheme, Command, Page, Presenting};
use lienket::exchange::{Template, template_map};
use lienket::language::{Language, UiText};
use lienket::map::{Actor, ActorKind, Info, Link, LinkId, LinkageMap, MapId, ModelId, Placement, Transaction};
use lienket::session::Subject;
use lienket::storage::{self, JournalStore, VersionStore};
use rust_xlsxwriter::Workbook;

use super::drawn::{Drawn, settle};
use super::{LANGUAGES, folder};
use crate::window::desk::{CAN_THO, Desk, Ticking};
use crate::window::look::can_draw;

/// Bytes of all pictures of the guide together, and of the moving one.
const LIMITS: [u64; 2] = [1_500_000, 2_000_000];
/// A window that has lists and details at its sides.
const WINDOW: Vec2 = Vec2::new(1240.0, 660.0);
/// One for a dialog, of which letters can be read where the page shows it smaller.
const NARROW: Vec2 = Vec2::new(960.0, 600.0);

fn can_tho() -> LinkageMap {
    storage::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO)).unwrap()
}

fn desk(map: LinkageMap, language: Language, size: Vec2) -> Desk {
    Desk::with(map, None, language, ColorScheme::Light, size)
}

fn area(from: (f32, f32), to: (f32, f32)) -> Rect {
    Rect::from_min_max(Pos2::new(from.0, from.1), Pos2::new(to.0, to.1))
}

/// A text of either language.
fn either(language: Language, vietnamese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
}

/// A model of which goods reach a buyer on paper only.
fn broken(desk: &Desk) -> ModelId {
    let map = desk.map();
    let assessment = assess(&map, map.info().year);
    assessment.models.values().find(|judged| judged.verdict == Verdict::OnPaper).unwrap().model
}

fn go_to_broken(desk: &mut Desk) {
    let model = broken(desk);
    desk.wish(Command::GoTo(Subject::Model(model)));
}

/// Presents, and walks on to the slide of a broken model and some steps along its chain.
fn present_broken(desk: &mut Desk, steps: usize) {
    let name = desk.map().models()[&broken(desk)].name.clone();
    desk.wish(Command::Present(Presenting::Start));
    let (_, all) = desk.shell().slide_position().unwrap();
    for _ in 0..all {
        desk.keys(Modifiers::NONE, Key::PageDown);
        if desk.shows(&name) {
            break;
        }
    }
    for _ in 0..steps {
        desk.keys(Modifiers::NONE, Key::ArrowDown);
    }
}

/// A blank page with the beginning of a chain, while a name is typed.
fn blank(language: Language) -> Drawn {
    let mut desk = desk(template_map(Template::Blank, 2026, language), language, WINDOW);
    for _ in 0..2 {
        desk.wish(Command::ZoomIn);
    }
    let lane = desk.map().stages_in_order()[1].id;
    desk.wish(Command::AddActor { stage: Some(lane), at: (0.0, 0.0) });
    desk.type_text("HTX Thới Lai");
    desk.keys(Modifiers::NONE, Key::Tab);
    desk.type_text("Công ty gạo B");
    desk.keys(Modifiers::NONE, Key::Tab);
    desk.type_text("Chợ Xuân Khánh");
    Drawn::of(&mut desk).part(area((170.0, 44.0), (1000.0, 420.0)))
}

/// A workbook with an old register of the map, and one in which things have changed.
fn register(path: &Path, language: Language, rows: &[(&str, &str, f64)]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(either(language, "Danh sách HTX", "Cooperatives")).unwrap();
    let heads = [("Tên HTX", "Name"), ("Loại", "Kind"), ("Huyện", "District"), ("Số thành viên", "Members")];
    for (column, (vietnamese, english)) in heads.into_iter().enumerate() {
        sheet.write(0, column as u16, either(language, vietnamese, english)).unwrap();
    }
    for (row, (name, district, members)) in (1..).zip(rows) {
        sheet.write(row, 0, *name).unwrap();
        sheet.write(row, 1, "HTX").unwrap();
        sheet.write(row, 2, *district).unwrap();
        sheet.write(row, 3, *members).unwrap();
    }
    workbook.save(path).unwrap();
}

/// The import of a workbook that has changed since it was imported before.
fn import(language: Language) -> Drawn {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(either(language, "so-htx-2026.xlsx", "cooperatives-2026.xlsx"));
    let mut desk = desk(template_map(Template::Blank, 2026, language), language, NARROW);
    register(&path, language, &[("HTX Thới Lai", "Thới Lai", 12.0), ("HTX Đông Bình", "Thới Lai", 20.0)]);
    desk.wish(Command::ImportFiles(vec![path.clone()]));
    desk.wish(Command::ApplyImport);
    register(
        &path,
        language,
        &[("HTX Thới Lai", "Thới Lai", 15.0), ("HTX Phú An", "Cờ Đỏ", 9.0), ("HTX Trường Xuân", "Thới Lai", 31.0)],
    );
    desk.wish(Command::ImportFiles(vec![path]));
    desk.press_part(either(language, "1 thay đổi", "1 changed"));
    Drawn::of(&mut desk).part(area((6.0, 54.0), (954.0, 546.0)))
}

/// Two copies of a map that were edited apart, about to be merged.
fn merge(language: Language) -> Drawn {
    let folder = tempfile::tempdir().unwrap();
    let [mine, theirs] = ["can-tho.lienket", "can-tho-lan.lienket"].map(|name| folder.path().join(name));
    storage::save(&can_tho().with_new_identity(MapId(5)), &mine).unwrap();
    let base = storage::open(&mine).unwrap();
    let mut copy = base.clone();
    let mut edit = Transaction::begin(&mut copy);
    edit.edit::<Link>(LinkId(2), |link| link.to_year = Some(2030)).unwrap();
    let actor = Actor { name: "HTX Định Môn".into(), kind: ActorKind::Cooperative, ..Actor::default() };
    let actor = edit.add(actor).unwrap();
    edit.set(Placement { actor, x: 400.0, y: 2_000.0, ..Placement::default() }).unwrap();
    let title = either(language, "Cần Thơ, bản của Lan", "Cần Thơ, Lan’s copy");
    edit.set_info(Info { title: title.into(), ..edit.map().info().clone() }).unwrap();
    edit.finish();
    storage::save(&copy, &theirs).unwrap();
    let state = folder.path().join("state");
    let mut desk = Desk::started(mine, language, move |environment| {
        let versions = VersionStore::new(state.join("versions"));
        environment.journal_store = Some(JournalStore::new(state.join("journals"), versions));
        environment.clock = Arc::new(Ticking::new());
    });
    let link = Link { to_year: Some(2025), ..base.links()[&LinkId(2)].clone() };
    desk.wish(Command::Update(Box::new(Change::Link(link))));
    let title = either(language, "Liên kết HTX Cần Thơ", "Cooperatives of Cần Thơ");
    desk.wish(Command::Update(Box::new(Change::Info(Info { title: title.into(), ..base.info().clone() }))));
    desk.harness.set_size(NARROW);
    desk.settle();
    desk.wish(Command::MergeWith(theirs));
    desk.press_part("2030");
    Drawn::of(&mut desk).part(area((6.0, 54.0), (954.0, 398.0)))
}

#[test]
fn the_pictures_show_what_the_program_shows() {
    if !can_draw() {
        return;
    }
    for (language, tag) in LANGUAGES {
        let keep = |name: &str, drawn: Drawn| settle(&folder("pictures").join(tag).join(name), &[drawn]);
        keep("blank.png", blank(language));
        keep("import.png", import(language));
        keep("merge.png", merge(language));
        let mut desk = desk(can_tho(), language, WINDOW);
        go_to_broken(&mut desk);
        keep("break.png", Drawn::of(&mut desk).part(area((290.0, 44.0), (1240.0, 580.0))));
        desk.press_part(&format!("{}: ", UiText::AddWhatIf.text(language)));
        keep("repair.png", Drawn::of(&mut desk).part(area((170.0, 44.0), (1240.0, 580.0))));
        desk.wish(Command::DiscardWhatIf);
        desk.wish(Command::ToggleFindings);
        keep("findings.png", Drawn::of(&mut desk).part(area((170.0, 444.0), (1000.0, 632.0))));
        desk.wish(Command::ToggleFindings);
        desk.wish(Command::ShowPage(Page::Years));
        keep("years.png", Drawn::of(&mut desk).part(area((170.0, 44.0), (1000.0, 560.0))));
        desk.wish(Command::ShowPage(Page::Map));
        present_broken(&mut desk, 1);
        keep("slide.png", Drawn::of(&mut desk));
    }
}

#[test]
fn the_moving_picture_shows_what_the_program_shows() {
    if !can_draw() {
        return;
    }
    let mut desk = desk(can_tho(), Language::Vietnamese, Vec2::new(1240.0, 700.0));
    let mut frames = vec![Drawn::of(&mut desk)];
    go_to_broken(&mut desk);
    frames.push(Drawn::of(&mut desk));
    for _ in 0..2 {
        desk.wish(Command::StepYear(1));
        frames.push(Drawn::of(&mut desk));
    }
    desk.wish(Command::StepYear(-2));
    desk.wish(Command::ToggleFindings);
    frames.push(Drawn::of(&mut desk));
    desk.wish(Command::ToggleFindings);
    for page in [Page::Years, Page::Targets] {
        desk.wish(Command::ShowPage(page));
        frames.push(Drawn::of(&mut desk));
    }
    present_broken(&mut desk, 0);
    frames.push(Drawn::of(&mut desk));
    desk.keys(Modifiers::NONE, Key::ArrowDown);
    frames.push(Drawn::of(&mut desk));
    settle(&moving(), &frames);
}

fn moving() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/tour.png")
}

#[test]
fn pictures_are_small_and_each_is_shown() {
    let mut total = 0;
    for (_, tag) in LANGUAGES {
        let chapters: Vec<String> =
            fs::read_dir(folder(tag)).unwrap().map(|it| fs::read_to_string(it.unwrap().path()).unwrap()).collect();
        for entry in fs::read_dir(folder("pictures").join(tag)).unwrap() {
            let entry = entry.unwrap();
            total += entry.metadata().unwrap().len();
            let shown = format!("](../pictures/{tag}/{})", entry.file_name().to_string_lossy());
            assert!(chapters.iter().any(|text| text.contains(&shown)), "{shown} is in no chapter");
        }
    }
    assert!(total <= LIMITS[0], "{total}");
    assert!(fs::metadata(moving()).unwrap().len() <= LIMITS[1]);
}
