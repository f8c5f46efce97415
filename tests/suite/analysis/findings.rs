//! Each finding where it holds, and not where it does not.

use std::collections::BTreeSet;

use lienket::analysis::{AmountBasis, Finding, FindingCode, FindingParts, MissingData, Severity, Verdict, assess};
use lienket::map::{
    ActorId, ActorKind, ChannelId, Link, LinkForm, LinkId, LinkKind, LinkageMap, ModelId, ProductId, Stage, StageId,
    TargetId,
};

use super::draft::Draft;
use super::random;

const YEAR: i32 = 2019;
const CONTRACT: Option<LinkForm> = Some(LinkForm::Contract);

fn told(draft: &Draft, code: FindingCode) -> Vec<Finding> {
    told_of(&draft.map(), code)
}

fn told_of(map: &LinkageMap, code: FindingCode) -> Vec<Finding> {
    assess(map, YEAR).findings.into_iter().filter(|finding| finding.code() == code).collect()
}

fn actors(findings: &[Finding]) -> Vec<Vec<ActorId>> {
    findings.iter().map(|finding| finding.actors().to_vec()).collect()
}

/// A cooperative with rice, sold to a mill that sells to a market, all by contract.
fn sound() -> (Draft, [ActorId; 3], ProductId) {
    let mut draft = Draft::default();
    let rice = draft.product(None);
    let kinds = [ActorKind::Cooperative, ActorKind::Enterprise, ActorKind::Market];
    let chain = kinds.map(|kind| draft.actor(kind));
    for pair in chain.windows(2) {
        let link = draft.link(pair[0], pair[1], &[rice], CONTRACT);
        draft.edit_link(link).from_year = Some(2015);
        draft.edit_link(link).to_year = Some(2025);
    }
    draft.model(&chain[..1], &[], &[rice]);
    (draft, chain, rice)
}

#[test]
fn codes_are_snake_case_and_unlike_one_another() {
    let codes: BTreeSet<&str> = FindingCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes.len(), FindingCode::ALL.len());
    assert!(codes.iter().all(|code| code.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')));
    assert!(FindingCode::ALL.is_sorted_by_key(|code| code.severity()), "the list goes from grave to mild");
    assert_eq!(Severity::ALL.len(), 3);
}

#[test]
fn a_sound_map_only_says_on_whom_it_depends() {
    let (draft, [_, mill, _], _) = sound();
    let findings = assess(&draft.map(), YEAR).findings;
    assert_eq!(findings.iter().map(|finding| finding.code()).collect::<Vec<_>>(), [FindingCode::DependsOnOne]);
    assert_eq!(findings[0].actors(), [mill]);
}

#[test]
fn verdicts_are_said_as_findings() {
    let (mut draft, [coop, mill, market], rice) = sound();
    draft.parts.links[0].form = None;
    let loose = told(&draft, FindingCode::ModelLoose);
    assert_eq!((loose.len(), loose[0].severity()), (1, Severity::Info));
    draft.parts.links[1].planned = true;
    assert_eq!(actors(&told(&draft, FindingCode::ModelStopsShort)), [[coop]]);
    draft.parts.links[0].planned = true;
    assert_eq!(told(&draft, FindingCode::ModelOnPaper)[0].products(), [rice]);
    draft.edit_actor(mill).kind = ActorKind::Trader;
    draft.edit_actor(market).kind = ActorKind::Trader;
    assert_eq!(told(&draft, FindingCode::ModelNoBuyer)[0].severity(), Severity::Error);
}

#[test]
fn members_left_out_and_producers_without_buyer() {
    let (mut draft, [coop, mill, _], rice) = sound();
    let [member, farmer, seller] = [ActorKind::Group; 3].map(|kind| draft.actor(kind));
    draft.parts.models[0].members = [member].into();
    for supplier in [coop, mill, member, farmer, seller] {
        draft.supplies(supplier, rice);
    }
    draft.link(seller, mill, &[rice], CONTRACT);
    assert_eq!(actors(&told(&draft, FindingCode::MemberLeftOut)), [[member]]);
    let unsold = told(&draft, FindingCode::ProducerWithoutBuyer);
    assert_eq!(actors(&unsold), [[farmer]], "models and buyers speak for themselves");
    assert_eq!(unsold[0].products(), [rice]);
}

#[test]
fn isolated_actors_and_dead_ends() {
    let (mut draft, [coop, ..], rice) = sound();
    let lone = draft.actor(ActorKind::Supporter);
    let fund = draft.actor(ActorKind::Supporter);
    let help = draft.link(fund, coop, &[], None);
    draft.edit_link(help).kind = LinkKind::Support;
    let store = draft.actor(ActorKind::Trader);
    let delivery = draft.link(coop, store, &[rice], CONTRACT);
    assert_eq!(actors(&told(&draft, FindingCode::ActorIsolated)), [[lone]]);
    assert_eq!(actors(&told(&draft, FindingCode::DeadEnd)), [[store]]);
    draft.edit_link(delivery).to_year = Some(2018);
    assert!(told(&draft, FindingCode::DeadEnd).is_empty(), "nothing arrives this year");
    draft.edit_actor(lone).dissolved = Some(2019);
    assert!(told(&draft, FindingCode::ActorIsolated).is_empty(), "it is gone");
}

#[test]
fn links_that_say_too_little() {
    let (mut draft, [coop, mill, _], rice) = sound();
    let dated = draft.link(coop, mill, &[rice], CONTRACT);
    draft.edit_link(dated).from_year = Some(2018);
    let undated = draft.link(coop, mill, &[rice], CONTRACT);
    let vague = draft.link(coop, mill, &[], None);
    let member = draft.link(coop, mill, &[], None);
    draft.edit_link(member).kind = LinkKind::Member;
    let links = |code| told(&draft, code).into_iter().flat_map(|finding| finding.links().to_vec()).collect::<Vec<_>>();
    assert_eq!(links(FindingCode::LinkWithoutProduct), [vague]);
    assert_eq!(links(FindingCode::LinkWithoutForm), [vague]);
    assert_eq!(links(FindingCode::ContractWithoutDates), [undated]);
}

#[test]
fn contracts_lapsed_lapsing_and_too_short() {
    let (mut draft, [coop, mill, _], rice) = sound();
    let second = draft.link(coop, mill, &[rice], CONTRACT);
    draft.edit_link(second).from_year = Some(2018);
    draft.edit_link(second).to_year = Some(2019);
    assert!(told(&draft, FindingCode::ContractLapsing).is_empty(), "the other contract holds on");
    assert!(told(&draft, FindingCode::ContractTooShort).is_empty(), "it may be older than the decree");
    draft.edit_link(second).from_year = Some(2019);
    let short = told(&draft, FindingCode::ContractTooShort);
    assert_eq!((short.len(), short[0].amount()), (1, Some(3.0)));
    draft.parts.products[0].cycle_months = Some(12);
    draft.edit_link(second).to_year = Some(2022);
    assert_eq!(told(&draft, FindingCode::ContractTooShort)[0].amount(), Some(5.0));
    draft.edit_link(second).to_year = Some(2023);
    assert!(told(&draft, FindingCode::ContractTooShort).is_empty(), "five years, both ends counted");
    draft.edit_link(second).from_year = Some(2018);
    draft.edit_link(second).to_year = Some(2019);

    draft.parts.links[0].to_year = Some(2018);
    let lapsing = told(&draft, FindingCode::ContractLapsing);
    assert_eq!((lapsing[0].links(), lapsing[0].models().len()), ([second].as_slice(), 1));
    assert!(told(&draft, FindingCode::ContractLapsed).is_empty(), "no model misses the first");
    draft.edit_link(second).to_year = Some(2018);
    assert_eq!(told(&draft, FindingCode::ContractLapsed).len(), 2);
}

#[test]
fn shares_that_do_not_add_up() {
    let (mut draft, [coop, mill, market], rice) = sound();
    draft.parts.links[0].share = Some(60.0);
    let unaccounted = told(&draft, FindingCode::SharesUnaccounted);
    assert_eq!((unaccounted[0].amount(), unaccounted[0].products()), (Some(60.0), [rice].as_slice()));
    let second = draft.link(coop, market, &[rice], CONTRACT);
    for (share, exceeds, lacks) in [(40.0, 0, 0), (41.0, 0, 0), (41.5, 1, 0), (39.0, 0, 0), (38.5, 0, 1)] {
        draft.edit_link(second).share = Some(share);
        let counts =
            (told(&draft, FindingCode::SharesExceed).len(), told(&draft, FindingCode::SharesUnaccounted).len());
        assert_eq!(counts, (exceeds, lacks), "60 and {share}");
    }
    // Goods of another kind have shares of their own; those that name none count with all.
    let fish = draft.product(None);
    draft.edit_link(second).products = [fish].into();
    draft.edit_link(second).share = Some(100.0);
    assert_eq!(told(&draft, FindingCode::SharesUnaccounted).len(), 1);
    let rest = draft.link(coop, mill, &[], None);
    draft.edit_link(rest).share = Some(40.0);
    assert!(told(&draft, FindingCode::SharesUnaccounted).is_empty());
    assert_eq!(told(&draft, FindingCode::SharesExceed)[0].products(), [fish]);
}

#[test]
fn channels_without_their_links() {
    let (mut draft, [coop, mill, market], rice) = sound();
    let fish = draft.product(None);
    draft.channel(Some(rice), &[coop, mill, market]);
    assert!(told(&draft, FindingCode::ChannelBroken).is_empty());
    draft.channel(None, &[coop, market, mill]);
    draft.channel(Some(fish), &[coop, mill]);
    let broken = told(&draft, FindingCode::ChannelBroken);
    assert_eq!(actors(&broken), [[coop, mill], [coop, market], [market, mill]]);
}

#[test]
fn actors_that_seem_to_be_one() {
    let (mut draft, [coop, mill, market], _) = sound();
    draft.edit_actor(coop).name = "HTX Đông Bình".to_owned();
    draft.edit_actor(mill).name = "htx dong binh".to_owned();
    assert!(told(&draft, FindingCode::DuplicateActor).is_empty(), "they are of two kinds");
    draft.edit_actor(mill).kind = ActorKind::Cooperative;
    assert_eq!(actors(&told(&draft, FindingCode::DuplicateActor)), [[coop, mill]]);
    for name in ["htx  dong binh", "HTX Ðông Bình", "HTX \u{189}ông\u{200b} Bình"] {
        draft.edit_actor(mill).name = name.to_owned();
        assert_eq!(actors(&told(&draft, FindingCode::DuplicateActor)), [[coop, mill]], "{name}");
    }
    draft.edit_actor(coop).district = "Ô Môn".to_owned();
    assert!(told(&draft, FindingCode::DuplicateActor).is_empty(), "two districts may share a name");
    for actor in [mill, market] {
        draft.edit_actor(actor).code = "1800".to_owned();
    }
    assert_eq!(actors(&told(&draft, FindingCode::DuplicateActor)), [[mill, market]]);
}

#[test]
fn links_that_run_back() {
    let (mut draft, chain, _) = sound();
    for (index, order) in [(1, 5), (2, 3), (3, 4)] {
        draft.parts.stages.push(Stage { id: StageId(index), name: format!("stage {index}"), order });
    }
    for (actor, stage) in chain.into_iter().zip([2, 1, 3]) {
        draft.edit_actor(actor).stage = Some(StageId(stage));
    }
    assert_eq!(actors(&told(&draft, FindingCode::AgainstStageOrder)), [[chain[1], chain[2]]]);
}

#[test]
fn simple_findings_hold_exactly_on_random_maps() {
    for seed in 400_000..401_000 {
        let map = random::map(seed);
        let links = || map.links().values().filter(|link| link.kind == LinkKind::Product);
        let ids = |code| told_of(&map, code).into_iter().flat_map(|it| it.links().to_vec()).collect::<BTreeSet<_>>();
        let without_product: BTreeSet<_> = links().filter(|link| link.products.is_empty()).map(|it| it.id).collect();
        assert_eq!(ids(FindingCode::LinkWithoutProduct), without_product, "seed {seed}");
        let without_form: BTreeSet<_> = links().filter(|link| link.form.is_none()).map(|it| it.id).collect();
        assert_eq!(ids(FindingCode::LinkWithoutForm), without_form, "seed {seed}");
        for found in told_of(&map, FindingCode::ActorIsolated) {
            assert!(map.links().values().all(|link| link.from != found.actors()[0] && link.to != found.actors()[0]));
        }
        let circles = told_of(&map, FindingCode::ProductLoop);
        let on_circle = |product: &&ProductId| {
            let line = map.product_and_broader(**product);
            let last = line.last().and_then(|last| map.products()[last].part_of);
            last == Some(**product)
        };
        let found: BTreeSet<ProductId> = circles.iter().flat_map(|it| it.products().to_vec()).collect();
        assert_eq!(found, map.products().keys().filter(on_circle).copied().collect(), "seed {seed}");
        assert_eq!(found.len(), circles.iter().map(|it| it.products().len()).sum::<usize>(), "seed {seed}");
    }
}

/// What a finding says it names, read part by part.
fn parts(finding: &Finding) -> FindingParts {
    FindingParts {
        actors: finding.actors().to_vec(),
        cases: finding.cases().to_vec(),
        links: finding.links().to_vec(),
        models: finding.models().to_vec(),
        products: finding.products().to_vec(),
        channels: finding.channels().to_vec(),
        stages: finding.stages().to_vec(),
        targets: finding.targets().to_vec(),
        amount: finding.amount(),
        basis: finding.basis(),
        expected: finding.expected(),
        verdict: finding.verdict(),
        figure_year: finding.figure_year(),
        missing_data: finding.missing_data(),
    }
}

#[test]
fn a_finding_names_what_it_was_made_of_however_it_is_kept() {
    let code = FindingCode::ContractTooShort;
    // Up to two links and products, and up to three actors, each with one other part or none.
    let other_parts: [fn(&mut FindingParts); 12] = [
        |_| {},
        |parts| parts.cases = vec![(ActorId(1), ProductId(1))],
        |parts| parts.models = vec![ModelId(1)],
        |parts| parts.channels = vec![ChannelId(1)],
        |parts| parts.stages = vec![StageId(1)],
        |parts| parts.targets = vec![TargetId(1)],
        |parts| parts.amount = Some(0.0),
        |parts| parts.basis = AmountBasis::AtLeast,
        |parts| parts.expected = Some(0.0),
        |parts| parts.verdict = Some(Verdict::Firm),
        |parts| parts.figure_year = Some(0),
        |parts| parts.missing_data = Some(MissingData::Kinds),
    ];
    let mut all: Vec<(FindingParts, Finding)> = Vec::new();
    for (actors, links, products) in (0..4).flat_map(|a| (0..3).flat_map(move |l| (0..3).map(move |p| (a, l, p)))) {
        for change in other_parts {
            let mut made_of = FindingParts {
                actors: (0..actors).map(|at| ActorId(7 - at)).collect(),
                links: (0..links).map(|at| LinkId(5 + at)).collect(),
                products: (0..products).map(|at| ProductId(3 + at)).collect(),
                ..FindingParts::default()
            };
            change(&mut made_of);
            let finding = Finding::new(code, made_of.clone());
            assert_eq!(parts(&finding), made_of);
            assert_eq!((finding.code(), finding.severity()), (code, code.severity()));
            all.push((made_of, finding));
        }
    }
    for (at, (made_of, finding)) in all.iter().enumerate() {
        let same = all.iter().filter(|(other, it)| it == finding || other == made_of);
        assert_eq!(same.count(), 1, "{at}: findings are the same where their parts are");
        assert_eq!(*finding, finding.clone());
    }
    for products in [&[][..], &[ProductId(3)], &[ProductId(3), ProductId(9)]] {
        let products = products.iter().copied().collect();
        let link = Link { id: LinkId(5), from: ActorId(7), to: ActorId(2), products, ..Link::default() };
        assert_eq!(Finding::of_link(code, &link), Finding::new(code, FindingParts::of_link(&link)));
    }
    assert!(size_of::<Finding>() <= 32, "a map may have millions of them");
}
