//! The last steps that every new map takes: whole, with its lanes, laid out.

use crate::language::{DefaultStage, Language};
use crate::layout;
use crate::map::{Id, LinkageMap, MapParts, Placement, Stage, Transaction, Violation};

/// The names of the usual stages of a chain, from left to right.
pub(super) fn default_stage_names<'a>() -> impl Iterator<Item = &'a str> {
    DefaultStage::ALL.iter().map(|stage| stage.text(Language::Vietnamese))
}

/// Stages of these names, from left to right.
pub(super) fn stages<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Stage> {
    names.enumerate().map(|(at, name)| Stage { id: nth_id(at), name: name.to_owned(), order: at as u32 }).collect()
}

/// The id of what stands at a position of a list.
pub(super) fn nth_id<I: Id>(at: usize) -> I {
    I::new(u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1))
}

/// A map of these parts, laid out.
///
/// # Errors
/// What may not stand in a map.
pub(super) fn build_with_layout(parts: MapParts) -> Result<LinkageMap, Vec<Violation>> {
    let mut map = LinkageMap::from_parts(parts)?;
    tidy_map(&mut map).map_err(|violation| vec![violation])?;
    Ok(map)
}

/// Puts every actor of a map where it stands best; what is pinned stays.
///
/// # Errors
/// A place that may not stand in a map.
pub fn tidy_map(map: &mut LinkageMap) -> Result<(), Violation> {
    tidy_map_with_progress(map, &|_| true).map(|_| ())
}

/// The same; gives whether it was done. Nothing is moved once `watch` says that it is wanted no more.
pub(super) fn tidy_map_with_progress(
    map: &mut LinkageMap,
    progress: layout::ProgressCallback<'_>,
) -> Result<bool, Violation> {
    let Some(placements) = layout::tidy(&layout::LayoutRequest::of(map), progress) else { return Ok(false) };
    apply_placements(map, placements)?;
    Ok(true)
}

/// The same with as few crossings as can be found in seconds.
///
/// # Errors
/// A place that may not stand in a map.
pub fn tidy_map_thoroughly(map: &mut LinkageMap) -> Result<(), Violation> {
    apply_placements(map, layout::tidy_thoroughly(&layout::LayoutRequest::of(map), &|_| true).unwrap_or_default())
}

fn apply_placements(map: &mut LinkageMap, placements: Vec<Placement>) -> Result<(), Violation> {
    let mut transaction = Transaction::begin(map);
    for placement in placements {
        transaction.set(placement)?;
    }
    transaction.finish();
    Ok(())
}
