//! Every command, as it comes up in random orders: with ids that a map may have or may have lost.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lienket::command::{
    ActorMove, Change, ColorScheme, Command, ComparedState, ExportStart, Page, Presenting, PresentingAid, Removal,
    RescueWay, SampleMap, TableQuery, TableRows, UiScale,
};
use lienket::editing::{
    ActorMerge, Arrangement, Growth, LinkEnd, LinkedActor, MergeChoice, MergeSlot, Replacement, SearchScope,
    TextChange, TextQuery, TextSearch,
};
use lienket::exchange::{
    CellEdits, ColumnSet, EditRow, ExportContent, ExportRequest, PasteRequest, PasteTarget, SortOrder, TableKind,
    TableRow, Template, sample_map,
};
use lienket::language::{Language, MatchOptions, TextPattern};
use lienket::map::{
    Actor, ActorId, Banding, Channel, ChannelId, Colouring, Filter, Link, LinkId, MapId, Measure, ModelId,
    Neighborhood, Placement, Product, ProductId, Proposal, RecordRef, Selection, Stage, StageId, Target, TargetId,
    ViewId,
};
use lienket::schema::{Described, for_each_text};
use lienket::session::{Alike, Subject};
use lienket::storage::JournalName;
use proptest::prelude::*;
use proptest::strategy::Union;

use super::world::{OWN_TEMPLATES, PATHS, TABLES};

/// A strategy of all commands, from one of each with its weight. A command without one does not compile.
macro_rules! commands {
    ($($weight:literal $variant:ident => $strategy:expr,)+) => {
        /// Any command.
        pub fn command() -> impl Strategy<Value = Command> {
            Union::new_weighted(vec![$(($weight, $strategy.boxed())),+])
        }

        /// Each command once, with the name of its variant.
        fn each() -> Vec<(&'static str, BoxedStrategy<Command>)> {
            vec![$((stringify!($variant), $strategy.boxed())),+]
        }

        /// The name of a command's variant.
        fn name(command: &Command) -> &'static str {
            match command {
                $(Command::$variant { .. } => stringify!($variant),)+
            }
        }
    };
}

/// A journal that the world may have.
fn journal(at: usize) -> JournalName {
    JournalName::new(MapId(0x7_0000_0003), at as u64)
}

/// A file that shows something, which may be gone when it is made.
fn export() -> impl Strategy<Value = ExportRequest> {
    let content = prop::sample::select(&ExportContent::ALL[..]);
    (content, any::<prop::sample::Index>(), prop::option::of(model()), some_actors()).prop_map(
        |(content, format, model, actors)| {
            let mut request =
                ExportRequest { model, selection: Selection::Actors(actors).into(), ..ExportRequest::default() };
            request.choices.content = content;
            request.choices.format = *format.get(content.formats());
            request
        },
    )
}

commands! {
    // The files, in which the orders matter most.
    60 Save => Just(Command::Save),
    30 SaveAs => Just(Command::SaveAs),
    5 SaveTo => path().prop_map(|path| Command::SaveTo(path.into())),
    20 New => Just(Command::New),
    10 NewFromTemplate => prop_oneof![Just(Template::Blank), Just(Template::Fruit)].prop_map(Command::NewFromTemplate),
    20 SaveAsTemplate => Just(Command::SaveAsTemplate),
    10 NewFromOwnTemplate => template().prop_map(Command::NewFromOwnTemplate),
    10 RemoveTemplate => template().prop_map(Command::RemoveTemplate),
    5 ShowUnsaved => Just(Command::ShowUnsaved),
    10 RecoverUnsaved => (0..3_usize, any::<bool>())
        .prop_map(|(at, as_copy)| Command::RecoverUnsaved { name: journal(at), as_copy }),
    5 DiscardUnsaved => (0..3_usize).prop_map(|at| Command::DiscardUnsaved(journal(at))),
    20 Open => Just(Command::Open),
    20 OpenPath => (0..2_usize).prop_map(|path| Command::OpenPath(PATHS[path].into())),
    10 Rescue => (0..2_usize, any::<bool>()).prop_map(|(path, is_salvage)| {
        let way = if is_salvage { RescueWay::Salvage } else { RescueWay::LastVersion };
        Command::Rescue(PATHS[path].into(), way)
    }),
    10 OpenSample => Just(Command::OpenSample(SampleMap::MangoMekong2015)),
    20 Quit => Just(Command::Quit),
    10 Reload => Just(Command::Reload),
    5 KeepMine => Just(Command::KeepMine),
    5 ShowFileChanges => Just(Command::ShowFileChanges),
    5 Compare => Just(Command::Compare),
    5 ChooseCompared => Just(Command::ChooseCompared),
    20 CompareWith => compared().prop_map(Command::CompareWith),
    3 SwapComparison => Just(Command::SwapComparison),
    5 ShowChange => prop_oneof![actor().prop_map(RecordRef::Actor), link().prop_map(RecordRef::Link)]
        .prop_map(Command::ShowChange),
    3 CloseComparison => Just(Command::CloseComparison),
    5 ChooseMerged => Just(Command::ChooseMerged),
    30 MergeWith => prop::sample::select(&PATHS[..]).prop_map(|path| Command::MergeWith(path.into())),
    5 ChooseMergeBase => Just(Command::ChooseMergeBase),
    5 SetMergeBase => prop::option::of(prop::sample::select(&PATHS[..]))
        .prop_map(|path| Command::SetMergeBase(path.map(PathBuf::from))),
    40 ApplyMerge => Just(Command::ApplyMerge),
    5 TakeOver => Just(Command::TakeOver),
    5 OpenCopy => Just(Command::OpenCopy),
    10 ShowExport => prop_oneof![
        Just(ExportStart::Last),
        model().prop_map(ExportStart::Model),
        Just(ExportStart::Report)
    ]
    .prop_map(Command::ShowExport),
    10 Export => export().prop_map(|request| Command::Export(Box::new(request))),
    5 ExportTable => rows().prop_map(Command::ExportTable),
    5 ExportWorkbook => Just(Command::ExportWorkbook),
    5 ExportResults => Just(Command::ExportResults),
    10 Import => Just(Command::Import),
    20 ImportFiles => prop::sample::subsequence(TABLES.to_vec(), 0..3)
        .prop_map(|paths| Command::ImportFiles(paths.into_iter().map(PathBuf::from).collect())),
    30 ApplyImport => Just(Command::ApplyImport),
    // The history.
    20 Undo => Just(Command::Undo),
    10 Redo => Just(Command::Redo),
    // Edits.
    10 Delete => Just(Command::Delete),
    30 AddProduct => Just(Command::AddProduct),
    10 Enter => prop_oneof![Just("A > B: Lúa 5"), Just("B > Chợ C"), Just("")].prop_map(|text| Command::Enter(text.into())),
    10 UpdateEntry => prop_oneof![3 => Just(""), 1 => Just("A > B"), 1 => Just("C")]
        .prop_map(|text| Command::UpdateEntry(text.into())),
    10 Paste => prop_oneof![Just("A > B"), Just("format: 2"), Just(""), Just("Tên\tLoại\nHTX Dán\tHTX\n")]
        .prop_map(|text| Command::Paste(text.into())),
    10 Duplicate => Just(Command::Duplicate),
    10 Cut => Just(Command::Cut),
    5 Reconnect => Just(Command::Reconnect),
    5 ReverseLink => link().prop_map(Command::ReverseLink),
    10 TypeName => actor().prop_map(Command::TypeName),
    10 Grow => (actor(), prop::sample::select(vec![Growth::Downstream, Growth::Upstream, Growth::Beside]))
        .prop_map(|(actor, growth)| Command::Grow(actor, growth)),
    5 AddLinkedActor => (some_actors(), any::<bool>()).prop_map(|(others, is_seller)| {
        Command::AddLinkedActor(Box::new(LinkedActor { others, is_seller, stage: None, at: (0.0, 0.0), kind: None }))
    }),
    5 AddActor => prop::option::of(stage()).prop_map(|stage| Command::AddActor { stage, at: (0.0, 0.0) }),
    5 AddActorHere => Just(Command::AddActorHere),
    5 AddLink => (actor(), actor()).prop_map(|(from, to)| Command::AddLink { from, to }),
    5 AddLinks => (some_actors(), some_actors()).prop_map(|(from, to)| Command::AddLinks { from, to }),
    5 MoveLinkEnd => (link(), any::<bool>(), actor()).prop_map(|(link, is_from, to)| {
        Command::MoveLinkEnd(link, if is_from { LinkEnd::From } else { LinkEnd::To }, to)
    }),
    5 AddModel => prop::collection::vec(actor(), 0..3).prop_map(Command::AddModel),
    5 AddStage => Just(Command::AddStage),
    10 InsertStage => (stage(), any::<bool>()).prop_map(|(beside, before)| Command::InsertStage { beside, before }),
    5 SwapStages => (stage(), stage()).prop_map(|(one, other)| Command::SwapStages(one, other)),
    5 AddTarget => Just(Command::AddTarget(Box::new(target()))),
    5 AddChannel => (actor(), actor()).prop_map(|(from, to)| Command::AddChannel(Box::new(channel(vec![from, to])))),
    5 Move => moves().prop_map(Command::Move),
    5 Nudge => moves().prop_map(Command::Nudge),
    5 DuplicateTo => moves().prop_map(Command::DuplicateTo),
    5 Arrange => prop::sample::select(&Arrangement::ALL[..]).prop_map(Command::Arrange),
    5 Pin => (some_actors(), any::<bool>()).prop_map(|(actors, pinned)| Command::Pin(actors, pinned)),
    10 Tidy => Just(Command::Tidy),
    3 TidyThoroughly => Just(Command::TidyThoroughly),
    5 TidySelection => Just(Command::TidySelection),
    5 SetBands => prop::option::of(prop::sample::select(&Banding::ALL[..])).prop_map(Command::SetBands),
    10 Update => change().prop_map(|change| Command::Update(Box::new(change))),
    // Text is typed by an operation of its own, which the account follows.
    1 UpdateDraft => Just(Command::UpdateDraft(Box::new(Change::Stage(Stage { id: StageId(999), ..Stage::default() })))),
    10 Remove => removal().prop_map(Command::Remove),
    20 EditCells => cell_edit(),
    10 MergeActors => merging().prop_map(Command::MergeActors),
    20 ReplaceTexts => text_changes(),
    10 ReplaceMany => replacement(),
    10 RemoveRows => actor().prop_map(|id| Command::RemoveRows(vec![TableRow::Actor(id)])),
    5 ApplyWhatIf => Just(Command::ApplyWhatIf),
    5 ApplyProposals => proposals().prop_map(Command::ApplyProposals),
    // What is tried.
    5 AddWhatIf => proposals().prop_map(Command::AddWhatIf),
    3 DiscardWhatIf => Just(Command::DiscardWhatIf),
    3 RemoveProposal => (0..2_usize).prop_map(Command::RemoveProposal),
    // What is looked at.
    10 SelectAll => Just(Command::SelectAll),
    10 Select => selection().prop_map(Command::Select),
    3 SelectAlike => prop::sample::select(&Alike::ALL[..]).prop_map(Command::SelectAlike),
    3 GoTo => subject().prop_map(Command::GoTo),
    3 Highlight => prop::collection::vec(subject(), 0..3).prop_map(Command::Highlight),
    3 Reveal => subject().prop_map(Command::Reveal),
    10 SetYear => (2010..2025).prop_map(Command::SetYear),
    3 SetProduct => prop::option::of(product()).prop_map(Command::SetProduct),
    3 SetFilter => Just(Command::SetFilter(Box::new(Filter { products: [ProductId(1)].into(), ..Filter::default() }))),
    3 SetNeighborhood => prop_oneof![Just(Neighborhood::One), Just(Neighborhood::Chain)].prop_map(Command::SetNeighborhood),
    3 HideRest => any::<bool>().prop_map(Command::HideRest),
    3 ToggleIsolation => Just(Command::ToggleIsolation),
    3 Escape => Just(Command::Escape),
    1 Fit => Just(Command::Fit),
    1 FitSelection => Just(Command::FitSelection),
    1 ZoomIn => Just(Command::ZoomIn),
    1 ZoomOut => Just(Command::ZoomOut),
    1 GoBack => Just(Command::GoBack),
    1 GoForward => Just(Command::GoForward),
    3 ShowPage => prop::sample::select(&Page::ALL[..]).prop_map(Command::ShowPage),
    3 QueryTable => table().prop_map(|kind| Command::QueryTable(query(kind))),
    // What opens.
    3 EditName => subject().prop_map(Command::EditName),
    10 Rename => Just(Command::Rename),
    10 RenameStage => stage().prop_map(Command::RenameStage),
    3 LinkTo => Just(Command::LinkTo),
    3 Find => Just(Command::Find),
    5 FindAndReplace => Just(Command::FindAndReplace),
    3 QuickEntry => Just(Command::QuickEntry),
    3 Palette => Just(Command::Palette),
    3 ShowKeys => Just(Command::ShowKeys),
    3 ShowAbout => Just(Command::ShowAbout),
    3 OpenGuide => Just(Command::OpenGuide),
    1 OpenGuideAt => prop::sample::select(lienket::language::known_codes()).prop_map(Command::OpenGuideAt),
    1 ShowTour => Just(Command::ShowTour),
    3 ShowTemplates => Just(Command::ShowTemplates),
    5 ShowHistory => Just(Command::ShowHistory),
    3 CloseHistory => Just(Command::CloseHistory),
    3 ShowVersion => Just(Command::ShowVersion(None)),
    10 RestoreVersion => Just(Command::RestoreVersion),
    3 ShowMerge => some_actors().prop_map(Command::ShowMerge),
    3 PreviewPaste => Just(Command::PreviewPaste(Box::new(paste()))),
    3 PlanPaste => (0..3_u64).prop_map(Command::PlanPaste),
    5 ClosePasteNotice => Just(Command::ClosePasteNotice),
    // What is copied.
    3 Copy => Just(Command::Copy),
    3 CopyPicture => Just(Command::CopyPicture),
    3 Print => Just(Command::Print),
    3 CopyTable => rows().prop_map(Command::CopyTable),
    1 RequestPaste => Just(Command::RequestPaste),
    // Work and settings.
    3 CancelJob => Just(Command::CancelJob),
    1 Recompute => Just(Command::Recompute),
    2 AddView => Just(Command::AddView),
    1 DuplicateView => view().prop_map(Command::DuplicateView),
    1 MoveView => (view(), 0..4_usize).prop_map(|(id, to)| Command::MoveView(id, to)),
    1 ShowView => view().prop_map(Command::ShowView),
    1 SetViewState => view().prop_map(Command::SetViewState),
    6 Present => presenting().prop_map(Command::Present),
    2 StepYear => (-2..=2).prop_map(Command::StepYear),
    1 ToggleFullScreen => Just(Command::ToggleFullScreen),
    1 ToggleSidePanels => Just(Command::ToggleSidePanels),
    1 ToggleFindings => Just(Command::ToggleFindings),
    1 ShowMinimap => any::<bool>().prop_map(Command::ShowMinimap),
    1 ShowAllFields => any::<bool>().prop_map(Command::ShowAllFields),
    1 ShowVolumes => any::<bool>().prop_map(Command::ShowVolumes),
    1 ShowLinkLabels => any::<bool>().prop_map(Command::ShowLinkLabels),
    1 ShowLegend => any::<bool>().prop_map(Command::ShowLegend),
    1 SetReducedMotion => any::<bool>().prop_map(Command::SetReducedMotion),
    1 SetColouring => prop::sample::select(&Colouring::ALL[..]).prop_map(Command::SetColouring),
    1 SetColorScheme => prop::sample::select(&ColorScheme::ALL[..]).prop_map(Command::SetColorScheme),
    1 SetScale => prop::sample::select(&UiScale::ALL[..]).prop_map(Command::SetScale),
    5 SetLanguage => prop_oneof![Just(Language::English), Just(Language::Vietnamese)].prop_map(Command::SetLanguage),
    5 SetColumns => any::<bool>().prop_map(|usual| {
        let columns = if usual { ColumnSet::usual(TableKind::Links) } else { ColumnSet::of_ids(TableKind::Links, []) };
        Command::SetColumns(TableKind::Links, columns)
    }),
}

fn view() -> impl Strategy<Value = ViewId> {
    (1..5_u32).prop_map(ViewId)
}

fn presenting() -> impl Strategy<Value = Presenting> {
    use PresentingAid::{Black, Fields, Laser, Notes, Spotlight, Steps, Strip};
    let aid = prop::sample::select(vec![Black, Strip, Laser, Spotlight, Notes, Fields, Steps]);
    prop_oneof![
        4 => Just(Presenting::Start),
        1 => Just(Presenting::Stop),
        2 => Just(Presenting::Next),
        1 => Just(Presenting::Previous),
        1 => Just(Presenting::First),
        1 => Just(Presenting::Last),
        2 => (0..9_usize).prop_map(Presenting::GoTo),
        1 => Just(Presenting::NextStep),
        1 => Just(Presenting::PreviousStep),
        2 => aid.prop_map(Presenting::Toggle),
    ]
}

fn path() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just(PATHS[0]), Just(PATHS[1])]
}

/// States to compare a map with: files that may be damaged or gone, the map's own, and how it was opened.
fn compared() -> impl Strategy<Value = ComparedState> {
    prop_oneof![
        3 => prop::sample::select(&PATHS[..]).prop_map(|path| ComparedState::File(path.into())),
        1 => Just(ComparedState::OnDisk),
        1 => Just(ComparedState::AsOpened),
    ]
}

fn template() -> impl Strategy<Value = PathBuf> {
    prop::sample::select(&OWN_TEMPLATES[..]).prop_map(PathBuf::from)
}

fn actor() -> impl Strategy<Value = ActorId> {
    (1_u32..9).prop_map(ActorId)
}

fn link() -> impl Strategy<Value = LinkId> {
    (1_u32..6).prop_map(LinkId)
}

fn stage() -> impl Strategy<Value = StageId> {
    (1_u32..9).prop_map(StageId)
}

fn product() -> impl Strategy<Value = ProductId> {
    (1_u32..4).prop_map(ProductId)
}

fn model() -> impl Strategy<Value = ModelId> {
    (1_u32..4).prop_map(ModelId)
}

fn some_actors() -> impl Strategy<Value = BTreeSet<ActorId>> {
    prop::collection::btree_set(actor(), 0..4)
}

fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![actor().prop_map(Subject::Actor), link().prop_map(Subject::Link), model().prop_map(Subject::Model)]
}

fn selection() -> impl Strategy<Value = Selection> {
    prop_oneof![
        Just(Selection::None),
        some_actors().prop_map(Selection::Actors),
        link().prop_map(Selection::Link),
        model().prop_map(Selection::Model)
    ]
}

fn moves() -> impl Strategy<Value = Vec<ActorMove>> {
    let place = |(actor, x, y): (ActorId, i8, i8)| ActorMove {
        placement: Placement { actor, x: f32::from(x) * 9.0, y: f32::from(y) * 9.0, pinned: true, by_hand: true },
        stage: None,
    };
    prop::collection::vec((actor(), any::<i8>(), any::<i8>()).prop_map(place), 0..3)
}

fn target() -> Target {
    let measure = Measure::LinkedModels;
    Target {
        id: TargetId(0),
        name: "Chỉ tiêu".into(),
        measure,
        year: 2025,
        goal: 3.0,
        of: BTreeSet::new(),
        note: String::new(),
    }
}

fn channel(path: Vec<ActorId>) -> Channel {
    Channel { name: "Kênh".into(), path, ..Channel::default() }
}

/// A record of one's own making, of an id that the map may have.
fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        actor().prop_map(|id| Change::Actor(Actor { id, name: "HTX Sửa".into(), ..Actor::default() })),
        prop::collection::vec(actor(), 0..3).prop_map(|ids| {
            Change::Actors(
                ids.into_iter().map(|id| Actor { id, name: "HTX Cùng".into(), ..Actor::default() }).collect(),
            )
        }),
        (link(), actor(), actor()).prop_map(|(id, from, to)| Change::Link(Link { id, from, to, ..Link::default() })),
        product().prop_map(|id| Change::Product(Product { id, name: "Lúa".into(), ..Product::default() })),
        // Refused.
        stage().prop_map(|id| Change::Stage(Stage { id, name: String::new(), ..Stage::default() })),
    ]
}

fn removal() -> impl Strategy<Value = Removal> {
    prop_oneof![
        actor().prop_map(Removal::Actor),
        link().prop_map(Removal::Link),
        stage().prop_map(Removal::Stage),
        product().prop_map(Removal::Product),
        model().prop_map(Removal::Model),
        Just(Removal::Channel(ChannelId(1))),
        Just(Removal::Target(TargetId(1))),
    ]
}

fn proposals() -> impl Strategy<Value = Vec<Proposal>> {
    let one = prop_oneof![
        actor().prop_map(Proposal::RemoveActor),
        link().prop_map(Proposal::EndLink),
        (link(), product()).prop_map(|(link, product)| Proposal::AddProduct(link, product)),
    ];
    prop::collection::vec(one, 0..3)
}

fn table() -> impl Strategy<Value = TableKind> {
    prop::sample::select(&TableKind::ALL[..])
}

fn rows() -> impl Strategy<Value = Box<TableRows>> {
    actor().prop_map(|id| {
        let columns = TableKind::Actors.all_columns().iter().copied().take(3).collect();
        Box::new(TableRows { kind: TableKind::Actors, rows: vec![TableRow::Actor(id)], columns, has_header: true })
    })
}

fn query(kind: TableKind) -> TableQuery {
    let order = kind.all_columns().first().map(|column| SortOrder { column: *column, descending: false });
    let columns = ColumnSet::usual(kind);
    TableQuery { kind, columns, order, map_generation: 1, analysis_generation: 1, language: Language::English }
}

fn paste() -> PasteRequest {
    let target = PasteTarget::Cells {
        kind: TableKind::Actors,
        rows: vec![EditRow::New(0)],
        columns: TableKind::Actors.all_columns().iter().copied().take(1).collect(),
    };
    PasteRequest { cells: vec![vec!["HTX Dán".into()]], target, year: 2021, language: Language::English }
}

/// Two actors to be merged, which may be gone, or the same; with choices that may not be possible.
fn merging() -> impl Strategy<Value = Box<ActorMerge>> {
    let choice = prop_oneof![actor().prop_map(MergeChoice::Of), Just(MergeChoice::Both)];
    let fields: Vec<&str> = Actor::fields().iter().map(|field| field.id).collect();
    let choices = prop::collection::btree_map(prop::sample::select(fields).prop_map(MergeSlot::Field), choice, 0..4);
    (actor(), actor(), choices).prop_map(|(kept, removed, choices)| Box::new(ActorMerge { kept, removed, choices }))
}

/// Texts for cells: values, wrong ones, and of records that may be gone.
fn cell_edit() -> impl Strategy<Value = Command> {
    let text = prop_oneof![Just("HTX"), Just("7"), Just(""), Just("2015"), Just("không phải")];
    let row = prop_oneof![
        4 => actor().prop_map(|id| EditRow::Record(TableRow::Actor(id))),
        1 => Just(EditRow::New(0)),
    ];
    let cell = (row, 0..TableKind::Actors.all_columns().len(), text);
    prop::collection::vec(cell, 1..4).prop_map(|cells| {
        let mut edits = CellEdits::new(TableKind::Actors, 2021, Language::English);
        for (row, column, text) in cells {
            edits.push(row, TableKind::Actors.all_columns()[column], text);
        }
        Command::EditCells(Box::new(edits))
    })
}

/// Texts of names that are there or not, some of which are no names.
fn text_changes() -> impl Strategy<Value = Command> {
    let name = || prop_oneof![(0..9_u8).prop_map(|number| format!("Tên {number}")), Just(String::new())];
    let mut slot = None;
    for_each_text(&Actor::default(), &mut |first, _| slot = slot.or(Some(first)));
    let slot = slot.unwrap();
    let change = (actor(), name(), name()).prop_map(move |(id, before, after)| TextChange {
        record: RecordRef::Actor(id),
        slot,
        before,
        after,
    });
    prop::collection::vec(change, 0..6).prop_map(Command::ReplaceTexts)
}

/// Another word for one that names have, in a map as it may once have been.
fn replacement() -> impl Strategy<Value = Command> {
    (1..5_u32, prop_oneof![Just("Tên"), Just("1"), Just("a")], prop_oneof![Just("Tên"), Just("Chợ"), Just("")])
        .prop_map(|(actors, find, by)| {
            let found_in = sample_map(actors, 7);
            let pattern = TextPattern::new(find, MatchOptions::default());
            let query = TextQuery { pattern, by: by.to_owned(), scope: SearchScope::Map };
            let mut search = TextSearch::new(query.clone());
            search.advance(&found_in, usize::MAX);
            Command::ReplaceMany(Box::new(Replacement { query, hits: search.hits().to_vec(), found_in }))
        })
}

#[test]
fn each_command_is_tried_under_its_own_name() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for (of, strategy) in each() {
        let command = strategy.new_tree(&mut runner).unwrap().current();
        assert_eq!(name(&command), of);
    }
}
