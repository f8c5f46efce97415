//! The catalogue of findings, a file a family. Each tells facts that hold exactly as its code says; none guesses.

mod actors;
mod contracts;
mod duplicates;
mod links;
mod models;
mod shares;
mod stages;
mod structure;
mod targets;
mod volumes;

use std::collections::BTreeMap;

use super::flow::Trade;
use super::hearing::Hearing;
use super::network::Network;
use super::progress::Progress;
use super::{Dependence, Finding, ModelVerdict, VolumeStudy};
use crate::map::{ActorId, ModelId, ProductId};

pub(super) use actors::producers_outside_models;

/// What the findings are drawn from.
pub(super) struct Evidence<'a, 'map> {
    pub network: &'a Network<'map>,
    pub trade: &'a Trade<'a, 'map>,
    pub volumes: &'a VolumeStudy,
    pub models: &'a BTreeMap<ModelId, ModelVerdict>,
    pub depends_on: &'a [Dependence],
    pub hearing: &'a Hearing<'a, 'map>,
    /// Who supplies what outside all models.
    pub producers: &'a [(ActorId, ProductId)],
    pub progress: &'a Progress<'a>,
}

/// Every finding: gravest first, then by code, then by ids. `None` once they are wanted no more.
pub(super) fn all(evidence: &Evidence<'_, '_>) -> Option<Vec<Finding>> {
    let progress = evidence.progress;
    let mut findings = Vec::new();
    let lanes = stages::lanes(evidence.network);
    models::find(evidence, &mut findings);
    actors::find(evidence, &mut findings);
    progress.report(0.2)?;
    duplicates::find(evidence.network, progress, &mut findings)?;
    progress.report(0.4)?;
    links::find(evidence.network, &lanes, &mut findings);
    contracts::find(evidence, &mut findings)?;
    progress.report(0.6)?;
    shares::find(evidence.volumes, &mut findings);
    structure::find(evidence.network, progress, &mut findings)?;
    stages::find(evidence.trade, &lanes, progress, &mut findings)?;
    volumes::find(evidence, &mut findings)?;
    progress.report(0.8)?;
    targets::find(evidence, &mut findings)?;
    progress.report(0.9)?;
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
    Some(findings)
}

fn key(finding: &Finding) -> impl Ord + '_ {
    (
        (finding.severity, finding.code),
        (&finding.actors, &finding.links, &finding.models, &finding.products, &finding.channels),
        (&finding.stages, &finding.targets, finding.verdict),
    )
}
