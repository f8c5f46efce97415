//! Pasting into a map: what is met again is matched, and links to the outside find their ends by code or name.

use std::collections::BTreeSet;

use lienket::editing::{Fragment, Pasted, fragment, paste, reconnect};
use lienket::map::{
    Actor, ActorId, EditLabel, Editor, Link, LinkageMap, MapParts, Product, ProductId, Stage, StageId, Supply,
};
use proptest::prelude::*;

use crate::map::random;

fn actor(id: u32, name: &str, code: &str) -> Actor {
    let supply = Supply { product: ProductId(1), ..Supply::default() };
    Actor {
        id: ActorId(id),
        name: name.into(),
        code: code.into(),
        stage: Some(StageId(1)),
        supply: vec![supply],
        ..Actor::default()
    }
}

fn map(actors: Vec<Actor>, links: &[(u32, u32)], unit: &str) -> LinkageMap {
    let link = |(at, (from, to)): (usize, &(u32, u32))| Link {
        id: lienket::map::LinkId(at as u32 + 1),
        from: ActorId(*from),
        to: ActorId(*to),
        products: [ProductId(1)].into(),
        ..Link::default()
    };
    let parts = MapParts {
        stages: vec![Stage { id: StageId(1), name: "Sản xuất".into(), ..Stage::default() }],
        products: vec![Product { id: ProductId(1), name: "Lúa".into(), unit: unit.into(), ..Product::default() }],
        links: links.iter().enumerate().map(link).collect(),
        actors,
        ..MapParts::default()
    };
    LinkageMap::from_parts(parts).unwrap()
}

/// A cooperative that sells to an enterprise with a code and to a market without.
fn source() -> Fragment {
    let actors = vec![actor(1, "HTX A", ""), actor(2, "Công ty B", "0301"), actor(3, "Chợ C", "")];
    fragment(&map(actors, &[(1, 2), (1, 3)], "tấn"), &BTreeSet::from([ActorId(1)]))
}

fn pasted_into(target: LinkageMap, part: &Fragment) -> (Editor, Pasted) {
    let mut editor = Editor::new(target);
    let pasted = editor.edit(EditLabel::Paste, |edit| paste(edit, part)).unwrap();
    (editor, pasted)
}

#[test]
fn an_outer_end_is_known_by_code_then_by_name_and_never_guessed() {
    let part = source();
    for (actors, found, ambiguous, missing) in [
        (vec![actor(5, "Cty B", "0301"), actor(6, "chợ  C", "")], vec![5, 6], 0, 0),
        // Its code is another one: it is another enterprise.
        (vec![actor(5, "Công ty B", "0999"), actor(6, "Chợ C", "")], vec![6], 0, 1),
        (vec![actor(5, "Công ty B", "")], vec![5], 0, 1),
        (vec![actor(5, "Chợ C", ""), actor(6, "Chợ C", "")], vec![], 1, 1),
        // The code decides among alike names.
        (vec![actor(5, "Công ty B", "0301"), actor(6, "Công ty B", "")], vec![5], 0, 1),
        (vec![], vec![], 0, 2),
    ] {
        let (mut editor, pasted) = pasted_into(map(actors, &[], "tấn"), &part);
        let ends: Vec<u32> = pasted.outside.found.iter().map(|link| link.to.0).collect();
        assert_eq!((ends, pasted.outside.ambiguous, pasted.outside.missing), (found.clone(), ambiguous, missing));
        assert!(editor.map().links().is_empty(), "nothing is reconnected unasked");
        editor.edit(EditLabel::AddLink, |edit| reconnect(edit, &pasted.outside.found)).unwrap();
        let links: Vec<_> = editor.map().links().values().map(|link| (link.from, link.to.0)).collect();
        assert_eq!(links, found.iter().map(|to| (pasted.actors[0], *to)).collect::<Vec<_>>());
        assert!(editor.map().links().values().all(|link| link.products == [ProductId(1)].into()));
    }
}

#[test]
fn what_is_met_again_is_matched_and_other_units_are_told() {
    let (editor, pasted) = pasted_into(map(vec![], &[], "kg"), &source());
    assert_eq!((editor.map().products().len(), editor.map().stages().len()), (1, 1));
    assert_eq!(pasted.units, [(ProductId(1), "tấn".to_owned())]);
    let (_, same) = pasted_into(map(vec![], &[], " Tấn "), &source());
    assert_eq!(same.units, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is pasted where: all of it arrives, nothing else changes, and one step takes it back.
    #[test]
    fn any_part_fits_any_map(from in random::map(), into in random::map(), every in 1..4_usize) {
        let chosen: BTreeSet<ActorId> = from.actors().keys().copied().step_by(every).collect();
        let part = fragment(&from, &chosen);
        let (mut editor, pasted) = pasted_into(into.clone(), &part);
        let map = editor.map().clone();
        prop_assert_eq!(pasted.actors.len(), chosen.len());
        prop_assert_eq!(map.actors().len(), into.actors().len() + chosen.len());
        prop_assert_eq!(map.links().len(), into.links().len() + part.inner_links().count());
        let outside = &pasted.outside;
        prop_assert_eq!(outside.found.len() + outside.ambiguous + outside.missing + part.inner_links().count(), part.map.links().len());
        for link in &outside.found {
            let is_new = |id: &ActorId| pasted.actors.contains(id);
            prop_assert!(is_new(&link.from) != is_new(&link.to));
        }
        let _ = editor.edit(EditLabel::AddLink, |edit| reconnect(edit, &outside.found));
        prop_assert_eq!(editor.map().violations(), []);
        while editor.undo().is_some() {}
        prop_assert!(*editor.map() == into);
    }
}
