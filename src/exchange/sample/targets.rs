//! Channels and targets of a sample, and the figures that targets are computed from.

use std::collections::{BTreeMap, BTreeSet};

use super::random::SplitMix64;
use super::volumes::is_in_force;
use super::year::YEAR;
use crate::exchange::layout_import::nth_id;
use crate::map::{Actor, ActorKind, Channel, CoopModel, Figures, Link, Measure, Product, ProductId, Target};

/// Every n-th model has a recorded channel, up to a maximum.
const CHANNEL_INTERVAL: usize = 10;
const MAX_CHANNELS: usize = 60;
/// Total share of the recorded channels of a product, in per cent.
const RECORDED_PERCENT: usize = 70;
const MAX_PATH: usize = 6;

/// Channels from the leaders of some models along links in force, as far as they lead or to the maximum length.
pub(super) fn channels(models: &[CoopModel], actors: &[Actor], links: &[Link], products: &[Product]) -> Vec<Channel> {
    let mut onward: BTreeMap<u32, &Link> = BTreeMap::new();
    for link in links.iter().filter(|link| is_in_force(link, actors)) {
        onward.entry(link.from.0).or_insert(link);
    }
    let mut channels: Vec<Channel> = Vec::new();
    for model in models.iter().step_by(CHANNEL_INTERVAL) {
        let (Some(leader), Some(product)) = (model.core.first(), model.products.first()) else { continue };
        let mut path = vec![*leader];
        while let Some(link) = path.last().and_then(|at| onward.get(&at.0)).filter(|_| path.len() < MAX_PATH) {
            if path.contains(&link.to) {
                break;
            }
            path.push(link.to);
        }
        if path.len() > 1 && channels.len() < MAX_CHANNELS {
            let name = products.iter().find(|record| record.id == *product).map_or("", |record| record.name.as_str());
            let name = format!("Kênh {} · {name}", channels.len() + 1);
            channels.push(Channel {
                id: nth_id(channels.len()),
                name,
                product: Some(*product),
                path,
                ..Channel::default()
            });
        }
    }
    let mut channel_counts: BTreeMap<Option<ProductId>, usize> = BTreeMap::new();
    for channel in &channels {
        *channel_counts.entry(channel.product).or_default() += 1;
    }
    for channel in &mut channels {
        let count = channel_counts.get(&channel.product).copied().unwrap_or(1);
        channel.share = Some((RECORDED_PERCENT / count) as f64).filter(|share| *share > 0.0);
    }
    channels
}

/// Makes some groups recently founded, and marks cooperatives as effective or not.
pub(super) fn add_figures(actors: &mut [Actor], random: &mut SplitMix64) {
    for actor in actors {
        let is_present = actor.founded.is_some_and(|founded| founded <= YEAR) && actor.dissolved.is_none();
        if actor.kind == ActorKind::Group && is_present && random.chance(6) {
            let founded = YEAR - random.between(0, 3);
            actor.founded = Some(founded);
            actor.figures.retain(|year, _| *year >= founded);
        }
        if actor.kind == ActorKind::Cooperative {
            let figures: &mut Figures = actor.figures.entry(YEAR).or_default();
            figures.effective = Some(random.chance(55));
        }
    }
}

/// The targets of the sample.
pub(super) fn targets(models: usize, product: Option<ProductId>) -> Vec<Target> {
    let definitions = [
        ("Mô hình có đầu ra", Measure::LinkedModels, (models * 9 / 10) as f64),
        ("Tổ hợp tác thành lập mới", Measure::Founded { kinds: [ActorKind::Group].into() }, (models / 4) as f64),
        ("Thành viên tăng so với năm trước", Measure::MemberGrowth { base_year: YEAR - 1 }, 10.0),
        ("Hợp tác xã hoạt động có hiệu quả", Measure::EffectiveShare, 50.0),
        ("Sản lượng bán theo hợp đồng", Measure::ContractVolume { product }, (models * 100) as f64),
    ];
    let target = |(index, (name, measure, goal)): (usize, (&str, Measure, f64))| Target {
        id: nth_id(index),
        name: name.to_owned(),
        measure,
        year: YEAR,
        goal,
        of: BTreeSet::new(),
        note: String::new(),
    };
    definitions.into_iter().enumerate().map(target).collect()
}
