//! What a map says beyond its verdicts and findings: worked out beside them, for whoever asks further.

use std::collections::BTreeMap;

use super::network::Network;
use super::years::{self, Verdicts, Years};
use super::{
    Assessment, Concentration, LinkageForm, ProductChannels, Reliance, Repairs, TargetStanding, channels, decree,
    reliance, repairs, targets,
};
use crate::map::{LinkageMap, ModelId, Year};

/// Everything that is worked out after an assessment, for the same map and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The year that it holds for.
    pub year: Year,
    /// The channels of each product beside the routes that the links allow.
    pub channels: Vec<ProductChannels>,
    /// The form of each model under Decree 98/2018/NĐ-CP, article 4.
    pub forms: BTreeMap<ModelId, LinkageForm>,
    /// What each actor holds up, by id; who holds up nothing is left out.
    pub reliance: Vec<Reliance>,
    /// How much of what gets to a buyer each buyer can take.
    pub concentration: Concentration,
    /// What would mend the flagged models.
    pub repairs: Repairs,
    /// How each target stands in its own year, by id.
    pub targets: Vec<TargetStanding>,
    /// The years side by side.
    pub years: Years,
}

/// Studies a map in the year of its assessment.
pub fn study(map: &LinkageMap, assessment: &Assessment) -> Study {
    let network = Network::new(map, assessment.year);
    let mut verdicts = Verdicts::of(map, assessment);
    let (reliance, concentration) = reliance::reliance(&network, assessment);
    Study {
        reliance,
        concentration,
        year: assessment.year,
        channels: channels::channels(&network),
        forms: decree::forms(&network, assessment),
        repairs: repairs::repairs(&network, assessment),
        years: years::read(map, assessment.year, &mut verdicts),
        targets: targets::read(map, &mut verdicts),
    }
}
