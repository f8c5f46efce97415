//! Maps that are long, wide or full of products: no stack runs over, no memory is taken for what cannot be.

use lienket::analysis::{BreakReason, Verdict, assess, model_verdicts};
use lienket::map::{ActorId, ActorKind, LinkForm};

use super::draft::Draft;

const YEAR: i32 = 2019;
const CONTRACT: Option<LinkForm> = Some(LinkForm::Contract);

#[test]
fn a_chain_of_a_hundred_thousand_actors_is_walked_to_its_end() {
    const LENGTH: usize = 100_000;
    let mut draft = Draft::default();
    let rice = draft.product(None);
    let actors: Vec<ActorId> = (0..LENGTH).map(|_| draft.actor(ActorKind::Trader)).collect();
    for pair in actors.windows(2) {
        draft.link(pair[0], pair[1], &[rice], CONTRACT);
    }
    let model = draft.model(&actors[..1], &[], &[rice]);
    let broken = &model_verdicts(&draft.map(), YEAR)[&model];
    assert_eq!(broken.verdict, Verdict::NoBuyer);
    let [end] = broken.cases[0].breaks.as_slice() else { panic!("goods stop at one place only") };
    assert_eq!((end.actor, end.reason), (actors[LENGTH - 1], BreakReason::NoOnwardLink));

    draft.edit_actor(actors[LENGTH - 1]).kind = ActorKind::Market;
    let assessment = assess(&draft.map(), YEAR);
    let whole = &assessment.models[&model];
    assert_eq!(whole.verdict, Verdict::Firm);
    assert_eq!(whole.cases[0].route.as_ref().map(|route| route.links.len()), Some(LENGTH - 1));
    assert_eq!(assessment.critical_actors.len(), LENGTH - 1, "every further actor is needed");
}

#[test]
fn products_beyond_sixty_four_are_told_apart() {
    let mut draft = Draft::default();
    let crops: Vec<_> = (0..1200).map(|_| draft.product(None)).collect();
    let coop = draft.actor(ActorKind::Cooperative);
    let trader = draft.actor(ActorKind::Trader);
    let market = draft.actor(ActorKind::Market);
    draft.link(coop, trader, &[], CONTRACT);
    // Every seventh goes on, and 64 positions apart are never mixed up.
    let sold: Vec<_> = crops.iter().copied().step_by(7).collect();
    draft.link(trader, market, &sold, CONTRACT);
    let models: Vec<_> = crops.iter().map(|crop| draft.model(&[coop], &[], &[*crop])).collect();
    let verdicts = model_verdicts(&draft.map(), YEAR);
    for (position, model) in models.iter().enumerate() {
        let verdict = if position % 7 == 0 { Verdict::Firm } else { Verdict::NoBuyer };
        assert_eq!(verdicts[model].verdict, verdict, "product {position}");
    }
}

#[test]
fn deep_and_round_part_of_lines_come_to_an_end() {
    let mut draft = Draft::default();
    let top = draft.product(None);
    let mut line = vec![top];
    for _ in 0..5_000 {
        line.push(draft.product(line.last().copied()));
    }
    let coop = draft.actor(ActorKind::Cooperative);
    let market = draft.actor(ActorKind::Market);
    draft.link(coop, market, &[top], CONTRACT);
    let model = draft.model(&[coop], &[], &line[line.len() - 1..]);
    assert_eq!(model_verdicts(&draft.map(), YEAR)[&model].verdict, Verdict::Firm);
    // The top becomes part of the lowest: one circle of all.
    draft.parts.products[0].part_of = line.last().copied();
    let assessment = assess(&draft.map(), YEAR);
    assert_eq!(assessment.models[&model].verdict, Verdict::Firm);
    let circles = assessment.findings.iter().filter(|finding| finding.code().code() == "product_loop");
    assert_eq!(circles.map(|finding| finding.products().len()).collect::<Vec<_>>(), [line.len()]);
}

#[test]
fn many_models_without_any_buyer_do_not_fill_the_memory() {
    // Two hundred cores before one thicket of traders that all sell to one another, but to nobody else: said at
    // length for each, the links for other goods alone would be millions.
    let mut draft = Draft::default();
    let (rice, fish) = (draft.product(None), draft.product(None));
    let traders: Vec<ActorId> = (0..3_000).map(|_| draft.actor(ActorKind::Trader)).collect();
    for pair in traders.windows(2) {
        draft.link(pair[0], pair[1], &[rice], None);
    }
    let end = traders[traders.len() - 1];
    for trader in &traders {
        draft.link(end, *trader, &[fish], None);
    }
    let models: Vec<_> = traders.iter().step_by(15).map(|trader| draft.model(&[*trader], &[], &[rice])).collect();
    let verdicts = model_verdicts(&draft.map(), YEAR);
    for model in models {
        let breaks = &verdicts[&model].cases[0].breaks;
        assert_eq!(breaks.len(), 1_000);
        assert!(breaks.iter().all(|found| (found.actor, found.reason) == (end, BreakReason::OtherProduct)));
    }
}
