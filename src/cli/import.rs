//! `import`: a map from CSV tables.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use jiff::ZonedDateTime;

use super::args::{ImportArgs, language_or_system};
use super::output::{CommandError, ExitStatus, StdoutWriter, is_same_file, report, save_map};
use crate::exchange::{
    IMPORT_LIMIT, ImportFile, ImportOptions, ImportWarning, NumberStyle, PlaceDecisions, RowError, import_tables,
    large_table_sentence, unreadable_table_sentence, update_from_tables, update_sentence,
};
use crate::language::{Language, integer};
use crate::storage;

/// The most errors listed: nobody reads more before trying again.
const MAX_LISTED_ERRORS: usize = 1_000;
/// The most warnings listed.
const MAX_LISTED_WARNINGS: usize = 50;

pub(super) fn run(args: &ImportArgs) -> Result<ExitStatus, CommandError> {
    let language = language_or_system(args.lang);
    check_output(args, language)?;
    let base = args.into.as_deref().map(storage::open).transpose()?;
    let mut contents = Vec::new();
    let mut missing = Vec::new();
    for (table, path) in args.tables() {
        match read_table(path, language) {
            Ok(bytes) => contents.push((path.display().to_string(), bytes, table)),
            Err(reason) => missing.push(reason),
        }
    }
    if !missing.is_empty() {
        return Err(CommandError(missing));
    }
    let files: Vec<ImportFile<'_>> =
        contents.iter().map(|(name, bytes, table)| ImportFile { name, bytes, table: *table }).collect();
    let stem = args.output.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let options = ImportOptions {
        title: args.title.clone(),
        default_title: stem.unwrap_or_default(),
        year: args.year,
        current_year: ZonedDateTime::now().year().into(),
        numbers: args.numbers.map(NumberStyle::from),
        language,
        place: args.place.clone(),
        communes: args.communes.into(),
        places: PlaceDecisions::new(),
    };
    let told = |errors: Vec<RowError>| {
        CommandError(limited_lines(&errors, MAX_LISTED_ERRORS, language, |error| error.sentence(language)))
    };
    let warn = |warnings: &[ImportWarning]| {
        for line in limited_lines(warnings, MAX_LISTED_WARNINGS, language, |warning| warning.sentence(language)) {
            report(&line);
        }
    };
    let map = if let Some(base) = base {
        let updated = update_from_tables(&files, &base, &options, args.remove_missing).map_err(told)?;
        warn(&updated.warnings);
        print_line(&update_sentence(&updated.summary, language))?;
        updated.map
    } else {
        let imported = import_tables(&files, &options).map_err(told)?;
        warn(&imported.warnings);
        imported.map
    };
    if !args.dry_run {
        save_map(&map, &args.output)?;
    }
    // The process ends: the system frees a large map faster.
    std::mem::forget(map);
    Ok(ExitStatus::Done)
}

/// Refuses to replace a file that is there, unless that was asked for or it is the map that is updated.
fn check_output(args: &ImportArgs, language: Language) -> Result<(), CommandError> {
    let output = &args.output;
    let is_there = std::fs::metadata(output).is_ok_and(|found| found.is_file() && found.len() > 0);
    let is_updated = args.into.as_ref().is_some_and(|into| is_same_file(into, output));
    if args.force || args.dry_run || is_updated || !is_there {
        return Ok(());
    }
    let output = output.display();
    Err(CommandError(vec![match language {
        Language::Vietnamese => format!("{output}: tệp đã có; dùng --into {output} để cập nhật, hoặc --force để thay"),
        Language::English => {
            format!("{output}: it is there already; update it with --into {output}, or replace it with --force")
        }
    }]))
}

fn print_line(line: &str) -> Result<(), CommandError> {
    let mut out = StdoutWriter::new();
    out.write(|out| writeln!(out, "{line}"))?;
    out.finish()
}

/// A line for each of the first `limit` items, and one that counts the rest.
fn limited_lines<T>(all: &[T], limit: usize, language: Language, line: impl Fn(&T) -> String) -> Vec<String> {
    let mut lines: Vec<String> = all.iter().take(limit).map(line).collect();
    let rest = all.len().saturating_sub(limit);
    if rest > 0 {
        let rest = integer(rest as u64, language);
        lines.push(match language {
            Language::Vietnamese => format!("và {rest} dòng nữa"),
            Language::English => format!("and {rest} more"),
        });
    }
    lines
}

/// Reads a table. Not through `Disk`, which opens no pipes: a shell may make the table on the way.
fn read_table(path: &Path, language: Language) -> Result<Vec<u8>, String> {
    let unreadable = |error: std::io::Error| unreadable_table_sentence(path, &error, language);
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_or(0, |found| found.len());
    let mut bytes = Vec::with_capacity(size.min(IMPORT_LIMIT) as usize + 1);
    file.take(IMPORT_LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > IMPORT_LIMIT {
        return Err(large_table_sentence(path, IMPORT_LIMIT, language));
    }
    Ok(bytes)
}
