//! Single cases that the random maps meet too rarely to rely on, and the words of the design one by one.

use lienket::analysis::{BreakReason, Case, Verdict, assess, model_verdicts};
use lienket::map::{ActorId, ActorKind, LinkForm, LinkId, LinkKind, LinkageMap, ProductId};

use super::draft::Draft;

const YEAR: i32 = 2019;
const CONTRACT: Option<LinkForm> = Some(LinkForm::Contract);

fn only_case(map: &LinkageMap, year: i32) -> Case {
    let models = model_verdicts(map, year);
    let [case] = models.values().next().expect("one model").cases.as_slice() else { panic!("one case") };
    case.clone()
}

/// A cooperative, an enterprise, a market and rice; the cooperative leads a model of rice.
fn chain() -> (Draft, [ActorId; 3], ProductId) {
    let mut draft = Draft::default();
    let rice = draft.product(None);
    let kinds = [ActorKind::Cooperative, ActorKind::Enterprise, ActorKind::Market];
    let actors = kinds.map(|kind| draft.actor(kind));
    draft.model(&actors[..1], &[], &[rice]);
    (draft, actors, rice)
}

#[test]
fn the_five_verdicts_of_one_chain() {
    let (mut draft, [coop, mill, market], rice) = chain();
    assert_eq!(only_case(&draft.map(), YEAR).verdict, Verdict::NoBuyer);

    let sale = draft.link(coop, mill, &[rice], CONTRACT);
    draft.edit_link(sale).planned = true;
    let case = only_case(&draft.map(), YEAR);
    assert_eq!(case.verdict, Verdict::OnPaper);
    assert_eq!(case.paper_route.expect("a planned way").links, [sale]);
    assert_eq!(
        case.breaks.iter().map(|it| (it.reason, it.would_reach_buyer)).collect::<Vec<_>>(),
        [(BreakReason::Planned, true)]
    );

    draft.edit_link(sale).planned = false;
    assert_eq!(only_case(&draft.map(), YEAR).verdict, Verdict::StopsShort);

    let onward = draft.link(mill, market, &[], None);
    let case = only_case(&draft.map(), YEAR);
    assert_eq!(case.verdict, Verdict::Firm, "the form of a link behind the buyer does not count");
    assert_eq!(case.route.expect("a route").actors, [coop, mill]);
    assert_eq!(case.onward.expect("a way on").links, [onward]);

    for form in [None, Some(LinkForm::Agreement), Some(LinkForm::Spot)] {
        draft.edit_link(sale).form = form;
        assert_eq!(only_case(&draft.map(), YEAR).verdict, Verdict::Loose);
    }
    draft.edit_link(sale).form = Some(LinkForm::Member);
    assert_eq!(only_case(&draft.map(), YEAR).verdict, Verdict::Firm);
    draft.edit_link(sale).kind = LinkKind::Member;
    assert_eq!(only_case(&draft.map(), YEAR).verdict, Verdict::NoBuyer, "membership carries no goods");
}

#[test]
fn years_are_in_force_to_the_last() {
    let (mut draft, [coop, mill, market], rice) = chain();
    let sale = draft.link(coop, mill, &[rice], CONTRACT);
    draft.link(mill, market, &[rice], CONTRACT);
    draft.edit_link(sale).from_year = Some(2018);
    draft.edit_link(sale).to_year = Some(2020);
    draft.edit_actor(mill).dissolved = Some(2023);
    let map = draft.map();
    let told = |year| {
        let case = only_case(&map, year);
        (case.verdict, case.breaks.first().map(|found| found.reason))
    };
    assert_eq!(told(2017), (Verdict::OnPaper, Some(BreakReason::NotYet)));
    assert_eq!(told(2018), (Verdict::Firm, None));
    assert_eq!(told(2020), (Verdict::Firm, None));
    assert_eq!(told(2021), (Verdict::OnPaper, Some(BreakReason::Lapsed)));
    assert_eq!(told(2023), (Verdict::NoBuyer, Some(BreakReason::Lapsed)));
    assert!(!only_case(&map, 2023).breaks[0].would_reach_buyer, "nothing brings back a dissolved buyer");
}

#[test]
fn a_dissolved_core_has_no_buyer_and_one_not_yet_founded_is_on_paper() {
    let (mut draft, [coop, mill, _], rice) = chain();
    draft.link(coop, mill, &[rice], CONTRACT);
    draft.edit_actor(coop).founded = Some(2020);
    draft.edit_actor(coop).dissolved = Some(2022);
    let map = draft.map();
    for (year, verdict) in [(2019, Verdict::OnPaper), (2020, Verdict::StopsShort), (2022, Verdict::NoBuyer)] {
        let case = only_case(&map, year);
        assert_eq!(case.verdict, verdict);
        if verdict.is_flagged() {
            assert_eq!((case.breaks[0].actor, case.breaks[0].reason), (coop, BreakReason::ActorAbsent));
        }
    }
}

#[test]
fn a_model_that_cannot_be_judged_has_no_cases() {
    let (mut draft, [coop, mill, _], rice) = chain();
    draft.parts.models.clear();
    draft.link(coop, mill, &[rice], CONTRACT);
    draft.model(&[], &[coop], &[rice]);
    draft.model(&[coop], &[mill], &[]);
    let assessment = assess(&draft.map(), YEAR);
    for model in assessment.models.values() {
        assert_eq!((model.verdict, model.cases.len(), model.left_out.len()), (Verdict::NoBuyer, 0, 0));
    }
    let codes: Vec<_> = assessment.findings.iter().map(|finding| finding.code().code()).collect();
    assert_eq!(codes[..2], ["model_without_core", "model_without_product"]);
    assert_eq!(assessment.summary.flagged, 2);
}

#[test]
fn the_lowest_links_are_those_whose_goods_arrive() {
    // Two products go to the trader, each over its own link; only the one on the higher link goes on to the buyer
    // with the lower id, the other to one with a higher id.
    let mut draft = Draft::default();
    let (paddy, rice) = (draft.product(None), draft.product(None));
    let coop = draft.actor(ActorKind::Cooperative);
    let trader = draft.actor(ActorKind::Trader);
    let low = draft.actor(ActorKind::Market);
    let high = draft.actor(ActorKind::Market);
    draft.converts(coop, paddy, rice);
    let with_paddy = draft.link(coop, trader, &[paddy], CONTRACT);
    let with_rice = draft.link(coop, trader, &[rice], CONTRACT);
    draft.link(trader, high, &[paddy], CONTRACT);
    let to_low = draft.link(trader, low, &[rice], CONTRACT);
    draft.model(&[coop], &[], &[paddy]);
    let route = only_case(&draft.map(), YEAR).route.expect("a route");
    assert_eq!(route.actors, [coop, trader, low]);
    assert_eq!(route.links, [with_rice, to_low]);
    assert!(with_paddy < with_rice);
}

#[test]
fn a_core_that_buys_itself_still_has_to_sell() {
    let (mut draft, [_, mill, market], rice) = chain();
    draft.parts.models.clear();
    draft.model(&[mill], &[], &[rice]);
    assert_eq!(only_case(&draft.map(), YEAR).verdict, Verdict::NoBuyer);
    draft.link(mill, market, &[rice], CONTRACT);
    let case = only_case(&draft.map(), YEAR);
    assert_eq!((case.verdict, case.route.expect("a route").actors.clone()), (Verdict::Firm, vec![mill, market]));
}

#[test]
fn goods_are_known_by_what_they_are_part_of() {
    let mut draft = Draft::default();
    let fruit = draft.product(None);
    let mango = draft.product(Some(fruit));
    let juice = draft.product(None);
    let coop = draft.actor(ActorKind::Cooperative);
    let press = draft.actor(ActorKind::Trader);
    let market = draft.actor(ActorKind::Market);
    draft.model(&[coop], &[], &[mango]);
    draft.link(coop, press, &[fruit], CONTRACT);
    draft.link(press, market, &[juice], CONTRACT);
    let case = only_case(&draft.map(), YEAR);
    assert_eq!(case.breaks.iter().map(|it| it.reason).collect::<Vec<_>>(), [BreakReason::OtherProduct]);
    assert!(case.breaks[0].would_reach_buyer);
    draft.converts(press, fruit, juice);
    assert_eq!(only_case(&draft.map(), YEAR).verdict, Verdict::Firm, "whoever presses fruit presses mangoes");
    // Not the other way round: who takes mangoes does not take just any fruit.
    draft.parts.models.clear();
    draft.parts.links[0].products = [mango].into();
    draft.model(&[coop], &[], &[fruit]);
    assert_eq!(only_case(&draft.map(), YEAR).verdict, Verdict::NoBuyer);
}

#[test]
fn a_trader_needed_for_two_products_at_once_is_found() {
    // Either product may go, but both go over the trader: no single state of it is on every route.
    let mut draft = Draft::default();
    let (paddy, rice) = (draft.product(None), draft.product(None));
    let coop = draft.actor(ActorKind::Cooperative);
    let trader = draft.actor(ActorKind::Trader);
    let markets = [draft.actor(ActorKind::Market), draft.actor(ActorKind::Market)];
    draft.converts(coop, paddy, rice);
    draft.link(coop, trader, &[paddy], CONTRACT);
    draft.link(coop, trader, &[rice], CONTRACT);
    draft.link(trader, markets[0], &[paddy], CONTRACT);
    draft.link(trader, markets[1], &[rice], CONTRACT);
    let model = draft.model(&[coop], &[], &[paddy]);
    let depends_on = assess(&draft.map(), YEAR).critical_actors;
    assert_eq!(depends_on.len(), 1);
    assert_eq!((depends_on[0].actor, depends_on[0].models.as_slice()), (trader, [model].as_slice()));
}

#[test]
fn breaks_stand_nearest_first_and_say_what_would_mend() {
    let (mut draft, [coop, mill, market], rice) = chain();
    let fish = draft.product(None);
    let trader = draft.actor(ActorKind::Trader);
    let store = draft.actor(ActorKind::Trader);
    let other = draft.link(trader, mill, &[fish], CONTRACT);
    let nowhere = draft.link(coop, store, &[rice], CONTRACT);
    draft.edit_link(nowhere).to_year = Some(2018);
    draft.link(coop, trader, &[rice], None);
    draft.link(mill, market, &[rice], None);
    let case = only_case(&draft.map(), YEAR);
    let told: Vec<_> = case.breaks.iter().map(|it| (it.actor, it.reason, it.link, it.would_reach_buyer)).collect();
    assert_eq!(
        told,
        [(coop, BreakReason::Lapsed, Some(nowhere), false), (trader, BreakReason::OtherProduct, Some(other), true),]
    );
    assert!(told.iter().all(|(_, _, link, _)| *link != Some(LinkId(0))));
}

#[test]
fn buyers_are_suggested_from_the_same_district_first() {
    let (mut draft, [coop, mill, market], rice) = chain();
    let near = draft.actor(ActorKind::Enterprise);
    for actor in [coop, near] {
        draft.edit_actor(actor).district = "Thới Lai".to_owned();
    }
    let sellers = [draft.actor(ActorKind::Group), draft.actor(ActorKind::Group)];
    for seller in sellers {
        draft.link(seller, market, &[rice], None);
    }
    draft.link(sellers[0], mill, &[rice], None);
    draft.link(sellers[0], near, &[rice], None);
    let unnamed = draft.actor(ActorKind::Enterprise);
    draft.link(sellers[0], unnamed, &[], None);
    assert_eq!(only_case(&draft.map(), YEAR).buyers, [near, market, mill]);
}
