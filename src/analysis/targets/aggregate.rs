//! The items that count towards a target, as a sum or as a share in per cent, in total and by district and product.

use std::collections::BTreeMap;

use super::status::{Contribution, Contributor, MissingData};
use crate::map::ProductId;

/// One item that counts.
pub(super) struct AggregateItem<'map> {
    pub contributor: Contributor,
    /// Added to the sum, or to the numerator of a share.
    pub numerator: f64,
    /// Added to the denominator of a share.
    pub denominator: f64,
    /// Whether it is listed as a contribution, or counts in the denominator only.
    pub is_contribution: bool,
    pub district: &'map str,
    pub products: Vec<ProductId>,
}

/// Everything that counts towards one target.
pub(super) struct Aggregate<'map> {
    pub items: Vec<AggregateItem<'map>>,
    /// The number of organisations or links without figures.
    pub unknown_count: usize,
    /// Those whose figures are missing.
    pub unknown: Vec<Contributor>,
    /// Their number, with figures or without.
    pub total_count: usize,
    /// How missing figures could change the value.
    pub missing_figures: MissingFigures,
    pub missing_data: Option<MissingData>,
    pub unit_product: Option<ProductId>,
    is_share: bool,
}

/// How missing figures could change a value.
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
    /// A sum of numerators.
    pub fn sum() -> Self {
        let missing_figures = MissingFigures::Additive;
        Self {
            items: Vec::new(),
            unknown_count: 0,
            unknown: Vec::new(),
            total_count: 0,
            missing_figures,
            missing_data: None,
            unit_product: None,
            is_share: false,
        }
    }

    /// Numerators in per cent of denominators.
    pub fn share(missing_figures: MissingFigures) -> Self {
        Self { is_share: true, missing_figures, ..Self::sum() }
    }

    /// Adds an item that has its figures and stands for `count` organisations or links.
    pub fn add(&mut self, count: u32, item: AggregateItem<'map>) {
        self.total_count += count as usize;
        self.items.push(item);
    }

    /// Adds one without figures that stands for `count` organisations or links.
    pub fn add_unknown(&mut self, count: u32, contributor: Contributor) {
        self.unknown.push(contributor);
        self.total_count += count as usize;
        self.unknown_count += count as usize;
    }

    /// Whether missing figures could decide if `is_met` holds for the value.
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

    /// Marks the value as missing for this reason.
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

    /// The value of each group of items; largest first, then by key.
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

    /// None for a share with denominator 0.
    fn value(self, is_share: bool) -> Option<f64> {
        if is_share {
            (self.denominator > 0.0).then(|| 100.0 * self.numerator / self.denominator)
        } else {
            Some(self.numerator)
        }
    }
}
