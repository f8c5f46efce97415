//! Reads format 2.

use serde::Deserialize;

use super::super::super::{ReadError, ReadProgress};
use super::super::codec::{BlockCounters, ENABLE_LINE, LineReader, NextIds, parse_records, read_any_record, read_ron};
use super::super::salvage::{MapTable, push_record};
use super::FORMAT_LINE;
use crate::map::{
    Actor, Channel, CoopModel, Info, Link, MapId, MapParts, Placement, Product, RecordRef, Stage, Target, View,
};

/// Parses the content of a text.
pub(in super::super) fn read(text: &str, progress: &ReadProgress) -> Result<MapParts, ReadError> {
    // Text as written by the program is read line by line, which is fast. Anything else, damaged text too, is parsed as
    // one RON value, in any layout and with positions of errors.
    match read_lines(text, progress) {
        Some(parts) => Ok(parts),
        None if progress.is_cancelled() => Err(ReadError::Cancelled),
        None => read_ron::<MapFile>(text).map(MapParts::from),
    }
}

fn read_lines(text: &str, progress: &ReadProgress) -> Option<MapParts> {
    let mut reader = LineReader::new(text, progress);
    let opening = [ENABLE_LINE, "(", FORMAT_LINE];
    opening.iter().all(|line| reader.accept(line)).then_some(())?;
    let identity = if reader.next_starts_with("identity: ") { Some(reader.read_field("identity: ")?) } else { None };
    let (info, next) = (reader.read_field("info: ")?, reader.read_field::<NextIds>("next: ")?);
    let blocks =
        if reader.next_starts_with("blocks: ") { reader.read_field("blocks: ")? } else { BlockCounters::default() };
    let (stages, products) = (reader.read_table("stages: [")?, reader.read_table("products: [")?);
    let (actors, links) = (reader.table_lines("actors: [")?, reader.table_lines("links: [")?);
    let (models, channels) = (reader.read_table("models: [")?, reader.read_table("channels: [")?);
    let (targets, views) = (reader.read_table("targets: [")?, reader.read_table("views: [")?);
    let places = reader.table_lines("places: [")?;
    reader.accept_last(")").then_some(())?;
    // The three large tables in parallel.
    let (actors, (links, places)) = rayon::join(
        || parse_records(&actors, progress),
        || rayon::join(|| parse_records(&links, progress), || parse_records(&places, progress)),
    );
    let (actors, links, places) = (actors?, links?, places?);
    let ledger = next.into_ledger(blocks);
    Some(MapParts {
        info,
        identity,
        ledger,
        stages,
        products,
        actors,
        links,
        models,
        channels,
        targets,
        views,
        placements: places,
    })
}

/// Reads the metadata of a map in any layout.
pub(in super::super) fn read_info(text: &str) -> Option<Info> {
    read_any_record(text)
}

/// Reads a record of a table in any layout, into its list.
pub(in super::super) fn read_record(parts: &mut MapParts, table: MapTable, text: &str) -> Option<RecordRef> {
    match table {
        MapTable::Stages => push_record::<Stage, _>(&mut parts.stages, text),
        MapTable::Products => push_record::<Product, _>(&mut parts.products, text),
        MapTable::Actors => push_record::<Actor, _>(&mut parts.actors, text),
        MapTable::Links => push_record::<Link, _>(&mut parts.links, text),
        MapTable::Models => push_record::<CoopModel, _>(&mut parts.models, text),
        MapTable::Channels => push_record::<Channel, _>(&mut parts.channels, text),
        MapTable::Targets => push_record::<Target, _>(&mut parts.targets, text),
        MapTable::Views => push_record::<View, _>(&mut parts.views, text),
        MapTable::Places => push_record::<Placement, _>(&mut parts.placements, text),
    }
}

#[derive(Deserialize)]
#[serde(rename = "LinkageMap", deny_unknown_fields)]
struct MapFile {
    /// Already checked by `header`.
    #[serde(rename = "format")]
    _format: u64,
    #[serde(default)]
    identity: Option<MapId>,
    #[serde(default)]
    info: Info,
    #[serde(default)]
    next: NextIds,
    #[serde(default)]
    blocks: BlockCounters,
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
    places: Vec<Placement>,
}

impl From<MapFile> for MapParts {
    fn from(file: MapFile) -> Self {
        Self {
            info: file.info,
            identity: file.identity,
            ledger: file.next.into_ledger(file.blocks),
            stages: file.stages,
            products: file.products,
            actors: file.actors,
            links: file.links,
            models: file.models,
            channels: file.channels,
            targets: file.targets,
            views: file.views,
            placements: file.places,
        }
    }
}
