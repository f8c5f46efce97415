//! Findings about what is to be reached: targets of the map, and the members that the law asks for.

use super::Evidence;
use crate::analysis::years::Verdicts;
use crate::analysis::{Finding, FindingCode, law, targets};

pub(super) fn find(evidence: &Evidence<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    missed(evidence, findings)?;
    let (map, year) = (evidence.network.map, evidence.network.year);
    findings.extend(law::below_minimum(map, year).into_iter().map(|below| Finding {
        actors: vec![below.actor],
        amount: Some(f64::from(below.members)),
        due: Some(f64::from(below.least)),
        ..Finding::new(FindingCode::BelowLegalMinimum)
    }));
    Some(())
}

/// The targets whose year has come, the value of which is known and below the goal, whatever figures are missing.
fn missed(evidence: &Evidence<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    let (map, year) = (evidence.network.map, evidence.network.year);
    let judged = evidence.models.iter().map(|(id, model)| (*id, model.verdict)).collect();
    let mut verdicts = Verdicts::new(map, year, judged, evidence.progress);
    for target in map.targets().values().filter(|target| target.year <= year) {
        let standing = targets::read_one(map, target, &mut verdicts)?;
        if let (Some(value), Some(_)) = (standing.value, standing.missing.filter(|missing| *missing > 0.0)) {
            findings.push(Finding {
                targets: vec![target.id],
                amount: Some(value),
                due: Some(target.goal),
                ..Finding::new(FindingCode::TargetMissed)
            });
        }
    }
    Some(())
}
