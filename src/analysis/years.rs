//! Comparison of the years of a map: the verdict of each model in each of them, and what breaks when links lapse.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::model_verdicts::compute_model_verdicts;
use super::progress::Progress;
use super::{Assessment, Verdict};
use crate::map::{Link, LinkId, LinkKind, LinkageMap, ModelId, Transaction, Year};

/// The most years compared; more would not be read.
const MAX_YEARS: Year = 12;
/// How many of them precede the map's current year, if there are more on both sides.
const YEARS_BEFORE: Year = 6;
/// For how many years ahead lapsing links are reported.
const YEARS_AHEAD: Year = 3;

/// The verdicts over the years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// The years, consecutive.
    pub years: Vec<Year>,
    /// The verdict of each model in each of these years. A year before a model began shows the verdict it would have
    /// had.
    pub verdicts: BTreeMap<ModelId, Vec<Verdict>>,
    /// The years, from the map's current year on, at whose end links lapse.
    pub lapses: Vec<Lapse>,
}

/// The links that lapse at the end of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// Their last year in force.
    pub last_year: Year,
    /// The product links, by id: in force in that year, and not after it.
    pub links: Vec<LinkId>,
    /// The models that are flagged in the year after, and would not be if all these links were renewed; by id.
    pub broken_models: Vec<AffectedModel>,
    /// The models that still have a buyer in the year after, and would have a better verdict there if all these links
    /// were renewed: linked ones that stop short, firm ones that become loose; by id.
    pub weakened_models: Vec<AffectedModel>,
}

/// A model that breaks or weakens when links lapse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AffectedModel {
    /// The model.
    pub model: ModelId,
    /// Its verdict in the year after.
    pub verdict: Verdict,
    /// The links to renew, by id: with these alone its verdict is as good as with all of them. They are on the routes
    /// that would prove its verdict; other repairs may exist.
    pub links_to_renew: Vec<LinkId>,
}

/// The verdicts of years, each computed on first use.
pub(super) struct VerdictCache<'a> {
    map: &'a LinkageMap,
    progress: &'a Progress<'a>,
    by_year: BTreeMap<Year, BTreeMap<ModelId, Verdict>>,
    /// The years in which actors or links begin or end.
    change_years: OnceCell<BTreeSet<Year>>,
}

impl<'a> VerdictCache<'a> {
    /// Of the map, with the verdicts of one year known.
    pub fn new(
        map: &'a LinkageMap,
        year: Year,
        verdicts: BTreeMap<ModelId, Verdict>,
        progress: &'a Progress<'a>,
    ) -> Self {
        Self { map, progress, by_year: BTreeMap::from([(year, verdicts)]), change_years: OnceCell::new() }
    }

    /// Of the map, with the verdicts of an assessment known.
    pub fn from_assessment(map: &'a LinkageMap, assessment: &Assessment, progress: &'a Progress<'a>) -> Self {
        let verdicts = assessment.models.iter().map(|(id, model)| (*id, model.verdict)).collect();
        Self::new(map, assessment.year, verdicts, progress)
    }

    /// The progress of the computation that uses them.
    pub fn progress(&self) -> &'a Progress<'a> {
        self.progress
    }

    /// The verdict of every model in a year. `None` when cancelled.
    pub fn for_year(&mut self, year: Year) -> Option<&BTreeMap<ModelId, Verdict>> {
        if !self.by_year.contains_key(&year) {
            // Equal to a known year if nothing begins or ends between the two.
            let change_years = self.change_years.get_or_init(|| change_years(self.map));
            let era = |year: Year| change_years.range(..=year).next_back();
            let same = self.by_year.iter().find(|(known, _)| era(**known) == era(year)).map(|(_, verdicts)| verdicts);
            let verdicts = match same {
                Some(same) => same.clone(),
                None => verdicts_of_year(self.map, year, self.progress)?,
            };
            self.by_year.insert(year, verdicts);
        }
        self.by_year.get(&year)
    }
}

fn verdicts_of_year(map: &LinkageMap, year: Year, progress: &Progress<'_>) -> Option<BTreeMap<ModelId, Verdict>> {
    Some(compute_model_verdicts(map, year, progress)?.into_iter().map(|(id, model)| (id, model.verdict)).collect())
}

/// The years from which on something differs: actors founded, dissolved or of another kind, product links begun or over.
fn change_years(map: &LinkageMap) -> BTreeSet<Year> {
    let mut years: Vec<Year> = Vec::new();
    for actor in map.actors().values() {
        years.extend(actor.founded.iter().chain(&actor.dissolved).chain(actor.became.keys()));
    }
    for link in map.links().values().filter(|link| link.kind == LinkKind::Product) {
        years.extend(link.from_year);
        years.extend(link.to_year.map(|last| last.saturating_add(1)));
    }
    years.into_iter().collect()
}

/// The comparison of the years around the map's current one. `None` when cancelled.
pub(super) fn compare_years(map: &LinkageMap, year: Year, verdicts: &mut VerdictCache<'_>) -> Option<Years> {
    let progress = verdicts.progress();
    let years = year_range(map, year);
    let all = years.len() + YEARS_AHEAD as usize;
    let mut verdicts_by_model: BTreeMap<ModelId, Vec<Verdict>> =
        map.models().keys().map(|id| (*id, Vec::new())).collect();
    for (done, year) in years.iter().enumerate() {
        progress.report_fraction(done, all)?;
        let column = verdicts.for_year(*year)?;
        for (id, row) in &mut verdicts_by_model {
            row.push(column.get(id).copied().unwrap_or(Verdict::NoBuyer));
        }
    }
    let mut lapses = Vec::new();
    for (done, last) in (years.len()..).zip(year..year.saturating_add(YEARS_AHEAD)) {
        progress.report_fraction(done, all)?;
        lapses.extend(find_lapse(map, last, verdicts));
        progress.check_cancelled()?;
    }
    Some(Years { years, verdicts: verdicts_by_model, lapses })
}

/// The years that the map mentions, at most twelve of them around its current one.
fn year_range(map: &LinkageMap, year: Year) -> Vec<Year> {
    let mut mentioned: Vec<Year> = vec![year];
    for actor in map.actors().values() {
        mentioned.extend(actor.founded.iter().chain(&actor.dissolved).chain(actor.figures.keys()));
    }
    for link in map.links().values() {
        mentioned.extend(link.from_year);
        mentioned.extend(link.to_year.map(|last| last.saturating_add(1)));
    }
    mentioned.extend(map.models().values().filter_map(|model| model.since));
    mentioned.extend(map.targets().values().map(|target| target.year));
    let first = mentioned.iter().copied().min().unwrap_or(year);
    let last = mentioned.iter().copied().max().unwrap_or(year);
    let begin = first.max(year.saturating_sub(YEARS_BEFORE));
    let end = last.min(begin.saturating_add(MAX_YEARS - 1));
    let begin = first.max(end.saturating_sub(MAX_YEARS - 1));
    (begin..=end).collect()
}

/// What lapses at the end of a year; `None` when nothing does, or when cancelled.
fn find_lapse(map: &LinkageMap, last: Year, verdicts: &mut VerdictCache<'_>) -> Option<Lapse> {
    let links: Vec<LinkId> =
        map.links().values().filter(|link| ends_after(map, link, last)).map(|link| link.id).collect();
    if links.is_empty() {
        return None;
    }
    let after = last.saturating_add(1);
    let progress = verdicts.progress();
    let current_verdicts = verdicts.for_year(after)?;
    let (mut broken_models, mut weakened_models) = (Vec::new(), Vec::new());
    if current_verdicts.values().any(|verdict| *verdict > Verdict::Firm)
        && let Some(renewed) = with_renewed(map, &links, after, progress)
    {
        for (id, renewed_verdict) in compute_model_verdicts(&renewed, after, progress)? {
            let Some(verdict) = current_verdicts.get(&id).copied().filter(|verdict| *verdict > renewed_verdict.verdict)
            else {
                continue;
            };
            // An improvement that still has no buyer does not count.
            if renewed_verdict.verdict.is_flagged() {
                continue;
            }
            let routes = renewed_verdict.cases.iter().flat_map(|case| case.route.iter().chain(&case.onward));
            let on_routes: BTreeSet<LinkId> = routes.flat_map(|route| &route.links).copied().collect();
            let renew = on_routes.into_iter().filter(|link| links.binary_search(link).is_ok()).collect();
            let affected = if verdict.is_flagged() { &mut broken_models } else { &mut weakened_models };
            affected.push(AffectedModel { model: id, verdict, links_to_renew: renew });
        }
    }
    Some(Lapse { last_year: last, links, broken_models, weakened_models })
}

/// Whether a product link is in force in a year and not after it.
fn ends_after(map: &LinkageMap, link: &Link, last: Year) -> bool {
    link.kind == LinkKind::Product && link.to_year == Some(last) && map.is_in_force(link, last)
}

/// The map as if these links lasted until a year; `None` when they cannot, or when cancelled.
fn with_renewed(map: &LinkageMap, links: &[LinkId], until: Year, progress: &Progress<'_>) -> Option<LinkageMap> {
    let mut renewed = map.clone();
    let mut transaction = Transaction::begin(&mut renewed);
    for link in links {
        progress.step(1)?;
        transaction.edit::<Link>(*link, |link| link.to_year = Some(until)).ok()?;
    }
    transaction.finish();
    Some(renewed)
}
