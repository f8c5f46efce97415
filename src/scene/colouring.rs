//! What colours encode: the kind, product, district or verdict of actors.

use std::collections::{BTreeMap, HashMap};

use super::style::{kind_colour, verdict_colour};
use crate::analysis::Verdict;
use crate::language::{Language, UiText, sort_key};
use crate::layout::{Band, bands_by};
use crate::map::{ActorId, ActorKind, Banding, Colouring, Link, LinkKind, LinkageMap, ProductId};
use crate::theme::{CATEGORICAL_COUNT, Palette, Rgb};

/// A value that a colour encodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColourKey {
    /// A kind.
    Kind(ActorKind),
    /// A verdict.
    Verdict(Verdict),
    /// One of the most frequent products or districts, by its index in the categorical palette.
    Hue(u8),
    /// Any other value.
    Other,
}

impl ColourKey {
    /// Its colour.
    pub fn colour(self, palette: &Palette) -> Rgb {
        match self {
            Self::Kind(kind) => kind_colour(kind, palette),
            Self::Verdict(verdict) => verdict_colour(verdict, palette),
            Self::Hue(hue) => palette.categorical.get(usize::from(hue)).copied().unwrap_or(palette.text_muted),
            Self::Other => palette.text_muted,
        }
    }
}

/// The colour keys of a map's actors and products.
#[derive(Clone, Debug, Default)]
pub(super) struct ColourScale {
    /// The keys of actors; those without an entry are coloured by kind, or as `Other`.
    actors: HashMap<ActorId, ColourKey>,
    products: HashMap<ProductId, ColourKey>,
    by_kind: bool,
    /// The names of the hues, and of `Other` if it occurs.
    pub labels: Vec<(ColourKey, String)>,
}

impl ColourScale {
    /// The scale for a colouring.
    pub fn new(
        map: &LinkageMap,
        colouring: Colouring,
        verdicts: &BTreeMap<ActorId, Verdict>,
        language: Language,
    ) -> Self {
        match colouring {
            Colouring::Kind => Self { by_kind: true, ..Self::default() },
            Colouring::Verdict => Self {
                actors: verdicts.iter().map(|(actor, verdict)| (*actor, ColourKey::Verdict(*verdict))).collect(),
                ..Self::default()
            },
            Colouring::District => Self::by_group(map, Banding::District, language),
            Colouring::Product => Self::by_group(map, Banding::Product, language),
        }
    }

    /// Gives each of the most frequent groups a hue, in the order of their names; the others share `Other`.
    fn by_group(map: &LinkageMap, banding: Banding, language: Language) -> Self {
        let groups = bands_by(map, Some(banding));
        let mut counts = vec![0_usize; groups.bands.len()];
        for group in groups.band_of.values() {
            if let Some(count) = counts.get_mut(*group) {
                *count += 1;
            }
        }
        let mut frequent: Vec<(usize, &Band)> =
            groups.bands.iter().enumerate().filter(|(_, band)| **band != Band::Rest).collect();
        let most = |at: &usize| std::cmp::Reverse(counts.get(*at).copied().unwrap_or_default());
        frequent.sort_by_key(|(at, _)| (most(at), *at));
        frequent.truncate(CATEGORICAL_COUNT);
        let name = |band: &Band| match band {
            Band::District(name) | Band::Commune(name) => name.clone(),
            Band::Product(id) => map.products().get(id).map_or_else(String::new, |product| product.name.clone()),
            Band::Model(_) | Band::Union(_) | Band::Rest => String::new(),
        };
        frequent.sort_by_cached_key(|(at, band)| (sort_key(&name(band)), *at));
        let key_of_group: HashMap<usize, ColourKey> =
            frequent.iter().zip(0..).map(|((at, _), hue)| (*at, ColourKey::Hue(hue))).collect();
        let products = frequent.iter().zip(0..).filter_map(|((_, band), hue)| match band {
            Band::Product(id) => Some((*id, ColourKey::Hue(hue))),
            _ => None,
        });
        let mut labels: Vec<(ColourKey, String)> =
            frequent.iter().zip(0..).map(|((_, band), hue)| (ColourKey::Hue(hue), name(band))).collect();
        if groups.bands.len() > frequent.len() {
            labels.push((ColourKey::Other, UiText::LegendOther.text(language).to_owned()));
        }
        let products = products.collect();
        let actor_key = |(actor, group): (&ActorId, &usize)| Some((*actor, *key_of_group.get(group)?));
        Self { actors: groups.band_of.iter().filter_map(actor_key).collect(), products, by_kind: false, labels }
    }

    /// The key of an actor.
    pub fn of_actor(&self, id: ActorId, kind: ActorKind) -> ColourKey {
        let rest = if self.by_kind { ColourKey::Kind(kind) } else { ColourKey::Other };
        self.actors.get(&id).copied().unwrap_or(rest)
    }

    /// The key of a product link; `None` when colours do not encode products.
    pub fn of_link(&self, link: &Link) -> Option<ColourKey> {
        if self.products.is_empty() || link.kind != LinkKind::Product {
            return None;
        }
        link.products.iter().find_map(|product| self.products.get(product)).copied()
    }
}
