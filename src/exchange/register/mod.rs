//! The whole map as the tables that an import reads: what is written here and read there is the same map.

mod cells;
mod csv;
mod references;
mod workbook;

pub(super) use cells::RegisterCell;
pub use csv::{export_csv_archive, export_csv_tables};
pub use workbook::{WorkbookError, export_workbook};

use super::import::{CellType, EVIDENCE_DATE, EVIDENCE_SAID_BY, FIGURES_ACTOR, FIGURES_YEAR, ImportTable, VIEW_STATE};
use crate::language::{Language, UiText};
use crate::map::{Actor, Figures, Link, LinkageMap, Year};
use crate::schema::{Described, Field};
use cells::Writer;

/// A table of the map.
#[derive(Debug)]
pub(super) struct RegisterTable {
    table: ImportTable,
    /// Its columns.
    pub columns: Vec<RegisterColumn>,
    /// A row for each record, in id order.
    pub rows: Vec<Vec<RegisterCell>>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct RegisterColumn {
    /// The id of its field.
    pub id: &'static str,
    /// What stands over it for people.
    title: String,
    /// What it holds.
    help: &'static str,
    /// The type of its cells.
    pub cell_type: CellType,
    is_required: bool,
    /// The words that it takes, where it takes only some.
    words: Vec<String>,
    /// The table whose names it takes.
    names: Option<ImportTable>,
}

/// The tables of a map, those without rows and without use left out. Words and decimal marks are those of the language.
fn register_tables(map: &LinkageMap, language: Language) -> Vec<RegisterTable> {
    let writer = Writer::new(map, language);
    let mut views = table(ImportTable::Views, map.views().values(), &writer);
    // Plain data of text and numbers is always written.
    let states = map.views().values().map(|view| serde_json::to_string(&view.state).unwrap_or_default());
    add_text_column(&mut views, VIEW_STATE, states);
    let tables = vec![
        actors(map, &writer),
        links(map, &writer),
        table(ImportTable::Models, map.models().values(), &writer),
        table(ImportTable::Channels, map.channels().values(), &writer),
        table(ImportTable::Products, map.products().values(), &writer),
        table(ImportTable::Targets, map.targets().values(), &writer),
        figures(map, &writer),
        table(ImportTable::Stages, map.stages().values(), &writer),
        table(ImportTable::Map, std::iter::once(map.info()), &writer),
        views,
    ];
    tables.into_iter().filter(|table| table.table != ImportTable::Views || !table.rows.is_empty()).collect()
}

/// The actors of a map with where they stand, and its links, in words of programs.
pub(super) fn network_tables(map: &LinkageMap) -> [RegisterTable; 2] {
    let writer = Writer::new(map, Language::English);
    [actors(map, &writer), links(map, &writer)]
}

/// The figures of a year, a row for each actor.
pub(super) fn figures_of_year(map: &LinkageMap, year: Year) -> RegisterTable {
    let rows = vec![Vec::new(); map.actors().len()];
    let mut figures = RegisterTable { table: ImportTable::Figures, columns: Vec::new(), rows };
    let of_actor = map.actors().values().map(|actor| actor.figures.get(&year));
    add_columns(&mut figures, of_actor, &Writer::new(map, Language::English));
    figures
}

fn actors(map: &LinkageMap, writer: &Writer<'_>) -> RegisterTable {
    let mut actors = table(ImportTable::Actors, map.actors().values(), writer);
    let placement = |actor: &Actor| map.placements().get(&actor.id);
    add_columns(&mut actors, map.actors().values().map(placement), writer);
    actors
}

fn links(map: &LinkageMap, writer: &Writer<'_>) -> RegisterTable {
    let mut links = table(ImportTable::Links, map.links().values(), writer);
    for (id, get) in [
        (EVIDENCE_DATE, (|link: &Link| link.evidence.date.as_str()) as fn(&Link) -> &str),
        (EVIDENCE_SAID_BY, |link: &Link| link.evidence.said_by.as_str()),
    ] {
        add_text_column(&mut links, id, map.links().values().map(|link| get(link).to_owned()));
    }
    links
}

/// The columns for the fields of a record that tables have.
fn columns<R: Described>(language: Language) -> impl Iterator<Item = (&'static Field<R>, RegisterColumn)> {
    R::fields().iter().filter_map(move |field| {
        let import = field.import?;
        let column = RegisterColumn {
            id: field.id,
            title: cells::title(field, language),
            help: import.help(language),
            cell_type: CellType::of(&field.kind),
            is_required: field.is_required,
            words: cells::words(field, language),
            names: cells::named_table(field),
        };
        Some((*field, column))
    })
}

fn table<'a, R: Described>(
    table: ImportTable,
    records: impl Iterator<Item = &'a R>,
    writer: &Writer<'_>,
) -> RegisterTable {
    let (fields, columns): (Vec<&Field<R>>, Vec<RegisterColumn>) = columns::<R>(writer.language).unzip();
    let rows = records.map(|record| fields.iter().map(|field| writer.cell(field, record)).collect());
    RegisterTable { table, columns, rows: rows.collect() }
}

/// Adds the columns of further records, one for each row where there is one.
fn add_columns<'a, R: Described>(
    table: &mut RegisterTable,
    records: impl Iterator<Item = Option<&'a R>>,
    writer: &Writer<'_>,
) {
    let (fields, columns): (Vec<&Field<R>>, Vec<RegisterColumn>) = columns::<R>(writer.language).unzip();
    table.columns.extend(columns);
    for (row, record) in table.rows.iter_mut().zip(records) {
        let cell = |field: &&Field<R>| record.map_or(RegisterCell::Empty, |record| writer.cell(field, record));
        row.extend(fields.iter().map(cell));
    }
}

fn add_text_column(table: &mut RegisterTable, id: &'static str, texts: impl Iterator<Item = String>) {
    table.columns.push(RegisterColumn::text(id, id));
    for (row, text) in table.rows.iter_mut().zip(texts) {
        row.push(RegisterCell::text(&text));
    }
}

/// The figures of all actors, a row for each year of each.
fn figures(map: &LinkageMap, writer: &Writer<'_>) -> RegisterTable {
    let (fields, columns): (Vec<&Field<Figures>>, Vec<RegisterColumn>) = columns::<Figures>(writer.language).unzip();
    let language = writer.language;
    let owner = RegisterColumn {
        is_required: true,
        names: Some(ImportTable::Actors),
        ..RegisterColumn::text(FIGURES_ACTOR, UiText::Actor.text(language))
    };
    let year = RegisterColumn {
        is_required: true,
        cell_type: CellType::Year,
        ..RegisterColumn::text(FIGURES_YEAR, UiText::Year.text(language))
    };
    let mut rows = Vec::new();
    for owner in map.actors().values() {
        for (year, figures) in &owner.figures {
            let mut row = vec![writer.actor(owner.id), RegisterCell::Year(*year)];
            row.extend(fields.iter().map(|field| writer.cell(field, figures)));
            rows.push(row);
        }
    }
    RegisterTable { table: ImportTable::Figures, columns: [vec![owner, year], columns].concat(), rows }
}

impl RegisterColumn {
    /// A column of texts.
    fn text(id: &'static str, title: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            help: "",
            cell_type: CellType::Text,
            is_required: false,
            words: Vec::new(),
            names: None,
        }
    }
}
