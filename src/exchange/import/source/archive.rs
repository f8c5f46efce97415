//! Zip archives from outside: nothing is unpacked before it is known to be bounded.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::super::report::{Encoding, RowErrorKind};

/// The most bytes that the text of an archive may unpack to.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most entries of an archive.
const MAX_ENTRIES: usize = 10_000;

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArchiveKind {
    /// An Excel workbook.
    Workbook,
    /// Tables as text.
    Tables,
}

/// What an archive holds; its text is known to be bounded.
///
/// # Errors
/// When it is damaged, holds something else, or would unpack to too much: the sizes in its directory, which may lie, are not
/// believed.
pub(super) fn inspect(bytes: &[u8]) -> Result<ArchiveKind, RowErrorKind> {
    let mut archive = open(bytes)?;
    if archive.len() > MAX_ENTRIES {
        return Err(RowErrorKind::TableTooLarge);
    }
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let kind = if has("xl/workbook.xml") {
        ArchiveKind::Workbook
    } else if names.iter().any(|name| is_table(name)) {
        ArchiveKind::Tables
    } else {
        let is_open_document = has("mimetype") && has("content.xml");
        let encoding = if is_open_document { Encoding::OpenDocument } else { Encoding::Binary };
        return Err(RowErrorKind::NotUtf8(encoding));
    };
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| RowErrorKind::DamagedArchive)?;
        if !entry.name().is_ok_and(|name| is_text(&name)) {
            continue;
        }
        let unpacked =
            io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|_| RowErrorKind::DamagedArchive)?;
        left = left.checked_sub(unpacked).ok_or(RowErrorKind::TableTooLarge)?;
    }
    Ok(kind)
}

/// The names and contents of the tables of an archive that was inspected, in the order of their names.
///
/// # Errors
/// When it is damaged.
pub(super) fn tables(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, RowErrorKind> {
    let mut archive = open(bytes)?;
    let mut tables = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| RowErrorKind::DamagedArchive)?;
        let Ok(name) = entry.name().map(Cow::into_owned) else { continue };
        if is_table(&name) {
            let mut content = Vec::new();
            entry.take(MAX_UNPACKED).read_to_end(&mut content).map_err(|_| RowErrorKind::DamagedArchive)?;
            tables.push((name, content));
        }
    }
    tables.sort();
    Ok(tables)
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, RowErrorKind> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| RowErrorKind::DamagedArchive)
}

/// Whether an entry is a table as text.
fn is_table(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    // Copies that a Macintosh keeps of its own.
    matches!(ending.as_deref(), Some("csv" | "tsv")) && !name.starts_with("__MACOSX/")
}

fn is_text(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    is_table(name) || matches!(ending.as_deref(), Some("xml" | "rels"))
}
