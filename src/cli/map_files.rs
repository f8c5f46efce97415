//! Expands path arguments: files as given, and the maps in folders; and opens maps that belong together.

use std::path::{Path, PathBuf};

use crate::exchange::{io_error_text, open_sentence};
use crate::language::{Language, sort_key};
use crate::map::LinkageMap;
use crate::storage::{Disk, EntryKind, SystemDisk, is_folder, open_as_written};

/// The file extension of maps.
const EXTENSION: &str = "lienket";

/// The paths in the order given, each folder replaced by the maps in it, sorted by name; or by an error message when it
/// cannot be read or has no maps.
pub(super) fn expand_paths(paths: &[PathBuf], language: Language) -> Vec<Result<PathBuf, String>> {
    let mut files = Vec::new();
    for path in paths {
        if !is_folder(&SystemDisk, path) {
            files.push(Ok(path.clone()));
            continue;
        }
        match maps_in(path) {
            Ok(maps) if maps.is_empty() => files.push(Err(no_maps_message(path, language))),
            Ok(maps) => files.extend(maps.into_iter().map(Ok)),
            Err(error) => files.push(Err(format!("{}: {}", path.display(), io_error_text(&error, language)))),
        }
    }
    files
}

/// Opens a map that is likely to have much in common with others, which then stands only once in memory.
pub(super) fn open_beside<'a>(
    path: &Path,
    others: impl IntoIterator<Item = &'a LinkageMap>,
    language: Language,
) -> Result<LinkageMap, String> {
    let mut map = open_as_written(path).map_err(|error| open_sentence(&error, language))?;
    for other in others {
        map.share_tables_with(other);
    }
    Ok(map)
}

/// The maps directly in a folder, sorted by name. Subfolders are not searched: they may hold old versions.
fn maps_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut maps = Vec::new();
    for path in SystemDisk.list(folder, usize::MAX)? {
        // Hidden files are not the user's: other systems leave such files beside maps.
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let is_file = |path: &Path| {
            SystemDisk.metadata(path).is_ok_and(|found| found.is_some_and(|found| found.kind == EntryKind::File))
        };
        if !hidden && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(EXTENSION)) && is_file(&path) {
            maps.push(path);
        }
    }
    maps.sort_by_cached_key(|path| (sort_key(&file_name(path)), path.clone()));
    Ok(maps)
}

/// The name of a file, for messages.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn no_maps_message(folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match language {
        Language::Vietnamese => {
            format!(
                "{folder}: thư mục này không có tệp .lienket nào; các thư mục bên trong không được xét, hãy ghi tên chúng"
            )
        }
        Language::English => {
            format!(
                "{folder}: there is no .lienket file in this folder; folders in it are not looked into, so name them"
            )
        }
    }
}
