//! The five tables and their columns: one definition for both the importer and its help.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::map::{Actor, Channel, CoopModel, Figures, Link, Product};
use crate::schema::{Described, Field, FieldType, folded_key, strip_brackets};

/// One of the five tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum CsvTableKind {
    Actors,
    Links,
    Models,
    Channels,
    Products,
}

impl CsvTableKind {
    pub const ALL: [Self; 5] = [Self::Actors, Self::Links, Self::Models, Self::Channels, Self::Products];

    fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Links => "links",
            Self::Models => "models",
            Self::Channels => "channels",
            Self::Products => "products",
        }
    }

    /// Its columns, in the order in which the help shows them.
    pub fn columns(self) -> &'static [CsvColumn] {
        let [actors, links, models, channels, products] = &*TABLES;
        match self {
            Self::Actors => actors,
            Self::Links => links,
            Self::Models => models,
            Self::Channels => channels,
            Self::Products => products,
        }
    }

    /// The column with this header in either language, ignoring case, accents, punctuation and a suffix in brackets,
    /// such as a unit.
    pub fn find_column(self, header: &str) -> Option<&'static CsvColumn> {
        COLUMNS_BY_NAME
            .get(&(self, folded_key(header)))
            .or_else(|| COLUMNS_BY_NAME.get(&(self, folded_key(strip_brackets(header)))))
            .copied()
    }
}

/// The type of a column's cells, for number style inference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum CellType {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A number from 0 to 100.
    Share,
    /// An integer.
    Integer,
    /// A year.
    Year,
    /// A list whose items may end in a colon and a number.
    AmountList,
}

impl CellType {
    pub fn of<R>(kind: &FieldType<R>) -> Self {
        match kind {
            FieldType::Order(_) | FieldType::Count(_) | FieldType::Whole(..) => Self::Integer,
            FieldType::Amount(_) | FieldType::Balance(_) | FieldType::Goal(_) => Self::Number,
            FieldType::Percent(_) => Self::Share,
            FieldType::Year(_) | FieldType::OptionalYear(_) => Self::Year,
            FieldType::Supply(_) | FieldType::Conversions(_) | FieldType::Portions(_) => Self::AmountList,
            _ => Self::Text,
        }
    }
}

/// A column of a table: a field as an import knows it.
#[derive(Debug)]
pub(super) struct CsvColumn {
    /// The id of its field.
    pub id: &'static str,
    aliases: &'static [&'static str],
    pub cell_type: CellType,
    pub required: bool,
    description: &'static str,
}

impl CsvColumn {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.id).chain(self.aliases.iter().copied())
    }
}

/// The columns for the fields of a record that tables have.
fn columns_of<R: Described>() -> Vec<CsvColumn> {
    let column = |field: &&'static Field<R>| {
        let import = field.import?;
        Some(CsvColumn {
            id: field.id,
            aliases: import.aliases,
            cell_type: CellType::of(&field.kind),
            required: field.is_required,
            description: import.help,
        })
    };
    R::fields().iter().filter_map(column).collect()
}

/// The columns of actors, links, models, channels and products. An actor's row has its figures in the map's year, too.
static TABLES: LazyLock<[Vec<CsvColumn>; 5]> = LazyLock::new(|| {
    let mut actors = columns_of::<Actor>();
    actors.extend(columns_of::<Figures>());
    [actors, columns_of::<Link>(), columns_of::<CoopModel>(), columns_of::<Channel>(), columns_of::<Product>()]
});

/// Every column by table and [`folded_key`] of each of its names; an index, as a header may have very many cells.
static COLUMNS_BY_NAME: LazyLock<BTreeMap<(CsvTableKind, String), &'static CsvColumn>> = LazyLock::new(|| {
    let columns =
        CsvTableKind::ALL.into_iter().flat_map(|table| table.columns().iter().map(move |column| (table, column)));
    columns.flat_map(|(table, column)| column.names().map(move |name| ((table, folded_key(name)), column))).collect()
});

/// Whether a header is that of a row number column, which most Vietnamese registers have.
pub(in crate::exchange) fn is_row_number_header(header: &str) -> bool {
    // Accents matter: “nợ” (debt) is a different column.
    let word = header.trim().trim_end_matches(['.', ':']).to_lowercase();
    matches!(word.as_str(), "stt" | "tt" | "số tt" | "số thứ tự" | "no" | "№" | "#")
}

/// The tables and columns of an import as help text; required columns are marked `*`.
pub fn column_help() -> String {
    let mut lines = Vec::new();
    for table in CsvTableKind::ALL {
        lines.push(table.name().to_owned());
        for column in table.columns() {
            let mark = if column.required { "*" } else { " " };
            lines.push(format!("  {mark}{:<13}{}", column.id, column.aliases.join(", ")));
            lines.push(format!("{:16}{}", "", column.description));
        }
    }
    lines.join("\n")
}
