//! The last steps of building a new map: default stages, validation and layout.

use crate::editing::lay_out;
use crate::language::{DefaultStage, Language};
use crate::layout;
use crate::map::{Id, Info, LinkageMap, MapParts, Stage, Transaction, Violation};

/// The names of the default stages of a chain, from left to right.
pub(super) fn default_stage_names<'a>(language: Language) -> impl Iterator<Item = &'a str> {
    DefaultStage::ALL.iter().map(move |stage| stage.text(language))
}

/// The default stages of a chain.
pub fn default_stages(language: Language) -> Vec<Stage> {
    stages(default_stage_names(language))
}

/// Stages with these names, from left to right; ids from 1.
pub(super) fn stages<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Stage> {
    names.enumerate().map(|(at, name)| Stage { id: nth_id(at), name: name.to_owned(), order: at as u32 }).collect()
}

/// The id of the record at a 0-based index: index + 1.
pub(super) fn nth_id<I: Id>(at: usize) -> I {
    I::new(u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1))
}

/// Builds a map from these parts and lays it out.
///
/// # Errors
/// All violations of the map's rules.
pub(super) fn build_with_layout(parts: MapParts) -> Result<LinkageMap, Vec<Violation>> {
    let mut map = LinkageMap::from_parts(parts)?;
    if map.placements().len() < map.actors().len() {
        tidy_map(&mut map).map_err(|violation| vec![violation])?;
    }
    Ok(map)
}

/// Lays out a new map, unless every actor stands where its table says; a large one in bands.
///
/// # Errors
/// A placement that the map rejects.
pub(super) fn lay_out_rest(map: &mut LinkageMap) -> Result<(), Violation> {
    if map.placements().len() == map.actors().len() {
        return Ok(());
    }
    band_by_default(map)?;
    tidy_map(map)
}

/// Gives a large map bands where nobody has chosen any; whether it did. It is to be laid out anew then.
///
/// # Errors
/// What the map rejects.
pub fn band_by_default(map: &mut LinkageMap) -> Result<bool, Violation> {
    let (None, Some(bands)) = (map.info().bands, layout::default_banding(map)) else { return Ok(false) };
    let mut transaction = Transaction::begin(map);
    let info = Info { bands: Some(bands), ..transaction.map().info().clone() };
    transaction.set_info(info)?;
    transaction.finish();
    Ok(true)
}

/// Lays out all actors of a map; pinned ones stay.
///
/// # Errors
/// A placement that the map rejects.
pub fn tidy_map(map: &mut LinkageMap) -> Result<(), Violation> {
    tidy_map_with_progress(map, &|_| true).map(|_| ())
}

/// As [`tidy_map`]; `false` and nothing moved when `progress` cancels it.
pub(super) fn tidy_map_with_progress(
    map: &mut LinkageMap,
    progress: layout::ProgressCallback<'_>,
) -> Result<bool, Violation> {
    let mut transaction = Transaction::begin(map);
    let is_done = lay_out(&mut transaction, progress)?;
    transaction.finish();
    Ok(is_done)
}

/// As [`tidy_map`], with a search of some seconds for fewer crossings.
///
/// # Errors
/// A placement that the map rejects.
pub fn tidy_map_thoroughly(map: &mut LinkageMap) -> Result<(), Violation> {
    let placements = layout::tidy_thoroughly(&layout::LayoutRequest::of(map), &|_| true).unwrap_or_default();
    let mut transaction = Transaction::begin(map);
    for placement in placements {
        transaction.set(placement)?;
    }
    transaction.finish();
    Ok(())
}
