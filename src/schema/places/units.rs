//! Where the actors of a map are by the units of before and since 1 July 2025, whichever of them the map writes. Nothing is
//! guessed: what may be several units is told so, under the name that is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::find::{Area, CommuneOf, PlaceName};
use super::places;
use crate::analysis::{
    Assessment, Group, GroupTotal, Overview, ProgressCallback, Study, Unit, UnitLevel, add_totals, study, unit_totals,
};
use crate::map::{Actor, LinkageMap};

/// The units of the actors of one map.
#[derive(Clone, Debug)]
pub struct PlaceUnits {
    /// By commune and district as they are written, and whether the actor is outside the province.
    by_cells: HashMap<(String, String, bool), BTreeMap<UnitLevel, Unit>>,
}

impl PlaceUnits {
    /// What the places of a map's actors mean; `None` where its province is not known.
    pub fn of(map: &LinkageMap) -> Option<Self> {
        let area = places().area(&map.info().region)?;
        let cells: BTreeSet<(&str, &str, bool)> = map.actors().values().map(cells).collect();
        let meaning = |(commune, district, is_outside): (_, _, bool)| {
            // The province of those outside is not known.
            let meaning = if is_outside { Meaning::default() } else { Meaning::of(area, commune, district) };
            ((commune, district, is_outside), meaning)
        };
        let meant: Vec<_> = cells.into_iter().map(meaning).collect();
        // In a map that names no commune of before, a name that is also one of today means that.
        let is_of_today = !meant.iter().any(|(_, meaning)| meaning.is_of_before());
        let units = meant.into_iter().map(|((commune, district, is_outside), meaning)| {
            let units = meaning.units(area, (commune, district), is_of_today);
            ((commune.to_owned(), district.to_owned(), is_outside), units)
        });
        Some(Self { by_cells: units.collect() })
    }

    /// The unit of a level that an actor is in.
    pub fn unit(&self, actor: &Actor, level: UnitLevel) -> Option<&Unit> {
        let (commune, district, is_outside) = cells(actor);
        self.by_cells.get(&(commune.to_owned(), district.to_owned(), is_outside))?.get(&level)
    }

    /// The levels that tell more than what is written: by which some actor is known to be in a unit, and which part the
    /// actors in another way.
    fn levels(&self, map: &LinkageMap) -> Vec<UnitLevel> {
        let tells = |level: &UnitLevel| {
            let mut by_written: BTreeMap<&str, &Unit> = BTreeMap::new();
            let mut by_unit: BTreeMap<&Unit, &str> = BTreeMap::new();
            let (mut is_known, mut is_other) = (false, false);
            for actor in map.actors().values() {
                let Some(unit) = self.unit(actor, *level) else { continue };
                let written = level.written(actor);
                is_known |= matches!(unit, Unit::Known(_));
                is_other |= *by_written.entry(written).or_insert(unit) != unit;
                is_other |= *by_unit.entry(unit).or_insert(written) != written;
            }
            is_known && is_other
        };
        UnitLevel::ALL.into_iter().filter(tells).collect()
    }
}

/// Studies a map in the year of its assessment, with totals by units of before and since July 2025. `None` when cancelled.
pub fn study_with_places(
    map: &LinkageMap,
    assessment: &Assessment,
    on_progress: ProgressCallback<'_>,
) -> Option<Study> {
    /// Part of the time after which only these totals are left.
    const STUDIED: f32 = 0.97;
    let mut studied = study(map, assessment, &|part| on_progress(part * STUDIED))?;
    add_place_totals(&mut studied.overview, map, assessment, &|part| on_progress(STUDIED + part * (1.0 - STUDIED)))?;
    Some(studied)
}

/// Adds the totals by units of before and since July 2025 to a map in numbers, as far as they tell more than those by what is
/// written. `None` when cancelled.
pub fn add_place_totals(
    overview: &mut Overview,
    map: &LinkageMap,
    assessment: &Assessment,
    on_progress: ProgressCallback<'_>,
) -> Option<()> {
    if !on_progress(0.0) {
        return None;
    }
    let Some(units) = PlaceUnits::of(map) else { return Some(()) };
    let levels = units.levels(map);
    if levels.is_empty() {
        return Some(());
    }
    let groups = |actor: &Actor| {
        let unit = |level: &UnitLevel| Some(Group::Unit(*level, units.unit(actor, *level)?.clone()));
        levels.iter().filter_map(unit).collect()
    };
    let totals: Vec<GroupTotal> = unit_totals(map, assessment, &groups, on_progress)?;
    add_totals(&mut overview.totals, totals);
    Some(())
}

fn cells(actor: &Actor) -> (&str, &str, bool) {
    (&actor.commune, &actor.district, actor.outside_province)
}

/// A commune of before by its district and place there; a district that had no communes, as a whole.
type Former = (usize, Option<usize>);

/// What a commune and a district as they are written mean.
#[derive(Clone, Debug, Default)]
struct Meaning {
    /// The communes of both times that they may mean.
    communes: Vec<PlaceName>,
    /// The districts of before.
    districts: Vec<usize>,
}

impl Meaning {
    fn of(area: Area, commune: &str, district: &str) -> Self {
        let districts = if district.is_empty() { Vec::new() } else { area.districts(district) };
        let communes = if commune.is_empty() { Vec::new() } else { area.meant(commune, &districts) };
        Self { communes, districts }
    }

    /// Whether only a commune of before can be meant.
    fn is_of_before(&self) -> bool {
        !self.communes.is_empty() && !self.communes.iter().any(is_today)
    }

    fn units(mut self, area: Area, written: (&str, &str), is_of_today: bool) -> BTreeMap<UnitLevel, Unit> {
        if is_of_today && self.communes.iter().any(is_today) {
            self.communes.retain(is_today);
        }
        let units = [
            (UnitLevel::CommuneToday, self.commune_today(area)),
            (UnitLevel::CommuneBefore, self.commune_before(area)),
            (UnitLevel::DistrictBefore, self.district_before(area)),
        ];
        let (commune, district) = written;
        let named = |(level, name): (UnitLevel, Option<String>)| {
            let written = match level {
                UnitLevel::DistrictBefore if !district.is_empty() => district,
                _ => commune,
            };
            (level, name.map_or_else(|| Unit::as_written(written), Unit::Known))
        };
        units.into_iter().map(named).collect()
    }

    /// The name of the commune of today, if it can be but one.
    fn commune_today(&self, area: Area) -> Option<String> {
        let mut today: BTreeSet<usize> = BTreeSet::new();
        for place in &self.communes {
            match (place, area.commune(*place)) {
                (PlaceName::Commune(at), _) => _ = today.insert(*at),
                (_, Some(CommuneOf::Before(former, _))) => today.extend(&former.now),
                _ => {}
            }
        }
        let whole = |at: &usize| area.province.districts.get(*at)?.whole;
        if self.communes.is_empty()
            && let [only] = self.districts.as_slice()
        {
            today.extend(whole(only));
        }
        let only = today.pop_first().filter(|_| today.is_empty())?;
        Some(area.province.communes.get(only)?.name.clone())
    }

    /// The communes of before that may be meant.
    fn formers(&self, area: Area) -> BTreeSet<Former> {
        let mut formers = BTreeSet::new();
        for place in &self.communes {
            match place {
                PlaceName::Former(district, at) => _ = formers.insert((*district, Some(*at))),
                PlaceName::Commune(at) => formers.extend(formers_of(area, *at, &self.districts)),
                PlaceName::District(_) => {}
            }
        }
        formers
    }

    fn commune_before(&self, area: Area) -> Option<String> {
        let mut formers = self.formers(area);
        let (district, at) = formers.pop_first().filter(|_| formers.is_empty())?;
        let district = area.province.districts.get(district)?;
        Some(match at {
            Some(at) => format!("{}, {}", district.communes.get(at)?.name, district.name),
            None => district.name.clone(),
        })
    }

    fn district_before(&self, area: Area) -> Option<String> {
        let mut districts: BTreeSet<usize> = match self.districts.as_slice() {
            [only] => [*only].into(),
            _ => self.formers(area).into_iter().map(|(district, _)| district).collect(),
        };
        let only = districts.pop_first().filter(|_| districts.is_empty())?;
        Some(area.province.districts.get(only)?.name.clone())
    }
}

fn is_today(place: &PlaceName) -> bool {
    matches!(place, PlaceName::Commune(_))
}

/// What a commune of today was before, in these districts if some are given.
fn formers_of(area: Area, commune: usize, districts: &[usize]) -> impl Iterator<Item = Former> {
    let of_district = move |at: usize| {
        let district = area.province.districts.get(at);
        let parts = district.into_iter().flat_map(|district| district.communes.iter().enumerate());
        let parts =
            parts.filter(move |(_, former)| former.now.contains(&commune)).map(move |(part, _)| (at, Some(part)));
        let whole = district.and_then(|district| district.whole).filter(|whole| *whole == commune);
        parts.chain(whole.map(|_| (at, None)))
    };
    let wanted: Vec<usize> =
        if districts.is_empty() { (0..area.province.districts.len()).collect() } else { districts.to_vec() };
    wanted.into_iter().flat_map(of_district)
}
