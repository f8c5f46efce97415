//! Findings about models: verdicts, members left out, critical actors.

use super::context::FindingContext;
use crate::analysis::{Finding, FindingCode, ModelVerdict, Verdict};
use crate::map::CoopModel;

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) {
    for model in context.network.map.models().values() {
        if model.core.is_empty() {
            findings.push(Finding { models: vec![model.id], ..Finding::new(FindingCode::ModelWithoutCore) });
        }
        if model.products.is_empty() {
            let actors = model.core.iter().copied().collect();
            let finding = Finding::new(FindingCode::ModelWithoutProduct);
            findings.push(Finding { models: vec![model.id], actors, ..finding });
        }
        if let Some(verdict) = context.models.get(&model.id) {
            findings.extend(verdict_finding(model, verdict));
            findings.extend(verdict.left_out.iter().map(|(member, products)| Finding {
                actors: vec![*member],
                models: vec![model.id],
                products: products.iter().copied().collect(),
                ..Finding::new(FindingCode::MemberLeftOut)
            }));
        }
    }
    findings.extend(context.critical_actors.iter().map(|critical| Finding {
        actors: vec![critical.actor],
        models: critical.models.clone(),
        ..Finding::new(FindingCode::DependsOnOne)
    }));
}

/// The verdict of a model that has cases, with the cores and products of the worst ones.
fn verdict_finding(model: &CoopModel, verdict: &ModelVerdict) -> Option<Finding> {
    let code = match verdict.verdict {
        Verdict::Firm => return None,
        Verdict::Loose => FindingCode::ModelLoose,
        Verdict::StopsShort => FindingCode::ModelStopsShort,
        Verdict::OnPaper => FindingCode::ModelOnPaper,
        Verdict::NoBuyer => FindingCode::ModelNoBuyer,
    };
    let worst: Vec<_> = verdict.cases.iter().filter(|case| case.verdict == verdict.verdict).collect();
    let mut actors: Vec<_> = worst.iter().map(|case| case.core).collect();
    actors.dedup();
    let mut products: Vec<_> = worst.iter().map(|case| case.product).collect();
    products.sort_unstable();
    products.dedup();
    (!worst.is_empty()).then(|| Finding { actors, products, models: vec![model.id], ..Finding::new(code) })
}
