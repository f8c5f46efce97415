//! Tables: their order, their filter, and what goes into files and onto the clipboard.

use std::collections::BTreeSet;

use lienket::analysis::{Assessment, Study, assess, study};
use lienket::exchange::{
    Conditions, SortOrder, TableColumn, TableIndex, TableKind, TableRow, TableSource, escape_formula, haystacks,
    matching, sample_map, sorted_rows, table_csv, table_tsv, total,
};
use lienket::language::{Language, parse_number};
use lienket::map::{Actor, ActorId, LinkageMap, MapParts};
use lienket::schema::{Cell, actor, channel, link, model, product, target};
use proptest::prelude::*;

/// What no test of safety may miss.
const MARKS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

fn assessed(map: LinkageMap) -> (LinkageMap, Assessment) {
    let assessment = assess(&map, map.info().year);
    (map, assessment)
}

fn each(map: &LinkageMap, assessment: &Assessment, mut test: impl FnMut(TableKind, TableSource<'_>)) {
    let Study { targets, overview, .. } = study(map, assessment, &|_| true).unwrap();
    for language in [Language::Vietnamese, Language::English] {
        for kind in TableKind::ALL {
            test(kind, TableSource { map, assessment, targets: &targets, overview: Some(&overview), language });
        }
    }
}

/// Reads text back as a spreadsheet would.
fn read(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The order of two cells, plainly; the empty one last.
fn for_each_in_order(one: &Cell, other: &Cell) -> bool {
    match (one, other) {
        (Cell::Year(one), Cell::Year(other)) => one <= other,
        (Cell::Number(one) | Cell::Measured(one, _), Cell::Number(other) | Cell::Measured(other, _)) => one <= other,
        (Cell::Verdict(one), Cell::Verdict(other)) => one <= other,
        (Cell::Severity(one), Cell::Severity(other)) => one <= other,
        (Cell::Text(one), Cell::Text(other)) => lienket::language::sort_key(one) <= lienket::language::sort_key(other),
        (_, Cell::Empty) => true,
        _ => false,
    }
}

#[test]
fn an_order_is_a_permutation_in_order_either_way() {
    for seed in 1..4 {
        let (map, assessment) = assessed(sample_map(150, seed));
        each(&map, &assessment, |kind, source| {
            let rows = kind.rows(source);
            assert_eq!(rows.len(), kind.len(source));
            for column in kind.columns() {
                for descending in [false, true] {
                    let sorted = sorted_rows(&rows, SortOrder { column: *column, descending }, source);
                    assert_eq!(sorted.iter().collect::<BTreeSet<_>>(), rows.iter().collect::<BTreeSet<_>>());
                    assert_eq!(sorted.len(), rows.len());
                    let cells: Vec<Cell> = sorted.iter().map(|row| row.cell(*column, source)).collect();
                    let filled = cells.iter().take_while(|cell| **cell != Cell::Empty).count();
                    assert!(cells[filled..].iter().all(|cell| *cell == Cell::Empty), "empty cells come last");
                    for pair in sorted[..filled].windows(2).zip(cells.windows(2)) {
                        let ([first, second], [one, other]) = pair else { unreachable!() };
                        let (low, high) = if descending { (other, one) } else { (one, other) };
                        assert!(for_each_in_order(low, high), "{column:?}: {low:?} before {high:?}");
                        // What is alike stays as it stood.
                        assert!(!for_each_in_order(high, low) || first < second, "{column:?}");
                    }
                }
            }
        });
    }
}

#[test]
fn a_filter_finds_exactly_the_rows_with_every_word() {
    let (map, assessment) = assessed(sample_map(300, 5));
    each(&map, &assessment, |kind, source| {
        let rows = kind.rows(source);
        let texts = haystacks(&rows, kind.columns(), source);
        assert_eq!(matching(&texts, "  ").len(), rows.len());
        let (prepared, backwards) =
            (TableIndex::of(kind, source, &|_| true).unwrap(), (0..rows.len()).rev().collect::<Vec<_>>());
        for typed in ["htx", "HỢP", "cai rang", "lúa HTX", "2019", "không có ở đâu cả"] {
            let found: BTreeSet<usize> = matching(&texts, typed).into_iter().collect();
            // What is made ready finds the same, in the order that it is given, and adds up the same.
            let places = prepared.matching(&backwards, typed);
            assert!(places.iter().rev().eq(&found));
            let kept: Vec<TableRow> = places.iter().map(|at| rows[*at]).collect();
            let totals: Vec<(TableColumn, f64)> =
                kind.summed_columns().iter().map(|column| (*column, total(&kept, *column, source))).collect();
            assert_eq!(prepared.totals(&places), totals);
            for (at, row) in rows.iter().enumerate() {
                let cells: Vec<String> = kind
                    .columns()
                    .iter()
                    .map(|column| row.cell(*column, source).display_text(source.language))
                    .collect();
                let whole = lienket::language::fold(&cells.join(" "));
                let has_all =
                    typed.split_whitespace().all(|word| whole.contains(lienket::language::fold(word).as_str()));
                assert_eq!(found.contains(&at), has_all, "{typed}: {cells:?}");
            }
        }
    });
}

#[test]
fn files_and_clipboard_read_back_to_the_cells() {
    let (map, assessment) = assessed(sample_map(200, 9));
    each(&map, &assessment, |kind, source| {
        let rows = kind.rows(source);
        let csv = table_csv(&rows, kind.columns(), source);
        let csv = csv.strip_prefix(b"\xef\xbb\xbf").expect("the mark that Excel knows UTF-8 by");
        for back in [read(csv, b','), read(table_tsv(&rows, kind.columns(), source).as_bytes(), b'\t')] {
            assert_eq!(back.len(), rows.len() + 1);
            for (column, name) in kind.columns().iter().zip(&back[0]) {
                assert_eq!(column.title(source.language), *name);
            }
            for (row, read) in rows.iter().zip(&back[1..]) {
                for (column, text) in kind.columns().iter().zip(read) {
                    match row.cell(*column, source) {
                        Cell::Number(value) | Cell::Measured(value, _) => {
                            assert_eq!(parse_number(text, source.language), Some(value));
                        }
                        cell => assert_eq!(escape_formula(&cell.display_text(source.language)), *text),
                    }
                }
            }
        }
    });
}

proptest! {
    #[test]
    fn no_text_of_a_map_is_a_formula(name in "[=+@a-zđ-][=+@\"',;a-zạ -]{0,12}[a-z]", members in 0_u32..9) {
        let mut actor = Actor { id: ActorId(1), name: lienket::map::normalize_line(&name), ..Actor::default() };
        actor.figures.entry(2019).or_default().members = Some(members);
        let (map, assessment) =
            assessed(LinkageMap::from_parts(MapParts { actors: vec![actor], ..MapParts::default() }).unwrap());
        each(&map, &assessment, |kind, source| {
            let rows = kind.rows(source);
            for text in read(table_tsv(&rows, kind.columns(), source).as_bytes(), b'\t').into_iter().flatten() {
                assert!(!text.starts_with(MARKS), "{text}");
            }
        });
        let safe = escape_formula(&name);
        prop_assert_eq!(safe.starts_with('\''), name.starts_with(MARKS));
        prop_assert!(safe.ends_with(&name), "the name stays readable");
    }
}

#[test]
fn a_negative_number_is_no_formula_and_a_row_of_another_map_is_empty() {
    let (map, assessment) = assessed(sample_map(12, 1));
    let source = TableSource::new(&map, &assessment, Language::Vietnamese);
    assert_eq!(Cell::Number(-1_346.5).export_text(Language::Vietnamese), "-1346,5");
    assert_eq!(Cell::Number(-1_346.5).export_text(Language::English), "-1346.5");
    let gone = [TableRow::Actor(ActorId(9_999)), TableRow::Finding(9_999)];
    for (row, kind) in gone.iter().zip([TableKind::Actors, TableKind::Findings]) {
        assert!(kind.columns().iter().all(|column| row.cell(*column, source) == Cell::Empty));
    }
    let rows = TableKind::Actors.rows(source);
    let counted: u32 = map.actors().values().map(|actor| actor.count).sum();
    assert_eq!(total(&rows, TableColumn::Actor(&actor::COUNT), source), f64::from(counted));
}

#[test]
fn every_row_of_a_full_map_fills_its_first_column() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/can-tho-2019.lienket");
    let (map, assessment) = assessed(lienket::storage::open(&path).unwrap());
    each(&map, &assessment, |kind, source| {
        let rows = kind.rows(source);
        assert!(!rows.is_empty(), "{kind:?}");
        let first = kind.columns()[0];
        assert!(rows.iter().all(|row| row.cell(first, source) != Cell::Empty));
        // No column is there for nothing to stand in, notes and closures aside.
        for column in kind.columns() {
            let optional = match column {
                TableColumn::Actor(field) => {
                    let rare = [&actor::NOTE, &actor::DISSOLVED, &actor::CODE, &actor::COMMUNE, &actor::BECAME];
                    rare.contains(field) || **field == actor::OUTSIDE_PROVINCE
                }
                TableColumn::Link(field) => [&link::NOTE, &link::PRICE].contains(field),
                TableColumn::Model(field) => **field == model::NOTE,
                TableColumn::Target(field) => **field == target::NOTE,
                TableColumn::Figures(_) | TableColumn::Evidence(_) | TableColumn::Computed(_) => false,
                TableColumn::Product(field) => **field == product::CYCLE_MONTHS || **field == product::AGRICULTURAL,
                TableColumn::Channel(field) => ![&channel::NAME, &channel::PATH].contains(field),
            };
            assert!(optional || rows.iter().any(|row| row.cell(*column, source) != Cell::Empty), "{kind:?} {column:?}");
        }
    });
}

#[test]
fn a_click_on_what_is_known_lists_what_is_not() {
    let mut listed = 0;
    for (map, year) in [(sample_map(300, 3), 2019), (sample_map(300, 4), 2022)] {
        let assessment = assess(&map, year);
        let overview = study(&map, &assessment, &|_| true).unwrap().overview;
        let source =
            TableSource { overview: Some(&overview), ..TableSource::new(&map, &assessment, Language::English) };
        for part in &overview.completeness {
            for language in [Language::Vietnamese, Language::English] {
                let text = Conditions::links_without(part.detail, language);
                let conditions = Conditions::parse(TableKind::Links, text).unwrap();
                let rows =
                    TableKind::Links.rows(source).into_iter().filter(|row| conditions.hold(*row, source)).count();
                assert_eq!(rows, part.total - part.known, "{text}");
                listed += rows;
            }
        }
    }
    assert!(listed > 50, "{listed}");
}

#[test]
fn no_part_of_a_cell_is_a_formula_whatever_parts_the_cells() {
    let actor = |id, name: &str| Actor { id: ActorId(id), name: name.into(), ..Actor::default() };
    let actors = vec![actor(1, "A;=1+1"), actor(2, "A|@x"), actor(3, "a\u{202e}b"), actor(4, "plain")];
    let (map, assessment) = assessed(LinkageMap::from_parts(MapParts { actors, ..MapParts::default() }).unwrap());
    let source = TableSource::new(&map, &assessment, Language::English);
    let rows = TableKind::Actors.rows(source);
    let csv = String::from_utf8(table_csv(&rows, TableKind::Actors.columns(), source)).unwrap();
    for cell in ["\r\n\"A;=1+1\",", "\r\n\"A|@x\",", "\r\na[U+202E]b,", "\r\nplain,"] {
        assert!(csv.contains(cell), "{cell}: {csv}");
    }
    let tsv = table_tsv(&rows, TableKind::Actors.columns(), source);
    assert!(tsv.contains("a[U+202E]b") && !tsv.chars().any(lienket::language::turns_direction));
}
