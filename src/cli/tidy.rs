//! `tidy`: a map laid out anew.

use super::args::MapToFile;
use super::output::{Failure, Status, save_map};
use crate::exchange::tidy_map;
use crate::storage;

pub(super) fn run(args: &MapToFile) -> Result<Status, Failure> {
    let mut map = storage::open(&args.map)?;
    tidy_map(&mut map).map_err(|violation| format!("{}: {violation}", args.map.display()))?;
    save_map(&map, &args.output)?;
    Ok(Status::Done)
}
