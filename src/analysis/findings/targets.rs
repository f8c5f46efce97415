//! Findings about goals: targets of the map, and the members that the law requires.

use super::context::FindingContext;
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

/// The targets whose year has come and whose value is known and below the goal, whatever missing figures could be.
fn missed_targets(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    let (map, year) = (context.network.map, context.network.year);
    let model_verdicts = context.models.iter().map(|(id, model)| (*id, model.verdict)).collect();
    let mut verdicts = VerdictCache::new(map, year, model_verdicts, context.progress);
    for target in map.targets().values().filter(|target| target.year <= year) {
        let status = targets::target_status(map, target, &mut verdicts)?;
        if let (Some(value), Some(_)) = (status.value, status.shortfall.filter(|missing| *missing > 0.0)) {
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
