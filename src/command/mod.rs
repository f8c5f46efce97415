//! What a person can ask for: one list, with label, hint and shortcut in one place. Menus, shortcuts, the canvas,
//! panels and tests all say what they want with it; only the shell carries it out.
//!
//! Nothing here acts, draws or knows the window.

mod menu_entry;

use std::path::PathBuf;

pub use menu_entry::{MenuEntry, Shortcut};

use crate::exchange::{SortOrder, TableKind, TableRow};
use crate::language::Language;
use crate::map::{
    Actor, ActorId, Banding, Channel, ChannelId, Colouring, CoopModel, Filter, Info, Link, LinkId, LinkageMap, ModelId,
    Neighborhood, Placement, Product, ProductId, Proposal, RecordRef, Selection, Stage, StageId, Target, TargetId,
    Year,
};
use crate::session::{Subject, ViewContext};

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begin an empty map.
    New,
    /// Ask which map to open.
    Open,
    /// Open this map.
    OpenPath(PathBuf),
    /// Open a built-in sample.
    OpenSample(SampleMap),
    /// Save to the map's file, or ask where.
    Save,
    /// Ask where to save.
    SaveAs,
    /// Save to this file.
    SaveTo(PathBuf),
    /// Close the window.
    Quit,
    /// Take the last change back.
    Undo,
    /// Do the last undone change again.
    Redo,
    /// Delete what is selected.
    Delete,
    /// Select every actor.
    SelectAll,
    /// Select this.
    Select(Selection),
    /// Select this and bring it into sight.
    GoTo(Subject),
    /// Select the first of these, or all where they are actors, light all of them and bring them into sight.
    Highlight(Vec<Subject>),
    /// Select this and put the cursor into its name.
    EditName(Subject),
    /// Bring this into sight and leave the selection.
    Reveal(Subject),
    /// Put the cursor into the find field.
    Find,
    /// Show the whole map.
    Fit,
    /// Show what is selected.
    FitSelection,
    /// Show the chain of what is selected alone; once it is, go back to the whole map.
    ToggleIsolation,
    /// Look so far from selected actors.
    SetNeighborhood(Neighborhood),
    /// Hide what is not lit, or dim it.
    HideRest(bool),
    /// Leave this out of sight.
    SetFilter(Box<Filter>),
    /// Go one step back, as Escape does: from another selection, from what is shown alone, from a selection.
    Escape,
    /// Come nearer.
    ZoomIn,
    /// Go farther away.
    ZoomOut,
    /// To the place of the map where one was before.
    GoBack,
    /// To the place of the map that one came back from.
    GoForward,
    /// Show or hide what stands at both sides: lists, and what is selected.
    ToggleSidePanels,
    /// Show or hide the small map of the whole in the corner.
    ShowMinimap(bool),
    /// Let colours stand for this.
    SetColouring(Colouring),
    /// Let links be as wide as their volume.
    ShowVolumes(bool),
    /// Open or fold the legend of the map.
    ShowLegend(bool),
    /// Arrive at once instead of flying and gliding.
    SetReducedMotion(bool),
    /// Read the map at this year.
    SetYear(Year),
    /// Light what carries this product.
    SetProduct(Option<ProductId>),
    /// Speak this language.
    SetLanguage(Language),
    /// Light, dark, of high contrast, or as the system is.
    SetColorScheme(ColorScheme),
    /// Write and draw everything in this size.
    SetScale(UiScale),
    /// Show this page in the middle of the window.
    ShowPage(Page),
    /// Ask where to write a picture of the map, or of the chain of one model.
    ExportPicture(Option<ModelId>),
    /// Ask where to write these rows of a table.
    ExportTable(Box<TableRows>),
    /// Put these rows of a table into the clipboard.
    CopyTable(Box<TableRows>),
    /// Work out, beside the window, what the page of tables needs of a large table.
    QueryTable(TableQuery),
    /// Show or hide the findings.
    ToggleFindings,
    /// Lay the map out.
    Tidy,
    /// Lay the map out with as few crossings as can be found in seconds.
    TidyThoroughly,
    /// Lay the map out in bands by this, or without bands.
    SetBands(Option<Banding>),
    /// Stop the running work.
    CancelJob,
    /// Work out what the map says, where that was cancelled before.
    Recompute,
    /// Add an actor to a lane, near this point.
    AddActor {
        /// The lane; none is below the lanes.
        stage: Option<StageId>,
        /// Where, in map units.
        at: (f32, f32),
    },
    /// Add an actor near the one that is selected, or in the middle of what is in sight.
    AddActorHere,
    /// Ask to whom the selected actor is to be linked.
    LinkTo,
    /// Add a link of goods.
    AddLink {
        /// Seller.
        from: ActorId,
        /// Buyer.
        to: ActorId,
    },
    /// Make a model whose core are these actors.
    AddModel(Vec<ActorId>),
    /// Add a lane at the right.
    AddStage,
    /// Let two lanes change places.
    SwapStages(StageId, StageId),
    /// Add a product.
    AddProduct,
    /// Add a target; the id that it brings does not count.
    AddTarget(Box<Target>),
    /// Record a channel; the id that it brings does not count.
    AddChannel(Box<Channel>),
    /// Put actors elsewhere; some may change their lane with that.
    Move(Vec<ActorMove>),
    /// The same by keys: one press after another is one edit.
    Nudge(Vec<ActorMove>),
    /// Hold an actor in its place when tidying, or let it go.
    Pin(ActorId, bool),
    /// Put a changed record in place of the one with its id.
    Update(Box<Change>),
    /// A field says what its record comes to with what has been typed so far: a part of the map before anything that
    /// depends on it.
    UpdateDraft(Box<Change>),
    /// Remove a record.
    Remove(Removal),
    /// Try these changes out, besides those that are tried already.
    AddWhatIf(Vec<Proposal>),
    /// Try nothing any more.
    DiscardWhatIf,
    /// Make what is tried real.
    ApplyWhatIf,
    /// Take one change out of the trial: the one at this position.
    RemoveProposal(usize),
    /// Make these changes at once, as one edit.
    ApplyProposals(Vec<Proposal>),
}

/// A built-in map to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after its file in saves/")]
pub enum SampleMap {
    CanTho2019,
    MangoMekong2015,
    RiceMekong2020,
}

impl SampleMap {
    /// Every sample.
    pub const ALL: [Self; 3] = [Self::CanTho2019, Self::MangoMekong2015, Self::RiceMekong2020];
}

/// Light or dark, and how far letters stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColorScheme {
    /// As the system is.
    #[default]
    System,
    /// Dark letters on a light ground.
    Light,
    /// Light letters on a dark ground.
    Dark,
    /// Black and white as far as may be; light or dark as the system is.
    HighContrast,
}

impl ColorScheme {
    /// Every look, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::HighContrast];
}

/// How large everything is, beside what the system asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UiScale {
    /// As the system asks for.
    #[default]
    Usual,
    /// A quarter larger.
    Larger,
    /// Half as large again.
    Large,
    /// Twice as large.
    Largest,
}

impl UiScale {
    /// Every size, from the smallest.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Larger, Self::Large, Self::Largest];

    /// The factor.
    pub fn factor(self) -> f32 {
        match self {
            Self::Usual => 1.0,
            Self::Larger => 1.25,
            Self::Large => 1.5,
            Self::Largest => 2.0,
        }
    }
}

/// Rows of a table, to take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRows {
    /// Which table.
    pub kind: TableKind,
    /// Its rows, in their order.
    pub rows: Vec<TableRow>,
}

/// What is to be worked out of a table, and of which state of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableQuery {
    /// Which table.
    pub kind: TableKind,
    /// Its rows in this order; none makes it ready for filters and totals.
    pub order: Option<SortOrder>,
    /// The edition of the map that it is made from, and of what is known of it; with others the result is stale.
    pub edition: u64,
    /// See `edition`.
    pub analysis: u64,
    /// Its language.
    pub language: Language,
}

impl TableQuery {
    /// What makes a table ready for filters and totals, as it stands while this is shown.
    pub fn of(kind: TableKind, context: &ViewContext<'_>) -> Self {
        // Only how targets stand is taken from the study: nothing else is stale once that comes in.
        let analysis =
            if kind == TableKind::Targets { context.analysis_generation } else { context.assessment_generation };
        Self { kind, order: None, edition: context.map_generation, analysis, language: context.language }
    }
}

/// What stands in the middle of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// The map.
    #[default]
    Map,
    /// Recorded channels beside the routes that the links allow.
    Channels,
    /// Volumes, from supply to buyers.
    Volumes,
    /// Targets.
    Targets,
    /// The verdicts over the years.
    Years,
    /// Everything as tables.
    Tables,
}

impl Page {
    /// Every page, in the order in which they stand.
    pub const ALL: [Self; 6] = [Self::Map, Self::Channels, Self::Volumes, Self::Targets, Self::Years, Self::Tables];
}

/// An actor put elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActorMove {
    /// Where it stands now.
    pub placement: Placement,
    /// Its new lane, where that changes.
    pub stage: Option<StageId>,
}

/// A changed record.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum Change {
    Info(Info),
    Stage(Stage),
    Product(Product),
    Actor(Actor),
    Link(Link),
    Model(CoopModel),
    Channel(Channel),
    Target(Target),
}

impl Change {
    /// The record that it changes.
    pub fn record(&self) -> RecordRef {
        match self {
            Self::Info(_) => RecordRef::Map,
            Self::Stage(stage) => RecordRef::Stage(stage.id),
            Self::Product(product) => RecordRef::Product(product.id),
            Self::Actor(actor) => RecordRef::Actor(actor.id),
            Self::Link(link) => RecordRef::Link(link.id),
            Self::Model(model) => RecordRef::CoopModel(model.id),
            Self::Channel(channel) => RecordRef::Channel(channel.id),
            Self::Target(target) => RecordRef::Target(target.id),
        }
    }
}

impl Change {
    /// Whether the record that it changes is there.
    pub fn has_record_in(&self, map: &LinkageMap) -> bool {
        match self {
            Self::Info(_) => true,
            Self::Stage(stage) => map.stages().contains_key(&stage.id),
            Self::Product(product) => map.products().contains_key(&product.id),
            Self::Actor(actor) => map.actors().contains_key(&actor.id),
            Self::Link(link) => map.links().contains_key(&link.id),
            Self::Model(model) => map.models().contains_key(&model.id),
            Self::Channel(channel) => map.channels().contains_key(&channel.id),
            Self::Target(target) => map.targets().contains_key(&target.id),
        }
    }
}

/// A record to remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum Removal {
    Stage(StageId),
    Product(ProductId),
    Actor(ActorId),
    Link(LinkId),
    Model(ModelId),
    Channel(ChannelId),
    Target(TargetId),
}
