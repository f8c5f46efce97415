//! The fewest members by law: the year picks the law, and only known numbers count.

use lienket::analysis::{CooperativeLaw, Finding, FindingCode, assess};
use lienket::map::{ActorKind, Figures, LinkForm, LinkKind, LinkageMap, Year};

use super::draft::Draft;
use super::naive::Naive;
use super::plan;
use super::random::YEAR;

fn below(map: &LinkageMap, year: Year) -> Vec<Finding> {
    let findings = assess(map, year).findings.into_iter();
    findings.filter(|finding| finding.code() == FindingCode::BelowLegalMinimum).collect()
}

fn one(kind: ActorKind, members: u32, written_in: Year) -> LinkageMap {
    let mut draft = Draft::default();
    let actor = draft.actor(kind);
    draft.edit_actor(actor).figures.insert(written_in, Figures { members: Some(members), ..Figures::default() });
    draft.map()
}

#[test]
fn the_year_picks_the_law() {
    assert_eq!(CooperativeLaw::in_force(2012), None);
    assert_eq!(CooperativeLaw::in_force(2013), Some(CooperativeLaw::Law2012));
    assert_eq!(CooperativeLaw::in_force(2023), Some(CooperativeLaw::Law2012));
    assert_eq!(CooperativeLaw::in_force(2024), Some(CooperativeLaw::Law2023));
    for (kind, before, after) in [(ActorKind::Cooperative, 7, 5), (ActorKind::Union, 4, 3)] {
        for members in 0..10 {
            let map = one(kind, members, 2013);
            for (year, least) in [(2013, before), (2023, before), (2024, after), (2025, after)] {
                let found: Vec<_> = below(&map, year).iter().map(|it| (it.amount(), it.expected())).collect();
                let expected = (members < least).then(|| (Some(f64::from(members)), Some(f64::from(least))));
                assert_eq!(found, Vec::from_iter(expected), "{kind:?} with {members} in {year}");
            }
        }
    }
}

/// Law 17/2023/QH15, art. 4.21: a group has at least 2 members; before it no figure was known.
#[test]
fn a_group_has_a_minimum_since_the_law_of_2023() {
    for members in 0..4 {
        let map = one(ActorKind::Group, members, 2013);
        assert_eq!(below(&map, 2023), []);
        assert_eq!(below(&map, 2024).len(), usize::from(members < 2), "{members}");
    }
}

/// Law 17/2023/QH15, art. 30.4, 34.1 and 34.3: members belong to as many as they wish, and an enterprise may be a linked
/// member of a union, where it is none of the cooperatives that the law counts.
#[test]
fn membership_is_many_to_many() {
    let mut draft = Draft::default();
    let household = draft.actor(ActorKind::Household);
    let cooperatives = [(); 3].map(|()| draft.actor(ActorKind::Cooperative));
    let unions = [(); 2].map(|()| draft.actor(ActorKind::Union));
    let enterprise = draft.actor(ActorKind::Enterprise);
    let mut pairs: Vec<_> = cooperatives.map(|cooperative| (household, cooperative)).into();
    for union in unions {
        pairs.extend(cooperatives.map(|cooperative| (cooperative, union)));
        pairs.push((enterprise, union));
    }
    for (member, of) in pairs {
        let link = draft.link(member, of, &[], None);
        draft.edit_link(link).kind = LinkKind::Member;
    }
    let map = draft.map();
    assert_eq!(map.violations(), []);
    // Three cooperatives each: below the four of 2012, enough for 2023, with the enterprise counted in neither.
    assert_eq!(below(&map, 2019).len(), 2);
    assert_eq!(below(&map, 2024), []);
}

#[test]
fn members_are_those_of_the_latest_year_that_is_not_to_come() {
    let mut draft = Draft::default();
    let actor = draft.actor(ActorKind::Cooperative);
    for (year, members) in [(2016, Some(3)), (2017, Some(20)), (2018, None), (2020, Some(2))] {
        draft.edit_actor(actor).figures.insert(year, Figures { members, ..Figures::default() });
    }
    let map = draft.map();
    let flagged: Vec<Year> = (2014..2022).filter(|year| !below(&map, *year).is_empty()).collect();
    assert_eq!(flagged, [2016, 2020, 2021]);
}

#[test]
fn agrees_with_a_plain_reading() {
    let mut found = [0, 0];
    for seed in 0..2000 {
        let map = plan::map(seed);
        let year = YEAR + (seed % 3) as Year - 1;
        let naive = Naive::new(&map, year);
        let mut expected = Vec::new();
        for actor in map.actors().values().filter(|it| naive.is_present(it.id)) {
            let least = match actor.kind {
                ActorKind::Cooperative => 7,
                ActorKind::Union => 4,
                _ => continue,
            };
            let mut known = Vec::new();
            for (at, figures) in &actor.figures {
                if let Some(members) = figures.members.filter(|_| *at <= year) {
                    known = vec![members];
                }
            }
            let belongs = |member: &&lienket::map::Actor| {
                member.kind == ActorKind::Cooperative
                    && map.links().values().any(|link| {
                        (link.from, link.to) == (member.id, actor.id)
                            && (link.kind == LinkKind::Member || link.form == Some(LinkForm::Member))
                            && naive.in_force_label(link)
                    })
            };
            let drawn: Vec<u32> = map.actors().values().filter(belongs).map(|member| member.count).collect();
            if actor.kind == ActorKind::Union && !drawn.is_empty() {
                known.push(drawn.iter().sum());
            }
            if let Some(members) = known.into_iter().max().filter(|members| *members < least) {
                expected.push((actor.id, Some(f64::from(members)), Some(f64::from(least))));
                found[usize::from(actor.kind == ActorKind::Union)] += 1;
            }
        }
        let told: Vec<_> = below(&map, year).iter().map(|it| (it.actors()[0], it.amount(), it.expected())).collect();
        assert_eq!(told, expected, "seed {seed}");
    }
    assert!(found.iter().all(|count| *count > 100), "{found:?}");
}
