//! `check`: the verdict of every model of every map, as a table, JSON or CSV; and the reference pages of codes.

mod assumptions;
mod csv;
mod explain;
mod files;
mod json;
mod names;
mod parallel;
mod summary;
mod table;

use std::path::Path;

use crate::analysis::{Assessment, assess};
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage;

use super::args::{CheckArgs, OutputFormat, language_or_system};
use super::output::{CommandError, ExitStatus, ProgressLine, StdoutWriter, escape_control_chars, report};
use super::terminal::line_width;
use assumptions::Assumptions;
use names::NameLookup;
use summary::Totals;

/// A map with its assessment.
struct CheckedMap {
    file: String,
    map: LinkageMap,
    assessment: Assessment,
    assumptions: Assumptions,
    /// Lines for stderr before the result.
    notices: Vec<String>,
}

impl CheckedMap {
    /// The names of the actors assumed to be removed.
    fn removed(&self) -> Vec<String> {
        let names = NameLookup(&self.map).actors(&self.assumptions.without);
        names.into_iter().map(|name| escape_control_chars(name).into_owned()).collect()
    }
}

pub(super) fn run(args: &CheckArgs) -> Result<ExitStatus, CommandError> {
    let language = language_or_system(args.lang);
    if let Some(code) = &args.explain {
        return explain::explain(code, language);
    }
    let files = files::expand_paths(&args.maps, language);
    let is_array = args.maps.len() > 1 || files.len() > 1 || args.maps.iter().any(|path| path.is_dir());
    let mut writer = ReportWriter {
        format: args.format,
        language,
        is_array,
        is_first: true,
        width: line_width(),
        totals: Totals::default(),
        out: StdoutWriter::new(),
    };
    let mut progress = ProgressLine::new(files.len());
    let mut status = ExitStatus::Done;
    writer.begin()?;
    parallel::for_each_in_order(
        &files,
        |file| file.as_ref().map_err(String::clone).and_then(|path| check_map(path, args, files.len() > 1)),
        |file, result| {
            match result {
                Ok(checked) => {
                    if checked.assessment.summary.flagged > 0 {
                        status = status.max(ExitStatus::Flagged);
                    }
                    progress.clear();
                    checked.notices.iter().for_each(|notice| report(notice));
                    writer.add(&checked)?;
                }
                Err(message) => {
                    status = ExitStatus::Failed;
                    progress.clear();
                    report(&message);
                    let file = file.as_ref().map(|path| path.display().to_string());
                    // An error without a path is about a folder, not an unreadable map.
                    writer.totals.add_unread(&file.unwrap_or(message));
                }
            }
            progress.advance(&file.as_ref().map(|path| path.display().to_string()).unwrap_or_default());
            Ok(())
        },
    )?;
    progress.clear();
    writer.end()?;
    Ok(status)
}

/// Opens a map, applies the assumptions, and assesses it.
fn check_map(path: &Path, args: &CheckArgs, is_batch: bool) -> Result<CheckedMap, String> {
    let map = storage::open(path).map_err(|error| error.to_string())?;
    let year = args.year.unwrap_or(map.info().year);
    let (map, assumptions, notices) = assumptions::with_assumptions(map, path, args, year, is_batch)?;
    let assessment = assess(&map, year);
    Ok(CheckedMap { file: display_path(path), map, assessment, assumptions, notices })
}

fn display_path(path: &Path) -> String {
    path.display().to_string()
}

/// Writes the results of all maps in one format.
struct ReportWriter {
    format: OutputFormat,
    language: Language,
    is_array: bool,
    is_first: bool,
    width: Option<usize>,
    totals: Totals,
    out: StdoutWriter,
}

impl ReportWriter {
    fn begin(&mut self) -> Result<(), CommandError> {
        if self.format == OutputFormat::Csv {
            self.out.write(|out| csv::write_header(out))?;
        }
        Ok(())
    }

    fn add(&mut self, checked: &CheckedMap) -> Result<(), CommandError> {
        let (format, language, width) = (self.format, self.language, self.width);
        let before = match format {
            OutputFormat::Json if self.is_array && self.is_first => "[\n",
            OutputFormat::Json if self.is_array => ",\n",
            OutputFormat::Table if !self.is_first => "\n",
            OutputFormat::Table | OutputFormat::Json | OutputFormat::Csv => "",
        };
        self.out.write(|out| {
            out.write_all(before.as_bytes())?;
            match format {
                OutputFormat::Table => out.write_all(table::text_report(checked, width, language).as_bytes()),
                OutputFormat::Json => json::write_object(out, checked, language),
                OutputFormat::Csv => csv::write_rows(out, checked),
            }
        })?;
        self.is_first = false;
        self.totals.add(checked);
        Ok(())
    }

    fn end(mut self) -> Result<(), CommandError> {
        let after = match self.format {
            OutputFormat::Json if self.is_array && self.is_first => "[]\n".to_owned(),
            OutputFormat::Json if self.is_array => "\n]\n".to_owned(),
            OutputFormat::Json if !self.is_first => "\n".to_owned(),
            // Without any readable map, the messages on stderr suffice.
            OutputFormat::Table if self.totals.has_several() && !self.is_first => {
                format!("\n{}\n", self.totals.lines(self.width, self.language).join("\n"))
            }
            OutputFormat::Table | OutputFormat::Json | OutputFormat::Csv => String::new(),
        };
        self.out.write(|out| out.write_all(after.as_bytes()))?;
        self.out.finish()
    }
}
