//! The values of two records as text.

use crate::editing::MergeSlot;
use crate::language::Language;
use crate::map::{Actor, Figures, LinkageMap, ProductId, Year};
use crate::schema::{Described, Field, actor};

/// What a value is called.
pub(super) fn slot_name(slot: MergeSlot, map: &LinkageMap, language: Language) -> String {
    let product = |id: ProductId| map.products().get(&id).map_or("", |product| product.name.as_str());
    match slot {
        MergeSlot::Field(id) => Actor::field(id).map_or_else(String::new, |field| field.title(language)),
        MergeSlot::Supply(id) => product(id).to_owned(),
        MergeSlot::Conversion(from, to) => format!("{} → {}", product(from), product(to)),
        MergeSlot::Became(year) => year.to_string(),
        MergeSlot::Figure(year, id) => {
            let name = Figures::field(id).map_or("", |figure| figure.name(language));
            format!("{year} · {name}")
        }
    }
}

/// The value of an actor; empty where it says nothing.
pub(super) fn slot_text(slot: MergeSlot, of: &Actor, map: &LinkageMap, language: Language) -> String {
    match slot {
        MergeSlot::Field(id) if id == actor::FIGURES.id => {
            let years = of.figures.iter();
            years.map(|(year, figures)| figures_text(*year, figures, map, language)).collect::<Vec<_>>().join("\n")
        }
        MergeSlot::Field(id) => Actor::field(id).map_or_else(String::new, |field| field.write(of, map, language)),
        MergeSlot::Supply(product) => {
            let supply = of.supply.iter().filter(|supply| supply.product == product).cloned().collect();
            actor::SUPPLY.write(&Actor { supply, ..Actor::default() }, map, language)
        }
        MergeSlot::Conversion(from, to) => {
            let converts = of.converts.iter().filter(|it| (it.from, it.to) == (from, to)).cloned().collect();
            actor::CONVERTS.write(&Actor { converts, ..Actor::default() }, map, language)
        }
        MergeSlot::Became(year) => {
            let became = of.became.get(&year).map(|kind| (year, *kind)).into_iter().collect();
            actor::BECAME.write(&Actor { became, ..Actor::default() }, map, language)
        }
        MergeSlot::Figure(year, id) => {
            let pair = Figures::field(id).zip(of.figures.get(&year));
            pair.map_or_else(String::new, |(figure, figures)| with_unit(figure, figures, map, language))
        }
    }
}

/// "2019 · số thành viên: 45; doanh thu: 2.000.000.000 đồng".
fn figures_text(year: Year, figures: &Figures, map: &LinkageMap, language: Language) -> String {
    let known = Figures::fields().iter().filter(|figure| !figure.is_blank(figures));
    let texts = known.map(|figure| format!("{}: {}", figure.name(language), with_unit(figure, figures, map, language)));
    format!("{year} · {}", texts.collect::<Vec<_>>().join("; "))
}

fn with_unit(figure: &Field<Figures>, figures: &Figures, map: &LinkageMap, language: Language) -> String {
    let text = figure.write(figures, map, language);
    figure.unit.text(language).map_or_else(|| text.clone(), |unit| format!("{text} {unit}"))
}

/// The names of the fields in which two actors say the same, and say something.
pub(super) fn alike_fields(one: &Actor, other: &Actor, language: Language) -> Vec<&'static str> {
    let is_said = |field: &&&Field<Actor>| **field != &actor::ID && !field.is_blank(one);
    let alike = Actor::fields().iter().filter(is_said).filter(|field| field.is_same(one, other));
    alike.map(|field| field.name(language)).collect()
}
