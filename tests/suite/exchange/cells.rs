//! Cells as text: what is copied and pasted in place changes nothing, and edits of cells are edits of fields.

use lienket::analysis::assess;
use lienket::exchange::{
    CellEdits, EditRow, PasteRequest, PasteTarget, TableColumn, TableKind, TableRow, TableSource, block_tsv,
    clipboard_cells, find_header, sample_map,
};
use lienket::language::Language;
use lienket::map::{Actor, LinkageMap, Transaction};
use lienket::schema::Described;
use proptest::prelude::*;

fn tables() -> impl Iterator<Item = TableKind> {
    TableKind::ALL.into_iter().filter(|kind| kind.has_records())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_block_pasted_where_it_was_copied_changes_nothing(
        seed in 0..30_u64,
        language in prop_oneof![Just(Language::Vietnamese), Just(Language::English)],
        later in 0..6,
    ) {
        let map = sample_map(40, seed);
        let assessment = assess(&map, map.info().year + later);
        let source = TableSource::new(&map, &assessment, language);
        for kind in tables() {
            let (rows, columns) = (kind.rows(source), kind.all_columns().to_vec());
            let text = block_tsv(&rows, &columns, source, &|_| true).unwrap();
            let cells = clipboard_cells(&text).unwrap();
            prop_assert_eq!(cells.len(), rows.len());
            let rows = rows.into_iter().map(EditRow::Record).collect();
            let target = PasteTarget::Cells { kind, rows, columns };
            let plan = PasteRequest { cells, target, year: assessment.year, language }.plan(&map).unwrap();
            prop_assert_eq!(&plan.changed_rows.len(), &0, "{:?}: {:?}", kind, plan.edits.cells);
            prop_assert_eq!(plan.refused, vec![]);
        }
    }

    /// The naive twin: each text read into a copy of its record, which the map takes or not.
    #[test]
    fn edits_of_cells_are_edits_of_fields(
        seed in 0..20_u64,
        picks in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), "(|7|HTX|2012|Ô Môn|-3|x{3}|[0-9]{1,4})"),
            1..12,
        ),
    ) {
        let map = sample_map(30, seed);
        let language = Language::Vietnamese;
        let ids: Vec<_> = map.actors().keys().copied().collect();
        let (mut by_cells, mut by_fields) = (map.clone(), map.clone());
        for (row, column, text) in picks {
            let id = ids[row.index(ids.len())];
            let fields: Vec<_> = Actor::fields().iter().filter(|field| field.id != "kind").collect();
            let field = fields[column.index(fields.len())];
            let mut edits = CellEdits::new(TableKind::Actors, map.info().year, language);
            edits.push(EditRow::Record(TableRow::Actor(id)), TableColumn::Actor(field), text.clone());
            let mut edit = Transaction::begin(&mut by_cells);
            let outcome = edits.apply(&mut edit).unwrap();
            edit.finish();
            let mut record = by_fields.actors()[&id].clone();
            let is_read = field.read(&mut record, &text, &by_fields, language).is_ok();
            let mut edit = Transaction::begin(&mut by_fields);
            let is_taken = is_read && lienket::editing::replace_actor(&mut edit, record).is_ok();
            edit.finish();
            prop_assert_eq!(outcome.refused.is_empty(), is_taken, "{} {}", field.id, text);
            prop_assert!(by_cells == by_fields);
        }
    }

    #[test]
    fn no_block_breaks_the_map(
        seed in 0..10_u64,
        kind in 0..6_usize,
        cells in prop::collection::vec(prop::collection::vec("(|[0-9.,]{1,7}|HTX|Lúa: [0-9]{1,3}|A > B|[a-zđ;>:=\"']{1,6})", 1..9), 1..6),
    ) {
        let map = sample_map(12, seed);
        let kind = tables().nth(kind).unwrap();
        let assessment = assess(&map, map.info().year);
        let known = kind.rows(TableSource::new(&map, &assessment, Language::English));
        let rows = (0..cells.len()).map(|at| known.get(at).map_or(EditRow::New(at as u32 + 1), |row| EditRow::Record(*row)));
        let target = PasteTarget::Cells { kind, rows: rows.collect(), columns: kind.all_columns().to_vec() };
        let request = PasteRequest { cells, target, year: map.info().year, language: Language::English };
        if let Ok(plan) = request.plan(&map) {
            let mut edited: LinkageMap = map.clone();
            let mut edit = Transaction::begin(&mut edited);
            let outcome = plan.edits.apply(&mut edit).unwrap();
            edit.finish();
            prop_assert_eq!(edited.violations(), vec![]);
            prop_assert_eq!(outcome.refused, plan.refused, "what was shown before is what happens");
        }
    }
}

#[test]
fn a_pasted_row_means_an_actor_by_the_code_and_the_names_that_an_import_knows_it_by() {
    let mut map = sample_map(12, 1);
    let (id, other) = (*map.actors().keys().next().unwrap(), *map.actors().keys().nth(1).unwrap());
    let mut edit = Transaction::begin(&mut map);
    edit.edit::<Actor>(id, |actor| {
        actor.code = "HTX-01".into();
        actor.aliases = ["Hợp tác xã Cũ".into()].into();
    })
    .unwrap();
    edit.edit::<Actor>(other, |actor| actor.aliases = ["Tên chung".into()].into()).unwrap();
    edit.edit::<Actor>(id, |actor| actor.aliases.extend(["Tên chung".into()])).unwrap();
    edit.finish();
    let found = |head: &str, row: &str| {
        let cells = clipboard_cells(&format!("{head}\tQuận, huyện\n{row}\tThốt Nốt\n")).unwrap();
        let header = find_header(&cells[0], Some(TableKind::Actors)).unwrap();
        let target = PasteTarget::Header(header);
        let request = PasteRequest { cells, target, year: map.info().year, language: Language::Vietnamese };
        request.plan(&map).unwrap().rows[0].0
    };
    let known = Some(EditRow::Record(TableRow::Actor(id)));
    assert_eq!(found("Tên", "HTX cũ"), known);
    assert_eq!(found("Tên\tMã số", "Bất kỳ\thtx-01"), known);
    assert_eq!(found("Tên", "Tên chung"), Some(EditRow::New(1)), "two actors have that name");
}
