//! Other formats in and out.

mod cancelled;
mod cells;
mod clipboard;
mod csv_errors;
mod csv_headers;
mod csv_numbers;
mod csv_reading;
mod csv_round_trip;
mod json;
mod letters;
pub mod pictures;
mod sample;
mod tables;
mod templates;

use lienket::exchange::{CsvFile, CsvTables, ImportOptions, Imported, RowError, import_csv};
use lienket::language::Language;

/// The tables of a test, as text.
#[derive(Clone, Debug, Default)]
struct Tables {
    actors: String,
    links: String,
    models: Option<String>,
    channels: Option<String>,
    products: Option<String>,
}

impl Tables {
    fn new(actors: &str, links: &str) -> Self {
        Self { actors: actors.into(), links: links.into(), ..Self::default() }
    }

    fn import(&self) -> Result<Imported, Vec<RowError>> {
        self.import_with(&options())
    }

    fn import_with(&self, options: &ImportOptions) -> Result<Imported, Vec<RowError>> {
        fn file<'a>(name: &'a str, text: Option<&'a String>) -> Option<CsvFile<'a>> {
            text.map(|text| CsvFile { name, bytes: text.as_bytes() })
        }
        let tables = CsvTables {
            actors: CsvFile { name: "actors.csv", bytes: self.actors.as_bytes() },
            links: CsvFile { name: "links.csv", bytes: self.links.as_bytes() },
            models: file("models.csv", self.models.as_ref()),
            channels: file("channels.csv", self.channels.as_ref()),
            products: file("products.csv", self.products.as_ref()),
        };
        import_csv(&tables, options)
    }

    /// Everything that is wrong, a line each.
    fn complaints(&self) -> String {
        let errors = self.import().expect_err("the tables are wrong");
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }
}

fn options() -> ImportOptions {
    ImportOptions {
        title: "Thử".into(), year: None, current_year: 2026, numbers: None, language: Language::Vietnamese
    }
}
