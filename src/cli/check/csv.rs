//! The answer for spreadsheets: a row for each core actor and product, or one for a model without any.

use ::csv::{QuoteStyle, WriterBuilder};

use super::Judged;
use super::names::Names;
use crate::analysis::{Case, ModelVerdict};
use crate::cli::output::Failure;

/// One row.
type Row = [String; 15];

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

/// The rows of one map.
pub(super) fn rows(judged: &Judged) -> Result<String, Failure> {
    let names = Names(&judged.map);
    let mut rows = Vec::new();
    for model in judged.assessment.models.values() {
        if model.cases.is_empty() {
            rows.push(row(judged, model, None, names));
        }
        rows.extend(model.cases.iter().map(|case| row(judged, model, Some(case), names)));
    }
    text(&rows)
}

/// The rows of all maps under the header.
pub(super) fn with_header(answers: &[String]) -> Result<String, Failure> {
    Ok(text(&[HEADER.map(str::to_owned)])? + &answers.concat())
}

fn row(judged: &Judged, model: &ModelVerdict, case: Option<&Case>, names: Names<'_>) -> Row {
    let route = case.and_then(|case| case.route.as_ref());
    let breaks = case.map(|case| case.breaks.as_slice()).unwrap_or_default();
    let breaks: Vec<String> = breaks
        .iter()
        .map(|found| match found.link.and_then(|link| names.link(link)) {
            Some((from, to)) => format!("{}: {from} > {to}", found.reason.code()),
            None => format!("{}: {}", found.reason.code(), names.actor(found.at)),
        })
        .collect();
    [
        harmless(&judged.file),
        harmless(&judged.map.info().title),
        judged.assessment.year.to_string(),
        model.model.to_string(),
        harmless(names.model(model.model)),
        model.verdict.code().to_owned(),
        model.verdict.is_flagged().to_string(),
        harmless(case.map_or("", |case| names.actor(case.core))),
        harmless(case.map_or("", |case| names.product(case.product))),
        case.map_or("", |case| case.verdict.code()).to_owned(),
        harmless(&names.route(route).join(" > ")),
        harmless(names.buyer(route).unwrap_or_default()),
        case.map(|case| case.reaches_market.to_string()).unwrap_or_default(),
        harmless(&breaks.join("; ")),
        harmless(&names.actors(&model.left_out).join("; ")),
    ]
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn text(rows: &[Row]) -> Result<String, Failure> {
    let mut writer = WriterBuilder::new().quote_style(QuoteStyle::Necessary).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    Ok(String::from_utf8(bytes)?)
}
