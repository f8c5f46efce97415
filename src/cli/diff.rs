//! `diff`: what has changed from one state of a map to another one, or from one folder of maps to another one.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::{Lang, language_or_system};
use super::map_files::{expand_paths, file_name, open_beside};
use super::output::{CommandError, ExitStatus, StdoutWriter, escape_control_chars};
use crate::analysis::{BuyerChange, MapChanges, TurnedModel, map_changes};
use crate::editing::aligned;
use crate::exchange::{ComparisonJson, comparison_lines};
use crate::language::{Language, buyers_line, fold, folders_line, only_in_line};
use crate::map::{LinkageMap, MapId};
use crate::storage::{self, SystemDisk, is_folder};

/// What `diff` takes.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The earlier state of the map, or a folder of maps
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later state of the map, or a folder of maps
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to answer
    #[arg(long, value_enum, default_value = "table")]
    format: DiffFormat,
    /// The language of the answer; by default the system's
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// How `diff` and `merge` answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Lines for people
    Table,
    /// JSON for programs
    Json,
}

pub(super) fn run(args: &DiffArgs) -> Result<ExitStatus, CommandError> {
    let language = language_or_system(args.lang);
    match [&args.old, &args.new].map(|path| is_folder(&SystemDisk, path)) {
        [false, false] => compare_maps(args, language),
        [true, true] => compare_folders(args, language),
        [is_old_folder, _] => {
            let (folder, file) = if is_old_folder { (&args.old, &args.new) } else { (&args.new, &args.old) };
            Err(folder_and_file_message(folder, file, language).into())
        }
    }
}

fn compare_maps(args: &DiffArgs, language: Language) -> Result<ExitStatus, CommandError> {
    let pair = Pair::open(&args.old, &args.new, language)?;
    let mut out = StdoutWriter::new();
    out.write(|out| match args.format {
        DiffFormat::Json => writeln!(out, "{}", pair.json().text()),
        DiffFormat::Table => pair.lines(language).iter().try_for_each(|line| writeln!(out, "{line}")),
    })?;
    out.finish()?;
    Ok(pair.status())
}

/// Two states of a map, and what has changed.
struct Pair {
    old: LinkageMap,
    new: LinkageMap,
    changes: MapChanges,
}

impl Pair {
    fn open(old: &Path, new: &Path, language: Language) -> Result<Self, CommandError> {
        let old = open_beside(old, [], language);
        let new = open_beside(new, &old, language);
        let wrong: Vec<String> = [&old, &new].into_iter().filter_map(|map| map.as_ref().err().cloned()).collect();
        let (Ok(old), Ok(new)) = (old, new) else { return Err(CommandError(wrong)) };
        let are_states_of_one = old.identity().is_some() && old.identity() == new.identity();
        // Of what is no valid map under other numbers, the own ones are as good.
        let new = if are_states_of_one { new } else { aligned(&old, &new).unwrap_or(new) };
        // Nobody cancels it.
        let changes = map_changes(&old, &new, &|_| true).unwrap_or_default();
        Ok(Self { old, new, changes })
    }

    fn status(&self) -> ExitStatus {
        if self.changes.patch.is_empty() { ExitStatus::Done } else { ExitStatus::Flagged }
    }

    fn json(&self) -> ComparisonJson {
        ComparisonJson::new(&self.changes, &self.old, &self.new)
    }

    fn lines(&self, language: Language) -> Vec<String> {
        let lines = comparison_lines(&self.changes, &self.old, &self.new, language);
        lines.into_iter().map(|line| escape_control_chars(&line).into_owned()).collect()
    }
}

/// Compares the maps of two folders, paired by identity, then by the names of their files.
fn compare_folders(args: &DiffArgs, language: Language) -> Result<ExitStatus, CommandError> {
    let maps = |folder: &PathBuf| -> Result<Vec<PathBuf>, String> {
        expand_paths(std::slice::from_ref(folder), language).into_iter().collect()
    };
    let pairing = Pairing::of(&maps(&args.old)?, &maps(&args.new)?);
    let mut out = StdoutWriter::new();
    let (mut status, mut failed, mut turned) = (ExitStatus::Done, Vec::new(), Vec::new());
    let mut is_first = true;
    if args.format == DiffFormat::Json {
        out.write(|out| write!(out, "["))?;
    }
    for (old, new) in &pairing.pairs {
        let pair = match Pair::open(old, new, language) {
            Ok(pair) => pair,
            Err(CommandError(lines)) => {
                failed.extend(lines);
                continue;
            }
        };
        status = status.max(pair.status());
        let [from, to] = [old, new].map(|path| escape_control_chars(&path.display().to_string()).into_owned());
        let separator = if std::mem::take(&mut is_first) { "" } else { ",\n" };
        out.write(|out| match args.format {
            DiffFormat::Json => {
                write!(out, "{separator}{}", pair.json().of_files(from, to).text())
            }
            DiffFormat::Table => {
                writeln!(out, "{from} → {to}")?;
                pair.lines(language).iter().try_for_each(|line| writeln!(out, "  {line}"))
            }
        })?;
        turned.extend(pair.changes.summary(&pair.new).turned.into_iter().map(|model| (file_name(new), model)));
    }
    if !pairing.only_old.is_empty() || !pairing.only_new.is_empty() {
        status = ExitStatus::Flagged;
    }
    out.write(|out| match args.format {
        DiffFormat::Json => writeln!(out, "]"),
        DiffFormat::Table => sum_up(&pairing, &turned, language).iter().try_for_each(|line| writeln!(out, "{line}")),
    })?;
    out.finish()?;
    if failed.is_empty() { Ok(status) } else { Err(CommandError(failed)) }
}

/// Which file of one folder is a later state of which file of another one.
#[derive(Debug, Default)]
struct Pairing {
    pairs: Vec<(PathBuf, PathBuf)>,
    only_old: Vec<PathBuf>,
    only_new: Vec<PathBuf>,
}

impl Pairing {
    /// Pairs files whose maps have the same identity, the same file name first where several have; then files of the same
    /// name; in the order of the older ones.
    fn of(old: &[PathBuf], new: &[PathBuf]) -> Self {
        let identities = |paths: &[PathBuf]| -> Vec<Option<MapId>> {
            paths.iter().map(|path| storage::identity_in(&SystemDisk, path)).collect()
        };
        let (old_ids, new_ids) = (identities(old), identities(new));
        let names = |paths: &[PathBuf]| paths.iter().map(|path| fold(&file_name(path))).collect::<Vec<_>>();
        let (old_names, new_names) = (names(old), names(new));
        let mut partners: Vec<Option<usize>> = vec![None; old.len()];
        let is_same_map = |at: usize, other: usize| {
            let identity = old_ids.get(at).copied().flatten();
            identity.is_some() && identity == new_ids.get(other).copied().flatten()
        };
        let is_same_name = |at: usize, other: usize| old_names.get(at) == new_names.get(other);
        let rules: [&dyn Fn(usize, usize) -> bool; 3] =
            [&|at, other| is_same_map(at, other) && is_same_name(at, other), &is_same_map, &is_same_name];
        for rule in rules {
            for at in 0..old.len() {
                let is_free = |other: &usize| !partners.contains(&Some(*other));
                let found = (0..new.len()).filter(is_free).find(|other| rule(at, *other));
                if let Some(partner) = partners.get_mut(at).filter(|partner| partner.is_none()) {
                    *partner = found;
                }
            }
        }
        let mut pairing = Self::default();
        for (path, partner) in old.iter().zip(&partners) {
            match partner.and_then(|partner| new.get(partner)) {
                Some(partner) => pairing.pairs.push((path.clone(), partner.clone())),
                None => pairing.only_old.push(path.clone()),
            }
        }
        let is_left = |(at, _): &(usize, &PathBuf)| !partners.contains(&Some(*at));
        pairing.only_new = new.iter().enumerate().filter(is_left).map(|(_, path)| path.clone()).collect();
        pairing
    }
}

/// Who gained and who lost a buyer in all maps, and the files that only one folder has.
fn sum_up(pairing: &Pairing, turned: &[(String, TurnedModel)], language: Language) -> Vec<String> {
    let mut lines = vec![folders_line(pairing.pairs.len(), language)];
    for change in [BuyerChange::Gained, BuyerChange::Lost] {
        let named = turned.iter().filter(|(_, model)| model.buyer_change() == Some(change));
        let named: Vec<String> = named.map(|(file, model)| format!("{} ({file})", model.name)).collect();
        lines.push(buyers_line(change, &named, language));
    }
    let names = |paths: &[PathBuf]| paths.iter().map(|path| file_name(path)).collect::<Vec<_>>();
    for (paths, is_old) in [(&pairing.only_old, true), (&pairing.only_new, false)] {
        if !paths.is_empty() {
            lines.push(only_in_line(&names(paths), is_old, language));
        }
    }
    lines.into_iter().map(|line| escape_control_chars(&line).into_owned()).collect()
}

fn folder_and_file_message(folder: &Path, file: &Path, language: Language) -> String {
    let (folder, file) = (folder.display(), file.display());
    match language {
        Language::Vietnamese => format!("{folder} là thư mục, {file} thì không: hãy so hai tệp hoặc hai thư mục"),
        Language::English => format!("{folder} is a folder and {file} is not: compare two files or two folders"),
    }
}
