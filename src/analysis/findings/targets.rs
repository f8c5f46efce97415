//! Findings about goals: targets of the map, and the members that the law requires.

use super::context::FindingContext;
use crate::analysis::years::VerdictCache;
use crate::analysis::{AmountBasis, Contributor, Finding, FindingCode, FindingParts, MissingData, law, targets};

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    targets(context, findings)?;
    let (map, year) = (context.network.map, context.network.year);
    findings.extend(law::below_minimum(map, year).into_iter().map(|below| {
        let parts = FindingParts {
            actors: vec![below.actor],
            amount: Some(f64::from(below.members)),
            expected: Some(f64::from(below.minimum)),
            basis: below.figure_year.map_or(AmountBasis::MemberLinks, |_| AmountBasis::Recorded),
            figure_year: below.figure_year.filter(|figure_year| *figure_year != year),
            ..FindingParts::default()
        };
        Finding::new(FindingCode::BelowLegalMinimum, parts)
    }));
    Some(())
}

/// The targets whose year has come: those whose value is known and below the goal, whatever missing figures could be, and
/// those that cannot be judged.
fn targets(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    let (map, year) = (context.network.map, context.network.year);
    let model_verdicts = context.models.iter().map(|(id, model)| (*id, model.verdict)).collect();
    let mut verdicts = VerdictCache::new(map, year, model_verdicts, context.progress);
    for target in map.targets().values().filter(|target| target.year <= year) {
        let status = targets::target_status(map, target, &mut verdicts)?;
        if let (Some(value), Some(_)) = (status.value, status.shortfall.filter(|missing| *missing > 0.0)) {
            let parts = FindingParts {
                targets: vec![target.id],
                products: status.unit_product.into_iter().collect(),
                amount: Some(value),
                expected: Some(target.goal),
                ..FindingParts::default()
            };
            findings.push(Finding::new(FindingCode::TargetMissed, parts));
        } else if status.shortfall.is_none() {
            let actors =
                status.unknown.iter().filter_map(|it| if let Contributor::Actor(id) = it { Some(*id) } else { None });
            let links =
                status.unknown.iter().filter_map(|it| if let Contributor::Link(id) = it { Some(*id) } else { None });
            let parts = FindingParts {
                targets: vec![target.id],
                actors: actors.collect(),
                links: links.collect(),
                missing_data: Some(status.missing_data.unwrap_or(MissingData::Figures(target.year))),
                ..FindingParts::default()
            };
            findings.push(Finding::new(FindingCode::TargetNotJudged, parts));
        }
    }
    Some(())
}
