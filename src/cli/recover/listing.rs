//! What `recover` lists.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Texts, text};
use crate::analysis::map_changes;
use crate::cli::output::escape_control_chars;
use crate::cli::terminal::aligned;
use crate::language::{Language, changes_line, date_time, integer};
use crate::storage::{
    JournalDamage, JournalName, JournalStore, RecoverError, SystemDisk, Version, VersionStore, local_time,
};

/// What is listed.
#[derive(Serialize)]
pub(super) struct Listing<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<&'a Path>,
    pub journals: Vec<JournalRow>,
    /// Those of the map, the newest first; none without a map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<Vec<VersionRow>>,
}

/// A journal with edits that no file has.
#[derive(Serialize)]
pub(super) struct JournalRow {
    name: String,
    title: String,
    file: Option<PathBuf>,
    /// When the last edit was made.
    edited: Option<String>,
    unsaved_edits: usize,
    /// Whether a window has the map open with these edits, so that they are not lost.
    open: bool,
    /// Records that cannot be read.
    dropped: usize,
    #[serde(skip)]
    at: Option<i64>,
}

/// A version of a map.
#[derive(Serialize)]
pub(super) struct VersionRow {
    version: usize,
    saved: String,
    by: Option<String>,
    /// What changed against the version before; why not, where it cannot be read.
    changes: Option<String>,
    #[serde(skip)]
    at: i64,
}

impl JournalRow {
    /// Reads a journal; `None` when all of its edits are saved.
    pub fn read(journals: &JournalStore, name: &JournalName) -> Result<Option<Self>, RecoverError> {
        let recovered = journals.recover(&SystemDisk, name)?;
        let (replayed, damage) = (&recovered.replayed, recovered.damage);
        if !replayed.is_unsaved() && damage.is_none() {
            return Ok(None);
        }
        Ok(Some(Self {
            name: name.to_string(),
            title: replayed.editor.map().info().title.clone(),
            file: recovered.header.path.clone(),
            edited: replayed.last.map(|at| local_time(at).to_string()),
            unsaved_edits: replayed.unsaved_edits(),
            open: journals.is_claimed(&SystemDisk, name),
            dropped: damage.map_or(0, |damage| damage.dropped),
            at: replayed.last,
        }))
    }
}

impl VersionRow {
    /// Reads versions, the oldest first, into rows, the newest first.
    pub fn read_all(versions: &[Version], store: &VersionStore, language: Language) -> Vec<Self> {
        let (mut rows, mut before) = (Vec::new(), None);
        for (at, version) in versions.iter().enumerate() {
            let changes = match store.read(&SystemDisk, version) {
                Ok(map) => {
                    let changes = before.as_ref().and_then(|before| map_changes(before, &map, &|_| true));
                    let line = changes.map(|changes| changes_line(&changes.summary(&map), language));
                    before = Some(map);
                    line
                }
                Err(error) => Some(crate::exchange::open_sentence(&error, language)),
            };
            rows.push(Self {
                version: versions.len() - at,
                saved: local_time(version.at).to_string(),
                by: store.saved_by(&SystemDisk, version),
                changes,
                at: version.at,
            });
        }
        rows.reverse();
        rows
    }
}

const OPEN: Texts = ("đang mở", "open now");
const NO_JOURNALS: Texts = ("Không có sửa đổi nào chưa lưu.", "There are no unsaved edits.");
const NO_VERSIONS: Texts = ("Không có bản nào được giữ.", "No version is kept.");
const JOURNAL_HEADERS: [Texts; 5] =
    [("nhật ký", "journal"), ("bản đồ", "map"), ("chưa lưu", "unsaved edits"), ("sửa lúc", "edited"), ("tệp", "file")];
const VERSION_HEADERS: [Texts; 4] =
    [("bản", "version"), ("lưu lúc", "saved"), ("người lưu", "by"), ("thay đổi", "changes")];

impl Listing<'_> {
    /// The lines of the tables.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let headers =
            |texts: &[Texts]| -> Vec<String> { texts.iter().map(|it| text(*it, language).to_owned()).collect() };
        let time = |at: Option<i64>| at.map(|at| date_time(local_time(at), None, language)).unwrap_or_default();
        let mut lines = Vec::new();
        if self.journals.is_empty() {
            lines.push(text(NO_JOURNALS, language).to_owned());
        } else {
            let rows = self.journals.iter().map(|journal| {
                let file = journal.file.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
                let mut edits = integer(journal.unsaved_edits as u64, language);
                if journal.open {
                    edits = format!("{edits} ({})", text(OPEN, language));
                }
                vec![journal.name.clone(), cell(&journal.title), edits, time(journal.at), cell(&file)]
            });
            lines.extend(aligned(&std::iter::once(headers(&JOURNAL_HEADERS)).chain(rows).collect::<Vec<_>>()));
        }
        let Some(versions) = &self.versions else { return lines };
        lines.push(String::new());
        if versions.is_empty() {
            lines.push(text(NO_VERSIONS, language).to_owned());
        } else {
            let rows = versions.iter().map(|version| {
                let (by, changes) = (version.by.as_deref(), version.changes.as_deref());
                let [by, changes] = [by, changes].map(|text| cell(text.unwrap_or_default()));
                vec![version.version.to_string(), time(Some(version.at)), by, changes]
            });
            lines.extend(aligned(&std::iter::once(headers(&VERSION_HEADERS)).chain(rows).collect::<Vec<_>>()));
        }
        lines
    }
}

fn cell(text: &str) -> String {
    escape_control_chars(text).into_owned()
}

/// What of a damaged journal is written out.
pub(super) fn damage_line(name: &JournalName, damage: JournalDamage, language: Language) -> String {
    let [line, read, dropped] =
        [damage.line, damage.read, damage.dropped].map(|number| integer(number as u64, language));
    match language {
        Language::Vietnamese => {
            format!("{name}: hỏng từ dòng {line}; đọc được {read} bản ghi, bỏ {dropped} bản ghi từ đó về sau")
        }
        Language::English => {
            format!(
                "{name}: it is damaged from line {line} on; {read} records were read, {dropped} from there on were dropped"
            )
        }
    }
}
