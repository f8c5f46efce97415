//! A naive twin: the file of a map in which one number is replaced by another, wherever it stands.

use std::collections::BTreeSet;

use lienket::editing::{ActorMerge, MergeChoice, MergeEffects, UnitedChannels, merge};
use lienket::map::*;
use lienket::session::{Session, Subject};
use lienket::storage;
use proptest::prelude::*;

use crate::map::operations::{self, Any, Change, Wild};
use crate::map::random::{self, Fit, Known};

/// A map with two actors that many records name; the number of the second one occurs nowhere else in its file.
#[derive(Clone, Debug)]
struct Case {
    map: LinkageMap,
    one: ActorId,
    other: ActorId,
}

fn case() -> impl Strategy<Value = Case> {
    let changes = prop::collection::vec(operations::change(), 20..60);
    (random::map(), random::actor(), random::actor(), any::<bool>(), changes).prop_map(
        |(map, first, second, are_alike, changes)| {
            let add = |map: LinkageMap, block, actor: &Actor| {
                let mut editor = Editor::with_block(map, block);
                let mut actor = actor.clone();
                actor.fit(&Known::of(editor.map()));
                let id = editor.edit(EditLabel::AddActor, |edit| edit.add(actor)).unwrap();
                (editor.map().clone(), id)
            };
            // Few others, so that most records name these two.
            let mut editor = Editor::new(map);
            let gone: BTreeSet<ActorId> = editor.map().actors().keys().skip(2).copied().collect();
            let remove = |edit: &mut Transaction<'_>| {
                edit.remove_all::<Actor>(&gone);
                Ok::<_, Violation>(())
            };
            editor.edit(EditLabel::Delete, remove).unwrap();
            let (map, one) = add(editor.map().clone(), IdBlock::ORIGINAL, &first);
            let (map, other) = add(map, IdBlock::with_number(41), if are_alike { &first } else { &second });
            let mut editor = Editor::new(map);
            let is_kept = |(change, wild): &(Change, Wild)| {
                *wild == Wild::Nothing && !matches!(change, Change::Remove(Any::Actor(_)))
            };
            for change in changes.iter().filter(|change| is_kept(change)) {
                // What the map refuses is left out.
                let _ = editor.edit(EditLabel::EditActor, |edit| operations::apply(edit, change).map(drop));
            }
            Case { map: editor.map().clone(), one, other }
        },
    )
}

/// Whether a line of a file is about the ids that were ever issued, which stay.
fn is_ledger(line: &str) -> bool {
    line.starts_with("next:") || line.starts_with("blocks:")
}

/// The file with the number of `removed` replaced by that of `kept`, without the record of `removed` itself, and without its
/// place if `kept` has one.
fn naive(map: &LinkageMap, kept: ActorId, removed: ActorId) -> LinkageMap {
    let text = String::from_utf8(storage::write(map)).unwrap();
    let number = removed.0.to_string();
    let is_placed = map.placements().contains_key(&kept);
    let mut section = "";
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.ends_with(": [") {
            section = line;
        }
        let is_own = |start: &str| line.starts_with(&format!("  ({start}: {number}"));
        if section == "actors: [" && is_own("id") || section == "places: [" && is_own("actor") && is_placed {
            continue;
        }
        lines.push(if is_ledger(line) { line.to_owned() } else { line.replace(&number, &kept.0.to_string()) });
    }
    storage::read(lines.join("\n").as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// What two links must have in common to be one.
fn terms(link: &Link) -> impl PartialEq + Ord + Clone + std::fmt::Debug + use<> {
    let years = (link.from_year, link.to_year);
    (link.from, link.to, format!("{:?}{:?}{}", link.kind, link.form, link.planned), years, link.products.is_empty())
}

/// Whether a link says everything that another one says.
fn says_all_of(link: &Link, other: &Link) -> bool {
    let number = |own: Option<f64>, told: Option<f64>| told.is_none() || own == told;
    let text = |own: &str, told: &str| told.is_empty() || own == told;
    terms(link) == terms(other)
        && link.products.is_superset(&other.products)
        && number(link.volume, other.volume)
        && number(link.price, other.price)
        && number(link.share, other.share)
        && text(&link.contract, &other.contract)
        && text(&link.evidence.paper, &other.evidence.paper)
        && text(&link.evidence.date, &other.evidence.date)
        && text(&link.evidence.said_by, &other.evidence.said_by)
        && link.note.contains(&other.note)
}

fn check_links(naive: &LinkageMap, merged: &LinkageMap, before: &LinkageMap, effects: &MergeEffects) {
    let is_between = |link: &&Link| {
        let old = &before.links()[&link.id];
        link.from == link.to && (old.from != old.to || !merged.actors().contains_key(&old.from))
    };
    let kept: Vec<&Link> = naive.links().values().filter(|link| !is_between(link)).collect();
    assert_eq!(naive.links().len() - kept.len(), effects.links_between);
    assert_eq!(kept.len() - merged.links().len(), effects.joined_links);
    for told in &kept {
        assert!(merged.links().values().any(|link| says_all_of(link, told)), "{told:?} is lost");
    }
    // Who trades what with whom, in which years, is neither more nor less: a joined link carries no product under terms that it
    // was not recorded under.
    let connections = |links: &mut dyn Iterator<Item = &Link>| {
        let mut all = BTreeSet::new();
        for link in links {
            let products = link.products.iter().copied().map(Some).collect::<Vec<_>>();
            let products = if products.is_empty() { vec![None] } else { products };
            all.extend(products.into_iter().map(|product| (terms(link), product)));
        }
        all
    };
    assert_eq!(connections(&mut kept.iter().copied()), connections(&mut merged.links().values()));
    for link in merged.links().values() {
        let told = |of: fn(&Link) -> Option<f64>| kept.iter().any(|other| of(other) == of(link));
        assert!(told(|it| it.volume) && told(|it| it.price) && told(|it| it.share));
    }
}

fn check_channels(
    naive: &LinkageMap,
    merged: &LinkageMap,
    before: &LinkageMap,
    (merge, effects): (&ActorMerge, &MergeEffects),
) {
    let in_one = |id: &ChannelId| {
        let mut united = effects.united_channels.iter();
        united.find(|it| it.united.id == *id || it.joined.contains(id))
    };
    for united in &effects.united_channels {
        check_united(united, naive, merged, before);
    }
    for (id, channel) in naive.channels() {
        if in_one(id).is_some() {
            continue;
        }
        let old = &before.channels()[id].path;
        if !(old.contains(&merge.kept) && old.contains(&merge.removed)) {
            assert_eq!(merged.channels().get(id), Some(channel));
            continue;
        }
        let pairs = |path: &[ActorId]| path.windows(2).map(<[ActorId]>::to_vec).collect::<BTreeSet<_>>();
        let others = channel.path.iter().filter(|actor| **actor != merge.kept).count();
        match merged.channels().get(id) {
            // Whoever else stood on it stood there between the two, once.
            None => assert!(others == 0, "{channel:?}"),
            Some(route) => {
                assert_eq!(route.path.iter().filter(|actor| **actor == merge.kept).count(), 1, "{route:?}");
                assert!(pairs(&route.path).is_subset(&pairs(&channel.path)), "{route:?} of {channel:?}");
                assert_eq!(Channel { path: channel.path.clone(), ..route.clone() }, *channel);
            }
        }
    }
    assert!(merged.channels().keys().all(|id| naive.channels().contains_key(id)));
}

/// Channels that are one now were others before, and say nothing that is lost.
fn check_united(united: &UnitedChannels, naive: &LinkageMap, merged: &LinkageMap, before: &LinkageMap) {
    let UnitedChannels { united, joined } = united;
    let all: Vec<ChannelId> = std::iter::once(united.id).chain(joined.iter().copied()).collect();
    let routes: BTreeSet<&Vec<ActorId>> = all.iter().map(|id| &before.channels()[id].path).collect();
    assert!(all.len() > 1 && routes.len() == all.len(), "{all:?} were alike before");
    assert_eq!(merged.channels().get(&united.id), Some(united));
    assert!(joined.iter().all(|id| !merged.channels().contains_key(id)));
    let told: Vec<&Channel> = all.iter().map(|id| &naive.channels()[id]).collect();
    for channel in &told {
        assert_eq!((channel.product, &channel.market), (united.product, &united.market));
        assert!(united.note.contains(&channel.note), "{channel:?} in {united:?}");
        assert!(channel.name == united.name || united.note.contains(&channel.name), "{channel:?} in {united:?}");
    }
    let shares: Vec<f64> = told.iter().filter_map(|channel| channel.share).collect();
    let sum: f64 = shares.iter().sum();
    assert_eq!(united.share.is_some(), !shares.is_empty());
    assert!((united.share.unwrap_or_default() - sum).abs() < 1e-6);
}

fn check(case: &Case, merge_of: &ActorMerge, merged: &LinkageMap) {
    let effects = MergeEffects::of(&case.map, merge_of);
    let naive = naive(&case.map, merge_of.kept, merge_of.removed);
    assert_eq!(merged.info(), naive.info());
    assert_eq!(merged.stages(), naive.stages());
    assert_eq!(merged.products(), naive.products());
    assert_eq!(merged.targets(), naive.targets());
    let others = |map: &LinkageMap| {
        let mut actors = map.actors().clone();
        actors.remove(&merge_of.kept);
        actors
    };
    assert_eq!(others(merged), others(&naive));
    let place = |map: &LinkageMap| map.placements().get(&merge_of.kept).map(|place| place.pinned);
    assert_eq!(place(merged), place(&naive), "its pin");
    for (id, model) in naive.models() {
        let own = &merged.models()[id];
        assert_eq!(own.core, model.core);
        assert_eq!(&own.core | &own.members, &model.core | &model.members);
        assert!(own.members.is_subset(&model.members));
    }
    for (id, view) in naive.views() {
        let (own, told) = (&merged.views()[id].state, &view.state);
        assert_eq!((&own.scope.actors, &own.scope.models), (&told.scope.actors, &told.scope.models));
        if !matches!(told.selection, Selection::Link(_)) {
            assert_eq!(own.selection, told.selection);
        }
        // Links that are left are shown still, and one that was joined by the one that took it in.
        let left = told.scope.links.iter().filter(|link| merged.links().contains_key(link)).copied().collect();
        assert!(own.scope.links.is_superset(&left));
        assert!(own.scope.links.len() <= told.scope.links.len());
    }
    check_links(&naive, merged, &case.map, &effects);
    check_channels(&naive, merged, &case.map, (merge_of, &effects));
}

/// Chooses for each value in turn one of the two, both, or nothing.
fn choose(merge: &mut ActorMerge, map: &LinkageMap, choices: &[u8]) {
    for (row, choice) in merge.rows(map).iter().zip(choices) {
        let choice = match choice % 4 {
            0 => MergeChoice::Of(merge.kept),
            1 => MergeChoice::Of(merge.removed),
            2 => MergeChoice::Both,
            _ => continue,
        };
        merge.choices.insert(row.slot, choice);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn merging_is_what_replacing_a_number_in_the_file_is(
        case in case(),
        choices in prop::collection::vec(any::<u8>(), 0..24),
    ) {
        let mut merge_of = ActorMerge::new(case.one, case.other);
        choose(&mut merge_of, &case.map, &choices);
        prop_assert_eq!((merge_of.kept, merge_of.removed), (case.one, case.other));
        let mut editor = Editor::new(case.map.clone());
        let outcome = editor.edit(EditLabel::MergeActors(case.one), |edit| merge(edit, &merge_of));
        let Ok(redirect) = outcome else {
            // Founded after it was dissolved, as the values were chosen.
            prop_assert!(*editor.map() == case.map);
            let merged = merge_of.merged(&case.map).unwrap();
            prop_assert!(case.map.refusal(&merged).is_some());
            return Ok(());
        };
        let merged = editor.map().clone();
        prop_assert_eq!(merged.violations(), []);
        let text = String::from_utf8(storage::write(&merged)).unwrap();
        let number = case.other.0.to_string();
        let naming: Vec<&str> = text.lines().filter(|line| !is_ledger(line) && line.contains(&number)).collect();
        prop_assert!(naming.is_empty(), "still named: {naming:?}");
        prop_assert_eq!(merged.actors()[&case.one].clone(), normalized(merge_of.merged(&case.map).unwrap()));
        check(&case, &merge_of, &merged);
        editor.undo();
        prop_assert!(*editor.map() == case.map, "one step back");
        editor.redo();
        prop_assert!(*editor.map() == merged);

        // The other one stays: the same links, channels, models and targets, of the other number.
        let mut swapped = merge_of.clone();
        std::mem::swap(&mut swapped.kept, &mut swapped.removed);
        let mut editor = Editor::new(case.map.clone());
        if editor.edit(EditLabel::MergeActors(case.other), |edit| merge(edit, &swapped)).is_ok() {
            let back = |id: ActorId| if id == case.other { case.one } else { id };
            let links = editor.map().links().values();
            let links: Vec<Link> =
                links.map(|it| Link { from: back(it.from), to: back(it.to), ..it.clone() }).collect();
            prop_assert_eq!(links, merged.links().values().cloned().collect::<Vec<_>>());
            let channels = editor.map().channels().values();
            let channels: Vec<Channel> =
                channels.map(|it| Channel { path: it.path.iter().copied().map(back).collect(), ..it.clone() }).collect();
            prop_assert_eq!(channels, merged.channels().values().cloned().collect::<Vec<_>>());
            let effects = [&merge_of, &swapped].map(|it| MergeEffects::of(&case.map, it));
            prop_assert_eq!(effects[0].joined_links, effects[1].joined_links);
        }
        redirects_sessions(&case, &redirect);
    }
}

/// As a transaction brings it into the map.
fn normalized(actor: Actor) -> Actor {
    let products = actor.supply.iter().map(|it| it.product).chain(actor.converts.iter().flat_map(Conversion::products));
    let products: BTreeSet<ProductId> = products.collect();
    let parts = MapParts {
        products: products.into_iter().map(|id| Product { id, name: "A".into(), ..Product::default() }).collect(),
        stages: actor.stage.map(|id| Stage { id, name: "A".into(), ..Stage::default() }).into_iter().collect(),
        actors: vec![actor],
        ..MapParts::default()
    };
    LinkageMap::from_parts(parts).unwrap().actors().values().next().unwrap().clone()
}

/// A session that names the two in every way names one of them after that.
fn redirects_sessions(case: &Case, redirect: &Redirect) {
    let link = case.map.links().keys().next().copied().unwrap_or_default();
    let product = ProductId(1);
    for selection in [Selection::Actors([case.one, case.other].into()), Selection::Link(link)] {
        let mut session = Session::default();
        session.view.selection = selection;
        session.view.scope.actors = [case.other].into();
        session.set_highlight(vec![Subject::Actor(case.other), Subject::Link(link)]);
        session.what_if = vec![
            Proposal::RemoveActor(case.other),
            Proposal::RemoveActor(case.one),
            Proposal::AddLink { from: case.one, to: case.other, product },
            Proposal::AddLink { from: case.other, to: ActorId(999_999), product },
            Proposal::EndLink(link),
        ];
        session.redirect(redirect);
        let told = format!("{session:?}");
        assert!(!told.contains(&case.other.0.to_string()), "{told}");
        assert_eq!(
            session.what_if,
            [
                Proposal::RemoveActor(case.one),
                Proposal::AddLink { from: case.one, to: ActorId(999_999), product },
                Proposal::EndLink(redirect.link(link)),
            ]
        );
        // The highlight belongs to the selection still.
        if case.map.links().contains_key(&link) {
            session.retain_existing(&case.map);
            assert!(!session.highlight.is_empty());
        }
    }
}
