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

/// Sorts by numbers, of which a copy is small: a map may have millions of findings.
fn sort(findings: &mut [Finding]) {
    let mut order: Vec<u32> = (0..findings.len() as u32).collect();
    let key = |at: &u32| findings.get(*at as usize).map(sort_key);
    order.sort_by(|one, other| key(one).cmp(&key(other)));
    for start in 0..order.len() {
        // Each comes to its place, from one place of the circle to the next.
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at as u32) as usize)
            && from != start
        {
            findings.swap(at, from);
            at = from;
        }
    }
}

fn sort_key(finding: &Finding) -> impl Ord + '_ {
    (
        (finding.severity, finding.code),
        (&finding.targets, &finding.actors, &finding.links, &finding.models, &finding.products, &finding.channels),
        (&finding.stages, finding.verdict),
    )
}
