//! References that lead to other records from now on, as after two actors have become one.
//!
//! Invariant: no place that keeps the id of an actor or a link is forgotten. Fields are led on by their descriptions
//! ([`FieldRefs`]), the state of a view and proposals by matches that name every member.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Record, each_table};
use super::{ActorId, LinkId, Transaction, Violation};

/// The actors and links that stand for others from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirect {
    actors: BTreeMap<ActorId, ActorId>,
    links: BTreeMap<LinkId, LinkId>,
}

impl Redirect {
    /// Each first id gives way to the second one.
    pub fn new(actors: BTreeMap<ActorId, ActorId>, links: BTreeMap<LinkId, LinkId>) -> Self {
        Self { actors, links }
    }

    /// Whether another actor stands for this one.
    pub fn moves(&self, id: ActorId) -> bool {
        self.actors.contains_key(&id)
    }

    /// The actor that stands for this one: itself, unless it gave way.
    pub fn actor(&self, id: ActorId) -> ActorId {
        self.actors.get(&id).copied().unwrap_or(id)
    }

    /// The link that stands for this one: itself, unless it gave way.
    pub fn link(&self, id: LinkId) -> LinkId {
        self.links.get(&id).copied().unwrap_or(id)
    }

    /// Leads a set of actors on.
    pub fn redirect_actors(&self, ids: &mut BTreeSet<ActorId>) {
        if ids.iter().any(|id| self.moves(*id)) {
            *ids = ids.iter().map(|id| self.actor(*id)).collect();
        }
    }

    /// Leads a set of links on.
    pub fn redirect_links(&self, ids: &mut BTreeSet<LinkId>) {
        if ids.iter().any(|id| self.links.contains_key(id)) {
            *ids = ids.iter().map(|id| self.link(*id)).collect();
        }
    }
}

/// Leads the actors that a record names on to others, field by field. `schema` implements it for every record from the
/// descriptions of the fields.
pub trait FieldRefs {
    /// Whether a field names an actor that another one stands for.
    fn names_redirected(&self, redirect: &Redirect) -> bool;
    /// Names the other one in its place.
    fn redirect_fields(&mut self, redirect: &Redirect);
}

impl Transaction<'_> {
    /// Leads every reference of every record on. A record that is known by an actor which gave way, as its placement is, goes
    /// to the other one, unless that has one of its own.
    ///
    /// # Errors
    /// Why a record is invalid then.
    pub fn redirect(&mut self, redirect: &Redirect) -> Result<(), Violation> {
        each_table!(R => self.redirect_table::<R>(redirect)?);
        Ok(())
    }

    fn redirect_table<R: Record>(&mut self, redirect: &Redirect) -> Result<(), Violation> {
        let records = R::table(self.map()).iter();
        let led_on: Vec<(R::Id, R)> =
            records.filter_map(|(id, record)| Some((*id, record.redirected(redirect)?))).collect();
        for (id, record) in led_on {
            let is_known_by_it = record.id() != id;
            if is_known_by_it {
                self.remove::<R>(id);
            }
            if !(is_known_by_it && R::table(self.map()).contains_key(&record.id())) {
                self.set(record)?;
            }
        }
        Ok(())
    }
}
