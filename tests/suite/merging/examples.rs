//! What is chosen before anyone chooses, which links become one, what is left of routes, and where the actor stands.

use std::collections::BTreeSet;

use lienket::editing::{ActorMerge, MergeChoice, MergeEffects, MergeSlot, UnitedChannels, merge};
use lienket::map::*;

const ONE: ActorId = ActorId(1);
const OTHER: ActorId = ActorId(2);

fn actor(id: u32, name: &str) -> Actor {
    Actor { id: ActorId(id), name: name.into(), stage: Some(StageId(1)), ..Actor::default() }
}

/// A map of two actors, three more, two lanes and two products.
fn map_of(one: Actor, other: Actor, more: impl FnOnce(&mut MapParts)) -> LinkageMap {
    let stage = |id: u32, name: &str| Stage { id: StageId(id), name: name.into(), order: id };
    let product = |id: u32, name: &str| Product { id: ProductId(id), name: name.into(), ..Product::default() };
    let mut parts = MapParts {
        stages: vec![stage(1, "Sản xuất"), stage(2, "Chế biến")],
        products: vec![product(1, "Lúa"), product(2, "Gạo")],
        actors: vec![one, other, actor(3, "C"), actor(4, "D"), actor(5, "E")],
        ..MapParts::default()
    };
    more(&mut parts);
    LinkageMap::from_parts(parts).unwrap()
}

fn plain(more: impl FnOnce(&mut MapParts)) -> LinkageMap {
    map_of(actor(1, "HTX A"), actor(2, "HTX A"), more)
}

fn merged(map: &LinkageMap, wanted: &ActorMerge) -> LinkageMap {
    let mut editor = Editor::new(map.clone());
    editor.edit(EditLabel::MergeActors(wanted.kept), |edit| merge(edit, wanted)).unwrap();
    editor.map().clone()
}

fn usual() -> ActorMerge {
    ActorMerge::new(OTHER, ONE)
}

fn supply(product: u32, volume: impl Into<Option<f64>>) -> Supply {
    Supply { product: ProductId(product), volume: volume.into(), own_use: None }
}

fn members(members: u32) -> Figures {
    Figures { members: Some(members), ..Figures::default() }
}

#[test]
fn the_filled_value_is_chosen_over_the_empty_one_and_lists_are_united() {
    let one = Actor {
        code: "1801".into(),
        founded: Some(2012),
        supply: vec![supply(1, None), supply(2, 7.0)],
        figures: [(2018, members(40)), (2019, members(45))].into_iter().collect(),
        note: "Sổ 2018".into(),
        ..actor(1, "HTX A")
    };
    let other = Actor {
        commune: "Thới Lai".into(),
        count: 3,
        outside_province: true,
        founded: Some(2014),
        kind: ActorKind::Cooperative,
        supply: vec![supply(1, 90.0), supply(2, 8.0)],
        figures: [(2019, Figures { revenue: Some(5.0), ..members(47) }), (2020, members(50))].into_iter().collect(),
        note: "Sổ 2020".into(),
        ..actor(2, "Hợp tác xã A")
    };
    let map = map_of(one.clone(), other.clone(), |_| {});
    let wanted = usual();
    assert_eq!((wanted.kept, wanted.removed), (ONE, OTHER), "the one that was recorded first");
    let chosen = |slot| wanted.rows(&map).into_iter().find(|row| row.slot == slot).map(|row| row.choice);
    let of = |id: &'static str| chosen(MergeSlot::Field(id));
    assert_eq!(of("name"), Some(MergeChoice::Of(ONE)));
    assert_eq!(of("kind"), Some(MergeChoice::Of(ONE)), "a kind is never empty");
    assert_eq!(of("code"), Some(MergeChoice::Of(ONE)));
    assert_eq!(of("commune"), Some(MergeChoice::Of(OTHER)));
    assert_eq!(of("count"), Some(MergeChoice::Of(OTHER)), "one is what nobody wrote");
    assert_eq!(of("founded"), Some(MergeChoice::Of(ONE)));
    assert_eq!(of("district"), None, "what is alike is not asked");
    assert_eq!(of("supply"), Some(MergeChoice::Both));
    assert_eq!(chosen(MergeSlot::Supply(ProductId(1))), Some(MergeChoice::Of(OTHER)), "a volume over none");
    assert_eq!(chosen(MergeSlot::Supply(ProductId(2))), Some(MergeChoice::Of(ONE)));
    assert_eq!(chosen(MergeSlot::Figure(2019, "members")), Some(MergeChoice::Of(ONE)));
    assert_eq!(chosen(MergeSlot::Figure(2019, "revenue")), None, "only one of them has it");
    let expected = Actor {
        commune: "Thới Lai".into(),
        count: 3,
        outside_province: true,
        supply: vec![supply(1, 90.0), supply(2, 7.0)],
        figures: [(2018, members(40)), (2019, Figures { revenue: Some(5.0), ..members(45) }), (2020, members(50))]
            .into_iter()
            .collect(),
        note: "Sổ 2018\nSổ 2020".into(),
        ..one.clone()
    };
    assert_eq!(merged(&map, &wanted).actors()[&ONE], expected);

    // Whoever chooses gets what was chosen.
    let mut wanted = usual();
    wanted.choices.extend([
        (MergeSlot::Field("name"), MergeChoice::Of(OTHER)),
        (MergeSlot::Field("note"), MergeChoice::Of(OTHER)),
        (MergeSlot::Supply(ProductId(2)), MergeChoice::Of(OTHER)),
        (MergeSlot::Figure(2019, "members"), MergeChoice::Of(OTHER)),
    ]);
    let actor = merged(&map, &wanted).actors()[&ONE].clone();
    assert_eq!((actor.name.as_str(), actor.note.as_str()), ("Hợp tác xã A", "Sổ 2020"));
    assert_eq!((actor.supply[1].volume, actor.figures[&2019].members), (Some(8.0), Some(47)));
    wanted.choices.insert(MergeSlot::Field("figures"), MergeChoice::Of(OTHER));
    assert_eq!(merged(&map, &wanted).actors()[&ONE].figures, other.figures);

    // The other one stays: its values stand where both are filled.
    let mut wanted = usual();
    std::mem::swap(&mut wanted.kept, &mut wanted.removed);
    let after = merged(&map, &wanted);
    assert_eq!(after.actors()[&OTHER].founded, Some(2014));
    assert_eq!((after.actors()[&OTHER].code.as_str(), after.actors().get(&ONE)), ("1801", None));
}

#[test]
fn a_note_that_would_be_too_long_is_not_united() {
    let long = |letter: &str| letter.repeat(NOTE_LIMIT - 10);
    let one = Actor { note: long("a"), ..actor(1, "HTX A") };
    let other = Actor { note: long("b"), ..actor(2, "HTX A") };
    let map = map_of(one.clone(), other, |_| {});
    let row = usual().rows(&map)[0];
    assert_eq!((row.slot, row.choice, row.can_be_both), (MergeSlot::Field("note"), MergeChoice::Of(ONE), false));
    let mut wanted = usual();
    wanted.choices.insert(row.slot, MergeChoice::Both);
    assert_eq!(merged(&map, &wanted).actors()[&ONE], one, "what cannot be chosen is not");
}

fn link(id: u32, from: u32, to: u32) -> Link {
    let (from, to) = (ActorId(from), ActorId(to));
    Link {
        id: LinkId(id),
        from,
        to,
        form: Some(LinkForm::Contract),
        products: [ProductId(1)].into(),
        ..Link::default()
    }
}

/// The links that are left of two from the two actors to the same buyer.
fn left_of(one: Link, other: Link) -> Vec<Link> {
    let map = plain(|parts| parts.links = vec![Link { id: LinkId(1), ..one }, Link { id: LinkId(2), ..other }]);
    merged(&map, &usual()).links().values().cloned().collect()
}

#[test]
fn links_that_say_the_same_become_one_and_no_word_of_them_is_lost() {
    let one = || link(1, 1, 3);
    let other = || link(2, 2, 3);
    let rice = || BTreeSet::from([ProductId(2)]);
    assert_eq!(left_of(one(), other()), [one()]);
    let named = Link { volume: Some(90.0), contract: "12/HĐ".into(), note: "b".into(), ..other() };
    assert_eq!(left_of(one(), named.clone()), [Link { id: LinkId(1), from: ONE, ..named }], "what only one says");
    assert_eq!(
        left_of(one(), Link { products: rice(), ..other() }),
        [Link { products: [ProductId(1), ProductId(2)].into(), ..one() }]
    );
    let apart = [
        Link { share: Some(30.0), ..other() },
        Link { price: Some(9.0), ..other() },
        Link { to_year: Some(2020), ..other() },
        Link { planned: true, ..other() },
        Link { form: Some(LinkForm::Spot), ..other() },
        Link { form: None, ..other() },
        Link { contract: "13/HĐ".into(), ..other() },
        Link { products: BTreeSet::new(), ..other() },
        Link { evidence: Evidence { paper: "b".into(), ..Evidence::default() }, ..other() },
        Link { kind: LinkKind::Support, ..other() },
    ];
    let full = Link {
        share: Some(20.0),
        price: Some(8.0),
        contract: "12/HĐ".into(),
        evidence: Evidence { paper: "a".into(), ..Evidence::default() },
        ..one()
    };
    for other in apart {
        let moved = Link { from: ONE, ..other.clone() };
        assert_eq!(left_of(full.clone(), other), [full.clone(), moved], "two links");
    }
    // A volume is of the products that it was told of.
    let of_rice = Link { products: rice(), volume: Some(5.0), ..other() };
    assert_eq!(left_of(one(), of_rice.clone()), [one(), Link { from: ONE, ..of_rice }]);
    assert_eq!(left_of(one(), link(2, 3, 2)).len(), 2, "the other way round");
}

#[test]
fn links_between_the_two_vanish_and_others_keep_their_number() {
    let map = plain(|parts| {
        parts.links = vec![
            link(1, 1, 2),
            link(2, 2, 1),
            link(3, 2, 2),
            link(4, 1, 1),
            link(5, 2, 4),
            link(6, 2, 4),
            link(7, 1, 4),
            link(8, 3, 4),
        ];
    });
    let effects = MergeEffects::of(&map, &usual());
    assert_eq!((effects.links, effects.joined_links, effects.links_between), (1, 1, 3));
    let left: Vec<(u32, u32, u32)> =
        merged(&map, &usual()).links().values().map(|it| (it.id.0, it.from.0, it.to.0)).collect();
    // The link of the first one to itself is as old as the file; two links of the second one are two still.
    assert_eq!(left, [(4, 1, 1), (5, 1, 4), (6, 1, 4), (8, 3, 4)]);
}

/// The route that is left of one, in which 1 and 2 are the same.
fn route(path: &[u32]) -> Option<Vec<u32>> {
    let channel = Channel {
        id: ChannelId(1),
        name: "Kênh".into(),
        path: path.iter().copied().map(ActorId).collect(),
        ..Channel::default()
    };
    let map = plain(|parts| parts.channels = vec![channel]);
    let after = merged(&map, &usual());
    let left = after.channels().values().next().map(|channel| channel.path.iter().map(|id| id.0).collect());
    let effects = MergeEffects::of(&map, &usual());
    assert_eq!(effects.vanishing_channels.is_empty(), left.is_some());
    left
}

#[test]
fn a_route_goes_through_no_actor_twice() {
    assert_eq!(route(&[3, 2, 4]), Some(vec![3, 1, 4]));
    assert_eq!(route(&[3, 1, 2, 4]), Some(vec![3, 1, 4]));
    assert_eq!(route(&[1, 2]), None);
    assert_eq!(route(&[2, 3, 1, 4]), Some(vec![3, 1, 4]), "who gives the seeds buys the harvest");
    assert_eq!(route(&[3, 1, 4, 2]), Some(vec![3, 1, 4]));
    assert_eq!(route(&[3, 1, 5, 2, 4]), Some(vec![3, 1, 4]), "both ends stay");
    assert_eq!(route(&[1, 3, 2]).map(|path| path.len()), Some(2));
    assert_eq!(route(&[1, 3, 1, 2, 4]), Some(vec![3, 1, 4]));
}

/// A channel of rice with a share.
fn channel(id: u32, path: &[u32], share: impl Into<Option<f64>>) -> Channel {
    Channel {
        id: ChannelId(id),
        name: format!("Kênh {id}"),
        product: Some(ProductId(1)),
        path: path.iter().copied().map(ActorId).collect(),
        share: share.into(),
        ..Channel::default()
    }
}

/// The channels that are left: number, route and share.
fn left_of_channels(channels: Vec<Channel>) -> Vec<(u32, Vec<u32>, Option<f64>)> {
    let map = plain(|parts| parts.channels = channels);
    let after = merged(&map, &usual());
    let route = |it: &Channel| it.path.iter().map(|id| id.0).collect();
    after.channels().values().map(|it| (it.id.0, route(it), it.share)).collect()
}

#[test]
fn channels_that_become_alike_become_one_and_their_shares_are_added() {
    let both = || vec![channel(1, &[1, 3], 33.3), channel(2, &[2, 3], 0.1)];
    assert_eq!(left_of_channels(both()), [(1, vec![1, 3], Some(33.4))]);
    let one_told = vec![channel(1, &[1, 3], None), channel(2, &[2, 3], 20.0)];
    assert_eq!(left_of_channels(one_told), [(1, vec![1, 3], Some(20.0))]);
    // By the way back that is lost, too; and more than two.
    let three = vec![channel(1, &[5, 2, 3], 10.0), channel(2, &[5, 1, 2, 3], 20.0), channel(3, &[5, 1, 3], 30.0)];
    assert_eq!(left_of_channels(three), [(1, vec![5, 1, 3], Some(60.0))]);
    // What makes them two.
    let other = |change: fn(&mut Channel)| {
        let mut all = both();
        change(&mut all[1]);
        left_of_channels(all).len()
    };
    assert_eq!(other(|_| {}), 1);
    assert_eq!(other(|it| it.product = Some(ProductId(2))), 2);
    assert_eq!(other(|it| it.product = None), 2);
    assert_eq!(other(|it| it.market = "Campuchia".into()), 2);
    assert_eq!(other(|it| it.path.push(ActorId(4))), 2);
    assert_eq!(other(|it| it.share = Some(66.8)), 2, "more than everything");
    assert_eq!(other(|it| it.note = "a".repeat(NOTE_LIMIT)), 2);
    // Recorded twice before: nothing of this merge.
    let twice = vec![channel(1, &[1, 3], 10.0), channel(2, &[1, 3], 20.0), channel(3, &[2, 3], 30.0)];
    assert_eq!(left_of_channels(twice), [(1, vec![1, 3], Some(40.0)), (2, vec![1, 3], Some(20.0))]);
    let elsewhere = vec![channel(1, &[3, 4], 10.0), channel(2, &[3, 4], 20.0)];
    assert_eq!(left_of_channels(elsewhere).len(), 2);
}

#[test]
fn what_united_channels_say_is_kept_and_told_before() {
    let one = Channel { note: "Theo sổ.".into(), actor_share: Some(70.0), ..channel(1, &[1, 3], 30.0) };
    let other = Channel { note: "Theo xã.".into(), actor_share: Some(60.0), ..channel(2, &[2, 3], 20.0) };
    let (third, fourth) = (channel(3, &[2, 4], 5.0), channel(4, &[2, 1], 5.0));
    let map = plain(|parts| parts.channels = vec![one.clone(), other.clone(), third, fourth]);
    let after = merged(&map, &usual());
    let united = Channel {
        share: Some(50.0),
        actor_share: Some(100.0),
        note: "Theo sổ.\nKênh 2\nTheo xã.".into(),
        ..one.clone()
    };
    assert_eq!(after.channels().values().map(|it| it.id.0).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(after.channels()[&ChannelId(1)], united);
    let effects = MergeEffects::of(&map, &usual());
    assert_eq!((effects.channels, effects.vanishing_channels.as_slice()), (1, [ChannelId(4)].as_slice()));
    assert_eq!(effects.united_channels, [UnitedChannels { united, joined: vec![ChannelId(2)] }]);
    // One step back.
    let mut editor = Editor::new(map.clone());
    editor.edit(EditLabel::MergeActors(ONE), |edit| merge(edit, &usual())).unwrap();
    editor.undo();
    assert!(*editor.map() == map);
}

#[test]
fn an_actor_is_core_or_member_and_targets_and_views_count_it_once() {
    let map = plain(|parts| {
        let model = |id: u32, core: &[ActorId], members: &[ActorId]| CoopModel {
            id: ModelId(id),
            name: "M".into(),
            core: core.iter().copied().collect(),
            members: members.iter().copied().collect(),
            ..CoopModel::default()
        };
        parts.models = vec![
            model(1, &[ONE], &[OTHER, ActorId(3)]),
            model(2, &[OTHER], &[]),
            model(3, &[ONE], &[]),
            model(4, &[ONE, OTHER], &[ONE]),
        ];
        parts.targets = vec![Target {
            id: TargetId(1),
            name: "Quỹ".into(),
            measure: Measure::FundCapital,
            year: 2020,
            goal: 1.0,
            of: [ONE, OTHER].into(),
            note: String::new(),
        }];
        let mut view = View { id: ViewId(1), title: "Trang".into(), ..View::default() };
        view.state.scope.actors = [OTHER, ActorId(3)].into();
        view.state.selection = Selection::Actors([ONE, OTHER].into());
        parts.views = vec![view];
    });
    let effects = MergeEffects::of(&map, &usual());
    assert_eq!((effects.models, effects.targets, effects.views), (3, 1, 1));
    let after = merged(&map, &usual());
    let sides = |id: u32| {
        let model = &after.models()[&ModelId(id)];
        [&model.core, &model.members].map(|actors| actors.iter().map(|id| id.0).collect::<Vec<_>>())
    };
    assert_eq!(sides(1), [vec![1], vec![3]]);
    assert_eq!(sides(2), [vec![1], vec![]]);
    assert_eq!(sides(4), [vec![1], vec![1]], "as it was recorded");
    assert_eq!(after.targets()[&TargetId(1)].of, [ONE].into());
    let state = &after.views()[&ViewId(1)].state;
    assert_eq!((&state.scope.actors, &state.selection), (&[ONE, ActorId(3)].into(), &Selection::actor(ONE)));
}

#[test]
fn it_stands_where_the_one_that_stays_stood_or_in_the_lane_that_was_chosen() {
    let place = |actor: ActorId, x: f32, y: f32, pinned: bool| Placement { actor, x, y, pinned, by_hand: true };
    let other = Actor { stage: Some(StageId(2)), ..actor(2, "HTX A") };
    let at = |places: &[Placement], stage: ActorId| {
        let map = map_of(actor(1, "HTX A"), other.clone(), |parts| parts.placements = places.to_vec());
        let mut wanted = usual();
        wanted.choices.insert(MergeSlot::Field("stage"), MergeChoice::Of(stage));
        let after = merged(&map, &wanted);
        assert!(!after.placements().contains_key(&OTHER));
        after.placements().get(&ONE).copied()
    };
    let both = [place(ONE, 10.0, 20.0, true), place(OTHER, 400.0, 90.0, false)];
    assert_eq!(at(&both, ONE), Some(place(ONE, 10.0, 20.0, true)));
    assert_eq!(at(&both, OTHER), Some(place(ONE, 400.0, 90.0, true)), "the lane of the other one is at its place");
    assert_eq!(at(&both[1..], OTHER), Some(place(ONE, 400.0, 90.0, false)));
    assert!(at(&both[1..], ONE).is_some_and(|place| place.x != 400.0), "a free place in its own lane");
    assert_eq!(at(&[], ONE), None);
}

#[test]
fn what_a_map_refuses_changes_nothing() {
    let one = Actor { founded: Some(2020), ..actor(1, "HTX A") };
    let other = Actor { dissolved: Some(2015), ..actor(2, "HTX A") };
    let map = map_of(one, other, |parts| parts.links = vec![link(1, 2, 3)]);
    let mut editor = Editor::new(map.clone());
    assert!(editor.edit(EditLabel::MergeActors(ONE), |edit| merge(edit, &usual())).is_err());
    assert!(*editor.map() == map);
    // An actor that is gone, or the same one twice, is no merge.
    for wanted in [ActorMerge::new(ONE, ActorId(9)), ActorMerge::new(ONE, ONE)] {
        assert_eq!(wanted.rows(&map), []);
        editor.edit(EditLabel::MergeActors(ONE), |edit| merge(edit, &wanted)).unwrap();
        assert!(*editor.map() == map && editor.undo_label().is_none());
    }
}
