//! What network programs write under headers of their own: words and numbers that mean something to them only. Such cells
//! are emptied, which is told, so that nothing takes them for what they are not.

use std::collections::BTreeMap;

use super::columns::ImportTable;
use super::report::{Report, WarningKind, truncated};
use super::sheet::Sheet;
use crate::map::LINE_LIMIT;
use crate::schema::{LINK_KINDS, actor, folded_key, link, parse_keyword, parse_kind};

/// Empties the cells of a table that only a network program understands.
pub(super) fn leave_out(sheet: &mut Sheet, report: &mut Report) {
    match sheet.table {
        ImportTable::Actors => leave_out_words(sheet, actor::KIND.id, |word| parse_kind(word).is_some(), report),
        ImportTable::Links => {
            leave_out_directions(sheet, report);
            leave_out_words(sheet, link::KIND.id, |word| parse_keyword(LINK_KINDS, word).is_some(), report);
            leave_out_weights(sheet, report);
        }
        _ => {}
    }
}

/// Gephi says of an edge whether it has a direction, where others say what it is.
fn leave_out_directions(sheet: &mut Sheet, report: &mut Report) {
    let is_direction = |cell: &str| matches!(folded_key(cell).as_str(), "directed" | "undirected" | "mutual");
    let mut kinds = sheet.rows.iter().map(|row| sheet.cell(row, link::KIND.id)).filter(|cell| !cell.is_empty());
    if kinds.clone().next().is_some() && kinds.all(is_direction) {
        sheet.warn(Vec::new(), Some(link::KIND.id), WarningKind::EdgeDirections, report);
        sheet.empty_cells(link::KIND.id, |_| true);
    }
}

/// Each program has kinds of its own.
fn leave_out_words(sheet: &mut Sheet, field: &'static str, is_known: impl Fn(&str) -> bool, report: &mut Report) {
    if !sheet.is_borrowed(field) {
        return;
    }
    let is_known = |cell: &str| cell.is_empty() || cell.len() <= LINE_LIMIT && is_known(cell);
    let mut unknown: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in &sheet.rows {
        let cell = sheet.cell(row, field);
        if !is_known(cell) {
            unknown.entry(truncated(cell)).or_default().push(row.number);
        }
    }
    for (word, rows) in unknown {
        sheet.warn(rows, Some(field), WarningKind::UnknownWord { word }, report);
    }
    sheet.empty_cells(field, |cell| !is_known(cell));
}

/// Gephi gives each edge a weight, which says nothing as long as all are 1; others are taken for volumes, which is told.
fn leave_out_weights(sheet: &mut Sheet, report: &mut Report) {
    let mut weights = sheet.rows.iter().map(|row| sheet.cell(row, link::VOLUME.id));
    let is_told = sheet.is_borrowed(link::VOLUME.id) && weights.clone().any(|weight| !weight.is_empty());
    if !is_told {
        return;
    }
    if weights.all(|weight| weight.parse() == Ok(1.0)) {
        sheet.warn(Vec::new(), Some(link::VOLUME.id), WarningKind::DefaultWeights, report);
        sheet.empty_cells(link::VOLUME.id, |_| true);
    } else {
        sheet.warn(Vec::new(), Some(link::VOLUME.id), WarningKind::WeightAsVolume, report);
    }
}
