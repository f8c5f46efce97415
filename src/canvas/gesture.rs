//! Pointer gestures: what a press begins and which commands it ends in. Plain rules on map coordinates, no window.

use std::collections::BTreeSet;

use super::dragging::{Drag, Held};
use super::hits::{CardPart, hit_actor, hit_link_end, stage_at};
use super::snapping::SnapField;
use crate::command::Command;
use crate::editing::{Growth, LinkEnd, LinkedActor, existing_link, likely_kinds};
use crate::map::{ActorId, ActorKind, LinkId, LinkageMap, Selection};
use crate::scene::{ActorMark, Area, Point, Scene};

/// The gesture in progress.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Gesture {
    /// No gesture.
    #[default]
    Idle,
    /// Panning the view.
    Panning,
    /// Moving actors, or copies of them.
    Dragging(Drag),
    /// Drawing a link.
    Linking(NewLink),
    /// Moving an end of a link.
    Reconnecting { link: LinkId, end: LinkEnd, to: Point },
    /// Selecting actors with a frame.
    BoxSelecting { from: Point, to: Point, mode: BoxMode },
}

/// A link that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NewLink {
    /// The actor that it is drawn from.
    pub anchor: ActorId,
    /// All that it comes from: the selected actors, where the anchor is one of them.
    pub from: BTreeSet<ActorId>,
    /// Whether they buy rather than sell.
    pub is_upstream: bool,
    pub to: Point,
}

/// What a frame does to the selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BoxMode {
    /// What is in it is selected.
    #[default]
    Replace,
    /// What is in it is selected too.
    Add,
    /// What is in it is selected if it was not, and the other way round.
    Toggle,
}

impl BoxMode {
    /// Whether an actor is selected in the end.
    pub fn selects(self, was_selected: bool, is_boxed: bool) -> bool {
        match self {
            Self::Replace => is_boxed,
            Self::Add => was_selected || is_boxed,
            Self::Toggle => was_selected != is_boxed,
        }
    }
}

/// What is asked where a gesture ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Question {
    /// The kind of the actor that a link makes, the likeliest first.
    Kind { new: LinkedActor, kinds: Vec<ActorKind> },
    /// Whether to add a product to the link that is there, or a second link.
    SecondLink { known: LinkId, from: ActorId, to: ActorId },
}

/// What a gesture ends in.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Ended {
    pub commands: Vec<Command>,
    pub question: Option<Question>,
}

impl From<Vec<Command>> for Ended {
    fn from(commands: Vec<Command>) -> Self {
        Self { commands, question: None }
    }
}

/// What a press meets, and the keys that are held.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Press {
    /// How near counts as a card's edge, in map units.
    pub edge: f32,
    pub held: Held,
    /// What it does to the selection.
    pub mode: BoxMode,
    /// The "+" that it meets.
    pub handle: Option<Growth>,
}

impl Gesture {
    /// The gesture that a drag from a point begins.
    pub fn begin(scene: &Scene, selection: &Selection, point: Point, press: Press) -> Self {
        let chosen = match selection {
            Selection::Actors(chosen) => Some(chosen),
            _ => None,
        };
        let with_selected = |actor: ActorId| match chosen {
            Some(chosen) if chosen.contains(&actor) => chosen.clone(),
            _ => BTreeSet::from([actor]),
        };
        if let (Some(growth), Some(actor)) = (press.handle, chosen.and_then(|chosen| chosen.first())) {
            let is_upstream = growth == Growth::Upstream;
            return Self::Linking(NewLink { anchor: *actor, from: [*actor].into(), is_upstream, to: point });
        }
        if let Some((link, end)) = hit_link_end(scene, selection, point, press.edge) {
            return Self::Reconnecting { link, end, to: point };
        }
        match hit_actor(scene, point, press.edge) {
            Some((anchor, CardPart::Edge)) => {
                Self::Linking(NewLink { anchor, from: with_selected(anchor), is_upstream: false, to: point })
            }
            Some((actor, CardPart::Body)) => {
                let mut actors = with_selected(actor);
                if press.mode == BoxMode::Add {
                    actors.extend(chosen.into_iter().flatten());
                }
                Self::Dragging(Drag { actors, from: point, to: point, held: press.held })
            }
            None => Self::BoxSelecting { from: point, to: point, mode: press.mode },
        }
    }

    /// Updates the gesture to the pointer's position and the keys that are held.
    pub fn follow(&mut self, point: Point, held: Held) {
        match self {
            Self::Dragging(drag) => (drag.to, drag.held) = (point, held),
            Self::Linking(NewLink { to, .. }) | Self::Reconnecting { to, .. } | Self::BoxSelecting { to, .. } => {
                *to = point;
            }
            Self::Idle | Self::Panning => {}
        }
    }

    /// What the gesture ends in when the pointer is released. `drawn_position` is the centre of a card as it was drawn
    /// before the gesture.
    pub fn end(
        self,
        scene: &Scene,
        map: &LinkageMap,
        selection: &Selection,
        (edge, field): (f32, Option<SnapField>),
        drawn_position: impl Fn(&ActorMark) -> Point,
    ) -> Ended {
        match self {
            Self::Idle | Self::Panning => Ended::default(),
            Self::Dragging(drag) => {
                let moves = drag.moves(scene, map, drawn_position, field).moves;
                let select = Command::Select(Selection::Actors(drag.actors));
                match (moves.is_empty(), drag.held.copies) {
                    (true, _) => vec![select].into(),
                    (false, true) => vec![select, Command::DuplicateTo(moves)].into(),
                    (false, false) => vec![select, Command::Move(moves)].into(),
                }
            }
            Self::Linking(new) => new.end(scene, map, selection, edge),
            Self::Reconnecting { link, end, to } => {
                let target = hit_actor(scene, to, edge).map(|(actor, _)| actor);
                let present = scene.link(link).map(|mark| if end == LinkEnd::From { mark.from } else { mark.to });
                let target = target.filter(|target| Some(*target) != present);
                target.map(|target| Command::MoveLinkEnd(link, end, target)).into_iter().collect::<Vec<_>>().into()
            }
            Self::BoxSelecting { from, to, mode } => {
                let boxed: BTreeSet<ActorId> =
                    scene.actors_in(Area::from_corners(from, to)).map(|mark| mark.id).collect();
                let selected = match (mode, selection) {
                    (BoxMode::Add, Selection::Actors(chosen)) => chosen.union(&boxed).copied().collect(),
                    (BoxMode::Toggle, Selection::Actors(chosen)) => {
                        chosen.symmetric_difference(&boxed).copied().collect()
                    }
                    _ => boxed,
                };
                let chosen = if selected.is_empty() { Selection::None } else { Selection::Actors(selected) };
                vec![Command::Select(chosen)].into()
            }
        }
    }
}

impl NewLink {
    /// The actors that it would link with where it is, of those at the other end; none on empty ground.
    pub fn targets(&self, scene: &Scene, selection: &Selection, edge: f32) -> Option<BTreeSet<ActorId>> {
        let (target, _) = hit_actor(scene, self.to, edge)?;
        Some(match selection {
            // A group that it does not come from is meant as a whole.
            Selection::Actors(chosen) if chosen.contains(&target) && !chosen.contains(&self.anchor) => chosen.clone(),
            _ => [target].into(),
        })
    }

    fn end(self, scene: &Scene, map: &LinkageMap, selection: &Selection, edge: f32) -> Ended {
        let Self { anchor, from, is_upstream, to } = &self;
        let Some(targets) = self.targets(scene, selection, edge) else {
            let (stage, at) = (stage_at(scene, *to), (to.x, to.y));
            let new = LinkedActor { others: from.clone(), is_seller: *is_upstream, stage, at, kind: None };
            let kinds = likely_kinds(map, stage);
            return if kinds.len() > 1 {
                Ended { question: Some(Question::Kind { new, kinds }), ..Ended::default() }
            } else {
                // On empty ground it makes its buyer.
                vec![Command::AddLinkedActor(Box::new(new))].into()
            };
        };
        // Within the group that it comes from, one is linked to the other.
        let is_within = targets.len() == 1 && targets.is_subset(from);
        let sources = if is_within { [*anchor].into() } else { from.clone() };
        let (from, to) = if *is_upstream { (targets, sources) } else { (sources, targets) };
        let (Some(seller), Some(buyer)) = (from.first().copied(), to.first().copied()) else { return Ended::default() };
        if from.len() > 1 || to.len() > 1 {
            return vec![Command::AddLinks { from, to }].into();
        }
        match existing_link(map, seller, buyer) {
            _ if seller == buyer => Ended::default(),
            Some(known) => {
                let question = Some(Question::SecondLink { known, from: seller, to: buyer });
                Ended { commands: vec![Command::Select(Selection::Link(known))], question }
            }
            None => vec![Command::AddLink { from: seller, to: buyer }].into(),
        }
    }
}
