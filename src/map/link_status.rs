//! The status of a link in a year: the single definition of when a link is in force.

use super::{Actor, ActorId, Link, LinkageMap, Year};

/// The status of a link in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkStatus {
    /// In force.
    InForce,
    /// Not signed yet.
    Planned,
    /// Its last year is over.
    Lapsed,
    /// Its first year is still to come.
    NotYet,
    /// One of its endpoints does not exist in the year.
    EndpointAbsent,
}

impl Link {
    /// Its status in a year, given whether both endpoints exist then. `Planned` takes precedence over everything else.
    pub fn status(&self, year: Year, ends_present: bool) -> LinkStatus {
        if self.planned {
            LinkStatus::Planned
        } else if self.to_year.is_some_and(|last| last < year) {
            LinkStatus::Lapsed
        } else if self.from_year.is_some_and(|first| first > year) {
            LinkStatus::NotYet
        } else if ends_present {
            LinkStatus::InForce
        } else {
            LinkStatus::EndpointAbsent
        }
    }
}

impl LinkageMap {
    /// The status of a link of this map in a year.
    pub fn link_status(&self, link: &Link, year: Year) -> LinkStatus {
        let present = |id: &ActorId| self.actors().get(id).is_some_and(|actor: &Actor| actor.is_present(year));
        link.status(year, present(&link.from) && present(&link.to))
    }

    /// Whether a link of this map is in force in a year.
    pub fn is_in_force(&self, link: &Link, year: Year) -> bool {
        self.link_status(link, year) == LinkStatus::InForce
    }
}
