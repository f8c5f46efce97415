//! Format 1, frozen: read, and never written again.
//!
//! It differs from the next one in that no block of ids stands in it, that a place does not say whether a hand put an actor
//! there, and that a view has a scope, a product and a year, and nothing else. The words of its lists are those of today: a
//! test holds that each of them still reads.

mod records;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use self::records::{Actor, Channel, CoopModel, Info, Link, Place, Product, Stage, Target, View};
use super::super::{Progress, ReadError};
use super::codec::{Blocks, ENABLE, NextIds, Reader, records as records_of, whole};
use crate::map::Parts;

const FORMAT_LINE: &str = "format: 1,";

/// The content of a text.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Parts, ReadError> {
    // As this format was read in its time: what the program wrote itself line by line, anything else as a whole.
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
    let (info, next): (Info, NextIds) = (reader.field("info: ")?, reader.field("next: ")?);
    let (stages, products) = (reader.table("stages: [")?, reader.table("products: [")?);
    let (actors, links) = (reader.lines_of("actors: [")?, reader.lines_of("links: [")?);
    let (models, channels) = (reader.table("models: [")?, reader.table("channels: [")?);
    let (targets, views) = (reader.table("targets: [")?, reader.table("views: [")?);
    let places = reader.lines_of("places: [")?;
    reader.ends_with(")").then_some(())?;
    let (actors, (links, places)) = rayon::join(
        || upgraded_lines::<Actor, _>(&actors, progress),
        || {
            rayon::join(
                || upgraded_lines::<Link, _>(&links, progress),
                || upgraded_lines::<Place, _>(&places, progress),
            )
        },
    );
    Some(Parts {
        info: info.into(),
        identity: None,
        ledger: next.ledger(Blocks::default()),
        stages: upgraded::<Stage, _>(stages),
        products: upgraded::<Product, _>(products),
        actors: actors?,
        links: links?,
        models: upgraded::<CoopModel, _>(models),
        channels: upgraded::<Channel, _>(channels),
        targets: upgraded::<Target, _>(targets),
        views: upgraded::<View, _>(views),
        places: places?,
    })
}

/// Records as they are today.
fn upgraded<Old, New: From<Old>>(records: Vec<Old>) -> Vec<New> {
    records.into_iter().map(New::from).collect()
}

fn upgraded_lines<Old: DeserializeOwned + Send, New: From<Old>>(
    lines: &[&str],
    progress: &Progress,
) -> Option<Vec<New>> {
    records_of::<Old>(lines, progress).map(upgraded)
}

#[derive(Deserialize)]
#[serde(rename = "LinkageMap", deny_unknown_fields)]
struct Whole {
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

impl From<Whole> for Parts {
    fn from(whole: Whole) -> Self {
        Self {
            info: whole.info.into(),
            identity: None,
            ledger: whole.next.ledger(Blocks::default()),
            stages: upgraded(whole.stages),
            products: upgraded(whole.products),
            actors: upgraded(whole.actors),
            links: upgraded(whole.links),
            models: upgraded(whole.models),
            channels: upgraded(whole.channels),
            targets: upgraded(whole.targets),
            views: upgraded(whole.views),
            places: upgraded(whole.places),
        }
    }
}
