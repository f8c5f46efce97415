//! The user's own templates of maps: a folder of map files, each named after its template.
//!
//! Nothing is written over unless its owner has agreed to lose that very file, and nothing that cannot be read.

use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::disk::{Expected, create_parent, fingerprint};
use super::save::{expect_map, save_over};
use super::{Disk, FileFingerprint, MAP_EXTENSION, OpenError, Replaced, SaveError, write};
use crate::map::LinkageMap;

/// The most templates that are listed.
pub const TEMPLATE_LIMIT: usize = 200;
/// The most entries of the folder that are looked at.
const ENTRY_LIMIT: usize = 10_000;
/// The longest name of a template in bytes; file systems take 255, of which the extension needs some.
const NAME_LIMIT: usize = 200;

/// Stores templates in a folder.
#[derive(Clone, Debug)]
pub struct TemplateStore {
    folder: PathBuf,
}

/// The files of a folder of templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateFiles {
    /// In the order of their names.
    pub paths: Vec<PathBuf>,
    /// Whether there are more.
    pub is_cut: bool,
}

/// What became of a template to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateSaved {
    /// It was written.
    Written(Replaced),
    /// Nothing was written: there is a file of this name, and nobody has agreed to lose it.
    Exists(FileFingerprint),
}

impl TemplateStore {
    /// A store in this folder, which is created with the first template.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The file of the template with this name; `None` when nothing is left of the name in a file's.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let name = file_stem(name)?;
        Some(self.folder.join(format!("{name}.{MAP_EXTENSION}")))
    }

    /// The files of the templates; none when there is no folder.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(&self, disk: &dyn Disk) -> Result<TemplateFiles, OpenError> {
        let entries = disk.list(&self.folder, ENTRY_LIMIT);
        let mut paths = entries.map_err(|source| OpenError::Unreadable { path: self.folder.clone(), source })?;
        let was_full = paths.len() >= ENTRY_LIMIT;
        paths.retain(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(MAP_EXTENSION)));
        paths.sort();
        let is_cut = was_full || paths.len() > TEMPLATE_LIMIT;
        paths.truncate(TEMPLATE_LIMIT);
        Ok(TemplateFiles { paths, is_cut })
    }

    /// Saves a map as a template. A file that is there is replaced only if it is still the one that its owner has
    /// agreed to lose.
    ///
    /// # Errors
    /// Why it was not saved; what is there is then unchanged.
    pub fn save(
        disk: &dyn Disk,
        map: &LinkageMap,
        path: &Path,
        agreed: Option<FileFingerprint>,
    ) -> Result<TemplateSaved, SaveError> {
        let unwritable = |source| SaveError::Unwritable { path: path.to_owned(), source };
        if let Some(found) = fingerprint(disk, path).map_err(unwritable)?.filter(|found| agreed != Some(*found)) {
            return Ok(TemplateSaved::Exists(found));
        }
        let expected = match (expect_map(disk, path)?, agreed) {
            (Expected::Content(found), agreed) if agreed != Some(found) => return Ok(TemplateSaved::Exists(found)),
            (expected, _) => expected,
        };
        create_parent(disk, path).map_err(unwritable)?;
        save_over(disk, &write(map), path, expected).map(|saved| TemplateSaved::Written(saved.replaced))
    }

    /// Removes a template.
    ///
    /// # Errors
    /// The disk's error; for a file that is no template, too.
    pub fn remove(&self, disk: &dyn Disk, path: &Path) -> io::Result<()> {
        if path.parent() != Some(&self.folder) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        disk.remove(path)
    }
}

/// What the map of a file is called, as people read it: the name of the file without its extension, in composed letters.
pub fn file_title(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().nfc().collect()
}

/// A name without what some file system does not take, in one spelling; `None` when nothing is left.
fn file_stem(name: &str) -> Option<String> {
    let is_refused = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*');
    let plain: String = name.nfc().map(|c| if is_refused(c) { ' ' } else { c }).collect();
    let mut stem = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    stem.truncate(stem.floor_char_boundary(NAME_LIMIT));
    // A name that begins with a dot is hidden, and one that ends with it is refused by Windows.
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    (!stem.is_empty()).then(|| if is_device(stem) { format!("_{stem}") } else { stem.to_owned() })
}

/// Whether Windows keeps a name for one of its devices, whatever stands behind a dot.
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or(stem).trim().to_ascii_lowercase();
    let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul")
        || numbered.is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
}
