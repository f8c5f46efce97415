//! How much of the map is known: which links state their form, their years, their volume and what they rest on.

use crate::map::{Link, LinkForm, LinkKind, LinkageMap, Year};

/// What a link may state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// The form of agreement.
    Form,
    /// The first and the last year of a contract.
    Years,
    /// The volume a year.
    Volume,
    /// The paper that it rests on, or who said so.
    Evidence,
}

/// How many links state one detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// The detail.
    pub detail: Detail,
    /// How many state it.
    pub known: usize,
    /// How many should: product links in force; for years, contracts among them.
    pub total: usize,
}

impl Detail {
    /// Every detail.
    pub const ALL: [Self; 4] = [Self::Form, Self::Years, Self::Volume, Self::Evidence];

    /// Whether a product link should state it.
    fn is_asked_of(self, link: &Link) -> bool {
        self != Self::Years || link.form == Some(LinkForm::Contract)
    }

    fn is_stated_by(self, link: &Link) -> bool {
        match self {
            Self::Form => link.form.is_some(),
            Self::Years => link.from_year.is_some() && link.to_year.is_some(),
            Self::Volume => link.volume.is_some(),
            Self::Evidence => !link.evidence.paper.is_empty() || !link.evidence.said_by.is_empty(),
        }
    }
}

/// How many of the product links in force in a year state each detail.
pub(super) fn completeness(map: &LinkageMap, year: Year) -> Vec<Completeness> {
    let mut all = Detail::ALL.map(|detail| Completeness { detail, known: 0, total: 0 });
    let in_force = map.links().values().filter(|link| link.kind == LinkKind::Product && map.is_in_force(link, year));
    for link in in_force {
        for of_detail in all.iter_mut().filter(|it| it.detail.is_asked_of(link)) {
            of_detail.total += 1;
            of_detail.known += usize::from(of_detail.detail.is_stated_by(link));
        }
    }
    all.to_vec()
}
