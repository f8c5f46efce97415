//! The bands across the lanes, with display names.

use std::collections::BTreeSet;

use super::marks::BandMark;
use crate::language::{Language, UiText};
use crate::layout::{Band, Bands, Lanes, band_strips, bands};
use crate::map::{ActorId, Banding, LinkageMap};

/// The bands of a map from top to bottom.
pub(super) fn band_marks(map: &LinkageMap, lanes: &Lanes, language: Language) -> Vec<BandMark> {
    let Some(banding) = map.info().bands else { return Vec::new() };
    band_strips(map, lanes)
        .into_iter()
        .map(|strip| BandMark {
            name: band_name(&strip.band, banding, map, language),
            top: strip.top,
            bottom: strip.bottom,
            actors: strip.actors,
        })
        .collect()
}

/// The actors that belong to the band of this name.
pub fn band_actors(map: &LinkageMap, name: &str, language: Language) -> BTreeSet<ActorId> {
    let Some(banding) = map.info().bands else { return BTreeSet::new() };
    let Bands { bands, band_of } = bands(map);
    let is_meant = |rank: &usize| bands.get(*rank).is_some_and(|band| band_name(band, banding, map, language) == name);
    band_of.into_iter().filter(|(_, rank)| is_meant(rank)).map(|(actor, _)| actor).collect()
}

fn band_name(band: &Band, banding: Banding, map: &LinkageMap, language: Language) -> String {
    let known = match band {
        Band::District(name) | Band::Commune(name) => Some(name),
        Band::Product(id) => map.products().get(id).map(|product| &product.name),
        Band::Model(id) => map.models().get(id).map(|model| &model.name),
        Band::Union(id) => map.actors().get(id).map(|actor| &actor.name),
        Band::Rest => None,
    };
    known.cloned().unwrap_or_else(|| no_band_label(banding).text(language).to_owned())
}

/// The name of the band of actors without a group.
fn no_band_label(banding: Banding) -> UiText {
    match banding {
        Banding::District => UiText::BandNoDistrict,
        Banding::Commune => UiText::BandNoCommune,
        Banding::Product => UiText::BandNoProduct,
        Banding::Model => UiText::BandNoModel,
        Banding::Union => UiText::BandNoUnion,
    }
}
