//! `export`: a map in another format, by the ending of the new file.

use std::path::Path;

use super::args::MapToFile;
use super::output::{Failure, Status, report_progress};
use super::system::reason;
use crate::exchange::export_json;
use crate::language::Language;
use crate::{map::LinkageMap, storage};

type Writer = fn(&LinkageMap) -> Vec<u8>;

/// The formats, by ending.
const FORMATS: [(&str, Writer); 1] = [("json", export_json)];

pub(super) fn run(args: &MapToFile) -> Result<Status, Failure> {
    let ending = args.output.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some((_, write)) = FORMATS.iter().find(|(known, _)| *known == ending) else {
        let known = FORMATS.map(|(known, _)| format!(".{known}")).join(", ");
        return Err(format!("{}: this ending is not known; use one of: {known}", args.output.display()).into());
    };
    let map = storage::open(&args.map)?;
    if is_same_file(&args.map, &args.output) {
        let path = args.output.display();
        return Err(format!("{path}: this is the map itself; write to another file").into());
    }
    storage::replace_file(&args.output, &write(&map)).map_err(|error| {
        format!("{}: it cannot be saved: {}", args.output.display(), reason(&error, Language::English))
    })?;
    report_progress(&format!("{}: written", args.output.display()));
    Ok(Status::Done)
}

/// Whether two paths lead to one file that is there.
fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
