//! What differs between two states of a map, on the map itself: a sign for each card and each line, the outlines of what
//! only the other state has, and how much it is in each lane.
//!
//! They lie over a scene of the state that is shown and know nothing else of it: what is filtered out there has no mark.

use std::collections::{BTreeMap, BTreeSet};

use super::edge_paths::card_area;
use super::geometry::{Area, Path};
use super::link_routing::{NodeBox, direct_path};
use crate::map::{Actor, ActorId, ActorKind, Diff, Link, LinkId, LinkageMap, Patch, Placement, RecordRef, StageId};
use crate::theme::{Icon, Palette, Rgb};

/// What has become of something from the earlier state to the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeSign {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is different.
    Changed,
    /// It is the same, and stands elsewhere.
    Moved,
}

impl ChangeSign {
    /// Every sign.
    pub const ALL: [Self; 4] = [Self::Added, Self::Removed, Self::Changed, Self::Moved];

    fn of<T>(diff: &Diff<T>) -> Self {
        match (&diff.before, &diff.after) {
            (None, _) => Self::Added,
            (_, None) => Self::Removed,
            _ => Self::Changed,
        }
    }

    /// The sign itself.
    pub fn icon(self) -> Icon {
        match self {
            Self::Added => Icon::Add,
            Self::Removed => Icon::Remove,
            Self::Changed => Icon::Changed,
            Self::Moved => Icon::Moved,
        }
    }

    /// The sign as a letter, for texts.
    pub fn letter(self) -> char {
        match self {
            Self::Added => '+',
            Self::Removed => '−',
            Self::Changed => '≠',
            Self::Moved => '↔',
        }
    }

    /// Its colour.
    pub fn colour(self, palette: &Palette) -> Rgb {
        match self {
            Self::Added => palette.changes.added,
            Self::Removed => palette.changes.removed,
            Self::Changed => palette.changes.changed,
            Self::Moved => palette.changes.moved,
        }
    }
}

/// A card that only the other state has.
#[derive(Clone, Debug, PartialEq)]
pub struct GhostCard {
    /// Its actor.
    pub actor: ActorId,
    /// Whether it was added or removed.
    pub sign: ChangeSign,
    /// Where it stands there.
    pub area: Area,
    /// Its kind.
    pub kind: ActorKind,
    /// Its name.
    pub name: Box<str>,
}

/// A line that only the other state has.
#[derive(Clone, Debug, PartialEq)]
pub struct GhostLine {
    /// Its link.
    pub link: LinkId,
    /// Whether it was added or removed.
    pub sign: ChangeSign,
    /// A line between its ends, where these are now if they still are.
    pub path: Path,
}

/// How many actors of a lane have each sign, in the order of [`ChangeSign::ALL`].
pub type SignCounts = [usize; ChangeSign::ALL.len()];

/// What differs between a map that is shown and another state of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeMarks {
    /// The cards of the shown map that differ.
    pub cards: BTreeMap<ActorId, ChangeSign>,
    /// The lines of the shown map that differ.
    pub lines: BTreeMap<LinkId, ChangeSign>,
    /// The cards that only the other state has.
    pub ghosts: Vec<GhostCard>,
    /// The lines that only the other state has.
    pub ghost_lines: Vec<GhostLine>,
    /// How much differs in each lane of the shown map.
    pub lanes: BTreeMap<StageId, SignCounts>,
    /// The signs that occur, known once: the legend asks in every frame.
    signs: BTreeSet<ChangeSign>,
}

impl ChangeMarks {
    /// The marks of a change from the earlier of two states to the later one; `other` is the one that is not shown.
    pub fn new(patch: &Patch, shown: &LinkageMap, other: &LinkageMap) -> Self {
        let mut marks = Self::default();
        for (id, diff) in &patch.actors {
            let sign = ChangeSign::of(diff);
            if shown.actors().contains_key(id) {
                marks.cards.insert(*id, sign);
            } else {
                marks.ghosts.extend(other.actors().get(id).and_then(|actor| ghost_card(actor, sign, other)));
            }
        }
        for (id, diff) in &patch.placements {
            if diff.before.is_some() && diff.after.is_some() {
                marks.cards.entry(*id).or_insert(ChangeSign::Moved);
            }
        }
        for (id, diff) in &patch.links {
            let sign = ChangeSign::of(diff);
            if shown.links().contains_key(id) {
                marks.lines.insert(*id, sign);
            } else {
                marks.ghost_lines.extend(other.links().get(id).and_then(|link| ghost_line(link, sign, [shown, other])));
            }
        }
        marks.count_lanes(shown, other);
        let of_ghosts = marks.ghosts.iter().map(|ghost| ghost.sign);
        let of_ghost_lines = marks.ghost_lines.iter().map(|ghost| ghost.sign);
        let of_shown = marks.cards.values().chain(marks.lines.values()).copied();
        marks.signs = of_shown.chain(of_ghosts).chain(of_ghost_lines).collect();
        marks
    }

    fn count_lanes(&mut self, shown: &LinkageMap, other: &LinkageMap) {
        let Self { cards, ghosts, lanes, .. } = self;
        let of_cards = cards.iter().map(|(id, sign)| (shown.actors().get(id), *sign));
        let of_ghosts = ghosts.iter().map(|ghost| (other.actors().get(&ghost.actor), ghost.sign));
        for (actor, sign) in of_cards.chain(of_ghosts) {
            let actor = actor.filter(|actor| !actor.is_below_lanes());
            let Some(stage) = actor.and_then(|actor| actor.stage) else { continue };
            let counts = lanes.entry(stage).or_default();
            for (count, counted) in counts.iter_mut().zip(ChangeSign::ALL) {
                *count += usize::from(counted == sign);
            }
        }
    }

    /// The signs that occur, in their order.
    pub fn signs(&self) -> impl Iterator<Item = ChangeSign> {
        self.signs.iter().copied()
    }

    /// Where a record is that only the other state has; none of what has no place.
    pub fn ghost_area(&self, record: RecordRef) -> Option<Area> {
        match record {
            RecordRef::Actor(id) => self.ghosts.iter().find(|ghost| ghost.actor == id).map(|ghost| ghost.area),
            RecordRef::Link(id) => self.ghost_lines.iter().find(|ghost| ghost.link == id).map(|it| it.path.bounds()),
            _ => None,
        }
    }
}

fn ghost_card(actor: &Actor, sign: ChangeSign, map: &LinkageMap) -> Option<GhostCard> {
    let area = card_area(map.placements().get(&actor.id)?);
    let kind = actor.kind_in(map.info().year);
    Some(GhostCard { actor: actor.id, sign, area, kind, name: actor.name.as_str().into() })
}

/// A line between the cards of a link's ends: those of the shown map, else those of the other one.
fn ghost_line(link: &Link, sign: ChangeSign, maps: [&LinkageMap; 2]) -> Option<GhostLine> {
    let node_box = |id: ActorId| {
        maps.into_iter().find_map(|map| {
            let placement: &Placement = map.placements().get(&id)?;
            let is_below_lanes = map.actors().get(&id)?.is_below_lanes();
            Some(NodeBox { id, area: card_area(placement), is_below_lanes })
        })
    };
    let mut boxes = vec![node_box(link.from)?, node_box(link.to)?];
    boxes.sort_by_key(|node_box| node_box.id);
    boxes.dedup_by_key(|node_box| node_box.id);
    direct_path(link, &boxes).map(|path| GhostLine { link: link.id, sign, path })
}
