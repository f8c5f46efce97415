//! What colours stand for: the kinds of actors, or what they deal in, their district, their verdict.

use std::collections::{BTreeMap, HashMap};

use super::style::{kind_colour, verdict_colour};
use crate::analysis::Verdict;
use crate::language::{Language, UiText, sort_key};
use crate::layout::{Band, bands_by};
use crate::map::{ActorId, ActorKind, Banding, Colouring, Link, LinkKind, LinkageMap, ProductId};
use crate::theme::{CATEGORICAL_COUNT, Palette, Rgb};

/// What a colour stands for, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColourKey {
    /// A kind.
    Kind(ActorKind),
    /// A verdict.
    Verdict(Verdict),
    /// One of the most frequent products or districts, by its place among them.
    Hue(u8),
    /// None of those.
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

/// What stands for what in a map.
#[derive(Clone, Debug, Default)]
pub(super) struct ColourScale {
    /// The tints of actors; those of whom it says nothing are of their kind, or of no group.
    actors: HashMap<ActorId, ColourKey>,
    products: HashMap<ProductId, ColourKey>,
    by_kind: bool,
    /// The hues by what they stand for, and the rest where there is any.
    pub labels: Vec<(ColourKey, String)>,
}

impl ColourScale {
    /// Works them out.
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

    /// The most frequent groups have a hue each, in the order of their names; the others have one together.
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
            Band::District(name) => name.clone(),
            Band::Product(id) => map.products().get(id).map_or_else(String::new, |product| product.name.clone()),
            Band::Model(_) | Band::Union(_) | Band::Rest => String::new(),
        };
        frequent.sort_by_cached_key(|(at, band)| (sort_key(&name(band)), *at));
        let tints: HashMap<usize, ColourKey> =
            frequent.iter().zip(0..).map(|((at, _), hue)| (*at, ColourKey::Hue(hue))).collect();
        let products = frequent.iter().zip(0..).filter_map(|((_, band), hue)| match band {
            Band::Product(id) => Some((*id, ColourKey::Hue(hue))),
            _ => None,
        });
        let mut named: Vec<(ColourKey, String)> =
            frequent.iter().zip(0..).map(|((_, band), hue)| (ColourKey::Hue(hue), name(band))).collect();
        if groups.bands.len() > frequent.len() {
            named.push((ColourKey::Other, UiText::LegendOther.text(language).to_owned()));
        }
        let products = products.collect();
        let tint = |(actor, group): (&ActorId, &usize)| Some((*actor, *tints.get(group)?));
        Self { actors: groups.band_of.iter().filter_map(tint).collect(), products, by_kind: false, labels: named }
    }

    /// The tint of an actor.
    pub fn of_actor(&self, id: ActorId, kind: ActorKind) -> ColourKey {
        let rest = if self.by_kind { ColourKey::Kind(kind) } else { ColourKey::Other };
        self.actors.get(&id).copied().unwrap_or(rest)
    }

    /// The tint of a link of goods; none where colours stand for something else.
    pub fn of_link(&self, link: &Link) -> Option<ColourKey> {
        if self.products.is_empty() || link.kind != LinkKind::Product {
            return None;
        }
        link.products.iter().find_map(|product| self.products.get(product)).copied()
    }
}
