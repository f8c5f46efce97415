//! `list`: the rows of a table of the map, of actors, links and models those that meet conditions.

use super::args::{ListArgs, OutputFormat, PlacesBy, language_or_system};
use super::output::{CommandError, ExitStatus, StdoutWriter};
use super::terminal::{display_width, pad_left, pad_right};
use crate::analysis::{Group, GroupTotal, UnitLevel, assess, overview};
use crate::exchange::{
    Conditions, TableKind, TableRow, TableSource, UTF8_BOM, export_rows_json, open_sentence, table_csv,
};
use crate::language::{row_count, with_marked_direction};
use crate::schema::add_place_totals;
use crate::storage;

/// The most cells that a text takes on the screen; a longer one is cut.
const MAX_WIDTH: usize = 40;
const GAP: &str = "  ";

pub(super) fn run(args: &ListArgs) -> Result<ExitStatus, CommandError> {
    let language = language_or_system(args.lang);
    let kind = args.table.kind();
    let conditions = Conditions::parse(kind, args.conditions.as_deref().unwrap_or_default())
        .map_err(|error| format!("--where: {}", error.sentence(language)))?;
    let map = storage::open(&args.map).map_err(|error| open_sentence(&error, language))?;
    let assessment = assess(&map, args.year.unwrap_or(map.info().year));
    let overview = kind.needs_study().then(|| {
        let mut overview = overview(&map, &assessment);
        // Nothing cancels it.
        let _done = add_place_totals(&mut overview, &map, &assessment, &|_| true);
        overview.totals = totals_by(args.places, overview.totals);
        overview
    });
    let source =
        TableSource { map: &map, assessment: &assessment, targets: &[], overview: overview.as_ref(), language };
    let rows: Vec<TableRow> = kind.rows(source).into_iter().filter(|row| conditions.hold(*row, source)).collect();
    let mut out = StdoutWriter::new();
    out.write(|out| match args.format {
        OutputFormat::Csv => {
            let table = table_csv(&rows, kind.columns(), source);
            if !table.starts_with(UTF8_BOM) {
                out.write_all(UTF8_BOM)?;
            }
            out.write_all(&table)
        }
        OutputFormat::Json => out.write_all(&export_rows_json(kind, &rows, source)),
        OutputFormat::Table => {
            for line in lines(kind, &rows, source) {
                writeln!(out, "{line}")?;
            }
            writeln!(out, "{}", row_count(rows.len(), kind.len(source), language))
        }
    })?;
    out.finish()?;
    Ok(ExitStatus::Done)
}

/// The totals that are wanted: of places those by the units that are wanted, or by what is written where that is the same.
fn totals_by(places: PlacesBy, totals: Vec<GroupTotal>) -> Vec<GroupTotal> {
    let has = |level: UnitLevel| totals.iter().any(|total| matches!(total.group, Group::Unit(of, _) if of == level));
    let by_commune = match places {
        PlacesBy::Written => None,
        PlacesBy::Old => Some(UnitLevel::CommuneBefore),
        PlacesBy::New => Some(UnitLevel::CommuneToday),
    };
    let by_commune = by_commune.filter(|level| has(*level));
    let by_district = (places == PlacesBy::Old && has(UnitLevel::DistrictBefore)).then_some(UnitLevel::DistrictBefore);
    let is_wanted = |total: &GroupTotal| match &total.group {
        Group::Commune(_) => by_commune.is_none(),
        Group::District(_) => by_district.is_none(),
        Group::Unit(level, _) => Some(*level) == by_commune || Some(*level) == by_district,
        Group::Product(_) | Group::Kind(_) | Group::Sector(_) => true,
    };
    totals.into_iter().filter(is_wanted).collect()
}

/// A column: its title, whether it is of numbers, and its cells.
type Column = (String, bool, Vec<String>);

/// The rows under their headers, in aligned columns: numbers to the right. Columns without any value are left out.
fn lines(kind: TableKind, rows: &[TableRow], source: TableSource<'_>) -> Vec<String> {
    let language = source.language;
    let columns = kind.columns().iter().map(|column| {
        let cells: Vec<String> =
            rows.iter().map(|row| shortened(&row.cell(*column, source).display_text(language))).collect();
        (column.title(language), column.is_numeric(), cells)
    });
    let columns: Vec<Column> = columns.filter(|(.., cells)| cells.iter().any(|cell| !cell.is_empty())).collect();
    let widths: Vec<usize> = columns
        .iter()
        .map(|(title, _, cells)| cells.iter().chain([title]).map(|text| display_width(text)).max().unwrap_or_default())
        .collect();
    let line = |cell: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().zip(&widths).map(|(column, width)| {
            let text = cell(column);
            if column.1 { pad_left(&text, *width) } else { pad_right(&text, *width) }
        });
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    if columns.is_empty() {
        return Vec::new();
    }
    let header = line(&|(title, ..)| title.clone());
    let row = |at: usize| line(&|(.., cells)| cells.get(at).cloned().unwrap_or_default());
    std::iter::once(header).chain((0..rows.len()).map(row)).collect()
}

fn shortened(text: &str) -> String {
    let text = with_marked_direction(text).replace('\n', " ");
    if display_width(&text) <= MAX_WIDTH {
        return text;
    }
    let mut short: String = text.chars().take(MAX_WIDTH - 1).collect();
    short.push('…');
    short
}
