//! Format 1, frozen: read only.
//!
//! Unlike format 2 it has no id blocks, its placements have no `by_hand`, and its views have only a scope, a product
//! and a year. Its enum values are the current ones: a test ensures that each of them still reads.

mod records;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use self::records::{Actor, Channel, CoopModel, Info, Link, Place, Product, Stage, Target, View};
use super::super::{ReadError, ReadProgress};
use super::codec::{
    BlockCounters, ENABLE_LINE, LineReader, NextIds, parse_records as records_of, read_any_record, read_ron,
};
use super::salvage::{MapTable, push_record};
use crate::map::{MapParts, RecordRef};

const FORMAT_LINE: &str = "format: 1,";

/// Parses the content of a text.
pub(super) fn read(text: &str, progress: &ReadProgress) -> Result<MapParts, ReadError> {
    // Text as written by the program is read line by line, anything else as one RON value.
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
    let (info, next): (Info, NextIds) = (reader.read_field("info: ")?, reader.read_field("next: ")?);
    let (stages, products) = (reader.read_table("stages: [")?, reader.read_table("products: [")?);
    let (actors, links) = (reader.table_lines("actors: [")?, reader.table_lines("links: [")?);
    let (models, channels) = (reader.read_table("models: [")?, reader.read_table("channels: [")?);
    let (targets, views) = (reader.read_table("targets: [")?, reader.read_table("views: [")?);
    let places = reader.table_lines("places: [")?;
    reader.accept_last(")").then_some(())?;
    let (actors, (links, places)) = rayon::join(
        || parse_upgraded::<Actor, _>(&actors, progress),
        || {
            rayon::join(
                || parse_upgraded::<Link, _>(&links, progress),
                || parse_upgraded::<Place, _>(&places, progress),
            )
        },
    );
    Some(MapParts {
        info: info.into(),
        identity: None,
        ledger: next.into_ledger(BlockCounters::default()),
        stages: upgrade_records::<Stage, _>(stages),
        products: upgrade_records::<Product, _>(products),
        actors: actors?,
        links: links?,
        models: upgrade_records::<CoopModel, _>(models),
        channels: upgrade_records::<Channel, _>(channels),
        targets: upgrade_records::<Target, _>(targets),
        views: upgrade_records::<View, _>(views),
        placements: places?,
    })
}

/// Reads the metadata of a map in any layout.
pub(super) fn read_info(text: &str) -> Option<crate::map::Info> {
    read_any_record::<Info>(text).map(Into::into)
}

/// Reads a record of a table in any layout, into its list.
pub(super) fn read_record(parts: &mut MapParts, table: MapTable, text: &str) -> Option<RecordRef> {
    match table {
        MapTable::Stages => push_record::<Stage, _>(&mut parts.stages, text),
        MapTable::Products => push_record::<Product, _>(&mut parts.products, text),
        MapTable::Actors => push_record::<Actor, _>(&mut parts.actors, text),
        MapTable::Links => push_record::<Link, _>(&mut parts.links, text),
        MapTable::Models => push_record::<CoopModel, _>(&mut parts.models, text),
        MapTable::Channels => push_record::<Channel, _>(&mut parts.channels, text),
        MapTable::Targets => push_record::<Target, _>(&mut parts.targets, text),
        MapTable::Views => push_record::<View, _>(&mut parts.views, text),
        MapTable::Places => push_record::<Place, _>(&mut parts.placements, text),
    }
}

/// Converts records to their current types.
fn upgrade_records<Old, New: From<Old>>(records: Vec<Old>) -> Vec<New> {
    records.into_iter().map(New::from).collect()
}

fn parse_upgraded<Old: DeserializeOwned + Send, New: From<Old>>(
    lines: &[&str],
    progress: &ReadProgress,
) -> Option<Vec<New>> {
    records_of::<Old>(lines, progress).map(upgrade_records)
}

#[derive(Deserialize)]
#[serde(rename = "LinkageMap", deny_unknown_fields)]
struct MapFile {
    /// Already checked by `header`.
    #[serde(rename = "format")]
    _format: u64,
    #[serde(default)]
    info: Info,
    #[serde(default)]
    next: NextIds,
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

impl From<MapFile> for MapParts {
    fn from(file: MapFile) -> Self {
        Self {
            info: file.info.into(),
            identity: None,
            ledger: file.next.into_ledger(BlockCounters::default()),
            stages: upgrade_records(file.stages),
            products: upgrade_records(file.products),
            actors: upgrade_records(file.actors),
            links: upgrade_records(file.links),
            models: upgrade_records(file.models),
            channels: upgrade_records(file.channels),
            targets: upgrade_records(file.targets),
            views: upgrade_records(file.views),
            placements: upgrade_records(file.places),
        }
    }
}
