//! Which columns a first line names, and of which table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::exchange::import::is_row_number_header;
use crate::exchange::tables::{TableColumn, TableKind, required_columns};
use crate::language::Language;
use crate::schema::{folded_key, strip_brackets};

/// A first line that names columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteHeader {
    /// The table.
    pub kind: TableKind,
    /// The column of each cell; none for those that the table does not have.
    pub columns: Vec<Option<TableColumn>>,
}

/// The table that a first line names columns of, the preferred one where it fits several; none where it is no head of a
/// table of records.
pub fn find_header(cells: &[String], preferred: Option<TableKind>) -> Option<PasteHeader> {
    let kinds = TableKind::ALL.into_iter().filter(|kind| kind.has_records());
    let heads = kinds.filter_map(|kind| {
        let columns = columns_of(cells, kind);
        let known = columns.iter().flatten().count();
        let named = cells.iter().filter(|cell| !cell.trim().is_empty() && !is_row_number_header(cell)).count();
        let has = |column: TableColumn| columns.contains(&Some(column));
        let is_complete = required_columns(kind).all(has);
        // Records of the map can be named by their number or code alone.
        let is_named = is_complete || columns.iter().flatten().any(|column| column.names_a_record());
        (is_named && known * 2 >= named).then_some(((is_complete, known, Some(kind) == preferred), kind, columns))
    });
    // The first of those that fit equally well.
    let best = heads.reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.map(|(_, kind, columns)| PasteHeader { kind, columns })
}

/// The column of each cell; of two for one column the first counts.
fn columns_of(cells: &[String], kind: TableKind) -> Vec<Option<TableColumn>> {
    let mut taken: Vec<TableColumn> = Vec::new();
    let mut column = |cell: &String| {
        let found = COLUMNS
            .get(&(kind, folded_key(cell)))
            .or_else(|| COLUMNS.get(&(kind, folded_key(strip_brackets(cell)))))
            .copied()
            .filter(|column| !cell.trim().is_empty() && !taken.contains(column));
        taken.extend(found);
        found
    };
    cells.iter().map(&mut column).collect()
}

/// Every column of every table of records by each of its names: ids, what imports know, and what stands over them.
static COLUMNS: LazyLock<BTreeMap<(TableKind, String), TableColumn>> = LazyLock::new(|| {
    let mut names = BTreeMap::new();
    for kind in TableKind::ALL.into_iter().filter(|kind| kind.has_records()) {
        for column in kind.all_columns() {
            let titles = Language::ALL.map(|language| column.title(language));
            let own = column.import_names().into_iter().map(str::to_owned).chain(titles);
            for name in own {
                for key in [folded_key(&name), folded_key(strip_brackets(&name))] {
                    names.entry((kind, key)).or_insert(*column);
                }
            }
        }
    }
    names
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{actor, link};

    fn header(line: &str, preferred: Option<TableKind>) -> Option<PasteHeader> {
        find_header(&line.split('|').map(str::to_owned).collect::<Vec<_>>(), preferred)
    }

    #[test]
    fn a_first_line_tells_the_table() {
        for (line, kind) in [
            ("STT|Tên HTX|Tên|Loại|Quận, huyện", TableKind::Actors),
            ("name|kind|district|members", TableKind::Actors),
            ("TEN TAC NHAN|XA PHUONG|Số thành viên (người)", TableKind::Actors),
            ("Bên bán|Bên mua|Sản phẩm|Hình thức", TableKind::Links),
            ("from|to|volume", TableKind::Links),
            ("Tên mô hình|Nòng cốt|Sản phẩm", TableKind::Models),
            ("Tên sản phẩm|Đơn vị tính", TableKind::Products),
            ("Tên kênh|Đường đi|Tỷ trọng", TableKind::Channels),
        ] {
            assert_eq!(header(line, None).map(|header| header.kind), Some(kind), "{line}");
        }
        assert_eq!(header("HTX Thới Lai|THT|Cờ Đỏ", None), None);
        assert_eq!(header("HTX A > Công ty B", None), None);
        assert_eq!(header("", None), None);
        assert_eq!(header("Tên|Ghi chú", Some(TableKind::Models)).map(|header| header.kind), Some(TableKind::Models));
    }

    #[test]
    fn every_column_is_known_by_what_stands_over_it() {
        for kind in TableKind::ALL.into_iter().filter(|kind| kind.has_records()) {
            for language in Language::ALL {
                let titles: Vec<String> = kind.all_columns().iter().map(|column| column.title(language)).collect();
                let found = find_header(&titles, Some(kind)).unwrap();
                assert_eq!(found.kind, kind);
                for (column, found) in kind.all_columns().iter().zip(&found.columns) {
                    assert!(found.is_none_or(|found| found == *column), "{column:?} is taken for {found:?}");
                }
                assert!(found.columns.iter().flatten().count() + 1 >= titles.len(), "{kind:?} {:?}", found.columns);
            }
        }
        let columns = header("Từ|Đến|Mã", None).unwrap().columns;
        assert_eq!(columns[..2], [Some(TableColumn::Link(&link::FROM)), Some(TableColumn::Link(&link::TO))]);
        let columns = header("Mã số thuế|Xã", None).unwrap().columns;
        assert_eq!(columns, [Some(TableColumn::Actor(&actor::CODE)), Some(TableColumn::Actor(&actor::COMMUNE))]);
    }
}
