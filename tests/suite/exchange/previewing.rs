//! What an import would do, told before it is done.

use lienket::exchange::{
    AmbiguousNumbers, ColumnChoice, ColumnMatch, ColumnMemory, CommuneCandidate, Communes, Decision, HeaderChoice,
    ImportChoices, ImportFile, ImportOptions, ImportPreview, ImportTable, MatchedBy, NumberStyle, PlaceCells,
    PlaceNote, PreparedImport, RecognisedTable, SheetChoice, TableChoice, TablePlace, ValueChange, export_workbook,
    preview_import, sample_map, table_fields, update_from_tables,
};
use lienket::language::Language;
use lienket::map::{Actor, ActorId, ActorKind, EditLabel, Editor, LinkageMap, ShortText, Stage, Transaction};
use proptest::prelude::*;

use super::options;

const FIRST: TablePlace = TablePlace { file: 0, table: 0 };

fn preview(map: &LinkageMap, texts: &[&str], choices: &ImportChoices) -> ImportPreview {
    let files: Vec<ImportFile<'_>> =
        texts.iter().map(|text| ImportFile { name: "t.csv", bytes: text.as_bytes(), table: None }).collect();
    preview_import(&files, map, &options(), choices, &|_| true).unwrap()
}

fn prepared(preview: ImportPreview) -> PreparedImport {
    preview.outcome.unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// A map with these cooperatives.
fn map_of(names: &[&str]) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    edit.add(Stage { name: "Sản xuất".into(), ..Stage::default() }).unwrap();
    for name in names {
        let kind = ActorKind::Cooperative;
        edit.add(Actor { name: (*name).into(), kind, ..Actor::default() }).unwrap();
    }
    edit.finish();
    map
}

fn column<'a>(table: &'a RecognisedTable, header: &str) -> &'a lienket::exchange::RecognisedColumn {
    table.columns.iter().find(|column| column.header == header).unwrap_or_else(|| panic!("no {header}"))
}

#[test]
fn what_was_recognised_is_told() {
    let register = "DANH SÁCH HTX\nSTT,Tên,Huyện,Ghi vào đây\n1,HTX Một,Thới Lai,a\n2,HTX Hai,Cờ Đỏ,a\n";
    let found = preview(&map_of(&[]), &[register], &ImportChoices::default());
    let [table] = found.tables.as_slice() else { panic!("{:?}", found.tables) };
    assert_eq!((table.found, table.table), (Some(ImportTable::Actors), Some(ImportTable::Actors)));
    assert_eq!((table.header_row, table.rows, table.above.as_slice()), (2, 2, &["DANH SÁCH HTX".to_owned()][..]));
    let name = column(table, "Tên");
    assert_eq!((name.field, name.matched_by), (Some("name"), ColumnMatch::Name));
    assert_eq!(name.samples, ["HTX Một", "HTX Hai"]);
    assert_eq!(column(table, "STT").matched_by, ColumnMatch::RowNumbers);
    let unknown = column(table, "Ghi vào đây");
    assert_eq!((unknown.field, unknown.matched_by, unknown.samples.len()), (None, ColumnMatch::None, 1));
}

#[test]
fn what_is_chosen_counts_more_than_what_is_found() {
    let register = "Tên,Tên gọi khác,Huyện\nMột,HTX Một,Thới Lai\nHai,HTX Hai,Cờ Đỏ\n";
    let mut choices = ImportChoices::default();
    let choice = choices.sheets.entry(FIRST).or_default();
    choice.columns.insert(1, ColumnChoice::Field("name"));
    choice.columns.insert(2, ColumnChoice::LeftOut);
    let found = preview(&map_of(&[]), &[register], &choices);
    assert_eq!(column(&found.tables[0], "Tên").field, None, "another column is it");
    let map = prepared(found).map;
    let names: Vec<(&str, &str)> =
        map.actors().values().map(|actor| (actor.name.as_str(), actor.district.as_str())).collect();
    assert_eq!(names, [("HTX Một", ""), ("HTX Hai", "")]);
    // A table that is left out says nothing, whatever is wrong with it.
    let choice = SheetChoice { table: Some(TableChoice::LeftOut), ..SheetChoice::default() };
    let choices = ImportChoices { sheets: [(FIRST, choice)].into(), ..ImportChoices::default() };
    let left_out = preview(&map_of(&["HTX A"]), &["không,biết\ngì,cả\n"], &choices);
    assert_eq!(left_out.tables[0].table, None);
    assert!(prepared(left_out).patch.is_empty());
}

#[test]
fn columns_without_a_name_are_known_by_their_cells() {
    let register = "Đơn vị,Phân loại,Nơi\nHTX Một,HTX,a\nTHT Hai,Tổ hợp tác,b\nCông ty Ba,HTX,c\n";
    let choice = SheetChoice { table: Some(TableChoice::Table(ImportTable::Actors)), ..SheetChoice::default() };
    let choices = ImportChoices { sheets: [(FIRST, choice)].into(), ..ImportChoices::default() };
    let found = preview(&map_of(&[]), &[register], &choices);
    let table = &found.tables[0];
    assert_eq!((table.found, table.table), (None, Some(ImportTable::Actors)));
    assert_eq!(
        (column(table, "Đơn vị").field, column(table, "Đơn vị").matched_by),
        (Some("name"), ColumnMatch::Content)
    );
    assert_eq!(column(table, "Phân loại").field, Some("kind"));
    assert_eq!(column(table, "Nơi").field, None);
    let told: Vec<String> = found.warnings.iter().map(|warning| warning.sentence(Language::English)).collect();
    assert!(told.iter().any(|told| told.contains("column number 1 was taken for “name”")), "{told:?}");
    assert_eq!(prepared(found).map.actors().len(), 3);
}

#[test]
fn a_register_is_known_by_its_other_columns_where_nothing_names_its_names() {
    let register = "DANH SÁCH ĐƠN VỊ\nĐơn vị,Huyện,Số thành viên,Năm thành lập\nHTX Một,Thới Lai,12,2015\n\
                    THT Hai,Cờ Đỏ,9,2016\nHTX Ba,Cờ Đỏ,20,2017\n";
    let found = preview(&map_of(&[]), &[register], &ImportChoices::default());
    let table = &found.tables[0];
    assert_eq!((table.found, table.header_row), (Some(ImportTable::Actors), 2));
    assert_eq!(column(table, "Đơn vị").matched_by, ColumnMatch::Content);
    assert_eq!(prepared(found).map.actors().len(), 3);
    // Names of nobody are no names.
    let other = register.replace("HTX Một", "abc").replace("THT Hai", "def").replace("HTX Ba", "ghi");
    let found = preview(&map_of(&[]), &[&other], &ImportChoices::default());
    assert_eq!(found.tables[0].found, None);
}

#[test]
fn numbers_that_can_be_read_in_two_ways_are_asked() {
    let texts = ["Tên,Loại\nHTX Một,HTX\nHTX Hai,HTX\n", "from,to,volume\nHTX Một,HTX Hai,1.346\n"];
    let open = preview(&map_of(&[]), &texts, &ImportChoices::default());
    assert_eq!(column(&open.tables[1], "volume").numbers, Some(AmbiguousNumbers::Open));
    assert!(open.outcome.is_err());
    let place = TablePlace { file: 1, table: 0 };
    for (style, volume) in [(NumberStyle::Vietnamese, 1346.0), (NumberStyle::English, 1.346)] {
        let choice = SheetChoice { numbers: Some(style), ..SheetChoice::default() };
        let choices = ImportChoices { sheets: [(place, choice)].into(), ..ImportChoices::default() };
        let read = preview(&map_of(&[]), &texts, &choices);
        assert_eq!(column(&read.tables[1], "volume").numbers, Some(AmbiguousNumbers::Read(style)));
        assert_eq!(prepared(read).map.links().values().next().unwrap().volume, Some(volume));
    }
}

#[test]
fn the_lists_name_what_changes_from_what_to_what() {
    let mut map = map_of(&["HTX Một", "HTX Hai", "HTX Gốc"]);
    let mut edit = Transaction::begin(&mut map);
    edit.edit::<Actor>(ActorId(1), |actor| actor.code = "180".into()).unwrap();
    edit.finish();
    let year = map.info().year;
    let register = "Tên,Mã số,Huyện,Số thành viên\nHTX Một đổi tên,180,Cờ Đỏ,12\nHTX Hai,,,\nHTX Ba,,,\n";
    let PreparedImport { changes, .. } = prepared(preview(&map, &[register], &ImportChoices::default()));
    let [added] = changes.added.as_slice() else { panic!("{:?}", changes.added) };
    assert_eq!((added.name.as_str(), added.word.as_str()), ("HTX Ba", "HTX"));
    let [changed] = changes.changed.as_slice() else { panic!("{:?}", changes.changed) };
    assert_eq!((changed.name.as_str(), changed.found_by), ("HTX Một đổi tên", Some(MatchedBy::Code)));
    let change = |field: &str, before: &str, after: &str| ValueChange {
        field: field.into(),
        before: before.into(),
        after: after.into(),
    };
    assert!(changed.values.contains(&change("Tên", "HTX Một", "HTX Một đổi tên")), "{:?}", changed.values);
    assert!(changed.values.iter().any(|value| value.before.is_empty() && value.after == "Cờ Đỏ"));
    let members = changed.values.iter().find(|value| value.after == "12").unwrap();
    assert!(members.field.starts_with(&format!("{year} · ")), "{members:?}");
    let missing: Vec<(&str, usize)> = changes.missing.iter().map(|actor| (actor.name.as_str(), actor.links)).collect();
    assert_eq!(missing, [("HTX Gốc", 0)]);
}

#[test]
fn a_doubt_is_settled_by_a_decision() {
    let map = map_of(&["HTX Thới Lai", "HTX Đông Bình 1"]);
    let register = "Tên,Huyện\nHTX Thới Lái,Cờ Đỏ\nHTX Đông Bình 2,\n";
    let open = prepared(preview(&map, &[register], &ImportChoices::default()));
    let doubtful: Vec<_> = open.changes.doubtful.iter().map(|row| (row.row, row.known)).collect();
    assert_eq!(doubtful, [((FIRST, 2), ActorId(1)), ((FIRST, 3), ActorId(2))]);
    assert!(open.has_open_doubts() && open.changes.added.len() == 2);
    let decisions = [((FIRST, 2), Decision::Same(ActorId(1))), ((FIRST, 3), Decision::New)].into();
    let settled = preview(&map, &[register], &ImportChoices { decisions, ..ImportChoices::default() });
    assert!(settled.warnings.is_empty(), "{:?}", settled.warnings);
    let settled = prepared(settled);
    assert!(!settled.has_open_doubts());
    assert_eq!(settled.changes.doubtful.len(), 2, "they can be answered anew");
    let known = &settled.map.actors()[&ActorId(1)];
    assert_eq!((known.name.as_str(), known.district.as_str()), ("HTX Thới Lai", "Cờ Đỏ"), "its name stays");
    assert_eq!(settled.map.actors().len(), 3);
    // Nobody is asked again.
    let again = prepared(preview(&settled.map, &[register], &ImportChoices::default()));
    assert!(again.changes.doubtful.is_empty() && again.patch.is_empty(), "{:?}", again.changes);
    // One who is no longer there cannot be meant.
    let decisions = [((FIRST, 2), Decision::Same(ActorId(99)))].into();
    let gone = prepared(preview(&map, &[register], &ImportChoices { decisions, ..ImportChoices::default() }));
    assert!(gone.has_open_doubts() && gone.map.actors().len() == 4);
}

#[test]
fn what_was_chosen_is_remembered_by_the_name_of_the_column_and_bounded() {
    let mut memory = ColumnMemory::default();
    memory.remember(ImportTable::Actors, "Ghi vào đây", ColumnChoice::Field("district"));
    memory.remember(ImportTable::Actors, "Huyện", ColumnChoice::LeftOut);
    memory.remember(ImportTable::Actors, "", ColumnChoice::LeftOut);
    let texts: Vec<[String; 3]> = memory.texts().map(|texts| texts.map(str::to_owned)).collect();
    let again = ColumnMemory::of_texts(texts.iter().map(|texts| texts.each_ref().map(String::as_str)));
    assert_eq!(again, memory);
    assert_eq!(again.find(ImportTable::Actors, "GHI VAO DAY"), Some(ColumnChoice::Field("district")));
    assert_eq!(again.find(ImportTable::Links, "Ghi vào đây"), None);
    assert_eq!(
        ColumnMemory::of_texts([["actors", "x", "no such field"], ["no table", "x", ""]]),
        ColumnMemory::default()
    );
    let choices = ImportChoices { memory: again, ..ImportChoices::default() };
    let register = "Tên,Ghi vào đây,Huyện\nHTX Một,Thới Lai,Cờ Đỏ\n";
    let found = preview(&map_of(&[]), &[register], &choices);
    assert_eq!(column(&found.tables[0], "Ghi vào đây").matched_by, ColumnMatch::Memory);
    assert_eq!(prepared(found).map.actors().values().next().unwrap().district, "Thới Lai");
    for number in 0..1_000 {
        memory.remember(ImportTable::Actors, &format!("cột {number}"), ColumnChoice::LeftOut);
    }
    assert_eq!(memory.texts().count(), 200);
    assert_eq!(memory.find(ImportTable::Actors, "cột 999"), Some(ColumnChoice::LeftOut));
    assert_eq!(memory.find(ImportTable::Actors, "Huyện"), None, "the oldest ones are forgotten");
}

#[test]
fn every_field_of_a_table_has_a_name_in_both_languages() {
    for table in ImportTable::ALL {
        for language in Language::ALL {
            let fields: Vec<_> = table_fields(table, language).collect();
            let names: std::collections::BTreeSet<&str> = fields.iter().map(|(_, name)| *name).collect();
            assert_eq!(names.len(), fields.len(), "{table:?}: {fields:?}");
            assert!(names.iter().all(|name| !name.is_empty()));
        }
    }
}

#[test]
fn the_row_that_names_the_columns_can_be_chosen_or_be_none() {
    // A row of marks above the names is taken for them.
    let register = "Tên,Loại\nA,B\nTên,Huyện\nHTX Một,Thới Lai\nHTX Hai,Cờ Đỏ\nHTX Ba,Cờ Đỏ\n";
    let with = |header: Option<HeaderChoice>| {
        let choice = SheetChoice { header, ..SheetChoice::default() };
        let choices = ImportChoices { sheets: [(FIRST, choice)].into(), ..ImportChoices::default() };
        preview(&map_of(&[]), &[register], &choices)
    };
    let found = with(None);
    let offered: Vec<(usize, &str)> =
        found.tables[0].first_rows.iter().map(|(number, text)| (*number, text.as_str())).collect();
    assert_eq!(offered[..3], [(1, "Tên · Loại"), (2, "A · B"), (3, "Tên · Huyện")]);
    assert!(found.tables[0].has_header && found.tables[0].header_row == 1);
    let chosen = with(Some(HeaderChoice::Row(3)));
    assert_eq!((chosen.tables[0].header_row, chosen.tables[0].rows), (3, 3));
    assert_eq!(chosen.tables[0].above, ["Tên", "A"]);
    assert_eq!(column(&chosen.tables[0], "Huyện").field, Some("district"));
    assert_eq!(prepared(chosen).map.actors().len(), 3);
    // A row that is not there is as if none was chosen.
    assert_eq!(with(Some(HeaderChoice::Row(99))).tables, found.tables);
    // Without names, columns are known by their cells, and no row is lost.
    let bare = "1,HTX Một,Thới Lai\n2,HTX Hai,Cờ Đỏ\n3,HTX Ba,Cờ Đỏ\n";
    let table = Some(TableChoice::Table(ImportTable::Actors));
    let mut choice = SheetChoice { header: Some(HeaderChoice::NoRow), table, ..SheetChoice::default() };
    choice.columns.insert(2, ColumnChoice::Field("district"));
    let choices = ImportChoices { sheets: [(FIRST, choice)].into(), ..ImportChoices::default() };
    let read = preview(&map_of(&[]), &[bare], &choices);
    let seen = &read.tables[0];
    assert_eq!((seen.has_header, seen.rows, seen.columns[1].field), (false, 3, Some("name")));
    assert_eq!(seen.columns[1].matched_by, ColumnMatch::Content);
    let districts: Vec<String> = prepared(read).map.actors().values().map(|actor| actor.district.clone()).collect();
    assert_eq!(districts, ["Thới Lai", "Cờ Đỏ", "Cờ Đỏ"]);
}

#[test]
fn which_commune_is_meant_is_asked_once_for_all_its_rows() {
    let register = "Tên,Xã,Huyện\nHTX A,Phú Tân,Châu Thành\nHTX B,Phú Tân,Châu Thành\nHTX C,Giai Xuân,\n\
                    HTX D,Nhơn Nghĩ,\n";
    let in_can_tho = ImportOptions { place: Some("Cần Thơ".into()), ..options() };
    let files = [ImportFile { name: "t.csv", bytes: register.as_bytes(), table: None }];
    let with = |options: &ImportOptions| {
        prepared(preview_import(&files, &map_of(&[]), options, &ImportChoices::default(), &|_| true).unwrap())
    };
    let open = with(&in_can_tho);
    let told: Vec<_> =
        open.changes.places.iter().map(|doubt| (doubt.cells.commune.as_str(), doubt.rows, doubt.note)).collect();
    let wanted = [
        ("Giai Xuân", 1, PlaceNote::Former),
        ("Nhơn Nghĩ", 1, PlaceNote::Unknown),
        ("Phú Tân", 2, PlaceNote::Ambiguous),
    ];
    assert_eq!(told, wanted);
    let communes = |import: &PreparedImport| -> Vec<(String, String)> {
        let of = |actor: &Actor| (actor.commune.clone(), actor.district.clone());
        import.map.actors().values().map(of).collect()
    };
    let pair = |commune: &str, district: &str| (commune.to_owned(), district.to_owned());
    let as_written =
        [pair("Phú Tân", "Châu Thành"), pair("Phú Tân", "Châu Thành"), pair("Xã Giai Xuân", ""), pair("Nhơn Nghĩ", "")];
    assert_eq!(communes(&open), as_written);
    let [_, unknown, ambiguous] = open.changes.places.as_slice() else { panic!("{:?}", open.changes.places) };
    assert_eq!(
        unknown.candidates,
        [CommuneCandidate { commune: "Xã Nhơn Nghĩa".into(), district: Some("Huyện Phong Điền".into()) }]
    );
    assert_eq!(ambiguous.candidates.len(), 2, "{:?}", ambiguous.candidates);
    let mut options = in_can_tho.clone();
    options.places = [
        (ambiguous.cells.clone(), Some(ambiguous.candidates[1].clone())),
        (unknown.cells.clone(), Some(unknown.candidates[0].clone())),
    ]
    .into();
    let settled = with(&options);
    assert_eq!(settled.changes.places.len(), 3, "they can be answered anew");
    let district = pair(&ambiguous.candidates[1].commune, "Châu Thành");
    assert_eq!(
        communes(&settled),
        [district.clone(), district, pair("Xã Giai Xuân", ""), pair("Xã Nhơn Nghĩa", "Huyện Phong Điền")]
    );
    // All of before that are part of one of today, at once; what is to stay as written is not told again.
    options.places = [(unknown.cells.clone(), None), (PlaceCells::default(), None)].into();
    options.communes = Communes::OfToday;
    let shown = preview_import(&files, &map_of(&[]), &options, &ImportChoices::default(), &|_| true).unwrap();
    let notes: Vec<PlaceNote> = shown
        .warnings
        .iter()
        .filter_map(|warning| match &warning.kind {
            lienket::exchange::WarningKind::Places { note, .. } => Some(*note),
            _ => None,
        })
        .collect();
    assert!(!notes.contains(&PlaceNote::Unknown) && notes.contains(&PlaceNote::Ambiguous), "{notes:?}");
    assert_eq!(communes(&prepared(shown))[2], pair("Xã Phong Điền", "Huyện Phong Điền"));
}

#[test]
fn the_reading_of_a_workbook_goes_on_by_cells_and_ends_when_it_is_cancelled() {
    let workbook = export_workbook(&sample_map(3_000, 5), Language::Vietnamese).unwrap();
    let files = [ImportFile { name: "t.xlsx", bytes: &workbook, table: None }];
    let told = std::sync::Mutex::new(Vec::new());
    let note = |part: f32| {
        told.lock().unwrap().push(part);
        true
    };
    preview_import(&files, &map_of(&[]), &options(), &ImportChoices::default(), &note).unwrap();
    let told = told.into_inner().unwrap();
    assert!(told.is_sorted() && told.len() > 15, "{told:?}");
    assert!(told.first().is_some_and(|part| *part == 0.0) && told.last().is_some_and(|part| *part == 1.0));
    for allowed in 0..told.len() - 1 {
        let left = std::sync::atomic::AtomicUsize::new(allowed);
        let goes_on = |_: f32| {
            let by_one = |left: usize| left.checked_sub(1);
            left.fetch_update(std::sync::atomic::Ordering::Relaxed, std::sync::atomic::Ordering::Relaxed, by_one)
                .is_ok()
        };
        // Late steps take all the work before them: one in four of them.
        if allowed < 8 || allowed % 4 == 0 {
            let cancelled = preview_import(&files, &map_of(&[]), &options(), &ImportChoices::default(), &goes_on);
            assert!(cancelled.is_none(), "{allowed}");
        }
    }
}

#[test]
fn a_cancelled_preview_is_none() {
    let files = [ImportFile { name: "t.csv", bytes: b"name\nA\n", table: None }];
    for allowed in 0..3 {
        let asked = std::sync::atomic::AtomicU32::new(0);
        let on_progress = |_: f32| asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < allowed;
        let map = map_of(&["HTX A"]);
        assert!(preview_import(&files, &map, &options(), &ImportChoices::default(), &on_progress).is_none());
    }
}

/// Rows about actors of a map and others.
fn register() -> impl Strategy<Value = String> {
    let row = (0..14_u32, prop::sample::select(vec!["", "Cờ Đỏ", "Thới Lai"]), 0..40_u32);
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let names = sample_map(8, 3);
        let mut text = "Tên,Huyện,Số thành viên\n".to_owned();
        for (number, district, members) in rows {
            let known = names.actors().get(&ActorId(number)).map(|actor| actor.name.clone());
            let name = known.unwrap_or_else(|| format!("HTX Lạ {number}"));
            text.push_str(&format!("\"{name}\",{district},{members}\n"));
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The preview is of the very map that the command line makes, and its lists are of its patch.
    #[test]
    fn the_preview_is_what_the_import_does(text in register(), removes_missing: bool) {
        let map = sample_map(8, 3);
        let choices = ImportChoices { removes_missing, ..ImportChoices::default() };
        let files = [ImportFile { name: "t.csv", bytes: text.as_bytes(), table: Some(ImportTable::Actors) }];
        let shown = preview_import(&files, &map, &options(), &choices, &|_| true).unwrap();
        let done = update_from_tables(&files, &map, &options(), removes_missing);
        match (shown.outcome, done) {
            (Ok(shown), Ok(done)) => {
                prop_assert!(shown.map == done.map && shown.patch == done.patch);
                let count = |counts: &std::collections::BTreeMap<ImportTable, usize>| counts.values().sum::<usize>();
                prop_assert_eq!(shown.changes.added.len(), count(&done.summary.added));
                prop_assert_eq!(shown.changes.changed.len(), count(&done.summary.changed));
                let missing: Vec<String> = shown.changes.missing.iter().map(|actor| actor.name.clone()).collect();
                prop_assert_eq!(&missing, &done.summary.missing);
                prop_assert!(shown.changes.changed.iter().all(|record| !record.values.is_empty()));
            }
            (Err(shown), Err(done)) => prop_assert_eq!(shown, done),
            (shown, done) => prop_assert!(false, "{shown:?} and {done:?}"),
        }
    }

    /// Whatever is chosen for whatever tables, there is an answer, and the map that comes of it is whole.
    #[test]
    fn any_choice_has_an_answer(
        texts in prop::collection::vec("[a-zđê,\n1.\\-]{0,60}", 1..3),
        chosen in prop::collection::vec((0..3_usize, 0..3_usize, 0..8_usize, 0..30_usize), 0..6),
        decided in prop::collection::vec((0..3_usize, 0..4_usize, 0..9_u32), 0..4),
        headers in prop::collection::vec((0..3_usize, 0..5_usize), 0..3),
    ) {
        let map = sample_map(6, 2);
        let mut choices = ImportChoices::default();
        for (file, table, at, field) in chosen {
            let sheet = choices.sheets.entry(TablePlace { file, table: 0 }).or_default();
            let of = ImportTable::ALL[table];
            sheet.table = Some(TableChoice::Table(of));
            let field = table_fields(of, Language::English).nth(field);
            sheet.columns.insert(at, field.map_or(ColumnChoice::LeftOut, |(id, _)| ColumnChoice::Field(id)));
        }
        for (file, row) in headers {
            let header = if row == 0 { HeaderChoice::NoRow } else { HeaderChoice::Row(row) };
            choices.sheets.entry(TablePlace { file, table: 0 }).or_default().header = Some(header);
        }
        for (file, row, known) in decided {
            let decision = if known == 0 { Decision::New } else { Decision::Same(ActorId(known)) };
            choices.decisions.insert((TablePlace { file, table: 0 }, row), decision);
        }
        let files: Vec<ImportFile<'_>> =
            texts.iter().map(|text| ImportFile { name: "t.csv", bytes: text.as_bytes(), table: None }).collect();
        let shown = preview_import(&files, &map, &options(), &choices, &|_| true).unwrap();
        if let Ok(prepared) = shown.outcome {
            prop_assert_eq!(prepared.map.violations(), []);
            let mut editor = Editor::new(map.clone());
            editor.apply(EditLabel::Import(ShortText::new("t.csv")), prepared.patch).unwrap();
            prop_assert!(*editor.map() == prepared.map);
            editor.undo();
            prop_assert!(*editor.map() == map);
        }
    }
}
