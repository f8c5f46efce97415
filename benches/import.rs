//! Importing tables of 2,000 and of 100,000 actors (a country) from CSV to the text of a map that is laid out: a register
//! alone, one with its links (1.5 for each actor), and all tables.
//!
//! To reach: the register of 1,600 rows in 0.3 s, of 100,000 in 1 s. By command, with reading and writing the files, on two
//! cores: 0.7 s (before names were folded by table and cells read beside each other, 2.2 s), with 100,000 links 1.6 s (4.1 s),
//! all tables of a sample, 415,000 rows, 1.9 s (4.3 s).

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use csv::{ReaderBuilder, WriterBuilder};
use lienket::exchange::{
    Communes, ImportFile, ImportOptions, PlaceDecisions, export_csv_tables, import_tables, sample_map,
};
use lienket::language::Language;
use lienket::storage::write;

/// A table without the columns that say where actors stand, as an office has it.
fn without_places(table: &[u8]) -> Vec<u8> {
    let mut rows = ReaderBuilder::new().has_headers(false).from_reader(table);
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("a table of ours");
    let is_kept = |at: &usize| {
        let head = rows.first().and_then(|head| head.get(*at)).unwrap_or_default();
        !["x", "y", "pinned", "by_hand"].contains(&head)
    };
    let mut out = WriterBuilder::new().from_writer(Vec::new());
    for row in &rows {
        let cells = row.iter().enumerate().filter(|(at, _)| is_kept(at)).map(|(_, cell)| cell);
        out.write_record(cells).expect("it is written in memory");
    }
    out.into_inner().expect("it is written in memory")
}

fn import(c: &mut Criterion) {
    let mut group = c.benchmark_group("import");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(3));
    let options = ImportOptions {
        title: None,
        default_title: "Thử".into(),
        year: None,
        current_year: 2026,
        numbers: None,
        language: Language::Vietnamese,
        place: None,
        communes: Communes::AsWritten,
        places: PlaceDecisions::default(),
    };
    for actors in [2_000, 100_000] {
        let tables = export_csv_tables(&sample_map(actors, 1));
        let tables: Vec<(String, Vec<u8>)> =
            tables.into_iter().map(|(name, bytes)| (name, without_places(&bytes))).collect();
        for (what, names) in [("register", &["actors.csv"][..]), ("links", &["actors.csv", "links.csv"]), ("all", &[])]
        {
            let is_read = |name: &str| names.is_empty() || names.contains(&name);
            let files: Vec<ImportFile<'_>> = tables
                .iter()
                .filter(|(name, _)| is_read(name))
                .map(|(name, bytes)| ImportFile { name, bytes, table: None })
                .collect();
            group.bench_function(format!("{what}/{actors}"), |bench| {
                bench.iter(|| write(&import_tables(&files, &options).expect("tables of ours").map));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, import);
criterion_main!(benches);
