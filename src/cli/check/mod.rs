//! `check`: the verdict of every model of every map, as a table, JSON or CSV.

mod csv;
mod hypothetical;
mod json;
mod names;
mod table;

use std::path::Path;

use crate::analysis::{Assessment, assess};
use crate::map::LinkageMap;
use crate::storage;

use super::args::{CheckArgs, Format, language};
use super::output::{Failure, Out, Status, say};

/// A map that was judged.
struct Judged {
    file: String,
    map: LinkageMap,
    assessment: Assessment,
}

pub(super) fn run(args: &CheckArgs) -> Result<Status, Failure> {
    let language = language(args.lang);
    let is_array = args.format == Format::Json && args.maps.len() > 1;
    let mut status = Status::Done;
    let mut out = Out::new();
    if args.format == Format::Csv {
        out.write(|out| csv::header(out))?;
    }
    let mut is_first = true;
    for path in &args.maps {
        match judged(path, args) {
            Ok(judged) => {
                if judged.assessment.summary.flagged > 0 {
                    status = status.max(Status::Flagged);
                }
                let before = match args.format {
                    Format::Json if is_array && is_first => "[\n",
                    Format::Json if is_array => ",\n",
                    Format::Table if !is_first => "\n",
                    Format::Table | Format::Json | Format::Csv => "",
                };
                out.write(|out| {
                    out.write_all(before.as_bytes())?;
                    match args.format {
                        Format::Table => out.write_all(table::table(&judged, language).as_bytes()),
                        Format::Json => json::object(out, &judged, language),
                        Format::Csv => csv::rows(out, &judged),
                    }
                })?;
                is_first = false;
            }
            Err(error) => {
                say(&error);
                status = Status::CouldNot;
            }
        }
    }
    let after = match args.format {
        Format::Json if is_array && is_first => "[]\n",
        Format::Json if is_array => "\n]\n",
        Format::Json if !is_first => "\n",
        Format::Table | Format::Json | Format::Csv => "",
    };
    out.write(|out| out.write_all(after.as_bytes()))?;
    out.finish()?;
    Ok(status)
}

/// Opens a map, supposes what is to be supposed, and judges it.
fn judged(path: &Path, args: &CheckArgs) -> Result<Judged, String> {
    let map = storage::open(path).map_err(|error| error.to_string())?;
    let year = args.year.unwrap_or(map.info().year);
    let map = hypothetical::hypothetical(map, path, args, year)?;
    let assessment = assess(&map, year);
    Ok(Judged { file: path.display().to_string(), map, assessment })
}
