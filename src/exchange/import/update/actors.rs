//! Which actors of a map the rows of a table mean.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::likeness::{Doubt, likeness};
use crate::exchange::import::choices::Decision;
use crate::language::fold;
use crate::map::{Actor, ActorId, LinkageMap};
use crate::schema::{Area, actor_name_key, has_alias, list_item, name_key, places};

/// An actor as a row tells it.
pub(in crate::exchange::import) struct ToldActor<'a> {
    /// What the row says, with its number in the draft.
    pub record: &'a Actor,
    /// What stands in the column of ids; empty where there is none.
    pub id: &'a str,
    /// Whether the row says what kind of actor it is.
    pub has_kind: bool,
    /// Who somebody has said that it is, where that is doubtful.
    pub decision: Option<Decision>,
}

/// A row that may be an actor of the map.
#[derive(Clone, Debug)]
pub(in crate::exchange::import) struct ActorDoubt {
    /// The actor of the map.
    pub known: ActorId,
    /// Its name.
    pub known_name: String,
    /// Why it may be the same.
    pub doubt: Doubt,
    /// Whether it is, as somebody has said.
    pub decision: Option<Decision>,
}

/// By what an actor of the map was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatchedBy {
    /// By its number.
    Id,
    /// By its code.
    Code,
    /// By its name, with kind and place.
    Name,
    /// By another name that the map remembers.
    Alias,
    /// As somebody has said.
    Decision,
}

/// The actors of a map that rows mean.
#[derive(Debug, Default)]
pub(in crate::exchange::import) struct ActorMatches {
    /// The actor of the map by its number in the draft.
    pub known: BTreeMap<ActorId, ActorId>,
    /// The actors of the map that no row means, by the number that the draft knows them by.
    pub outside: BTreeMap<ActorId, ActorId>,
    /// The rows that may be known actors, by their number in the draft: also those of which somebody has said who they are.
    pub doubts: BTreeMap<ActorId, ActorDoubt>,
    /// By what the actors of the map were found again.
    pub found_by: BTreeMap<ActorId, MatchedBy>,
}

/// Finds the actors that rows mean: by id where the ids are the map's, then by code, then by name with kind and place,
/// then by another name that the map remembers.
pub(in crate::exchange::import) fn match_actors(rows: &[ToldActor<'_>], map: &LinkageMap) -> ActorMatches {
    let area = places().area(&map.info().region);
    let mut matching = Matching { map, area, matches: ActorMatches::default(), taken: BTreeSet::new() };
    matching.by_ids(rows);
    matching.by_codes(rows);
    matching.by_names(rows);
    matching.by_aliases(rows);
    matching.find_doubts(rows);
    matching.take_decisions(rows);
    matching.matches
}

struct Matching<'a> {
    map: &'a LinkageMap,
    /// The province of the map, where it is known.
    area: Option<Area>,
    matches: ActorMatches,
    taken: BTreeSet<ActorId>,
}

impl<'a> Matching<'a> {
    fn is_open(&self, row: &ToldActor<'_>) -> bool {
        !self.matches.known.contains_key(&row.record.id)
    }

    fn take(&mut self, row: &ToldActor<'_>, id: ActorId, found_by: MatchedBy) {
        if self.taken.insert(id) {
            self.matches.known.insert(row.record.id, id);
            self.matches.found_by.insert(id, found_by);
        }
    }

    fn doubt(&mut self, row: &ToldActor<'_>, known: &Actor, doubt: Doubt) {
        let found = ActorDoubt { known: known.id, known_name: known.name.clone(), doubt, decision: None };
        self.matches.doubts.insert(row.record.id, found);
    }

    /// Takes rows for those that somebody has said they are.
    fn take_decisions(&mut self, rows: &[ToldActor<'_>]) {
        for row in rows {
            let Some(found) = self.matches.doubts.get_mut(&row.record.id) else { continue };
            match row.decision {
                // Of several rows that are the same actor the last one counts, cell by cell.
                Some(Decision::Same(id)) if id == found.known => {
                    found.decision = row.decision;
                    self.matches.known.insert(row.record.id, id);
                    self.matches.found_by.entry(id).or_insert(MatchedBy::Decision);
                }
                Some(Decision::New) => found.decision = row.decision,
                Some(Decision::Same(_)) | None => {}
            }
        }
    }

    /// Ids are believed where most of the actors that they lead to have the same name or code: another register counts
    /// its rows from 1, too.
    fn by_ids(&mut self, rows: &[ToldActor<'_>]) {
        let pairs: Vec<(&ToldActor<'_>, &Actor)> =
            rows.iter().filter_map(|row| Some((row, self.map.actors().get(&ActorId(row.id.parse().ok()?))?))).collect();
        let is_same = |(row, known): &&(&ToldActor<'_>, &Actor)| {
            let is_same_code = !row.record.code.is_empty() && row.record.code == known.code;
            is_same_code || actor_name_key(&row.record.name) == actor_name_key(&known.name)
        };
        if pairs.iter().filter(is_same).count() * 2 > pairs.len() {
            for (row, known) in pairs {
                self.take(row, known.id, MatchedBy::Id);
            }
        }
    }

    fn by_codes(&mut self, rows: &[ToldActor<'_>]) {
        let mut codes: HashMap<String, Vec<ActorId>> = HashMap::new();
        for actor in self.map.actors().values().filter(|actor| !actor.code.is_empty()) {
            codes.entry(name_key(&actor.code)).or_default().push(actor.id);
        }
        for row in rows.iter().filter(|row| !row.record.code.is_empty()) {
            if self.is_open(row)
                && let Some([id]) = codes.get(&name_key(&row.record.code)).map(Vec::as_slice)
            {
                self.take(row, *id, MatchedBy::Code);
            }
        }
    }

    fn by_names(&mut self, rows: &[ToldActor<'_>]) {
        let mut names: HashMap<String, Vec<&Actor>> = HashMap::new();
        for actor in self.map.actors().values() {
            names.entry(actor_name_key(&actor.name)).or_default().push(actor);
        }
        for row in rows {
            if !self.is_open(row) {
                continue;
            }
            let alike = names.get(&actor_name_key(&row.record.name)).map(Vec::as_slice).unwrap_or_default();
            let open: Vec<&Actor> = alike.iter().copied().filter(|actor| !self.taken.contains(&actor.id)).collect();
            let fitting: Vec<&Actor> =
                open.iter().copied().filter(|actor| self.difference(row, actor).is_none()).collect();
            // Of several the one that is known to be in the same place.
            let nearest = fitting.iter().max_by_key(|actor| shared_place(row.record, actor));
            if let Some(actor) = nearest {
                self.take(row, actor.id, MatchedBy::Name);
                continue;
            }
            let doubtful = open.iter().find_map(|actor| Some((*actor, self.difference(row, actor)?)));
            if let Some((actor, doubt)) = doubtful {
                self.doubt(row, actor, doubt);
            }
        }
    }

    /// Another name of just one actor was given to it by somebody who knows, whatever kind and place the row says.
    fn by_aliases(&mut self, rows: &[ToldActor<'_>]) {
        let mut aliases: HashMap<String, Vec<ActorId>> = HashMap::new();
        for actor in self.map.actors().values() {
            for alias in &actor.aliases {
                aliases.entry(actor_name_key(alias)).or_default().push(actor.id);
            }
        }
        let open: Vec<&ToldActor<'_>> = rows.iter().filter(|row| !aliases.is_empty() && self.is_open(row)).collect();
        for row in open {
            if let Some([id]) = aliases.get(&actor_name_key(&list_item(&row.record.name))).map(Vec::as_slice)
                && !self.taken.contains(id)
            {
                self.take(row, *id, MatchedBy::Alias);
                self.matches.doubts.remove(&row.record.id);
            }
        }
    }

    /// Looks for known names that are like those of new actors, among those that share a word.
    fn find_doubts(&mut self, rows: &[ToldActor<'_>]) {
        /// So many names that share most words are compared letter by letter.
        const COMPARED: usize = 12;
        let mut by_word: HashMap<String, Vec<&'a Actor>> = HashMap::new();
        for actor in self.map.actors().values() {
            for word in fold(&actor.name).split_whitespace() {
                by_word.entry(word.to_owned()).or_default().push(actor);
            }
        }
        for row in rows {
            if !self.is_open(row) || self.matches.doubts.contains_key(&row.record.id) {
                continue;
            }
            let mut shared: BTreeMap<ActorId, (usize, &Actor)> = BTreeMap::new();
            for word in fold(&row.record.name).split_whitespace() {
                // A word that very many names have, such as HTX, tells nothing.
                let bearers = by_word.get(word).filter(|bearers| bearers.len() <= 200);
                for actor in bearers.into_iter().flatten() {
                    shared.entry(actor.id).or_insert((0, actor)).0 += 1;
                }
            }
            let mut near: Vec<(usize, &Actor)> = shared.into_values().collect();
            near.sort_by_key(|(count, actor)| (std::cmp::Reverse(*count), actor.id));
            let is_possible = |actor: &&Actor| self.difference(row, actor) != Some(Doubt::OtherKind);
            let found = near
                .into_iter()
                .take(COMPARED)
                .map(|(_, actor)| actor)
                .filter(is_possible)
                .find_map(|actor| Some((actor, likeness(&row.record.name, &actor.name)?)));
            if let Some((actor, doubt)) = found {
                self.doubt(row, actor, doubt);
            }
        }
    }
}

impl Matching<'_> {
    /// What keeps an actor of the same name from being the one that a row means. A commune of before is no other place than
    /// that of today which it is now part of.
    fn difference(&self, row: &ToldActor<'_>, known: &Actor) -> Option<Doubt> {
        let differ = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && name_key(one) != name_key(other);
        let told = row.record;
        let is_one = |is_one: &dyn Fn(Area) -> bool| self.area.is_some_and(is_one);
        let has_other_district = differ(&told.district, &known.district)
            && !is_one(&|area| area.may_be_one_district(&told.district, &known.district));
        let has_other_commune = differ(&told.commune, &known.commune)
            && !is_one(&|area| {
                area.may_be_one_commune((&told.commune, &told.district), (&known.commune, &known.district))
            });
        if row.has_kind && told.kind != known.kind {
            Some(Doubt::OtherKind)
        } else if has_other_district || has_other_commune {
            Some(Doubt::OtherPlace)
        } else {
            None
        }
    }
}

/// Whether a name may be one of an actor: its own, another one, or one that is like its own.
pub(in crate::exchange::import) fn may_be_one_name(name: &str, known: &Actor) -> bool {
    actor_name_key(name) == actor_name_key(&known.name)
        || has_alias(known, name)
        || likeness(name, &known.name).is_some()
}

/// How much of its place a row says as the map does.
fn shared_place(row: &Actor, known: &Actor) -> usize {
    let is_same = |one: &str, other: &str| !one.is_empty() && name_key(one) == name_key(other);
    usize::from(is_same(&row.district, &known.district)) + usize::from(is_same(&row.commune, &known.commune))
}
