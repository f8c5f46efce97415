//! Changes for what-if analysis: what if this link were signed, or that actor left?

use std::collections::BTreeSet;

use super::{
    Actor, ActorId, Link, LinkForm, LinkId, LinkKind, LinkageMap, ProductId, Record, Redirect, Transaction, Violation,
    ViolationKind, YEARS, Year,
};

/// One proposed change of a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proposal {
    /// The actor is dissolved from the year on.
    RemoveActor(ActorId),
    /// The link is no longer in force from the year on.
    EndLink(LinkId),
    /// A planned link, or one that starts later, is in force from the year on.
    SignLink(LinkId),
    /// A lapsed link is extended for this many years, the given year included.
    RenewLink(LinkId, u32),
    /// The link carries this product too.
    AddProduct(LinkId, ProductId),
    /// A new contract for this product, in force from the year on.
    AddLink {
        /// Seller.
        from: ActorId,
        /// Buyer.
        to: ActorId,
        /// The product.
        product: ProductId,
    },
}

/// The shortest terms of stable linkage in Decree 98/2018/NĐ-CP art. 11, in years: where the growing cycle of the
/// product is a year or longer, and where it is shorter or unknown.
const LONG_CYCLE_TERM: u32 = 5;
const SHORT_CYCLE_TERM: u32 = 3;
const LONG_CYCLE_MONTHS: u32 = 12;

impl Proposal {
    /// The renewal of a link for the shortest term that counts as stable linkage for its products.
    pub fn renewal(map: &LinkageMap, link: &Link) -> Self {
        let months = |product| {
            let ancestors = map.product_and_broader(product);
            ancestors.into_iter().find_map(|product| map.products().get(&product)?.cycle_months)
        };
        let is_long = link.products.iter().filter_map(|product| months(*product)).any(|it| it >= LONG_CYCLE_MONTHS);
        Self::RenewLink(link.id, if is_long { LONG_CYCLE_TERM } else { SHORT_CYCLE_TERM })
    }

    /// The recorded link that it changes.
    pub fn changed_link(&self) -> Option<LinkId> {
        match *self {
            Self::EndLink(id) | Self::SignLink(id) | Self::RenewLink(id, _) | Self::AddProduct(id, _) => Some(id),
            Self::RemoveActor(_) | Self::AddLink { .. } => None,
        }
    }

    /// Leads it on to the actors and links that stand for others now; `None` if it would link an actor to itself.
    pub fn redirected(self, redirect: &Redirect) -> Option<Self> {
        match self {
            Self::RemoveActor(id) => Some(Self::RemoveActor(redirect.actor(id))),
            Self::EndLink(id) => Some(Self::EndLink(redirect.link(id))),
            Self::SignLink(id) => Some(Self::SignLink(redirect.link(id))),
            Self::RenewLink(id, years) => Some(Self::RenewLink(redirect.link(id), years)),
            Self::AddProduct(id, product) => Some(Self::AddProduct(redirect.link(id), product)),
            Self::AddLink { from, to, product } => {
                let (from, to) = (redirect.actor(from), redirect.actor(to));
                (from != to).then_some(Self::AddLink { from, to, product })
            }
        }
    }

    /// Applies the change as of `year`; no effect if it already holds.
    ///
    /// # Errors
    /// A record that it refers to does not exist, or a year is out of range.
    pub fn apply(&self, edit: &mut Transaction<'_>, year: Year) -> Result<(), Violation> {
        match *self {
            Self::RemoveActor(id) => edit.edit(id, |actor: &mut Actor| {
                if !actor.is_dissolved(year) {
                    // An actor founded later never comes into existence.
                    actor.founded = actor.founded.map(|founded| founded.min(year));
                    actor.dissolved = Some(year);
                }
            }),
            Self::EndLink(id) => {
                let link = edit.map().links().get(&id).ok_or_else(|| missing_link(id))?;
                if link.from_year.is_some_and(|first| first >= year) {
                    // It would end before it starts.
                    edit.remove::<Link>(id);
                    return Ok(());
                }
                edit.edit(id, |link: &mut Link| {
                    link.to_year = Some(link.to_year.map_or(year - 1, |last| last.min(year - 1)));
                })
            }
            Self::SignLink(id) => edit.edit(id, |link: &mut Link| {
                link.planned = false;
                if link.from_year.is_some_and(|first| first > year) {
                    link.from_year = Some(year);
                }
                if link.to_year.is_some_and(|last| last < year) {
                    link.to_year = Some(year);
                }
            }),
            Self::RenewLink(id, years) => edit.edit(id, |link: &mut Link| {
                let last = renewed_until(year, years);
                link.planned = false;
                link.to_year = link.to_year.map(|known| known.max(last));
            }),
            Self::AddProduct(id, product) => edit.edit(id, |link: &mut Link| {
                // A link without products already carries any product.
                if !link.products.is_empty() {
                    link.products.insert(product);
                }
            }),
            Self::AddLink { from, to, product } => {
                let link = Link {
                    from,
                    to,
                    kind: LinkKind::Product,
                    products: BTreeSet::from([product]),
                    form: Some(LinkForm::Contract),
                    from_year: Some(year),
                    ..Link::default()
                };
                edit.add(link).map(|_| ())
            }
        }
    }
}

/// What a change does to one field of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkStep {
    /// What it does.
    pub kind: LinkStepKind,
    /// The link; none for a new one.
    pub link: Option<LinkId>,
    /// Seller.
    pub from: ActorId,
    /// Buyer.
    pub to: ActorId,
    /// The product that is added, or that the new link carries.
    pub product: Option<ProductId>,
    /// The new last year of a renewed link, or the new first year of one that starts earlier.
    pub year: Option<Year>,
}

/// The kinds of [`LinkStep`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStepKind {
    /// A planned link is signed.
    Sign,
    /// A link ends later.
    Renew,
    /// A link starts earlier.
    Start,
    /// A link carries another product too.
    Widen,
    /// A new contract.
    Connect,
    /// A link ends.
    End,
}

impl LinkStepKind {
    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Renew => "renew",
            Self::Start => "start",
            Self::Widen => "widen",
            Self::Connect => "connect",
            Self::End => "end",
        }
    }
}

impl LinkStep {
    /// The steps of a change as of a year; none for a change of an actor, or where nothing changes.
    pub fn of(proposal: &Proposal, map: &LinkageMap, year: Year) -> Vec<Self> {
        if let Proposal::AddLink { from, to, product } = *proposal {
            let kind = LinkStepKind::Connect;
            return vec![Self { kind, link: None, from, to, product: Some(product), year: None }];
        }
        let Some(id) = proposal.changed_link() else { return Vec::new() };
        let Some(link) = map.links().get(&id) else { return Vec::new() };
        let step = |kind, product, year| Self { kind, link: Some(id), from: link.from, to: link.to, product, year };
        let is_over = link.to_year.is_some_and(|last| last < year);
        let sign = link.planned.then(|| step(LinkStepKind::Sign, None, None));
        match *proposal {
            Proposal::SignLink(_) => {
                let start = link.from_year.filter(|first| *first > year);
                let start = start.map(|_| step(LinkStepKind::Start, None, Some(year)));
                let renew = is_over.then(|| step(LinkStepKind::Renew, None, Some(year)));
                sign.into_iter().chain(start).chain(renew).collect()
            }
            Proposal::RenewLink(_, years) => {
                let last = link.to_year.map(|known| known.max(renewed_until(year, years)));
                sign.into_iter().chain([step(LinkStepKind::Renew, None, last)]).collect()
            }
            Proposal::AddProduct(_, product) => vec![step(LinkStepKind::Widen, Some(product), None)],
            _ => vec![step(LinkStepKind::End, None, Some(year - 1))],
        }
    }
}

/// The last year of a link that is renewed for some years, the given year included.
fn renewed_until(year: Year, years: u32) -> Year {
    year.saturating_add(years.max(1) as Year - 1).min(*YEARS.end())
}

fn missing_link(id: LinkId) -> Violation {
    let record = Link::record_ref(id);
    Violation { record, field: "id", kind: ViolationKind::Missing(record) }
}
