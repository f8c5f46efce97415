//! Generated maps for tests and benchmarks, of any size and structured like a real city or country.
//!
//! Deterministic: the same number of actors and seed give the same map on every machine.

mod actors;
mod links;
mod models;
mod products;
mod random;
mod targets;
mod volumes;
mod year;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::layout_import;
use crate::language::Language;
use crate::map::{Info, LinkageMap, MapId, MapParts};
use actors::{SampleActors, district_count};
use links::LinkGenerator;
use products::SampleProducts;
use random::SplitMix64;
use year::YEAR;

/// Allowed numbers of actors in a sample.
pub const SAMPLE_ACTORS: RangeInclusive<u32> = 1..=1_000_000;

/// A random map with this number of actors, clamped to [`SAMPLE_ACTORS`], with layout.
pub fn sample_map(actors: u32, seed: u64) -> LinkageMap {
    let count = actors.clamp(*SAMPLE_ACTORS.start(), *SAMPLE_ACTORS.end());
    let actors = count as usize;
    let mut random = SplitMix64::new(seed);
    let districts = district_count(actors);
    let products = SampleProducts::new(districts);
    let sample_actors = SampleActors::new(actors, districts, &products, &mut random);
    let mut records = sample_actors.records(&products, &mut random);
    let mut generator =
        LinkGenerator { actors: &sample_actors, products: &products, links: Vec::new(), fixed: BTreeSet::new() };
    generator.link_enterprises_to_markets(&mut random);
    let models = models::build_models(&mut generator, actors, &mut random);
    generator.generate(actors * 3 / 2, &mut random);
    let mut links = std::mem::take(&mut generator.links);
    // A separate generator, so that changes to figures and volumes do not change the links of a seed.
    let mut random = SplitMix64::new(!seed);
    targets::add_figures(&mut records, &mut random);
    volumes::assign_volumes(&sample_actors.profiles, &products, &records, &mut links, &mut random);
    let channels = targets::channels(&models, &records, &links, &products.records);
    let targets = targets::targets(models.len(), products.chains.first().map(|(raw, _)| *raw));
    let info = Info {
        title: format!("Bản đồ mẫu {count} tác nhân"),
        note: format!("Dữ liệu ngẫu nhiên để thử, không phải số liệu thật. Số tác nhân {count}, hạt giống {seed}."),
        year: YEAR,
        ..Info::default()
    };
    let stages = layout_import::default_stages(Language::Vietnamese);
    let parts = MapParts {
        info,
        // Derived from the parameters, so that equal samples have equal ids.
        identity: Some(MapId(seed.rotate_left(32) ^ u64::from(count))),
        stages,
        products: products.records,
        actors: records,
        links,
        models,
        channels,
        targets,
        ..MapParts::default()
    };
    let map = layout_import::build_with_layout(parts);
    debug_assert!(map.is_ok(), "a sample keeps the rules of maps: {map:?}");
    map.unwrap_or_default()
}
