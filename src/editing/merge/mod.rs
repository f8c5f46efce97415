//! Two records of one actor made into one: what they say is chosen value by value, and whoever names the actor that goes names
//! the one that stays.

mod channels;
mod links;
mod routes;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use channels::ChannelPlan;
pub use channels::UnitedChannels;
use links::LinkPlan;
pub use values::{ActorMerge, MergeChoice, MergeRow, MergeSlot};

use super::growth::{lane_of, move_to_lane};
use crate::map::{
    Actor, ActorId, Channel, ChannelId, CoopModel, FieldRefs, Link, LinkageMap, ModelId, Placement, Record, Redirect,
    StageId, Target, Transaction, View, Violation,
};

/// What comes of merging two actors besides the actor: how much moves over to the one that stays, and what is not kept as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergeEffects {
    /// Links that move over.
    pub links: usize,
    /// Links that are united with one that says the same.
    pub joined_links: usize,
    /// Links between the two, which vanish.
    pub links_between: usize,
    /// Models that name the other one from then on.
    pub models: usize,
    /// Channels that go through the other one from then on.
    pub channels: usize,
    /// Channels that went through both, and lose the way back.
    pub shortened_channels: Vec<ChannelId>,
    /// Channels that went through no one else, which vanish.
    pub vanishing_channels: Vec<ChannelId>,
    /// Channels that become alike, and one.
    pub united_channels: Vec<UnitedChannels>,
    /// Targets that count the other one from then on.
    pub targets: usize,
    /// Saved views that show the other one from then on.
    pub views: usize,
}

impl MergeEffects {
    /// The effects of a merge, whatever is chosen for the values.
    pub fn of(map: &LinkageMap, merge: &ActorMerge) -> Self {
        MergePlan::new(map, merge).effects
    }
}

/// What a merge does to the records that name the two.
#[derive(Debug, Default)]
struct MergePlan {
    links: LinkPlan,
    channels: ChannelPlan,
    /// The models of which only together they would be core and member.
    doubled_members: Vec<ModelId>,
    effects: MergeEffects,
}

impl MergePlan {
    fn new(map: &LinkageMap, &ActorMerge { kept, removed, .. }: &ActorMerge) -> Self {
        let redirect = Redirect::new(BTreeMap::from([(removed, kept)]), BTreeMap::new());
        let links = LinkPlan::new(map, kept, removed);
        let channels = ChannelPlan::new(map, kept, removed);
        let effects = MergeEffects {
            links: links.moved,
            joined_links: links.joined.len(),
            links_between: links.vanishing.len(),
            models: records_where(map, |model: &CoopModel| model.names_redirected(&redirect)).count(),
            channels: channels.moved,
            shortened_channels: channels.shortened.clone(),
            vanishing_channels: channels.vanishing.clone(),
            united_channels: channels.united.clone(),
            targets: records_where(map, |target: &Target| target.names_redirected(&redirect)).count(),
            views: records_where(map, |view: &View| view.state.names_redirected(&redirect)).count(),
        };
        let is_doubled = |model: &CoopModel| {
            let has = |actors: &BTreeSet<ActorId>| actors.contains(&kept) || actors.contains(&removed);
            let is_both = |actor: &ActorId| model.core.contains(actor) && model.members.contains(actor);
            has(&model.core) && has(&model.members) && !is_both(&kept) && !is_both(&removed)
        };
        let doubled_members = records_where(map, is_doubled).map(|model| model.id).collect();
        Self { links, channels, doubled_members, effects }
    }
}

/// Merges two actors: links, models, channels, targets and views move over to the one that stays. What leads on to it, for
/// whoever else keeps ids; nothing where the map does not have both.
///
/// # Errors
/// Why the map refuses the actor that comes out.
pub fn merge(edit: &mut Transaction<'_>, merge: &ActorMerge) -> Result<Redirect, Violation> {
    let (Some(merged), Some((stays, goes))) = (merge.merged(edit.map()), merge.records(edit.map())) else {
        return Ok(Redirect::default());
    };
    let &ActorMerge { kept, removed, .. } = merge;
    let lanes = [(kept, lane_of(stays)), (removed, lane_of(goes))];
    let places = lanes.map(|(actor, lane)| (lane, edit.map().placements().get(&actor).copied()));
    let MergePlan { links, channels, doubled_members, .. } = MergePlan::new(edit.map(), merge);
    let redirect = Redirect::new(BTreeMap::from([(removed, kept)]), links.joined.clone());
    edit.remove_all::<Link>(&links.vanishing);
    edit.remove_all::<Channel>(&channels.gone());
    channels.changed.into_iter().try_for_each(|channel| edit.set(channel))?;
    links.united.into_iter().try_for_each(|link| edit.set(link))?;
    edit.redirect(&redirect)?;
    edit.remove_all::<Link>(&links.joined.into_keys().collect());
    for model in doubled_members {
        edit.edit(model, |model: &mut CoopModel| {
            model.members.remove(&kept);
        })?;
    }
    edit.remove::<Actor>(removed);
    place(edit, &merged, places)?;
    edit.set(merged)?;
    Ok(redirect)
}

/// Places the merged actor: where the one that stays stood, else the other one; in another lane than both at a free position.
fn place(
    edit: &mut Transaction<'_>,
    merged: &Actor,
    places: [(Option<StageId>, Option<Placement>); 2],
) -> Result<(), Violation> {
    let lane = lane_of(merged);
    let Some(own) = places.iter().find_map(|(_, place)| *place) else { return Ok(()) };
    let in_lane = places.iter().filter(|(of, _)| *of == lane).find_map(|(_, place)| *place);
    let Some(Placement { x, y, .. }) = in_lane else {
        return move_to_lane(edit, Placement { actor: merged.id, ..own }, lane);
    };
    edit.set(Placement { actor: merged.id, x, y, ..own })
}

/// The records of a table that match.
fn records_where<'map, R: Record>(
    map: &'map LinkageMap,
    is_wanted: impl Fn(&R) -> bool + 'map,
) -> impl Iterator<Item = &'map R> {
    R::table(map).values().filter(move |record| is_wanted(record))
}
