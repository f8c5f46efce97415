//! `report`: what a map comes to, as a document to hand in.

use std::path::Path;

use clap::Args;
use jiff::ZonedDateTime;

use super::args::{Lang, MapToFile, language_or_system, year};
use super::output::{CommandError, ExitStatus, is_same_file, report_done, report_marked_names, report_remark};
use crate::analysis::{assess, study};
use crate::exchange::{DrawnFile, ReportFormat, ReportSource, export_report, io_error_text, open_sentence};
use crate::language::Language;
use crate::map::{LinkageMap, Year};
use crate::storage::{self, SystemDisk};

/// What `report` takes.
#[derive(Debug, Args)]
pub struct ReportArgs {
    #[command(flatten)]
    pub(super) files: MapToFile,
    /// The year to report on; by default the map's own
    #[arg(long, value_name = "YEAR", value_parser = year())]
    pub(super) year: Option<Year>,
    /// The language of the report; by default the system's
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
    /// Who hands it in
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(super) office: String,
    /// Leave out today's date: the same map then always gives the same file
    #[arg(long)]
    pub(super) no_date: bool,
}

pub(super) fn run(args: &ReportArgs) -> Result<ExitStatus, CommandError> {
    let (from, to) = (&args.files.map, &args.files.output);
    let language = language_or_system(args.lang);
    let format = format(to, language)?;
    let map = storage::open(from).map_err(|error| open_sentence(&error, language))?;
    if is_same_file(from, to) {
        return Err(format!("{}: this is the map itself; write to another file", to.display()).into());
    }
    let file = file(&map, format, args, language)?;
    let replaced = storage::replace_file(&SystemDisk, to, &file.bytes).map_err(|error| {
        format!("{}: it cannot be saved: {}", to.display(), io_error_text(&error, Language::English))
    })?;
    report_marked_names(to, &file.marked_names, ", or use .html, which keeps them");
    report_remark(to, &replaced, Language::English);
    report_done(&format!("{}: written", to.display()));
    Ok(ExitStatus::Done)
}

/// The format that the ending of the file asks for.
fn format(to: &Path, language: Language) -> Result<ReportFormat, CommandError> {
    let ending = to.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let found = ReportFormat::ENDINGS.into_iter().find(|(known, _)| *known == ending);
    let known = ReportFormat::ENDINGS.map(|(known, _)| format!(".{known}")).join(", ");
    let path = to.display();
    found.map(|(_, format)| format).ok_or_else(|| {
        let message = match language {
            Language::Vietnamese => format!("{path}: không rõ đuôi tệp này; hãy dùng một trong các đuôi: {known}"),
            Language::English => format!("{path}: this ending is not known; use one of: {known}"),
        };
        message.into()
    })
}

/// The report, or why it cannot be made.
fn file(
    map: &LinkageMap,
    format: ReportFormat,
    args: &ReportArgs,
    language: Language,
) -> Result<DrawnFile, CommandError> {
    let assessment = assess(map, args.year.unwrap_or(map.info().year));
    let study = study(map, &assessment, &|_| true).ok_or("it was cancelled")?;
    let source = ReportSource {
        map,
        assessment: &assessment,
        study: &study,
        language,
        office: args.office.trim(),
        date: (!args.no_date).then(|| ZonedDateTime::now().date()),
        supposing: None,
        meeting: None,
    };
    let path = args.files.map.display();
    export_report(source, format, &storage::system_fonts, &|_| true).map_err(|error| format!("{path}: {error}").into())
}
