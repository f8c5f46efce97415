//! The map as tables of rows and columns: one source for the screen, the clipboard, CSV and other uses.
//!
//! A row is an id, and cells are computed on demand, so that a table takes only the memory of its ids. Cells are
//! typed, so that numbers sort as numbers and empty cells come last.

mod columns;
mod conditions;
mod edit;
mod new_rows;
mod overview;
mod query;
mod record;
mod records;
mod text;

pub use columns::{ColumnSet, TableColumn};
pub use conditions::{ConditionError, Conditions};
pub use edit::{CellEdit, CellEdits, CellsOutcome, EditRow, RefusedCell};
pub use query::{SortOrder, TableIndex, haystacks, matching, sorted_indices, sorted_rows, total};
pub use record::{TableRecord, required_columns};
pub use text::{
    TableTitle, UTF8_BOM, block_tsv, escape_formula, push_csv_line, safe_cell, table_csv, table_tsv, titled_csv,
    titled_tsv,
};

use crate::analysis::{Assessment, Overview, TargetStatus};
use crate::language::{Heading, Language, UiText};
use crate::map::{ActorId, ChannelId, LinkId, LinkageMap, ModelId, ProductId, TargetId};
use crate::schema::{Cell, actor};

/// Rows computed between two calls of a progress callback: about a millisecond.
const CHUNK_SIZE: usize = 256;

/// One of the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// The cooperative models with their verdicts.
    #[default]
    Models,
    /// The actors.
    Actors,
    /// The links.
    Links,
    /// The products.
    Products,
    /// The recorded channels.
    Channels,
    /// The targets.
    Targets,
    /// The findings.
    Findings,
    /// Totals by district, commune, product, kind and sector.
    Totals,
    /// The shares of the buyers of each product.
    MarketShares,
    /// How much of the map is known.
    Completeness,
}

/// The record that a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableRow {
    /// A model.
    Model(ModelId),
    /// An actor.
    Actor(ActorId),
    /// A link.
    Link(LinkId),
    /// A product.
    Product(ProductId),
    /// A channel.
    Channel(ChannelId),
    /// A target.
    Target(TargetId),
    /// A finding, by its index in the assessment.
    Finding(usize),
    /// The totals of a group, by their index in the overview.
    Total(usize),
    /// The share of a buyer, by its index in the overview.
    MarketShare(usize),
    /// A detail, by its index in the overview.
    Completeness(usize),
}

/// The data that tables show.
#[derive(Clone, Copy, Debug)]
pub struct TableSource<'a> {
    /// The map.
    pub map: &'a LinkageMap,
    /// Its assessment, which also gives the year.
    pub assessment: &'a Assessment,
    /// The status of its targets; empty until computed.
    pub targets: &'a [TargetStatus],
    /// The map in numbers; none until computed.
    pub overview: Option<&'a Overview>,
    /// The language of headings and texts.
    pub language: Language,
}

impl<'a> TableSource<'a> {
    /// What a map and its assessment alone give: no targets, no overview.
    pub const fn new(map: &'a LinkageMap, assessment: &'a Assessment, language: Language) -> Self {
        Self { map, assessment, targets: &[], overview: None, language }
    }
}

impl TableKind {
    /// The next table in the order of display, or the one before; at an end the table itself.
    #[must_use]
    pub fn neighbour(self, next: bool) -> Self {
        let by = if next { 1 } else { -1 };
        let at = Self::ALL.iter().position(|kind| *kind == self).and_then(|at| at.checked_add_signed(by));
        at.and_then(|at| Self::ALL.get(at)).copied().unwrap_or(self)
    }

    /// Every table, in the order of display.
    pub const ALL: [Self; 10] = [
        Self::Models,
        Self::Actors,
        Self::Links,
        Self::Products,
        Self::Channels,
        Self::Targets,
        Self::Findings,
        Self::Totals,
        Self::MarketShares,
        Self::Completeness,
    ];

    /// Whether it shows what a study computes after the assessment.
    pub fn needs_study(self) -> bool {
        matches!(self, Self::Targets | Self::Totals | Self::MarketShares | Self::Completeness)
    }

    /// What it is called.
    pub fn title(self) -> UiText {
        match self {
            Self::Models => UiText::Models,
            Self::Actors => UiText::Actors,
            Self::Links => UiText::Links,
            Self::Findings => UiText::Findings,
            Self::Products => UiText::Products,
            Self::Channels => UiText::PageChannels,
            Self::Targets => UiText::PageTargets,
            Self::Totals => UiText::Totals,
            Self::MarketShares => UiText::MarketShares,
            Self::Completeness => UiText::Completeness,
        }
    }

    /// Its usual columns from left to right; the first identifies the row.
    pub fn columns(self) -> &'static [TableColumn] {
        columns::usual_columns(self)
    }

    /// Every column that it may have, from left to right.
    pub fn all_columns(self) -> &'static [TableColumn] {
        columns::all_columns(self)
    }

    /// Whether its rows are records, which can be edited.
    pub fn has_records(self) -> bool {
        matches!(self, Self::Models | Self::Actors | Self::Links | Self::Products | Self::Channels | Self::Targets)
    }

    /// Its key in settings.
    pub fn id(self) -> &'static str {
        match self {
            Self::Models => "models",
            Self::Actors => "actors",
            Self::Links => "links",
            Self::Products => "products",
            Self::Channels => "channels",
            Self::Targets => "targets",
            Self::Findings => "findings",
            Self::Totals => "totals",
            Self::MarketShares => "market_shares",
            Self::Completeness => "completeness",
        }
    }

    /// Columns whose sum is meaningful: all cells have the same unit.
    pub fn summed_columns(self) -> &'static [TableColumn] {
        match self {
            Self::Models => &[TableColumn::Computed(Heading::MembersListed), TableColumn::Computed(Heading::LeftOut)],
            // The members of an actor that stands for several are those of each: the table of totals has their sum.
            Self::Actors => {
                static SUMMED: [TableColumn; 1] = [TableColumn::Actor(&actor::COUNT)];
                &SUMMED
            }
            // Volumes of links are in the units of their products.
            // An actor stands in several groups, and a link in several rows of what is known.
            Self::Links
            | Self::Products
            | Self::Channels
            | Self::Findings
            | Self::Targets
            | Self::Totals
            | Self::MarketShares
            | Self::Completeness => &[],
        }
    }

    /// Its rows in default order: records by id, findings by severity, gravest first.
    pub fn rows(self, source: TableSource<'_>) -> Vec<TableRow> {
        let map = source.map;
        match self {
            Self::Models => map.models().keys().map(|id| TableRow::Model(*id)).collect(),
            Self::Actors => map.actors().keys().map(|id| TableRow::Actor(*id)).collect(),
            Self::Links => map.links().keys().map(|id| TableRow::Link(*id)).collect(),
            Self::Findings => (0..source.assessment.findings.len()).map(TableRow::Finding).collect(),
            Self::Products => map.products().keys().map(|id| TableRow::Product(*id)).collect(),
            Self::Channels => map.channels().keys().map(|id| TableRow::Channel(*id)).collect(),
            Self::Targets => map.targets().keys().map(|id| TableRow::Target(*id)).collect(),
            Self::Totals => (0..self.len(source)).map(TableRow::Total).collect(),
            Self::MarketShares => (0..self.len(source)).map(TableRow::MarketShare).collect(),
            Self::Completeness => (0..self.len(source)).map(TableRow::Completeness).collect(),
        }
    }

    /// The number of rows.
    pub fn len(self, source: TableSource<'_>) -> usize {
        let map = source.map;
        match self {
            Self::Models => map.models().len(),
            Self::Actors => map.actors().len(),
            Self::Links => map.links().len(),
            Self::Findings => source.assessment.findings.len(),
            Self::Products => map.products().len(),
            Self::Channels => map.channels().len(),
            Self::Targets => map.targets().len(),
            Self::Totals => source.overview.map_or(0, |overview| overview.totals.len()),
            Self::MarketShares => source.overview.map_or(0, |overview| overview.market_shares.len()),
            Self::Completeness => source.overview.map_or(0, |overview| overview.completeness.len()),
        }
    }
}

impl TableRow {
    /// The cell in a column; empty if the row has no value there or its record is no longer in the map.
    pub fn cell(self, column: TableColumn, source: TableSource<'_>) -> Cell {
        match self {
            Self::Model(id) => records::model_cell(id, column, source),
            Self::Actor(id) => records::actor_cell(id, column, source),
            Self::Link(id) => records::link_cell(id, column, source),
            Self::Finding(at) => records::finding_cell(at, column, source),
            Self::Product(id) => records::product_cell(id, column, source),
            Self::Channel(id) => records::channel_cell(id, column, source),
            Self::Target(id) => records::target_cell(id, column, source),
            Self::Total(at) => overview::total_cell(at, column, source),
            Self::MarketShare(at) => overview::market_share_cell(at, column, source),
            Self::Completeness(at) => overview::completeness_cell(at, column, source),
        }
        .unwrap_or(Cell::Empty)
    }
}
