//! Small maps from trials on which the analysis once said too much, too little or something false.

use std::path::Path;

use lienket::analysis::{Assessment, Case, FindingCode, Study, Verdict, assess, study};
use lienket::language::{Language, plan_sentence};
use lienket::map::{LinkStep, LinkStepKind, LinkageMap, ModelId, ProductId};

use super::repairs::with;

fn opened(name: &str) -> (LinkageMap, Assessment, Study) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/analysis").join(format!("{name}.lienket"));
    let map = lienket::storage::open(&path).unwrap();
    let assessment = assess(&map, map.info().year);
    let studied = study(&map, &assessment, &|_| true).unwrap();
    (map, assessment, studied)
}

fn case(assessment: &Assessment, model: u32, of: impl Fn(&Case) -> bool) -> &Case {
    assessment.models[&ModelId(model)].cases.iter().find(|case| of(case)).unwrap()
}

/// What each repair of the first case does, step by step.
fn steps(map: &LinkageMap, studied: &Study) -> Vec<Vec<LinkStepKind>> {
    let first = studied.repairs.cases.first().map(|repair| (repair.model, repair.core, repair.product));
    let of_first = studied.repairs.cases.iter().filter(|it| Some((it.model, it.core, it.product)) == first);
    let kinds = |proposal| LinkStep::of(proposal, map, map.info().year).into_iter().map(|step| step.kind);
    of_first.map(|repair| repair.proposals.iter().flat_map(kinds).collect()).collect()
}

#[test]
fn every_repair_of_a_case_is_carried_out_and_gives_its_verdict() {
    for name in ["a5-fewer-changes-exist", "a6-two-lapsed-in-series", "a10-start-and-product", "a11-only-is-too-low"] {
        let (map, _, studied) = opened(name);
        assert!(!studied.repairs.cases.is_empty(), "{name}");
        for repair in &studied.repairs.cases {
            let mended = with(&map, &repair.proposals, map.info().year);
            let after = assess(&mended, map.info().year);
            let case = case(&after, repair.model.0, |it| (it.core, it.product) == (repair.core, repair.product));
            assert_eq!(case.verdict, repair.verdict, "{name}: {repair:?}");
            assert!(!case.verdict.is_flagged(), "{name}: {repair:?}");
        }
    }
}

#[test]
fn a_member_of_a_processor_is_judged_by_what_it_delivers() {
    let (_, assessment, studied) = opened("a1-member-of-a-processor");
    assert!(assessment.models[&ModelId(1)].left_out.is_empty());
    assert_eq!(studied.forms[&ModelId(1)].number(), Some(5), "the cooperative mills");
}

#[test]
fn products_share_the_volume_of_a_link() {
    let (_, assessment, _) = opened("a2-one-volume-two-products");
    let carried: f64 = assessment.volumes.products.iter().map(|flow| flow.carried).sum();
    assert!((carried - 100.0).abs() < 1e-9);
    let told: Vec<_> = assessment.findings.iter().filter(|it| it.code() == FindingCode::SupplyWithoutOutlet).collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].amount(), told[0].expected()), (Some(100.0), Some(200.0)));
    assert_eq!(told[0].products(), [ProductId(1), ProductId(2)]);
    let (_, assessment, _) = opened("a8-joint-volumes");
    let carried: f64 = assessment.volumes.products.iter().map(|flow| flow.carried).sum();
    assert!((carried - 70.0).abs() < 1e-9);
}

#[test]
fn a_way_back_does_not_end_a_route() {
    for (name, recorded) in [("a3-way-back-from-the-buyer", 0), ("a4-channel-with-way-back", 1)] {
        let (_, _, studied) = opened(name);
        let channels = &studied.channels[0];
        let found = (channels.recorded.len(), channels.route_count, channels.allowed.len());
        assert_eq!(found, (recorded, 1, 1), "{name}");
        assert_eq!(channels.unrecorded.len(), 1 - recorded, "{name}");
    }
}

#[test]
fn no_more_changes_are_asked_for_than_it_takes() {
    let (map, _, studied) = opened("a5-fewer-changes-exist");
    let plan = studied.repairs.plan.unwrap();
    assert_eq!((plan.proposals.len(), plan.models.as_slice()), (2, [ModelId(1)].as_slice()), "{plan:?}");
    assert!(plan_sentence(&plan, Language::English).contains("no fewer than 2") || plan.lower_bound < 2);
    assert!(!assess(&with(&map, &plan.proposals, 2019), 2019).models[&ModelId(1)].verdict.is_flagged());
}

#[test]
fn what_only_works_together_is_offered_together() {
    let (map, _, studied) = opened("a6-two-lapsed-in-series");
    assert_eq!(steps(&map, &studied), [vec![LinkStepKind::Renew; 2]]);
    let (map, _, studied) = opened("a10-start-and-product");
    assert_eq!(steps(&map, &studied), [vec![LinkStepKind::Start, LinkStepKind::Widen]]);
}

#[test]
fn nothing_is_offered_to_a_core_that_is_not_there() {
    let (_, assessment, studied) = opened("a7-core-not-there");
    assert_eq!(assessment.models[&ModelId(2)].verdict, Verdict::NoBuyer);
    assert!(studied.repairs.cases.is_empty() && studied.repairs.models.is_empty());
    assert!(studied.repairs.beyond_repair.contains(&ModelId(2)));
}

#[test]
fn both_models_can_be_mended() {
    let (_, _, studied) = opened("a11-only-is-too-low");
    assert_eq!(studied.repairs.models.len(), 2);
    assert_eq!(studied.repairs.plan.unwrap().models.len(), 2);
}

#[test]
fn raw_and_processed_goods_share_a_link() {
    let (_, assessment, _) = opened("a9-raw-and-processed-on-one-link");
    let carried: f64 = assessment.volumes.products.iter().map(|flow| flow.carried).sum();
    // Worked out by a linear program of all products.
    assert!(assessment.volumes.is_exact() && (carried - 185.0).abs() < 1e-6, "{carried}");
}
