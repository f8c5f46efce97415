//! CSV output: a row for each core actor and product, or one for a model without cases.

use std::io::{self, Write};

use ::csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::CheckedMap;
use super::names::NameLookup;
use crate::analysis::{Case, ModelVerdict};
use crate::exchange::{UTF8_BOM, escape_formula};

/// One row.
type CsvRow = [String; 15];

const HEADER: [&str; 15] = [
    "file",
    "title",
    "year",
    "model_id",
    "model",
    "model_verdict",
    "flagged",
    "core",
    "product",
    "verdict",
    "route",
    "buyer",
    "reaches_market",
    "breaks",
    "left_out",
];

/// Writes the byte order mark and the column names, as in the exported tables, so that spreadsheets open both alike.
pub(super) fn write_header(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(UTF8_BOM)?;
    let mut writer = writer(out);
    writer.write_record(HEADER)?;
    writer.flush()
}

/// Writes the rows of one map.
pub(super) fn write_rows(out: &mut dyn Write, checked: &CheckedMap) -> io::Result<()> {
    let names = NameLookup(&checked.map);
    let mut writer = writer(out);
    for model in checked.assessment.models.values() {
        if model.cases.is_empty() {
            writer.write_record(row(checked, model, None, names))?;
        }
        for case in &model.cases {
            writer.write_record(row(checked, model, Some(case), names))?;
        }
    }
    writer.flush()
}

fn writer(out: &mut dyn Write) -> Writer<&mut dyn Write> {
    WriterBuilder::new().quote_style(QuoteStyle::Necessary).terminator(Terminator::CRLF).from_writer(out)
}

fn row(checked: &CheckedMap, model: &ModelVerdict, case: Option<&Case>, names: NameLookup<'_>) -> CsvRow {
    let route = case.and_then(|case| case.route.as_ref());
    let breaks = case.map(|case| case.breaks.as_slice()).unwrap_or_default();
    let breaks: Vec<String> = breaks
        .iter()
        .map(|found| match found.link.and_then(|link| names.link(link)) {
            Some((from, to)) => format!("{}: {from} > {to}", found.reason.code()),
            None => format!("{}: {}", found.reason.code(), names.actor(found.actor)),
        })
        .collect();
    [
        safe_cell(&checked.file),
        safe_cell(&checked.map.info().title),
        checked.assessment.year.to_string(),
        model.model.to_string(),
        safe_cell(names.model(model.model)),
        model.verdict.code().to_owned(),
        model.verdict.is_flagged().to_string(),
        safe_cell(case.map_or("", |case| names.actor(case.core))),
        safe_cell(case.map_or("", |case| names.product(case.product))),
        case.map_or("", |case| case.verdict.code()).to_owned(),
        safe_cell(&names.route(route).join(" > ")),
        safe_cell(names.buyer(route).unwrap_or_default()),
        case.map(|case| case.reaches_market.to_string()).unwrap_or_default(),
        safe_cell(&breaks.join("; ")),
        safe_cell(&names.actors(&model.left_out).join("; ")),
    ]
}

fn safe_cell(text: &str) -> String {
    escape_formula(text).into_owned()
}
