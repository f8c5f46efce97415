//! What a map says: an engine and a plain reference must agree, and each finding holds exactly.

mod agreement;
mod alike;
mod balance;
pub mod cancelled;
mod cases;
mod channels;
mod circles;
mod contracts;
mod decree;
pub mod draft;
mod findings;
mod flow;
mod flow_by_hand;
mod large;
mod law;
mod naive;
mod overview;
mod plan;
mod random;
mod reliance;
mod repairs;
mod second_opinion;
mod targets;
mod verdicts;
mod years;

use lienket::map::{LinkageMap, MapParts};

/// The records of a random map, to change some of them.
fn parts_of(map: &LinkageMap) -> MapParts {
    MapParts {
        info: map.info().clone(),
        products: map.products().values().cloned().collect(),
        actors: map.actors().values().cloned().collect(),
        links: map.links().values().cloned().collect(),
        models: map.models().values().cloned().collect(),
        ..MapParts::default()
    }
}
