//! The cells of each kind of record.

use super::{Cell, TableSource};
use crate::language::{
    Heading as H, Localized, break_sentence, capitalised, finding_sentence, form_text, measure_sentence, measure_value,
    number, short_kind,
};
use crate::map::{Actor, ActorId, LinkId, LinkKind, LinkageMap, ModelId, ProductId, TargetId, Year};

/// Separates the names of a list.
const LIST_SEPARATOR: &str = "; ";

fn actor_name(map: &LinkageMap, id: ActorId) -> &str {
    map.actors().get(&id).map_or("", |actor| &actor.name)
}

fn actor_names<'i>(map: &LinkageMap, ids: impl IntoIterator<Item = &'i ActorId>) -> Cell {
    Cell::text(ids.into_iter().map(|id| actor_name(map, *id)).collect::<Vec<_>>().join(LIST_SEPARATOR))
}

fn product_names<'i>(map: &LinkageMap, ids: impl IntoIterator<Item = &'i ProductId>) -> Cell {
    let name = |id: &ProductId| map.products().get(id).map_or("", |product| product.name.as_str());
    Cell::text(ids.into_iter().map(name).collect::<Vec<_>>().join(LIST_SEPARATOR))
}

fn year_cell(year: Option<Year>) -> Cell {
    year.map_or(Cell::Empty, Cell::Year)
}

fn number_cell(value: Option<f64>) -> Cell {
    value.map_or(Cell::Empty, Cell::Number)
}

fn count_cell(count: usize) -> Cell {
    Cell::Number(count as f64)
}

pub(super) fn model_cell(id: ModelId, column: H, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let model = map.models().get(&id)?;
    let assessed = source.assessment.models.get(&id);
    Some(match column {
        H::Model => Cell::text(&model.name),
        H::Verdict => Cell::Verdict(assessed?.verdict),
        H::Products => product_names(map, &model.products),
        H::Core => actor_names(map, &model.core),
        H::Buyer => {
            let mut buyers: Vec<&ActorId> = Vec::new();
            for buyer in assessed?.cases.iter().filter_map(|case| case.route.as_ref()?.actors.last()) {
                if !buyers.contains(&buyer) {
                    buyers.push(buyer);
                }
            }
            actor_names(map, buyers)
        }
        H::Why => {
            // The worst case determines the model's verdict.
            let case = assessed?.cases.iter().max_by_key(|case| case.verdict)?;
            match (case.breaks.first(), &case.route) {
                (Some(at), _) => Cell::text(break_sentence(at, map, source.assessment.year, language)),
                (None, Some(route)) => {
                    let names: Vec<&str> = route.actors.iter().map(|id| actor_name(map, *id)).collect();
                    Cell::text(names.join(" → "))
                }
                (None, None) => Cell::Empty,
            }
        }
        H::MembersListed => count_cell(model.members.len()),
        H::LeftOut => count_cell(assessed?.left_out.len()),
        H::Since => year_cell(model.since),
        H::Note => Cell::text(&model.note),
        _ => return None,
    })
}

pub(super) fn actor_cell(id: ActorId, column: H, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let actor = map.actors().get(&id)?;
    Some(match column {
        H::Actor => Cell::text(&actor.name),
        H::Kind => Cell::text(capitalised(short_kind(actor.kind, language))),
        H::Stage => Cell::text(&map.stages().get(&actor.stage?)?.name),
        H::District => Cell::text(&actor.district),
        H::Sector => Cell::text(actor.sector.title(language)),
        H::Count => count_cell(actor.count as usize),
        H::Members => Cell::Number(f64::from(actor.members_as_of(source.assessment.year)?)),
        H::Supply => supply_cell(actor, source),
        H::Founded => year_cell(actor.founded),
        H::Dissolved => year_cell(actor.dissolved),
        H::Code => Cell::text(&actor.code),
        H::Note => Cell::text(&actor.note),
        _ => return None,
    })
}

fn supply_cell(actor: &Actor, source: TableSource<'_>) -> Cell {
    let item_text = |supply: &crate::map::Supply| {
        let product = source.map.products().get(&supply.product)?;
        let Some(volume) = supply.volume else { return Some(product.name.clone()) };
        let line = format!("{}: {} {}", product.name, number(volume, source.language), product.unit);
        Some(line.trim_end().to_owned())
    };
    Cell::text(actor.supply.iter().filter_map(item_text).collect::<Vec<_>>().join(LIST_SEPARATOR))
}

pub(super) fn link_cell(id: LinkId, column: H, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let link = map.links().get(&id)?;
    Some(match column {
        H::From => Cell::text(actor_name(map, link.from)),
        H::To => Cell::text(actor_name(map, link.to)),
        H::LinkKind => Cell::text(link.kind.title(language)),
        H::Products => product_names(map, &link.products),
        H::Form if link.kind == LinkKind::Product => Cell::text(capitalised(form_text(link.form, language))),
        H::State => Cell::text(capitalised(map.link_status(link, source.assessment.year).text(language))),
        H::FromYear => year_cell(link.from_year),
        H::ToYear => year_cell(link.to_year),
        H::Volume => number_cell(link.volume),
        H::Price => number_cell(link.price),
        H::Share => number_cell(link.share),
        H::Contract => Cell::text(&link.contract),
        H::Note => Cell::text(&link.note),
        _ => return None,
    })
}

pub(super) fn finding_cell(at: usize, column: H, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let finding = source.assessment.findings.get(at)?;
    Some(match column {
        H::Severity => Cell::Severity(finding.severity),
        H::Finding => Cell::text(finding.code.title(language)),
        H::Sentence => Cell::text(finding_sentence(finding, map, source.assessment.year, language)),
        _ => return None,
    })
}

pub(super) fn target_cell(id: TargetId, column: H, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let target = map.targets().get(&id)?;
    let status = || source.targets.iter().find(|status| status.target == id);
    let in_unit = |value: f64| Cell::Measured(value, measure_value(value, &target.measure, map, language));
    Some(match column {
        H::Target => Cell::text(&target.name),
        H::Measure => Cell::text(measure_sentence(&target.measure, map, language)),
        H::Year => Cell::Year(target.year),
        H::Goal => in_unit(target.goal),
        H::Reached => in_unit(status()?.value?),
        H::Missing => in_unit(status()?.shortfall.filter(|missing| *missing > 0.0)?),
        H::Note => Cell::text(&target.note),
        _ => return None,
    })
}
