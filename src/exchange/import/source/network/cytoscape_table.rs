//! The table of edges that Cytoscape exports: it names both ends in one cell, as “A (interacts with) B”.

use super::super::SourceTable;
use crate::schema::folded_key;

/// A table whose cells “A (interacts with) B” are parted into columns of their own; any other table as it is.
pub(in crate::exchange::import::source) fn with_edge_ends(mut table: SourceTable) -> SourceTable {
    let Some(header) = table.rows.first() else { return table };
    let column = |names: &[&str]| header.cells.iter().position(|cell| names.contains(&folded_key(cell).as_str()));
    let (Some(name), Some(interaction)) =
        (column(&["shared name"]).or(column(&["name"])), column(&["shared interaction", "interaction"]))
    else {
        return table;
    };
    let is_name = |at: usize| matches!(header.cells.get(at).map(folded_key).as_deref(), Some("shared name" | "name"));
    let names: Vec<usize> = (0..header.cells.len()).filter(|at| is_name(*at)).collect();
    let ends = |cell: &str, kind: &str| {
        let (from, to) = cell.split_once(&format!(" ({kind}) "))?;
        Some([from.to_owned(), to.to_owned()])
    };
    let rows = table.rows.iter().skip(1);
    let parted: Option<Vec<[String; 2]>> = rows.map(|row| ends(row.cell(name), row.cell(interaction))).collect();
    let Some(parted) = parted.filter(|parted| !parted.is_empty()) else { return table };
    let headers = ["source".to_owned(), "target".to_owned()];
    for (row, ends) in table.rows.iter_mut().zip(std::iter::once(headers).chain(parted)) {
        // The names of the edges say no more than their ends.
        let others = row.cells.iter().enumerate().filter(|(at, _)| !names.contains(at)).map(|(_, cell)| cell);
        row.cells = ends.iter().map(String::as_str).chain(others).collect::<Vec<&str>>().into();
    }
    table
}
