//! Computations whose result is no longer wanted: they end at once, and being watched changes nothing in what they find.

use std::fmt::Debug;
use std::sync::Mutex;

use lienket::analysis::{
    ProgressCallback, assess, assess_with_progress, model_verdicts, model_verdicts_with_progress, study,
};
use lienket::exchange::sample_map;
use lienket::map::{ActorId, ActorKind, LinkForm, LinkageMap, Measure, Target, TargetId};
use proptest::prelude::*;

use super::draft::Draft;
use super::random;

/// What a computation gives whose watch says yes so many times and then no, and what parts it reported.
pub fn watched<T>(yes: usize, work: impl Fn(ProgressCallback<'_>) -> Option<T>) -> (Option<T>, Vec<f32>) {
    let parts = Mutex::new(Vec::new());
    let result = work(&|part| {
        let mut parts = parts.lock().unwrap();
        parts.push(part);
        parts.len() <= yes
    });
    (result, parts.into_inner().unwrap())
}

/// Cancels a computation at many moments: it gives `None` each time and asks at most `spare` times more, as its other
/// threads may. Uncancelled it gives what it gives unwatched. Returns how often it asks then.
pub fn ends_when_refused<T: PartialEq + Debug>(
    unwatched: &T,
    spare: usize,
    work: impl Fn(ProgressCallback<'_>) -> Option<T>,
) -> usize {
    let (whole, parts) = watched(usize::MAX, &work);
    assert!(whole.as_ref() == Some(unwatched), "being watched changes nothing");
    assert!(parts.iter().all(|part| (0.0..=1.0).contains(part)));
    assert_eq!(parts.last(), Some(&1.0));
    assert!(spare > 0 || parts.is_sorted());
    let last = parts.len() - 1;
    let moments = [0, 1, 2, 5, 10, 20, 50, last / 4, last / 3, last / 2, last * 2 / 3, last * 3 / 4, last];
    for yes in moments.into_iter().filter(|yes| *yes <= last) {
        let (result, parts) = watched(yes, &work);
        assert!(result.is_none(), "refused after {yes} calls of {last}");
        assert!((yes + 1..=yes + 1 + spare).contains(&parts.len()), "{} calls, {yes} of them granted", parts.len());
    }
    parts.len()
}

fn check(map: &LinkageMap, year: i32) -> [usize; 3] {
    let assessment = assess(map, year);
    let plain = study(map, &assessment, &|_| true).unwrap();
    [
        ends_when_refused(&model_verdicts(map, year), 0, |watch| model_verdicts_with_progress(map, year, watch)),
        ends_when_refused(&assessment, 0, |watch| assess_with_progress(map, year, watch)),
        ends_when_refused(&plain, 0, |watch| study(map, &assessment, watch)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_map_is_left_once_nobody_wants_it(seed in any::<u64>()) {
        check(&random::map(seed), random::YEAR);
    }
}

#[test]
fn a_sample_asks_often_whether_it_is_wanted() {
    let map = sample_map(600, 1);
    let [judging, assessing, studying] = check(&map, map.info().year);
    assert!(judging > 2, "{judging}");
    assert!(assessing > 20, "{assessing}");
    assert!(studying > 60, "{studying}");
}

#[test]
fn long_loops_are_left_in_their_middle() {
    // Sixteen traders that all sell to one another: so many routes that only some are walked, and so many cases with
    // so many ways out that the fewest of them are searched for.
    let mut draft = Draft::default();
    let (rice, fish) = (draft.product(None), draft.product(None));
    let traders: Vec<ActorId> = (0..16).map(|_| draft.actor(ActorKind::Trader)).collect();
    for from in &traders {
        for to in traders.iter().filter(|to| *to != from) {
            draft.link(*from, *to, &[rice], Some(LinkForm::Contract));
        }
    }
    let market = draft.actor(ActorKind::Market);
    draft.link(traders[15], market, &[rice], None);
    for at in 0..18 {
        let coop = draft.actor(ActorKind::Cooperative);
        draft.supplies(coop, rice);
        draft.link(coop, traders[at % 16], &[rice], None);
        for other in 0..4 {
            let buyer = traders[(at * 7 + other * 5) % 16];
            let link = draft.link(coop, buyer, &[fish], Some(LinkForm::Contract));
            draft.edit_link(link).planned = true;
        }
        draft.model(&[coop], &[], &[rice]);
        draft.model(&[coop], &[], &[fish]);
    }
    for year in 2010..2040 {
        let id = TargetId(draft.parts.targets.len() as u32 + 1);
        let (name, measure) = (format!("target {year}"), Measure::LinkedModels);
        draft.parts.targets.push(Target { id, name, measure, year, goal: 3.0, of: [].into(), note: String::new() });
        let coop = draft.actor(ActorKind::Cooperative);
        draft.edit_actor(coop).founded = Some(year);
    }
    let [_, _, studying] = check(&draft.map(), 2019);
    // Two walks of a hundred thousand steps each, and thirty years.
    assert!(studying > 230, "{studying}");
}
