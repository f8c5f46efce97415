//! The map as tables of rows and columns: one model for the screen, the clipboard, CSV and whoever else wants rows.
//!
//! A row is an id, and a cell is worked out when it is asked for: a table of a country takes no more room than its
//! ids. Cells know what they hold, so that numbers sort as numbers and empty ones come last.

mod cell;
mod columns;
mod query;
mod records;
mod text;

pub use cell::Cell;
pub use query::{SortOrder, TableIndex, haystacks, matching, sorted_indices, sorted_rows, total};
pub use text::{TableTitle, UTF8_BOM, escape_formula, table_csv, table_tsv, titled_csv, titled_tsv};

use crate::analysis::{Assessment, TargetStatus};
use crate::language::{Heading, Language};
use crate::map::{ActorId, LinkId, LinkageMap, ModelId, TargetId};

/// So many rows are worked out between two questions whether the result is still wanted: about a millisecond.
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
    /// The findings.
    Findings,
    /// The targets.
    Targets,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableRow {
    /// A model.
    Model(ModelId),
    /// An actor.
    Actor(ActorId),
    /// A link.
    Link(LinkId),
    /// A finding, by its place in the assessment.
    Finding(usize),
    /// A target.
    Target(TargetId),
}

/// What tables are made from.
#[derive(Clone, Copy, Debug)]
pub struct TableSource<'a> {
    /// The map.
    pub map: &'a LinkageMap,
    /// What it says in its year.
    pub assessment: &'a Assessment,
    /// How its targets stand, by id; none while that is worked out.
    pub targets: &'a [TargetStatus],
    /// The language of heads and words.
    pub language: Language,
}

impl TableKind {
    /// Every table, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Models, Self::Actors, Self::Links, Self::Findings, Self::Targets];

    /// Its columns, from left to right; the first names the row.
    pub fn columns(self) -> &'static [Heading] {
        columns::columns(self)
    }

    /// The columns whose sum says something: all their cells count the same thing.
    pub fn summed_columns(self) -> &'static [Heading] {
        match self {
            Self::Models => &[Heading::MembersListed, Heading::LeftOut],
            Self::Actors => &[Heading::Count, Heading::Members],
            // Volumes of links are in the units of their products.
            Self::Links | Self::Findings | Self::Targets => &[],
        }
    }

    /// Its rows in their own order: records by id, findings gravest first.
    pub fn rows(self, source: TableSource<'_>) -> Vec<TableRow> {
        let map = source.map;
        match self {
            Self::Models => map.models().keys().map(|id| TableRow::Model(*id)).collect(),
            Self::Actors => map.actors().keys().map(|id| TableRow::Actor(*id)).collect(),
            Self::Links => map.links().keys().map(|id| TableRow::Link(*id)).collect(),
            Self::Findings => (0..source.assessment.findings.len()).map(TableRow::Finding).collect(),
            Self::Targets => map.targets().keys().map(|id| TableRow::Target(*id)).collect(),
        }
    }

    /// How many rows it has.
    pub fn len(self, source: TableSource<'_>) -> usize {
        let map = source.map;
        match self {
            Self::Models => map.models().len(),
            Self::Actors => map.actors().len(),
            Self::Links => map.links().len(),
            Self::Findings => source.assessment.findings.len(),
            Self::Targets => map.targets().len(),
        }
    }
}

impl TableRow {
    /// What stands in a column; empty where the row has nothing there, or is no longer on the map.
    pub fn cell(self, column: Heading, source: TableSource<'_>) -> Cell {
        match self {
            Self::Model(id) => records::model_cell(id, column, source),
            Self::Actor(id) => records::actor_cell(id, column, source),
            Self::Link(id) => records::link_cell(id, column, source),
            Self::Finding(at) => records::finding_cell(at, column, source),
            Self::Target(id) => records::target_cell(id, column, source),
        }
        .unwrap_or(Cell::Empty)
    }
}
