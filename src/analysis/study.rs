//! What a map says beyond its verdicts and findings: worked out beside them, for whoever asks further.

use super::network::Network;
use super::{Assessment, VolumeStudy, flow};
use crate::map::{LinkageMap, Year};

/// Everything that is worked out after an assessment, for the same map and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The year that it holds for.
    pub year: Year,
    /// How much of what is supplied gets to buyers, and what does not add up.
    pub volumes: VolumeStudy,
}

/// Studies a map in the year of its assessment.
pub fn study(map: &LinkageMap, assessment: &Assessment) -> Study {
    let network = Network::new(map, assessment.year);
    Study { year: assessment.year, volumes: flow::volumes(&network) }
}
