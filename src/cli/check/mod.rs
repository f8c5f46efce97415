//! `check`: the verdict of every model of every map, as a table, JSON or CSV.

mod csv;
mod json;
mod names;
mod table;

use crate::analysis::{Assessment, assess};
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage;

use super::args::{CheckArgs, Format, language};
use super::output::{Failure, Status, print, say};

/// A map that was judged.
struct Judged {
    file: String,
    map: LinkageMap,
    assessment: Assessment,
}

pub(super) fn run(args: &CheckArgs) -> Result<Status, Failure> {
    let language = language(args.lang);
    let is_several = args.maps.len() > 1;
    let mut status = Status::Done;
    let mut answers = Vec::new();
    for path in &args.maps {
        match storage::open(path) {
            Ok(map) => {
                let assessment = assess(&map, args.year.unwrap_or(map.info().year));
                if assessment.summary.flagged > 0 {
                    status = status.max(Status::Flagged);
                }
                let judged = Judged { file: path.display().to_string(), map, assessment };
                answers.push(answer(args.format, &judged, language)?);
            }
            Err(error) => {
                say(&error.to_string());
                status = Status::CouldNot;
            }
        }
    }
    let text = match args.format {
        Format::Table => answers.join("\n"),
        Format::Json if is_several => json::array(&answers),
        Format::Json => answers.concat(),
        Format::Csv => csv::with_header(&answers)?,
    };
    print(text.as_bytes())?;
    Ok(status)
}

fn answer(format: Format, judged: &Judged, language: Language) -> Result<String, Failure> {
    match format {
        Format::Table => Ok(table::table(judged, language)),
        Format::Json => json::object(judged, language),
        Format::Csv => csv::rows(judged),
    }
}
