//! Rows that are no record: totals and headings; and rows that are alike.

use std::collections::{HashMap, HashSet};

use rustc_hash::FxHashMap;

use super::{Report, Sheet, SourceRow, WarningKind};
use crate::exchange::import::columns::{FIGURES_ACTOR, ImportTable};
use crate::exchange::import::names::without_zero_decimals;
use crate::exchange::import::source::says_total;
use crate::schema::{actor, channel, items, kind_of_name, link, model, name_key, path_steps};

/// The rows of actors that are none.
#[derive(Debug, Default)]
pub(super) struct LeftOutRows {
    /// By the place of their table among all, and their number.
    rows: HashSet<(usize, usize)>,
}

impl LeftOutRows {
    /// Finds the totals and headings among the actors, and tells of them. A name that another table refers to is an
    /// actor, whatever its row looks like.
    pub fn find(sheets: &[Sheet], report: &mut Report) -> Self {
        let mut left_out = Self::default();
        let mut referred: Option<HashSet<String>> = None;
        // A node of a network is an actor, whatever it is called.
        let is_register = |sheet: &&Sheet| sheet.table == ImportTable::Actors && sheet.network.is_none();
        for sheet in sheets.iter().filter(is_register) {
            let (mut totals, mut headings, mut below) = (Vec::new(), Vec::new(), Vec::new());
            let end = end_of_rows(sheet);
            let have_kinds = sheet.rows.iter().any(|row| !sheet.cell(row, actor::KIND.id).is_empty());
            for (at, row) in sheet.rows.iter().enumerate() {
                let found = if is_total(sheet, row) {
                    &mut totals
                } else if at >= end {
                    &mut below
                } else if is_heading(sheet, row, have_kinds) {
                    &mut headings
                } else {
                    continue;
                };
                let referred = referred.get_or_insert_with(|| names_of_actors(sheets));
                let is_referred = |field: &str| referred.contains(&name_key(sheet.cell(row, field)));
                if !is_referred(actor::NAME.id) && !is_referred(actor::ID.id) {
                    found.push(row.number);
                    left_out.rows.insert((sheet.index, row.number));
                }
            }
            let told = [
                (totals, WarningKind::TotalRows),
                (headings, WarningKind::HeadingRows),
                (below, WarningKind::RowsBelow),
            ];
            for (rows, kind) in told {
                if !rows.is_empty() {
                    sheet.warn(rows, None, kind, report);
                }
            }
        }
        left_out
    }

    /// Whether a row of a table that was taken from one of actors is of a row that is left out.
    pub fn has_part(&self, sheet: &Sheet, at: usize) -> bool {
        let row = sheet.part_of.zip(sheet.rows.get(at));
        row.is_some_and(|(of, row)| self.rows.contains(&(of, row.number)))
    }

    /// Whether a row of a table of actors is left out.
    pub fn contains(&self, sheet: &Sheet, row: &SourceRow) -> bool {
        self.rows.contains(&(sheet.index, row.number))
    }
}

/// The place behind the last row of actors: what stands below is the date and who signs. Such a row has a text or two, no name
/// or, where rows are numbered, no number, and no number in any cell. Where rows are not numbered, it stands behind a blank one.
fn end_of_rows(sheet: &Sheet) -> usize {
    const MOST_TEXTS: usize = 3;
    let has_labels = sheet.rows.iter().any(|row| !sheet.row_label(row).is_empty());
    let is_below = |row: &SourceRow| {
        let texts: Vec<&str> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
        let has_name = !sheet.cell(row, actor::NAME.id).is_empty();
        let is_unnumbered = has_labels && sheet.row_label(row).is_empty();
        let is_of_nobody = !has_name || is_unnumbered && kind_of_name(sheet.cell(row, actor::NAME.id)).is_none();
        let are_texts = texts.iter().all(|text| text.chars().any(char::is_alphabetic));
        texts.len() <= MOST_TEXTS && is_of_nobody && are_texts && sheet.cell(row, actor::KIND.id).is_empty()
    };
    let below = sheet.rows.iter().rev().take_while(|row| is_below(row) || is_total(sheet, row));
    let end = sheet.rows.len() - below.count();
    let is_behind_gap = |at: &usize| {
        let number = |at: usize| sheet.rows.get(at).map(|row| row.number).unwrap_or_default();
        has_labels || number(*at) > number(at - 1) + 1
    };
    // A register has some row.
    (end.max(1)..sheet.rows.len()).find(is_behind_gap).unwrap_or(sheet.rows.len())
}

/// Whether a row is one of totals.
fn is_total(sheet: &Sheet, row: &SourceRow) -> bool {
    let name = sheet.cell(row, actor::NAME.id);
    let has_kind = !sheet.cell(row, actor::KIND.id).is_empty();
    says_total(name) && !has_kind || name.is_empty() && row.cells.iter().any(says_total)
}

/// Whether a row has nothing but a name, and no number or a Roman one, while others have a kind; or a title instead of a
/// number, and no name.
fn is_heading(sheet: &Sheet, row: &SourceRow, have_kinds: bool) -> bool {
    const SIGNS: [char; 9] = ['.', ')', '/', '(', '-', '–', '*', '+', ' '];
    // A bullet is no number.
    let label = sheet.row_label(row).trim_matches(SIGNS);
    let is_roman = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let is_numeral = is_roman(label) || is_roman(&label.to_uppercase()) && label.chars().all(char::is_lowercase);
    let is_letter = matches!(label.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z']);
    if sheet.cell(row, actor::NAME.id).is_empty() {
        return sheet.has_only(row, &[]) && label.chars().any(char::is_alphabetic) && !is_letter && !is_numeral;
    }
    // “II. Huyện Thới Lai” with the sums of its rows.
    let name = sheet.cell(row, actor::NAME.id);
    let numeral = name.split_once(['.', ')', '/']).map_or(name, |(numeral, _)| numeral).trim_end_matches(SIGNS);
    let has_kind = !sheet.cell(row, actor::KIND.id).is_empty();
    if have_kinds && !has_kind && label.is_empty() && is_roman(numeral) {
        return true;
    }
    let has_only_name = sheet.has_only(row, &[actor::NAME.id]);
    // A name such as HTX A says a kind itself.
    let may_be_title = || have_kinds && kind_of_name(sheet.cell(row, actor::NAME.id)).is_none();
    has_only_name && (is_numeral || is_letter || label.is_empty() && may_be_title())
}

/// The keys of all names, ids and codes by which tables refer to actors.
fn names_of_actors(sheets: &[Sheet]) -> HashSet<String> {
    let mut names = HashSet::new();
    for sheet in sheets.iter().filter(|sheet| sheet.part_of.is_none()) {
        let (single, lists): (&[&str], &[&str]) = match sheet.table {
            ImportTable::Links => (&[link::FROM.id, link::TO.id], &[]),
            ImportTable::Models => (&[], &[model::CORE.id, model::MEMBERS.id]),
            ImportTable::Figures => (&[FIGURES_ACTOR], &[]),
            ImportTable::Channels => {
                let paths = sheet.rows.iter().flat_map(|row| path_steps(sheet.cell(row, channel::PATH.id)));
                names.extend(paths.map(name_key));
                (&[], &[])
            }
            _ => (&[], &[]),
        };
        for row in &sheet.rows {
            names.extend(single.iter().map(|field| name_key(sheet.cell(row, field))));
            names.extend(lists.iter().flat_map(|field| items(sheet.cell(row, field))).map(name_key));
        }
    }
    names.remove("");
    names
}

/// The rows that are alike in every cell that the import reads, in groups.
pub(super) fn alike(sheet: &Sheet) -> Vec<Vec<usize>> {
    // Cells that read the same have one number: most texts stand in many of them.
    let (mut numbers, mut keys): (HashMap<&str, usize>, HashMap<String, usize>) = (HashMap::new(), HashMap::new());
    let mut number = |cell| {
        *numbers.entry(cell).or_insert_with(|| {
            let next = keys.len();
            *keys.entry(name_key(without_zero_decimals(cell))).or_insert(next)
        })
    };
    let mut groups: FxHashMap<Vec<usize>, usize> = FxHashMap::default();
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for row in &sheet.rows {
        let next = rows.len();
        let cells = sheet.known_cells(row).into_iter().map(&mut number).collect();
        let at = *groups.entry(cells).or_insert(next);
        match rows.get_mut(at) {
            Some(same) => same.push(row.number),
            None => rows.push(vec![row.number]),
        }
    }
    rows.retain(|same| same.len() > 1);
    rows
}
