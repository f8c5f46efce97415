//! Units in the heads of columns of volumes, “Sản lượng (tấn)”: those of the products in them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, Report, Sheet, WarningKind};
use crate::map::{LinkageMap, ProductId};
use crate::schema::{folded_key, name_key};

/// The unit over a column, by the place of its table and the field.
pub(super) type HeadUnits = BTreeMap<(usize, &'static str), BTreeSet<ProductId>>;

impl Draft {
    /// Remembers that the volumes of products stand under a head with a unit.
    pub(super) fn note_unit(&mut self, sheet: &Sheet, field: &'static str, products: impl Iterator<Item = ProductId>) {
        if sheet.head_unit(field).is_some() {
            self.head_units.entry((sheet.index, field)).or_default().extend(products);
        }
    }

    /// Gives products the units of their columns, where nothing else says one; tells of those that are counted in another.
    pub(super) fn settle_units(&mut self, sheets: &[Sheet], base: Option<&LinkageMap>, report: &mut Report) {
        let of_base = base.into_iter().flat_map(|base| base.products().values());
        let of_base: BTreeMap<String, &str> =
            of_base.map(|product| (name_key(&product.name), product.unit.as_str())).collect();
        for ((index, field), products) in std::mem::take(&mut self.head_units) {
            let Some((sheet, unit)) = sheets.get(index).and_then(|sheet| Some((sheet, sheet.head_unit(field)?))) else {
                continue;
            };
            let (mut counted, mut others) = (0, Vec::new());
            for id in products {
                let Some(product) = self.products.get_mut(id) else { continue };
                let known = of_base.get(&name_key(&product.name)).copied().unwrap_or_default();
                let known = if product.unit.is_empty() { known } else { &product.unit };
                if known.is_empty() {
                    unit.clone_into(&mut product.unit);
                    counted += 1;
                } else if folded_key(known) != folded_key(unit) {
                    others.push(format!("{} ({known})", product.name));
                }
            }
            if counted > 0 {
                let kind = WarningKind::UnitOfHead { unit: unit.to_owned(), products: counted };
                sheet.warn(Vec::new(), Some(field), kind, report);
            }
            if !others.is_empty() {
                let kind = WarningKind::OtherUnit { unit: unit.to_owned(), products: super::first_names(others) };
                sheet.warn(Vec::new(), Some(field), kind, report);
            }
        }
    }
}
