//! What a target counts, as a sum or as a share in per cent, on the whole and by district and product.

use std::collections::BTreeMap;

use super::{Contribution, Contributor, MissingData};
use crate::map::ProductId;

/// One thing that counts.
pub(super) struct AggregateItem<'map> {
    pub contributor: Contributor,
    /// What it adds to the sum, or to the numerator of a share.
    pub numerator: f64,
    /// What it adds to the denominator of a share.
    pub denominator: f64,
    /// Whether it is among what counts, or only what that is measured against.
    pub is_contribution: bool,
    pub district: &'map str,
    pub products: Vec<ProductId>,
}

/// Everything that counts towards one target.
pub(super) struct Aggregate<'map> {
    pub items: Vec<AggregateItem<'map>>,
    /// How many organisations or links have no figures.
    pub unknown_count: usize,
    /// How many of either there are, with figures or without.
    pub total_count: usize,
    /// What the figures that are missing could be.
    pub missing_figures: MissingFigures,
    pub missing_data: Option<MissingData>,
    pub unit_product: Option<ProductId>,
    is_share: bool,
}

/// What figures that are missing could do to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MissingFigures {
    /// They add to it.
    Additive,
    /// Each organisation without them is in the share or not.
    Binary,
    /// They could be anything.
    Unbounded,
}

impl<'map> Aggregate<'map> {
    /// A sum of parts.
    pub fn sum() -> Self {
        let missing_figures = MissingFigures::Additive;
        Self {
            items: Vec::new(),
            unknown_count: 0,
            total_count: 0,
            missing_figures,
            missing_data: None,
            unit_product: None,
            is_share: false,
        }
    }

    /// Parts in per cent of wholes.
    pub fn share(missing_figures: MissingFigures) -> Self {
        Self { is_share: true, missing_figures, ..Self::sum() }
    }

    /// Counts something that has its figures, standing for so many organisations or links.
    pub fn add(&mut self, count: u32, item: AggregateItem<'map>) {
        self.total_count += count as usize;
        self.items.push(item);
    }

    /// Counts something that has not.
    pub fn add_unknown(&mut self, count: u32) {
        self.total_count += count as usize;
        self.unknown_count += count as usize;
    }

    /// Whether the figures that are missing could decide if `is_met` holds of the value.
    pub fn is_undecided(&self, is_met: impl Fn(f64) -> bool) -> bool {
        let Some(value) = self.value().filter(|_| self.unknown_count > 0) else { return false };
        match self.missing_figures {
            MissingFigures::Additive => !is_met(value),
            MissingFigures::Binary => {
                let (part, whole) = self
                    .items
                    .iter()
                    .fold((0.0, 0.0), |(part, whole), item| (part + item.numerator, whole + item.denominator));
                let unknown = self.unknown_count as f64;
                let share = |part: f64| 100.0 * part / (whole + unknown);
                is_met(share(part + unknown)) != is_met(share(part))
            }
            MissingFigures::Unbounded => true,
        }
    }

    /// Without a value, for want of this.
    pub fn with_missing_data(mut self, missing_data: MissingData) -> Self {
        self.missing_data = Some(missing_data);
        self
    }

    pub fn value(&self) -> Option<f64> {
        let mut sum = Ratio::default();
        self.items.iter().for_each(|item| sum.add(item));
        sum.value(self.is_share).filter(|_| self.missing_data.is_none())
    }

    pub fn contributions(self) -> Vec<Contribution> {
        let listed = self.items.into_iter().filter(|item| item.is_contribution);
        listed.map(|item| Contribution { contributor: item.contributor, amount: item.numerator }).collect()
    }

    pub fn by_district(&self) -> Vec<(String, f64)> {
        let parts = self.grouped(|item, add| add(item.district));
        parts.into_iter().map(|(district, value)| (district.to_owned(), value)).collect()
    }

    pub fn by_product(&self) -> Vec<(ProductId, f64)> {
        self.grouped(|item, add| item.products.iter().for_each(|product| add(*product)))
    }

    /// The value of each group that an item is put into; largest first, then by key.
    fn grouped<'a, K: Ord>(&'a self, each_key: impl Fn(&'a AggregateItem<'map>, &mut dyn FnMut(K))) -> Vec<(K, f64)> {
        if self.missing_data.is_some() {
            return Vec::new();
        }
        let mut sums: BTreeMap<K, Ratio> = BTreeMap::new();
        for item in &self.items {
            each_key(item, &mut |key| sums.entry(key).or_default().add(item));
        }
        let mut groups: Vec<(K, f64)> =
            sums.into_iter().filter_map(|(key, sum)| Some((key, sum.value(self.is_share)?))).collect();
        groups.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        groups
    }
}

#[derive(Clone, Copy, Default)]
struct Ratio {
    numerator: f64,
    denominator: f64,
}

impl Ratio {
    fn add(&mut self, item: &AggregateItem<'_>) {
        self.numerator += item.numerator;
        self.denominator += item.denominator;
    }

    /// None for a share of nothing.
    fn value(self, is_share: bool) -> Option<f64> {
        if is_share {
            (self.denominator > 0.0).then(|| 100.0 * self.numerator / self.denominator)
        } else {
            Some(self.numerator)
        }
    }
}
