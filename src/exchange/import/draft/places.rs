//! Communes and districts as registers write them: spelled as the table of units has them, and those of before 1 July 2025
//! told with what became of them. Nothing is guessed: what may mean several units stays as it is written, and is asked.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use strsim::normalized_damerau_levenshtein;

use super::{Draft, Report, Sheet, WarningKind};
use crate::exchange::import::columns::{ImportTable, PROVINCE};
use crate::exchange::import::report::{PlaceNote, truncated};
use crate::exchange::import::{CommuneCandidate, Communes, ImportOptions, PlaceCells};
use crate::map::{Actor, LinkageMap};
use crate::schema::{Area, CommuneOf, PlaceName, UnitKind, actor, folded_key, places};

/// So many different names are told of a cause.
const TOLD: usize = 3;
/// How alike two names are, from 0 to 1, of which one is likely misspelt.
const LIKELY_MEANT: f64 = 0.75;

/// How a unit is spelled.
#[derive(Clone, Debug)]
struct Spelling {
    name: String,
    /// Whether the map writes it so already, which is nothing to tell.
    is_of_map: bool,
}

/// What a cell of communes and one of districts mean.
#[derive(Clone, Debug, Default)]
struct Meaning {
    /// How the commune is spelled, where it is known.
    commune: Option<Spelling>,
    district: Option<Spelling>,
    note: Option<(PlaceNote, String)>,
    /// Whether only a commune of before can be meant.
    is_of_before: bool,
    /// Whether a commune of today may be meant besides.
    may_be_of_today: bool,
    /// The district that a commune of before was in.
    former_district: Option<String>,
    /// What may be meant, where somebody is to say which.
    candidates: Vec<CommuneCandidate>,
}

/// Cells of places of which it is not clear what they mean, or that name a commune of before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceDoubt {
    /// The cells.
    pub cells: PlaceCells,
    /// How many rows have them.
    pub rows: usize,
    /// What is the matter.
    pub note: PlaceNote,
    /// The communes that may be meant.
    pub candidates: Vec<CommuneCandidate>,
}

impl Draft {
    /// Settles the places of all actors whose province is known: by the row, else by the map's place.
    pub(super) fn settle_places(
        &mut self,
        sheets: &[Sheet],
        base: Option<&LinkageMap>,
        options: &ImportOptions,
        report: &mut Report,
    ) {
        self.take_region(sheets, options);
        let region = self.map.as_ref().map(|map| map.region.as_str()).filter(|region| !region.is_empty());
        let region = region.or_else(|| base.map(|base| base.info().region.as_str())).unwrap_or_default();
        let own = places().area(region);
        // Tables of a whole map say how that map writes its places.
        let may_spell = !sheets.iter().any(|sheet| sheet.table == ImportTable::Map);
        let speller = Speller { written: own.zip(base).map(|(area, base)| as_written(base, area)), may_spell };
        for (index, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.table == ImportTable::Actors) {
            self.settle_sheet(index, sheet, own, &speller, options, report);
        }
    }

    /// The map's place, where the options tell it or all rows are of one province.
    fn take_region(&mut self, sheets: &[Sheet], options: &ImportOptions) {
        let mut told = options.place.clone().unwrap_or_default();
        if told.is_empty() {
            let of_actors = sheets.iter().filter(|sheet| sheet.table == ImportTable::Actors);
            let cells: BTreeSet<&str> =
                of_actors.flat_map(|sheet| sheet.rows.iter().map(|row| sheet.cell(row, PROVINCE))).collect();
            let provinces: BTreeSet<Option<&str>> = cells
                .iter()
                .filter(|cell| !cell.is_empty())
                .map(|cell| places().area(cell).map(|area| area.province.name.as_str()))
                .collect();
            if let ([Some(province)], false) =
                (provinces.into_iter().collect::<Vec<_>>().as_slice(), cells.contains(""))
            {
                (*province).clone_into(&mut told);
            }
        }
        let map = self.map.get_or_insert_default();
        if options.place.is_some() || map.region.is_empty() {
            map.region = crate::map::normalize_line(&told);
        }
    }

    fn settle_sheet(
        &mut self,
        index: usize,
        sheet: &Sheet,
        own: Option<Area>,
        speller: &Speller,
        options: &ImportOptions,
        report: &mut Report,
    ) {
        if own.is_none() && !sheet.has_column(PROVINCE) {
            return;
        }
        let has_outside = sheet.has_column(actor::OUTSIDE_PROVINCE.id);
        let mut areas: HashMap<&str, Option<Area>> = HashMap::new();
        let mut meanings: HashMap<(&str, &str, &str), Meaning> = HashMap::new();
        let mut rows: Vec<(usize, (&str, &str, &str))> = Vec::new();
        for (at, drafted) in self.actors.iter_mut().enumerate().filter(|(_, drafted)| drafted.origin.sheet == index) {
            let Some(row) = sheet.rows.get(drafted.origin.row) else { continue };
            let province = sheet.cell(row, PROVINCE);
            let area = *areas.entry(province).or_insert_with(|| places().area(province));
            if let (Some(area), Some(own), false) = (area, own, has_outside) {
                drafted.record.outside_province = area.province.code != own.province.code;
            }
            let is_outside = drafted.record.outside_province;
            let area = area.or(own.filter(|_| !is_outside && province.is_empty()));
            let cells = (province, sheet.cell(row, actor::COMMUNE.id), sheet.cell(row, actor::DISTRICT.id));
            if let Some(area) = area.filter(|_| !(cells.1.is_empty() && cells.2.is_empty())) {
                meanings.entry(cells).or_insert_with(|| speller.meaning(area, cells.1, cells.2));
                rows.push((at, cells));
            }
        }
        // In a table that names no commune of before, a name that is also one of today means that.
        let is_of_today = !meanings.values().any(|meaning| meaning.is_of_before);
        let mut notes: BTreeMap<PlaceNote, (Vec<usize>, Vec<String>)> = BTreeMap::new();
        let mut doubts: BTreeMap<PlaceCells, PlaceDoubt> = BTreeMap::new();
        for (at, cells) in rows {
            let (Some(meaning), Some(drafted)) = (meanings.get(&cells), self.actors.get_mut(at)) else { continue };
            let number = sheet.rows.get(drafted.origin.row).map(|row| row.number).unwrap_or_default();
            let (province, commune, district) = (cells.0.to_owned(), cells.1.to_owned(), cells.2.to_owned());
            let place = PlaceCells { province, commune, district };
            let decision = options.places.get(&place);
            let mut tell = |note: PlaceNote, text: &str| {
                if note != PlaceNote::Spelled {
                    let candidates = || meaning.candidates.clone();
                    let doubt = || PlaceDoubt { cells: place.clone(), rows: 0, note, candidates: candidates() };
                    doubts.entry(place.clone()).or_insert_with(doubt).rows += 1;
                    if decision.is_some() {
                        return;
                    }
                }
                let (rows, texts) = notes.entry(note).or_default();
                rows.push(number);
                if texts.len() <= TOLD && !texts.iter().any(|told| told == text) {
                    texts.push(text.to_owned());
                }
            };
            meaning.apply(&mut drafted.record, options.communes, is_of_today, &mut tell);
            if let Some(Some(decided)) = decision {
                decided.apply(&mut drafted.record);
            }
        }
        self.place_doubts.extend(doubts.into_values());
        for (note, (rows, mut texts)) in notes {
            if texts.len() > TOLD {
                texts.truncate(TOLD);
                texts.push("…".into());
            }
            sheet.warn(rows, None, WarningKind::Places { note, names: texts.join("; ") }, report);
        }
    }
}

impl CommuneCandidate {
    /// Gives a record this commune, and its district if no other is told.
    fn apply(&self, record: &mut Actor) {
        record.commune.clone_from(&self.commune);
        if let Some(district) = self.district.as_ref().filter(|_| record.district.is_empty()) {
            record.district.clone_from(district);
        }
    }
}

impl Meaning {
    /// Gives a record the places that its cells mean.
    fn apply(&self, record: &mut Actor, communes: Communes, is_of_today: bool, tell: &mut impl FnMut(PlaceNote, &str)) {
        for (spelled, cell) in [(&self.commune, &mut record.commune), (&self.district, &mut record.district)] {
            if let Some(spelled) = spelled.as_ref().filter(|spelled| spelled.name != *cell) {
                if !spelled.is_of_map {
                    tell(PlaceNote::Spelled, &format!("{}{ARROW}{}", truncated(cell), spelled.name));
                }
                cell.clone_from(&spelled.name);
            }
        }
        match &self.note {
            Some((PlaceNote::Former, text)) if communes == Communes::OfToday => {
                tell(PlaceNote::Renewed, text);
                if let Some((_, today)) = text.rsplit_once(ARROW) {
                    today.clone_into(&mut record.commune);
                }
                if let Some(district) = self.former_district.as_ref().filter(|_| record.district.is_empty()) {
                    record.district.clone_from(district);
                }
            }
            Some((PlaceNote::Ambiguous | PlaceNote::Divided, _)) if is_of_today && self.may_be_of_today => {}
            Some((note, text)) => tell(*note, text),
            None => {}
        }
    }
}

/// Between a name and what it became.
const ARROW: &str = " → ";

/// Finds out what names mean, and how they are spelled.
struct Speller {
    /// How the map writes the units that it names.
    written: Option<HashMap<PlaceName, String>>,
    may_spell: bool,
}

impl Speller {
    fn meaning(&self, area: Area, commune: &str, district: &str) -> Meaning {
        let mut meaning = Meaning::default();
        let districts = if district.is_empty() { Vec::new() } else { area.districts(district) };
        if let [only] = districts.as_slice()
            && let Some(found) = area.province.districts.get(*only)
        {
            meaning.district = self.spelled(PlaceName::District(*only), &found.name);
        }
        if commune.is_empty() {
            return meaning;
        }
        let found = area.meant(commune, &districts);
        let today = |at: &usize| area.province.communes.get(*at).map(|commune| commune.name.as_str());
        meaning.may_be_of_today = found.iter().any(|place| matches!(place, PlaceName::Commune(_)));
        meaning.is_of_before = !found.is_empty() && !meaning.may_be_of_today;
        match found.as_slice() {
            [] => {
                let nearest = nearest(area, commune);
                meaning.candidates.extend(nearest.clone());
                let nearest = nearest.map(|nearest| format!(" ({}?)", nearest.commune)).unwrap_or_default();
                meaning.note = Some((PlaceNote::Unknown, format!("{}{nearest}", truncated(commune))));
            }
            [only] => match area.commune(*only) {
                Some(CommuneOf::Today(found)) => meaning.commune = self.spelled(*only, &found.name),
                Some(CommuneOf::Before(found, was_in)) => {
                    meaning.commune = self.spelled(*only, &found.name);
                    meaning.former_district = Some(was_in.name.clone());
                    let names: Vec<&str> = found.now.iter().filter_map(today).collect();
                    let kind = if names.len() == 1 { PlaceNote::Former } else { PlaceNote::Divided };
                    meaning.candidates.extend(names.iter().map(|name| CommuneCandidate::of_today(name)));
                    meaning.note = Some((kind, format!("{}{ARROW}{}", found.name, names.join(" / "))));
                }
                None => {}
            },
            several => {
                meaning.candidates = several.iter().filter_map(|place| CommuneCandidate::of(area, *place)).collect();
                let names = several.iter().filter_map(|place| match area.commune(*place)? {
                    CommuneOf::Today(found) => Some(format!("{} (2025)", found.name)),
                    CommuneOf::Before(found, was_in) => {
                        let names: Vec<&str> = found.now.iter().filter_map(today).collect();
                        Some(format!("{}, {}{ARROW}{}", found.name, was_in.name, names.join(" / ")))
                    }
                });
                let names: Vec<String> = names.take(TOLD).collect();
                meaning.note = Some((PlaceNote::Ambiguous, format!("{}: {}", truncated(commune), names.join(" | "))));
            }
        }
        meaning
    }

    /// A unit as the map writes it already, else as the table of units does.
    fn spelled(&self, place: PlaceName, name: &str) -> Option<Spelling> {
        let written = self.written.as_ref().and_then(|written| written.get(&place));
        let of_map = written.map(|written| Spelling { name: written.clone(), is_of_map: true });
        of_map.or_else(|| self.may_spell.then(|| Spelling { name: name.to_owned(), is_of_map: false }))
    }
}

/// How a map writes the units of its province.
fn as_written(map: &LinkageMap, area: Area) -> HashMap<PlaceName, String> {
    let mut written = HashMap::new();
    for actor in map.actors().values().filter(|actor| !actor.outside_province) {
        let districts = if actor.district.is_empty() { Vec::new() } else { area.districts(&actor.district) };
        if let [only] = districts.as_slice() {
            written.entry(PlaceName::District(*only)).or_insert_with(|| actor.district.clone());
        }
        if !actor.commune.is_empty()
            && let [only] = area.meant(&actor.commune, &districts).as_slice()
        {
            written.entry(*only).or_insert_with(|| actor.commune.clone());
        }
    }
    written
}

impl CommuneCandidate {
    fn of_today(name: &str) -> Self {
        Self { commune: name.to_owned(), district: None }
    }

    fn of(area: Area, place: PlaceName) -> Option<Self> {
        Some(match area.commune(place)? {
            CommuneOf::Today(found) => Self::of_today(&found.name),
            CommuneOf::Before(found, was_in) => {
                Self { commune: found.name.clone(), district: Some(was_in.name.clone()) }
            }
        })
    }
}

/// The commune of the province with the most similar name.
fn nearest(area: Area, text: &str) -> Option<CommuneCandidate> {
    let wanted: String = folded_key(text).chars().take(60).collect();
    let likeness = |name: &str| {
        let name = folded_key(name);
        let bare = UnitKind::ALL.iter().find_map(|kind| name.strip_prefix(&folded_key(kind.word())).map(str::trim));
        [Some(name.as_str()), bare]
            .into_iter()
            .flatten()
            .map(|name| normalized_damerau_levenshtein(&wanted, name))
            .fold(0.0, f64::max)
    };
    let today = area.province.communes.iter().map(|commune| (commune.name.as_str(), None));
    let before = area.province.districts.iter().flat_map(|district| {
        district.communes.iter().map(|commune| (commune.name.as_str(), Some(district.name.as_str())))
    });
    let alike = today.chain(before).map(|found| (likeness(found.0), found));
    let likely = alike.filter(|(likeness, _)| *likeness >= LIKELY_MEANT);
    let (_, (name, district)) = likely.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
    Some(CommuneCandidate { commune: name.to_owned(), district: district.map(str::to_owned) })
}
