//! Format 1, frozen: read, and never written again.
//!
//! It differs from the next one in that no block of ids stands in it, that a place does not say whether a hand put an actor
//! there, and that a view has a scope, a product and a year, and nothing else. The words of its lists are those of today: a
//! test holds that each of them still reads.

mod records;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use self::records::{Actor, Channel, CoopModel, Info, Link, Place, Product, Stage, Target, View};
use super::super::{ReadError, ReadProgress};
use super::codec::{BlockCounters, ENABLE_LINE, LineReader, NextIds, parse_records as records_of, value};
use crate::map::MapParts;

const FORMAT_LINE: &str = "format: 1,";

/// The content of a text.
pub(super) fn read(text: &str, progress: &ReadProgress) -> Result<MapParts, ReadError> {
    // As this format was read in its time: what the program wrote itself line by line, anything else as a file.
    match read_lines(text, progress) {
        Some(parts) => Ok(parts),
        None if progress.is_cancelled() => Err(ReadError::Cancelled),
        None => value::<MapFile>(text).map(MapParts::from),
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
        || upgraded_lines::<Actor, _>(&actors, progress),
        || {
            rayon::join(
                || upgraded_lines::<Link, _>(&links, progress),
                || upgraded_lines::<Place, _>(&places, progress),
            )
        },
    );
    Some(MapParts {
        info: info.into(),
        identity: None,
        ledger: next.into_ledger(BlockCounters::default()),
        stages: upgraded::<Stage, _>(stages),
        products: upgraded::<Product, _>(products),
        actors: actors?,
        links: links?,
        models: upgraded::<CoopModel, _>(models),
        channels: upgraded::<Channel, _>(channels),
        targets: upgraded::<Target, _>(targets),
        views: upgraded::<View, _>(views),
        placements: places?,
    })
}

/// Records as they are today.
fn upgraded<Old, New: From<Old>>(records: Vec<Old>) -> Vec<New> {
    records.into_iter().map(New::from).collect()
}

fn upgraded_lines<Old: DeserializeOwned + Send, New: From<Old>>(
    lines: &[&str],
    progress: &ReadProgress,
) -> Option<Vec<New>> {
    records_of::<Old>(lines, progress).map(upgraded)
}

#[derive(Deserialize)]
#[serde(rename = "LinkageMap", deny_unknown_fields)]
struct MapFile {
    /// Already looked at by the head.
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
            stages: upgraded(file.stages),
            products: upgraded(file.products),
            actors: upgraded(file.actors),
            links: upgraded(file.links),
            models: upgraded(file.models),
            channels: upgraded(file.channels),
            targets: upgraded(file.targets),
            views: upgraded(file.views),
            placements: upgraded(file.places),
        }
    }
}
