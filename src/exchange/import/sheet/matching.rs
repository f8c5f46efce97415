//! What the columns of a table mean: as was chosen, else as their names say, else as their cells show.

use super::super::choices::ColumnChoice;
use super::super::columns::{ImportColumn, ImportTable};
use super::super::content::field_by_content;
use super::super::recognised::ColumnMatch;
use super::super::report::{ImportWarning, Report, RowError, RowErrorKind, WarningKind, truncated};
use super::super::year_heads::year_columns;
use super::{Sheet, SheetSettings};
use crate::map::LINE_LIMIT;
use crate::schema::{LINK_KINDS, link, parse_form, parse_keyword};

impl Sheet {
    /// Tells of a column that says otherwise than another one that means the same.
    fn warn_of_same_meaning(&self, kept: usize, left_out: usize, report: &mut Report) {
        if self.rows.iter().any(|row| !row.cell(left_out).is_empty() && row.cell(left_out) != row.cell(kept)) {
            let kind = WarningKind::SameMeaning { kept: self.header_name(kept).to_owned() };
            let column = Some(self.header_name(left_out).to_owned());
            report.warn(ImportWarning { file: self.name.clone(), rows: Vec::new(), column, kind });
        }
    }

    /// Finds out what the columns mean: as was chosen, else as their names say, else as their cells show.
    pub(super) fn match_header(&mut self, settings: SheetSettings<'_>, report: &mut Report) -> bool {
        self.match_chosen(settings, report);
        if self.table == ImportTable::Actors && self.network.is_none() {
            // They are read as a table of their own; those of a network are in one already.
            for column in year_columns(&self.header.names) {
                self.matches.entry(column.at).or_insert(ColumnMatch::ByYear);
            }
        }
        // A network program's word gives way to the column's own name: Cytoscape has both.
        let is_weak = |header: &str, column| self.table.is_weak_header(header, column);
        let mut open: Vec<(bool, usize, Option<&'static ImportColumn>)> = Vec::new();
        for at in (0..self.header.names.len()).filter(|at| !self.matches.contains_key(at)) {
            let column = self.table.find_column(self.header_name(at));
            open.push((column.is_some_and(|column| is_weak(self.header_name(at), column)), at, column));
        }
        open.sort_by_key(|(is_weak, ..)| *is_weak);
        let mut unknown = Vec::new();
        for (is_weak, at, column) in open {
            let Some(column) = column else {
                if self.header.row_numbers == Some(at) {
                    self.matches.insert(at, ColumnMatch::RowNumbers);
                } else {
                    unknown.push(at);
                }
                continue;
            };
            match self.columns.get(column.id).copied() {
                // Somebody has said that another column is it.
                Some(_) if self.is_chosen(column.id) => {}
                Some((first, _)) if is_weak => self.warn_of_same_meaning(first, at, report),
                taken => {
                    self.take_column(at, column, ColumnMatch::Name, report);
                    if is_weak && taken.is_none() {
                        self.borrowed.insert(column.id);
                    }
                }
            }
        }
        unknown.sort_unstable();
        for at in unknown {
            self.match_unknown(at, report);
        }
        self.match_forms(report);
        let missing: Vec<&str> = self.table.required_columns().filter(|id| !self.columns.contains_key(id)).collect();
        for id in &missing {
            let error = RowError {
                row: Some(self.header.row),
                column: Some((*id).to_owned()),
                ..RowError::of_file(&self.name, RowErrorKind::MissingColumn)
            };
            report.add(self.table, self.index, None, error);
        }
        missing.is_empty()
    }

    /// Takes the columns as they were chosen, now or in an earlier import.
    fn match_chosen(&mut self, settings: SheetSettings<'_>, report: &mut Report) {
        let mut chosen: Vec<(usize, ColumnChoice, ColumnMatch)> = Vec::new();
        for at in 0..self.header.names.len() {
            let now = settings.choice.columns.get(&at).map(|choice| (at, *choice, ColumnMatch::Choice));
            let before = || settings.memory.find(self.table, self.header_name(at));
            chosen.extend(now.or_else(|| Some((at, before()?, ColumnMatch::Memory))));
        }
        // What is chosen now counts more than what was chosen before.
        chosen.sort_by_key(|(.., how)| *how != ColumnMatch::Choice);
        for (at, choice, how) in chosen {
            match choice {
                ColumnChoice::LeftOut => _ = self.matches.insert(at, how),
                ColumnChoice::Field(id) if how == ColumnMatch::Memory && self.columns.contains_key(id) => {}
                ColumnChoice::Field(id) => {
                    if let Some(column) = self.table.column(id) {
                        self.take_column(at, column, how, report);
                    }
                }
            }
        }
    }

    /// Whether somebody has chosen a column for a field.
    fn is_chosen(&self, field: &str) -> bool {
        let how = self.columns.get(field).and_then(|(at, _)| self.matches.get(at));
        matches!(how, Some(ColumnMatch::Choice | ColumnMatch::Memory))
    }

    fn take_column(&mut self, at: usize, column: &'static ImportColumn, how: ColumnMatch, report: &mut Report) {
        if let Some((first, _)) = self.columns.get(column.id) {
            let reason = RowErrorKind::DuplicateColumn { first: truncated(self.header_name(*first)) };
            let error = RowError {
                row: Some(self.header.row),
                column: Some(self.header_name(at).to_owned()),
                ..RowError::of_file(&self.name, reason)
            };
            report.add(self.table, self.index, None, error);
        } else {
            self.columns.insert(column.id, (at, column));
            self.matches.insert(at, how);
        }
    }

    /// Takes a column for what its cells show, or tells that it is left out.
    fn match_unknown(&mut self, at: usize, report: &mut Report) {
        let cells = self.rows.iter().map(|row| row.cell(at));
        let shown = field_by_content(self.table, cells).filter(|id| !self.columns.contains_key(id));
        if let Some(column) = shown.and_then(|id| self.table.column(id)) {
            self.take_column(at, column, ColumnMatch::Content, report);
            let kind = WarningKind::TakenByContent { number: at + 1, field: column.titles() };
            self.warn(Vec::new(), Some(column.id), kind, report);
            return;
        }
        let header = self.header_name(at);
        if !header.is_empty() {
            let warning = ImportWarning {
                file: self.name.clone(),
                rows: Vec::new(),
                column: Some(header.to_owned()),
                kind: WarningKind::UnknownColumn,
            };
            report.warn(warning);
        } else if self.rows.iter().any(|row| !row.cell(at).is_empty()) {
            self.warn(Vec::new(), None, WarningKind::UnnamedColumn { number: at + 1 }, report);
        }
    }

    /// Takes a column of kinds of links for one of forms, where it has forms only: “Loại liên kết” over “Hợp đồng bao tiêu”.
    fn match_forms(&mut self, report: &mut Report) {
        let Some((at, _)) = self.columns.get(link::KIND.id).copied().filter(|_| self.table == ImportTable::Links)
        else {
            return;
        };
        if self.columns.contains_key(link::FORM.id) || self.is_chosen(link::KIND.id) {
            return;
        }
        let cells =
            || self.rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty() && cell.len() <= LINE_LIMIT);
        let are_kinds = cells().all(|cell| parse_keyword(LINK_KINDS, cell).is_some());
        if are_kinds || !cells().all(|cell| parse_form(cell).is_some()) {
            return;
        }
        self.columns.remove(link::KIND.id);
        if let Some(column) = self.table.column(link::FORM.id) {
            self.take_column(at, column, ColumnMatch::Content, report);
            let kind = WarningKind::TakenByContent { number: at + 1, field: column.titles() };
            self.warn(Vec::new(), Some(column.id), kind, report);
        }
    }
}
