//! Templates: each a small chain that is right as it stands.

use lienket::analysis::{Severity, assess};
use lienket::exchange::{Template, template_map};
use lienket::language::Language;
use lienket::map::{LinkageMap, Verdict};

const YEAR: i32 = 2026;

fn chains() -> impl Iterator<Item = (Template, LinkageMap)> {
    let all = Template::ALL.into_iter().filter(|template| *template != Template::Blank);
    all.flat_map(|template| Language::ALL.map(|language| (template, template_map(template, YEAR, language))))
}

#[test]
fn a_template_is_a_small_chain_with_all_that_belongs_to_one() {
    for (template, map) in chains() {
        assert!((6..=10).contains(&map.actors().len()), "{template:?}: {}", map.actors().len());
        assert_eq!(map.placements().len(), map.actors().len(), "{template:?}");
        assert_eq!((map.models().len(), map.channels().len(), map.info().year), (1, 1, YEAR), "{template:?}");
        assert!(map.products().values().all(|product| !product.unit.is_empty()), "{template:?}");
        assert!(map.links().values().any(|link| link.from_year.is_some()), "{template:?}");
    }
}

#[test]
fn the_model_of_a_template_reaches_a_market_and_nothing_is_wrong() {
    for (template, map) in chains() {
        let assessment = assess(&map, YEAR);
        let findings: Vec<_> = assessment.findings.iter().map(|finding| format!("{finding:?}")).collect();
        for model in assessment.models.values() {
            assert_eq!(model.verdict, Verdict::Firm, "{template:?}: {findings:#?}");
        }
        let wrong = assessment.findings.iter().filter(|finding| finding.severity() != Severity::Info);
        assert_eq!(wrong.count(), 0, "{template:?}: {findings:#?}");
    }
}

#[test]
fn a_template_says_the_same_in_both_languages() {
    for template in Template::ALL {
        let [first, second] = Language::ALL.map(|language| template_map(template, YEAR, language));
        let shape = |map: &LinkageMap| {
            let ends: Vec<_> = map.links().values().map(|link| (link.from, link.to, link.volume)).collect();
            (map.actors().len(), map.stages().len(), ends)
        };
        assert_eq!(shape(&first), shape(&second), "{template:?}");
        let names = |map: &LinkageMap| map.actors().values().map(|actor| actor.name.clone()).collect::<Vec<_>>();
        assert!(names(&first).iter().zip(names(&second)).all(|(one, other)| *one != other), "{template:?}");
    }
}

#[test]
fn the_blank_template_has_the_stages_only() {
    let map = template_map(Template::Blank, YEAR, Language::Vietnamese);
    assert_eq!((map.actors().len(), map.stages().len()), (0, 6));
}
