//! The years of a map side by side: how each model fares in each of them, and what breaks when links lapse.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::assess::compute_model_verdicts;
use super::progress::Progress;
use super::{Assessment, Verdict};
use crate::map::{Link, LinkId, LinkKind, LinkageMap, ModelId, Transaction, Year};

/// The most years side by side; more would not be read.
const MAX_YEARS: Year = 12;
/// So many of them lie before the year that the map is read at, where there are more on both sides.
const YEARS_BEFORE: Year = 6;
/// For so many years ahead it is told which links lapse.
const YEARS_AHEAD: Year = 3;

/// How the models fare over the years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// The years, each following on the one before.
    pub years: Vec<Year>,
    /// The verdict of each model in each of these years. A year before a model began says how it would have fared.
    pub verdicts: BTreeMap<ModelId, Vec<Verdict>>,
    /// The years, from the one that the map is read at on, at whose end links lapse.
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
    /// The models that still have a buyer in the year after, and would fare better there if all these links were
    /// renewed: linked ones that stop short, firm ones that become loose; by id.
    pub weakened_models: Vec<AffectedModel>,
}

/// A model that breaks or weakens when links lapse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AffectedModel {
    /// The model.
    pub model: ModelId,
    /// Its verdict in the year after.
    pub verdict: Verdict,
    /// The links to renew, by id: with these alone it fares as well as with all of them. They are on the routes that
    /// would prove its verdict; other ways to mend it may exist.
    pub links_to_renew: Vec<LinkId>,
}

/// The verdicts of years, each worked out when it is first asked for.
pub(super) struct VerdictCache<'a> {
    map: &'a LinkageMap,
    progress: &'a Progress<'a>,
    by_year: BTreeMap<Year, BTreeMap<ModelId, Verdict>>,
    /// The years in which something begins or ends, from that year on.
    change_years: OnceCell<BTreeSet<Year>>,
}

impl<'a> VerdictCache<'a> {
    /// Those of the map, with one year known.
    pub fn new(
        map: &'a LinkageMap,
        year: Year,
        verdicts: BTreeMap<ModelId, Verdict>,
        progress: &'a Progress<'a>,
    ) -> Self {
        Self { map, progress, by_year: BTreeMap::from([(year, verdicts)]), change_years: OnceCell::new() }
    }

    /// Those of the map, with the year of an assessment known.
    pub fn from_assessment(map: &'a LinkageMap, assessment: &Assessment, progress: &'a Progress<'a>) -> Self {
        let verdicts = assessment.models.iter().map(|(id, model)| (*id, model.verdict)).collect();
        Self::new(map, assessment.year, verdicts, progress)
    }

    /// The progress of the computation that asks for them.
    pub fn progress(&self) -> &'a Progress<'a> {
        self.progress
    }

    /// The verdict of every model in a year. `None` once it is wanted no more.
    pub fn for_year(&mut self, year: Year) -> Option<&BTreeMap<ModelId, Verdict>> {
        if !self.by_year.contains_key(&year) {
            // As in a known year when nothing begins or ends between the two.
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

/// The first years of what differs: actors founded or gone, product links begun or over.
fn change_years(map: &LinkageMap) -> BTreeSet<Year> {
    let mut turns: Vec<Year> = Vec::new();
    for actor in map.actors().values() {
        turns.extend(actor.founded.iter().chain(&actor.dissolved));
    }
    for link in map.links().values().filter(|link| link.kind == LinkKind::Product) {
        turns.extend(link.from_year);
        turns.extend(link.to_year.map(|last| last.saturating_add(1)));
    }
    turns.into_iter().collect()
}

/// The years side by side, around the one that the map is read at. `None` once they are wanted no more.
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

/// The years that the map speaks of, at most twelve of them around the one it is read at.
fn year_range(map: &LinkageMap, year: Year) -> Vec<Year> {
    let mut named: Vec<Year> = vec![year];
    for actor in map.actors().values() {
        named.extend(actor.founded.iter().chain(&actor.dissolved).chain(actor.figures.keys()));
    }
    for link in map.links().values() {
        named.extend(link.from_year);
        named.extend(link.to_year.map(|last| last.saturating_add(1)));
    }
    named.extend(map.models().values().filter_map(|model| model.since));
    named.extend(map.targets().values().map(|target| target.year));
    let first = named.iter().copied().min().unwrap_or(year);
    let last = named.iter().copied().max().unwrap_or(year);
    let begin = first.max(year.saturating_sub(YEARS_BEFORE));
    let end = last.min(begin.saturating_add(MAX_YEARS - 1));
    let begin = first.max(end.saturating_sub(MAX_YEARS - 1));
    (begin..=end).collect()
}

/// What lapses at the end of a year; none when nothing does, or once it is wanted no more.
fn find_lapse(map: &LinkageMap, last: Year, verdicts: &mut VerdictCache<'_>) -> Option<Lapse> {
    let links: Vec<LinkId> =
        map.links().values().filter(|link| ends_after(map, link, last)).map(|link| link.id).collect();
    if links.is_empty() {
        return None;
    }
    let after = last.saturating_add(1);
    let progress = verdicts.progress();
    let current_verdicts = verdicts.for_year(after)?;
    let (mut breaks, mut weakens) = (Vec::new(), Vec::new());
    if current_verdicts.values().any(|verdict| *verdict > Verdict::Firm)
        && let Some(renewed) = with_renewed(map, &links, after, progress)
    {
        for (id, held) in compute_model_verdicts(&renewed, after, progress)? {
            let Some(verdict) = current_verdicts.get(&id).copied().filter(|verdict| *verdict > held.verdict) else {
                continue;
            };
            // Better on paper is still without a buyer.
            if held.verdict.is_flagged() {
                continue;
            }
            let routes = held.cases.iter().flat_map(|case| case.route.iter().chain(&case.onward));
            let on_routes: BTreeSet<LinkId> = routes.flat_map(|route| &route.links).copied().collect();
            let renew = on_routes.into_iter().filter(|link| links.binary_search(link).is_ok()).collect();
            let told = if verdict.is_flagged() { &mut breaks } else { &mut weakens };
            told.push(AffectedModel { model: id, verdict, links_to_renew: renew });
        }
    }
    Some(Lapse { last_year: last, links, broken_models: breaks, weakened_models: weakens })
}

/// Whether a product link is in force in a year and not after it.
fn ends_after(map: &LinkageMap, link: &Link, last: Year) -> bool {
    link.kind == LinkKind::Product && link.to_year == Some(last) && map.is_in_force(link, last)
}

/// The map as if these links lasted until a year; none when they cannot, or once it is wanted no more.
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
