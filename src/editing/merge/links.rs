//! What becomes of the links of two actors that are made one. Links between the two vanish; one of each that are now the same
//! are united; all others are kept, side by side where they say something different.

use std::collections::{BTreeMap, BTreeSet};

use super::values::joined;
use crate::map::{ActorId, Evidence, Link, LinkId, LinkageMap, NOTE_LIMIT};
use crate::schema::{Described, Field, link as fields};

/// What becomes of the links of two actors.
#[derive(Debug, Default)]
pub(super) struct LinkPlan {
    /// The links between the two.
    pub vanishing: BTreeSet<LinkId>,
    /// The links that are united with another one, which stays.
    pub joined: BTreeMap<LinkId, LinkId>,
    /// The links that stay and take in another one, as they are then.
    pub united: Vec<Link>,
    /// How many links of the actor that goes move over.
    pub moved: usize,
}

/// A link as it is after the merge.
struct Standing {
    link: Link,
    /// Whether it was one of the actor that goes.
    of_removed: bool,
    has_joined: bool,
}

impl LinkPlan {
    /// In the order of their numbers, so that it is the same whichever of the two actors stays.
    pub fn new(map: &LinkageMap, kept: ActorId, removed: ActorId) -> Self {
        let now = |id: ActorId| if id == removed { kept } else { id };
        let both = [kept, removed].into_iter().flat_map(|actor| map.links_of(actor));
        let all: BTreeMap<LinkId, &Link> = both.map(|link| (link.id, link)).collect();
        let mut plan = Self::default();
        let mut standing: BTreeMap<(ActorId, ActorId), Vec<Standing>> = BTreeMap::new();
        for link in all.into_values() {
            let moved = Link { from: now(link.from), to: now(link.to), ..link.clone() };
            if moved.from == moved.to {
                // One from an actor to itself, as older files may have, stays with its actor.
                if (link.from, link.to) != (kept, kept) {
                    plan.vanishing.insert(link.id);
                }
                continue;
            }
            let of_removed = link.from == removed || link.to == removed;
            let same_ends = standing.entry((moved.from, moved.to)).or_default();
            let mut others = same_ends.iter_mut().filter(|it| it.of_removed != of_removed && !it.has_joined);
            let partner = others.find_map(|other| united(&other.link, &moved).map(|united| (other, united)));
            if let Some((other, united)) = partner {
                plan.joined.insert(link.id, other.link.id);
                (other.link, other.has_joined) = (united, true);
            } else {
                same_ends.push(Standing { link: moved, of_removed, has_joined: false });
            }
        }
        for Standing { link, of_removed, has_joined } in standing.into_values().flatten() {
            plan.moved += usize::from(of_removed && !has_joined);
            if has_joined {
                plan.united.push(link);
            }
        }
        plan
    }
}

/// Two links with the same ends as one; `None` where they say what one link cannot: then they stay two. An empty field says
/// nothing, but for the years, which are open, and the products, which are any.
fn united(one: &Link, other: &Link) -> Option<Link> {
    let mut united = one.clone();
    let has_same_products = one.products == other.products;
    for field in Link::fields() {
        let is_united = match *field {
            field if [&fields::ID, &fields::FROM, &fields::TO].contains(&field) => true,
            field if *field == fields::PRODUCTS => {
                let are_named = !one.products.is_empty() && !other.products.is_empty();
                united.products.extend(&other.products);
                has_same_products || are_named
            }
            field if *field == fields::NOTE => {
                united.note = joined(&one.note, &other.note, "\n");
                united.note.chars().count() <= NOTE_LIMIT
            }
            field if [&fields::VOLUME, &fields::PRICE, &fields::SHARE].contains(&field) => {
                // Of other products it would be another volume, price or share.
                if has_same_products { fill(field, other, &mut united) } else { is_blank(field, [one, other]) }
            }
            field if *field == fields::CONTRACT && has_same_products => fill(field, other, &mut united),
            field if *field == fields::EVIDENCE && has_same_products => {
                let mut parts = Evidence::fields().iter();
                parts.all(|part| fill(part, &other.evidence, &mut united.evidence))
            }
            field => field.is_same(one, other),
        };
        if !is_united {
            return None;
        }
    }
    Some(united)
}

fn is_blank(field: &Field<Link>, links: [&Link; 2]) -> bool {
    links.iter().all(|link| field.is_blank(link))
}

/// Takes a value over where there is none yet; false if there is another one.
fn fill<R: Clone + PartialEq + Default>(field: &Field<R>, from: &R, to: &mut R) -> bool {
    if field.is_blank(to) {
        field.copy(from, to);
    }
    field.is_blank(from) || field.is_same(from, to)
}
