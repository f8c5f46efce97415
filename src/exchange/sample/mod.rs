//! A made-up map for trials and benchmarks, as large as asked for and shaped like a real city or country.
//!
//! Same number and seed, same map on every machine: all chance is whole numbers from one seed.

mod cast;
mod goods;
mod models;
mod plans;
mod random;
mod trade;
mod volumes;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::finish;
use crate::map::{Info, LinkageMap, MapId, MapParts, Year};
use cast::{Cast, districts_for};
use goods::Goods;
use random::Random;
use trade::Trade;

/// How many actors a sample may have.
pub const SAMPLE_ACTORS: RangeInclusive<u32> = 1..=1_000_000;

/// The year of every sample; fixed, so that it is the same map next year.
const YEAR: Year = 2024;

/// A random map of so many actors, laid out. A number outside [`SAMPLE_ACTORS`] becomes the nearest one inside.
pub fn sample_map(actors: u32, seed: u64) -> LinkageMap {
    let count = actors.clamp(*SAMPLE_ACTORS.start(), *SAMPLE_ACTORS.end());
    let actors = count as usize;
    let mut random = Random::new(seed);
    let districts = districts_for(actors);
    let goods = Goods::new(districts);
    let cast = Cast::new(actors, districts, &goods, &mut random);
    let mut records = cast.records(&goods, &mut random);
    let mut trade = Trade { cast: &cast, goods: &goods, links: Vec::new(), settled: BTreeSet::new() };
    trade.find_markets(&mut random);
    let models = models::found(&mut trade, actors, &mut random);
    trade.fill(actors * 3 / 2, &mut random);
    let mut links = std::mem::take(&mut trade.links);
    // Chance of their own, so that who trades with whom stays as it is whatever is told of it.
    let mut random = Random::new(!seed);
    plans::figures(&mut records, &mut random);
    volumes::fill(&cast.parts, &goods, &records, &mut links, &mut random);
    let channels = plans::channels(&models, &records, &links, &goods.records);
    let targets = plans::targets(models.len(), goods.chains.first().map(|(raw, _)| *raw));
    let info = Info {
        title: format!("Bản đồ mẫu {count} tác nhân"),
        note: format!("Dữ liệu ngẫu nhiên để thử, không phải số liệu thật. Số tác nhân {count}, hạt giống {seed}."),
        year: YEAR,
        ..Info::default()
    };
    let stages = finish::stages(finish::usual_stage_names());
    let parts = MapParts {
        info,
        // The same sample is the same map, whoever makes it.
        identity: Some(MapId(seed.rotate_left(32) ^ u64::from(count))),
        stages,
        products: goods.records,
        actors: records,
        links,
        models,
        channels,
        targets,
        ..MapParts::default()
    };
    let whole = finish::laid_out(parts);
    debug_assert!(whole.is_ok(), "a sample keeps the rules of maps: {whole:?}");
    whole.unwrap_or_default()
}
