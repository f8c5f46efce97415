//! `recover`: what the program keeps beside the files of maps. Lists journals with edits that no file has, and the
//! versions of a map; writes one out.

mod kept;
mod listing;

use std::path::Path;

use super::args::{RecoverArgs, RecoverFormat, language_or_system};
use super::output::{CommandError, ExitStatus, StdoutWriter, report, save_map};
use crate::exchange::open_sentence;
use crate::language::Language;
use crate::map::LinkageMap;
use crate::storage::{JournalName, SystemDisk};
use kept::KeptState;
pub(super) use kept::last_good_line;
use listing::{JournalRow, Listing, VersionRow};

pub(super) fn run(args: &RecoverArgs) -> Result<ExitStatus, CommandError> {
    let language = language_or_system(args.lang);
    let kept = KeptState::of_user().ok_or_else(|| text(NO_HOME, language))?;
    let map = match (&args.journal, args.version, &args.map) {
        (Some(name), ..) => Some(journal(&kept, name, language)?),
        (None, Some(number), Some(path)) => Some(version(&kept, path, number, language)?),
        _ => None,
    };
    match (map, &args.output) {
        (Some(map), Some(output)) => save_map(&map, output).map(|()| ExitStatus::Done),
        _ => list(args, &kept, language),
    }
}

/// Text in Vietnamese and English.
type Texts = (&'static str, &'static str);

const NO_HOME: Texts = (
    "không biết thư mục riêng của người dùng, nên không có gì được giữ lại",
    "there is no home folder of the user, so nothing is kept",
);
const NO_JOURNAL: Texts = (
    "không có nhật ký nào tên này; lienket recover liệt kê các nhật ký",
    "there is no such journal; lienket recover lists them",
);
const NO_VERSION: Texts = (
    "không có bản nào số này; lienket recover BẢN_ĐỒ liệt kê các bản",
    "there is no version of this number; lienket recover MAP lists them",
);

fn text((vietnamese, english): Texts, language: Language) -> &'static str {
    match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
}

/// The map that a journal gives back.
fn journal(kept: &KeptState, name: &str, language: Language) -> Result<LinkageMap, CommandError> {
    let no_such = || format!("{name}: {}", text(NO_JOURNAL, language));
    let known = JournalName::parse(name).ok_or_else(no_such)?;
    if !kept.journals.names(&SystemDisk)?.contains(&known) {
        return Err(no_such().into());
    }
    let recovered = kept.journals.recover(&SystemDisk, &known).map_err(|error| format!("{name}: {error}"))?;
    if let Some(damage) = recovered.damage {
        report(&listing::damage_line(&known, damage, language));
    }
    let mut editor = recovered.replayed.editor;
    if let Some(typed) = recovered.replayed.typed.and_then(|typed| typed.edit) {
        editor.replay_edit(typed.0, typed.1);
    }
    Ok(editor.map().clone())
}

/// The version of this number, 1 being the newest.
fn version(kept: &KeptState, path: &Path, number: usize, language: Language) -> Result<LinkageMap, CommandError> {
    let versions = kept.versions_of(path)?;
    let version = number.checked_sub(1).and_then(|at| versions.iter().rev().nth(at));
    let version = version.ok_or_else(|| format!("{}: {}", path.display(), text(NO_VERSION, language)))?;
    let map = kept.journals.versions().read(&SystemDisk, version);
    map.map_err(|error| open_sentence(&error, language).into())
}

fn list(args: &RecoverArgs, kept: &KeptState, language: Language) -> Result<ExitStatus, CommandError> {
    let identities = args.map.as_deref().map(|path| kept.identities(path)).transpose()?;
    let (mut journals, mut unreadable) = (Vec::new(), Vec::new());
    for name in kept.journals.names(&SystemDisk)? {
        if identities.as_ref().is_some_and(|of| !of.iter().any(|identity| name.is_of(*identity))) {
            continue;
        }
        match JournalRow::read(&kept.journals, &name) {
            Ok(row) => journals.extend(row),
            Err(error) => unreadable.push(format!("{name}: {error}")),
        }
    }
    let versions = match &args.map {
        Some(path) => Some(VersionRow::read_all(&kept.versions_of(path)?, kept.journals.versions(), language)),
        None => None,
    };
    let listing = Listing { map: args.map.as_deref(), journals, versions };
    let mut out = StdoutWriter::new();
    out.write(|out| match args.format {
        RecoverFormat::Json => {
            serde_json::to_writer(&mut *out, &listing)?;
            out.write_all(b"\n")
        }
        RecoverFormat::Table => listing.lines(language).iter().try_for_each(|line| writeln!(out, "{line}")),
    })?;
    out.finish()?;
    for line in &unreadable {
        report(line);
    }
    Ok(if unreadable.is_empty() { ExitStatus::Done } else { ExitStatus::Failed })
}
