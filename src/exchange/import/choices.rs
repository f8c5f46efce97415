//! What a person decides about tables beyond what is found out: what a sheet is, what a column means, who a row is.

use std::collections::BTreeMap;

use super::columns::ImportTable;
use super::numbers::NumberStyle;
use crate::map::ActorId;
use crate::schema::folded_key;

/// A table by the places, from 0, of its file and of itself in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TablePlace {
    /// The place of the file among all.
    pub file: usize,
    /// The place of the table in the file.
    pub table: usize,
}

/// A row by its table and its number there, as a spreadsheet counts.
pub type RowPlace = (TablePlace, usize);

/// What the rows of a table are taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableChoice {
    /// They are not read.
    LeftOut,
    /// Rows of this table.
    Table(ImportTable),
}

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnChoice {
    /// It is not read.
    LeftOut,
    /// The field with this id.
    Field(&'static str),
}

/// Which row of a table names its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeaderChoice {
    /// The one with this number, as a spreadsheet counts.
    Row(usize),
    /// None: all rows are read, and columns are known by their cells.
    NoRow,
}

/// What was chosen for a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetChoice {
    /// What its rows are; `None` as found.
    pub table: Option<TableChoice>,
    /// Which row names its columns; `None` as found.
    pub header: Option<HeaderChoice>,
    /// What its columns mean, by their place from 0, where that is not as found.
    pub columns: BTreeMap<usize, ColumnChoice>,
    /// How numbers are written that could be read in two ways.
    pub numbers: Option<NumberStyle>,
}

/// Who a row is that may be an actor of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// This actor of the map.
    Same(ActorId),
    /// None of the map: a new one.
    New,
}

/// The cells that say where an actor is, as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceCells {
    /// The province; empty where no column has it.
    pub province: String,
    /// The commune.
    pub commune: String,
    /// The district; it may be empty.
    pub district: String,
}

/// A commune that may be meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneCandidate {
    /// Its name.
    pub commune: String,
    /// The district that it was in, if it is one of before July 2025.
    pub district: Option<String>,
}

/// What cells of places were said to mean: this commune, or none that is known, so that they stay as written.
pub type PlaceDecisions = BTreeMap<PlaceCells, Option<CommuneCandidate>>;

/// All that was chosen for an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportChoices {
    /// What was chosen for tables.
    pub sheets: BTreeMap<TablePlace, SheetChoice>,
    /// Who doubtful rows are.
    pub decisions: BTreeMap<RowPlace, Decision>,
    /// Whether actors are removed that the table of actors does not name.
    pub removes_missing: bool,
    /// What was chosen for columns in earlier imports.
    pub memory: ColumnMemory,
}

/// What was chosen for columns, by what stands over them: the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMemory(Vec<(ImportTable, String, ColumnChoice)>);

impl ColumnMemory {
    /// So many columns are remembered.
    const LIMIT: usize = 200;
    /// No header that is longer, in bytes, is remembered.
    const LONGEST: usize = 200;

    /// The memory of these columns, by the names of their tables, what stands over them, and the ids of their fields, empty
    /// where they were left out. What this version does not know is skipped.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = [&'a str; 3]>) -> Self {
        let known = texts.into_iter().filter_map(|[table, header, field]| {
            let table = ImportTable::ALL.into_iter().find(|known| known.name() == table)?;
            let choice = match field {
                "" => ColumnChoice::LeftOut,
                id => ColumnChoice::Field(table.column(id)?.id),
            };
            Some((table, folded_key(header), choice)).filter(|(_, header, _)| header.len() <= Self::LONGEST)
        });
        Self(known.take(Self::LIMIT).collect())
    }

    /// What [`Self::of_texts`] reads as the same memory.
    pub fn texts(&self) -> impl Iterator<Item = [&str; 3]> {
        self.0.iter().map(|(table, header, choice)| {
            let field = match choice {
                ColumnChoice::LeftOut => "",
                ColumnChoice::Field(id) => id,
            };
            [table.name(), header.as_str(), field]
        })
    }

    /// What was chosen for a column.
    pub fn find(&self, table: ImportTable, header: &str) -> Option<ColumnChoice> {
        if self.0.is_empty() || header.is_empty() || header.len() > Self::LONGEST {
            return None;
        }
        let key = folded_key(header);
        let found = self.0.iter().find(|(of, header, _)| *of == table && *header == key);
        found.map(|(.., choice)| *choice)
    }

    /// Remembers a column, and forgets the one that was chosen longest ago if there are too many.
    pub fn remember(&mut self, table: ImportTable, header: &str, choice: ColumnChoice) {
        let key = folded_key(header);
        if key.is_empty() || key.len() > Self::LONGEST {
            return;
        }
        self.0.retain(|(of, header, _)| *of != table || *header != key);
        self.0.insert(0, (table, key, choice));
        self.0.truncate(Self::LIMIT);
    }
}
