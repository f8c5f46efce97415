//! `import`: a map from CSV tables.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use jiff::ZonedDateTime;

use super::args::{ImportArgs, language_or_system};
use super::output::{CommandError, ExitStatus, report, save_map};
use crate::exchange::{CsvFile, CsvTables, ImportOptions, NumberStyle, import_csv, io_error_text};
use crate::language::{Language, integer};

/// The largest table accepted, in bytes: a million rows and more.
const SIZE_LIMIT: u64 = 256 * 1024 * 1024;

/// The most errors listed: nobody reads more before trying again.
const MAX_LISTED_ERRORS: usize = 1_000;
/// The most warnings listed.
const MAX_LISTED_WARNINGS: usize = 50;

pub(super) fn run(args: &ImportArgs) -> Result<ExitStatus, CommandError> {
    let language = language_or_system(args.lang);
    let mut files = Vec::new();
    let mut missing = Vec::new();
    let paths =
        [Some(&args.actors), Some(&args.links), args.models.as_ref(), args.channels.as_ref(), args.products.as_ref()];
    for path in paths {
        let table = path.and_then(|path| match read_table(path, language) {
            Ok(bytes) => Some((path.display().to_string(), bytes)),
            Err(reason) => {
                missing.push(reason);
                None
            }
        });
        files.push(table);
    }
    let mut files = files.iter().map(|file| file.as_ref().map(|(name, bytes)| CsvFile { name, bytes }));
    let mut next = || files.next().flatten();
    let (actors, links, models, channels, products) = (next(), next(), next(), next(), next());
    let (true, Some(actors), Some(links)) = (missing.is_empty(), actors, links) else {
        return Err(CommandError(missing));
    };
    let tables = CsvTables { actors, links, models, channels, products };
    let stem = args.output.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let options = ImportOptions {
        title: args.title.clone().or(stem).unwrap_or_default(),
        year: args.year,
        current_year: ZonedDateTime::now().year().into(),
        numbers: args.numbers.map(NumberStyle::from),
        language,
    };
    let imported = import_csv(&tables, &options).map_err(|errors| {
        CommandError(limited_lines(&errors, MAX_LISTED_ERRORS, language, |error| error.sentence(language)))
    })?;
    for line in limited_lines(&imported.warnings, MAX_LISTED_WARNINGS, language, |warning| warning.sentence(language)) {
        report(&line);
    }
    save_map(&imported.map, &args.output)?;
    Ok(ExitStatus::Done)
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
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| read_error_text(path, &error, language))?;
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| read_error_text(path, &error, language))?;
    if bytes.len() as u64 > SIZE_LIMIT {
        let (path, limit) = (path.display(), SIZE_LIMIT / (1024 * 1024));
        return Err(match language {
            Language::Vietnamese => format!("{path}: lớn hơn {limit} MB; hãy chia bảng thành nhiều phần"),
            Language::English => format!("{path}: it is larger than {limit} MB; split the table"),
        });
    }
    Ok(bytes)
}

fn read_error_text(path: &Path, error: &std::io::Error, language: Language) -> String {
    let (path, reason) = (path.display(), io_error_text(error, language));
    match language {
        Language::Vietnamese => format!("{path}: không đọc được: {reason}"),
        Language::English => format!("{path}: it cannot be read: {reason}"),
    }
}
