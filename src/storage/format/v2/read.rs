//! Reads format 2.

use serde::Deserialize;

use super::super::super::{Progress, ReadError};
use super::super::codec::{Blocks, ENABLE, NextIds, Reader, records, whole};
use super::FORMAT_LINE;
use crate::map::{Actor, Channel, CoopModel, Info, Link, MapId, Parts, Place, Product, Stage, Target, View};

/// The content of a text.
pub(in super::super) fn read(text: &str, progress: &Progress) -> Result<Parts, ReadError> {
    // Line by line is the quick way for what the program wrote itself. Anything else, damage too, is left to the
    // whole text, which knows every layout and says where it went wrong.
    match lines(text, progress) {
        Some(parts) => Ok(parts),
        None if progress.is_stopped() => Err(ReadError::Stopped),
        None => whole::<Whole>(text).map(Parts::from),
    }
}

fn lines(text: &str, progress: &Progress) -> Option<Parts> {
    let mut reader = Reader::new(text, progress);
    let opening = [ENABLE, "(", FORMAT_LINE];
    opening.iter().all(|line| reader.take(line)).then_some(())?;
    let identity = if reader.begins_with("identity: ") { Some(reader.field("identity: ")?) } else { None };
    let (info, next) = (reader.field("info: ")?, reader.field::<NextIds>("next: ")?);
    let blocks = if reader.begins_with("blocks: ") { reader.field("blocks: ")? } else { Blocks::default() };
    let (stages, products) = (reader.table("stages: [")?, reader.table("products: [")?);
    let (actors, links) = (reader.lines_of("actors: [")?, reader.lines_of("links: [")?);
    let (models, channels) = (reader.table("models: [")?, reader.table("channels: [")?);
    let (targets, views) = (reader.table("targets: [")?, reader.table("views: [")?);
    let places = reader.lines_of("places: [")?;
    reader.ends_with(")").then_some(())?;
    // The three large tables, each as soon as a core is free.
    let (actors, (links, places)) = rayon::join(
        || records(&actors, progress),
        || rayon::join(|| records(&links, progress), || records(&places, progress)),
    );
    let (actors, links, places) = (actors?, links?, places?);
    let ledger = next.ledger(blocks);
    Some(Parts { info, identity, ledger, stages, products, actors, links, models, channels, targets, views, places })
}

#[derive(Deserialize)]
#[serde(rename = "LinkageMap", deny_unknown_fields)]
struct Whole {
    /// Already looked at by the head.
    #[serde(rename = "format")]
    _format: u64,
    #[serde(default)]
    identity: Option<MapId>,
    #[serde(default)]
    info: Info,
    #[serde(default)]
    next: NextIds,
    #[serde(default)]
    blocks: Blocks,
    #[serde(default)]
    stages: Vec<Stage>,
    #[serde(default)]
    products: Vec<Product>,
    #[serde(default)]
    actors: Vec<Actor>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    models: Vec<CoopModel>,
    #[serde(default)]
    channels: Vec<Channel>,
    #[serde(default)]
    targets: Vec<Target>,
    #[serde(default)]
    views: Vec<View>,
    #[serde(default)]
    places: Vec<Place>,
}

impl From<Whole> for Parts {
    fn from(whole: Whole) -> Self {
        Self {
            info: whole.info,
            identity: whole.identity,
            ledger: whole.next.ledger(whole.blocks),
            stages: whole.stages,
            products: whole.products,
            actors: whole.actors,
            links: whole.links,
            models: whole.models,
            channels: whole.channels,
            targets: whole.targets,
            views: whole.views,
            places: whole.places,
        }
    }
}
