//! Values as a person reads them.

use super::cell::Cell;
use super::conversion::{KEEP_ENGLISH, KEEP_VIETNAMESE};
use super::field::{Field, FieldType};
use crate::language::{Language, Localized, UiText, capitalised, form_text, measure_sentence, number, short_kind};
use crate::map::{ActorId, ActorKind, Banding, Conversion, LinkageMap, Portion, ProductId, Supply, Year};

/// Separates the items of a list.
pub(super) const LIST_SEPARATOR: &str = "; ";
/// Separates the actors of a path, and a product from what it is turned into.
const PATH_SEPARATOR: &str = " > ";

impl<R> Field<R> {
    /// The value of a record as a cell of a table.
    pub fn cell(&self, record: &R, map: &LinkageMap, language: Language) -> Cell {
        let optional = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
        let yes_no = |value: bool| Cell::text(if value { UiText::Yes } else { UiText::No }.text(language));
        match &self.kind {
            FieldType::Id(id) => Cell::Number(f64::from(id(record))),
            FieldType::Name(lens) | FieldType::Line(lens) | FieldType::Note(lens) => Cell::text((lens.get)(record)),
            FieldType::Names(lens) => Cell::text(joined((lens.get)(record).iter().map(String::as_str), LIST_SEPARATOR)),
            FieldType::Order(lens) | FieldType::Count(lens) => Cell::Number(f64::from(*(lens.get)(record))),
            FieldType::Whole(lens, _) => optional((lens.get)(record).map(f64::from)),
            FieldType::Amount(lens) | FieldType::Balance(lens) | FieldType::Percent(lens) => {
                optional(*(lens.get)(record))
            }
            FieldType::Goal(lens) => Cell::Number(*(lens.get)(record)),
            FieldType::Coordinate(lens) => Cell::Number(f64::from(*(lens.get)(record))),
            FieldType::Year(lens) => Cell::Year(*(lens.get)(record)),
            FieldType::OptionalYear(lens) => (lens.get)(record).map_or(Cell::Empty, Cell::Year),
            FieldType::Flag(lens) => yes_no(*(lens.get)(record)),
            FieldType::Answer(lens) => (lens.get)(record).map_or(Cell::Empty, yes_no),
            FieldType::ActorKind(lens) => Cell::text(capitalised(short_kind(*(lens.get)(record), language))),
            FieldType::Sector(lens) => Cell::text((lens.get)(record).title(language)),
            FieldType::LinkKind(lens) => Cell::text((lens.get)(record).title(language)),
            FieldType::LinkForm(lens) => Cell::text(capitalised(form_text(*(lens.get)(record), language))),
            FieldType::Banding(lens) => Cell::text(banding_name(*(lens.get)(record)).text(language)),
            FieldType::Stage(lens) => {
                let stage = (lens.get)(record).and_then(|id| map.stages().get(&id));
                stage.map_or(Cell::Empty, |stage| Cell::text(&stage.name))
            }
            FieldType::Product(lens) => (lens.get)(record).map_or(Cell::Empty, |id| Cell::text(product_name(map, id))),
            FieldType::OneProduct(lens) => Cell::text(product_name(map, *(lens.get)(record))),
            FieldType::Products(lens) => {
                Cell::text(joined((lens.get)(record).iter().map(|id| product_name(map, *id)), LIST_SEPARATOR))
            }
            FieldType::Actor(lens) => Cell::text(actor_name(map, *(lens.get)(record))),
            FieldType::Actors(lens) => {
                Cell::text(joined((lens.get)(record).iter().map(|id| actor_name(map, *id)), LIST_SEPARATOR))
            }
            FieldType::Path(lens) => {
                Cell::text(joined((lens.get)(record).iter().map(|id| actor_name(map, *id)), PATH_SEPARATOR))
            }
            FieldType::Supply(lens) => Cell::text(joined(
                (lens.get)(record).iter().map(|entry| supply_text(entry, map, language)),
                LIST_SEPARATOR,
            )),
            FieldType::Conversions(lens) => {
                let entries = (lens.get)(record).iter().map(|entry| conversion_text(entry, map, language));
                Cell::text(joined(entries, LIST_SEPARATOR))
            }
            FieldType::Portions(lens) => {
                let entries = (lens.get)(record).iter().map(|entry| portion_text(entry, map, language));
                Cell::text(joined(entries, LIST_SEPARATOR))
            }
            FieldType::KindsByYear(lens) => {
                let entry = |(year, kind): (&Year, &ActorKind)| format!("{year}: {}", short_kind(*kind, language));
                Cell::text(joined((lens.get)(record).iter().map(entry), LIST_SEPARATOR))
            }
            FieldType::Figures(lens) => {
                Cell::text(joined((lens.get)(record).keys().map(Year::to_string), LIST_SEPARATOR))
            }
            FieldType::Measure(lens) => Cell::text(measure_sentence((lens.get)(record), map, language)),
            FieldType::Evidence(lens) => Cell::text(&(lens.get)(record).paper),
        }
    }

    /// The value of a record as text that [`Self::read`] reads back.
    pub fn write(&self, record: &R, map: &LinkageMap, language: Language) -> String {
        self.cell(record, map, language).display_text(language)
    }
}

fn product_name(map: &LinkageMap, id: ProductId) -> &str {
    map.products().get(&id).map_or("", |product| product.name.as_str())
}

fn actor_name(map: &LinkageMap, id: ActorId) -> &str {
    map.actors().get(&id).map_or("", |actor| actor.name.as_str())
}

/// "Lúa: 1.200 tấn", or the name alone where the volume is unknown.
fn supply_text(entry: &Supply, map: &LinkageMap, language: Language) -> String {
    let name = product_name(map, entry.product);
    let Some(volume) = entry.volume else { return name.to_owned() };
    let unit = map.products().get(&entry.product).map_or("", |product| product.unit.as_str());
    let mut text = format!("{name}: {} {unit}", number(volume, language)).trim_end().to_owned();
    if let Some(own_use) = entry.own_use {
        let keep = match language {
            Language::Vietnamese => KEEP_VIETNAMESE,
            Language::English => KEEP_ENGLISH,
        };
        text.push_str(&format!(" {keep} {}", number(own_use, language)));
    }
    text
}

/// "Lúa > Gạo: 0,65 + Cám: 0,1", or without the ratios where they are unknown.
fn conversion_text(entry: &Conversion, map: &LinkageMap, language: Language) -> String {
    let side = |main: Portion, others: &[Portion]| {
        joined(std::iter::once(&main).chain(others).map(|portion| portion_text(portion, map, language)), " + ")
    };
    let inputs = side(Portion { product: entry.from, ratio: None }, &entry.with);
    let outputs = side(Portion { product: entry.to, ratio: entry.yield_ratio }, &entry.by_products);
    format!("{inputs}{PATH_SEPARATOR}{outputs}")
}

/// "Gạo: 0,65", or the name alone where the ratio is unknown.
fn portion_text(entry: &Portion, map: &LinkageMap, language: Language) -> String {
    let name = product_name(map, entry.product);
    entry.ratio.map_or_else(|| name.to_owned(), |ratio| format!("{name}: {}", number(ratio, language)))
}

pub(super) fn joined<T: AsRef<str>>(items: impl Iterator<Item = T>, separator: &str) -> String {
    let mut all = String::new();
    for (at, item) in items.enumerate() {
        if at > 0 {
            all.push_str(separator);
        }
        all.push_str(item.as_ref());
    }
    all
}

/// The words for what bands stand for.
pub fn banding_name(bands: Option<Banding>) -> UiText {
    match bands {
        None => UiText::BandsNone,
        Some(Banding::District) => UiText::BandsDistrict,
        Some(Banding::Commune) => UiText::BandsCommune,
        Some(Banding::Product) => UiText::BandsProduct,
        Some(Banding::Model) => UiText::BandsModel,
        Some(Banding::Union) => UiText::BandsUnion,
    }
}
