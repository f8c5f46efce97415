//! `tidy`: lays a map out.

use super::args::TidyArgs;
use super::output::{CommandError, ExitStatus, save_map};
use crate::exchange::{tidy_map, tidy_map_thoroughly};
use crate::map::{Info, Transaction};
use crate::storage;

pub(super) fn run(args: &TidyArgs) -> Result<ExitStatus, CommandError> {
    let files = &args.files;
    let mut map = storage::open(&files.map)?;
    if let Some(bands) = args.bands {
        let mut transaction = Transaction::begin(&mut map);
        let info = Info { bands: bands.into(), ..transaction.map().info().clone() };
        transaction.set_info(info).map_err(|violation| format!("{}: {violation}", files.map.display()))?;
        transaction.finish();
    }
    let tidy = if args.thoroughly { tidy_map_thoroughly } else { tidy_map };
    tidy(&mut map).map_err(|violation| format!("{}: {violation}", files.map.display()))?;
    save_map(&map, &files.output)?;
    Ok(ExitStatus::Done)
}
