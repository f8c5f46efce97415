//! `sample`: generates a random map.

use super::args::SampleArgs;
use super::output::{CommandError, ExitStatus, save_map};
use crate::exchange::sample_map;

pub(super) fn run(args: &SampleArgs) -> Result<ExitStatus, CommandError> {
    save_map(&sample_map(args.actors, args.seed), &args.output)?;
    Ok(ExitStatus::Done)
}
