//! `guide`: writes the guide as a page.

use std::path::PathBuf;

use clap::Args;

use super::args::{Lang, language_or_system};
use super::output::{CommandError, ExitStatus, report_done, report_remark};
use crate::exchange::io_error_text;
use crate::guide::guide_page;
use crate::language::Language;
use crate::storage::{SystemDisk, replace_file};

/// What `guide` takes.
#[derive(Debug, Args)]
pub struct GuideArgs {
    /// The page to write
    #[arg(short, long, value_name = "GUIDE.html")]
    pub(super) output: PathBuf,
    /// The language of the guide; by default the system's
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
}

pub(super) fn run(args: &GuideArgs) -> Result<ExitStatus, CommandError> {
    let to = &args.output;
    let page = guide_page(language_or_system(args.lang), None);
    let replaced = replace_file(&SystemDisk, to, page.as_bytes()).map_err(|error| {
        format!("{}: it cannot be saved: {}", to.display(), io_error_text(&error, Language::English))
    })?;
    report_remark(to, &replaced, Language::English);
    report_done(&format!("{}: written", to.display()));
    Ok(ExitStatus::Done)
}
