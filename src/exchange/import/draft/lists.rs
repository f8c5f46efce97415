//! Lists in cells: supplies, conversions, and kinds by year.

use std::collections::BTreeMap;

use super::Draft;
use crate::exchange::import::report::{RowErrorKind, WarningKind, truncated};
use crate::exchange::import::row_reader::RowReader;
use crate::map::{ActorKind, Conversion, Portion, Supply, Year};
use crate::schema::{NameAndNumber, parse_kind, parse_year, split_amount, split_conversion, split_own_use};

impl Draft {
    /// The items of a supply; a cell such as “Rice 1200, Fish 300” has several.
    fn supply_items<'a>(&self, reader: &mut RowReader<'a>, field: &'static str) -> Vec<&'a str> {
        if reader.is_of_our_network() {
            return reader.items(field);
        }
        let mut items = Vec::new();
        for item in reader.items(field) {
            match self.mentions.supply_parts(item) {
                Some(parts) => {
                    reader.warn(field, WarningKind::ListOfProducts { item: truncated(item) });
                    items.extend(parts);
                }
                None => items.push(item),
            }
        }
        items
    }

    pub(super) fn read_supply(&mut self, reader: &mut RowReader<'_>, field: &'static str) -> Vec<Supply> {
        let mut supply: Vec<Supply> = Vec::new();
        for item in self.supply_items(reader, field) {
            // One error per item is enough: skip the item at its first error.
            let is_ours = reader.is_of_our_network();
            let (name, volume) = if is_ours { split_amount(item) } else { self.mentions.split_amount(item) };
            let Some(product) = self.resolve_product(reader, field, name) else { continue };
            let (volume, own_use) = volume.map_or((None, None), |volume| {
                let (volume, own_use) = split_own_use(volume);
                (Some(volume), own_use)
            });
            let (Ok(volume), Ok(own_use)) =
                (optional_amount(reader, field, volume), optional_amount(reader, field, own_use))
            else {
                continue;
            };
            if own_use.is_some_and(|own_use| volume.is_none_or(|volume| own_use > volume)) {
                reader.add_error(field, RowErrorKind::OwnUseAboveSupply { item: truncated(item) });
                continue;
            }
            if supply.iter().any(|other| other.product == product) {
                reader.add_error(field, RowErrorKind::DuplicateItem { item: truncated(name) });
            }
            supply.push(Supply { product, volume, own_use });
        }
        supply
    }

    pub(super) fn read_converts(&mut self, reader: &mut RowReader<'_>, field: &'static str) -> Vec<Conversion> {
        let mut converts: Vec<Conversion> = Vec::new();
        for item in reader.items(field) {
            let Some((inputs, outputs)) = split_conversion(item) else {
                reader.add_error(field, RowErrorKind::InvalidConversion { item: truncated(item) });
                continue;
            };
            let (Some(mut inputs), Some(mut outputs)) =
                (self.read_portions(reader, field, &inputs), self.read_portions(reader, field, &outputs))
            else {
                continue;
            };
            let (from, to) = (inputs.remove(0), outputs.remove(0));
            if from.ratio.is_some() {
                reader.add_error(field, RowErrorKind::InvalidConversion { item: truncated(item) });
                continue;
            }
            let conversion = Conversion {
                from: from.product,
                to: to.product,
                yield_ratio: to.ratio,
                with: inputs,
                by_products: outputs,
            };
            if conversion.names_a_product_twice() {
                reader.add_error(field, RowErrorKind::SelfConversion { item: truncated(item) });
                continue;
            }
            if converts.iter().any(|other| (other.from, other.to) == (conversion.from, conversion.to)) {
                reader.add_error(field, RowErrorKind::DuplicateItem { item: truncated(item) });
            }
            converts.push(conversion);
        }
        converts
    }

    /// One side of a conversion; none at the first error.
    fn read_portions(
        &mut self,
        reader: &mut RowReader<'_>,
        field: &'static str,
        side: &[NameAndNumber<'_>],
    ) -> Option<Vec<Portion>> {
        let portion = |(name, ratio): &NameAndNumber<'_>| {
            let product = self.resolve_product(reader, field, name)?;
            Some(Portion { product, ratio: optional_amount(reader, field, *ratio).ok()? })
        };
        side.iter().map(portion).collect()
    }
}

/// A number that may be missing; an error when it is wrong, which is reported.
fn optional_amount(
    reader: &mut RowReader<'_>,
    field: &'static str,
    text: Option<&str>,
) -> Result<Option<f64>, WrongNumber> {
    text.map(|text| reader.parse_amount(field, text).ok_or(WrongNumber)).transpose()
}

struct WrongNumber;

/// "2021: cooperative|2024: union".
pub(super) fn read_kinds_by_year(reader: &mut RowReader<'_>, field: &'static str) -> BTreeMap<Year, ActorKind> {
    let mut kinds = BTreeMap::new();
    for item in reader.items(field) {
        let (year, kind) = split_amount(item);
        let year = parse_year(year).ok().flatten();
        let (Some(year), Some(kind)) = (year, kind.and_then(parse_kind)) else {
            reader.add_error(field, RowErrorKind::InvalidKindByYear { item: truncated(item) });
            continue;
        };
        if kinds.insert(year, kind).is_some() {
            reader.add_error(field, RowErrorKind::DuplicateItem { item: truncated(item) });
        }
    }
    kinds
}
