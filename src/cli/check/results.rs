//! `check MAP… -o RESULTS.xlsx`: all results of all maps in one workbook.

use std::path::{Path, PathBuf};

use super::assumptions::Assumptions;
use super::names::NameLookup;
use super::{display_path, open_map, parallel};
use crate::analysis::{Assessment, Study, assess};
use crate::cli::args::{CheckArgs, language_or_system};
use crate::cli::output::{CommandError, ExitStatus, ProgressLine, is_same_file, report, report_done, report_remark};
use crate::exchange::{MapResults, ResultsWorkbook, io_error_text};
use crate::language::{Language, assumptions_line};
use crate::map::LinkageMap;
use crate::schema::study_with_places;
use crate::storage::{SystemDisk, replace_file};

/// The ending of workbooks.
const ENDING: &str = "xlsx";

/// A map with everything that is known of it.
struct StudiedMap {
    map: LinkageMap,
    assumptions: Assumptions,
    assessment: Assessment,
    study: Study,
    notices: Vec<String>,
}

/// Checks the maps and writes the workbook; of maps that cannot be read, it says so and leaves them out.
pub(super) fn write_workbook(
    files: &[Result<PathBuf, String>],
    output: &Path,
    args: &CheckArgs,
) -> Result<ExitStatus, CommandError> {
    let language = language_or_system(args.lang);
    check_output(files, output, language)?;
    let mut workbook = ResultsWorkbook::new(language);
    let mut progress = ProgressLine::new(files.len());
    let (mut status, mut is_empty) = (ExitStatus::Done, true);
    parallel::for_each_in_order(
        files,
        |file| match file {
            Ok(path) => study_map(path, args, files.len() > 1),
            Err(message) => Err(message.clone().into()),
        },
        |file, result| {
            let file = file.as_ref().map(|path| display_path(path)).unwrap_or_default();
            progress.clear();
            match result {
                Ok(studied) => {
                    studied.notices.iter().for_each(|notice| report(notice));
                    if studied.assessment.summary.flagged > 0 {
                        status = status.max(ExitStatus::Flagged);
                    }
                    is_empty = false;
                    add(&mut workbook, &file, &studied, language);
                }
                Err(CommandError(lines)) => {
                    status = ExitStatus::Failed;
                    for line in &lines {
                        report(line);
                    }
                }
            }
            progress.advance(&file);
            Ok(())
        },
    )?;
    progress.clear();
    if is_empty {
        return Ok(status);
    }
    let path = output.display();
    // Nothing cancels it.
    let bytes = workbook.finish(&|_| true).ok_or_else(|| path.to_string())?;
    let bytes = bytes.map_err(|error| format!("{path}: {error}"))?;
    let replaced = replace_file(&SystemDisk, output, &bytes).map_err(|error| match language {
        Language::Vietnamese => format!("{path}: không lưu được: {}", io_error_text(&error, language)),
        Language::English => format!("{path}: it cannot be saved: {}", io_error_text(&error, language)),
    })?;
    report_remark(output, &replaced, language);
    report_done(&match language {
        Language::Vietnamese => format!("{path}: đã ghi"),
        Language::English => format!("{path}: written"),
    });
    Ok(status)
}

/// Refuses a file that is no workbook, or one of the maps.
fn check_output(files: &[Result<PathBuf, String>], output: &Path, language: Language) -> Result<(), CommandError> {
    let path = output.display();
    if !output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING)) {
        return Err(match language {
            Language::Vietnamese => format!("{path}: kết quả chỉ ghi được ra tệp .xlsx; hãy đổi đuôi tệp"),
            Language::English => format!("{path}: results are written as .xlsx only; give the file that ending"),
        }
        .into());
    }
    if files.iter().flatten().any(|map| is_same_file(map, output)) {
        return Err(match language {
            Language::Vietnamese => format!("{path}: đây chính là bản đồ; hãy ghi ra tệp khác"),
            Language::English => format!("{path}: this is the map itself; write to another file"),
        }
        .into());
    }
    Ok(())
}

fn study_map(path: &Path, args: &CheckArgs, is_batch: bool) -> Result<StudiedMap, CommandError> {
    let (map, year, assumptions, notices) = open_map(path, args, is_batch)?;
    let assessment = assess(&map, year);
    // Nothing cancels it.
    let study = study_with_places(&map, &assessment, &|_| true).ok_or_else(|| path.display().to_string())?;
    Ok(StudiedMap { map, assumptions, assessment, study, notices })
}

fn add(workbook: &mut ResultsWorkbook, file: &str, studied: &StudiedMap, language: Language) {
    let StudiedMap { map, assumptions, assessment, study, .. } = studied;
    let without = NameLookup(map).actors(&assumptions.without).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let supposing = assumptions_line(&without, assumptions.with_planned, language);
    workbook.add(MapResults { file, map, assessment, study, supposing: supposing.as_deref() });
}
