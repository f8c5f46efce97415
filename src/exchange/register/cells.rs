//! The values of fields as cells that an import reads back.

use std::borrow::Cow;

use super::references::References;
use crate::exchange::import::{ImportTable, guarded};
use crate::language::{Language, Localized, UiText, capitalised, form_text, measure_sentence, short_kind};
use crate::map::{
    ActorId, ActorKind, Conversion, LinkForm, LinkKind, LinkageMap, Measure, Portion, ProductId, Sector, Supply, Year,
};
use crate::schema::{Cell, Field, FieldType, banding_name, read_measure};

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange) enum RegisterCell {
    Empty,
    Text(String),
    Number(f64),
    Year(Year),
}

impl RegisterCell {
    /// A text; empty is an empty cell.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// As programs read it; empty for nothing.
    pub fn plain_text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => guarded(text),
            Self::Number(value) => decimal(*value, Language::English).into(),
            Self::Year(year) => year.to_string().into(),
        }
    }
}

/// Writes the records of a map.
pub(super) struct Writer<'a> {
    map: &'a LinkageMap,
    references: References,
    pub language: Language,
}

impl<'a> Writer<'a> {
    pub fn new(map: &'a LinkageMap, language: Language) -> Self {
        Self { map, references: References::new(map), language }
    }

    /// How others refer to an actor.
    pub fn actor(&self, id: ActorId) -> RegisterCell {
        RegisterCell::text(self.actor_text(id))
    }

    fn actor_text(&self, id: ActorId) -> &str {
        self.references.actors.get(&id).map_or("", String::as_str)
    }

    fn product(&self, id: ProductId) -> &str {
        self.references.products.get(&id).map_or("", String::as_str)
    }

    /// The value of a field.
    pub fn cell<R>(&self, field: &Field<R>, record: &R) -> RegisterCell {
        let language = self.language;
        match &field.kind {
            FieldType::LinkForm(lens) => {
                let form = (lens.get)(record);
                form.map_or(RegisterCell::Empty, |form| RegisterCell::text(&form_word(Some(form), language)))
            }
            FieldType::Banding(lens) => {
                let bands = *(lens.get)(record);
                bands.map_or(RegisterCell::Empty, |_| RegisterCell::text(banding_name(bands).text(language)))
            }
            FieldType::Stage(lens) => match (lens.get)(record) {
                Some(stage) => RegisterCell::text(self.references.stages.get(stage).map_or("", String::as_str)),
                // A sign, as an empty cell means the usual stage of the kind.
                None => RegisterCell::text("-"),
            },
            FieldType::Product(lens) => {
                (lens.get)(record).map_or(RegisterCell::Empty, |id| RegisterCell::text(self.product(id)))
            }
            FieldType::OneProduct(lens) => RegisterCell::text(self.product(*(lens.get)(record))),
            FieldType::Products(lens) => list((lens.get)(record).iter().map(|id| self.product(*id).to_owned())),
            FieldType::Actor(lens) => self.actor(*(lens.get)(record)),
            FieldType::Actors(lens) => list((lens.get)(record).iter().map(|id| self.actor_text(*id).to_owned())),
            FieldType::Path(lens) => {
                let steps: Vec<&str> = (lens.get)(record).iter().map(|id| self.actor_text(*id)).collect();
                RegisterCell::text(&steps.join(" > "))
            }
            FieldType::Supply(lens) => list((lens.get)(record).iter().map(|supply| self.supply(supply))),
            FieldType::Conversions(lens) => list((lens.get)(record).iter().map(|it| self.conversion(it))),
            FieldType::Portions(lens) => list((lens.get)(record).iter().map(|portion| self.portion(portion))),
            FieldType::Measure(lens) => {
                let measure = (lens.get)(record);
                let sentence = measure_sentence(measure, self.map, language);
                let is_named = |product: &ProductId| {
                    self.map.products().get(product).is_some_and(|record| record.name == self.product(*product))
                };
                let is_named = match measure {
                    Measure::ContractVolume { product: Some(product) } => is_named(product),
                    _ => true,
                };
                let is_read_back = is_named && read_measure(&sentence, self.map).is_ok_and(|read| read == *measure);
                if is_read_back {
                    RegisterCell::Text(sentence)
                } else {
                    RegisterCell::Text(self.coded_measure(measure))
                }
            }
            FieldType::Figures(_) => RegisterCell::Empty,
            // Words of programs, in small letters.
            FieldType::Flag(_) | FieldType::Answer(_) => {
                RegisterCell::text(&field.write(record, self.map, language).to_lowercase())
            }
            // All else stands as in the tables of the window.
            _ => match field.cell(record, self.map, language) {
                Cell::Number(value) => RegisterCell::Number(value),
                Cell::Year(year) => RegisterCell::Year(year),
                cell => RegisterCell::text(&cell.display_text(language)),
            },
        }
    }

    /// How a target is counted, in the short words of programs, where names stand in the way of a sentence.
    fn coded_measure(&self, measure: &Measure) -> String {
        let english = Language::English;
        let of: Vec<String> = match measure {
            Measure::Founded { kinds } => kinds.iter().map(|kind| kind_word(*kind, english)).collect(),
            Measure::MemberGrowth { base_year } => vec![base_year.to_string()],
            Measure::ContractVolume { product } => {
                product.iter().map(|product| self.product(*product).to_owned()).collect()
            }
            Measure::Count { kind, sector, district, commune } => {
                let place = |word: &str, name: &String| (!name.is_empty()).then(|| format!("{word}={name}"));
                let kind = kind.map(|kind| kind_word(kind, english));
                let sector = sector.map(|sector| sector.title(english));
                [kind, sector, place("district", district), place("commune", commune)].into_iter().flatten().collect()
            }
            Measure::LinkedModels | Measure::EffectiveShare | Measure::FundCapital => Vec::new(),
        };
        if of.is_empty() { measure.code().to_owned() } else { format!("{}: {}", measure.code(), of.join(", ")) }
    }

    fn supply(&self, supply: &Supply) -> String {
        let mut text = self.product(supply.product).to_owned();
        if let Some(volume) = supply.volume {
            text.push_str(&format!(": {}", decimal(volume, self.language)));
        }
        if let Some(own_use) = supply.own_use {
            let keep = match self.language {
                Language::Vietnamese => "giữ",
                Language::English => "keep",
            };
            text.push_str(&format!(" {keep} {}", decimal(own_use, self.language)));
        }
        text
    }

    fn conversion(&self, conversion: &Conversion) -> String {
        let side = |main: Portion, others: &[Portion]| {
            let parts: Vec<String> =
                std::iter::once(&main).chain(others).map(|portion| self.portion(portion)).collect();
            parts.join(" + ")
        };
        let inputs = side(Portion { product: conversion.from, ratio: None }, &conversion.with);
        let main = Portion { product: conversion.to, ratio: conversion.yield_ratio };
        format!("{inputs} > {}", side(main, &conversion.by_products))
    }

    fn portion(&self, portion: &Portion) -> String {
        let name = self.product(portion.product);
        portion.ratio.map_or_else(|| name.to_owned(), |ratio| format!("{name}: {}", decimal(ratio, self.language)))
    }
}

/// What stands over the column of a field; what the window says otherwise has the name of its field.
pub(super) fn title<R>(field: &Field<R>, language: Language) -> String {
    match field.kind {
        FieldType::Coordinate(_) => field.id.to_owned(),
        _ => capitalised(field.name(language)),
    }
}

/// The words that the cells of a field take.
pub(super) fn words<R>(field: &Field<R>, language: Language) -> Vec<String> {
    match field.kind {
        FieldType::ActorKind(_) => ActorKind::ALL.iter().map(|kind| kind_word(*kind, language)).collect(),
        FieldType::Sector(_) => Sector::ALL.iter().map(|sector| sector.title(language)).collect(),
        FieldType::LinkKind(_) => LinkKind::ALL.iter().map(|kind| kind.title(language)).collect(),
        FieldType::LinkForm(_) => LinkForm::ALL.iter().map(|form| form_word(Some(*form), language)).collect(),
        FieldType::Flag(_) | FieldType::Answer(_) => {
            [UiText::Yes, UiText::No].map(|it| it.text(language).to_lowercase()).into()
        }
        _ => Vec::new(),
    }
}

/// The table whose names the cells of a field take, one in each.
pub(super) fn named_table<R>(field: &Field<R>) -> Option<ImportTable> {
    match field.kind {
        FieldType::Actor(_) => Some(ImportTable::Actors),
        FieldType::Product(_) | FieldType::OneProduct(_) => Some(ImportTable::Products),
        FieldType::Stage(_) => Some(ImportTable::Stages),
        _ => None,
    }
}

fn kind_word(kind: ActorKind, language: Language) -> String {
    capitalised(short_kind(kind, language))
}

fn form_word(form: Option<LinkForm>, language: Language) -> String {
    capitalised(form_text(form, language))
}

fn list(items: impl Iterator<Item = String>) -> RegisterCell {
    let items: Vec<String> = items.collect();
    RegisterCell::text(&items.join("; "))
}

/// A number in the fewest digits that give it back, without groups; one more digit where three decimals would read as a
/// group.
fn decimal(value: f64, language: Language) -> String {
    let mut text = format!("{value}");
    if let Some((whole, decimals)) = text.split_once('.')
        && decimals.len() == 3
        && whole.trim_start_matches('-').len() <= 3
    {
        text.push('0');
    }
    match language {
        Language::Vietnamese => text.replace('.', ","),
        Language::English => text,
    }
}
