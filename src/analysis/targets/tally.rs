//! What a target counts, as a sum or as a share in per cent, on the whole and by district and product.

use std::collections::BTreeMap;

use super::{Counted, Lack, Thing};
use crate::map::ProductId;

/// One thing that counts.
pub(super) struct Item<'map> {
    pub thing: Thing,
    /// What it adds to the sum, or to the numerator of a share.
    pub part: f64,
    /// What it adds to the denominator of a share.
    pub whole: f64,
    /// Whether it is among what counts, or only what that is measured against.
    pub listed: bool,
    pub district: &'map str,
    pub products: Vec<ProductId>,
}

/// Everything that counts towards one target.
pub(super) struct Tally<'map> {
    pub items: Vec<Item<'map>>,
    /// How many organisations or links have no figures.
    pub unknown: usize,
    /// How many of either there are, with figures or without.
    pub among: usize,
    /// What the figures that are missing could be.
    pub missing_figures: MissingFigures,
    pub lack: Option<Lack>,
    pub unit_of: Option<ProductId>,
    is_share: bool,
}

/// What figures that are missing could do to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MissingFigures {
    /// They add to it.
    Add,
    /// Each organisation without them is in the share or not.
    AreYesOrNo,
    /// They could be anything.
    AreAnything,
}

impl<'map> Tally<'map> {
    /// A sum of parts.
    pub fn sum() -> Self {
        let missing_figures = MissingFigures::Add;
        Self { items: Vec::new(), unknown: 0, among: 0, missing_figures, lack: None, unit_of: None, is_share: false }
    }

    /// Parts in per cent of wholes.
    pub fn share(missing_figures: MissingFigures) -> Self {
        Self { is_share: true, missing_figures, ..Self::sum() }
    }

    /// Counts something that has its figures, standing for so many organisations or links.
    pub fn count(&mut self, many: u32, item: Item<'map>) {
        self.among += many as usize;
        self.items.push(item);
    }

    /// Counts something that has not.
    pub fn count_unknown(&mut self, many: u32) {
        self.among += many as usize;
        self.unknown += many as usize;
    }

    /// Whether the figures that are missing could decide if `is_met` holds of the value.
    pub fn is_open(&self, is_met: impl Fn(f64) -> bool) -> bool {
        let Some(value) = self.value().filter(|_| self.unknown > 0) else { return false };
        match self.missing_figures {
            MissingFigures::Add => !is_met(value),
            MissingFigures::AreYesOrNo => {
                let (part, whole) =
                    self.items.iter().fold((0.0, 0.0), |(part, whole), item| (part + item.part, whole + item.whole));
                let unknown = self.unknown as f64;
                let share = |part: f64| 100.0 * part / (whole + unknown);
                is_met(share(part + unknown)) != is_met(share(part))
            }
            MissingFigures::AreAnything => true,
        }
    }

    /// Without a value, for want of this.
    pub fn lacking(mut self, lack: Lack) -> Self {
        self.lack = Some(lack);
        self
    }

    pub fn value(&self) -> Option<f64> {
        let mut sum = Sum::default();
        self.items.iter().for_each(|item| sum.add(item));
        sum.value(self.is_share).filter(|_| self.lack.is_none())
    }

    pub fn counted(self) -> Vec<Counted> {
        let listed = self.items.into_iter().filter(|item| item.listed);
        listed.map(|item| Counted { thing: item.thing, amount: item.part }).collect()
    }

    pub fn by_district(&self) -> Vec<(String, f64)> {
        let parts = self.grouped(|item, add| add(item.district));
        parts.into_iter().map(|(district, value)| (district.to_owned(), value)).collect()
    }

    pub fn by_product(&self) -> Vec<(ProductId, f64)> {
        self.grouped(|item, add| item.products.iter().for_each(|product| add(*product)))
    }

    /// The value of each group that an item is put into; largest first, then by key.
    fn grouped<'a, K: Ord>(&'a self, put: impl Fn(&'a Item<'map>, &mut dyn FnMut(K))) -> Vec<(K, f64)> {
        if self.lack.is_some() {
            return Vec::new();
        }
        let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
        for item in &self.items {
            put(item, &mut |key| sums.entry(key).or_default().add(item));
        }
        let mut groups: Vec<(K, f64)> =
            sums.into_iter().filter_map(|(key, sum)| Some((key, sum.value(self.is_share)?))).collect();
        groups.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        groups
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    part: f64,
    whole: f64,
}

impl Sum {
    fn add(&mut self, item: &Item<'_>) {
        self.part += item.part;
        self.whole += item.whole;
    }

    /// None for a share of nothing.
    fn value(self, is_share: bool) -> Option<f64> {
        if is_share { (self.whole > 0.0).then(|| 100.0 * self.part / self.whole) } else { Some(self.part) }
    }
}
