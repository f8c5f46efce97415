//! Tables and pictures that are no longer wanted.

use lienket::analysis::assess;
use lienket::exchange::{
    EditRow, PasteRequest, PasteTarget, Picture, PictureError, PngError, SortOrder, TableIndex, TableKind, TableSource,
    export_png, export_png_with_progress, find_header, sample_map, sorted_indices, table_csv, table_tsv, titled_csv,
    titled_tsv,
};
use lienket::language::Language;
use lienket::map::DrawingStyle;
use lienket::map::LinkageMap;

use super::pictures::wish;
use crate::analysis::cancelled::{ends_when_refused, watched};

/// As many calls may still come of threads that had begun a portion.
fn threads() -> usize {
    rayon::current_num_threads()
}

#[test]
fn tables_are_left_within_some_hundred_rows() {
    let map = sample_map(3_000, 1);
    let assessment = assess(&map, map.info().year);
    let source = TableSource::new(&map, &assessment, Language::Vietnamese);
    for kind in TableKind::ALL {
        let (rows, columns) = (kind.rows(source), kind.columns());
        let portions = rows.len() / 1_000;
        for column in columns.iter().take(2) {
            let order = SortOrder { column: *column, descending: true };
            let sorted = sorted_indices(&rows, order, source, &|_| true).unwrap();
            assert_eq!(sorted.len(), rows.len());
            let asked = ends_when_refused(&sorted, threads(), |watch| sorted_indices(&rows, order, source, watch));
            assert!(asked > portions, "{kind:?}: {asked}");
        }
        let prepared = TableIndex::of(kind, source, &|_| true).unwrap();
        let asked = ends_when_refused(&prepared, threads(), |watch| TableIndex::of(kind, source, watch));
        assert!(asked > portions, "{kind:?}: {asked}");
        let tsv = table_tsv(&rows, columns, source);
        let asked = ends_when_refused(&tsv, 0, |watch| titled_tsv(None, &rows, columns, source, watch));
        assert!(asked > portions, "{kind:?}: {asked}");
        let csv = table_csv(&rows, columns, source);
        let asked = ends_when_refused(&csv, 0, |watch| titled_csv(None, &rows, columns, source, watch));
        assert!(asked > portions, "{kind:?}: {asked}");
    }
}

/// Whether a picture was worked out; the reason why not is that nobody wants it.
fn try_apply(yes: usize, map: &LinkageMap, volumes: bool, of_model: bool) -> (bool, usize) {
    let model = map.models().keys().next().copied().filter(|_| of_model);
    let wish = || lienket::exchange::PictureOptions {
        model,
        drawing: DrawingStyle { volumes, ..DrawingStyle::default() },
        ..wish(map)
    };
    let (made, parts) = watched(yes, |watch| match Picture::with_progress(map, wish(), watch) {
        Ok(picture) => Some(picture),
        Err(PictureError::Cancelled) => None,
        Err(error) => panic!("{error}"),
    });
    (made.is_some(), parts.len())
}

#[test]
fn a_picture_is_left_once_nobody_wants_it() {
    let map = sample_map(200, 3);
    for (volumes, of_model) in [(false, false), (true, false), (false, true)] {
        let (made, asked) = try_apply(usize::MAX, &map, volumes, of_model);
        assert!(made && asked > 5, "{asked}");
        for yes in [0, 1, 2, 5] {
            let (made, asked) = try_apply(yes, &map, volumes, of_model);
            assert!(!made && asked <= yes + 1 + threads(), "{asked} calls, {yes} of them granted");
        }
    }
    let picture = Picture::of(&map, wish(&map)).unwrap();
    let plain = export_png(&picture, 0.2).unwrap().bytes;
    let asked =
        ends_when_refused(&plain, 0, |watch| match export_png_with_progress(&picture, 0.2, &|_| Vec::new(), watch) {
            Ok(png) => Some(png.bytes),
            Err(PngError::Cancelled) => None,
            Err(error) => panic!("{error}"),
        });
    assert!(asked > 4, "{asked}");
}

#[test]
fn a_plan_of_a_paste_is_left_within_some_dozen_rows() {
    let map = sample_map(600, 1);
    let known =
        map.actors().values().take(300).map(|actor| vec![actor.name.clone(), "Xã Mới".into(), "Lúa thơm: 5".into()]);
    let new = (0..500).map(|at| vec![format!("HTX Dán {at}"), "Thới Lai".into(), "Lúa thơm: 7".into()]);
    let head = ["Tên", "Quận, huyện", "Sản lượng"].map(String::from).to_vec();
    let (year, language) = (map.info().year, Language::Vietnamese);
    let header = find_header(&head, None).unwrap();
    let rows: Vec<Vec<String>> = known.chain(new).collect();
    let by_place = PasteTarget::Cells {
        kind: header.kind,
        rows: (0..rows.len() as u32).map(|at| EditRow::New(at + 1)).collect(),
        columns: header.columns.iter().copied().flatten().collect(),
    };
    let with_head = std::iter::once(head).chain(rows.iter().cloned()).collect();
    for (cells, target) in [(with_head, PasteTarget::Header(header)), (rows, by_place)] {
        let request = PasteRequest { cells, target, year, language };
        let plan = request.plan(&map).unwrap();
        assert!(plan.new_rows.len() >= 500 && plan.edits.new_products == ["Lúa thơm"]);
        let asked = ends_when_refused(&plan, 0, |watch| request.plan_with_progress(&map, watch).map(Result::unwrap));
        // Each row is read, its cells looked through, and carried out.
        assert!(asked > 3 * request.cells.len() / 64, "{asked}");
    }
}
