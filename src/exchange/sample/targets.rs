//! What a sample records beside its trade: channels, targets, and the figures that these are read from.

use std::collections::BTreeMap;

use super::YEAR;
use super::random::SplitMix64;
use super::volumes::is_in_force;
use crate::exchange::layout_import::nth_id;
use crate::map::{Actor, ActorKind, Channel, CoopModel, Figures, Link, Measure, Product, ProductId, Target};

/// One model of so many has its channel recorded, and no more than so many have.
const CHANNEL_INTERVAL: usize = 10;
const MAX_CHANNELS: usize = 60;
/// The recorded channels of a product hold so many per cent of it together.
const RECORDED_PERCENT: usize = 70;
const MAX_PATH: usize = 6;

/// Channels from the leaders of some models along links in force, each as far as it leads.
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
    let mut of_product: BTreeMap<Option<ProductId>, usize> = BTreeMap::new();
    for channel in &channels {
        *of_product.entry(channel.product).or_default() += 1;
    }
    for channel in &mut channels {
        let many = of_product.get(&channel.product).copied().unwrap_or(1);
        channel.share = Some((RECORDED_PERCENT / many) as f64).filter(|share| *share > 0.0);
    }
    channels
}

/// Groups that are young, and cooperatives judged effective or not.
pub(super) fn add_figures(actors: &mut [Actor], random: &mut SplitMix64) {
    for actor in actors {
        let is_usual = actor.founded.is_some_and(|founded| founded <= YEAR) && actor.dissolved.is_none();
        if actor.kind == ActorKind::Group && is_usual && random.chance(6) {
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

/// What the sample is to reach.
pub(super) fn targets(models: usize, product: Option<ProductId>) -> Vec<Target> {
    let wanted = [
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
        note: String::new(),
    };
    wanted.into_iter().enumerate().map(target).collect()
}
