//! What may stand in a field, as far as there is a list of it: closed lists, records by their names, and places that are
//! known already.

use std::collections::BTreeSet;

use super::conversion::{split_amount, split_conversion};
use super::field::{Field, FieldType};
use super::read::items;
use crate::language::{Language, Localized, UiText, capitalised, form_text, short_kind};
use crate::map::{ActorKind, LinkForm, LinkKind, LinkageMap, Sector};

/// The values that a field offers.
#[derive(Clone, Debug, PartialEq)]
pub enum Choices {
    /// None: any text, or a number.
    Free,
    /// One of these words.
    Words(Vec<String>),
    /// The stages of the map by name.
    Stages,
    /// The products of the map by name.
    Products(ListEntry),
    /// The actors of the map by name.
    Actors(ListEntry),
    /// How a target may be counted, see [`super::measure_choices`].
    Measures,
    /// Any text; what stands in this field elsewhere is offered.
    Known,
}

/// Whether a field holds one value or a list, and what parts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListEntry {
    /// One value.
    Only,
    /// Values parted by a semicolon.
    OneOf,
    /// Values in order, parted by an arrow.
    Step,
}

impl ListEntry {
    /// Where the entry that is typed last begins in a text.
    pub fn start(self, text: &str) -> usize {
        let parts: &[char] = match self {
            Self::Only => return 0,
            Self::OneOf => &[';', '|', '\n'],
            Self::Step => &['>', '→'],
        };
        let at = text
            .rfind(parts)
            .map_or(0, |at| at + text.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8));
        at + text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len())
    }
}

impl<R> Field<R> {
    /// What the field offers to whoever types in it.
    pub fn choices(&self, language: Language) -> Choices {
        let titles = |all: &mut dyn Iterator<Item = String>| Choices::Words(all.collect());
        match &self.kind {
            FieldType::Flag(_) | FieldType::Answer(_) => {
                titles(&mut [UiText::Yes, UiText::No].iter().map(|it| it.text(language).to_owned()))
            }
            FieldType::ActorKind(_) => {
                titles(&mut ActorKind::ALL.iter().map(|kind| capitalised(short_kind(*kind, language))))
            }
            FieldType::Sector(_) => titles(&mut Sector::ALL.iter().map(|it| it.title(language))),
            FieldType::LinkKind(_) => titles(&mut LinkKind::ALL.iter().map(|it| it.title(language))),
            FieldType::LinkForm(_) => {
                let known = LinkForm::ALL.iter().map(|form| Some(*form)).chain([None]);
                titles(&mut known.map(|form| capitalised(form_text(form, language))))
            }
            FieldType::Stage(_) => Choices::Stages,
            FieldType::Product(_) | FieldType::OneProduct(_) => Choices::Products(ListEntry::Only),
            FieldType::Products(_) | FieldType::Supply(_) => Choices::Products(ListEntry::OneOf),
            FieldType::Actor(_) => Choices::Actors(ListEntry::Only),
            FieldType::Actors(_) => Choices::Actors(ListEntry::OneOf),
            FieldType::Path(_) => Choices::Actors(ListEntry::Step),
            FieldType::Measure(_) => Choices::Measures,
            _ if self.known_values.is_some() => Choices::Known,
            _ => Choices::Free,
        }
    }

    /// The texts that stand in this field now, in order, where they complete what is typed.
    pub fn known_texts<'m>(&self, map: &'m LinkageMap) -> BTreeSet<&'m str> {
        self.known_values.map(|known_values| known_values(map)).unwrap_or_default()
    }

    /// The products that a text names in this field; none for fields that name none.
    pub fn products_named<'t>(&self, text: &'t str) -> Vec<&'t str> {
        match &self.kind {
            FieldType::Product(_) | FieldType::OneProduct(_) => vec![text.trim()],
            FieldType::Products(_) => items(text).collect(),
            FieldType::Supply(_) | FieldType::Portions(_) => items(text).map(|item| split_amount(item).0).collect(),
            FieldType::Conversions(_) => {
                let sides = items(text).filter_map(split_conversion);
                sides.flat_map(|(inputs, outputs)| inputs.into_iter().chain(outputs).map(|(name, _)| name)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The distinct names of products in texts of one field, as they are written first.
pub fn product_names<'t, R>(field: &Field<R>, texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = BTreeSet::new();
    let named = texts.flat_map(|text| field.products_named(text)).filter(|name| !name.is_empty());
    named.filter(|name| seen.insert(super::name_key(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_typed_last_begins_behind_its_mark() {
        for (entry, text, begins) in [
            (ListEntry::Only, "Lúa; Gạo", "Lúa; Gạo"),
            (ListEntry::OneOf, "Lúa; Gạ", "Gạ"),
            (ListEntry::OneOf, "Lúa;", ""),
            (ListEntry::OneOf, "Lú", "Lú"),
            (ListEntry::Step, "HTX A → Công", "Công"),
            (ListEntry::Step, "A > B >  C", "C"),
        ] {
            assert_eq!(&text[entry.start(text)..], begins);
        }
    }
}
