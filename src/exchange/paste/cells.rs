//! Pasted cells as they are meant: guards of text taken off, signs for nothing taken as nothing, and numbers read in the
//! way in which their whole column is written.

use std::borrow::Cow;

use crate::exchange::import::{
    CellType, NumberStyle, StyleInference, infer_style, is_nothing, limits, ungrouped, unguarded,
};
use crate::exchange::tables::TableColumn;
use crate::language::Language;
use crate::schema::{amounts, items};

/// A pasted cell as it is meant in a column.
pub(super) fn cleaned(cell: &str, column: TableColumn) -> Cow<'_, str> {
    let text = unguarded(cell);
    if column.cell_type().is_number() && is_nothing(&text) {
        return Cow::Borrowed("");
    }
    if column.cell_type() == CellType::Integer
        && let Some(digits) = ungrouped(&text)
    {
        return Cow::Owned(digits);
    }
    text
}

/// The language that the numbers of a column are written in: what its cells tell together, else the given one.
pub(super) fn number_language<'a>(
    column: TableColumn,
    cells: impl Iterator<Item = &'a str>,
    language: Language,
) -> Language {
    let cell_type = column.cell_type();
    // The groups of whole numbers are taken off before.
    if matches!(cell_type, CellType::Text | CellType::Integer) {
        return language;
    }
    let texts = cells.flat_map(|cell| match cell_type {
        CellType::AmountList => items(cell).flat_map(amounts).collect(),
        CellType::Share => vec![cell.trim().trim_end_matches('%')],
        _ => vec![cell.trim()],
    });
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    match infer_style(texts.iter().copied().enumerate(), &limits(cell_type)) {
        // Nothing tells the two apart, or every number is the same in both.
        StyleInference::Ambiguous(_) | StyleInference::Mixed(..) => language,
        StyleInference::Style(NumberStyle::Vietnamese) => Language::Vietnamese,
        StyleInference::Style(NumberStyle::English) => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::actor::figures;
    use crate::schema::{actor, link};

    #[test]
    fn guards_and_signs_for_nothing_are_taken_off() {
        let (code, members) = (TableColumn::Actor(&actor::CODE), TableColumn::Figures(&figures::MEMBERS));
        for (cell, column, meant) in [
            ("=\"001\"", code, "001"),
            ("'0180", code, "0180"),
            ("'=A1", code, "=A1"),
            ("'tên'", code, "'tên'"),
            ("-", code, "-"),
            ("-", members, ""),
            ("…", members, ""),
            ("n/a", members, ""),
            ("Không", members, ""),
            ("12", members, "12"),
        ] {
            assert_eq!(cleaned(cell, column), meant, "{cell}");
        }
    }

    #[test]
    fn a_column_tells_how_its_numbers_are_written() {
        let (vi, en) = (Language::Vietnamese, Language::English);
        let price = TableColumn::Link(&link::PRICE);
        for (column, cells, tells) in [
            (price, vec!["1.200", "3,5"], [vi, vi]),
            (price, vec!["1,200.5", ""], [en, en]),
            (price, vec!["1.200"], [vi, en]),
            (price, vec!["1,5", "1.5"], [vi, en]),
        ] {
            let told = [vi, en].map(|language| number_language(column, cells.iter().copied(), language));
            assert_eq!(told, tells, "{cells:?}");
        }
    }
}
