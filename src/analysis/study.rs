//! What a map says beyond its verdicts and findings: worked out beside them, for whoever asks further.

use super::{Assessment, Repairs, repairs};
use crate::map::{LinkageMap, Year};

/// Everything that is worked out after an assessment, for the same map and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The year that it holds for.
    pub year: Year,
    /// What would mend the flagged models.
    pub repairs: Repairs,
}

/// Studies a map in the year of its assessment.
pub fn study(map: &LinkageMap, assessment: &Assessment) -> Study {
    Study { year: assessment.year, repairs: repairs::repairs(map, assessment) }
}
