//! Widths of links by volume, and marks for an actor's unaccounted volumes: as in a Sankey diagram, with one scale per
//! unit, since tonnes and heads cannot be compared.

use std::collections::BTreeMap;

use super::geometry::{Area, Point};
use crate::analysis::Imbalance;
use crate::language::{Language, UiText, number};
use crate::map::{ActorId, Link, LinkKind, LinkageMap, ProductId};

/// Width of the band of the greatest volume of a unit.
const MAX_WIDTH: f32 = 16.0;
/// Smallest width of a band, so that it stays visible.
const MIN_WIDTH: f32 = 1.5;
/// Length of an imbalance mark outside its card.
const IMBALANCE_LENGTH: f32 = 24.0;

/// A volume and the width it is drawn with.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowScale {
    /// Width of the band.
    pub width: f32,
    /// The volume with its unit.
    pub label: String,
}

/// An unaccounted volume of an actor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImbalanceMark {
    /// Width of the band.
    pub width: f32,
    /// Whether its destination is unknown; otherwise its origin is.
    pub is_outgoing: bool,
}

impl ImbalanceMark {
    /// Its start at a card, and its end.
    pub fn ends(self, card: Area) -> [Point; 2] {
        // Below the ports of links, which are in the middle of a side.
        let y = card.max.y - self.width / 2.0 - 2.0;
        if self.is_outgoing {
            [Point::new(card.max.x, y), Point::new(card.max.x + IMBALANCE_LENGTH, y)]
        } else {
            [Point::new(card.min.x, y), Point::new(card.min.x - IMBALANCE_LENGTH, y)]
        }
    }
}

/// The width scale of each unit in a map.
#[derive(Clone, Debug, Default)]
pub(super) struct FlowWidths<'a> {
    max_by_unit: BTreeMap<&'a str, f64>,
}

impl<'a> FlowWidths<'a> {
    /// The scales of a map, from its product links with a volume.
    pub fn new(map: &'a LinkageMap) -> Self {
        let mut max_by_unit: BTreeMap<&str, f64> = BTreeMap::new();
        for link in map.links().values() {
            if let Some((unit, volume)) = link_volume(map, link) {
                let known = max_by_unit.entry(unit).or_insert(volume);
                *known = known.max(volume);
            }
        }
        Self { max_by_unit }
    }

    /// Width of the band of a link; `None` without a volume.
    pub fn of_link(&self, map: &LinkageMap, link: &Link) -> Option<f32> {
        let (unit, volume) = link_volume(map, link)?;
        self.width(unit, volume)
    }

    /// The widest imbalance mark of each actor.
    pub fn imbalance_marks(&self, map: &LinkageMap, imbalances: &[Imbalance]) -> BTreeMap<ActorId, ImbalanceMark> {
        let mut marks: BTreeMap<ActorId, ImbalanceMark> = BTreeMap::new();
        for found in imbalances {
            let difference = found.available - found.outflow;
            let Some(width) = product_unit(map, found.product).and_then(|unit| self.width(unit, difference.abs()))
            else {
                continue;
            };
            let mark = ImbalanceMark { width, is_outgoing: difference > 0.0 };
            let known = marks.entry(found.actor).or_insert(mark);
            if known.width < width {
                *known = mark;
            }
        }
        marks
    }

    /// The greatest volume of each unit, with its width.
    pub fn scales(&self, language: Language) -> Vec<FlowScale> {
        let words = |unit: &str, volume: f64| {
            let volume = number(volume, language);
            let with_unit = if unit.is_empty() { volume } else { format!("{volume}\u{a0}{unit}") };
            UiText::LegendVolume.text(language).replace("{}", &with_unit)
        };
        self.max_by_unit
            .iter()
            .map(|(unit, volume)| FlowScale { width: MAX_WIDTH, label: words(unit, *volume) })
            .collect()
    }

    fn width(&self, unit: &str, volume: f64) -> Option<f32> {
        let greatest = self.max_by_unit.get(unit).copied().filter(|greatest| *greatest > 0.0)?;
        // An imbalance may be greater than the volume of any link.
        Some(((volume / greatest) as f32 * MAX_WIDTH).clamp(MIN_WIDTH, MAX_WIDTH * 2.0))
    }
}

fn product_unit(map: &LinkageMap, product: ProductId) -> Option<&str> {
    map.products().get(&product).map(|product| product.unit.as_str())
}

/// The volume of a product link, with the unit of its first product.
fn link_volume<'a>(map: &'a LinkageMap, link: &Link) -> Option<(&'a str, f64)> {
    let volume = link.volume.filter(|volume| *volume > 0.0 && link.kind == LinkKind::Product)?;
    Some((product_unit(map, *link.products.first()?)?, volume))
}
