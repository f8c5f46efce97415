//! `import`: a map from CSV tables.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::args::{ImportArgs, language};
use super::clock::current_year;
use super::output::{Failure, Status, save_map, say};
use super::system::reason;
use crate::exchange::{CsvFile, CsvTables, ImportOptions, NumberStyle, import_csv};
use crate::language::Language;

/// The largest table that is read, in bytes: a million rows and more.
const SIZE_LIMIT: u64 = 256 * 1024 * 1024;

pub(super) fn run(args: &ImportArgs) -> Result<Status, Failure> {
    let language = language(args.lang);
    let mut files = Vec::new();
    let mut missing = Vec::new();
    let paths =
        [Some(&args.actors), Some(&args.links), args.models.as_ref(), args.channels.as_ref(), args.products.as_ref()];
    for path in paths {
        let table = path.and_then(|path| match read(path, language) {
            Ok(bytes) => Some((path.display().to_string(), bytes)),
            Err(why) => {
                missing.push(why);
                None
            }
        });
        files.push(table);
    }
    let mut files = files.iter().map(|file| file.as_ref().map(|(name, bytes)| CsvFile { name, bytes }));
    let mut next = || files.next().flatten();
    let (actors, links, models, channels, products) = (next(), next(), next(), next(), next());
    let (true, Some(actors), Some(links)) = (missing.is_empty(), actors, links) else {
        return Err(Failure(missing));
    };
    let tables = CsvTables { actors, links, models, channels, products };
    let stem = args.output.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let options = ImportOptions {
        title: args.title.clone().or(stem).unwrap_or_default(),
        year: args.year,
        current_year: current_year(),
        numbers: args.numbers.map(NumberStyle::from),
    };
    let imported = import_csv(&tables, &options)
        .map_err(|errors| Failure(errors.iter().map(|error| error.sentence(language)).collect()))?;
    for warning in &imported.warnings {
        say(&warning.sentence(language));
    }
    save_map(&imported.map, &args.output)?;
    Ok(Status::Done)
}

fn read(path: &Path, language: Language) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(path, &error, language))?;
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error, language))?;
    if bytes.len() as u64 > SIZE_LIMIT {
        let (path, limit) = (path.display(), SIZE_LIMIT / (1024 * 1024));
        return Err(match language {
            Language::Vietnamese => format!("{path}: lớn hơn {limit} MB; hãy chia bảng thành nhiều phần"),
            Language::English => format!("{path}: it is larger than {limit} MB; split the table"),
        });
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error, language: Language) -> String {
    let (path, reason) = (path.display(), reason(error, language));
    match language {
        Language::Vietnamese => format!("{path}: không đọc được: {reason}"),
        Language::English => format!("{path}: it cannot be read: {reason}"),
    }
}
