//! What undo says that it undoes, for every command that edits, in the words of the map.

use std::path::PathBuf;
use std::sync::LazyLock;

use egui::Vec2;
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{ActorMove, Change, ColorScheme, Command, Removal};
use lienket::editing::{
    ActorMerge, Arrangement, Growth, LinkEnd, LinkedActor, Replacement, SearchScope, TextChange, TextQuery, TextSearch,
};
use lienket::exchange::{CellEdits, EditRow, TableColumn, TableKind, TableRow};
use lienket::language::{Language, MatchOptions, TextPattern};
use lienket::map::{
    Actor, ActorId, Banding, Channel, ChannelId, CoopModel, Info, Link, LinkForm, LinkId, LinkageMap, Measure, ModelId,
    Placement, Product, ProductId, Proposal, RecordRef, Selection, Stage, StageId, Target, TargetId, Transaction, View,
    ViewId, ViewState,
};
use lienket::schema;
use tempfile::TempDir;

use super::desk::Desk;

/// Which commands edit: a new command does not compile before it is told here.
macro_rules! commands {
    (edit: $($edit:ident)+; other: $($other:ident)+;) => {
        /// The names of all commands that edit.
        const EDITING: &[&str] = &[$(stringify!($edit)),+];

        /// The name of a command, if it edits.
        fn editing(command: &Command) -> Option<&'static str> {
            match command {
                $(Command::$edit { .. } => Some(stringify!($edit)),)+
                $(Command::$other { .. })|+ => None,
            }
        }
    };
}

commands! {
    edit: AddView DuplicateView MoveView SetViewState ApplyImport ApplyMerge AddActor AddActorHere AddChannel AddLink AddLinkedActor AddLinks AddModel AddProduct AddStage AddTarget
        ApplyProposals ApplyWhatIf Arrange Cut Delete Duplicate DuplicateTo EditCells Enter Grow InsertStage
        MergeActors Move MoveLinkEnd Nudge Paste Pin Reconnect Remove RemoveRows ReplaceMany ReplaceTexts
        ReverseLink SetBands SwapStages Tidy TidySelection
        TidyThoroughly Update UpdateDraft;
    other: AddWhatIf CancelJob ChooseCompared ChooseMergeBase ChooseMerged CloseComparison CloseHistory Compare CompareWith MergeWith SetMergeBase ShowChange SwapComparison ClosePasteNotice Copy CopyPicture CopyTable DiscardUnsaved
        DiscardWhatIf EditName Escape Export
        ExportResults ExportTable ExportWorkbook Import ImportFiles Find FindAndReplace Fit FitSelection GoBack GoForward GoTo HideRest Highlight KeepMine LinkTo New NewFromOwnTemplate
        NewFromTemplate Open OpenCopy OpenGuide OpenGuideAt OpenPath OpenSample Palette PlanPaste Present PreviewPaste Print QueryTable QuickEntry Quit Recompute RecoverUnsaved
        Redo Reload RemoveProposal RemoveTemplate Rename RenameStage RequestPaste Rescue RestoreVersion Reveal Save SaveAs SaveAsTemplate SaveTo
        Select SelectAlike SelectAll SetColorScheme SetColouring SetColumns SetFilter SetLanguage SetNeighborhood
        SetProduct SetReducedMotion SetScale SetYear ShowAbout ShowAllFields ShowExport ShowKeys ShowLegend ShowLinkLabels ShowMerge ShowMinimap
        ShowFileChanges ShowHistory ShowPage ShowTemplates ShowTour ShowUnsaved ShowVersion ShowView ShowVolumes StepYear TakeOver ToggleFullScreen ToggleFindings ToggleIsolation ToggleSidePanels TypeName
        Undo UpdateEntry ZoomIn ZoomOut;
}

/// Two lanes, three actors, a contract between two of them, and one of everything else.
fn map() -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let [growing, selling] = [("Sản xuất", 0), ("Tiêu thụ", 1)]
        .map(|(name, order)| edit.add(Stage { name: name.into(), order, ..Stage::default() }).unwrap());
    let rice = edit.add(Product { name: "Lúa".into(), unit: "tấn".into(), ..Product::default() }).unwrap();
    let _mango = edit.add(Product { name: "Xoài".into(), unit: "tấn".into(), ..Product::default() }).unwrap();
    let [farm, company, shop] = [("HTX A", growing), ("Công ty B", selling), ("Chợ C", selling)]
        .map(|(name, stage)| edit.add(Actor { name: name.into(), stage: Some(stage), ..Actor::default() }).unwrap());
    for (from, to) in [(farm, company), (farm, shop)] {
        let products = [rice].into();
        edit.add(Link { from, to, products, form: Some(LinkForm::Contract), ..Link::default() }).unwrap();
    }
    let products = [rice].into();
    edit.add(CoopModel { name: "Mô hình A".into(), core: [farm].into(), products, ..CoopModel::default() }).unwrap();
    let path = vec![farm, company];
    edit.add(Channel { name: "Kênh 1".into(), product: Some(rice), path, ..Channel::default() }).unwrap();
    edit.add(target("Chỉ tiêu 1")).unwrap();
    for title in ["Trang A", "Trang B"] {
        let state = ViewState { year: Some(2030), ..ViewState::default() };
        edit.add(View { title: title.into(), state, ..View::default() }).unwrap();
    }
    for (actor, x, y) in [(farm, 0.0, 0.0), (company, 600.0, 40.0), (shop, 600.0, 400.0)] {
        edit.set(Placement { actor, x, y, by_hand: true, ..Placement::default() }).unwrap();
    }
    edit.finish();
    map
}

fn target(name: &str) -> Target {
    let (name, measure) = (name.to_owned(), Measure::LinkedModels);
    Target { id: TargetId(0), name, measure, year: 2025, goal: 3.0, of: [].into(), note: String::new() }
}

/// A table of actors.
const ACTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/fuzz/corpus/tables/actors.csv");

const FARM: ActorId = ActorId(1);
const COMPANY: ActorId = ActorId(2);
const SHOP: ActorId = ActorId(3);
const LINK: LinkId = LinkId(1);
const OTHER_LINK: LinkId = LinkId(2);

fn all() -> Selection {
    Selection::Actors([FARM, COMPANY, SHOP].into())
}

fn moved(map: &LinkageMap, actor: ActorId) -> ActorMove {
    let place = map.placements()[&actor];
    ActorMove { placement: Placement { y: place.y + 160.0, ..place }, stage: None }
}

fn actor(map: &LinkageMap, id: ActorId, change: impl FnOnce(&mut Actor)) -> Actor {
    let mut actor = map.actors()[&id].clone();
    change(&mut actor);
    actor
}

fn update(change: Change) -> Vec<Command> {
    vec![Command::Update(Box::new(change))]
}

fn cells(kind: TableKind, language: Language, texts: &[(EditRow, TableColumn, &str)]) -> Vec<Command> {
    let mut edits = CellEdits::new(kind, 2021, language);
    for (row, column, text) in texts {
        edits.push(*row, *column, *text);
    }
    vec![Command::EditCells(Box::new(edits))]
}

/// A new name for an actor, as replacing gives it.
fn renamed(map: &LinkageMap, id: ActorId) -> Vec<TextChange> {
    let mut changes = Vec::new();
    schema::for_each_text(&map.actors()[&id], &mut |slot, before| {
        let (record, after) = (RecordRef::Actor(id), "HTX A1".to_owned());
        changes.push(TextChange { record, slot, before: before.to_owned(), after });
    });
    changes.truncate(1);
    changes
}

/// Replaces a name as one of many.
fn replacement(map: &LinkageMap) -> Command {
    let pattern = TextPattern::new("HTX A", MatchOptions::default());
    let query = TextQuery { pattern, by: "HTX A1".into(), scope: SearchScope::Actors };
    let mut search = TextSearch::new(query.clone());
    search.advance(map, usize::MAX);
    Command::ReplaceMany(Box::new(Replacement { query, hits: search.hits().to_vec(), found_in: map.clone() }))
}

/// The file of a copy of the map in which somebody has added an actor.
fn copy_of(map: &LinkageMap) -> PathBuf {
    static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());
    let path = FOLDER.path().join("lan.lienket");
    let mut copy = map.clone();
    let mut edit = Transaction::begin(&mut copy);
    edit.add(Actor { name: "HTX Lan".into(), ..Actor::default() }).unwrap();
    edit.finish();
    lienket::storage::save(&copy, &path).unwrap();
    path
}

/// Commands of which the last one edits, and what undo says then, in Vietnamese and in English.
type Case = (Vec<Command>, &'static str, &'static str);

fn cases(map: &LinkageMap, language: Language) -> Vec<Case> {
    let select = Command::Select;
    let record = |id| EditRow::Record(TableRow::Actor(id));
    let (name, district) = (TableColumn::Actor(&schema::actor::NAME), TableColumn::Actor(&schema::actor::DISTRICT));
    let linked = LinkedActor { others: [FARM].into(), is_seller: false, stage: None, at: (300.0, 800.0), kind: None };
    let channel = Channel { name: "Kênh 2".into(), path: vec![FARM, SHOP], ..Channel::default() };
    vec![
        (
            vec![Command::AddActor { stage: Some(StageId(1)), at: (0.0, 300.0) }],
            "thêm tác nhân Tác nhân mới",
            "add actor New actor",
        ),
        (vec![Command::AddActorHere], "thêm tác nhân Tác nhân mới", "add actor New actor"),
        (vec![Command::AddLinkedActor(Box::new(linked))], "thêm tác nhân Tác nhân mới", "add actor New actor"),
        (vec![Command::Grow(FARM, Growth::Downstream)], "thêm tác nhân Tác nhân mới", "add actor New actor"),
        (vec![Command::Enter("HTX D".into())], "nhập nhanh HTX D", "quick entry of HTX D"),
        (vec![Command::Enter("Hộ E > Vựa F".into())], "nhập nhanh 2 tác nhân", "quick entry of 2 actors"),
        (
            vec![Command::Enter("Công ty B > Chợ C".into())],
            "nhập nhanh Công ty B → Chợ C",
            "quick entry of Công ty B → Chợ C",
        ),
        (
            vec![Command::AddLink { from: COMPANY, to: SHOP }],
            "thêm liên kết Công ty B → Chợ C",
            "add link Công ty B → Chợ C",
        ),
        (
            vec![Command::AddLinks { from: [COMPANY, SHOP].into(), to: [FARM].into() }],
            "thêm liên kết (2)",
            "add link (2)",
        ),
        (
            vec![Command::MoveLinkEnd(LINK, LinkEnd::From, SHOP)],
            "sửa liên kết Chợ C → Công ty B",
            "edit link Chợ C → Công ty B",
        ),
        (vec![Command::ReverseLink(LINK)], "sửa liên kết Công ty B → HTX A", "edit link Công ty B → HTX A"),
        (vec![Command::AddModel(vec![FARM])], "thêm mô hình “Mô hình HTX A”", "add model “Model HTX A”"),
        (vec![Command::AddStage], "thêm khâu “Khâu mới”", "add stage “New stage”"),
        (
            vec![Command::InsertStage { beside: StageId(1), before: true }],
            "thêm khâu “Khâu mới”",
            "add stage “New stage”",
        ),
        (
            vec![Command::SwapStages(StageId(1), StageId(2))],
            "đổi chỗ khâu “Sản xuất” và “Tiêu thụ”",
            "swap stages “Sản xuất” and “Tiêu thụ”",
        ),
        (vec![Command::AddProduct], "thêm sản phẩm “Sản phẩm mới”", "add product “New product”"),
        (
            vec![Command::AddTarget(Box::new(target("Chỉ tiêu 2")))],
            "thêm chỉ tiêu “Chỉ tiêu 2”",
            "add target “Chỉ tiêu 2”",
        ),
        (vec![Command::AddChannel(Box::new(channel))], "ghi kênh “Kênh 2”", "record channel “Kênh 2”"),
        (vec![Command::Move(vec![moved(map, SHOP)])], "di chuyển Chợ C", "move Chợ C"),
        (vec![Command::Move(vec![moved(map, SHOP), moved(map, FARM)])], "di chuyển 2 tác nhân", "move 2 actors"),
        (vec![Command::Nudge(vec![moved(map, SHOP)])], "di chuyển Chợ C", "move Chợ C"),
        (vec![Command::DuplicateTo(vec![moved(map, FARM)])], "nhân đôi HTX A", "duplicate HTX A"),
        (vec![select(Selection::actor(FARM)), Command::Duplicate], "nhân đôi HTX A", "duplicate HTX A"),
        (vec![select(Selection::actor(FARM)), Command::Cut], "xóa HTX A", "delete HTX A"),
        (vec![select(all()), Command::Delete], "xóa 3 tác nhân", "delete 3 actors"),
        (vec![select(Selection::Link(LINK)), Command::Delete], "xóa HTX A → Công ty B", "delete HTX A → Công ty B"),
        (vec![select(Selection::Model(ModelId(1))), Command::Delete], "xóa “Mô hình A”", "delete “Mô hình A”"),
        (vec![select(all()), Command::Arrange(Arrangement::Top)], "căn thẳng 3 tác nhân", "align 3 actors"),
        (
            vec![Command::MergeActors(Box::new(ActorMerge::new(FARM, SHOP)))],
            "gộp Chợ C vào HTX A",
            "merge Chợ C into HTX A",
        ),
        (vec![Command::Pin([FARM].into(), true)], "ghim vị trí HTX A", "pin HTX A"),
        (vec![Command::Tidy], "sắp xếp lại bản đồ", "tidy the map"),
        (vec![Command::TidyThoroughly], "sắp xếp lại bản đồ", "tidy the map"),
        (vec![select(all()), Command::TidySelection], "sắp xếp lại 3 tác nhân", "tidy 3 actors"),
        (vec![Command::SetBands(Some(Banding::Product))], "chia dải theo sản phẩm", "bands by product"),
        // Records changed by their fields.
        (
            update(Change::Actor(actor(map, FARM, |it| it.district = "Thới Lai".into()))),
            "sửa tác nhân HTX A",
            "edit actor HTX A",
        ),
        (
            update(Change::Actors([FARM, SHOP].map(|id| actor(map, id, |it| it.district = "Thới Lai".into())).into())),
            "sửa tác nhân (2)",
            "edit actor (2)",
        ),
        (
            update(Change::Link(Link { planned: true, ..map.links()[&LINK].clone() })),
            "sửa liên kết HTX A → Công ty B",
            "edit link HTX A → Công ty B",
        ),
        (
            update(Change::Info(Info { title: "Tên".into(), ..map.info().clone() })),
            "sửa thông tin bản đồ",
            "edit map details",
        ),
        (
            update(Change::Stage(Stage { name: "Trồng".into(), ..map.stages()[&StageId(1)].clone() })),
            "sửa khâu “Trồng”",
            "edit stage “Trồng”",
        ),
        (
            update(Change::Product(Product { name: "Gạo".into(), ..map.products()[&ProductId(1)].clone() })),
            "sửa sản phẩm “Gạo”",
            "edit product “Gạo”",
        ),
        (
            update(Change::Model(CoopModel { note: "x".into(), ..map.models()[&ModelId(1)].clone() })),
            "sửa mô hình “Mô hình A”",
            "edit model “Mô hình A”",
        ),
        (
            update(Change::Channel(Channel { note: "x".into(), ..map.channels()[&ChannelId(1)].clone() })),
            "sửa kênh “Kênh 1”",
            "edit channel “Kênh 1”",
        ),
        (
            update(Change::Target(Target { goal: 4.0, ..map.targets()[&TargetId(1)].clone() })),
            "sửa chỉ tiêu “Chỉ tiêu 1”",
            "edit target “Chỉ tiêu 1”",
        ),
        (vec![Command::AddView], "thêm trang chiếu “Trang mới”", "add slide “New slide”"),
        (vec![Command::DuplicateView(ViewId(1))], "thêm trang chiếu “Trang A”", "add slide “Trang A”"),
        (vec![Command::MoveView(ViewId(1), 1)], "đổi thứ tự trang chiếu", "reorder slides"),
        (vec![Command::SetViewState(ViewId(1))], "sửa trang chiếu “Trang A”", "edit slide “Trang A”"),
        (
            update(Change::View(View { note: "x".into(), ..map.views()[&ViewId(1)].clone() })),
            "sửa trang chiếu “Trang A”",
            "edit slide “Trang A”",
        ),
        (vec![Command::Remove(Removal::View(ViewId(1)))], "xóa “Trang A”", "delete “Trang A”"),
        // While it is typed, as after it.
        (
            vec![Command::UpdateDraft(Box::new(Change::Actor(actor(map, FARM, |it| it.name = "HTX A1".into()))))],
            "sửa tác nhân HTX A1",
            "edit actor HTX A1",
        ),
        // A removal is named after what was removed, not after what that changed besides.
        (vec![Command::Remove(Removal::Stage(StageId(2)))], "xóa “Tiêu thụ”", "delete “Tiêu thụ”"),
        (vec![Command::Remove(Removal::Product(ProductId(1)))], "xóa “Lúa”", "delete “Lúa”"),
        (vec![Command::Remove(Removal::Actor(FARM))], "xóa HTX A", "delete HTX A"),
        (vec![Command::Remove(Removal::Link(LINK))], "xóa HTX A → Công ty B", "delete HTX A → Công ty B"),
        (vec![Command::Remove(Removal::Model(ModelId(1)))], "xóa “Mô hình A”", "delete “Mô hình A”"),
        (vec![Command::Remove(Removal::Channel(ChannelId(1)))], "xóa “Kênh 1”", "delete “Kênh 1”"),
        (vec![Command::Remove(Removal::Target(TargetId(1)))], "xóa “Chỉ tiêu 1”", "delete “Chỉ tiêu 1”"),
        (
            vec![Command::RemoveRows(vec![TableRow::Link(LINK), TableRow::Link(OTHER_LINK)])],
            "xóa 2 liên kết",
            "delete 2 links",
        ),
        // Cells.
        (
            cells(TableKind::Actors, language, &[(record(FARM), district, "Thới Lai")]),
            "sửa tác nhân HTX A",
            "edit actor HTX A",
        ),
        (
            cells(
                TableKind::Actors,
                language,
                &[(record(FARM), district, "Thới Lai"), (record(SHOP), district, "Ô Môn")],
            ),
            "sửa 2 ô của tác nhân",
            "edit 2 cells of actors",
        ),
        (
            cells(TableKind::Actors, language, &[(EditRow::New(0), name, "HTX G")]),
            "thêm tác nhân HTX G",
            "add actor HTX G",
        ),
        (
            cells(TableKind::Actors, language, &[(EditRow::New(0), name, "HTX G"), (EditRow::New(1), name, "HTX H")]),
            "dán 2 tác nhân",
            "paste 2 actors",
        ),
        (vec![Command::ReplaceTexts(renamed(map, FARM))], "thay chữ trong 1 ô", "replace text in 1 field"),
        (vec![replacement(map)], "thay chữ trong 1 ô", "replace text in 1 field"),
        // Tables.
        (
            vec![Command::ImportFiles(vec![ACTORS.into()]), Command::ApplyImport],
            "nhập từ actors.csv",
            "import of actors.csv",
        ),
        // Copies of the map.
        (vec![Command::MergeWith(copy_of(map)), Command::ApplyMerge], "gộp với lan.lienket", "merge with lan.lienket"),
        // What was tried.
        (
            vec![Command::ApplyProposals(vec![Proposal::EndLink(LINK)])],
            "áp dụng phương án HTX A → Công ty B",
            "apply the trial HTX A → Công ty B",
        ),
        (
            vec![
                Command::AddWhatIf(vec![Proposal::EndLink(LINK), Proposal::EndLink(OTHER_LINK)]),
                Command::ApplyWhatIf,
            ],
            "áp dụng phương án (2 liên kết)",
            "apply the trial (2 links)",
        ),
    ]
}

/// What undo says.
fn undo_words(desk: &Desk, undo: &str) -> String {
    let label = format!("{undo}: ");
    let found = desk.harness.query_all_by_label_contains(&label).next().and_then(|node| node.accesskit_node().label());
    found.and_then(|words| words.strip_prefix(&label).map(str::to_owned)).unwrap_or_default()
}

fn every_edit_is_named(language: Language) {
    let undo = if language == Language::Vietnamese { "Hoàn tác" } else { "Undo" };
    let mut desk = Desk::with(map(), None, language, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    let start = desk.map();
    let mut seen: Vec<&str> = Vec::new();
    for (commands, vi, en) in cases(&start, language) {
        let name = commands.last().and_then(editing).unwrap();
        seen.push(name);
        for command in commands {
            desk.wish(command);
        }
        let expected = if language == Language::Vietnamese { vi } else { en };
        assert_eq!(undo_words(&desk, undo), expected, "{name}");
        desk.wish(Command::Undo);
        assert!(desk.map() == start, "{name} is one step");
    }
    // What needs a clipboard.
    desk.wish(Command::Select(Selection::actor(FARM)));
    let part = desk.copy();
    desk.wish(Command::Paste(part));
    let expected = if language == Language::Vietnamese { "dán HTX A" } else { "paste HTX A" };
    assert_eq!(undo_words(&desk, undo), expected);
    desk.wish(Command::Reconnect);
    let expected = if language == Language::Vietnamese { "thêm liên kết (2)" } else { "add link (2)" };
    assert_eq!(undo_words(&desk, undo), expected);
    seen.extend(["Paste", "Reconnect"]);
    let unnamed: Vec<&&str> = EDITING.iter().filter(|name| !seen.contains(name)).collect();
    assert!(unnamed.is_empty(), "what do these say? {unnamed:?}");
}

#[test]
fn every_edit_is_named_in_vietnamese() {
    every_edit_is_named(Language::Vietnamese);
}

#[test]
fn every_edit_is_named_in_english() {
    every_edit_is_named(Language::English);
}
