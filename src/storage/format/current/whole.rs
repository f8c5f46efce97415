//! The thorough way: the text as one RON value, in any layout, with the place and field of what is wrong.

use ron::Deserializer;
use ron::error::{Position, SpannedError};
use serde::Deserialize;

use super::super::super::ReadError;
use super::options;
use crate::map::{Actor, Channel, CoopModel, Info, Link, NextIds, Parts, Place, Product, Stage, Target, View};

/// The most characters of an error text that go into a message: it may quote the file.
const QUOTE_LIMIT: usize = 300;

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

/// The content of a text.
pub(super) fn read(text: &str) -> Result<Parts, ReadError> {
    let mut deserializer =
        Deserializer::from_str_with_options(text, &options()).map_err(|error| damaged(&error, "", text))?;
    let whole: Whole = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let field = error.path().to_string();
        damaged(&deserializer.span_error(error.into_inner()), &field, deserializer.remainder())
    })?;
    deserializer.end().map_err(|error| damaged(&deserializer.span_error(error), "", deserializer.remainder()))?;
    Ok(Parts {
        info: whole.info,
        next: whole.next,
        stages: whole.stages,
        products: whole.products,
        actors: whole.actors,
        links: whole.links,
        models: whole.models,
        channels: whole.channels,
        targets: whole.targets,
        views: whole.views,
        places: whole.places,
    })
}

fn damaged(error: &SpannedError, field: &str, rest: &str) -> ReadError {
    let Position { line, col: column } = error.span.end;
    // Where the path ends in something without a name, `?` stands for it; the top is a point.
    let field = one_line(field.trim_end_matches(['?', '.']));
    let expected =
        if rest.trim().is_empty() { "the file breaks off here".to_owned() } else { one_line(&error.code.to_string()) };
    ReadError::Damaged { line, column, field, expected }
}

/// A text made fit for one line of a message.
fn one_line(text: &str) -> String {
    let mut line: String =
        text.chars().take(QUOTE_LIMIT).map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    if text.chars().nth(QUOTE_LIMIT).is_some() {
        line.push('…');
    }
    line
}
