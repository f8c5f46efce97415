//! What the findings are drawn from.

use std::collections::BTreeMap;

use crate::analysis::case_queries::CaseQueries;
use crate::analysis::flow::FlowNetwork;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::analysis::{CriticalActor, ModelVerdict, VolumeStudy};
use crate::map::{ActorId, ModelId, ProductId};

/// The input of the findings.
pub(in crate::analysis) struct FindingContext<'a, 'map> {
    pub network: &'a Network<'map>,
    pub flow_network: &'a FlowNetwork<'a, 'map>,
    pub volumes: &'a VolumeStudy,
    pub models: &'a BTreeMap<ModelId, ModelVerdict>,
    pub critical_actors: &'a [CriticalActor],
    pub queries: &'a CaseQueries<'a, 'map>,
    /// The supplies of actors outside all models.
    pub producers: &'a [(ActorId, ProductId)],
    pub progress: &'a Progress<'a>,
}
