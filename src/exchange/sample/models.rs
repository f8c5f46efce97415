//! The cooperative models of a sample. The links of each leader are chosen to give one verdict, so that every verdict
//! occurs with five models or more: from thirty actors on.

use super::actors::{MIN_ACTORS_FOR_ALL_VERDICTS, MIN_MODELS, Role, actor_id};
use super::links::{LinkGenerator, LinkPeriod};
use super::random::SplitMix64;
use crate::exchange::layout_import::nth_id;
use crate::map::{CoopModel, LinkForm};

#[derive(Clone, Copy, Debug)]
enum ModelOutcome {
    Firm,
    Loose,
    StopsShort,
    OnPaper,
    NoBuyer,
}

/// The intended verdicts of twenty models in a row: one of each first, then mostly good.
const OUTCOMES: [ModelOutcome; 20] = {
    use ModelOutcome::{Firm, Loose, NoBuyer, OnPaper, StopsShort};
    [
        Firm, Loose, StopsShort, OnPaper, NoBuyer, Firm, Loose, Firm, Loose, Firm, Loose, Firm, OnPaper, Loose, Firm,
        NoBuyer, Loose, Firm, StopsShort, Loose,
    ]
};

const MAX_MEMBERS: usize = 5;

/// Makes a model per twenty actors, or a few more in a small sample: its leader, the leader's links, and members.
pub(super) fn build_models(
    generator: &mut LinkGenerator<'_>,
    actors: usize,
    random: &mut SplitMix64,
) -> Vec<CoopModel> {
    let mut leaders = generator.actors.with_role(Role::Cooperative).to_vec();
    random.shuffle(&mut leaders);
    let minimum = if actors >= MIN_ACTORS_FOR_ALL_VERDICTS { MIN_MODELS } else { 0 };
    leaders.truncate(((actors + 10) / 20).max(minimum));
    let mut models = Vec::with_capacity(leaders.len());
    for (index, leader) in leaders.into_iter().enumerate() {
        let Some(profile) = generator.profile(leader) else { continue };
        let outcome = OUTCOMES.get(index % OUTCOMES.len()).copied().unwrap_or(ModelOutcome::Loose);
        generator.fixed.insert(leader);
        add_leader_links(generator, leader, outcome, index / OUTCOMES.len(), random);
        let mut model = CoopModel {
            id: nth_id(index),
            name: format!("Mô hình liên kết {}", index + 1),
            since: Some(super::year::YEAR - random.between(0, 5)),
            products: generator.raw_product(profile).into_iter().collect(),
            ..CoopModel::default()
        };
        model.core.insert(actor_id(leader));
        let neighbours = generator.actors.in_district(Role::Group, profile.chain, profile.district);
        for _ in 0..random.below(MAX_MEMBERS + 1) {
            let Some(member) = random.pick(neighbours) else { break };
            if generator.fixed.insert(member) {
                model.members.insert(actor_id(member));
                let product = generator.raw_product(profile);
                generator.add_link(member, leader, product, Some(LinkForm::Member), LinkPeriod::InForce, random);
            }
        }
        models.push(model);
    }
    models
}

/// Adds the links of a leader that give the intended verdict.
fn add_leader_links(
    generator: &mut LinkGenerator<'_>,
    leader: usize,
    outcome: ModelOutcome,
    round: usize,
    random: &mut SplitMix64,
) {
    let Some(profile) = generator.profile(leader) else { return };
    let product = generator.raw_product(profile);
    let pick_buyer =
        |generator: &LinkGenerator<'_>, role, random: &mut SplitMix64| generator.pick_buyer(profile, role, random);
    let pick_final_buyer = |generator: &LinkGenerator<'_>, random: &mut SplitMix64| {
        pick_buyer(generator, Role::Enterprise, random).or_else(|| pick_buyer(generator, Role::Market, random))
    };
    match outcome {
        ModelOutcome::Firm => {
            if let Some(to) = pick_final_buyer(generator, random) {
                generator.add_link(leader, to, product, Some(LinkForm::Contract), LinkPeriod::InForce, random);
            }
            if let Some(to) = pick_buyer(generator, Role::Trader, random).filter(|_| random.chance(40)) {
                generator.add_link(leader, to, product, Some(LinkForm::Spot), LinkPeriod::InForce, random);
            }
        }
        ModelOutcome::Loose => {
            if let Some(to) = pick_final_buyer(generator, random) {
                let form = random.pick(&[LinkForm::Agreement, LinkForm::Spot]);
                generator.add_link(leader, to, product, form, LinkPeriod::InForce, random);
            }
            if let Some(to) = pick_buyer(generator, Role::Trader, random).filter(|_| random.chance(40)) {
                generator.add_link(leader, to, product, Some(LinkForm::Spot), LinkPeriod::InForce, random);
            }
        }
        ModelOutcome::StopsShort => {
            let dead_end = pick_buyer(generator, Role::DeadEndEnterprise, random);
            let dead_end = dead_end.or_else(|| random.pick(generator.actors.with_role(Role::DeadEndEnterprise)));
            if let Some(to) = dead_end {
                generator.add_link(leader, to, product, Some(LinkForm::Contract), LinkPeriod::InForce, random);
            }
        }
        ModelOutcome::OnPaper => {
            let period = [LinkPeriod::Planned, LinkPeriod::Lapsed, LinkPeriod::NotYet];
            if let (Some(to), Some(period)) = (pick_final_buyer(generator, random), period.get(round % 3)) {
                generator.add_link(leader, to, product, Some(LinkForm::Contract), *period, random);
            }
        }
        // In turn: no link, a link for another product, a link to a dissolved trader.
        ModelOutcome::NoBuyer => match round % 3 {
            0 => {}
            1 => {
                let other = Some(generator.products.packaging);
                if let Some(to) = pick_final_buyer(generator, random) {
                    generator.add_link(leader, to, other, Some(LinkForm::Contract), LinkPeriod::InForce, random);
                }
            }
            _ => {
                if let Some(to) = random.pick(generator.actors.with_role(Role::DissolvedTrader)) {
                    generator.add_link(leader, to, product, Some(LinkForm::Spot), LinkPeriod::InForce, random);
                }
            }
        },
    }
}
