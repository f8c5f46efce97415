//! The catalogue of findings, one file per family. Findings state facts exactly as their code defines them; none is a
//! guess.

mod actors;
mod context;
mod contracts;
mod duplicates;
mod links;
mod models;
mod shares;
mod stages;
mod structure;
mod targets;
mod volumes;

use super::Finding;

pub(super) use actors::producers_outside_models;
pub(super) use context::FindingContext;

/// Every finding: most severe first, then by code, then by ids. `None` when cancelled.
pub(super) fn all_findings(context: &FindingContext<'_, '_>) -> Option<Vec<Finding>> {
    let progress = context.progress;
    let mut findings = Vec::new();
    let lanes = stages::lanes(context.network);
    models::find(context, &mut findings);
    actors::find(context, &mut findings);
    progress.report(0.2)?;
    duplicates::find(context.network, progress, &mut findings)?;
    progress.report(0.4)?;
    links::find(context.network, &lanes, &mut findings);
    contracts::find(context, &mut findings)?;
    progress.report(0.6)?;
    shares::find(context.volumes, &mut findings);
    structure::find(context.network, progress, &mut findings)?;
    stages::find(context.flow_network, &lanes, progress, &mut findings)?;
    volumes::find(context, &mut findings)?;
    progress.report(0.8)?;
    targets::find(context, &mut findings)?;
    progress.report(0.9)?;
    sort(&mut findings);
    Some(findings)
}

/// Sorts by kind first, which is done fast, as there are few of them: those of one kind then mostly come in order of ids
/// already, and a map may have millions.
fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.severity(), finding.code()));
    for alike in findings.chunk_by_mut(|one, other| one.code() == other.code()) {
        alike.sort_by(|one, other| ids(one).cmp(&ids(other)));
    }
}

fn ids(finding: &Finding) -> impl Ord + '_ {
    (
        (finding.targets(), finding.actors(), finding.links(), finding.models(), finding.products()),
        (finding.channels(), finding.stages(), finding.verdict()),
    )
}
