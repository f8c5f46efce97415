//! Which unit is meant by a name that people write: with or without its kind, with accents or none.

use std::collections::{BTreeSet, HashMap};

use super::table::{Commune, District, FormerCommune, Places, Province, UnitKind};
use crate::language::fold;
use crate::schema::keywords::{folded_key, name_key};

/// The province that names of communes and districts are looked up in.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    /// The province of today.
    pub province: &'static Province,
    /// Where a province of before is said: its place among those that the province of today is made of.
    pub former: Option<usize>,
}

/// A unit that a name means, by its place in the province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceName {
    /// A commune of today.
    Commune(usize),
    /// A commune of before: its district, and its place there.
    Former(usize, usize),
    /// A district of before.
    District(usize),
}

/// A commune that a name means.
#[derive(Clone, Copy, Debug)]
pub enum CommuneOf {
    /// One of today.
    Today(&'static Commune),
    /// One of before, and its district.
    Before(&'static FormerCommune, &'static District),
}

/// The units of a province by the loosest key of their names without their kind.
#[derive(Debug, Default)]
pub(super) struct NameTable {
    by_key: HashMap<String, Vec<PlaceName>>,
}

/// How a name in a cell begins, folded, and the kinds of communes that this may be.
const COMMUNE_PREFIXES: &[(&str, UnitKind)] = &[
    ("xa", UnitKind::Rural),
    ("x", UnitKind::Rural),
    ("commune", UnitKind::Rural),
    ("phuong", UnitKind::Ward),
    ("p", UnitKind::Ward),
    ("ward", UnitKind::Ward),
    ("thi tran", UnitKind::Township),
    ("tt", UnitKind::Township),
    ("dac khu", UnitKind::SpecialZone),
    ("dk", UnitKind::SpecialZone),
];

/// The same of districts, and how the names of such districts begin.
const DISTRICT_PREFIXES: &[(&str, &str)] = &[
    ("quan", "quan"),
    ("q", "quan"),
    ("huyen", "huyen"),
    ("h", "huyen"),
    ("thi xa", "thi xa"),
    ("tx", "thi xa"),
    ("thanh pho", "thanh pho"),
    ("tp", "thanh pho"),
    ("t p", "thanh pho"),
];

/// Other names of provinces, folded, and the name in the table without its kind.
const PROVINCE_ALIASES: &[(&str, &str)] = &[
    ("hcm", "ho chi minh"),
    ("tphcm", "ho chi minh"),
    ("sai gon", "ho chi minh"),
    ("thua thien hue", "hue"),
    ("vung tau", "ba ria vung tau"),
    ("brvt", "ba ria vung tau"),
    ("dak lac", "dak lak"),
    ("dac lac", "dak lak"),
];

impl Places {
    /// The province that a text names: of today or of before, alone or behind a comma; else the only one that had a district
    /// of that name.
    pub fn area(&'static self, text: &str) -> Option<Area> {
        let parts: Vec<&str> =
            text.split([',', ';', '(', ')', '–']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let named = parts.iter().rev().find_map(|part| self.named_area(part));
        named.or_else(|| parts.iter().find_map(|part| self.area_of_district(part)))
    }

    fn named_area(&'static self, text: &str) -> Option<Area> {
        let key = bare_province(text);
        let key = PROVINCE_ALIASES.iter().find(|(alias, _)| *alias == key).map_or(key.as_str(), |(_, name)| name);
        let is_named = |name: &str| bare_province(name) == key;
        let found = |province: &'static Province| {
            if is_named(&province.name) {
                return Some(Area { province, former: None });
            }
            let former = province.former.iter().position(|name| is_named(name))?;
            Some(Area { province, former: Some(former) })
        };
        self.provinces.iter().find_map(found)
    }

    fn area_of_district(&'static self, text: &str) -> Option<Area> {
        let mut areas = self.provinces.iter().filter_map(|province| {
            let found = Area { province, former: None }.districts(text);
            let first = province.districts.get(*found.first()?)?;
            Some(Area { province, former: Some(first.former_province) })
        });
        areas.next().filter(|_| areas.next().is_none())
    }
}

impl Area {
    /// The commune that stands for this.
    pub fn commune(self, place: PlaceName) -> Option<CommuneOf> {
        match place {
            PlaceName::Commune(at) => self.province.communes.get(at).map(CommuneOf::Today),
            PlaceName::Former(district, at) => {
                let district = self.province.districts.get(district)?;
                Some(CommuneOf::Before(district.communes.get(at)?, district))
            }
            PlaceName::District(_) => None,
        }
    }

    /// The districts of before that a text may mean, by their places in the province.
    pub fn districts(self, text: &str) -> Vec<usize> {
        let key = folded_key(text);
        let kinds = DISTRICT_PREFIXES.iter().filter_map(|(prefix, kind)| Some((behind(&key, prefix)?, Some(*kind))));
        let readings: Vec<(&str, Option<&str>)> = std::iter::once((key.as_str(), None)).chain(kinds).collect();
        let mut found: Vec<(Closeness, usize)> = Vec::new();
        for (bare, kind) in readings {
            for place in self.named(bare) {
                let PlaceName::District(at) = *place else { continue };
                let Some(district) = self.province.districts.get(at) else { continue };
                let is_kind = kind.is_none_or(|kind| folded_key(&district.name).starts_with(kind));
                let is_in_area = self.former.is_none_or(|former| former == district.former_province);
                if is_kind && is_in_area {
                    found.extend(closeness(text, bare_district(&district.name)).map(|closeness| (closeness, at)));
                }
            }
        }
        closest(found)
    }

    /// The communes that a text may mean, of today and of before; of the latter those in one of these districts, if some are
    /// given.
    pub fn communes(self, text: &str, districts: &[usize]) -> Vec<PlaceName> {
        let key = folded_key(text);
        let mut readings: Vec<(String, Option<UnitKind>)> = vec![(key.clone(), None)];
        for (prefix, kind) in COMMUNE_PREFIXES {
            readings.extend(behind(&key, prefix).map(|bare| (bare.to_owned(), Some(*kind))));
        }
        if let Some(number) = key.strip_prefix('p').filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())) {
            readings.push((number.to_owned(), Some(UnitKind::Ward)));
        }
        let mut found: Vec<(Closeness, PlaceName)> = Vec::new();
        for (bare, kind) in readings {
            for place in self.named(&bare) {
                let Some((unit, name)) = self.unit(*place, districts) else { continue };
                if kind.is_none_or(|kind| kind == unit) {
                    found.extend(closeness(text, bare_commune(name)).map(|closeness| (closeness, *place)));
                }
            }
        }
        closest(found)
    }

    /// The communes that a text can mean beside these districts: one of before that is all of one of today with the same name
    /// is that one, and one of today has a part of the districts.
    pub fn meant(self, text: &str, districts: &[usize]) -> Vec<PlaceName> {
        let mut found = self.communes(text, districts);
        let all = found.clone();
        let has_today = |at: &usize| all.contains(&PlaceName::Commune(*at));
        found.retain(|place| match self.commune(*place) {
            Some(CommuneOf::Before(commune, _)) => !matches!(commune.now.as_slice(), [only] if has_today(only)),
            _ => true,
        });
        if found.len() > 1 && !districts.is_empty() {
            let parts = districts.iter().filter_map(|at| self.province.districts.get(*at));
            let parts: Vec<usize> =
                parts.flat_map(|district| &district.communes).flat_map(|it| &it.now).copied().collect();
            found.retain(|place| !matches!(place, PlaceName::Commune(at) if !parts.contains(at)));
        }
        found
    }

    /// The communes of today that a name and a district may mean, or that what they mean is now part of.
    fn today(self, commune: &str, district: &str) -> BTreeSet<usize> {
        let mut today = BTreeSet::new();
        for place in self.communes(commune, &self.districts(district)) {
            match (place, self.commune(place)) {
                (PlaceName::Commune(at), _) => _ = today.insert(at),
                (_, Some(CommuneOf::Before(former, _))) => today.extend(&former.now),
                _ => {}
            }
        }
        today
    }

    /// Whether two names of communes, each with a district that may be empty, can mean the same place: one may be of before
    /// and the other of today.
    pub fn may_be_one_commune(self, one: (&str, &str), other: (&str, &str)) -> bool {
        !self.today(one.0, one.1).is_disjoint(&self.today(other.0, other.1))
    }

    /// Whether two names may mean the same district.
    pub fn may_be_one_district(self, one: &str, other: &str) -> bool {
        let others = self.districts(other);
        self.districts(one).iter().any(|at| others.contains(at))
    }

    /// Whether a name means only communes of before, and another one a commune of today that has a part of them.
    pub fn is_renewed(self, before: (&str, &str), today: (&str, &str)) -> bool {
        let is_today = |place: &PlaceName| matches!(place, PlaceName::Commune(_));
        let names = |(commune, district): (&str, &str)| self.communes(commune, &self.districts(district));
        !names(before).iter().any(is_today)
            && names(today).iter().any(is_today)
            && self.may_be_one_commune(before, today)
    }

    /// Kind and name of a commune, if it is in the area.
    fn unit(self, place: PlaceName, districts: &[usize]) -> Option<(UnitKind, &'static str)> {
        match self.commune(place)? {
            CommuneOf::Today(commune) => Some((commune.kind, commune.name.as_str())),
            CommuneOf::Before(commune, district) => {
                let PlaceName::Former(at, _) = place else { return None };
                let is_in_area = self.former.is_none_or(|former| former == district.former_province)
                    && (districts.is_empty() || districts.contains(&at));
                is_in_area.then_some((commune.kind, commune.name.as_str()))
            }
        }
    }

    fn named(self, bare: &str) -> &'static [PlaceName] {
        let names = self.province.names.get_or_init(|| NameTable::new(self.province));
        names.by_key.get(&loosest(bare)).map(Vec::as_slice).unwrap_or_default()
    }
}

impl NameTable {
    fn new(province: &Province) -> Self {
        let mut names = Self::default();
        let mut add = |bare: &str, place| names.by_key.entry(loosest(&folded_key(bare))).or_default().push(place);
        for (at, commune) in province.communes.iter().enumerate() {
            add(bare_commune(&commune.name), PlaceName::Commune(at));
        }
        for (at, district) in province.districts.iter().enumerate() {
            add(bare_district(&district.name), PlaceName::District(at));
            for (inner, commune) in district.communes.iter().enumerate() {
                add(bare_commune(&commune.name), PlaceName::Former(at, inner));
            }
        }
        names
    }
}

/// How closely a text has a name: the least is the closest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    /// Letter by letter.
    Same,
    /// Without accents, where the text has none.
    Bare,
    /// With i for y.
    Vowel,
}

/// Whether a text ends with a name. Accents count where the text has some: Thạnh An is not Thành An.
fn closeness(text: &str, name: &str) -> Option<Closeness> {
    let (typed, key) = (name_key(text), name_key(name));
    if is_end(&typed, &key) {
        return Some(Closeness::Same);
    }
    let is_bare = fold(text) == typed;
    let (typed, key) = if is_bare { (folded_key(text), folded_key(name)) } else { (spaced(&typed), spaced(&key)) };
    let (typed, key) = (unpadded(&typed), unpadded(&key));
    if is_end(&typed, &key) {
        return Some(if is_bare { Closeness::Bare } else { Closeness::Same });
    }
    is_end(&with_one_vowel(&typed), &with_one_vowel(&key)).then_some(Closeness::Vowel)
}

/// Whether a text is a name or ends with it as words of its own; a number may follow a letter: P4.
fn is_end(text: &str, name: &str) -> bool {
    let is_number = || name.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_suffix(name).is_some_and(|head| {
        head.is_empty() || head.ends_with([' ', '.']) || is_number() && !head.ends_with(|c: char| c.is_ascii_digit())
    })
}

/// The places that a text has most closely.
fn closest<T: Copy + Ord>(mut found: Vec<(Closeness, T)>) -> Vec<T> {
    let best = found.iter().map(|(closeness, _)| *closeness).min();
    found.retain(|(closeness, _)| Some(*closeness) == best);
    let mut places: Vec<T> = found.into_iter().map(|(_, place)| place).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Signs between words as spaces.
fn spaced(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Numbers without zeros in front: 04 is 4.
fn unpadded(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let bare = word.trim_start_matches('0');
        if !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit()) { bare } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The key that names are found by: without accents, and i and y are one.
fn loosest(key: &str) -> String {
    with_one_vowel(&unpadded(&fold(key)))
}

/// A lower-case text with i for y: Mĩ Quí is Mỹ Quý.
fn with_one_vowel(lower: &str) -> String {
    const VOWELS: [(char, char); 6] = [('y', 'i'), ('ỳ', 'ì'), ('ý', 'í'), ('ỷ', 'ỉ'), ('ỹ', 'ĩ'), ('ỵ', 'ị')];
    let vowel = |c: char| VOWELS.iter().find(|(y, _)| *y == c).map_or(c, |(_, i)| *i);
    lower.chars().map(vowel).collect()
}

/// What follows a word in front of a folded name.
fn behind<'a>(key: &'a str, prefix: &str) -> Option<&'a str> {
    key.strip_prefix(prefix)?.strip_prefix(' ').filter(|rest| !rest.is_empty())
}

/// The name of a commune without its kind.
fn bare_commune(name: &str) -> &str {
    let rest = UnitKind::ALL.iter().find_map(|kind| name.strip_prefix(kind.word())?.strip_prefix(' '));
    rest.unwrap_or(name)
}

/// The name of a district without its kind.
fn bare_district(name: &str) -> &str {
    const KINDS: [&str; 4] = ["Quận ", "Huyện ", "Thị xã ", "Thành phố "];
    KINDS.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// The name of a province, folded, without its kind.
fn bare_province(text: &str) -> String {
    const BEFORE: [&str; 5] = ["tinh", "thanh pho", "tp", "t p", "t"];
    const BEHIND: [&str; 3] = [" city", " province", " municipality"];
    let key = folded_key(text);
    let bare = BEFORE.iter().find_map(|word| behind(&key, word)).unwrap_or(&key);
    BEHIND.iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare).to_owned()
}
