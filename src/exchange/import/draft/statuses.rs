//! What registers say of whether an actor is still at work: “đang hoạt động”, “ngừng hoạt động”, “giải thể năm 2022”.

use std::collections::BTreeMap;

use super::{Draft, Report, Sheet, WarningKind};
use crate::exchange::import::columns::STATUS;
use crate::exchange::import::report::truncated;
use crate::exchange::import::row_reader::RowReader;
use crate::map::Actor;
use crate::schema::{WorkStatus, actor, parse_status};

/// Rows whose status says no year, and words that are not known, each with its row, by the place of the table.
#[derive(Debug, Default)]
pub(super) struct Statuses {
    stopped: BTreeMap<usize, Vec<(usize, String)>>,
    unknown: BTreeMap<usize, Vec<(usize, String)>>,
}

impl Draft {
    /// Takes the year of dissolution that a status says; who stopped without one is told later.
    pub(super) fn read_status(&mut self, reader: &RowReader<'_>, record: &mut Actor) {
        let text = reader.raw(STATUS);
        if text.is_empty() || !reader.raw(actor::DISSOLVED.id).is_empty() {
            return;
        }
        let (sheet, row) = (reader.sheet.index, reader.row.number);
        match parse_status(text) {
            Some(WorkStatus::AtWork) => {}
            Some(WorkStatus::DissolvedIn(year)) => {
                record.dissolved = Some(year);
                self.years.insert(year);
            }
            Some(WorkStatus::Stopped) => {
                self.statuses.stopped.entry(sheet).or_default().push((row, truncated(&record.name)));
            }
            None => self.statuses.unknown.entry(sheet).or_default().push((row, truncated(text))),
        }
    }

    /// Tells who stopped in a year that is not known, and which words say nothing.
    pub(super) fn tell_statuses(&mut self, sheets: &[Sheet], report: &mut Report) {
        let Statuses { stopped, unknown } = std::mem::take(&mut self.statuses);
        let mut tell = |index: usize, told: Vec<(usize, String)>, kind: fn(String) -> WarningKind| {
            let Some(sheet) = sheets.get(index) else { return };
            let (rows, names) = told.into_iter().unzip();
            sheet.warn(rows, Some(STATUS), kind(super::first_names(names)), report);
        };
        for (index, told) in stopped {
            tell(index, told, |names| WarningKind::Stopped { names });
        }
        for (index, told) in unknown {
            tell(index, told, |words| WarningKind::UnknownStatus { words });
        }
    }
}
