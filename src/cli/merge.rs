//! `merge`: two copies of a map that were edited apart, made into one.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::{Lang, language_or_system};
use super::diff::DiffFormat;
use super::git_driver;
use super::map_files::open_beside;
use super::output::{CommandError, ExitStatus, StdoutWriter, escape_control_chars, report, save_map};
use crate::editing::{LikelyTwins, MergeMapsError, MergeSide, MergedMaps, TwinReason, merge_maps};
use crate::exchange::{conflict_lines, conflicts_json};
use crate::language::Language;
use crate::map::LinkageMap;
use crate::schema::violation_sentence;

/// What `merge` takes.
#[derive(Debug, Args)]
pub struct MergeArgs {
    #[command(flatten)]
    copies: Option<Copies>,
    /// Have git merge the maps of the repository around the current folder in this way
    #[arg(long, conflicts_with_all = ["Copies", "format"])]
    install_git_driver: bool,
    /// How to tell where they contradict each other
    #[arg(long, value_enum, default_value = "table")]
    format: DiffFormat,
    /// The language of messages; by default the system's
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// The copies, and what becomes of them.
#[derive(Debug, Args)]
struct Copies {
    /// One copy of the map
    #[arg(value_name = "A")]
    a: PathBuf,
    /// The other copy
    #[arg(value_name = "B")]
    b: PathBuf,
    /// The state that both come from; without it, whatever only one copy has counts as new
    #[arg(long, value_name = "O")]
    base: Option<PathBuf>,
    /// The copy that stands where both contradict each other; without it nothing is written then
    #[arg(long, value_enum, value_name = "a|b")]
    prefer: Option<Preferred>,
    /// The map to write
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

/// The copy that stands at conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Preferred {
    /// The first one
    A,
    /// The second one
    B,
}

impl From<Preferred> for MergeSide {
    fn from(preferred: Preferred) -> Self {
        match preferred {
            Preferred::A => Self::A,
            Preferred::B => Self::B,
        }
    }
}

pub(super) fn run(args: &MergeArgs) -> Result<ExitStatus, CommandError> {
    let language = language_or_system(args.lang);
    if args.install_git_driver {
        return git_driver::install(language);
    }
    let Some(copies) = &args.copies else {
        return Err(match language {
            Language::Vietnamese => "hãy ghi hai bản cần gộp: lienket merge A B -o OUT",
            Language::English => "name the two copies: lienket merge A B -o OUT",
        }
        .into());
    };
    let open = |path: &Path| open_beside(path, [], language);
    let (base, mut a) = rayon::join(|| copies.base.as_deref().map(open).transpose(), || open(&copies.a));
    let known = base.as_ref().ok().and_then(Option::as_ref);
    if let (Ok(a), Some(known)) = (&mut a, known) {
        a.share_tables_with(known);
    }
    // The room that this has given back serves the other copy.
    let b = open_beside(&copies.b, known.into_iter().chain(&a), language);
    let wrong: Vec<String> =
        [base.as_ref().err(), a.as_ref().err(), b.as_ref().err()].into_iter().flatten().cloned().collect();
    let (Ok(base), Ok(a), Ok(b)) = (base, a, b) else { return Err(CommandError(wrong)) };
    let prefer = copies.prefer.map_or(MergeSide::A, MergeSide::from);
    let merged = merge_maps(base.as_ref(), [&a, &b], prefer).map_err(|error| failure(&error, copies, &a, language))?;
    if base.is_none() {
        report(match language {
            Language::Vietnamese => {
                "không có --base: phần giống nhau của hai bản được coi là gốc chung, phần chỉ một bản có được coi là mới"
            }
            Language::English => {
                "no --base: what both have alike is taken for the common past, and what only one has for new"
            }
        });
    }
    let maps = [base.as_ref(), Some(&a), Some(&b)];
    let mut out = StdoutWriter::new();
    out.write(|out| match args.format {
        DiffFormat::Json => writeln!(out, "{}", conflicts_json(&merged.conflicts, maps)),
        DiffFormat::Table => {
            for line in conflict_lines(&merged.conflicts, maps, language) {
                writeln!(out, "{}", escape_control_chars(&line))?;
            }
            Ok(())
        }
    })?;
    out.finish()?;
    for twins in &merged.twins {
        report(&twins_line(*twins, &merged.map, language));
    }
    let status = finish(copies, &merged, language)?;
    // The program ends here: to give back millions of records one by one would be a tenth of its time.
    std::mem::forget((base, a, b, merged));
    Ok(status)
}

/// Writes the map, unless the copies contradict each other and nobody has said which one stands.
fn finish(copies: &Copies, merged: &MergedMaps, language: Language) -> Result<ExitStatus, CommandError> {
    let conflicts = merged.conflicts.len();
    if conflicts > 0 && copies.prefer.is_none() {
        report(&match language {
            Language::Vietnamese => {
                format!(
                    "hai bản mâu thuẫn ở {conflicts} chỗ, chưa ghi gì; chọn bản được giữ bằng --prefer a hoặc --prefer b"
                )
            }
            Language::English => {
                let places = if conflicts == 1 { "place" } else { "places" };
                format!(
                    "the copies contradict each other in {conflicts} {places}, and nothing is written; say which one \
                     stands with --prefer a or --prefer b"
                )
            }
        });
        return Ok(ExitStatus::Flagged);
    }
    save_map(&merged.map, &copies.output)?;
    Ok(ExitStatus::Done)
}

fn failure(error: &MergeMapsError, copies: &Copies, map: &LinkageMap, language: Language) -> String {
    let (a, b) = (copies.a.display(), copies.b.display());
    match (error, language) {
        (MergeMapsError::OtherMaps, Language::Vietnamese) => {
            format!("{a}, {b}: không phải các bản của cùng một bản đồ; chỉ gộp được các bản sao của một bản đồ")
        }
        (MergeMapsError::OtherMaps, Language::English) => {
            format!("{a}, {b}: they are not copies of one map; only copies of one map can be merged")
        }
        (MergeMapsError::Invalid(found), _) => {
            let found = found.first().map(|violation| violation_sentence(violation, map, language));
            format!("{a}, {b}: {}", found.unwrap_or_default())
        }
    }
}

fn twins_line(twins: LikelyTwins, map: &LinkageMap, language: Language) -> String {
    let [one, other] = twins.actors.map(|id| map.actors().get(&id).map_or("", |actor| actor.name.as_str()));
    let [first, second] = twins.actors;
    match (twins.reason, language) {
        (TwinReason::SameCode, Language::Vietnamese) => {
            format!("có thể là một: “{one}” ({first}) và “{other}” ({second}), cùng mã số")
        }
        (TwinReason::SameCode, Language::English) => {
            format!("these may be one: “{one}” ({first}) and “{other}” ({second}), same code")
        }
        (TwinReason::SameName, Language::Vietnamese) => {
            format!("có thể là một: “{one}” ({first}) và “{other}” ({second}), cùng tên và loại")
        }
        (TwinReason::SameName, Language::English) => {
            format!("these may be one: “{one}” ({first}) and “{other}” ({second}), same name and kind")
        }
    }
}
