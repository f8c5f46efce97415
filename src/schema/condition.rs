//! Whether a field of a record has a value that a person names: `kind=cooperative`, `form!=contract`, `members>=20`.

use super::field::{Field, FieldType};
use super::keywords::{FLAGS, FORMS, KINDS, LINK_KINDS, SECTORS, folded_key, name_key, parse_keyword};
use crate::language::{Language, fold, parse_number};
use crate::map::{LinkageMap, ProductId};

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The same, or one of a list.
    Is,
    /// Neither the same nor one of a list.
    IsNot,
    /// A number or year that is at least the given one.
    AtLeast,
    /// At most the given one.
    AtMost,
    /// Above the given one.
    Above,
    /// Below the given one.
    Below,
}

impl Comparison {
    /// Every comparison with its sign; longer signs come before their beginnings.
    pub const SIGNS: [(&'static str, Self); 6] = [
        ("!=", Self::IsNot),
        (">=", Self::AtLeast),
        ("<=", Self::AtMost),
        ("=", Self::Is),
        (">", Self::Above),
        ("<", Self::Below),
    ];

    /// Whether a number compares so with another one.
    pub fn holds(self, value: f64, with: f64) -> bool {
        match self {
            Self::Is => (value - with).abs() <= f64::EPSILON * with.abs(),
            Self::IsNot => !Self::Is.holds(value, with),
            Self::AtLeast => value >= with,
            Self::AtMost => value <= with,
            Self::Above => value > with,
            Self::Below => value < with,
        }
    }
}

impl<R> Field<R> {
    /// Whether a person may mean this field by a key: its id, its name in either language, or the header of a column.
    pub fn is_called(&self, key: &str) -> bool {
        let wanted = folded_key(key);
        let names = Language::ALL.iter().map(|language| self.name(*language));
        let headers = self.import.iter().flat_map(|import| import.aliases.iter().copied());
        std::iter::once(self.id).chain(names).chain(headers).any(|name| folded_key(name) == wanted)
    }

    /// Whether the value of a record compares so with a value as people write it; an empty one stands for none.
    pub fn compares(
        &self,
        record: &R,
        comparison: Comparison,
        value: &str,
        map: &LinkageMap,
        language: Language,
    ) -> bool {
        if let Some(number) = self.number(record) {
            return parse_number(value, language).map_or_else(
                || value.trim().is_empty() && number.is_none() == (comparison == Comparison::Is),
                |with| number.map_or(comparison == Comparison::IsNot, |number| comparison.holds(number, with)),
            );
        }
        match comparison {
            Comparison::Is => self.is(record, value, map),
            Comparison::IsNot => !self.is(record, value, map),
            Comparison::AtLeast | Comparison::AtMost | Comparison::Above | Comparison::Below => false,
        }
    }

    /// The value of a field that is a number, where it is known; none for other fields.
    fn number(&self, record: &R) -> Option<Option<f64>> {
        Some(match &self.kind {
            FieldType::Id(id) => Some(f64::from(id(record))),
            FieldType::Order(lens) | FieldType::Count(lens) => Some(f64::from(*(lens.get)(record))),
            FieldType::Whole(lens, _) => (lens.get)(record).map(f64::from),
            FieldType::Amount(lens) | FieldType::Balance(lens) | FieldType::Percent(lens) => *(lens.get)(record),
            FieldType::Goal(lens) => Some(*(lens.get)(record)),
            FieldType::Coordinate(lens) => Some(f64::from(*(lens.get)(record))),
            FieldType::Year(lens) => Some(f64::from(*(lens.get)(record))),
            FieldType::OptionalYear(lens) => (lens.get)(record).map(f64::from),
            _ => return None,
        })
    }

    /// Whether the value is the given one, or a list has it.
    fn is(&self, record: &R, value: &str, map: &LinkageMap) -> bool {
        let of_product = |id: ProductId| {
            let names = map.product_and_broader(id).into_iter().filter_map(|id| map.products().get(&id));
            names.map(|product| &product.name).any(|name| is_same_text(name, value))
        };
        let of_actor = |id: &crate::map::ActorId| map.actors().get(id).is_some_and(|it| is_same_text(&it.name, value));
        match &self.kind {
            FieldType::ActorKind(lens) => parse_keyword(KINDS, value) == Some(*(lens.get)(record)),
            FieldType::Sector(lens) => parse_keyword(SECTORS, value) == Some(*(lens.get)(record)),
            FieldType::LinkKind(lens) => parse_keyword(LINK_KINDS, value) == Some(*(lens.get)(record)),
            FieldType::LinkForm(lens) if value.trim().is_empty() => (lens.get)(record).is_none(),
            FieldType::LinkForm(lens) => parse_keyword(FORMS, value) == Some(*(lens.get)(record)),
            FieldType::Flag(lens) => parse_keyword(FLAGS, value) == Some(*(lens.get)(record)),
            FieldType::Answer(lens) => parse_keyword(FLAGS, value) == *(lens.get)(record),
            FieldType::Product(lens) => match *(lens.get)(record) {
                Some(id) => of_product(id),
                None => value.trim().is_empty(),
            },
            FieldType::OneProduct(lens) => of_product(*(lens.get)(record)),
            FieldType::Products(lens) => is_one_of((lens.get)(record), value, |id| of_product(*id)),
            FieldType::Supply(lens) => is_one_of((lens.get)(record), value, |supply| of_product(supply.product)),
            FieldType::Conversions(lens) => is_one_of((lens.get)(record), value, |it| it.products().any(of_product)),
            FieldType::Portions(lens) => is_one_of((lens.get)(record), value, |portion| of_product(portion.product)),
            FieldType::Actor(lens) => of_actor((lens.get)(record)),
            FieldType::Names(lens) => is_one_of((lens.get)(record), value, |it| name_key(it) == name_key(value)),
            FieldType::Actors(lens) => is_one_of((lens.get)(record), value, of_actor),
            FieldType::Path(lens) => is_one_of((lens.get)(record), value, of_actor),
            _ => Language::ALL.iter().any(|language| is_same_text(&self.write(record, map, *language), value)),
        }
    }
}

/// Whether a list has the value; an empty value stands for an empty list.
fn is_one_of<'a, T: 'a, L>(list: &'a L, value: &str, is_value: impl Fn(&'a T) -> bool) -> bool
where
    &'a L: IntoIterator<Item = &'a T>,
{
    let mut items = list.into_iter();
    if value.trim().is_empty() { items.next().is_none() } else { items.any(is_value) }
}

/// Whether texts are alike but for case, and for accents where the value has none.
fn is_same_text(text: &str, value: &str) -> bool {
    let folded = fold(value);
    name_key(text) == name_key(value) || name_key(value) == folded && fold(text) == folded
}
