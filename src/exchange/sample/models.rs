//! The cooperative models of a sample. The links of each leader are made for one verdict, so that every verdict
//! occurs as soon as there are five models: from thirty actors on.

use super::cast::{Role, SMALL_MODELS, SMALLEST_WHOLE, actor_id};
use super::random::Random;
use super::trade::{Standing, Trade};
use crate::exchange::finish::nth;
use crate::map::{CoopModel, LinkForm};

#[derive(Clone, Copy, Debug)]
enum Fate {
    Firm,
    Loose,
    StopsShort,
    OnPaper,
    NoBuyer,
}

/// What becomes of twenty models in a row: one of each first, then mostly good.
const FATES: [Fate; 20] = {
    use Fate::{Firm, Loose, NoBuyer, OnPaper, StopsShort};
    [
        Firm, Loose, StopsShort, OnPaper, NoBuyer, Firm, Loose, Firm, Loose, Firm, Loose, Firm, OnPaper, Loose, Firm,
        NoBuyer, Loose, Firm, StopsShort, Loose,
    ]
};

const MOST_MEMBERS: usize = 5;

/// Chooses one actor of twenty to lead a model, or a few more in a small sample; gives it its links and members.
pub(super) fn found(trade: &mut Trade<'_>, actors: usize, random: &mut Random) -> Vec<CoopModel> {
    let mut leaders = trade.cast.all(Role::Cooperative).to_vec();
    random.shuffle(&mut leaders);
    let least = if actors >= SMALLEST_WHOLE { SMALL_MODELS } else { 0 };
    leaders.truncate(((actors + 10) / 20).max(least));
    let mut models = Vec::with_capacity(leaders.len());
    for (index, leader) in leaders.into_iter().enumerate() {
        let Some(part) = trade.part(leader) else { continue };
        let fate = FATES.get(index % FATES.len()).copied().unwrap_or(Fate::Loose);
        trade.settled.insert(leader);
        seal(trade, leader, fate, index / FATES.len(), random);
        let mut model = CoopModel {
            id: nth(index),
            name: format!("Mô hình liên kết {}", index + 1),
            since: Some(super::YEAR - random.between(0, 5)),
            products: trade.raw(part).into_iter().collect(),
            ..CoopModel::default()
        };
        model.core.insert(actor_id(leader));
        let neighbours = trade.cast.in_district(Role::Group, part.chain, part.district);
        for _ in 0..random.below(MOST_MEMBERS + 1) {
            let Some(member) = random.pick(neighbours) else { break };
            if trade.settled.insert(member) {
                model.members.insert(actor_id(member));
                let product = trade.raw(part);
                trade.sell(member, leader, product, Some(LinkForm::Member), Standing::InForce, random);
            }
        }
        models.push(model);
    }
    models
}

/// Gives a leader the links that lead to its fate.
fn seal(trade: &mut Trade<'_>, leader: usize, fate: Fate, round: usize, random: &mut Random) {
    let Some(part) = trade.part(leader) else { return };
    let product = trade.raw(part);
    let buyer = |trade: &Trade<'_>, role, random: &mut Random| trade.buyer(part, role, random);
    let good = |trade: &Trade<'_>, random: &mut Random| {
        buyer(trade, Role::Enterprise, random).or_else(|| buyer(trade, Role::Market, random))
    };
    match fate {
        Fate::Firm => {
            if let Some(to) = good(trade, random) {
                trade.sell(leader, to, product, Some(LinkForm::Contract), Standing::InForce, random);
            }
            if let Some(to) = buyer(trade, Role::Trader, random).filter(|_| random.chance(40)) {
                trade.sell(leader, to, product, Some(LinkForm::Spot), Standing::InForce, random);
            }
        }
        Fate::Loose => {
            if let Some(to) = good(trade, random) {
                let form = random.pick(&[LinkForm::Agreement, LinkForm::Spot]);
                trade.sell(leader, to, product, form, Standing::InForce, random);
            }
            if let Some(to) = buyer(trade, Role::Trader, random).filter(|_| random.chance(40)) {
                trade.sell(leader, to, product, Some(LinkForm::Spot), Standing::InForce, random);
            }
        }
        Fate::StopsShort => {
            let last = buyer(trade, Role::LastEnterprise, random);
            let last = last.or_else(|| random.pick(trade.cast.all(Role::LastEnterprise)));
            if let Some(to) = last {
                trade.sell(leader, to, product, Some(LinkForm::Contract), Standing::InForce, random);
            }
        }
        Fate::OnPaper => {
            let standing = [Standing::Planned, Standing::Lapsed, Standing::NotYet];
            if let (Some(to), Some(standing)) = (good(trade, random), standing.get(round % 3)) {
                trade.sell(leader, to, product, Some(LinkForm::Contract), *standing, random);
            }
        }
        // In turns: no link at all, a link for something else, a link to one who is gone.
        Fate::NoBuyer => match round % 3 {
            0 => {}
            1 => {
                let other = Some(trade.goods.packaging);
                if let Some(to) = good(trade, random) {
                    trade.sell(leader, to, other, Some(LinkForm::Contract), Standing::InForce, random);
                }
            }
            _ => {
                if let Some(to) = random.pick(trade.cast.all(Role::GoneTrader)) {
                    trade.sell(leader, to, product, Some(LinkForm::Spot), Standing::InForce, random);
                }
            }
        },
    }
}
