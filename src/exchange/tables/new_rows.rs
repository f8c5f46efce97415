//! Records that new rows of a table become: what the row does not say is chosen as a person would.

use std::collections::BTreeMap;

use super::record::TableRecord;
use super::{TableColumn, TableKind, TableRow};
use crate::editing::{NEW_UNIT, inferred_stage, new_link, products_of_models, usual_kind, usual_stage};
use crate::layout::LaneEnds;
use crate::map::{
    Actor, ActorKind, Channel, CoopModel, Link, LinkageMap, Measure, Placement, Product, StageId, Target, Transaction,
    Violation, Year,
};
use crate::schema::{actor, kind_of_name, link, model};

/// What is chosen for the new rows of one edit.
#[derive(Debug, Default)]
pub(super) struct NewRows {
    stages: BTreeMap<ActorKind, Option<StageId>>,
    ends: Option<LaneEnds>,
}

impl NewRows {
    /// The record that a new row is read into.
    pub fn blank(kind: TableKind, year: Year) -> Option<TableRecord> {
        Some(match kind {
            TableKind::Actors => TableRecord::Actor(Actor::default()),
            TableKind::Links => TableRecord::Link(Link::default()),
            TableKind::Models => TableRecord::Model(CoopModel { since: Some(year), ..CoopModel::default() }),
            TableKind::Products => TableRecord::Product(Product { unit: NEW_UNIT.to_owned(), ..Product::default() }),
            TableKind::Channels => TableRecord::Channel(Channel::default()),
            TableKind::Targets => TableRecord::Target(Target {
                id: crate::map::TargetId::default(),
                name: String::new(),
                measure: Measure::LinkedModels,
                year,
                goal: 0.0,
                of: std::collections::BTreeSet::new(),
                note: String::new(),
            }),
            TableKind::Findings | TableKind::Totals | TableKind::MarketShares | TableKind::Completeness => return None,
        })
    }

    /// Fills in what a row does not say; `is_given` tells which columns it does.
    pub fn complete(&mut self, record: &mut TableRecord, map: &LinkageMap, is_given: &dyn Fn(TableColumn) -> bool) {
        match record {
            TableRecord::Actor(record) => self.complete_actor(record, map, is_given),
            TableRecord::Link(record) => {
                let usual = new_link(map, record.from, record.to);
                if !is_given(TableColumn::Link(&link::KIND)) {
                    record.kind = usual.kind;
                }
                if !is_given(TableColumn::Link(&link::PRODUCTS)) {
                    record.products = usual.products;
                }
                if !is_given(TableColumn::Link(&link::FORM)) && record.kind == usual.kind {
                    record.form = usual.form;
                }
            }
            TableRecord::Model(record) if !is_given(TableColumn::Model(&model::PRODUCTS)) => {
                let core: Vec<_> = record.core.iter().copied().collect();
                record.products = products_of_models(map, &core);
            }
            TableRecord::Model(_) | TableRecord::Product(_) | TableRecord::Channel(_) | TableRecord::Target(_) => {}
        }
    }

    fn complete_actor(&mut self, record: &mut Actor, map: &LinkageMap, is_given: &dyn Fn(TableColumn) -> bool) {
        let has_stage = is_given(TableColumn::Actor(&actor::STAGE)) && record.stage.is_some();
        if !is_given(TableColumn::Actor(&actor::KIND)) {
            let told = kind_of_name(&record.name);
            record.kind = told.unwrap_or_else(|| match record.stage.filter(|_| has_stage) {
                Some(stage) => usual_kind(map, Some(stage)),
                None => ActorKind::Cooperative,
            });
        }
        if !has_stage {
            let kind = record.kind;
            let usual = || *self.stages.entry(kind).or_insert_with(|| usual_stage(map, kind));
            record.stage = inferred_stage(map, &record.name).or_else(usual);
        }
    }

    /// Puts a new actor on the canvas; other records have no place there.
    pub fn place(&mut self, edit: &mut Transaction<'_>, row: TableRow) -> Result<(), Violation> {
        let TableRow::Actor(id) = row else { return Ok(()) };
        let Some(record) = edit.map().actors().get(&id) else { return Ok(()) };
        let stage = record.stage.filter(|_| !record.is_below_lanes());
        let map = edit.map();
        let (x, y) = self.ends.get_or_insert_with(|| LaneEnds::new(map)).next_place(map, stage);
        edit.set(Placement { actor: id, x, y, pinned: false, by_hand: true })
    }
}
