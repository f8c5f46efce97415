//! The links that lead out of a copied part: their outer ends are known again on another map by code, else by name.

use std::collections::BTreeMap;

use super::fragment::Fragment;
use crate::map::{Actor, ActorId, Link, LinkageMap, Transaction, Violation};
use crate::schema::name_key;

/// The links that led out of a pasted part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutsideLinks {
    /// Those whose outer end is known again, between actors of the map that they were pasted into; not added yet.
    pub found: Vec<Link>,
    /// How many may end at several actors of the same name or code: which one is not guessed.
    pub ambiguous: usize,
    /// How many end at an actor that the map does not have.
    pub missing: usize,
}

impl OutsideLinks {
    /// Sorts the links by what is known of their outer ends; `actors` has the new ones by the ids of the part.
    pub(super) fn sorted(
        part: &Fragment,
        actors: &BTreeMap<ActorId, ActorId>,
        ends: &KnownEnds,
        with_products: impl Fn(&Link) -> Link,
    ) -> Self {
        let mut outside = Self::default();
        let end = |id: ActorId| actors.get(&id).map_or_else(|| ends.get(id), |new| Match::One(*new));
        for link in part.map.links().values().filter(|link| part.leads_out(link)) {
            match (end(link.from), end(link.to)) {
                (Match::One(from), Match::One(to)) => {
                    outside.found.push(Link { from, to, ..with_products(link) });
                }
                (Match::Several, _) | (_, Match::Several) => outside.ambiguous += 1,
                _ => outside.missing += 1,
            }
        }
        outside
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Drops found links whose ends or products a map no longer has.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.found.retain(|link| {
            let has_ends = [link.from, link.to].iter().all(|end| map.actors().contains_key(end));
            has_ends && link.products.iter().all(|product| map.products().contains_key(product))
        });
    }
}

/// Adds links whose outer ends were found again.
///
/// # Errors
/// Why the map refuses one of them.
pub fn reconnect(edit: &mut Transaction<'_>, links: &[Link]) -> Result<(), Violation> {
    links.iter().try_for_each(|link| edit.add(link.clone()).map(drop))
}

/// The actor that another one is known again as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    None,
    One(ActorId),
    Several,
}

/// The outer ends of a copied part, as far as a map knows them.
#[derive(Debug, Default)]
pub(super) struct KnownEnds(BTreeMap<ActorId, Match>);

impl KnownEnds {
    /// Looks for each actor outside by its code; else by its name among those whose code is not another one.
    pub fn of(map: &LinkageMap, part: &Fragment) -> Self {
        if part.outside.is_empty() {
            return Self::default();
        }
        let (mut by_code, mut by_name) = (Self::default(), Self::default());
        let (mut codes, mut names): (Wanted<'_>, Wanted<'_>) = (BTreeMap::new(), BTreeMap::new());
        for actor in part.outside.iter().filter_map(|id| part.map.actors().get(id)) {
            names.entry(name_key(&actor.name)).or_default().push(actor);
            if !actor.code.is_empty() {
                codes.entry(name_key(&actor.code)).or_default().push(actor);
            }
        }
        for actor in map.actors().values() {
            let code = name_key(&actor.code);
            for wanted in codes.get(&code).into_iter().flatten() {
                by_code.add(wanted.id, actor.id);
            }
            for wanted in names.get(&name_key(&actor.name)).into_iter().flatten() {
                if code.is_empty() || wanted.code.is_empty() || name_key(&wanted.code) == code {
                    by_name.add(wanted.id, actor.id);
                }
            }
        }
        by_name.0.extend(by_code.0);
        by_name
    }

    fn add(&mut self, wanted: ActorId, found: ActorId) {
        let known = self.0.entry(wanted).or_insert(Match::None);
        *known = if *known == Match::None { Match::One(found) } else { Match::Several };
    }

    fn get(&self, wanted: ActorId) -> Match {
        self.0.get(&wanted).copied().unwrap_or(Match::None)
    }
}

/// Actors outside by a key of theirs.
type Wanted<'a> = BTreeMap<String, Vec<&'a Actor>>;
