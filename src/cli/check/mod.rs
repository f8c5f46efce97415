//! `check`: the verdict of every model of every map, as a table, JSON or CSV; and what the codes in it mean.

mod csv;
mod explain;
mod files;
mod hypothetical;
mod json;
mod many;
mod names;
mod summary;
mod table;

use std::path::Path;

use crate::analysis::{Assessment, assess};
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage;

use super::args::{CheckArgs, Format, language};
use super::output::{Failure, Out, Progress, Status, on_one_line, say};
use super::terminal::line_width;
use hypothetical::Supposed;
use names::Names;
use summary::Totals;

/// A map that was judged.
struct Judged {
    file: String,
    map: LinkageMap,
    assessment: Assessment,
    supposed: Supposed,
    /// What stderr says of it before the answer.
    notices: Vec<String>,
}

impl Judged {
    /// The actors that are supposed to be gone, by name.
    fn gone(&self) -> Vec<String> {
        let names = Names(&self.map).actors(&self.supposed.without);
        names.into_iter().map(|name| on_one_line(name).into_owned()).collect()
    }
}

pub(super) fn run(args: &CheckArgs) -> Result<Status, Failure> {
    let language = language(args.lang);
    if let Some(code) = &args.explain {
        return explain::explain(code, language);
    }
    let files = files::files(&args.maps, language);
    let is_array = args.maps.len() > 1 || files.len() > 1 || args.maps.iter().any(|path| path.is_dir());
    let mut answer = Answer {
        format: args.format,
        language,
        is_array,
        is_first: true,
        width: line_width(),
        totals: Totals::default(),
        out: Out::new(),
    };
    let mut progress = Progress::new(files.len());
    let mut status = Status::Done;
    answer.begin()?;
    many::in_order(
        &files,
        |file| file.as_ref().map_err(String::clone).and_then(|path| judged(path, args, files.len() > 1)),
        |file, result| {
            match result {
                Ok(judged) => {
                    if judged.assessment.summary.flagged > 0 {
                        status = status.max(Status::Flagged);
                    }
                    progress.pause();
                    judged.notices.iter().for_each(|notice| say(notice));
                    answer.add(&judged)?;
                }
                Err(message) => {
                    status = Status::CouldNot;
                    progress.pause();
                    say(&message);
                    let file = file.as_ref().map(|path| path.display().to_string());
                    // A folder without maps is no map that could not be read.
                    answer.totals.count_unread(&file.unwrap_or(message));
                }
            }
            progress.step(&file.as_ref().map(|path| path.display().to_string()).unwrap_or_default());
            Ok(())
        },
    )?;
    progress.pause();
    answer.end()?;
    Ok(status)
}

/// Opens a map, supposes what is to be supposed, and judges it.
fn judged(path: &Path, args: &CheckArgs, many: bool) -> Result<Judged, String> {
    let map = storage::open(path).map_err(|error| error.to_string())?;
    let year = args.year.unwrap_or(map.info().year);
    let (map, supposed, notices) = hypothetical::hypothetical(map, path, args, year, many)?;
    let assessment = assess(&map, year);
    Ok(Judged { file: name(path), map, assessment, supposed, notices })
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The answer, as it is written.
struct Answer {
    format: Format,
    language: Language,
    is_array: bool,
    is_first: bool,
    width: Option<usize>,
    totals: Totals,
    out: Out,
}

impl Answer {
    fn begin(&mut self) -> Result<(), Failure> {
        if self.format == Format::Csv {
            self.out.write(|out| csv::header(out))?;
        }
        Ok(())
    }

    fn add(&mut self, judged: &Judged) -> Result<(), Failure> {
        let (format, language, width) = (self.format, self.language, self.width);
        let before = match format {
            Format::Json if self.is_array && self.is_first => "[\n",
            Format::Json if self.is_array => ",\n",
            Format::Table if !self.is_first => "\n",
            Format::Table | Format::Json | Format::Csv => "",
        };
        self.out.write(|out| {
            out.write_all(before.as_bytes())?;
            match format {
                Format::Table => out.write_all(table::table(judged, width, language).as_bytes()),
                Format::Json => json::object(out, judged, language),
                Format::Csv => csv::rows(out, judged),
            }
        })?;
        self.is_first = false;
        self.totals.count(judged);
        Ok(())
    }

    fn end(mut self) -> Result<(), Failure> {
        let after = match self.format {
            Format::Json if self.is_array && self.is_first => "[]\n".to_owned(),
            Format::Json if self.is_array => "\n]\n".to_owned(),
            Format::Json if !self.is_first => "\n".to_owned(),
            // Where no map could be read, stderr has said it all.
            Format::Table if self.totals.is_worth_it() && !self.is_first => {
                format!("\n{}\n", self.totals.lines(self.width, self.language).join("\n"))
            }
            Format::Table | Format::Json | Format::Csv => String::new(),
        };
        self.out.write(|out| out.write_all(after.as_bytes()))?;
        self.out.finish()
    }
}
