//! What is computed beyond verdicts and findings, after an assessment.

use std::collections::BTreeMap;

use super::network::Network;
use super::progress::{Progress, ProgressCallback};
use super::years::{self, VerdictCache, Years};
use super::{
    Assessment, CaseRepair, Completeness, Concentration, FailureImpact, GroupTotal, LinkageForm, MarketShare,
    ProductChannels, Repairs, TargetStatus, channels, completeness, concentration, decree, market_shares, repairs,
    targets, totals,
};
use crate::map::{LinkageMap, ModelId, Year};

/// Fractions of the time of a study at which its phases end, measured on large maps.
const NETWORK: f32 = 0.02;
const CONCENTRATION: f32 = 0.12;
const CHANNELS: f32 = 0.35;
const FORMS: f32 = 0.38;
const REPAIRS: f32 = 0.45;
const YEARS: f32 = 0.95;

/// The results computed after an assessment, for the same map and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The year that it holds for.
    pub year: Year,
    /// The recorded channels of each product and the routes that the links allow.
    pub channels: Vec<ProductChannels>,
    /// The form of each model under Decree 98/2018/NĐ-CP, article 4.
    pub forms: BTreeMap<ModelId, LinkageForm>,
    /// What is lost with each actor, by id; actors without impact are left out.
    pub failure_impacts: Vec<FailureImpact>,
    /// How sales are distributed over buyers.
    pub concentration: Concentration,
    /// The repairs of the flagged models.
    pub repairs: Repairs,
    /// The status of each target in its own year, by id.
    pub targets: Vec<TargetStatus>,
    /// The comparison of the years.
    pub years: Years,
    /// The map in numbers.
    pub overview: Overview,
}

/// The map in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// Totals by district, commune, product, kind and sector.
    pub totals: Vec<GroupTotal>,
    /// The shares of the buyers of each product.
    pub market_shares: Vec<MarketShare>,
    /// How much of the map is known.
    pub completeness: Vec<Completeness>,
}

impl Overview {
    /// `None` when cancelled.
    fn new(network: &Network<'_>, assessment: &Assessment, progress: &Progress<'_>) -> Option<Self> {
        Some(Self {
            totals: totals::group_totals(network.map, assessment, progress)?,
            market_shares: market_shares::market_shares(network, progress)?,
            completeness: completeness::completeness(network.map, assessment.year),
        })
    }
}

/// What a report on a map holds beyond its assessment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportStudy {
    /// The recorded channels of each product and the routes that the links allow.
    pub channels: Vec<ProductChannels>,
    /// The repairs of the flagged cases.
    pub repairs: Vec<CaseRepair>,
    /// The status of each target in its own year, by id.
    pub targets: Vec<TargetStatus>,
}

/// Studies a map in the year of its assessment, as far as a report needs it.
pub fn report_study(map: &LinkageMap, assessment: &Assessment) -> ReportStudy {
    let progress = &Progress::uncancellable();
    let network = Network::new(map, assessment.year);
    let mut verdicts = VerdictCache::from_assessment(map, assessment, progress);
    ReportStudy {
        channels: channels::channels(&network, progress).unwrap_or_default(),
        repairs: repairs::case_repairs(&network, assessment, progress).unwrap_or_default(),
        targets: targets::target_statuses(map, &mut verdicts).unwrap_or_default(),
    }
}

/// The repairs of the flagged cases of a map in the year of its assessment, by model, core and product.
pub fn case_repairs(map: &LinkageMap, assessment: &Assessment) -> Vec<CaseRepair> {
    let network = Network::new(map, assessment.year);
    repairs::case_repairs(&network, assessment, &Progress::uncancellable()).unwrap_or_default()
}

/// A map in numbers, in the year of its assessment.
pub fn overview(map: &LinkageMap, assessment: &Assessment) -> Overview {
    let network = Network::new(map, assessment.year);
    Overview::new(&network, assessment, &Progress::uncancellable()).unwrap_or_default()
}

/// Studies a map in the year of its assessment. `None` when cancelled.
pub fn study(map: &LinkageMap, assessment: &Assessment, callback: ProgressCallback<'_>) -> Option<Study> {
    let progress = &Progress::new(callback);
    progress.begin_phase(0.0..NETWORK)?;
    let network = Network::new(map, assessment.year);
    progress.begin_phase(NETWORK..CONCENTRATION)?;
    let (failure_impacts, concentration) = concentration::concentration(&network, assessment, progress)?;
    progress.begin_phase(CONCENTRATION..CHANNELS)?;
    let channels = channels::channels(&network, progress)?;
    progress.begin_phase(CHANNELS..FORMS)?;
    let forms = decree::linkage_forms(&network, assessment, progress)?;
    progress.begin_phase(FORMS..REPAIRS)?;
    let repairs = repairs::repairs(&network, assessment, progress)?;
    progress.begin_phase(REPAIRS..YEARS)?;
    let mut verdicts = VerdictCache::from_assessment(map, assessment, progress);
    let years = years::compare_years(map, assessment.year, &mut verdicts)?;
    progress.begin_phase(YEARS..1.0)?;
    let mut targets = targets::target_statuses(map, &mut verdicts)?;
    targets::add_values_by_year(map, &mut targets, &years.years, &mut verdicts)?;
    let overview = Overview::new(&network, assessment, progress)?;
    progress.report(1.0)?;
    Some(Study {
        year: assessment.year,
        channels,
        forms,
        failure_impacts,
        concentration,
        repairs,
        targets,
        years,
        overview,
    })
}
