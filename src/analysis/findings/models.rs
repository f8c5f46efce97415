//! Findings about models: verdicts, members left out, critical actors.

use super::context::FindingContext;
use crate::analysis::network::Network;
use crate::analysis::{Case, Finding, FindingCode, FindingParts, ModelVerdict, Verdict};
use crate::map::{CoopModel, LinkId};

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) {
    for model in context.network.map.models().values() {
        if model.core.is_empty() {
            let parts = FindingParts { models: vec![model.id], ..FindingParts::default() };
            findings.push(Finding::new(FindingCode::ModelWithoutCore, parts));
        }
        if model.products.is_empty() {
            let actors = model.core.iter().copied().collect();
            let parts = FindingParts { models: vec![model.id], actors, ..FindingParts::default() };
            findings.push(Finding::new(FindingCode::ModelWithoutProduct, parts));
        }
        if let Some(verdict) = context.models.get(&model.id) {
            findings.extend(verdict_finding(context.network, model, verdict));
            findings.extend(verdict.left_out.iter().map(|(member, products)| {
                let parts = FindingParts {
                    actors: vec![*member],
                    models: vec![model.id],
                    products: products.iter().copied().collect(),
                    ..FindingParts::default()
                };
                Finding::new(FindingCode::MemberLeftOut, parts)
            }));
        }
    }
    findings.extend(context.critical_actors.iter().map(|critical| {
        let parts =
            FindingParts { actors: vec![critical.actor], models: critical.models.clone(), ..FindingParts::default() };
        Finding::new(FindingCode::DependsOnOne, parts)
    }));
}

/// The verdict of a model that has cases, with the cores and products of the worst ones, and what keeps their routes on
/// paper.
fn verdict_finding(network: &Network<'_>, model: &CoopModel, verdict: &ModelVerdict) -> Option<Finding> {
    let code = match verdict.verdict {
        Verdict::Firm => return None,
        Verdict::Loose => FindingCode::ModelLoose,
        Verdict::StopsShort => FindingCode::ModelStopsShort,
        Verdict::OnPaper => FindingCode::ModelOnPaper,
        Verdict::NoBuyer => FindingCode::ModelNoBuyer,
    };
    let worst: Vec<&Case> = verdict.cases.iter().filter(|case| case.verdict == verdict.verdict).collect();
    let mut actors: Vec<_> = worst.iter().map(|case| case.core).collect();
    actors.dedup();
    let mut products: Vec<_> = worst.iter().map(|case| case.product).collect();
    products.sort_unstable();
    products.dedup();
    let is_every_pair = worst.len() == actors.len() * products.len();
    let cases = worst.iter().filter(|_| !is_every_pair).map(|case| (case.core, case.product)).collect();
    let links = if verdict.verdict == Verdict::OnPaper { missing_links(network, &worst) } else { Vec::new() };
    let models = vec![model.id];
    let parts = FindingParts { actors, cases, links, models, products, ..FindingParts::default() };
    (!worst.is_empty()).then(|| Finding::new(code, parts))
}

/// The links not in force on the routes that exist on paper only, by id.
fn missing_links(network: &Network<'_>, cases: &[&Case]) -> Vec<LinkId> {
    let (map, year) = (network.map, network.year);
    let routes = cases.iter().filter_map(|case| case.paper_route.as_ref());
    let links = routes.flat_map(|route| &route.links).filter_map(|id| map.links().get(id));
    let mut missing: Vec<LinkId> = links.filter(|link| !map.is_in_force(link, year)).map(|link| link.id).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}
