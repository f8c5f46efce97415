//! Other formats in and out.

mod cancelled;
mod case_variants;
mod cases;
mod cells;
mod clipboard;
mod csv_errors;
mod csv_headers;
mod csv_numbers;
mod csv_reading;
mod csv_round_trip;
mod json;
mod letters;
mod networks;
mod networks_out;
mod office;
mod output;
mod page;
mod paper;
pub mod pictures;
mod places;
mod previewing;
mod register;
mod registers;
mod reported;
mod sample;
mod tables;
mod templates;
mod updating;
mod workbooks;
mod workbooks_out;

use lienket::exchange::{
    Communes, ImportFile, ImportOptions, ImportTable, ImportWarning, Imported, PlaceDecisions, RowError, WarningKind,
    import_tables,
};
use lienket::language::Language;

/// The tables of a test, as text.
#[derive(Clone, Debug, Default)]
struct Tables {
    actors: String,
    links: String,
    models: Option<String>,
    channels: Option<String>,
    products: Option<String>,
    figures: Option<String>,
    targets: Option<String>,
}

impl Tables {
    fn new(actors: &str, links: &str) -> Self {
        Self { actors: actors.into(), links: links.into(), ..Self::default() }
    }

    fn import(&self) -> Result<Imported, Vec<RowError>> {
        self.import_with(&options())
    }

    fn import_with<'a>(&'a self, options: &ImportOptions) -> Result<Imported, Vec<RowError>> {
        let told = [
            (ImportTable::Actors, "actors.csv", Some(&self.actors)),
            (ImportTable::Links, "links.csv", Some(&self.links)),
            (ImportTable::Models, "models.csv", self.models.as_ref()),
            (ImportTable::Channels, "channels.csv", self.channels.as_ref()),
            (ImportTable::Products, "products.csv", self.products.as_ref()),
            (ImportTable::Figures, "figures.csv", self.figures.as_ref()),
            (ImportTable::Targets, "targets.csv", self.targets.as_ref()),
        ];
        let file = |(table, name, text): (ImportTable, &'static str, Option<&'a String>)| {
            Some(ImportFile { name, bytes: text?.as_bytes(), table: Some(table) })
        };
        let files: Vec<ImportFile<'_>> = told.into_iter().filter_map(file).collect();
        import_tables(&files, options)
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
        title: None,
        default_title: "Thử".into(),
        year: None,
        current_year: 2026,
        numbers: None,
        language: Language::Vietnamese,
        place: None,
        communes: Communes::AsWritten,
        places: PlaceDecisions::new(),
    }
}

/// A warning about a whole table or one of its columns.
fn warning(file: &str, column: Option<&str>, kind: WarningKind) -> ImportWarning {
    ImportWarning { file: file.into(), rows: Vec::new(), column: column.map(str::to_owned), kind }
}
