//! What is so with a link in a year: the one place that says when a link is in force.

use super::{Actor, ActorId, Link, LinkageMap, Year};

/// What is so with a link in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStanding {
    /// In force.
    InForce,
    /// Not signed yet.
    Planned,
    /// Its years are over.
    Lapsed,
    /// Its years have not begun.
    NotYet,
    /// One of its ends is not there.
    EndAbsent,
}

impl Link {
    /// How it stands in a year, when it is known whether both ends are there. One that is planned says so first,
    /// whatever else.
    pub fn standing(&self, year: Year, ends_present: bool) -> LinkStanding {
        if self.planned {
            LinkStanding::Planned
        } else if self.to_year.is_some_and(|last| last < year) {
            LinkStanding::Lapsed
        } else if self.from_year.is_some_and(|first| first > year) {
            LinkStanding::NotYet
        } else if ends_present {
            LinkStanding::InForce
        } else {
            LinkStanding::EndAbsent
        }
    }
}

impl LinkageMap {
    /// How a link of this map stands in a year.
    pub fn standing(&self, link: &Link, year: Year) -> LinkStanding {
        let present = |id: &ActorId| self.actors().get(id).is_some_and(|actor: &Actor| actor.is_present(year));
        link.standing(year, present(&link.from) && present(&link.to))
    }

    /// Whether a link of this map is in force in a year.
    pub fn is_in_force(&self, link: &Link, year: Year) -> bool {
        self.standing(link, year) == LinkStanding::InForce
    }
}
