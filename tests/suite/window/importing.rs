//! The import of tables: from files to the map and back.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};
use egui::{Event, Role};
use egui_kittest::kittest::Queryable;
use lienket::analysis::assess;
use lienket::command::{Change, Command};
use lienket::exchange::{MapResults, ResultsWorkbook, Template, template_map};
use lienket::language::Language;
use lienket::map::{Actor, LinkageMap, Placement, Transaction};
use lienket::schema::study_with_places;

use super::desk::{CAN_THO, Desk};

const REGISTER: &str = "DANH SÁCH HỢP TÁC XÃ,,,\nTên,Loại,Huyện,Thành viên\n\
                        HTX Thới Lai,HTX,Thới Lai,12\nHTX Đông Bình,HTX,Thới Lai,20\nCông ty Gạo,DN,Ninh Kiều,\n\
                        Tổng cộng,,,32\n";
const LINKS: &str = "Bên bán,Bên mua,Sản phẩm\nHTX Thới Lai,Công ty Gạo,Lúa\n";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files.iter().map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    });
    let paths = paths.collect();
    (folder, paths)
}

fn empty() -> LinkageMap {
    template_map(Template::Blank, 2024, Language::Vietnamese)
}

fn on(map: LinkageMap) -> Desk {
    Desk::with_environment(map, None, |_| {})
}

fn actor<'a>(map: &'a LinkageMap, name: &str) -> &'a Actor {
    map.actors().values().find(|actor| actor.name == name).unwrap_or_else(|| panic!("no {name}"))
}

/// Imports these files and looks no further.
fn import(desk: &mut Desk, paths: Vec<PathBuf>) {
    desk.wish(Command::ImportFiles(paths));
    desk.press("Nhập");
}

#[test]
fn files_become_a_map_and_one_step_takes_it_back() {
    let (_folder, paths) = folder(&[("so.csv", REGISTER), ("lien-ket.csv", LINKS)]);
    let mut desk = on(empty());
    let before = desk.map();
    desk.wish(Command::ImportFiles(paths));
    for words in ["5 mới", "so.csv", "lien-ket.csv", "4 dòng, tên cột ở dòng 2", "DANH SÁCH HỢP TÁC XÃ"] {
        assert!(desk.shows(words), "{words}");
    }
    assert!(desk.map() == before, "nothing changes before it is told to");
    desk.press("Nhập");
    let map = desk.map();
    assert_eq!((map.actors().len(), map.links().len(), map.placements().len()), (3, 1, 3));
    assert_eq!(actor(&map, "HTX Thới Lai").figures[&2024].members, Some(12));
    assert!(desk.shows("Đã nhập."));
    assert!(!desk.shows("Các cột"), "it is closed");
    assert!(desk.shows("Hoàn tác: nhập từ so.csv"));
    desk.wish(Command::Undo);
    assert!(desk.map() == before);
    desk.wish(Command::Redo);
    assert!(desk.map() == map);
}

#[test]
fn a_changed_register_updates_the_map_and_keeps_what_hands_have_made() {
    let (folder, paths) = folder(&[("so.csv", REGISTER), ("lien-ket.csv", LINKS)]);
    let mut desk = on(empty());
    import(&mut desk, paths);
    let first = actor(&desk.map(), "HTX Thới Lai").id;
    let moved = Placement { actor: first, x: 777.0, y: 555.0, pinned: true, by_hand: true };
    desk.wish(Command::Move(vec![lienket::command::ActorMove { placement: moved, stage: None }]));
    let before = desk.map();
    let changed = REGISTER.replace("Thới Lai,12", "Thới Lai,15").replace("HTX Đông Bình,HTX,Thới Lai,20\n", "");
    let path = folder.path().join("so.csv");
    fs::write(&path, format!("{changed}\nHTX Phú An,HTX,Cờ Đỏ,5\n").replace("Tổng cộng,,,32\n", "")).unwrap();
    desk.wish(Command::ImportFiles(vec![path]));
    for words in ["1 mới", "1 thay đổi", "1 không còn"] {
        assert!(desk.shows(words), "{words}");
    }
    desk.press_part("1 thay đổi");
    assert!(desk.shows("12 → 15"), "what changes, from what to what");
    desk.press_part("1 không còn");
    assert!(desk.shows("HTX Đông Bình: chưa có liên kết"));
    desk.press("Nhập");
    let map = desk.map();
    assert_eq!(map.actors().len(), 4);
    assert_eq!(map.placements()[&first], before.placements()[&first]);
    assert_eq!(actor(&map, "HTX Thới Lai").figures[&2024].members, Some(15));
    // Again, and those who are gone are to go.
    desk.wish(Command::ImportFiles(vec![folder.path().join("so.csv")]));
    assert!(desk.shows("0 mới") && desk.shows("0 thay đổi"));
    desk.press("Xóa những tác nhân không còn trong bảng");
    desk.press("Nhập");
    assert_eq!(desk.map().actors().len(), 3);
    for _ in 0..2 {
        desk.wish(Command::Undo);
    }
    assert!(desk.map() == before);
}

#[test]
fn a_column_that_was_taken_for_another_is_corrected_and_remembered() {
    let register = "Tên,Loại,Ghi vào đây\nHTX Một,HTX,Thới Lai\nHTX Hai,HTX,Cờ Đỏ\n";
    let (_folder, paths) = folder(&[("so.csv", register)]);
    let mut desk = on(empty());
    desk.wish(Command::ImportFiles(paths.clone()));
    desk.choose("Ghi vào đây: Cột này là Bỏ qua", "Quận, huyện");
    desk.press("Nhập");
    assert_eq!(actor(&desk.map(), "HTX Hai").district, "Cờ Đỏ");
    // The next register has the same column.
    desk.wish(Command::Undo);
    desk.wish(Command::ImportFiles(paths));
    assert!(desk.shows("Ghi vào đây (như lần trước)"));
    desk.press("Nhập");
    assert_eq!(actor(&desk.map(), "HTX Một").district, "Thới Lai");
}

#[test]
fn a_table_that_nobody_knows_is_named_and_one_that_is_not_wanted_left_out() {
    let table = "Đơn vị,Phân loại\nHTX Một,HTX\nHTX Hai,HTX\nCông ty Ba,DN\n";
    let (_folder, paths) = folder(&[("so.csv", table), ("lien-ket.csv", LINKS)]);
    let mut desk = on(empty());
    desk.wish(Command::ImportFiles(paths));
    assert!(desk.shows("Chưa nhập được"));
    desk.choose("so.csv: Đây là Bỏ qua", "Tác nhân");
    desk.choose("lien-ket.csv: Đây là Liên kết", "Bỏ qua");
    assert!(!desk.shows("Chưa nhập được"), "names and kinds are seen by the cells");
    desk.press("Nhập");
    let map = desk.map();
    assert_eq!((map.actors().len(), map.links().len()), (3, 0));
}

#[test]
fn who_a_doubtful_row_is_is_asked() {
    let (_folder, paths) = folder(&[("so.csv", "Tên,Loại\nHTX Thới Lái,HTX\nHTX Đông Bình 2,HTX\n")]);
    let mut map = empty();
    let mut edit = Transaction::begin(&mut map);
    for name in ["HTX Thới Lai", "HTX Đông Bình 1"] {
        let kind = lienket::map::ActorKind::Cooperative;
        edit.add(Actor { name: name.into(), kind, ..Actor::default() }).unwrap();
    }
    edit.finish();
    let mut desk = on(map);
    desk.wish(Command::ImportFiles(paths));
    assert!(desk.shows("2 chưa rõ") && desk.shows("dòng 2 · khác nhau vài chữ"));
    assert!(desk.shows("Trước hết hãy trả lời"));
    desk.wish(Command::ApplyImport);
    assert_eq!(desk.map().actors().len(), 2, "not before it is known who they are");
    desk.press("HTX Thới Lái: Chính là HTX Thới Lai");
    desk.press("Số còn lại đều là mới");
    desk.press("Nhập");
    let names: Vec<String> = desk.map().actors().values().map(|actor| actor.name.clone()).collect();
    assert_eq!(names, ["HTX Thới Lai", "HTX Đông Bình 1", "HTX Đông Bình 2"]);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_nothing_is_changed() {
    let (_folder, paths) =
        folder(&[("so.csv", "Tên,Loại,Thành viên\nHTX Một,HTX,12\nHTX Một,HTX,\nHTX Hai,Tàu vũ trụ,nhiều\n")]);
    let mut desk = on(empty());
    let before = desk.map();
    desk.wish(Command::ImportFiles(paths));
    for words in ["3 lỗi", "dòng 3", "Tàu vũ trụ", "cột Thành viên", "không phải là số"] {
        assert!(desk.shows(words), "{words}");
    }
    desk.wish(Command::ApplyImport);
    assert!(desk.map() == before);
    desk.press("Hủy");
    assert!(desk.map() == before && !desk.shows("Các cột"));
}

#[test]
fn numbers_that_can_be_read_in_two_ways_are_a_choice() {
    let (_folder, paths) = folder(&[
        ("so.csv", "Tên,Loại\nHTX Một,HTX\nHTX Hai,HTX\n"),
        ("b.csv", "from,to,volume\nHTX Một,HTX Hai,1.346\n"),
    ]);
    let mut desk = on(empty());
    desk.wish(Command::ImportFiles(paths));
    assert!(desk.shows("1 lỗi") && desk.shows("hãy chọn cách hiểu số"));
    assert!(!desk.shows("--numbers"), "that is for the command line");
    desk.choose("volume: Dấu trong số Chọn cách hiểu", "1.346,5 (kiểu Việt Nam)");
    desk.press("Nhập");
    let map = desk.map();
    let link = map.links().values().next().unwrap();
    assert_eq!(link.volume, Some(1346.0));
}

#[test]
fn an_edit_meanwhile_makes_the_preview_anew() {
    let (_folder, paths) = folder(&[("so.csv", REGISTER)]);
    let mut desk = on(empty());
    import(&mut desk, paths.clone());
    desk.wish(Command::ImportFiles(paths));
    assert!(desk.shows("0 mới"));
    let gone = actor(&desk.map(), "HTX Thới Lai").clone();
    let other = Actor { name: "HTX Khác hẳn".into(), ..gone };
    // In one frame: the import that was looked at is of another map by then.
    desk.wish_at_once([Command::Update(Box::new(Change::Actor(other))), Command::ApplyImport]);
    assert!(desk.shows("phần xem trước được làm lại"));
    assert!(desk.shows("1 mới") && desk.shows("1 không còn"));
    assert_eq!(desk.map().actors().len(), 3);
    desk.press("Nhập");
    assert_eq!(desk.map().actors().len(), 4);
}

#[test]
fn tables_are_dropped_and_copied() {
    let (_folder, paths) = folder(&[("so.csv", REGISTER)]);
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.harness.event(Event::Paste(String::new()));
    desk.settle();
    drop_files(&mut desk, &paths);
    assert!(desk.shows("Nhập từ bảng") && desk.shows("so.csv"));
    desk.harness.event(Event::Paste(LINKS.replace(',', "\t")));
    desk.settle();
    assert!(desk.shows("bảng đã sao chép") && desk.shows("4 mới"));
    desk.press("Nhập");
    assert_eq!(desk.map().links().len(), before.links().len() + 1);
    assert_eq!(desk.map().views(), before.views());
    for (id, placement) in before.placements() {
        assert_eq!(desk.map().placements().get(id), Some(placement));
    }
}

/// A file that is dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Drops files onto the window.
fn drop_files(desk: &mut Desk, paths: &[PathBuf]) {
    let files = paths.iter().map(|path| Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle);
    desk.harness.input_mut().dropped_files = files.collect();
    desk.harness.step();
    desk.settle();
}

#[test]
fn two_files_of_one_name_are_told_apart_and_one_that_is_read_again_is_one() {
    let (first, _) = folder(&[("so.csv", "Tên,Loại\nHTX Một,HTX\n")]);
    let (second, _) = folder(&[("so.csv", "Tên,Loại\nHTX Hai,HTX\n")]);
    let paths = [first.path().join("so.csv"), second.path().join("so.csv")];
    let mut desk = on(empty());
    // The second ones come while the first ones are being read.
    desk.wish_at_once(paths.iter().map(|path| Command::ImportFiles(vec![path.clone()])));
    assert!(desk.shows("2 mới"));
    let folder = second.path().file_name().unwrap().to_string_lossy().into_owned();
    assert!(desk.shows(&format!("{folder}/so.csv")));
    fs::write(&paths[0], "Tên,Loại\nHTX Một,HTX\nHTX Ba,HTX\n").unwrap();
    desk.wish(Command::ImportFiles(vec![paths[0].clone()]));
    assert!(desk.shows("3 mới"));
    for _ in 0..2 {
        desk.harness.event(Event::Paste("Tên\tLoại\nHTX Chép\tHTX\n".into()));
        desk.settle();
    }
    assert!(desk.shows("bảng đã sao chép 2") && desk.shows("1 lỗi"), "the same actor in two tables");
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let (folder, paths) = folder(&[("so.csv", REGISTER)]);
    let mut desk = on(empty());
    let gone = folder.path().join("khong-co.xlsx");
    desk.wish(Command::ImportFiles(vec![gone.clone(), paths[0].clone()]));
    assert!(desk.shows("khong-co.xlsx: không đọc được"));
    desk.press("Nhập");
    assert_eq!(desk.map().actors().len(), 3, "the others are imported all the same");
}

#[test]
fn the_workbook_of_a_map_is_written_and_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mau.xlsx");
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.person.will_pick(&path);
    desk.wish(Command::ExportWorkbook);
    assert!(fs::read(&path).unwrap().starts_with(b"PK"));
    desk.wish(Command::Import);
    for words in ["Tác nhân", "Liên kết", "Mô hình", "Số liệu năm", "đã có mọi điều"] {
        assert!(desk.shows(words), "{words}");
    }
    assert!(desk.map() == before);
    assert!(Path::new(&path).exists());
}

#[test]
fn the_results_are_written_as_a_workbook_of_the_year_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ket-qua.xlsx");
    let mut desk = Desk::on(CAN_THO);
    desk.person.will_pick(&path);
    desk.wish(Command::SetYear(2018));
    desk.press("Trình đơn");
    desk.press("Kết quả ra Excel…");
    let cells = |bytes: Vec<u8>| -> Vec<(String, Vec<Vec<Data>>)> {
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheets = workbook.worksheets().into_iter();
        sheets.map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
    };
    let map = desk.map();
    let assessment = assess(&map, 2018);
    let study = study_with_places(&map, &assessment, &|_| true).unwrap();
    let mut workbook = ResultsWorkbook::new(Language::Vietnamese);
    let supposing = None;
    workbook.add(MapResults { file: "a", map: &map, assessment: &assessment, study: &study, supposing });
    let wanted = cells(workbook.finish(&|_| true).unwrap().unwrap());
    assert!(wanted[0].1[1].contains(&Data::Float(2018.0)));
    assert!(cells(fs::read(&path).unwrap()) == wanted, "as `check -o` writes it");
    assert!(ResultsWorkbook::new(Language::Vietnamese).finish(&|_| false).is_none(), "until it is cancelled");
    desk.wish(Command::Palette);
    assert!(desk.shows("Kết quả ra Excel…"));
}

#[test]
fn the_row_that_names_the_columns_is_chosen() {
    let text = "Tên,Loại\nHTX,HTX\nTên,Huyện\nHTX Một,Thới Lai\nHTX Hai,Cờ Đỏ\nHTX Ba,Cờ Đỏ\n";
    let (_folder, paths) = folder(&[("so.csv", text)]);
    let mut desk = on(empty());
    desk.wish(Command::ImportFiles(paths));
    assert!(desk.shows("5 dòng, tên cột ở dòng 1"));
    desk.choose("so.csv: Tên các cột Dòng 1", "Dòng 3: Tên · Huyện");
    assert!(desk.shows("3 dòng, tên cột ở dòng 3"));
    desk.choose("so.csv: Tên các cột Dòng 3", "Không dòng nào");
    assert!(desk.shows("6 dòng; cột không có tên") && desk.shows("Các cột"), "it is still a table of actors");
    desk.choose("so.csv: Tên các cột Không dòng nào", "Dòng 3: Tên · Huyện");
    desk.press("Nhập");
    assert_eq!(desk.map().actors().len(), 3);
}

#[test]
fn which_commune_is_meant_is_a_choice() {
    let text = "Tên,Xã,Huyện\nHTX A,Phú Tân,Châu Thành\nHTX B,Phú Tân,Châu Thành\nHTX C,Giai Xuân,Phong Điền\n";
    let (_folder, paths) = folder(&[("so.csv", text)]);
    let mut desk = on(empty());
    desk.wish(Command::ImportFiles(paths));
    assert!(!desk.shows("địa danh"), "nothing is known of places without a province");
    desk.harness.get_by_role_and_label(Role::ComboBox, "Tỉnh, thành phố của các dòng Chưa rõ").click();
    desk.settle();
    desk.type_text("can tho");
    desk.keys(egui::Modifiers::NONE, egui::Key::Enter);
    desk.press_part("2 địa danh");
    assert!(desk.shows("2 dòng · nhiều xã cùng tên này"));
    desk.choose("Phú Tân, Châu Thành: Nơi này là Giữ như đã viết", "Xã Phú Tân, Huyện Châu Thành (cũ)");
    desk.press("Đổi sang xã, phường từ 7/2025");
    desk.press("Nhập");
    let map = desk.map();
    assert_eq!(map.info().region, "Thành phố Cần Thơ");
    assert_eq!(actor(&map, "HTX B").commune, "Xã Phú Tân");
    assert_eq!(actor(&map, "HTX C").commune, "Xã Phong Điền");
}

#[test]
fn many_rows_that_are_doubtful_for_one_reason_get_one_answer() {
    let known = "Tên,Loại,Huyện\nHTX Một,HTX,Thới Lai\nHTX Hai,HTX,Thới Lai\nHTX Ba,HTX,Thới Lai\nHTX Bốn 1,HTX,\nHTX Năm 1,HTX,\n";
    let now = known.replace("Thới Lai", "Cờ Đỏ").replace(" 1,", " 2,");
    let (folder, paths) = folder(&[("so.csv", known)]);
    let mut desk = on(empty());
    import(&mut desk, paths);
    let path = folder.path().join("moi.csv");
    fs::write(&path, now).unwrap();
    desk.wish(Command::ImportFiles(vec![path]));
    assert!(desk.shows("5 chưa rõ"));
    let confusing = "2 dòng tên dễ gây nhầm lẫn";
    assert!(!desk.shows(&format!("{confusing}: Đều chính là")), "the law tells them apart");
    desk.press("3 dòng cùng tên, khác địa bàn: Đều chính là");
    assert!(!desk.shows("3 dòng cùng tên, khác địa bàn"));
    desk.press(&format!("{confusing}: Đều là mới"));
    desk.press("Nhập");
    let map = desk.map();
    assert_eq!(map.actors().len(), 7);
    assert_eq!(actor(&map, "HTX Ba").district, "Cờ Đỏ");
}
