//! `check`: the verdict of every model of every map, as a table, JSON or CSV; and the reference pages of codes.

mod assumptions;
mod csv;
mod explain;
mod json;
mod names;
mod parallel;
mod results;
mod selection;
mod summary;
mod table;

use std::path::Path;

use crate::analysis::{Assessment, ReportStudy, assess, case_repairs, report_study};
use crate::exchange::open_sentence;
use crate::language::Language;
use crate::map::{LinkageMap, Year};
use crate::storage::{self, OpenError, ReadError, SystemDisk, is_folder};

use super::args::{CheckArgs, OutputFormat, language_or_system};
use super::map_files::expand_paths;
use super::output::{CommandError, ExitStatus, ProgressLine, StdoutWriter, escape_control_chars, report};
use super::recover::last_good_line;
use super::terminal::line_width;
use assumptions::Assumptions;
use names::NameLookup;
pub(super) use selection::Code;
use selection::Selection;
use summary::Totals;

/// A map with its assessment.
struct CheckedMap {
    file: String,
    map: LinkageMap,
    assessment: Assessment,
    study: ReportStudy,
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
    let files = expand_paths(&args.maps, language);
    if let Some(output) = &args.output {
        return results::write_workbook(&files, output, args);
    }
    let is_array = args.maps.len() > 1 || files.len() > 1 || args.maps.iter().any(|path| is_folder(&SystemDisk, path));
    let mut writer = ReportWriter {
        options: ReportOptions {
            format: args.format,
            selection: Selection { flagged_only: args.flagged, only: args.only.clone() },
            is_summary: args.summary,
            is_pretty: args.pretty,
            separator: args.separator.unwrap_or(if language == Language::Vietnamese { b';' } else { b',' }),
        },
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
        |file| match file {
            Ok(path) => check_map(path, args, files.len() > 1),
            Err(message) => Err(message.clone().into()),
        },
        |file, result| {
            match result {
                Ok(checked) => {
                    if checked.assessment.summary.flagged > 0 {
                        status = status.max(ExitStatus::Flagged);
                    }
                    progress.clear();
                    checked.notices.iter().for_each(|notice| report(notice));
                    writer.add(&checked)?;
                    if files.len() == 1 {
                        // The process ends after it: freeing millions of links and findings would only take time.
                        std::mem::forget(checked);
                    }
                }
                Err(CommandError(lines)) => {
                    status = ExitStatus::Failed;
                    progress.clear();
                    for line in &lines {
                        report(line);
                    }
                    let file = file.as_ref().map(|path| path.display().to_string());
                    // An error without a path is about a folder, not an unreadable map.
                    writer.totals.add_unread(&file.unwrap_or_else(|_| lines.concat()));
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

/// A map with the assumptions, the year of the check, and lines for stderr.
type OpenedMap = (LinkageMap, Year, Assumptions, Vec<String>);

/// Opens a map and applies the assumptions.
fn open_map(path: &Path, args: &CheckArgs, is_batch: bool) -> Result<OpenedMap, CommandError> {
    let language = language_or_system(args.lang);
    let map = storage::open(path).map_err(|error| unopened(path, &error, language))?;
    let year = args.year.unwrap_or(map.info().year);
    let (map, assumptions, notices) = assumptions::with_assumptions(map, path, args, year, is_batch)?;
    Ok((map, year, assumptions, notices))
}

/// Opens a map, applies the assumptions, and assesses it.
fn check_map(path: &Path, args: &CheckArgs, is_batch: bool) -> Result<CheckedMap, CommandError> {
    let (map, year, assumptions, notices) = open_map(path, args, is_batch)?;
    let assessment = assess(&map, year);
    // A summary needs the verdicts alone.
    let study = match args.format {
        _ if args.summary => ReportStudy::default(),
        OutputFormat::Json => report_study(&map, &assessment),
        OutputFormat::Csv | OutputFormat::Table => {
            ReportStudy { repairs: case_repairs(&map, &assessment), ..ReportStudy::default() }
        }
    };
    Ok(CheckedMap { file: display_path(path), map, assessment, study, assumptions, notices })
}

/// Why a map does not open; of a damaged one also which version is the last good one.
fn unopened(path: &Path, error: &OpenError, language: Language) -> CommandError {
    let is_damaged =
        matches!(error, OpenError::Read { source, .. } if !matches!(source, ReadError::NewerFormat { .. }));
    let last_good = if is_damaged { last_good_line(path, language) } else { None };
    CommandError(std::iter::once(open_sentence(error, language)).chain(last_good).collect())
}

fn display_path(path: &Path) -> String {
    path.display().to_string()
}

/// How the results are written.
struct ReportOptions {
    format: OutputFormat,
    selection: Selection,
    /// Only one line a map.
    is_summary: bool,
    is_pretty: bool,
    separator: u8,
}

/// Writes the results of all maps in one format.
struct ReportWriter {
    options: ReportOptions,
    language: Language,
    is_array: bool,
    is_first: bool,
    width: Option<usize>,
    totals: Totals,
    out: StdoutWriter,
}

impl ReportWriter {
    fn begin(&mut self) -> Result<(), CommandError> {
        let (ReportOptions { format, is_summary, separator, .. }, language) = (&self.options, self.language);
        if *format == OutputFormat::Csv {
            let (is_summary, separator) = (*is_summary, *separator);
            self.out.write(|out| csv::write_header(out, is_summary, separator, language))?;
        }
        Ok(())
    }

    fn add(&mut self, checked: &CheckedMap) -> Result<(), CommandError> {
        let (options, language, width) = (&self.options, self.language, self.width);
        let before = match options.format {
            OutputFormat::Json if self.is_array && self.is_first => "[\n",
            OutputFormat::Json if self.is_array => ",\n",
            OutputFormat::Table if !self.is_first && !options.is_summary => "\n",
            OutputFormat::Table | OutputFormat::Json | OutputFormat::Csv => "",
        };
        self.out.write(|out| {
            out.write_all(before.as_bytes())?;
            match (options.format, options.is_summary) {
                // The lines are columns of one table, written once all are known.
                (OutputFormat::Table, true) => Ok(()),
                (OutputFormat::Table, false) => {
                    out.write_all(table::text_report(checked, &options.selection, width, language).as_bytes())
                }
                (OutputFormat::Json, true) => json::write_summary(out, checked, options.is_pretty),
                (OutputFormat::Json, false) => {
                    json::write_object(out, checked, &options.selection, language, options.is_pretty)
                }
                (OutputFormat::Csv, true) => csv::write_summary(out, checked, options.separator),
                (OutputFormat::Csv, false) => {
                    csv::write_rows(out, checked, &options.selection, options.separator, language)
                }
            }
        })?;
        self.is_first = false;
        self.totals.add(checked);
        Ok(())
    }

    fn end(mut self) -> Result<(), CommandError> {
        let lines = || format!("{}\n", self.totals.lines(self.width, self.language).join("\n"));
        let after = match self.options.format {
            OutputFormat::Json if self.is_array && self.is_first => "[]\n".to_owned(),
            OutputFormat::Json if self.is_array => "\n]\n".to_owned(),
            OutputFormat::Json if !self.is_first => "\n".to_owned(),
            OutputFormat::Table if self.options.is_summary && !self.is_first => lines(),
            // Without any readable map, the messages on stderr suffice.
            OutputFormat::Table if self.totals.has_several() && !self.is_first => format!("\n{}", lines()),
            OutputFormat::Table | OutputFormat::Json | OutputFormat::Csv => String::new(),
        };
        self.out.write(|out| out.write_all(after.as_bytes()))?;
        self.out.finish()
    }
}
