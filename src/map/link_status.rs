//! What is so with a link in a year: the one place that says when a link is in force.

use super::{Actor, ActorId, Link, LinkageMap, Year};

/// What is so with a link in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStatus {
    /// In force.
    InForce,
    /// Not signed yet.
    Planned,
    /// Its years are over.
    Lapsed,
    /// Its years have not begun.
    NotYet,
    /// One of its ends is not there.
    EndpointAbsent,
}

impl Link {
    /// How it stands in a year, when it is known whether both ends are there. One that is planned says so first,
    /// whatever else.
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
    /// How a link of this map stands in a year.
    pub fn link_status(&self, link: &Link, year: Year) -> LinkStatus {
        let present = |id: &ActorId| self.actors().get(id).is_some_and(|actor: &Actor| actor.is_present(year));
        link.status(year, present(&link.from) && present(&link.to))
    }

    /// Whether a link of this map is in force in a year.
    pub fn is_in_force(&self, link: &Link, year: Year) -> bool {
        self.link_status(link, year) == LinkStatus::InForce
    }
}
