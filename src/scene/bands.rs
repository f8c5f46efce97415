//! The bands across the lanes, with display names.

use super::marks::BandMark;
use crate::language::{Language, UiText};
use crate::layout::{Band, Lanes, band_strips};
use crate::map::{Banding, LinkageMap};

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
