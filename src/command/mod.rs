//! The commands of the user: one enum, with label and shortcut in one place. Menus, shortcuts, the canvas, panels and
//! tests send commands; only `app` executes them.
//!
//! Nothing here executes, draws or depends on the window.

mod appearance;
mod change;
mod key_topics;
mod menu_entry;
mod presenting;

use std::collections::BTreeSet;
use std::path::PathBuf;

pub use appearance::{ColorScheme, UiScale};
pub use change::{Change, Removal};
pub use key_topics::key_topics;
pub use menu_entry::{KeyTopic, MenuEntry, Shortcut};
pub use presenting::{Presenting, PresentingAid};

pub use crate::editing::ActorMove;
use crate::editing::{ActorMerge, Arrangement, Growth, LinkEnd, LinkedActor, Replacement, TextChange};
use crate::exchange::{
    CellEdits, ColumnSet, ExportRequest, PasteRequest, SortOrder, TableColumn, TableKind, TableRow, Template,
};
use crate::language::Language;
use crate::map::{
    ActorId, Banding, Channel, Colouring, Filter, LinkId, ModelId, Neighborhood, ProductId, Proposal, RecordRef,
    Selection, StageId, Target, ViewId, Year,
};
use crate::session::{Alike, Subject, ViewContext};
use crate::storage::{JournalName, Version};

/// A command of the user.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Create an empty map.
    New,
    /// Ask from which template to create a map.
    ShowTemplates,
    /// Create a map from this template.
    NewFromTemplate(Template),
    /// Create a map from this template of the user's own.
    NewFromOwnTemplate(PathBuf),
    /// Ask whether to delete this template of the user's own.
    RemoveTemplate(PathBuf),
    /// Show edits that were never saved.
    ShowUnsaved,
    /// Bring edits back that were never saved: as the map that they are of, or as a copy to be saved elsewhere.
    RecoverUnsaved {
        /// Their journal.
        name: JournalName,
        /// Whether as a copy.
        as_copy: bool,
    },
    /// Discard such edits for good.
    DiscardUnsaved(JournalName),
    /// Ask under which name to keep the map as a template.
    SaveAsTemplate,
    /// Ask which map to open.
    Open,
    /// Open this map.
    OpenPath(PathBuf),
    /// Bring back what can be had of a map that does not open, as a new map.
    Rescue(PathBuf, RescueWay),
    /// Open a built-in sample.
    OpenSample(SampleMap),
    /// Open the import of tables, and ask for their files.
    Import,
    /// Read these files with tables, to import them.
    ImportFiles(Vec<PathBuf>),
    /// Carry out the import that is shown.
    ApplyImport,
    /// Save to the map's file, or ask where.
    Save,
    /// Ask where to save.
    SaveAs,
    /// Save to this file.
    SaveTo(PathBuf),
    /// Show the saved versions of the map.
    ShowHistory,
    /// Close the list of versions, and show the map again.
    CloseHistory,
    /// Show the version in this file in place of the map, or the map again.
    ShowVersion(Option<PathBuf>),
    /// Make the map equal to the version that is shown.
    RestoreVersion,
    /// Open the comparison with another state of the map.
    Compare,
    /// Ask for a file to compare the map with.
    ChooseCompared,
    /// Compare the map with this state of it.
    CompareWith(ComparedState),
    /// Swap the earlier and the later state of the comparison.
    SwapComparison,
    /// Select this record of the comparison and scroll it into view, or where it is in the other state.
    ShowChange(RecordRef),
    /// Close the comparison.
    CloseComparison,
    /// Ask for another copy of the map to merge with it.
    ChooseMerged,
    /// Show what merging the map with the copy in this file would change, and ask whether to.
    MergeWith(PathBuf),
    /// Ask for the file with what both copies come from.
    ChooseMergeBase,
    /// Take what this file has for what both copies come from, or nothing.
    SetMergeBase(Option<PathBuf>),
    /// Carry out the merge that is shown.
    ApplyMerge,
    /// Take what the map's file has by now into the map.
    Reload,
    /// Keep the map as it is, though somebody else has changed its file.
    KeepMine,
    /// Show what somebody else has changed in the map's file.
    ShowFileChanges,
    /// Take the map's file over from somebody else who has it open.
    TakeOver,
    /// Open a copy of the map without a file.
    OpenCopy,
    /// Close the window.
    Quit,
    /// Undo the last change.
    Undo,
    /// Redo the last undone change.
    Redo,
    /// Delete what is selected.
    Delete,
    /// Select every actor.
    SelectAll,
    /// Select this.
    Select(Selection),
    /// Select this and scroll it into view.
    GoTo(Subject),
    /// Select the first of these, or all if they are actors; highlight all of them and scroll them into view.
    Highlight(Vec<Subject>),
    /// Select this and edit its name: of an actor on the map in its card, else in its field.
    EditName(Subject),
    /// Edit the name of what is selected.
    Rename,
    /// Copy the selected actors with the links among them.
    Copy,
    /// Copy the selected actors and delete them.
    Cut,
    /// Ask the system for what is on its clipboard.
    RequestPaste,
    /// Add what the text is: copied actors, or lines for quick entry.
    Paste(String),
    /// Add a copy of the selected actors.
    Duplicate,
    /// Copy a picture of the highlighted chain, else of what is seen.
    CopyPicture,
    /// Add the links of what was pasted to the actors outside that were known again.
    Reconnect,
    /// Close what a paste has to tell.
    ClosePasteNotice,
    /// Select what is alike to what is selected.
    SelectAlike(Alike),
    /// Ask how to merge these actors; of more than two, which two.
    ShowMerge(BTreeSet<ActorId>),
    /// Merge two actors.
    MergeActors(Box<ActorMerge>),
    /// Swap the ends of a link.
    ReverseLink(LinkId),
    /// Open quick entry.
    QuickEntry,
    /// The lines in quick entry, as they are typed.
    UpdateEntry(String),
    /// Carry out lines of quick entry.
    Enter(String),
    /// Open the palette of commands.
    Palette,
    /// Show every key.
    ShowKeys,
    /// Show version, licence and where data lie.
    ShowAbout,
    /// Open the guide in the browser.
    OpenGuide,
    /// Open the guide where it explains this code of the reference.
    OpenGuideAt(&'static str),
    /// Show the tour again.
    ShowTour,
    /// Replace the name of an actor by what is typed.
    TypeName(ActorId),
    /// Add an actor linked to this one.
    Grow(ActorId, Growth),
    /// Add an actor at a point of a lane, linked to others.
    AddLinkedActor(Box<LinkedActor>),
    /// Scroll this into view and keep the selection.
    Reveal(Subject),
    /// Focus the find field.
    Find,
    /// Open finding and replacing.
    FindAndReplace,
    /// Change these texts of records.
    ReplaceTexts(Vec<TextChange>),
    /// Replace texts, so many that it takes longer than a frame.
    ReplaceMany(Box<Replacement>),
    /// Show the whole map.
    Fit,
    /// Show what is selected.
    FitSelection,
    /// Isolate the chain of the selection; when isolated, go back to the whole map.
    ToggleIsolation,
    /// Highlight this neighborhood of selected actors.
    SetNeighborhood(Neighborhood),
    /// Hide what is not highlighted, or dim it.
    HideRest(bool),
    /// Hide what this filter excludes.
    SetFilter(Box<Filter>),
    /// One step back, as by Escape: reset the selection, then isolation or product, last the filter.
    Escape,
    /// Zoom in one step.
    ZoomIn,
    /// Zoom out one step.
    ZoomOut,
    /// Back to the previous camera position.
    GoBack,
    /// Forward to the camera position before `GoBack`.
    GoForward,
    /// Show or hide the side panels: lists, and details of the selection.
    ToggleSidePanels,
    /// Show or hide the minimap in the corner.
    ShowMinimap(bool),
    /// Show the fields that are empty too, or fold them away.
    ShowAllFields(bool),
    /// Colour the map by this.
    SetColouring(Colouring),
    /// Draw links with a width proportional to their volume, or not.
    ShowVolumes(bool),
    /// Write shares, volumes and contract years on the lines of links, or not.
    ShowLinkLabels(bool),
    /// Expand or collapse the legend of the map.
    ShowLegend(bool),
    /// Turn camera and other animations off or on.
    SetReducedMotion(bool),
    /// Show and assess the map in this year.
    SetYear(Year),
    /// The same in the year after, or before where it is negative; as many years on as it says.
    StepYear(Year),
    /// Highlight what carries this product.
    SetProduct(Option<ProductId>),
    /// Set the language of the user interface.
    SetLanguage(Language),
    /// Set the colour scheme.
    SetColorScheme(ColorScheme),
    /// Set the scale of the user interface.
    SetScale(UiScale),
    /// Show this page in the middle of the window.
    ShowPage(Page),
    /// Show the map at a meeting.
    Present(Presenting),
    /// Keep what is looked at as a view of the map.
    AddView,
    /// Add a copy of a view behind it.
    DuplicateView(ViewId),
    /// Put a view at this position among the views.
    MoveView(ViewId, usize),
    /// Look at the map as this view does.
    ShowView(ViewId),
    /// Let a view show what is looked at now.
    SetViewState(ViewId),
    /// Let the window fill the screen, or no longer.
    ToggleFullScreen,
    /// Choose what to make of the map for other people: sheets, pictures, slides, pages, reports.
    ShowExport(ExportStart),
    /// Ask where to save such a file.
    Export(Box<ExportRequest>),
    /// Make sheets of the map, or of the chain of the selected model, and open them where the system prints from.
    Print,
    /// Ask where to save the whole map as a workbook, which an office fills in and an import reads.
    ExportWorkbook,
    /// Ask where to save the results of the map in the year that is shown, as a workbook.
    ExportResults,
    /// Ask where to save these rows of a table.
    ExportTable(Box<TableRows>),
    /// Copy these rows of a table to the clipboard.
    CopyTable(Box<TableRows>),
    /// Compute in the background what the Tables page needs of a large table.
    QueryTable(TableQuery),
    /// Show these columns of a table.
    SetColumns(TableKind, ColumnSet),
    /// Put texts into cells of a table.
    EditCells(Box<CellEdits>),
    /// Remove the records of these rows of a table.
    RemoveRows(Vec<TableRow>),
    /// Show what pasting a block would change, and ask whether to.
    PreviewPaste(Box<PasteRequest>),
    /// Compute in the background what pasting the shown block would change in this state of the map.
    PlanPaste(u64),
    /// Show or hide the findings.
    ToggleFindings,
    /// Lay the map out.
    Tidy,
    /// Lay the map out, searching for fewer crossings for some seconds.
    TidyThoroughly,
    /// Lay the map out in bands by this, or without bands.
    SetBands(Option<Banding>),
    /// Cancel the running job.
    CancelJob,
    /// Restart an analysis that was cancelled.
    Recompute,
    /// Add an actor to a lane, near this point.
    AddActor {
        /// The lane; `None` is below the lanes.
        stage: Option<StageId>,
        /// Position in map units.
        at: (f32, f32),
    },
    /// Add an actor near the selected one, or in the middle of the view.
    AddActorHere,
    /// Ask which actor to link the selected one to.
    LinkTo,
    /// Add a product link.
    AddLink {
        /// Seller.
        from: ActorId,
        /// Buyer.
        to: ActorId,
    },
    /// Add links from each of these actors to each of those, where there is none yet.
    AddLinks {
        /// Sellers.
        from: BTreeSet<ActorId>,
        /// Buyers.
        to: BTreeSet<ActorId>,
    },
    /// Move an end of a link to another actor.
    MoveLinkEnd(LinkId, LinkEnd, ActorId),
    /// Add a model with these actors as its core.
    AddModel(Vec<ActorId>),
    /// Add a lane at the right.
    AddStage,
    /// Add a lane beside another one, and go on to its name.
    InsertStage {
        /// The other one.
        beside: StageId,
        /// Whether to its left.
        before: bool,
    },
    /// Edit the name of a lane.
    RenameStage(StageId),
    /// Swap two lanes.
    SwapStages(StageId, StageId),
    /// Add a product.
    AddProduct,
    /// Add a target; its id is ignored and a new one issued.
    AddTarget(Box<Target>),
    /// Record a channel; its id is ignored and a new one issued.
    AddChannel(Box<Channel>),
    /// Move actors, possibly to other lanes.
    Move(Vec<ActorMove>),
    /// Move actors by keys: successive presses form one edit.
    Nudge(Vec<ActorMove>),
    /// Add copies of these actors where they would be moved.
    DuplicateTo(Vec<ActorMove>),
    /// Bring the selected actors into line.
    Arrange(Arrangement),
    /// Lay the selected actors out among the others, which stay.
    TidySelection,
    /// Pin actors to their positions when tidying, or unpin them.
    Pin(BTreeSet<ActorId>, bool),
    /// Replace the record with this id.
    Update(Box<Change>),
    /// The record with the text typed into a field so far; executed before other commands of the frame, which may
    /// depend on it.
    UpdateDraft(Box<Change>),
    /// Remove a record.
    Remove(Removal),
    /// Add these changes to the what-if.
    AddWhatIf(Vec<Proposal>),
    /// Discard the what-if.
    DiscardWhatIf,
    /// Apply the changes of the what-if to the map.
    ApplyWhatIf,
    /// Remove the change at this position from the what-if.
    RemoveProposal(usize),
    /// Apply these changes to the map as one edit.
    ApplyProposals(Vec<Proposal>),
}

/// A state of the map to compare it with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparedState {
    /// What this file has.
    File(PathBuf),
    /// What the map's own file has.
    OnDisk,
    /// The map as it was when it was opened.
    AsOpened,
    /// A saved version of it.
    Version(Version),
}

/// What a choice of files that show the map begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportStart {
    /// What was chosen last.
    Last,
    /// The chain of this model.
    Model(ModelId),
    /// A report.
    Report,
}

/// How to bring back a map that does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RescueWay {
    /// The last version that can be read.
    LastVersion,
    /// What can be read of its file.
    Salvage,
}

/// A built-in sample map.
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

/// Rows of a table to export or copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRows {
    /// Which table.
    pub kind: TableKind,
    /// Its rows, in their order.
    pub rows: Vec<TableRow>,
    /// Its columns, from left to right.
    pub columns: Vec<TableColumn>,
    /// Whether the columns stand over them.
    pub has_header: bool,
}

/// A background computation for a table, and the state of the map it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableQuery {
    /// Which table.
    pub kind: TableKind,
    /// The shown columns, in which filters look for words.
    pub columns: ColumnSet,
    /// Sort the rows in this order; `None` prepares the table for filters and totals.
    pub order: Option<SortOrder>,
    /// Generation of the map that the table is made from; the result is stale once it or `analysis` differs.
    pub map_generation: u64,
    /// Generation of the analysis that the table shows.
    pub analysis_generation: u64,
    /// Language of the cells.
    pub language: Language,
}

impl TableQuery {
    /// The query that prepares a table for filters and totals, for the present context.
    pub fn of(kind: TableKind, columns: ColumnSet, context: &ViewContext<'_>) -> Self {
        // The tables that do not use the study do not become stale when it arrives.
        let analysis_generation =
            if kind.needs_study() { context.analysis_generation } else { context.assessment_generation };
        Self {
            kind,
            columns,
            order: None,
            map_generation: context.map_generation,
            analysis_generation,
            language: context.language,
        }
    }
}

/// The page in the middle of the window.
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
    /// The views that a meeting sees.
    Slides,
}

impl Page {
    /// Every page, in the order of the tabs.
    pub const ALL: [Self; 7] =
        [Self::Map, Self::Channels, Self::Volumes, Self::Targets, Self::Years, Self::Tables, Self::Slides];
}
