//! What a column means by its cells, where nothing that stands over it says so.

use std::collections::BTreeSet;

use super::columns::ImportTable;
use crate::schema::{actor, kind_of_name, name_key, parse_kind};

/// So many cells are looked at.
const LOOKED_AT: usize = 200;
/// Fewer cells tell nothing.
const FEWEST: usize = 3;
/// A column of kinds has no more different words.
const MOST_KINDS: usize = 12;

/// The field that the cells of a column show: names that begin as those of cooperatives and companies do, each another one; or
/// words for their kinds, some of them again and again.
pub(super) fn field_by_content<'a>(table: ImportTable, cells: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    if table != ImportTable::Actors {
        return None;
    }
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).take(LOOKED_AT).collect();
    let different: BTreeSet<String> = cells.iter().map(|cell| name_key(cell)).collect();
    if cells.len() < FEWEST {
        return None;
    }
    let are_kinds = different.len() <= MOST_KINDS
        && different.len() < cells.len()
        && different.iter().all(|cell| parse_kind(cell).is_some());
    let are_names = different.len() * 10 >= cells.len() * 9
        && cells.iter().filter(|cell| kind_of_name(cell).is_some()).count() * 10 >= cells.len() * 9;
    match (are_kinds, are_names) {
        (true, false) => Some(actor::KIND.id),
        (false, true) => Some(actor::NAME.id),
        _ => None,
    }
}
