//! The readers of what comes from outside, on damaged input: never a panic, one line of explanation for what does not
//! open, and what opens is valid and reads the same again.
//!
//! `corpus/` holds small inputs, a folder for each reader: whole ones, and every input that once failed. The tests read
//! them as they are and damaged in ways that are the same each time. The long run goes on with other ways for as many
//! seconds as are given:
//!
//! ```text
//! FUZZ_SECONDS=3600 cargo test --release --test suite fuzz:: -- --nocapture
//! ```
//!
//! An input that fails is written to the system's folder for temporary files and named; mended, it moves to the corpus.
//! A reader that is new (of another format) gets a folder, a function such as `read_map`, and a test.

mod archives;
mod damage;
mod stored;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use lienket::analysis::map_changes;
use lienket::editing::{MergeMapsError, MergeSide, merge_maps};
use lienket::exchange::{
    ColumnChoice, Communes, ComparisonJson, ImportChoices, ImportFile, ImportOptions, ImportTable, PlaceDecisions,
    TableChoice, TablePlace, comparison_lines, import_tables, preview_import, sample_map, table_fields,
};
use lienket::language::Language;
use lienket::map::LinkageMap;
use lienket::schema::Places;
use lienket::storage::{ReadProgress, read, salvage, write};

use damage::{Random, damaged};

/// Inputs of the short run, for each reader.
const RUNS: u64 = 600;
/// The most characters of an explanation.
const MAX_MESSAGE: usize = 2_000;

#[test]
fn damaged_maps() {
    run("maps", &[], read_map);
}

#[test]
fn salvaged_maps() {
    run("maps", &[], |bytes| match salvage(bytes, &ReadProgress::default()) {
        Ok(found) => assert_whole(&found.map),
        Err(error) => assert_one_line(&error.to_string()),
    });
}

/// Whatever has become of a copy, it is merged or refused, and compared.
#[test]
fn copies_that_were_damaged() {
    let original = read(&kept("maps", "second-format.lienket")).unwrap();
    run("maps", &[], |bytes| {
        let Ok(copy) = read(bytes) else { return };
        for base in [Some(&original), None] {
            for sides in [[&copy, &original], [&original, &copy]] {
                match merge_maps(base, sides, MergeSide::A) {
                    Ok(merged) => assert!(merged.map.violations().is_empty()),
                    Err(MergeMapsError::OtherMaps) => assert_ne!(copy.identity(), original.identity()),
                    Err(MergeMapsError::Invalid(found)) => assert!(!found.is_empty()),
                }
            }
        }
        let changes = map_changes(&original, &copy, &|_| true).unwrap();
        let lines = comparison_lines(&changes, &original, &copy, Language::Vietnamese);
        assert_eq!(lines.len() > 1, !changes.patch.is_empty());
        assert!(serde_json::to_string(&ComparisonJson::new(&changes, &original, &copy)).is_ok());
    });
}

#[test]
fn damaged_tables_of_actors() {
    run("tables", &["actors.csv"], |bytes| read_tables(bytes, &table("links.csv"), &table("models.csv")));
}

#[test]
fn damaged_tables_of_links() {
    run("tables", &["links.csv"], |bytes| read_tables(&table("actors.csv"), bytes, &table("models.csv")));
}

#[test]
fn damaged_tables_of_models() {
    run("tables", &["models.csv"], |bytes| read_tables(&table("actors.csv"), &table("links.csv"), bytes));
}

#[test]
fn damaged_graphml() {
    run("networks", &["yed.graphml", "networkx.graphml"], read_network);
}

#[test]
fn damaged_gexf() {
    run("networks", &["gephi.gexf"], read_network);
}

#[test]
fn damaged_dot() {
    run("networks", &["graphviz.dot"], read_network);
}

#[test]
fn damaged_gml() {
    run("networks", &["networkx.gml", "yed.gml"], read_network);
}

#[test]
fn damaged_drawings_of_draw_io() {
    run("networks", &["plain.drawio", "packed.drawio"], read_network);
}

#[test]
fn damaged_json_of_cytoscape_and_kumu() {
    run("networks", &["cytoscape.cyjs", "cytoscape.cx2", "kumu.json"], read_network);
}

/// A network, or whatever it becomes.
fn read_network(bytes: &[u8]) {
    assert_imported(&[ImportFile { name: "network", bytes, table: None }]);
}

#[test]
fn damaged_tables_of_places() {
    run("places", &[], |bytes| {
        let text = String::from_utf8_lossy(bytes);
        match Places::parse(&text) {
            Ok(read) => assert!(read.provinces.iter().all(|province| province.communes.len() <= text.lines().count())),
            Err(error) => assert!((1..=text.lines().count()).contains(&error.line)),
        }
    });
}

/// Whatever is chosen for damaged tables, a preview has an answer.
#[test]
fn damaged_tables_with_choices() {
    run("tables", &["actors.csv", "links.csv"], |bytes| {
        let map = sample_map(5, 1);
        let options = options();
        let mut choices = ImportChoices::default();
        // As if somebody chose by chance.
        for (at, byte) in bytes.iter().take(12).enumerate() {
            let table = ImportTable::ALL[usize::from(*byte) % ImportTable::ALL.len()];
            let sheet = choices.sheets.entry(TablePlace::default()).or_default();
            let field = table_fields(table, Language::English).nth(usize::from(*byte >> 3));
            sheet.columns.insert(at % 5, field.map_or(ColumnChoice::LeftOut, |(id, _)| ColumnChoice::Field(id)));
            sheet.table = Some(TableChoice::Table(table));
        }
        let files = [ImportFile { name: "t.csv", bytes, table: None }];
        let preview = preview_import(&files, &map, &options, &choices, &|_| true).expect("nobody cancels it");
        match preview.outcome {
            Ok(prepared) => assert_whole(&prepared.map),
            Err(errors) => errors.iter().for_each(|error| assert_one_line(&error.to_string())),
        }
    });
}

/// A map in any format.
fn read_map(bytes: &[u8]) {
    match read(bytes) {
        Ok(map) => assert_whole(&map),
        Err(error) => assert_one_line(&error.to_string()),
    }
}

/// Tables to be imported.
fn read_tables(actors: &[u8], links: &[u8], models: &[u8]) {
    let file = |name, bytes, table| ImportFile { name, bytes, table: Some(table) };
    let files = [
        file("actors.csv", actors, ImportTable::Actors),
        file("links.csv", links, ImportTable::Links),
        file("models.csv", models, ImportTable::Models),
    ];
    assert_imported(&files);
}

/// What is imported is valid; what is not is told, a line each.
fn assert_imported(files: &[ImportFile<'_>]) {
    match import_tables(files, &options()) {
        Ok(imported) => assert_whole(&imported.map),
        Err(errors) => {
            assert!(!errors.is_empty());
            for error in errors {
                assert_one_line(&error.to_string());
            }
        }
    }
}

fn options() -> ImportOptions {
    ImportOptions {
        place: Some("Cần Thơ".into()),
        communes: Communes::OfToday,
        places: PlaceDecisions::new(),
        title: None,
        default_title: "Thử".into(),
        year: None,
        current_year: 2026,
        numbers: None,
        language: Language::Vietnamese,
    }
}

/// What was read is valid, and reads the same once it is written.
fn assert_whole(map: &LinkageMap) {
    assert_eq!(map.violations(), []);
    let bytes = write(map);
    let again = read(&bytes).expect("what is written can be read");
    assert!(again == *map, "it reads otherwise");
    assert!(write(&again) == bytes, "it is written otherwise");
}

fn assert_one_line(message: &str) {
    assert!(!message.contains('\n') && message.chars().count() < MAX_MESSAGE, "{message}");
}

fn corpus() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "suite", "fuzz", "corpus"].iter().collect()
}

fn table(name: &str) -> Vec<u8> {
    kept("tables", name)
}

fn kept(folder: &str, name: &str) -> Vec<u8> {
    std::fs::read(corpus().join(folder).join(name)).unwrap()
}

/// Reads the inputs of a folder, only those of these names where some are given: as they are, then damaged.
fn run(folder: &str, names: &[&str], read: impl Fn(&[u8])) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(corpus().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| names.is_empty() || names.iter().any(|name| path.ends_with(name)));
    paths.sort();
    let whole: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert!(!whole.is_empty(), "{folder} holds no input");
    run_on(&format!("{folder} {names:?}"), &whole, |random| damaged(&whole, random), read);
}

/// Reads whole inputs, then those that `damage` makes of them.
fn run_on(name: &str, whole: &[Vec<u8>], damage: impl Fn(&mut Random) -> Vec<u8>, read: impl Fn(&[u8])) {
    for bytes in whole {
        read_once(name, bytes, &read);
    }
    let long_run = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    let began = Instant::now();
    let goes_on = |at: u64| long_run.map_or(at < RUNS, |time| began.elapsed() < time);
    let mut slowest = Duration::ZERO;
    let runs = (0..).take_while(|at| goes_on(*at)).map(|at| {
        let bytes = damage(&mut Random::new(at));
        let started = Instant::now();
        read_once(name, &bytes, &read);
        slowest = slowest.max(started.elapsed());
    });
    let runs = runs.count();
    println!("{name}: {runs} inputs, the slowest took {slowest:?}");
}

/// Reads an input, and keeps it where that panics.
fn read_once(name: &str, bytes: &[u8], read: &impl Fn(&[u8])) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| read(bytes))) {
        let folder = name.split(' ').next().unwrap_or_default();
        let path = std::env::temp_dir().join(format!("lienket-fuzz-{folder}-{}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        eprintln!("the input that failed is in {}", path.display());
        std::panic::resume_unwind(panic);
    }
}
