//! Normalizes and checks records field by field, as their descriptions say. What concerns several fields of a record at once is
//! checked in `map`.

use super::aliases::{is_list_item, list_item};
use super::field::{Described, Field, FieldType};
use super::text::LIST_SEPARATOR;
use crate::map::{
    Actor, Conversion, Evidence, FieldChecks, Figures, Measure, Product, Stage, Validator, ViolationKind,
    normalize_line_mut, normalize_note_mut,
};

impl<R> Field<R> {
    // Both are inlined into the calls that `describe!` makes, one for each field: there the type of the field is known, and of
    // the match one arm is left. In a loop over all fields, checking a country took twice as long.
    #[expect(clippy::inline_always, reason = "the match is known where it is called, see above")]
    #[inline(always)]
    pub(super) fn normalize(&self, record: &mut R) {
        match &self.kind {
            FieldType::Name(lens) | FieldType::Line(lens) => normalize_line_mut((lens.get_mut)(record)),
            FieldType::Note(lens) => normalize_note_mut((lens.get_mut)(record)),
            FieldType::Names(lens) => {
                let names = (lens.get_mut)(record);
                if !names.iter().all(|name| is_list_item(name)) {
                    *names = names.iter().map(|name| list_item(name)).filter(|name| !name.is_empty()).collect();
                }
            }
            FieldType::Evidence(lens) => (lens.get_mut)(record).normalize_fields(),
            FieldType::Supply(lens) => {
                let supply = (lens.get_mut)(record);
                // Stable sorts: of two entries for the same product the later one is the correction, and stays.
                supply.reverse();
                supply.sort_by_key(|entry| entry.product);
                supply.dedup_by_key(|entry| entry.product);
            }
            FieldType::Conversions(lens) => {
                let conversions = (lens.get_mut)(record);
                conversions.reverse();
                conversions.sort_by_key(|conversion| (conversion.from, conversion.to));
                conversions.dedup_by_key(|conversion| (conversion.from, conversion.to));
                conversions.iter_mut().for_each(FieldChecks::normalize_fields);
            }
            FieldType::Portions(lens) => {
                let portions = (lens.get_mut)(record);
                portions.reverse();
                portions.sort_by_key(|portion| portion.product);
                portions.dedup_by_key(|portion| portion.product);
            }
            FieldType::Figures(lens) => (lens.get_mut)(record).retain(|_, figures| *figures != Figures::default()),
            FieldType::Measure(lens) => {
                if let Measure::Count { district, commune, .. } = (lens.get_mut)(record) {
                    normalize_line_mut(district);
                    normalize_line_mut(commune);
                }
            }
            _ => {}
        }
    }

    /// Checks the value; violations name it by `id`.
    #[expect(clippy::inline_always, reason = "the match is known where it is called, see above")]
    #[inline(always)]
    pub(super) fn check(&self, record: &R, id: &'static str, validator: &mut Validator<'_>) {
        match &self.kind {
            FieldType::Name(lens) => validator.check_name(id, (lens.get)(record)),
            FieldType::Line(lens) => validator.check_line(id, (lens.get)(record)),
            FieldType::Note(lens) => validator.check_note(id, (lens.get)(record)),
            FieldType::Names(lens) => {
                let names = (lens.get)(record);
                for name in names {
                    validator.check_line(id, name);
                }
                // All of them are one cell of a table.
                if names.len() > 1 {
                    validator
                        .check_note(id, &names.iter().map(String::as_str).collect::<Vec<_>>().join(LIST_SEPARATOR));
                }
            }
            FieldType::Count(lens) => validator.check_least(id, Some(*(lens.get)(record)), 1),
            FieldType::Whole(lens, least) => validator.check_least(id, *(lens.get)(record), *least),
            FieldType::Amount(lens) => validator.check_amount(id, *(lens.get)(record)),
            FieldType::Balance(lens) => validator.check_finite(id, *(lens.get)(record)),
            FieldType::Percent(lens) => validator.check_percent(id, *(lens.get)(record)),
            FieldType::Goal(lens) => validator.check_amount(id, Some(*(lens.get)(record))),
            FieldType::Coordinate(lens) => validator.check_coordinate(id, *(lens.get)(record)),
            FieldType::Year(lens) => validator.check_year(id, Some(*(lens.get)(record))),
            FieldType::OptionalYear(lens) => validator.check_year(id, *(lens.get)(record)),
            FieldType::Stage(lens) => validator.check_all_exist::<Stage>(id, (lens.get)(record)),
            FieldType::Product(lens) => validator.check_all_exist::<Product>(id, (lens.get)(record)),
            FieldType::OneProduct(lens) => validator.check_exists::<Product>(id, *(lens.get)(record)),
            FieldType::Products(lens) => validator.check_all_exist::<Product>(id, (lens.get)(record)),
            FieldType::Actor(lens) => validator.check_exists::<Actor>(id, *(lens.get)(record)),
            FieldType::Actors(lens) => validator.check_all_exist::<Actor>(id, (lens.get)(record)),
            FieldType::Path(lens) => {
                let path = (lens.get)(record);
                validator.check_all_exist::<Actor>(id, path);
                if path.len() < 2 {
                    validator.add(id, ViolationKind::PathTooShort);
                }
            }
            FieldType::Supply(lens) => {
                let supply = (lens.get)(record);
                for entry in supply {
                    check_part(entry, id, validator);
                }
                if !supply.is_sorted_by(|a, b| a.product < b.product) {
                    validator.add(id, ViolationKind::Unsorted);
                }
            }
            FieldType::Conversions(lens) => {
                let conversions = (lens.get)(record);
                for conversion in conversions {
                    check_part(conversion, id, validator);
                }
                if conversions.iter().any(Conversion::names_a_product_twice) {
                    validator.add(id, ViolationKind::SelfConversion);
                }
                if !conversions.is_sorted_by(|a, b| (a.from, a.to) < (b.from, b.to)) {
                    validator.add(id, ViolationKind::Unsorted);
                }
            }
            FieldType::Portions(lens) => {
                let portions = (lens.get)(record);
                for portion in portions {
                    check_part(portion, id, validator);
                }
                if !portions.is_sorted_by(|a, b| a.product < b.product) {
                    validator.add(id, ViolationKind::Unsorted);
                }
            }
            FieldType::KindsByYear(lens) => {
                for year in (lens.get)(record).keys() {
                    validator.check_year(id, Some(*year));
                }
            }
            FieldType::Figures(lens) => {
                for (year, figures) in (lens.get)(record) {
                    validator.check_year(id, Some(*year));
                    figures.check_fields(validator);
                }
            }
            FieldType::Evidence(lens) => {
                let evidence = (lens.get)(record);
                if *evidence != Evidence::default() {
                    check_part(evidence, id, validator);
                }
            }
            FieldType::Measure(lens) => match (lens.get)(record) {
                Measure::MemberGrowth { base_year } => validator.check_year(id, Some(*base_year)),
                Measure::ContractVolume { product } => validator.check_all_exist::<Product>(id, product),
                Measure::Count { district, commune, .. } => {
                    validator.check_line(id, district);
                    validator.check_line(id, commune);
                }
                Measure::Founded { .. } | Measure::LinkedModels | Measure::EffectiveShare | Measure::FundCapital => {}
            },
            FieldType::Id(_)
            | FieldType::Order(_)
            | FieldType::Flag(_)
            | FieldType::Answer(_)
            | FieldType::ActorKind(_)
            | FieldType::Sector(_)
            | FieldType::LinkKind(_)
            | FieldType::LinkForm(_)
            | FieldType::Banding(_) => {}
        }
    }
}

/// Checks the fields of a part of a record; violations name the field that holds it.
fn check_part<R: Described>(part: &R, id: &'static str, validator: &mut Validator<'_>) {
    for field in R::fields() {
        field.check(part, id, validator);
    }
}
