//! `sample`: generates a random map.

use super::args::SampleArgs;
use super::output::{CommandError, ExitStatus, save_map};
use crate::exchange::{band_by_default, sample_map, tidy_map};

pub(super) fn run(args: &SampleArgs) -> Result<ExitStatus, CommandError> {
    let mut map = sample_map(args.actors, args.seed);
    // As an import of so many actors would be laid out.
    if band_by_default(&mut map).map_err(|violation| violation.to_string())? {
        tidy_map(&mut map).map_err(|violation| violation.to_string())?;
    }
    save_map(&map, &args.output)?;
    Ok(ExitStatus::Done)
}
