//! What the rows of tables are about.

use std::collections::BTreeSet;

use super::super::super::findings::{finding_subjects, primary_subject};
use super::state::TablesState;
use crate::analysis::Group;
use crate::command::{Command, Page};
use crate::exchange::{TableRow, TableSource};
use crate::map::{ActorId, Selection};
use crate::schema::PlaceUnits;
use crate::session::{Subject, ViewContext};

/// The subject of a row on the map, where it has one.
pub(super) fn subject_of(row: TableRow, source: TableSource<'_>) -> Option<Subject> {
    match row {
        TableRow::Model(id) => Some(Subject::Model(id)),
        TableRow::Actor(id) => Some(Subject::Actor(id)),
        TableRow::Link(id) => Some(Subject::Link(id)),
        TableRow::Finding(at) => source.assessment.findings.get(at).and_then(primary_subject),
        TableRow::MarketShare(at) => {
            Some(Subject::Actor(source.overview.and_then(|overview| overview.market_shares.get(at))?.buyer))
        }
        TableRow::Product(_)
        | TableRow::Channel(_)
        | TableRow::Target(_)
        | TableRow::Total(_)
        | TableRow::Completeness(_) => None,
    }
}

/// The selection of a record that can be selected on the map.
pub(super) fn selection(row: TableRow) -> Option<Selection> {
    match row {
        TableRow::Model(id) => Some(Selection::Model(id)),
        TableRow::Actor(id) => Some(Selection::actor(id)),
        TableRow::Link(id) => Some(Selection::Link(id)),
        _ => None,
    }
}

/// The actors that a row stands for: itself, those of a model, the ends of a link, the route of a channel.
pub(super) fn actors_of(row: TableRow, source: TableSource<'_>) -> Vec<ActorId> {
    let map = source.map;
    match subject_of(row, source) {
        Some(Subject::Actor(id)) => vec![id],
        Some(Subject::Link(id)) => map.links().get(&id).map_or_else(Vec::new, |link| vec![link.from, link.to]),
        Some(Subject::Model(id)) => {
            map.models().get(&id).into_iter().flat_map(|model| model.core.union(&model.members)).copied().collect()
        }
        None => match row {
            TableRow::Channel(id) => map.channels().get(&id).map_or_else(Vec::new, |channel| channel.path.clone()),
            _ => Vec::new(),
        },
    }
}

/// The actors in the unit of before or since July 2025 that a row has the totals of.
pub(super) fn unit_actors(row: TableRow, source: TableSource<'_>) -> Option<BTreeSet<ActorId>> {
    let TableRow::Total(at) = row else { return None };
    let Group::Unit(level, unit) = &source.overview?.totals.get(at)?.group else { return None };
    let units = PlaceUnits::of(source.map)?;
    let present = source.map.actors().values().filter(|actor| actor.is_present(source.assessment.year));
    Some(present.filter(|actor| units.unit(actor, *level) == Some(unit)).map(|actor| actor.id).collect())
}

/// Goes to what a row is about on the map.
pub(super) fn go_to(row: TableRow, source: TableSource<'_>) -> Vec<Command> {
    let there = match row {
        TableRow::Finding(at) => {
            let finding = source.assessment.findings.get(at);
            finding.map(|finding| Command::Highlight(finding_subjects(finding)))
        }
        row => subject_of(row, source).map(Command::GoTo),
    };
    there.map(|there| vec![Command::ShowPage(Page::Map), there]).unwrap_or_default()
}

/// Lists the actors of a group, or the links that do not state a detail.
pub(super) fn open_row(state: &mut TablesState, row: TableRow, source: TableSource<'_>, context: &ViewContext<'_>) {
    let Some(overview) = source.overview else { return };
    match row {
        TableRow::Total(at) => {
            if let Some(total) = overview.totals.get(at) {
                state.list_actors_of(&total.group, source.map, context.language);
            }
        }
        TableRow::Completeness(at) => {
            if let Some(completeness) = overview.completeness.get(at) {
                state.list_links_without(completeness.detail, context.language);
            }
        }
        _ => {}
    }
}
