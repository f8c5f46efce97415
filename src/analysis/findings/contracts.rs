//! Findings about contracts: over and missed, about to be over, too short.

use std::collections::BTreeMap;

use super::Evidence;
use crate::analysis::network::Network;
use crate::analysis::{BreakReason, Finding, FindingCode, judgement};
use crate::map::{Link, LinkForm, LinkId, ModelId};

/// The shortest terms of Decree 98/2018/NĐ-CP art. 11, in years.
const LONG_CYCLE_TERM: i64 = 5;
const SHORT_CYCLE_TERM: i64 = 3;
/// A growing cycle from this many months on counts as long, by the same article.
const LONG_CYCLE_MONTHS: u32 = 12;

pub(super) fn find(evidence: &Evidence<'_, '_>, findings: &mut Vec<Finding>) {
    let links = evidence.network.map.links();
    let said = |code, by_link: BTreeMap<LinkId, Vec<ModelId>>| {
        by_link.into_iter().filter_map(move |(id, models)| {
            let link = links.get(&id)?;
            let mut finding = about(code, link);
            finding.models = models;
            Some(finding)
        })
    };
    findings.extend(said(FindingCode::ContractLapsed, lapsed(evidence)));
    findings.extend(said(FindingCode::ContractLapsing, lapsing(evidence)));
    too_short(evidence.network, findings);
}

fn about(code: FindingCode, link: &Link) -> Finding {
    Finding {
        actors: vec![link.from, link.to],
        links: vec![link.id],
        products: link.products.iter().copied().collect(),
        ..Finding::new(code)
    }
}

/// The contracts whose renewal would take the goods of a flagged model on to a buyer.
fn lapsed(evidence: &Evidence<'_, '_>) -> BTreeMap<LinkId, Vec<ModelId>> {
    let mut by_link: BTreeMap<LinkId, Vec<ModelId>> = BTreeMap::new();
    for (model, verdict) in evidence.models {
        let breaks = verdict.cases.iter().flat_map(|case| &case.breaks);
        for link in breaks.filter(|it| it.reason == BreakReason::Lapsed && it.mends).filter_map(|it| it.link) {
            let form = evidence.network.map.links().get(&link).and_then(|link| link.form);
            if form == Some(LinkForm::Contract) {
                note(&mut by_link, link, *model);
            }
        }
    }
    by_link
}

fn lapsing(evidence: &Evidence<'_, '_>) -> BTreeMap<LinkId, Vec<ModelId>> {
    let mut by_link: BTreeMap<LinkId, Vec<ModelId>> = BTreeMap::new();
    for model in evidence.network.map.models().values() {
        for link in judgement::heard(model, evidence.hearing).flat_map(|heard| &heard.contracts) {
            note(&mut by_link, *link, model.id);
        }
    }
    by_link
}

/// Notes a model once; models come in the order of their ids.
fn note(by_link: &mut BTreeMap<LinkId, Vec<ModelId>>, link: LinkId, model: ModelId) {
    let models = by_link.entry(link).or_default();
    if models.last() != Some(&model) {
        models.push(model);
    }
}

/// Contracts that give both years and span fewer than the decree asks for. A product without a known cycle, its own
/// or a broader product's, is taken as short.
fn too_short(network: &Network<'_>, findings: &mut Vec<Finding>) {
    for way in network.graph.edge_weights() {
        let link = way.link;
        let (Some(LinkForm::Contract), Some(from), Some(to)) = (link.form, link.from_year, link.to_year) else {
            continue;
        };
        let months = |product| {
            let mut line = network.goods.good(product).into_iter().flat_map(|good| network.goods.line(good));
            line.find_map(|product| network.map.products().get(&product)?.cycle_months)
        };
        let long = link.products.iter().filter_map(|product| months(*product)).any(|it| it >= LONG_CYCLE_MONTHS);
        let least = if long { LONG_CYCLE_TERM } else { SHORT_CYCLE_TERM };
        if i64::from(to) - i64::from(from) + 1 < least {
            let mut finding = about(FindingCode::ContractTooShort, link);
            finding.amount = Some(least as f64);
            findings.push(finding);
        }
    }
}
