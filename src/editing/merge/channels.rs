//! What becomes of the recorded channels of two actors that are made one. A channel goes through the actor that stays, and
//! through it once; one that went through no one else vanishes; those that become alike by that, with the same route,
//! product and end market, are united, and their shares added.

use std::collections::{BTreeMap, BTreeSet};

use super::routes::without_returns;
use super::values::joined;
use crate::map::{ActorId, Channel, ChannelId, LinkageMap, NOTE_LIMIT, ProductId};
use crate::schema::{Described, channel as fields};

/// Channels that become alike and are one then.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitedChannels {
    /// The channel that stays, as it is then.
    pub united: Channel,
    /// Those that go into it.
    pub joined: Vec<ChannelId>,
}

/// What becomes of the channels of two actors.
#[derive(Debug, Default)]
pub(super) struct ChannelPlan {
    /// The channels that went through no one else.
    pub vanishing: Vec<ChannelId>,
    /// The channels that went through both, and lose the way back.
    pub shortened: Vec<ChannelId>,
    /// The channels that stay and take in others.
    pub united: Vec<UnitedChannels>,
    /// The channels that stay and are otherwise than with the one actor named for the other.
    pub changed: Vec<Channel>,
    /// How many channels of the actor that goes stay by themselves.
    pub moved: usize,
}

/// A channel as it is after the merge.
struct Standing<'a> {
    channel: Channel,
    /// The recorded routes that come to this one. Of two alike from the start none is the other's twin by this merge.
    routes: Vec<&'a [ActorId]>,
    joined: Vec<ChannelId>,
    is_moved: bool,
    is_shortened: bool,
}

/// What channels have in common to be one.
type Route<'a> = (Vec<ActorId>, Option<ProductId>, &'a str);

impl ChannelPlan {
    /// In the order of their numbers, so that it is the same whichever of the two actors stays.
    pub fn new(map: &LinkageMap, kept: ActorId, removed: ActorId) -> Self {
        let mut plan = Self::default();
        let mut standing: BTreeMap<Route<'_>, Vec<Standing<'_>>> = BTreeMap::new();
        for channel in map.channels().values() {
            let is_moved = channel.path.contains(&removed);
            if !is_moved && !channel.path.contains(&kept) {
                continue;
            }
            let is_shortened = is_moved && channel.path.contains(&kept);
            let path = channel.path.iter().map(|id| if *id == removed { kept } else { *id }).collect();
            let path = if is_shortened { without_returns(path, kept) } else { path };
            if path.len() < 2 {
                plan.vanishing.push(channel.id);
                continue;
            }
            if is_shortened {
                plan.shortened.push(channel.id);
            }
            let alike = standing.entry((path.clone(), channel.product, &channel.market)).or_default();
            let of_now = Channel { path, ..channel.clone() };
            let partner = alike.iter_mut().filter(|it| !it.routes.contains(&channel.path.as_slice()));
            let mut partner = partner.filter_map(|it| united(&it.channel, &of_now).map(|united| (it, united)));
            if let Some((other, united)) = partner.next() {
                other.channel = united;
                other.routes.push(&channel.path);
                other.joined.push(channel.id);
            } else {
                let routes = vec![channel.path.as_slice()];
                alike.push(Standing { channel: of_now, routes, joined: Vec::new(), is_moved, is_shortened });
            }
        }
        for Standing { channel, joined, is_moved, is_shortened, .. } in standing.into_values().flatten() {
            if joined.is_empty() {
                plan.moved += usize::from(is_moved);
                if is_shortened {
                    plan.changed.push(channel);
                }
            } else {
                plan.changed.push(channel.clone());
                plan.united.push(UnitedChannels { united: channel, joined });
            }
        }
        plan.united.sort_by_key(|it| it.united.id);
        plan
    }

    /// The channels that are there no more.
    pub fn gone(&self) -> BTreeSet<ChannelId> {
        self.united.iter().flat_map(|it| &it.joined).chain(&self.vanishing).copied().collect()
    }
}

/// Two channels along one route as one; `None` where they say what one channel cannot: then they stay two. The name of the
/// one that goes is kept in the note.
fn united(one: &Channel, other: &Channel) -> Option<Channel> {
    let mut united = one.clone();
    for field in Channel::fields() {
        let is_united = match *field {
            field if [&fields::ID, &fields::NAME].contains(&field) => true,
            field if *field == fields::SHARE => {
                united.share = added(one.share, other.share);
                united.share.is_none_or(|share| share <= 100.0)
            }
            field if *field == fields::ACTOR_SHARE => {
                // Some may sell along both: not more than all.
                united.actor_share = added(one.actor_share, other.actor_share).map(|share| share.min(100.0));
                true
            }
            field if *field == fields::NOTE => {
                let name = if one.name == other.name { "" } else { &other.name };
                united.note = joined(&joined(&one.note, name, "\n"), &other.note, "\n");
                united.note.chars().count() <= NOTE_LIMIT
            }
            field => field.is_same(one, other),
        };
        if !is_united {
            return None;
        }
    }
    Some(united)
}

/// The sum of two shares, in steps that no one writes; what is not told adds nothing.
fn added(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    const STEPS: f64 = 1e9;
    match (one, other) {
        (Some(one), Some(other)) => Some(((one + other) * STEPS).round() / STEPS),
        (one, other) => one.or(other),
    }
}
