//! Valid maps that cost too much: what is kept and written stays in proportion to what there is.

pub mod maps;

use std::collections::BTreeSet;

use lienket::analysis::{Verdict, assess};
use lienket::editing::{add_actor, remove_actors};
use lienket::exchange::{
    PageOptions, PageTheme, Picture, PictureOptions, export_page, export_png, export_svg, sample_map,
};
use lienket::language::Language;
use lienket::map::{
    Actor, ActorId, DrawingStyle, EditLabel, Editor, LinkId, LinkageMap, ModelId, StageId, Transaction, Violation,
};
use lienket::scene::build;

fn picture(map: &LinkageMap) -> Picture {
    let options = PictureOptions {
        model: None,
        year: map.info().year,
        language: Language::English,
        drawing: DrawingStyle::default(),
        dark: false,
        date: String::new(),
        office: String::new(),
        remark: None,
    };
    Picture::of(map, options).unwrap()
}

/// The cells of the far view are those with actors, however far apart these stand.
#[test]
fn the_far_view_of_a_wide_map_is_bounded_by_its_actors() {
    let map = maps::far_apart(300);
    let scene = build(&map, &assess(&map, 2019), Language::Vietnamese);
    assert!(scene.area.width() > 1.8e7 && scene.area.height() > 1.8e7);
    for level in scene.lod_levels() {
        assert!(level.cells.len() <= 300);
        assert_eq!(level.cells.iter().map(|cell| cell.actors).sum::<usize>(), 300);
        assert!(level.cells.iter().all(|cell| cell.actors > 0 && !cell.area.is_empty()));
    }
    // The coarsest cells are as high as the map, so that they can be read when all of it is seen.
    assert!(scene.lod_levels().last().unwrap().cell_height * 2.0 > scene.area.height());
}

#[test]
fn pictures_of_a_wide_map_are_bounded_by_what_is_on_it() {
    let map = maps::far_apart(120);
    let picture = picture(&map);
    assert!(export_svg(&picture).len() < 4_000_000);
    let png = export_png(&picture, 1.0).unwrap();
    assert!(png.scale < 0.001);
    // Cards and lines are far smaller than a point of the picture, but they are seen.
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&png.bytes).unwrap();
    let colours: BTreeSet<[u8; 3]> =
        pixels.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    assert!(colours.len() > 20, "{}", colours.len());
}

/// A picture on which nothing can be read is not large; an SVG has every link however many there are.
#[test]
fn pictures_show_what_can_be_read_on_them() {
    let wide = export_png(&picture(&maps::far_apart(40)), 1.0).unwrap();
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&wide.bytes).unwrap();
    assert!(wide.scale < 0.01 && pixels.width() * pixels.height() <= 16_100_000);
    let dense = picture(&maps::all_linked(30));
    assert_eq!(export_svg(&dense).matches(" → ").count(), 30 * 29 / 2);
}

/// A page says what can be read: of tens of thousands of cases the worst ones, and how many more there are.
#[test]
fn pages_are_bounded_by_what_can_be_read() {
    let (language, drawing, theme) = (Language::Vietnamese, DrawingStyle::default(), PageTheme::System);
    let page = |map: &LinkageMap| {
        export_page(
            map,
            &PageOptions { model: None, year: 2019, language, drawing, theme, date: None, supposing: None, office: "" },
        )
        .unwrap()
    };
    for has_market in [true, false] {
        let page = page(&maps::long_chain(200, 60, has_market));
        assert_eq!(page.matches("<div class=\"case\">").count(), 30);
        assert!(page.contains("11.970") && page.contains("11,970") && page.len() < 4_000_000, "{}", page.len());
    }
    assert!(page(&maps::many_models(200, 100)).len() < 4_000_000);
    assert!(page(&maps::all_linked(40)).matches("<article id=\"model=").count() == 1);
}

/// However many models have the same members, each is judged as if it were alone.
#[test]
fn models_of_the_same_members_are_judged_as_each_alone() {
    let map = maps::many_models(40, 30);
    let verdicts = assess(&map, 2019).models;
    assert_eq!(verdicts.len(), 40);
    for verdict in verdicts.values() {
        assert_eq!((verdict.verdict, verdict.left_out.len()), (Verdict::Firm, 0));
    }
}

#[test]
fn one_more_at_a_crowded_spot_stands_free() {
    let mut map = maps::one_spot(2_000);
    let mut edit = Transaction::begin(&mut map);
    let id = add_actor(&mut edit, Some(StageId(1)), (100.0, 100.0), "new").unwrap();
    edit.finish();
    let place = map.placements()[&id];
    let is_clear = |other: &lienket::map::Placement| {
        other.actor == id || (other.x - place.x).abs() >= 150.0 || (other.y - place.y).abs() >= 30.0
    };
    assert!(map.placements().values().all(is_clear), "{place:?}");
}

#[test]
fn all_actors_are_removed_together_and_come_back() {
    let before = maps::all_linked(60);
    let all: BTreeSet<ActorId> = before.actors().keys().copied().collect();
    let mut editor = Editor::new(before.clone());
    let removed: Result<(), Violation> = editor.edit(EditLabel::Delete, |edit| {
        edit.remove_all::<Actor>(&all);
        Ok(())
    });
    removed.unwrap();
    let map = editor.map();
    assert!(map.actors().is_empty() && map.links().is_empty() && map.placements().is_empty());
    assert!(map.models().values().all(|model| model.core.is_empty()));
    editor.undo();
    assert!(*editor.map() == before);
}

/// Worked out in parts, as in the background, it comes to the same.
#[test]
fn actors_removed_in_parts_are_removed_as_at_once() {
    for seed in 0..12 {
        let before = sample_map(150, seed);
        let some: BTreeSet<ActorId> = before.actors().keys().copied().filter(|id| id.0 % 3 > 0).collect();
        for ids in [some, before.actors().keys().copied().collect(), BTreeSet::new()] {
            let mut at_once = before.clone();
            let mut edit = Transaction::begin(&mut at_once);
            edit.remove_all::<Actor>(&ids);
            let patch = edit.finish();
            assert!(remove_actors(&before, &ids, &|_| true) == Some((at_once, patch)), "{seed}");
            assert!(remove_actors(&before, &ids, &|part| part < 0.5).is_none());
        }
    }
}

/// The proof of each case of a chain is the rest of the chain, for every product.
#[test]
fn each_case_of_a_chain_has_the_rest_of_it_as_its_route() {
    let map = maps::long_chain(14, 3, true);
    let verdicts = assess(&map, 2019).models;
    let cases = &verdicts[&ModelId(1)].cases;
    assert_eq!(cases.len(), 14 * 3);
    for case in cases.iter().filter(|case| case.core != ActorId(14)) {
        let route = case.route.as_ref().unwrap();
        let rest: Vec<ActorId> = (case.core.0..=14).map(ActorId).collect();
        let links: Vec<LinkId> = (case.core.0..14).map(LinkId).collect();
        assert_eq!((&route.actors, &route.links, case.verdict), (&rest, &links, Verdict::Firm));
    }
}

#[test]
fn each_case_of_a_chain_to_nowhere_breaks_at_its_end() {
    let map = maps::long_chain(14, 3, false);
    let assessment = assess(&map, 2019);
    for case in &assessment.models[&ModelId(1)].cases {
        assert_eq!(case.verdict, Verdict::NoBuyer);
        assert_eq!(case.breaks.iter().map(|found| found.actor).collect::<Vec<_>>(), [ActorId(14)]);
    }
}

/// What goes round for ever reaches nobody.
#[test]
fn a_circle_of_conversions_reaches_no_buyer() {
    let map = maps::circle(30, 12);
    let assessment = assess(&map, 2019);
    assert_eq!(assessment.models[&ModelId(1)].verdict, Verdict::NoBuyer);
    let flows = &assessment.volumes.products;
    assert_eq!(flows.iter().map(|flow| (flow.supply, flow.carried_at_most)).collect::<Vec<_>>(), [(300.0, 0.0)]);
}
