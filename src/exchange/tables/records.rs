//! The cells of each kind of record: fields as they are described, and what is computed.

use super::{TableColumn, TableSource};
use crate::language::{Heading as H, Localized, break_sentence, capitalised, finding_sentence, measure_value};
use crate::map::{ActorId, ChannelId, LinkId, LinkKind, LinkageMap, ModelId, ProductId, TargetId};
use crate::schema::actor::figures;
use crate::schema::{Cell, link, target};

fn actor_name(map: &LinkageMap, id: ActorId) -> &str {
    map.actors().get(&id).map_or("", |actor| &actor.name)
}

fn count_cell(count: usize) -> Cell {
    Cell::Number(count as f64)
}

pub(super) fn model_cell(id: ModelId, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let model = map.models().get(&id)?;
    let assessed = source.assessment.models.get(&id);
    let heading = match column {
        TableColumn::Model(field) => return Some(field.cell(model, map, language)),
        TableColumn::Computed(heading) => heading,
        _ => return None,
    };
    Some(match heading {
        H::Verdict => Cell::Verdict(assessed?.verdict),
        H::Buyer => {
            let mut buyers: Vec<&str> = Vec::new();
            for buyer in assessed?.cases.iter().filter_map(|case| case.route.as_ref()?.actors.last()) {
                let name = actor_name(map, *buyer);
                if !buyers.contains(&name) {
                    buyers.push(name);
                }
            }
            Cell::text(buyers.join("; "))
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
        _ => return None,
    })
}

pub(super) fn actor_cell(id: ActorId, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let actor = source.map.actors().get(&id)?;
    Some(match column {
        TableColumn::Actor(field) => field.cell(&actor.as_of(source.assessment.year), source.map, source.language),
        // The latest known by the year.
        TableColumn::Figures(field) if *field == figures::MEMBERS => {
            Cell::Number(f64::from(actor.members_as_of(source.assessment.year)?.1))
        }
        TableColumn::Figures(field) => {
            field.cell(actor.figures.get(&source.assessment.year)?, source.map, source.language)
        }
        _ => return None,
    })
}

pub(super) fn link_cell(id: LinkId, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let record = map.links().get(&id)?;
    Some(match column {
        // Only product links are agreed in some form.
        TableColumn::Link(field) if *field == link::FORM && record.kind != LinkKind::Product => return None,
        TableColumn::Link(field) => field.cell(record, map, language),
        TableColumn::Evidence(field) => field.cell(&record.evidence, map, language),
        TableColumn::Computed(H::State) => {
            Cell::text(capitalised(map.link_status(record, source.assessment.year).text(language)))
        }
        _ => return None,
    })
}

pub(super) fn product_cell(id: ProductId, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let TableColumn::Product(field) = column else { return None };
    Some(field.cell(source.map.products().get(&id)?, source.map, source.language))
}

pub(super) fn channel_cell(id: ChannelId, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let TableColumn::Channel(field) = column else { return None };
    Some(field.cell(source.map.channels().get(&id)?, source.map, source.language))
}

pub(super) fn finding_cell(at: usize, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let finding = source.assessment.findings.get(at)?;
    Some(match column {
        TableColumn::Computed(H::Severity) => Cell::Severity(finding.severity()),
        TableColumn::Computed(H::Finding) => Cell::text(finding.code().title(language)),
        TableColumn::Computed(H::Sentence) => {
            Cell::text(finding_sentence(finding, map, source.assessment.year, language))
        }
        _ => return None,
    })
}

pub(super) fn target_cell(id: TargetId, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let (map, language) = (source.map, source.language);
    let record = map.targets().get(&id)?;
    let status = || source.targets.iter().find(|status| status.target == id);
    let in_unit = |value: f64| Cell::Measured(value, measure_value(value, &record.measure, map, language));
    Some(match column {
        // In the unit of the measure.
        TableColumn::Target(field) if *field == target::GOAL => in_unit(record.goal),
        TableColumn::Target(field) => field.cell(record, map, language),
        TableColumn::Computed(H::Reached) => in_unit(status()?.value?),
        TableColumn::Computed(H::Missing) => in_unit(status()?.shortfall.filter(|missing| *missing > 0.0)?),
        _ => return None,
    })
}
