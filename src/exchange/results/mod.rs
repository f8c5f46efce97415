//! The results of checks as a workbook for those who count on: verdicts with proof or break, findings, targets, verdicts
//! by year, and totals. All numbers are those of the assessment and its study; nothing is computed here.

mod rows;
mod sheet;

use std::collections::BTreeSet;

use rust_xlsxwriter::Workbook;

use super::register::WorkbookError;
use super::tables::{TableKind, TableSource};
use crate::analysis::{Assessment, ProgressCallback, Study, Verdict};
use crate::language::{Heading as H, Language, Localized, SheetTitle, capitalised};
use crate::map::{LinkageMap, Year};
use crate::schema::Cell;
use sheet::{ResultSheet, SheetWriter};

/// The results of one map.
#[derive(Clone, Copy, Debug)]
pub struct MapResults<'a> {
    /// Its file.
    pub file: &'a str,
    /// The map.
    pub map: &'a LinkageMap,
    /// Its assessment.
    pub assessment: &'a Assessment,
    /// What a study adds, of the same year.
    pub study: &'a Study,
    /// What is supposed, in words.
    pub supposing: Option<&'a str>,
}

/// The results of maps, gathered map by map.
#[derive(Debug)]
pub struct ResultsWorkbook {
    language: Language,
    summary: ResultSheet,
    verdicts: ResultSheet,
    findings: ResultSheet,
    verdicts_by_year: ResultSheet,
    /// The verdicts of each model by year: maps may have other years.
    models_by_year: Vec<ModelYears>,
    /// The sheets that are tables of the window.
    tables: Vec<(TableKind, ResultSheet)>,
    maps: usize,
}

/// The verdicts of a model by year.
#[derive(Debug)]
struct ModelYears {
    file: String,
    model: String,
    verdicts: Vec<(Year, Verdict)>,
}

impl ResultsWorkbook {
    /// Without any map yet.
    pub fn new(language: Language) -> Self {
        let sheet = |title: SheetTitle, heads: Vec<String>| ResultSheet::new(title.text(language), heads);
        let table = |(kind, title): (TableKind, SheetTitle)| {
            let heads = kind.columns().iter().map(|column| column.title(language)).collect();
            (kind, sheet(title, heads))
        };
        let tables = [
            (TableKind::Targets, SheetTitle::Targets),
            (TableKind::Totals, SheetTitle::Totals),
            (TableKind::MarketShares, SheetTitle::MarketShares),
            (TableKind::Completeness, SheetTitle::Completeness),
        ];
        Self {
            language,
            summary: sheet(SheetTitle::Summary, rows::summary_heads(language)),
            verdicts: sheet(SheetTitle::Verdicts, rows::verdict_heads(language)),
            findings: sheet(SheetTitle::Findings, rows::finding_heads(language)),
            verdicts_by_year: sheet(SheetTitle::VerdictsByYear, rows::year_heads(language)),
            models_by_year: Vec::new(),
            tables: tables.map(table).into(),
            maps: 0,
        }
    }

    /// Adds the results of a map.
    pub fn add(&mut self, results: MapResults<'_>) {
        let MapResults { file, map, assessment, study, .. } = results;
        let language = self.language;
        self.maps += 1;
        self.summary.add(file, [rows::summary_row(results, language)]);
        self.verdicts.add(file, rows::verdict_rows(results, language));
        self.findings.add(file, rows::finding_rows(results, language));
        self.verdicts_by_year.add(file, rows::year_rows(&study.years));
        let (targets, overview) = (study.targets.as_slice(), Some(&study.overview));
        let source = TableSource { map, assessment, targets, overview, language };
        for (kind, sheet) in &mut self.tables {
            let columns = kind.columns();
            let row = |row: super::TableRow| columns.iter().map(|column| row.cell(*column, source)).collect();
            sheet.add(file, kind.rows(source).into_iter().map(row));
        }
        for (id, verdicts) in &study.years.verdicts {
            let model = map.models().get(id).map_or_else(String::new, |model| model.name.clone());
            let verdicts = study.years.years.iter().copied().zip(verdicts.iter().copied()).collect();
            self.models_by_year.push(ModelYears { file: file.to_owned(), model, verdicts });
        }
    }

    /// The bytes of the workbook; the file of each row where there are several maps. `None` when cancelled.
    ///
    /// # Errors
    /// When a sheet would have more rows than Excel allows.
    pub fn finish(self, on_progress: ProgressCallback<'_>) -> Option<Result<Vec<u8>, WorkbookError>> {
        let models = self.models_by_year();
        let Self { language, summary, verdicts, findings, verdicts_by_year, tables, maps, .. } = self;
        let mut workbook = Workbook::new();
        let writer = SheetWriter::new(language, maps > 1);
        let tables = tables.into_iter().map(|(_, sheet)| sheet);
        let sheets: Vec<ResultSheet> =
            [summary, verdicts, findings, verdicts_by_year, models].into_iter().chain(tables).collect();
        // Packing them takes as long again.
        let steps = 2.0 * sheets.len() as f32;
        for (at, sheet) in sheets.iter().enumerate() {
            if !on_progress(at as f32 / steps) {
                return None;
            }
            if let Err(error) = writer.write(workbook.add_worksheet(), sheet) {
                return Some(Err(error.into()));
            }
        }
        on_progress(0.5).then(|| workbook.save_to_buffer().map_err(WorkbookError::from))
    }

    /// A row for each model, a column for each year of some map.
    fn models_by_year(&self) -> ResultSheet {
        let years: BTreeSet<Year> =
            self.models_by_year.iter().flat_map(|model| model.verdicts.iter().map(|(year, _)| *year)).collect();
        let heads = std::iter::once(H::Model.text(self.language).to_owned());
        let heads = heads.chain(years.iter().map(Year::to_string)).collect();
        let mut sheet = ResultSheet::new(SheetTitle::ModelsByYear.text(self.language), heads);
        for ModelYears { file, model, verdicts } in &self.models_by_year {
            let verdict = |year: &Year| verdicts.iter().find(|(of, _)| of == year).map(|(_, verdict)| *verdict);
            let cells = years.iter().map(|year| verdict(year).map_or(Cell::Empty, Cell::Verdict));
            sheet.add(file, [std::iter::once(Cell::text(model.as_str())).chain(cells).collect()]);
        }
        sheet
    }
}

/// A word at the beginning of a head.
fn head(word: impl Localized, language: Language) -> String {
    capitalised(word.text(language))
}
