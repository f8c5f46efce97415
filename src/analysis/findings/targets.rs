//! Findings about what is to be reached: targets of the map, and the members that the law asks for.

use super::FindingContext;
use crate::analysis::years::VerdictCache;
use crate::analysis::{Finding, FindingCode, law, targets};

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    missed_targets(context, findings)?;
    let (map, year) = (context.network.map, context.network.year);
    findings.extend(law::below_minimum(map, year).into_iter().map(|below| Finding {
        actors: vec![below.actor],
        amount: Some(f64::from(below.members)),
        expected: Some(f64::from(below.minimum)),
        ..Finding::new(FindingCode::BelowLegalMinimum)
    }));
    Some(())
}

/// The targets whose year has come, the value of which is known and below the goal, whatever figures are missing.
fn missed_targets(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    let (map, year) = (context.network.map, context.network.year);
    let judged = context.models.iter().map(|(id, model)| (*id, model.verdict)).collect();
    let mut verdicts = VerdictCache::new(map, year, judged, context.progress);
    for target in map.targets().values().filter(|target| target.year <= year) {
        let standing = targets::target_status(map, target, &mut verdicts)?;
        if let (Some(value), Some(_)) = (standing.value, standing.shortfall.filter(|missing| *missing > 0.0)) {
            findings.push(Finding {
                targets: vec![target.id],
                amount: Some(value),
                expected: Some(target.goal),
                ..Finding::new(FindingCode::TargetMissed)
            });
        }
    }
    Some(())
}
